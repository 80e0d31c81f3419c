"""What can be set, in words."""

from __future__ import annotations

from collections.abc import Mapping

SAYS: Mapping[str, str] = {
    "theme": "the colours; auto is dark, or the terminal's own where it has only sixteen",
    "spacing": "how far lines and columns stand apart",
    "motion": "whether pages glide when they are turned",
    "timer": "whether the minutes of a sitting are shown",
    "keys": "keys of your own: keys.undo z puts undo on z",
}
"""What a setting is about, after its name."""
TITLES: Mapping[str, str] = {
    "theme": "Colours",
    "spacing": "Spacing",
    "motion": "Motion",
    "timer": "Timer",
    "keys": "Keys",
}
VALUES: Mapping[str, str] = {
    "auto": "as fits the terminal",
    "dark": "dark",
    "light": "light",
    "contrast": "high contrast",
    "colour-blind": "safe for colour blindness",
    "sepia": "sepia, like paper",
    "terminal": "the terminal's own",
    "normal": "normal",
    "wide": "wide",
    "on": "on",
    "off": "off",
}
ABOUT: Mapping[str, str] = {
    "theme": "Six palettes. Nothing is told by a colour alone.",
    "spacing": "Wide leaves room between lines and columns, which many find easier to read.",
    "motion": "When on, pages glide as they are turned. Nothing else moves.",
    "timer": "When on, the head line shows the minutes of this sitting.",
    "keys": "Any command can have a key of your own.",
}
