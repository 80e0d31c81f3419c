"""What holds an item back, said in one place: for the choice, and for what is told when nothing comes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from tutor.core.day import learning_day, offset_minutes
from tutor.core.learner.rows import GroupRow, ItemRow, SkillRow
from tutor.core.pick import ItemRef, away
from tutor.study.desk import Desk, iso_day
from tutor.study.trusting import passes_over

ENOUGH_MISSES = 3
"""Times running an item may be missed in a day before it rests until tomorrow; tunable 2-5."""
POOL = 64
"""Items of a skill that are looked at for one question."""
FEW = 12
"""Old ones of a large skill that are looked at beside them."""

Hold = Literal["", "away", "until", "rests", "group"]
"""Nothing; put away for good, or until a day; missed too often today; another of its group was asked today."""


class Holds:
    """What holds items back on the learning day that it is now."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._today = desk, iso_day(desk)
        self._offset = offset_minutes(desk.now())
        self.day = learning_day(desk.at(), self._offset)

    def of(self, ref: ItemRef, row: ItemRow | None, *, again: bool = False) -> Hold:
        """What holds an item back, the longest first. `again`: it was missed and comes back, whatever its group did."""
        if row is not None and away(row, self._today):
            return "until" if row.suspended_until else "away"
        if row is not None and row.wrong_run >= ENOUGH_MISSES and learning_day(row.last_at, self._offset) == self.day:
            return "rests"  # more of the same does not help
        return "group" if ref.group and not again and self._asked_today(ref.group) else ""

    def free(self, refs: Iterable[ItemRef], *, again: bool = False) -> list[ItemRef]:
        """Those that nothing holds back."""
        refs = list(refs)
        seen = self._desk.book.seen([ref.id for ref in refs])
        return [ref for ref in refs if not self.of(ref, seen.get(ref.id), again=again)]

    def _asked_today(self, group: str) -> bool:
        row = self._desk.book.rows.get(GroupRow, group)
        return row is not None and row.day == self.day


def never_asked(row: ItemRow | None) -> bool:
    """Whether a fact is new: to be seen in a placement is not to be asked."""
    return row is None or not row.reps


def to_be_learned(row: ItemRow | None) -> bool:
    """Whether practice is for this fact. One that was right is left to its memory: at once it would only look known."""
    return never_asked(row) or (row is not None and not row.last_right)


def askable_refs(desk: Desk, skill: SkillRow) -> list[ItemRef]:
    """Items of a skill that may be asked now."""
    return Holds(desk).free(pool(desk, skill))


def fairly_asked(desk: Desk, skill: SkillRow, refs: list[ItemRef]) -> list[ItemRef]:
    """Those that may be asked where no hint is: what is only heard needs a voice, unless nothing else is left."""
    if not any(ref.heard for ref in refs):
        return refs
    course = desk.course(skill.id.split("/", 1)[0])
    kept = ("", "spoken") if desk.speaks(course.target or course.language) else ("",)
    return [ref for ref in refs if ref.heard in kept] or refs


def pool(desk: Desk, skill: SkillRow) -> list[ItemRef]:
    """Items of a skill to choose among: all, or `POOL` in a row with one never asked, if there is one, and old ones."""
    if skill.item_count <= POOL:
        return permitted(desk, desk.shelf.items(skill.id, 0, POOL))
    refs = _with_unmet(desk, skill)
    rows = [*desk.book.unscheduled_items_of(skill.id, FEW, iso_day(desk)), *desk.book.items_of(skill.id, FEW)]
    old, known = desk.shelf.refs(row.id for row in rows), {ref.id for ref in refs}
    return permitted(desk, refs + [ref for name, ref in old.items() if name not in known])


def permitted(desk: Desk, refs: Iterable[ItemRef]) -> list[ItemRef]:
    """Without those that would run what the learner has not allowed."""
    return [ref for ref in refs if not passes_over(desk, ref)]


def _with_unmet(desk: Desk, skill: SkillRow) -> list[ItemRef]:
    """The `POOL` items after those that were met, or the next ones, round to the beginning, with one never asked."""
    first = min(skill.facts_seen, skill.item_count - 1) // POOL * POOL
    here = desk.shelf.items(skill.id, first, POOL)
    if skill.remember == "items" and skill.facts_seen + skill.facts_away >= skill.item_count:
        return here
    holds = Holds(desk)
    for start in (*range(first, skill.item_count, POOL), *range(0, first, POOL)):
        refs = here if start == first else desk.shelf.items(skill.id, start, POOL)
        free = holds.free(refs)
        seen = desk.book.seen([ref.id for ref in free])
        if any(ref.id not in seen or not (seen[ref.id].seen or seen[ref.id].reps) for ref in free):
            return refs
    return here
