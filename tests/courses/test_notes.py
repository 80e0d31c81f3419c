"""The notes for authors of a course say what is in it: its skills, their numbers and the misconceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from shipped import compiled

from tutor.core.course import Skill
from tutor.core.kinds import AnyItem
from tutor.packs.compiled import Compiled

COURSES = ("algebra", "fractions", "learn-to-learn", "spanish-a1")
PLACE = Path(__file__).parents[2] / "courses"


class Noted(NamedTuple):
    """A course, and its notes."""

    course: Compiled
    notes: str


@pytest.fixture(scope="module", params=COURSES)
def noted(request: pytest.FixtureRequest) -> Noted:
    return Noted(compiled(request.param), (PLACE / request.param / "NOTES.md").read_text("utf-8"))


def rows(notes: str, *columns: str) -> Iterator[dict[str, str]]:
    """The rows of every table whose heading has these columns."""
    heading: list[str] = []
    for line in notes.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")] if line.startswith("|") else []
        if cells and heading and set(columns) <= set(heading) and not cells[0].startswith("---"):
            yield dict(zip(heading, cells, strict=True))
        heading = [] if not cells else heading or cells


def ids(cell: str) -> list[str]:
    return re.findall(r"`([a-z0-9-]+)`", cell)


def named(item: AnyItem) -> set[str]:
    """The misconceptions that an item knows."""
    one = msgspec.to_builtins(item)
    every = [one, *one.get("parts", [])]
    places = [place for part in every for key in ("mistakes", "choices") for place in part.get(key, [])]
    return {place["name"] for place in places if place.get("name")}


def items_of(course: Compiled, skill: Skill) -> list[AnyItem]:
    decode = msgspec.msgpack.Decoder(AnyItem).decode
    return [decode(body) for ref, body in course.items if ref.skill == skill.id]


def test_the_tables_of_skills_are_the_skills_of_the_course(noted: Noted) -> None:
    course, notes = noted
    written = {ids(row["id"])[0]: row for row in rows(notes, "id", "I can", "requires", "items (templates)")}
    assert list(written) == [skill.id.split("/")[1] for skill in course.skills]
    for skill in course.skills:
        row, items = written[skill.id.split("/")[1]], items_of(course, skill)
        assert row["I can"] == skill.can
        assert set(ids(row["requires"])) == {one.split("/")[1] for one in skill.requires}
        assert row["items (templates)"] == f"{len(items)} ({sum(bool(item.vars) for item in items)})"
        if "misconceptions" in row:
            assert set(ids(row["misconceptions"])) == set().union(*map(named, items)), skill.id


def test_every_misconception_is_explained_with_its_source_and_none_is_left_over(noted: Noted) -> None:
    course, notes = noted
    explained = [name for row in rows(notes, "What the learner does") for name in ids(row["id"])]
    used = set().union(*(named(item) for skill in course.skills for item in items_of(course, skill)))
    assert len(explained) == len(set(explained))
    assert set(explained) == used


def test_the_course_is_as_large_as_the_notes_say(noted: Noted) -> None:
    course, notes = noted
    items = [item for skill in course.skills for item in items_of(course, skill)]
    templates = sum(bool(item.vars) for item in items)
    assert f"{len(course.skills)} skills, {len(items)} items ({templates} of them templates)" in notes
