"""Backups: whole, verified, private, one file each; and a failed one leaves nothing behind."""

import stat

import pytest
import store_world as world

from tutor.core.learner.events import Noted
from tutor.core.learner.fold import apply
from tutor.store import backup as backups
from tutor.store.backup import backup
from tutor.store.check import check_file
from tutor.store.restore import restore
from tutor.store.trouble import StoreTrouble


def test_a_backup_of_an_open_book_is_whole_and_equal(path, tmp_path):
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        world.live(book, 3, 30)
        copy = backup(book, tmp_path / "backups")
        events, state = list(book.events()), book.state_hash()
        book.record(world.later(99_999), world.met("2"))
    assert check_file(copy, apply).ok
    with world.opened(copy) as restored:
        assert list(restored.events()) == events
        assert restored.state_hash() == state
        assert restored.undo(world.later(100_000)) is not None


def test_a_backup_is_one_private_file_in_a_private_folder(book, tmp_path):
    book.record(world.NOW, world.met())
    copy = backup(book, tmp_path / "new" / "backups")
    assert [each.name for each in copy.parent.iterdir()] == ["me-20261122T093000-1.sqlite3"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_the_same_state_is_not_copied_twice(book, tmp_path):
    book.record(world.NOW, world.met())
    copies = {backup(book, tmp_path / "backups") for _ in range(3)}
    book.record(world.later(1), world.met("2"))
    copies.add(backup(book, tmp_path / "backups"))
    assert len(copies) == len(list((tmp_path / "backups").iterdir())) == 2


def test_a_book_in_memory_can_be_kept_too(tmp_path):
    with world.opened(":memory:") as book:
        book.record(world.NOW, world.met())
        copy = backup(book, tmp_path)
    assert check_file(copy, apply).ok


def test_a_damaged_book_is_not_called_a_backup(path, tmp_path):
    world.filled(path, 80)
    world.tampered(path, "update event set at = at + 1 where seq = 3")
    with world.opened(path) as book, pytest.raises(StoreTrouble, match="event 3") as caught:
        backup(book, tmp_path / "backups")
    assert caught.value.code == "damaged"
    assert str(path) in str(caught.value)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_that_comes_out_different_is_not_kept(book, tmp_path, monkeypatch):
    book.record(world.NOW, world.met())
    copy = backups._copy

    def faulty(db, target):
        copy(db, target)
        world.tampered(target, "delete from skill where position = 1")

    monkeypatch.setattr(backups, "_copy", faulty)
    with pytest.raises(StoreTrouble, match="other contents"):
        backup(book, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    assert book.check().ok


def test_a_folder_that_cannot_be_is_told(book, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreTrouble):
        backup(book, tmp_path / "file" / "backups")
    book.record(world.NOW, world.met())


def two_histories(path):
    """A backup, and a book that parted from it before its newest event: as many events, the newest in the same second."""
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        first = book.keep()
        book.record(world.later(5), Noted(about="fractions", text="one history"))
        kept = book.keep()
    restore(path, first, [], world.NOW)
    book = world.opened(path, seed=2)
    book.record(world.later(5), Noted(about="fractions", text="the other one"))
    return book, kept


def newest(path):
    with world.opened(path) as book:
        return book.notes(1)[0].text


def test_a_backup_of_another_history_is_neither_taken_for_this_one_nor_written_over(path):
    book, kept = two_histories(path)
    with book:
        made, again = book.keep(), book.keep()
    assert made != kept and again == made
    assert (newest(kept), newest(made)) == ("one history", "the other one")


def test_a_restore_writes_over_no_backup_of_another_history(path):
    book, kept = two_histories(path)
    book.close()
    done = restore(path, kept, [], world.later(9))
    assert done.kept != kept
    assert (newest(kept), newest(done.kept)) == ("one history", "the other one")
