"""What a learner keeps of what they study, on any screen that is about something: a line of their own, a bookmark."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from tutor.language import _
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.safe import Draw, joined, stacked, text, wrapped

if TYPE_CHECKING:
    from tutor.study.notebook import Entry

MARGIN = 5
"""Notes that are shown beside a lesson, the newest; the others are in the notebook. Tunable (1..20)."""


class Keeping(Place):
    """A screen with something to keep."""

    def kept_about(self) -> str:
        """The full id of what a note would be about; "" while there is nothing."""
        return ""

    def tell(self, words: str) -> None:
        """Say that something is kept, or why not."""

    def keeping_keys(self) -> list[Key]:
        """What can be kept here."""
        if not self.kept_about():
            return []
        return [
            Key("n", "n", _("note"), self.keep_note, _("A line of your own; your notebook has them all."), 9),
            Key(
                "b", "b", _("bookmark"), self.bookmark, _("Kept at hand in your notebook; once more takes it away."), 9
            ),
            Key("j", "j", _("notebook"), self.tutor.show_notebook, _("Your journal, notes and bookmarks."), 9),
        ]

    def keep_note(self) -> Awaitable[None]:
        """Ask for a line and keep it."""
        self.tutor.early = []
        return self._keep_note()

    async def _keep_note(self) -> None:
        from tutor.tui.screens.asking import Question, ask_line

        about = self.kept_about()
        words = await ask_line(
            self, Question(_("Your note"), _("For you alone. It stays with this, and in your notebook."))
        )
        if words:
            done = await self.tutor.study.call(lambda session: session.note(about, words))
            self.tell(done.sentence if isinstance(done, Refused) else _("Your note is kept."))

    async def bookmark(self) -> None:
        """Keep this at hand, or no longer."""
        about = self.kept_about()
        kept = await self.tutor.study.call(lambda session: session.bookmark(about))
        if isinstance(kept, Refused):
            self.tell(kept.sentence)
        else:
            self.tell(_("Kept as a bookmark.") if kept else _("It is no bookmark any more."))

    async def margin(self, skill: str) -> list[Draw]:
        """The learner's own notes about a skill, the newest first."""
        found = await self.tutor.study.call(lambda session: session.notes_on(skill))
        return [] if isinstance(found, Refused) else [_beside(entry) for entry in found[:MARGIN]]


def _beside(entry: Entry) -> Draw:
    words = joined(text(f"{_('Your note')}  ", "$accent"), text(entry.text))
    return lambda width: stacked(wrapped(words, width))
