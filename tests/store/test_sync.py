"""Syncing through a folder: each device writes its own files, reads all, and loses nothing to any of them."""

import json
import random
import shutil
import stat

import pytest
import store_world as world

from tutor.core.learner.events import Answered
from tutor.core.learner.rows import NoteRow
from tutor.store.backups import backups_of
from tutor.store.forgetting import forget
from tutor.store.sync import OtherLearner, sync
from tutor.store.trouble import StoreTrouble


def test_what_one_did_the_other_knows(devices):
    devices.studies("a")
    assert devices.syncs("a").sent > 0
    taken = devices.syncs("b")
    assert (taken.sent, taken.files, taken.troubles) == (0, 1, [])
    assert devices.state("a") == devices.state("b")
    devices.studies("b")
    devices.studies("a")
    assert len(devices.together("a", "b")) == 1


def test_a_device_writes_only_its_own_file_and_closes_it_to_others(devices):
    devices.studies("a")
    devices.studies("b")
    devices.syncs("a")
    before = devices.files()
    devices.syncs("b")
    after = devices.files()
    assert {name: after[name] for name in before} == before
    assert set(after) == {devices.file_of("a").name, devices.file_of("b").name}
    assert stat.S_IMODE(devices.file_of("b").stat().st_mode) == 0o600


def test_what_is_there_is_only_ever_added_to_and_left_alone_where_nothing_is_new(devices):
    devices.studies("a")
    devices.syncs("a")
    first = devices.file_of("a").read_bytes()
    devices.studies("a")
    assert devices.syncs("a").sent > 0
    assert devices.file_of("a").read_bytes().startswith(first)
    devices.together("a", "b")
    before = {each: (each.read_bytes(), each.stat().st_mtime_ns) for each in devices.folder.iterdir()}
    for name in "ab":
        done = devices.syncs(name)
        assert (done.taken, done.sent, done.backup) == (0, 0, None)
    assert {each: (each.read_bytes(), each.stat().st_mtime_ns) for each in devices.folder.iterdir()} == before


def test_a_person_can_read_what_lies_there(devices):
    devices.notes("a", "Æther and ½")
    devices.syncs("a")
    head, noted = (json.loads(line) for line in devices.file_of("a").read_text("utf-8").splitlines())
    assert (head["tutor_sync"], len(head["device"])) == (1, 8)
    assert noted["text"] == "Æther and ½" and noted["data"]["text"].startswith("words:")
    assert noted["device"] == head["device"] and noted["number"] == noted["lamport"] == 1


def test_before_anything_changes_there_is_a_backup_of_it(devices):
    devices.studies("a")
    devices.studies("b")
    state = devices.state("b")
    devices.syncs("a")
    done = devices.syncs("b")
    assert done.backup in [each.path for each in backups_of(devices.path("b"))]
    with world.opened(done.backup) as book:
        assert book.state_hash() == state


def test_a_folder_that_is_not_there_is_told(devices):
    with devices.open("a") as book, pytest.raises(StoreTrouble, match="make the folder, or see that its disk is there"):
        sync(book, devices.place / "gone")


def test_while_a_session_is_open_nothing_is_synced(devices):
    devices.studies("a")
    with devices.open("a"), pytest.raises(StoreTrouble, match="already open in another window"):
        devices.syncs("a")


def test_a_file_of_another_learner_is_never_mixed_in(devices):
    devices.studies("a")
    devices.syncs("a")
    devices.studies("b")
    before = devices.state("b")
    with pytest.raises(OtherLearner, match="belongs to a learner who is not known here"):
        devices.syncs("b", join=False)
    assert devices.state("b") == before and len(devices.files()) == 1
    with pytest.raises(OtherLearner, match="nothing happened here yet"):
        devices.syncs("c", join=False)
    devices.syncs("b")
    devices.syncs("b", join=False)
    devices.syncs("a", join=False)
    assert devices.state("a") == devices.state("b") != before


def test_another_learners_file_among_ones_own_is_left_alone(devices):
    devices.studies("a")
    devices.syncs("a")
    elsewhere = devices.folder.with_name("other")
    elsewhere.mkdir()
    devices.studies("b")
    with devices.open("b") as book:
        sync(book, elsewhere)
    (stray,) = elsewhere.iterdir()
    shutil.move(stray, devices.folder)
    before = devices.state("a")
    assert [(each.file, each.why) for each in devices.syncs("a", join=False).troubles] == [
        (stray.name, "it is of another learner")
    ]
    assert devices.state("a") == before
    with pytest.raises(OtherLearner, match="several learners"):
        devices.syncs("c")


def test_who_joined_two_histories_may_use_both_folders(devices):
    other = devices.folder.with_name("other")
    other.mkdir()
    devices.studies("a")
    devices.studies("b")
    devices.syncs("a")
    with devices.open("b") as book:
        sync(book, other)
    devices.syncs("b", join=True)
    with devices.open("b") as book:
        assert sync(book, other).troubles == []
    assert devices.syncs("b", join=False).sent == 0


def test_what_was_done_here_counts_after_all_that_was_seen(devices):
    devices.studies("a", 20)
    devices.syncs("a")
    devices.studies("b", 1)
    devices.syncs("b")
    with devices.open("b") as book:
        seen = max(event.lamport for event in book.events())
        (event,) = book.record(world.later(9), world.answered(random.Random(1)))
        assert event.lamport == seen + 1


def test_the_newest_is_taken_back_wherever_it_was_done(devices):
    devices.studies("a", 5)
    devices.syncs("a")
    devices.syncs("b")
    devices.notes("b", "to be taken back")
    devices.together("a", "b")
    with devices.open("a") as book:
        assert [note.text for note in book.notes()].count("to be taken back") == 1
        taken_back = book.undo(world.later(10**6))
        assert taken_back.data.text == "to be taken back"
    devices.together("a", "b")
    for name in "ab":
        with devices.open(name) as book:
            assert "to be taken back" not in [note.text for note in book.notes()]


def test_an_answer_replaced_on_one_device_counts_again_when_another_takes_that_back(devices):
    devices.studies("a", 2)
    with devices.open("a") as book:
        right = {"kind": "learn", "item": f"{world.SKILLS[0]}/item-1", "skill": world.SKILLS[0]}
        (old,) = book.record(world.later(10**5), world.answered(random.Random(1), score=0.25, **right))
        before = book.state_hash()
        book.amend(world.later(10**5), old.id, world.answered(random.Random(1), score=0.75, **right))
    devices.together("a", "b")
    with devices.open("b") as book:
        assert book.undo(world.later(10**6)).data.score == 0.75
        scores = [each.data.score for each in book.events() if isinstance(each.data, Answered)]
        assert scores.count(0.25) == 2 and book.state_hash() == before
    assert len(devices.together("a", "b")) == 1


def test_the_same_taken_back_on_two_devices_is_taken_back_once(devices):
    devices.studies("a", 5)
    devices.together("a", "b")
    for name in "ab":
        with devices.open(name) as book:
            book.undo(world.later(10**6))
    assert len(devices.together("a", "b")) == 1
    with devices.open("a") as book:
        assert book.check().findings == []


def test_words_travel_and_what_was_emptied_stays_empty(devices):
    devices.notes("a", "a secret")
    devices.together("a", "b")
    with devices.open("a") as book:
        assert forget(book).texts == 1
        assert book.check().findings == []
    devices.notes("b", "another")
    devices.together("a", "b")
    texts = {}
    for name in "ab":
        with devices.open(name) as book:
            texts[name] = {note.text for note in book.notes()}
    assert texts == {"a": {"", "another"}, "b": {"a secret", "another"}}


def test_words_that_a_device_lacks_are_filled_in(devices):
    devices.notes("a", "kept")
    devices.syncs("a")
    file = devices.file_of("a")
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b'"text":"kept"', b'"text":"lost"'))
    done = devices.syncs("b")
    assert [each.why for each in done.troubles] == ["its words are not those that were written"]
    with devices.open("b") as book:
        assert [note.text for note in book.notes()] == [""]
    devices.syncs("a")
    devices.syncs("b")
    with devices.open("b") as book:
        assert book.rows.get(NoteRow, book.notes()[0].id).text == "kept"


def test_words_that_were_lacking_when_all_were_forgotten_do_not_come_later(devices):
    devices.notes("a", "a secret")
    devices.syncs("a")
    file = devices.file_of("a")
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b'"text":"a secret"', b'"text":"lost"'))
    devices.syncs("b")
    with devices.open("b") as book:
        assert forget(book).texts == 0
    file.write_bytes(whole)
    devices.syncs("b")
    with devices.open("b") as book:
        assert [note.text for note in book.notes()] == [""]
        assert book.check().findings == []


def test_after_going_back_to_a_backup_the_rest_comes_back_with_the_next_sync(devices):
    from tutor.store.restore import restore

    devices.studies("a")
    with devices.open("a") as book:
        kept = book.keep()
        events = book.length
    devices.studies("a")
    devices.syncs("a")
    state, file = devices.state("a"), devices.file_of("a")
    restore(devices.path("a"), kept, [], world.NOW)
    with devices.open("a") as book:
        assert book.length == events
    assert devices.file_of("a") != file, "what came after may be elsewhere under the old name"
    assert devices.syncs("a", join=False).branches == []
    assert devices.state("a") == state
