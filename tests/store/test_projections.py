"""The rows in their tables: the same as the structs, cached without surprises, edges kept up with the graph."""

import sqlite3
from typing import get_args

import msgspec
import pytest
import store_world as world

from tutor.core.learner.events import Noted
from tutor.core.learner.rows import ROWS, DayRow, ItemRow, LearnerRow, SkillRow
from tutor.core.shown import Shown
from tutor.store.columns import is_json
from tutor.store.projections import SqlRows
from tutor.store.schema.version1 import PROJECTIONS

KINDS = {int: "INTEGER", bool: "INTEGER", float: "REAL", str: "TEXT"}


@pytest.fixture
def db():
    db = sqlite3.connect(":memory:", isolation_level=None)
    for statement in PROJECTIONS:
        db.execute(statement)
    yield db
    db.close()


@pytest.mark.parametrize("table", sorted(ROWS))
def test_a_table_has_a_column_for_each_field_of_its_row(db, table):
    expected = {
        field.name: "TEXT" if is_json(field.type) else KINDS.get(field.type, "TEXT")
        for field in msgspec.structs.fields(ROWS[table])
    }
    columns = db.execute(f'pragma table_info("{table}")').fetchall()
    assert {name: kind for _, name, kind, *_ in columns} == expected
    assert all(required or key for _, _, _, required, _, key in columns)
    assert [name for _, name, _, _, _, key in columns if key] == ["id"]


def test_every_table_is_strict(db):
    loose = db.execute(
        "select name from pragma_table_list where schema = 'main' and not strict and name not like 'sqlite%'"
    )
    assert loose.fetchall() == []


def example(kind):
    """A row of this kind in which every field has a value of its own."""
    values = {str: "a/b ½", int: 3, float: 0.1 + 0.2, bool: True}
    fields = {}
    for field in msgspec.structs.fields(kind):
        text = str(field.type)
        if text in ("list[tutor.core.learner.rows.SkillRow]", "list[tutor.core.learner.rows.ItemRow]"):
            fields[field.name] = [example(*get_args(field.type))]
        elif is_json(field.type):
            inner = next((each for each in (str, int, float) if text.rstrip("]").endswith(each.__name__)), Shown)
            one = Shown("c/a", "c/a/x", True, 0.1 + 0.2) if inner is Shown else values[inner]
            value = [one] * 2 if "list" in text else one
            fields[field.name] = {"b": value, "a": value} if text.startswith("dict") else value
        else:
            fields[field.name] = values.get(field.type, "open" if field.name == "phase" else "skill")
    return kind(**fields)


@pytest.mark.parametrize("kind", list(ROWS.values()))
def test_a_row_comes_back_as_it_was_put(db, kind):
    rows, row = SqlRows(db), example(kind)
    rows.put(row)
    rows.flush()
    back = SqlRows(db).get(kind, row.id)
    assert back == row
    assert repr(back) == repr(row)
    rows.drop(kind, row.id)
    rows.flush()
    assert SqlRows(db).get(kind, row.id) is None


def test_only_what_changed_is_written(db):
    rows = SqlRows(db)
    rows.put(SkillRow(id="a/b", course="a"))
    rows.flush()
    told = []
    db.set_trace_callback(told.append)
    rows.put(SkillRow(id="a/b", course="a", misses=2, blocks_seen=[1]))
    rows.put(rows.get(SkillRow, "a/b"))
    rows.flush()
    rows.put(SkillRow(id="a/b", course="a", misses=2, blocks_seen=[1]))
    rows.flush()
    assert told == ["""update "skill" set "misses" = 2, "blocks_seen" = '[1]' where id = 'a/b'"""]


def test_what_came_and_went_is_not_written_at_all(db):
    rows = SqlRows(db)
    told = []
    db.set_trace_callback(told.append)
    rows.put(DayRow(id="1", day=1))
    rows.drop(DayRow, "1")
    rows.drop(DayRow, "2")
    rows.flush()
    assert [each for each in told if not each.startswith("select")] == []


def test_the_images_before_a_change_are_of_the_first_touch(db):
    rows = SqlRows(db)
    rows.put(LearnerRow(answers=1))
    rows.flush()
    rows.begin()
    rows.put(LearnerRow(answers=2))
    rows.put(LearnerRow(answers=3))
    rows.put(ItemRow(id="a/b/c", skill="a/b"))
    assert rows.before == {(LearnerRow, "me"): LearnerRow(answers=1), (ItemRow, "a/b/c"): None}
    rows.restore(rows.before)
    rows.flush()
    assert SqlRows(db).get(LearnerRow, "me") == LearnerRow(answers=1)
    assert SqlRows(db).get(ItemRow, "a/b/c") is None


def test_questions_about_the_graph_see_what_was_just_put(db):
    rows = SqlRows(db)
    rows.put(SkillRow(id="a/one", course="a", position=1))
    rows.put(SkillRow(id="a/two", course="a", position=0, requires=["a/one", "x/y"]))
    assert list(rows.dependents("a/one")) == list(rows.dependents("x/y")) == ["a/two"]
    assert list(rows.skills_of("a")) == ["a/two", "a/one"]
    rows.put(SkillRow(id="a/two", course="a", position=5, requires=["x/y"]))
    assert list(rows.dependents("a/one")) == []
    assert list(rows.skills_of("a")) == ["a/one", "a/two"]
    rows.drop(SkillRow, "a/two")
    assert list(rows.dependents("x/y")) == []


def test_a_skill_that_requires_another_twice_depends_on_it_once(db):
    rows = SqlRows(db)
    rows.put(SkillRow(id="a/two", course="a", requires=["a/one", "a/one"]))
    assert list(rows.dependents("a/one")) == ["a/two"]


def test_a_value_that_does_not_fit_is_refused_and_nothing_is_saved(path):
    with world.opened(path, lambda rows, event: rows.put(DayRow(id="1", day="no day"))) as book:
        with pytest.raises(Exception, match="INTEGER"):
            book.record(world.NOW, Noted(about="", text=""))
        assert book.length == 0
        assert book.check().events == 0
