"""What is said beside a verdict when something has just changed in how we go on: never a silent detour."""

from __future__ import annotations

from msgspec import Struct

from tutor.core.choose import Why
from tutor.core.learner.events import Answered
from tutor.core.learner.quizzed import parked
from tutor.core.learner.rows import ItemRow, RemedyRow, SkillRow
from tutor.core.remedy import is_leech
from tutor.core.sureness import SURE
from tutor.study.desk import Desk

STUCK_DAYS = 2
"""Days on which a skill had to rest before the learner is told so and offered to leave it; fixed: learning model."""


class Before(Struct, frozen=True):
    """How the skill stood, and its remedy, before an answer."""

    skill: SkillRow | None
    remedy: RemedyRow | None


def before(desk: Desk, skill: str, remedy_for: str) -> Before:
    """To be asked before the answer is recorded."""
    rows = desk.book.rows
    return Before(rows.get(SkillRow, skill), rows.get(RemedyRow, remedy_for or skill))


def surprise(data: Answered, explained: bool) -> Why | None:
    """A wrong answer that the learner was sure of; `explained` when the reason stands beside the verdict."""
    wrong = data.confidence == SURE and not data.correct and not data.skipped
    return Why("sure_miss", {"explained": explained}) if wrong else None


def changed(desk: Desk, data: Answered, was: Before) -> Why | None:
    """What is to be told now, the weightiest first; None when things go their way."""
    rows = desk.book.rows
    skill, remedy = rows.get(SkillRow, data.skill), rows.get(RemedyRow, data.remedy_for or data.skill)
    return (
        _taken_back(desk, skill, was.skill)
        or _rests(desk, data.remedy_for or data.skill, was)
        or (_leech(rows.get(ItemRow, data.item)) if data.rating == "again" else None)
        or (_remedy(desk, remedy, was.remedy) if skill is not None and remedy is not None else None)
    )


def _taken_back(desk: Desk, now: SkillRow | None, was: SkillRow | None) -> Why | None:
    """What was presumed turned out not to be known yet."""
    if now is None or was is None or not was.presumed or was.phase != "learned" or now.phase != "learning":
        return None
    return Why("presumed_too_soon", {"title": desk.title(now.id)})


def _rests(desk: Desk, name: str, was: Before) -> Why | None:
    row = desk.book.rows.get(SkillRow, name)
    if row is None or was.skill is None or row.id != was.skill.id or not parked(row, was.skill.parked_until):
        return None
    code = "stuck" if row.flagged_days >= STUCK_DAYS else "rests"
    return Why(code, {"skill": row.id, "title": desk.title(row.id), "days": row.flagged_days})


def _leech(item: ItemRow | None) -> Why | None:
    return Why("leech", {"lapses": item.lapses}) if item is not None and is_leech(item) else None


def _remedy(desk: Desk, now: RemedyRow, was: RemedyRow | None) -> Why | None:
    begun = was is None or was.over
    if begun and not now.over:
        return Why(f"side_trip_{now.stage}", {"title": desk.title(now.id), "to": _to(desk, now.blamed)})
    if not begun and now.over and now.helped:
        kind = "prerequisite" if "/" in now.helped else "way"
        return Why(f"helped_{kind}", {"title": desk.title(now.id), "by": _to(desk, now.helped)})
    return None


def _to(desk: Desk, name: str) -> str:
    return desk.title(name) if "/" in name else name
