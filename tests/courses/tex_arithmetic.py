"""Reading the mathematics of a question as a person does, and computing with it: nothing of tutor's own is used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Union

Terms = dict[tuple[str, ...], Fraction]
Operand = Union["Poly", Fraction, int]


class Poly:
    """A polynomial: the number before each product of letters; the empty product is the constant."""

    def __init__(self, terms: Mapping[tuple[str, ...], Fraction]) -> None:
        self.terms: Terms = {letters: number for letters, number in terms.items() if number}

    @classmethod
    def of(cls, value: Operand) -> Poly:
        return value if isinstance(value, Poly) else cls({(): Fraction(value)})

    def __add__(self, other: Operand) -> Poly:
        found = dict(self.terms)
        for letters, number in Poly.of(other).terms.items():
            found[letters] = found.get(letters, Fraction(0)) + number
        return Poly(found)

    def __mul__(self, other: Operand) -> Poly:
        found: Terms = {}
        for one, first in self.terms.items():
            for two, second in Poly.of(other).terms.items():
                both = tuple(sorted(one + two))
                found[both] = found.get(both, Fraction(0)) + first * second
        return Poly(found)

    def __neg__(self) -> Poly:
        return self * -1

    def __sub__(self, other: Operand) -> Poly:
        return self + -Poly.of(other)

    def __rsub__(self, other: Operand) -> Poly:
        return -self + other

    def __truediv__(self, other: Operand) -> Poly:
        return self * (1 / Poly.of(other).number)

    def __pow__(self, power: Fraction) -> Poly:
        found = Poly.of(1)
        for _ in range(int(power)):
            found = found * self
        return found

    __radd__, __rmul__ = __add__, __mul__

    @property
    def number(self) -> Fraction:
        """Its value, where it has no letters."""
        assert set(self.terms) <= {()}, self.terms
        return self.terms.get((), Fraction(0))

    def at(self, letter: str, power: int) -> Fraction:
        """What stands before a power of its only letter."""
        return self.terms.get((letter,) * power, Fraction(0))

    def text(self) -> str:
        """As a person types it, multiplied out and put together: `3x^2 - x + 5`."""
        ordered = sorted(self.terms.items(), key=lambda one: (-len(one[0]), one[0]))
        signed = [("-" if number < 0 else "+", _term(letters, abs(number))) for letters, number in ordered]
        return " ".join(part for sign, term in signed for part in (sign, term)).removeprefix("+ ") or "0"


def _term(letters: tuple[str, ...], number: Fraction) -> str:
    counts = {letter: letters.count(letter) for letter in letters}
    powers = "".join(letter if times == 1 else f"{letter}^{times}" for letter, times in counts.items())
    return str(number) if not powers else f"{'' if number == 1 else number}{powers}"


def maths(text: str) -> list[str]:
    """What stands between dollars."""
    return re.findall(r"\$([^$]+)\$", text)


def read(tex: str) -> Poly:
    """The expression that a piece of TeX is."""
    plain = tex.replace(r"\cdot", "*").replace("−", "-").replace(r"\left", "").replace(r"\right", "")
    while (found := re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", plain)) != plain:
        plain = found
    plain = re.sub(r"\s+", " ", plain.replace("{", "(").replace("}", ")"))
    plain = re.sub(r"(?<=[\da-z)]) ?(?=[a-z(])", "*", plain)
    letters = {letter: Poly({(letter,): Fraction(1)}) for letter in set(re.findall(r"[a-z]", plain))}
    plain = re.sub(r"\d+(?:\.\d+)?", lambda number: f"F('{number[0]}')", plain.replace("^", "**"))
    return Poly.of(eval(plain, {"__builtins__": {}, "F": Fraction}, letters))


def put_in(expression: Poly, values: Mapping[str, Fraction]) -> Fraction:
    """Its value for these numbers."""
    total = Fraction(0)
    for letters, number in expression.terms.items():
        for letter in letters:
            number *= values[letter]
        total += number
    return total


def solved(equation: str, letter: str = "x") -> Fraction:
    """The solution of a linear equation."""
    left, right = (read(side) for side in equation.split("="))
    difference = left - right
    return -difference.at(letter, 0) / difference.at(letter, 1)
