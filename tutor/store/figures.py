"""Sums over what is known of the learner, for statistics. Each reads a table through: milliseconds for 10,000 rows.

`courses` as in `views`. Days are learning days at a place `offset` minutes east of UTC.
"""

from __future__ import annotations

from tutor.core.day import DAY_MS, MORNING
from tutor.core.learner.rows import ItemRow, SkillRow, WayRow
from tutor.store.views import ITEM_DUE, NEVER, SKILL_DUE, SKILL_STAYS, Courses, Views

_DAY = f"(due + ? - {MORNING * 3_600_000}) / {DAY_MS}"


class Figures(Views):
    """The sums."""

    def due_by_day(self, courses: Courses, offset: int) -> list[tuple[int, str, int]]:
        """How many reviews fall due on each day: (day, `skill` or `items`, how many)."""
        east = offset * 60_000
        found: list[tuple[int, str, int]] = []
        for course in self._ids(courses):
            skills = f"select {_DAY}, 'skill', count(*) from skill where {SKILL_DUE} and remember = 'skill' group by 1"
            items = f"select {_DAY}, 'items', count(*) from item where {ITEM_DUE} and {SKILL_STAYS} group by 1"
            found += self._all(f"{skills} union all {items}", *(east, course, NEVER) * 2)
        return found

    def recall_by_band(self) -> list[tuple[int, int, float, int]]:
        """Reviews by the band in which their recall was foretold: (band, reviews, sum of foretold, recalled)."""
        return self._all("select band, sum(reviews), total(foretold), sum(recalled) from recall group by band")

    def recall_by_skill(self, limit: int) -> list[tuple[str, int, float, int]]:
        """The same by skill, those with the most reviews first."""
        sums = "sum(reviews), total(foretold), sum(recalled)"
        return self._all(f"select skill, {sums} from recall group by skill order by 2 desc, 1 limit ?", limit)

    def learned_and_mastered(self) -> list[tuple[int, int]]:
        """When each skill that is learned, and not only presumed, was learned and mastered (0: never), UTC ms."""
        here = "phase = 'learned' and presumed = 0 and learned_at > 0"
        return self._all(f"select learned_at, mastered_at from skill where {here}")

    def first_learned(self) -> SkillRow | None:
        """The skill that was learned first, of those that are, and not only presumed."""
        here = "phase = 'learned' and presumed = 0 and learned_at > 0"
        found = self._some(SkillRow, f"select id from skill where {here} order by learned_at, id limit 1")
        return found[0] if found else None

    def hardest_items(self, asked: int, limit: int) -> list[ItemRow]:
        """Items asked so often at least that were missed most, for their number of tries; the hardest first."""
        share = '(seen - "right" + 1.0) / (seen + 4.0)'
        here = f'gone = 0 and seen >= ? and "right" < seen and {SKILL_STAYS}'
        query = f"select id from item where {here} order by {share} desc, lapses desc, id limit ?"
        return self._some(ItemRow, query, asked, limit)

    def ways_in_all(self) -> list[WayRow]:
        """How each way of explaining helped, over all skills."""
        return self._some(WayRow, "select id from way where id >= '#' and id < '$' order by id limit 1000")
