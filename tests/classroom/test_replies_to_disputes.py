"""A teacher's answer to an answer that should count, the learner says: it tells which question it is about."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_hostile_handins import CLASS, CODE, made, row, taken

from tutor.classroom import coaching
from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import ClassTrouble
from tutor.classroom.words import letters
from tutor.core.classroom.manifest import Manifest
from tutor.packs.bundle import packed

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


WORDS = b'{"id":"d1","item":"sums/adding/word","text":"five, but in French"}'


def with_words(book: ClassBook) -> None:
    files = {"disputes.jsonl": DISPUTED, "words.jsonl": WORDS}
    given = made([row(1)], files=files, level=3, seq=2, bundle_id="2" * 32)
    assert taken(book, given).outcome == "taken"


@pytest.mark.parametrize(
    ("level", "told"),
    [
        (3, ["sums/adding/word: “five, but in French” should count"]),
        (2, ["sums/adding/word: “fiv” should count"]),
        (1, []),
        (0, []),
    ],
)
def test_of_a_dispute_is_told_what_the_newest_hand_in_still_allows(
    book: ClassBook, level: int, told: list[str]
) -> None:
    with_words(book)
    message = {"messages.jsonl": b'{"id":"m1","text":"hi","day":20001}'}
    head: dict[str, Any] = {"class_id": CLASS, "code": CODE, "seq": 3, "level": level, "bundle_id": "3" * 32}
    bare = packed(Manifest(kind="handin", made_on="2026-11-24", **head), message, {})
    later = made([row(1)], files=message, **head) if level >= 2 else bare
    assert taken(book, later).outcome == "taken"
    assert [one.what for one in letters(book) if one.id == "d1"] == told
    assert [one.text for one in letters(book) if one.id == "m1"] == ["hi"]
