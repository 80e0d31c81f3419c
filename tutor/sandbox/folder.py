"""The folder of one run: made for us alone, taken away whatever the program left in it."""

from __future__ import annotations

import contextlib
import functools
import os
import secrets
import tempfile
import time
from collections.abc import Iterator

PREFIX = "tutor-box-"
STALE = 3600.0  # seconds; no run lasts as long, so such a folder was left by a tutor that was killed


@contextlib.contextmanager
def fresh_folder() -> Iterator[str]:
    """A new folder, readable by nobody else; gone at the end."""
    clear_stale()
    folder = tempfile.mkdtemp(prefix=PREFIX)
    try:
        yield folder
    finally:
        remove(folder)


@functools.cache
def clear_stale() -> None:
    """Take away, once in a process, what a killed tutor of ours has left."""
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False):
                with contextlib.suppress(OSError):  # somebody else's, or just gone
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > STALE:
                        remove(entry.path)


def remove(folder: str) -> None:
    """Take a folder away, however deep, long-named or locked: what lies two levels down is moved up until nothing does.

    No recursion, and no path longer than two names: a program can nest folders deeper than either could follow.
    """
    count, apart = 0, secrets.token_hex(8)  # a name that nobody in the box could take first
    while inner := clear(folder):
        for path in inner:
            for below in clear(path):
                count += 1
                os.chmod(below, 0o700)
                os.rename(below, os.path.join(folder, f"{apart}-{count}"))
            os.rmdir(path)
    os.rmdir(folder)


def clear(folder: str) -> list[str]:
    """Remove the files of a folder, links unfollowed; what is left are the folders in it."""
    os.chmod(folder, 0o700)
    folders = []
    with os.scandir(folder) as entries:
        for entry in list(entries):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                os.unlink(entry.path)
    return folders
