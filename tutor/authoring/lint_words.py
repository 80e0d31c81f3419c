"""The words a text is made of, and the words of its language that the rules of teaching look for.

Each language that is known has a file in `words/`; for another one the rules that need words say nothing.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from msgspec import Struct, toml

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_FENCE = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
_APART = re.compile(r"`[^`\n]*`|\$[^$\n]*\$|<<.*?>>|https?://\S+|!?\[\[?[^\]\n]*\]\]?\([^)\n]*\)")
_STOPS = str.maketrans(dict.fromkeys("?!.,:;¿¡", " "))
_TAGS = re.compile(r"[a-z]{2,3}")


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """What the rules look for in one language, in small letters.

    `articles` are last words of a question, each with the pattern that fits the beginning of what may follow it.
    """

    above: list[str] = []
    negations: frozenset[str] = frozenset()
    absolute: frozenset[str] = frozenset()
    colours: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    articles: dict[str, str] = {}


@cache
def words_for(language: str) -> Words:
    """The words of a language (BCP 47); none for one that has no file."""
    tag = language.lower().split("-")[0]
    file = files("tutor.authoring").joinpath("words", f"{tag}.toml")
    if not _TAGS.fullmatch(tag) or not file.is_file():
        return Words()
    return toml.decode(file.read_bytes(), type=Words)


def plain(text: str) -> str:
    """The text in small letters, with plain apostrophes."""
    return text.casefold().replace("’", "'")


def alike(text: str) -> str:
    """A form of a text in which the same sentence is the same text, whatever its case, white space and stops."""
    return " ".join(plain(text).translate(_STOPS).split())


def words_of(text: str) -> list[str]:
    """The words of a text; signs are left out."""
    return _WORD.findall(plain(text))


def prose_of(text: str) -> str:
    """What of a text is prose: without code, mathematics, what a template computes, and addresses."""
    return _APART.sub(" ", _FENCE.sub("\n\n", text) if "```" in text or "~~~" in text else text)


def holds(words: list[str], sought: list[str]) -> bool:
    """Whether some words stand in a text one after the other."""
    if not sought:
        return False
    many = len(sought)
    return any(words[at : at + many] == sought for at, word in enumerate(words) if word == sought[0])
