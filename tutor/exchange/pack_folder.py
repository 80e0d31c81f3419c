"""A pack folder made of what was brought: written beside its place, checked as any pack is, then put there whole.

An item that `tutor pack check` would refuse is left out and told by its code, so that what is written always loads.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.exchange.brought import Brought, Question, Skill
from tutor.exchange.yaml_writing import written
from tutor.packs.compile import load
from tutor.packs.names import id_from, is_device, path_flaw
from tutor.packs.problems import Problem, quoted
from tutor.packs.source import LARGEST_MEDIA, MOST_BYTES, MOST_FILES

MARK = Path(".tutor", "imported.json")
"""Where a folder keeps what was written into it, so that a later import knows whether anybody edited it."""
LARGEST_UNIT = 4_000_000
"""Characters of one unit's file; the format takes 10 MB."""
_ROUNDS = 5
"""How often a pack is written anew without the items that can't be."""


class CannotWrite(Exception):
    """The folder can't be made: one sentence why, and what to do."""


@dataclass
class _Page:
    """A file of the pack, and the question that stands from each of these lines on."""

    name: str
    text: str
    starts: list[tuple[int, Question]]

    def at(self, line: int) -> Question | None:
        return next((question for start, question in reversed(self.starts) if start <= line), None)


def settle(brought: Brought, name: str) -> list[Problem]:
    """Leave out, and tell in the report, what can't be an item; afterwards `put_in_place` makes a pack that loads.

    Counts what is imported and returns the warnings that remain. Raises CannotWrite when the rest is no pack.
    """
    _limit_media(brought)
    for _ in range(_ROUNDS):
        if not any(skill.questions for skill in brought.skills.values()):
            break
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, name)
            pages = list(_pages(brought, name))
            _put(place, pages, brought.media)
            loaded = load(place)
        errors = [problem for problem in loaded.problems if problem.severity == "error"]
        if not errors:
            _count(brought)
            return [problem for problem in loaded.problems if problem.severity == "warning"]
        if not _leave_out(brought, pages, errors):
            raise CannotWrite(f"What was read makes no pack: {errors[0].message}.")
    if any(skill.questions for skill in brought.skills.values()):
        raise CannotWrite("What was read makes no pack: leaving out what can't be an item did not mend it.")
    _count(brought)
    return []


def _count(brought: Brought) -> None:
    for skill in brought.skills.values():
        for question in skill.questions:
            brought.report.imported[question.kind] += question.counts
        for kind, place in skill.texts:
            if skill.questions:
                brought.report.imported[kind] += 1
            else:
                brought.report.ignore(kind, "LESSON-ALONE", "a text without any question that came over", place)


def _leave_out(brought: Brought, pages: list[_Page], errors: list[Problem]) -> bool:
    by_name = {page.name: page for page in pages}
    bad: dict[int, tuple[Question, Problem]] = {}
    for error in errors:
        page = next((page for name, page in by_name.items() if Path(error.path).as_posix().endswith(f"/{name}")), None)
        question = page.at(error.line) if page else None
        if question is not None:
            bad.setdefault(id(question), (question, error))
    for question, error in bad.values():
        why = f"it is no item of a pack: {error.message}"
        if question.counts:
            brought.report.refuse(question.kind, f"PACK-{error.code.upper()}", why, question.place)
        else:
            brought.report.lose(f"PACK-{error.code.upper()}", why, question.place)
    for skill in brought.skills.values():
        skill.questions = [question for question in skill.questions if id(question) not in bad]
    return bool(bad)


def _limit_media(brought: Brought) -> None:
    """Keep what a pack can hold: its files' names, number and sizes."""
    kept: dict[str, bytes] = {}
    room = MOST_BYTES // 2
    for name, data in brought.media.items():
        if flaw := path_flaw(f"media/{name}"):
            brought.report.lose("MEDIA-NAME", f"a file is left out: {flaw}", name)
        elif len(kept) >= MOST_FILES - 100 or len(data) > LARGEST_MEDIA or len(data) > room:
            brought.report.lose("MEDIA-ROOM", "there is no more room in a pack for this file", name)
        else:
            kept[name] = data
            room -= len(data)
    brought.media = kept


def _pages(brought: Brought, name: str) -> Iterator[_Page]:
    """The course's file, and one for each outermost title."""
    names: list[str] = []
    pages: list[_Page] = []
    ids = skill_ids(brought)
    unit_ids: set[str] = set()
    units: dict[str, list[tuple[tuple[str, ...], Skill]]] = {}
    for path, skill in brought.skills.items():
        if skill.questions:
            units.setdefault(_unit_of(path, brought), []).append((path, skill))
    for number, (title, group) in enumerate(units.items(), 1):
        for skills in _parts(group):
            unit = _free(id_from(title)[:50].strip("-") or "unit", unit_ids)
            names.append(f"units/{number:02}-{unit}.yaml")
            pages.append(_unit(names[-1], unit, title, skills, ids))
    head = {"format": 1, "id": name, "title": brought.title or name, **brought.head, "units": names}
    yield _Page("course.yaml", written(head), [])
    yield from pages


def _unit_of(path: tuple[str, ...], brought: Brought) -> str:
    return path[0] if path else brought.title or "Questions"


def _parts(skills: list[tuple[tuple[str, ...], Skill]]) -> Iterator[list[tuple[tuple[str, ...], Skill]]]:
    """The skills in groups that fit one file each; roughly, by the length of their texts."""
    part: list[tuple[tuple[str, ...], Skill]] = []
    size = 0
    for path, skill in skills:
        length = sum(len(str(question.keys)) for question in skill.questions) + len(str(skill.lesson))
        if part and size + length > LARGEST_UNIT:
            yield part
            part, size = [], 0
        part.append((path, skill))
        size += length
    yield part


def _unit(
    name: str, unit: str, title: str, skills: list[tuple[tuple[str, ...], Skill]], ids: dict[tuple[str, ...], str]
) -> _Page:
    lines = [written({"unit": unit, "title": title}), "skills:\n"]
    starts: list[tuple[int, Question]] = []
    line = sum(text.count("\n") for text in lines)
    for path, skill in skills:
        head = {"skill": ids[path], "title": path[-1] if path else title, **skill.keys}
        if skill.lesson:
            head = {"remember": "items", **head, "lesson": skill.lesson}
        texts = [_entry(head, 2), "    items:\n"]
        line += sum(text.count("\n") for text in texts)
        for question in skill.questions:
            source = {"source": question.source} if question.source else {}
            texts.append(_entry({"id": question.id, **question.keys, **source}, 6))
            starts.append((line + 1, question))
            line += texts[-1].count("\n")
        lines += texts
    return _Page(name, "".join(lines), starts)


def skill_ids(brought: Brought) -> dict[tuple[str, ...], str]:
    """The id of each skill with questions: its own, else that of its innermost title.

    Where several would have one id, or a title gives none, a mark of the path is put behind it: what learners know
    hangs on the id, and a later import with other skills in between must give the same.
    """
    wanted = {
        path: str(skill.keys.get("skill") or (id_from(path[-1]) if path else "questions"))
        for path, skill in brought.skills.items()
        if skill.questions
    }
    often = Counter(wanted.values())
    good = {name for name, times in often.items() if name and times == 1 and not is_device(name)}
    return {path: name if name in good else _marked(name, path) for path, name in wanted.items()}


def _marked(name: str, path: tuple[str, ...]) -> str:
    mark = hashlib.sha256("\x1f".join(path).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{(name or 'skill')[:50].strip('-')}-{mark}"


def course_id(place: Path) -> str:
    """The id of a course in this folder, whatever the folder is called."""
    return _free(id_from(place.name) or "imported", set())


def _free(wanted: str, taken: set[str]) -> str:
    """An id that is not taken, and no name of a device; taken from now on."""
    found, number = wanted, 2
    while found in taken or is_device(found):
        found, number = f"{wanted[:58]}-{number}", number + 1
    taken.add(found)
    return found


def _entry(mapping: dict[str, object], indent: int) -> str:
    return written([mapping], indent)


def put_in_place(brought: Brought, place: Path) -> bool:
    """Write the settled pack to a folder that is empty or not there, or that an import wrote and nobody changed since.

    Returns whether anything changed. Raises CannotWrite, OSError; the folder is then as it was.
    """
    pages = list(_pages(brought, course_id(place)))
    files = {page.name: page.text.encode() for page in pages}
    files |= {f"media/{name}": data for name, data in brought.media.items()}
    mark = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    if place.exists():
        before = _mark_of(place)
        if before == mark:
            return False
        if before is None and not (place.is_dir() and not any(place.iterdir())):
            raise CannotWrite(
                f"{quoted(place)} is there already, and not as an import wrote it; name another folder with --to "
                "and compare the two."
            )
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".importing-") as folder:
        made = Path(folder, "new")
        _put(made, pages, brought.media)
        (made / MARK).parent.mkdir()
        (made / MARK).write_text(json.dumps(mark, indent=1), encoding="utf-8")
        old = Path(folder, "old")
        if place.exists():
            place.rename(old)
        try:
            made.rename(place)
        except OSError:
            if old.exists():
                old.rename(place)
            raise
    return True


def _mark_of(place: Path) -> dict[str, str] | None:
    """What an import wrote there, when all of it is still so."""
    try:
        mark = json.loads((place / MARK).read_text(encoding="utf-8"))
        found = {name: hashlib.sha256((place / name).read_bytes()).hexdigest() for name in mark}
    except (OSError, ValueError, TypeError):
        return None
    there = {one.relative_to(place) for one in place.rglob("*") if one.is_file()}
    return mark if found == mark and there == {MARK, *map(Path, mark)} else None


def _put(place: Path, pages: list[_Page], media: dict[str, bytes]) -> None:
    for page in pages:
        target = place / page.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.text, encoding="utf-8", newline="\n")
    for name, data in media.items():
        target = place / "media" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
