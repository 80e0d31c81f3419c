"""Writes a formula as a person would, in one line that can be typed and read again: `2x² − 3(x + 1)/√5`."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from tutor.core.algebra_reading import Reading
from tutor.core.algebra_tree import Call, Constant, Negative, Number, Power, Product, Quotient, Sum, Tree, Variable
from tutor.core.expression_values import as_text, simplest

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUM, _SIGN, _PRODUCT, _POWER, _ATOM = range(5)
"""How strongly a piece holds together."""


def written(reading: Reading) -> str:
    """A formula, or an equation, in one line."""
    return " = ".join(map(formula_text, reading.sides))


def formula_text(tree: Tree) -> str:
    """A formula in one line."""
    return _piece(tree)[0]


def _piece(tree: Tree) -> tuple[str, int]:
    match tree:
        case Number(value):
            text = as_text(simplest(value))
            return text, _PRODUCT if "/" in text else _ATOM
        case Variable(name) | Constant(name):
            return name, _ATOM
        case Negative(inner):
            return f"−{_held(inner, _PRODUCT)}", _SIGN
        case Sum(terms):
            return _sum(terms), _SUM
        case Product(factors):
            return _product(factors), _PRODUCT
        case Quotient(top, bottom):
            return f"{_held(top, _PRODUCT)}/{_held(bottom, _POWER)}", _PRODUCT
        case Power(base, exponent):
            return _held(base, _ATOM) + _exponent(exponent), _POWER
    return _call(tree)


def _held(tree: Tree, least: int) -> str:
    """A piece, in brackets unless it holds together at least so strongly."""
    text, strength = _piece(tree)
    return text if strength >= least else f"({text})"


def _sum(terms: tuple[Tree, ...]) -> str:
    text = _held(terms[0], _SIGN)
    for term in terms[1:]:
        minus = isinstance(term, Negative)
        inner = term.inner if isinstance(term, Negative) else term
        text += f" {'−' if minus else '+'} {_held(inner, _PRODUCT)}"
    return text


def _product(factors: tuple[Tree, ...]) -> str:
    pieces = [_held(factor, _POWER) for factor in factors]
    text = pieces[0]
    for before, piece in pairwise(pieces):
        text += piece if _may_touch(before, piece) else f"·{piece}"
    return text


def _may_touch(before: str, piece: str) -> bool:
    """Whether two factors can stand side by side without being taken for something else."""
    if (
        piece == before
        or piece[0].isdigit()
        or piece[0] in ".|"
        or before.startswith("√")
        or (len(before) > 1 and before.isalpha())
    ):
        return False
    if len(piece) > 1 and piece[1].isalpha():  # a word
        return not before[-1].isalpha()
    if before[-1].isalpha() or "_" in before:
        return (len(before) == 1 and piece[0] == "(") or (piece[0].isalpha() and "_" not in before)
    return True


def _exponent(exponent: Tree) -> str:
    text, strength = _piece(exponent)
    plain = text.replace("−", "-")
    if plain.removeprefix("-").isdecimal():
        return plain.translate(_RAISED)
    return f"^{text}" if strength >= _ATOM else f"^({text})"


def _call(tree: Tree) -> tuple[str, int]:
    if not isinstance(tree, Call):
        return "", _ATOM
    match tree.name:
        case "factorial":
            return f"{_held(tree.arguments[0], _ATOM)}!", _POWER
        case "sqrt":
            return f"√{_held(tree.arguments[0], _ATOM)}", _POWER
    inner = ", ".join(map(formula_text, tree.arguments))
    return (f"|{inner}|" if tree.name == "abs" else f"{tree.name}({inner})"), _ATOM


def tidied(tree: Tree) -> Tree:
    """The same with what a template leaves behind taken out: `x + −3`, `1x`, `0·x`, `x + 0`, `x^1`."""
    match tree:
        case Negative(inner):
            inside = tidied(inner)
            return inside if _is(inside, 0) else inside.inner if isinstance(inside, Negative) else Negative(inside)
        case Sum(terms):
            kept = tuple(term for term in map(tidied, terms) if not _is(term, 0))
            return Sum(kept) if len(kept) > 1 else kept[0] if kept else Number(Fraction(0))
        case Product(factors):
            return _tidied_product([tidied(factor) for factor in factors])
        case Quotient(top, bottom):
            above, below = tidied(top), tidied(bottom)
            return above if _is(below, 1) else Quotient(above, below)
        case Power(base, exponent):
            foot, power = tidied(base), tidied(exponent)
            return foot if _is(power, 1) else Power(foot, power)
        case Call(name, arguments):
            return Call(name, tuple(map(tidied, arguments)))
    return tree


def _tidied_product(factors: list[Tree]) -> Tree:
    if any(_is(factor, 0) for factor in factors):
        return Number(Fraction(0))
    minus = sum(isinstance(factor, Negative) for factor in factors) % 2 == 1
    bare = (factor.inner if isinstance(factor, Negative) else factor for factor in factors)
    kept = tuple(factor for factor in bare if not _is(factor, 1)) or (Number(Fraction(1)),)
    made = kept[0] if len(kept) == 1 else Product(kept)
    return Negative(made) if minus else made


def _is(tree: Tree, value: int) -> bool:
    return tree == Number(Fraction(value))
