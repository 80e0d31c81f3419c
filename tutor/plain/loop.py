"""The plain line mode: tasks one after the other, lines in, lines out. It draws nothing and needs no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from tutor.core.settings import Kept
from tutor.plain import asking, commands, consent, placement, telling, writing
from tutor.plain.ending import idle, summary
from tutor.plain.lessons import lesson
from tutor.plain.reading import Left, Reader
from tutor.plain.saying import Voice
from tutor.plain.sitting import Given, Here, Sitting
from tutor.plain.welcome import welcome
from tutor.study.session import Session
from tutor.study.tasks import Task, Verdict
from tutor.study.trouble import StoreTrouble


def _no_prompt() -> None:
    return None


def _to_stderr(words: str) -> None:
    print(words, file=sys.stderr)


def run(
    session: Session,
    lines: Iterator[str],
    say: Callable[[str], None],
    *,
    course_ids: Sequence[str],
    minutes: float | None,
    clock: Callable[[], datetime],
    ready: Callable[[], None] = _no_prompt,
    complain: Callable[[str], None] = _to_stderr,
    settings: Kept | None = None,
) -> int:
    """Study until the person stops, nothing is left, or the input ends; all three keep everything.

    `say` is given one line without its end at a time, `ready` is called before each line is read. Returns 0, or 1 when
    the learner's file could not be written in the end, with a sentence to `complain`.
    """
    reader = Reader(lines, ready)
    sitting = Sitting(session, Voice(say), reader, commands.obey, course_ids=course_ids, minutes=minutes, clock=clock)
    sitting.settings = settings or Kept()
    try:
        with suppress(Left):
            _study(sitting)
        summary(sitting)
    except StoreTrouble as problem:
        sitting.trouble = str(problem)
    session.silence()
    if sitting.trouble:
        complain(sitting.trouble)
    return 1 if sitting.trouble else 0


def _study(sitting: Sitting) -> None:
    """Task after task. Ends only by `Left`."""
    if welcome_back := sitting.session.comeback():
        sitting.say(welcome_back)
    placement.go_on(sitting)
    while True:
        if not turn(sitting):
            idle(sitting)


def turn(sitting: Sitting) -> bool:
    """One task from its beginning to its end; false when there is none now."""
    placing = sitting.session.placement() is not None
    task = _next(sitting)
    if placing and sitting.session.placement() is None:
        placement.placed(sitting)
    if task is None:
        return False
    course = sitting.session.desk.course(task.skill.split("/", 1)[0])
    sitting.voice.language = course.language
    if task.kind == "lesson":
        lesson(sitting, task)
    else:
        _question(sitting, task)
        welcome(sitting)
    return True


def _next(sitting: Sitting) -> Task | None:
    return consent.permitted(sitting, lambda: _given(sitting))


def _given(sitting: Sitting) -> Task | None:
    wish, sitting.wish = sitting.wish, ""
    left = sitting.minutes_left
    if wish:
        task = sitting.tried(lambda: sitting.session.next(minutes_left=left, skill=wish))
        if task is not None:
            return task
    if sitting.of_task:
        return sitting.kept(lambda: sitting.session.next_of(sitting.of_task, left))
    return sitting.kept(lambda: sitting.session.next(minutes_left=left))


def _question(sitting: Sitting, task: Task) -> None:
    """Ask a task until it is answered or left."""
    here = Here(task=task, repeat=lambda: _repeat(sitting, task))
    asking.tell(sitting, task)
    if task.id in sitting.unrated:
        _rate(sitting, task, here)
        return
    while (given := asking.respond(sitting, task, here)) is not None:
        verdict = _answered(sitting, task, given)
        if verdict is None:
            continue
        if verdict.almost:
            telling.almost(sitting, verdict)
            continue
        sitting.before_verdict(task)
        if verdict.waits_for_rating:
            sitting.unrated[task.id] = given, verdict
            _rate(sitting, task, here)
        else:
            telling.report(sitting, task, verdict, given)
        return


def _repeat(sitting: Sitting, task: Task) -> None:
    sitting.last_passage = ""
    sitting.passages_read.discard(task.passage)
    asking.tell(sitting, task)


def _answered(sitting: Sitting, task: Task, given: Given) -> Verdict | None:
    sure = sitting.sure[1] if sitting.sure[0] == task.id else None
    writing.running(sitting, task)
    return sitting.tried(lambda: sitting.session.answer(task.id, given.response, confidence=sure))


def _rate(sitting: Sitting, task: Task, here: Here) -> None:
    """Show the answer and take the rating; a task that a command leaves before it is rated comes back here."""
    given, verdict = sitting.unrated[task.id]
    telling.reveal(sitting, task, given, verdict)
    criteria = telling.criteria(sitting, task, here)
    days = verdict.intervals
    rating = "" if criteria else None if criteria is None else telling.rating(sitting, here, days)
    if criteria is None or rating is None:
        return
    rated = sitting.tried(lambda: sitting.session.rate(task.id, rating, criteria))
    if rated is not None:
        del sitting.unrated[task.id]
        telling.report(sitting, task, rated, given, rated=True)
