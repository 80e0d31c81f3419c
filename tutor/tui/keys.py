"""Keys: one table says what each key does now. The line at the bottom, the help and the dispatch all read it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from textual.content import Content

from tutor.tui.safe import joined, spaces, text

MOST = 7
"""Keys on the line at the bottom."""


class Key(NamedTuple):
    """`names` are Textual's names of the keys, `shown` what the line calls them, `more` what the help adds.

    Without an action the key is handled by the widget that has the focus. `rank` 0 stays longest on a narrow screen;
    9 stands in the help only.
    """

    names: str
    shown: str
    words: str
    action: Callable[[], Awaitable[None] | None] | None = None
    more: str = ""
    rank: int = 5

    def is_for(self, name: str) -> bool:
        """Whether this is the key."""
        return name in self.names.split()


def key_line(keys: Sequence[Key], width: int) -> Content:
    """The keys that fit, in their order, the least important left out first and none cut in the middle.

    Where not all fit, what stands after a comma is left out before any key is.
    """
    chosen = sorted((key for key in keys if key.rank < 9), key=lambda key: key.rank)[:MOST]
    if _width(chosen) > width:
        keys = [key._replace(words=key.words.partition(",")[0]) for key in keys]
        chosen = sorted((key for key in keys if key.rank < 9), key=lambda key: key.rank)[:MOST]
    while len(chosen) > 1 and _width(chosen) > width:
        chosen.pop()
    parts = [joined(text(key.shown, "$accent"), text(f" {key.words}", "$quiet")) for key in keys if key in chosen]
    return spaces(3).join(parts)


def _width(keys: Sequence[Key]) -> int:
    return sum(text(f"{key.shown} {key.words}").cell_length for key in keys) + 3 * (len(keys) - 1)
