"""Skills that need a skill of another course: locked like any other, opened when it is learned, or by one's own word."""

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
from tutor.study.trouble import StudyError

NOW = datetime(2027, 1, 4, 18, tzinfo=UTC)
NUMBERS = """
id: numbers
title: Numbers
skills:
  - skill: counting
    title: Counting
    mastery: {quiz: 1}
    lesson: [{text: Count.}]
    items:
      - {id: a, ask: What comes after one?, answer: two}
      - {id: b, ask: What comes after two?, answer: three}
      - {id: c, ask: What comes after three?, answer: four}
"""
SUMS = """
id: sums
title: Sums
skills:
  - skill: adding
    title: Adding
    requires: [numbers/counting]
    mastery: {quiz: 1}
    items: [{id: a, ask: What is 1 + 1?, answer: two}]
  - skill: doubling
    title: Doubling
    requires: [adding]
    mastery: {quiz: 1}
    items: [{id: a, ask: What is twice one?, answer: two}]
"""


class Desk:
    """A learner with some of the two packs installed."""

    def __init__(self, folder: Path, packs: dict[str, str], courses: list[str], gate: Any = "advise") -> None:
        library = Library.open(folder / "library.sqlite")
        for name, text in packs.items():
            path = folder / f"{name}.yaml"
            path.write_text(text, "utf-8")
            loaded = load(path)
            assert loaded.compiled is not None, loaded.problems
            library.put(loaded.compiled, "added", "1")
        self.book = Book.open(folder / "me.sqlite", fold=apply, now=NOW, chance=random.Random(1))
        self.session = Session(
            Shelf([library]), self.book, courses=courses, gate=gate, chance=random.Random(1), clock=lambda: NOW
        )
        self.session.begin()

    def state(self, skill: str) -> dict[str, Any]:
        lines: list[dict[str, Any]] = self.session.status()["skills"]
        return next(line for line in lines if line["skill"] == skill)

    def learn(self, skill: str) -> None:
        for _ in range(40):
            if self.state(skill)["state"] == "learned":
                return
            task = self.session.next(skill=skill)
            assert task is not None
            current = self.session.desk.current
            right = current.item.right_answer(current.setting) if current and current.item else None
            self.session.answer(task.id, right, seconds=5)
        raise AssertionError("not learned")


BOTH = {"numbers": NUMBERS, "sums": SUMS}


def test_a_skill_waits_for_one_of_another_course_and_opens_with_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BOTH, ["sums", "numbers"])
    assert desk.state("sums/adding")["state"] == "locked"
    assert desk.state("sums/adding")["locked_by"] == ["numbers/counting"]
    desk.learn("numbers/counting")
    assert desk.state("sums/adding")["state"] == "open"
    assert desk.state("sums/doubling")["locked_by"] == ["sums/adding"]


def test_it_waits_also_while_the_other_course_is_installed_but_not_begun(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BOTH, ["sums"])
    assert desk.session.next() is None
    why = desk.session.why(skill="sums/adding")
    assert why["sentence"] == (
        "Adding is locked. It opens when you have learned “Counting” of the course “Numbers” (no answers yet): "
        f"about {why['unmet'][0]['minutes']} minutes."
    )
    assert why["unmet"][0]["installed"] and why["unmet"][0]["minutes"] > 0
    assert "“Counting” of the course “Numbers”" in desk.session.nothing()[0]
    desk.session.take_up("numbers")
    desk.learn("numbers/counting")
    assert desk.state("sums/adding")["state"] == "open"


def test_what_was_learned_before_opens_a_course_met_later(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BOTH, ["numbers"])
    desk.learn("numbers/counting")
    desk.session.take_up("sums")
    assert desk.state("sums/adding")["state"] == "open"


@pytest.mark.parametrize("gate", ["advise", "strict"])
def test_where_the_other_course_is_not_installed_the_learner_may_say_i_know_this(gate: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"sums": SUMS}, ["sums"], gate)
    sentence = desk.session.why(skill="sums/adding")["sentence"]
    assert sentence == (
        "Adding is locked. It needs “counting” of the course “numbers”, which is not installed: add that course, "
        "or open the skill if you know this."
    )
    assert sentence in desk.session.nothing()[0] and sentence in desk.session.home(["sums"]).next_reason
    [unit] = desk.session.map("sums")
    assert unit.skills[0].note == "opens after “counting” of the course “numbers”"
    desk.session.open("sums/adding")
    assert desk.state("sums/adding")["state"] == "open"
    task = desk.session.next()
    assert task is not None and task.skill == "sums/adding"


def test_a_strict_gate_stays_strict_about_what_can_be_learned_here(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BOTH, ["sums", "numbers"], "strict")
    for skill in ("sums/adding", "sums/doubling"):
        with pytest.raises(StudyError) as trouble:
            desk.session.open(skill)
        assert trouble.value.code == "locked"


def test_a_lock_is_the_same_after_the_file_is_opened_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BOTH, ["sums"])
    desk.session.open("sums/adding")
    desk.book.close()
    again = Desk(tmp_path, BOTH, ["sums"])
    assert again.state("sums/adding")["state"] == "open"
    assert again.state("sums/doubling")["state"] == "locked"
