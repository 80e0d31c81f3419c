"""Six palettes. Every colour of text has a contrast of 4.5 to 1 or more on every ground, 7 to 1 in the one for that.

Two accents only: `accent` for what can be done and what is right, `warm` for what differs or waits. `quiet` is for what
is read second. A meaning never hangs on a colour alone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.theme import Theme

from tutor.core.settings import THEMES as NAMES

TEXT = ("foreground", "quiet", "accent", "warm")
GROUNDS = ("background", "surface")
SELECTIONS = ("input-selection", "screen-selection")
OURS = "tutor-"
"""What our themes' names begin with where Textual has its own beside them."""

_COLOURS: Mapping[str, Mapping[str, str]] = {
    "dark": {
        "background": "#15191d",
        "surface": "#20262c",
        "foreground": "#d9dfe3",
        "quiet": "#93a0aa",
        "accent": "#7fc8b6",
        "warm": "#e3b778",
        "selection": "#33505a",
        "bar": "#3a444d",
    },
    "light": {
        "background": "#faf8f3",
        "surface": "#efebe2",
        "foreground": "#262b2f",
        "quiet": "#5b646b",
        "accent": "#0b645a",
        "warm": "#85500c",
        "selection": "#c5dcd8",
        "bar": "#cfc9bd",
    },
    "contrast": {
        "background": "#000000",
        "surface": "#1c1c1c",
        "foreground": "#ffffff",
        "quiet": "#d4d4d4",
        "accent": "#66e0ff",
        "warm": "#ffd24d",
        "selection": "#004c99",
        "bar": "#949494",
    },
    "colour-blind": {
        "background": "#12161d",
        "surface": "#1d2530",
        "foreground": "#dde3ea",
        "quiet": "#9aa7b6",
        "accent": "#74b6ff",
        "warm": "#ffb04d",
        "selection": "#2a4a70",
        "bar": "#3b4757",
    },
    "sepia": {
        "background": "#f5edda",
        "surface": "#ebe0c7",
        "foreground": "#3b3024",
        "quiet": "#665741",
        "accent": "#24594e",
        "warm": "#8a4412",
        "selection": "#dac9a1",
        "bar": "#cfc0a0",
    },
}


def _theme(name: str, colours: Mapping[str, str], *, dark: bool = True, ansi: bool = False) -> Theme:
    accent, ground, words = colours["accent"], colours["background"], colours["foreground"]
    bars = {f"scrollbar{state}": colours["bar"] for state in ("", "-hover")}
    troughs = {f"scrollbar-background{state}": ground for state in ("", "-hover", "-active")}
    return Theme(
        name=OURS + name,
        dark=dark,
        ansi=ansi,
        primary=accent,
        secondary=colours["warm"],
        accent=accent,
        warning=colours["warm"],
        error=colours["warm"],
        success=accent,
        foreground=words,
        background=ground,
        surface=colours["surface"],
        panel=colours["surface"],
        variables={
            "quiet": colours["quiet"],
            "warm": colours["warm"],
            "input-cursor-background": accent,
            "input-cursor-foreground": ground,
            "input-cursor-text-style": "reverse" if ansi else "none",
            **{f"{kind}-background": colours["selection"] for kind in SELECTIONS},
            **{f"{kind}-foreground": colours.get("selected", words) for kind in SELECTIONS},
            **(dict.fromkeys(("ansi-background", "ansi-foreground"), "ansi_default") if ansi else {}),
            **bars,
            **troughs,
            "scrollbar-active": accent,
            "scrollbar-corner-color": ground,
        },
    )


def _terminal() -> Theme:
    """The terminal's own colours, of which only those are used that can be read on what is known of its ground."""
    names = ("background", "surface", "foreground", "quiet", "accent", "warm")
    own = dict.fromkeys(names, "ansi_default")
    light = has_light_ground(os.environ.get("COLORFGBG", ""))
    match light:
        case None:
            own |= {"selection": "ansi_white", "selected": "ansi_black", "bar": "ansi_default"}
        case True:
            own |= {"accent": "ansi_blue", "selection": "ansi_blue", "selected": "ansi_bright_white"}
        case False:
            own |= {"accent": "ansi_bright_cyan", "warm": "ansi_bright_yellow"}
            own |= {"selection": "ansi_bright_cyan", "selected": "ansi_black"}
    return _theme("terminal", {"bar": "ansi_default", **own}, dark=not light, ansi=True)


def has_light_ground(told: str) -> bool | None:
    """Whether the ground is light in what some terminals tell of their colours (`15;0`); None when it is not known."""
    ground = told.rpartition(";")[2]
    return int(ground) in (7, 15) if ground.isascii() and ground.isdigit() and int(ground[:4]) < 16 else None


def _light(colours: Mapping[str, str]) -> bool:
    return int(colours["background"][1:3], 16) > 127


THEMES: Mapping[str, Theme] = {
    OURS + name: _theme(name, _COLOURS[name], dark=not _light(_COLOURS[name])) if name in _COLOURS else _terminal()
    for name in NAMES
}
DARK, TERMINAL = THEMES["tutor-dark"], THEMES["tutor-terminal"]


def theme_for(wanted: str, begun: str, *, few_colours: bool, no_colours: bool) -> str:
    """The name of the theme for a setting. `auto` is `begun` if that is one of ours, else dark, or the terminal's.

    Where colours are not wanted at all (NO_COLOR) the terminal's own text is the only one.
    """
    if no_colours:
        return TERMINAL.name
    if OURS + wanted in THEMES:
        return OURS + wanted
    return begun if begun in THEMES else TERMINAL.name if few_colours else DARK.name
