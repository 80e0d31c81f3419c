"""What a session offers to somebody who knows things already: placement and test-out, and what stays closed."""

from __future__ import annotations

from tutor.study import gates, placing
from tutor.study.desk import Desk


class Showing:
    """One method each; see `Session`."""

    desk: Desk

    def closed(self, skill: str) -> str:
        """Why the learner can't open a locked skill by their own word; "" when they can."""
        from tutor.study import reasons

        row = self.desk.row(skill)
        if self.desk.gate != "strict" or reasons.may_say_known(self.desk, row):
            return ""
        return gates.reason(self.desk, row)

    def test_out(self, skill: str) -> int:
        """Start a skill's mastery quiz now; returns its number of questions."""
        from tutor.study import testing_out

        return testing_out.test_out(self.desk, skill).quiz_length

    def unit_of(self, skill: str) -> str:
        """The full id of the unit that a skill belongs to."""
        from tutor.study import testing_out

        return testing_out.unit_of(self.desk, skill)

    def test_out_unit(self, unit: str) -> list[tuple[str, int]]:
        """Start the quizzes of a unit's top skills (`course/unit`); returns them with their numbers of questions."""
        from tutor.study import testing_out

        return [(row.id, row.quiz_length) for row in testing_out.test_out_unit(self.desk, unit)]

    def overhear(self, item: str) -> None:
        """The learner heard the answer to an item of somebody else's; asked it in this session, they had help."""
        self.desk.overheard.add(item)

    def place(self, minutes: float | None = None) -> None:
        """Start a placement test."""
        placing.start(self.desk, minutes)

    def placement(self) -> placing.Placing | None:
        """How far the placement is that was begun; None when there is none."""
        return placing.standing(self.desk)

    def stop_placing(self) -> list[str]:
        """End the placement; returns the skills presumed known."""
        return placing.stop(self.desk)
