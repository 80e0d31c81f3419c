"""Whether the tests of an item would notice if its answer were wrong: the answer is changed, and the tests run again.

Each item is given some answers that an author may write by mistake: a wrong choice, what is right in another item, a
number one more, two lines swapped. Samples or known mistakes that fail then guard it (DeMillo, Lipton & Sayward 1978).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from tutor.authoring.lint_pack import Entry, Found, Pack
from tutor.core.gaps import gaps, written
from tutor.core.item import Item, Setting
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choice, Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.formula import Formula
from tutor.core.kinds.match import Match
from tutor.core.kinds.number import Number
from tutor.core.kinds.order import Order
from tutor.core.kinds.parts import Parts
from tutor.core.kinds.sort import Sort
from tutor.core.kinds.true_false import TrueFalse
from tutor.core.samples import sample_problems
from tutor.packs.items import setting_of
from tutor.packs.problems import quoted

MOST = 5
"""Wrong answers that an item is tried with. Tunable: each costs as much as its samples."""
SEEDS = range(3)
"""Values of a template that each is tried with. Tunable."""

Mutant = tuple[str, Item]
"""An item with another answer, and what that is."""


def no_guard(pack: Pack) -> Iterator[Found]:
    """Items whose tests pass with a wrong answer."""
    setting = setting_of(pack.reading)
    for entry in pack.entries:
        mutants = islice(_mutants(entry.item, _others(entry)), MOST)
        missed = next((words for words, mutant in mutants if not _notices(entry.item, mutant, setting)), "")
        if missed:
            what = f"no test of this item would notice if its answer were {quoted(missed)}"
            yield entry.found((), what, "add `samples: {right: […], wrong: […]}`, or a known mistake")


def _notices(item: Item, mutant: Item, setting: Setting) -> bool:
    """Whether tests fail that pass with the item's own answer; an item that is none any more is noticed, too."""
    if any(flaw.severity == "error" for flaw in mutant.flaws()):
        return True
    before = {(flaw.path, flaw.code) for flaw in sample_problems(item, setting, SEEDS)}
    return any((flaw.path, flaw.code) not in before for flaw in sample_problems(mutant, setting, SEEDS))


def _others(entry: Entry) -> list[str]:
    """What is right in other items of the skill that are answered alike."""
    found: list[str] = []
    for draft in entry.skill.items:
        if draft.item is not entry.item and isinstance(draft.item, Answer | Cloze) and not draft.card:
            texts = draft.item.accepted()[0]
            found.append(texts if isinstance(texts, str) else texts[0])
            if len(found) == MOST:
                break
    return found or ["something else"]


def _mutants(item: Item, others: list[str]) -> Iterator[Mutant]:
    """The item with other answers; none for what is not judged here."""
    if isinstance(item, Choices):
        yield from _of_choices(item)
    elif isinstance(item, TrueFalse):
        yield str(not item.true_false).lower(), replace(item, true_false=not item.true_false)
    elif isinstance(item, Answer):
        yield from ((other, replace(item, answer=other)) for other in others if other not in item.accepted())
    elif isinstance(item, Number):
        changed = (f"({item.number}) + 1", f"-({item.number})", f"({item.number}) * 10")
        yield from ((words, replace(item, number=words)) for words in changed)
    elif isinstance(item, Formula):
        changed = (f"({item.formula}) + 1", f"-({item.formula})", f"2*({item.formula})")
        yield from ((words, replace(item, formula=words)) for words in changed)
    elif isinstance(item, Cloze):
        yield from _of_gaps(item, others)
    elif isinstance(item, Parts):
        for number, part in enumerate(item.parts):
            for words, mutant in islice(_mutants(part, others), 1):
                parts = [mutant if at == number else one for at, one in enumerate(item.parts)]
                yield f"{words} in part {number + 1}", replace(item, parts=parts)
    else:
        yield from _of_arranged(item)


def _of_choices(item: Choices) -> Iterator[Mutant]:
    """A wrong choice is right, and the first right one is wrong."""
    right = next(number for number, choice in enumerate(item.choices) if choice.is_right)
    for number, choice in enumerate(item.choices):
        if not choice.is_right:
            turned = {right: _turned(item.choices[right]), number: _turned(choice)}
            yield choice.text, replace(item, choices=[turned.get(at, one) for at, one in enumerate(item.choices)])


def _turned(choice: Choice) -> Choice:
    return replace(choice, right=choice.wrong, wrong=choice.right)


def _of_gaps(item: Cloze, others: list[str]) -> Iterator[Mutant]:
    found = gaps(item.cloze)
    firsts = [texts[0] for texts in found.accepted]
    for number, first in enumerate(firsts):
        other = next((text for text in (*firsts, *others) if text != first), "")
        if other:
            fillings = [[other] if at == number else texts for at, texts in enumerate(found.accepted)]
            yield other, replace(item, cloze=written(found.around, fillings))


def _of_arranged(item: Item) -> Iterator[Mutant]:
    """Two neighbours change places, or the first thing its group."""
    if isinstance(item, Order) and item.order[:1] != item.order[1:2]:
        first, second, *rest = item.order
        yield f"{second}, {first}, …", replace(item, order=[second, first, *rest])
    elif isinstance(item, Match):
        (left, one), (other, two), *_ = item.match.items()
        if one != two:
            yield f"{left}: {two}", replace(item, match={**item.match, left: two, other: one})
    elif isinstance(item, Sort):
        full = next(group for group, things in item.sort.items() if things)
        other = next(group for group in item.sort if group != full)
        thing, *rest = item.sort[full]
        yield f"{other}: {thing}", replace(item, sort={**item.sort, full: rest, other: [*item.sort[other], thing]})
