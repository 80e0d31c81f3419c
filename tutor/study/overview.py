"""Where the learner stands: the status of the protocol, the home screen, the map of a course."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from tutor.core.course import Skill
from tutor.core.day import DAY_MS, day_ends, learning_day, offset_minutes
from tutor.core.gate import State, Unmet, recall_of, state_of
from tutor.core.learner.events import of
from tutor.core.learner.rows import DayRow, GoalRow, SkillRow
from tutor.language import _, _n
from tutor.present import why as sentences
from tutor.present.goal import comeback
from tutor.study import forecasting, goal_lines, goals, projects
from tutor.study.desk import Current, Desk
from tutor.study.reasons import due_of, minutes_of, nothing, own, proof_of, title_beside, unmet


class SkillLine(Struct, kw_only=True):
    """A skill on the map. `due` is UTC ms, 0 when nothing is scheduled; `note` one short phrase about its state.

    `requires` are the skills of its course that come first.
    """

    id: str
    title: str
    can: str
    state: State
    presumed: bool
    mastery: float
    recall: float | None
    due: int
    locked_by: list[str]
    note: str
    minutes: int
    answers: int
    requires: list[str] = []


class UnitLines(Struct, kw_only=True):
    """A unit of the map with its skills in the author's order."""

    title: str
    skills: list[SkillLine]


class CourseLine(Struct, kw_only=True):
    """A course on the home screen: states of its skills in order, what is due, one phrase about what comes."""

    id: str
    title: str
    summary: str
    met: bool
    states: list[State]
    due: int
    skill_count: int
    note: str


class Home(Struct, kw_only=True):
    """The home screen as data. `week` is minutes of each of the last seven learning days, oldest first.

    `planned` is what the nearest goal plans for a week, in minutes; 0 without a goal.
    `project` is a sentence about one that can be done, `comeback` one to somebody who was away.
    """

    name: str
    answers: int
    next_kind: str
    next_skill: str
    next_course: str
    next_reason: str
    due: int
    minutes: int
    goal_words: str
    forecast: dict[str, Any] | None
    week: list[int]
    planned: int
    courses: list[CourseLine]
    project: str = ""
    comeback: str = ""
    goal_review: str = ""


def _tonight(desk: Desk) -> int:
    return day_ends(desk.at(), offset_minutes(desk.now()))


def status(desk: Desk) -> dict[str, Any]:
    """The reply of the protocol's `status`."""
    rows = [row for row in desk.book.all_skills(desk.courses) if row.phase != "gone"]
    return {
        "skills": [_status_line(desk, row) for row in rows],
        "goals": [goal_lines.as_dict(desk, goal) for goal in desk.book.goals()],
        "answers": desk.learner().answers,
        "state_hash": desk.book.state_hash(),
    }


def _status_line(desk: Desk, row: SkillRow) -> dict[str, Any]:
    recall = recall_of(row, desk.at(), own(desk, row))
    due = due_of(desk, row)
    return {
        "skill": row.id,
        "state": state_of(row, desk.at(), own(desk, row)),
        "presumed": row.presumed,
        "mastery": round(row.understanding * (1.0 if recall is None else recall), 6),
        "recall": None if recall is None else round(recall, 6),
        "due": desk.rfc3339(due) if due else None,
        "locked_by": [one.skill for one in unmet(desk, row)] if row.phase == "locked" else [],
    }


def title(desk: Desk, skill_id: str) -> str:
    """The title of one skill or course; its id when the course has left the shelf."""
    return goals.title(desk, skill_id)


def course_map(desk: Desk, course_id: str) -> list[UnitLines]:
    """A course by unit, each skill with its state, its evidence and what locks it."""
    course = desk.course(course_id)
    names = {unit.id: unit.title for unit in course.units}
    units: list[UnitLines] = []
    last: str | None = None
    for skill in desk.shelf.skills(course_id):
        row = desk.book.rows.get(SkillRow, skill.id)
        if row is None or row.phase == "gone":
            continue
        if skill.unit != last or not units:
            units.append(UnitLines(title=names.get(skill.unit, ""), skills=[]))
            last = skill.unit
        units[-1].skills.append(_line(desk, row, skill))
    return units


def _line(desk: Desk, row: SkillRow, skill: Skill) -> SkillLine:
    state = state_of(row, desk.at(), own(desk, row))
    recall = recall_of(row, desk.at(), own(desk, row))
    needed = unmet(desk, row) if row.phase == "locked" else []
    due = due_of(desk, row)
    return SkillLine(
        id=row.id,
        title=skill.title,
        can=skill.can,
        state=state,
        presumed=row.presumed,
        mastery=row.understanding * (1.0 if recall is None else recall),
        recall=recall,
        due=due,
        locked_by=[one.skill for one in needed],
        note=_note(desk, row, state, needed, due),
        minutes=minutes_of(desk, row),
        answers=row.opportunities,
        requires=[one for one in skill.requires if of(one) == of(row.id)],
    )


def _note(desk: Desk, row: SkillRow, state: State, needed: list[Unmet], due: int) -> str:
    if state == "locked":
        names = ", ".join(title_beside(desk, one.skill, row.id) for one in needed[:2])
        return _("opens after {names}", names=names) if needed else ""
    if state == "open":
        return _n("about {count} minute", "about {count} minutes", minutes_of(desk, row))
    if state == "learning":
        return sentences.evidence(proof_of(desk, row))
    if state == "fading":
        return _("fading: a review brings it back")
    if row.presumed:
        return _("presumed known, checked soon")
    return _checked_again(due, desk.at()) if due else ""


def _checked_again(due: int, now: int) -> str:
    days = max(0, (due - now) // DAY_MS)
    if due <= now:
        return _("checked again today")
    if days < 2:
        return _("checked again tomorrow")
    return _n("checked again in {count} day", "checked again in {count} days", days)


def home(desk: Desk, current: Current | None, all_courses: list[str]) -> Home:
    """The home screen: one obvious thing to do next, the goal, the week, the courses."""
    learner = desk.learner()
    goal = goals.nearest(desk)
    back = forecasting.returning(desk)
    due = desk.book.due_count(desk.courses, _tonight(desk))
    return Home(
        name=learner.name,
        answers=learner.answers,
        next_kind=current.task.kind if current else "",
        next_skill=current.task.title if current else "",
        next_course=current.task.course_title if current else "",
        next_reason=current.task.reason if current else sentences.sentence(nothing(desk)),
        due=back.today if back else due,
        minutes=_session_minutes(back.today if back else due, current, goal.minutes_a_day if goal else 0),
        goal_words=goal.text if goal else "",
        goal_review=goal_lines.review_of(desk, goal) if goal else "",
        forecast=forecasting.told(desk, goal) if goal else None,
        week=_week(desk),
        planned=_planned(desk, goal),
        courses=[_course_line(desk, course_id, quiet=back is not None) for course_id in all_courses],
        project=projects.waiting(desk),
        comeback=comeback(back) if back else "",
    )


def _session_minutes(due: int, current: Current | None, a_day: int) -> int:
    work = due * 0.4 + (6.0 if current and current.task.kind in ("lesson", "learn", "quiz") else 0.0)
    return max(1, min(a_day or 20, round(work))) if current else 0


def _week(desk: Desk) -> list[int]:
    now = desk.now()
    today = learning_day(desk.at(), offset_minutes(now))
    rows = (desk.book.rows.get(DayRow, str(day)) for day in range(today - 6, today + 1))
    return [max(1, round(row.seconds / 60)) if row and row.answers else 0 for row in rows]


def _planned(desk: Desk, goal: GoalRow | None) -> int:
    plan = goals.plan(desk, goal)
    return plan.minutes * len(plan.weekdays) if goal else 0


def _course_line(desk: Desk, course_id: str, *, quiet: bool) -> CourseLine:
    """`quiet` leaves out how much is due: after a break it is spread, and no number helps."""
    course = desk.course(course_id)
    rows = [row for row in desk.book.all_skills((course_id,)) if row.phase != "gone"]
    states = [state_of(row, desk.at(), own(desk, row)) for row in rows]
    due = desk.book.due_count((course_id,), _tonight(desk)) if rows and not quiet else 0
    return CourseLine(
        id=course_id,
        title=course.title,
        summary=course.summary,
        met=bool(rows),
        states=states,
        due=due,
        skill_count=course.skill_count,
        note=_course_note(states, due),
    )


def _course_note(states: list[State], due: int) -> str:
    if not states:
        return _("not begun")
    done = sum(state in ("learned", "mastered", "secure", "fading") for state in states)
    words = _n("{done} of {count} learned", "{done} of {count} learned", len(states), done=done)
    return _n("{said}, {count} due", "{said}, {count} due", due, said=words) if due else words
