"""Unit 1 solved again, from nothing but the words, numbers and pictures that the learner reads, over many draws."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from solving import (
    Solver,
    amounts,
    check_solver,
    lowest,
    mixed,
    only,
    sides,
    sign,
    wholes,
    written,
)

from tutor.core.kinds import AnyItem

_PARTS = ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
PARTS = {name: number for number, name in enumerate(_PARTS, 2)}
"""The names of numbers and of parts."""


def word(number: int, names: dict[str, int]) -> str:
    return next(name for name, meant in names.items() if meant == number)


def read_aloud(ask: str, _shown: dict[str, Any]) -> str:
    ((top, bottom),) = written(ask)
    return f"{word(top, NUMBERS)} {word(bottom, PARTS)}s"


def in_figures(ask: str, _shown: dict[str, Any]) -> str:
    top, parts = re.findall(r"\*(\w+) (\w+)s\*", ask)[0]
    return f"{NUMBERS[top]}/{PARTS[parts]}"


def picture(ask: str) -> list[str]:
    """The lines of what is drawn."""
    return ask.split("```")[1].strip("\n").split("\n")


def share(marked: str, drawn: str, unmarked: str) -> Fraction:
    """Which part of the marked and unmarked signs of a drawing is marked."""
    return Fraction(drawn.count(marked), drawn.count(marked) + drawn.count(unmarked))


def widths(ask: str) -> list[int]:
    """How wide the parts of a drawn strip are, each with one of the lines beside it; and what the words say of it."""
    (strip,) = picture(ask)
    drawn = [len(part) + 1 for part in strip.strip("|").split("|")]
    assert set(drawn[1:]) == {drawn[1]}
    assert Fraction(drawn[0], drawn[1]) == wholes(ask)[0]
    return drawn


def strip_of_small_parts(ask: str, _shown: dict[str, Any]) -> Fraction:
    return Fraction(sum(widths(ask)), widths(ask)[1])


def uneven(ask: str, _shown: dict[str, Any]) -> Fraction:
    return Fraction(widths(ask)[0], sum(widths(ask)))


def tank(ask: str, _shown: dict[str, Any]) -> Fraction:
    sections = picture(ask)[0].strip("[]").split("|")
    assert {len(section) for section in sections} == {2}
    return Fraction(sections.count("  "), len(sections))


def folded(ask: str, _shown: dict[str, Any]) -> Fraction:
    layers = 1
    for _ in range(wholes(ask)[0]):
        layers += layers
    return Fraction(layers)


def pointed_at(ask: str, _shown: dict[str, Any]) -> Fraction:
    """Measured in characters from the first mark of the line to the last one."""
    line, below = picture(ask)
    first, last, arrow = line.index("|"), line.rindex("|"), below.index("^")
    assert line[arrow] == "|"
    return Fraction(arrow - first, last - first)


def pointed_at_below_numbers(ask: str, _shown: dict[str, Any]) -> Fraction:
    line, below = picture(ask)
    zero, one, two, arrow = (*map(line.index, "012"), below.index("^"))
    assert two - one == one - zero
    assert line[arrow] in "|1"
    return Fraction(arrow - zero, one - zero)


def on_both_lines(ask: str, _shown: dict[str, Any]) -> Fraction:
    above, large, small = picture(ask)
    arrow = above.index("v")
    assert len(large) == len(small)
    assert large[arrow] == small[arrow] == "|"
    return Fraction(small[:arrow].count("|"))


def bars(ask: str, _shown: dict[str, Any]) -> Fraction:
    one, other = re.findall(r"\|(.*?)\|", picture(ask)[0])
    assert len(one.split()) == len(other.split())
    return Fraction((one + other).count("■"), len(one.split()))


def groups(ask: str, _shown: dict[str, Any]) -> list[str]:
    drawn = picture(ask)[0].strip("|").split("|")
    assert {len(group) for group in drawn} == {len(drawn[0])}
    squares = "".join(drawn)
    filled = sum("■" in group for group in drawn)
    return [str(n) for n in (filled, len(drawn), squares.count("■"), squares.count("■") + squares.count("□"))]


def smallest_first(ask: str, _shown: dict[str, Any]) -> list[str]:
    return [f"{top}/{bottom}" for top, bottom in sorted(written(ask), key=lambda pair: Fraction(*pair))]


def between(high: Fraction, low: Fraction, top: int) -> Fraction:
    """The one denominator with which the fraction lies between the two."""
    (found,) = (n for n in range(1, 100) if high > Fraction(top, n) > low)
    return Fraction(found)


def box_below(ask: str, _shown: dict[str, Any]) -> Fraction:
    return between(*amounts(ask), written(ask)[0][0])


def gap_below(_ask: str, shown: dict[str, Any]) -> list[str]:
    high, low = amounts(sides(shown))
    return [str(between(high, low, 1))]


def box_above(ask: str, _shown: dict[str, Any]) -> Fraction:
    low, high = amounts(ask)
    (found,) = (n for n in range(100) if low < Fraction(n, written(ask)[0][1]) < high)
    return Fraction(found)


def jumps(_ask: str, shown: dict[str, Any]) -> list[str]:
    (_, bottom), (so_far, _) = written(sides(shown))
    return [f"{so_far + jump}/{bottom}" for jump in (1, 2)]


def eater(ask: str, _shown: dict[str, Any]) -> str:
    return max(zip(amounts(ask), re.findall(r"(\w+) eats \d", ask), strict=True))[1]


def nearer(ask: str, _shown: dict[str, Any]) -> str:
    (place,) = amounts(ask)
    return f"nearer to {min((0, 1), key=lambda end: abs(place - end))}"


def chain(_ask: str, shown: dict[str, Any]) -> list[str]:
    top, bottom, second_bottom, third_top = wholes(sides(shown))
    return [str(Fraction(top, bottom) * second_bottom), str(third_top / Fraction(top, bottom))]


SOLVED: dict[str, Solver] = {
    "equal-parts/name-of-part": lambda ask, _: word(wholes(ask)[0], PARTS),
    "equal-parts/how-many-make-whole": lambda ask, _: Fraction(PARTS[re.findall(r"into (\w+)s\.", ask)[0]]),
    "equal-parts/cuts-to-parts": lambda ask, _: Fraction(1 + sum(1 for _ in range(wholes(ask)[0]))),
    "equal-parts/parts-to-cuts": lambda ask, _: Fraction(len(list(range(1, wholes(ask)[0])))),
    "equal-parts/fair-share": lambda ask, _: Fraction(wholes(ask)[1], wholes(ask)[0]),
    "equal-parts/small-parts-to-fill": strip_of_small_parts,
    "equal-parts/folds": folded,
    "name-parts/filled-part": lambda ask, _: share("■", picture(ask)[0], "□"),
    "name-parts/empty-part": tank,
    "name-parts/find-numerator": lambda ask, _: Fraction(written(ask)[0][0]),
    "name-parts/book-parts": lambda ask, _: Fraction(written(ask)[0][1]),
    "name-parts/words-to-figures": in_figures,
    "name-parts/figures-to-words": read_aloud,
    "name-parts/uneven-bar": uneven,
    "name-parts/cake-left": lambda ask, _: 1 - Fraction(wholes(ask)[1], wholes(ask)[0]),
    "name-parts/song-parts": lambda ask, _: Fraction(wholes(ask)[1], wholes(ask)[0]),
    "name-parts/all-parts": lambda ask, _: [str(wholes(ask)[0]), "1"],
    "parts-of-a-set/won-and-lost": lambda ask, _: Fraction(wholes(ask)[0], sum(wholes(ask))),
    "parts-of-a-set/row-of-letters": lambda ask, _: share("X", picture(ask)[0], "O"),
    "parts-of-a-set/one-part-of": lambda ask, _: amounts(ask)[0] * wholes(ask)[0],
    "parts-of-a-set/more-parts-of": lambda ask, _: amounts(ask)[0] * wholes(ask)[0],
    "parts-of-a-set/choir": lambda ask, _: (1 - amounts(ask)[0]) * wholes(ask)[0],
    "parts-of-a-set/whole-team": lambda ask, _: wholes(ask)[0] / amounts(ask)[0],
    "parts-of-a-set/whole-box": lambda ask, _: wholes(ask)[0] / amounts(ask)[0],
    "parts-of-a-set/coins-kept": lambda ask, _: 1 - Fraction(wholes(ask)[1], wholes(ask)[0]),
    "unit-fractions/larger-slice": lambda ask, _: lowest(max(amounts(ask))),
    "unit-fractions/better-group": lambda ask, _: max(map(Fraction, wholes(ask)), key=lambda winners: 1 / winners),
    "unit-fractions/largest-of-three": lambda _, shown: [lowest(max(amounts(sides(shown))))],
    "unit-fractions/order-three": smallest_first,
    "unit-fractions/missing-to-whole": lambda ask, _: (1 - wholes(ask)[0] * amounts(ask)[0]) / amounts(ask)[0],
    "unit-fractions/build-from-unit": lambda ask, _: wholes(ask)[2] * amounts(ask)[0],
    "unit-fractions/size-of-piece": lambda ask, _: amounts(ask)[0] / wholes(ask)[0],
    "unit-fractions/cut-again": lambda ask, _: Fraction(1, wholes(ask)[0]) / wholes(ask)[1],
    "unit-fractions/in-between": gap_below,
    "on-the-line/read-point": pointed_at,
    "on-the-line/count-jumps": lambda ask, _: Fraction(len(re.findall("-+", picture(ask)[0]))),
    "on-the-line/first-mark": lambda ask, _: Fraction(1, wholes(ask)[2] + 1),
    "on-the-line/jumps-needed": lambda ask, _: amounts(ask)[1] / amounts(ask)[0],
    "on-the-line/read-on-long-line": pointed_at_below_numbers,
    "on-the-line/flags": lambda ask, _: Fraction(wholes(ask)[0], wholes(ask)[1] - 1),
    "on-the-line/nearer-end": nearer,
    "on-the-line/name-the-jumps": jumps,
    "whole-and-more/two-bars": bars,
    "whole-and-more/mixed-to-top": lambda ask, _: amounts(ask)[0] * written(ask)[0][1],
    "whole-and-more/to-mixed": lambda ask, _: mixed(amounts(ask)[0], written(ask)[0][1]),
    "whole-and-more/full-wholes": lambda ask, _: Fraction(int(wholes(ask)[0] * amounts(ask)[0])),
    "whole-and-more/laps": lambda ask, _: lowest(wholes(ask)[0] + amounts(ask)[0]),
    "whole-and-more/beats": lambda ask, _: [str(n) for n in divmod(wholes(ask)[1], wholes(ask)[0])],
    "whole-and-more/more-than-one": lambda _, shown: only(lambda text: amounts(text)[0] > 1, shown),
    "whole-and-more/wholes-as-parts": lambda ask, _: wholes(ask)[-1] / amounts(ask)[0],
    "whole-and-more/between-wholes": lambda ask, _: [str(int(amounts(ask)[0])), str(int(amounts(ask)[0]) + 1)],
    "compare-same/same-bottom": lambda ask, _: max(amounts(ask)),
    "compare-same/same-top": lambda ask, _: max(amounts(ask)),
    "compare-same/sign-same-top": lambda ask, _: f"`{sign(*amounts(ask))}`",
    "compare-same/order-same-top": smallest_first,
    "compare-same/order-same-bottom": smallest_first,
    "compare-same/smallest-of-three": lambda ask, _: min(amounts(ask)),
    "compare-same/box-below": box_below,
    "compare-same/box-above": box_above,
    "compare-same/who-ate-more": eater,
    "compare-same/one-part-missing": lambda ask, shown: only(lambda text: amounts(text) == [max(amounts(ask))], shown),
    "equal-fractions/missing-top": lambda ask, _: amounts(ask)[0] * wholes(ask)[2],
    "equal-fractions/missing-bottom": lambda ask, _: wholes(ask)[2] / amounts(ask)[0],
    "equal-fractions/join-parts": lambda ask, _: amounts(ask)[0] * wholes(ask)[2],
    "equal-fractions/grouped-bar": groups,
    "equal-fractions/cents": lambda ask, _: f"{amounts(ask)[0] * 100}/100",
    "equal-fractions/pick-equal": lambda ask, shown: only(lambda text: amounts(text) == amounts(ask), shown),
    "equal-fractions/same-place": on_both_lines,
    "equal-fractions/playlist": lambda ask, _: amounts(ask)[1] * wholes(ask)[2],
    "equal-fractions/small-cup": lambda ask, _: amounts(ask)[0] / amounts(ask)[1],
    "equal-fractions/chain": chain,
}


@pytest.mark.parametrize("name", SOLVED)
def test_what_a_reader_of_the_question_works_out_is_right_and_what_lies_near_is_not(
    items: dict[str, AnyItem], name: str
) -> None:
    check_solver(items[name], SOLVED[name])


def test_every_template_of_the_unit_is_solved(items: dict[str, AnyItem]) -> None:
    skills = {name.split("/")[0] for name in SOLVED}
    assert len(skills) == 8
    templates = {name for name, item in items.items() if item.vars and name.split("/")[0] in skills}
    assert templates == set(SOLVED)


@pytest.mark.parametrize(
    "name", ["on-the-line/name-the-jumps", "compare-same/order-same-top", "compare-same/order-same-bottom"]
)
def test_where_only_the_amount_is_asked_for_its_simplest_form_is_right_too(
    items: dict[str, AnyItem], name: str
) -> None:
    check_solver(items[name], lambda ask, shown: [lowest(Fraction(gap)) for gap in SOLVED[name](ask, shown)])
