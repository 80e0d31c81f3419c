"""Nothing of tutor opens a socket to a network: the whole suite runs with them forbidden, and these can tell."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asyncio's own pair of sockets is one over the network")

REACHES: dict[str, Callable[[], object]] = {
    "a socket": socket.socket,
    "one of IPv6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
    "a name": lambda: socket.getaddrinfo("localhost", 80),
    "a name as of old": lambda: socket.gethostbyname("localhost"),
}


@pytest.fixture
def told() -> list[str]:
    """What was seen to reach for a network; taken as told when the test ends."""
    seen: list[str] = sys.modules["tests_sockets"].opened
    return seen


@pytest.mark.parametrize("way", REACHES)
def test_a_test_that_reaches_for_a_network_fails_though_it_hides_it(way: str, told: list[str]) -> None:
    with pytest.raises(PermissionError, match="reaches for a network"):
        REACHES[way]()
    assert len(told) == 1
    told.clear()


def test_what_stays_within_this_computer_is_let_through(tmp_path: Path) -> None:
    one, other = socket.socketpair()
    with one, other:
        one.send(b"x")
        assert other.recv(1) == b"x"
    asyncio.run(asyncio.sleep(0))


def test_another_process_of_ours_ends_when_it_reaches_for_a_network() -> None:
    code = "import tutor.__main__, socket\ntry:\n    socket.socket()\nexcept Exception:\n    pass"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, "reaches for a network" in done.stderr) == (97, True)
