"""A drawn map says what the graph says: whoever follows its lines on the grid comes to what a skill opens, only to that."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.present.map_drawing import NARROWEST, WIDEST, Drawing, beside, drawing
from tutor.present.map_layers import MOST, layers_of
from tutor.present.map_lines import ARMS, DOWN, LEFT, RIGHT, UP

MANY = settings(max_examples=int(os.environ.get("MAPS", "60")), deadline=None)
"""`MAPS=5000` looks longer."""
SIDES = {sign: sides for sides, sign in ARMS.items()}
STEPS = {UP: (0, -1), DOWN: (0, 1), RIGHT: (1, 0)}
BACK = {UP: DOWN, DOWN: UP, RIGHT: LEFT}


@st.composite
def graphs(draw, most=30):
    """Skills that need some of those before them."""
    count = draw(st.integers(1, most))
    far = draw(st.integers(1, 12))
    below = st.lists(st.integers(1, far), max_size=draw(st.integers(1, 4)), unique=True)
    return {f"s{at}": [f"s{at - back}" for back in draw(below) if back <= at] for at in range(count)}


def grid_of(drawn: Drawing) -> dict[tuple[int, int], str]:
    """The characters of the lines. No two stand in one cell, and none outside or on a skill."""
    grid = {(stroke.x, stroke.y): stroke.sign for stroke in drawn.strokes}
    assert len(grid) == len(drawn.strokes)
    for box in drawn.boxes:
        for x in range(box.x, box.x + box.cells):
            for y in range(box.y, box.y + drawn.lines):
                assert (x, y) not in grid
                grid[x, y] = "box"
    assert all(0 <= x < drawn.width and 0 <= y < drawn.height for x, y in grid)
    return grid


def reached(drawn: Drawing, name: str, grid: dict[tuple[int, int], str]) -> set[str]:
    """The skills to which lines lead from this one, never to the left, straight on where another line crosses."""
    at = {(box.x, box.y): box.name for box in drawn.boxes}
    box = next(one for one in drawn.boxes if one.name == name)
    ways = [(box.x + box.cells, box.y, RIGHT)] if box.line else []
    found, seen = set[str](), set(ways)
    while ways:
        x, y, way = ways.pop()
        if (x, y) in at:
            found.add(at[x, y])
            continue
        sides = SIDES[grid[x, y]]
        onward = [side for side in STEPS if sides & side and side != BACK[way]] if sides & BACK[way] else [way]
        assert sides & BACK[way] or sides in (UP | DOWN, LEFT | RIGHT), "a line ends in the open"
        for side in onward:
            step = (x + STEPS[side][0], y + STEPS[side][1], side)
            if step not in seen:
                seen.add(step)
                ways.append(step)
    return found


@MANY
@given(graphs(), st.integers(20, 200), st.integers(1, 60), st.integers(0, 29))
def test_lines_lead_to_what_a_skill_opens_and_nowhere_else(needs, width, height, number):
    chosen = f"s{number % len(needs)}"
    drawn = drawing(needs, chosen, width, height)
    assert drawn is not None and drawn.width <= width and drawn.height <= height
    grid = grid_of(drawn)
    names = {box.name for box in drawn.boxes}
    assert chosen in names and (drawn.whole == (names == set(needs)))
    for name in names:
        assert reached(drawn, name, grid) == {one for one in names if name in needs[one]}


@MANY
@given(graphs(), st.integers(0, 29))
def test_only_lines_of_the_chosen_skill_are_lit(needs, number):
    chosen = f"s{number % len(needs)}"
    drawn = drawing(needs, chosen, 150, 50)
    assert drawn is not None
    lit = {(stroke.x, stroke.y) for stroke in drawn.strokes if stroke.lit}
    grid = grid_of(drawn)
    for box in drawn.boxes:
        if box.line and grid[box.x + box.cells, box.y] != "│":
            opens_it = box.name in needs[chosen]
            assert ((box.x + box.cells, box.y) in lit) == (box.name == chosen or opens_it)
    assert bool(lit) == any(chosen in needs[one.name] or one.name in needs[chosen] for one in drawn.boxes)


@MANY
@given(graphs())
def test_a_skill_stands_right_of_all_that_it_needs(needs):
    layer = layers_of(needs)
    assert all(layer[other] < layer[name] for name, below in needs.items() for other in below)


def test_a_large_course_shows_what_is_around_the_chosen_skill():
    needs = {f"s{at}": [f"s{at - back}" for back in (1, 7, 20) if back <= at] for at in range(300)}
    drawn = drawing(needs, "s150", 100, 40)
    assert drawn is not None and not drawn.whole and 3 <= len(drawn.boxes) <= MOST


def test_a_hub_of_two_hundred_shows_some_of_them():
    needs = {"hub": [], **{f"s{at}": ["hub"] for at in range(200)}}
    drawn = drawing(needs, "hub", 70, 20)
    assert drawn is not None and not drawn.whole and 3 <= len(drawn.boxes) <= 20


@pytest.mark.parametrize("needs", [{"a": ["b"], "b": ["a"]}, {"a": ["a"]}, {"a": ["b"], "b": ["c"], "c": ["a", "b"]}])
def test_a_circle_is_borne(needs):
    drawn = drawing(needs, "a", 100, 30)
    assert drawn is not None and {box.name for box in drawn.boxes} == set(needs)


def test_columns_are_as_wide_as_there_is_room_for():
    needs = {"a": [], "b": ["a"]}
    assert [drawing(needs, "a", width, 9).boxes[0].cells for width in (200, 40)] == [WIDEST, 18]
    assert drawing(needs, "a", NARROWEST - 1, 9) is None
    assert drawing(needs, "a", 200, 9, 12).boxes[0].cells == NARROWEST


def test_what_is_beside_a_skill_is_told():
    needs = {"a": [], "b": ["a"], "c": ["a", "b"]}
    assert beside(needs, "b") == (["a"], ["c"])
