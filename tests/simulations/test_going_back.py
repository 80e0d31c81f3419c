"""A learner goes back to the version before: what they knew goes back to its names, with what they learned since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.simulations.versions import Learner, answered, known, skill
from tutor.core.learner.events import GoalSet, Noted
from tutor.core.learner.rows import FormerRow, GoalRow, ItemRow, SkillRow

FIRST = [
    skill("one", "a", "b", "c"),
    skill("two", "d", "e", "f", requires="one"),
    skill("left", "m", "n", "o"),
    skill("right", "p", "q", "r"),
    skill("whole", "s", "t", "u", "v"),
    skill("old", "w", "x"),
    skill("words", "g", "h", "i", "j", lesson=False),
]
SECOND = [
    skill("first", "a", "b", "c"),
    skill("two", "d", "e", "f", requires="first"),
    skill("both", "m", "n", "o", "p", "q", "r"),
    skill("front", "s", "t"),
    skill("back", "u", "v", requires="front"),
    skill("words", "good", "h", "i", "j", lesson=False, h=2),
]
HEAD = (
    "moved: {one: first, words/g: words/good}\nmerged: {left: both, right: both}\n"
    "split: {whole: [front, back]}\nretired: [old]"
)
NAMES = ("one", "two", "left", "right", "whole", "old", "words")
PLACES = ("position", "requires", "leads_to")


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    one = Learner(tmp_path)
    yield one
    one.book.close()


@pytest.fixture
def midway(learner: Learner) -> Learner:
    learner.meets(*FIRST)
    for name in ("one", "left", "whole"):
        learner.learns(name)
    learner.answers("two", 3)
    learner.answers("right", 2)
    learner.answers("old", 2)
    learner.answers("words", 9)
    learner.says(GoalSet(goal="g", skills=["course/one", "course/whole"], text="all"))
    learner.says(Noted(about="course/one", text="hard"))
    learner.wait(days=1)
    return learner


def standing(learner: Learner) -> dict[str, Any]:
    items = {key: learner.book.rows.get(ItemRow, key) for key in learner.book.rows.keys(ItemRow, "course/")}
    return {name: learner.row(name) for name in NAMES} | items


def test_going_back_at_once_finds_everything_as_it_was(midway: Learner) -> None:
    before = standing(midway)
    midway.meets(*SECOND, head=HEAD).checked()
    assert midway.book.rows.get(SkillRow, "course/one") is None and midway.item("words/h").stability == 0
    midway.meets(*FIRST).checked()
    after = standing(midway)
    assert {name: known(row, "leads_to") for name, row in after.items() if "/" not in name} == {
        name: known(row, "leads_to", "quiz_presumes") for name, row in before.items() if "/" not in name
    }
    assert {name: row for name, row in after.items() if "/" in name} == {
        name: row for name, row in before.items() if "/" in name
    }
    goal, (note,) = midway.book.rows.get(GoalRow, "g"), midway.book.notes()
    assert goal is not None and goal.skills == ["course/one", "course/whole"] and note.about == "course/one"
    for gone in ("first", "both", "front", "back"):
        assert midway.book.rows.get(SkillRow, f"course/{gone}") is None
    assert midway.told == [
        "Course is as it was before: 1 skill renamed, 2 skills merged, 1 skill split, 1 skill is back, "
        "1 question goes on as before; nothing you learned is lost."
    ]


def test_what_was_learned_in_between_is_kept_too(midway: Learner) -> None:
    before = standing(midway)
    midway.meets(*SECOND, head=HEAD)
    midway.learns("both")
    midway.answers("first", 2)
    midway.learns("two")
    midway.answers("words", 6)
    first = midway.row("first")
    midway.meets(*FIRST).checked()
    assert known(midway.row("one"), *PLACES) == known(first, *PLACES)
    assert midway.row("right").phase == "learned" and before["right"].phase == "learning"
    assert midway.row("left").phase == "learned" and not midway.row("left").presumed
    assert midway.row("two").phase == "learned" and midway.row("words").phase in ("learning", "learned")
    assert midway.item("words/h").stability == before["course/words/h"].stability
    assert midway.item("words/h").seen >= before["course/words/h"].seen
    assert midway.item("words/g").seen >= before["course/words/g"].seen
    for name in ("whole", "old"):
        assert known(midway.row(name), *PLACES) == known(before[name], *PLACES)


def test_back_and_forth_loses_nothing_and_is_called_an_update_again(midway: Learner) -> None:
    midway.meets(*SECOND, head=HEAD)
    midway.learns("both")
    there = {name: midway.row(name) for name in ("first", "both", "front", "back")}
    midway.meets(*FIRST).meets(*SECOND, head=HEAD).checked()
    assert {name: midway.row(name) for name in there} == there
    assert midway.told[0].startswith("Course was updated: 1 skill renamed, 2 skills merged, 1 skill split")
    assert midway.item("words/h").rev == 2


def test_who_never_met_the_earlier_version_takes_along_what_they_know(learner: Learner) -> None:
    learner.meets(*SECOND, head=HEAD)
    learner.learns("both")
    learner.learns("first")
    learner.meets(*FIRST).checked()
    assert [learner.row(name).phase for name in ("one", "left", "right")] == ["learned"] * 3
    assert learner.row("left").presumed and not learner.row("one").presumed
    items = [learner.book.rows.get(ItemRow, key) for key in learner.book.rows.keys(ItemRow, "course/")]
    assert {item.skill for item in items if item and not item.gone} == {"course/one", "course/left", "course/right"}


def test_a_skill_that_took_in_another_gives_it_back(learner: Learner) -> None:
    one, two = skill("one", "a", "b", "c"), skill("two", "d", "e", "f")
    learner.meets(one, two)
    learner.learns("one")
    learner.answers("two", 2)
    before = [learner.row(name) for name in ("one", "two")]
    learner.meets(skill("one", "a", "b", "c", "d", "e", "f"), head="merged: {two: one}").checked()
    assert learner.row("one").presumed
    learner.meets(one, two).checked()
    assert [learner.row(name) for name in ("one", "two")] == before


def test_a_skill_that_kept_a_part_of_itself_takes_the_others_in_again(learner: Learner) -> None:
    words = skill("words", "g", "h", "i", "j", lesson=False)
    learner.meets(words)
    learner.learns("words")
    before = learner.row("words")
    parts = [skill("animals", "g", "h", lesson=False), skill("words", "i", "j", lesson=False)]
    learner.meets(*parts, head="split: {words: [animals, words]}")
    learner.meets(words).checked()
    assert known(learner.row("words")) == known(before)
    assert learner.item("words/g").stability > 0


def test_an_item_that_was_joined_with_another_is_two_again(learner: Learner) -> None:
    learner.meets(skill("words", "g", "h", "i", lesson=False))
    learner.learns("words")
    before = {name: learner.item(f"words/{name}") for name in "ghi"}
    learner.meets(skill("words", "x", "i", lesson=False), head="moved: {words/g: words/x, words/h: words/x}")
    assert learner.item("words/x").seen == before["g"].seen + before["h"].seen
    learner.meets(skill("words", "g", "h", "i", lesson=False)).checked()
    assert {name: learner.item(f"words/{name}") for name in "ghi"} == before
    assert learner.row("words").facts_seen == 3


def test_an_answer_from_another_device_under_a_newer_name_counts_for_the_older_one(midway: Learner) -> None:
    midway.meets(*SECOND, head=HEAD).meets(*FIRST)
    before = midway.row("one").opportunities
    midway.says(answered("first/a"))
    assert midway.row("one").opportunities == before + 1
    midway.checked()


def test_a_name_used_for_something_new_is_no_going_back(learner: Learner) -> None:
    learner.meets(skill("one", "a", "b", "c"))
    learner.learns("one")
    learner.meets(skill("uno", "a", "b", "c"), head="moved: {one: uno}")
    before = learner.row("uno")
    learner.meets(skill("uno", "a", "b", "c"), skill("one", "y", "z"))
    assert learner.row("uno") == before and learner.row("one").opportunities == 0
    assert learner.told == ["Course was updated: 1 new skill; nothing you learned is lost."]


def test_undo_goes_back_over_a_going_back(midway: Learner) -> None:
    midway.meets(*SECOND, head=HEAD)
    midway.answers("first")
    midway.meets(*FIRST)
    midway.answers("one")
    midway.session.undo()
    midway.session.undo()
    assert midway.row("one").opportunities > 0
    midway.checked()
    assert not list(midway.book.rows.keys(FormerRow, "course/left"))
