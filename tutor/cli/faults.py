"""What the disk refuses outside the learner's file, in a sentence: what happened, where, and what to do."""

from __future__ import annotations

import errno
import sqlite3

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def sentence(problem: OSError | sqlite3.Error) -> str:
    """The sentence. What was raised as one stays as it is; SQLite's faults that come here are of the library."""
    if isinstance(problem, sqlite3.Error):
        return _of_the_library(problem)
    if problem.errno is None:
        return str(problem)
    advice = (
        "free some space" if problem.errno in FULL else "allow it" if problem.errno in CLOSED else "look at its disk"
    )
    what = problem.filename2 or problem.filename or "A file"
    return f"{what} can't be used ({problem.strerror}); {advice} and try again."


def _of_the_library(problem: sqlite3.Error) -> str:
    from tutor.cli.places import library_file

    return (
        f"The library of courses, {library_file()}, can't be used ({problem}); free some space, allow writing there, "
        "and try again."
    )
