"""Typed texts."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.item import Mistake, Setting
from tutor.core.judgement import BadResponse
from tutor.core.kinds.answer import Answer

SAME = Setting(same=[["car", "automobile"]])


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        pytest.param("Paris", "Paris", id="as written"),
        pytest.param("Paris", "  paris. ", id="white space, case, full stop"),
        pytest.param(["Paris", "Lutetia"], "lutetia", id="another accepted text"),
        pytest.param("Paris", "“Paris”", id="in quotes"),
        pytest.param("?", "?", id="question mark"),
        pytest.param("!", " ! ", id="exclamation mark"),
        pytest.param("!=", "!=", id="operator"),
        pytest.param("C++", "c++", id="signs after a letter"),
        pytest.param("C#", "C#.", id="sign and full stop"),
        pytest.param("-5", "−5", id="minus"),
        pytest.param(".5", ".5", id="leading point"),
        pytest.param("50%", "50%.", id="percent"),
        pytest.param("no", "no", id="yaml no"),
        pytest.param("1.10", "1.10", id="yaml 1.10"),
        pytest.param("012", "012", id="yaml 012"),
        pytest.param("1:30", "1:30", id="yaml 1:30"),
        pytest.param("2024-13-45", "2024–13–45", id="a date that is none"),
        pytest.param("~", "~", id="yaml null"),
        pytest.param("猫", "猫。", id="Chinese"),
        pytest.param("москва", "Москва", id="Russian"),
        pytest.param("كتاب", " كتاب ", id="Arabic"),
        pytest.param("é", "e\u0301", id="combining"),
        pytest.param("car", "automobile", id="synonym"),
        pytest.param("a red car", "a red automobile", id="synonym in a longer answer"),
        pytest.param("don't", "don’t", id="curly apostrophe"),
        pytest.param("1:4", "1 : 4", id="spaces around a colon"),
        pytest.param("10 : 45", "10:45", id="no spaces around a colon"),
        pytest.param("(2, 3)", "( 2,3 )", id="a pair of numbers"),
        pytest.param("x+1", "x + 1", id="spaces around a plus"),
    ],
)
def test_right_answers(answer: str | list[str], typed: str) -> None:
    judged = Answer(answer=answer).judge(typed, SAME)
    assert (judged.correct, judged.score, judged.notes, judged.difference) == (True, 1.0, [], [])


@pytest.mark.parametrize(
    ("answer", "typed", "note"),
    [
        ("Paris", "Pariss", "slip"),
        ("photosynthesis", "photosyntesis", "slip"),
        ("receive", "recieve", "slip"),
        ("ice cream", "icecream", "mark"),
        ("café", "cafe", "accents"),
        ("él", "el", "accents"),
        ("naïve résumé", "naive resume", "accents"),
        ("red, white and blue", "red white and blue", "mark"),
    ],
)
def test_almost_right_answers_are_asked_again_and_show_where(answer: str, typed: str, note: str) -> None:
    judged = Answer(answer=answer).judge(typed, Setting())
    assert (judged.correct, judged.almost, judged.score) == (False, True, 0.0)
    assert [one.code for one in judged.notes] == [note]
    assert any(sort != "same" for sort, _ in judged.difference)


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("Paris", "Lyon"),
        ("Paris", ""),
        ("Paris", "?"),
        ("casa", "cama"),
        ("no", "not"),
        ("1.10", "1.1"),
        ("012", "12"),
        ("1:30", "90"),
        ("C++", "C"),
        ("C#", "C"),
        ("-5", "5"),
        (".5", "5"),
        ("50%", "50"),
        ("?", "."),
        ("?", ""),
        ("1946 and later", "1945 and later"),
        ("the white cat", "teh wihte cat"),
        ("猫", "犬"),
        ("Paris", "x" * 100_000),
    ],
)
def test_wrong_answers_show_the_difference(answer: str, typed: str) -> None:
    judged = Answer(answer=answer).judge(typed, Setting())
    assert (judged.correct, judged.almost, judged.score, judged.notes) == (False, False, 0.0, [])
    assert judged.difference


@pytest.mark.parametrize("response", [None, True, 3, 3.5, ["Paris"], {"a": "Paris"}, []])
def test_what_is_no_text_is_a_bad_response(response: Any) -> None:
    with pytest.raises(BadResponse):
        Answer(answer="Paris").judge(response, Setting())


KNOWN = [
    Mistake(when=["cama", "Roma"], say="That is a bed.", name="bed", see="c/s"),
    Mistake(condition="'z' in response", say="No z."),
]


def test_a_known_mistake_gets_its_feedback() -> None:
    judged = Answer(answer="casa", mistakes=KNOWN).judge("Cama!", Setting())
    assert (judged.said, judged.misconception, judged.see, judged.almost) == ("That is a bed.", "bed", "c/s", False)
    assert Answer(answer="casa", mistakes=KNOWN).judge("caza", Setting()).said == "No z."


@pytest.mark.parametrize("typos", [None, 1])
def test_a_known_mistake_is_never_taken_for_a_slip(typos: int | None) -> None:
    made = Answer(answer="effect", typos=typos, mistakes=[Mistake(when="affect", say="That is a verb.")])
    judged = made.judge("affect", Setting())
    assert (judged.correct, judged.almost, judged.said) == (False, False, "That is a verb.")


def test_an_accepted_text_is_right_even_if_it_is_a_listed_mistake() -> None:
    assert Answer(answer="casa", mistakes=[Mistake(when="casa", say="no")]).judge("casa", Setting()).correct


def test_typos_1_takes_a_slip_as_right_and_says_so() -> None:
    judged = Answer(answer="Paris", typos=1).judge("Pariss", Setting())
    assert (judged.correct, judged.score, [note.code for note in judged.notes]) == (True, 1.0, ["slip"])
    assert judged.difference == [("same", "Paris"), ("extra", "s")]


def test_typos_0_takes_no_slip() -> None:
    made = Answer(answer="Paris", typos=0)
    assert not made.judge("Pariss", Setting()).almost
    assert not Answer(answer="café", typos=0).judge("cafe", Setting()).almost


def test_case_and_accents_count_as_the_author_says() -> None:
    exact = Answer(answer="True", case="exact")
    assert exact.judge("True", Setting()).correct
    assert [note.code for note in exact.judge("true", Setting()).notes] == ["case"]
    assert Answer(answer="él", accents="ignore").judge("El", Setting()).correct


def test_what_was_heard_is_short_and_clean() -> None:
    assert Answer(answer="x").judge(" a\x1b  b ", Setting()).heard == "a� b"
    assert Answer(answer="x").judge("y" * 3000, Setting()).heard == "y" * 80 + "…"
    assert Answer(answer="x").judge("y" * 80, Setting()).heard == "y" * 80


def test_the_first_accepted_text_is_shown_as_right() -> None:
    assert Answer(answer=["Paris", "Lutetia"]).right_answer(Setting()) == "Paris"
    assert Answer(answer="Paris").show(Setting()) == {}
    assert Answer(answer="Paris").shape == "text"


@pytest.mark.parametrize(
    ("made", "flaws"),
    [
        (Answer(answer="x"), []),
        (Answer(answer="?"), []),
        (Answer(answer=""), [(("answer",), "empty-answer")]),
        (Answer(answer=[]), [(("answer",), "empty-answer")]),
        (Answer(answer=["a", "  "]), [(("answer", 1), "empty-answer")]),
        (Answer(answer="x" * 2001), [(("answer",), "long-answer")]),
        (Answer(answer="x", typos=3), [(("typos",), "typos")]),
    ],
)
def test_flaws(made: Answer, flaws: list) -> None:
    assert [(flaw.path, flaw.code) for flaw in made.flaws()] == flaws
