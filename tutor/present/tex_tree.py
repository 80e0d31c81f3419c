"""The small tree that mathematics is read into, and what both ways of telling it ask of a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import astuple

from tutor.present.tex_signs import SignKind


class Unsure(Exception):
    """This is not in the subset, or could be read in two ways."""


class Number(Struct, frozen=True):
    """Digits as shown; `said` without thin spaces between thousands."""

    text: str
    said: str


class Name(Struct, frozen=True):
    """One letter."""

    text: str
    said: str


class Sign(Struct, frozen=True):
    """An operator, relation, bracket, punctuation, or a thing like infinity."""

    text: str
    kind: SignKind
    said: str


class Blank(Struct, frozen=True):
    """A space: `forced` by a command, else merely typed. With a `pause` nothing multiplies across it."""

    forced: bool
    pause: Literal["", "short", "comma"] = ""


class Words(Struct, frozen=True):
    """Text inside mathematics; `said` where that is something else, as for `SO₄²⁻`."""

    text: str
    said: str = ""


class Function(Struct, frozen=True):
    """A named function, or with `big` what goes over a range: a sum, an integral, a limit."""

    text: str
    said: str
    big: bool = False


class Fraction(Struct, frozen=True):
    """One row over another; `whole` is the number before it in a mixed number."""

    top: tuple[Node, ...]
    bottom: tuple[Node, ...]
    whole: str = ""


class Root(Struct, frozen=True):
    """A root; without `index` the square root."""

    index: tuple[Node, ...]
    body: tuple[Node, ...]


class Script(Struct, frozen=True):
    """Something with a raised or a lowered row."""

    base: Node
    up: tuple[Node, ...]
    down: tuple[Node, ...]


class Over(Struct, frozen=True):
    """A row with a mark over it, by the name of its command."""

    body: tuple[Node, ...]
    mark: str


class Binomial(Struct, frozen=True):
    """How many ways there are to choose."""

    top: tuple[Node, ...]
    bottom: tuple[Node, ...]


class Table(Struct, frozen=True):
    """A matrix, or cases, by the name of its environment: rows of cells."""

    name: str
    rows: tuple[tuple[tuple[Node, ...], ...], ...]


Node = Number | Name | Sign | Blank | Words | Function | Fraction | Root | Script | Over | Binomial | Table
Row = tuple[Node, ...]


class Around(Struct, frozen=True):
    """The nodes before and after one, and whether a forced blank stands between."""

    before: Node | None = None
    after: Node | None = None
    gap_before: bool = False
    gap_after: bool = False


ALONE = Around()


def around(row: Row, at: int) -> Around:
    """What stands around the node at this place of a row (which never has two blanks in a row)."""
    before, gap_before = _nearest(row, at, -1)
    after, gap_after = _nearest(row, at, 1)
    return Around(before, after, gap_before, gap_after)


def _nearest(row: Row, at: int, step: int) -> tuple[Node | None, bool]:
    gap = False
    at += step
    while 0 <= at < len(row):
        node = row[at]
        if not isinstance(node, Blank):
            return node, gap
        if is_break(row, at):
            return None, True
        gap = gap or node.forced
        at += step
    return None, gap


def is_break(row: Row, at: int) -> bool:
    """Whether this is a wide space between two things, which parts them as a comma would."""
    node = row[at]
    if not isinstance(node, Blank) or node.pause != "comma" or not 0 < at < len(row) - 1:
        return False
    before, after = row[at - 1], row[at + 1]
    worded = isinstance(before, Words) or isinstance(after, Words)
    return not worded and ends_operand(before) and starts_operand(after)


def names_in(part: object) -> Iterator[Name]:
    """Every letter in a row or node."""
    if isinstance(part, Name):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from names_in(one)
    elif isinstance(part, Struct):
        yield from names_in(astuple(part))


def renamed(row: Row, said: Mapping[str, str]) -> Row:
    """The row with letters that are said otherwise."""
    return cast(Row, _renamed(row, said))


def _renamed(part: object, said: Mapping[str, str]) -> object:
    if isinstance(part, Name):
        return Name(part.text, said.get(part.text, part.said))
    if isinstance(part, tuple):
        return tuple(_renamed(one, said) for one in part)
    return type(part)(*(_renamed(one, said) for one in astuple(part))) if isinstance(part, Struct) else part


def base_of(node: Node | None) -> Node | None:
    """What carries the scripts."""
    return node.base if isinstance(node, Script) else node


def is_sign(node: Node | None, *kinds: SignKind) -> bool:
    """Whether the node is a sign of one of these kinds."""
    return isinstance(node, Sign) and node.kind in kinds


def ends_operand(node: Node | None) -> bool:
    """Whether something written right after this node would multiply it, or stand for one thing with it."""
    if isinstance(node, Sign):
        return node.kind in ("close", "postfix", "thing")
    return node is not None and not isinstance(base_of(node), Blank | Function)


def starts_operand(node: Node | None) -> bool:
    """Whether this node, written right after an operand, would multiply it."""
    base = base_of(node)
    if isinstance(base, Sign):
        return base.kind in ("open", "prefix", "thing")
    return base is not None and not isinstance(base, Blank)


def joins_left(near: Around) -> bool:
    """Whether what stands before would be read together with a fraction or root here."""
    before = near.before
    if isinstance(before, Words):
        return not near.gap_before and not before.text.endswith(" ")
    function = base_of(before)
    if isinstance(function, Function):
        return not function.big
    return divides(before) or ends_operand(before)


def joins_right(near: Around) -> bool:
    """Whether what stands after would be read together with a fraction or root here."""
    after = near.after
    if isinstance(after, Words):
        return not near.gap_after and not after.text.startswith(" ")
    return is_sign(after, "postfix") or divides(after) or starts_operand(after)


def divides(node: Node | None) -> bool:
    """Whether this is a sign of division: `6 ÷ 1/2` would be read as three."""
    return isinstance(node, Sign) and (node.text in ("/", "÷") or node == RATIO)


RATIO = Sign(":", "point", "to")
STAR = Sign("*", "postfix", "star")
"""A raised asterisk, which multiplies nothing: that of a conjugate or a dual."""


def is_starred(node: Node | None) -> bool:
    """Whether this carries a star and no other raised sign."""
    return isinstance(node, Script) and node.up == (STAR,)


def whole_number(row: Row) -> str:
    """The digits of a row that is one plain whole number, or nothing."""
    only = row[0] if len(row) == 1 else None
    return only.text if isinstance(only, Number) and only.text.isdigit() else ""


def is_bracketed(row: Row, *, powers: bool = False) -> bool:
    """Whether the first bracket of a row is closed by its last node (with `powers` that may carry a script)."""
    level = 0
    for at, node in enumerate(row):
        base = base_of(node)
        level += is_sign(base, "open") - is_sign(base, "close")
        if level == 0:
            return at == len(row) - 1 and at > 0 and is_sign(base, "close") and (powers or node is base)
    return False
