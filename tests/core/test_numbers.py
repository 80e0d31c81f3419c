"""Reading what people type as numbers, and showing numbers in their language."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.numbers import Read, decimal_sign, in_language, number_text, read_number


def value(text: str, language: str = "en") -> Fraction | None:
    read = read_number(text, language)
    return None if read is None else read.value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", "3"),
        ("−3", "-3"),
        ("-3", "-3"),
        ("– 3", "-3"),
        ("+3", "3"),
        ("＋３", "3"),
        ("−３．５", "-7/2"),
        ("１，０００", "1000"),
        ("３／４", "3/4"),
        ("3.5", "7/2"),
        (".5", "1/2"),
        ("5.", "5"),
        ("3.5.", "7/2"),
        ("007", "7"),
        ("-0", "0"),
        ("1,000", "1000"),
        ("1,000.5", "2001/2"),
        ("1.000,5", "2001/2"),
        ("1 000,5", "2001/2"),
        ("1\u202f000,5", "2001/2"),
        ("1\u00a0000 000", "1000000"),
        ("1'000", "1000"),
        ("1’000’000.5", "2000001/2"),
        ("1,000,000", "1000000"),
        ("1.000.000", "1000000"),
        ("12,34,567", "1234567"),
        ("3/4", "3/4"),
        ("-3/4", "-3/4"),
        ("3/-4", "-3/4"),
        ("3 / 4", "3/4"),
        ("3⁄4", "3/4"),
        ("1.5/2", "3/4"),
        ("1 3/4", "7/4"),
        ("-1 3/4", "-7/4"),
        ("½", "1/2"),
        ("1½", "3/2"),
        ("1 ½", "3/2"),
        ("⅔", "2/3"),
        ("1  1/3", "4/3"),
        (" 1   1 / 3 ", "4/3"),
        ("1 + 1/3", "4/3"),
        ("1+1/3", "4/3"),
        ("1 and 1/3", "4/3"),
        ("-1 and 1/3", "-4/3"),
        ("1 + ⅓", "4/3"),
        ("1 & 1/3", "4/3"),
        ("1 und ½", "3/2"),
        ("1  000", "1000"),
        ("= 3", "3"),
        ("=3/4", "3/4"),
        ("= -3", "-3"),
        ("1.5e3", "1500"),
        ("1.5E3", "1500"),
        ("1.5e-3", "3/2000"),
        ("1.5×10^3", "1500"),
        ("1.5*10^3", "1500"),
        ("1.5 x 10^(-3)", "3/2000"),
        ("1.5·10³", "1500"),
        ("1.5 × 10⁻³", "3/2000"),
        ("1.5*10**3", "1500"),
        ("1.5 10^-3", "3/2000"),
        ("1.5 10⁻³", "3/2000"),
        ("10^-7", "1/10000000"),
        ("10^−7", "1/10000000"),
        ("10 ^ -7", "1/10000000"),
        ("10^(-7)", "1/10000000"),
        ("10^{-7}", "1/10000000"),
        ("10**-7", "1/10000000"),
        ("10⁻⁷", "1/10000000"),
        ("1/2 × 10^3", "500"),
        ("1½·10³", "1500"),
        ("1.5e3 × 10^3", "1500000"),
        ("-10^3", "-1000"),
        ("= 10^3", "1000"),
        ("10^0", "1"),
        ("٤", "4"),
        ("١٫٥", "3/2"),
        ("१२", "12"),
        ("３．５", "7/2"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: str) -> None:
    assert value(text) == Fraction(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "--3",
        "abc",
        "nan",
        "inf",
        "-infinity",
        "0x10",
        "0b1",
        "0xff",
        "2^10",
        "10^7.5",
        "10^2/3",
        "10^2^3",
        "10^401",
        "10^-401",
        "110^2",
        "1.10^3",
        "10^",
        "3*4",
        "3+4",
        "5-3",
        "1:30",
        "2024-11-22",
        "1.2.3",
        "1/0",
        "1 1/0",
        "-1 + 1/3",
        "1 + 4/3",
        "1 + 500/7",
        "1 + 2",
        "1 + 1/2 + 1/3",
        "3 =",
        "2 = 3",
        "-1 + ½",
        "1 + 1/3 × 10^3",
        "1 and ½ × 10^3",
        "1e999",
        "1e-999",
        "1.5x10",
        "5²",
        "²",
        "1 2",
        "3 dogs 5",
        "$",
        "$5€",
        "9" * 121,
        "1,000,00",
        "1,000.000,5",
        "5 x 3",
        "sqrt(2)",
        "(3)",
    ],
)
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        pytest.param("3,5", "de", Read(Fraction(7, 2)), id="decimal comma"),
        pytest.param("3,5", "pt-BR", Read(Fraction(7, 2)), id="decimal comma with a region"),
        pytest.param("3,5", "en", Read(Fraction(7, 2), guessed=True), id="comma in English can't be thousands"),
        pytest.param("1,00", "en", Read(Fraction(1), guessed=True), id="nor with two digits after it"),
        pytest.param("0,500", "en", Read(Fraction(1, 2), guessed=True), id="nor after a zero"),
        pytest.param("3.5", "de", Read(Fraction(7, 2), guessed=True), id="point in German can't be thousands"),
        pytest.param("1,234", "en", Read(Fraction(1234), other=Fraction("1.234")), id="thousands in English"),
        pytest.param("1,234", "de", Read(Fraction("1.234"), other=Fraction(1234)), id="decimals in German"),
        pytest.param("1.234", "de", Read(Fraction(1234), other=Fraction("1.234")), id="thousands in German"),
        pytest.param("-1.234", "en", Read(Fraction("-1.234"), other=Fraction(-1234)), id="decimals in English"),
        pytest.param("1,5e-3", "de", Read(Fraction(3, 2000)), id="decimal comma before e"),
        pytest.param("1,5E-3", "fr", Read(Fraction(3, 2000)), id="decimal comma before E"),
        pytest.param("1,5·10^-3", "de", Read(Fraction(3, 2000)), id="decimal comma before a power of ten"),
        pytest.param("6,02·10²³", "es", Read(602 * Fraction(10) ** 21), id="decimal comma before a raised power"),
        pytest.param("1,5 10^-3", "nl", Read(Fraction(3, 2000)), id="decimal comma, no times sign"),
        pytest.param("1,5e-3", "en", Read(Fraction(3, 2000), guessed=True), id="comma before e in English"),
        pytest.param("1.500e3", "de", Read(Fraction(1500000), other=Fraction(1500)), id="thousands before e in German"),
        pytest.param("1.5", "es-MX", Read(Fraction(3, 2)), id="point in Mexico"),
        pytest.param("1.5", "de-CH", Read(Fraction(3, 2)), id="point in Switzerland"),
    ],
)
def test_a_single_sign_is_read_by_the_language_and_the_other_reading_is_kept(
    text: str, language: str, read: Read
) -> None:
    assert read_number(text, language) == read


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("5 m/s", 5, "m/s"),
        ("5m/s", 5, "m/s"),
        ("5 m s^-1", 5, "m s^-1"),
        ("5 m·s⁻¹", 5, "m·s⁻¹"),
        ("5 m2", 5, "m2"),
        ("5 m**2", 5, "m^2"),
        ("5 1/s", 5, "1/s"),
        ("50%", 50, "%"),
        ("50 ％", 50, "%"),
        ("25 °C", 25, "°C"),
        ("5 µm", 5, "µm"),
        ("$5", 5, "$"),
        ("-$5", -5, "$"),
        ("$-5", -5, "$"),
        ("5 $", 5, "$"),
        ("5€", 5, "€"),
        ("US$5", 5, "US$"),
        ("EUR 5", 5, "EUR"),
        ("3 apples", 3, "apples"),
        ("1 000 m", 1000, "m"),
        ("1e5m", 100000, "m"),
        ("5 in.", 5, "in"),
        ("250 10^9/L", 250 * 10**9, "/L"),
        ("250 × 10⁹/L", 250 * 10**9, "/L"),
        ("10^3 m", 1000, "m"),
        ("5 umol/L", 5, "umol/L"),
        ("3 Äpfel", 3, "Äpfel"),
    ],
)
def test_the_unit_after_a_number_and_the_currency_before_it_are_kept(text: str, number: int, unit: str) -> None:
    assert read_number(text) == Read(Fraction(number), unit)


@given(st.text(max_size=130), st.sampled_from(["en", "de", "ar", "hi", ""]))
def test_any_text_is_a_number_or_not_but_never_an_error(text: str, language: str) -> None:
    read = read_number(text, language)
    assert read is None or read.value.denominator > 0


@given(st.text("0123456789.,' /-+e×^%½m⁻⁹{}", max_size=60))
def test_texts_of_the_signs_of_numbers_are_read_or_refused(text: str) -> None:
    read_number(text, "de")


@given(st.fractions(max_denominator=10**6), st.sampled_from(["en", "de", "fr-CH", "ru"]))
def test_a_number_shown_in_a_language_is_read_back_in_it(number: Fraction, language: str) -> None:
    read = read_number(number_text(number, language), language)
    assert read is not None
    assert read.value == number


def test_numbers_are_shown_with_the_sign_of_the_language() -> None:
    assert number_text(Fraction(5, 2), "de") == "2,5"
    assert number_text(Fraction(1, 3), "de") == "1/3"
    assert number_text(0.1 + 0.2, "en") == "0.3"
    assert in_language("1.50", "fr") == "1,50"
    assert [decimal_sign(tag) for tag in ("en", "de", "de-CH", "DE", "zh", "en-ZA", "")] == [
        ".",
        ",",
        ".",
        ",",
        ".",
        ",",
        ".",
    ]
