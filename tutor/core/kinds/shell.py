"""`shell`: the learner types commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from tutor.core.item import Flaw, Item, Response, Setting, Shape, Written
from tutor.core.judgement import Judgement
from tutor.core.own_words import own_text, revealed
from tutor.core.programs import flaws_of_files, flaws_of_program, known_mistake

if TYPE_CHECKING:
    from tutor.core.running import Ran, Run


class Commands(Written, frozen=True, kw_only=True):
    """A script that prepares the folder, one that checks it afterwards, right commands, files to start with."""

    setup: str = ""
    check: str = ""
    solution: str
    files: dict[str, str] = {}


class Shell(Item, frozen=True, kw_only=True, tag="shell"):
    """Commands, judged by what they bring about where there is a box; else the learner compares and rates itself."""

    self_rated: ClassVar[bool] = True

    shell: Commands

    @property
    def shape(self) -> Shape:
        return "program"

    def flaws(self) -> Iterator[Flaw]:
        yield from flaws_of_program(self.shell.solution, ("shell", "solution"), "solution")
        yield from flaws_of_program(self.shell.check, ("shell", "check"), "check")
        if self.shell.setup:
            yield from flaws_of_program(self.shell.setup, ("shell", "setup"), "setup")
        yield from flaws_of_files(self.shell.files, ("shell", "files"))

    def show(self, setting: Setting) -> dict[str, Any]:
        """`language`, and the names of the `files` in the folder, where there are any."""
        files = list(self.shell.files)
        return {"language": "sh", "files": files} if files else {"language": "sh"}

    def judge(self, response: Response, setting: Setting) -> Judgement:
        """Without a run: the note `rate` says that the learner rates itself next."""
        own_text(response, "your commands")
        return revealed()

    def run(self, response: Response, setting: Setting, *, trying: bool = False) -> Run:
        from tutor.core.commands_judging import commands_run

        return commands_run(self.shell, own_text(response, "your commands"), trying=trying)

    def judge_run(self, response: Response, setting: Setting, ran: Sequence[Ran], *, trying: bool = False) -> Judgement:
        """Right when the check ends well: the note `commands`."""
        from tutor.core.commands_judging import commands_judgement

        return known_mistake(self, response, commands_judgement(ran, trying=trying))

    def right_answer(self, setting: Setting) -> str:
        return self.shell.solution

    def guess(self) -> float:
        return 0.0

    def value_of(self, response: Response, setting: Setting) -> Any:
        return None
