"""The journal: what was done since the last backup, readable without SQLite, never mixed with another's."""

import errno
import json
import random
import shutil
from pathlib import Path

import pytest
import store_world as world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.core.learner.events import Noted
from tutor.core.learner.fold import apply
from tutor.store import journal, offer
from tutor.store.backup import backup
from tutor.store.check import check_file
from tutor.store.restore import restore
from tutor.store.trouble import StoreTrouble


def lines(path):
    return [json.loads(line) for line in journal.place(path).read_text("utf-8").splitlines()]


def test_each_event_is_a_line_with_its_words_after_the_commit(path):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        book.record(world.later(1), Noted(about="fractions", text="Æther\nand ½"))
        head, met, noted = lines(path)
        assert head == {"journal": 1, "device": book.device, "after": 0, "tip": ""}
        assert met["data"]["event"] == "met" and "text" not in met
        assert noted["text"] == "Æther\nand ½" and noted["data"]["text"].startswith("words:")
        assert [each["seq"] for each in (met, noted)] == [1, 2]


def test_what_failed_is_not_in_it(book, path, monkeypatch):
    book.record(world.NOW, world.met())
    before = journal.place(path).read_bytes()
    with pytest.raises(ZeroDivisionError):
        monkeypatch.setattr(book, "_fold", lambda rows, event: 1 / 0)
        book.record(world.later(1), world.met("2"))
    assert journal.place(path).read_bytes() == before
    monkeypatch.undo()
    book.record(world.later(1), world.met("3"))
    assert [line["seq"] for line in lines(path)[1:]] == [1, 2]


def test_a_backup_begins_it_anew_and_the_one_before_stays_for_one_damaged_backup(path):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        world.live(book, 1, 20)
        first = book.keep()
        world.live(book, 2, 20, start=100)
        second = book.keep()
        assert len(lines(path)) == 1
        world.live(book, 3, 5, start=200)
        state, events = book.state_hash(), list(book.events())
    second.write_bytes(b"damaged")
    path.write_bytes(b"damaged")
    found = offer.after_backup(path, first)
    assert "answers since" in offer.way_out(path)
    restore(path, first, found, world.later(9999))
    with world.opened(path) as book:
        assert list(book.events()) == events
        assert book.state_hash() == state
        assert book.undo(world.later(10**6)) is not None
    assert check_file(path, apply).ok


def test_a_backup_elsewhere_leaves_the_journal(path, tmp_path):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        backup(book, tmp_path / "stick")
        assert len(lines(path)) == 2


def test_without_any_backup_the_journal_alone_is_enough(path):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        world.live(book, 4, 40, amending=0.2)
        book.undo(world.later(99_999))
        state, events, device = book.state_hash(), list(book.events()), book.device
    path.write_bytes(b"nothing")
    restore(path, None, offer.from_the_start(path), world.NOW)
    with world.opened(path) as book:
        assert list(book.events()) == events
        assert book.state_hash() == state
        assert book.device != device, "what was done since may lie in a folder, under the old name"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95, 1.0])
def test_a_torn_journal_gives_what_was_before_the_tear_and_is_mended_at_the_next_opening(path, share):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        world.live(book, 5, 30)
        events = list(book.events())
    content = journal.place(path).read_bytes()
    torn = content[: int(len(content) * share) - 3] + b"\0" * 700
    journal.place(path).write_bytes(torn)
    found = offer.from_the_start(path)
    assert [line.id for line in found] == [event.id for event in events[: len(found)]]
    world.opened(path).close()
    assert journal.place(path).read_bytes() == content


@pytest.mark.parametrize("damage", [lambda line: b"", lambda line: b"\0" * len(line)])
def test_a_journal_with_a_hole_is_mended_at_the_next_opening(path, damage):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        world.live(book, 5, 30)
    content = journal.place(path).read_bytes()
    whole = content.splitlines(keepends=True)
    journal.place(path).write_bytes(b"".join([*whole[:9], damage(whole[9]), *whole[10:]]))
    world.opened(path).close()
    assert journal.place(path).read_bytes() == content


@pytest.mark.parametrize("tail", [1, 2_000, journal.TAIL])
def test_what_a_file_lost_comes_back_from_its_journal_when_it_is_opened(path, tmp_path, monkeypatch, tail):
    """The disk lied, or somebody put an older copy in its place."""
    monkeypatch.setattr(journal, "TAIL", tail)
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        world.live(book, 6, 10)
    shutil.copy(path, tmp_path / "older")
    with world.opened(path) as book:
        world.live(book, 7, 10, start=50)
        state, length = book.state_hash(), book.length
    shutil.copy(tmp_path / "older", path)
    with world.opened(path) as book:
        assert book.recovered > 0
        assert (book.state_hash(), book.length) == (state, length)


def test_the_journal_of_another_learner_is_put_aside_and_nothing_of_it_is_taken(tmp_path):
    one, other = tmp_path / "one.sqlite3", tmp_path / "other.sqlite3"
    for path, seed, calls in ((one, 1, 5), (other, 2, 30)):
        with world.opened(path, seed=seed) as book:
            book.record(world.NOW, world.met())
            world.live(book, seed, calls)
    with world.opened(one) as book:
        length = book.length
    foreign = journal.place(other).read_bytes()
    journal.place(one).write_bytes(foreign)
    with world.opened(one, seed=3) as book:
        assert (book.length, book.recovered) == (length, 0)
        book.record(world.later(10**6), world.met("2"))
        assert [line.get("seq") for line in lines(one)] == [None, length + 1]
    (aside,) = tmp_path.glob("*.other")
    assert aside.read_bytes() == foreign


def test_two_histories_that_part_are_never_mixed(path, tmp_path):
    """The same file goes on in two places, as after copying it to another computer."""
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
    twin = tmp_path / "twin.sqlite3"
    shutil.copy(path, twin)
    for each, seed in ((path, 1), (twin, 2)):
        with world.opened(each, seed=seed + 10) as book:
            world.live(book, seed, 10 * seed)
    journal.place(path).write_bytes(journal.place(twin).read_bytes())
    with world.opened(path) as book:
        assert book.recovered == 0
        assert book.check().ok
    assert list(path.parent.glob("*.other"))


def test_a_journal_that_cannot_be_written_stops_nobody_and_is_made_up_for(path, monkeypatch):
    def full(*things):
        raise OSError(28, "No space left on device")

    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        monkeypatch.setattr(journal, "_write", full)
        world.live(book, 8, 5)
        assert len(lines(path)) == 2
        monkeypatch.undo()
        book.record(world.later(99_999), world.met("2"))
        assert len(lines(path)) == book.length + 1


def test_a_book_in_memory_has_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with world.opened(":memory:") as book:
        book.record(world.NOW, world.met())
        assert book.keep() is None
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.integers(0, 4000), st.booleans())
def test_whatever_stands_in_a_journal_the_file_opens_and_nothing_false_is_taken_in(memory, junk, place, tail):
    path = world.filled(memory / f"{random.random()}" / "me.sqlite3", 6)
    with world.opened(path) as book:
        world.live(book, 9, 3, start=50)
        events = list(book.events())
    content = journal.place(path).read_bytes()
    journal.place(path).write_bytes(content[:place] + junk + (content[place:] if tail else b""))
    taken = offer.from_the_start(path) + offer.after_backup(path, path)
    assert {line.id for line in taken} <= {event.id for event in events}
    with world.opened(path) as book:
        assert list(book.events()) == events


@pytest.mark.parametrize("first", [b'{"a":' + b"[" * 20_000, b"[" * 20_000, b'{"journal": "\xff"}', b"\x00", b"null"])
def test_a_journal_whose_first_line_is_nonsense_is_put_aside_and_the_file_opens(path, first):
    with world.opened(path) as book:
        world.live(book, 1, 3)
        events = list(book.events())
    journal.place(path).write_bytes(first + b"\n")
    assert offer.from_the_start(path) == []
    with world.opened(path) as book:
        assert list(book.events()) == events
        assert len(lines(path)) == 1
    (aside,) = path.parent.glob("*.other")
    assert aside.read_bytes() == first + b"\n"


def test_a_hole_far_from_its_end_is_mended_by_the_next_backup_so_that_an_earlier_one_and_the_journal_are_enough(
    path, monkeypatch
):
    monkeypatch.setattr(journal, "TAIL", 1_000)
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        first = book.keep()
        world.live(book, 1, 30)
        events, state = list(book.events()), book.state_hash()
    content = journal.place(path).read_bytes()
    lines = content.splitlines(keepends=True)
    journal.place(path).write_bytes(b"".join([*lines[:5], b"?" * (len(lines[5]) - 1) + b"\n", *lines[6:]]))
    with world.opened(path) as book:
        assert len(list(journal.lines_of(journal.place(path)))) == 4, "opening does not look so far back"
        newest = book.keep()
    assert journal.earlier(path).read_bytes() == content
    path.unlink()
    newest.unlink()
    restore(path, first, offer.after_backup(path, first), world.NOW)
    with world.opened(path) as book:
        assert list(book.events()) == events
        assert book.state_hash() == state


def refused(*_):
    raise OSError(errno.EIO, "Input/output error")


def test_a_journal_that_the_disk_does_not_give_is_not_taken_for_none(path, monkeypatch):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        first = book.keep()
        world.live(book, 1, 5)
        events = list(book.events())
    before = journal.place(path).read_bytes()
    with monkeypatch.context() as failing:
        failing.setattr(journal, "_opened", refused)
        for ask in (lambda: offer.after_backup(path, first), lambda: offer.from_the_start(path)):
            with pytest.raises(StoreTrouble, match=r"cannot be read now.*--without-journal"):
                ask()
        assert str(first) not in offer.way_out(path) and offer.left_of(path)
        with world.opened(path) as book:
            assert list(book.events()) == events
    assert journal.place(path).read_bytes() == before
    assert not list(path.parent.glob("*.other"))
    assert len(offer.after_backup(path, first)) == len(events) - 1


@pytest.mark.parametrize("journal_too", [True, False])
def test_when_a_journal_cannot_go_after_its_lines_are_in_place_that_is_no_failure(path, journal_too, monkeypatch):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        first = book.keep()
        world.live(book, 1, 5)
        events = list(book.events())
    path.write_bytes(b"damaged")
    lines = offer.after_backup(path, first) if journal_too else []
    unlink = Path.unlink
    with monkeypatch.context() as failing:
        failing.setattr(Path, "unlink", lambda self, **how: refused() if "journal" in self.name[-11:] and
                        not self.name.endswith("-journal") else unlink(self, **how))  # fmt: skip
        if journal_too:
            restore(path, first, lines, world.NOW)
        else:
            with pytest.raises(StoreTrouble):
                restore(path, first, lines, world.NOW)
    if not journal_too:
        restore(path, first, lines, world.NOW)
    with world.opened(path) as book:
        assert list(book.events()) == (events if journal_too else events[:1])
        assert book.check().findings == []
