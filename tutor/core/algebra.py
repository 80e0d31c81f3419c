"""Whether two formulas are equal: exactly as quotients of polynomials where they are, else at many points.

Two equations are equal when one is the other times a number (`2y = 4x + 2` and `y = 2x + 1`): exactly, or side by side.
Formulas count as equal where both have a value, so `2 ln x` equals `ln x²`, and `x²/x` equals `x`.
"""

from __future__ import annotations

from typing import Literal

from tutor.core.algebra_exact import Exact, TooMuch, Undefined
from tutor.core.algebra_reading import Reading
from tutor.core.algebra_sampling import Domain, compare
from tutor.core.algebra_tree import Negative, Sum, Tree, Variable, variables

Outcome = Literal["equal", "different", "no value"]
"""`no value`: one of them has none at enough points where the other has, or anywhere."""


def equal(key: Reading, other: Reading, domain: Domain) -> Outcome:
    """Compare two formulas, or two equations, where the variables are in `domain`."""
    if key.right is None or other.right is None:
        return equal_formulas(key.left, other.left, domain) if key.right is other.right else "different"
    if _proportional(Sum((key.left, Negative(key.right))), Sum((other.left, Negative(other.right)))):
        return "equal"
    for left, right in ((other.left, other.right), (other.right, other.left)):
        if equal_formulas(key.left, left, domain) == equal_formulas(key.right, right, domain) == "equal":
            return "equal"
    return "different"


def equal_formulas(key: Tree, other: Tree, domain: Domain) -> Outcome:
    """Compare two formulas."""
    exact = Exact()
    try:
        if exact.equal(exact.ratio(key), exact.ratio(other)):
            return "equal"
        if not exact.opaque:
            return "different"
    except Undefined:
        return "no value"
    except TooMuch:
        pass
    return _at_points(key, other, domain)


def _at_points(key: Tree, other: Tree, domain: Domain) -> Outcome:
    found = compare(key, other, variables(key) | variables(other), domain, f"{key}{other}")
    if found.differ:
        return "different"
    return "equal" if found.both_have >= found.enough else "no value"


def has_values(key: Tree, domain: Domain) -> bool:
    """Whether a formula has a value at enough points to be compared with others."""
    exact = Exact()
    try:
        exact.ratio(key)
        if not exact.opaque:
            return True
    except Undefined:
        return False
    except TooMuch:
        pass
    found = compare(key, key, variables(key), domain, str(key))
    return found.both_have >= found.enough


def answer_of(reading: Reading, key: Reading) -> Reading | None:
    """What a response says where no equation is asked: `y = 2x + 1`, `f(x) = 2x + 1` and `2x + 1` say the same.

    The name before (or behind) the sign may not occur in the key. None for any other equation.
    """
    if reading.right is None or key.right is not None:
        return reading
    known = variables(key.left)
    for name, other in ((reading.left, reading.right), (reading.right, reading.left)):
        if _named(name, known):
            return Reading(other, None, reading.ambiguous, reading.doubled)
    return None


def _named(side: Tree, known: set[str]) -> bool:
    """Whether a side is only a name for the other: `y`, or `f(x)`, which is read as a product."""
    match side:
        case Variable(name):
            return name not in known
        case _ if (parts := getattr(side, "factors", ())) and len(parts) == 2:
            return all(isinstance(part, Variable) for part in parts) and parts[0].name not in known
    return False


def lone_side(key: Reading) -> Reading | None:
    """The other side of an equation such as `y = 2x + 1`, whose one side is a lone variable."""
    if key.right is None:
        return None
    for name, other in ((key.left, key.right), (key.right, key.left)):
        if isinstance(name, Variable) and name.name not in variables(other):
            return Reading(other)
    return None


def _proportional(one: Tree, other: Tree) -> bool:
    """Whether one formula is the other times a number that isn't 0. False where that can't be shown."""
    exact = Exact()
    try:
        (top, bottom), (above, below) = exact.ratio(one), exact.ratio(other)
        left, right = exact.times(top, below), exact.times(above, bottom)
    except (TooMuch, Undefined):
        return False
    if not left or not right:
        return left == right
    lead = max(left)
    if lead not in right:
        return False
    share = left[lead] / right[lead]
    return left == {monomial: factor * share for monomial, factor in right.items()}
