"""The page a learner shows at home."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from class_world import RIGHT, World


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.run("teacher", "handout", "sums.yaml", "--title", "Sums")
    world.run("anna", "join", "Sums-001.handout")
    return world


def test_it_says_what_one_can_do_and_what_to_ask_and_no_wrong_answer(world: World) -> None:
    world.study("anna", 3, lambda item: "9876" if item == "two" else RIGHT.get(item, ""))
    world.later(days=1)
    world.study("anna", 20)
    told = world.run("anna", "report", "--name", "Anna").stdout
    assert told.startswith("What Anna is learning\nPut together on 2026-11-03.\n\nCourses\n  - Sums\n")
    assert "What is new that I can do" in told and "  - I can add small numbers. (since 2026-11-0" in told
    assert "One thing to ask tonight\n  “Taking away” Show me how, please.\n  For example: 5 - 2?" in told
    assert "(The answer: 3. More interesting is why.)" in told
    assert "9876" not in told, "no wrong answer"
    facts = json.loads(world.run("anna", "report", "--json").stdout)
    assert facts["weeks"][-1][0] == "2026-11-02" and facts["skills"] == 2


def test_it_is_a_page_to_print_without_a_script_and_nothing_is_written_over(world: World) -> None:
    world.study("anna", 6)
    world.run("anna", "report", "page.html", "--name", "<b>Anna</b>")
    page = (world.folder / "page.html").read_text("utf-8")
    assert "<script" not in page and "&lt;b&gt;Anna" in page and 'class="room"' in page
    refused = world.run("anna", "report", "page.html", ok=False)
    assert refused.returncode == 1 and "is there already; --force writes over it." in refused.stderr
    assert world.run("anna", "report", "page.doc", ok=False).returncode == 2


def test_a_parents_answer_travels_back(world: World) -> None:
    world.run("anna", "report", "--answer", "She explained it to me. Lovely.")
    world.run("anna", "handin", "--level", "0", "--yes")
    world.run("teacher", "class", "new", "Sums class", "--from", "Sums-001.handout")
    world.run("teacher", "class", "collect", ".", "--class", "Sums-class")
    assert "about parent\n" in (
        told := world.run("teacher", "class", "messages", "--class", "Sums-class").stdout
    ).replace("  [", "\n")
    assert "She explained it to me. Lovely." in told
