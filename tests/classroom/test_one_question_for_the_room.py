"""`tutor class present`: one question, hands counted, the split and what is behind it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from class_world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.run("teacher", "class", "new", "7b")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml")
    return world


def present(world: World, item: str, *more: str, ok: bool = True) -> str:
    done = world.run("teacher", "class", "present", item, *more, "--class", "7b", ok=ok)
    return done.stdout + done.stderr


def test_choices_are_lettered_and_the_key_is_shown_only_after_the_count(world: World) -> None:
    before = present(world, "sums/adding/pick")
    assert "Pick the even one." in before and "✓" not in before and "--counts" in before
    order = [tuple(line.split()) for line in before.splitlines() if line.endswith(("four", "three", "seven"))]
    assert [letter for letter, _text in order] == ["A", "B", "C"]
    counts = ",".join("10" if text == "four" else "5" for _letter, text in order)
    after = present(world, "sums/adding/pick", "--counts", counts)
    four = next(letter for letter, text in order if text == "four")
    assert f"✓ {four}   10   50%" in after and "let them talk in pairs" in after


def test_of_a_short_answer_the_foreseen_mistake_is_counted_and_told(world: World) -> None:
    after = present(world, "sums/adding/two", "--counts", "4,14,2")
    assert "✓ A    4   20%" in after and "B   14   70%" in after and "something else" in after
    assert "The most frequent mistake: B, 6 (multiplied)\n  That is the product.\nFive.\nFew are right" in after
    assert "go on" in present(world, "sums/adding/two", "--counts", "19,1,0")
    data = json.loads(present(world, "sums/adding/two", "--counts", "0,0,0", "--json"))
    assert data["split"]["advice"] == "none" and [one["text"] for one in data["poll"]["options"]][:2] == ["5", "6"]


@pytest.mark.parametrize(
    ("item", "counts", "said"),
    [
        ("sums/adding/twoo", "1", "did you mean `sums/adding/two`?"),
        ("sums/taking/tell", "1", "Only questions with one choice or one short answer"),
        ("sums/adding/two", "1,2", "There are 3 answers to count, a number for each: A 5; B 6; C something else"),
        ("sums/adding/two", "1,-2,3", "Counts are numbers with commas"),
        ("sums/adding/two", "1,x,3", "Counts are numbers with commas"),
    ],
)
def test_what_cannot_be_is_said(world: World, item: str, counts: str, said: str) -> None:
    assert said in present(world, item, "--counts", counts, ok=False)
