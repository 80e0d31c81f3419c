"""A block of text in place of a list of lines: `order: |` with a program below."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.core.item import Item
from tutor.core.kinds.order import Order
from tutor.core.kinds.parts import Parts
from tutor.packs.nodes import Page, line_of
from tutor.packs.problems import Problem
from tutor.packs.reader import read
from tutor.packs.source import open_source

BLOCK = """\
{0}order: |
{0}  def f(x):
{0}      return x

{0}  print(f(1))
{0}distractors: |
{0}  return y
{0}indent: true
"""
LINES = ["def f(x):", "    return x", "print(f(1))"]


def taken(tmp_path: Path, text: str) -> tuple[list[Item], list[str]]:
    """The items of a course, and what is wrong with them."""
    path = tmp_path / "course.yaml"
    path.write_text("title: T\nitems:\n" + text, encoding="utf-8")
    source = open_source(path)
    assert not isinstance(source, Problem)
    reading = read(source)
    items = [draft.item for skill in reading.skills for draft in skill.items]
    return items, [str(problem) for problem in reading.problems]


@pytest.mark.parametrize("part", [False, True])
def test_the_lines_of_a_block_keep_their_indentation_and_blank_ones_are_dropped(tmp_path: Path, part: bool) -> None:
    text = "  - ask: Order.\n    parts:\n      - ask: Order.\n" if part else "  - ask: Order.\n"
    items, _ = taken(tmp_path, text + BLOCK.format("        " if part else "    "))
    item = items[0].parts[0] if isinstance(items[0], Parts) else items[0]
    assert isinstance(item, Order)
    assert (item.order, item.distractors) == (LINES, ["return y"])


def test_what_is_wrong_with_a_line_of_a_block_is_said_at_its_line(tmp_path: Path) -> None:
    _, problems = taken(tmp_path, "  - ask: Order.\n    order: |\n      a\n      b\n    distractors: |\n\n      a\n")
    assert len([one for one in problems if ":9:" in one and " error " in one]) == 1


@pytest.mark.parametrize(
    ("text", "line", "place"),
    [
        pytest.param("a: |\n  b\n  c\n", 0, (1, 4), id="the first line stays at its text"),
        pytest.param("a: |\n  b\n  c\n", 1, (3, 3), id="the second line"),
        pytest.param("a: |\n  b", 5, (1, 4), id="no such line"),
        pytest.param('a: "b\\nc"', 1, (1, 4), id="no block"),
    ],
)
def test_a_line_of_a_text_is_found_where_it_stands(text: str, line: int, place: tuple[int, int]) -> None:
    page = Page("a", "a", text, [])
    assert page.position(line_of(page, 3, line)) == place
