"""In which language the tutor speaks. English is what stands in the code; another language has a catalogue.

Pure but for the one thing that is set at the start, `speaking`: who reads a catalogue is `tutor.language.catalogues`.
English costs nothing, neither a file nor an import. How a language is added: docs/translating.md.
"""

from __future__ import annotations

from typing import Protocol

LANGUAGES = {"en": "English", "es": "Español"}
"""The languages there are, by their tags, each by its own name."""


class Catalogue(Protocol):
    """What stands for English words in another language; `gettext.GNUTranslations` is one."""

    def gettext(self, message: str) -> str: ...

    def ngettext(self, one: str, many: str, n: int) -> str: ...

    def pgettext(self, context: str, message: str) -> str: ...


class Speaking:
    """What is spoken now. `tag` is that of the language, with its region where the person named one; `chosen` what was
    asked for with `--language`, which goes before all that is set.
    """

    def __init__(self) -> None:
        self.tag = "en"
        self.chosen = ""
        self.catalogue: Catalogue | None = None


speaking = Speaking()


def _(message: str, **values: object) -> str:
    """A whole sentence in the language that is spoken, with these values at its placeholders."""
    found = speaking.catalogue
    said = found.gettext(message) if found is not None and message else message
    return said.format_map(values) if values else said


def _n(one: str, many: str, count: int, **values: object) -> str:
    """The same with a number in it, `{count}`, by which a language chooses its form."""
    found = speaking.catalogue
    said = found.ngettext(one, many, count) if found is not None else one if count == 1 else many
    return said.format_map({"count": count, **values})


def _c(context: str, message: str, **values: object) -> str:
    """The same for a word that needs its context to be translated."""
    found = speaking.catalogue
    said = found.pgettext(context, message) if found is not None else message
    return said.format_map(values) if values else said


def later(message: str) -> str:
    """The message as it is, to be translated where it is shown: for tables that are made before anybody speaks."""
    return message


def number(value: float, places: int = 0) -> str:
    """A number as it is written in the language that is spoken: `1,234.5`, `1.234,5`."""
    return in_own_signs(f"{value:,.{places}f}")


def in_own_signs(written: str) -> str:
    """A number that was written as in English, with the signs of the language that is spoken."""
    if speaking.catalogue is None:
        return written
    from tutor.core.numbers import decimal_sign

    return written if decimal_sign(speaking.tag) == "." else written.translate(str.maketrans(".,", ",."))
