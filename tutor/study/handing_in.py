"""What a session does with projects: writing, handing in, a teacher's words, the portfolio.

`projects` is imported by the methods: no first question needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutor.study.desk import Desk

if TYPE_CHECKING:
    from tutor.study import projects


class HandingIn:
    """One method each; see `Session`."""

    desk: Desk

    def hand_in(self, project: str, text: str, criteria: Sequence[int] = ()) -> str:
        """Hand in a project: a text, the path of a text file or an address, as it asks. Returns the piece's id."""
        from tutor.study import projects

        return projects.hand_in(self.desk, project, text, criteria)

    def rated_by_teacher(self, piece: str, criteria: Sequence[int], teacher: str = "", words: str = "") -> None:
        """Keep what a teacher said of a piece: the levels of its rubric, words."""
        from tutor.study import projects

        projects.rated_by_teacher(self.desk, piece, criteria, teacher, words)

    def draft(self, project: str, text: str) -> None:
        """Put on disk what is written for a project so far, while it is not handed in yet."""
        from tutor.study import projects

        projects.draft(self.desk, project, text)

    def projects_of(self, course: str) -> list[projects.ProjectLine]:
        """The projects of a course, with what was handed in last."""
        from tutor.study import projects

        return projects.lines(self.desk, course)

    def portfolio(self) -> list[projects.Piece]:
        """What was handed in, the newest first."""
        from tutor.study import projects

        return projects.portfolio(self.desk)
