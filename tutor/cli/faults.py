"""What the disk refuses outside the learner's file, in a sentence: what happened, where, and what to do."""

from __future__ import annotations

import errno
import sqlite3

from tutor.language import _, later

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def sentence(problem: OSError | sqlite3.Error) -> str:
    """The sentence. What was raised as one stays as it is; SQLite's faults that come here are of the library."""
    if isinstance(problem, sqlite3.Error):
        return _of_the_library(problem)
    if problem.errno is None:
        return str(problem)
    words = later("{what} can't be used ({why}); look at its disk and try again.")
    if problem.errno in FULL:
        words = later("{what} can't be used ({why}); free some space and try again.")
    elif problem.errno in CLOSED:
        words = later("{what} can't be used ({why}); allow it and try again.")
    return _(words, what=problem.filename2 or problem.filename or _("A file"), why=problem.strerror)


def _of_the_library(problem: sqlite3.Error) -> str:
    from tutor.cli.places import library_file

    return _(
        "The library of courses, {path}, can't be used ({problem}); free some space, allow "
        "writing there, and try again.",
        path=library_file(),
        problem=problem,
    )
