"""Upgrading: a verified copy first, then step by step, and a step that fails leaves the old file whole."""

import sqlite3
import stat
from contextlib import closing

import pytest
import store_world as world
from sqlite_utils.migrations import Migrations

from tutor.core.learner.fold import apply
from tutor.store import connection, door
from tutor.store.backups import folder_of
from tutor.store.check import check_file
from tutor.store.schema import APPLICATION_ID, VERSION
from tutor.store.schema.migrations import MIGRATIONS
from tutor.store.schema.upgrade import upgrade
from tutor.store.trouble import StoreTrouble


def of_version_0(path):
    """A learner's file from before version 1, as far as there was one: ours, with something in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute("create table old(x text)")
        db.execute("insert into old values('kept')")
    return path


def copies(path):
    return sorted(folder_of(path).iterdir()) if folder_of(path).exists() else []


def test_an_older_file_is_upgraded_when_it_is_opened_and_a_copy_stays(path):
    of_version_0(path)
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        assert book.check().ok
        assert book._db.execute("select x from old").fetchone() == ("kept",)
    (copy,) = copies(path)
    assert copy.name == f"me-before-version-{VERSION}-20261122T093000-1.sqlite3"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(connection.look(copy)) as db:
        assert connection.version(db, copy) == 0
        assert db.execute("select * from old").fetchall() == [("kept",)]


def test_a_file_of_this_version_is_not_copied(path):
    world.filled(path, 3)
    world.opened(path).close()
    assert copies(path) == []


def test_an_earlier_copy_is_never_written_over(path):
    for _ in range(2):
        path.unlink(missing_ok=True)
        of_version_0(path)
        world.opened(path).close()
    assert len(copies(path)) == 2


def test_an_older_file_is_a_finding_and_not_changed_by_a_check(path):
    of_version_0(path)
    before = world.digest(path)
    assert [finding.code for finding in check_file(path, apply).findings] == ["old"]
    assert world.digest(path) == before


def next_version(fails=False):
    """Two versions to come."""
    migrations = Migrations("tutor")
    for step in MIGRATIONS._migrations:
        migrations(name=step.name)(step.fn)

    @migrations()
    def one_more_colours(db):
        db.execute("alter table skill add column colour text not null default 'blue'")
        db.execute(f"pragma user_version = {VERSION + 1}")

    @migrations()
    def two_more_numbers(db):
        db.execute("create table number(n integer) strict")
        if fails:
            db.execute("insert into number values('no number')")
        db.execute(f"pragma user_version = {VERSION + 2}")

    return migrations


def test_tables_in_another_releases_shape_are_made_anew_and_filled_from_the_log(path, tmp_path):
    with world.opened(world.filled(tmp_path / "new.sqlite3")) as book:
        expected = book.state_hash()
    world.filled(path)
    with closing(connection.own(path)) as db:
        db.execute("drop index item_due")
        db.execute("alter table item drop column gone")
        db.execute("alter table learner add column weather text")
        db.execute("drop table goal")
        db.execute("delete from meta where key = 'fold'")  # as a file from before there was a number
    (finding,) = check_file(path, apply).findings
    assert finding.code == "state" and "another version" in finding.sentence
    with world.opened(path) as book:
        assert book.state_hash() == expected
        assert book.check().ok
        assert book.undo(world.later(10**6)) is not None
    (copy,) = copies(path)
    with closing(connection.look(copy)) as db:
        assert "weather" in str(db.execute("select sql from sqlite_schema where name = 'learner'").fetchone())


def test_later_steps_run_in_order_on_a_file_with_a_history(path):
    world.filled(path)
    with closing(connection.own(path)) as db:
        copy = upgrade(db, path, world.NOW, next_version(), VERSION + 2)
        assert db.execute("pragma user_version").fetchone() == (VERSION + 2,)
        assert db.execute("select distinct colour from skill").fetchall() == [("blue",)]
    with pytest.raises(StoreTrouble, match="newer"):
        world.opened(path)
    with world.opened(copy) as book:
        assert book.check().ok


def test_a_step_that_fails_leaves_the_file_at_the_version_before_it(path):
    world.filled(path)
    with closing(connection.own(path)) as db:
        with pytest.raises(sqlite3.DatabaseError):
            upgrade(db, path, world.NOW, next_version(fails=True), VERSION + 2)
        assert not db.in_transaction
    with closing(connection.look(path)) as db:
        assert db.execute("pragma user_version").fetchone() == (VERSION + 1,)
        assert db.execute("select count(*) from sqlite_schema where name = 'number'").fetchone() == (0,)
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    (copy,) = copies(path)
    with world.opened(copy) as book:
        assert book.check().ok


def test_a_damaged_file_is_not_upgraded(path):
    of_version_0(path)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes([9] * 4096))
    with pytest.raises(StoreTrouble) as caught:
        world.opened(path)
    assert caught.value.code == "damaged"
    assert copies(path) == []


def test_a_file_that_only_says_that_it_is_older_is_refused(path):
    world.filled(path)
    world.tampered(path, "pragma user_version = 0")
    with pytest.raises(StoreTrouble, match="says that it is of version 0"):
        world.opened(path)


def test_a_new_file_is_whole_or_not_there(path, monkeypatch):
    def cut_off(db):
        db.execute("create table half(x)")
        raise KeyboardInterrupt

    monkeypatch.setattr("tutor.store.schema.upgrade.fill", cut_off)
    with pytest.raises(KeyboardInterrupt):
        world.opened(path)
    assert not path.exists()
    monkeypatch.undo()
    world.opened(path).close()
    assert path.exists()
    assert copies(path) == []


def test_two_windows_that_make_the_same_new_file_do_not_harm_each_other(path, monkeypatch):
    """The other one is quicker: its file is there when ours is ready."""
    make = door.files.move_in

    def slower(temporary, target):
        monkeypatch.undo()
        with world.opened(path, seed=5) as quicker:
            quicker.record(world.NOW, world.met())
        return make(temporary, target)

    monkeypatch.setattr(door.files, "move_in", slower)
    with world.opened(path) as book:
        assert book.length == 1
    assert copies(path) == []
