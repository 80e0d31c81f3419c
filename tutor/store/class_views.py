"""The questions about classes that the projections answer; see `views`."""

from __future__ import annotations

from typing import Any

from tutor.core.learner.class_rows import ClassRow, LetterRow, OpinionRow, OwnQuestionRow, TaskRow
from tutor.core.learner.rows import R


class ClassViews:
    """Classes that were joined, their tasks, and what was written between learner and teacher."""

    def _all(self, query: str, *values: Any) -> list[Any]:
        raise NotImplementedError

    def _some(self, kind: type[R], query: str, *values: Any) -> list[R]:
        raise NotImplementedError

    def classes(self, limit: int = 100) -> list[ClassRow]:
        """Classes that were joined and not left, the newest first."""
        return self._some(ClassRow, "select id from class where left_at = 0 order by joined_at desc, id limit ?", limit)

    def tasks(self, class_id: str, limit: int = 1000) -> list[TaskRow]:
        """A class's tasks that stand, the one that is due first; those without a day last."""
        query = "select id from task where class_id = ? and dropped = 0 order by due = '', due, at, id limit ?"
        return self._some(TaskRow, query, class_id, limit)

    def letters(self, class_id: str, limit: int = 1000) -> list[LetterRow]:
        """What learner and teacher of a class wrote, the oldest first."""
        return self._some(
            LetterRow, "select id from letter where class_id = ? order by at, id limit ?", class_id, limit
        )

    def unread(self) -> int:
        """How many notes of teachers were not read yet."""
        [(count,)] = self._all("select count(*) from letter where mine = 0 and read_at = 0")
        return int(count)

    def own_questions(self, limit: int = 1000) -> list[OwnQuestionRow]:
        """Questions that the learner wrote for classmates, also those taken back, the newest first."""
        return self._some(OwnQuestionRow, "select id from own_question order by at desc, id limit ?", limit)

    def opinions(self, limit: int = 10_000) -> list[OpinionRow]:
        """What the learner thinks of classmates' questions, the newest first."""
        return self._some(OpinionRow, "select id from opinion order by at desc, id limit ?", limit)
