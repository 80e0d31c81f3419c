"""Thirty ways for a learner's file to be damaged: each is told, the file stays as it is, and there is a way out.

And single bits that flip: no changed answer passes for a genuine one. `FLIPS=1000 pytest tests/store/test_damage.py`
is the long run; `RESTORES=100` restores as many backups.
"""

import os
import random
import shutil
import sqlite3
from contextlib import closing

import pytest
import store_world as world

from tutor.core.learner.fold import apply
from tutor.store import journal, offer
from tutor.store.backups import backups_of, folder_of
from tutor.store.check import check_file
from tutor.store.restore import restore
from tutor.store.trouble import StoreTrouble

FLIPS = int(os.environ.get("FLIPS", "40"))
RESTORES = int(os.environ.get("RESTORES", "10"))
PAGE = 4096


def cut(share):
    return lambda path: os.truncate(path, int(path.stat().st_size * share))


def written(content):
    return lambda path: path.write_bytes(content)


def over(place, content):
    def change(path):
        with path.open("r+b") as file:
            file.seek(place if place >= 0 else path.stat().st_size + place)
            file.write(content)

    return change


def all_over(content):
    return lambda path: path.write_bytes((content * path.stat().st_size)[: path.stat().st_size])


def sql(*statements):
    return lambda path: world.tampered(path, *statements)


def other_database(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table t(x)")


def shifted(path):
    path.write_bytes(b"\n" + path.read_bytes())


def as_text(path):
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def swapped(path):
    content = path.read_bytes()
    pages = [content[place : place + PAGE] for place in range(0, len(content), PAGE)]
    path.write_bytes(b"".join([pages[0], *reversed(pages[1:])]))


NEWEST = "(select max(seq) from event)"
DAMAGES = {
    "empty": written(b""),
    "one byte": written(b"S"),
    "a letter": written(b"Dear diary, today I learned nothing."),
    "zeros": all_over(b"\0"),
    "ones": all_over(b"\xff"),
    "noise": all_over(random.Random(1).randbytes(9973)),
    "the header alone": cut(0.0005),
    "a tenth": cut(0.1),
    "half": cut(0.5),
    "most": cut(0.95),
    "without its last page": lambda path: os.truncate(path, path.stat().st_size - PAGE),
    "without its last byte": lambda path: os.truncate(path, path.stat().st_size - 1),
    "without its head": lambda path: path.write_bytes(path.read_bytes()[PAGE:]),
    "a line before it": shifted,
    "sent as text": as_text,
    "pages in another order": swapped,
    "magic gone": over(0, b"X" * 16),
    "page size": over(16, b"\xff\xff"),
    "another program's number": over(68, b"\0\0\0\1"),
    "the first tree": over(100, bytes(8)),
    "the schema": over(PAGE - 2000, b"\x07" * 2000),
    "a page of noise": over(PAGE, random.Random(2).randbytes(PAGE)),
    "thirty pages of noise": over(PAGE, random.Random(3).randbytes(30 * PAGE)),
    "no table of events": sql("drop table event"),
    "no table of devices": sql("drop table device"),
    "devices of another name": sql("update device set name = 'deadbeef'"),
    "the newest event changed": sql(f"update event set at = at + 1 where seq = {NEWEST}"),
    "the newest event gone": sql(f"delete from event where seq = {NEWEST}"),
    "an event in the middle of the newest gone": sql(f"delete from event where seq = {NEWEST} - 7"),
    "the newest data of another packing": sql(f"update event set data = x'99' where seq = {NEWEST}"),
    "two events changed places": sql(
        f"update event set seq = -1 where seq = {NEWEST}",
        f"update event set seq = seq + 1 where seq = {NEWEST}",
        "update event set seq = (select max(seq) - 1 from event) where seq = -1",
    ),
    "another program's database": other_database,
}


QUIET = {"a page of noise"}
"""In what opening does not read."""


@pytest.fixture
def learner(memory):
    """A file with a backup, and some answers since."""
    path = memory / "learners" / "me.sqlite3"
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        world.live(book, 1, 40)
        book.keep()
        world.live(book, 2, 9, start=100)
    return path


def test_there_are_thirty_of_them():
    assert len(DAMAGES) >= 30


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_told_kept_untouched_and_given_back(damage, learner):
    with world.opened(learner) as book:
        events, state = list(book.events()), book.state_hash()
    DAMAGES[damage](learner)
    before = world.digest(learner)
    if damage in QUIET:  # found by whoever looks at all of it: the check, and the next backup
        assert not check_file(learner, apply).ok
    for _ in range(0 if damage in QUIET else 2):
        with pytest.raises(StoreTrouble) as caught:
            world.opened(learner)
        assert "\n" not in str(caught.value) and "it was left as it is" in str(caught.value)
        assert "The newest backup that is whole is from 2026-11-22" in str(caught.value)
        assert "answers since: tutor data restore --learner-file" in str(caught.value)
    assert not check_file(learner, apply).ok
    assert world.digest(learner) == before

    best = offer.best(learner).path
    done = restore(learner, best, offer.after_backup(learner, best), world.NOW)
    assert world.digest(done.kept) == before
    with world.opened(learner) as book:
        assert list(book.events()) == events
        assert book.state_hash() == state
    assert check_file(learner, apply).ok


def test_a_file_that_is_gone_is_not_begun_anew_in_silence(learner):
    learner.unlink()
    for told in ("a backup of it is there", "the journal of it is there"):
        with pytest.raises(StoreTrouble, match=told) as caught:
            world.opened(learner)
        assert "tutor data restore" in str(caught.value)
        assert not learner.exists()
        shutil.rmtree(folder_of(learner), ignore_errors=True)
    for each in (journal.place(learner), journal.earlier(learner)):
        each.unlink()
    world.opened(learner).close()


def test_without_a_backup_the_journal_is_offered(memory):
    path = memory / "me.sqlite3"
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        book.record(world.NOW, world.answered(random.Random(1)))
    path.write_bytes(b"junk")
    with pytest.raises(StoreTrouble, match="no backup, but the journal has 1 answer: tutor data restore"):
        world.opened(path)


def test_a_damaged_backup_is_passed_over(learner):
    with world.opened(learner) as book:
        newest = book.keep()
    newest.write_bytes(newest.read_bytes()[:5000])
    learner.write_bytes(b"junk")
    assert offer.best(learner).path != newest
    with pytest.raises(StoreTrouble, match="newest backup that is whole"):
        world.opened(learner)


def test_no_bit_that_flips_passes_for_an_answer(learner):
    world.opened(learner).close()
    with world.opened(learner) as book:
        events = list(book.events())
    content, chance, silent, seen = learner.read_bytes(), random.Random(7), [], 0
    for _ in range(FLIPS):
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        flipped = bytearray(content)
        flipped[place] ^= 1 << bit
        learner.write_bytes(flipped)
        report = check_file(learner, apply)
        seen += not report.ok
        if report.ok:
            with world.opened(learner) as book:
                silent += [place] if list(book.events()) != events else []
    assert silent == []
    assert seen >= FLIPS / 20  # most of a new file is empty pages of tables and indexes, which nothing reads


def test_backups_restore_to_the_very_same_state(memory):
    path, states = memory / "me.sqlite3", {}
    for turn in range(RESTORES):
        with world.opened(path, seed=turn) as book:
            if not turn:
                book.record(world.NOW, world.met())
            world.live(book, turn, 3, start=50 * turn)
            book._db.execute("insert or replace into meta values('restored', ?)", (str(book.length + 1),))  # all stay
            states[book.keep()] = book.state_hash()
    assert len(states) == RESTORES
    for turn, (copy, state) in enumerate(random.Random(1).sample(sorted(states.items()), RESTORES)):
        restore(path, copy, [], world.later(10**6 + turn))
        with world.opened(path) as book:
            assert book.state_hash() == state
            assert book.recovered == 0


def test_what_was_there_before_a_restore_is_a_backup_that_can_be_restored(learner):
    with world.opened(learner) as book:
        state = book.state_hash()
    done = restore(learner, backups_of(learner)[0].path, [], world.NOW)
    with world.opened(learner) as book:
        assert book.state_hash() != state
    restore(learner, done.kept, [], world.NOW)
    with world.opened(learner) as book:
        assert book.state_hash() == state


def test_a_file_that_is_open_elsewhere_is_not_replaced(learner):
    with world.opened(learner) as book:
        book.record(world.later(10**6), world.met("2"))
        with pytest.raises(StoreTrouble, match="already open"):
            restore(learner, backups_of(learner)[0].path, [], world.NOW)
        assert book.check().ok


def test_a_bad_backup_is_not_put_in_place(learner):
    bad = learner.with_name("bad.sqlite3")
    shutil.copy(backups_of(learner)[0].path, bad)
    world.tampered(bad, "update event set at = at + 1 where seq = 3")
    before = world.digest(learner)
    with pytest.raises(StoreTrouble, match="event 3"):
        restore(learner, bad, [], world.NOW)
    assert world.digest(learner) == before
    world.opened(learner).close()
