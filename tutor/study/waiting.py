"""What is left when nothing comes, and when the first of it does: looked up only then, by index, and bounded.

Something may rest because it was hard today, come later (a group asked today, a day it was put away until, a review
just done), wait for an exam to be over, or be put away for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from tutor.core.choose import JUST_SEEN
from tutor.core.day import DAY_MS, MORNING, day_ends, learning_day, offset_minutes
from tutor.core.learner.quizzed import quiz_is_near, running, unmet_facts
from tutor.core.learner.rows import ItemRow, SkillRow
from tutor.core.pick import ItemRef
from tutor.study import choosing, gates, goals
from tutor.study.desk import EPOCH, Desk
from tutor.study.trusting import passes_over

MANY = 64
"""Skills of each sort, and facts, that are looked at."""
EVER = "9999-12-31"


class Waiting(Struct):
    """Whether something `rests`, comes `later`, waits for the `exam` to be over, or is put `away` before it is learned.

    `moment` is when the first thing comes, UTC ms: now for a review that is due; None when nothing does by itself.
    """

    rests: bool = False
    later: bool = False
    exam: bool = False
    away: bool = False
    moment: int | None = None


def look(desk: Desk) -> Waiting:
    """What waits in the session's courses."""
    found = _Look(desk)
    found.unlearned()
    found.learned()
    found.facts()
    found.misses()
    return found.waiting


class _Look:
    """One look; `now`, `tomorrow` and `opens` (when new things may begin) are UTC ms."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.waiting = desk, Waiting()
        self.now, self.offset = desk.at(), offset_minutes(desk.now())
        self.day, self.tomorrow = learning_day(self.now, self.offset), day_ends(self.now, self.offset)
        self.opens = goals.closed_until(desk) or self.now

    def unlearned(self) -> None:
        """Skills that may be begun, or are being learned."""
        desk, courses = self.desk, self.desk.courses
        phases = ("locked", "open") if desk.gate == "open" else ("open",)
        for row in gates.let_through(desk, MANY, lambda most: desk.book.skills(courses, phases, most)):
            self._skill(row, self.opens)
        for row in gates.let_through(desk, MANY, lambda most: desk.book.quizzes(courses, most)):
            if row.phase == "locked" and running(row, self.now):  # a test-out of what is not open yet
                self._skill(row, self.now)
        for row in gates.let_through(desk, MANY, lambda most: desk.book.recent_skills(courses, most)):
            rests = row.parked_until > self.day
            self.waiting.rests |= rests
            self._skill(row, self.tomorrow if rests else self.now)
            self._left_to_memory(row)

    def _left_to_memory(self, row: SkillRow) -> None:
        """Facts of a deck being learned that were right: they come when they are due."""
        refs = choosing.pool(self.desk, row) if row.remember == "items" else []
        for item in self.desk.book.seen([ref.id for ref in refs]).values():
            away = item.suspended and not item.suspended_until
            self.waiting.away |= away
            self.waiting.later |= item.last_right and not away

    def learned(self) -> None:
        """Learned skills by when they are due, and decks with items that were never asked."""
        desk, rested = self.desk, int(JUST_SEEN * DAY_MS)
        for row in gates.let_through(desk, MANY, lambda most: desk.book.due_skills(desk.courses, choosing.FAR, most)):
            if row.remember == "items" and not row.presumed:
                self._skill(row, self.opens)
            else:
                self._skill(row, max(row.due, rested + max(row.reviewed_at, row.last_at if row.presumed else 0)))

    def facts(self) -> None:
        """Facts by when they are due."""
        desk, rested = self.desk, int(JUST_SEEN * DAY_MS)
        rows = desk.book.due_items(desk.courses, choosing.FAR, MANY, EVER)
        refs = desk.shelf.refs(row.id for row in rows)
        for row in rows:
            ref = refs.get(row.id)
            if ref is not None and not gates.bars(desk, row.skill) and not passes_over(desk, ref):
                self._item(ref, row, max(row.due, row.reviewed_at + rested), learned=True)

    def misses(self) -> None:
        """Misses that rest until tomorrow."""
        desk = self.desk
        rows = gates.let_through(desk, MANY, lambda most: desk.book.retries(choosing.FAR, desk.courses, most))
        refs, seen = desk.shelf.refs(row.item for row in rows), desk.book.seen(row.item for row in rows)
        for row in rows:
            ref = refs.get(row.item)
            if ref is not None and not passes_over(desk, ref):
                self._item(ref, seen.get(row.item), self.now, missed=True)

    def _skill(self, row: SkillRow, earliest: int) -> None:
        refs = list(self._wanted(row))
        seen = self.desk.book.seen([ref.id for ref in refs])
        for ref in refs:
            self._item(ref, seen.get(ref.id), earliest, learned=row.phase == "learned")

    def _wanted(self, row: SkillRow) -> Iterator[ItemRef]:
        """Items of a skill that it may want asked: of a deck those that have no memory yet or were not right."""
        refs = choosing.pool(self.desk, row)
        quiz = running(row, self.now) or quiz_is_near(row)
        if (
            row.remember == "skill"
            or row.phase in ("open", "locked")
            or quiz
            or (row.presumed and not unmet_facts(row))
        ):
            yield from refs
            return
        seen = self.desk.book.seen([ref.id for ref in refs])
        for ref in refs:
            item = seen.get(ref.id)
            if item is None or not item.reps or (row.phase == "learning" and not item.last_right):
                yield ref

    def _item(
        self,
        ref: ItemRef,
        row: ItemRow | None,
        earliest: int,
        *,
        missed: bool = False,
        learned: bool = False,
    ) -> None:
        """Take in one item that there is a reason to ask from `earliest` on."""
        at, wanted_now = earliest, earliest <= self.now
        if row is not None and row.suspended:
            if not row.suspended_until:
                self.waiting.away |= not (learned or missed)
                return
            if (until := self._morning(row.suspended_until)) > self.now:
                at = max(at, until)
                self.waiting.later |= wanted_now
                wanted_now = False  # that it was hard today, too, is no longer what it waits for
        if choosing.rests(row, self.day, self.desk):
            at = max(at, self.tomorrow)
            self.waiting.rests |= wanted_now
        if not missed and ref.group in choosing.groups_of_today(self.desk, [ref], self.day):
            at = max(at, self.tomorrow)
            self.waiting.later |= wanted_now
        self.waiting.exam |= earliest == self.opens > self.now
        if (at > self.now or learned) and (self.waiting.moment is None or at < self.waiting.moment):
            self.waiting.moment = max(at, self.now)

    def _morning(self, day: str) -> int:
        """When the learning day of an ISO date begins."""
        days = (date.fromisoformat(day) - EPOCH).days
        return days * DAY_MS + MORNING * 3_600_000 - self.offset * 60_000
