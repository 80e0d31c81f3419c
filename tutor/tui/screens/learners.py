"""The learners of this computer: whose book is open, the others, and somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.language import _, later
from tutor.tui.keys import Key
from tutor.tui.listing import Listing, named
from tutor.tui.screens.asking import Asking, Question

if TYPE_CHECKING:
    from tutor.tui.people import People

NEW = later("somebody new …")
CELLS = 30
"""Cells of the column of names."""


class Learners(Listing):
    """Turn to another learner: this book is closed, with a backup, before theirs is opened."""

    TITLE_WORDS = later("Who studies?")

    def __init__(self, people: People, names: list[str]) -> None:
        super().__init__()
        self.people = people
        self.names = names

    def fill(self) -> None:
        rows = [named(name, _("now") if name == self.people.name else "", CELLS) for name in self.names]
        self.rows.show_rows([*rows, named(_(NEW))], self.names.index(self.people.name))
        self.say(_("Each has a file, courses and settings of their own. Two at one keyboard: tutor pair NAME"))
        self.show_keys()

    def keys(self) -> list[Key]:
        return [
            Key("", "Enter", _("choose"), rank=0),
            Key("n", "n", _("somebody new"), self.new, rank=2),
            self.closing(),
        ]

    async def chosen(self, index: int) -> None:
        """Turn to them."""
        if index == len(self.names):
            await self.new()
        elif self.names[index] == self.people.name:
            self.close()
        else:
            await self.tutor.turn_to(self.names[index])

    async def new(self) -> None:
        """Ask for a name, and begin with an empty book."""
        answers = await self.app.push_screen_wait(Asking([Question(_("What is the name?"), wrong=self._wrong)]))
        if answers[0]:
            await self.tutor.turn_to(answers[0])

    def _wrong(self, name: str) -> str:
        taken = {one.casefold() for one in self.names}
        return _("There is somebody of that name already.") if name.casefold() in taken else self.people.wrong(name)
