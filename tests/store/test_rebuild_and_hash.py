"""The log is the truth: folding it anew gives the same state, whatever became of the tables."""

import pytest
import store_world as world
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.learner.events import Noted
from tutor.core.learner.rows import ItemRow, LearnerRow, NoteRow
from tutor.store.book import Book
from tutor.store.fingerprint import canonical


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    back=st.lists(st.integers(0, 20), max_size=3),
    name=st.sampled_from(sorted(world.FOLDS)),
)
def test_folding_anew_changes_nothing(seed, back, name):
    with world.opened(":memory:", world.FOLDS[name]) as book:
        book.record(world.NOW, world.met())
        for number, undos in enumerate(back):
            world.live(book, seed + number, 20, 100 * number)
            for _ in range(undos):
                book.undo(world.later(10**6))
        before = book.state_hash()
        book.rebuild()
        assert book.state_hash() == before
        assert book.check().ok


def test_after_folding_anew_undo_is_as_quick_and_as_exact(book):
    book.record(world.NOW, world.met())
    hashes = [book.state_hash(), *world.live(book, 5, 20)]
    book.rebuild()
    kept = book._db.execute("select count(*) from undo_patch where length(patch) > 0").fetchone()[0]
    assert kept == 20
    for number in range(20):
        book.undo(world.later(10**6))
        assert book.state_hash() == hashes[-2 - number]


def test_a_spoiled_table_is_folded_anew(book):
    book.record(world.NOW, world.met())
    before = world.live(book, 5, 20)[-1]
    for statement in ("delete from skill", "delete from edge", "update learner set answers = 0"):
        book._db.execute(statement)
    assert book.state_hash() != before
    book.rebuild()
    assert book.state_hash() == before
    assert list(book.rows.dependents(world.SKILLS[0])) == [world.SKILLS[1]]


def test_folding_anew_that_fails_leaves_all_as_it_was(path):
    broken = []

    def fold(rows, event):
        if broken:
            raise ZeroDivisionError
        world.small_fold(rows, event)

    with world.opened(path, fold) as book:
        book.record(world.NOW, world.met())
        before = world.live(book, 5, 20)[-1]
        broken.append(True)
        with pytest.raises(ZeroDivisionError):
            book.rebuild()
        assert book.state_hash() == before
        broken.clear()
        assert book.undo(world.later(10**6)) is not None


def test_progress_is_told(book, monkeypatch):
    monkeypatch.setattr("tutor.store.refold.REPORT_EVENTS", 5)
    book.record(world.NOW, world.met())
    world.live(book, 5, 20)
    told = []
    book.rebuild(lambda done, total: told.append((done, total)))
    assert told[-1] == (book.length, book.length)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 3


def test_rows_of_another_fold_are_folded_anew_when_the_file_is_opened(path, monkeypatch):
    """A new release may fold differently; the file says which fold made its rows."""
    world.filled(path)
    folded = []

    def counting(rows, event):
        folded.append(event.id)
        world.real.apply(rows, event)

    world.opened(path, counting).close()
    assert folded == []
    monkeypatch.setattr("tutor.store.book.FOLD", 999)
    told = []
    with Book.open(path, fold=counting, now=world.NOW, progress=lambda done, total: told.append((done, total))) as book:
        assert len(folded) == book.length and told[-1] == (book.length, book.length)
    world.opened(path, counting).close()
    assert len(folded) == told[-1][1]


def test_many_rows_are_written_in_between(book, monkeypatch):
    monkeypatch.setattr("tutor.store.refold.FLUSH_ROWS", 3)
    book.record(world.NOW, world.met())
    before = world.live(book, 5, 20)[-1]
    book.rebuild()
    assert book.state_hash() == before


def put(*rows):
    """A book that knows only these rows."""
    book = world.opened(":memory:", lambda into, event: [into.put(row) for row in rows])
    book.record(world.NOW, Noted(about="", text=""))
    return book.state_hash()


def test_the_order_in_which_rows_came_does_not_count():
    rows = [NoteRow(id=str(number), about="a", text="b") for number in range(5)]
    assert put(*rows) == put(*reversed(rows))


def test_the_hash_rounds_to_a_billionth():
    def row(value):
        return ItemRow(id="a/b/c", skill="a/b", stability=value)

    assert put(row(0.3)) == put(row(0.1 + 0.2)) == put(row(0.3 + 4e-10))
    assert put(row(0.3)) != put(row(0.300000002))
    assert put(row(-0.0)) == put(row(0.0)) == put(row(-1e-12)) == put(row(0))


def test_the_hash_rounds_within_lists_and_mappings_and_their_order_does_not_count():
    def row(ability, pace):
        return LearnerRow(ability=ability, pace=pace)

    assert put(row({"a": 0.3, "b": 2.0}, [1.0])) == put(row({"b": 2, "a": 0.1 + 0.2}, [1]))
    assert put(row({}, [1.0, 2.0])) != put(row({}, [2.0, 1.0]))


def test_any_changed_value_changes_the_hash():
    one = NoteRow(id="1", about="a", text="b", at=5)
    others = [
        NoteRow(id="2", about="a", text="b", at=5),
        NoteRow(id="1", about="ab", text="", at=5),
        NoteRow(id="1", about="a", text="b", at=6),
    ]
    hashes = {put(one), *map(put, others), put(), put(one, others[0])}
    assert len(hashes) == 6


def test_huge_and_odd_numbers_have_a_canonical_form():
    assert canonical(1e300) == 1e300
    assert canonical([2.0, True, "2", None]) == [2, True, "2", None]
