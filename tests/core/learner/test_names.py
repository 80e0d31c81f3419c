"""Old names: followed to their end, whatever a table says; and no table locks or breaks what was known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.core.learner.events import GoalSet, Met, Noted, SkillFacts, SkillOpened
from tutor.core.learner.names import all_now, item_now, name_now, skills_now, table_of
from tutor.core.learner.rows import CourseRow, GoalRow, SkillRow


@pytest.mark.parametrize(
    ("table", "name", "now"),
    [
        ({}, "c/a", ["c/a"]),
        ({"c/a": ["c/b"]}, "c/a", ["c/b"]),
        ({"c/a": ["c/b"], "c/b": ["c/d"]}, "c/a", ["c/d"]),
        ({"c/a": ["c/b", "c/d"]}, "c/a", ["c/b", "c/d"]),
        ({"c/a": ["c/a", "c/d"]}, "c/a", ["c/a", "c/d"]),
        ({"c/a": ["c/b", "c/d"], "c/b": ["c/e", "c/f"]}, "c/a", ["c/e", "c/f", "c/d"]),
        ({"c/a": []}, "c/a", []),
        ({"c/a": ["c/b"], "c/b": []}, "c/a", []),
        ({"c/a": ["c/b"], "c/b": ["c/a"]}, "c/a", ["c/a"]),
        ({"c/a": ["c/b", "c/d"], "c/b": ["c/e"], "c/d": ["c/e"], "c/e": ["c/f"]}, "c/a", ["c/f"]),
        ({"c/a": ["c/b", "c/d"], "c/b": ["c/e"], "c/d": ["c/e"], "c/e": []}, "c/a", []),
    ],
)
def test_a_skills_name_is_followed_to_what_it_is_today(table: Any, name: str, now: list[str]) -> None:
    assert skills_now(table, name) == now


@pytest.mark.parametrize(
    ("table", "name", "now"),
    [
        ({"c/a": ["c/b"]}, "c/a/x", "c/b/x"),
        ({"c/a": ["c/b"], "c/b/x": ["c/d/y"]}, "c/a/x", "c/d/y"),
        ({"c/a": ["c/b"], "c/a/x": ["c/d/x"]}, "c/a/x", "c/d/x"),
        ({"c/a": ["c/b", "c/d"]}, "c/a/x", "c/a/x"),
        ({"c/a": ["c/b", "c/d"], "c/a/x": ["c/d/x"]}, "c/a/x", "c/d/x"),
        ({"c/a": ["c/b"], "c/b/x": []}, "c/a/x", "c/b/x"),
        ({"c/a/x": ["c/a/y"], "c/a/y": ["c/a/x"]}, "c/a/x", "c/a/x"),
        ({"c/ab": ["c/b"]}, "c/a/x", "c/a/x"),
    ],
)
def test_an_item_moves_along_unless_it_has_an_entry_of_its_own(table: Any, name: str, now: str) -> None:
    assert item_now(table, name) == now == name_now(table, name)


def test_a_late_word_to_open_a_skill_opens_all_its_parts(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a"), make_facts("b", "a"))
    new = [make_facts("a"), make_facts("b1", "a"), make_facts("b2", "a")]
    person.happen(Met(course="c", version="2", content_hash="i", skills=new, split={"c/b": ["c/b1", "c/b2"]}))
    person.happen(SkillOpened(skill="c/b"))
    assert person.skill("b1").phase == person.skill("b2").phase == "open"


def test_a_goal_on_what_is_retired_keeps_its_name_to_say_so(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a"), make_facts("b"))
    person.happen(GoalSet(goal="g", skills=["c/a", "c/b"]))
    person.happen(Met(course="c", version="2", content_hash="i", skills=[make_facts("a")], retired=["c/b"]))
    assert person.rows.get(GoalRow, "g").skills == ["c/a", "c/b"]
    assert all_now(person.rows, ["c/b"]) == ["c/b"]


def test_an_entry_that_is_no_longer_in_the_table_frees_its_name(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a"))
    person.happen(Met(course="c", version="2", content_hash="i", skills=[make_facts("b")], moved={"c/a": "c/b"}))
    person.happen(Met(course="c", version="3", content_hash="j", skills=[make_facts("a"), make_facts("b")]))
    person.answer("a")
    assert person.skill("a").opportunities == 1 and person.skill("b").opportunities == 0


@pytest.mark.parametrize("item", ["c/a/x", "c/b/x", "c/c/x"])
def test_in_a_table_that_goes_in_a_circle_an_item_stays_where_its_skill_does(item: str) -> None:
    table = {"c/a": ["c/b"], "c/b": ["c/a"], "c/c": ["c/a"]}
    skill = item.rpartition("/")[0]
    assert name_now(table, item) == f"{name_now(table, skill)}/x"
    assert name_now(table, name_now(table, item)) == name_now(table, item)


NAMES = [f"c/{name}" for name in "abcdef"]
skills = st.sampled_from(NAMES)
items = st.builds(lambda skill, item: f"{skill}/{item}", skills, st.sampled_from("xyz"))
tables = st.fixed_dictionaries(
    {
        "moved": st.dictionaries(skills | items, skills | items, max_size=3),
        "merged": st.dictionaries(skills, skills, max_size=3),
        "split": st.dictionaries(skills, st.lists(skills, max_size=3), max_size=2),
        "retired": st.lists(skills | items, max_size=2),
    }
)
PHASES = ("locked", "open", "learning", "learned")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(tables, st.sets(skills, min_size=1), st.integers(0, 2**30)), min_size=1, max_size=4))
def test_no_table_however_odd_breaks_the_fold_or_locks_what_was_open(
    steps: Any, make_person: Any, make_facts: Any
) -> None:
    """Tables with circles and ends that are not there never pass the check, but a log from elsewhere may hold them."""
    person = make_person(*(make_facts(name[2:]) for name in NAMES[:4]))
    for number, (table, there, chance) in enumerate(steps):
        for skill in [name for name in NAMES if (row := person.rows.get(SkillRow, name)) and row.phase != "gone"]:
            for item in "xyz"[: chance % 3]:
                person.answer(skill[2:], item, correct=bool(chance % 5))
        person.happen(Noted(about=NAMES[chance % 6], text=""))
        before = {name: row for name in NAMES if (row := person.rows.get(SkillRow, name)) is not None}
        facts = [SkillFacts(id=name, remember="skill", item_count=3) for name in sorted(there)]
        data = Met(course="c", version=str(number), content_hash=str(number), skills=facts, **table)
        person.happen(data)
        now = table_of(data)
        assert person.rows.get(CourseRow, "c").moved == now
        for name, row in before.items():
            for new in skills_now(now, name):
                if new in there and row.phase in PHASES:
                    after = person.rows.get(SkillRow, new)
                    assert after.phase != "locked" or row.phase == "locked"
        same = {key: row for key, row in person.rows.rows.items() if key[0] is not CourseRow}
        person.happen(data)  # a second time it changes nothing more
        if not now.keys() & there and not table["split"]:
            assert {key: row for key, row in person.rows.rows.items() if key[0] is not CourseRow} == same
