"""Work that was ticked is seen by the teacher, rated by its rubric, and counts for the learner."""

from __future__ import annotations

import random
from pathlib import Path
from unittest import mock

import pytest
from class_world import World

from tutor.cli.opening import open_session


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.run("teacher", "class", "new", "7b", "--in", "7b")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml", "--to", "stick")
    world.run("anna", "join", "stick/7b-001.handout")
    with mock.patch.dict("os.environ", {"TUTOR_HOME": str(world.home("anna")), "TUTOR_NOW": world.now.isoformat()}):
        opened = open_session(["sums"], clock=lambda: world.now, seed=random.Random(1).randrange(9))
        opened.session.hand_in("shop", "I sold four apples.\nThen five.", [0])
        opened.close()
    world.run("anna", "handin", "--level", "3", "--tick", "2", "--yes", "--to", "stick")
    world.run("teacher", "class", "collect", "stick", "--class", "7b")
    return world


def test_a_project_is_listed_shown_and_marked_and_the_mark_counts(world: World) -> None:
    listed = world.run("teacher", "class", "work", "--class", "7b").stdout
    assert listed.strip().endswith("2026-11-02: A shop") and listed.startswith("  1  ")
    shown = world.run("teacher", "class", "work", "1", "--class", "7b").stdout
    assert "  I sold four apples.\n  Then five.\n\nSums\n  1  wrong   (their own rating)\n  2  right\n" in shown
    world.run(
        "teacher", "class", "mark", "1", "--levels", "2", "--words", "All right!", "--name", "Ms Day", "--class", "7b"
    )
    assert "(marked)" in world.run("teacher", "class", "work", "--class", "7b").stdout
    world.run("teacher", "class", "handout", "--class", "7b", "--to", "stick")
    assert "1 mark for your work" in world.run("anna", "join", "stick").stdout
    assert "mark" not in world.run("anna", "join", "stick").stdout, "told once"
    told = world.run("anna", "portfolio").stdout
    assert "A shop" in told
    states = world.run("anna", "stats", "--json").stdout
    assert states
    with mock.patch.dict("os.environ", {"TUTOR_HOME": str(world.home("anna")), "TUTOR_NOW": world.now.isoformat()}):
        opened = open_session(["sums"], clock=lambda: world.now)
        [piece] = opened.session.portfolio()
        assert (piece.teacher, piece.teacher_text, piece.teacher_top) == ("Ms Day", "All right!", True)
        assert opened.session.status()["skills"][0]["state"] == "learned"
        opened.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1",), "Give its levels with --levels: 1 to 2 for “Sums”."),
        (("1", "--levels", "3"), "--levels needs a number for each of 1 criteria; levels: 2."),
        (("1", "--levels", "1,2"), "--levels needs a number"),
        (("1", "--levels", "x"), "--levels needs a number"),
        (("7", "--levels", "1"), "There is no work 7"),
    ],
)
def test_what_cannot_be_marked_is_said(world: World, words: tuple[str, ...], said: str) -> None:
    refused = world.run("teacher", "class", "mark", *words, "--class", "7b", ok=False)
    assert refused.returncode == 2 and said in refused.stderr


def hands_in(world: World, who: str, text: str) -> None:
    world.run(who, "join", "stick/7b-001.handout")
    with mock.patch.dict("os.environ", {"TUTOR_HOME": str(world.home(who)), "TUTOR_NOW": world.now.isoformat()}):
        opened = open_session(["sums"], clock=lambda: world.now)
        opened.session.hand_in("shop", text, [0])
        opened.close()
    world.run(who, "handin", "--level", "3", "--tick", "2", "--yes", "--to", "stick")


@pytest.fixture
def group(world: World) -> dict[str, str]:
    """Four learners' codes: Bo with Anna's text but for its blanks, Cem with one of his own, Dan with none."""
    hands_in(world, "bo", "I sold four apples. Then five.")
    hands_in(world, "cem", "We sold nine.")
    world.run("dan", "join", "stick/7b-001.handout")
    world.run("dan", "handin", "--level", "1", "--yes", "--to", "stick")
    world.run("teacher", "class", "collect", "stick", "--class", "7b")
    with world.book() as book:
        found = {text: code for code, text in book.db.execute("select code, text from piece")}
        none = set(book.learners()) - {code for (code,) in book.db.execute("select code from piece")}
    names = {"I sold four apples.\nThen five.": "anna", "I sold four apples. Then five.": "bo", "We sold nine.": "cem"}
    return {names[text]: code for text, code in found.items()} | {"dan": none.pop()}


def marked(world: World) -> set[str]:
    with world.book() as book:
        return {code for (code,) in book.db.execute("select code from mark")}


def number_of(world: World, code: str) -> str:
    lines = world.run("teacher", "class", "work", "--class", "7b").stdout.splitlines()
    return next(line for line in lines if line.split(",")[0].endswith(code)).split()[0]


def test_a_groups_project_is_marked_once_for_all_who_handed_in_the_same_text(
    world: World, group: dict[str, str]
) -> None:
    listed = world.run("teacher", "class", "work", "--class", "7b").stdout
    assert f"(the same text as {group['bo']})" in listed and f"(the same text as {group['anna']})" in listed
    done = world.run(
        "teacher", "class", "mark", number_of(world, group["bo"]), "--levels", "2", "--group", "--class", "7b"
    )
    assert marked(world) == {group["anna"], group["bo"]}
    assert group["anna"] in done.stdout and group["bo"] in done.stdout
    world.run("teacher", "class", "handout", "--class", "7b", "--to", "stick")
    for who in ("anna", "bo"):
        assert "1 mark for your work" in world.run(who, "join", "stick").stdout
    assert "mark" not in world.run("cem", "join", "stick").stdout


def test_whose_copy_differs_is_named(world: World, group: dict[str, str]) -> None:
    number = number_of(world, group["anna"])
    world.run("teacher", "class", "mark", number, "--levels", "1", "--also", group["cem"], "--class", "7b")
    assert marked(world) == {group["anna"], group["cem"]}


def test_a_member_without_a_piece_is_told_and_nobody_is_marked(world: World, group: dict[str, str]) -> None:
    number = number_of(world, group["anna"])
    refused = world.run(
        "teacher", "class", "mark", number, "--levels", "1", "--also", group["dan"], "--class", "7b", ok=False
    )
    assert refused.returncode == 2 and "handed in no piece for this project" in refused.stderr
    assert marked(world) == set()
