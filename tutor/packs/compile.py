"""From a path to a compiled course, or to everything that is wrong with it. A pack with errors is never half-loaded."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from tutor.core.course import Course, Skill
from tutor.core.item import Item
from tutor.core.mistakes import transcript
from tutor.core.pick import ItemRef
from tutor.packs.checks import Installed, check
from tutor.packs.compiled import Compiled, Loaded, Translated
from tutor.packs.papers import Papers
from tutor.packs.problems import Problem, has_errors
from tutor.packs.reader import read
from tutor.packs.resolve import kind_of, passing_of, quiz_size, remember_of, threshold_of
from tutor.packs.source import Source, content_hash, open_source
from tutor.packs.written import Reading, Runs, SkillDraft
from tutor.packs.yaml_events import quiet_collector

_encode = msgspec.msgpack.Encoder().encode


def load(path: Path, *, tested: bool = True, installed: Installed | None = None, runs: Runs | None = None) -> Loaded:
    """Read, check and compile the pack at a path that exists.

    Without `tested` its items are read and compiled but not tried out: for packs whose tests ran before they shipped.
    `installed` tells of a course's or skill's full id whether it is in the library: then it is said what is not.
    `runs` runs programs and says what is wrong with them.
    """
    source = open_source(path)
    if isinstance(source, Problem):
        return Loaded(None, [source], path.name, 0, 0)
    return load_source(source, tested=tested, installed=installed, runs=runs)


def load_source(
    source: Source, *, tested: bool = True, installed: Installed | None = None, runs: Runs | None = None
) -> Loaded:
    """Read, check and compile a pack."""
    with quiet_collector():
        reading = read(source, tested=tested, runs=runs)
        check(reading, installed)
        return outcome(reading)


def outcome(reading: Reading) -> Loaded:
    """What came of a pack that was read and checked."""
    problems = _in_file_order(reading)
    compiled = None if has_errors(problems) else _compile(reading)
    items = sum(len(skill.items) for skill in reading.skills)
    return Loaded(compiled, problems, reading.course.id or reading.source.name, len(reading.skills), items)


def ids_in(path: Path) -> frozenset[str]:
    """The full ids of the course and the skills of a pack, whether it has errors or not; none of what is no pack."""
    source = open_source(path)
    if isinstance(source, Problem):
        return frozenset()
    with quiet_collector():
        reading = read(source, tested=False)
    return frozenset({reading.course.id, *(reading.full(skill.id) for skill in reading.skills)} - {""})


def programs_in(path: Path) -> dict[str, list[str]]:
    """The files of a pack that hold something to be run, by what it is, whether it has errors or not."""
    source = open_source(path)
    if isinstance(source, Problem):
        return {}
    with quiet_collector():
        return _programs(read(source, tested=False))


def _programs(reading: Reading) -> dict[str, list[str]]:
    return {language: sorted(names) for language, names in sorted(reading.programs.items())}


def _in_file_order(reading: Reading) -> list[Problem]:
    order = {page.path: number for number, page in enumerate(reading.pages)}
    return sorted(reading.problems, key=lambda problem: (order.get(problem.path, -1), problem.line, problem.column))


def _compile(reading: Reading) -> Compiled:
    skills: list[Skill] = []
    items: list[tuple[ItemRef, bytes]] = []
    for position, draft in enumerate(reading.skills):
        skill = _skill(reading, draft, position)
        skills.append(skill)
        items.extend((_ref(skill, place, item.item), _encode(item.item)) for place, item in enumerate(draft.items))
    course = replace(
        reading.course,
        units=reading.units,
        projects=reading.projects,
        content_hash=content_hash(reading.source.contents),
        skill_count=len(skills),
        item_count=len(items),
    )
    source = str(reading.source.origin.resolve())
    papers = _papers(reading)
    stamps = list(reading.source.stamps.values())
    translated = _translated(reading, course, skills)
    return Compiled(course, skills, items, stamps, source, reading.media, translated, papers)


def _papers(reading: Reading) -> Papers:
    return Papers(dict(sorted(reading.source.contents.items())), _programs(reading), reading.source.signature())


def _translated(reading: Reading, course: Course, skills: list[Skill]) -> dict[str, Translated]:
    found: dict[str, Translated] = {}
    for language, texts in reading.translations.items():
        head = texts.course or course
        known = {skill.id: skill for skill in skills}
        found[language] = Translated(
            replace(
                course,
                language=language,
                title=head.title,
                summary=head.summary,
                glossary=head.glossary,
                units=texts.units or course.units,
            ),
            [replace(known[reading.full(name)], **fields) for name, fields in texts.skills.items()],
            {reading.full(name): _encode(item) for name, item in texts.items.items()},
        )
    return found


def _skill(reading: Reading, draft: SkillDraft, position: int) -> Skill:
    count = len(draft.items)
    return Skill(
        id=reading.full(draft.id),
        title=draft.title,
        unit=draft.unit,
        can=draft.written.can,
        requires=list(dict.fromkeys(mention.id for mention in draft.requires)),
        covers=draft.covers,
        remember=remember_of(draft),
        threshold=threshold_of(reading.mastery, draft),
        quiz=min(quiz_size(reading.mastery, draft), _askable_in_a_day(draft)),
        passing=passing_of(reading.mastery, draft),
        lesson=draft.lesson,
        passages=draft.passages,
        position=position,
        item_count=count,
        lesson_count=len(draft.lesson),
    )


def _askable_in_a_day(draft: SkillDraft) -> int:
    """How many items a quiz can ask: of each group one a day."""
    groups = {item.item.group for item in draft.items if item.item.group}
    return len(groups) + sum(not item.item.group for item in draft.items)


def _ref(skill: Skill, position: int, item: Item) -> ItemRef:
    return ItemRef(
        id=f"{skill.id}/{item.id}",
        skill=skill.id,
        position=position,
        kind=kind_of(item),
        guess=item.guess(),
        difficulty=item.difficulty,
        seconds=item.seconds,
        group=item.group,
        rev=item.rev,
        also=item.also,
        interest=item.interest,
        placement=item.placement,
        template=bool(item.vars),
        heard="spoken" if item.speak and transcript(item) else "recorded" if item.audio and not item.speak else "",
    )
