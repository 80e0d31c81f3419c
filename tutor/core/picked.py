"""Rows that a learner picks and places instead of typing them: they are compared as they are seen.

White space, invisible characters and the form of Unicode are forgiven, nothing else, since nobody types them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from tutor.core.item import Flaw, Hint, Item, Setting
from tutor.core.judgement import BadResponse, Judgement, Note, right
from tutor.core.judgement import wrong as judged_wrong
from tutor.core.mistakes import find, judged_as
from tutor.core.text import LONGEST, clean, visible

MOST_ROWS = 26
"""Rows shown at once: a letter each."""

Path = tuple[str | int, ...]
Seen = Callable[[str], str]
Pairs = dict[str, str]


def named(text: object, known: Collection[str], what: str, seen: Seen = visible) -> str:
    """The form in which a picked text is compared; `what` the known ones are, in the plural.

    Raises `BadResponse` when it is none of them.
    """
    if not isinstance(text, str):
        raise BadResponse(f"the {what} are named by their texts")
    form = seen(text) if len(text) <= LONGEST else ""
    if form not in known:
        raise BadResponse(f"{quoted(text)} is not one of the {what}")
    return form


def quoted(text: str) -> str:
    """A text from outside, short and clean, for a message."""
    return f"“{visible(clean(text[:60]))}”"


def flaws_of_count(count: int, path: Path, what: str, least: int = 2) -> Iterator[Flaw]:
    """Too few rows, or more than can be shown at once."""
    if count < least:
        yield Flaw(path, "few-rows", f"too few {what}: {count}", f"write at least {least}")
    if count > MOST_ROWS:
        yield Flaw(path, "many-rows", f"too many {what}: {count}", f"take at most {MOST_ROWS}, or make two items of it")


def flaws_of_rows(
    rows: Iterable[tuple[Path, str]], seen: Seen = visible, taken: set[str] | None = None
) -> Iterator[Flaw]:
    """Rows that are empty or too long and, where `taken` is given, those that read like one taken before."""
    for path, text in rows:
        form = seen(text)
        if not form.strip():
            yield Flaw(path, "empty-row", "this text is empty", "write what the learner is to place")
        elif len(text) > LONGEST:
            yield Flaw(path, "long-row", f"this text has more than {LONGEST:,} characters", "shorten it")
        elif taken is not None and form in taken:
            message = f"{quoted(text)} stands twice, and nobody can tell which is meant"
            yield Flaw(path, "equal-rows", message, "change one of them or take it out")
        if taken is not None:
            taken.add(form)


def flaws_of_conditions(item: Item) -> Iterator[Flaw]:
    """Conditions over a response that is a mapping, which no expression can read."""
    conditions: list[Path] = [("mistakes", n, "if") for n, one in enumerate(item.mistakes) if one.condition]
    conditions += [("hints", n, "if") for n, hint in enumerate(item.hints) if isinstance(hint, Hint)]
    for path in conditions:
        message = "`if` can't be asked about this kind of answer"
        hint = "name the wrong pairs with `when:`" if path[0] == "mistakes" else "make it a hint without `if`"
        yield Flaw(path, "no-condition", message, hint)


def judge_pairs(item: Item, placed: Pairs, key: Pairs, read: Callable[[Any], Pairs], what: str) -> Judgement:
    """Judge what was put to what: the score is the share of the key's pairs that is right; a wrong one costs no more.

    Who guesses among few gains little by it, since only all together is right. `read` understands what stands in
    `when`; `what` names the pairs for people (`pairs`, `things`).
    """
    heard = "; ".join(f"{one}: {other}" for one, other in placed.items())
    hits = sum(placed.get(one) == other for one, other in key.items())
    if hits == len(key):
        return right(heard=heard)
    mistake = find(item.mistakes, None, Setting(), lambda when: _says(item.response_from(when), placed, key, read))
    judged = judged_as(mistake, heard=heard) if mistake else judged_wrong(heard=heard)
    values = {"right": hits, "of": len(key), "missing": len(key) - len(placed), "what": what}
    return replace(judged, score=hits / len(key), notes=[Note("partly", values)] if hits else [])


def _says(when: Any, placed: Pairs, key: Mapping[str, str], read: Callable[[Any], Pairs]) -> bool:
    """Whether this is the answer an author means: it holds the pairs they name, one of them wrong, else just these."""
    try:
        meant = read(when)
    except BadResponse:
        return False
    named_wrong = any(key[one] != other for one, other in meant.items())
    return meant.items() <= placed.items() if named_wrong else meant == placed
