"""Cards with gaps, as several programs have them: typed where a gap can be typed, else recalled and rated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tutor.core.gaps import gaps, written
from tutor.exchange.brought import Keys
from tutor.exchange.markdown_files import masked

LONGEST_TYPED = 60
"""Characters of a gap that is typed word for word; longer ones are recalled. Tunable (30..100)."""
HIDDEN = "[…]"
_MARK = "\ufdd0"
"""No character: where a gap stands while it is looked at what is around it."""
_UNTYPED = re.compile(r"[$`\n*_<>]|!\[|\]\(|\[\[|\]\]")
"""Signs of formulas, programs, pictures and links: what stands in a gap with them is shown, not typed."""


MOST_GAPS = 100
LONGEST_TEXT = 20_000
"""Gaps and characters of one text. Fixed: as many as an item of a pack takes, and what bounds the time."""


class TooMuch(Exception):
    """A text with gaps is too long, or has too many of them."""


class Gap(NamedTuple):
    """A gap: its text, the card that asks it (gaps of one number are asked together), and a hint."""

    text: str
    number: int
    hint: str = ""


Piece = str | Gap


def cards_of(pieces: Sequence[Piece]) -> list[Keys]:
    """The items of a text with gaps: one for all that can be typed gap by gap, else one for each number.

    The keys lack `group`; who has several puts them into one. Raises TooMuch.
    """
    found = [piece for piece in pieces if isinstance(piece, Gap)]
    if len(found) > MOST_GAPS or sum(len(p.text if isinstance(p, Gap) else p) for p in pieces) > LONGEST_TEXT:
        raise TooMuch(f"a text with gaps has at most {MOST_GAPS} of them and {LONGEST_TEXT:,} characters")
    numbers = sorted({gap.number for gap in found})
    if len(numbers) == len(found) and all(_is_typed(gap) and not gap.hint for gap in found):
        whole = _cloze(pieces, numbers)
        if whole is not None:
            return [whole | ({"each": True} if len(found) > 1 else {})]
    return [card_of(pieces, number) for number in numbers]


def _is_typed(gap: Gap) -> bool:
    return 0 < len(gap.text.strip()) <= LONGEST_TYPED and not _UNTYPED.search(gap.text)


def card_of(pieces: Sequence[Piece], number: int) -> Keys:
    """The item that asks the gaps of one number and shows the others."""
    asked = [piece for piece in pieces if isinstance(piece, Gap) and piece.number == number]
    ask = _with_holes(pieces, number)
    hints = list(dict.fromkeys(gap.hint for gap in asked if gap.hint))
    cloze = _cloze(pieces, [number]) if all(map(_is_typed, asked)) else None
    mark = "$" if masked(ask, code=False)[ask.find(HIDDEN)] == "\0" else ""
    keys = cloze or {"ask": ask, "recall": "\n\n".join(f"{mark}{gap.text.strip()}{mark}" for gap in asked)}
    return keys | ({"hints": hints} if hints else {})


def _with_holes(pieces: Sequence[Piece], number: int) -> str:
    shown = (piece if isinstance(piece, str) else HIDDEN if piece.number == number else piece.text for piece in pieces)
    return "".join(shown).strip()


def _cloze(pieces: Sequence[Piece], numbers: Sequence[int]) -> Keys | None:
    """A cloze with the gaps of these numbers; None where it would not be read as it is meant."""
    around, accepted = [""], list[list[str]]()
    for piece in pieces:
        if isinstance(piece, Gap) and piece.number in numbers:
            accepted.append([piece.text.strip()])
            around.append("")
        else:
            around[-1] += piece if isinstance(piece, str) else piece.text
    around[0], around[-1] = around[0].lstrip(), around[-1].rstrip()
    if masked(_MARK.join(around)).count(_MARK) < len(accepted):
        return None  # it would stand in a formula or a program, which are shown whole
    text = written(around, accepted)
    read = gaps(text)
    return {"cloze": text} if (read.around, read.accepted) == (around, accepted) else None
