"""Modes and times of files changed for a confined program, by the launcher: in its folder and nowhere else.

Landlock knows neither, and a seccomp filter can't read paths: the kernel asks us instead (seccomp_unotify(2)),
and we change what we opened and looked at ourselves, so that nothing can be exchanged in between. Runs in the
launcher's process alone; standard library alone.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

RECEIVE, SEND, STILL_THERE = 0xC0502100, 0xC0182101, 0x40082102  # SECCOMP_IOCTL_NOTIF_*, linux/seccomp.h
ASKED, ANSWER = 80, 24  # sizes of seccomp_notif and seccomp_notif_resp
HERE, EMPTY_PATH, NO_FOLLOW = -100, 0x1000, 0x100  # AT_*, linux/fcntl.h
LONGEST = 4096
WITHOUT_FOLDER = ("chmod", "utime", "utimes")  # their path comes first; of the others a folder's descriptor does
WITH_FLAGS = ("fchmodat2", "utimensat")
NOW, OMIT = (1 << 30) - 1, (1 << 30) - 2  # UTIME_*, linux/stat.h
SECOND, LAST = 1_000_000_000, 1 << 33  # in nanoseconds; times beyond some centuries are refused
BAD_ADDRESS, INVALID = 14, 22  # EFAULT, EINVAL


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
        file, change = meant(pid, name, word[4:])
        try:
            fcntl.ioctl(listener, STILL_THERE, question.to_bytes(8, "little"))  # or its number is somebody else's now
            where = os.readlink(f"/proc/self/fd/{file}")
            if where != folder and not where.startswith(folder + "/"):
                raise PermissionError(1, "outside")
            change(f"/proc/self/fd/{file}")
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


def meant(pid: int, name: str, words: list[int]) -> tuple[int, Callable[[str], None]]:
    """The file that is meant, as a descriptor of our own that can't be read or written by, and what to do to it."""
    if name == "fchmod":
        words = [words[0], 0, words[1]]
    elif name in WITHOUT_FOLDER:
        words = [HERE & 0xFFFFFFFF, *words]
    what, flags = words[2], words[3] if name in WITH_FLAGS else 0
    if "chmod" in name:
        return opened(pid, words[0] & 0xFFFFFFFF, words[1], flags), lambda path: os.chmod(path, what & 0o777)
    times = times_at(pid, name, what) if what else [NOW, NOW]
    return opened(pid, words[0] & 0xFFFFFFFF, words[1], flags), lambda path: set_times(path, times)


def opened(pid: int, start: int, place: int, flags: int) -> int:
    """A descriptor of what lies at a path of another process, from a folder of its; without a path that very one."""
    base = f"/proc/{pid}/cwd" if start == HERE & 0xFFFFFFFF else f"/proc/{pid}/fd/{start}"
    if not place:
        if start == HERE & 0xFFFFFFFF:
            raise OSError(BAD_ADDRESS, "no path")
        return os.open(base, os.O_PATH)
    path = text_at(pid, place)
    if not path and flags & EMPTY_PATH:
        return os.open(base, os.O_PATH)
    how = os.O_PATH | (os.O_NOFOLLOW if flags & NO_FOLLOW else 0)
    if path.startswith(b"/"):
        return os.open(path, how)
    folder = os.open(base, os.O_PATH | os.O_DIRECTORY)
    try:
        return os.open(path, how, dir_fd=folder)
    finally:
        os.close(folder)


def times_at(pid: int, name: str, place: int) -> list[int]:
    """Access and modification in nanoseconds, or NOW or OMIT, which no file has; from another process's memory."""
    words = 2 if name == "utime" else 4
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
        memory.seek(place)
        data = memory.read(8 * words)
    read = [int.from_bytes(data[start : start + 8], "little", signed=True) for start in range(0, len(data), 8)]
    if len(read) < words:
        raise OSError(BAD_ADDRESS, "no times")
    pairs = [(read[0], 0), (read[1], 0)] if words == 2 else [(read[0], read[1]), (read[2], read[3])]
    return [time_of(seconds, part, 1 if name == "utimensat" else 1000) for seconds, part in pairs]


def time_of(seconds: int, part: int, size: int) -> int:
    """Nanoseconds of seconds and parts of so many nanoseconds. Raises `OSError` for what is no time."""
    if size == 1 and part in (NOW, OMIT):
        return part
    if not (abs(seconds) < LAST and 0 <= part * size < SECOND):
        raise OSError(INVALID, "no time")
    return seconds * SECOND + part * size


def set_times(path: str, times: list[int]) -> None:
    """Give a file these times."""
    from time import time_ns

    old = os.stat(path)
    given = [
        time_ns() if one == NOW else before if one == OMIT else one
        for one, before in zip(times, (old.st_atime_ns, old.st_mtime_ns), strict=True)
    ]
    os.utime(path, ns=(given[0], given[1]))


def text_at(pid: int, place: int) -> bytes:
    """The text, up to its NUL, at a place in another process's memory."""
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
        memory.seek(place)
        text = b""
        while b"\0" not in text and len(text) < LONGEST:
            page = 4096 - (place + len(text)) % 4096  # what follows a page may not be there
            text += memory.read(page) or b"\0"
    return text.partition(b"\0")[0]
