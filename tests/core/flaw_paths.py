"""Whether the place that a flaw names is one that the item has."""

from __future__ import annotations

from typing import Any

from tutor.core.item import Item


def codes(item: Item) -> list[str]:
    """The codes of an item's flaws; each names a place that is there, so the author is shown the right line."""
    flaws = list(item.flaws())
    for flaw in flaws:
        place: Any = item
        for step in flaw.path:
            place = place[step] if isinstance(place, list | dict) else getattr(place, str(step))
    return [flaw.code for flaw in flaws]
