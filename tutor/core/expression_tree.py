"""An expression as a small tree that can only compute: there is nothing else in it to reach.

Computing walks the tree once; each node costs little, since every operation bounds what it takes and gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from tutor.core import expression_values as values
from tutor.core.expression_values import ExpressionError, Value

Names = Mapping[str, object]
"""What the names in an expression stand for: values, or lists of them; looked at only when used."""


class Node(Struct, frozen=True):
    """A part of an expression, written from `at` up to `end` of its text."""

    at: int
    end: int

    def value(self, names: Names) -> Value:
        """Compute it. Raises `ExpressionError`."""
        raise NotImplementedError

    def failed(self, error: ExpressionError) -> ExpressionError:
        """The same error with its place, unless it has one."""
        return error if error.offset is not None else ExpressionError(error.message, self.at, self.end)


class Constant(Node, frozen=True):
    held: Value

    def value(self, names: Names) -> Value:
        return self.held


class Name(Node, frozen=True):
    name: str

    def value(self, names: Names) -> Value:
        if self.name not in names:
            known = shorten(", ".join(sorted(names)), 200) or "none"
            raise ExpressionError(f"unknown name `{shorten(self.name)}`; known are {known}", self.at)
        held = names[self.name]
        if isinstance(held, int) and -values.TOO_LARGE < held < values.TOO_LARGE:  # nearly always; `load` is slower
            return held
        try:
            return values.load(held)
        except ExpressionError as error:
            raise self.failed(error) from None


class Apply(Node, frozen=True):
    """An operator, a function or a list, applied to values."""

    compute: Callable[..., Value]
    operands: list[Node]

    def value(self, names: Names) -> Value:
        operands = self.operands
        try:
            if len(operands) == 2:  # nearly always
                return self.compute(operands[0].value(names), operands[1].value(names))
            given = []
            for operand in operands:  # a loop, not a comprehension, which would double the depth of the stack
                given.append(operand.value(names))
            return self.compute(*given)
        except ExpressionError as error:
            raise self.failed(error) from None


class Compare(Node, frozen=True):
    """A chain of comparisons: `1 < a <= 5` holds when each of them does."""

    first: Node
    rest: list[tuple[Callable[[Value, Value], bool], Node]]

    def value(self, names: Names) -> Value:
        left = self.first.value(names)
        for holds, node in self.rest:
            right = node.value(names)
            try:
                if not holds(left, right):
                    return False
            except ExpressionError as error:
                raise self.failed(error) from None
            left = right
        return True


class Both(Node, frozen=True):
    """`and`, `or`: the right side is computed only where it decides."""

    word: str
    left: Node
    right: Node

    def value(self, names: Names) -> Value:
        try:
            left = values.truth(self.left.value(names), self.word)
            if left is (self.word == "or"):
                return left
            return values.truth(self.right.value(names), self.word)
        except ExpressionError as error:
            raise self.failed(error) from None


class Choice(Node, frozen=True):
    """`then if condition else otherwise`."""

    then: Node
    condition: Node
    otherwise: Node

    def value(self, names: Names) -> Value:
        try:
            holds = values.truth(self.condition.value(names), "if")
        except ExpressionError as error:
            raise self.failed(error) from None
        return self.then.value(names) if holds else self.otherwise.value(names)


class Expression(Struct, frozen=True):
    """A read expression: text, tree, the names in it, and its `size`: how many nodes are computed at most."""

    text: str
    root: Node
    names: frozenset[str]
    size: int

    def value(self, names: Names) -> Value:
        """Compute it. Raises `ExpressionError`; its message quotes the part that failed."""
        try:
            return self.root.value(names)
        except ExpressionError as error:
            if error.offset is None or error.end is None:
                raise
            part = shorten(self.text[error.offset : error.end])
            raise ExpressionError(f"{error.message} in `{part}`", error.offset, error.end) from None


def shorten(source: str, most: int = 60) -> str:
    """A text on one line, cut where it is long, without control characters, for a message."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in source[: most * 4]).split())
    return line if len(line) <= most else line[: most - 1] + "…"
