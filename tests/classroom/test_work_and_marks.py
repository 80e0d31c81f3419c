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
