"""Starting where one stands: placement through days, test-out of skills and units, and the three gates."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.core.learner.events import PlacementEnded, SkillOpened
from tutor.core.learner.fold import apply
from tutor.core.learner.rows import SkillRow
from tutor.packs.shelf import Shelf
from tutor.packs.visiting import visit
from tutor.store.book import Book
from tutor.study.session import Session
from tutor.study.trouble import StudyError


def pack_of(needs: list[list[int]], units: int = 1) -> str:
    """Skill `s1` stands on those that `needs[1]` names; they lie in units by their order."""
    size = -(-len(needs) // units)
    lines = ["title: World", "units:"]
    for unit in range(units):
        lines += [f"  - unit: u{unit}", f"    title: Unit {unit}", "    skills:"]
        for n, below in list(enumerate(needs))[unit * size : (unit + 1) * size]:
            lines += [f"      - skill: s{n}", f"        title: Skill {n}", "        remember: skill"]
            lines += [f"        requires: [{', '.join(f's{one}' for one in below)}]", "        mastery: {quiz: 2}"]
            lines += ["        items:"]
            lines += [f"          - {{id: i{k}, ask: 'What is {n} + {k}?', number: {n + k}}}" for k in range(4)]
    return "\n".join(lines) + "\n"


class Learner:
    """Somebody who answers as they are told to; the time is moved by hand."""

    def __init__(self, folder: Path, text: str, gate: Any = "advise", seed: int = 1) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "world.yaml").write_text(text, encoding="utf-8")
        self.library = visit(folder / "world.yaml", folder / "cache")
        self.now = datetime(2027, 1, 4, 18, tzinfo=UTC)
        self.book = Book.open(":memory:", fold=apply, now=self.now, chance=random.Random(seed))
        self.begin(gate)

    def begin(self, gate: Any = "advise") -> None:
        """A new session, as after leaving."""
        chance = random.Random(5)
        shelf = Shelf([self.library])
        self.session = Session(shelf, self.book, courses=["world"], gate=gate, chance=chance, clock=lambda: self.now)
        self.session.begin()

    def answer(self, task: Any, correct: bool = True) -> Any:
        self.now += timedelta(seconds=10)
        current = self.session.desk.current
        assert current is not None and current.item is not None
        right = current.item.right_answer(current.setting)
        return self.session.answer(task.id, right if correct else "99999")

    def row(self, n: int) -> SkillRow:
        row = self.book.rows.get(SkillRow, f"world/s{n}")
        assert row is not None
        return row

    def place(self, known: Callable[[int], bool], most: int = 99) -> list[str]:
        """Answer placement questions as somebody who knows these skills; returns the skills asked."""
        asked = []
        while len(asked) < most and (task := self.session.next()) is not None and task.kind == "place":
            asked.append(task.skill)
            self.answer(task, known(int(task.skill.rsplit("s", 1)[1])))
        return asked


CHAIN = [[] if n == 0 else [n - 1] for n in range(8)]


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Callable[..., Learner]]:
    made: list[Learner] = []

    def make(needs: list[list[int]] = CHAIN, units: int = 2, **more: Any) -> Learner:
        made.append(Learner(tmp_path, pack_of(needs, units), **more))
        return made[-1]

    yield make
    for one in made:
        one.book.close()


def refused(work: Callable[[], Any]) -> StudyError:
    with pytest.raises(StudyError) as caught:
        work()
    return caught.value


# Placement


def test_who_knows_the_lower_half_begins_in_the_middle(learner: Any) -> None:
    person = learner()
    person.session.place(10)
    asked = person.place(lambda n: n < 4)
    assert 2 <= len(asked) <= 16
    assert [person.row(n).presumed for n in range(8)] == [True] * 4 + [False] * 4
    assert person.row(4).phase == "open"


def test_a_placement_that_was_left_goes_on_another_day_where_it_was(learner: Any) -> None:
    person = learner()
    person.session.place(10)
    first = person.place(lambda n: n < 4, most=2)
    person.now += timedelta(days=3)
    person.begin()
    waits = person.session.placement()
    assert (waits.asked, waits.more > 0) == (2, True)
    assert person.session.next().kind == "place"
    assert len(first) + len(person.place(lambda n: n < 4)) <= 16
    assert person.session.placement() is None and person.row(3).presumed and not person.row(4).presumed


def test_a_placement_that_was_left_may_be_ended_another_day(learner: Any) -> None:
    person = learner()
    person.session.place(10)
    person.place(lambda n: n < 4, most=3)
    person.now += timedelta(days=1)
    person.begin()
    person.session.stop_placing()
    assert person.session.placement() is None
    assert person.session.next().kind != "place"


def test_a_placement_ends_when_its_minutes_are_over(learner: Any) -> None:
    person = learner()
    person.session.place(0.4)
    assert 2 <= len(person.place(lambda n: True)) <= 3


def test_about_how_many_questions_are_to_come_is_told_and_no_score(learner: Any) -> None:
    person = learner()
    person.session.place(10)
    task = person.session.next()
    assert task.more and f"about {task.more} more" in task.reason
    assert person.answer(task).correct is None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=st.lists(st.booleans(), min_size=12, max_size=12), minutes=st.sampled_from([3.0, 15.0]))
def test_how_many_are_to_come_never_lurches(tmp_path_factory: Any, known: list[bool], minutes: float) -> None:
    learner = Learner(tmp_path_factory.mktemp("chain"), pack_of([[] if n % 4 == 0 else [n - 1] for n in range(12)]))
    learner.session.place(minutes)
    told = []
    while (task := learner.session.next()) is not None and task.kind == "place":
        told.append(task.more)
        learner.answer(task, known[int(task.skill.rsplit("s", 1)[1])])
    assert all(-3 <= after - before <= 1 for before, after in pairwise(told))


def test_a_skill_whose_quiz_was_passed_is_not_asked_about(learner: Any) -> None:
    person = learner()
    person.session.test_out("world/s3")
    while (task := person.session.next()).kind == "quiz":
        person.answer(task)
    assert person.row(3).phase == "learned" and not person.row(3).presumed
    person.session.place()
    assert "world/s3" not in person.place(lambda n: False)


def test_a_quiz_passed_while_a_placement_waits_is_believed(learner: Any) -> None:
    person = learner()
    person.session.open("world/s5")
    person.session.test_out("world/s5")
    person.answer(person.session.next())
    person.session.place()
    first = person.place(lambda n: False, most=1)
    person.answer(person.session.next(skill="world/s5"))
    assert person.row(5).phase == "learned"
    later = person.place(lambda n: n <= 5)
    assert first and "world/s5" not in later and person.row(4).phase == "learned"


def test_undo_takes_the_end_of_a_placement_back_and_it_goes_on(learner: Any) -> None:
    person = learner()
    person.session.place(10)
    person.place(lambda n: n < 4)
    person.session.undo()
    assert person.session.placement() is not None and not person.row(0).presumed


def test_one_right_answer_later_confirms_and_a_wrong_one_takes_back_kindly(learner: Any) -> None:
    person = learner()
    person.session.place(10)
    person.place(lambda n: n < 6)
    task = person.session.next(skill="world/s1")
    verdict = person.answer(task)
    assert verdict.correct and not person.row(1).presumed and person.row(1).phase == "learned"
    task = person.session.next(skill="world/s2")
    verdict = person.answer(task, correct=False)
    assert person.row(2).phase == "learning" and "nothing else is lost" in verdict.coach
    assert [person.row(n).phase for n in (3, 4, 5)] == ["learned"] * 3 and person.row(6).phase == "open"
    assert all(person.row(n).due <= person.session.desk.at() for n in (3, 4, 5))


def test_what_is_presumed_is_checked_within_days_mixed_with_new_material(learner: Any) -> None:
    person = learner([[] if n % 8 == 0 else [n - 1] for n in range(24)], units=3)
    person.session.place(15)
    person.place(lambda n: n % 8 < 5)
    presumed = [n for n in range(24) if person.row(n).presumed]
    assert len(presumed) >= 10
    kinds: list[str] = []
    for _ in range(6):
        for _ in range(25):
            task = person.session.next()
            if task is None:
                break
            kinds.append("check" if person.row(int(task.skill.rsplit("s", 1)[1])).presumed else task.kind)
            person.answer(task)
        person.now += timedelta(days=1)
    assert not any(person.row(n).presumed for n in presumed)
    assert "learn" in kinds[: kinds.index("check") + 12]


# Test-out


def test_a_unit_is_tested_at_its_top_and_what_lies_below_in_it_is_presumed(learner: Any) -> None:
    person = learner()
    assert person.session.test_out_unit("world/u1") == [("world/s7", 2)]
    for _ in range(2):
        task = person.session.next()
        assert (task.kind, task.skill) == ("quiz", "world/s7")
        person.answer(task)
    assert person.row(7).phase == "learned" and not person.row(7).presumed
    assert [person.row(n).presumed for n in range(8)] == [False] * 4 + [True] * 3 + [False]


def test_a_unit_with_several_tops_asks_the_quiz_of_each(learner: Any) -> None:
    person = learner([[], [0], [0], [1]], units=1)
    assert [skill for skill, _ in person.session.test_out_unit("world/u0")] == ["world/s2", "world/s3"]
    seen = set()
    for _ in range(4):
        task = person.session.next()
        seen.add(task.skill)
        assert task.kind == "quiz"
        person.answer(task)
    assert seen == {"world/s2", "world/s3"}
    assert all(person.row(n).phase == "learned" for n in range(4))


def test_a_failed_test_out_comes_again_the_next_learning_day_and_that_is_said_kindly(learner: Any) -> None:
    person = learner()
    person.session.test_out_unit("world/u1")
    verdict = person.answer(person.session.next(), correct=False)
    assert verdict.quiz["state"] == "failed" and verdict.quiz["test_out"]
    again = refused(lambda: person.session.test_out_unit("world/u1"))
    assert again.code == "not_now" and "tomorrow" in again.message and "nothing is lost" in again.message
    assert refused(lambda: person.session.test_out("world/s7")).code == "not_now"
    person.now += timedelta(days=1)
    assert person.session.test_out_unit("world/u1")


def test_a_unit_whose_quizzes_are_running_is_not_called_tried(learner: Any) -> None:
    person = learner()
    person.session.test_out_unit("world/u1")
    assert "running" in refused(lambda: person.session.test_out_unit("world/u1")).message


def test_a_unit_that_is_not_there_and_one_that_is_learned_are_told(learner: Any) -> None:
    person = learner()
    assert refused(lambda: person.session.test_out_unit("world/none")).code == "bad_request"
    assert refused(lambda: person.session.test_out_unit("other/u0")).code == "bad_request"
    person.session.test_out_unit("world/u0")
    for _ in range(2):
        person.answer(person.session.next())
    for n in range(3):
        person.answer(person.session.next(skill=f"world/s{n}"))
    assert refused(lambda: person.session.test_out_unit("world/u0")).code == "not_now"


def test_the_wire_tests_out_of_a_unit_too(make_wire: Any) -> None:
    wire = make_wire()
    reply = wire.ask("test_out", unit="sample/")
    assert (reply["ok"], reply["questions"], reply["skills"]) == (True, 2, ["sample/two"])
    assert wire.task()["kind"] == "quiz"
    assert wire.ask("test_out", unit="sample/none")["error"]["code"] == "bad_request"


# Gates


def test_advise_opens_a_lesson_by_one_word_on_the_record(learner: Any) -> None:
    person = learner()
    assert refused(lambda: person.session.next(skill="world/s5")).code == "locked"
    person.session.open("world/s5")
    assert person.session.next(skill="world/s5").kind == "learn"
    assert any(isinstance(event.data, SkillOpened) for event in person.book.events())


@pytest.mark.parametrize("gate", ["advise", "strict"])
def test_the_skill_of_a_running_test_out_may_be_asked_for_though_it_is_locked(learner: Any, gate: str) -> None:
    person = learner(gate=gate)
    person.session.test_out("world/s5")
    task = person.session.next(skill="world/s5")
    assert (task.kind, task.skill) == ("quiz", "world/s5")
    person.answer(task, correct=False)
    assert refused(lambda: person.session.next(skill="world/s5")).code == "locked"


def test_strict_refuses_with_what_comes_first(learner: Any) -> None:
    person = learner(gate="strict")
    for work in (lambda: person.session.open("world/s5"), lambda: person.session.next(skill="world/s5")):
        problem = refused(work)
        assert problem.code == "locked" and "Skill 5 needs Skill 4 first" in problem.message


def test_open_asks_for_no_word_at_all(learner: Any) -> None:
    person = learner(gate="open")
    assert person.session.next(skill="world/s5").kind == "learn"


def test_strict_holds_back_what_another_gate_had_opened(learner: Any) -> None:
    person = learner()
    person.session.open("world/s5")
    person.answer(person.session.next(skill="world/s5"), correct=False)
    person.begin("strict")
    for _ in range(30):
        task = person.session.next()
        assert task is not None and task.skill != "world/s5"
        person.answer(task, correct=True)
        if person.row(4).phase == "learned":
            break


graphs = st.lists(st.sets(st.integers(0, 9), max_size=3), min_size=2, max_size=8).map(
    lambda sets: [sorted({one % n for one in below}) if n else [] for n, below in enumerate(sets)]
)
steps = st.lists(st.tuples(st.sampled_from("rrrrwwsdx"), st.integers(0, 9)), min_size=5, max_size=40)


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(needs=graphs, given_steps=steps, presumed=st.sets(st.integers(0, 7)), forced=st.sets(st.integers(0, 7)))
def test_under_strict_nothing_is_served_while_something_it_needs_is_not_learned(
    tmp_path_factory: pytest.TempPathFactory, needs: Any, given_steps: Any, presumed: Any, forced: Any
) -> None:
    """Whatever was presumed (rightly or not) or opened before; right, wrong, skipped, days later, asked for by name."""
    person = Learner(tmp_path_factory.mktemp("strict"), pack_of(needs))
    for n in sorted(forced & set(range(len(needs)))):
        if person.row(n).phase == "locked":
            person.session.open(f"world/s{n}")
    person.book.record(person.now, PlacementEnded(credited=[f"world/s{n}" for n in presumed if n < len(needs)]))
    person.begin("strict")
    for step, number in given_steps:
        if step == "d":
            person.now += timedelta(days=number % 3 + 1)
        wish = f"world/s{number % len(needs)}" if step == "x" else ""
        try:
            task = person.session.next(skill=wish)
        except StudyError as problem:
            assert problem.code == "locked"
            continue
        if task is None:
            continue
        unmet = [one for one in needs[int(task.skill.rsplit("s", 1)[1])] if person.row(one).phase != "learned"]
        assert not unmet, (task.kind, task.skill, unmet)
        if step == "s":
            person.session.skip(task.id)
        else:
            person.answer(task, correct=step != "w")
    person.book.close()
