"""Projects by ear: listed, told, written line by line or taken from a path, rated and handed in."""

from __future__ import annotations

from tutor.language import _, later
from tutor.plain import telling, words
from tutor.plain.course_map import course_in_hand
from tutor.plain.saying import sentences
from tutor.plain.sitting import Here, Sitting
from tutor.plain.writing import END
from tutor.present.portfolio import how_far
from tutor.study.projects import ProjectLine, check, text_at
from tutor.study.tasks import Task
from tutor.study.trouble import StudyError

BACK = "-"
"""Alone on a line it takes the line before away."""
HOW = {
    "file": later("Type the path of your file; Enter leaves it for now."),
    "link": later("Type its address; Enter leaves it."),
}


def tell_projects(sitting: Sitting, projects: list[ProjectLine]) -> None:
    """Say all projects of a course by number, each with how far it is."""
    for number, project in enumerate(projects, 1):
        needs = _("uses {names}", names=words.listed(project.skills, ", ")) if project.skills else ""
        sitting.voice.line(
            sentences(f"{number}. {project.title}", how_far(project.draft, _day(project), project.ready), needs)
        )


def beside_map(sitting: Sitting) -> None:
    """The projects of the course in hand, where it has any, as the map ends with them."""
    if projects := sitting.session.projects_of(course_in_hand(sitting)):
        sitting.say(_("Projects (:project):"))
        tell_projects(sitting, projects)


def project(sitting: Sitting, here: Here, rest: str) -> bool:
    """List the projects of the course in hand; with a number, hand that one in. Raises `StudyError`."""
    projects = sitting.session.projects_of(course_in_hand(sitting))
    number, _blank, given = rest.partition(" ")
    if not projects:
        sitting.say(_("This course has no projects."))
    elif not number:
        tell_projects(sitting, projects)
        sitting.say(
            _("With its number, :project tells one and takes what you hand in; a path or an address may follow.")
        )
    elif number.isdecimal() and 0 < int(number[:9]) <= len(projects):
        _hand_in(sitting, projects[int(number[:9]) - 1], given.strip())
    else:
        raise StudyError("bad_request", _("Say which project: its number in the list (:project)."))
    return False


def _hand_in(sitting: Sitting, project: ProjectLine, given: str) -> None:
    if not given:
        _brief(sitting, project)
        given = _written(sitting, project) if project.sort == "text" else sitting.words(_(HOW[project.sort]))
    elif project.sort == "text":
        given = text_at(given)
    if not given:
        return
    check(sitting.session.desk, project.id, given)
    levels = _levels(sitting, project)
    if levels is None:
        sitting.say(_("It is not handed in."))
        return
    sitting.kept(lambda: sitting.session.hand_in(project.id, given, levels))
    sitting.say(_("Handed in: it is in your portfolio now; :portfolio tells it."))


def _brief(sitting: Sitting, project: ProjectLine) -> None:
    sitting.voice.line(sentences(project.title))
    sitting.voice.show(project.brief)
    if project.rubric:
        criteria = [sitting.voice.short(row["criterion"]) for row in project.rubric]
        sitting.voice.line(_("You will rate it by: {criteria}", criteria=words.listed(criteria)))


def _written(sitting: Sitting, project: ProjectLine) -> str:
    """The lines up to a single dot, after those of before. Whatever ends it, what was written is kept."""
    lines = project.draft.split("\n") if project.draft else []
    if lines:
        sitting.say(_("You have begun:"))
        sitting.voice.line(project.draft)
    sitting.say(_("Type your text, as many lines as you like; a single dot ends it, a single - takes a line away."))
    try:
        while (line := sitting.line(Here(), _("Go on; a line with a single dot ends it."))) is not None:
            if line.strip() == END:
                break
            lines = lines[:-1] if line.strip() == BACK else [*lines, line]
    finally:
        sitting.session.draft(project.id, "\n".join(lines))
    return "" if line is None else "\n".join(lines) or "\n"


def _levels(sitting: Sitting, project: ProjectLine) -> list[int] | None:
    """One's own rating, a level for each criterion; None when a command left it."""
    return telling.criteria(sitting, Task(id="", kind="learn", skill="", rubric=project.rubric), Here())


def _day(project: ProjectLine) -> str:
    return project.last.at[:10] if project.last is not None else ""
