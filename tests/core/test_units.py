"""Units: their spellings, what they measure, and how one becomes another."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core import unit_table
from tutor.core.quantities import Expected, Quantity, can_convert, is_same_unit, margin, measured
from tutor.core.units import convert, readings, spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("m/s", "m s^-1"),
        ("m/s", "m·s⁻¹"),
        ("m/s", "m*s^-1"),
        ("m/s", "ms^-1"),
        ("m/s", "m / s"),
        ("m/s", "metres per second"),
        ("m/s^2", "m/s²"),
        ("m/s^2", "m/s/s"),
        ("m^2", "m2"),
        ("m^2", "m**2"),
        ("cm^3", "cc"),
        ("kg m/s^2", "N"),
        ("J/(kg K)", "J/kg/K"),
        ("N m", "Nm"),
        ("kWh", "kilowatt hours"),
        ("h", "hr"),
        ("h", "hours"),
        ("L", "l"),
        ("mL", "millilitres"),
        ("µm", "μm"),
        ("µm", "um"),
        ("µmol/L", "umol/l"),
        ("µg", "ug"),
        ("µg", "mcg"),
        ("µL", "uL"),
        ("µs", "us"),
        ("10^9/L", "10⁹/L"),
        ("10^9/L", "10**9/l"),
        ("10^9/L", "10^9 / L"),
        ("10^9/L", "x10^9/L"),
        ("10^9/L", "× 10^9/L"),
        ("10^9/L", "10^3/µL"),
        ("10^9/L", "/nL"),
        ("10^-7 mol", "10⁻⁷ mol"),
        ("Ω", "\u2126"),
        ("°C", "℃"),
        ("°C", "degrees Celsius"),
        ("°C", "° C"),
        ("€", "EUR"),
        ("$", "dollars"),
        ("%", "percent"),
        ("%", "per cent"),
        ("%", "Per Cent"),
        ("%", "Prozent"),
        ("%", "por ciento"),
        ("1/s", "Hz"),
        ("km/h", "kph"),
        ("km/h", "KM/H"),
        ("apples", "apple"),
        ("Apples", "apples"),
        ("people/room", "people / room"),
    ],
)
def test_one_unit_has_many_spellings(one: str, other: str) -> None:
    assert is_same_unit(one, other)
    assert is_same_unit(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("m", "cm"),
        ("mW", "MW"),
        ("m", "s"),
        ("°C", "°F"),
        ("€", "$"),
        ("apples", "pears"),
        ("m", "m^2"),
        ("GB", "GiB"),
        ("mm", "m^2"),
    ],
)
def test_different_units_are_not_the_same(one: str, other: str) -> None:
    assert not is_same_unit(one, other)


@pytest.mark.parametrize(
    ("amount", "unit", "wanted", "result"),
    [
        (36, "km/h", "m/s", "10"),
        (1, "mi", "km", "1.609344"),
        (25, "°C", "°F", "77"),
        (25, "°C", "K", "298.15"),
        (-40, "°F", "°C", "-40"),
        (1, "L", "cm^3", "1000"),
        (2, "ha", "m^2", "20000"),
        (1, "kWh", "MJ", "3.6"),
        (1, "bar", "Pa", "100000"),
        (90, "°", "turn", "0.25"),
        (1, "GiB", "B", "1073741824"),
        (8, "Mbit/s", "kbit/s", "8000"),
        (1, "d", "h", "24"),
        (5, "kg/m^3", "g/L", "5"),
        (3, "mM", "mol/m^3", "3"),
    ],
)
def test_quantities_are_converted_exactly(amount: int, unit: str, wanted: str, result: str) -> None:
    assert convert(Fraction(amount), readings(unit)[0], readings(wanted)[0]) == Fraction(result)


@pytest.mark.parametrize(
    "text",
    ["", "apples", "m/", "m*", "(m", "m)", "m^99", "m^", "3", "x" * 50, "m+s", "a" * 39, "10/L", "1.10^3/L", "10^99/L"],
)
def test_what_is_no_unit_has_no_reading(text: str) -> None:
    assert readings(text) == ()


def test_every_unit_and_name_of_the_table_is_understood() -> None:
    names = [word for line in (unit_table.UNITS + unit_table.NAMES).strip().splitlines() for word in line.split()[:1]]
    others = [word for line in unit_table.NAMES.strip().splitlines() for word in line.split()]
    assert all(readings(name) for name in [*names, *others, *unit_table.BASES])


@given(st.text(max_size=45))
def test_any_text_is_a_unit_or_not_but_never_an_error(text: str) -> None:
    readings(text)
    assert spelling(spelling(text)) == spelling(spelling(text))
    assert is_same_unit(text, text)


@given(st.text("mskg/*^ ()-12°%hNWPa", max_size=40))
def test_texts_of_the_signs_of_units_are_read_or_refused(text: str) -> None:
    assert len(readings(text)) <= 8


@pytest.mark.parametrize(
    ("number", "typed", "asked", "quantity"),
    [
        pytest.param(5, "m/s", "m/s", Quantity(Fraction(5), "asked"), id="as asked"),
        pytest.param(18, "km/h", "m/s", Quantity(Fraction(5), "asked", converted=True), id="accepted besides"),
        pytest.param(5, "", "m/s", Quantity(Fraction(5), "missing"), id="no unit"),
        pytest.param(500, "cm/s", "m/s", Quantity(Fraction(5), "convertible", converted=True), id="not accepted"),
        pytest.param(5, "kg", "m/s", Quantity(Fraction(5), "other"), id="another dimension"),
        pytest.param(5, "blobs", "m/s", Quantity(Fraction(5), "unknown"), id="nobody knows it"),
        pytest.param(5, "m", "", Quantity(Fraction(5), "unasked"), id="a unit too many"),
        pytest.param(50, "%", "", Quantity(Fraction(1, 2), "asked"), id="a share is a number"),
        pytest.param(50, "%", "%", Quantity(Fraction(50), "asked"), id="percent asked"),
        pytest.param(
            25 * 10**10, "/L", "10^9/L", Quantity(Fraction(250), "asked"), id="its power of ten in the number"
        ),
        pytest.param(250, "/nL", "10^9/L", Quantity(Fraction(250), "asked"), id="a power of ten as a prefix"),
        pytest.param(250, "/µL", "10^9/L", Quantity(Fraction(1, 4), "convertible", converted=True), id="not its power"),
        pytest.param(250, "", "10^9/L", Quantity(Fraction(250), "missing"), id="no unit, no power of ten"),
        pytest.param(36, "pace", "m/s", Quantity(Fraction(2), "asked", converted=True), id="with the author's count"),
    ],
)
def test_a_typed_unit_stands_in_one_of_six_ways_to_the_one_asked(
    number: int, typed: str, asked: str, quantity: Quantity
) -> None:
    accepted = {"km/h": None, "pace": Fraction(18)} if asked == "m/s" else {}
    assert measured(Fraction(number), typed, asked, accepted) == quantity


def test_tolerances_are_absolute_or_a_share_and_their_border_counts() -> None:
    assert margin("0.01", Fraction(7)) == Fraction(1, 100)
    assert margin("2%", Fraction(-50)) == 1
    assert [margin(text, Fraction(1)) for text in ("-1", "2 m", "much", "nan", "")] == [None] * 5
    key = Expected(Fraction(50), tolerance="2%")
    assert key.is_met(Quantity(Fraction(51), "asked"))
    assert not key.is_met(Quantity(Fraction("51.0001"), "asked"))


def test_without_a_tolerance_only_rounded_numbers_may_differ_and_hardly() -> None:
    third = Quantity(Fraction("0.3333333333"), "asked")
    assert not Expected(Fraction(1, 3)).is_met(third)
    assert Expected(Fraction(1, 3), exact=False).is_met(third)
    assert not Expected(Fraction(1, 3), exact=False).is_met(Quantity(Fraction("0.33333"), "asked"))


def test_what_the_table_can_convert() -> None:
    assert can_convert("km/h", "m/s")
    assert not can_convert("kg", "m/s")
    assert not can_convert("apples", "m")
