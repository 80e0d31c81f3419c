"""Known mistakes and the hints that fit them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.core.item import Hint, Mistake, Setting
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choice, Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.number import Number
from tutor.core.kinds.recall import Recall
from tutor.core.mistakes import alternatives, find, hints_for


def condition(text: str) -> Mistake:
    return Mistake(condition=text, name="it")


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("response < 10", 5, True),
        ("response < 10", 15, False),
        ("response == a + b", 5, True),
        ("response == 1/2", Fraction(1, 2), True),
        ("response == 'x'", "x", True),
        ("response < 10", "x", False),
        ("response / 0 == 1", 5, False),
        ("nobody < 10", 5, False),
        ("response <", 5, False),
        ("response", 5, False),
        ("9^9^9^9 == response", 5, False),
        ("'b' in response", ["a", "b"], True),
        ("response == true", True, True),
        ("response < 10", None, False),
        ("response < 10", {"a": 1}, False),
    ],
)
def test_a_condition_that_cannot_be_computed_fits_nothing(text: str, value: object, found: bool) -> None:
    setting = Setting(values={"a": 2, "b": 3})
    assert (find([condition(text)], value, setting, lambda when: False) is not None) is found


def test_the_first_mistake_that_fits_is_the_one() -> None:
    mistakes = [Mistake(when="x", name="one"), Mistake(when=["y", "x"], name="two"), condition("response == 'x'")]
    found = find(mistakes, "x", Setting(), lambda when: when == "x")
    assert found is mistakes[0]
    assert find(mistakes[1:], "x", Setting(), lambda when: when == "x") is mistakes[1]
    assert find(mistakes[2:], "x", Setting(), lambda when: False, conditions=False) is None


def test_alternatives_of_lists_are_lists_of_lists() -> None:
    assert alternatives("x") == ["x"]
    assert alternatives(["x", "y"]) == ["x", "y"]
    assert alternatives(["x", "y"], lists=True) == [["x", "y"]]
    assert alternatives([["x"], ["y"]], lists=True) == [["x"], ["y"]]
    assert alternatives([], lists=True) == [[]]


HINTS: list[str | Hint] = ["Look again.", Hint(when="response < 10", say="More."), "It is 12."]


@pytest.mark.parametrize(
    ("last", "hints"),
    [
        (None, ["Look again.", "It is 12."]),
        ("3", ["Look again.", "More.", "It is 12."]),
        (3, ["Look again.", "More.", "It is 12."]),
        ("11", ["Look again.", "It is 12."]),
        ("what", ["Look again.", "It is 12."]),
        (["3"], ["Look again.", "It is 12."]),
        ("0,5", ["Look again.", "More.", "It is 12."]),
    ],
)
def test_a_hint_with_a_condition_comes_after_a_fitting_wrong_try(last: object, hints: list[str]) -> None:
    assert hints_for(Number(number="12", hints=HINTS), last, Setting(language="de")) == hints


def test_a_condition_sees_the_response_in_its_kind() -> None:
    def fits(item, response, text: str) -> bool:
        asked = type(item)(
            **{name: getattr(item, name) for name in item.__struct_fields__} | {"hints": [Hint(when=text, say="!")]}
        )
        return hints_for(asked, response, Setting()) == ["!"]

    picked = Choices(choices=[Choice(right="A", id="one"), Choice(wrong="B")])
    assert fits(Answer(answer="x"), "why", "response == 'why'")
    assert fits(Number(number="1", unit="m", units=["cm"]), "50 cm", "response == 0.5")
    assert fits(picked, "one", "response == 'A'")
    assert not fits(picked, "C", "response == 'C'")
    assert fits(Cloze(cloze="[[a]]"), ["b"], "response == 'b'")
    assert fits(Cloze(cloze="[[a]] [[b]]"), ["b", "b"], "'b' in response")
    assert not fits(Recall(recall="x"), None, "true")
