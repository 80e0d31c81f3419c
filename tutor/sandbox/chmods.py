"""Changing the mode of files, for a confined program: done for it by the launcher, in its folder and nowhere else.

Landlock does not know chmod, and a seccomp filter can't read paths: the kernel asks us instead (seccomp_unotify(2)),
and we change what we opened and looked at ourselves, so that nothing can be exchanged in between. Runs in the
launcher's process alone; standard library alone.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RECEIVE, SEND, STILL_THERE = 0xC0502100, 0xC0182101, 0x40082102  # SECCOMP_IOCTL_NOTIF_*, linux/seccomp.h
ASKED, ANSWER = 80, 24  # sizes of seccomp_notif and seccomp_notif_resp
HERE, EMPTY_PATH, NO_FOLLOW = -100, 0x1000, 0x100  # AT_*, linux/fcntl.h
LONGEST = 4096


def hand_over(pair: Any, listener: int) -> None:
    """In the program's process: send the descriptor that the kernel asks on."""
    pair.sendmsg([b"x"], [(1, 1, listener.to_bytes(4, "little"))])  # SOL_SOCKET, SCM_RIGHTS


def take_over(pair: Any) -> int:
    """In the launcher: the descriptor that was sent; -1 if the program's process ended before."""
    _, sent, _, _ = pair.recvmsg(1, 64)
    return int.from_bytes(sent[0][2][:4], "little") if sent else -1


def answer(listener: int, numbers: dict[int, str], folder: str) -> None:
    """Take one question of the kernel, do what is asked if it is allowed, and say how it went."""
    import fcntl

    asked = bytearray(ASKED)
    try:
        fcntl.ioctl(listener, RECEIVE, asked, True)
    except OSError:
        return  # who asked is gone
    word = [int.from_bytes(asked[start : start + 8], "little") for start in range(0, ASKED, 8)]
    question, pid, name = word[0], word[1] & 0xFFFFFFFF, numbers.get(word[2] & 0xFFFFFFFF, "")
    try:
        file, mode = opened(pid, name, word[4:])
        try:
            fcntl.ioctl(listener, STILL_THERE, question.to_bytes(8, "little"))  # or its number is somebody else's now
            where = os.readlink(f"/proc/self/fd/{file}")
            if where != folder and not where.startswith(folder + "/"):
                raise PermissionError(1, "outside")
            os.chmod(f"/proc/self/fd/{file}", mode & 0o777)
        finally:
            os.close(file)
        failed = 0
    except OSError as error:
        failed = error.errno or 1
    said = question.to_bytes(8, "little") + bytes(8) + (-failed).to_bytes(4, "little", signed=True) + bytes(4)
    try:
        fcntl.ioctl(listener, SEND, said)
    except OSError:
        pass  # who asked is gone


def opened(pid: int, name: str, words: list[int]) -> tuple[int, int]:
    """The file that is meant, as a descriptor of our own that can't be read or written by, and the mode."""
    if name == "fchmod":
        return os.open(f"/proc/{pid}/fd/{words[0] & 0xFFFFFFFF}", os.O_PATH), words[1]
    if name == "chmod":
        words = [HERE & 0xFFFFFFFF, *words]
    flags = words[3] if name == "fchmodat2" else 0
    path = text_at(pid, words[1])
    start = words[0] & 0xFFFFFFFF
    base = f"/proc/{pid}/cwd" if start == HERE & 0xFFFFFFFF else f"/proc/{pid}/fd/{start}"
    if not path and flags & EMPTY_PATH:
        return os.open(base, os.O_PATH), words[2]
    if path.startswith(b"/"):
        return os.open(path, os.O_PATH | (os.O_NOFOLLOW if flags & NO_FOLLOW else 0)), words[2]
    folder = os.open(base, os.O_PATH | os.O_DIRECTORY)
    try:
        return os.open(path, os.O_PATH | (os.O_NOFOLLOW if flags & NO_FOLLOW else 0), dir_fd=folder), words[2]
    finally:
        os.close(folder)


def text_at(pid: int, place: int) -> bytes:
    """The text, up to its NUL, at a place in another process's memory."""
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
        memory.seek(place)
        text = b""
        while b"\0" not in text and len(text) < LONGEST:
            page = 4096 - (place + len(text)) % 4096  # what follows a page may not be there
            text += memory.read(page) or b"\0"
    return text.partition(b"\0")[0]
