"""What a session does with a class: joining it, its inbox, going on with a task, handing in, leaving.

All of it is imported by the methods: no first question needs it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from tutor.language import _
from tutor.study.desk import Desk

if TYPE_CHECKING:
    from tutor.core.learner.class_rows import ClassRow
    from tutor.study.classes.handing import Page
    from tutor.study.classes.inbox import Inbox
    from tutor.study.classes.joining import Handouts
    from tutor.study.classes.questions import Mine
    from tutor.study.classes.ticking import Choice
    from tutor.study.tasks import Task


MOST_PROPOSALS = 5


class InClass:
    """One method each; see `Session`."""

    desk: Desk

    def classes(self) -> list[ClassRow]:
        """The classes that were joined and not left, the newest first."""
        return self.desk.book.classes()

    def inbox_line(self) -> str | None:
        """What waits in the inbox, in a line, "" when nothing does; None for who is in no class."""
        if not self.desk.book.classes(1):
            return None
        from tutor.present.inbox import summary

        return summary(self.inbox(), self.desk.now().date())

    def proposals(self) -> list[str]:
        """The tasks that wait, a line each, to be told beside the learner's own goals; [] for who is in no class."""
        if not self.desk.book.classes(1):
            return []
        from tutor.present.inbox import task_line

        today = self.desk.now().date()
        return [task_line(one, today) for one in self.inbox().open_tasks[:MOST_PROPOSALS]]

    def inbox(self) -> Inbox:
        """Tasks with how far they are, and what was written between learner and teacher."""
        from tutor.study.classes import inbox

        return inbox.inbox(self.desk)

    def read_notes(self) -> int:
        """Keep that all notes were read; how many were new."""
        from tutor.study.classes import inbox

        return inbox.read_notes(self.desk)

    def write_teacher(self, class_id: str, text: str, reply_to: str = "") -> str:
        """Keep words for the teacher of a class, as an answer to a note where wished. Returns their id."""
        from tutor.study.classes import handing, inbox

        return inbox.write_teacher(self.desk, handing.class_by_id(self.desk, class_id), text, reply_to=reply_to)

    def own_questions(self) -> list[Mine]:
        """The questions that the learner wrote for classmates, the newest first."""
        from tutor.study.classes import questions

        return questions.mine(self.desk)

    def write_question(self, skill: str, fields: Mapping[str, str], question: str = "") -> str:
        """Keep a question for classmates: a skill by title or id, and what was typed into each field."""
        from tutor.study.classes import questions

        meant = questions.skill_meant(self.desk, skill)
        return questions.write(self.desk, meant, questions.from_fields(fields), question)

    def drop_question(self, question: str) -> None:
        """Take a question back that was written for classmates."""
        from tutor.study.classes import questions

        questions.drop(self.desk, question)

    def judge_question(self, item: str, name: str, text: str = "") -> str:
        """Keep what the learner thinks of a classmate's question, by a name of `present.class_questions.OPINIONS`.

        Gives what to say then.
        """
        from tutor.present.class_questions import THANKS, opinion
        from tutor.study.classes import questions

        clear, right, hard = opinion(name)
        questions.judge(self.desk, item, clear=clear, right=right, hard=hard, text=text)
        return _(THANKS)

    def put_off(self, task: str, until: date, why: str) -> None:
        """Put a teacher's task off until a day, with a reason for the teacher."""
        from tutor.study.classes import inbox

        inbox.put_off(self.desk, task, until, why)

    def next_of(self, task: str, minutes_left: float | None = None) -> Task | None:
        """What is next of a teacher's task; once all of it is done, what is next of everything."""
        from tutor.study.classes import doing

        current = doing.next_of(self.desk, task, minutes_left)
        return current.task if current is not None else None

    def handouts(self, typed: str) -> tuple[Handouts, bool]:
        """The hand-outs at a path as a person types or pastes it, and whether the learner's code is to be asked for."""
        from tutor.study.classes import joining

        found = joining.read_at([joining.typed_path(typed)])
        return found, joining.asks_code(self.desk, found)

    def join(self, handouts: Handouts, code: str = "") -> list[str]:
        """Take hand-outs in. Returns what they brought, a sentence each."""
        from tutor.study.classes import joining

        return joining.join(self.desk, handouts, code)

    def leave_class(self, class_id: str) -> list[str]:
        """Leave a class. Returns what that means, a sentence each."""
        from tutor.present.class_files import left_words
        from tutor.study.classes import handing, inbox

        row = handing.class_by_id(self.desk, class_id)
        inbox.leave(self.desk, row)
        return left_words(row.title, handed=row.handed > 0)

    def choices(self, class_id: str) -> list[Choice]:
        """The work of one's own that may be ticked for a hand-in of level 3."""
        from tutor.study.classes import handing, ticking

        return ticking.choices(self.desk, handing.class_by_id(self.desk, class_id))

    def prepare(
        self,
        class_id: str,
        level: int,
        ticked: Collection[str] = (),
        *,
        counted: bool = False,
        withdraw: bool = False,
    ) -> Page:
        """A hand-in as it would be, and the page that tells what is in it. Nothing is written."""
        from tutor.study.classes import handing

        row = handing.class_by_id(self.desk, class_id)
        return handing.page(self.desk, row, level, ticked, counted=counted, withdraw=withdraw)

    def give_teacher(self, page: Page, folder: str, *, asked_parent: bool = False) -> str:
        """Write a hand-in into a folder as a person types it. Returns the path of the file."""
        from tutor.study.classes import handing
        from tutor.study.classes.joining import typed_path

        return str(handing.give(self.desk, page.prepared, typed_path(folder), asked_parent=asked_parent))
