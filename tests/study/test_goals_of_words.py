"""A goal of words alone is about all that is studied: what that is in a sitting with some of the learner's courses."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.fold import apply
from tutor.packs.compile import load
from tutor.packs.library import Library
from tutor.packs.shelf import Shelf
from tutor.store.book import Book
from tutor.study.session import Session

NOW = datetime(2027, 1, 4, 18, tzinfo=UTC)
ITEMS = ", ".join(f"{{id: i{n}, ask: '{n}: what is 1 + 1?', number: 2}}" for n in range(4))


class Room:
    """A learner who has met the courses `one` and `two` of a few questions each; `sit` begins a sitting with some."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder / "library.sqlite")
        for name in ("one", "two", "three"):
            path = folder / f"{name}.yaml"
            path.write_text(f"title: {name}\nmastery: {{quiz: 1}}\nitems: [{ITEMS}]\n", "utf-8")
            compiled = load(path).compiled
            assert compiled is not None
            self.library.put(compiled, "added", "1")
        self.book = Book.open(":memory:", fold=apply, now=NOW, chance=random.Random(1))
        self.sit("one", "two")

    def sit(self, *courses: str) -> Session:
        shelf, chance = Shelf([self.library]), random.Random(1)
        session = Session(shelf, self.book, courses=courses, chance=chance, clock=lambda: NOW)
        session.begin()
        return session

    def learn(self, *courses: str) -> list[dict[str, Any]]:
        """Learn these courses, each in a sitting of its own; what was told of goals."""
        told = []
        for course in courses:
            session = self.sit(course)
            while (task := session.next()) is not None:
                session.answer(task.id, "2", seconds=9)
                told += session.reached()
        return told


@pytest.fixture
def room(tmp_path: Path) -> Any:
    room = Room(tmp_path)
    yield room
    room.book.close()
    room.library.close()


def test_set_where_all_is_open_it_is_about_all_courses_also_those_met_later(room: Room) -> None:
    session = room.sit("one", "two")
    _, forecast = session.goal(words="know it all")
    assert session.status()["goals"][0]["skills"] == [] and forecast["skills"] == 2
    session.take_up("three")
    assert session.status()["goals"][0]["forecast"]["skills"] == 3
    assert room.learn("one", "two") == []
    assert [told["sentence"] for told in room.learn("three")] == [
        "You reached your goal: know it all. All of it is learned; reviews keep it fresh."
    ]


def test_its_forecast_is_the_same_in_a_sitting_with_one_of_them(room: Room) -> None:
    room.sit("one", "two").goal(words="know it all")
    assert room.sit("one").status()["goals"][0]["forecast"]["skills"] == 2


def test_set_in_a_sitting_with_one_course_it_is_about_that_one(room: Room) -> None:
    session = room.sit("one")
    _, forecast = session.goal(words="know this")
    assert session.status()["goals"][0]["skills"] == ["one"] and forecast["skills"] == 1
    assert len(room.learn("one")) == 1


def test_a_course_that_has_left_the_shelf_stands_in_no_ones_way(room: Room) -> None:
    room.sit("one", "two").goal(words="know it all")
    room.library.remove("two")
    assert room.sit("one").status()["goals"][0]["forecast"]["skills"] == 1
    assert len(room.learn("one")) == 1


def test_nothing_is_reached_before_anything_was_answered(room: Room) -> None:
    for course in ("one", "two"):
        room.library.remove(course)
    session = room.sit()
    session.goal(words="know it all")
    assert session.reached() == []
