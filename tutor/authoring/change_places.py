"""Where what differs from an older version stands in the new one: at the key that changed, or where it is said."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from tutor.authoring.change import Change, Differences
from tutor.packs.checks import check
from tutor.packs.compile import outcome
from tutor.packs.compiled import Loaded
from tutor.packs.nodes import Map, Page
from tutor.packs.opening import open_map
from tutor.packs.problems import Problem
from tutor.packs.reader import read
from tutor.packs.source import open_source
from tutor.packs.written import Reading
from tutor.packs.yaml_events import Budget, quiet_collector

Spot = tuple[Page, int]
"""A file and an offset in it."""
_BELOW = {
    "unit": "units",
    "project": "projects",
    "glossary": "glossary",
    "passage": "passages",
    "translation": "translations",
}


def read_version(path: Path) -> tuple[Loaded, Places | None]:
    """The pack at a path that exists, its items not tried out, and where everything in it stands."""
    source = open_source(path)
    if isinstance(source, Problem):
        return Loaded(None, [source], path.name, 0, 0), None
    with quiet_collector():
        reading = read(source, tested=False, kept=True)
        check(reading)
        loaded = outcome(reading)
        root = None if loaded.compiled is None or reading.page is None else _root(reading, reading.page)
    return loaded, Places(reading, reading.page, root) if root is not None and reading.page is not None else None


def placed(found: Differences, places: Places) -> Differences:
    """The same with a path, a line and a column at each change."""
    return replace(found, changes=[places.placed(change) for change in found.changes])


def _root(reading: Reading, page: Page) -> Map | None:
    """The course as it was written: reading it takes out what it has read."""
    reading.budget = Budget()
    return open_map(reading, page)


class Places:
    """Where things stand in a pack that was read with its nodes. Ids are short (`skill/item`)."""

    def __init__(self, reading: Reading, page: Page, root: Map) -> None:
        self.reading, self.page, self.root = reading, page, root
        self.skills = {skill.id: skill for skill in reading.skills}
        self.items = {f"{skill.id}/{one.item.id}": one for skill in reading.skills for one in skill.items}
        prefix = f"{reading.course.id}/"
        self.said = {one.id.removeprefix(prefix): (one.page, one.at) for one in reading.gone_mentions}

    def placed(self, change: Change) -> Change:
        """The change with its place."""
        if change.sort == "media" and change.what != "gone":
            return replace(change, path=self.reading.source.shown(change.name), line=1, column=1)
        page, at = self._of_learning(change) if change.sort in ("skill", "item") else self._beside(change)
        line, column = page.position(at)
        return replace(change, path=page.path, line=line, column=column)

    def _of_learning(self, change: Change) -> Spot:
        """A skill or item at the first key that changed; what is gone where its author says so, or where it was."""
        name = change.to[0] if change.to else change.name
        for draft in (self.items.get(name), self.skills.get(name)):
            if draft is not None:
                node = (self.reading.nodes or {}).get((draft.page.path, draft.at))
                key = next((key for key in change.keys if node is not None and key in node.marks), "")
                return draft.page, node.key_at(key) if node is not None and key else draft.at
        if change.name in self.said:
            return self.said[change.name]
        skill = self.skills.get(name.rpartition("/")[0])
        return (skill.page, skill.at) if skill is not None else (self.page, self.root.at)

    def _beside(self, change: Change) -> Spot:
        reading, name = self.reading, change.name
        if change.sort == "unit" and name in reading.unit_places:
            return reading.unit_places[name]
        if change.sort == "project" and name in reading.project_places:
            return reading.project_places[name]
        if change.sort == "course":
            return self.page, self.root.key_at(name)
        if change.sort == "passage" and (spot := self._passage(name)) is not None:
            return spot
        key = _BELOW.get(change.sort, "")
        below = self.root.get(key)
        if isinstance(below, Map) and name in below:
            return self.page, below.key_at(name)
        return self.page, self.root.key_at(key)

    def _passage(self, name: str) -> Spot | None:
        """A passage where the course has it, or a skill that does, or else the skill whose items ask about it."""
        skill, _, short = name.rpartition("/")
        below = self.root.get("passages")
        if not skill and isinstance(below, Map) and short in below:
            return None  # with the other keys of the course
        holders = [one for one in self.reading.skills if short in one.passages and skill in ("", one.id)]
        for draft in holders:
            node = (self.reading.nodes or {}).get((draft.page.path, draft.at))
            own = node.get("passages") if node is not None else None
            if isinstance(own, Map) and short in own.marks:
                return draft.page, own.key_at(short)
        return (holders[0].page, holders[0].at) if holders else None
