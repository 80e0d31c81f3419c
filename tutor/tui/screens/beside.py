"""What may stand beside a question or within a lesson, a passage or something to explore; and reading on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.containers import VerticalScroll

from tutor.language import _
from tutor.tui.keys import Key
from tutor.tui.prose import lay
from tutor.tui.safe import Shown
from tutor.tui.screens.asides import is_explored
from tutor.tui.screens.saying import Saying

if TYPE_CHECKING:
    from tutor.tui.explore import Explore
    from tutor.tui.sitting import Sitting


class Side(VerticalScroll, can_focus=False):
    """The pane of a passage; what stands beside it makes room. Read when the first passage comes, not before."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Side { display: none; max-width: 84; height: auto; max-height: 46%; padding: 1 1 0 3; }
    Side { scrollbar-size-vertical: 1; scrollbar-gutter: stable; border-bottom: solid $quiet 40%; }
    Side > Shown { max-width: 72; }
    Beside.-passage > Side { display: block; }
    Beside.-passage > Page { padding: 1 1 1 3; }
    Beside.-passage.-narrow > Side, Beside.-passage.-narrow > Page { padding: 0 0 0 1; }
    Beside.-passage Editor { min-height: 3; max-height: 7; }
    Beside.-wide.-passage > Side { dock: left; width: 46%; max-width: 64; height: 100%; max-height: 100%; }
    Beside.-wide.-passage > Side { padding: 3 1 1 3; border-bottom: none; }
    Beside.-wide.-passage > Page { padding: 2 1 1 3; }
    """


class Beside(Saying):
    """The study screen's passage, and the picture of a lesson that is explored. Both are mounted when first needed."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.side: Shown | None = None
        self.passage = ""
        self.explore: Explore | None = None
        self.had_more_below = (False, False)

    async def show_passage(self, passage: str) -> None:
        """The passage has a pane that scrolls: beside the question where there is room, else above it."""
        if passage and self.side is None:
            self.side, pane = Shown(), Side()
            await self.mount(pane, before=self.page)
            await pane.mount(self.side)
            self._watch_scrolling(pane)
        self.set_class(bool(passage), "-passage")
        if self.side is not None and passage != self.passage:
            self.side.show(lay(passage) if passage else None)
            self.pane.scroll_home(animate=False)
        self.passage = passage

    @property
    def pane(self) -> Side:
        """What scrolls the passage."""
        return self.query_one(Side)

    @property
    def passage_scrolls(self) -> bool:
        """Whether there is more of the passage than its pane shows."""
        return self.has_class("-passage") and self.side is not None and self.pane.max_scroll_y > 0

    def paging(self) -> list[Key]:
        """What the keys that turn pages do."""
        if self.passage_scrolls:
            return [Key("", "PgUp PgDn", _("passage"), rank=1)]
        return [Key("", "PgDn", _("further down"), rank=1)] if self.more_below else []

    def turned(self) -> VerticalScroll:
        """A passage that is longer than its pane has the keys that turn pages."""
        return self.pane if self.passage_scrolls else self.page

    async def show_explore(self, block: Mapping[str, Any] | None) -> None:
        """The picture of this block, where it has one."""
        found = block if is_explored(block) else None
        if found is not None and self.explore is None:
            from tutor.tui.explore import Explore

            self.explore = Explore()
            await self.page.mount(self.explore, before=self.below)
        if self.explore is not None:
            self.explore.display = found is not None
            if found is not None:
                self.explore.begin(found)
            else:
                self.explore.end()

    def wake_explore(self) -> None:
        """The arrows move its values while nothing else is asked."""
        if self.explore is not None and self.explore.display and self.mode == "reading":
            self.explore.focus(scroll_visible=False)

    # Reading on

    def watch_the_page(self) -> None:
        """From now on the keys say whether there is more further down."""
        self._watch_scrolling(self.page)

    def _watch_scrolling(self, pane: VerticalScroll) -> None:
        for what in ("scroll_y", "virtual_size", "size"):
            self.watch(pane, what, self._page_moved, init=False)

    def _page_moved(self) -> None:
        self.call_after_refresh(self._look_below)

    def _look_below(self) -> None:
        """Enter reads on while there is more further down. What was said last is in view, whatever moved."""
        self.show_new()
        if (self.more_below, self.passage_scrolls) != self.had_more_below:
            self.show_keys()

    def show_keys(self) -> None:
        """Bring the line of keys up to date, and remember what it was made for."""
        self.had_more_below = (self.more_below, self.passage_scrolls)
        super().show_keys()

    @property
    def more_below(self) -> bool:
        """Whether the page goes on below the screen."""
        return self.page.max_scroll_y > round(self.page.scroll_offset.y)

    def read_on(self) -> None:
        """The next part of the page, with the last line of this one."""
        step = max(1, self.page.scrollable_content_region.height - 1)
        self.page.scroll_relative(y=step, animate=False, force=True)
