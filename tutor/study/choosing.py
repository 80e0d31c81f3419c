"""The next task: gather a few candidates by index, let `core.choose` weigh them, make the task."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec.structs import replace

from tutor.core.choose import JUST_SEEN, Choice, Why, choose, quiz_reason
from tutor.core.day import DAY_MS, learning_day, offset_minutes
from tutor.core.horizon import Horizon
from tutor.core.learner.events import TaskKind, of
from tutor.core.learner.quizzed import quiz_is_near, running
from tutor.core.learner.rows import DayRow, GoalRow, ItemRow, R, RemedyRow, RetryRow, SkillRow
from tutor.core.pick import PROGRAMS, ItemRef, askable, pick
from tutor.language import _
from tutor.study import drafts, forecasting, gates, goals, lessons, placing, programs, remedying
from tutor.study.asking import asked
from tutor.study.desk import Current, Desk, iso_day
from tutor.study.holds import Holds, askable_refs, fairly_asked, never_asked, permitted, pool, to_be_learned
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
FAR = 2**53


def next_task(
    desk: Desk, *, minutes_left: float | None = None, course: str = "", skill: str = "", item: str = ""
) -> Current | None:
    """The task in hand, or the next one; None when nothing is worth the learner's time now.

    With `item` this very question of the `skill` is asked, after the skill's lesson where that comes first; None where
    it can't be asked now.
    """
    for current in reversed(desk.in_hand):
        if _fits(current, course, skill) and (current.kind == "place" or not gates.bars(desk, current.skill)):
            return desk.give(current)
    found = _new_task(desk, minutes_left, course, skill, item)
    return desk.give(found) if found is not None else None


def _fits(current: Current, course: str, skill: str) -> bool:
    if current.kind == "place":  # a placement goes over all courses of the session
        return not skill
    return (not skill or current.skill == skill) and (not course or current.skill.startswith(course + "/"))


def _new_task(desk: Desk, minutes_left: float | None, course: str, skill: str, item: str = "") -> Current | None:
    if course and course not in desk.courses:
        raise StudyError("bad_request", _("The course “{course}” is not open in this session.", course=course))
    if not skill:
        placed = placing.next_task(desk)
        if placed is not None:
            return placed
    if minutes_left is not None and minutes_left <= 0:
        return None
    courses = (course,) if course else desk.courses
    begun = _begun(desk, course, skill)
    if begun is not None:
        return begun
    if skill:
        situation = situate(desk, courses)
        return _task(desk, situation, _wished(desk, situation, skill, item))
    return _best(desk, situate(desk, courses)) or _best(desk, before_nothing(desk, courses))


def comes(desk: Desk, at: int) -> bool:
    """Whether there would be a task at a moment (UTC ms) if nothing happened before it: the choice itself is asked."""
    then = desk.as_of(at)
    return _begun(then, "", "") is not None or _best(then, before_nothing(then, then.courses)) is not None


def _begun(desk: Desk, course: str, skill: str) -> Current | None:
    """What was written and not rated yet."""
    begun = drafts.resumed(desk, course, skill)
    return begun if begun is not None and not gates.bars(desk, begun.skill) else None


def before_nothing(desk: Desk, courses: tuple[str, ...]) -> Looked:
    """A second look, farther, when there would be nothing: new things wait for reviews and their base, not for nothing.

    Before an exam they do wait.
    """
    found = situate(desk, courses, FARTHER)
    found.paused = found.horizon is not None and found.horizon.closing
    found.anyway = True
    return found


def _best(desk: Desk, situation: Looked) -> Current | None:
    """The task of the best choice that can be asked."""
    while (choice := choose(situation)) is not None:
        current = _task(desk, situation, choice)
        if current is not None:
            return current
        _leave_out(situation, choice)
    return None


def _wished(desk: Desk, situation: Looked, skill_id: str, item: str) -> Choice:
    """A task of the very skill the learner asks for, or the very question of it."""
    row = desk.row(skill_id)
    gates.refuse_barred(desk, row)
    begun = running(row, situation.now)  # a test-out, where the skill is locked
    if row.phase == "locked" and desk.gate != "open" and not begun:
        raise StudyError("locked", _("That skill is still locked; ask why, open it, or test out of it."))
    if begun or (quiz_is_near(row) and not item):
        return Choice("quiz", row, quiz_reason(row, situation.now))
    kind: TaskKind = "review" if row.phase == "learned" else "learn"
    return Choice(kind, row, Why("asked_for"), item=item)


def situate(desk: Desk, courses: tuple[str, ...], far: int = 1) -> Looked:
    """What a choice depends on, found by index; `far` times as many candidates as usual."""
    return Looked(desk, courses, far)


class Looked:
    """A `Situation` that looks at the desk when it is asked: who goes on with a miss waits for no list of reviews."""

    def __init__(self, desk: Desk, courses: tuple[str, ...], far: int) -> None:
        self._desk, self._courses, self._far = desk, courses, far
        self.now = desk.at()
        self.day = learning_day(self.now, offset_minutes(desk.now()))
        self.learner = desk.learner()
        self.skills = _Skills(desk)
        self.anyway = False

    @cached_property
    def today(self) -> DayRow | None:
        return self._desk.book.rows.get(DayRow, str(self.day))

    @cached_property
    def retries(self) -> list[RetryRow]:
        return _misses(self._desk, self._courses, MISSES * self._far)

    @cached_property
    def remedies(self) -> list[RemedyRow]:
        return self._let_through(FEW * self._far, self._desk.book.remedies)

    @cached_property
    def quizzes(self) -> list[SkillRow]:
        return self._let_through(FEW, self._desk.book.quizzes)

    @cached_property
    def learning(self) -> list[SkillRow]:
        return self._let_through(8 * self._far, self._desk.book.recent_skills)

    @cached_property
    def due(self) -> list[SkillRow]:
        few, book = self._far * (MANY if self._back else FEW_DUE), self._desk.book
        return self._let_through(few, lambda courses, most: book.due_skills(courses, FAR, most, self._rested))

    @cached_property
    def unasked(self) -> list[SkillRow]:
        return [row for row in self.due if row.remember == "items"]

    @cached_property
    def facts(self) -> list[tuple[SkillRow, ItemRow]]:
        rows = _due_facts(self._desk, self._courses, self._rested)
        return [(skill, row) for row in rows if (skill := self.skills.get(row.skill)) is not None]

    @cached_property
    def strong(self) -> list[SkillRow]:
        return self._let_through(FEW, self._desk.book.strong_skills)

    @cached_property
    def fresh(self) -> list[SkillRow]:
        phases, book = ("locked", "open") if self._desk.gate == "open" else ("open",), self._desk.book
        rows = self._let_through(FEW * self._far, lambda courses, most: book.skills(courses, phases, most))
        return _with_wanted(self._desk, rows, self.wanted, self._courses)

    @cached_property
    def wanted(self) -> frozenset[str]:
        return goals.wanted(self._desk, self._goal)

    @cached_property
    def horizon(self) -> Horizon | None:
        return goals.horizon(self._desk)

    @cached_property
    def paused(self) -> bool:
        return self._back or (self.horizon is not None and self.horizon.closing)

    @cached_property
    def minutes_a_day(self) -> int:
        return self._goal.minutes_a_day if self._goal and self._goal.minutes_a_day else 20

    @cached_property
    def _goal(self) -> GoalRow | None:
        return goals.nearest(self._desk)

    @cached_property
    def _back(self) -> bool:
        """Whether the learner is back from a break, whose load is spread."""
        return forecasting.returning(self._desk) is not None

    @property
    def _rested(self) -> int:
        return self.now - int(JUST_SEEN * DAY_MS)

    def _let_through(self, few: int, fetch: Callable[[tuple[str, ...], int], list[R]]) -> list[R]:
        return gates.let_through(self._desk, few, lambda most: fetch(self._courses, most))


class _Skills:
    """The rows of skills that are still in their courses, by id."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, name: str, /) -> SkillRow | None:
        row = self._desk.book.rows.get(SkillRow, name)
        return row if row is not None and row.phase != "gone" else None


def _with_wanted(desk: Desk, fresh: list[SkillRow], wanted: frozenset[str], courses: tuple[str, ...]) -> list[SkillRow]:
    """What may be begun, with what a goal wants of it, which may lie far behind in a large course."""
    there = {row.id for row in fresh}
    rows = (desk.book.rows.get(SkillRow, name) for name in sorted(wanted - there))
    more = [row for row in rows if row is not None and row.phase == "open" and row.course in courses]
    return fresh + sorted(more, key=lambda row: (row.course, row.position))[:FEW]


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
    """Those that the courses still have and that nothing holds back."""
    found = desk.shelf.refs(row.id for row in rows)
    free = {ref.id for ref in Holds(desk).free(permitted(desk, found.values()))}
    return [row for row in rows if row.id in free]


def _misses(desk: Desk, courses: tuple[str, ...], most: int) -> list[RetryRow]:
    """Misses that wait to come back and can be asked, the next one first."""
    rows = gates.let_through(desk, most, lambda most: desk.book.retries(FAR, courses, most))
    refs = desk.shelf.refs(row.item for row in rows)
    free = {ref.id for ref in Holds(desk).free(permitted(desk, refs.values()), again=True)}
    return [row for row in rows if row.item in free]


def _leave_out(situation: Looked, choice: Choice) -> None:
    """Forget a candidate that can't be asked now: this very item, or a skill with nothing to ask."""
    if choice.remedy is not None:
        situation.remedies = remedying.without(situation.remedies, choice.remedy)
        return
    gone, why = choice.skill.id, choice.why.code
    if choice.item and why == "missed":
        situation.retries = [row for row in situation.retries if row.item != choice.item]
        return
    if choice.item:
        situation.facts = [pair for pair in situation.facts if pair[1].id != choice.item]
        return
    if why == "never_asked":  # what is only presumed of the deck may be checked all the same
        situation.unasked = [row for row in situation.unasked if row.id != gone]
        return
    if choice.kind == "challenge":  # nothing hard enough: it is reviewed as ever
        situation.strong = [row for row in situation.strong if row.id != gone]
        return
    situation.quizzes = [row for row in situation.quizzes if row.id != gone]
    situation.learning = [row for row in situation.learning if row.id != gone]
    situation.due = [row for row in situation.due if row.id != gone]
    situation.strong = [row for row in situation.strong if row.id != gone]
    situation.fresh = [row for row in situation.fresh if row.id != gone]


def _task(desk: Desk, situation: Looked, choice: Choice) -> Current | None:
    if gates.barred(desk, choice.skill):  # what a goal wants, or a remedy blames, may be held back too
        return None
    if choice.remedy is not None:
        return remedying.task(desk, choice, askable_refs(desk, choice.skill))
    if choice.kind == "learn":
        lesson = lessons.due_lesson(desk, choice)
        if lesson is not None:
            return lesson
    ref = _this_one(desk, choice) if choice.item else _some_item(desk, situation, choice)
    return asked(desk, ref, choice.kind, choice.why) if ref is not None else None


def _this_one(desk: Desk, choice: Choice) -> ItemRef | None:
    ref = desk.shelf.ref(choice.item)
    return ref if ref is not None and Holds(desk).free([ref], again=choice.why.code == "missed") else None


def _some_item(desk: Desk, situation: Looked, choice: Choice) -> ItemRef | None:
    free = askable_refs(desk, choice.skill)
    if choice.kind == "learn" and choice.skill.remember == "items" and choice.why.code != "asked_for":
        free = _to_be_learned(desk, free, situation)
    if choice.why.code == "never_asked":
        seen = desk.book.seen([ref.id for ref in free])
        free = [ref for ref in free if never_asked(seen.get(ref.id))]
    if choice.kind == "quiz":
        free = fairly_asked(desk, choice.skill, free)
    free = [ref for ref in free if ref.id not in desk.overheard] or free
    return pick(
        free,
        desk.book.seen([ref.id for ref in free]),
        _in_quiz(desk, choice.skill, situation.now) if choice.kind == "quiz" else choice.skill,
        choice.kind,
        learner=situation.learner,
        now=situation.now,
        just_asked=desk.last.current.task.item if desk.last else "",
        seed=desk.chance.getrandbits(32),
        boxed=choice.kind == "quiz" and _are_judged(desk, choice.skill, free),
    )


def _are_judged(desk: Desk, skill: SkillRow, refs: list[ItemRef]) -> bool:
    """Whether there are programs among them, and they are run and judged here."""
    return any(ref.kind in PROGRAMS for ref in refs) and bool(programs.box(desk, of(skill.id)))


def _in_quiz(desk: Desk, skill: SkillRow, now: int) -> SkillRow:
    """The skill as its quiz asks: one left for long begins anew, and one without enough items asks some again."""
    refs = fairly_asked(desk, skill, pool(desk, skill))
    kept = askable(refs, desk.book.seen([ref.id for ref in refs]), iso_day(desk))
    again = not running(skill, now) or {ref.id for ref in kept} <= set(skill.quiz_asked)
    return replace(skill, quiz_open=False) if again else skill


def _to_be_learned(desk: Desk, refs: list[ItemRef], situation: Looked) -> list[ItemRef]:
    """Facts that practice is for: those never asked, then missed ones that do not wait to come back by themselves."""
    seen = desk.book.seen([ref.id for ref in refs])
    waiting = {row.item for row in situation.retries}
    new = [ref for ref in refs if never_asked(seen.get(ref.id))]
    return new or [ref for ref in refs if to_be_learned(seen.get(ref.id)) and ref.id not in waiting]
