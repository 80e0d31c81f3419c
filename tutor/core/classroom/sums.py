"""Sums of a class, as one small file of JSON: what may leave a class, and what several classes add up to.

Each row says of how many learners its numbers are, so that rows of several classes add up: fifths of a class and scores
at the other questions were made within each class. Nothing in it stands for one learner. `docs/sums.md` has the format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

FORMAT = "tutor-sums"
MAJOR = 1
LARGEST = 20 * 2**20
"""Bytes of a file that are read."""
FIFTHS = 5
BINS = 10
"""Times by powers of two: below 2 seconds, below 4, … below 512, and longer."""
DECIMALS = 2
"""Of sums of scores, where they leave the class: more would tell of single learners."""

_NAME = r"[^\x00-\x1f\x7f-\x9f]{1,300}"
Count = Annotated[int, Meta(ge=0, le=10**9)]
Sum = Annotated[float, Meta(ge=-(10**9), le=10**9)]
Name = Annotated[str, Meta(max_length=300, pattern=f"^{_NAME}$")]
Bins = Annotated[list[Count], Meta(min_length=BINS, max_length=BINS)]
"""How many of those who were right at the first try took how long."""
Cells = Annotated[dict[Name, Count], Meta(max_length=200)]


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all parts of a file. Fields that a later version adds are passed over."""


P = TypeVar("P", bound=Part)


class Pairs(Part, frozen=True, kw_only=True):
    """Sums over n learners: x is 1 for who was right at the first try, else 0; y how the learner does at all others.

    y is the share right at the others, less the mean of these learners and by their deviation: so in each class Σy is 0
    and Σy² is n (0 where nobody differs), and no totals come of it from which a row that is left out would follow.
    """

    n: Count
    x: Count
    xx: Count
    y: Sum
    yy: Sum
    xy: Sum


class Fifths(Part, frozen=True, kw_only=True):
    """By fifths of each class, the weakest first: learners, and how many of them were right."""

    n: Annotated[list[Count], Meta(min_length=FIFTHS, max_length=FIFTHS)]
    x: Annotated[list[Count], Meta(min_length=FIFTHS, max_length=FIFTHS)]


class Wrong(Part, frozen=True, kw_only=True):
    """Of n learners, how many picked each wrong choice, or made each named mistake, at the first try."""

    n: Count
    choices: Cells = {}
    mistakes: Cells = {}


class ItemRow(Part, frozen=True, kw_only=True):
    """A question in one revision: n learners' first tries.

    `nearly_all` of them are of classes where nearly all were right, `nearly_none` where nearly none were: nothing more
    is told of those. The other parts are of the rest, each with its own n.
    """

    item: Name
    rev: Count
    n: Count
    nearly_all: Count = 0
    nearly_none: Count = 0
    sums: Pairs | None = None
    fifths: Fifths | None = None
    wrong: Wrong | None = None
    seconds: Bins | None = None


class CurveRow(Part, frozen=True, kw_only=True):
    """A skill at the learners' so-manieth opportunity (`at`, from 1): n first tries, the errors among those that are
    not of classes where `nearly_all` or `nearly_none` were right.
    """

    skill: Name
    at: Annotated[int, Meta(ge=1, le=40)]
    n: Count
    errors: Count = 0
    nearly_all: Count = 0
    nearly_none: Count = 0


class Version(Part, frozen=True, kw_only=True, order=True):
    """A version of the pack that the rows are about."""

    version: Annotated[str, Meta(max_length=100)] = ""
    content: Annotated[str, Meta(max_length=64)] = ""


class PackHead(Part, frozen=True, kw_only=True):
    """The pack, by its id, and the versions that the classes had."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    versions: Annotated[list[Version], Meta(max_length=100)] = []


class Sums(Part, frozen=True, kw_only=True):
    """A file of sums. `k` learners at least are in each row; `size` is that of the classes, each to the nearest five.

    `trusted` says that nothing was left out or rounded: such a file is for its maker and who keeps the same promise.
    """

    format: str = f"{FORMAT}/{MAJOR}"
    note: Annotated[str, Meta(max_length=1000)] = ""
    pack: PackHead
    made_in: Annotated[str, Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
    classes: Annotated[int, Meta(ge=1, le=10**6)] = 1
    size: Count
    k: Count
    trusted: bool = False
    items: Annotated[list[ItemRow], Meta(max_length=100_000)] = []
    curves: Annotated[list[CurveRow], Meta(max_length=100_000)] = []


def times_of(bins: list[int]) -> float | None:
    """The median of times in seconds, taking each of `BINS` as filled evenly by powers of two. None without any."""
    half, below = sum(bins) / 2, 0
    for number, count in enumerate(bins):
        if count and below + count >= half:
            return float(2 ** (number + (half - below) / count))
        below += count
    return None


class BadSums(ValueError):
    """Why a file of sums is refused, or can't be added: a sentence without its beginning and its end."""


TOLD = (
    "First tries of learners who agreed to be counted. No row has fewer than {k} of them; counts of wrong answers, of "
    "times and of errors are rounded down to fives. No codes and no names; keep the promise that goes with it."
)
TRUSTED = (
    "NOT FOR PUBLICATION: exact sums, in which single learners can be made out. For whoever made it, and colleagues "
    "who keep it as they keep the class's own answers."
)


def encode(sums: Sums) -> bytes:
    """The file: its head, then a row a line, so that people can read it and versions can be compared."""
    note = TRUSTED if sums.trusted else TOLD.format(k=sums.k)
    head = {"format": sums.format, "note": note, "pack": msgspec.to_builtins(sums.pack)}
    head |= {name: getattr(sums, name) for name in ("made_in", "classes", "size", "k", "trusted")}
    rows: dict[str, list[Any]] = {name: msgspec.to_builtins(getattr(sums, name)) for name in ("items", "curves")}
    lines = [f" {_json(name)}: {_json(value)}" for name, value in head.items()]
    for name, found in rows.items():
        lines.append(f" {_json(name)}: [" + ",".join(f"\n  {_json(row)}" for row in found) + ("\n ]" if found else "]"))
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def is_sums(start: bytes) -> bool:
    """Whether a file that begins like this says that it is one of sums."""
    return bool(re.match(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"tutor-sums/', start[:200]))


def decode(data: bytes) -> Sums:
    """The sums in these bytes. Raises `BadSums`."""
    try:
        format_ = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Format).format
        name, _slash, major = format_.partition("/")
        if name != FORMAT:
            raise BadSums("it is no file of sums")
        if major != str(MAJOR):
            raise BadSums(f"it was made by another tutor (format {major[:6]!r}, this one reads {MAJOR}); update tutor")
        sums = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Sums)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise BadSums(f"it can't be read: {str(problem)[:200]}") from problem
    names = [row.item for row in sums.items if not _is_sound(row)]
    names += [row.skill for row in sums.curves if row.errors > row.n - row.nearly_all - row.nearly_none]
    if names:
        raise BadSums(f"the numbers of {names[0]} don't fit together")
    return sums


class _Format(Struct):
    format: str


def _is_sound(row: ItemRow) -> bool:
    """Whether a row's numbers can be: shares are shares, parts are no more than the whole."""
    sums, rest, wrong = row.sums, row.n - row.nearly_all - row.nearly_none, row.wrong
    small = 0.01 * row.n + 0.01  # what was rounded adds up
    return (
        rest >= 0
        and (sums is None or (sums.xx == sums.x <= sums.n <= rest and abs(sums.y) <= small))
        and (sums is None or (-small <= sums.yy <= sums.n + small and sums.xy**2 <= sums.x * sums.yy + small))
        and (row.fifths is None or all(x <= n for x, n in zip(row.fifths.x, row.fifths.n, strict=True)))
        and (row.seconds is None or sum(row.seconds) <= row.n)
        and (wrong is None or sum([*wrong.choices.values(), *wrong.mistakes.values()]) <= wrong.n <= row.n)
    )


def added(files: Iterable[Sums]) -> Sums:
    """Several classes' sums as those of all of them. Raises `BadSums` for none, or for different packs."""
    found = list(files)
    if not found:
        raise BadSums("there is nothing to add")
    if len({one.pack.id for one in found}) > 1:
        raise BadSums(f"they are of different packs: {', '.join(sorted({one.pack.id for one in found}))}")
    items: dict[tuple[str, int], ItemRow] = {}
    curves: dict[tuple[str, int], CurveRow] = {}
    for one in found:
        for row in one.items:
            place = row.item, row.rev
            items[place] = _add_items(items[place], row) if place in items else row
        for point in one.curves:
            spot = point.skill, point.at
            curves[spot] = _add_curves(curves[spot], point) if spot in curves else point
    versions = sorted({(one.version, one.content) for each in found for one in each.pack.versions})
    return Sums(
        pack=PackHead(id=found[0].pack.id, versions=[Version(version=v, content=c) for v, c in versions]),
        made_in=max(one.made_in for one in found),
        classes=sum(one.classes for one in found),
        size=sum(one.size for one in found),
        k=min(one.k for one in found),
        trusted=any(one.trusted for one in found),
        items=[items[place] for place in sorted(items)],
        curves=[curves[spot] for spot in sorted(curves)],
    )


def _add_items(one: ItemRow, other: ItemRow) -> ItemRow:
    return ItemRow(
        item=one.item,
        rev=one.rev,
        n=one.n + other.n,
        nearly_all=one.nearly_all + other.nearly_all,
        nearly_none=one.nearly_none + other.nearly_none,
        sums=_both(one.sums, other.sums),
        fifths=_both(one.fifths, other.fifths),
        wrong=_both(one.wrong, other.wrong),
        seconds=_plus(one.seconds, other.seconds) if one.seconds and other.seconds else one.seconds or other.seconds,
    )


def _add_curves(one: CurveRow, other: CurveRow) -> CurveRow:
    return CurveRow(
        skill=one.skill,
        at=one.at,
        n=one.n + other.n,
        errors=one.errors + other.errors,
        nearly_all=one.nearly_all + other.nearly_all,
        nearly_none=one.nearly_none + other.nearly_none,
    )


def _both(one: P | None, other: P | None) -> P | None:
    """Two parts, number by number; where only one of them is there, that one."""
    if one is None or other is None:
        return other if one is None else one
    return type(one)(**{name: _plus(getattr(one, name), getattr(other, name)) for name in one.__struct_fields__})


def _plus(one: Any, other: Any) -> Any:
    if isinstance(one, dict):
        return {name: one.get(name, 0) + other.get(name, 0) for name in sorted({*one, *other})}
    if isinstance(one, list):
        return [mine + others for mine, others in zip(one, other, strict=True)]
    return round(one + other, 9) if isinstance(one, float) else one + other
