"""`tutor pack preview`: the author's bench, wired to the screens."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

from tutor.authoring.preview import Bench
from tutor.cli.opening import local_time
from tutor.core.learner.fold import apply
from tutor.packs.library import Library
from tutor.store.book import Book
from tutor.store.trouble import StoreTrouble
from tutor.study.running import Boxes
from tutor.study.session import Session


def bench(path: Path, item: str = "", *, runs: bool = True) -> Bench:
    """A bench for the pack at this path; nothing is read yet, and nothing will be recorded."""
    return Bench(path, partial(_session, runs=runs), StoreTrouble, item, runs=runs)


def _session(library: Library, *, runs: bool) -> Session:
    """A session with all courses of a library and a learner that is forgotten."""
    book = Book.open(":memory:", fold=apply, now=local_time())
    courses = [course.id for course in library.courses()]
    session = Session(
        library,
        book,
        courses=courses,
        gate="open",
        chance=random.Random(),
        clock=local_time,
        runner=Boxes() if runs else None,
    )
    session.begin()
    return session


def preview(path: Path, item: str, *, runs: bool) -> int:
    """Show a pack until the author leaves. Returns the exit status."""
    from tutor.tui.screens.preview import run

    made = bench(path, item, runs=runs)
    return run(made, made.open, local_time)
