"""Questions about what is known of the learner, each answered through an index and bounded.

`courses` limits an answer to these course ids, None means all. Times are UTC milliseconds. What comes back is the
rows themselves, read through the same cache that the fold writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tutor.core.learner.rows import (
    BookmarkRow,
    CourseRow,
    DayRow,
    DisputeRow,
    DraftRow,
    GoalRow,
    ItemRow,
    MisconceptionRow,
    NoteRow,
    PieceRow,
    R,
    RemedyRow,
    RetryRow,
    SkillRow,
    WayRow,
)
from tutor.store.class_views import ClassViews
from tutor.store.projections import SqlRows
from tutor.store.trouble import translated

Courses = Sequence[str] | None
SKILL_STAYS = "not exists (select 1 from skill where skill.id = item.skill and phase = 'gone')"

NEVER = 2**62
TOGETHER = 50
"""Queries in one statement; SQLite takes 500."""

# The same words as in the indexes `skill_due` and `item_due`: only then SQLite uses them.
SKILL_DUE = "course = ? and due > 0 and phase = 'learned' and due <= ?"
ITEM_DUE = (
    "substr(skill, 1, instr(skill, '/') - 1) = ? and due <= ? "
    "and stability > 0 and gone = 0 and (suspended = 0 or suspended_until <> '')"
)


class Views(ClassViews):
    """The questions."""

    def __init__(self, db: sqlite3.Connection, rows: SqlRows, path: Path | str) -> None:
        self._db = db
        self.rows = rows
        self.path = path

    def courses(self) -> list[CourseRow]:
        """All courses that were met."""
        return self._rows_of(CourseRow, (course for (course,) in self._all("select id from course order by id")))

    def skills(self, courses: Courses, phases: Sequence[str], limit: int) -> list[SkillRow]:
        """The first skills in these phases, by their position in their course."""
        query = "select position, id from skill where course = ? and phase = ? order by position limit ?"
        return self._first(
            SkillRow, limit, ((query, (course, p, limit)) for course in self._ids(courses) for p in phases)
        )

    def due_skills(self, courses: Courses, before: int, limit: int, seen_before: int = NEVER) -> list[SkillRow]:
        """Learned skills that were due by then and not reviewed since `seen_before`, the earliest due first.

        What waits in a fact skill are items that were never asked, whenever others of it were.
        """
        here = "(reviewed_at <= ? or remember = 'items')"
        query = f"select due, id from skill where {SKILL_DUE} and {here} order by due limit ?"
        values = (before, seen_before, limit)
        return self._first(SkillRow, limit, ((query, (course, *values)) for course in self._ids(courses)))

    def strong_skills(self, courses: Courses, limit: int) -> list[SkillRow]:
        """Learned skills with a memory of their own that are due last of all."""
        query = (
            "select -due, id from skill where course = ? and due > 0 and phase = 'learned' order by due desc limit ?"
        )
        return self._first(SkillRow, limit, ((query, (course, limit)) for course in self._ids(courses)))

    def due_items(
        self, courses: Courses, before: int, limit: int, today: str, seen_before: int = NEVER
    ) -> list[ItemRow]:
        """Items with a memory of their own that were due by then, the earliest first.

        Without those that are put away (`today` is an ISO date), and those that are gone, themselves or their skills.
        """
        here = "reviewed_at <= ? and (suspended = 0 or suspended_until <= ?)"
        query = f"select due, id from item where {ITEM_DUE} and {here} and {SKILL_STAYS} order by due limit ?"
        values = (before, seen_before, today, limit)
        return self._first(ItemRow, limit, ((query, (course, *values)) for course in self._ids(courses)))

    def quizzes(self, courses: Courses, limit: int) -> list[SkillRow]:
        """Skills with a quiz that was begun, the newest first."""
        query = (
            "select -quiz_started_at, id from skill where course = ? and quiz_open = 1 "
            "order by quiz_started_at desc limit ?"
        )
        return self._first(SkillRow, limit, ((query, (course, limit)) for course in self._ids(courses)))

    def recent_skills(self, courses: Courses, limit: int) -> list[SkillRow]:
        """Skills being learned, the last studied first."""
        query = "select -last_at, id from skill where course = ? and phase = 'learning' order by last_at desc limit ?"
        return self._first(SkillRow, limit, ((query, (course, limit)) for course in self._ids(courses)))

    def items_of(self, skill: str, limit: int) -> list[ItemRow]:
        """The seen items of a skill, the longest not seen first."""
        return self._some(
            ItemRow, "select id from item where skill = ? and gone = 0 order by last_at limit ?", skill, limit
        )

    def weakest_items_of(self, skill: str, limit: int) -> list[ItemRow]:
        """The seen items of a skill, the earliest due first."""
        return self._some(
            ItemRow, "select id from item where skill = ? and gone = 0 order by due limit ?", skill, limit
        )

    def unscheduled_items_of(self, skill: str, limit: int, today: str) -> list[ItemRow]:
        """Items of a fact skill that have a row and no memory: those whose meaning changed, those of a placement, and
        those put away until a day that has come (`today` is an ISO date).
        """
        here = "suspended = 0 or (suspended_until <> '' and suspended_until <= ?)"
        query = f"select id from item where skill = ? and due = 0 and gone = 0 and ({here}) order by id limit ?"
        return self._some(ItemRow, query, skill, today, limit)

    def away_items(self, today: str, limit: int) -> list[ItemRow]:
        """Items that are put away on this day (an ISO date), in the order of their ids."""
        query = "select id from item where suspended = 1 and gone = 0 and (suspended_until = '' or suspended_until > ?)"
        return self._some(ItemRow, f"{query} order by id limit ?", today, limit)

    def items_like(self, *, lapses: int, since: int, away: bool, limit: int) -> list[ItemRow]:
        """Seen items forgotten so often or more, last answered from `since` on, the last answered first.

        `away`: only those that are put away. It looks at all seen items, so it is for what a person asks for.
        """
        here = " and suspended = 1" if away else ""
        query = (
            f"select id from item where gone = 0 and lapses >= ? and last_at >= ?{here} order by last_at desc limit ?"
        )
        return self._some(ItemRow, query, lapses, since, limit)

    def seen(self, ids: Iterable[str]) -> dict[str, ItemRow]:
        """Those of the items that were seen, by id."""
        return {row.id: row for row in self._rows_of(ItemRow, ids)}

    def retries(self, upto_count: int, courses: Courses, limit: int) -> list[RetryRow]:
        """Missed items and skills that come back at this count of answers, the first first."""
        ids = self._ids(courses)
        query = (
            'select id from retry where "after" <= ? '
            f"and substr(skill, 1, instr(skill, '/') - 1) in ({', '.join('?' * len(ids))}) "
            'order by "after", id limit ?'
        )
        return self._some(RetryRow, query, upto_count, *ids, limit)

    def remedies(self, courses: Courses, limit: int) -> list[RemedyRow]:
        """Remedies that are under way, the one begun last first."""
        ids = self._ids(courses)
        here = f"substr(id, 1, instr(id, '/') - 1) in ({', '.join('?' * len(ids))})"
        query = f"select id from remedy where over = 0 and {here} order by began_at desc, id limit ?"
        return self._some(RemedyRow, query, *ids, limit)

    def all_skills(self, courses: Courses) -> list[SkillRow]:
        """All skills, course by course, by position: for a status or a map."""
        query = "select id from skill where course = ? order by position, id"
        return [row for course in self._ids(courses) for row in self._some(SkillRow, query, course)]

    def goals(self, limit: int = 100) -> list[GoalRow]:
        """Goals that are pursued, the newest first."""
        return self._some(GoalRow, "select id from goal where over_at = 0 order by set_at desc, id limit ?", limit)

    def goals_reached(self, since: int, limit: int = 100) -> list[GoalRow]:
        """Goals that were reached from `since` on, the newest first."""
        query = "select id from goal where reached = 1 and over_at >= ? order by over_at desc, id limit ?"
        return self._some(GoalRow, query, since, limit)

    def learned_skills(self, limit: int) -> list[SkillRow]:
        """Skills that were learned by study (not tested out, not presumed), the last one first."""
        query = (
            "select id from skill where learned_at > 0 and learn_answers > 0 and quiz_test_out = 0 and presumed = 0 "
            "and phase <> 'gone' order by learned_at desc, id limit ?"
        )
        return self._some(SkillRow, query, limit)

    def drafts(self, limit: int = 100) -> list[DraftRow]:
        """What was written and not rated yet, the newest first."""
        return self._some(DraftRow, "select id from draft order by at desc, id limit ?", limit)

    def notes(self, limit: int = 1000) -> list[NoteRow]:
        """Notes, the newest first."""
        return self._some(NoteRow, "select id from note order by at desc, id limit ?", limit)

    def notes_about(self, about: str, limit: int) -> list[NoteRow]:
        """Notes about a skill and its items, or about one item; about nothing: the journal. The newest first."""
        here = "about = ? or (about >= ? and about < ?)"
        query = f"select id from note where {here} order by at desc, id limit ?"
        inside = (f"{about}/", f"{about}0") if about else ("", "")  # "0" comes right after "/"
        return self._some(NoteRow, query, about, *inside, limit)

    def bookmarks(self, limit: int = 1000) -> list[BookmarkRow]:
        """Bookmarks, the newest first."""
        return self._some(BookmarkRow, "select id from bookmark order by at desc, id limit ?", limit)

    def pieces(self, limit: int = 1000) -> list[PieceRow]:
        """The portfolio, the newest first."""
        return self._some(PieceRow, "select id from piece order by at desc, id limit ?", limit)

    def disputes(self, limit: int = 1000) -> list[DisputeRow]:
        """Disputed answers, the newest first."""
        return self._some(DisputeRow, "select id from dispute order by at desc, id limit ?", limit)

    def days(self, since: int) -> list[DayRow]:
        """Learning days from this one on (days since 1970-01-01), in order."""
        return self._some(DayRow, "select id from day where day >= ? order by day", since)

    def misconceptions(self, skill: str, limit: int = 50) -> list[MisconceptionRow]:
        """Named mistakes made at a skill, the most frequent first."""
        query = "select id from misconception where skill = ? order by count desc limit ?"
        return self._some(MisconceptionRow, query, skill, limit)

    def ways(self, limit: int = 1000) -> list[WayRow]:
        """How explanations helped."""
        return self._some(WayRow, "select id from way order by id limit ?", limit)

    def due_count(self, courses: Courses, before: int, most: int = NEVER) -> int:
        """How many skills, and items with a memory of their own, were due by then; counts no further than `most`."""
        both = f"select 1 from skill where {SKILL_DUE} union all select 1 from item where {ITEM_DUE}"
        counted, every = 0, list(self._ids(courses))
        while every and counted < most:
            some, every = every[:TOGETHER], every[TOGETHER:]
            query = f"select count(*) from ({' union all '.join([both] * len(some))} limit ?)"
            values = (value for course in some for value in (course, before) * 2)
            counted += int(self._all(query, *values, most - counted)[0][0])
        return counted

    def earliest_due(self, courses: Courses, since: int) -> int | None:
        """When the first skill or item with a memory of its own is due from `since` on, or None."""
        query = (
            f"select min(due) from (select min(due) as due from skill where {SKILL_DUE} and due >= ? "
            f"union all select min(due) from item where {ITEM_DUE} and due >= ?)"
        )
        each = [self._all(query, *(course, NEVER, since) * 2)[0][0] for course in self._ids(courses)]
        return min((due for due in each if due is not None), default=None)

    def earliest_item_due(self, skill: str) -> int | None:
        """When the first item of the skill with a memory of its own is due, or None."""
        found = self._all("select min(due) from item where skill = ? and due > 0 and gone = 0", skill)
        return found[0][0] if found else None

    def _all(self, query: str, *values: Any) -> list[Any]:
        with translated(self.path):
            return self._db.execute(query, values).fetchall()

    def _ids(self, courses: Courses) -> Sequence[str]:
        return [id for (id,) in self._all("select id from course order by id")] if courses is None else courses

    def _some(self, kind: type[R], query: str, *values: Any) -> list[R]:
        return self._rows_of(kind, (id for (id,) in self._all(query, *values)))

    def _first(self, kind: type[R], limit: int, queries: Iterable[tuple[str, tuple[Any, ...]]]) -> list[R]:
        """The first rows over several queries of (order, id), each of them bounded and in order.

        They are asked together: a learner of many courses waits for one statement, not for one a course.
        """
        found: list[tuple[Any, str]] = []
        every = iter(queries)
        while some := list(islice(every, TOGETHER)):
            asked = " union all ".join(f"select * from ({query})" for query, _ in some)
            found += self._all(asked, *(value for _, values in some for value in values))
        return self._rows_of(kind, (id for _, id in sorted(found)[:limit]))

    def _rows_of(self, kind: type[R], ids: Iterable[str]) -> list[R]:
        return [row for row in self.rows.several(kind, ids) if row is not None]
