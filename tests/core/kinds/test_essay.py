"""Essays: taken as they are written, counted, and rated by their rubric."""

from __future__ import annotations

from typing import Any

import pytest
from flaw_paths import codes
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.item import Setting
from tutor.core.judgement import BadResponse
from tutor.core.kinds.essay import Essay, Writing
from tutor.core.own_words import LONGEST_WORK, word_count
from tutor.core.rubric import Criterion, at_the_top, mean_level, rating_of, trouble_of
from tutor.core.samples import sample_problems
from tutor.present.feedback import feedback

RUBRIC = [
    Criterion(criterion="It has a point", levels=["no", "partly", "yes"]),
    Criterion(criterion="It gives a reason", levels=["no", "yes"]),
]
ESSAY = Essay(ask="Why?", essay=Writing(rubric=RUBRIC, model="Because it is so.", words="3..5"))


@pytest.mark.parametrize(
    ("text", "words", "notes"),
    [
        ("one two three", 3, ["rate"]),
        ("one, two; three four — five!", 5, ["rate"]),
        ("one", 1, ["rate", "few_words"]),
        ("one two", 2, ["rate", "few_words"]),
        ("one two three four five six", 6, ["rate", "many_words"]),
        ("  one\n\ntwo\tthree  ", 3, ["rate"]),
        ("well-known it's 3.5 %", 3, ["rate"]),
        ("... !!! ??? x", 1, ["rate", "few_words"]),
        ("私は学生", 4, ["rate"]),
        ("日本 ok です", 5, ["rate"]),
        ("안녕하세요 여러분 모두", 3, ["rate"]),
        ("привет мой друг", 3, ["rate"]),
        ("a\u00a0b c", 3, ["rate"]),
        ("x" * LONGEST_WORK, 1, ["rate", "few_words"]),
        ("?", 0, ["rate", "few_words"]),
    ],
)
def test_a_text_is_counted_and_taken_whatever_its_length(text: str, words: int, notes: list[str]) -> None:
    assert word_count(text) == words
    judged = ESSAY.judge(text, Setting())
    assert [note.code for note in judged.notes] == notes and judged.correct
    if len(notes) > 1:
        assert feedback(judged) == f"You wrote {words} word{'' if words == 1 else 's'}; 3 to 5 are asked for."


@pytest.mark.parametrize("response", ["", "  \n", "\u200b", None, 3, True, [], ["text"], {}, "x" * (LONGEST_WORK + 1)])
def test_what_is_no_text_is_a_bad_response(response: Any) -> None:
    with pytest.raises(BadResponse):
        ESSAY.judge(response, Setting())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("50..200", (50, 200)),
        (" 1 .. 1 ", (1, 1)),
        ("1..10000", (1, 10000)),
        ("", None),
        ("50", None),
        ("50-200", None),
        ("200..50", None),
        ("0..5", None),
        ("1..10001", None),
        ("a..b", None),
        ("1..2..3", None),
        ("-1..5", None),
        ("1.5..2", None),
        ("..5", None),
        ("²..5", None),
        ("999999..9999999", None),
    ],
)
def test_a_range_of_words(words: str, found: tuple[int, int] | None) -> None:
    assert Writing(words=words).range() == found


@pytest.mark.parametrize(
    ("essay", "found"),
    [
        (Writing(rubric=RUBRIC), []),
        (Writing(model="So."), []),
        (Writing(), ["no-rubric"]),
        (Writing(rubric=RUBRIC, words="many"), ["words"]),
        (Writing(rubric=RUBRIC, model="So.", words="5..9"), ["words"]),
        (Writing(rubric=[Criterion(criterion="A", levels=["one"])]), ["levels"]),
        (Writing(rubric=[Criterion(criterion="A", levels=[])]), ["levels"]),
        (Writing(rubric=[Criterion(criterion="A", levels=["x", "x"])]), ["levels"]),
        (Writing(rubric=[Criterion(criterion="A", levels=["x", " "])]), ["levels"]),
        (Writing(rubric=[Criterion(criterion="A", levels=list("abcdefghijk"))]), ["levels"]),
        (Writing(rubric=[Criterion(criterion="A", levels=list("abcdefghij"))]), []),
        (Writing(rubric=[Criterion(criterion="A", levels=["x", "y"])]), []),
        (Writing(rubric=[Criterion(criterion=" ", levels=["x", "y"])]), ["empty"]),
        (Writing(rubric=RUBRIC * 11), ["too-many"]),
        (Writing(model="x " * LONGEST_WORK), ["too-long"]),
    ],
)
def test_what_an_author_must_mend(essay: Writing, found: list[str]) -> None:
    item = Essay(ask="?", essay=essay)
    assert codes(item) == found


def test_an_essay_is_not_tested_against_itself() -> None:
    assert not list(sample_problems(ESSAY, Setting()))


def test_the_rubric_and_the_range_are_shown_and_the_model_is_not() -> None:
    assert ESSAY.show(Setting()) == {
        "rubric": [
            {"criterion": "It has a point", "levels": ["no", "partly", "yes"]},
            {"criterion": "It gives a reason", "levels": ["no", "yes"]},
        ],
        "words": {"least": 3, "most": 5},
    }
    assert Essay(essay=Writing(model="x")).show(Setting()) == {}
    assert (ESSAY.shape, ESSAY.self_rated, ESSAY.guess()) == ("writing", True, 0.0)
    assert ESSAY.right_answer(Setting()) == "Because it is so."


@pytest.mark.parametrize(
    ("criteria", "mean", "rating", "top"),
    [
        ([2, 1], 1.0, "good", True),
        ([1, 1], 0.75, "good", False),
        ([2, 0], 0.5, "hard", False),
        ([0, 1], 0.5, "hard", False),
        ([1, 0], 0.25, "again", False),
        ([0, 0], 0.0, "again", False),
    ],
)
def test_levels_come_to_a_mean_and_a_rating(criteria: list[int], mean: float, rating: str, top: bool) -> None:
    assert not trouble_of(criteria, RUBRIC)
    assert mean_level(criteria, RUBRIC) == mean and rating_of(mean) == rating and at_the_top(criteria, RUBRIC) is top


@pytest.mark.parametrize("criteria", [[], [1], [1, 1, 1], [3, 0], [0, 2], [-1, 0]])
def test_levels_that_do_not_fit_are_refused(criteria: list[int]) -> None:
    assert trouble_of(criteria, RUBRIC) == "Rate each of the 2 criteria with the number of its level, from 0."
    assert trouble_of([1], []) == "There are no criteria here to rate by."


@pytest.mark.parametrize(("mean", "rating"), [(0.39, "again"), (0.4, "hard"), (0.69, "hard"), (0.7, "good")])
def test_where_a_rating_begins(mean: float, rating: str) -> None:
    assert rating_of(mean) == rating


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_response_is_taken_or_bad(response: Any) -> None:
    try:
        judged = ESSAY.judge(response, Setting())
    except BadResponse as problem:
        assert str(problem)
        return
    assert judged.notes[0].code == "rate" and word_count(response) <= len(response)
