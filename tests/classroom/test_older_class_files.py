"""A class's file of an older tutor is brought up to date with all that is in it; one of a newer tutor is left alone."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from tutor.classroom.classbook import APPLICATION_ID, VERSION, ClassBook
from tutor.classroom.collecting import collect
from tutor.classroom.folder import ClassTrouble
from tutor.classroom.versions import NEWEST, STEPS

GOLDEN = Path(__file__).parent / "golden"
KEPT = GOLDEN / "class-version-1.sql"
"""A class of one learner as version 1 kept it."""


def opened(place: Path) -> ClassBook:
    return ClassBook.open(place, "ab" * 16)


def of_version_1(place: Path) -> Path:
    with closing(sqlite3.connect(place)) as db:
        db.executescript(KEPT.read_text("utf-8"))
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute("pragma user_version = 1")
    return place


def shape(db: sqlite3.Connection) -> dict[str, list[tuple[str, str, int, str | None, int]]]:
    """The tables with their columns: name, type, whether it must be there, default, place in the key."""
    tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
    return {name: [row[1:] for row in db.execute(f"pragma table_info({name})")] for name in sorted(tables)}


def test_there_is_a_step_for_each_version() -> None:
    assert VERSION == NEWEST and sorted(STEPS) == list(range(1, NEWEST))


def test_an_older_file_becomes_what_a_new_one_is_and_loses_nothing(tmp_path: Path) -> None:
    with closing(sqlite3.connect(of_version_1(tmp_path / "old.sqlite"))) as db:
        before = db.execute("select * from learner").fetchall()
        answers = db.execute("select * from answer").fetchall()
    assert before and answers
    with opened(tmp_path / "old.sqlite") as old, opened(tmp_path / "new.sqlite") as new:
        assert shape(old.db) == shape(new.db)
        assert old.db.execute("select * from learner").fetchall() == [(*row, 0) for row in before]
        assert old.db.execute("select * from answer").fetchall() == answers
        assert [one.counted for one in old.learners().values()] == [False]
        assert old.db.execute("select count(*) from answers").fetchone() == (len(answers),)
    with opened(tmp_path / "old.sqlite") as again:
        assert again.db.execute("pragma user_version").fetchone() == (NEWEST,)


def test_hand_ins_go_on_being_collected_into_an_older_file(tmp_path: Path) -> None:
    place = GOLDEN / "format-1-counted.handin"
    with zipfile.ZipFile(place) as archive:
        class_id = archive.read("manifest.json").decode().split('"class_id": "')[1][:32]
    with opened(of_version_1(tmp_path / "old.sqlite")) as book:
        assert collect(book, class_id, place.name, place.read_bytes(), "2026-11-23", set()).outcome == "taken"
        assert sorted(one.counted for one in book.learners().values()) == [False, True]


def test_an_older_file_that_can_only_be_read_is_read_as_it_would_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = of_version_1(tmp_path / "old.sqlite")
    before = sha256(place.read_bytes()).hexdigest()

    def refused(_place: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("tutor.classroom.classbook.writable", refused)
    with opened(place) as book:
        assert [one.counted for one in book.learners().values()] == [False]
    assert sha256(place.read_bytes()).hexdigest() == before


def test_a_step_that_fails_leaves_the_older_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = of_version_1(tmp_path / "old.sqlite")
    monkeypatch.setitem(STEPS, 1, (*STEPS[1], "create table told(again text)"))
    with pytest.raises(ClassTrouble, match="can't be used"):
        opened(place)
    with closing(sqlite3.connect(place)) as db:
        assert db.execute("pragma user_version").fetchone() == (1,) and "told" not in shape(db)


def test_a_newer_file_is_refused_in_a_sentence_and_left_as_it_is(tmp_path: Path) -> None:
    place = of_version_1(tmp_path / "new.sqlite")
    with closing(sqlite3.connect(place)) as db:
        db.execute(f"pragma user_version = {NEWEST + 1}")
    with pytest.raises(ClassTrouble, match="was made by a newer tutor; update tutor"):
        opened(place)
    with closing(sqlite3.connect(place)) as db:
        assert "told" not in shape(db)
