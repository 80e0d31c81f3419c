"""What can be set, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.language import LANGUAGES, _, later

SAYS: Mapping[str, str] = {
    "theme": later("the colours; auto is dark, or the terminal's own where it has only sixteen"),
    "spacing": later("how far lines and columns stand apart"),
    "motion": later("whether pages glide when they are turned"),
    "timer": later("whether the minutes of a sitting are shown"),
    "language": later("what the tutor speaks; auto is the language of the computer"),
    "keys": later("keys of your own: keys.undo z puts undo on z"),
}
"""What a setting is about, after its name."""
TITLES: Mapping[str, str] = {
    "theme": later("Colours"),
    "spacing": later("Spacing"),
    "motion": later("Motion"),
    "timer": later("Timer"),
    "language": later("Language"),
    "keys": later("Keys"),
}
VALUES: Mapping[str, str] = {
    "auto": later("as fits the terminal"),
    "dark": later("dark"),
    "light": later("light"),
    "contrast": later("high contrast"),
    "colour-blind": later("safe for colour blindness"),
    "sepia": later("sepia, like paper"),
    "terminal": later("the terminal's own"),
    "normal": later("normal"),
    "wide": later("wide"),
    "on": later("on"),
    "off": later("off"),
}
ABOUT: Mapping[str, str] = {
    "theme": later("Six palettes. Nothing is told by a colour alone."),
    "spacing": later("Wide leaves room between lines and columns, which many find easier to read."),
    "motion": later("When on, pages glide as they are turned. Nothing else moves."),
    "timer": later("When on, the head line shows the minutes of this sitting."),
    "language": later("Courses that are translated into it are shown in it from the next start on."),
    "keys": later("Any command can have a key of your own."),
}


def value_words(name: str, value: str) -> str:
    """What a setting is set to, in words; a language by its own name."""
    if name == "language":
        return LANGUAGES.get(value) or _("as on this computer")
    return _(VALUES[value])
