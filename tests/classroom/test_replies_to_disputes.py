"""A teacher's answer to an answer that should count, the learner says: it tells which question it is about."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from test_hostile_handins import CLASS, CODE, made, row, taken

from tutor.classroom import coaching
from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import ClassTrouble
from tutor.classroom.words import letters

DISPUTED = b'{"id":"d1","item":"sums/adding/word","answer":"fiv","day":20000}'
OTHER = "ZZZZZZZZ"


@pytest.fixture
def book(tmp_path: Path) -> ClassBook:
    book = ClassBook.open(tmp_path / "class.sqlite", CLASS)
    assert taken(book, made([row(1)], files={"disputes.jsonl": DISPUTED})).outcome == "taken"
    return book


def reply(book: ClassBook, code: str = CODE, about: str = "", to: str = "d1") -> str:
    coaching.note(book, [code], "It counts now.", date(2026, 11, 23), random.Random(1), about=about, reply_to=to)
    [(_code, line)] = coaching.notes(book)
    return line.about


def test_a_reply_to_a_dispute_is_about_the_question_that_was_disputed(book: ClassBook) -> None:
    [letter] = letters(book)
    assert letter.id == "d1" and "should count" in letter.what
    assert reply(book, to=letter.id) == "sums/adding/word"


def test_what_the_teacher_says_it_is_about_comes_first(book: ClassBook) -> None:
    assert reply(book, about="sums/adding") == "sums/adding"


def test_a_note_that_replies_to_nothing_is_about_nothing_of_itself(book: ClassBook) -> None:
    assert reply(book, to="") == ""


def test_nobody_else_is_answered_for_a_dispute(book: ClassBook) -> None:
    with pytest.raises(ClassTrouble, match="no message d1 of theirs"):
        reply(book, OTHER)
    assert coaching.notes(book) == []
