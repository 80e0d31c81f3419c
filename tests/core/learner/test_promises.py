"""What the engine promises whatever happened before: a right unaided answer lowers nothing; the same events are the
same state, in whatever order a store hands out its rows.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.core.day import DAY_MS, days_between
from tutor.core.gate import mastery_of, state_of
from tutor.core.learner.events import (
    Answered,
    Disputed,
    Explained,
    Felt,
    HandedIn,
    LessonSeen,
    Met,
    PlacementEnded,
    QuizStarted,
    RatedByTeacher,
    SkillFacts,
    SkillOpened,
    Suspended,
)
from tutor.core.learner.rows import ItemRow, LearnerRow, SkillRow
from tutor.core.rating import rate

NAMES = ("a", "b", "f", "g", "h")
HEIGHT = ("locked", "open", "learning", "fading", "learned", "mastered", "secure")
COURSE = [
    SkillFacts(id="c/a", remember="skill", item_count=6, lesson_blocks=2),
    SkillFacts(id="c/b", requires=["c/a"], covers={"c/a": 0.4}, remember="skill", item_count=6, lesson_blocks=3),
    SkillFacts(id="c/f", item_count=3),
    SkillFacts(id="c/g", requires=["c/f", "c/a"], item_count=3, quiz=2, passing=0.5),
    SkillFacts(id="c/h", requires=["c/b", "c/g"], covers={"c/b": 0.5}, remember="skill", item_count=4, threshold=0.99),
]
skills = st.sampled_from(NAMES)
waits = st.sampled_from([0.0, 0.0, 0.01, 0.3, 1.0, 6.0, 45.0])
answers = st.fixed_dictionaries(
    {
        "what": st.just("answer"),
        "skill": skills,
        "item": st.integers(0, 3),
        "score": st.sampled_from([1.0, 1.0, 1.0, 0.0, 0.0, 0.6]),
        "kind": st.sampled_from(["learn", "learn", "review", "quiz", "remedy", "challenge"]),
        "hints": st.sampled_from([0, 0, 0, 1, 2]),
        "guess": st.sampled_from([0.0, 0.03, 0.25, 0.5, 1.0]),
        "type": st.sampled_from(["number", "choices", "recall"]),
        "seconds": st.sampled_from([None, 2.0, 9.0, 400.0]),
        "confidence": st.sampled_from([None, 1, 2, 3]),
        "also": st.lists(skills, max_size=2, unique=True),
        "wait": waits,
        "remedy_for": st.sampled_from(["", "", *NAMES]),
    }
)
others = st.fixed_dictionaries(
    {
        "what": st.sampled_from(
            ["place", "read", "lost", "open", "test_out", "away", "hand_in", "rated", "dispute", "explain"]
        ),
        "skill": skills,
        "item": st.integers(0, 3),
        "some": st.lists(skills, min_size=1, max_size=3, unique=True),
        "wait": waits,
    }
)
lives = st.lists(st.one_of(answers, answers, others), max_size=30)


def answered(person: Any, step: dict[str, Any]) -> Answered:
    """The answer with the rating that it earns."""
    skill = f"c/{step['skill']}"
    row, learner = person.skill(step["skill"]), person.rows.get(LearnerRow, "me") or LearnerRow()
    item = person.rows.get(ItemRow, f"{skill}/{step['item']}")
    held = item if row.remember == "items" else row
    earned = rate(
        score=step["score"],
        hints=step["hints"],
        skipped=False,
        attempt=1,
        pick=step["type"] == "choices",
        seconds=step["seconds"],
        confidence=step["confidence"],
        pace=learner.picks if step["type"] == "choices" else learner.pace,
        days=days_between(held.reviewed_at, person.at) if held is not None and held.reviewed_at else 0.0,
    )
    return Answered(
        item=f"{skill}/{step['item']}",
        skill=skill,
        kind=step["kind"],
        type=step["type"],
        score=step["score"],
        correct=step["score"] == 1.0,
        rating=earned,
        hints=step["hints"],
        guess=step["guess"],
        seconds=step["seconds"],
        confidence=step["confidence"],
        also=[f"c/{one}" for one in step["also"]],
        opportunity=row.opportunities + 1,
        remedy_for=f"c/{step['remedy_for']}" if step["remedy_for"] else "",
    )


def other(step: dict[str, Any]) -> Any:
    skill, some = f"c/{step['skill']}", [f"c/{one}" for one in step["some"]]
    item = f"{skill}/{step['item']}"
    return {
        "place": PlacementEnded(credited=some, likely={some[0]: 0.86}),
        "read": LessonSeen(skill=skill, block=step["item"] % 2, way="words", seconds=20.0, remedy_for=some[0]),
        "lost": Felt(item=item, feel="lost", again=True),
        "open": SkillOpened(skill=skill),
        "test_out": QuizStarted(skill=skill, size=2, need=2, test_out=True, presumes=some),
        "away": Suspended(item=item),
        "hand_in": HandedIn(piece=skill, project="p", text="x", skills=some, top=True),
        "rated": RatedByTeacher(piece=skill, skills=some, criteria=[1], top=bool(step["item"])),
        "dispute": Disputed(item=item, quiz=True),
        "explain": Explained(skill=skill, block=0, way="words"),
    }[step["what"]]


def live(person: Any, steps: list[dict[str, Any]]) -> None:
    for step in steps:
        person.at += int(step["wait"] * DAY_MS) + 60_000
        person.happen(answered(person, step) if step["what"] == "answer" else other(step))


def standing(person: Any) -> dict[str, tuple[float, ...]]:
    """How each skill stands now: its state, whether it is shown, understanding, and the chance to know it."""
    found = {}
    for name in NAMES:
        row: SkillRow = person.skill(name)
        state = HEIGHT.index(state_of(row, person.at))
        found[name] = (state, -float(row.presumed), row.understanding, round(mastery_of(row, person.at), 3))
    return found


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=lives, last=answers)
def test_a_right_unaided_answer_lowers_no_skill(make_person: Any, before: Any, last: Any) -> None:
    person = make_person(*COURSE)
    live(person, before)
    person.at += int(last["wait"] * DAY_MS)
    was = standing(person)
    person.happen(answered(person, {**last, "score": 1.0, "hints": 0}))
    now = standing(person)
    for name in NAMES:
        assert all(new >= old - 1e-9 for old, new in zip(was[name], now[name], strict=True)), (name, was, now)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=lives)
def test_the_same_events_are_the_same_state_in_whatever_order_rows_are_handed_out(make_person: Any, steps: Any) -> None:
    one, two = make_person(), make_person()
    forth, back = two.rows.dependents, two.rows.skills_of
    two.rows.dependents = lambda skill: list(forth(skill))[::-1]
    two.rows.skills_of = lambda course: list(back(course))[::-1]
    for person in (one, two):
        person.happen(Met(course="c", version="2", content_hash="i", skills=COURSE))
        live(person, steps)
        person.happen(Met(course="c", version="3", content_hash="j", skills=COURSE[:4], retired=["c/h"]))
    assert one.rows.rows == two.rows.rows


def test_a_right_answer_lowers_nothing_after_any_number_of_hints(person: Any) -> None:
    for _ in range(80):
        hinted = person.answer("a", hints=1, rating="hard").understanding
    assert person.answer("a").understanding >= hinted


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=lives, last=answers)
def test_a_right_unaided_answer_never_lowers_ability_nor_makes_its_item_harder(
    make_person: Any, before: Any, last: Any
) -> None:
    person = make_person(*COURSE)
    live(person, before)
    data = answered(person, {**last, "score": 1.0, "hints": 0})
    learner, item = person.rows.get(LearnerRow, "me") or LearnerRow(), person.rows.get(ItemRow, data.item)
    person.at += int(last["wait"] * DAY_MS)
    person.happen(data)
    assert person.rows.get(LearnerRow, "me").ability["c"] >= learner.ability.get("c", 0.0)
    if item is not None and item.seen:
        assert person.rows.get(ItemRow, data.item).hardness <= item.hardness
