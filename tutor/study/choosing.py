"""The next task: gather a few candidates by index, let `core.choose` weigh them, make the task."""

from __future__ import annotations

from msgspec.structs import replace

from tutor.core.choose import JUST_SEEN, Choice, Situation, Why, choose, quiz_reason
from tutor.core.day import DAY_MS, learning_day, offset_minutes
from tutor.core.learner.events import TaskKind
from tutor.core.learner.quizzed import quiz_is_near, running
from tutor.core.learner.rows import DayRow, GroupRow, ItemRow, RemedyRow, RetryRow, SkillRow
from tutor.core.pick import PROGRAMS, ItemRef, askable, pick
from tutor.study import drafts, forecasting, gates, goals, lessons, placing, programs, remedying
from tutor.study.asking import asked
from tutor.study.desk import Current, Desk, iso_day
from tutor.study.trouble import StudyError

FEW = 12
"""Candidates of each sort that a choice looks at."""
MANY = 48
"""The same after a break, when much is due: the most at risk are to be among them."""
FEW_DUE = 24
"""Reviews that a choice looks at, by when they are due: some before their time are worth more than some after it."""
FARTHER = 8
"""How many times as many are looked at before nothing comes: some may be put away, or rest. Tunable 4-16."""
MISSES = 20
ENOUGH_MISSES = 3
"""Times running an item may be missed in a day before it rests until tomorrow; tunable 2-5."""
FAR = 2**53
POOL = 64
"""Items of a skill that are looked at for one question."""


def next_task(desk: Desk, *, minutes_left: float | None = None, course: str = "", skill: str = "") -> Current | None:
    """The task in hand, or the next one; None when nothing is worth the learner's time now."""
    for current in reversed(desk.in_hand):
        if _fits(current, course, skill) and (current.kind == "place" or not gates.bars(desk, current.skill)):
            return desk.give(current)
    found = _new_task(desk, minutes_left, course, skill)
    return desk.give(found) if found is not None else None


def _fits(current: Current, course: str, skill: str) -> bool:
    if current.kind == "place":  # a placement goes over all courses of the session
        return not skill
    return (not skill or current.skill == skill) and (not course or current.skill.startswith(course + "/"))


def _new_task(desk: Desk, minutes_left: float | None, course: str, skill: str) -> Current | None:
    if course and course not in desk.courses:
        raise StudyError("bad_request", f"The course “{course}” is not open in this session.")
    if not skill:
        placed = placing.next_task(desk)
        if placed is not None:
            return placed
    if minutes_left is not None and minutes_left <= 0:
        return None
    begun = drafts.resumed(desk, course, skill)
    if begun is not None and not gates.bars(desk, begun.skill):
        return begun
    situation = situate(desk, (course,) if course else desk.courses)
    if skill:
        return _task(desk, situation, _wished(desk, situation, skill))
    return _best(desk, situation) or _best(desk, _before_nothing(desk, (course,) if course else desk.courses))


def _before_nothing(desk: Desk, courses: tuple[str, ...]) -> Situation:
    """A second look, farther, when there would be nothing: new things wait for reviews and their base, not for nothing.

    Before an exam they do wait.
    """
    found = situate(desk, courses, FARTHER)
    found.paused = found.horizon is not None and found.horizon.closing
    found.anyway = True
    return found


def _best(desk: Desk, situation: Situation) -> Current | None:
    """The task of the best choice that can be asked."""
    while (choice := choose(situation)) is not None:
        current = _task(desk, situation, choice)
        if current is not None:
            return current
        _leave_out(situation, choice)
    return None


def _wished(desk: Desk, situation: Situation, skill_id: str) -> Choice:
    """A task of the very skill the learner asks for."""
    row = desk.row(skill_id)
    if row.phase == "locked" and desk.gate != "open":
        gates.refuse_barred(desk, row)
        raise StudyError("locked", "That skill is still locked; ask why, open it, or test out of it.")
    gates.refuse_barred(desk, row)
    if running(row, situation.now) or quiz_is_near(row):
        return Choice("quiz", row, quiz_reason(row, situation.now))
    kind: TaskKind = "review" if row.phase == "learned" else "learn"
    return Choice(kind, row, Why("asked_for"))


def situate(desk: Desk, courses: tuple[str, ...], far: int = 1) -> Situation:
    """The few rows that a choice depends on, all found by index; `far` times as many as usual."""
    now, book = desk.now(), desk.book
    at = desk.at()
    day = learning_day(at, offset_minutes(now))
    learner = desk.learner()
    learning = gates.let_through(desk, 8 * far, lambda most: book.recent_skills(courses, most))
    aim, back = goals.horizon(desk), forecasting.returning(desk)
    few, rested = far * (MANY if back else FEW_DUE), at - int(JUST_SEEN * DAY_MS)
    due = gates.let_through(desk, few, lambda most: book.due_skills(courses, FAR, most, rested))
    facts = _due_facts(desk, courses, rested)
    retries = _misses(desk, courses, day, MISSES * far)
    under_way = gates.let_through(desk, FEW * far, lambda most: book.remedies(courses, most))
    phases = ("locked", "open") if desk.gate == "open" else ("open",)
    goal = goals.nearest(desk)
    wanted = goals.wanted(desk, goal)
    open_ones = gates.let_through(desk, FEW * far, lambda most: book.skills(courses, phases, most))
    fresh = _with_wanted(desk, open_ones, wanted, courses)
    skills = _rows_of(desk, retries, facts, fresh, under_way)
    return Situation(
        now=at,
        day=day,
        learner=learner,
        today=book.rows.get(DayRow, str(day)),
        retries=retries,
        remedies=under_way,
        quizzes=gates.let_through(desk, FEW, lambda most: book.quizzes(courses, most)),
        learning=learning,
        due=due,
        facts=[(skills[item.skill], item) for item in facts if item.skill in skills],
        strong=gates.let_through(desk, FEW, lambda most: book.strong_skills(courses, most)),
        fresh=fresh,
        skills=skills,
        wanted=wanted,
        horizon=aim,
        paused=back is not None or (aim is not None and aim.closing),
        minutes_a_day=goal.minutes_a_day if goal and goal.minutes_a_day else 20,
    )


def _with_wanted(desk: Desk, fresh: list[SkillRow], wanted: frozenset[str], courses: tuple[str, ...]) -> list[SkillRow]:
    """What may be begun, with what a goal wants of it, which may lie far behind in a large course."""
    there = {row.id for row in fresh}
    rows = (desk.book.rows.get(SkillRow, name) for name in sorted(wanted - there))
    more = [row for row in rows if row is not None and row.phase == "open" and row.course in courses]
    return fresh + sorted(more, key=lambda row: (row.course, row.position))[:FEW]


def _rows_of(
    desk: Desk, retries: list[RetryRow], facts: list[ItemRow], fresh: list[SkillRow], under_way: list[RemedyRow]
) -> dict[str, SkillRow]:
    names = {row.skill for row in retries} | {item.skill for item in facts}
    names |= {name for row in under_way for name in (row.id, row.blamed) if name}
    names |= {name for row in fresh for name in row.requires}
    found = ((name, desk.book.rows.get(SkillRow, name)) for name in sorted(names))
    return {name: row for name, row in found if row is not None and row.phase != "gone"}


def _due_facts(desk: Desk, courses: tuple[str, ...], rested: int) -> list[ItemRow]:
    """Facts by when they are due that the courses still have; looks further where a new version left many out."""
    most = FEW_DUE
    while True:
        rows = desk.book.due_items(courses, FAR, most, iso_day(desk), rested)
        found = _askable_facts(desk, [row for row in rows if not gates.bars(desk, row.skill)])
        if len(found) >= FEW_DUE or len(rows) < most or most >= FEW_DUE * 64:
            return found[:FEW_DUE]
        most *= 4


def _askable_facts(desk: Desk, rows: list[ItemRow]) -> list[ItemRow]:
    """Those that the courses still have and whose group was not asked today."""
    refs = {row.id: ref for row in rows if (ref := desk.shelf.ref(row.id)) is not None}
    busy = groups_of_today(desk, list(refs.values()), learning_day(desk.at(), offset_minutes(desk.now())))
    return [row for row in rows if row.id in refs and refs[row.id].group not in busy]


def _misses(desk: Desk, courses: tuple[str, ...], day: int, most: int) -> list[RetryRow]:
    """Misses that wait to come back and can be asked, the next one first."""
    today = iso_day(desk)
    found = []
    for row in gates.let_through(desk, most, lambda most: desk.book.retries(FAR, courses, most)):
        ref = desk.shelf.ref(row.item)
        seen = desk.book.seen([row.item])
        if ref is not None and askable([ref], seen, today, set()) and not rests(seen[row.item], day, desk):
            found.append(row)
    return found


def rests(row: ItemRow | None, day: int, desk: Desk) -> bool:
    """Missed so often today that it waits for tomorrow: more of the same does not help."""
    often = row is not None and row.wrong_run >= ENOUGH_MISSES
    return often and row is not None and learning_day(row.last_at, offset_minutes(desk.now())) == day


def _leave_out(situation: Situation, choice: Choice) -> None:
    """Forget a candidate that can't be asked now: this very item, or a skill with nothing to ask."""
    if choice.remedy is not None:
        situation.remedies = remedying.without(situation.remedies, choice.remedy)
        return
    if choice.item:
        situation.retries = [row for row in situation.retries if row.item != choice.item]
        situation.facts = [pair for pair in situation.facts if pair[1].id != choice.item]
        return
    gone = choice.skill.id
    if choice.kind == "challenge":  # nothing hard enough: it is reviewed as ever
        situation.strong = [row for row in situation.strong if row.id != gone]
        return
    situation.quizzes = [row for row in situation.quizzes if row.id != gone]
    situation.learning = [row for row in situation.learning if row.id != gone]
    situation.due = [row for row in situation.due if row.id != gone]
    situation.strong = [row for row in situation.strong if row.id != gone]
    situation.fresh = [row for row in situation.fresh if row.id != gone]


def _task(desk: Desk, situation: Situation, choice: Choice) -> Current | None:
    if gates.barred(desk, choice.skill):  # what a goal wants, or a remedy blames, may be held back too
        return None
    if choice.remedy is not None:
        return remedying.task(desk, choice, askable_refs(desk, choice.skill, situation.day))
    if choice.kind == "learn":
        lesson = lessons.due_lesson(desk, choice)
        if lesson is not None:
            return lesson
    ref = _this_one(desk, choice, situation) if choice.item else _some_item(desk, situation, choice)
    return asked(desk, ref, choice.kind, choice.why) if ref is not None else None


def _this_one(desk: Desk, choice: Choice, situation: Situation) -> ItemRef | None:
    ref = desk.shelf.ref(choice.item)
    if ref is None:
        return None
    busy = groups_of_today(desk, [ref], situation.day) if choice.why.code != "missed" else set()
    return ref if askable([ref], desk.book.seen([ref.id]), iso_day(desk), busy) else None


def _some_item(desk: Desk, situation: Situation, choice: Choice) -> ItemRef | None:
    free = askable_refs(desk, choice.skill, situation.day)
    if choice.kind == "learn" and choice.skill.remember == "items" and choice.why.code != "asked_for":
        free = _to_be_learned(desk, free, situation)
    if choice.why.code == "never_asked":
        seen = desk.book.seen([ref.id for ref in free])
        free = [ref for ref in free if ref.id not in seen or not seen[ref.id].reps]
    return pick(
        free,
        desk.book.seen([ref.id for ref in free]),
        _in_quiz(desk, choice.skill, situation.now) if choice.kind == "quiz" else choice.skill,
        choice.kind,
        learner=situation.learner,
        now=situation.now,
        just_asked=desk.last.current.task.item if desk.last else "",
        seed=desk.chance.getrandbits(32),
        boxed=choice.kind == "quiz" and any(ref.kind in PROGRAMS for ref in free) and bool(programs.box(desk)),
    )


def _in_quiz(desk: Desk, skill: SkillRow, now: int) -> SkillRow:
    """The skill as its quiz asks: one left for long begins anew, and one without enough items asks some again."""
    refs = pool(desk, skill)
    kept = askable(refs, desk.book.seen([ref.id for ref in refs]), iso_day(desk), set())
    again = not running(skill, now) or {ref.id for ref in kept} <= set(skill.quiz_asked)
    return replace(skill, quiz_open=False) if again else skill


def _to_be_learned(desk: Desk, refs: list[ItemRef], situation: Situation) -> list[ItemRef]:
    """Facts that practice is for: those never asked, and missed ones that do not wait to come back by themselves.

    A fact that was right is left to its memory: asked again at once it would only look known.
    """
    seen = desk.book.seen([ref.id for ref in refs])
    waiting = {row.item for row in situation.retries}
    new = [ref for ref in refs if ref.id not in seen or not seen[ref.id].reps]
    return new or [ref for ref in refs if not seen[ref.id].last_right and ref.id not in waiting]


def askable_refs(desk: Desk, skill: SkillRow, day: int) -> list[ItemRef]:
    """Items of a skill that may be asked now: not put away, not resting, none of a group asked today."""
    refs = pool(desk, skill)
    seen = desk.book.seen([ref.id for ref in refs])
    free = askable(refs, seen, iso_day(desk), groups_of_today(desk, refs, day))
    return [ref for ref in free if not rests(seen.get(ref.id), day, desk)]


def pool(desk: Desk, skill: SkillRow) -> list[ItemRef]:
    """Items of a skill to choose among: all, or `POOL` in a row with one never asked, if there is one, and old ones."""
    if skill.item_count <= POOL:
        return desk.shelf.items(skill.id, 0, POOL)
    refs = _with_unmet(desk, skill)
    rows = [*desk.book.unscheduled_items_of(skill.id, FEW, iso_day(desk)), *desk.book.items_of(skill.id, FEW)]
    old = [ref for name in dict.fromkeys(row.id for row in rows) if (ref := desk.shelf.ref(name)) is not None]
    known = {ref.id for ref in refs}
    return refs + [ref for ref in old if ref.id not in known]


def _with_unmet(desk: Desk, skill: SkillRow) -> list[ItemRef]:
    """The `POOL` items after those that were met, or the next ones, round to the beginning, with one never asked."""
    first = min(skill.facts_seen, skill.item_count - 1) // POOL * POOL
    here = desk.shelf.items(skill.id, first, POOL)
    if skill.remember == "items" and skill.facts_seen + skill.facts_away >= skill.item_count:
        return here
    day = learning_day(desk.at(), offset_minutes(desk.now()))
    for start in (*range(first, skill.item_count, POOL), *range(0, first, POOL)):
        refs = here if start == first else desk.shelf.items(skill.id, start, POOL)
        seen = desk.book.seen([ref.id for ref in refs])
        free = askable(refs, seen, iso_day(desk), groups_of_today(desk, refs, day))
        if any(ref.id not in seen or not (seen[ref.id].seen or seen[ref.id].reps) for ref in free):
            return refs
    return here


def groups_of_today(desk: Desk, refs: list[ItemRef], day: int) -> set[str]:
    """Groups of these items of which one was asked on this learning day."""
    rows = (desk.book.rows.get(GroupRow, group) for group in {ref.group for ref in refs if ref.group})
    return {row.id for row in rows if row is not None and row.day == day}
