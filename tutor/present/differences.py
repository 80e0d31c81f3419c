"""How a typed answer differs from the right one, in words, for people who don't see marks below letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

MOST = 3
"""Differences that are told; with more of them the right answer says it better. Tunable (2..5)."""

_NAMES = {
    " ": "a space",
    "-": "a hyphen",
    "'": "an apostrophe",
    ",": "a comma",
    ".": "a full stop",
    ":": "a colon",
    ";": "a semicolon",
    "?": "a question mark",
    "!": "an exclamation mark",
    '"': "a quotation mark",
    "(": "an opening bracket",
    ")": "a closing bracket",
}


def difference_words(pieces: Sequence[tuple[str, str]]) -> str:
    """The differences as one sentence; empty when there is none, or so much of one that it says nothing.

    Pieces are those of a verdict: `same`, `missing`, `extra`, or `changed` beside the `missing` it stands for.
    """
    told = list(_told([piece for piece in pieces if piece[1]]))
    same = sum(len(text) for sort, text in pieces if sort == "same")
    other = sum(len(text) for sort, text in pieces if sort != "same")
    if not 0 < len(told) <= MOST or other > same:
        return ""
    words = "; ".join(told)
    return f"{words[0].upper()}{words[1:]}."


def _told(pieces: list[tuple[str, str]]) -> Iterator[str]:
    at = 0
    while at < len(pieces):
        sort, text = pieces[at]
        beside = pieces[at + 1] if at + 1 < len(pieces) else ("same", "")
        if {sort, beside[0]} == {"changed", "missing"}:
            typed, right = (text, beside[1]) if sort == "changed" else (beside[1], text)
            yield f"{named(typed)} should be {named(right)}"
            at += 1
        elif sort == "missing":
            yield f"{named(text)} is missing"
        elif sort != "same":
            yield f"{named(text)} is too much"
        at += 1


def named(text: str) -> str:
    """Some characters so that they can be told apart by ear: a lone letter with its mark, a sign by its name."""
    text = text.strip() or " "
    if text in _NAMES:
        return _NAMES[text]
    if len(text) != 1:
        return f'"{text}"'
    if text.isupper():
        return f'capital "{text}"' if text.isascii() else f'"{text}"{_mark(text)}'
    return f'"{text}"{_mark(text)}'


def _mark(letter: str) -> str:
    """` (e with acute)` for é: how Unicode names a Latin letter with a mark."""
    name = unicodedata.name(letter, "")
    kind, _, rest = name.partition(" LETTER ")
    if kind not in ("LATIN SMALL", "LATIN CAPITAL") or " WITH " not in rest:
        return ""
    return f" ({'capital ' if kind == 'LATIN CAPITAL' else ''}{rest.lower()})"
