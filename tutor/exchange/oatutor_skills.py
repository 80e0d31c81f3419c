"""Which skills a step of OATutor trains, and in which lesson and course each is learned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tutor.exchange.brought import Keys
from tutor.exchange.oatutor_text import text_of
from tutor.packs.names import LONGEST_ID, id_from, title_from

LOWEST, HIGHEST = 0.5, 0.99
"""Thresholds of mastery that a pack takes."""


class Home(NamedTuple):
    """Where a skill stands: its path of titles, and its keys."""

    path: tuple[str, ...]
    keys: Keys


class Planned(NamedTuple):
    """A skill in a course plan."""

    lesson: str
    threshold: float


@dataclass
class Skills:
    """The skills of steps (`model`), the lessons that plans put skills into, and the file of further parameters."""

    model: dict[str, list[str]]
    plans: dict[str, Planned]
    parameters: str = ""
    _homes: dict[str, Home] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def of(self, step: str, lesson: str, course: str) -> tuple[Home, list[str]]:
        """Where a step belongs, and the ids of its further skills. Without a model its lesson is its skill."""
        first, *others = self.model.get(step) or [lesson or course or "other"]
        homes = [self._home(name, lesson or course) for name in (first, *others)]
        return homes[0], [str(home.keys["skill"]) for home in homes[1:]]

    def _home(self, name: str, lesson: str) -> Home:
        if name not in self._homes:
            planned = self.plans.get(name)
            keys: Keys = {"skill": self._id(name)}
            if planned and LOWEST <= planned.threshold <= HIGHEST:
                keys["mastery"] = {"threshold": planned.threshold}
            unit = " ".join((planned.lesson if planned else lesson or name).split())
            self._homes[name] = Home((unit, title_from(name.replace("**", "^"))), keys)
        return self._homes[name]

    def _id(self, name: str) -> str:
        wanted = id_from(name) or "skill"
        found, number = wanted, 2
        while found in self._taken:
            found, number = f"{wanted[: LONGEST_ID - 5].rstrip('-')}-{number}", number + 1
        self._taken.add(found)
        return found


def skills_of(path: Path, load: Callable[[Path], Any]) -> Skills:
    """The skill model and the course plans in a repository, or beside its pool."""
    folders = [path, path.parent] if path.name == "content-pool" else [path]
    model = _first(folders, "skillModel*.json", load)
    plans = _first(folders, "coursePlans*.json", load)
    parameters = next((one.name for folder in folders for one in sorted(folder.glob("bkt*"))), "")
    return Skills(_model(model), _plans(plans), parameters)


def _first(folders: list[Path], pattern: str, load: Callable[[Path], Any]) -> Any:
    return next((load(one) for folder in folders for one in sorted(folder.glob(pattern))), None)


def _model(found: Any) -> dict[str, list[str]]:
    if not isinstance(found, dict):
        return {}
    named = {
        step: [text_of(one) for one in names if text_of(one)]
        for step, names in found.items()
        if isinstance(names, list)
    }
    return {step: list(dict.fromkeys(names)) for step, names in named.items() if names}


def _plans(found: Any) -> dict[str, Planned]:
    """Each skill's first lesson over all courses."""
    plans: dict[str, Planned] = {}
    courses = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    for course in courses:
        lessons = course.get("lessons")
        for lesson in lessons if isinstance(lessons, list) else []:
            aims = lesson.get("learningObjectives") if isinstance(lesson, dict) else None
            for skill, threshold in aims.items() if isinstance(aims, dict) else ():
                value = float(threshold) if isinstance(threshold, int | float) else 0.0
                plans.setdefault(skill, Planned(_title(lesson, course, len(courses)), value))
    return plans


def _title(lesson: Keys, course: Keys, courses: int) -> str:
    """A lesson's title, with its course's where there are several courses."""
    name = ": ".join(filter(None, [text_of(lesson.get("name")), text_of(lesson.get("topics"))]))
    return f"{text_of(course.get('courseName'))}, {name}" if courses > 1 else name
