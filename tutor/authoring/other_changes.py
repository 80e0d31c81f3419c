"""What differs between two versions beside skills and items: nothing of it touches what learners know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tutor.authoring.change import Change, Sort
from tutor.core.course import Course
from tutor.packs.compiled import Compiled, Translated

_OF_THE_HEAD = (
    *("title", "language", "target", "authors", "license", "summary", "level", "hours", "interests", "same", "needs"),
    "reading_level",
)
_OF_A_PROJECT = ("title", "brief", "skills", "hand_in", "together", "rubric")
_KEYS = {"together": "with"}
"""How a field is written in a course, where that is no name in Python."""


def other_changes(old: Compiled, new: Compiled) -> list[Change]:
    """The course's head, its units, projects, glossary, passages, media and translations."""
    was, now = old.course, new.course
    return [
        *(
            Change(sort="course", what="changed", name=key)
            for key in _OF_THE_HEAD
            if getattr(was, key) != getattr(now, key)
        ),
        *_compared("unit", {one.id: one.title for one in was.units}, {one.id: one.title for one in now.units}),
        *_projects(was, now),
        *_compared("glossary", was.glossary, now.glossary),
        *_compared("passage", _passages(old), _passages(new)),
        *_compared("media", old.media, new.media),
        *_translations(old, new),
    ]


def _compared(sort: Sort, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        if name not in new:
            yield Change(sort=sort, what="gone", name=name)
        elif name not in old:
            yield Change(sort=sort, what="new", name=name)
        elif old[name] != new[name]:
            yield Change(sort=sort, what="changed", name=name)


def _projects(old: Course, new: Course) -> Iterator[Change]:
    was, now = ({one.id: one for one in course.projects} for course in (old, new))
    for change in _compared("project", was, now):
        if change.what != "changed":
            yield change
            continue
        one, other = was[change.name], now[change.name]
        keys = [key for key in _OF_A_PROJECT if getattr(one, key) != getattr(other, key)]
        yield Change(sort="project", what="changed", name=change.name, keys=[_KEYS.get(key, key) for key in keys])


def _passages(compiled: Compiled) -> dict[str, str]:
    """All passages by their ids; where skills have different ones of one id, by `skill/id`."""
    texts: dict[str, set[str]] = {}
    for skill in compiled.skills:
        for name, text in skill.passages.items():
            texts.setdefault(name, set()).add(text)
    prefix = f"{compiled.course.id}/"
    return {
        name if len(texts[name]) == 1 else f"{skill.id.removeprefix(prefix)}/{name}": text
        for skill in compiled.skills
        for name, text in skill.passages.items()
    }


def _translations(old: Compiled, new: Compiled) -> Iterator[Change]:
    """Languages, and in each the ids whose texts differ though the course's own do not."""
    yield from _compared("translation", dict.fromkeys(old.translations), dict.fromkeys(new.translations))
    was, now = _texts(_as_written(old), old), _texts(_as_written(new), new)
    other = {text for text in was.keys() & now.keys() if was[text] != now[text]}
    for language in [language for language in old.translations if language in new.translations]:
        was, now = _texts(old.translations[language], old), _texts(new.translations[language], new)
        texts = [text for text in dict.fromkeys((*was, *now)) if was.get(text) != now.get(text) and text not in other]
        if texts:
            names = dict.fromkeys(name for name, _ in texts)
            yield Change(sort="translation", what="changed", name=language, keys=list(names))


def _as_written(compiled: Compiled) -> Translated:
    """The course in its own language, with items only where it is translated anywhere."""
    translated = {name for texts in compiled.translations.values() for name in texts.items}
    items = {ref.id: body for ref, body in compiled.items if ref.id in translated}
    return Translated(compiled.course, compiled.skills, items)


def _texts(texts: Translated, compiled: Compiled) -> dict[tuple[str, str], Any]:
    """What is shown, by short ids (the course's own for its head) and fields; an item is one."""
    prefix = f"{compiled.course.id}/"
    found = {(compiled.course.id, key): getattr(texts.course, key) for key in ("title", "summary", "glossary", "units")}
    for skill in texts.skills:
        name = skill.id.removeprefix(prefix)
        found |= {(name, key): getattr(skill, key) for key in ("title", "can", "lesson", "passages")}
    return found | {(name.removeprefix(prefix), ""): body for name, body in texts.items.items()}
