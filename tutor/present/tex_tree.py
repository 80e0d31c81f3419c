"""The small tree that mathematics is read into, and what both ways of telling it ask of a row."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

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
    """A named function."""

    text: str
    said: str


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
    """A row with a line over it."""

    body: tuple[Node, ...]


Node = Number | Name | Sign | Blank | Words | Function | Fraction | Root | Script | Over
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
        return base.kind in ("open", "thing")
    return base is not None and not isinstance(base, Blank)


def joins_left(near: Around) -> bool:
    """Whether what stands before would be read together with a fraction or root here."""
    before = near.before
    if isinstance(before, Words):
        return not near.gap_before and not before.text.endswith(" ")
    return is_sign(before, "slash") or ends_operand(before) or isinstance(base_of(before), Function)


def joins_right(near: Around) -> bool:
    """Whether what stands after would be read together with a fraction or root here."""
    after = near.after
    if isinstance(after, Words):
        return not near.gap_after and not after.text.startswith(" ")
    return is_sign(after, "postfix", "slash") or starts_operand(after)


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
