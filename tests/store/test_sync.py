"""Syncing through a folder: each device writes its own files, reads all, and loses nothing to any of them."""

import errno
import json
import os
import random
import shutil
import stat
import sys
from pathlib import Path

import msgspec
import pytest
import store_world as world

from tutor.core.learner.events import Answered, Noted
from tutor.core.learner.rows import NoteRow
from tutor.store import folder as shared
from tutor.store import marks, sources
from tutor.store.backups import backups_of
from tutor.store.forgetting import forget
from tutor.store.sync import OtherLearner, sync, take_in
from tutor.store.told import Told
from tutor.store.trouble import StoreTrouble


class Devices:
    """Computers with a learner's file each, and the folder between them."""

    def __init__(self, place, monkeypatch):
        self.place = place
        self.folder = place / "stick"
        self.folder.mkdir()
        self._patch = monkeypatch
        self._seed = 0

    def path(self, name):
        return self.place / name / "me.sqlite3"

    def open(self, name):
        self._patch.setattr(marks, "machine", lambda: name)
        self._seed += 1
        return world.opened(self.path(name), seed=self._seed)

    def studies(self, name, calls=3):
        with self.open(name) as book:
            if not book.length:
                book.record(world.NOW, world.met())
            world.live(book, self._seed, calls, start=book.length)

    def notes(self, name, text):
        with self.open(name) as book:
            book.record(world.later(book.length), Noted(about=world.SKILLS[0], text=text))

    def syncs(self, name, **options):
        with self.open(name) as book:
            return sync(book, self.folder, **{"join": True, **options})

    def state(self, name):
        with self.open(name) as book:
            assert book.check().findings == []
            return book.state_hash()

    def together(self, *names):
        for name in (*names, *names):
            self.syncs(name)
        return {self.state(name) for name in names}

    def files(self):
        return {each.name: each.read_bytes() for each in self.folder.iterdir() if each.is_file()}

    def file_of(self, name):
        with self.open(name) as book:
            return self.folder / f"tutor-{book.device}.jsonl"


@pytest.fixture
def devices(memory, monkeypatch):
    return Devices(memory, monkeypatch)


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


def flipped(content):
    lines = content.splitlines(keepends=True)
    lines[3] = lines[3].replace(b'"at":1', b'"at":2')
    return b"".join(lines), 4


def cut(content):
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:3]) + lines[3][:40], 4


def without_a_line(content):
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:2] + lines[3:]), 3


def with_a_hostile_line(content):
    lines = content.splitlines(keepends=True)
    hostile = msgspec.json.decode(lines[2], type=Told)
    return b"".join([*lines[:2], msgspec.json.encode(msgspec.structs.replace(hostile, lamport=2**80))]) + b"\n", 3


def with_a_long_line(content):
    return b"".join(content.splitlines(keepends=True)[:2]) + b"x" * 200 + b"\n", 3


DAMAGE = {
    "a changed line": flipped,
    "a half line": cut,
    "a lost line": without_a_line,
    "a hostile line": with_a_hostile_line,
    "junk": with_a_long_line,
    "nothing": lambda content: (b"", 1),
    "half a head": lambda content: (content[:20], 1),
    "a head of other make": lambda content: (b'{"tutor_sync":"\x1b[2J"}\n' + content, 1),
    "a newer head": lambda content: (content.replace(b'"tutor_sync":1', b'"tutor_sync":2', 1), 1),
    "bytes": lambda content: (bytes(range(256)) * 9, 1),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_in_one_file_keeps_back_nothing_but_what_it_struck(devices, damage):
    devices.studies("a", 6)
    devices.syncs("a")
    devices.syncs("b")
    devices.studies("b")
    devices.syncs("b")
    struck = devices.file_of("a")
    content, line = DAMAGE[damage](struck.read_bytes())
    struck.write_bytes(content)
    done = devices.syncs("c")
    assert [(each.file, each.line) for each in done.troubles if each.file == struck.name] == [(struck.name, line)]
    assert len(done.troubles) <= 2 and all(each.why for each in done.troubles)
    assert struck.read_bytes() == content
    assert done.taken >= line - 2
    devices.together("a", "b", "c")  # whoever has what is missing lays it there again
    assert len({devices.state(name) for name in "abc"}) == 1
    assert devices.syncs("d").events == devices.syncs("a").events
    if line > 1 and damage != "a half line":
        assert struck.read_bytes() == content


def test_every_bit_counts(devices):
    devices.studies("a", 3)
    devices.syncs("a")
    whole, path, chance = devices.file_of("a").read_bytes(), devices.file_of("a"), random.Random(1)
    with devices.open("a") as book:
        genuine = {event.id: event for event in book.events()}
    for _ in range(40):
        place = chance.randrange(len(whole))
        content = bytearray(whole)
        content[place] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        with world.opened(":memory:", seed=chance.getrandbits(20)) as book:
            try:
                sync(book, devices.folder, join=True)
            except StoreTrouble:
                continue
            assert all(strip(genuine[event.id]) == strip(event) for event in book.events())
            (devices.folder / f"tutor-{book.device}.jsonl").unlink(missing_ok=True)


def strip(event):
    """An event without its words, which may be kept back where they were struck."""
    data = event.data
    return msgspec.structs.replace(
        event, data=msgspec.structs.replace(data, text="") if hasattr(data, "text") else data
    )


@pytest.mark.parametrize("name", ["tutor-{} (conflicted copy).jsonl", "tutor-{}.sync-conflict-20261122-1-ABC.jsonl"])
def test_a_copy_that_another_program_made_is_read_and_does_no_harm(devices, name):
    devices.studies("a", 6)
    devices.syncs("a")
    file = devices.file_of("a")
    shutil.copy(file, devices.folder / name.format(file.stem.removeprefix("tutor-")))
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:3]))
    assert devices.syncs("b").troubles == []
    assert devices.state("a") == devices.state("b")


def test_what_never_ends_and_what_leads_elsewhere_is_not_opened(devices):
    devices.studies("a")
    devices.syncs("a")
    os.mkfifo(devices.folder / "pipe.jsonl")
    (devices.folder / "link.jsonl").symlink_to("/dev/zero")
    (devices.folder / "folder.jsonl").mkdir()
    (devices.folder / ".hidden.jsonl").write_text("x")
    (devices.folder / "notes.txt").write_text("x")
    done = devices.syncs("b")
    assert {each.file: each.why for each in done.troubles} == dict.fromkeys(
        ["pipe.jsonl", "link.jsonl", "folder.jsonl"], "it is not a plain file"
    )
    assert devices.state("a") == devices.state("b")


def test_a_line_that_was_cut_off_by_its_own_device_is_gone_on_with(devices):
    devices.studies("a", 6)
    devices.syncs("a")
    file = devices.file_of("a")
    whole = file.read_bytes()
    for size in (0, 10, len(whole.splitlines()[0]) + 1, 500, len(whole) - 1):
        file.write_bytes(whole[:size])
        assert devices.syncs("a").troubles == []
        assert devices.files() == {file.name: whole}


def test_a_disk_that_fails_is_told_and_a_second_try_goes_on(devices, monkeypatch):
    devices.studies("a", 6)
    devices.studies("b")
    devices.syncs("b")
    real, left = os.write, [50]

    def full(file, data):
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = real(file, data[: left[0]])
        left[0] -= written
        return written

    with monkeypatch.context() as patch:
        patch.setattr(shared.os, "write", full)
        left[0] = 10**9
        devices.notes("a", "one more")
        with devices.open("a") as book:
            left[0] = 300
            with pytest.raises(StoreTrouble, match=r"could not be written \(No space left on device\); your own file"):
                sync(book, devices.folder, join=True)
            left[0] = 10**9
    assert devices.file_of("a").stat().st_size > 0
    assert len(devices.together("a", "b")) == 1
    assert devices.syncs("c").troubles == []
    assert devices.state("c") == devices.state("a")


@pytest.mark.parametrize("call", ["open", "fsync", "fstat"])
def test_a_folder_that_may_not_be_written_is_told_and_what_was_taken_in_stays(devices, monkeypatch, call):
    devices.studies("a")
    devices.together("a", "b")
    devices.studies("b")
    with devices.open("b") as book:
        real = os.open

        def closed(path, flags, *mode, **more):
            if flags & os.O_APPEND and "stick" in str(path):
                raise OSError(errno.EROFS, "Read-only file system")
            return real(path, flags, *mode, **more)

        def failing(file):
            raise OSError(errno.EIO, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(shared.os, call, closed if call == "open" else failing)
            with pytest.raises(StoreTrouble, match="could not be written"):
                sync(book, devices.folder, join=True)
        events = book.length
    assert devices.syncs("b").events == events
    assert len(devices.together("a", "b")) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what a file is called")
def test_a_file_that_the_disk_fails_to_give_is_told_and_the_others_count(devices, monkeypatch):
    for name in "ab":
        devices.studies(name)
        devices.syncs(name)
    bad, real = devices.file_of("a").name, sources.os.fdopen

    class Failing:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.file.close()

        def readline(self, most):
            raise OSError(errno.EIO, "Input/output error")

    def opened(number, mode):
        file = real(number, mode)
        return Failing(file) if Path(f"/proc/self/fd/{number}").readlink().name == bad else file

    with devices.open("c") as book, monkeypatch.context() as patch:
        patch.setattr(sources.os, "fdopen", opened)
        done = sync(book, devices.folder, join=True)
        assert [(each.file, each.why) for each in done.troubles] == [(bad, "it cannot be read (Input/output error)")]
        assert done.taken > 0


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


def test_a_copied_file_goes_on_under_a_name_of_its_own(devices):
    devices.studies("a")
    devices.path("b").parent.mkdir()
    shutil.copy(devices.path("a"), devices.path("b"))
    with devices.open("a") as book:
        first = book.device
    with devices.open("b") as book:
        assert book.device != first
        second = book.device
    with devices.open("b") as book:
        assert book.device == second
    devices.studies("a")
    devices.studies("b")
    assert devices.syncs("a", join=False).branches == devices.syncs("b", join=False).branches == []
    assert len(devices.together("a", "b")) == 1


def test_a_file_from_before_places_were_noted_keeps_its_name(devices):
    devices.studies("a")
    with devices.open("a") as book:
        name = book.device
        book._db.execute("delete from meta where key = 'home'")
    with devices.open("a") as book:
        assert book.device == name


def forked(devices):
    """Two computers that cannot be told apart, and each went on with the same file."""
    devices._patch.setattr("tutor.store.book.home_of", lambda path: "the same")
    devices.studies("a")
    devices.syncs("a")
    devices.path("b").parent.mkdir()
    shutil.copy(devices.path("a"), devices.path("b"))


@pytest.mark.parametrize("first", ["a", "b"])
@pytest.mark.parametrize("behind", [False, True])
def test_a_history_that_went_on_in_two_places_is_kept_with_both(devices, first, behind):
    forked(devices)
    devices.notes("a", "at home")
    devices.notes("b", "at school")
    devices.studies("b", 4)
    if not behind:
        devices.studies("a", 6)
    second = "ab".replace(first, "")
    devices.syncs(first)
    told = devices.syncs(second)
    assert told.branches
    assert len(devices.together("a", "b", "c")) == 1
    with devices.open("c") as book:
        texts = {each.data.text for each in book.events() if isinstance(each.data, Noted)}
        assert {"at home", "at school"} <= texts
    devices.studies("a")
    devices.studies("b")
    assert len(devices.together("c", "b", "a", "d")) == 1
    assert devices.syncs("a").branches == []


@pytest.mark.parametrize("goes_on", [False, True])
def test_who_finds_that_another_goes_on_under_its_name_takes_a_new_one(devices, goes_on):
    forked(devices)
    devices.studies("a")
    devices.syncs("a")
    if goes_on:
        devices.studies("b")
    devices.syncs("b")
    assert devices.file_of("a") != devices.file_of("b")
    devices.studies("a")
    devices.studies("b")
    assert [devices.syncs(name).branches for name in "abab"] == [[]] * 4
    assert devices.state("a") == devices.state("b")


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


def test_events_that_cannot_be_reckoned_with_are_left_out_with_their_file(devices, monkeypatch):
    devices.studies("a")
    devices.notes("a", "poison")
    devices.syncs("a")
    devices.studies("b")
    devices.syncs("b")

    def fold(rows, event):
        if getattr(event.data, "text", "") == "poison":
            raise OverflowError
        world.real.apply(rows, event)

    with world.opened(devices.path("c"), fold) as book:
        done = sync(book, devices.folder, join=True)
        assert [each.file for each in done.troubles] == [devices.file_of("a").name]
        assert done.taken > 3 and book.check().findings == []


def test_a_file_and_a_backup_and_an_export_can_be_taken_in(devices):
    devices.studies("a", 5)
    with devices.open("a") as book:
        backup = book.keep()
        folder = devices.place / "export"
        lines = next(each for each in book.export(folder) if each.name.startswith("tutor-"))
    devices.notes("a", "since")
    for name, file in (("b", lines), ("c", backup), ("d", devices.path("a"))):
        with devices.open(name) as book:
            done = take_in(book, file, join=True)
            assert (done.taken, done.troubles) == (done.events, []) and book.check().findings == []
    with devices.open("b") as book:
        assert take_in(book, devices.path("a")).taken == 1
    assert devices.state("a") == devices.state("b") == devices.state("d")


def test_a_damaged_file_is_taken_in_as_far_as_it_is_whole(devices):
    devices.studies("a", 8)
    with devices.open("a") as book:
        events = book.length
    world.tampered(devices.path("a"), "update event set at = at + 1 where seq = 5")
    before = world.digest(devices.path("a"))
    with devices.open("b") as book:
        done = take_in(book, devices.path("a"), join=True)
        assert done.taken == 4 < events and [each.line for each in done.troubles] == [5]
    assert world.digest(devices.path("a")) == before


COUNTING = "with recursive c(x) as (select 1 union all select x + 1 from c)"


@pytest.mark.parametrize(
    "changes",
    [
        ["alter table event rename to log", f"create view event as {COUNTING} select log.* from log, c"],
        ["alter table meta rename to facts", f"create view meta as {COUNTING} select 'learners' key, x value from c"],
        ["alter table words add column more text as (upper(text))"],
        ["drop table device"],
    ],
)
def test_a_file_whose_tables_would_be_reckoned_is_not_read(devices, changes):
    devices.studies("a")
    world.tampered(devices.path("a"), *changes)
    with devices.open("b") as book, pytest.raises(StoreTrouble, match="its tables are none of a learner's"):
        take_in(book, devices.path("a"), join=True)


@pytest.mark.parametrize("name", ["me.sqlite3", "events.jsonl", "picture.png", "nothing.jsonl", "pipe", "."])
def test_what_cannot_be_taken_in_is_told(devices, name):
    devices.studies("a")
    file = devices.path("a").parent / name
    if name.endswith((".jsonl", ".png")) and "nothing" not in name:
        file.write_text('{"number": 1}\n')
    if name == "pipe":
        os.mkfifo(file)  # nobody ever writes into it
    with devices.open("a") as book, pytest.raises(StoreTrouble) as caught:
        take_in(book, file)
    assert str(file) in str(caught.value) and str(caught.value).endswith(".")
