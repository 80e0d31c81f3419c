"""Every colour of text can be read on every ground, and the two accents stay apart for every eye."""

import itertools
import re

import pytest
from textual.color import Color

from tutor.core.settings import THEMES as NAMES
from tutor.tui.theme import GROUNDS, OURS, SELECTIONS, TEXT, THEMES, _terminal, has_light_ground, theme_for

PALETTES = [theme for theme in THEMES.values() if not theme.ansi]
TERMINALS = {
    "xterm": {"black": 0x000000, "white": 0xE5E5E5, "blue": 0x0000EE, "bright_white": 0xFFFFFF}
    | {"bright_cyan": 0x00FFFF, "bright_yellow": 0xFFFF00},
    "vga": {"black": 0x000000, "white": 0xAAAAAA, "blue": 0x0000AA, "bright_white": 0xFFFFFF}
    | {"bright_cyan": 0x55FFFF, "bright_yellow": 0xFFFF55},
}
"""The colours that terminals give by these names (the table in Wikipedia's "ANSI escape code")."""

BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Machado, Oliveira & Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
severity 1.0; they apply to linear RGB."""
APART = 30
"""CIE 1976 difference at which nobody takes one colour for the other; the least that can be seen is about 2.3."""


def readable(theme):
    return 7.0 if theme.name == "tutor-contrast" else 4.5


def linear(colour):
    parts = (part / 255 for part in (colour.r, colour.g, colour.b))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour):
    """Relative luminance, WCAG 2.2."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colour(theme, name):
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


def lab(rgb):
    """CIE L*a*b* of linear RGB, white D65 (IEC 61966-2-1)."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    f = [part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def difference(one, other, matrix):
    seen = [lab([sum(m * c for m, c in zip(row, rgb, strict=True)) for row in matrix]) for rgb in (one, other)]
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


def test_there_are_the_six_that_can_be_set():
    assert list(THEMES) == [OURS + name for name in NAMES] and len(THEMES) == 6


@pytest.mark.parametrize("theme", PALETTES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), [*itertools.product(TEXT, GROUNDS)])
def test_a_colour_of_text_stands_out_from_its_ground(theme, text, ground):
    assert contrast(colour(theme, text), colour(theme, ground)) >= readable(theme)


@pytest.mark.parametrize("theme", PALETTES, ids=lambda theme: theme.name)
def test_the_cursor_and_a_selection_can_be_read(theme):
    pairs = [("input-cursor-background", ground) for ground in ("background", "surface", "input-cursor-foreground")]
    pairs += [(f"{kind}-foreground", f"{kind}-background") for kind in SELECTIONS]
    assert all(contrast(colour(theme, one), colour(theme, other)) >= readable(theme) for one, other in pairs)


@pytest.mark.parametrize("deficiency", BLINDNESS)
@pytest.mark.parametrize("name", ["tutor-colour-blind", "tutor-contrast"])
def test_the_accents_stay_apart_for_eyes_that_see_fewer_colours(name, deficiency):
    accent, warm, words = (linear(colour(THEMES[name], one)) for one in ("accent", "warm", "foreground"))
    assert difference(accent, warm, BLINDNESS[deficiency]) >= APART
    if name == "tutor-colour-blind":
        assert min(difference(one, words, BLINDNESS[deficiency]) for one in (accent, warm)) >= APART / 2


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize(("told", "ground"), [("15;0", "black"), ("0;15", "bright_white")])
def test_of_the_terminals_own_colours_only_those_are_used_that_can_be_read(monkeypatch, terminal, told, ground):
    monkeypatch.setenv("COLORFGBG", told)
    theme, named = _terminal(), TERMINALS[terminal]
    used = [theme.variables.get(name) or getattr(theme, name) for name in TEXT]
    pairs = [(one.removeprefix("ansi_"), ground) for one in used if one != "ansi_default"]
    selected = [
        theme.variables[f"input-selection-{part}"].removeprefix("ansi_") for part in ("foreground", "background")
    ]
    assert pairs
    for one, other in [*pairs, tuple(selected)]:
        assert contrast(*(Color.parse(f"#{named[name]:06x}") for name in (one, other))) >= 4.5, (one, other)


def test_where_the_terminals_ground_is_not_known_all_text_has_its_own_colour(monkeypatch):
    monkeypatch.delenv("COLORFGBG", raising=False)
    theme = _terminal()
    assert {theme.variables.get(name) or getattr(theme, name) for name in (*TEXT, *GROUNDS)} == {"ansi_default"}


@pytest.mark.parametrize(
    ("told", "light"),
    [
        *(("15;0", False), ("0;15", True), ("0;default;15", True), ("12;8", False)),
        *((told, None) for told in ("", "15;default", "0;99", "0;²", "0;" + "9" * 5000)),
    ],
)
def test_what_a_terminal_tells_of_its_ground(told, light):
    assert has_light_ground(told) is light


@pytest.mark.parametrize(
    ("wanted", "begun", "few", "none", "theme"),
    [
        ("auto", "textual-dark", False, False, "tutor-dark"),
        ("auto", "tutor-light", True, False, "tutor-light"),
        ("auto", "textual-dark", True, False, "tutor-terminal"),
        ("sepia", "tutor-light", True, False, "tutor-sepia"),
        ("sepia", "tutor-light", False, True, "tutor-terminal"),
    ],
)
def test_the_theme_fits_the_wish_and_the_terminal(wanted, begun, few, none, theme):
    assert theme_for(wanted, begun, few_colours=few, no_colours=none) == theme


def test_only_named_colours_are_used(sources):
    names = {name for path in sources for name in re.findall(r"\$([a-z-]+)", path.read_text(encoding="utf-8"))}
    given = set.intersection(*(set(theme.variables) for theme in THEMES.values()))
    assert names <= {*TEXT, *GROUNDS, *given}
