"""What a learner may show at home: what they can do now, what they are at, their time, one thing to ask tonight."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from tutor.core.day import learning_day, offset_minutes
from tutor.core.gate import state_of
from tutor.core.item import Setting
from tutor.core.learner.events import of
from tutor.core.learner.rows import SkillRow
from tutor.study import goal_lines
from tutor.study.desk import EPOCH, Desk
from tutor.study.reasons import own

LATELY = 28
"""Days that are called lately. Tunable (14..60)."""
MOST = 12
WEEKS = 8
LONGEST_QUESTION = 160
HELD = ("learned", "mastered", "secure")


class Can(Struct, frozen=True):
    """A skill: the author's sentence of what one can do then (its title where there is none), and since when (ISO)."""

    words: str
    since: str = ""


class Ask(Struct, frozen=True):
    """One thing to ask tonight: about which skill, a question of it and its answer."""

    can: str
    question: str = ""
    answer: str = ""


class ForParent(Struct, frozen=True, kw_only=True):
    """All of the page. `weeks` are (Monday as ISO day, minutes) from the first with any; `can` are the newest."""

    courses: list[str]
    goals: list[str]
    at: list[str]
    can: list[Can]
    known: int
    skills: int
    next: list[str]
    weeks: list[tuple[str, int]]
    ask: Ask | None


def for_parent(desk: Desk) -> ForParent:
    """The page, of the learner's courses. No answer of theirs is in it, right or wrong."""
    rows = [row for row in desk.book.all_skills(desk.courses) if row.phase != "gone"]
    known = [row for row in rows if state_of(row, desk.at(), own(desk, row)) in HELD]
    known.sort(key=lambda row: (-(row.mastered_at or row.learned_at or row.last_at), row.id))
    since = desk.at() - LATELY * 86_400_000
    lately = [row for row in known if row.learned_at >= since]
    met = [row.id for row in desk.book.courses() if row.id in desk.courses]
    return ForParent(
        courses=[desk.course(one).title for one in met],
        goals=[goal.words for goal in goal_lines.lines(desk) if goal.words],
        at=[_can(desk, row) for row in rows if row.phase == "learning"][:MOST],
        can=[Can(_can(desk, row), _day(desk, row)) for row in (lately or known)[:MOST]],
        known=len(known),
        skills=len(rows),
        next=[_can(desk, row) for row in rows if row.phase == "open"][:3],
        weeks=_weeks(desk),
        ask=next((ask for row in known[:MOST] if (ask := _ask(desk, row)).question), _first_ask(desk, known)),
    )


def _can(desk: Desk, row: SkillRow) -> str:
    head = desk.shelf.head(row.id)
    return (head.can or head.title) if head is not None else desk.title(row.id)


def _day(desk: Desk, row: SkillRow) -> str:
    at = row.mastered_at or row.learned_at
    return desk.rfc3339(at)[:10] if at else ""


def _weeks(desk: Desk) -> list[tuple[str, int]]:
    today = learning_day(desk.at(), offset_minutes(desk.now()))
    monday = today - (today + 3) % 7
    first = monday - 7 * (WEEKS - 1)
    minutes = dict.fromkeys(range(first, monday + 1, 7), 0.0)
    for row in desk.book.days(first):
        week = row.day - (row.day + 3) % 7
        if week in minutes:
            minutes[week] += row.seconds / 60
    spent = [(_iso(week), round(some)) for week, some in minutes.items()]
    while spent and not spent[0][1]:  # before they began
        spent.pop(0)
    return spent


def _iso(day: int) -> str:
    return (EPOCH + timedelta(days=day)).isoformat()


def _first_ask(desk: Desk, known: list[SkillRow]) -> Ask | None:
    return Ask(_can(desk, known[0])) if known else None


def _ask(desk: Desk, row: SkillRow) -> Ask:
    """A short question of the skill that can be asked across a table: nothing drawn, nothing to pick or to look at."""
    for ref in desk.shelf.items(row.id, 0, 40):
        item = desk.shelf.item(ref.id)
        if item is None or item.vars or item.image or item.audio or item.passage:
            continue
        if item.shape != "text" or not item.ask or len(item.ask) > LONGEST_QUESTION or "\n" in item.ask.strip():
            continue
        course = desk.course(of(row.id))
        answer = item.right_answer(Setting(language=course.language, target=course.target, same=course.same))
        if isinstance(answer, str) and answer:
            return Ask(_can(desk, row), item.ask, answer)
    return Ask(_can(desk, row))
