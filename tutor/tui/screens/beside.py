"""What may stand beside a question or within a lesson, a passage or something to explore; and reading on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.containers import VerticalScroll

from tutor.tui.prose import lay
from tutor.tui.safe import NOTHING, Draw, Shown
from tutor.tui.screens.asides import Asides, is_explored

if TYPE_CHECKING:
    from tutor.tui.explore import Explore
    from tutor.tui.sitting import Sitting


class Beside(Asides):
    """The study screen's passage, and the picture of a lesson that is explored. Both are mounted when first needed."""

    DEFAULT_CSS = """
    Beside > #side { display: none; dock: left; width: 46%; max-width: 64; padding: 3 1 1 3; }
    Beside.-wide.-passage > #side { display: block; }
    Beside #explore { margin: 1 0 0 0; }
    """

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.side: Shown | None = None
        self.explore: Explore | None = None
        self.had_more_below = False

    async def show_passage(self, passage: str) -> None:
        """The passage stands beside the question where there is room for both."""
        self.set_class(bool(passage), "-passage")
        if passage and self.side is None:
            self.side = Shown()
            await self.mount(VerticalScroll(self.side, id="side", can_focus=False))
        if self.side is not None:
            self.side.show(lay(passage) if passage else None)

    def passage_above(self, passage: str) -> Draw | None:
        """The passage above the question, where it does not stand beside it."""
        draw = lay(passage)
        return (lambda width: NOTHING if self.has_class("-wide") else draw(width)) if passage else None

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
        for what in ("scroll_y", "virtual_size", "size"):
            self.watch(self.page, what, self._page_moved, init=False)

    def _page_moved(self) -> None:
        self.call_after_refresh(self._look_below)

    def _look_below(self) -> None:
        """Enter reads on while there is more further down."""
        if self.more_below != self.had_more_below:
            self.had_more_below = self.more_below
            self.show_keys()

    @property
    def more_below(self) -> bool:
        """Whether the page goes on below the screen."""
        return self.page.max_scroll_y > round(self.page.scroll_offset.y)

    def read_on(self) -> None:
        """The next part of the page, with the last line of this one."""
        step = max(1, self.page.scrollable_content_region.height - 1)
        self.page.scroll_relative(y=step, animate=False, force=True)
