"""Keys: one table says what each key does now. The line at the bottom, the help and the dispatch all read it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
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
    called: str = ""
    """The name of what it does (see `actions`), where that is not the name of the action."""

    def is_for(self, name: str) -> bool:
        """Whether this is the key."""
        return name in self.names.split()

    @property
    def name(self) -> str:
        """The name by which it can be put on a key of the learner's own."""
        return self.called or getattr(self.action, "__name__", "").removeprefix("show_")


def key_line(keys: Sequence[Key], width: int) -> Content:
    """The keys that fit, in their order, the least important left out first and none cut in the middle.

    Where not all fit, what stands after a comma is left out first, then they stand closer, then keys are left out.
    """
    fitting, apart = _fitting(keys, width)
    return spaces(apart).join(map(_drawn, fitting))


def key_at(keys: Sequence[Key], width: int, x: int) -> Key | None:
    """The key that stands at this cell of the line; None between them."""
    fitting, apart = _fitting(keys, width)
    start = 0
    for key in fitting:
        end = start + _drawn(key).cell_length
        if start <= x < end:
            return key
        start = end + apart
    return None


def _fitting(keys: Sequence[Key], width: int) -> tuple[list[Key], int]:
    """The keys on the line, in their order, and the cells between two of them."""
    chosen = _chosen(keys)
    if _width(chosen, 3) > width:
        keys = [key._replace(words=key.words.partition(",")[0]) for key in keys]
        chosen = _chosen(keys)
    while len(chosen) > 1 and _width(chosen, 2) > width:
        chosen.pop()
    return [key for key in keys if key in chosen], 3 if _width(chosen, 3) <= width else 2


def _drawn(key: Key) -> Content:
    return joined(text(key.shown, "$accent bold"), text(f" {key.words}", "$quiet"))


def rebound(keys: Sequence[Key], own: Mapping[str, str]) -> list[Key]:
    """The keys with the learner's own in place of those that they had at first; function keys stay beside them."""
    from tutor.tui.actions import ACTIONS, shown

    def one(key: Key) -> Key:
        if key.name not in own:
            return key
        first, mine = ACTIONS[key.name].key, own[key.name]
        names = " ".join(mine if name == first else name for name in key.names.split())
        if first.startswith("ctrl+") and len(mine) == 1:  # where letters are typed
            names = f"{names} {first}"
        return key._replace(names=names, shown=shown(mine) if key.shown == shown(first) else key.shown)

    return [one(key) for key in keys]


def _chosen(keys: Sequence[Key]) -> list[Key]:
    return sorted((key for key in keys if key.rank < 9), key=lambda key: key.rank)[:MOST]


def _width(keys: Sequence[Key], apart: int) -> int:
    return sum(text(f"{key.shown} {key.words}").cell_length for key in keys) + apart * (len(keys) - 1)
