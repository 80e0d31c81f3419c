"""Sums of numbers as trees: their value, how an author writes them in TeX, and random ones."""

from __future__ import annotations

from math import comb, factorial, isfinite, prod
from typing import Any

from hypothesis import strategies as st

Tree = tuple[Any, ...]
"""(name of what is done, parts…); the leaves are ("number", 3) and ("letter",), the letter of a sum."""

ATOM, POWER, FACTOR, PRODUCT, SUM = 5, 4, 3, 2, 1
LEVEL = {"add": SUM, "sub": SUM, "neg": SUM, "sum": SUM, "product": SUM, "times": PRODUCT, "dot": PRODUCT}
LEVEL |= {"beside": PRODUCT, "div": PRODUCT, "power": POWER, "factorial": POWER, "percent": POWER}
LEVEL |= {"frac": FACTOR, "root": FACTOR, "nth": FACTOR, "mixed": FACTOR}


def value(tree: Tree, letter: float = 0.0) -> float:
    """What the tree comes to. Raises `ArithmeticError` or `ValueError` where it comes to nothing."""
    kind, *parts = tree
    if kind == "number":
        return float(parts[0])
    if kind == "letter":
        return letter
    if kind in ("sum", "product"):
        first, last, body = parts
        found = [value(body, at) for at in range(int(value(first)), int(value(last)) + 1)]
        return sum(found) if kind == "sum" else prod(found)
    return _worked_out(kind, [value(part, letter) for part in parts])


def _worked_out(kind: str, of: list[float]) -> float:
    match kind:
        case "add":
            found = of[0] + of[1]
        case "sub":
            found = of[0] - of[1]
        case "neg":
            found = -of[0]
        case "times" | "dot" | "beside":
            found = of[0] * of[1]
        case "frac" | "div":
            found = of[0] / of[1]
        case "mixed":
            found = of[0] + of[1] / of[2]
        case "power":
            found = _power(of[0], of[1])
        case "root":
            found = _power(of[0], 0.5)
        case "nth":
            found = _power(of[1], 1 / of[0])
        case "factorial":
            found = float(factorial(_small(of[0])))
        case "percent":
            found = of[0] / 100
        case "abs":
            found = abs(of[0])
        case "binom":
            found = float(comb(_small(of[0]), _small(of[1])))
        case _:
            raise AssertionError(kind)
    if not isfinite(found) or abs(found) > 1e30:
        raise ValueError(found)
    return found


def _power(base: float, raised: float) -> float:
    found = base**raised
    if isinstance(found, complex):
        raise ValueError(base)
    return found


def _small(number: float) -> int:
    if not 0 <= number <= 12 or number != int(number):
        raise ValueError(number)
    return int(number)


def tex(tree: Tree, least: int = SUM) -> str:
    """The tree as an author writes it, in brackets where it binds less than `least`."""
    text = _tex(tree)
    return text if LEVEL.get(tree[0], ATOM) >= least else rf"\left({text}\right)"


def _tex(tree: Tree) -> str:
    kind, *parts = tree
    match kind:
        case "number":
            return str(parts[0])
        case "letter":
            return "k"
        case "add":
            return f"{tex(parts[0])} + {_later(parts[1])}"
        case "sub":
            return f"{tex(parts[0])} - {_later(parts[1])}"
        case "neg":
            return f"-{tex(parts[0], PRODUCT)}"
        case "times" | "dot" | "div":
            sign = {"times": r"\times", "dot": r"\cdot", "div": r"\div"}[kind]
            return f"{tex(parts[0], PRODUCT)} {sign} {tex(parts[1], FACTOR)}"
        case "beside":
            return _beside(tex(parts[0], FACTOR), tex(parts[1], FACTOR), parts[0][0])
        case "frac":
            return rf"\frac{{{tex(parts[0])}}}{{{tex(parts[1])}}}"
        case "binom":
            return rf"\binom{{{tex(parts[0])}}}{{{tex(parts[1])}}}"
        case "mixed":
            return rf"{tex(parts[0])}\frac{{{tex(parts[1])}}}{{{tex(parts[2])}}}"
        case "power":
            return f"{_carrier(parts[0])}^{{{tex(parts[1])}}}"
        case "root":
            return rf"\sqrt{{{tex(parts[0])}}}"
        case "nth":
            return rf"\sqrt[{tex(parts[0])}]{{{tex(parts[1])}}}"
        case "abs":
            return rf"\left|{tex(parts[0])}\right|"
        case "factorial" | "percent":
            return tex(parts[0], ATOM) + ("!" if kind == "factorial" else r"\%")
        case "sum" | "product":
            sign = r"\sum" if kind == "sum" else r"\prod"
            return f"{sign}_{{k={tex(parts[0])}}}^{{{tex(parts[1])}}} {tex(parts[2], PRODUCT)}"
    raise AssertionError(kind)


def _later(tree: Tree) -> str:
    return tex(tree, SUM if tree[0] in ("sum", "product") else PRODUCT)


def _carrier(tree: Tree) -> str:
    """What carries a power: a root and a fraction do so as they are, for TeX groups them."""
    return tex(tree, FACTOR if tree[0] in ("root", "frac") else ATOM)


def _beside(left: str, right: str, kind: str) -> str:
    """Two things side by side, as nobody could misread them: `2(3)`, never `23` nor the mixed number `2½`."""
    if right[0].isdigit() or right[0] == "-" or (left[-1].isdigit() and right.startswith("\\frac")) or kind == "mixed":
        right = rf"\left({right}\right)"
    return f"{left}{right}"


NUMBERS = st.integers(0, 12).map(lambda number: ("number", number))
DIGITS = st.integers(1, 9).map(lambda number: ("number", number))
LETTER = st.just(("letter",))


def _nested(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    two = st.sampled_from(["add", "sub", "times", "dot", "beside", "div", "frac", "frac", "power"])
    one = st.sampled_from(["neg", "root", "abs", "percent"])
    return st.one_of(
        st.tuples(two, parts, parts),
        st.tuples(one, parts),
        st.tuples(st.just("nth"), DIGITS, parts),
        st.tuples(st.just("power"), parts, DIGITS),
        st.tuples(st.just("factorial"), DIGITS),
        st.tuples(st.just("binom"), DIGITS, DIGITS),
        st.tuples(st.just("mixed"), DIGITS, DIGITS, DIGITS),
    )


TREES = st.recursive(NUMBERS, _nested, max_leaves=7)
BODIES = st.recursive(LETTER | DIGITS, _nested, max_leaves=3)
SUMS = st.tuples(st.sampled_from(["sum", "product"]), DIGITS, DIGITS, BODIES)
ALL = TREES | SUMS | st.tuples(st.sampled_from(["add", "sub", "times"]), SUMS, TREES)
