"""What can be set, with what it is set to: Enter or the arrows change it at once."""

from __future__ import annotations

from tutor.core.settings import CHOICES, value_of
from tutor.language import _, _n, later
from tutor.present.charts import cells as cells_of
from tutor.present.settings import ABOUT, TITLES, value_words
from tutor.tui.actions import own_keys
from tutor.tui.keys import Key
from tutor.tui.listing import Listing, named

LABEL = 12
"""Cells of the column of names."""


class SettingsCard(Listing):
    """The settings of this learner."""

    TITLE_WORDS = later("Settings")

    def fill(self) -> None:
        names, kept = list(TITLES), self.tutor.kept
        words = [self._keys() if name == "keys" else value_words(name, value_of(kept.settings, name)) for name in names]
        titles = [_(TITLES[name]) for name in names]
        cells = max(LABEL, *(cells_of(one) + 2 for one in titles))
        rows = [named(title, value, cells) for title, value in zip(titles, words, strict=True)]
        at = self.rows.marked or 0
        self.rows.show_rows(rows, at)
        problem = kept.problem or next(iter(own_keys(kept.settings.keys)[1]), "")
        self.say(problem or _(ABOUT[names[at]]), "$warm" if problem else "$quiet")
        self.show_keys()

    def _keys(self) -> str:
        own = len(self.tutor.own_keys)
        return _n("{count} of your own", "{count} of your own", own) if own else _("as they are at first")

    def keys(self) -> list[Key]:
        return [
            Key("right space", "Enter", _("change"), lambda: self.turn(1), rank=0),
            Key("left", "←", _("the one before"), lambda: self.turn(-1), rank=9),
            self.closing(),
        ]

    def moved(self, index: int) -> None:
        self.say(_(ABOUT[list(TITLES)[index]]))

    async def chosen(self, index: int) -> None:
        """Change what is marked."""
        await self.turn(1)

    async def turn(self, step: int) -> None:
        """The next of what it can be, or the list of it."""
        name = list(TITLES)[self.rows.marked or 0]
        if name == "theme":
            await self.tutor.show_themes()
        elif name == "keys":
            await self.tutor.show_own_keys()
        else:
            can_be = CHOICES[name]
            at = can_be.index(value_of(self.tutor.kept.settings, name))
            problem = await self.tutor.set(name, can_be[(at + step) % len(can_be)])
            self.fill()
            if problem:
                self.say(problem, "$warm")

    def on_screen_resume(self) -> None:
        """What was chosen on a list of its own is shown."""
        if self.rows.rows:
            self.fill()
