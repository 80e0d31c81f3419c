"""A pack that is read again and again while it is written: after a save only the skills whose text changed are read.

Reading a skill by itself is quick and may only say that nothing is wrong. Whatever else there is to say, a change
outside of the skills, another file, a fault anywhere, is said by reading the whole pack, as if for the first time.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tutor.packs.checks import check
from tutor.packs.compile import outcome
from tutor.packs.compiled import Loaded
from tutor.packs.decode import check_isolates, read_page
from tutor.packs.nodes import Map, Page, Seq
from tutor.packs.problems import Problem, has_errors
from tutor.packs.reader import read
from tutor.packs.skills import read_skill
from tutor.packs.source import Refusal, open_source
from tutor.packs.written import Reading, SkillDraft
from tutor.packs.yaml_events import Budget, parse, quiet_collector


class Place(NamedTuple):
    """Where the entry of a skill begins in its file: at its line's beginning."""

    start: int
    skill: SkillDraft


class File(NamedTuple):
    """A file as it was read last: its size and time, its text, and the skills in it, from top to bottom."""

    facts: tuple[int, int]
    text: str
    places: list[Place]


class Again:
    """Reads the pack at a path, without trying its items out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reading: Reading | None = None
        self._files: dict[str, File] = {}

    def load(self) -> Loaded:
        """The pack as it is now. The places of warnings may be those before the last save."""
        with quiet_collector():
            if self._reading is not None and self._read_changed(self._reading):
                return outcome(self._reading)
            return self._load_whole()

    def _load_whole(self) -> Loaded:
        source = open_source(self.path)
        if isinstance(source, Problem):
            return Loaded(None, [source], self.path.name, 0, 0)
        reading = read(source, tested=False)
        check(reading)
        loaded = outcome(reading)
        if loaded.compiled is not None:
            self._keep(reading)
        return loaded

    def _keep(self, reading: Reading) -> None:
        self._reading, self._files = reading, {}
        for page in reading.pages:
            starts = [(_entry(page.text, skill.at), skill) for skill in reading.skills if skill.page is page]
            places = [Place(start, skill) for start, skill in starts if start is not None]
            stamp = reading.source.stamps.get(page.name)
            if stamp is not None and len(places) == len(starts):
                self._files[page.name] = File((stamp.size, stamp.mtime_ns), page.text, places)

    def _read_changed(self, reading: Reading) -> bool:
        """Bring what was read up to date; False where the whole must be read."""
        if reading.translations or any(skill.page.full for skill in reading.skills):
            return False
        names = self._changed(reading)
        problems, count, skills = reading.problems, len(reading.problems), list(reading.skills)
        new = dict(self._files)
        good = names is not None
        for name in names or ():
            file = good and _read_file(reading, name, new[name])
            good = isinstance(file, File)
            new.update({name: file} if isinstance(file, File) else {})
        if good:
            check(reading)
            good = not has_errors(problems[count:])
        del problems[count:]
        if good:
            self._files = new
        else:
            reading.skills[:] = skills
        return good

    def _changed(self, reading: Reading) -> list[str] | None:
        """The files that changed; None when one did that holds more than skills, or is gone."""
        found = []
        for name, stamp in reading.source.stamps.items():
            file, path = self._files.get(name), reading.source.shown(name)
            try:
                facts = Path(path).stat()
            except OSError:
                return None
            known = file.facts if file is not None else (stamp.size, stamp.mtime_ns)
            if (facts.st_size, facts.st_mtime_ns) != known:
                if file is None:
                    return None
                found.append(name)
        return found


def _read_file(reading: Reading, name: str, file: File) -> File | None:
    """The file with the skills that changed read anew; None where that isn't all, or anything is wrong in it."""
    data = reading.source.read(name)
    if isinstance(data, Refusal):
        return None
    stamp = reading.source.stamps[name]
    path, found = reading.source.shown(name), list[Problem]()
    page = read_page(data, name, path, found)
    if page is None or found:
        return None
    facts = (stamp.size, stamp.mtime_ns)
    if page.text == file.text:
        return file._replace(facts=facts)
    same, same_behind = _common(file.text, page.text)
    ends = [*(place.start for place in file.places[1:]), len(file.text)]
    spans = list(zip(file.places, ends, strict=False))
    first = next((at for at, (_, end) in enumerate(spans) if end > same), len(spans) - 1)
    last = next((at for at, (_, end) in enumerate(spans) if end >= len(file.text) - same_behind), -1)
    if not spans or same < spans[first][0].start or last < first:
        return None
    grown = len(page.text) - len(file.text)
    start, end = spans[first][0].start, spans[last][1] + grown
    piece = Page(name, path, page.text[start:end], reading.problems)
    reading.budget = Budget()
    places = _read_skills(reading, piece, [one.skill for one, _ in spans[first : last + 1]])
    if not places:
        return None
    moved = [place._replace(start=place.start + grown) for place in file.places[last + 1 :]]
    here = [place._replace(start=place.start + start) for place in places]
    return File(facts, page.text, [*file.places[:first], *here, *moved])


def _read_skills(reading: Reading, page: Page, old: list[SkillDraft]) -> list[Place]:
    """Read the skills that a piece of a file holds, and put them where the old ones were. Empty where it can't be."""
    node = parse(page, Budget())
    entries = list(zip(node.marks, node, strict=True)) if isinstance(node, Seq) else []
    at, count = reading.skills.index(old[0]), len(reading.skills)
    if not all(isinstance(entry, Map) for _, entry in entries) or reading.skills[at : at + len(old)] != old:
        return []
    for mark, entry in entries:
        read_skill(reading, page, mark, entry, unit=old[0].unit, passages=old[0].around)
    check_isolates(page, (reading.course.language, reading.course.target))
    new = reading.skills[count:]
    del reading.skills[count:]
    reading.skills[at : at + len(old)] = new
    starts = [_entry(page.text, skill.at) for skill in new]
    return [Place(start, skill) for start, skill in zip(starts, new, strict=True) if start is not None]


def _entry(text: str, at: int) -> int | None:
    """Where the line of an entry of a list begins, from the place of what it holds; None where it shares the line."""
    dash = text.rfind("-", 0, at)
    line = text.rfind("\n", 0, dash) + 1 if dash >= 0 else 0
    alone = dash >= 0 and not text[dash + 1 : at].strip(" \n") and not text[line:dash].strip(" ")
    return line if alone else None


def _common(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts share at their beginnings, and behind that at their ends."""
    same = _begin_alike(old, new)
    return same, _begin_alike(old[same:][::-1], new[same:][::-1])


def _begin_alike(one: str, other: str) -> int:
    """How many characters two texts share at their beginnings, found by halves: comparing slices is quick."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
