"""Ordinary programs: what goes in, what comes out, and what is said when a program can't be had."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from box_world import QUICK, TIERS
from hypothesis import given
from hypothesis import strategies as st

from tutor.sandbox import Job, Limits, NoBox, Tier, best_tier, box, carry_out, missing, order, told
from tutor.sandbox.job import is_inside


def python(text: str, **more: object) -> Job:
    return Job(["python", "-S", "-c", text], limits=QUICK, **more)  # type: ignore[arg-type]


def test_output_errors_report_and_exit_code_come_back_apart(tier: Tier) -> None:
    seen = carry_out(
        python(
            "import os, sys; print('out'); print('err', file=sys.stderr); os.write(3, b'rep'); sys.exit(3)", report=True
        ),
        tier=tier,
    )
    assert (seen.status, seen.code, seen.signal, seen.why) == ("ended", 3, None, "")
    assert (seen.out, seen.err, seen.report, seen.tier) == (b"out\n", b"err\n", b"rep", tier)
    assert 0 < seen.seconds < 20


def test_input_comes_whole_and_ends(tier: Tier) -> None:
    stdin = bytes(range(256)) * 4000
    seen = carry_out(
        python(
            "import sys; text = sys.stdin.buffer.read(); sys.stdout.buffer.write(text[:300]); print(len(text))",
            stdin=stdin,
        ),
        tier=tier,
    )
    assert seen.out == stdin[:300] + b"1024000\n"


def test_files_lie_in_the_working_folder(tier: Tier) -> None:
    files = {"a.txt": b"one\n", "deep/er/b.bin": bytes(1000), "with space": b""}
    seen = carry_out(Job(["sh", "-c", "cat a.txt; wc -c < deep/er/b.bin; ls"], files=files), tier=tier)
    assert seen.out.split() == [b"one", b"1000", b"a.txt", b"deep", b"with", b"space"]


def test_the_folder_can_be_used_as_any_other(tier: Tier) -> None:
    text = "echo '#!/bin/sh\necho ran' > run; mkdir d; mv run d/run; chmod +x d/run; touch d/x; d/run; rm -r d; ls"
    seen = carry_out(Job(["sh", "-c", text]), tier=tier)
    assert (seen.out, seen.err, seen.code) == (b"ran\n", b"", 0)


TIMES = """
import os, sys
open('x', 'w').close(); os.mkdir('d'); os.symlink('x', 'l')
os.utime('x', ns=(7_000_000_001, 8_000_000_002)); print(os.stat('x').st_atime_ns, os.stat('x').st_mtime_ns)
os.utime('l', (5, 6)); print(os.stat('x').st_mtime_ns)
os.utime('l', (3, 4), follow_symlinks=False) if os.utime in os.supports_follow_symlinks else None
print(os.stat('x').st_mtime_ns)
with open('x') as file: os.utime(file.fileno(), (9, 10))
print(os.stat('x').st_mtime_ns)
folder = os.open('.', os.O_RDONLY); os.utime('d', (11, 12), dir_fd=folder); print(os.stat('d').st_mtime_ns)
os.utime('x'); print(os.stat('x').st_mtime > 1e9)
sys.stdout.flush(); os.system("touch -d '2001-02-03 04:05:06 UTC' x && stat -c %Y x && touch -m -d @77 x && stat -c '%X %Y' x")
for path in ('none', *sys.argv[1:]):
    try: os.utime(path)
    except OSError as error: print(type(error).__name__)
"""


def test_times_of_files_are_set_in_the_folder_alone(tier: Tier, tmp_path: Path) -> None:
    os.utime(tmp_path, (1, 2))
    outside = [str(tmp_path)] if tier != "limits" else []
    seen = carry_out(Job([*python(TIMES).argv, *outside], limits=QUICK), tier=tier)
    first = b"7000000001 8000000002\n6000000000\n6000000000\n10000000000\n12000000000\nTrue\n"
    assert seen.out.startswith(first + b"981173106\n981173106 77\nFileNotFoundError\n"), (seen.out, seen.err)
    assert tmp_path.stat().st_mtime == 2


def test_children_threads_pairs_and_signals_among_themselves_work(tier: Tier) -> None:
    text = (
        "import asyncio, signal, subprocess, sys, threading\n"
        "asyncio.run(asyncio.sleep(0))\n"
        "thread = threading.Thread(target=print, args=('thread',)); thread.start(); thread.join()\n"
        "child = subprocess.Popen(['sleep', '100']); child.terminate(); print(child.wait())\n"
        "print(subprocess.run(['echo', 'hi'], capture_output=True).stdout)\n"
    )
    assert carry_out(python(text), tier=tier).out == b"thread\n-15\nb'hi\\n'\n"


def test_output_is_heard_while_the_program_runs(tier: Tier) -> None:
    stop, heard = threading.Event(), list[tuple[str, bytes]]()

    def hear(name: str, chunk: bytes) -> None:
        heard.append((name, chunk))
        if chunk.endswith(b"two\n"):
            stop.set()

    text = "import time; print('one', flush=True); time.sleep(0.2); print('two', flush=True); time.sleep(100)"
    seen = carry_out(python(text), tier=tier, on_output=hear, stop=stop)
    assert (seen.status, seen.out) == ("stopped", b"one\ntwo\n")
    assert heard == [("out", b"one\n"), ("out", b"two\n")]


def test_python_knows_where_it_is(tier: Tier) -> None:
    text = "import subprocess, sys; print(subprocess.run([sys.executable, '-I', '-S', '-c', 'print(7)']).returncode)"
    assert carry_out(python(text), tier=tier).out == b"7\n0\n"


def test_a_relative_program_is_run_from_the_folder(tier: Tier) -> None:
    seen = carry_out(Job(["sh", "-c", "cp /bin/echo mine && ./mine hello"]), tier=tier)
    assert seen.out == b"hello\n"


def test_python_is_isolated_from_folder_and_environment(tier: Tier) -> None:
    seen = carry_out(
        Job(["python", "-c", "import json; print(json.__file__)"], files={"json.py": b"print('mine')"}), tier=tier
    )
    assert b"mine" not in seen.out
    assert seen.code == 0


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["no-such-program-here"], "There is no program named no-such-program-here on this computer."),
        (["./missing"], "'./missing' can't be started: No such file or directory."),
        (["./plain"], "'./plain' can't be started: Permission denied."),
    ],
)
def test_a_program_that_cant_be_started_is_said_in_a_sentence(tier: Tier, argv: list[str], says: str) -> None:
    seen = carry_out(Job(argv, files={"plain": b"text"}), tier=tier)
    assert (seen.status, seen.code, seen.signal, seen.why) == ("failed", None, None, says)


def test_a_computer_that_has_no_room_for_the_box_is_said_in_a_sentence(
    tier: Tier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**more: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    seen = carry_out(python("pass"), tier=tier)
    assert (seen.status, seen.why) == ("failed", "The box can't be set up now: No space left on device.")


@pytest.mark.parametrize("prefix", ["/", "/home", "/home/me"])
def test_a_python_installed_around_the_home_opens_no_home(prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "interpreter", lambda: (f"{prefix}/bin/python3", prefix))
    monkeypatch.setattr(order.Path, "home", lambda: order.Path("/home/me"))
    monkeypatch.setattr(order.os.path, "exists", lambda path: True)
    assert not {"/", "/home", "/home/me"} & {path.rstrip("/") or "/" for path in order.readable()}


def test_files_that_dont_fit_are_said_in_a_sentence() -> None:
    if missing("closed"):
        pytest.skip(missing("closed"))
    seen = carry_out(Job(["true"], files={"big": bytes(3_000_000)}, limits=Limits(disk=1_000_000)), tier="closed")
    assert (seen.status, seen.why) == ("failed", "Its files can't be written: No space left on device.")


@pytest.mark.parametrize(
    "name",
    ["", "/etc/x", "../x", "a/../../x", "a//b", "./a", "a/.", "a\\b", "C:x", "a\0b", "a\nb", "\x1b[2J", "a/", "x" * 300, "a/" * 30 + "b"],
)  # fmt: skip
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no name of a file in the working folder"):
        Job(["true"], files={name: b""})


@given(st.text(alphabet="ab./\\:~\0 \u202e\x1b", max_size=12) | st.text())
def test_every_name_that_is_taken_stays_inside(name: str) -> None:
    if is_inside(name):
        parts = name.split("/")
        assert not name.startswith("/") and ".." not in parts and "" not in parts and "\0" not in name


@pytest.mark.parametrize("argv", [[], ["python", "a\0b"]])
def test_a_program_needs_a_name_and_no_nul(argv: list[str]) -> None:
    with pytest.raises(ValueError, match="a program needs a name"):
        Job(argv)


def test_a_file_and_a_folder_of_one_name_are_no_crash(tier: Tier) -> None:
    seen = carry_out(Job(["true"], files={"a": b"", "a/b": b""}), tier=tier)
    assert seen.status == "failed"
    assert seen.why.startswith("Its files can't be written: ")


def test_each_tier_has_its_sentence() -> None:
    assert {told(tier).split()[0] for tier in TIERS} == {"Runs", "No"}


def test_the_best_tier_works() -> None:
    assert missing(best_tier()) == ""
    assert carry_out(python("print(1)")).tier == best_tier()


def test_a_tier_that_is_missing_is_refused_and_no_other_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order.shutil, "which", lambda *args, **more: None)
    missing.cache_clear()
    with pytest.raises(NoBox, match="bubblewrap"):
        carry_out(Job(["python"]), tier="closed")
    missing.cache_clear()


def test_a_box_that_does_not_work_is_not_taken_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "bubblewrap", lambda limits: ["/bin/sh", "-c", "echo 'no\x1b permission' >&2; exit 1"])
    missing.cache_clear()
    assert missing("closed") == "The box does not work on this computer (no permission)."
    box.best_tier.cache_clear()
    assert best_tier() != "closed"
    missing.cache_clear()
    box.best_tier.cache_clear()


def test_ten_at_once_do_not_mix(tier: Tier) -> None:
    seen: dict[int, bytes] = {}

    def one(number: int) -> None:
        seen[number] = carry_out(python(f"print({number})"), tier=tier).out

    threads = [threading.Thread(target=one, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {number: f"{number}\n".encode() for number in range(10)}
