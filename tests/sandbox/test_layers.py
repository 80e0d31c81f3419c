"""The layers one by one: older kernels, a person who is not root, filters as bytes, the folder, the end of a run."""

from __future__ import annotations

import json
import os
import platform
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from box_world import PROGRAMS, QUICK, TIERS, got, survivors

from tutor.sandbox import Job, Limits, NoBox, Tier, carry_out, ending, launcher, missing, order, posix, seccomp, touches
from tutor.sandbox import landlock as rules
from tutor.sandbox.folder import clear_stale, fresh_folder, remove
from tutor.sandbox.gathered import Gathered

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux's own")


def program(name: str, *args: str, **more: object) -> Job:
    files = {"program.py": (PROGRAMS / f"{name}.py").read_bytes()}
    return Job(["python", "-S", "program.py", *args], files=files, limits=QUICK, **more)  # type: ignore[arg-type]


# ── older kernels ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(params=[1, 2, 3, 4, 5])
def older(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A kernel whose Landlock is of this ABI, as far as the rules go."""
    if why := missing("confined"):
        pytest.skip(why)
    if rules.abi() < request.param:
        pytest.skip(f"this kernel has Landlock ABI {rules.abi()} only")
    monkeypatch.setattr(rules, "abi", lambda: request.param)
    return int(request.param)


def test_an_older_landlock_keeps_files_and_network_in_too(older: int, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.write_text("the secret")
    seen = carry_out(program("reaches_for_files", "mark", str(canary)), tier="confined")
    assert got(seen) == []
    assert canary.read_text() == "the secret"
    socket = carry_out(program("reaches_for_the_network", "mark", "9", "9", "/s", "/d", "x"), tier="confined")
    assert got(socket) == []


def test_an_older_landlock_keeps_signals_in_too(older: int) -> None:
    victim = subprocess.Popen(["sleep", "1000"])
    seen = carry_out(program("reaches_for_processes", "mark", str(victim.pid)), tier="confined")
    assert got(seen) == []
    assert victim.poll() is None
    victim.kill()
    victim.wait()


@pytest.mark.parametrize("name", ["daemon_of_its_own", "hydra", "fork_bomb"])
def test_without_the_one_stroke_all_are_ended_too(older: int, name: str, mark: str) -> None:
    carry_out(program(name, mark), tier="confined")
    until = time.monotonic() + 1
    while survivors(mark) and time.monotonic() < until:
        time.sleep(0.02)
    assert survivors(mark) == []


# ── a person who is not root ─────────────────────────────────────────────────────────────────────────────────────────

NOBODY = 65534
AS_NOBODY = """
import json, os, sys, tempfile
from pathlib import Path
from tutor.sandbox import Job, Limits, carry_out, missing, order
tempfile.tempdir, python, programs, tier, canary, victim = sys.argv[1:]
order.interpreter = lambda: (python, "/usr")
names = ["reaches_for_files", "reaches_for_processes", "writes_to_the_system", "knocks_on_the_kernel", "gains_rights"]
files = {name: Path(programs, name + ".py").read_bytes() for name in [*names, "fork_bomb", "daemon", "locked_folders"]}
order.code()
os.setgroups([]); os.setgid(65534); os.setuid(65534)
told = {"missing": missing(tier)}
if not told["missing"]:
    for name, text in files.items():
        args = [canary] if name == "reaches_for_files" else [victim] if name == "reaches_for_processes" else []
        job = Job(["python", "-S", "p.py", "mark", *args], files={"p.py": text}, limits=Limits(wall=20))
        seen = carry_out(job, tier=tier)
        told[name] = [seen.status, seen.out.decode(), seen.err.decode(), seen.why]
    job = Job(["sh", "-c", "echo 'echo ran' > x; chmod 700 x; ./x; stat -c %a x"])
    told["chmod"] = carry_out(job, tier=tier).out.decode()
print(json.dumps([told, os.listdir(tempfile.tempdir)]))
"""


@linux
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("tier", TIERS)
def test_the_boxes_of_a_person_who_is_not_root_hold_as_well(tier: Tier) -> None:
    python = next((found for name in ("python3", "python") if (found := shutil.which(name, path="/usr/bin"))), None)
    if (
        python is None
        or subprocess.run(
            [python, "-c", f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"]
        ).returncode
    ):
        pytest.skip("needs the same Python where everybody can read it")  # fmt: skip
    with fresh_folder() as place:
        canary, victim = Path(place, "canary"), subprocess.Popen(["sleep", "1000"], user=NOBODY)
        canary.write_text("the secret")
        folders = Path(place, "folders")
        folders.mkdir()
        for path in (Path(place), canary, folders):
            os.chown(path, NOBODY, NOBODY)
        command = [
            sys.executable,
            "-c",
            AS_NOBODY,
            str(folders),
            python,
            str(PROGRAMS),
            tier,
            str(canary),
            str(victim.pid),
        ]
        root = Path(__file__).parent.parent.parent
        done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
        alive = victim.poll() is None
        victim.kill()
        victim.wait()
        assert done.returncode == 0, done.stderr
        told, left = json.loads(done.stdout)
        if why := told.pop("missing"):
            pytest.skip(why)
        assert left == []
        assert told["fork_bomb"][0] == "failed"
        assert told["daemon"][:2] == ["ended", "ended\n"]
        assert told["chmod"] == "ran\n700\n"
        if tier != "limits":
            assert [
                line for name in told if name != "chmod" for line in told[name][1].splitlines() if " GOT" in line
            ] == []
            assert (canary.read_text(), alive) == ("the secret", True)


# ── filters as bytes ─────────────────────────────────────────────────────────────────────────────────────────────────


def judged(filter: bytes, number: int, *arguments: int, arch: int) -> int:
    """What a filter says of a call: classic BPF, as much of it as we use."""
    data = struct.pack("<iIQ6Q", number, arch, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    steps = list(struct.iter_unpack("HBBI", filter))
    held, at = 0, 0
    while True:
        what, yes, no, value = steps[at]
        at += 1
        match what:
            case seccomp.LOAD:
                held = int.from_bytes(data[value : value + 4], "little")
            case seccomp.AND:
                held &= value
            case seccomp.RETURN:
                return value
            case seccomp.EQUAL:
                at += yes if held == value else no
            case seccomp.AT_LEAST:
                at += yes if held >= value else no
            case seccomp.ANY_BIT:
                at += yes if held & value else no


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_filters_of_both_machines_deny_what_they_say(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: machine)
    arch, column = seccomp.MACHINES[machine]
    closed, confined, old = seccomp.closed_filter(), seccomp.confined_filter(7), seccomp.confined_filter(2)

    def says(filter: bytes, name: str | tuple[int, int], *arguments: int) -> int:
        known = seccomp.KERNEL | seccomp.OUTSIDE | seccomp.SIGNALS | seccomp.TRUNCATE | seccomp.TOUCHES
        number = (known[name] if isinstance(name, str) else name)[column]
        return seccomp.EPERM if number < 0 else judged(filter, number, *arguments, arch=arch)

    for name in seccomp.KERNEL:
        assert says(closed, name) == says(confined, name) == seccomp.EPERM
    for name in seccomp.OUTSIDE:
        assert says(confined, name) == seccomp.EPERM
        assert says(closed, name) == seccomp.ALLOW or seccomp.OUTSIDE[name][column] < 0
    for name in seccomp.SIGNALS | seccomp.TRUNCATE:
        assert (says(confined, name), says(old, name)) == (seccomp.ALLOW, seccomp.EPERM)
    for number, name in seccomp.asked_about().items():
        assert (says(confined, name), says(closed, name)) == (seccomp.ASK, seccomp.ALLOW), number
    assert says(confined, seccomp.CLONE3) == seccomp.ENOSYS
    assert says(closed, seccomp.CLONE, 0x10000000 | 17) == seccomp.EPERM
    assert says(closed, seccomp.CLONE, 0x3D0F00) == seccomp.ALLOW, "a thread"
    assert says(closed, seccomp.PRLIMIT, 0) == seccomp.ALLOW
    assert says(closed, seccomp.PRLIMIT, 1234) == seccomp.EPERM
    assert says(confined, seccomp.SOCKETPAIR, 1, 1 | 0o2000000) == seccomp.ALLOW
    assert says(confined, seccomp.SOCKETPAIR, 1, 2) == says(confined, seccomp.SOCKETPAIR, 2, 1) == seccomp.EPERM
    assert says(confined, seccomp.FCNTL, 5, seccomp.F_SETOWN) == seccomp.EPERM
    assert says(confined, seccomp.FCNTL, 5, seccomp.F_SETOWN_EX) == seccomp.EPERM
    assert says(confined, seccomp.FCNTL, 5, 2) == seccomp.ALLOW
    assert judged(confined, 0, arch=0x40000003) == seccomp.KILL, "another architecture's numbers"


def test_a_machine_whose_numbers_are_unknown_has_no_confined_box(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    monkeypatch.setattr(rules, "abi", lambda: 7)
    with pytest.raises(NoBox, match="x86_64 and aarch64"):
        order.start("confined", "/x", Limits(), [])
    assert seccomp.closed_filter() == b""


@linux
def test_a_kernel_without_landlock_has_no_confined_box(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "abi", lambda: 0)
    with pytest.raises(NoBox, match="no Landlock"):
        order.start("confined", "/x", Limits(), [])


@pytest.mark.parametrize(("abi", "length"), [(1, 8), (3, 8), (4, 16), (5, 16), (6, 24), (7, 24)])
def test_rules_ask_of_a_kernel_only_what_it_knows(abi: int, length: int) -> None:
    made = rules.rules(abi, ["/usr"], "/folder")
    attributes = made["attributes"]
    assert isinstance(attributes, bytes) and len(attributes) == length
    every = int.from_bytes(attributes[:8], sys.byteorder)
    assert all(rights & ~every == 0 for _, rights in made["paths"])  # type: ignore[attr-defined]


# ── modes and times, which the launcher changes ─────────────────────────────────────────────────────────────────────

REFUSED = """
import ctypes, mmap, os, sys
libc, number, here = ctypes.CDLL(None, use_errno=True), int(sys.argv[1]), -100
def asked(folder, path, times, flags=0):
    done = libc.syscall(number, ctypes.c_long(folder), path, times, ctypes.c_long(flags))
    return ctypes.get_errno() if done else 0
def times(*words): return (ctypes.c_long * 4)(*words)
pages = mmap.mmap(-1, 2 * mmap.PAGESIZE)
start = ctypes.addressof(ctypes.c_char.from_buffer(pages))
libc.munmap(ctypes.c_void_p(start + mmap.PAGESIZE), mmap.PAGESIZE)
open('x', 'w').close(); os.mkdir('d'); folder = os.open('d', os.O_RDONLY)
print('no path', asked(here, None, times(5, 6, 7, 8)))
print('a folder by its number', asked(folder, b'', times(5, 6, 7, 8), 0x1000), os.stat('d').st_mtime_ns)
print('no such part of a second', asked(here, b'x', times(5, 2_000_000_000, 7, 8)))
print('times that end nowhere', asked(here, b'x', ctypes.c_void_p(start + mmap.PAGESIZE - 16)), flush=True)
os._exit(0)
"""


@linux
def test_what_the_kernel_refuses_of_times_is_refused_in_its_words_in_every_box(tier: Tier) -> None:
    number = seccomp.TOUCHES["utimensat"][seccomp.MACHINES[platform.machine()][1]]
    seen = carry_out(Job(["python", "-S", "-c", REFUSED, str(number)], limits=QUICK), tier=tier)
    assert seen.out.decode().splitlines() == [
        "no path 14",
        "a folder by its number 0 7000000008",
        "no such part of a second 22",
        "times that end nowhere 14",
    ], seen


@linux
def test_who_asked_to_touch_a_file_and_is_gone_meanwhile_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    done: list[int] = []

    def gone(file: int, what: int, *more: object) -> int:
        done.append(what)
        if what == told:
            return 0
        raise FileNotFoundError(2, "gone")

    monkeypatch.setattr(fcntl, "ioctl", gone)
    told = 0
    touches.answer(0, {}, "/none")
    assert done == [touches.RECEIVE]
    told = touches.RECEIVE
    touches.answer(0, {0: "fchmod"}, "/none")
    assert done[1:] == [touches.RECEIVE, touches.SEND], "process 0 has no files"


# ── the folder ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_is_removed_and_what_its_links_point_to_is_not(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("kept")
    folder = tmp_path / "folder"
    (folder / "a" / "b" / "c").mkdir(parents=True)
    (folder / "a" / "b" / "link").symlink_to(outside)
    (folder / "link").symlink_to(outside / "file")
    os.mkfifo(folder / "a" / "pipe")
    for path in (folder / "a" / "b" / "c", folder / "a" / "b", folder / "a"):
        path.chmod(0)
    remove(str(folder))
    assert not folder.exists()
    assert (outside / "file").read_text() == "kept"


def test_a_fresh_folder_is_ours_alone_and_gone_whatever_happens() -> None:
    with pytest.raises(KeyError), fresh_folder() as folder:
        assert Path(folder).stat().st_mode & 0o777 == 0o700
        raise KeyError
    assert not Path(folder).exists()


def test_what_a_killed_tutor_left_is_taken_away_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("tutor-box-old", "tutor-box-new", "other"):
        (tmp_path / name / "work").mkdir(parents=True)
    for name in ("tutor-box-old", "other"):
        os.utime(tmp_path / name, (0, 0))
    clear_stale.cache_clear()
    with fresh_folder():
        left = {path.name for path in tmp_path.iterdir()}
    assert {"tutor-box-new", "other"} < left and "tutor-box-old" not in left


def test_too_many_too_large_and_too_deep_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert not launcher.too_full({"disk": 1000})
    Path("a").write_bytes(bytes(600))
    Path("d").mkdir()
    Path("d/b").write_bytes(bytes(600))
    assert launcher.too_full({"disk": 1000})
    assert not launcher.too_full({"disk": 2000})
    monkeypatch.setattr(launcher, "ENTRIES", 2)
    assert launcher.too_full({"disk": 2000})


# ── the end of a run ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("ended_by", "news", "err", "status", "code", "number", "says"),
    [
        ("", "+\n= 0 - 0.1 5\n", b"", "ended", 0, None, ""),
        ("", "+\n= 256 - 0.1 5\n", b"ValueError", "ended", 1, None, ""),
        ("", "+\n= 15 - 0.1 5\n", b"", "ended", None, 15, ""),
        ("", "+\n= 24 - 5.0 5\n", b"", "time", None, 24, "computed longer"),
        ("", "+\n= 9 - 5.1 5\n", b"", "time", None, 9, "computed longer"),
        ("", "+\n= 9 - 0.1 250000000\n", b"", "memory", None, 9, "more than 256 MB"),
        ("", "+\n= 256 - 0.1 5\n", b"x\nMemoryError\n", "memory", 1, None, "more than 256 MB"),
        ("", "+\n= 0 - 0.1 5\n", b"x\nMemoryError\n", "ended", 0, None, ""),
        ("", "+\n= 25 - 0.1 5\n", b"", "failed", None, 25, "more than 64 MB"),
        ("", "+\n= 9 disk 0.1 5\n", b"", "failed", None, None, "too many files"),
        ("", "+\n= - processes 0.1 5\n", b"", "failed", None, None, "64 processes"),
        ("", "! It can't be started.\n", b"", "failed", None, None, "It can't be started."),
        ("", "+\n", b"", "failed", None, None, "nothing is known"),
        ("", "", b"", "failed", None, None, "nothing is known"),
        ("start", "", b"", "failed", None, None, "did not come up"),
        ("wall", "+\n= 9 - 0.1 5\n", b"", "time", None, None, "longer than 10 seconds"),
        ("stopped", "+\n= 9 memory 0.1 5\n", b"", "stopped", None, None, "It was stopped."),
    ],
)  # fmt: skip
def test_every_end_has_its_status_and_its_sentence(
    ended_by: str, news: str, err: bytes, status: str, code: int | None, number: int | None, says: str
) -> None:
    gathered = Gathered(Limits(), None)
    gathered.take("err", err)
    seen = ending.outcome(Limits(), "limits", gathered, ended_by, news, 1.0)
    assert (seen.status, seen.code, seen.signal) == (status, code, number)
    assert says in seen.why and bool(says) == bool(seen.why)


@linux
def test_when_the_tutor_is_killed_its_programs_end_too(tier: Tier, mark: str, tmp_path: Path) -> None:
    text = f"from tutor.sandbox import *; carry_out(Job(['python', '-c', 'import time; time.sleep(99)', '{mark}']), tier='{tier}')"
    here = Path(__file__).parent.parent.parent
    tutor = subprocess.Popen([sys.executable, "-c", text], cwd=here, env={**os.environ, "TMPDIR": str(tmp_path)})
    until = time.monotonic() + 20
    while len(survivors(mark)) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(tutor.pid, signal.SIGKILL)
    tutor.wait()
    until = time.monotonic() + 2
    while survivors(mark) and time.monotonic() < until:
        time.sleep(0.02)
    assert survivors(mark) == []


@linux
def test_a_launcher_that_hangs_is_ended_with_its_family(monkeypatch: pytest.MonkeyPatch, tier: Tier, mark: str) -> None:
    monkeypatch.setattr(posix, "GRACE", 0.1)
    hang = f"# {mark}\nimport os, time\nos.fork() or os.fork()\ntime.sleep(1000)"
    monkeypatch.setattr(order, "BARE", hang)
    monkeypatch.setattr(posix, "STARTING", 0.5)
    seen = posix.run(Job(["true", mark]), tier, None, None)
    assert (seen.status, seen.why) == ("failed", "The box did not come up in time; the computer may be very busy.")
    assert survivors(mark) == []
