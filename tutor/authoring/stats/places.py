"""Where the items and skills of a pack stand, so that an editor opens them at their line."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from tutor.core.item import Item, Setting
from tutor.packs.problems import Problem, has_errors
from tutor.packs.reader import read
from tutor.packs.source import content_hash, open_source
from tutor.packs.yaml_events import quiet_collector


class Place(NamedTuple):
    """A line and a column from 1, in a file as the author named it."""

    path: str
    line: int
    column: int


class Written(Struct, frozen=True):
    """A pack as it is now: its items and all places by full ids, and the hash of its content."""

    course: str
    edition: str
    setting: Setting
    items: dict[str, Item]
    places: dict[str, Place]


def written(path: Path) -> Written | list[Problem]:
    """The pack at a path that exists, or what is wrong with it."""
    source = open_source(path)
    if isinstance(source, Problem):
        return [source]
    with quiet_collector():
        reading = read(source, tested=False)
    if has_errors(reading.problems):
        return reading.problems
    items: dict[str, Item] = {}
    places: dict[str, Place] = {}
    for skill in reading.skills:
        full = reading.full(skill.id)
        places[full] = Place(skill.page.path, *skill.page.position(skill.at))
        for draft in skill.items:
            name = f"{full}/{draft.item.id}"
            items[name] = draft.item
            places[name] = Place(draft.page.path, *draft.page.position(draft.at))
    course = reading.course
    setting = Setting(language=course.language, target=course.target, same=course.same)
    return Written(course.id, content_hash(source.contents), setting, items, places)
