"""One simulated learner, or one bot, day by day with a pack: the real study service over a learner's file in memory."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tutor.authoring.lint_words import words_for
from tutor.authoring.simulate.answers import wrong_answer
from tutor.authoring.simulate.bots import picked
from tutor.authoring.simulate.minds import PROFILES, Kind, Mind
from tutor.core.course import Skill
from tutor.core.learner.events import of
from tutor.core.learner.rows import SkillRow
from tutor.core.pick import PICKED, PROGRAMS, ItemRef
from tutor.core.running import NotRun
from tutor.study.desk import Current, Shelf
from tutor.study.reasons import unmet
from tutor.study.running import Runner
from tutor.study.session import Session
from tutor.study.tasks import Task, Verdict
from tutor.study.trouble import StudyError

START = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
AFTER = 7
"""Days that are lived on after the last skill is learned, so that the reviews that follow are seen. Tunable (0..30)."""
BOT_DAYS = 10
WORDS_A_SECOND = 3.0
SECONDS = {**dict.fromkeys(PICKED, 9.0), **dict.fromkeys(PROGRAMS, 75.0), "essay": 150.0}
USUAL_SECONDS, FEEDBACK_SECONDS, HINT_SECONDS = 13.0, 6.0, 5.0
"""How long an answer takes where its author doesn't say; reading what was right; reading a hint."""
MOST_TASKS = 400
"""Tasks of one sitting; a learner who clicks through hundreds has learned nothing more. Fixed: bounds the time."""

Begin = Callable[[random.Random, Callable[[], datetime], Runner], Session]
"""Begins a session with a new learner's file in memory, by this chance, this clock, and what carries out programs."""


class NoBox:
    """What says that there is a box, so that programs are chosen as they are for learners, and runs nothing in it."""

    def tier(self) -> str:
        """The usual box."""
        return "closed"

    def told(self) -> str:
        """Nothing: no learner reads it."""
        return ""

    def why_not(self) -> str:
        """Nothing either."""
        return ""

    def carry_out(self, *_: Any, **__: Any) -> Any:
        """Never."""
        raise NotRun("")


@dataclass
class Tried:
    """What happened at one skill before it was learned: tries, those right, seconds, and how often each item came."""

    tries: int = 0
    right: int = 0
    seconds: float = 0.0
    items: Counter[str] = field(default_factory=Counter)
    hardest: tuple[float, str] = (1.0, "")
    """The prerequisite that was held least when the skill was tried last, and how well."""


@dataclass
class Lived:
    """What became of a learner. `curve` is how many skills were learned after each sitting; `reviews` are by day."""

    kind: str
    number: int
    sittings: int = 0
    minutes: float = 0.0
    finished: int = 0
    """The day of the last skill, from 1; 0 when some were never learned."""
    answers: int = 0
    learned: set[str] = field(default_factory=set)
    curve: list[int] = field(default_factory=list)
    reviews: list[int] = field(default_factory=list)
    tried: dict[str, Tried] = field(default_factory=dict)
    rows: dict[str, SkillRow] = field(default_factory=dict)


class Life:
    """A session whose clock is the simulation's, and somebody who answers."""

    start = START

    def __init__(self, shelf: Shelf, course: str, begin: Begin, kind: str, number: int, seed: int) -> None:
        self.now = self.start
        self.chance = random.Random(f"{seed} {kind} {number}")
        self.shelf, self.course = shelf, course
        self.lived = Lived(kind, number)
        self.skills: dict[str, Skill] = {head.id: head for head in shelf.skills(course)}
        self.goals = [skill.id for skill in self.skills.values() if skill.item_count]
        self.beyond = [name for name, head in self.skills.items() if any(of(one) != course for one in head.requires)]
        """Skills that stand on other courses, which aren't here: whoever comes so far says that they know these."""
        self.refs: dict[str, list[ItemRef]] = {one: self._all(one) for one in self.skills}
        self.words = words_for(getattr(shelf.course(course), "language", "en"))
        self.session = begin(random.Random(f"{seed} {kind} {number} engine"), lambda: self.now, NoBox())
        self.rows = self.session.desk.book.rows
        self.session.begin()

    def _all(self, skill: str) -> list[ItemRef]:
        """The items of a skill; of one with thousands the first of them are enough to know what it is made of."""
        return self.shelf.items(skill, 0, 2_000)

    def live(self, days: int, minutes: float) -> Lived:
        """Sit down every day until the end, or until everything is learned and a week has passed."""
        with self.session.desk.book:
            for day in range(days):
                self.now = self.start + timedelta(days=day)
                self._sit(minutes)
                self._look(day + 1)
                if self.lived.finished and day + 1 >= self.lived.finished + AFTER:
                    break
            self.lived.rows = {one: row for one in self.goals if (row := self.rows.get(SkillRow, one))}
        return self.lived

    def _say_what_is_known(self) -> None:
        for name in self.beyond:
            row = self.session.desk.row(name)
            if row.phase == "locked" and all(of(need.skill) != self.course for need in unmet(self.session.desk, row)):
                self.session.open(name)

    def _sit(self, minutes: float) -> None:
        began, reviews = self.now, 0
        self._say_what_is_known()
        for _ in range(MOST_TASKS):
            left = minutes - (self.now - began).total_seconds() / 60
            task = self.session.next(minutes_left=left) if left > 0 else None
            if task is None:
                break
            reviews += task.kind == "review"
            self._do(task)
        self.lived.reviews.append(reviews)
        if self.now > began and not self.lived.finished:
            self.lived.sittings += 1
            self.lived.minutes += (self.now - began).total_seconds() / 60

    def _look(self, day: int) -> None:
        lived = self.lived
        for one in self.goals:
            row = self.rows.get(SkillRow, one) if one not in lived.learned else None
            if row is not None and row.phase == "learned":
                lived.learned.add(one)
        if not lived.finished:
            lived.curve.append(len(lived.learned))
            lived.finished = day if len(lived.learned) == len(self.goals) else 0

    @property
    def at(self) -> float:
        """Days since the start."""
        return (self.now - self.start).total_seconds() / 86_400

    def _do(self, task: Task) -> None:
        current = self.session.desk.current
        assert current is not None
        if task.kind == "lesson":
            self._read(task, current)
            return
        assert current.item is not None and current.ref is not None
        seconds = self.answer(task, current)
        self.lived.answers += 1
        self.now += timedelta(seconds=seconds)

    def _read(self, task: Task, current: Current) -> None:
        seconds = self.read(task, current)
        self.now += timedelta(seconds=seconds)
        if current.step is None:
            self.session.answer(task.id, None, seconds=seconds)
        else:
            self.session.skip(task.id, seconds=seconds)

    def read(self, task: Task, current: Current) -> float:
        """Read a lesson, or a part of it; its seconds."""
        raise NotImplementedError

    def answer(self, task: Task, current: Current) -> float:
        """Answer a question; the seconds that it takes."""
        raise NotImplementedError

    def sure(self, task: Task, right: bool) -> int | None:
        """How sure the learner says to be (1 to 3); None who isn't asked."""
        return None

    def hand_in(self, task: Task, current: Current, response: Any, right: bool, seconds: float) -> Verdict:
        """Give an answer; who has to rate it does so truly."""
        assert current.item is not None
        if response is None and current.item.shape != "self_rate":
            return self.session.skip(task.id, seconds=seconds)
        try:
            verdict = self.session.answer(task.id, response, seconds=seconds, confidence=self.sure(task, right))
        except StudyError:  # a key that is no answer of its kind: the checker says so
            return self.session.skip(task.id, seconds=seconds)
        if verdict.almost:
            verdict = self.session.answer(task.id, response, seconds=seconds)
        if verdict.waits_for_rating:
            verdict = self.session.rate(task.id, "good" if right else "again")
        return verdict


class Learner(Life):
    """Somebody who learns by the law of `minds`."""

    def __init__(self, shelf: Shelf, course: str, begin: Begin, kind: Kind, number: int, seed: int) -> None:
        super().__init__(shelf, course, begin, kind, number, seed)
        self.profile = PROFILES[kind]
        self.mind = Mind(self.profile, self.skills, self.chance)

    def read(self, task: Task, current: Current) -> float:
        said = _count(task.block or {})
        self.mind.read(task.skill, self.at, self.refs[task.skill])
        seconds = (4.0 + said / WORDS_A_SECOND) * self.profile.reading
        self.lived.tried.setdefault(task.skill, Tried()).seconds += seconds
        return seconds

    def answer(self, task: Task, current: Current) -> float:
        item, ref = current.item, current.ref
        assert item is not None and ref is not None
        right = self.chance.random() < self.mind.right(ref, self.at)
        seconds = self._seconds(task, ref)
        if (
            not right
            and task.hints
            and task.kind not in ("quiz", "place")
            and self.chance.random() < self.profile.hints
        ):
            self.session.hint(task.id)
            seconds += HINT_SECONDS * self.profile.reading
            right = self.chance.random() < self.mind.known(ref, self.at) + 0.3
        response = self._right(current) if right else self._wrong(current)
        verdict = self.hand_in(task, current, response, right, seconds)
        right = bool(verdict.correct) if verdict.correct is not None else right
        self._note(task, ref, right, seconds)
        self.mind.answered(ref, self.at, right)
        return seconds + (0.0 if right else FEEDBACK_SECONDS * self.profile.reading)

    def _right(self, current: Current) -> Any:
        item = current.item
        assert item is not None
        return None if item.shape == "self_rate" else item.right_answer(current.setting)

    def _wrong(self, current: Current) -> Any:
        item = current.item
        assert item is not None
        if item.self_rated:
            return None if item.shape == "self_rate" else current.task.starter or "?"
        return wrong_answer(item, current.setting)

    def _note(self, task: Task, ref: ItemRef, right: bool, seconds: float) -> None:
        if ref.skill in self.lived.learned or task.kind in ("review", "place"):
            return
        tried = self.lived.tried.setdefault(ref.skill, Tried())
        tried.tries += 1
        tried.right += right
        tried.seconds += seconds
        tried.items[ref.id] += 1
        tried.hardest = self.mind.weakest(ref.skill, self.at)

    def _seconds(self, task: Task, ref: ItemRef) -> float:
        usual = ref.seconds or SECONDS.get(ref.kind, USUAL_SECONDS)
        reading = len((task.ask + task.passage).split()) / WORDS_A_SECOND * self.profile.reading
        return usual * self.profile.pace * self.chance.lognormvariate(0.0, 0.3) + reading


class Bot(Life):
    """Somebody who knows nothing, learns nothing, and picks by a trick."""

    def read(self, task: Task, current: Current) -> float:
        return 2.0

    def answer(self, task: Task, current: Current) -> float:
        item = current.item
        assert item is not None
        response = picked(self.lived.kind, item, current.setting, self.chance.random(), self.words)
        self.hand_in(task, current, response, False, 5.0)
        return 5.0


def _count(block: dict[str, Any]) -> int:
    """The words of a block."""
    texts: Iterable[str] = [str(block.get("text", "")), *(str(step.get("show", "")) for step in block.get("steps", ()))]
    return sum(len(text.split()) for text in texts)
