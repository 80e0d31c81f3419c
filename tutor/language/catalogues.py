"""Which language a person reads, and its catalogue: `<tag>/LC_MESSAGES/tutor.mo` beside this file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tutor.core.languages import best, primary, tag_of_locale
from tutor.language import LANGUAGES, speaking

FOLDER = Path(__file__).parent
"""Where the catalogues lie."""


def languages(chosen: str = "", own: str = "") -> tuple[str, ...]:
    """The languages this person reads, best first, as BCP 47 tags: the one `chosen` for this time, that of
    `TUTOR_LANGUAGE`, the learner's `own` by their settings, or else those of the environment.
    """
    said = [chosen, os.environ.get("TUTOR_LANGUAGE", "")]
    if not any(said):
        said = [own]
    if not any(said):
        locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
        # as GNU gettext has it, LANGUAGE is a list that counts unless the locale is C
        said = [*os.environ.get("LANGUAGE", "").split(":"), locale] if tag_of_locale(locale) else []
    return tuple(dict.fromkeys(tag for name in said if (tag := tag_of_locale(name))))


def speak_to(own: str, chosen: str | None = None) -> str:
    """Speak as a learner's `own` settings want, or in the language that was `chosen` for this run of the program."""
    if chosen is not None:
        speaking.chosen = chosen
    return speak(languages(speaking.chosen, own))


def speak(wanted: Iterable[str]) -> str:
    """Speak the first of these languages that there is, or else English, from now on. Returns its tag."""
    tag = next((one for one in wanted if primary(one) == "en" or _catalogue_for(one)), "en")
    if tag != speaking.tag:
        speaking.tag, speaking.catalogue = tag, None
        if name := _catalogue_for(tag):
            from gettext import translation

            speaking.catalogue = translation("tutor", FOLDER, [name.replace("-", "_")])
    return tag


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Within it this language is spoken, if there is a catalogue for it, else English; then what was before."""
    before = speaking.tag, speaking.catalogue
    speak([language])
    try:
        yield
    finally:
        speaking.tag, speaking.catalogue = before


def _catalogue_for(tag: str) -> str:
    """Which of the catalogues a language is spoken from; "" for none."""
    return best([tag], "en", [one for one in LANGUAGES if one != "en"])
