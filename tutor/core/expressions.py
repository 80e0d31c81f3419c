"""The small safe language in which packs compute: templates, conditions of mistakes and hints, expected numbers.

Numbers (exact), texts, lists for `in` and `join`, `+ - * / // % ^ **`, comparisons in chains, `and or not`,
`x if c else y`, and the functions of `expression_functions`. Nothing else can be reached from an expression, and
reading and computing one are bounded in time and size whatever it says: the text by 500 characters, nesting by 50
levels, the tree by 300 nodes, numbers by 400 digits, texts by 2,000 characters.

`^` and `**` are both power, from right to left, and bind more strongly than a sign: `-2^2` is -4. `//` rounds down and
`%` has the divisor's sign, as in Python. `sin cos tan` take radians; they, `exp`, `log` and roots that are not exact
give a float. Truth values (`true`, `false`) are not numbers; a text never equals a number and has no order with one.
"""

from __future__ import annotations

from functools import lru_cache

from tutor.core.expression_parser import RESERVED, read
from tutor.core.expression_tree import Expression, Names
from tutor.core.expression_values import ExpressionError, Value, as_text, truth

__all__ = ["RESERVED", "Expression", "ExpressionError", "Value", "as_text", "evaluate", "holds", "names_in", "parse"]

_read = lru_cache(maxsize=2048)(read)


def parse(text: str) -> Expression:
    """Read an expression; the latest ones are remembered. Raises `ExpressionError` with the offset of the trouble."""
    return _read(text)


def evaluate(expression: str | Expression, names: Names) -> Value:
    """Compute an expression, in which `names` stand for values (a list may be a Python list or tuple).

    Gives an `int` or `Fraction` where it is exact, else a `float`; or a `str`, `bool` or tuple of these. Raises
    `ExpressionError`, and nothing else, for whatever can't be read or computed.
    """
    return _expression(expression).value(names)


def holds(condition: str | Expression, names: Names) -> bool:
    """Whether a condition is true. Raises `ExpressionError` when it is neither true nor false."""
    return truth(evaluate(condition, names), "if")


def names_in(expression: str | Expression) -> set[str]:
    """The names that an expression uses, without functions and constants."""
    return set(_expression(expression).names)


def _expression(expression: str | Expression) -> Expression:
    return parse(expression) if isinstance(expression, str) else expression
