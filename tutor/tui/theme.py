"""Two calm palettes, one dark and one light. Every colour of text has a contrast of 4.5 to 1 or more on both grounds.

Two accents only: `accent` for what can be done and what is right, `warm` for what differs or waits. `quiet` is for what
is read second. A meaning never hangs on a colour alone.
"""

from __future__ import annotations

from textual.theme import Theme

TEXT = ("foreground", "quiet", "accent", "warm")
GROUNDS = ("background", "surface")


def _theme(name: str, dark: bool, colours: dict[str, str]) -> Theme:
    accent, ground = colours["accent"], colours["background"]
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        secondary=colours["warm"],
        accent=accent,
        warning=colours["warm"],
        error=colours["warm"],
        success=accent,
        foreground=colours["foreground"],
        background=ground,
        surface=colours["surface"],
        panel=colours["surface"],
        variables={
            "quiet": colours["quiet"],
            "warm": colours["warm"],
            "input-cursor-background": accent,
            "input-cursor-foreground": ground,
            "input-cursor-text-style": "none",
            "input-selection-background": colours["selection"],
            "scrollbar": colours["bar"],
            "scrollbar-hover": colours["bar"],
            "scrollbar-active": accent,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
        },
    )


DARK = _theme(
    "tutor-dark",
    True,
    {
        "background": "#15191d",
        "surface": "#20262c",
        "foreground": "#d9dfe3",
        "quiet": "#93a0aa",
        "accent": "#7fc8b6",
        "warm": "#e3b778",
        "selection": "#33505a",
        "bar": "#3a444d",
    },
)
LIGHT = _theme(
    "tutor-light",
    False,
    {
        "background": "#faf8f3",
        "surface": "#efebe2",
        "foreground": "#262b2f",
        "quiet": "#5b646b",
        "accent": "#0b645a",
        "warm": "#85500c",
        "selection": "#c5dcd8",
        "bar": "#cfc9bd",
    },
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


def other(name: str) -> str:
    """The theme that the toggle goes to."""
    return LIGHT.name if name == DARK.name else DARK.name
