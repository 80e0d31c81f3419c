"""Words behind a number: parts and sizes are read, what is unclear is refused, what is counted may stay."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.number_words import in_words
from tutor.core.numbers import Read, read_number


def understood(text: str, language: str = "en") -> Read | None:
    read = read_number(text, language)
    return None if read is None else in_words(read, language)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5 elevenths", "5/11", ""),
        ("1 half", "1/2", ""),
        ("3 halves", "3/2", ""),
        ("2 Thirds", "2/3", ""),
        ("3 quarters.", "3/4", ""),
        ("3 fourths", "3/4", ""),
        ("10 tenths", "1", ""),
        ("7 hundredths", "7/100", ""),
        ("5 twenty-fifths", "1/5", ""),
        ("3 thirtieths", "1/10", ""),
        ("2 fourteenths", "1/7", ""),
        ("-3 quarters", "-3/4", ""),
        ("10 thousand", "10000", ""),
        ("10k", "10000", ""),
        ("2.5 million", "2500000", ""),
        ("3 hundred thousand", "300000", ""),
        ("2 dozen eggs", "24", "eggs"),
        ("1/2 dozen", "6", ""),
        ("5 thousand m", "5000", "m"),
        ("3 quarters of an hour", "3/4", "hour"),
        ("5 eighths of the cake", "5/8", "cake"),
        ("2 half hours", "1", "hours"),
        ("2 and a half", "5/2", ""),
        ("-2 and a quarter", "-9/4", ""),
        ("2 and a half hours", "5/2", "hours"),
    ],
)
def test_parts_and_sizes_are_taken_into_the_number(text: str, value: str, unit: str) -> None:
    read = understood(text)
    assert read is not None
    assert (read.value, read.unit) == (Fraction(value), unit)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("5 Elftel", "de", "5/11"),
        ("5 elevenths", "de", "5/11"),
        ("2 Millionen", "de", "2000000"),
        ("2 und ein Viertel", "de", "9/4"),
        ("1 billion", "en", "1000000000"),
        ("1 Billion", "de", "1000000000000"),
        ("3 cuartos", "es-MX", "3/4"),
        ("10 mil", "es", "10000"),
        ("2 y media", "es", "5/2"),
        ("2 tiers", "fr", "2/3"),
        ("2 et demi", "fr", "5/2"),
        ("2 et une demie", "fr", "5/2"),
        ("2 million,", "en", "2000000"),
        ("2 et un quart", "fr", "9/4"),
        ("2 y un cuarto", "es", "9/4"),
        ("2 und ein halb", "de", "5/2"),
        ("3 quarts", "fr", "3/4"),
        ("3 thousand", "sw", "3000"),
    ],
)
def test_the_words_of_the_courses_language_are_known_too(text: str, language: str, value: str) -> None:
    read = understood(text, language)
    assert read is not None and (read.value, read.unit) == (Fraction(value), "")


@pytest.mark.parametrize(
    "text",
    [
        "3/4 is smaller",
        "3 is more",
        "5 more",
        "3 or four",
        "1 and two thirds",
        "1 and",
        "5 hundred thousandths",
        "2 thirds quarters",
        "1/2 thirds",
        "3x",
        "2 pi",
        "2π",
        "5 apples and pears",
        "3 = three",
        "3 over four",
        "20 five",
        "5 below zero",
        "2 million and a half",
    ],
)
def test_words_that_might_change_the_number_are_not_dropped(text: str) -> None:
    assert understood(text) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("10 bottles", "bottles"),
        ("60 beats", "beats"),
        ("3 times", "times"),
        ("1 point", "point"),
        ("4 left over", "left over"),
        ("5 red apples", "red apples"),
        ("7 o'clock", "o'clock"),
        ("5 km/h", "km/h"),
        ("5 m", "m"),
        ("3 seconds", "seconds"),
        ("5 個", "個"),
        ("50%", "%"),
    ],
)
def test_units_and_what_is_counted_stay(text: str, unit: str) -> None:
    read = understood(text)
    assert read is not None and (read.unit, read.other) == (unit, None)


@pytest.mark.parametrize("text", ["50% of the cake", "50 per cent of it", "50 percent discount"])
def test_a_share_of_something_is_a_share(text: str) -> None:
    assert understood(text) == Read(Fraction(50), "%")


@given(
    st.integers(0, 99), st.text("ehtirdsqu arnofz-,.'%k", max_size=40), st.sampled_from(["en", "de", "es", "fr", "xx"])
)
def test_any_words_are_read_or_refused(number: int, words: str, language: str) -> None:
    read = understood(f"{number} {words}", language)
    assert read is None or read.value.denominator > 0
