"""The map of a course by ear: its units, its skills by number, each with its state in words; and skills by any name."""

from __future__ import annotations

from tutor.core.search_words import STATES as STATES_TO_TYPE
from tutor.core.search_words import read
from tutor.core.text import normalise
from tutor.language import _, _n
from tutor.plain.saying import sentences
from tutor.plain.sitting import Sitting
from tutor.present.searching import nothing_on_map
from tutor.present.why import STATES
from tutor.study.overview import SkillLine, title
from tutor.study.searching import narrowed
from tutor.study.trouble import StudyError

DONE = ("learned", "mastered", "secure", "fading")


def course_in_hand(sitting: Sitting) -> str:
    """The id of the course of the task in hand, else of the first in the session."""
    current = sitting.session.desk.current
    if current is not None:
        return current.skill.split("/", 1)[0]
    courses = sitting.session.desk.courses
    return courses[0] if courses else ""


def tell_map(sitting: Sitting, course: str, typed: str = "") -> None:
    """Say the map of a course; with words only what has them (`add`, `is:locked`), under the numbers of the whole."""
    units = sitting.session.map(course)
    lines = [line for unit in units for line in unit.skills]
    if not lines:
        sitting.say(_("Nothing of this course was begun yet."))
        return
    sitting.on_map = [line.id for line in lines]
    wanted = read(typed)
    listed = narrowed(sitting.session.desk, units, wanted) if typed else units
    if not listed:
        sitting.say(nothing_on_map(typed, wanted.strange, STATES_TO_TYPE))
        if not wanted.filters and not wanted.strange:
            sitting.say(_("Your courses are {names}.", names=", ".join(sitting.course_ids)))
        return
    learned = sum(line.state in DONE for line in lines)
    told = _("{learned} of {count} learned", learned=learned, count=len(lines))
    sitting.say(sentences(sitting.session.desk.course(course).title, told))
    if typed:
        found = sum(len(unit.skills) for unit in listed)
        sitting.say(_n("{count} skill fits “{typed}”.", "{count} skills fit “{typed}”.", found, typed=typed[:40]))
    numbers = {name: number for number, name in enumerate(sitting.on_map, 1)}
    for unit in listed:
        if unit.title:
            sitting.say(f"{unit.title}:")
        for line in unit.skills:
            sitting.say(f"{numbers[line.id]}. {_line(line)}")
    sitting.say(_("With its number, :t tests out of a skill, :o opens a locked one, :w says why it is as it is."))


def _line(line: SkillLine) -> str:
    state = _(STATES[line.state])
    said = ", ".join(filter(None, ("" if line.note.startswith(state) else state, line.note)))
    return f"{line.title}: {said}."


def unit_called(sitting: Sitting, name: str) -> str:
    """The full id of the unit with this title or id, in the course in hand. Raises `StudyError`."""
    course = course_in_hand(sitting)
    form = normalise(name)
    for unit in sitting.session.desk.course(course).units:
        if form in (normalise(unit.title), normalise(unit.id)):
            return f"{course}/{unit.id}"
    raise StudyError("bad_request", _('There is no unit "{name}"; :m tells them.', name=name[:60]))


def skill_called(sitting: Sitting, name: str) -> str:
    """The id of the skill with this number on the map, id or title. Raises `StudyError`."""
    if not sitting.on_map:
        units = sitting.session.map(course_in_hand(sitting))
        sitting.on_map = [line.id for unit in units for line in unit.skills]
    if name.isdecimal() and 0 < int(name[:9]) <= len(sitting.on_map):
        return sitting.on_map[int(name[:9]) - 1]
    form = normalise(name)
    known = [*sitting.on_map, *(name for name in [name] if "/" in name)]
    fits = [
        skill
        for skill in dict.fromkeys(known)
        if form in (skill, skill.split("/", 1)[-1], normalise(title(sitting.session.desk, skill)))
    ]
    if len(fits) != 1:
        raise StudyError(
            "unknown_skill", _('There is no skill "{name}"; :m lists them with their numbers.', name=name[:60])
        )
    return fits[0]
