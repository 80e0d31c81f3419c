"""The chance of the next answer: bounded, never below the guess, and moved by answers in the sensible direction."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core import ability
from tutor.core.ability import Asked, after_answer, after_showing, predicted

logits = st.floats(-4.0, 4.0)
shares = st.floats(0.0, 1.0)
counts = st.integers(0, 10**6)
asked = st.builds(
    Asked,
    ability=logits,
    hardness=logits,
    guess=shares,
    strength=st.none() | st.floats(0.0, 6.0),
    minutes=st.floats(-1e3, 1e7),
    known=shares,
    recalled=shares,
)


@given(asked)
def test_a_chance_lies_between_the_guess_and_one(one: Asked) -> None:
    assert one.guess <= predicted(one) <= 1


@given(asked, shares, counts, counts, st.booleans())
def test_all_that_an_answer_leaves_is_bounded(one: Asked, score: float, answers: int, seen: int, hinted: bool) -> None:
    left = after_answer(one, score, answers, seen, hinted=hinted)
    assert abs(left.ability) <= ability.BOUND and abs(left.hardness) <= ability.BOUND
    assert 0 <= left.strength <= ability.STRONGEST


@given(asked, counts, counts)
def test_a_right_answer_never_lowers_ability_nor_raises_hardness_and_a_wrong_one_the_other_way(
    one: Asked, answers: int, seen: int
) -> None:
    right, wrong = after_answer(one, 1.0, answers, seen), after_answer(one, 0.0, answers, seen)
    assert right.ability >= one.ability >= wrong.ability
    assert right.hardness <= one.hardness <= wrong.hardness
    assert right.strength >= wrong.strength


@given(asked, st.floats(0.01, 2.0))
def test_more_ability_never_makes_an_item_less_likely_and_more_hardness_never_more_likely(
    one: Asked, more: float
) -> None:
    plain = predicted(one)
    assert predicted(one._replace(ability=one.ability + more)) >= plain - 1e-12
    assert predicted(one._replace(hardness=one.hardness + more)) <= plain + 1e-12


@given(asked)
def test_a_right_answer_never_makes_the_same_question_less_likely_a_moment_later(one: Asked) -> None:
    one = one._replace(minutes=min(one.minutes, 719.0))
    left = after_answer(one, 1.0, 0, 0)
    later = one._replace(ability=left.ability, hardness=left.hardness, strength=left.strength, minutes=0.0)
    assert left.strength == ability.STRONGEST or predicted(later) >= predicted(one) - 1e-12


@given(asked, counts, counts)
def test_a_hinted_answer_says_nothing_about_ability_or_hardness(one: Asked, answers: int, seen: int) -> None:
    left = after_answer(one, 1.0, answers, seen, hinted=True)
    assert (left.ability, left.hardness, left.strength) == (one.ability, one.hardness, after_showing(one))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (Asked(strength=1.0), Asked()),  # met before
        (Asked(strength=2.0, minutes=5), Asked(strength=1.0, minutes=5)),  # practised more
        (Asked(strength=2.0, minutes=5), Asked(strength=2.0, minutes=500)),  # a shorter while ago
        (Asked(guess=0.25), Asked(guess=0.0)),  # a pick among four
        (
            Asked(strength=1.0, minutes=3000, known=0.9, recalled=0.9),
            Asked(strength=1.0, minutes=3000, known=0.2, recalled=0.9),
        ),
        (
            Asked(strength=1.0, minutes=3000, known=0.9, recalled=0.9),
            Asked(strength=1.0, minutes=3000, known=0.9, recalled=0.5),
        ),
    ],
)
def test_what_should_help_does(better: Asked, worse: Asked) -> None:
    assert predicted(better) > predicted(worse)


def test_within_half_a_day_the_days_memory_has_no_say() -> None:
    soon = Asked(strength=1.0, minutes=600, known=0.9, recalled=0.9)
    assert predicted(soon) == predicted(soon._replace(known=0.1, recalled=0.1))


def test_the_formula_is_the_one_in_the_docstring() -> None:
    one = Asked(ability=0.5, hardness=-0.2, guess=0.25, strength=2.0, minutes=9.0)
    inner = ability.START + 0.7 + ability.MET + 2.0 * 10**-ability.FADING
    assert predicted(one) == pytest.approx(0.25 + 0.75 / (1 + math.exp(-inner)))


def test_hardness_of_items_and_ability_of_learners_are_found_from_answers() -> None:
    chance = random.Random(3)
    true = {item: chance.gauss(0, 1) for item in range(20)}
    hardness, seen = dict.fromkeys(true, 0.0), dict.fromkeys(true, 0)
    found = []
    for _ in range(300):
        skill, held = chance.gauss(0, 1), 0.0
        for answers, item in enumerate(chance.sample(sorted(true), 20)):
            right = chance.random() < 1 / (1 + math.exp(-(ability.START + skill - true[item])))
            left = after_answer(Asked(held, hardness[item]), float(right), answers, seen[item])
            held, hardness[item], seen[item] = left.ability, left.hardness, seen[item] + 1
        found.append((skill, held))
    assert _correlation(found) > 0.75
    assert _correlation([(true[item], hardness[item]) for item in true]) > 0.9


def _correlation(pairs: list[tuple[float, float]]) -> float:
    ours, theirs = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
    spread = math.sqrt(sum((a - ours) ** 2 for a, _ in pairs) * sum((b - theirs) ** 2 for _, b in pairs))
    return sum((a - ours) * (b - theirs) for a, b in pairs) / spread
