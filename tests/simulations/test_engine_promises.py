"""What the engine promises of the tasks it gives, whoever studies: nothing comes again within its window."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.core.choose import JUST_SEEN
from tutor.core.day import DAY_MS, learning_day
from tutor.core.learner.rows import ItemRow, RetryRow, SkillRow
from tutor.packs.library import Library
from tutor.packs.visiting import visit
from tutor.study.holds import ENOUGH_MISSES, askable_refs

SITTINGS, A_SITTING = 5, 30


def exercises(skill: str, requires: str = "", count: int = 6, group: str = "") -> str:
    items = "".join(
        f"      - {{id: i{n}, ask: 'What is {skill} {n}?', number: {n}{f', group: {group}{n // 2}' if group else ''}}}\n"
        for n in range(count)
    )
    lesson = "    lesson: [{way: words, text: One.}, {way: picture, text: Two.}]\n"
    needs = f"    requires: [{requires}]\n" if requires else ""
    return f"  - skill: {skill}\n    title: Skill {skill}\n    remember: skill\n{needs}{lesson}    items:\n{items}"


def words(skill: str, count: int = 9) -> str:
    items = "".join(f"      - {{id: w{n}, ask: 'Word {skill} {n}?', answer: term{n}x}}\n" for n in range(count))
    return f"  - skill: {skill}\n    title: Words {skill}\n    items:\n{items}"


COURSE = "title: Promises\nlanguage: en\nskills:\n" + "".join(
    [
        exercises("a"),
        exercises("b", "a"),
        exercises("c", "b"),
        exercises("pairs", group="p"),
        words("deck"),
        words("more"),
    ]
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("promises")
    (folder / "promises.yaml").write_text(COURSE, encoding="utf-8")
    return visit(folder / "promises.yaml", folder / "cache")


def someone(sitting: Any, chance: random.Random, share: float) -> Callable[[Any], bool]:
    """Does a task as somebody who is right so often; says whether it was right."""

    def do(task: Any) -> bool:
        if task.kind == "lesson" or chance.random() < share:
            sitting.perfect(task)
            return True
        sitting.wait(seconds=15)
        sitting.session.answer(task.id, "987654", confidence=chance.choice([None, 2, 3]))
        return False

    return do


class Windows:
    """What was asked last, when each item was right, and on which learning day each group was asked."""

    def __init__(self) -> None:
        self.last = ""
        self.right: dict[str, Any] = {}
        self.groups: dict[str, int] = {}

    def look(self, sitting: Any, task: Any) -> None:
        """Fail when this task comes too soon."""
        desk = sitting.session.desk
        why, group = desk.current.why.code, desk.current.ref.group
        if desk.current.remedy_for:
            return  # the very question comes again: that is the remedy
        seen = desk.book.rows.get(ItemRow, task.item)
        today = seen is not None and learning_day(seen.last_at, 0) == self._day(sitting)
        if why == "missed":  # by its turn, or early where nothing else is left, but not on and on
            assert not today or seen.wrong_run < ENOUGH_MISSES, task
            return
        free = [ref.id for ref in askable_refs(desk, desk.row(task.skill))]
        assert task.item != self.last or not today or free == [task.item], (task, why)
        if task.kind in ("learn", "review"):
            waits = desk.book.rows.get(RetryRow, task.item)
            fact = desk.row(task.skill).remember == "items"
            assert not (today and fact and waits and waits.after > desk.learner().answers), (task, why)
            assert not group or self.groups.get(group) != self._day(sitting), (task, why)
        if task.kind == "review" and (seen_at := self.right.get(task.item)) is not None:
            assert (sitting.now - seen_at).total_seconds() > JUST_SEEN * 86_400, (task, why)

    def note(self, sitting: Any, task: Any, group: str, right: bool) -> None:
        self.last = task.item
        if right:
            self.right[task.item] = sitting.now
        if group:
            self.groups[group] = self._day(sitting)

    def _day(self, sitting: Any) -> int:
        return learning_day(int(sitting.now.timestamp() * 1000), 0)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), share=st.sampled_from([0.3, 0.6, 0.8, 0.95]))
def test_no_task_comes_again_within_its_window(sit: Any, course: Library, seed: int, share: float) -> None:
    sitting, windows = sit(course, seed=seed), Windows()
    do = someone(sitting, random.Random(seed), share)
    for _ in range(SITTINGS):
        for _ in range(A_SITTING):
            if (task := sitting.session.next()) is None:
                break
            if task.kind == "lesson":
                do(task)
                continue
            windows.look(sitting, task)
            group = sitting.session.desk.current.ref.group
            windows.note(sitting, task, group, do(task))
        sitting.wait(days=1)


def deck(count: int) -> str:
    return "title: Sample\nlanguage: en\nskills:\n" + words("deck", count)


def study_days(sitting: Any, days: int, most: int = 300) -> list[int]:
    """How many tasks each day had, all done right."""
    found = []
    for _ in range(days):
        count = 0
        while count < most and (task := sitting.session.next()) is not None:
            sitting.perfect(task)
            count += 1
        found.append(count)
        sitting.wait(days=1)
    return found


def test_a_deck_longer_than_one_look_is_met_to_its_last_word(sit: Any, pack: Any) -> None:
    sitting = sit(pack(deck(100)))
    study_days(sitting, 6)
    row = sitting.book.rows.get(SkillRow, "sample/deck")
    assert row.facts_seen == 100 and row.phase == "learned"


def test_the_words_never_asked_of_a_deck_tested_out_do_not_wait_for_days(sit: Any, pack: Any) -> None:
    sitting = sit(pack(deck(40)))
    sitting.session.test_out("sample/deck")
    study_days(sitting, 1)
    assert sitting.book.rows.get(SkillRow, "sample/deck").facts_seen == 40


def test_a_challenge_that_is_not_there_takes_no_review_away(sit: Any, pack: Any) -> None:
    sitting = sit(pack("title: Sample\nlanguage: en\nskills:\n" + "".join(exercises(one) for one in "abcd")))
    for _ in range(45):
        study_days(sitting, 1)
        at = sitting.session.desk.at()
        assert sitting.book.due_count(None, at - 2 * DAY_MS) == 0


def test_a_skill_with_fewer_items_left_than_its_quiz_asks_can_be_learned(sit: Any, pack: Any) -> None:
    sitting = sit(pack("title: Sample\nlanguage: en\nskills:\n" + exercises("a", count=4)))
    for item in ("i0", "i1"):
        sitting.session.suspend(f"sample/a/{item}")
    study_days(sitting, 3)
    assert sitting.state("sample/a") in ("learned", "mastered")


def test_a_miss_that_is_put_away_for_good_does_not_rest_until_tomorrow(sit: Any, pack: Any) -> None:
    sitting = sit(pack("title: Sample\nlanguage: en\nskills:\n" + exercises("a")))
    while (task := sitting.session.next()).kind == "lesson":
        sitting.perfect(task)
    sitting.session.skip(task.id)
    sitting.session.suspend(task.item)
    study_days(sitting, 1)
    assert "rests" not in sitting.session.nothing()[0]


def test_after_a_break_new_things_wait_for_reviews_and_not_for_nothing(sit: Any, pack: Any) -> None:
    skills = words("old", 40) + "".join(exercises(f"p{n}") for n in range(30)) + words("deck", 30)
    sitting = sit(pack("title: Sample\nlanguage: en\nskills:\n" + skills))
    study_days(sitting, 6, 20)
    sitting.session.test_out("sample/deck")
    study_days(sitting, 1, 3)
    sitting.wait(days=40)
    for count in study_days(sitting, 6, 60):
        assert count or not sitting.book.skills(None, ("open",), 1)
