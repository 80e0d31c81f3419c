"""How a typed answer differs from the right one: by a slip of the finger, or in which words and letters.

All of it is bounded: typed texts are at most `text.LONGEST` characters, and long alignments are cut off.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from tutor.core.judgement import Piece
from tutor.core.text import LONGEST, Care, fold, without_end

LETTERS_OF_A_SLIP = 5
"""A slip is forgiven only in a word of at least so many letters. Fixed by the pack format."""
MOST_WORDS = 60
"""Words that differ and are still aligned with one another. Tunable (20..100): beyond, nobody reads the difference."""
MOST_LETTERS = 40
"""Letters that differ and are still aligned, in one word. Tunable (20..60)."""

Form = Callable[[str], str]
Pair = tuple[str, str, bool]
"""A piece of what was typed, the piece of the right answer beside it, and whether they count as the same."""


def distance(left: str, right: str, limit: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours that make `left` `right`; `limit + 1` when it takes more.

    Optimal string alignment (Boytsov 2011, "Indexing methods for approximate dictionary searching", section 2.2),
    within a band of `limit` around the diagonal.
    """
    far = limit + 1
    if abs(len(left) - len(right)) > limit:
        return far
    older: list[int] = []
    old = [min(column, far) for column in range(len(right) + 1)]
    for row, character in enumerate(left, 1):
        new = [far] * (len(right) + 1)
        new[0] = min(row, far)
        for column in range(max(1, row - limit), min(len(right), row + limit) + 1):
            cost = min(old[column] + 1, new[column - 1] + 1, old[column - 1] + (character != right[column - 1]))
            if row > 1 < column and character == right[column - 2] and left[row - 2] == right[column - 1]:
                cost = min(cost, older[column - 2] + 1)
            new[column] = min(cost, far)
        older, old = old, new
        if min(old) > limit:
            return far
    return old[-1]


def is_slip(typed: str, right: str) -> bool:
    """Whether two normalised texts differ by one slip of the finger, in a word of five letters or more.

    Words with digits have no slips (another number is another answer), nor have ideographs (each is a word). A comma
    inside a sentence may be missing.
    """
    if distance(typed, right, 1) != 1:
        return False
    start, rest = _shared(typed, right)
    end = len(right) - rest
    if typed[start : len(typed) - rest] + right[start:end] in (",", ";", ":") and " " in (right + " ")[end : end + 1]:
        return True
    wanted = _words_around(right, start, end)
    written = _words_around(typed, start, len(typed) - rest)
    if any(character.isnumeric() or _is_ideograph(character) for character in wanted + written):
        return False
    return sum(map(str.isalpha, wanted)) >= LETTERS_OF_A_SLIP


def _shared(left: Sequence[str], right: Sequence[str]) -> tuple[int, int]:
    """How many characters (or words) two texts share at their beginning, and then at their end."""
    shorter = min(len(left), len(right))
    start = next((at for at in range(shorter) if left[at] != right[at]), shorter)
    rest = shorter - start
    return start, next((at for at in range(rest) if left[-1 - at] != right[-1 - at]), rest)


def _words_around(text: str, start: int, end: int) -> str:
    """The word, or the two words, that `text[start:end]` touches."""
    before = text.rfind(" ", 0, start) + 1
    after = text.find(" ", end)
    return text[before : len(text) if after < 0 else after]


def _is_ideograph(character: str) -> bool:
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


def difference(
    typed: str, right: str, *, case: Care = "ignore", accents: Care = "exact", letters: str = ""
) -> list[Piece]:
    """What was typed beside the right answer, marked by words and inside similar words by letters.

    The pieces `same`, `extra` and `changed` make up what was typed, `same` and `missing` the right answer, but for
    what doesn't count: white space, final punctuation, and case and accents where they are ignored.
    """

    def form(piece: str) -> str:
        return fold(piece, case=case, accents=accents, letters=letters).strip() or piece

    return list(_joined(_by_words(_words(typed), _words(right), form)))


def _words(text: str) -> list[str]:
    """Words with the space before them."""
    text = without_end(" ".join(text[:LONGEST].split()))
    return [word if at == 0 else " " + word for at, word in enumerate(text.split(" ")) if word]


def _letters(word: str) -> list[str]:
    """Characters, each with its combining marks."""
    letters: list[str] = []
    for character in word:
        if letters and unicodedata.category(character).startswith("M"):
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _by_words(typed: list[str], right: list[str], form: Form) -> Iterator[Pair]:
    for word, wanted, same in _aligned(typed, right, form, MOST_WORDS):
        if word and wanted and not same and _similar(form(word), form(wanted)):
            yield from _aligned(_letters(word), _letters(wanted), form, MOST_LETTERS)
        else:
            yield word, wanted, same


def _similar(word: str, wanted: str) -> bool:
    half = min(max(len(word), len(wanted)), MOST_LETTERS) // 2
    return distance(word, wanted, half) <= half


def _joined(pairs: Iterator[Pair]) -> Iterator[Piece]:
    """Neighbouring pairs of one sort become one piece, or a changed piece and the missing one it stands for."""
    for same, run in groupby(pairs, key=lambda pair: pair[2]):
        sides = list(run)
        typed, wanted = "".join(side[0] for side in sides), "".join(side[1] for side in sides)
        if same:
            yield "same", " " + typed if wanted[0] == " " != typed[0] else typed
            continue
        if typed:
            yield ("changed" if wanted else "extra"), typed
        if wanted:
            yield "missing", wanted


def _aligned(typed: list[str], right: list[str], form: Form, most: int) -> Iterator[Pair]:
    """Pairs of what was typed and what is right, in order; "" on one side where the other stands alone."""
    left, wanted = [form(piece) for piece in typed], [form(piece) for piece in right]
    start, rest = _shared(left, wanted)
    ends = len(typed) - rest, len(right) - rest
    for at in range(start):
        yield typed[at], right[at], True
    if max(ends) - start > most:
        yield "".join(typed[start : ends[0]]), "".join(right[start : ends[1]]), False
    else:
        for row, column in _path(left[start : ends[0]], wanted[start : ends[1]]):
            piece = typed[start + row] if row is not None else ""
            other = right[start + column] if column is not None else ""
            yield piece, other, form(piece) == form(other)
    for at in range(rest):
        yield typed[ends[0] + at], right[ends[1] + at], True


def _path(left: list[str], right: list[str]) -> list[tuple[int | None, int | None]]:
    """Which element stands beside which, with the fewest changes (Levenshtein, traced back from the end)."""
    costs = [list(range(len(right) + 1))]
    for row, one in enumerate(left, 1):
        costs.append([row])
        for column, other in enumerate(right, 1):
            change = costs[row - 1][column - 1] + (one != other)
            costs[row].append(min(change, costs[row - 1][column] + 1, costs[row][column - 1] + 1))
    path: list[tuple[int | None, int | None]] = []
    row, column = len(left), len(right)
    while row or column:
        cost = costs[row][column]
        if row and column and cost == costs[row - 1][column - 1] + (left[row - 1] != right[column - 1]):
            row, column = row - 1, column - 1
            path.append((row, column))
        elif row and cost == costs[row - 1][column] + 1:
            row -= 1
            path.append((row, None))
        else:
            column -= 1
            path.append((None, column))
    return path[::-1]
