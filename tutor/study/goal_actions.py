"""What a learner can do about goals: the part of a session that is about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from tutor.present import goal as goal_words
from tutor.study import forecasting, goal_lines, goals, wishes
from tutor.study.desk import Desk


class GoalActions:
    """A session's goals."""

    desk: Desk

    def goal(
        self,
        *,
        skills: Sequence[str] = (),
        date: str | None = None,
        minutes_a_day: int | None = None,
        days: Sequence[str] = (),
        words: str = "",
        exam: bool = False,
    ) -> tuple[str, dict[str, Any]]:
        """Set a goal for skills or courses (by id); returns its id and a forecast."""
        wish = goals.Wish(
            words=wishes.words(words), about=skills, date=date, minutes_a_day=minutes_a_day, days=days, exam=exam
        )
        row = goals.set_goal(self.desk, wish)
        return row.id, forecasting.told(self.desk, row)

    def change_goal(self, goal: str, wish: goals.Wish) -> dict[str, Any]:
        """Change what of a goal is set in the wish; returns its forecast."""
        if isinstance(wish.words, str):
            wish = replace(wish, words=wishes.words(wish.words))
        return forecasting.told(self.desk, goals.set_goal(self.desk, wish, goal))

    def keep_goal(self, goal: str) -> None:
        """The learner looked at a goal again, and it stays as it is."""
        goals.set_goal(self.desk, goals.Wish(), goal)

    def drop_goal(self, goal: str) -> None:
        """A goal is no longer wanted."""
        goals.drop(self.desk, goal)

    def way_out(self, goal: str, way: str) -> dict[str, Any]:
        """Take a way out of a goal that slips: more_time, less or later; returns its new forecast."""
        return forecasting.told(self.desk, forecasting.take_way_out(self.desk, goal, way))

    def list_goals(self) -> list[goal_lines.GoalLine]:
        """The goals that are pursued, the nearest first, with their forecasts."""
        return goal_lines.lines(self.desk)

    def called(self, typed: str) -> list[str]:
        """Ids of the skills and courses that a person names by titles, of units too, with commas between them."""
        return goals.called(self.desk, typed)

    def skills_of_unit(self, unit: str) -> list[str]:
        """The skills of a unit, `course/unit`."""
        return goals.skills_of_unit(self.desk, unit)

    def reached(self) -> list[dict[str, Any]]:
        """The goals that the last answers reached, each told once: its id and a sentence."""
        return goals.notice(self.desk)

    def comeback(self, *, ending: bool = False) -> str:
        """What is said to somebody who comes back after a break; "" when there is nothing to say.

        At the `ending` of a sitting nobody is welcomed.
        """
        found = forecasting.returning(self.desk)
        return goal_words.comeback(found, ending=ending) if found is not None else ""
