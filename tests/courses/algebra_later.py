"""How the templates of the later units of algebra are solved anew: powers, quadratic equations, functions.

Mostly by the slow way that can't go wrong: factors are counted, solutions are tried, values are compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import count
from typing import Any

from solving import Solver
from tex_arithmetic import Poly, maths, put_in, read

V = dict[str, Any]
TRIED = [Fraction(number, 2) for number in range(-40, 41)]


def first(ask: str) -> str:
    return maths(ask)[0]


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", text.replace("−", "-"))]


def at(expression: Poly, x: Fraction | int) -> Fraction:
    return put_in(expression, {"x": Fraction(x)})


def zeros(equation: str) -> list[Fraction]:
    """The solutions of an equation in `x` that are whole or half, by trying."""
    left, right = (read(side) for side in equation.split("="))
    difference = left - right
    return [x for x in TRIED if at(difference, x) == 0]


def larger(ask: str, _shown: V) -> Fraction:
    return max(zeros(first(ask)))


def smaller(ask: str, _shown: V) -> Fraction:
    return min(zeros(first(ask)))


def of_graph(ask: str) -> Poly:
    """What a function, or `y`, is."""
    return read(first(ask).partition("=")[2])


def lowest(ask: str, _shown: V) -> Fraction:
    """The smallest value at a whole or half `x`; a parabola with whole numbers has it there."""
    expression = of_graph(ask) if "=" in first(ask) else read(first(ask))
    return min(at(expression, x) for x in TRIED)


def where_lowest(ask: str, _shown: V) -> Fraction:
    graph = read(maths(ask)[1].partition("=")[2])
    return min(TRIED, key=lambda x: at(graph, x))


def highest(ask: str, _shown: V) -> Fraction:
    graph = of_graph(ask)
    return max(at(graph, x) for x in TRIED)


def zeros_of_graph(ask: str) -> list[Fraction]:
    return zeros(f"{first(ask).partition('=')[2]} = 0")


def vertex(ask: str, _shown: V) -> str:
    graph = of_graph(ask)
    x = min(TRIED, key=lambda one: at(graph, one))
    return f"({x}, {at(graph, x)})"


def rest(ask: str, _shown: V) -> Fraction:
    """What is left when a square is taken from an expression: `x^2 + 6x + 1 = (x + 3)^2 + □`."""
    left, right = first(ask).split("=")
    difference = read(left) - read(re.sub(r"[+-] \\square", "", right))
    return difference.number if "+ \\square" in right else -difference.number


def made_square(ask: str, _shown: V) -> Fraction:
    """The number that makes a square of `x^2 + bx`: only then is there one solution."""
    middle = read(first(ask).replace("+ \\square", "")).at("x", 1)
    return next(c for c in (Fraction(n, 4) for n in count()) if middle * middle == 4 * c)


def root(value: int) -> int:
    return next(n for n in count() if n * n >= value)


def under(ask: str) -> list[int]:
    """What stands under the roots of a question."""
    return [int(one) for one in re.findall(r"\\sqrt\{(\d+)\}", ask)]


def squares_in(value: int) -> int:
    """The largest square that divides a number."""
    return max(n * n for n in range(1, value + 1) if value % (n * n) == 0)


def outside(value: int) -> tuple[int, int]:
    """A root with its largest square taken out."""
    square = squares_in(value)
    return root(square), value // square


def first_valid(fits: Callable[[Fraction], bool]) -> Fraction:
    return next(x for x in TRIED if fits(x))


def factors(**letters: int) -> str:
    """So many letters in a row, written as powers."""
    row = [letter for letter, times in letters.items() for _ in range(times)]
    return "*".join(f"{letter}^{row.count(letter)}" for letter in letters)


def doubled(start: Fraction, factor: Fraction, times: int) -> Fraction:
    for _ in range(times):
        start *= factor
    return start


def positive(fits: Callable[[int], bool]) -> int:
    return next(n for n in count(1) if fits(n))


def steps(values: V) -> Iterator[tuple[str, int]]:
    return zip(("from 0 to 10", "from 10 to 20", "from 20 to 30", "from 30 to 40"), values.values(), strict=True)


READ: dict[str, Solver] = {
    "zero-and-negative-powers/zero": lambda ask, _: Fraction(numbers(ask)[0], numbers(ask)[0]),
    "zero-and-negative-powers/small-number": lambda ask, _: -len(first(ask).split(" ")[0].partition(".")[2]),
    "roots/root-of-square": lambda ask, _: root(under(ask)[0]),
    "roots/between": lambda ask, _: root(under(ask)[0]) - 1,
    "roots/solve-larger": smaller,
    "roots/shifted": larger,
    "roots/first-free": larger,
    "roots/root-of-sum": lambda ask, _: root(sum(numbers(ask))),
    "rules-of-roots/product": lambda ask, _: root(under(ask)[0] * under(ask)[1]),
    "rules-of-roots/take-out": lambda ask, _: "{}*sqrt({})".format(*outside(under(ask)[0])),
    "rules-of-roots/largest-square": lambda ask, _: squares_in(numbers(ask)[0]),
    "rules-of-roots/square-of-product": lambda ask, _: numbers(ask)[0] ** 2 * under(ask)[0],
    "rules-of-roots/quotient": lambda ask, _: root(under(ask)[0] // under(ask)[1]),
    "solve-by-factors/read-off": larger,
    "solve-by-factors/factor-larger": larger,
    "solve-by-factors/factor-smaller": smaller,
    "solve-by-factors/bring-over": larger,
    "solve-by-factors/solve-not-zero": larger,
    "solve-by-factors/one-solution": lambda ask, _: len(zeros(first(ask))),
    "complete-the-square/what-is-missing": made_square,
    "complete-the-square/odd-middle": made_square,
    "complete-the-square/complete": rest,
    "complete-the-square/with-number": rest,
    "complete-the-square/minus-middle": lowest,
    "complete-the-square/smallest-value": lowest,
    "complete-the-square/solve-larger": larger,
    "complete-the-square/no-solution": lambda ask, _: len(zeros(first(ask))),
    "quadratic-formula/read-b": lambda ask, _: read(first(ask).partition("=")[0]).at("x", 1),
    "quadratic-formula/solve-whole": larger,
    "quadratic-formula/solve-half": larger,
    "parabolas/vertex-x": where_lowest,
    "parabolas/vertex-plus": vertex,
    "parabolas/y-axis": lambda ask, _: at(of_graph(ask), 0),
    "parabolas/zero-larger": lambda ask, _: min(zeros_of_graph(ask)),
    "parabolas/vertex-height": lowest,
    "parabolas/highest": highest,
    "notation/put-in": lambda ask, _: at(of_graph(ask), numbers(maths(ask)[1])[0]),
    "notation/put-in-negative": lambda ask, _: at(of_graph(ask), numbers(maths(ask)[1])[0]),
    "notation/backwards": lambda ask, _: zeros(f"{first(ask).partition('=')[2]} = {numbers(maths(ask)[-1])[-1]}")[0],
    "notation/chain": lambda ask, _: at(
        read(maths(ask)[1].partition("=")[2]), at(of_graph(ask), numbers(maths(ask)[2])[0])
    ),
    "domain-and-range/smallest-out": lowest,
    "domain-and-range/largest-out": highest,
    "read-graphs/where-above": lambda ask, _: zeros(f"{maths(ask)[1]} = {maths(ask)[3]}")[0],
    "read-graphs/sign-of-change": lambda ask, _: (
        at(read(maths(ask)[2].partition("=")[2]), 3) - at(read(maths(ask)[2].partition("=")[2]), 1)
    ),
}
"""Questions that are solved from what is read alone."""

TOLD: dict[str, Callable[[V], Any]] = {
    "power-rules/product": lambda v: factors(x=v["a"] + v["b"]),
    "power-rules/quotient": lambda v: factors(x=len(range(v["b"], v["a"]))),
    "power-rules/quotient-tempting": lambda v: factors(x=len(range(v["b"], v["k"] * v["b"]))),
    "power-rules/power-of-power": lambda v: factors(x=sum([v["a"]] * v["b"])),
    "power-rules/with-numbers": lambda v: f"{sum([v['m']] * v['n'])}*{factors(x=v['a'] + v['b'])}",
    "power-rules/product-to-power": lambda v: (
        f"{doubled(Fraction(1), Fraction(v['k']), v['b'])}*{factors(x=sum([v['a']] * v['b']))}"
    ),
    "power-rules/which-number": lambda v: positive(lambda n: 2 ** v["a"] * 2 ** v["b"] == 2**n),
    "power-rules/two-bases": lambda v: factors(x=v["a"] + v["c"], y=v["b"] + 1),
    "zero-and-negative-powers/negative-power": lambda v: doubled(Fraction(1), Fraction(1, v["b"]), v["n"]),
    "zero-and-negative-powers/fraction-base": lambda v: 1 / doubled(Fraction(1), Fraction(1, v["b"]), v["n"]),
    "zero-and-negative-powers/quotient-below": lambda v: f"1/{factors(x=len(range(v['a'], v['b'])))}",
    "zero-and-negative-powers/product-mixed": lambda v: next(
        n for n in range(-20, 20) if Fraction(2) ** v["a"] * Fraction(2) ** -v["b"] == Fraction(2) ** n
    ),
    "zero-and-negative-powers/without-minus": lambda v: f"{v['k']}/{factors(x=v['n'])}",
    "roots/square-side": lambda v: positive(lambda n: n * n == v["a"] * v["a"]),
    "rules-of-roots/add-equal": lambda v: f"{len(range(v['a'])) + len(range(v['b']))}sqrt({v['n']})",
    "rules-of-roots/add-hidden": lambda v: f"{outside(v['k'] * v['k'] * v['n'])[0] + 1}sqrt({v['n']})",
    "rules-of-roots/fraction-root": lambda v: Fraction(root(v["a"] ** 2), root(v["b"] ** 2)),
    "solve-by-factors/zero-lost": lambda v: "{} and {}".format(*zeros(f"x^2 = {v['a']}x")),
    "quadratic-stories/rectangle": lambda v: positive(lambda w: w * (w + v["d"]) == v["w"] * (v["w"] + v["d"])),
    "quadratic-stories/write-rectangle": lambda v: f"({v['d']} + w)w",
    "quadratic-stories/consecutive": lambda v: positive(lambda n: n * n + n == v["n"] * (v["n"] + 1)),
    "quadratic-stories/ball": lambda v: positive(lambda s: 5 * v["t"] * s - 5 * s * s == 0),
    "quadratic-stories/sum-product": lambda v: max(
        n for n in range(v["a"] + v["b"]) if n * (v["a"] + v["b"] - n) == v["a"] * v["b"]
    ),
    "quadratic-stories/frame": lambda v: f"x + {v['a']} + x",
    "quadratic-stories/path": lambda v: positive(lambda x: (x + 2) ** 2 == (v["x"] + 2) ** 2),
    "quadratic-stories/handshakes": lambda v: positive(lambda n: sum(range(n)) == sum(range(v["n"]))),
    "complete-the-square/with-root": lambda v: f"-{v['a']} + sqrt({v['n']})",
    "quadratic-formula/discriminant": lambda v: v["b"] ** 2 - 4 * v["c"],
    "quadratic-formula/how-many": lambda v: (v["b"] ** 2 > 4 * v["c"]) + (v["b"] ** 2 >= 4 * v["c"]),
    "quadratic-formula/solve-root": lambda v: (
        f"({2 * v['a']} + sqrt({4 * v['a'] ** 2 - 4 * (v['a'] ** 2 - v['n'])}))/2"
    ),
    "quadratic-formula/touch": lambda v: positive(lambda k: k * k == 4 * v["a"] ** 2),
    "parabolas/axis-between": lambda v: first_valid(lambda x: x - v["p"] == v["q"] - x),
    "parabolas/from-vertex": lambda v: f"x^2 - {2 * v['d']}x + {v['d'] ** 2 + v['e']}",
    "notation/expression-in": lambda v: f"{v['b'] + v['a'] * v['c']} + {v['a']}t",
    "notation/table": lambda v: [v["p"], v["q"], v["r"], v["s"]].index(v["r"]) + 1,
    "domain-and-range/forbidden": lambda v: first_valid(lambda x: x - v["d"] == 0),
    "domain-and-range/forbidden-twice": lambda v: len([x for x in TRIED if x * x == v["a"] ** 2]),
    "domain-and-range/root-edge": lambda v: first_valid(lambda x: x - v["d"] >= 0),
    "domain-and-range/root-turned": lambda v: max(x for x in TRIED if v["d"] - x >= 0),
    "domain-and-range/story-domain": lambda v: f"the whole numbers from 0 to {v['n']}",
    "domain-and-range/never-out": lambda v: first_valid(lambda y: y - v["c"] == 0),
    "read-graphs/average": lambda v: Fraction((v["s"] + v["r"] * v["h"]) - v["s"], v["h"]),
    "read-graphs/faster": lambda v: max(steps(v), key=lambda step: step[1])[0],
    "read-graphs/read-value": lambda v: Fraction(v["h"] + v["h"] + 2 * v["r"], 2),
    "linear-or-exponential/which": lambda _: "linearly",
    "linear-or-exponential/which-exponential": lambda _: "exponentially",
    "linear-or-exponential/next-exponential": lambda v: doubled(Fraction(v["s"]), Fraction(v["b"]), 3),
    "linear-or-exponential/percent-factor": lambda v: Fraction(100 + v["p"], 100),
    "linear-or-exponential/percent-down": lambda v: Fraction(100 - v["p"], 100),
    "linear-or-exponential/write-linear": lambda v: f"{v['d']}n + {v['s']}",
    "linear-or-exponential/write-exponential": lambda v: f"{v['b']}^n * {v['s']}",
    "linear-or-exponential/half-life": lambda v: doubled(Fraction(v["s"]), Fraction(1, 2), 3),
    "linear-or-exponential/before-start": lambda v: Fraction(v["s"], 2),
}
"""Questions solved from the numbers in them."""


def equation_with(values: V, shown: V) -> str:
    """The choice whose solutions are those that are asked for."""
    wanted = sorted([Fraction(values["a"]), Fraction(-values["b"])])
    texts = (choice["text"] for choice in shown["choices"])
    return next(text for text in texts if zeros(text.strip("$")) == wanted)
