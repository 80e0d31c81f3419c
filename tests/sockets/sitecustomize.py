"""A process that runs with this on its path opens no socket to a network: the tests' own, and those that they start.

`tests/conftest.py` puts the folder on the path that other processes inherit. Pairs of sockets within this computer
(AF_UNIX), which asyncio needs, are let through.
"""

import os
import sys

WITHIN = (1, -1)
"""AF_UNIX, and what only takes over an open descriptor."""
NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request")
STATUS = 97
"""The exit status of another process than the tests' that reached for a network."""

opened = []
"""What reached for a network, in the tests' own process."""
rules = {"forbidden": True, "tests": False}


def _look(event, arguments):
    if not event.startswith(("socket.", "urllib.")) or not rules["forbidden"]:
        return
    if event == "socket.__new__":
        reaches = arguments[1] not in WITHIN
    else:  # an address of a network is a pair at least, one within this computer a name
        reaches = event in NAMES or (
            event in ("socket.connect", "socket.bind", "socket.sendto") and _outside(arguments)
        )
    if reaches:
        _refuse(f"{event}{tuple(map(str, arguments[1:]))} reaches for a network")


def _outside(arguments):
    return isinstance(arguments[1], tuple)


def _refuse(what):
    if not rules["tests"]:
        os.write(2, f"{what}\n".encode())
        os._exit(STATUS)
    opened.append(what)
    raise PermissionError(what)


if sys.platform != "win32":  # where a pair of sockets is one over the network
    sys.addaudithook(_look)
