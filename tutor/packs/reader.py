"""From a source to a draft of the whole course: the head, the units, the skills and the projects."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tutor.core.course import Course, Project, Unit
from tutor.packs.convert import check_lengths, to_struct
from tutor.packs.decode import check_isolates
from tutor.packs.names import course_id_flaw, id_flaw, id_from, title_from
from tutor.packs.nodes import Map, Page, Seq
from tutor.packs.opening import maps_of, open_map, open_named, open_page, seq_of, texts_of
from tutor.packs.passages import read_passages
from tutor.packs.problems import Problem, quoted
from tutor.packs.skills import ENTRIES, MOST_OF_SKILL, read_skill
from tutor.packs.source import Refusal, Source
from tutor.packs.translations import read_translations
from tutor.packs.written import TRIED_SEEDS, Mention, Reading, Runs, WrittenCourse, WrittenUnit
from tutor.packs.yaml_events import Budget

FORMAT = 1
MOST_OF_HEAD = 100_000
"""Entries of one key of the course itself: terms, groups of synonyms, things that moved. Tunable."""
_ALONE_KEYS = ("items", "cards", "lesson", "can", "remember")
"""Keys of the one skill of a course that has no skills of its own."""
COURSE_KEYS = ("units", "skills", "passages", "projects", *_ALONE_KEYS)
UNIT_KEYS = ("skills", "passages", "projects")


def read(
    source: Source, *, tested: bool = True, runs: Runs | None = None, seeds: range = TRIED_SEEDS, kept: bool = False
) -> Reading:
    """Read a whole pack. Whatever is wrong is in `problems`; what could be read is in the draft.

    A template is tested with the values of these `seeds`; with `kept` the nodes of skills and items stay at hand.
    """
    problems: list[Problem] = []
    nodes: dict[tuple[str, int], Map] | None = {} if kept else None
    course = Course(id="", title="")
    reading = Reading(source, problems, Budget(), course, tested=tested, runs=runs, seeds=seeds, nodes=nodes)
    page = open_page(reading, source.main)
    if isinstance(page, Refusal):
        problems.append(Problem(source.shown(source.main), 1, 1, "error", page.code, page.message, page.hint))
    if not isinstance(page, Page):
        return reading
    reading.page = page
    before = len(problems)
    node = open_map(reading, page)
    if node is None and len(problems) == before:
        page.error(0, "no-course", "no course found: the file is empty", "a course has at least a `title` and `items`")
    if node is not None:
        _read_course(reading, page, node)
    for opened in reading.pages:
        check_isolates(opened, (reading.course.language, reading.course.target))
    return reading


def _read_course(reading: Reading, page: Page, node: Map) -> None:
    if not _read_head(reading, page, node):
        return
    reading.passages = read_passages(reading, page, node)
    _read_units(reading, page, node)
    for at, entry in _skills_of(reading, page, node):
        read_skill(reading, page, at, entry)
    if not ("units" in node or "skills" in node):
        _read_only_skill(reading, page, node)
    else:
        for key in [key for key in _ALONE_KEYS if key in node]:
            page.error(node.key_at(key), "misplaced", f"`{key}` belongs to a skill", "move it into one of the skills")
    if "units" in node and "skills" in node:
        page.error(
            node.key_at("skills"), "misplaced", "a course has `units` or `skills`, not both", "move them into a unit"
        )
    _read_projects(reading, page, node)
    read_translations(reading, page, node)


def _read_head(reading: Reading, page: Page, node: Map) -> bool:
    """The course's own keys. False when the pack is of another format, so that nothing else said would help."""
    number = node.get("format", "1")
    if isinstance(number, str) and number.isdecimal() and len(number) < 9 and int(number) > FORMAT:
        what = f"the pack is made for a newer version: it has format {number}, this program reads format {FORMAT}"
        page.error(node.value_at("format"), "format", what, "update tutor")
        return False
    check_lengths(page, node, MOST_OF_HEAD, COURSE_KEYS)
    written = to_struct(page, node, WrittenCourse, other_keys=COURSE_KEYS)
    identity = _course_id(reading, page, node)
    if written is None:
        reading.course = replace(reading.course, id=identity)
        return True
    facts = {
        name: getattr(written, name) for name in WrittenCourse.__struct_fields__ if name in Course.__struct_fields__
    }
    _check_same(page, node)
    reading.mastery = written.mastery
    reading.course = Course(**{**facts, "id": identity})
    _read_changes(reading, page, node)
    return True


def _check_same(page: Page, node: Map) -> None:
    """A group of synonyms holds texts that can be typed."""
    groups = node.get("same")
    for group in groups if isinstance(groups, Seq) else ():
        for at, text in texts_of(group) if "" in map(str.strip, group) else ():
            if not text.strip():
                page.error(at, "empty", "a text in `same` is empty, so nothing could be typed for it", "remove it")


def _course_id(reading: Reading, page: Page, node: Map) -> str:
    written = node.get("id")
    if isinstance(written, str):
        flaw = course_id_flaw(written)
        if flaw:
            page.error(node.value_at("id"), "id", f"{quoted(written)} is no id of a course: {flaw}")
        return written if not flaw else "course"
    made = id_from(reading.source.name)
    if not made or course_id_flaw(made):
        page.error(0, "id", f"the name {quoted(reading.source.name)} gives no id for the course", "add `id: …`")
        return "course"
    return made


def _read_changes(reading: Reading, page: Page, node: Map) -> None:
    """`moved`, `merged`, `split` and `retired`, by full ids; what they name is looked up at the end."""
    course = reading.course
    full = reading.full
    reading.course = replace(
        course,
        moved={full(old): full(new) for old, new in course.moved.items()},
        merged={full(old): full(new) for old, new in course.merged.items()},
        split={full(old): [full(new) for new in course.split[old]] for old in course.split},
        retired=[full(old) for old in course.retired],
    )
    for key in ("moved", "merged", "split"):
        changes = node.get(key)
        if not isinstance(changes, Map):
            continue
        for old, new in changes.items():
            at = changes.value_at(old)
            names = texts_of(new) if isinstance(new, Seq) else [(at, new)] if isinstance(new, str) else []
            if old not in [name for _, name in names]:
                reading.gone_mentions.append(Mention(full(old), page, changes.key_at(old)))
            reading.new_mentions.extend(Mention(full(name), page, place) for place, name in names)
    reading.gone_mentions.extend(Mention(full(old), page, at) for at, old in texts_of(node.get("retired")))


def _read_units(reading: Reading, page: Page, node: Map) -> None:
    units = seq_of(page, node, "units")
    named = dict[str, int]()
    for at, entry in zip(units.marks, units, strict=True):
        if isinstance(entry, Map):
            _read_unit(reading, page, at, entry)
            continue
        if not isinstance(entry, str):
            page.error(at, "value", "a unit must be a file of the pack or a mapping with `unit:`, not a list")
            continue
        first = named.setdefault(entry, at)
        if first != at:
            if page.over:
                break
            page.error(
                at, "duplicate-id", f"{quoted(entry)} is a unit already, in {page.name_of(page, first)}", "keep one"
            )
            continue
        opened = open_named(reading, page, at, entry)
        if opened is None:
            continue
        before = len(reading.problems)
        inside = open_map(reading, opened)
        if inside is not None:
            _read_unit(reading, opened, 0, inside)
        elif len(reading.problems) == before:
            opened.error(0, "empty", "the file is empty", "a unit has `unit:`, `title:` and `skills:`")


def _read_unit(reading: Reading, page: Page, at: int, node: Map) -> None:
    if not reading.has_room(page, at):
        return
    written = to_struct(page, node, WrittenUnit, other_keys=UNIT_KEYS)
    name = ""
    if written is not None:
        name = written.unit
        flaw = id_flaw(name)
        if flaw:
            page.error(node.value_at("unit"), "id", f"{quoted(name)} is no id of a unit: {flaw}")
        elif name in reading.unit_places:
            first = page.name_of(*reading.unit_places[name])
            page.error(
                node.value_at("unit"), "duplicate-id", f"there are two units {quoted(name)}; the first is in {first}"
            )
        else:
            reading.unit_places[name] = (page, node.value_at("unit"))
            reading.units.append(Unit(id=name, title=written.title or title_from(name)))
    passages = read_passages(reading, page, node)
    if not node.get("skills") and "skills" not in node:
        page.error(at, "no-skills", "the unit has no skills", "add `skills:`")
    for place, entry in _skills_of(reading, page, node):
        read_skill(reading, page, place, entry, unit=name, passages=passages)
    _read_projects(reading, page, node)


def _skills_of(reading: Reading, page: Page, node: Map) -> Iterable[tuple[int, Map]]:
    """The skills of a course or unit with their offsets, if there is room for them."""
    skills = seq_of(page, node, "skills")
    return maps_of(page, skills, "a skill") if reading.has_room_for(page, skills, lambda skill: ENTRIES) else ()


def _read_only_skill(reading: Reading, page: Page, node: Map) -> None:
    """The one skill of a course that has only items: named after the course."""
    if not any(key in node for key in ("items", "cards", "lesson")):
        page.error(
            node.at, "no-skills", "the course has no units, skills or items", "add `items:` with a question or two"
        )
        return
    skill = Map(node.at)
    skill.put("skill", node.at, reading.course.id, node.at)
    for key in _ALONE_KEYS:
        if key in node:
            skill.put(key, node.key_at(key), node[key], node.value_at(key))
    read_skill(reading, page, node.at, skill)
    for draft in reading.skills:
        draft.title = reading.course.title


def _read_projects(reading: Reading, page: Page, node: Map) -> None:
    for at, entry in maps_of(page, seq_of(page, node, "projects"), "a project"):
        if not reading.has_room(page, at):
            break
        check_lengths(page, entry, MOST_OF_SKILL)
        for place, name in texts_of(entry.get("skills")):
            reading.skill_mentions.append(Mention(reading.full_skill(name), page, place))
        project = to_struct(page, entry, Project)
        if project is None:
            continue
        flaw = id_flaw(project.id)
        if flaw:
            page.error(entry.value_at("id"), "id", f"{quoted(project.id)} is no id of a project: {flaw}")
        elif project.id in reading.project_places:
            first = page.name_of(*reading.project_places[project.id])
            what = f"there are two projects {quoted(project.id)}; the first is in {first}"
            page.error(entry.value_at("id"), "duplicate-id", what)
        reading.project_places.setdefault(project.id, (page, at))
        for place, row in maps_of(page, seq_of(page, entry, "rubric"), "a criterion"):
            if len(row.get("levels", ())) < 2:
                page.error(place, "value", "a criterion needs at least two levels", "write them from lowest to highest")
        reading.projects.append(replace(project, skills=[reading.full_skill(name) for name in project.skills]))
