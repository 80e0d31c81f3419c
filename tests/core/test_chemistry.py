"""Formulas and equations of chemistry, however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.item import Mistake, Setting
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.cloze import Cloze
from tutor.core.text import normalise

EN = Setting()


def judged(answer: str, typed: str, setting: Setting = EN, **more: str) -> bool:
    return Answer(answer=answer, **more).judge(typed, setting).correct  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("H₂O", "H2O"),
        ("Ca²⁺", "Ca2+"),
        ("Ca²⁺", "Ca^2+"),
        ("Ca²⁺", "Ca^{2+}"),
        ("SO₄²⁻", "SO42-"),
        ("SO₄²⁻", "SO4^2-"),
        ("SO₄²⁻", "SO4²−"),
        ("e⁻", "e-"),
        ("e⁻", "e^-"),
        ("¹⁴C", "14C"),
        ("Ca(OH)₂", "Ca(OH)2"),
        ("10²", "10^2"),
        ("6.02×10²³", "6.02×10^23"),
        ("10⁻³ m", "10^-3 m"),
        ("It is H₂O, with Na⁺.", "It is H2O, with Na+"),
    ],
)
@pytest.mark.parametrize("case", ["exact", "ignore"])
def test_raised_and_lowered_digits_and_charges_are_typed_as_plain_ones(one: str, other: str, case: str) -> None:
    assert normalise(one, case=case) == normalise(other, case=case)  # type: ignore[arg-type]
    assert judged(one, other, case=case)
    assert judged(other, one, case=case)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10²", "102"),
        ("2^10", "210"),
        ("10⁻³", "10-3"),
        ("[^0-9]", "[0-9]"),
        ("^1", "1"),
        ("H₂O", "H₃O"),
        ("Ca²⁺", "Ca⁺"),
        ("a ^ 2", "a 2"),
    ],
)
def test_a_power_of_a_number_and_other_carets_still_count(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)
    assert not judged(one, other)


def test_capitals_of_a_formula_count_where_the_author_says_so() -> None:
    assert not judged("CO₂", "co2", case="exact")
    assert judged("CO₂", "co2")


def test_gaps_take_plain_digits_too() -> None:
    item = Cloze(cloze="Water is [[H₂O]], its ions are [[H⁺]] and [[OH⁻]].")
    assert item.judge(["H2O", "H^+", "OH-"], EN).correct


@given(st.text("x2³^{}+-²₂⁻) 10", max_size=30))
def test_plain_scripts_are_plain_the_second_time_too(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("nucleus", "the nucleus"),
        ("the nucleus", "nucleus"),
        ("An enzyme", "enzyme"),
        ("an enzyme", "The enzyme."),
        ("nucleus", "“the nucleus”"),
    ],
)
@pytest.mark.parametrize("setting", [EN, Setting(language="en-GB"), Setting(language="de", target="en")])
def test_in_english_an_article_at_the_beginning_does_not_count(answer: str, typed: str, setting: Setting) -> None:
    assert judged(answer, typed, setting)
    assert judged(answer, typed, setting, case="exact")
    assert Cloze(cloze=f"It is [[{answer}]].").judge([typed], setting).correct


@pytest.mark.parametrize(
    ("answer", "typed", "setting"),
    [
        ("a", "the", EN),
        ("a", "an", EN),
        ("B", "a B", EN),
        ("cat", "the dog", EN),
        ("theatre", "atre", EN),
        ("and", "the", EN),
        ("man", "a", EN),
        ("maison", "la maison", Setting(language="en", target="fr")),
        ("the Beatles", "Beatles", Setting(language="de")),
    ],
)
def test_elsewhere_articles_count(answer: str, typed: str, setting: Setting) -> None:
    assert not judged(answer, typed, setting)


def test_an_article_beside_missing_capitals_is_no_accent() -> None:
    found = Answer(answer="the Nile", case="exact").judge("nile", EN)
    assert [note.code for note in found.notes] == ["case"]


@pytest.mark.parametrize(
    "typed",
    [
        "2H2 + O2 -> 2H2O",
        "2 H2 + O2 --> 2 H2O",
        "2H₂+O₂→2H₂O",
        "2H₂ + O₂ ⟶ 2H₂O",
        "2H2+O2=2H2O",
        "2 H2 + O2  =>  2 H2O.",
    ],
)
@pytest.mark.parametrize("key", ["2H₂ + O₂ → 2H₂O", "2 H2 + O2 -> 2 H2O"])
def test_an_equation_may_have_any_arrow_and_spaces(key: str, typed: str) -> None:
    assert judged(key, typed)
    assert judged(key, typed, case="exact")


@pytest.mark.parametrize("typed", ["H2 + O2 -> 2H2O", "2H2 + O2 <- 2H2O", "2H2O -> 2H2 + O2", "2H2 - O2 -> 2H2O"])
def test_another_equation_is_wrong(typed: str) -> None:
    assert not judged("2H₂ + O₂ → 2H₂O", typed)


def test_a_known_mistake_in_an_equation_is_found_with_any_arrow() -> None:
    item = Answer(answer="2H₂ + O₂ → 2H₂O", mistakes=[Mistake(when="H2 + O2 → H2O", say="Count the oxygen.")])
    assert item.judge("H2+O2=H2O", EN).said == "Count the oxygen."


@pytest.mark.parametrize(("answer", "typed"), [("p->next", "p=next"), ("a = b", "a -> b")])
def test_without_an_arrow_in_the_key_signs_count(answer: str, typed: str) -> None:
    assert not judged(answer, typed)
