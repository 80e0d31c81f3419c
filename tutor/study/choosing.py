"""The next task: gather a few candidates by index, let `core.choose` weigh them, make the task."""

from __future__ import annotations

from datetime import date

from tutor.core.choose import Choice, Situation, Why, choose, days_until
from tutor.core.day import day_ends, learning_day, offset_minutes
from tutor.core.learner.events import TaskKind
from tutor.core.learner.quizzed import quiz_is_near, running
from tutor.core.learner.rows import DayRow, GroupRow, ItemRow, RetryRow, SkillRow
from tutor.core.pick import ItemRef, askable, pick
from tutor.study import goals, lessons, placing
from tutor.study.asking import asked
from tutor.study.desk import Current, Desk
from tutor.study.trouble import StudyError

FEW = 12
"""Candidates of each sort that a choice looks at."""
POOL = 64
"""Items of a skill that are looked at for one question."""


def next_task(desk: Desk, *, minutes_left: float | None = None, course: str = "", skill: str = "") -> Current | None:
    """The task in hand, or the next one; None when nothing is worth the learner's time now."""
    if desk.current is not None and _fits(desk.current, course, skill):
        return desk.current
    desk.current = _new_task(desk, minutes_left, course, skill)
    return desk.current


def _fits(current: Current, course: str, skill: str) -> bool:
    return (not skill or current.skill == skill) and (not course or current.skill.startswith(course + "/"))


def _new_task(desk: Desk, minutes_left: float | None, course: str, skill: str) -> Current | None:
    if course and course not in desk.courses:
        raise StudyError("bad_request", f"The course “{course}” is not open in this session.")
    if desk.learner().placement_open and not skill:
        placed = placing.next_task(desk)
        if placed is not None:
            return placed
    if minutes_left is not None and minutes_left <= 0:
        return None
    situation = situate(desk, minutes_left, (course,) if course else desk.courses)
    if skill:
        return _task(desk, situation, _wished(desk, situation, skill))
    tried: set[str] = set()
    while (choice := choose(situation)) is not None:
        current = _task(desk, situation, choice)
        if current is not None or choice.skill.id in tried:
            return current
        tried.add(choice.skill.id)
        _leave_out(situation, choice)
    return None


def _wished(desk: Desk, situation: Situation, skill_id: str) -> Choice:
    """A task of the very skill the learner asks for."""
    row = desk.row(skill_id)
    if row.phase == "locked" and desk.gate != "open":
        raise StudyError("locked", "That skill is still locked; ask why, open it, or test out of it.")
    if running(row, situation.now):
        return Choice("quiz", row, Why("quiz", {"number": len(row.quiz_asked) + 1, "size": row.quiz_length}))
    if quiz_is_near(row):
        return Choice("quiz", row, Why("quiz", {"number": 1, "size": row.quiz_size}))
    kind: TaskKind = "review" if row.phase == "learned" else "learn"
    return Choice(kind, row, Why("asked_for"))


def situate(desk: Desk, minutes_left: float | None, courses: tuple[str, ...]) -> Situation:
    """The few rows that a choice depends on, all found by index."""
    now, book = desk.now(), desk.book
    at = desk.at()
    day = learning_day(at, offset_minutes(now))
    learner = desk.learner()
    retries = book.retries(learner.answers, courses, 5)
    learning = book.recent_skills(courses, 8)
    tonight = day_ends(at, offset_minutes(now))  # what falls due later today is done in today's sitting
    due = [row for row in book.due_skills(courses, tonight, FEW) if row.phase == "learned"]
    facts = book.due_items(courses, tonight, FEW)
    phases = ("locked", "open") if desk.gate == "open" else ("open",)
    fresh = book.skills(courses, phases, FEW)
    skills = _rows_of(desk, retries, facts, fresh)
    goal = goals.nearest(desk)
    return Situation(
        now=at,
        day=day,
        learner=learner,
        today=book.rows.get(DayRow, str(day)),
        retries=retries,
        learning=learning,
        due=due,
        facts=[(skills[item.skill], item) for item in facts if item.skill in skills],
        fresh=fresh,
        skills=skills,
        dependents={row.id: len(book.rows.dependents(row.id)) for row in [*fresh, *due]},
        wanted=goals.wanted(desk, goal),
        days_to_goal=days_until(goals.ends(goal), at) if goal and goal.date else None,
        minutes_a_day=goal.minutes_a_day if goal and goal.minutes_a_day else 20,
        minutes_left=minutes_left,
    )


def _rows_of(desk: Desk, retries: list[RetryRow], facts: list[ItemRow], fresh: list[SkillRow]) -> dict[str, SkillRow]:
    names = {row.skill for row in retries} | {item.skill for item in facts}
    names |= {name for row in fresh for name in row.requires}
    found = ((name, desk.book.rows.get(SkillRow, name)) for name in sorted(names))
    return {name: row for name, row in found if row is not None and row.phase != "gone"}


def _leave_out(situation: Situation, choice: Choice) -> None:
    """Forget a candidate that has nothing to ask now (all put away)."""
    gone = choice.skill.id
    situation.learning = [row for row in situation.learning if row.id != gone]
    situation.due = [row for row in situation.due if row.id != gone]
    situation.fresh = [row for row in situation.fresh if row.id != gone]
    situation.facts = [pair for pair in situation.facts if pair[0].id != gone]
    situation.retries = [row for row in situation.retries if row.skill != gone]


def _task(desk: Desk, situation: Situation, choice: Choice) -> Current | None:
    if choice.kind == "learn":
        lesson = lessons.due_lesson(desk, choice)
        if lesson is not None:
            return lesson
    ref = _this_one(desk, choice, situation) or _some_item(desk, situation, choice)
    return asked(desk, ref, choice.kind, choice.why) if ref is not None else None


def _this_one(desk: Desk, choice: Choice, situation: Situation) -> ItemRef | None:
    ref = desk.shelf.ref(choice.item) if choice.item else None
    if ref is None:
        return None
    seen = desk.book.seen([ref.id])
    return ref if askable([ref], seen, _iso(situation.day), set()) else None


def _some_item(desk: Desk, situation: Situation, choice: Choice) -> ItemRef | None:
    refs = pool(desk, choice.skill)
    seen = desk.book.seen([ref.id for ref in refs])
    busy = _groups_of_today(desk, refs, situation.day)
    free = askable(refs, seen, _iso(situation.day), busy)
    if choice.kind == "place":
        free = [ref for ref in free if ref.placement]
    return pick(
        free,
        seen,
        choice.skill,
        choice.kind,
        interests=situation.learner.interests,
        just_asked=desk.last.current.task.item if desk.last else "",
        seed=desk.chance.getrandbits(32),
    )


def pool(desk: Desk, skill: SkillRow) -> list[ItemRef]:
    """Items of a skill to choose among: from the first unseen on, round to the beginning, at most `POOL`."""
    start = max(0, min(skill.facts_seen, skill.item_count - POOL)) if skill.item_count > POOL else 0
    refs = desk.shelf.items(skill.id, start, POOL)
    if skill.item_count <= POOL:
        return refs
    old = [ref for row in desk.book.items_of(skill.id, FEW) if (ref := desk.shelf.ref(row.id)) is not None]
    known = {ref.id for ref in refs}
    return refs + [ref for ref in old if ref.id not in known]


def _groups_of_today(desk: Desk, refs: list[ItemRef], day: int) -> set[str]:
    names = {(ref.skill, ref.group) for ref in refs if ref.group}
    rows = ((group, desk.book.rows.get(GroupRow, f"{skill}#{group}")) for skill, group in names)
    return {group for group, row in rows if row is not None and row.day == day}


def _iso(day: int) -> str:
    return date.fromordinal(date(1970, 1, 1).toordinal() + day).isoformat()


def next_due(desk: Desk, courses: tuple[str, ...]) -> int | None:
    """When the next review falls due (UTC ms), or None when nothing is held."""
    return desk.book.earliest_due(courses, 0)
