"""Which area answers which shape. Each is imported when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.tui.areas.area import Area

SHARED = {"pick_many": "pick", "program": "writing"}
"""Shapes that are drawn by the area of another."""


def make(shape: str) -> Area:
    """A new area for this shape."""
    match SHARED.get(shape, shape):
        case "pick":
            from tutor.tui.areas.choices import Choices

            return Choices()
        case "gaps":
            from tutor.tui.areas.gaps import Gaps

            return Gaps()
        case "lines":
            from tutor.tui.areas.lines import Lines

            return Lines()
        case "pairs":
            from tutor.tui.areas.pairs import Pairs

            return Pairs()
        case "groups":
            from tutor.tui.areas.groups import Groups

            return Groups()
        case "writing":
            from tutor.tui.areas.writing import Writing

            return Writing()
        case "parts":
            from tutor.tui.areas.parts import Parts

            return Parts()
        case "self_rate":
            from tutor.tui.areas.reveal import Reveal

            return Reveal()
    from tutor.tui.areas.line import Line

    return Line()
