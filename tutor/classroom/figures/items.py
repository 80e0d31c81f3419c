"""Questions: how hard they are, whether they tell who knows, which wrong answers come, what may be wrong with the key.

Formulas are those of classical test theory; a question is compared with the same learner's other questions (the rest
score), never with a total that holds it. Limits are Fisher's and Wilson's at 95 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from tutor.core.statistics import from_sums, lower, upper, wilson

EASY, HARD, ABOVE_LUCK, FACILITY_N = 0.95, 0.25, 0.05, 10
NEGATIVE_N, WEAK_N, WEAK = 20, 30, 0.20
"""With 30 learners, “below 0.20” accuses 19 of 100 good questions, its upper limit below 0.20 fewer than one; see
`tests/classroom/test_limits_by_simulation.py`. Fixed by the design."""
KEY_EASY = 0.60
"""A key that most people hit is hardly wrong: above it a correlation below 0 is chance. Tunable (0.5..0.75): chosen by
`tests/classroom/test_limits_by_simulation.py`, where it halves the false alarms at 20 learners and misses no wrong key.
"""
FIFTHS_N, FULL_FIFTHS_N = 15, 25
NEVER, NEVER_N = 0.05, 30
"""The share of learners below which a wrong choice tempts nobody, and of how many. Fixed by the design."""
MISTAKE_N, MISTAKE_SHARE, MOST_MISTAKES = 5, 0.15, 10
MAYBE_DISPUTES, MAYBE_BEST, BEST_N = 2, 3, 8

Flag = Literal["check-key", "weak", "everyone-knows", "at-guessing"]


class ItemFigure(Struct, frozen=True, kw_only=True):
    """A question at first tries: n learners, the share of points with the limits of the right ones, its correlation
    with the rest over m of them (None: too few, or nothing varies), the mean of each fifth of the class, weakest first.
    """

    item: str
    rev: int
    n: int
    facility: float
    low: float
    high: float
    m: int
    r: float | None
    r_low: float
    r_high: float
    groups: list[float | None]
    flags: list[Flag]


class ChoiceFigure(Struct, frozen=True, kw_only=True):
    """An answer to a question: given by so many learners of n, by so many of the best fifth; `right` by the key."""

    item: str
    rev: int
    choice: str
    mistake: str
    right: bool
    learners: int
    n: int
    best: int
    share: float


class MistakeFigure(Struct, frozen=True, kw_only=True):
    """A named mistake at a skill: made by so many of those who tried it."""

    skill: str
    mistake: str
    learners: int
    takers: int
    answers: int
    share: float


def item_figures(sums: Iterable[Mapping[str, Any]], guesses: Mapping[str, float]) -> list[ItemFigure]:
    """Each question; `guesses` are chances of a right answer without knowledge, by item."""
    return [_item(row, guesses.get(str(row["item"]), 0.0)) for row in sums]


def _item(row: Mapping[str, Any], guess: float) -> ItemFigure:
    n, m, facility = int(row["n"]), int(row["m"]), float(row["x"]) / int(row["n"])
    low, high = wilson(int(row["rights"]), n)
    r = from_sums(m, row["mx"], row["y"], row["mxx"], row["yy"], row["xy"]) if m > 3 else None
    return ItemFigure(
        item=str(row["item"]),
        rev=int(row["rev"]),
        n=n,
        facility=facility,
        low=low,
        high=high,
        m=m,
        r=r,
        r_low=-1.0 if r is None else lower(r, m),
        r_high=1.0 if r is None else upper(r, m),
        groups=_groups(row, n),
        flags=list(_flags(n, m, facility, r, guess)),
    )


def _groups(row: Mapping[str, Any], n: int) -> list[float | None]:
    """Means by fifths of the class; below 25 learners by thirds (weakest two fifths, the middle one, the best two)."""
    if n < FIFTHS_N:
        return []
    parts = ((1,), (2,), (3,), (4,), (5,)) if n >= FULL_FIFTHS_N else ((1, 2), (3,), (4, 5))
    found: list[float | None] = []
    for part in parts:
        count = sum(int(row[f"n{number}"]) for number in part)
        found.append(sum(float(row[f"x{number}"]) for number in part) / count if count else None)
    return found


def _flags(n: int, m: int, facility: float, r: float | None, guess: float) -> Iterable[Flag]:
    if r is not None and m >= NEGATIVE_N and r < 0 and facility <= KEY_EASY:
        yield "check-key"
    elif r is not None and m >= WEAK_N and facility <= EASY and upper(r, m) < WEAK:
        yield "weak"
    if n >= FACILITY_N and facility > EASY:
        yield "everyone-knows"
    if n >= FACILITY_N and facility < max(HARD, guess + ABOVE_LUCK):
        yield "at-guessing"


def choice_figures(sums: Iterable[Mapping[str, Any]], takers: Mapping[tuple[str, int], int]) -> list[ChoiceFigure]:
    """Each answer to each question; `takers` are the learners who tried it, by item and rev."""
    found = []
    for row in sums:
        item, rev, learners = str(row["item"]), int(row["rev"]), int(row["learners"])
        n = max(takers.get((item, rev), learners), learners)
        found.append(
            ChoiceFigure(
                item=item,
                rev=rev,
                choice=str(row["choice"]),
                mistake=str(row["mis"]),
                right=bool(row["correct"]),
                learners=learners,
                n=n,
                best=int(row["best"]),
                share=learners / n,
            )
        )
    return found


def never_chosen(
    listed: Mapping[str, Iterable[str]], found: Iterable[ItemFigure], choices: Iterable[ChoiceFigure]
) -> list[ChoiceFigure]:
    """Wrong choices that hardly anybody picks, where enough learners were asked; `listed` by item, as it is now."""
    given = {(one.item, one.rev, one.choice): one.learners for one in choices}
    newest: dict[str, ItemFigure] = {}
    for one in found:
        if one.item not in newest or newest[one.item].rev < one.rev:
            newest[one.item] = one
    return [
        ChoiceFigure(
            item=item,
            rev=one.rev,
            choice=choice,
            mistake="",
            right=False,
            learners=learners,
            n=one.n,
            best=0,
            share=learners / one.n,
        )
        for item, one in sorted(newest.items())
        if one.n >= NEVER_N
        for choice in listed.get(item, ())
        if (learners := given.get((item, one.rev, choice), 0)) < NEVER * one.n
    ]


def frequent(learners: int, takers: int) -> bool:
    """Whether a mistake is common enough to be told: never below five learners."""
    return learners >= MISTAKE_N and learners >= MISTAKE_SHARE * takers


def mistake_figures(sums: Iterable[Mapping[str, Any]], leads_to: Mapping[str, int]) -> list[MistakeFigure]:
    """Common mistakes, those first that hurt most: learners times the skills that stand on this one (`leads_to`)."""
    found = [
        MistakeFigure(
            skill=str(row["skill"]),
            mistake=str(row["mis"]),
            learners=int(row["learners"]),
            takers=int(row["takers"]),
            answers=int(row["answers"]),
            share=int(row["learners"]) / int(row["takers"]),
        )
        for row in sums
        if frequent(int(row["learners"]), int(row["takers"]))
    ]
    found.sort(key=lambda one: (-one.learners * (1 + leads_to.get(one.skill, 0)), one.skill, one.mistake))
    return found[:MOST_MISTAKES]


def unanswered(choices: Sequence[ChoiceFigure], has_feedback: Mapping[tuple[str, str], bool]) -> list[ChoiceFigure]:
    """Common wrong answers that nothing is said to, the most frequent first."""
    found = [
        one
        for one in choices
        if not one.right and frequent(one.learners, one.n) and not has_feedback.get((one.item, one.choice), True)
    ]
    return sorted(found, key=lambda one: (-one.learners, one.item, one.choice))[:MOST_MISTAKES]


def maybe_right(choices: Sequence[ChoiceFigure], disputes: Mapping[tuple[str, str], int]) -> list[ChoiceFigure]:
    """Wrong answers that may be right: disputed by two, or given by three of the best fifth (of eight at least) and by
    them no less often than by the others.
    """
    found = []
    for one in choices:
        if one.right:
            continue
        disputed = disputes.get((one.item, one.choice), 0) >= MAYBE_DISPUTES
        best_of = one.n // 5
        best = best_of >= BEST_N and one.best >= MAYBE_BEST and one.best * one.n >= one.learners * best_of
        if disputed or best:
            found.append(one)
    return sorted(found, key=lambda one: (-one.learners, one.item, one.choice))
