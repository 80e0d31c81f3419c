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

    Without an action the key is handled by the widget that has the focus. `rank` 0 stays longest on a narrow screen:
    the answer, then the way out, hint and undo, the help; 9 stands in the help only.
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

    Where not all fit, what stands after a comma is left out first, then they stand closer, then keys are left out.
    """
    chosen = _chosen(keys)
    if _width(chosen, 3) > width:
        keys = [key._replace(words=key.words.partition(",")[0]) for key in keys]
        chosen = _chosen(keys)
    while len(chosen) > 1 and _width(chosen, 2) > width:
        chosen.pop()
    apart = 3 if _width(chosen, 3) <= width else 2
    parts = [joined(text(key.shown, "$accent bold"), text(f" {key.words}", "$quiet")) for key in keys if key in chosen]
    return spaces(apart).join(parts)


def _chosen(keys: Sequence[Key]) -> list[Key]:
    return sorted((key for key in keys if key.rank < 9), key=lambda key: key.rank)[:MOST]


def _width(keys: Sequence[Key], apart: int) -> int:
    return sum(text(f"{key.shown} {key.words}").cell_length for key in keys) + apart * (len(keys) - 1)
