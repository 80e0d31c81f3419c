"""The rows of a file of sums: exact ones for who may see everything, and those that may leave the class.

What a reader of a row knows of the groups in it is reckoned here too (`parts_of`), since that decides what may be told:
see `core.classroom.telling`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from statistics import fmean, pstdev
from typing import TypeAlias

from msgspec.structs import replace

from tutor.classroom.counting import Listed, Place, Taken
from tutor.core.classroom.sums import BINS, DECIMALS, FIFTHS, CurveRow, Fifths, ItemRow, Pairs, Wrong
from tutor.core.classroom.telling import FLOOR, Parts, Range, all_open, between, exactly, few, in_fives, known

Row: TypeAlias = ItemRow | CurveRow
EXACT_DECIMALS = 9
ALIKE = 1e-9
"""Deviations of shares below this are none."""


def exact_item(place: Place, takers: Collection[Taken]) -> ItemRow:
    """A question's row with nothing left out."""
    answers, bins = _answers(takers, ()), _bins(takers)
    return ItemRow(
        item=place[0],
        rev=place[1],
        n=len(takers),
        sums=_pairs(takers, EXACT_DECIMALS),
        fifths=Fifths(n=_by_fifth(takers), x=_by_fifth(_right(takers))),
        wrong=_wrong(len(takers), answers),
        seconds=bins if any(bins) else None,
    )


def told_item(place: Place, takers: Collection[Taken], listed: Listed, k: int) -> ItemRow | None:
    """A question's row as it may leave the class; None with fewer than k learners."""
    n, x = len(takers), len(_right(takers))
    if n < k:
        return None
    row, answers = ItemRow(item=place[0], rev=place[1], n=n), _answers(takers, listed.answers)
    if n <= FLOOR:
        return row
    if n - x <= few(n):
        return replace(row, nearly_all=n)
    if x <= few(n):
        return replace(row, nearly_none=n, wrong=_most(n, answers))
    bins = _bins(takers)
    timed = any(map(in_fives, bins)) and _may_be_told(bins, x)
    return replace(
        row,
        sums=_pairs(takers, DECIMALS),
        fifths=_told_fifths(takers, x),
        wrong=_in_fives(n, answers) if _may_be_told(answers.values(), n - x, closed=listed.closed) else None,
        seconds=list(map(in_fives, bins)) if timed else None,
    )


def exact_point(place: Place, right: Collection[bool]) -> CurveRow:
    """A skill's row at one opportunity, with nothing left out."""
    return CurveRow(skill=place[0], at=place[1], n=len(right), errors=len(right) - sum(right))


def told_point(place: Place, right: Collection[bool], k: int) -> CurveRow | None:
    """A skill's row at one opportunity as it may leave the class; None with fewer than k learners."""
    n, x = len(right), sum(right)
    told = in_fives(n)
    row = CurveRow(skill=place[0], at=place[1], n=told)
    if n < k:
        return None
    if n - x <= few(n):
        return replace(row, nearly_all=told)
    return replace(row, nearly_none=told) if x <= few(n) else replace(row, errors=in_fives(n - x))


def parts_of(row: Row) -> dict[str, Parts]:
    """What whoever has this row, as it left the class, knows of the groups in it, by what they are told apart by."""
    n = known(row.n) if isinstance(row, CurveRow) else exactly(row.n)
    right, wrong = _right_and_wrong(row, n)
    found = {"right": Parts([right, wrong], n)}
    if isinstance(row, CurveRow):
        return found
    if row.seconds is not None:
        found["seconds"] = Parts([known(count) for count in row.seconds], right)
    if row.fifths is not None:
        found["fifths"] = Parts(_known_of_fifths(row.fifths.n, row.fifths.x), right)
    return found


def difference_is_open(old: Row, new: Row, came: int) -> bool:
    """Whether who has both rows, and knows how many came between them, can tell no few of those apart."""
    before, after = parts_of(old), parts_of(new)
    found = [between(before[name], after[name], came) for name in after if name in before]
    found[0] = Parts(found[0].cells, exactly(came))
    if isinstance(old, ItemRow) and isinstance(new, ItemRow) and old.wrong is not None and new.wrong is not None:
        one, other = _cells(old.wrong), _cells(new.wrong)
        cells = [(known(one.get(name, 0)), known(other.get(name, 0))) for name in sorted({*one, *other})]
        wrongs = before["right"].cells[1], after["right"].cells[1]
        parts = [Parts([cell[at] for cell in cells], wrongs[at]) for at in (0, 1)]
        found.append(between(parts[0], parts[1], came))
    return all(map(all_open, found))


def _right_and_wrong(row: Row, n: Range) -> tuple[Range, Range]:
    """How many were right, and wrong, as far as the row says."""
    small, large = (0, few(n[1])), (n[0] - few(n[1]), n[1])
    if row.nearly_all or row.nearly_none:
        return (large, small) if row.nearly_all else (small, large)
    if isinstance(row, CurveRow):
        return (FLOOR, n[1]), known(row.errors)
    if row.sums is None:
        return (0, n[1]), (0, n[1])
    return exactly(row.sums.x), exactly(row.n - row.sums.x)


def _may_be_told(counts: Collection[int], whole: int, *, closed: bool = True) -> bool:
    """Whether these counts may be told in fives, as parts of a whole that is known.

    Where something else may be left of the whole (`closed` is false: answers that nobody listed), nobody can reckon
    with it, unless nothing is left for sure. That nothing is told must not tell anything either: where all counts may
    be small, and none of them is then nobody's, nothing is ever told. What decides is only what a reader knows.
    """
    cells, small = [known(in_fives(count)) for count in counts], FLOOR - 1
    if not closed:
        return sum(low for low, _high in cells) != whole
    if small * (len(cells) - 1) < whole <= small * len(cells):
        return False
    return all_open(Parts(cells, exactly(whole)))


def _answers(takers: Collection[Taken], listed: Collection[str]) -> dict[str, int]:
    found = Counter(one.answer for one in takers if one.answer)
    return {name: found[name] for name in sorted({*found, *listed})}


def _wrong(n: int, answers: Mapping[str, int]) -> Wrong | None:
    by: dict[str, dict[str, int]] = {"choice": {}, "mistake": {}}
    for name, count in answers.items():
        kind, _colon, word = name.partition(":")
        if count:
            by[kind][word] = count
    return Wrong(n=n, choices=by["choice"], mistakes=by["mistake"]) if any(by.values()) else None


def _most(n: int, answers: Mapping[str, int]) -> Wrong | None:
    """What more than half gave, as half of them: any more, and the few who were right would be the rest of it."""
    half = (n + 1) // 2
    if n < 2 * FLOOR:
        return None
    return _wrong(n, {name: in_fives(half) for name, count in answers.items() if count > half})


def _in_fives(n: int, answers: Mapping[str, int]) -> Wrong | None:
    return _wrong(n, {name: in_fives(count) for name, count in answers.items()})


def _cells(wrong: Wrong) -> dict[str, int]:
    found = {f"choice:{name}": count for name, count in wrong.choices.items()}
    return found | {f"mistake:{name}": count for name, count in wrong.mistakes.items()}


def _right(takers: Collection[Taken]) -> list[Taken]:
    return [one for one in takers if one.right]


def _pairs(takers: Collection[Taken], decimals: int) -> Pairs:
    n, x = len(takers), len(_right(takers))
    mean, deviation = fmean(one.rest for one in takers), pstdev(one.rest for one in takers)
    if deviation < ALIKE:
        return Pairs(n=n, x=x, xx=x, y=0.0, yy=0.0, xy=0.0)
    xy = sum((one.rest - mean) / deviation for one in _right(takers))
    return Pairs(n=n, x=x, xx=x, y=0.0, yy=float(n), xy=round(xy, decimals))


def _by_fifth(takers: Collection[Taken]) -> list[int]:
    found = Counter(one.fifth for one in takers)
    return [found[fifth] for fifth in range(FIFTHS)]


def _told_fifths(takers: Collection[Taken], x: int) -> Fifths | None:
    n, right = _by_fifth(takers), _by_fifth(_right(takers))
    told = list(map(in_fives, right))
    if min(n) < FLOOR:
        return None
    cells = _known_of_fifths(n, told)
    wrong = [(size - high, size - low) for size, (low, high) in zip(n, cells, strict=True)]
    fits = all_open(Parts(cells, exactly(x))) and all_open(Parts(wrong, exactly(sum(n) - x)))
    return Fifths(n=n, x=told) if fits else None


def _known_of_fifths(n: Sequence[int], told: Sequence[int]) -> list[Range]:
    return [(known(count)[0], min(known(count)[1], size)) for size, count in zip(n, told, strict=True)]


def _bins(takers: Collection[Taken]) -> list[int]:
    found = Counter(one.time for one in takers if one.time is not None)
    return [found[number] for number in range(BINS)]
