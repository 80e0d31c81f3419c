"""What is put away: Enter brings a question back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tutor.language import _, later
from tutor.present.away import NOTHING, until_words
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.listing import Listing, named
from tutor.tui.prose import inline

if TYPE_CHECKING:
    from tutor.study.away import Away


class PutAway(Listing):
    """The questions that are put away, until tomorrow or for good."""

    TITLE_WORDS = later("Put away")

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[Away] = ()

    def begin(self) -> None:
        super().begin()
        self.do(self.look())

    async def look(self, said: str = "") -> None:
        """Ask for what is put away."""
        from tutor.study.away import away

        found = await self.tutor.study.call(lambda session: away(session.desk))
        if isinstance(found, Refused):
            self.say(found.sentence, "$warm")
            return
        self.found = found
        today = self.tutor.clock.now().date()
        days = [until_words(date.fromisoformat(one.until) if one.until else None, today) for one in found]
        rows = [named(inline(one.ask).plain, key=day) for one, day in zip(found, days, strict=True)]
        at = min(self.rows.marked or 0, len(found) - 1)
        self.rows.show_rows(rows, at if found else None)
        self.say(said or (found[at].skill if found else _(NOTHING)))
        self.show_keys()

    def keys(self) -> list[Key]:
        return [*([Key("", "Enter", _("bring it back"), rank=0)] if self.found else []), self.closing()]

    def moved(self, index: int) -> None:
        self.say(self.found[index].skill)

    async def chosen(self, index: int) -> None:
        """Bring it back."""
        item = self.found[index].item
        done = await self.tutor.study.call(lambda session: session.resume(item))
        if isinstance(done, Refused):
            self.say(done.sentence, "$warm")
        else:
            await self.look(_("It is back, and comes when it is due."))
