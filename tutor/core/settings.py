"""How the tutor looks and behaves for one learner: what can be set, to what, and what is wrong with a value.

Everything here can be written by hand, so nothing in it is trusted: what is not understood is told and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

LANGUAGES = ("en", "es")
"""Those of `tutor.language`, which a test compares."""
THEMES = ("dark", "light", "contrast", "colour-blind", "sepia", "terminal")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "theme": ("auto", *THEMES),
    "spacing": ("normal", "wide"),
    "motion": ("off", "on"),
    "timer": ("off", "on"),
    "language": ("auto", *LANGUAGES),
}
"""What can be set, and to what; the first is what holds while nothing is set."""
KEYS = "keys."
"""What stands before the name of an action whose key is set."""
MOST_KEYS = 100
LONGEST = 40
"""Characters of the name of an action or a key."""


class Settings(Struct, frozen=True):
    """What is set; `keys` are the learner's own keys by the names of actions."""

    theme: str = "auto"
    spacing: str = "normal"
    motion: str = "off"
    timer: str = "off"
    language: str = "auto"
    keys: Mapping[str, str] = {}

    @property
    def tag(self) -> str:
        """The language that is set, or ""."""
        return "" if self.language == CHOICES["language"][0] else self.language


class Kept:
    """Settings and where they are kept: here for as long as this is there, in a file by who makes more of it."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.problem = ""
        """What is wrong with what was read, in one sentence."""

    def put(self, name: str, value: str) -> Settings:
        """Set one thing. Raises `ValueError` with what is wrong with the value."""
        self.settings = changed(self.settings, name, value)
        return self.settings


def wrong(name: str, value: str) -> str:
    """What is wrong with setting this to that, in one sentence; "" when it can be."""
    if name.startswith(KEYS):
        key = _is_word(value) or (len(value) == 1 and value.isprintable() and value != " ")
        return "" if _is_word(name[len(KEYS) :]) and key else f"“{_short(value)}” is not the name of a key."
    if name not in CHOICES:
        return f"There is no setting “{_short(name)}”; there are {', '.join(CHOICES)} and keys."
    if value not in CHOICES[name]:
        return f"“{_short(value)}” is nothing that {name} can be; it can be {', '.join(CHOICES[name])}."
    return ""


def changed(settings: Settings, name: str, value: str) -> Settings:
    """The settings with this set to that; a key that is set to "" is what it was at first. Raises `ValueError`."""
    if name.startswith(KEYS) and not value:
        return replace(settings, keys={one: key for one, key in settings.keys.items() if one != name[len(KEYS) :]})
    if problem := wrong(name, value):
        raise ValueError(problem)
    if name.startswith(KEYS):
        return replace(settings, keys={**settings.keys, name[len(KEYS) :]: value})
    return replace(settings, **{name: value})


def value_of(settings: Settings, name: str) -> str:
    """What this is set to; "" for a key that is not the learner's own."""
    return settings.keys.get(name[len(KEYS) :], "") if name.startswith(KEYS) else str(getattr(settings, name))


def settings_in(found: Any) -> tuple[Settings, list[str]]:
    """The settings in what was read, whatever that is, and a sentence for each thing that was left out."""
    if not isinstance(found, dict):
        return Settings(), ["They are not what settings look like; none of them holds."]
    settings, problems = Settings(), []
    keys = found.get("keys", {})
    pairs = {name: value for name, value in found.items() if name != "keys"}
    pairs |= {f"{KEYS}{name}": value for name, value in keys.items()} if isinstance(keys, dict) else {"keys": keys}
    for name, value in list(pairs.items())[: MOST_KEYS + len(CHOICES)]:
        if problem := wrong(name, value) if isinstance(value, str) else f"“{_short(name)}” is not set to a word.":
            problems.append(problem)
        else:
            settings = changed(settings, name, value)
    return settings, problems


def _is_word(name: str) -> bool:
    return 0 < len(name) <= LONGEST and name.isascii() and name.replace("_", "a").replace("+", "a").isalnum()


def _short(value: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in value[:LONGEST])
