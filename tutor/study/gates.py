"""What the gate lets through: under `strict` nothing is served while something it needs is not learned.

Only what the learner asks for to show what they know goes past it: a placement, a test-out.
"""

from __future__ import annotations

from collections.abc import Callable

from tutor.core.learner.quizzed import running
from tutor.core.learner.rows import R, RemedyRow, RetryRow, SkillRow
from tutor.language import _
from tutor.study.desk import Desk
from tutor.study.trouble import StudyError

MOST = 4096
"""Candidates that are looked through for those that may be served; bounds a choice."""


def barred(desk: Desk, row: SkillRow) -> bool:
    """Whether the strict gate holds this skill back, however it came to be open.

    What lies in a course that is not here bars nothing once the learner has said that they know it.
    """
    if desk.gate != "strict" or (row.quiz_test_out and running(row, desk.at())):
        return False
    if row.phase == "locked":
        return True
    needed = (desk.book.rows.get(SkillRow, name) for name in row.requires)
    return any(not row.forced if one is None else one.phase not in ("learned", "gone") for one in needed)


def bars(desk: Desk, skill_id: str) -> bool:
    """The same by id; a skill that is not here is held back."""
    row = desk.book.rows.get(SkillRow, skill_id)
    return desk.gate == "strict" and (row is None or barred(desk, row))


def refuse_barred(desk: Desk, row: SkillRow) -> None:
    """Raise `locked` with what has to come first, when the gate is strict and something has."""
    if barred(desk, row):
        raise StudyError("locked", reason(desk, row))


def reason(desk: Desk, row: SkillRow) -> str:
    """What has to come first, in a sentence."""
    rows = ((name, desk.book.rows.get(SkillRow, name)) for name in row.requires)
    names = [desk.title(name) for name, one in rows if one is None or one.phase not in ("learned", "gone")]
    title = desk.title(row.id)
    if not names:
        return _("Here skills open in order: {title} needs what it needs first.", title=title)
    return _("Here skills open in order: {title} needs {names} first.", title=title, names=_(" and ").join(names[:2]))


def let_through(desk: Desk, few: int, fetch: Callable[[int], list[R]]) -> list[R]:
    """The first `few` rows that may be served; looks further where many are held back."""
    found = fetch(few)
    if desk.gate != "strict":
        return found
    most = few
    while True:
        free = [row for row in found if not _bars_row(desk, row)]
        if len(free) >= few or len(found) < most or most >= MOST:
            return free[:few]
        most *= 4
        found = fetch(most)


def _bars_row(desk: Desk, row: object) -> bool:
    if isinstance(row, SkillRow):
        return barred(desk, row)
    if isinstance(row, RemedyRow):
        return bars(desk, row.id)
    return isinstance(row, RetryRow) and bars(desk, row.skill)
