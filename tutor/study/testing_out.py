"""Test-out: to pass a skill, or the top of a unit, by showing it now; once a learning day."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.day import learning_day, offset_minutes
from tutor.core.learner.events import QuizStarted, of
from tutor.core.learner.quizzed import needed, running
from tutor.core.learner.rows import SkillRow
from tutor.core.skill_graph import SkillGraph, members
from tutor.language import _, later
from tutor.study import placing
from tutor.study.desk import Desk
from tutor.study.trouble import StudyError

RUNNING = later("Its quiz is running already.")
TRIED = later(
    "You tried this today, and nothing is lost by it. It can be tried again tomorrow; until then, practice helps."
)


def test_out(desk: Desk, skill_id: str) -> SkillRow:
    """Start the mastery quiz of a skill now. Passing it presumes what it stands on within its unit."""
    row = desk.row(skill_id)
    _not_while_placing(desk)
    if row.phase == "learned" and not row.presumed:
        raise StudyError("not_now", _("You have learned this skill already; it comes back for review by itself."))
    if _tried_today(desk, row):
        raise StudyError("not_now", _(TRIED))
    if running(row, desk.at()):
        raise StudyError("not_now", _(RUNNING))
    _course, rows, graph = _unit(desk, unit_of(desk, skill_id))
    desk.write(_started(row, rows, graph))
    desk.in_hand = []  # its own tasks come next
    return desk.row(skill_id)


def test_out_unit(desk: Desk, unit: str) -> list[SkillRow]:
    """Start the quizzes of a unit's top skills; `unit` is `course/unit`. Those tried today or running are left out.

    Passing one presumes what it stands on within the unit, so the top of a unit is enough.
    """
    _not_while_placing(desk)
    title, rows, graph = _unit(desk, unit)
    left = {row.id for row in rows if row.phase != "learned" or row.presumed}
    if not left:
        raise StudyError("not_now", _("You have learned all of “{title}” already.", title=title))
    bits = sum(1 << graph.number[name] for name in left)
    top = [row for row in rows if row.id in left and not graph.above[graph.number[row.id]] & bits]
    untried = [row for row in top if not _tried_today(desk, row)]
    fresh = [row for row in untried if not running(row, desk.at())]
    if not fresh:
        raise StudyError("not_now", _(RUNNING if untried else TRIED))
    desk.write(*(_started(row, rows, graph) for row in fresh))
    desk.in_hand = []
    return [desk.row(row.id) for row in fresh]


def _started(row: SkillRow, rows: Sequence[SkillRow], graph: SkillGraph) -> QuizStarted:
    size = row.quiz_size
    below = {graph.names[one] for one in members(graph.below[graph.number[row.id]])}
    presumes = [one.id for one in rows if one.id in below and one.phase != "learned"]
    return QuizStarted(skill=row.id, size=size, need=needed(size, row.passing), test_out=True, presumes=presumes)


def unit_of(desk: Desk, skill_id: str) -> str:
    """The full id of the unit that a skill belongs to."""
    head = desk.shelf.head(skill_id)
    return f"{of(skill_id)}/{head.unit if head is not None else ''}"


def _unit(desk: Desk, unit: str) -> tuple[str, list[SkillRow], SkillGraph]:
    """The title of a unit, its skills in the author's order, and their graph."""
    course_id, _slash, name = unit.partition("/")
    if course_id not in desk.courses:
        raise StudyError("bad_request", _("There is no unit “{unit}” in your courses.", unit=unit[:120]))
    title = next((one.title for one in desk.course(course_id).units if one.id == name), name)
    heads = [one.id for one in desk.shelf.skills(course_id) if one.unit == name]
    found = [row for one in heads if (row := desk.book.rows.get(SkillRow, one)) is not None and row.phase != "gone"]
    if not found:
        raise StudyError("bad_request", _("There is no unit “{unit}” in your courses.", unit=unit[:120]))
    return title, found, SkillGraph({row.id: row.requires for row in found})


def _not_while_placing(desk: Desk) -> None:
    if placing.running(desk) is not None:
        raise StudyError("not_now", _("A placement is running; end it first."))


def _tried_today(desk: Desk, row: SkillRow) -> bool:
    offset = offset_minutes(desk.now())
    failed = row.test_out_failed_at
    return failed > 0 and learning_day(failed, offset) == learning_day(desk.at(), offset)
