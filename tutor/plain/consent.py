"""The question whether a pack's programs may run, asked line by line before the first of them.

Whoever types ahead, or `y` to a question before, has not said so: only the whole word does.
"""

from __future__ import annotations

from collections.abc import Callable

from tutor.language import _, later
from tutor.plain.reading import Left
from tutor.plain.sitting import STOP, Sitting
from tutor.present.consent import facts, question
from tutor.study.tasks import Task

ANSWERS = later("yes (the whole word) lets them run, no does not and is remembered, Enter alone means not now.")
YES, NO = ("yes", "si", "sí"), ("n", "no")


def permitted(sitting: Sitting, given: Callable[[], Task | None]) -> Task | None:
    """The next task, after asking where its pack's programs must be asked about first."""
    while (task := given()) is not None:
        consent = sitting.session.consent(task.id)
        if consent is None:
            return task
        for line in (question(consent), *facts(consent)):
            sitting.say(line)
        answer = _answer(sitting)
        session = sitting.session
        said = session.allow(consent) if answer in YES else session.decline(consent, ever=answer in NO)
        if said:
            sitting.say(said)
    return None


def _answer(sitting: Sitting) -> str:
    """`yes`, `no`, or nothing. Raises `Left`."""
    while True:
        sitting.say(_(ANSWERS))
        typed = sitting.read()
        if typed.command in STOP:
            raise Left
        word = typed.text.strip().casefold()
        if typed.command is None and word in (*YES, *NO, ""):
            return word
