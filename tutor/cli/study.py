"""`tutor` and `tutor study`: open a session and hand it to the face that fits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tutor.cli.opening import Opened
    from tutor.cli.study_arguments import Options
    from tutor.core.settings import Kept
    from tutor.store.refold import Progress


def main(words: Sequence[str], *, home: bool = False) -> int:
    """Study with these options; `home` begins on the home screen. Returns the exit status."""
    from tutor.cli.study_arguments import read

    options = read(words)
    if options.jsonl:
        return _jsonl(options)
    if options.plain or not is_screen():
        return _plain(options)
    return _screens(options, home)


def is_screen() -> bool:
    """Whether there is a terminal that can show screens."""
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    return terminal and os.environ.get("TERM", "") != "dumb" and not os.environ.get("TUTOR_PLAIN")


def _opener(options: Options, progress: Progress | None = None) -> Callable[[], Opened]:
    """What opens the session. Its modules are imported here and now: two threads that import hinder each other."""
    from tutor.cli.opening import open_session
    from tutor.cli.people import settings_of

    return lambda: open_session(
        options.courses,
        learner=options.learner,
        file=options.learner_file,
        gate=options.gate,
        seed=options.seed,
        language=options.language,
        own_language=settings_of(options).settings.tag,
        progress=progress,
        unboxed=options.unboxed,
        trust=options.trust,
        asks=not _scripted(options),
    )


def _scripted(options: Options) -> bool:
    """Whether nobody sits there who could be asked."""
    return options.jsonl or not sys.stdin.isatty()


def _said(problem: Exception) -> int:
    print(problem, file=sys.stderr)
    return int(getattr(problem, "status", 1))


def _screens(options: Options, home: bool) -> int:
    import gc

    gc.disable()  # a collection while importing costs a tenth of the way to the first question; the app turns it on
    try:
        opener = _opener(options)
        from tutor.cli.opening import local_time
        from tutor.cli.people import People, settings_of
        from tutor.language.catalogues import speak_to
        from tutor.tui.app import run

        people = People(options, _opener) if options.learner_file is None else None
        start: Literal["home", "study"] = "home" if home else "study"
        kept = settings_of(options)
        speak_to(kept.settings.tag, options.language)
        return run(opener, start=start, minutes=options.minutes, now=local_time, kept=kept, people=people)
    finally:
        gc.enable()


def _plain(options: Options) -> int:
    from tutor.cli.opening import CannotOpen, local_time
    from tutor.cli.people import settings_of
    from tutor.cli.rebuilding import Rebuilding
    from tutor.language.catalogues import speak_to
    from tutor.plain.loop import run
    from tutor.store.trouble import StoreTrouble

    kept = settings_of(options)
    speak_to(kept.settings.tag, options.language)
    try:
        with Rebuilding() as progress:
            opened = _opener(options, progress)()
    except (CannotOpen, StoreTrouble) as problem:
        return _said(problem)
    for notice in (*opened.notices, *opened.session.left_out(), *opened.session.news()):
        print(notice, file=sys.stderr)
    try:
        return run(
            opened.session,
            sys.stdin,
            _say,
            course_ids=opened.course_ids,
            minutes=options.minutes,
            clock=local_time,
            ready=told_prompt(),
            settings=_told(kept),
        )
    finally:
        opened.close()


def _told(kept: Kept) -> Kept:
    if kept.problem:
        print(kept.problem, file=sys.stderr)
    return kept


def _say(line: str) -> None:
    print(line, flush=True)


def _prompt() -> None:
    print("> ", end="", flush=True)


def told_prompt() -> Callable[[], None]:
    """What shows that a line is awaited: a sign before it, where somebody types."""
    return _prompt if sys.stdin.isatty() else _no_prompt


def _no_prompt() -> None:
    """Whoever reads from a pipe needs no prompt."""


def _jsonl(options: Options) -> int:
    from tutor.cli.opening import CannotOpen, local_time, open_session
    from tutor.store.trouble import StoreTrouble
    from tutor.wire.loop import Clock, run

    clock = Clock(local_time)
    try:
        opened = open_session(
            options.courses,
            learner=options.learner,
            file=options.learner_file,
            gate=options.gate,
            seed=options.seed,
            clock=clock,
            begin=False,
            language=options.language,
            unboxed=options.unboxed,
            trust=options.trust,
            asks=False,
        )
    except (CannotOpen, StoreTrouble) as problem:
        return _said(problem)
    for notice in (*opened.notices, *opened.session.left_out()):
        print(notice, file=sys.stderr)
    try:
        return run(opened.session, clock, sys.stdin.buffer, sys.stdout.buffer, StoreTrouble)
    finally:
        opened.close()
