"""Numbers, differences, days and feedback in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.judgement import Note, wrong
from tutor.core.slips import difference
from tutor.present.differences import difference_words, named
from tutor.present.feedback import feedback
from tutor.present.spoken import fraction, is_number, speaks, spoken, written
from tutor.present.when import comes_back, count, day_words, forecast, when

NOW = datetime(2027, 1, 4, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5/6", "5 sixths"),
        ("1/2", "1 half"),
        ("3/2", "3 halves"),
        ("3/4", "3 quarters"),
        ("-1/3", "minus 1 third"),
        ("−7", "minus 7"),
        ("1 1/2", "1 and 1 half"),
        ("7/100", "7 hundredths"),
        ("5/23", "5 over 23"),
        ("3/1", "3 over 1"),
        ("1/0", "1 over 0"),
        ("50 %", "50 percent"),
        ("3.5", "3.5"),
        ("1,000", "1,000"),
        ("12", "12"),
        ("½", "½"),
        ("5/6 m", "5/6 m"),
        ("1/2/2027", "1/2/2027"),
        ("and/or", "and/or"),
        ("", ""),
    ],
)
def test_a_number_is_said_in_words_and_other_text_as_it_is(text: str, words: str) -> None:
    assert spoken(text) == words


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("2 fifths", "2/5"),
        ("1 half", "1/2"),
        ("3 halves", "3/2"),
        ("a quarter", "1/4"),
        ("3 fourths", "3/4"),
        ("1 and 1 half", "1 1/2"),
        ("Minus 2 thirds", "-2/3"),
        ("5 sixty", "5 sixty"),
        ("two fifths", "two fifths"),
        ("7", "7"),
        ("minus 11", "-11"),
        ("Minus 2.5", "-2.5"),
        ("5 over 23", "5/23"),
        ("minus 1 and 5 over 23", "-1 5/23"),
        ("minus eleven", "minus eleven"),
    ],
)
def test_what_was_heard_can_be_typed(words: str, text: str) -> None:
    assert written(words) == text


@given(st.integers(0, 999), st.integers(1, 40) | st.sampled_from([100, 1000]), st.integers(0, 9), st.sampled_from("- "))
def test_words_of_a_number_say_the_same_number(top: int, bottom: int, whole: int, sign: str) -> None:
    fractions = f"{whole} {top}/{bottom}" if whole else f"{top}/{bottom}"
    for text in (fractions, str(top)):
        signed = f"{sign}{text}".strip()
        assert written(spoken(signed)) == signed


@given(st.text(max_size=40))
def test_any_text_can_be_said(text: str) -> None:
    assert spoken(text) or not text
    assert isinstance(written(text), str)
    assert isinstance(is_number(text), bool)


def test_only_english_has_words() -> None:
    assert [speaks(tag) for tag in ("en", "en-GB", "EN", "es", "de-CH")] == [True, True, True, False, False]


def test_a_long_denominator_has_no_name() -> None:
    assert fraction("1", "9" * 12) == f"1 over {'9' * 12}"


@pytest.mark.parametrize(
    ("typed", "right", "words"),
    [
        ("le cafe", "le café", '"e" should be "é" (e with acute).'),
        ("color", "colour", '"u" is missing.'),
        ("collour", "colour", '"l" is too much.'),
        ("dont", "don't", "An apostrophe is missing."),
        ("the red house", "the house", '"red" is too much.'),
        ("nothing of it", "water", ""),
        ("colour", "colour", ""),
    ],
)
def test_a_difference_is_told_in_words(typed: str, right: str, words: str) -> None:
    assert difference_words(difference(typed, right)) == words


def test_a_capital_letter_is_told() -> None:
    assert difference_words(difference("paris", "Paris", case="exact")) == '"p" should be capital "P".'
    assert named("É") == '"É" (capital e with acute)'


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_difference_is_one_sentence_or_none(typed: str, right: str) -> None:
    words = difference_words(difference(typed, right))
    assert words == "" or words.endswith(".")


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "later today"), (1, "tomorrow"), (5, "in 5 days"), (21, "in 3 weeks"), (90, "in 3 months")],
)
def test_how_far_a_day_is(days: int, words: str) -> None:
    assert when(NOW + timedelta(days=days), NOW) == words


def test_a_day_is_that_of_where_one_is() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=8)))
    assert when(NOW + timedelta(hours=5), NOW) == "later today"
    assert when(NOW + timedelta(hours=23), there) == "tomorrow"


def test_when_something_comes_back() -> None:
    assert comes_back("2027-01-05T18:00:00+00:00", NOW, correct=True) == "It comes back tomorrow."
    assert comes_back("2027-01-05T18:00:00+00:00", NOW, correct=False) == "It comes back soon."
    assert comes_back(None, NOW, correct=True) == ""


def test_counts_and_days() -> None:
    assert [count(0, "review"), count(1, "review"), count(2, "entry", "entries")] == [
        "0 reviews",
        "1 review",
        "2 entries",
    ]
    assert day_words(date(2027, 2, 20), NOW.date()) == "20 Feb"
    assert day_words(date(2028, 2, 20), NOW.date()) == "20 Feb 2028"


def test_a_forecast_is_a_range_and_says_what_is_needed() -> None:
    found = {"learned": 3, "skills": 22, "earliest": "2027-02-20", "latest": "2027-03-06"}
    words = "3 of 22 skills learned; likely done between 20 Feb and 6 Mar."
    assert forecast(found, NOW.date()) == words
    assert forecast({**found, "fits": True, "minutes_a_day_needed": 9}, NOW.date()) == words
    assert forecast({**found, "fits": False, "minutes_a_day_needed": 45}, NOW.date()) == (
        f"{words} For the day you chose it would take 45 minutes a day, a later day, or less to learn."
    )
    assert "around 20 Feb" in forecast({**found, "latest": "2027-02-20"}, NOW.date())


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (Note("partly", {"right": 1, "of": 2}), "1 of 2 are right."),
        (Note("partly", {"right": 1, "of": 2, "wrong": 1}), "1 of 2 are right, and 1 of yours does not belong."),
        (Note("partly", {"right": 1, "of": 2, "wrong": 2}), "1 of 2 are right, and 2 of yours do not belong."),
        (Note("partly", {"right": 1, "of": 3, "gaps": [1, 3]}), "1 of 3 are right; look at gaps 1 and 3."),
        (Note("accents", {"gaps": [2]}), "Gap 2: look at the accents."),
        (Note("slip"), "One letter is off; look at the spelling."),
        (Note("mark"), "The letters are right; look at the spaces and marks."),
        (Note("no_unit", {"unit": "m"}), "The number is right. Which unit?"),
        (Note("asked_unit", {"unit": "km/h"}), "The number is right; give it in km/h."),
        (Note("unknown_unit", {"unit": "m"}), "The number is right; give it in m."),
        (Note("extra_unit"), "The number is right; no unit is asked for."),
        (Note("read_as", {"value": "3,5"}), "Read as 3,5."),
        (Note("rate"), ""),
        (Note("pattern", {"why": "it is odd", "at": 3}), "The pattern can't be read, at character 3: it is odd."),
        (Note("missed", {"text": "cat"}), "“cat” is not matched, and should be."),
        (Note("missed", {"text": ""}), "The empty text is not matched, and should be."),
        (Note("caught", {"text": "x" * 61}), f"“{'x' * 60}…” is matched, and should not be."),
        (
            Note("only_part", {"text": "cat"}),
            "“cat” is matched only in part: the pattern must fit the whole text.",
        ),
        (Note("few_words", {"words": 1, "least": 2, "most": 9}), "You wrote 1 word; 2 to 9 are asked for."),
        (Note("many_words", {"words": 10, "least": 2, "most": 9}), "You wrote 10 words; 2 to 9 are asked for."),
    ],
)
def test_every_note_of_a_judgement_has_its_sentence(note: Note, words: str) -> None:
    assert feedback(wrong(notes=[note], said="Because.")) == f"{words} Because.".strip()
