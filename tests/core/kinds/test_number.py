"""Typed numbers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.item import Mistake, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds.number import Number

SPEED = Number(number="10", unit="m/s", units=["km/h"], tolerance="0.05")
PLATELETS = Number(number="250", unit="10^9/L", units=["10^3/µL"], tolerance="2%")
BOILING = Number(number="100", unit="°C", units=["°F", "K"])
SUGAR = Number(number="5", unit="mmol/L", units={"mg/dL": "18.02"}, tolerance="1%")


def told(judged: Judgement) -> list[str]:
    return [note.code for note in judged.notes]


@pytest.mark.parametrize(
    ("made", "response"),
    [
        pytest.param(Number(number="3"), "3", id="whole"),
        pytest.param(Number(number="3"), 3, id="json whole"),
        pytest.param(Number(number="3"), 3.0, id="json float"),
        pytest.param(Number(number="0.1"), 0.1, id="json decimal"),
        pytest.param(Number(number="3"), "3.00", id="trailing zeros"),
        pytest.param(Number(number="1.10"), "1.1", id="yaml 1.10"),
        pytest.param(Number(number="012"), "12", id="yaml 012"),
        pytest.param(Number(number="-3"), "−3", id="minus"),
        pytest.param(Number(number="3/4"), "0.75", id="decimal for a fraction"),
        pytest.param(Number(number="0.75"), "6/8", id="fraction for a decimal"),
        pytest.param(Number(number="1.5"), "1 1/2", id="mixed"),
        pytest.param(Number(number="1.5"), "1½", id="vulgar fraction"),
        pytest.param(Number(number="1500"), "1.5×10^3", id="power of ten"),
        pytest.param(Number(number="1500"), "1,500", id="thousands"),
        pytest.param(Number(number="1/3"), "1/3", id="exact third"),
        pytest.param(Number(number="0.5"), "50%", id="percent is a number"),
        pytest.param(Number(number="2%"), "2 per cent", id="percent in two words"),
        pytest.param(Number(number="2", unit="%"), "2 percent", id="percent as a word"),
        pytest.param(Number(number="1/2"), "50% of the cake", id="a share of something"),
        pytest.param(Number(number="5/11"), "5 elevenths", id="parts in a word"),
        pytest.param(Number(number="1"), "10 tenths", id="tenths that make a whole"),
        pytest.param(Number(number="10000"), "10 thousand", id="thousand as a word"),
        pytest.param(Number(number="10000", unit="m"), "10 thousand m", id="thousand with a unit"),
        pytest.param(Number(number="5", unit="elevenths"), "5 elevenths", id="parts as the unit"),
        pytest.param(Number(number="10", unit="m", units={"dozen": "2"}), "20 dozen", id="a size as a further unit"),
        pytest.param(Number(ask="How many tenths make 1?", number="10"), "10 tenths", id="parts that are asked for"),
        pytest.param(Number(number="10"), "10 bottles", id="what is counted"),
        pytest.param(Number(number="60"), "60 beats", id="what is counted in a minute"),
        pytest.param(Number(number="4/3"), "1  1/3", id="two spaces"),
        pytest.param(Number(number="4/3"), "1 and 1/3", id="a mixed number with and"),
        pytest.param(Number(number="3"), "= 3", id="equals sign before"),
        pytest.param(Number(number="10 thousand"), "10000", id="thousand as key"),
        pytest.param(Number(number="50%"), "0.5", id="percent as key"),
        pytest.param(Number(number="50", unit="%"), "50%", id="percent as unit"),
        pytest.param(Number(number="sqrt(2)"), "1.41421356237", id="root to nine digits"),
        pytest.param(Number(number="2^10"), "1024", id="expression"),
        pytest.param(Number(number="3.14", tolerance="0.01"), "3.15", id="border of a tolerance"),
        pytest.param(Number(number="50", tolerance="2%"), "49", id="border of a share"),
        pytest.param(SPEED, "10 m/s", id="unit"),
        pytest.param(SPEED, "10.05m s^-1", id="spelling of a unit"),
        pytest.param(SPEED, "36 km/h", id="accepted unit"),
        pytest.param(SUGAR, "90 mg/dL", id="unit with the author's count"),
        pytest.param(SUGAR, "5 mmol/l", id="small litre"),
        pytest.param(Number(number="5", unit="$"), "$5", id="currency before"),
        pytest.param(Number(number="5", unit="€"), "5 EUR", id="currency by its code"),
        pytest.param(Number(number="25", unit="°C", units=["°F"]), "77 °F", id="temperature"),
        pytest.param(BOILING, "212 °F", id="Fahrenheit"),
        pytest.param(BOILING, "212 degrees Fahrenheit", id="Fahrenheit in words"),
        pytest.param(BOILING, "373.15 K", id="kelvin"),
        pytest.param(BOILING, "100 C", id="Celsius without the degree"),
        pytest.param(BOILING, "212F", id="Fahrenheit without the degree"),
        pytest.param(BOILING, "212 f", id="Fahrenheit in a small letter"),
        pytest.param(Number(number="-40", unit="°F", units=["°C"]), "-40 °C", id="where both scales meet"),
        pytest.param(Number(number="0", unit="K", units=["°C"]), "-273.15 °C", id="absolute zero"),
        pytest.param(Number(number="20", unit="K", units={"°C": "1"}), "20 °C", id="a difference of temperatures"),
        pytest.param(Number(number="1e-7"), "10^-7", id="a bare power of ten"),
        pytest.param(Number(number="10^-7"), "1e-7", id="a power of ten as key"),
        pytest.param(Number(number="1e-7", unit="mol/L"), "10⁻⁷ M", id="a bare power with a unit"),
        pytest.param(PLATELETS, "250 10^9/L", id="a power of ten in the unit"),
        pytest.param(PLATELETS, "250×10⁹/l", id="that power with a times sign"),
        pytest.param(PLATELETS, "250 x 10^9/L", id="with an x"),
        pytest.param(PLATELETS, "2.5e11/L", id="the power within the number"),
        pytest.param(PLATELETS, "0.25 × 10^12 /L", id="another power in the number"),
        pytest.param(PLATELETS, "250 /nL", id="the power as a prefix"),
        pytest.param(PLATELETS, "250×10^3/uL", id="the power of an accepted unit"),
        pytest.param(Number(number="7.9", unit="10^9"), "7.9 × 10^9", id="a power of ten is all of the unit"),
        pytest.param(Number(number="5", unit="µmol/L"), "5 umol/L", id="u for micro"),
        pytest.param(Number(number="5", unit="mg", units=["µg"]), "5000 mcg", id="mcg for microgram"),
        pytest.param(Number(number="3", unit="apples"), "3 Apple", id="a unit of the author's own"),
        pytest.param(Number(number="4"), "٤", id="Arabic digit"),
    ],
)
def test_right_numbers(made: Number, response: Any) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.score, judged.notes) == (True, 1.0, [])


@pytest.mark.parametrize(
    ("made", "response", "note"),
    [
        pytest.param(SPEED, "10", "no_unit", id="no unit"),
        pytest.param(SPEED, 10, "no_unit", id="json without unit"),
        pytest.param(SPEED, "1000 cm/s", "asked_unit", id="convertible"),
        pytest.param(SPEED, "10 blobs", "unknown_unit", id="nobody knows it"),
        pytest.param(Number(number="3"), "3 m", "extra_unit", id="a unit too many"),
        pytest.param(Number(number="10"), "10 tenths", "read_as", id="parts that may be counted"),
        pytest.param(Number(number="10"), "10 thousand", "read_as", id="thousands that may be counted"),
        pytest.param(Number(number="3/4"), "3/4 is smaller", "not_a_number", id="a comparison"),
        pytest.param(Number(number="2"), "2x", "not_a_number", id="a letter behind"),
        pytest.param(Number(number="3"), "three", "not_a_number", id="a word"),
        pytest.param(Number(number="3"), "", "not_a_number", id="nothing"),
        pytest.param(Number(number="3"), "0x3", "not_a_number", id="hexadecimal"),
        pytest.param(Number(number="1024"), "2^10", "not_a_number", id="an expression"),
        pytest.param(Number(number="3"), "nan", "not_a_number", id="nan"),
        pytest.param(Number(number="3"), "1/0", "not_a_number", id="division by zero"),
        pytest.param(Number(number="3"), "9" * 5000, "not_a_number", id="too long"),
        pytest.param(Number(number="3"), 10**5000, "not_a_number", id="json too long"),
        pytest.param(Number(number="3"), "1:30", "not_a_number", id="a time"),
        pytest.param(Number(ask="What is $10^{3}$?", number="1000"), "10^3", "not_a_number", id="the question again"),
        pytest.param(Number(ask="And 10⁻³?", number="0.001"), "10 ^ -3", "not_a_number", id="the question raised"),
        pytest.param(PLATELETS, "250", "no_unit", id="no power of ten"),
        pytest.param(PLATELETS, "250 × 10^9", "no_unit", id="the power of ten of a unit without the unit"),
        pytest.param(Number(number="100", unit="°C"), "212 °F", "asked_unit", id="a scale that is not accepted"),
        pytest.param(Number(number="100", unit="°C"), "212 F", "asked_unit", id="that scale without the degree"),
        pytest.param(Number(number="1500"), "1.5e3 m", "extra_unit", id="a power of ten and a unit too many"),
        pytest.param(Number(number="3.142"), "3,142", "read_as", id="the other meaning of a comma"),
        pytest.param(Number(number="1234"), "1.234", "read_as", id="the other meaning of a point"),
    ],
)
def test_almost_right_numbers_are_asked_again(made: Number, response: Any, note: str) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.almost, judged.score, told(judged)) == (False, True, 0.0, [note])


@pytest.mark.parametrize(
    ("ask", "number", "response"),
    [
        ("How many euros?", "12.50", "12.50 €"),
        ("How many euros?", "12.50", "€12.50"),
        ("How many euros?", "12.50", "12.50 euros"),
        ("It costs 3 €. How many € for four?", "12", "12 EUR"),
        ("What does it cost, in **dollars**?", "5", "$5"),
        ("How many metres are 3 km?", "3000", "3000 m"),
        ("How fast is it, in metres per second?", "3", "3 metres per second"),
        ("How many percent is a half?", "50", "50 %"),
        ("How many % is 1/2?", "50", "50%"),
        ("A train goes 3 km, then 2 km. How far?", "5", "5 km"),
    ],
)
def test_a_unit_that_the_question_names_may_stand_behind_the_number(ask: str, number: str, response: str) -> None:
    judged = Number(ask=ask, number=number).judge(response, Setting())
    assert (judged.correct, judged.notes) == (True, [])


@pytest.mark.parametrize(
    ("ask", "response", "fine"),
    [
        ("Solve $2x = 24$.", "x = 12", True),
        ("Solve $2x = 24$.", "x=12", True),
        ("Solve $x - 2 = 10$. What is x?", " x  =  12 ", True),
        ("How long is the rest of the way?", "rest = 12", True),
        ("Solve $2x = 24$.", "y = 12", False),
        ("Solve $2x = 24$.", "x = 13", False),
        ("Solve $2x = 24$.", "x == 12", False),
        ("Solve $2x = 24$.", "2x = 12", False),
        ("What is $max$?", "x = 12", False),
        ("Solve $2x = 24$.", "x =", False),
    ],
)
def test_the_name_that_is_asked_for_may_stand_before_the_number(ask: str, response: str, fine: bool) -> None:
    assert Number(ask=ask, number="12").judge(response, Setting()).correct is fine


@pytest.mark.parametrize(
    ("ask", "number", "response"),
    [
        ("How many euros?", "12.50", "12.50 $"),
        ("How many metres are 3 km?", "3000", "3000 km"),
        ("What is 3 km in m?", "3000", "3000 km"),
        ("How far?", "5", "5 km"),
        ("How many " + "x" * 90_000, "5", "5 km"),
    ],
)
def test_another_unit_than_the_one_named_is_one_too_many(ask: str, number: str, response: str) -> None:
    judged = Number(ask=ask, number=number).judge(response, Setting())
    assert (judged.almost, told(judged)) == (True, ["extra_unit"])


@pytest.mark.parametrize(
    ("made", "response", "notes"),
    [
        pytest.param(Number(number="3"), "4", [], id="another number"),
        pytest.param(Number(number="3"), 4, [], id="another json number"),
        pytest.param(Number(number="3"), "-3", [], id="sign"),
        pytest.param(Number(number="6/11"), "5 elevenths", [], id="other parts"),
        pytest.param(Number(number="10"), "9 tenths", [], id="neither parts nor their count"),
        pytest.param(Number(number="1/3"), "0.33", [], id="rounded"),
        pytest.param(Number(number="1/3"), "0.3333333333", [], id="rounded far behind"),
        pytest.param(Number(number="sqrt(2)"), "1.41421", [], id="rounded root"),
        pytest.param(Number(number="3.14", tolerance="0.01"), "3.1501", [], id="beyond a tolerance"),
        pytest.param(Number(number="50", tolerance="2%"), "51.01", [], id="beyond a share"),
        pytest.param(Number(number="50", unit="%"), "0.5", [], id="not percent"),
        pytest.param(SPEED, "11 m/s", [], id="wrong with unit"),
        pytest.param(SPEED, "11", [], id="wrong without unit"),
        pytest.param(SPEED, "10 km/h", [], id="right number of another accepted unit"),
        pytest.param(SPEED, "10 kg", ["other_unit"], id="another dimension"),
        pytest.param(SPEED, "11 kg", ["other_unit"], id="another dimension and number"),
        pytest.param(Number(number="5", unit="€"), "$5", ["other_unit"], id="another currency"),
        pytest.param(PLATELETS, "250 /L", [], id="the unit without its power of ten"),
        pytest.param(BOILING, "100 °F", [], id="right number of another scale"),
        pytest.param(Number(number="20", unit="K", units={"°C": "1"}), "293.15 °C", [], id="no temperature asked"),
        pytest.param(Number(number="5", unit="C"), "5 °C", ["other_unit"], id="degrees for coulombs"),
        pytest.param(Number(number="3.5"), "3,6", ["read_as"], id="wrong with a foreign comma"),
    ],
)
def test_wrong_numbers(made: Number, response: Any, notes: list[str]) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.almost, judged.score, told(judged)) == (False, False, 0.0, notes)


@pytest.mark.parametrize("response", [None, True, False, ["3"], {"n": 3}, float("nan"), float("inf"), float("-inf")])
def test_what_is_neither_number_nor_text_is_a_bad_response(response: Any) -> None:
    with pytest.raises(BadResponse):
        Number(number="3").judge(response, Setting())


def test_numbers_are_read_in_the_language_of_the_course() -> None:
    german = Setting(language="de")
    assert Number(number="3.5").judge("3,5", german).correct
    assert Number(number="1000").judge("1.000", german).correct
    assert Number(number="3.5").judge("3.5", german).notes[0].values == {"value": "3,5"}
    assert Number(number="3.5").right_answer(german) == "3,5"


def test_the_values_of_a_template_can_stand_in_the_number() -> None:
    setting = Setting(values={"a": 3, "b": 4})
    made = Number(number="a / b", vars={"a": "1..9", "b": "1..9"})
    assert made.judge("3/4", setting).correct
    assert made.right_answer(setting) == "0.75"


MISTAKES = [
    Mistake(when=["0.25", "4"], say="Upside down.", name="inverse"),
    Mistake(when="36 km/h", say="Convert."),
    Mistake(when="undefined", say="It is defined."),
    Mistake(condition="response > 100", say="Too much."),
]


@pytest.mark.parametrize(
    ("response", "said"),
    [
        ("1/4", "Upside down."),
        (0.25, "Upside down."),
        ("25%", "Upside down."),
        ("36 km/h", "Convert."),
        ("36", ""),
        ("Undefined.", "It is defined."),
        ("101", "Too much."),
        ("1000 m", "Too much."),
        ("7", ""),
    ],
)
def test_known_mistakes_are_compared_by_value(response: Any, said: str) -> None:
    judged = Number(number="2", mistakes=MISTAKES).judge(response, Setting())
    assert (judged.correct, judged.said) == (False, said)


def test_a_condition_sees_the_number_in_the_unit_asked() -> None:
    made = Number(number="10", unit="m/s", units=["km/h"], mistakes=[Mistake(condition="response == 5", say="Half.")])
    assert made.judge("18 km/h", Setting()).said == "Half."


def test_a_right_number_without_its_unit_is_not_taken_for_a_condition_on_its_value() -> None:
    made = Number(number="10", unit="m", mistakes=[Mistake(condition="response > 5", say="Too much.")])
    assert told(made.judge("10", Setting())) == ["no_unit"]
    assert made.judge("11", Setting()).said == "Too much."


def test_mistakes_of_templates_are_expressions_too() -> None:
    made = Number(number="a + b", vars={"a": "1..9", "b": "1..9"}, mistakes=[Mistake(when="a * b", say="Times.")])
    assert made.judge("12", Setting(values={"a": 3, "b": 4})).said == "Times."


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (Number(number="1/2"), "1/2"),
        (Number(number="0.50"), "0.50"),
        (Number(number="1/2 + 1/4"), "0.75"),
        (Number(number="1/3 + 1/3"), "2/3"),
        (Number(number="3.2", unit="m/s"), "3.2 m/s"),
        (Number(number="5", unit="$"), "$5"),
        (Number(number="50", unit="%"), "50 %"),
        (Number(number="2^10"), "1024"),
        (Number(number="10^3"), "1000"),
        (PLATELETS, "250 × 10^9/L"),
        (Number(number="5", unit="×10⁹/L"), "5 ×10⁹/L"),
        (Number(number="1,500"), "1500"),
        (Number(number="sqrt(2)"), "1.414213562"),
        (Number(number="4500/1703 * 2"), "9000/1703"),
        (Number(number="4500/1703 * 2", tolerance="0.01"), "5.284791544"),
        (Number(number="4500/1703 * 2", tolerance="1%"), "5.284791544"),
        (Number(number="4500/1703 * 2", tolerance="0"), "9000/1703"),
        (Number(number="4500/1703 * 2", tolerance="0.000000000001"), "9000/1703"),
        (Number(number="1/3 + 1/3", tolerance="0.01"), "2/3"),
    ],
)
def test_the_right_answer_is_shown_as_written_or_computed(made: Number, shown: str) -> None:
    assert made.right_answer(Setting()) == shown
    assert made.judge(shown, Setting()).correct


@pytest.mark.parametrize(
    ("response", "heard"),
    [
        ("3/4", "3/4"),
        (" 2   km/h", "2 km/h"),
        (0.5, "0.5"),
        ("1,234", "1234"),
        ("1,5 m", "1.5 m"),
        ("what\x1b", "what�"),
    ],
)
def test_what_was_heard(response: Any, heard: str) -> None:
    assert Number(number="99").judge(response, Setting()).heard == heard


@given(
    st.fractions(min_value=-1000, max_value=1000, max_denominator=1000),
    st.sampled_from(["", "m/s", "%", "$", "apples", "°C", "10^9/L", "µmol/L"]),
    st.sampled_from(["en", "de", "fr", "hi"]),
)
def test_the_right_answer_is_always_right(number: Any, unit: str, language: str) -> None:
    setting = Setting(language=language)
    for key in (str(number), f"{float(number):.6f}"):
        made = Number(number=key, unit=unit)
        assert not list(made.flaws())
        assert made.judge(made.right_answer(setting), setting).correct


@pytest.mark.parametrize(
    ("made", "flaws"),
    [
        (Number(number="3"), []),
        (Number(number="1:30"), [(("number",), "not-a-number")]),
        (Number(number=".nan"), [(("number",), "not-a-number")]),
        (Number(number=".inf"), [(("number",), "not-a-number")]),
        (Number(number="2 < 3"), [(("number",), "not-a-number")]),
        (Number(number="1/0"), [(("number",), "not-a-number")]),
        (Number(number="9" * 5000), [(("number",), "not-a-number")]),
        (Number(number="9**9**9"), [(("number",), "not-a-number")]),
        (Number(number="__import__('os')"), [(("number",), "not-a-number")]),
        (Number(number="3 m"), [(("number",), "not-a-number")]),
        (Number(number="a"), [(("number",), "not-a-number")]),
        (Number(number="a + c", vars={"a": "1..3"}), [(("number",), "not-a-number")]),
        (Number(number="a + b", vars={"a": "1..3"}, let={"b": "a"}), []),
        (Number(number="<<a>>", vars={"a": "1..3"}), []),
        (Number(number="3", tolerance="wide"), [(("tolerance",), "tolerance")]),
        (Number(number="3", tolerance="-1"), [(("tolerance",), "tolerance")]),
        (Number(number="3", tolerance=".nan"), [(("tolerance",), "tolerance")]),
        (Number(number="3", tolerance="2 m"), [(("tolerance",), "tolerance")]),
        (Number(number="3", units=["km"]), [(("units",), "no-unit")]),
        (Number(number="3", unit="m", units=["km", "kg"]), [(("units", 1), "unknown-unit")]),
        (Number(number="3", unit="m", units={"steps": "0"}), [(("units", "steps"), "unit-count")]),
        (Number(number="3", unit="m", units={"steps": "1.5"}), []),
        (Number(number="3", unit="2"), [(("unit",), "unit")]),
        (Number(number="3", unit="10^9/L"), []),
        (Number(number="3", unit="x10^9/L", units=["10^3/µL", "/L"]), []),
        (Number(number="3", unit="10^6 cells/mL"), []),
        (Number(number="3", unit="10^9"), []),
        (Number(number="3", unit="10^99/L"), [(("unit",), "unit")]),
        (Number(number="3", unit="items (of 10)"), [(("unit",), "unit")]),
    ],
)
def test_flaws(made: Number, flaws: list) -> None:
    assert [(flaw.path, flaw.code) for flaw in made.flaws()] == flaws


def test_the_unit_asked_is_shown() -> None:
    assert SPEED.show(Setting()) == {"unit": "m/s"}
    assert Number(number="3").show(Setting()) == {}


def test_a_unit_that_is_not_known_asks_how_many_of_it_make_one() -> None:
    flaw = next(iter(Number(number="90", unit="mg/dL", units=["mmol/L"]).flaws()))
    assert flaw.message == "nobody knows how mmol/L becomes mg/dL"
    assert flaw.hint == "say how many mmol/L make one mg/dL: `units: {mmol/L: …}`"


@pytest.mark.parametrize(
    ("response", "value"), [("36 km/h", 10), ("10 m/s", 10), (2.5, 2.5), ("fast", None), ([10], None), (None, None)]
)
def test_conditions_see_the_number_in_the_items_unit(response: Any, value: float | None) -> None:
    assert Number(number="10", unit="m/s", units=["km/h"]).value_of(response, Setting()) == value
