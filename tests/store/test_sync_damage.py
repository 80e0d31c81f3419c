"""Syncing through a folder whose files are damaged, whose disk fails, or in which strangers write."""

import errno
import os
import random
import shutil
import sys
from pathlib import Path

import msgspec
import pytest
import store_world as world

from tutor.store import folder as shared
from tutor.store import sources
from tutor.store.sync import sync
from tutor.store.told import Told
from tutor.store.trouble import StoreTrouble


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
