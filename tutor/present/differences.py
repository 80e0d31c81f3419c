"""How a typed answer differs from the right one, in words, for people who don't see marks below letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from tutor.language import _, later

MOST = 3
"""Differences that are told; with more of them the right answer says it better. Tunable (2..5)."""

_NAMES = {
    " ": later("a space"),
    "-": later("a hyphen"),
    "'": later("an apostrophe"),
    ",": later("a comma"),
    ".": later("a full stop"),
    ":": later("a colon"),
    ";": later("a semicolon"),
    "?": later("a question mark"),
    "!": later("an exclamation mark"),
    '"': later("a quotation mark"),
    "(": later("an opening bracket"),
    ")": later("a closing bracket"),
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
            yield _("{typed} should be {right}", typed=named(typed), right=named(right))
            at += 1
        elif sort == "missing":
            yield _("{sign} is missing", sign=named(text))
        elif sort != "same":
            yield _("{sign} is too much", sign=named(text))
        at += 1


def named(text: str) -> str:
    """Some characters so that they can be told apart by ear: a lone letter with its mark, a sign by its name."""
    text = text.strip() or " "
    if text in _NAMES:
        return _(_NAMES[text])
    if len(text) != 1:
        return f'"{text}"'
    if text.isupper():
        return _('capital "{letter}"', letter=text) if text.isascii() else f'"{text}"{_mark(text)}'
    return f'"{text}"{_mark(text)}'


def _mark(letter: str) -> str:
    """` (e with acute)` for é: how Unicode names a Latin letter with a mark."""
    name = unicodedata.name(letter, "")
    kind, _letter, rest = name.partition(" LETTER ")
    if kind not in ("LATIN SMALL", "LATIN CAPITAL") or " WITH " not in rest:
        return ""
    return f" ({'capital ' if kind == 'LATIN CAPITAL' else ''}{rest.lower()})"
