"""A rollback journal beside a learner's file: our own after a crash is played back, another's never is."""

import os
import shutil
import sqlite3
from contextlib import closing

import pytest
import store_world as world

from tutor.core.learner.fold import apply
from tutor.store import connection, offer
from tutor.store.backups import folder_of
from tutor.store.check import check_file
from tutor.store.restore import restore
from tutor.store.rollback import MAGIC
from tutor.store.trouble import StoreTrouble

BEFORE = "me.sqlite3"


def beside(path):
    return path.with_name(path.name + "-journal")


def cut_short(path, to, *statements):
    """The file and its journal as they are when the program ends in the middle of this change, laid down as `to`."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for setting in ("journal_mode = delete", "cache_size = 1", "synchronous = full"):
            db.execute(f"pragma {setting}")
        db.execute("begin")
        for statement in statements:
            db.execute(statement)
        to.parent.mkdir(parents=True, exist_ok=True)
        for file, name in ((path, to), (beside(path), beside(to))):
            shutil.copyfile(file, name)
            name.chmod(0o600)
        db.execute("rollback")


GREAT = (
    "update item set id = id || 'x', seen = seen + 1",
    "update skill set position = position + 1",
    "update words set text = 'gone'",
    "delete from words",
)


def ours(memory):
    """A file whose last change was cut short after a part of it was written, and what it was before."""
    path = world.filled(memory / "was" / BEFORE, calls=30)
    now = memory / "here" / BEFORE
    cut_short(path, now, *GREAT)
    return path, now


def others(memory):
    path = world.filled(memory / "here" / BEFORE, calls=20)
    other = world.filled(memory / "other" / BEFORE, calls=35, seed=8)
    cut_short(other, memory / "cut" / BEFORE, *GREAT)
    shutil.copyfile(beside(memory / "cut" / BEFORE), beside(path))
    return path


def whole_of_another(memory):
    """A journal with every page of another learner's file."""
    path = others(memory)
    pages = (memory / "other" / BEFORE).read_bytes()
    journal, header = bytearray(), bytearray(beside(path).read_bytes()[:512])
    size = int.from_bytes(header[24:28])
    header[8:12], header[16:20] = (len(pages) // size).to_bytes(4), (len(pages) // size).to_bytes(4)
    nonce = int.from_bytes(header[12:16])
    for number in range(len(pages) // size):
        page = pages[number * size : (number + 1) * size]
        check = (nonce + sum(page[at] for at in range(size - 200, 0, -200))) % 2**32
        journal += (number + 1).to_bytes(4) + page + check.to_bytes(4)
    beside(path).write_bytes(header + journal)
    return path


def for_several(memory):
    """A journal that names a file which SQLite would remove."""
    _, path = ours(memory)
    victim = memory / "victim"
    victim.write_text("dear")
    name = str(victim).encode()
    end = b"\xff\xff\xff\xff" + name + len(name).to_bytes(4) + sum(name).to_bytes(4) + MAGIC
    beside(path).write_bytes(beside(path).read_bytes() + end)
    return path


def words(memory):
    path = world.filled(memory / "here" / BEFORE, calls=5)
    beside(path).write_text("My journal: today I learned fractions.\n")
    return path


def pipe(memory):
    path = world.filled(memory / "here" / BEFORE, calls=5)
    os.mkfifo(beside(path))
    return path


FOREIGN = {
    "another's": others,
    "all of another's": whole_of_another,
    "written for several files": for_several,
    "somebody's words": words,
    "a pipe": pipe,
}


def content(folder):
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_journal_that_is_not_the_files_is_told_in_a_sentence_and_both_stay_as_they_are(kind, memory):
    path = FOREIGN[kind](memory)
    before = content(memory)
    with pytest.raises(StoreTrouble) as caught:
        world.opened(path)
    assert "\n" not in str(caught.value) and str(path) in str(caught.value)
    assert not check_file(path, apply).ok
    assert content(memory) == before
    mine = world.filled(memory / "mine" / BEFORE, calls=2)
    with pytest.raises(StoreTrouble):
        restore(mine, path, [], world.NOW)
    assert before.items() <= content(memory).items()


def test_what_sqlite_would_do_with_another_ones_journal_is_what_is_kept_from_it(memory):
    path = whole_of_another(memory)
    with closing(connection.own(path)) as db, closing(connection.look(memory / "other" / BEFORE)) as other:
        assert db.execute("select id from event").fetchall() == other.execute("select id from event").fetchall()


def test_a_change_of_our_own_that_was_cut_short_is_taken_back(memory):
    was, path = ours(memory)
    assert path.read_bytes() != was.read_bytes(), "a part of it was written"
    before = content(memory)
    findings = check_file(path, apply).findings
    assert findings == [] and content(memory) == before
    with world.opened(was) as old, world.opened(path) as book:
        assert list(book.events()) == list(old.events())
        assert book.state_hash() == old.state_hash()
        assert book.check().findings == []
    assert not beside(path).exists()


def test_the_first_change_of_a_file_may_be_taken_back(memory):
    path, now = memory / "was" / BEFORE, memory / "here" / BEFORE
    with world.opened(path):
        pass
    with world.opened(memory / "other" / BEFORE) as book:
        book.record(world.NOW, world.met())
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("attach ? as other", (str(memory / "other" / BEFORE),))
        db.execute("pragma main.journal_mode = delete")
        db.execute("pragma main.cache_size = 1")
        db.execute("begin")
        db.execute("insert into main.event select * from other.event")
        now.parent.mkdir()
        for file, name in ((path, now), (beside(path), beside(now))):
            shutil.copyfile(file, name)
        db.execute("rollback")
    with world.opened(now) as book:
        assert book.length == 0


@pytest.mark.parametrize("part", [0.001, 0.01, 0.3, 0.5, 0.8, 0.99])
def test_a_journal_that_was_cut_off_leaves_the_file_as_it_is_or_all_events_in_it(part, memory):
    was, path = ours(memory)
    whole = beside(path).read_bytes()
    beside(path).write_bytes(whole[: int(len(whole) * part)])
    before = content(memory)
    try:
        book = world.opened(path)
    except StoreTrouble as trouble:
        assert "\n" not in str(trouble) and content(memory) == before
        return
    with book, world.opened(was) as old:
        assert list(book.events()) == list(old.events())
        assert book.state_hash() == old.state_hash()


@pytest.mark.parametrize("left", [b"", b"\0" * 600])
def test_a_journal_that_is_over_changes_nothing(left, memory):
    path = world.filled(memory / "here" / BEFORE, calls=5)
    beside(path).write_bytes(left)
    with world.opened(path) as book:
        assert book.check().findings == []


def test_restoring_keeps_another_ones_journal_and_does_not_play_it_into_the_backup(memory):
    path = world.filled(memory / "here" / BEFORE, calls=20)
    with world.opened(path) as book:
        backup, events = book.keep(), list(book.events())
    shutil.copyfile(beside(others(memory / "x")), beside(path))
    foreign = beside(path).read_bytes()
    done = restore(path, backup, offer.after_backup(path, backup), world.NOW)
    with world.opened(path) as book:
        assert list(book.events()) == events and book.check().findings == []
    assert done.kept.with_name(done.kept.name + "-journal").read_bytes() == foreign
    assert done.kept.parent == folder_of(path)
