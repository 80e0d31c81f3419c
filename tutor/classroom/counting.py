"""The first tries of those learners who agreed to be counted: what sums that leave a class are made of.

Questions, choices and mistakes are only those that the class's pack names: what learners typed, or wrote into a file by
hand, is nowhere among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from tutor.classroom.called_now import as_called_now
from tutor.classroom.classbook import ClassBook
from tutor.core.classroom.manifest import COUNTING
from tutor.core.classroom.sums import BINS, FIFTHS
from tutor.core.item import Item
from tutor.core.kinds import AnyItem
from tutor.core.kinds.choices import Choice, Choices
from tutor.core.kinds.true_false import TrueFalse
from tutor.core.text import in_words
from tutor.packs.compiled import Compiled

LEAST_ITEMS = 2
"""Questions that a learner needs to have tried: who tried one alone has no score at others."""
LAST_OPPORTUNITY = 40

Place = tuple[str, int]
"""A question and its revision, or a skill and the learners' so-manieth opportunity at it."""


class Taken(NamedTuple):
    """A learner's first try at a question, and the share right of their first tries at all others.

    `answer` is the wrong choice (`choice:…`) or the named mistake (`mistake:…`) that the pack knows it by; "" for all
    else. `time` is which of `BINS` the seconds fall into, for who was right; None where that is not known.
    """

    right: bool
    answer: str
    time: int | None
    rest: float
    fifth: int


class Listed(NamedTuple):
    """All wrong answers to a question that its pack names, as `Taken.answer` does; `closed` if there are no others."""

    answers: list[str]
    closed: bool


class Counted(NamedTuple):
    """By question and revision each learner's first try; by skill and opportunity whether each was right."""

    learners: list[str]
    items: dict[Place, dict[str, Taken]]
    listed: dict[Place, Listed]
    curves: dict[Place, dict[str, bool]]


class _Try(NamedTuple):
    right: bool
    choice: str
    mistake: str
    seconds: float | None


def agreed(book: ClassBook) -> list[str]:
    """The codes of those who may be counted: they said so, gave answers, and took nothing back."""
    found = book.learners().values()
    return [one.code for one in found if one.counted and one.level >= COUNTING and not one.withdrawn]


def counted(book: ClassBook, packs: Mapping[str, Compiled], pack: str) -> Counted:
    """What the learners of a class who may be counted did with one of its packs, by its questions' present names."""
    codes = set(agreed(book))
    with as_called_now(book, packs, 0):
        firsts = book.db.execute(_FIRSTS, (f"{pack}/*",)).fetchall()
        tries = book.db.execute(_TRIES, (f"{pack}/*", LAST_OPPORTUNITY)).fetchall()
    revs = {ref.id: ref.rev for ref, _body in packs[pack].items}
    by_learner: dict[str, dict[Place, _Try]] = defaultdict(dict)
    for code, item, rev, right, choice, mistake, seconds in firsts:
        if code in codes and 1 <= rev <= revs.get(item, 0):
            by_learner[code].setdefault((item, rev), _Try(bool(right), choice, mistake, seconds))
    kept = {code: mine for code, mine in by_learner.items() if len(mine) >= LEAST_ITEMS}
    skills = {skill.id for skill in packs[pack].skills}
    curves: dict[Place, dict[str, bool]] = defaultdict(dict)
    for code, skill, at, right in tries:
        if code in kept and skill in skills:
            curves[skill, at].setdefault(code, bool(right))
    named = _Named(packs[pack])
    items = _items(kept, named)
    return Counted(sorted(kept), items, {place: named.listed(place) for place in items}, dict(curves))


def _items(kept: Mapping[str, Mapping[Place, _Try]], named: _Named) -> dict[Place, dict[str, Taken]]:
    fifths = _fifths(kept)
    found: dict[Place, dict[str, Taken]] = defaultdict(dict)
    for code, mine in kept.items():
        total = sum(one.right for one in mine.values())
        for place, one in mine.items():
            rest = (total - one.right) / (len(mine) - 1)
            found[place][code] = Taken(one.right, named.answer(place, one), _time(one), rest, fifths[code])
    return dict(found)


def _fifths(kept: Mapping[str, Mapping[Place, _Try]]) -> dict[str, int]:
    """Which fifth of the class each learner is in by the share right, 0 the weakest; the first take what is over."""
    share = {code: sum(one.right for one in mine.values()) / len(mine) for code, mine in kept.items()}
    order = sorted(share, key=lambda code: (share[code], code))
    each, over = divmod(len(order), FIFTHS)
    places = [fifth for fifth in range(FIFTHS) for _ in range(each + (fifth < over))]
    return dict(zip(order, places, strict=True))


def _time(one: _Try) -> int | None:
    if not one.right or one.seconds is None:
        return None
    return min(max(int(one.seconds), 1).bit_length() - 1, BINS - 1)


class _Named:
    """What the pack itself names: its wrong choices and its mistakes, in the revision that it has."""

    def __init__(self, pack: Compiled) -> None:
        self._bodies = {ref.id: body for ref, body in pack.items}
        self._known: dict[str, tuple[int, set[str], set[str], bool]] = {}

    def answer(self, place: Place, one: _Try) -> str:
        """By what the pack knows a wrong answer; "" for one that it doesn't name, and for right ones."""
        rev, choices, mistakes, closed = self._of(place[0])
        if one.right or rev != place[1]:
            return ""
        if one.choice in choices:
            return f"choice:{one.choice}"
        return f"mistake:{one.mistake}" if one.mistake in mistakes and not closed else ""

    def listed(self, place: Place) -> Listed:
        """The wrong answers to a question that the pack names."""
        rev, choices, mistakes, closed = self._of(place[0])
        if rev != place[1]:
            return Listed([], False)
        named = [f"choice:{name}" for name in choices] + [f"mistake:{name}" for name in mistakes if not closed]
        return Listed(sorted(named), closed)

    def _of(self, item_id: str) -> tuple[int, set[str], set[str], bool]:
        if item_id not in self._known:
            item: Item = msgspec.msgpack.decode(self._bodies[item_id], type=AnyItem)
            names = {one.name for one in item.mistakes} | {one.name for one in _choices(item)}
            closed = isinstance(item, TrueFalse) or (isinstance(item, Choices) and not item.many)
            self._known[item_id] = item.rev, _wrong_choices(item), names - {""}, closed
        return self._known[item_id]


def _choices(item: Item) -> Sequence[Choice]:
    return item.choices if isinstance(item, Choices) else ()


def _wrong_choices(item: Item) -> set[str]:
    if isinstance(item, Choices):
        return {in_words(choice.key) for choice in item.choices if not choice.is_right}
    return {in_words(one) for one in item.listed_wrong()} if isinstance(item, TrueFalse) else set()


_FIRSTS = (
    "select learner, item, rev, correct, choice, mis, sec from answers "
    "where item glob ? and attempt = 1 and scored = 1 "
    "order by learner, item, rev, opportunity, correct desc, sec, choice"
)
_TRIES = (
    "select learner, skill, opportunity, correct from answers where skill glob ? and attempt = 1 and scored = 1 "
    "and kind <> 'place' and opportunity <= ? order by learner, skill, opportunity, correct desc"
)
