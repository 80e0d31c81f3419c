"""Every colour of text can be read on every ground."""

import itertools
import re

import pytest
from textual.color import Color

from tutor.tui.theme import GROUNDS, TEXT, THEMES

READABLE = 4.5


def luminance(theme, name):
    """Relative luminance, WCAG 2.2."""
    colour = Color.parse(theme.variables.get(name) or getattr(theme, name))
    parts = (part / 255 for part in (colour.r, colour.g, colour.b))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme, one, other):
    low, high = sorted((luminance(theme, one), luminance(theme, other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), [*itertools.product(TEXT, GROUNDS)])
def test_a_colour_of_text_stands_out_from_its_ground(theme, text, ground):
    assert contrast(theme, text, ground) >= READABLE


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=lambda theme: theme.name)
def test_the_cursor_and_a_selection_can_be_read(theme):
    assert contrast(theme, "input-cursor-background", "background") >= READABLE
    assert contrast(theme, "foreground", "input-selection-background") >= READABLE


def test_only_named_colours_are_used(sources):
    names = {name for path in sources for name in re.findall(r"\$([a-z-]+)", path.read_text(encoding="utf-8"))}
    assert names <= {*TEXT, *GROUNDS}
