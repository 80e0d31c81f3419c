"""The gaps of a cloze: `The [[mitochondrion|mitochondria]] makes [[ATP]].`; `\\[[` and `\\|` are literal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

OPEN, CLOSE = "[[", "]]"
_MARK = r"\\(\[\[|\|)|\[\["
_OPEN = r"(?<!\\)\[\["
_BAR = r"(?<!\\)\|"


class Gaps(Struct, frozen=True):
    """A text with gaps: `around` is the text before, between and after them, `accepted` what each gap takes.

    `unclosed` is where a `[[` stands that isn't closed, or None; from there on all is plain text.
    """

    around: list[str]
    accepted: list[list[str]]
    unclosed: int | None = None


@lru_cache(maxsize=16)
def gaps(text: str) -> Gaps:
    """Take a text with gaps apart; the latest ones are remembered, since judging one answer asks several times."""
    around, accepted, piece = list[str](), list[list[str]](), list[str]()
    at, marks = 0, re.compile(_MARK)
    while mark := marks.search(text, at):
        piece.append(text[at : mark.start()])
        at = mark.end()
        if mark[1]:
            piece.append(mark[1])
            continue
        end = _closing(text, at)
        if end is None:
            return Gaps([*around, "".join(piece) + text[mark.start() :]], accepted, mark.start())
        accepted.append([one.replace("\\" + OPEN, OPEN) for one in either(text[at:end])])
        around.append("".join(piece))
        piece, at = [], end + len(CLOSE)
    return Gaps([*around, "".join(piece) + text[at:]], accepted)


def _closing(text: str, start: int) -> int | None:
    """Where the gap closes: the last `]]` of a run, so that `[[a[0]]]` holds `a[0]`. None when another opens before."""
    end = text.find(CLOSE, start)
    if end < 0 or re.compile(_OPEN).search(text, start, end):
        return None
    while text.startswith("]", end + len(CLOSE)):
        end += 1
    return end


def either(text: str) -> list[str]:
    """The texts between bars: `a|b` is `a` or `b`; `\\|` is a bar itself."""
    return [part.replace("\\|", "|").strip() for part in re.split(_BAR, text)]


def written(around: Sequence[str], fillings: Sequence[str | Sequence[str]]) -> str:
    """The text with these pieces around its gaps. A gap stays one if it is a list of what it takes."""
    pieces = [_literal(around[0])]
    for filling, after in zip(fillings, around[1:], strict=True):
        pieces += [_literal(filling) if isinstance(filling, str) else _gap(filling), _literal(after)]
    return "".join(pieces)


def _gap(accepted: Sequence[str]) -> str:
    return OPEN + "|".join(text.replace(OPEN, "\\" + OPEN).replace("|", "\\|") for text in accepted) + CLOSE


def _literal(text: str) -> str:
    """Text outside the gaps; a `\\|` that is meant, as in `$\\|v\\|$`, needs a backslash more."""
    return text.replace("\\|", "\\\\|").replace(OPEN, "\\" + OPEN)
