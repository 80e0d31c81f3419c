"""What is left when nothing comes, and when the first of it does: looked up only then, by index, and bounded.

Something may rest because it was hard today, come later (a group asked today, a day it was put away until, a review
just done), wait for an exam to be over, or be put away for good. What is left is what the choice looks at, held back by
what holds it back there (`holds`); and when something comes is found by asking the choice itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from msgspec import Struct

from tutor.core.choose import JUST_SEEN
from tutor.core.day import DAY_MS, MORNING, day_ends, offset_minutes
from tutor.core.learner.quizzed import parked, quiz_is_near, running
from tutor.core.learner.rows import ItemRow, SkillRow
from tutor.core.pick import ItemRef
from tutor.study import choosing, gates, goals
from tutor.study.desk import EPOCH, Desk
from tutor.study.holds import Hold, Holds, never_asked, permitted, pool, to_be_learned

MANY = 64
"""Skills of each sort, facts and misses that are looked at."""
TRIED = 24
"""Moments at which the choice is asked whether something comes: nearly always it does at the first."""
EVER = "9999-12-31"
JUST_NOW = int(JUST_SEEN * DAY_MS)


class Waiting(Struct):
    """Whether something `rests`, comes `later`, waits for the `exam` to be over, or is put `away` before it is learned.

    `moment` is when the first thing comes, UTC ms; None when nothing does by itself. Where something comes now, as when
    the time is up, it is when the first review is due.
    """

    rests: bool = False
    later: bool = False
    exam: bool = False
    away: bool = False
    moment: int | None = None


def look(desk: Desk) -> Waiting:
    """What waits in the session's courses."""
    found = _Look(desk)
    found.quizzes()
    found.begun()
    found.new()
    found.learned()
    found.facts()
    found.misses()
    found.waiting.moment = found.moment()
    return found.waiting


class _Look:
    """One look. `tomorrow` and `opens` (when new things may begin) are UTC ms.

    So are `moments`, at which something may come, and `due`, when what is known, or held back now, is due.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk, self.waiting, self.holds = desk, Waiting(), Holds(desk)
        self.at = choosing.before_nothing(desk, desk.courses)
        self.now, self.offset = self.at.now, offset_minutes(desk.now())
        self.opens = goals.closed_until(desk) or self.now
        self.tomorrow = day_ends(self.now, self.offset)
        self.moments, self.due = {self.opens, self.tomorrow}, set[int]()

    def moment(self) -> int | None:
        """The first moment at which the choice has something, or the first review where it has something now."""
        if choosing.comes(self.desk, self.now):
            return min(self.due, default=None)
        ahead = sorted(at for at in self.moments if at > self.now)
        return next((at for at in islice(ahead, TRIED) if choosing.comes(self.desk, at)), None)

    def quizzes(self) -> None:
        """Quizzes and test-outs that are running."""
        for row in self.at.quizzes:
            if running(row, self.now):
                self._skill(row, self.now)

    def begun(self) -> None:
        """Skills being learned."""
        for row in self.at.learning:
            self._practice(row, self.now)

    def new(self) -> None:
        """Skills that may be begun, and facts of learned decks that were never asked."""
        for row in self.at.fresh[:MANY]:
            self._practice(row, self.opens)
        for row in self.at.unasked[:MANY]:
            for ref, item in self._items(row):
                if never_asked(item):
                    self._take(ref, item, self.opens, known=True)

    def learned(self) -> None:
        """Learned skills by when they are due, and decks that are only presumed by when they are checked."""
        book, courses = self.desk.book, self.desk.courses
        rows = gates.let_through(self.desk, MANY, lambda most: book.due_skills(courses, choosing.FAR, most))
        for row in rows:
            if row.remember == "skill" or row.presumed:
                seen = max(row.reviewed_at, row.last_at) if row.presumed else row.reviewed_at
                self._skill(row, max(row.due, seen + JUST_NOW))

    def facts(self) -> None:
        """Facts by when they are due."""
        rows = self.desk.book.due_items(self.desk.courses, choosing.FAR, MANY, EVER)
        refs = self._refs(row.id for row in rows if not gates.bars(self.desk, row.skill))
        for row in rows:
            if row.id in refs:
                self._take(refs[row.id], row, max(row.due, row.reviewed_at + JUST_NOW), known=True)

    def misses(self) -> None:
        """Misses that come back."""
        desk = self.desk
        rows = gates.let_through(desk, MANY, lambda most: desk.book.retries(choosing.FAR, desk.courses, most))
        refs, seen = self._refs(row.item for row in rows), desk.book.seen(row.item for row in rows)
        for row in rows:
            skill, ref = self.at.skills.get(row.skill), refs.get(row.item)
            if skill is not None and ref is not None:
                rests = parked(skill, self.holds.day)
                self._take(ref, seen.get(row.item), self.now, known=True, again=True, rests=rests)

    def _refs(self, names: Iterator[str]) -> dict[str, ItemRef]:
        return {ref.id: ref for ref in permitted(self.desk, self.desk.shelf.refs(names).values())}

    def _items(self, row: SkillRow) -> Iterator[tuple[ItemRef, ItemRow | None]]:
        refs = pool(self.desk, row)
        seen = self.desk.book.seen([ref.id for ref in refs])
        return ((ref, seen.get(ref.id)) for ref in refs)

    def _practice(self, row: SkillRow, since: int) -> None:
        """A skill that is not learned yet. Of a deck the facts that were right are left to their memory."""
        quiz = running(row, self.now) or quiz_is_near(row)
        rests = parked(row, self.holds.day) and not quiz
        for ref, item in self._items(row):
            wanted = quiz or rests or row.remember == "skill" or to_be_learned(item)
            self._take(ref, item, since, rests=rests, later=not wanted)

    def _skill(self, row: SkillRow, since: int) -> None:
        for ref, item in self._items(row):
            self._take(ref, item, since, known=row.phase == "learned")

    def _take(
        self,
        ref: ItemRef,
        row: ItemRow | None,
        since: int,
        *,
        known: bool = False,
        again: bool = False,
        rests: bool = False,
        later: bool = False,
    ) -> None:
        """Take in one item that there is a reason to ask from `since` on, unless something holds it back.

        `known`: it is no loss when it is put away. `again`: it comes back, `rests`: with its skill, `later`: in time.
        """
        hold = self.holds.of(ref, row, again=again)
        hold = "rests" if rests and hold in ("", "group") else hold
        at = max(since, self._ends(hold, row))
        self.moments |= {since, at}
        if hold != "away" and (at > self.now or (known and not again)):
            self.due.add(at)
        if since > self.now and since != self.opens:
            return
        if hold == "away":
            self.waiting.away |= not known
        elif hold == "until":
            self.waiting.later = True
        elif hold == "rests":
            self.waiting.rests = True
        elif hold == "group" or later:
            self.waiting.later = True
        else:
            self.waiting.exam |= self.opens > self.now and since == self.opens

    def _ends(self, hold: Hold, row: ItemRow | None) -> int:
        """When what holds an item back is over: with this learning day, or before the one it is put away until."""
        if hold == "until" and row is not None:
            days = (date.fromisoformat(row.suspended_until) - EPOCH).days
            return days * DAY_MS + MORNING * 3_600_000 - self.offset * 60_000
        return self.tomorrow if hold in ("rests", "group") else self.now
