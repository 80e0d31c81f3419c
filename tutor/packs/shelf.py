"""Several libraries read as one; the first that has a course has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tutor.core.course import Course, Skill
from tutor.core.languages import best
from tutor.core.pick import ItemRef
from tutor.packs.library import CourseSource, Library
from tutor.packs.papers import Papers

if TYPE_CHECKING:
    from tutor.core.kinds import AnyItem
    from tutor.packs.looked_up import Hit


class Shelf:
    """The reading side of `Library`, over several of them. A full id begins with the course it belongs to.

    `languages` are what the learner reads, best first: courses that are translated into one are shown in it.
    """

    def __init__(self, libraries: Sequence[Library], languages: Sequence[str] = ()) -> None:
        self._libraries = tuple(libraries)
        self._languages = tuple(languages)
        self._of_course: dict[str, Library] = {}
        self._language_of: dict[str, str] = {}

    def courses(self) -> list[Course]:
        """All courses, those of the first library first."""
        found: dict[str, Course] = {}
        for library in self._libraries:
            for course in library.courses():
                if course.id not in found:
                    found[course.id] = self.course(course.id) or course
        return list(found.values())

    def course(self, course_id: str) -> Course | None:
        """The head of a course."""
        library = self._library(course_id)
        return library.course(course_id, self._language(course_id)) if library else None

    def source(self, course_id: str) -> CourseSource | None:
        """Where a course came from."""
        library = self._library(course_id)
        return library.source(course_id) if library else None

    def papers(self, course_id: str) -> Papers | None:
        """A course's files and what of them would be run."""
        library = self._library(course_id)
        return library.papers(course_id) if library else None

    def ships(self, content_hash: str) -> bool:
        """Whether a course that comes with tutor is made of just this."""
        return any(library.ships(content_hash) for library in self._libraries)

    def skills(self, course_id: str) -> list[Skill]:
        """The skills of a course in order, without lessons and passages."""
        library = self._library(course_id)
        return library.skills(course_id, self._language(course_id)) if library else []

    def head(self, skill_id: str) -> Skill | None:
        """A skill by its full id, without its lesson and passages."""
        library = self._library(skill_id)
        return library.head(skill_id, self._language(skill_id)) if library else None

    def skill(self, skill_id: str) -> Skill | None:
        """A skill by its full id, with its lesson and passages."""
        library = self._library(skill_id)
        return library.skill(skill_id, self._language(skill_id)) if library else None

    def items(self, skill_id: str, start: int = 0, limit: int = 64) -> list[ItemRef]:
        """The items of a skill by position, from `start`, at most `limit`."""
        library = self._library(skill_id)
        return library.items(skill_id, start, limit) if library else []

    def ref(self, item_id: str) -> ItemRef | None:
        """What choosing looks at of one item, by its full id."""
        library = self._library(item_id)
        return library.ref(item_id) if library else None

    def refs(self, item_ids: Iterable[str]) -> dict[str, ItemRef]:
        """The same of several, by id, in their order; those that no course has any more are left out."""
        names = list(dict.fromkeys(item_ids))
        found: dict[str, ItemRef] = {}
        for library in dict.fromkeys(map(self._library, names)):
            if library is not None:
                found |= library.refs([name for name in names if self._library(name) is library])
        return {name: found[name] for name in names if name in found}

    def item(self, item_id: str) -> AnyItem | None:
        """An item by its full id."""
        library = self._library(item_id)
        return library.item(item_id, self._language(item_id)) if library else None

    def look_up(self, course_id: str, words: Sequence[str], limit: int) -> list[Hit]:
        """Skills, lessons and items of a course in which all of the words stand; what is translated counts as well."""
        library = self._library(course_id)
        return library.look_up(course_id, words, limit, self._language(course_id)) if library else []

    def media(self, course_id: str, name: str) -> bytes | None:
        """The bytes of a picture or sound of a course, by its path in the pack."""
        library = self._library(course_id)
        return library.media(course_id, name) if library else None

    def close(self) -> None:
        """Close all libraries."""
        for library in self._libraries:
            library.close()

    def _language(self, full_id: str) -> str:
        """The translation in which a course is shown; empty for its own language."""
        if not self._languages:
            return ""
        course_id = full_id.split("/", 1)[0]
        if course_id not in self._language_of:
            library = self._library(course_id)
            course = library.course(course_id) if library else None
            if course is None:
                return ""
            self._language_of[course_id] = best(self._languages, course.language, list(course.translations))
        return self._language_of[course_id]

    def _library(self, full_id: str) -> Library | None:
        course_id = full_id.split("/", 1)[0]
        if course_id not in self._of_course:
            found = next((library for library in self._libraries if library.has(course_id)), None)
            if found is None:
                return None
            self._of_course[course_id] = found
        return self._of_course[course_id]
