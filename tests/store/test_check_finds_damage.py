"""Checking: whatever is not as it was written is found, and nothing is changed by looking."""

import os
import random
import sqlite3

import pytest
import store_world as world
from msgspec import json

from tutor.core.learner.fold import apply
from tutor.store.check import Report, check_file
from tutor.store.schema import VERSION
from tutor.store.trouble import StoreTrouble

# The release run: FLIPS=1000 (two minutes).
FLIPS = int(os.environ.get("FLIPS", "100"))


def codes(path):
    before = world.digest(path)
    report = check_file(path, apply)
    assert world.digest(path) == before
    return {finding.code for finding in report.findings}


def test_a_sound_file_is_sound(path):
    world.filled(path)
    report = check_file(path, apply)
    assert report.ok
    assert report.compared
    assert report.events > 40


def test_a_book_with_undone_events_is_sound(book):
    book.record(world.NOW, world.met())
    world.live(book, 3, 20)
    for _ in range(5):
        book.undo(world.later(99_999))
    assert book.check() == Report(str(book.path), book.length, True, [])


def test_a_report_is_data(path):
    world.filled(path)
    assert json.decode(json.encode(check_file(path)))["findings"] == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("update event set data = (select data from event where seq = 5) where seq = 3", "chain"),
        ("update event set at = at + 1 where seq = 3", "chain"),
        ('update event set "offset" = 60 where seq = 3', "chain"),
        ("update event set number = 900 where seq = 3", "chain"),
        ("update event set part = part + 1 where seq = 3", "chain"),
        ("update event set hash = zeroblob(16) where seq = 3", "chain"),
        ("update event set id = zeroblob(8) where seq = 3", "chain"),
        ("update event set role = 0 where seq = 3", "chain"),
        ("update event set device = 9 where seq = 3", "chain"),
        ("delete from event where seq = 3", "chain"),
        ("delete from event where seq > 2", "chain"),
        ("delete from event", "chain"),
        ("update event set data = x'01ffff' where seq = 3", "chain"),
        ("update event set data = x'7b7d' where seq = 3", "chain"),
        ("update device set name = 'x'", "chain"),
        ("update meta set value = 'x' where key = 'device'", "chain"),
        ("update words set text = text || '.'", "words"),
        ("update words set salt = zeroblob(16)", "words"),
        ("update words set id = zeroblob(8) where id = (select min(id) from words)", "words"),
        ("insert into undone values(5, 6)", "undo"),
        ("delete from edge where skill = 'fractions/skill-1'", "graph"),
        ("insert into edge values('a/b', 'c/d')", "graph"),
        ("update skill set understanding = understanding + 0.001 where position = 2", "state"),
        ("update learner set answers = answers + 1", "state"),
        ("delete from item where id = (select min(id) from item)", "state"),
        ("insert into note values('x', 'y', 'z', 0, '')", "state"),
        ("update learner set pace = 'no list'", "damaged"),
        ("update learner set name = cast(x'ff' as text)", "damaged"),
        ("drop table words", "not_ours"),
        ("drop table item", "storage"),
    ],
)
def test_planted_damage_is_found(path, statement, code):
    world.filled(path, 60)
    world.tampered(path, statement)
    assert code in codes(path)


def test_an_undone_mark_that_vanished_is_found(path):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        world.live(book, 3, 3)
        book.undo(world.later(9_000))
    world.tampered(path, "delete from undone")
    assert "undo" in codes(path)


def test_the_first_bad_place_in_the_log_is_named(path):
    world.filled(path)
    world.tampered(path, "update event set at = at + 1 where seq in (7, 9)")
    first = check_file(path, apply).findings[0]
    assert first.seq == 7
    assert first.sentence.startswith("Event 7 is damaged")


def test_what_was_folded_is_not_compared_with_a_broken_log(path):
    world.filled(path)
    world.tampered(path, "update event set at = at + 1 where seq = 7")
    assert not check_file(path, apply).compared


def test_rebuilding_mends_what_was_folded(path):
    world.filled(path)
    world.tampered(path, "update learner set answers = 99", "delete from edge", "update skill set phase = 'gone'")
    with world.opened(path) as book:
        assert not book.check().ok
        book.rebuild()
        assert book.check().ok


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.write_text("hello"), "not_ours"),
        (lambda path: path.touch(), "empty"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: None, "missing"),
        (lambda path: sqlite3.connect(path).execute("create table t(x)").connection.close(), "not_ours"),
    ],
)
def test_what_is_no_learners_file_is_a_finding_too(tmp_path, make, code):
    make(tmp_path / "x")
    report = check_file(tmp_path / "x", apply)
    assert [finding.code for finding in report.findings] == [code]


def test_a_newer_file_is_a_finding_too(path):
    world.filled(path)
    world.tampered(path, f"pragma user_version = {VERSION + 1}")
    assert codes(path) == {"newer"}


def test_a_file_in_use_is_a_finding_too(path):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        assert [finding.code for finding in check_file(path, apply).findings] == ["already_open"]


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    path = tmp_path_factory.mktemp("flips") / "me.sqlite3"
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        world.live(book, 8, 150)
        for _ in range(4):
            book.undo(world.later(200_000))
        world.live(book, 9, 30, 300)
        return path, list(book.events()), book.state_hash()


def test_a_single_flipped_bit_never_makes_another_answer_look_genuine(original, tmp_path):
    path, events, state = original
    content, chance = path.read_bytes(), random.Random(20261122)
    outcomes = {"refused": 0, "reported": 0, "harmless": 0}
    for _ in range(FLIPS):
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        flipped = bytearray(content)
        flipped[place] ^= 1 << bit
        copy = tmp_path / "copy.sqlite3"
        for old in tmp_path.iterdir():
            old.unlink()
        copy.write_bytes(flipped)
        outcomes[judged(copy, events, state)] += 1
    assert outcomes["refused"] + outcomes["reported"]
    assert outcomes["reported"]


def judged(copy, events, state):
    report = check_file(copy, apply)
    try:
        with world.opened(copy) as book:
            if not report.ok:
                return "reported"
            assert list(book.events()) == events
            assert book.state_hash() == state
            return "harmless"
    except StoreTrouble:
        return "refused"


def test_damage_that_cannot_even_be_told_is_damage(path):
    """Names of tables and indexes are bytes too: what SQLite says of them may be no text."""
    world.filled(path)
    world.tampered(
        path,
        "pragma writable_schema = on",
        "update sqlite_schema set name = cast(x'6e6f74ff5f6174' as text) where name = 'note_at'",
        "delete from note where id = (select id from note not indexed limit 1)",
    )
    assert not check_file(path, apply).ok
