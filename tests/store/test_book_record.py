"""Recording: on the disk when it returns, all of it or nothing, in the order in which it was said."""

import random
import sqlite3
from datetime import datetime, timedelta, timezone

import pytest
import store_world as world

from tutor.core.learner.events import Answered, LessonSeen, Noted, Undone
from tutor.core.learner.rows import ItemRow, LearnerRow, NoteRow, SkillRow
from tutor.store.trouble import StoreTrouble


def statements(book):
    """What SQLite is told from now on."""
    told = []
    book._db.set_trace_callback(told.append)
    return told


def test_what_was_recorded_is_there_when_the_book_is_opened_again(path, fold):
    with world.opened(path, fold) as book:
        book.record(world.NOW, world.met())
        world.live(book, 1, 30)
        events, state = list(book.events()), book.state_hash()
    with world.opened(path, fold) as again:
        assert list(again.events()) == events
        assert again.state_hash() == state


def test_an_event_carries_its_device_number_time_and_place(book):
    there = timezone(timedelta(hours=5, minutes=45))
    (event,) = book.record(datetime(2026, 11, 22, 15, 15, tzinfo=there), Noted(about="fractions", text="hm"))
    assert (event.device, event.number, event.lamport) == (book.device, 1, 1)
    assert (event.at, event.offset) == (1_795_339_800_000, 345)
    assert event == next(book.events())
    assert book.last_at == event.at
    assert book.length == 1


def test_one_answer_is_one_transaction(book):
    book.record(world.NOW, world.met())
    told = statements(book)
    book.record(world.later(1), world.answered(random.Random(1)))
    words = [each.split()[0].lower() for each in told]
    assert (words[0], words[-1]) == ("begin", "commit")
    assert words.count("begin") == words.count("commit") == 1
    assert book._db.execute("pragma synchronous").fetchone() == (2,)
    assert book._db.execute("pragma journal_mode").fetchone() == ("wal",)


def test_nothing_recorded_is_no_transaction(book):
    told = statements(book)
    assert book.record(world.NOW) == []
    assert told == []


def test_when_the_fold_fails_nothing_remains(path):
    def faulty(rows, event):
        world.small_fold(rows, event)
        if isinstance(event.data, LessonSeen):
            raise ZeroDivisionError

    with world.opened(path, faulty) as book:
        book.record(world.NOW, world.met())
        before, answer = book.state_hash(), world.answered(random.Random(2))
        with pytest.raises(ZeroDivisionError):
            book.record(world.later(1), answer, LessonSeen(skill=world.SKILLS[0], block=0, way="words"))
        assert book.rows.get(LearnerRow, "me") is None
        assert book.length == 1
        assert book.state_hash() == before
        book.record(world.later(2), answer)
        assert book.rows.get(LearnerRow, "me").answers == 1
        assert book.check().ok


def test_a_clock_that_goes_back_changes_nothing_about_the_order(book):
    book.record(world.NOW, world.met())
    times = [world.later(100), world.later(-86_400), world.later(50)]
    for now in times:
        book.record(now, Noted(about="fractions", text=str(now)))
    assert [event.number for event in book.events()] == [1, 2, 3, 4]
    assert [event.data.text for event in book.events(1)] == list(map(str, times))
    assert book.last_at == int(times[-1].timestamp() * 1000)
    assert book.check().ok


@pytest.mark.parametrize("year", [1971, 2037, 2039, 9999])
def test_any_year_can_be_recorded(book, year):
    now = datetime(year, 2, 28, 23, 59, tzinfo=timezone(timedelta(hours=-12)))
    (event,) = book.record(now, Noted(about="fractions", text=""))
    assert event.at == int(now.timestamp()) * 1000
    assert book.check().ok


def test_a_time_without_an_offset_is_refused(book):
    with pytest.raises(ValueError, match="offset"):
        book.record(datetime(2026, 1, 1), world.met())
    assert book.length == 0


def test_undoing_cannot_be_recorded_by_hand(book):
    with pytest.raises(ValueError, match="undo"):
        book.record(world.NOW, Undone(id="0" * 16))
    assert book.length == 0


@pytest.mark.parametrize("statement", ["update event set at = 0", "delete from event"])
def test_the_log_is_never_changed_not_even_by_sql(book, statement):
    book.record(world.NOW, world.met())
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        book._db.execute(statement)


def test_free_text_is_not_in_the_log_but_comes_back_with_it(book):
    book.record(world.NOW, Noted(about="fractions", text="Secret words"))
    (data,) = book._db.execute("select data from event").fetchone()
    assert b"Secret" not in data
    assert book._db.execute("select text from words").fetchone() == ("Secret words",)
    assert next(book.events()).data.text == "Secret words"
    assert next(iter(book.notes())).text == "Secret words"


def test_the_same_words_twice_leave_different_traces(book):
    book.record(world.NOW, Noted(about="a", text="yes"), Noted(about="b", text="yes"))
    seals = [line.data for line in book._log.lines()]
    assert len({bytes(each)[-20:] for each in seals}) == 2


def test_emptied_words_leave_a_sound_log(book):
    book.record(world.NOW, Noted(about="fractions", text="Secret words"))
    book._db.execute("delete from words")
    book.rebuild()
    assert next(book.events()).data.text == ""
    assert book.rows.get(NoteRow, next(book.events()).id).text == ""
    assert book.check().ok


def test_the_same_seed_gives_the_same_file_and_another_one_another():
    books = [world.opened(":memory:", seed=seed) for seed in (7, 7, 8)]
    for book in books:
        book.record(world.NOW, world.met())
        world.live(book, 1, 20)
    one, two, three = (list(book.events()) for book in books)
    assert one == two
    assert {event.id for event in one}.isdisjoint(event.id for event in three)
    assert books[0].device == books[1].device != books[2].device


def test_the_same_seed_on_the_same_file_again_gives_new_ids(path):
    for start in (0, 20, 40):
        with world.opened(path, seed=7) as book:
            world.live(book, 1, 20, start)
    with world.opened(path, seed=7) as book:
        ids = [event.id for event in book.events()]
    assert len(set(ids)) == len(ids)


def test_without_a_seed_ids_are_from_the_system(tmp_path):
    names = set()
    for name in ("a", "b"):
        with world.opened(tmp_path / name, seed=None) as book:
            (event,) = book.record(world.NOW, world.met())
            names |= {event.id, book.device}
    assert len(names) == 4


def test_events_from_a_place_on(book):
    world.live(book, 4, 10)
    everything = list(book.events())
    assert list(book.events(len(everything) - 3)) == everything[-3:]
    assert list(book.events(len(everything))) == []


def test_reading_goes_on_while_something_is_recorded(book):
    world.live(book, 4, 10)
    reader = book.events()
    next(reader)
    book.record(world.later(99_999), Noted(about="fractions", text="meanwhile"))
    assert len(list(reader)) == book.length - 1


def test_many_rows_do_not_fill_the_memory(path, monkeypatch):
    monkeypatch.setattr("tutor.store.projections.KEPT", 100)
    with world.opened(path) as book:
        skill = world.SKILLS[0]
        book.record(world.NOW, world.met())
        answers = [
            Answered(
                item=f"{skill}/i{n}", skill=skill, kind="learn", type="recall", score=1, correct=True, rating="good"
            )
            for n in range(400)
        ]
        for number, answer in enumerate(answers):
            book.record(world.later(number), answer)
        for number in range(400):
            assert book.rows.get(ItemRow, f"{skill}/i{number}").seen == 1
        assert len(book.rows._cache) <= 101
        assert book.check().ok


def test_a_closed_book_may_be_closed_again(path):
    book = world.opened(path)
    book.close()
    book.close()


def test_a_book_is_used_after_an_error_as_before(book):
    book.record(world.NOW, world.met())
    book._db.execute("create trigger t before insert on note begin select raise(abort, 'no'); end")
    with pytest.raises(StoreTrouble):
        book.record(world.later(1), Noted(about="fractions", text="lost"))
    book._db.execute("drop trigger t")
    book.record(world.later(2), Noted(about="fractions", text="kept"))
    assert [row.text for row in book.notes()] == ["kept"]
    assert book.rows.get(SkillRow, world.SKILLS[0]) is not None
    assert book.check().ok
