"""swirl: interactive lessons of R as lists of units in YAML. In only; nothing of R is run.

https://swirlstats.com/instructors.html
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from tutor.exchange.brought import Brought, NotThisFormat, Question, Skill, Wishes, stable_id
from tutor.exchange.foreign import text_of
from tutor.exchange.markup import clean
from tutor.exchange.report import Report
from tutor.exchange.swirl_questions import NoQuestion, code, markdown, question
from tutor.packs.names import title_from
from tutor.packs.problems import quoted, visible

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar as text; ten times as fast where PyYAML has its C half."""
_NAMES = ("lesson.yaml", "lesson.yml", "lesson")
_QUESTIONS = frozenset(
    f"{kind}_question" for kind in ("mult", "cmd", "exact", "range", "text", "text_many", "text_order")
)
_LINK = re.compile(r"https?://[^\s<>\"']{1,500}")
MOST_FOLDERS = 10_000
LARGEST_LESSON = 1_000_000
"""Characters of one lesson; real ones have a hundred thousand at most."""
DEEPEST = 30
"""Levels of its YAML. Fixed: the time of the scanner grows with their square."""


class Unit(NamedTuple):
    """One unit: its class, its keys as texts, and its line."""

    kind: str
    keys: dict[str, str]
    line: int


class BadYaml(Exception):
    """A lesson is broken: why, and the line."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


def looks(path: Path) -> bool:
    """Whether a file begins as a lesson, or a folder has lessons."""
    if path.is_dir():
        return bool(_lessons(path))
    with path.open("rb") as file:
        return re.search(rb"^\s*-\s+Class\s*:", file.read(4096), re.MULTILINE) is not None


def read(paths: Sequence[Path], wishes: Wishes) -> Brought:
    """Lessons, and all lessons of a course's folder. Raises NotThisFormat, also for a single broken lesson; OSError."""
    brought = Brought(Report("swirl"), title=title_from(paths[0].stem))
    found = [(lesson, path) for path in paths for lesson in (_lessons(path) if path.is_dir() else [path])]
    if not found:
        raise NotThisFormat(f"{quoted(paths[0].name)} has no files lesson.yaml, so it is no course of swirl.")
    titles, authors = Counter[str](), dict[str, None]()
    for lesson, root in found:
        name = lesson.relative_to(root).as_posix() if lesson != root else lesson.name
        try:
            units = _units(clean(text_of(lesson)))
        except BadYaml as trouble:
            if len(found) == 1:
                raise NotThisFormat(f"{quoted(name)} is broken in line {trouble.line}: {trouble}.") from None
            brought.report.read["lesson"] += 1
            brought.report.refuse("lesson", "SWIRL-YAML", f"broken YAML: {trouble}", f"{name}:{trouble.line}")
            continue
        taking = _Lesson(brought, lesson, name, units)
        taking.take()
        titles[taking.course] += 1
        authors[taking.author] = None
    if len(titles) == 1 and (title := next(iter(titles))):
        brought.title = title
    if named := [author for author in authors if author]:
        brought.head["authors"] = named[:50]
    return brought


def _lessons(path: Path) -> list[Path]:
    """The lessons below a folder, in the order of each course's MANIFEST. Links are passed by."""
    found: list[Path] = []
    for number, (folder, folders, names) in enumerate(os.walk(path)):
        if number > MOST_FOLDERS:
            raise NotThisFormat(f"{quoted(path.name)} has more than {MOST_FOLDERS:,} folders; import a part of it.")
        order = {name: at for at, name in enumerate(_manifest(Path(folder, "MANIFEST")))}
        shown = sorted(one for one in folders if not one.startswith("."))
        folders[:] = sorted(shown, key=lambda one: order.get(one, len(order)))
        name = next((one for one in _NAMES if one in names), "")
        if name and not Path(folder, name).is_symlink():
            found.append(Path(folder, name))
    return found


def _ordered(folders: list[str], manifest: list[str]) -> list[str]:
    """The folders that are not hidden, first those of the manifest, then the others by name."""
    shown = sorted(one for one in folders if not one.startswith("."))
    return sorted(shown, key=lambda one: manifest.index(one) if one in manifest else len(manifest))


def _manifest(path: Path) -> list[str]:
    if not path.is_file() or path.stat().st_size > LARGEST_LESSON:
        return []
    return path.read_text(encoding="utf-8", errors="replace").split()[:MOST_FOLDERS]


def _units(text: str) -> list[Unit]:
    """The units of a lesson, every scalar as the text it is. Raises BadYaml."""
    if len(text) > LARGEST_LESSON:
        raise BadYaml("it is longer than any lesson", 1)
    try:
        _bound(text)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadYaml(visible(error.problem or "it is no YAML"), mark.line + 1 if mark else 1) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise BadYaml("it is no YAML that can be read", 1) from None
    if not isinstance(root, yaml.SequenceNode):
        raise BadYaml("it is no list of units", 1)
    return [_unit(node) for node in root.value]


def _bound(text: str) -> None:
    """Look through the YAML before anything is made of it. Raises BadYaml when it is deeper than any lesson."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise BadYaml("it is nested too deep", event.start_mark.line + 1 if event.start_mark else 1)


def _unit(node: yaml.Node) -> Unit:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    keys = {
        key.value: value.value.strip()
        for key, value in pairs
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    }
    return Unit(keys.get("Class", "").lower(), keys, node.start_mark.line + 1)


class _Lesson:
    """One lesson on its way into what is brought: a skill, with the texts as a worked example."""

    def __init__(self, brought: Brought, path: Path, name: str, units: list[Unit]) -> None:
        meta = next((unit.keys for unit in units if unit.kind == "meta"), {})
        self.brought, self.report, self.path, self.name, self.units = brought, brought.report, path, name, units
        self.course = " ".join(meta.get("Course", "").split())
        self.author = " ".join(meta.get("Author", "").split())
        named = " ".join(meta.get("Lesson", "").split())
        title = named or title_from(path.parent.name if path.stem == "lesson" else path.stem)
        self.skill: Skill = brought.skill(self.course or brought.title, title)
        self.steps: list[dict[str, str]] = []
        self.texts: Counter[str] = Counter()
        self.drawn = self.commanded = False
        """Whether a drawing, or an exercise in R, came before."""
        self.seen: Counter[str] = Counter()

    def take(self) -> None:
        """All its units."""
        for unit in self.units:
            if unit.kind != "meta":
                self.report.read[visible(unit.kind, 40) or "unit"] += 1
                self._unit(unit)
        for name in ("initLesson.R", "customTests.R"):
            if (self.path.parent / name).is_file():
                self.report.lose("SWIRL-R", f"{name} prepares or tests in R, and is never run", self.name)
        self._lesson()

    def _unit(self, unit: Unit) -> None:
        kind, place = visible(unit.kind, 40) or "unit", f"{self.name}:{unit.line}"
        if kind == "text":
            self.texts[kind] += 1
            self._show(markdown(unit.keys.get("Output", "")))
        elif kind == "video" and (link := _LINK.fullmatch(unit.keys.get("VideoLink", ""))):
            self.texts[kind] += 1
            alt = " ".join(clean(unit.keys.get("Output", "")).split()) or "A video"
            self.skill.lesson.append({"way": "media", "link": link.group(), "alt": alt})
        elif kind in _QUESTIONS:
            self._question(unit, kind, place)
        else:
            self.drawn |= kind == "figure"
            code_, why = _REFUSED.get(kind, ("SWIRL-CLASS", "nothing is known of this class"))
            self.report.refuse(kind, code_, why, place)

    def _question(self, unit: Unit, kind: str, place: str) -> None:
        try:
            keys = question(kind, unit.keys, drawn=self.drawn)
        except NoQuestion as trouble:
            self.report.refuse(kind, trouble.code, str(trouble), place)
            return
        if kind == "cmd_question":
            self.report.lose("SWIRL-CMD", "R is not run here: the learner compares the command and rates it", place)
            self._show(f"{keys['ask']}\n\n{code(unit.keys['CorrectAnswer'])}")
        elif kind == "exact_question" and self.commanded:
            self.report.lose("SWIRL-OUTPUT", "it may ask for what R printed before; have R at hand", place)
        self.commanded |= kind == "cmd_question"
        self.seen[keys["ask"]] += 1
        again = [str(self.seen[keys["ask"]])] if self.seen[keys["ask"]] > 1 else []
        name = stable_id(keys["ask"], *again)
        self.skill.questions.append(Question(name, keys, kind, place, f"swirl, {place}"))

    def _show(self, text: str) -> None:
        if text:
            self.steps.append({"show": text})

    def _lesson(self) -> None:
        """The texts, step by step, before the videos; they come over only with a question to practise."""
        there = bool(self.skill.questions)
        for kind, count in self.texts.items():
            if there:
                self.report.imported[kind] += count
            for _ in range(0 if there else count):
                self.report.ignore(kind, "SWIRL-NOQUESTION", "no question of its lesson came over", self.name)
        if self.steps:
            self.skill.lesson.insert(0, {"way": "steps", "steps": self.steps})


_REFUSED = {
    "figure": ("SWIRL-FIGURE", "a drawing that R makes"),
    "script": ("SWIRL-SCRIPT", "a script that R runs and tests"),
    "video": ("SWIRL-VIDEO", "its link is no address"),
}
