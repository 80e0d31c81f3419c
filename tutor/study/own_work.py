"""What a learner may show of their work: goals, what they mastered with its evidence, pieces, lines of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tutor.core.gate import Evidence, State, state_of
from tutor.study import goal_lines, projects
from tutor.study.notebook import notebook
from tutor.study.projects import Piece
from tutor.study.reasons import own, proof_of

if TYPE_CHECKING:
    from tutor.study.desk import Desk
    from tutor.study.goal_lines import GoalLine
    from tutor.study.notebook import Entry

MOST = 30
"""Pieces, and entries of the journal, that are proposed: the newest. Tunable (10..100)."""

HELD = ("mastered", "secure")


class Mastered(Struct, frozen=True, kw_only=True):
    """A skill that held up later: its title, since when (RFC 3339), and what that rests on."""

    title: str
    state: State
    since: str
    evidence: Evidence


class CourseWork(Struct, frozen=True, kw_only=True):
    """What was mastered of a course, in the order of its map, of how many skills."""

    title: str
    version: str
    skills: list[Mastered]
    of: int


class OwnWork(Struct, frozen=True, kw_only=True):
    """All that is proposed for a portfolio. Nothing of it is in one until the learner says so."""

    goals: list[GoalLine]
    courses: list[CourseWork]
    pieces: list[Piece]
    journal: list[Entry]


def own_work(desk: Desk) -> OwnWork:
    """What there is to show, of all courses that were met."""
    return OwnWork(
        goals=[goal for goal in goal_lines.lines(desk) if goal.words],
        courses=[work for row in desk.book.courses() if (work := _course(desk, row.id, row.version)).skills],
        pieces=projects.portfolio(desk)[:MOST],
        journal=[entry for entry in notebook(desk) if entry.sort == "journal"][:MOST],
    )


def _course(desk: Desk, course: str, version: str) -> CourseWork:
    rows = [row for row in desk.book.all_skills([course]) if row.phase != "gone"]
    skills = []
    for row in rows:
        state = state_of(row, desk.at(), own(desk, row))
        if state in HELD:
            since = desk.rfc3339(row.mastered_at)
            skills.append(Mastered(title=desk.title(row.id), state=state, since=since, evidence=proof_of(desk, row)))
    return CourseWork(title=desk.course(course).title, version=version, skills=skills, of=len(rows))
