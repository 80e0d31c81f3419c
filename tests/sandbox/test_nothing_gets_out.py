"""Programs that reach for what is not theirs. `limits` claims none of this, and says so to the learner."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest
from box_world import Attack, got

from tutor.sandbox import Tier, told

KINDS = [
    (socket.AF_INET, socket.SOCK_STREAM),
    (socket.AF_INET, socket.SOCK_DGRAM),
    (socket.AF_UNIX, socket.SOCK_STREAM),
    (socket.AF_UNIX, socket.SOCK_DGRAM),
    (socket.AF_UNIX, socket.SOCK_STREAM),
]
NOT_CLAIMED = "this tier keeps no files, network or processes out, and says so"


@pytest.fixture
def kept_in(tier: Tier) -> Tier:
    """Only the tiers that promise it."""
    if tier == "limits":
        assert "can read your files" in told(tier)
        pytest.skip(NOT_CLAIMED)
    return tier


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "outside" / "canary"
    path.parent.mkdir()
    path.write_text("the secret")
    path.chmod(0o640)
    return path


@pytest.fixture
def victim() -> Iterator[subprocess.Popen[bytes]]:
    """A process of ours that nobody in a box may touch."""
    process = subprocess.Popen(["sleep", "1000"])
    yield process
    process.kill()
    process.wait()


def test_files_outside_are_neither_read_nor_changed(attack: Attack, kept_in: Tier, canary: Path) -> None:
    before = canary.stat()
    seen = attack("reaches_for_files", str(canary))
    assert got(seen) == []
    assert b"the secret" not in seen.out + seen.err
    after = canary.stat()
    assert canary.read_text() == "the secret"
    assert (after.st_mode, after.st_uid, after.st_mtime, after.st_nlink) == (
        before.st_mode,
        before.st_uid,
        before.st_mtime,
        1,
    )
    assert [path.name for path in canary.parent.iterdir()] == ["canary"]


@pytest.mark.parametrize("where", ["home", "data", "tutor", "passwd", "beside"])
def test_nothing_of_a_private_place_is_read(attack: Attack, kept_in: Tier, where: str, tmp_path: Path) -> None:
    place = {
        "home": Path.home() / ".bashrc",
        "data": platformdirs.user_data_path("tutor") / "learner.db",
        "tutor": Path(__file__).parent.parent.parent / "tutor" / "__init__.py",
        "passwd": Path("/etc/passwd"),
        "beside": tmp_path / "folders" / "x",
    }[where]
    lines = got(attack("reaches_for_files", str(place)))
    skeleton = [line for line in lines if line.startswith("list") and kept_in == "closed"]
    assert lines == skeleton, "a closed box has the empty folders on the way to its Python"


def test_the_system_can_be_read_and_not_written(attack: Attack, kept_in: Tier) -> None:
    assert got(attack("writes_to_the_system")) == []


@pytest.mark.listens
def test_there_is_no_network_and_no_socket_outside(attack: Attack, kept_in: Tier, tmp_path: Path, mark: str) -> None:
    listeners = [socket.socket(*kind) for kind in KINDS]
    stream, datagram = str(tmp_path / "s"), str(tmp_path / "d")
    for listener, address in zip(
        listeners, [("127.0.0.1", 0), ("127.0.0.1", 0), stream, datagram, "\0" + mark], strict=True
    ):
        listener.bind(address)
        listener.setblocking(False)
    for listener in (listeners[0], listeners[2], listeners[4]):
        listener.listen()
    tcp, udp = (str(listener.getsockname()[1]) for listener in listeners[:2])
    seen = attack("reaches_for_the_network", tcp, udp, stream, datagram, mark)
    assert got(seen) == []
    for listener in (listeners[0], listeners[2], listeners[4]):
        with pytest.raises(BlockingIOError):
            listener.accept()
    for listener in (listeners[1], listeners[3]):
        with pytest.raises(BlockingIOError):
            listener.recv(10)
    for listener in listeners:
        listener.close()


def test_other_processes_are_neither_seen_nor_touched(
    attack: Attack, kept_in: Tier, victim: subprocess.Popen[bytes]
) -> None:
    seen = attack("reaches_for_processes", str(victim.pid))
    assert got(seen) == []
    assert victim.poll() is None
    state = Path(f"/proc/{victim.pid}/stat").read_text().rpartition(")")[2].split()[0]
    assert state == "S", "stopped or ended"


def test_at_most_its_own_processes_are_listed(attack: Attack, kept_in: Tier) -> None:
    assert int(attack("lists_processes").out) <= 3


@pytest.mark.skipif(sys.platform != "linux", reason="Linux's doors")
def test_the_kernels_side_doors_are_shut(attack: Attack, kept_in: Tier) -> None:
    assert got(attack("knocks_on_the_kernel")) == []


def test_no_right_of_roots_is_left_and_none_can_be_had(attack: Attack) -> None:
    lines = attack("gains_rights").out.decode().splitlines()
    assert lines == ["capabilities KEPT", "new rights KEPT", "another user KEPT"]


def test_a_program_knows_little_of_where_it_runs(attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN_OF_MINE", "secret")
    monkeypatch.setenv("LD_PRELOAD", "")
    monkeypatch.setenv("PYTHONSTARTUP", "/nothing")
    opened = [os.open("/etc/passwd", os.O_RDONLY) for _ in range(5)]
    os.set_inheritable(opened[0], True)
    seen = attack("tells_all", report=True)
    for descriptor in opened:
        os.close(descriptor)
    assert seen.out.decode().splitlines() == [
        "descriptors [0, 1, 2, 3]",
        "environment ['HOME', 'LANG', 'PATH']",
        "here True",
        "terminal False",
        "controlling none",
        "leader True",
        "umask 0o77",
        "stdin ",
        "writing to stdin no",
        "path []",
    ]


def test_without_a_report_there_is_no_fourth_descriptor(attack: Attack) -> None:
    assert attack("tells_all").out.startswith(b"descriptors [0, 1, 2]\n")


def test_output_is_handed_on_as_it_came(attack: Attack) -> None:
    seen = attack("escapes_in_output")
    assert seen.out == b"\0\x1b]52;c;aGk=\x07\xff\xfe\r\n\x9b31m"
    assert seen.err == b"\x1b]0;title\x07"


@pytest.mark.parametrize(("number", "name"), [("15", "SIGTERM"), ("11", "SIGSEGV"), ("9", "SIGKILL")])
def test_a_program_that_ends_itself_by_a_signal_has_that_signal(attack: Attack, number: str, name: str) -> None:
    seen = attack("ends_itself", number)
    assert (seen.status, seen.code, seen.signal, seen.why) == ("ended", None, int(number), "")


def test_a_crash_leaves_no_memory_image(attack: Attack) -> None:
    seen = attack("dumps_core")
    assert (seen.status, seen.signal) == ("ended", 6)


@pytest.mark.listens
@pytest.mark.parametrize(
    ("name", "reached"),
    [
        (
            "reaches_for_files",
            {"read", "write", "truncate", "remove", "chmod", "hard link", "soft link", "through /proc"},
        ),
        ("reaches_for_processes", {"command line", "limits", "signal by descriptor", "SIGKILL"}),
        ("reaches_for_the_network", {"tcp", "udp", "unix stream", "abstract", "datagram by pair", "listening"}),
    ],
)
def test_the_attacks_do_succeed_where_nothing_is_claimed(
    attack: Attack, tier: Tier, name: str, reached: set[str], canary: Path, victim: subprocess.Popen[bytes], mark: str
) -> None:
    if tier != "limits":
        pytest.skip("the proof that the tests above can fail")
    places = [("127.0.0.1", 0), ("127.0.0.1", 0), str(canary) + ".s", str(canary) + ".d", "\0" + mark]
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket(*kind)) for kind in KINDS]
        for listener, place in zip(sockets, places, strict=True):
            listener.bind(place)
            if listener.type == socket.SOCK_STREAM:
                listener.listen()
        ports = [str(listener.getsockname()[1]) for listener in sockets[:2]]
        given = {
            "reaches_for_files": [str(canary)],
            "reaches_for_processes": [str(victim.pid)],
            "reaches_for_the_network": [*ports, places[2], places[3], mark],
        }
        lines = got(attack(name, *given[name]))
    assert reached <= {line.partition(" GOT")[0] for line in lines}
