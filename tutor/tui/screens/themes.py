"""The palettes: each is seen as soon as the mark stands on it."""

from __future__ import annotations

from tutor.core.settings import CHOICES
from tutor.language import _
from tutor.present.settings import TITLES, VALUES
from tutor.tui.listing import Listing, named


class Themes(Listing):
    """Choose a palette. Esc takes the one that was there before. The screen below is seen in the marked one."""

    DEFAULT_CSS = """
    Themes { align: center bottom; }
    Themes > Vertical { max-width: 100%; }
    """
    TITLE_WORDS = TITLES["theme"]

    def begin(self) -> None:
        self.styles.background = "transparent"  # what is below is what the colours are for
        super().begin()

    def fill(self) -> None:
        names = CHOICES["theme"]
        now = self.tutor.kept.settings.theme
        self.rows.show_rows([named(_(VALUES[name])) for name in names], names.index(now))
        self.say(_("NO_COLOR is set, so there are none here.") if self.app.no_color else "")
        self.show_keys()

    def moved(self, index: int) -> None:
        self.app.theme = self.tutor.theme_for(CHOICES["theme"][index])

    async def chosen(self, index: int) -> None:
        """Keep it."""
        problem = await self.tutor.set("theme", CHOICES["theme"][index])
        if problem:
            self.say(problem, "$warm")
        else:
            self.finish()

    def close(self) -> None:
        self.app.theme = self.tutor.theme_for(self.tutor.kept.settings.theme)
        super().close()
