"""How sure one is and how it feels, said in plain mode with a colon, a letter and a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

TINY = (Path(__file__).parent / "packs" / "tiny.yaml").read_text(encoding="utf-8")


def last(person: Any) -> Any:
    return person.session.desk.last.event.data


@pytest.mark.parametrize(("typed", "confidence"), [("1", 1), ("2", 2), ("3", 3)])
def test_how_sure_one_is_goes_with_the_answer(room: Any, typed: str, confidence: int) -> None:
    person = room(TINY)
    said = person.types(f":c {typed}", "1")
    assert "Now your answer." in said and last(person).confidence == confidence


def test_it_is_for_this_question_alone(room: Any) -> None:
    person = room(TINY)
    person.types(":c 3", "1", "", "", "", "1")
    assert person.session.status()["answers"] >= 2 and last(person).confidence is None


@pytest.mark.parametrize("typed", [":c 4", ":c sure", ":f", ":f great"])
def test_what_is_no_such_word_is_said_kindly_and_changes_nothing(room: Any, typed: str) -> None:
    person = room(TINY)
    before = person.hash()
    said = person.types(typed)
    assert "After :" in said and person.hash() == before


def test_after_the_answer_it_is_too_late_to_say_how_sure_one_was(room: Any) -> None:
    person = room(TINY)
    assert "How sure you are is said before you answer." in person.types("1", ":c 3")


def test_alone_it_still_goes_on_without_a_limit(room: Any) -> None:
    assert "There is no limit of time now." in room(TINY).types(":c")


@pytest.mark.parametrize(("word", "said"), [("easy", "Harder ones"), ("right", "It goes on like this.")])
def test_how_it_feels_is_told_back_and_the_question_stays(room: Any, word: str, said: str) -> None:
    person = room(TINY)
    assert said in person.types(f":f {word}", "1")
    assert person.session.status()["answers"] == 1


def test_who_is_lost_hears_an_explanation_and_then_the_very_same_question(room: Any) -> None:
    person = room(TINY)
    question = person.session.next()
    said = person.types(":f lost", "", "", "")
    assert "Let us look at it another way" in said and "Lesson." in said
    assert person.session.next().id == question.id


def test_easy_three_times_says_how_to_test_out(room: Any) -> None:
    said = room(TINY).types(":f easy", ":f easy", ":f easy", ":t")
    assert ":t begins it." in said and "Test-out of" in said


def test_the_end_says_how_well_one_knows_what_one_knows(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    person = room(TINY)
    assert "When you" not in person.types("1")
    told = {"sentence": "When you were sure, 6 of 12 were right."}
    monkeypatch.setattr(person.session, "calibration", lambda: told)
    assert told["sentence"] in person.types("1")
