"""The queue never runs dry while something useful is left, and says truly why it is empty, and until when.

Small courses and lives of all sorts are drawn; what is left to do is looked up here by other means than the engine's.
The same few each time, so that a new one is found on purpose: `NEVER_DRY=2000 pytest tests/simulations/test_never_dry.py`
draws so many others (`--hypothesis-seed=1` for the same ones again). A life that was found is kept in `FOUND`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from tutor.core.choose import JUST_SEEN
from tutor.core.day import DAY_MS, days_between, learning_day
from tutor.core.learner.quizzed import quiz_is_near, running
from tutor.core.learner.rows import GroupRow, ItemRow, RetryRow, SkillRow
from tutor.packs.visiting import visit
from tutor.study import goals, reasons
from tutor.study.holds import ENOUGH_MISSES
from tutor.study.trouble import StudyError

EXAMPLES, SAME = int(os.environ.get("NEVER_DRY", "50")), "NEVER_DRY" not in os.environ
MOST = 400
"""More tasks than any honest sitting with these few items has."""


# What is drawn

skills = st.fixed_dictionaries(
    {
        "remember": st.sampled_from(["skill", "skill", "items", "items", "cards"]),
        "count": st.integers(1, 7),
        "kind": st.sampled_from(["number", "number", "choices", "recall", "mixed"]),
        "lesson": st.sampled_from(["", "", "read", "steps"]),
        "needs": st.sets(st.integers(0, 3), max_size=2),
        "elsewhere": st.sampled_from([False] * 9 + [True]),
        "group": st.sampled_from(["", "", "", "pairs", "one"]),
        "quiz": st.sampled_from([1, 2, 3]),
        "passing": st.sampled_from([1.0, 1.0, 0.6]),
        "also": st.booleans(),
    }
)
courses = st.fixed_dictionaries(
    {"skills": st.lists(skills, min_size=1, max_size=4), "project": st.booleans(), "passage": st.booleans()}
)
doings = st.sampled_from(
    ["right"] * 14
    + ["wrong"] * 5
    + [
        "skip",
        "hint",
        "hint",
        "away",
        "until",
        "dispute",
        "lost",
        "easy",
        "undo",
        "resume",
        "explain",
        "lower",
        "draft",
    ]
)
wishes = st.sampled_from(
    ["nothing"] * 5
    + ["open", "test_out", "place", "stop", "goal", "exam", "drop", "hand_in", "top", "ask_for", "all_away"]
)
sittings = st.fixed_dictionaries(
    {
        "wish": wishes,
        "which": st.integers(0, 6),
        "doings": st.lists(doings, min_size=1, max_size=14),
        "then": st.sampled_from(["right", "right", "wrong", "hint", "away", "stop", "stop"]),
        "minutes": st.sampled_from([None, None, None, 20.0, 0.0]),
        "wait": st.sampled_from([0.0, 0.02, 0.2, 0.45, 0.6, 1.0, 1.0, 1.3, 2.0, 9.0, 40.0]),
    }
)
lives = st.lists(sittings, min_size=1, max_size=8)
gates = st.sampled_from(["advise", "advise", "strict", "open"])
hours = st.sampled_from([3.9, 4.1, 8.0, 18.0, 23.8])


def text_of(course: dict[str, Any]) -> str:
    lines = ["title: Drawn", "language: en"]
    lines += ["passages: {p: A longer text.}"] if course["passage"] else []
    lines.append("skills:")
    for number, skill in enumerate(course["skills"]):
        lines += _skill(number, skill, course)
    if course["project"]:
        lines += [
            "projects:",
            "  - {id: work, title: A work, skills: [s0], rubric: [{criterion: C, levels: [no, yes]}]}",
        ]
    return "\n".join(lines) + "\n"


def _skill(number: int, skill: dict[str, Any], course: dict[str, Any]) -> Iterator[str]:
    yield f"  - skill: s{number}"
    yield f"    title: Skill {number}"
    size = min(skill["quiz"], skill["count"] if skill["remember"] != "cards" else 3)
    yield f"    mastery: {{quiz: {size}, pass: {skill['passing']}}}"
    needs = [f"s{other}" for other in sorted(skill["needs"]) if other < number]
    needs += ["other-course/thing"] if skill["elsewhere"] else []
    if needs:
        yield f"    requires: [{', '.join(needs)}]"
    if skill["lesson"] == "read":
        yield "    lesson: [{way: words, text: One.}, {way: picture, text: Two.}]"
    if skill["lesson"] == "steps":
        yield "    lesson: [{way: steps, steps: [{show: One.}, {ask: What is 1 + 1?, number: 2}, {show: Two.}]}]"
    if skill["remember"] == "cards":
        yield f"    cards: {{file: words.csv, both: true, typed: {'true' if skill['kind'] != 'recall' else 'false'}}}"
        return
    yield f"    remember: {skill['remember']}"
    yield "    items:"
    for index in range(skill["count"]):
        keys = [f"id: i{index}", f"ask: 'What is {number} and {index}?'", _key(skill["kind"], index)]
        keys += [f"group: g{number}-{index // 2 if skill['group'] == 'pairs' else 0}"] if skill["group"] else []
        keys += ["passage: p"] if course["passage"] and index == 0 else []
        keys += ["also: [s0]"] if skill["also"] and number else []
        yield f"      - {{{', '.join(keys)}}}"


def _key(kind: str, index: int) -> str:
    keys = {
        "number": f"number: {index}, hints: [It is {index}.]",
        "choices": "choices: [right: this, wrong: that, wrong: those]",
        "recall": "recall: this",
    }
    return keys[kind if kind != "mixed" else ("number", "choices", "recall")[index % 3]]


# What is left, by other means than the engine's


class Left(Struct):
    """What there is to do now, or would be if it did not rest, wait for tomorrow, or for the exam to be over."""

    now: list[str] = []
    rests: list[str] = []
    waits: list[str] = []
    exam: list[str] = []
    away: list[str] = []


class Eyes:
    """Looks through all items of the course."""

    def __init__(self, sitting: Any) -> None:
        self.sitting, self.desk = sitting, sitting.session.desk
        self.at, self.rows = self.desk.at(), sitting.book.rows
        self.day = learning_day(self.at, 0)
        aim = goals.horizon(self.desk)
        self.closing = aim is not None and aim.closing

    def look(self) -> Left:
        left = Left(now=[], rests=[], waits=[], exam=[], away=[])
        for skill in self.desk.shelf.skills("drawn"):
            row = self.rows.get(SkillRow, skill.id)
            if row is None or row.phase == "gone" or self._shut(row):
                continue
            for ref in self.desk.shelf.items(skill.id, 0, 1000):
                if self._wanted(row, ref.id):
                    self._put(left, row, ref)
        return left

    def _shut(self, row: SkillRow) -> bool:
        if row.quiz_test_out and running(row, self.at):
            return False
        if self.desk.gate != "strict":
            return row.phase == "locked" and self.desk.gate != "open"
        needed = [self.rows.get(SkillRow, name) for name in row.requires]
        unmet = [one for one in needed if one is not None and one.phase not in ("learned", "gone")]
        return row.phase == "locked" or bool(unmet) or (None in needed and not row.forced)

    def _wanted(self, row: SkillRow, name: str) -> bool:
        """Whether there would be a reason to ask this item."""
        item = self.rows.get(ItemRow, name) or ItemRow(id=name, skill=row.id)
        if self.rows.get(RetryRow, name) is not None:
            return True
        if running(row, self.at) or (quiz_is_near(row) and row.phase == "learning"):
            return True
        if row.phase in ("open", "locked"):
            return True
        if row.remember == "items":
            new = item.stability == 0
            unsure = row.phase == "learning" and item.reps > 0 and not item.last_right
            due = item.stability > 0 and item.due <= self.at and days_between(item.reviewed_at, self.at) >= JUST_SEEN
            return new or unsure or due or row.phase == "learning"
        if row.phase == "learning":
            return True
        return 0 < row.due <= self.at and days_between(row.reviewed_at, self.at) >= JUST_SEEN

    def _firm(self, item: ItemRow | None) -> bool:
        """A fact that was right is left to its memory."""
        if item is None or not item.reps or not item.last_right:
            return False
        return item.due > self.at or days_between(item.reviewed_at, self.at) < JUST_SEEN

    def _put(self, left: Left, row: SkillRow, ref: Any) -> None:
        item = self.rows.get(ItemRow, ref.id)
        group = self.rows.get(GroupRow, ref.group) if ref.group else None
        today = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=self.day)).date().isoformat()
        missed = self.rows.get(RetryRow, ref.id) is not None
        quiz = running(row, self.at) or quiz_is_near(row)
        if item is not None and item.suspended and (not item.suspended_until or item.suspended_until > today):
            if item.suspended_until or row.phase != "learned":  # who puts away what they know is done with it
                (left.waits if item.suspended_until else left.away).append(ref.id)
        elif (item is not None and item.wrong_run >= ENOUGH_MISSES and learning_day(item.last_at, 0) == self.day) or (
            row.phase != "learned" and row.parked_until > self.day and not running(row, self.at)
        ):
            left.rests.append(ref.id)
        elif running(row, self.at) and ref.id in row.quiz_asked:
            left.waits.append(ref.id)  # a quiz asks other ones
        elif (group is not None and group.day == self.day and not missed) or (
            row.phase != "learned" and row.remember == "items" and not (quiz or missed) and self._firm(item)
        ):
            left.waits.append(ref.id)
        elif (row.phase in ("open", "locked") or (row.phase == "learned" and not item)) and self.closing and not quiz:
            left.exam.append(ref.id)
        else:
            left.now.append(ref.id)


# Living it


class Life:
    """A learner who does what was drawn, and looks at every request whether it was answered truly."""

    def __init__(self, sitting: Any) -> None:
        self.sitting, self.session = sitting, sitting.session
        self.away: list[str] = []

    def live(self, one: dict[str, Any]) -> None:
        with suppress(StudyError):
            self._wish(one["wish"], one["which"])
        doings = iter(one["doings"])
        for _ in range(MOST):
            task = self.next(one["minutes"])
            doing = next(doings, one["then"])
            if task is None or doing == "stop":
                break
            with suppress(StudyError):
                self.do(task, doing)
        else:
            raise AssertionError("no end of it")
        self.sitting.wait(days=one["wait"])

    def next(self, minutes: float | None) -> Any:
        task = self.session.next(minutes_left=minutes)
        if task is None:
            self.judge(minutes)
        return task

    def judge(self, minutes: float | None) -> None:
        """Fail when there was something to do, or when what is said of it is not true."""
        left = Eyes(self.sitting).look()
        why = reasons.nothing(self.session.desk, minutes)
        words, due = self.session.nothing(minutes)
        assert words
        if minutes is not None and minutes <= 0:
            assert why.code == "time_is_up"
            return
        assert not left.now, (left, why)
        expected = (
            "before_the_exam" if left.exam
            else "all_rests" if left.rests
            else "goes_on_tomorrow" if left.waits
            else "all_away" if left.away
            else "all_done"
        )  # fmt: skip
        said = "goes_on_tomorrow" if why.code == "goes_on_later" else why.code
        assert said == expected, (left, why)
        self._judge_moment(due)

    def _judge_moment(self, due: int | None) -> None:
        at = self.session.desk.at()
        assert due is None or due > at, "a moment that is over"
        if due is not None:
            assert self._comes_at(due), ("nothing comes then", datetime.fromtimestamp(due / 1000, UTC))
            return
        for days in (0.6, 1.0, 3.0, 60.0):
            assert not self._comes_at(at + int(days * DAY_MS)), f"something comes after {days} days"

    def _comes_at(self, at: int) -> bool:
        """Whether a task comes at a time, as long as nothing happens before it."""
        desk, now = self.session.desk, self.sitting.now
        state, in_hand = desk.chance.getstate(), desk.in_hand
        self.sitting.now = datetime.fromtimestamp(at / 1000 + 1, UTC)
        try:
            return self.session.next() is not None
        finally:
            self.sitting.now, desk.in_hand = now, in_hand
            desk.chance.setstate(state)

    def do(self, task: Any, doing: str) -> None:
        self.sitting.wait(seconds=12)
        session = self.session
        if doing == "undo":
            session.undo()
        elif doing == "resume" and self.away:
            session.resume(self.away.pop())
        elif task.kind == "lesson" or doing == "right":
            self.sitting.perfect(task)
        elif doing in ("away", "until") and task.item:
            until = (self.sitting.now + timedelta(days=2)).date().isoformat()
            session.suspend(task.item, None if doing == "away" else until)
            self.away.append(task.item)
        elif doing == "dispute":
            session.dispute(task.id)
        elif doing in ("lost", "easy"):
            session.feel(task.id, doing)
        elif doing == "explain":
            session.explain(task.skill)
        elif doing == "skip":
            session.skip(task.id)
        else:
            self._answer(task, doing)

    def _answer(self, task: Any, doing: str) -> None:
        if doing == "hint" and task.hints:
            self.session.hint(task.id)
        right = doing in ("hint", "lower")
        if task.shape == "self_rate":
            self.session.answer(task.id, None)
            self.session.rate(task.id, "good" if right else "again")
            return
        wrong = "those" if task.type == "choices" else "987"
        verdict = self.session.answer(task.id, self.sitting.right_answer() if right else wrong, confidence=3)
        if verdict.almost:
            self.session.answer(task.id, wrong)
        elif doing == "lower":
            self.session.rate(task.id, "again")

    def _wish(self, wish: str, which: int) -> None:
        session = self.session
        names = [skill.id for skill in session.desk.shelf.skills("drawn")]
        skill, date = names[which % len(names)], (self.sitting.now + timedelta(days=1 + 3 * which)).date().isoformat()
        if wish == "open":
            session.open(skill)
        elif wish == "test_out":
            session.test_out(skill)
        elif wish == "place":
            session.place(5 + which)
        elif wish == "stop":
            session.stop_placing()
        elif wish in ("goal", "exam"):
            session.goal(skills=[skill] if which % 2 else [], date=date, exam=wish == "exam", words="x")
        elif wish == "drop" and (found := session.list_goals()):
            session.drop_goal(found[0].id)
        elif wish in ("hand_in", "top"):
            piece = session.hand_in("work", "Done.", [which % 2])
            if wish == "top":
                session.rated_by_teacher(piece, [1])
        elif wish == "ask_for" and (task := session.next(skill=skill)) is not None:
            self.do(task, "right")
        elif wish == "all_away":
            for ref in session.desk.shelf.items(skill, 0, 100):
                session.suspend(ref.id)
                self.away.append(ref.id)


@contextmanager
def life(sit: Any, folder: Path, course: dict[str, Any], gate: str, hour: float) -> Iterator[Life]:
    (folder / "drawn").mkdir(exist_ok=True)
    (folder / "drawn" / "course.yaml").write_text(text_of(course), encoding="utf-8")
    (folder / "drawn" / "words.csv").write_text("front,back\nhouse,casa\ntree,arbol\n", encoding="utf-8")
    library = visit(folder / "drawn", folder / "cache")
    try:
        sitting = sit(library, gate=gate)
        sitting.now = sitting.now.replace(hour=0) + timedelta(hours=hour)
        yield Life(sitting)
    finally:
        library.close()


@settings(max_examples=EXAMPLES, derandomize=SAME, deadline=None, suppress_health_check=list(HealthCheck))
@given(course=courses, gate=gates, hour=hours, sittings=lives)
def test_the_queue_is_empty_only_when_nothing_useful_is_left_and_says_why(
    sit: Any, tmp_path: Path, course: Any, gate: str, hour: float, sittings: Any
) -> None:
    with life(sit, tmp_path, course, gate, hour) as one:
        for each in sittings:
            one.live(each)


def a_course(*skills: dict[str, Any]) -> dict[str, Any]:
    """A course of skills that differ in this from a deck of one number."""
    plain = {"remember": "items", "count": 1, "kind": "number", "lesson": "", "needs": [], "elsewhere": False}
    plain |= {"group": "", "quiz": 1, "passing": 1.0, "also": False}
    return {"skills": [plain | one for one in skills], "project": False, "passage": False}


def a_sitting(wish: str = "nothing", which: int = 0, *doings: str, then: str = "right", wait: float = 0.0) -> Any:
    return {"wish": wish, "which": which, "doings": doings or ("right",), "then": then, "minutes": None, "wait": wait}


PROBLEMS = {"remember": "skill"}
FOUND = {
    "a skill that rests and is then tested out of does not hold its misses back": (
        a_course(PROBLEMS | {"count": 5}, PROBLEMS | {"needs": {0}}),
        [
            a_sitting("test_out", 1, wait=0.45),
            a_sitting("nothing", 0, "wrong", "right", then="wrong"),
            a_sitting("test_out", 0),
        ],
    ),
    "a deck that is presumed is checked though it has nothing new": (
        a_course({}, PROBLEMS, PROBLEMS),
        [a_sitting(), a_sitting("place")],
    ),
    "a fact that was right in a failed test-out is left to its memory": (
        a_course({"count": 6}, {"count": 2, "quiz": 2, "needs": {0}}),
        [a_sitting("test_out", 1, "right", "wrong", *["right"] * 7, then="away")],
    ),
    "where all is open, what is locked waits for the exam to be over too": (
        a_course({"remember": "cards"}, PROBLEMS | {"needs": {0}}),
        [a_sitting("exam", 3, then="stop", wait=9.5), a_sitting()],
        "open",
    ),
}
"""Lives that were drawn once and not told truly: a course, the sittings, and the gate where it mattered."""


@pytest.mark.parametrize("found", FOUND)
def test_a_life_that_was_found_is_told_truly(sit: Any, tmp_path: Path, found: str) -> None:
    course, its_sittings, *gate = FOUND[found]
    with life(sit, tmp_path, course, gate[0] if gate else "advise", 3.9) as one:
        for each in its_sittings:
            one.live(each)


def test_a_test_out_whose_questions_are_all_put_away_says_so(sit: Any, tmp_path: Path) -> None:
    course = a_course(PROBLEMS | {"count": 2, "quiz": 2, "elsewhere": True})
    with life(sit, tmp_path, course, "advise", 8.0) as one:
        one._wish("all_away", 0)
        one._wish("test_out", 0)
        assert one.next(None) is None
        assert reasons.nothing(one.session.desk).code == "all_away"


def test_what_was_hard_and_is_put_away_until_tomorrow_comes_tomorrow(sit: Any, tmp_path: Path) -> None:
    with life(sit, tmp_path, a_course({}), "advise", 8.0) as one:
        for _ in range(ENOUGH_MISSES):
            if (task := one.session.next()) is not None:
                one.do(task, "wrong")
        one.session.suspend("drawn/s0/i0", (one.sitting.now + timedelta(days=1)).date().isoformat())
        assert one.next(None) is None
        assert reasons.nothing(one.session.desk).code == "goes_on_tomorrow"


def test_a_skill_that_rests_and_is_put_away_until_a_day_comes_on_that_day(sit: Any, tmp_path: Path) -> None:
    with life(sit, tmp_path, a_course(PROBLEMS | {"count": 5}), "advise", 8.0) as one:
        while (task := one.session.next()) is not None:
            one.do(task, "wrong")
        assert reasons.nothing(one.session.desk).code == "all_rests"
        day = (one.sitting.now + timedelta(days=3)).date().isoformat()
        for number in range(5):
            one.session.suspend(f"drawn/s0/i{number}", day)
        assert one.next(None) is None
        why = reasons.nothing(one.session.desk)
        assert (why.code, why.values["on"]) == ("goes_on_later", day)


def test_when_time_is_up_the_next_review_is_told_and_not_what_could_be_begun(sit: Any, tmp_path: Path) -> None:
    with life(sit, tmp_path, a_course({}, {}), "advise", 8.0) as one:
        one.do(one.next(None), "right")
        assert one.session.nothing(0.0)[1] == one.session.desk.book.earliest_item_due("drawn/s0")
