"""A formula as a small tree that keeps how it was written: what is a product, what a sum, which brackets there were.

Trees are made by `algebra_reading`, which bounds their size and depth; nothing here computes.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct


class Number(Struct, frozen=True):
    """A number from 0, exact."""

    value: Fraction


class Variable(Struct, frozen=True):
    """A name that stands for a number: a letter, `x_1`, or a whole word of the author's."""

    name: str


class Constant(Struct, frozen=True):
    """`e` or `π`."""

    name: str


class Negative(Struct, frozen=True):
    inner: Tree


class Sum(Struct, frozen=True):
    """Two terms or more; those that are subtracted are `Negative`."""

    terms: tuple[Tree, ...]


class Product(Struct, frozen=True):
    """Two factors or more."""

    factors: tuple[Tree, ...]


class Quotient(Struct, frozen=True):
    top: Tree
    bottom: Tree


class Power(Struct, frozen=True):
    base: Tree
    exponent: Tree


class Call(Struct, frozen=True):
    """A function: `sin cos tan asin acos atan ln sqrt abs factorial`, or `log` of a number and its base."""

    name: str
    arguments: tuple[Tree, ...]


Tree = Number | Variable | Constant | Negative | Sum | Product | Quotient | Power | Call

HALF = Fraction(1, 2)


def number(value: int | Fraction) -> Tree:
    """The tree of a number of either sign."""
    exact = Fraction(value)
    return Negative(Number(-exact)) if exact < 0 else Number(exact)


def children(tree: Tree) -> tuple[Tree, ...]:
    """The parts right below."""
    match tree:
        case Negative(inner):
            return (inner,)
        case Sum(parts) | Product(parts) | Call(_, parts):
            return parts
        case Quotient(top, bottom):
            return (top, bottom)
        case Power(base, exponent):
            return (base, exponent)
    return ()


def nodes(tree: Tree) -> Iterator[Tree]:
    """Every part, the whole first."""
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(children(here))


def size(tree: Tree) -> int:
    """How many nodes there are."""
    return sum(1 for _ in nodes(tree))


def depth(tree: Tree) -> int:
    """How many levels there are; without recursion, since what comes from outside is measured before it is used."""
    level, here = 0, [tree]
    while here:
        level += 1
        here = [child for parent in here for child in children(parent)]
    return level


def variables(tree: Tree) -> set[str]:
    """The names in it."""
    return {node.name for node in nodes(tree) if isinstance(node, Variable)}


def without_sign(tree: Tree) -> Tree:
    """What stands behind the minus signs."""
    while isinstance(tree, Negative):
        tree = tree.inner
    return tree
