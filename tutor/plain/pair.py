"""Pair study: two learners at one keyboard, each with a session and a file of their own, take turns.

Whoever's turn it is gets the question that is next for that learner, and answers alone. That answer is kept before
the other says a word, so it is as good a proof as any; a question whose answer one heard before, on the other's turn,
counts as helped. Then each explains once, and only then the key is told. What is said or typed to explain is kept
nowhere, and nothing of one learner comes into the other's file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import cycle

from tutor.language import _, _n, later
from tutor.plain import commands, placement
from tutor.plain.ending import summary
from tutor.plain.loop import turn
from tutor.plain.reading import Left, Reader
from tutor.plain.saying import Voice
from tutor.plain.sitting import STOP, Sitting
from tutor.study.session import Session
from tutor.study.tasks import Task
from tutor.study.trouble import StoreTrouble

CLEAR = 3
"""The highest of the levels of clarity; 1 is the lowest."""


class Partner:
    """One of the two: a name, a sitting, and how clear the other found what was explained."""

    def __init__(self, name: str, sitting: Sitting) -> None:
        self.name = name
        self.sitting = sitting
        self.clarity: list[int] = []
        self.explained = False


def run(
    learners: Sequence[tuple[str, Session]],
    lines: Iterator[str],
    say: Callable[[str], None],
    *,
    course_ids: Sequence[str],
    minutes: float | None,
    clock: Callable[[], datetime],
    ready: Callable[[], None],
    complain: Callable[[str], None],
) -> int:
    """Let two take turns until one of them stops or there is nothing left for either. Returns 0, or 1 when a file could
    not be written in the end, with a sentence to `complain`. `minutes` are each learner's own.
    """
    reader = Reader(lines, ready)
    pair = []
    for name, session in learners:
        sitting = Sitting(
            session, Voice(say), reader, commands.obey, course_ids=course_ids, minutes=minutes, clock=clock
        )
        sitting.welcomed = True  # who somebody is, is asked when nobody else sits beside
        pair.append(Partner(name, sitting))
    with suppress(Left, StoreTrouble):  # what could not be written stands in the sitting
        _take_turns(pair)
    return max([_end(one, complain) for one in pair])


def _take_turns(pair: Sequence[Partner]) -> None:
    """Turn after turn. Ends when both have nothing to do, or by `Left`."""
    first, second = pair
    first.sitting.say(_("One answers while the other listens. Then both say why, and the answer is told."))
    for mine, other in ((first, second), (second, first)):
        mine.sitting.before_verdict = _explaining(mine, other)
        if mine.sitting.session.placement() is not None:
            mine.sitting.say(_("{name} has a placement to go on with.", name=mine.name))
            placement.go_on(mine.sitting)
    without = 0
    for mine, other in cycle(((first, second), (second, first))):
        mine.sitting.say(_("{name}, it is your turn. {other} listens.", name=mine.name, other=other.name))
        mine.explained = False
        if turn(mine.sitting):
            without = 0
            last = mine.sitting.session.desk.last
            if last is not None:
                other.sitting.session.overhear(last.current.task.item)
            _ask_how_clear(mine, other)
            continue
        mine.sitting.say(mine.sitting.session.nothing(mine.sitting.minutes_left)[0])
        without += 1
        if without == len(pair):
            return


def _explaining(mine: Partner, other: Partner) -> Callable[[Task], None]:
    """What comes between the answer of one and its verdict: both say why. In a placement no answer is told at all."""

    def explain(task: Task) -> None:
        if task.kind == "place":
            return
        _said(mine, _("{name}, what would you have answered, and why? Say it; Enter goes on.", name=other.name))
        _said(mine, _("{name}, why did you answer so? Say it; Enter tells the answer.", name=mine.name))
        mine.explained = True

    return explain


def _said(one: Partner, asks: str) -> str:
    """What is typed. A command waits for a question: here nobody could tell whose file it would change."""
    sitting = one.sitting
    sitting.say(asks)
    while (typed := sitting.read()).command is not None:
        if typed.command in STOP:
            raise Left
        sitting.say(_("Commands work while a question is asked."))
        sitting.say(asks)
    return typed.text


def _ask_how_clear(mine: Partner, other: Partner) -> None:
    if not mine.explained:
        return
    asks = later("{other}, how clear was {name}? 1 not yet, 2 mostly, 3 clear; Enter leaves it out.")
    said = _said(mine, _(asks, other=other.name, name=mine.name))
    if said.isdecimal() and 1 <= int(said) <= CLEAR:
        mine.clarity.append(int(said))


def _end(one: Partner, complain: Callable[[str], None]) -> int:
    """What one of them did; 1 when that one's file could not be written."""
    sitting = one.sitting
    try:
        sitting.say(f"{one.name}:")
        summary(sitting)
        if one.clarity:
            clear = sum(level == CLEAR for level in one.clarity)
            words = _n(
                "Clear to the other: {clear} of {count} explanation.",
                "Clear to the other: {clear} of {count} explanations.",
                len(one.clarity),
                clear=clear,
            )
            sitting.say(words)
    except StoreTrouble as problem:
        sitting.trouble = str(problem)
    sitting.session.silence()
    if sitting.trouble:
        complain(f"{one.name}: {sitting.trouble}")
    return 1 if sitting.trouble else 0
