"""Undo: to any depth, across restarts, and the state is exactly what it was."""

import os
import random

import pytest
import store_world as world
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.learner.events import Answered, Noted, Preferred, Undone
from tutor.core.learner.rows import LearnerRow
from tutor.store import undo

# The release run: UNDOS=50.
UNDOS = int(os.environ.get("UNDOS", "8"))


def started(path, fold):
    book = world.opened(path, fold)
    book.record(world.NOW, world.met())
    return book


@settings(max_examples=UNDOS, deadline=None)
@given(seed=st.integers(0, 10**6), back=st.integers(1, 50), name=st.sampled_from(sorted(world.FOLDS)))
def test_as_many_undos_as_there_were_things_lead_back(seed, back, name):
    with started(":memory:", world.FOLDS[name]) as book:
        hashes = [book.state_hash(), *world.live(book, seed, 50)]
        for number in range(back):
            assert book.undo(world.later(60_000 + number)) is not None
            assert book.state_hash() == hashes[-2 - number]
        assert book.check().ok


@settings(max_examples=UNDOS // 2, deadline=None)
@given(seed=st.integers(0, 10**6), back=st.integers(1, 50), name=st.sampled_from(sorted(world.FOLDS)))
def test_also_when_the_images_are_gone_and_the_log_is_folded_anew(seed, back, name):
    with started(":memory:", world.FOLDS[name]) as book:
        hashes = [book.state_hash(), *world.live(book, seed, 50)]
        for number in range(back):
            if number % 7 == 0:
                book._db.execute("delete from undo_patch")
            book.undo(world.later(60_000 + number))
            assert book.state_hash() == hashes[-2 - number]
        assert book.check().ok


@pytest.mark.parametrize("every", [1, 3])
def test_also_across_restarts_and_with_few_images(path, fold, every, monkeypatch):
    monkeypatch.setattr(undo, "SLOTS", 10)
    monkeypatch.setattr("tutor.store.chain_check.SLOTS", 10)
    monkeypatch.setattr("tutor.store.refold.SLOTS", 10)
    with started(path, fold) as book:
        hashes = [book.state_hash(), *world.live(book, 5, 30)]
    for number in range(0, 24, every):
        with world.opened(path, fold) as book:
            for step in range(every):
                book.undo(world.later(60_000 + number))
                assert book.state_hash() == hashes[-2 - number - step]
    with world.opened(path, fold) as book:
        assert book.check().ok


def test_going_on_after_an_undo_is_as_if_the_undone_had_never_been(fold):
    with started(":memory:", fold) as book, started(":memory:", fold) as straight:
        chance = random.Random(9)
        for number in range(40):
            happening = world.mixed(chance)
            book.record(world.later(number), *world.mixed(random.Random(number)))
            book.undo(world.later(number))
            book.record(world.later(number), *happening)
            straight.record(world.later(number), *happening)
        assert book.rows.get(LearnerRow, "me") == straight.rows.get(LearnerRow, "me")
        assert book.all_skills(None) == straight.all_skills(None)


def test_undo_says_what_it_took_back(book):
    (event,) = book.record(world.NOW, Noted(about="fractions", text="hm"))
    assert book.undo(world.later(1)) == event
    assert list(book.events())[-1].data == Undone(id=event.id)


def test_there_is_nothing_to_undo_in_a_new_book(book):
    assert book.undo(world.NOW) is None
    assert book.length == 0


def test_meeting_a_course_is_never_undone(book):
    book.record(world.NOW, world.met())
    assert book.undo(world.later(1)) is None
    assert len(book.all_skills(None)) == len(world.SKILLS)


def test_what_came_before_meeting_a_course_is_undone_behind_it(fold):
    with world.opened(":memory:", fold) as book, world.opened(":memory:", fold) as straight:
        chance = random.Random(1)
        for each in (book, straight):
            each.record(world.NOW, world.met(skills=world.SKILLS[:3]))
        book.record(world.later(1), world.answered(chance))
        for each in (book, straight):
            each.record(world.later(2), world.met("2.0.0"))
        assert isinstance(book.undo(world.later(3)).data, Answered)
        assert book.state_hash() == straight.state_hash()
        assert book.undo(world.later(4)) is None
        assert book.check().ok


def test_what_was_recorded_together_is_taken_back_together(book):
    book.record(world.NOW, world.met())
    before = book.state_hash()
    first, second = book.record(world.later(1), world.answered(random.Random(1)), Preferred(ways=["story"]))
    assert book.undo(world.later(2)) == first
    assert book.state_hash() == before
    assert [event.data.id for event in list(book.events())[-2:]] == [second.id, first.id]
    assert book.undo(world.later(3)) is None


def test_what_was_recorded_with_a_course_is_taken_back_without_it(book):
    book.record(world.NOW, world.met(), Preferred(ways=["story"]))
    assert isinstance(book.undo(world.later(1)).data, Preferred)
    assert book.rows.get(LearnerRow, "me") is None
    assert len(book.all_skills(None)) == len(world.SKILLS)
    assert book.check().ok


def test_images_that_were_damaged_are_not_used(book):
    book.record(world.NOW, world.met())
    before = book.state_hash()
    book.record(world.later(1), world.answered(random.Random(1)))
    (patch,) = book._db.execute("select patch from undo_patch where seq = 2").fetchone()
    spoiled = patch[:-5] + bytes([patch[-5] ^ 4]) + patch[-4:]
    book._db.execute("update undo_patch set patch = ? where seq = 2", (spoiled,))
    book.undo(world.later(2))
    assert book.state_hash() == before


def test_images_of_rows_that_had_other_fields_are_not_used(book, monkeypatch):
    book.record(world.NOW, world.met())
    before = book.state_hash()
    book.record(world.later(1), world.answered(random.Random(1)))
    monkeypatch.setattr(undo, "_SHAPE", b"as it was in another version")
    book.undo(world.later(2))
    assert book.state_hash() == before


def test_an_answer_can_be_replaced_by_another(fold):
    with started(":memory:", fold) as book, started(":memory:", fold) as straight:
        chance = random.Random(4)
        good = world.answered(chance, correct=True, score=1.0, rating="good", text="")
        hard = world.answered(chance, correct=True, score=1.0, rating="hard", text="")
        (event,) = book.record(world.later(1), good)
        (lowered,) = book.amend(world.later(2), event.id, hard)
        straight.record(world.later(2), hard)
        assert lowered.data == hard
        assert book.state_hash() == straight.state_hash()
        assert [type(event.data).__name__ for event in book.events(1)] == ["Answered", "Undone", "Answered"]
        assert book.undo(world.later(3)) == lowered
        with started(":memory:", fold) as as_it_was:
            as_it_was.record(world.later(1), good)
            assert book.state_hash() == as_it_was.state_hash()
        again = book.undo(world.later(4))
        assert again is not None and again.data == good
        assert book.undo(world.later(5)) is None
        assert book.check().ok


@settings(max_examples=UNDOS, deadline=None)
@given(seed=st.integers(0, 10**6), back=st.integers(1, 50), name=st.sampled_from(sorted(world.FOLDS)))
def test_replacements_of_replacements_are_undone_one_by_one(seed, back, name):
    with started(":memory:", world.FOLDS[name]) as book:
        hashes = [book.state_hash(), *world.live(book, seed, 50, amending=0.3)]
        for number in range(back):
            assert book.undo(world.later(60_000 + number)) is not None
            assert book.state_hash() == hashes[-2 - number]
        assert book.check().ok


@settings(max_examples=UNDOS, deadline=None)
@given(seed=st.integers(0, 10**6), which=st.integers(0, 19), name=st.sampled_from(sorted(world.FOLDS)))
def test_an_older_event_can_be_replaced_too_and_all_is_undone_from_there(seed, which, name):
    with started(":memory:", world.FOLDS[name]) as book:
        empty = book.state_hash()
        world.live(book, seed, 20)
        undoable = list(book.events(1))
        old = undoable[which % len(undoable)]
        (new,) = book.amend(world.later(50_000), old.id, Noted(about="fractions", text="instead"))
        assert book.check().ok
        assert book.undo(world.later(50_001)) == new
        assert book.check().ok
        while book.undo(world.later(50_002)):
            pass
        assert book.state_hash() == empty
        assert book.check().ok


def test_only_what_stands_can_be_replaced(book):
    (course,) = book.record(world.NOW, world.met())
    (event,) = book.record(world.NOW, Noted(about="fractions", text="hm"))
    book.undo(world.later(1))
    for id in (course.id, event.id, "0" * 16):
        with pytest.raises(ValueError, match="no such event"):
            book.amend(world.later(2), id, Noted(about="fractions", text="instead"))
    assert book.length == 3
    assert book.check().ok
