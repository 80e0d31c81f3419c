"""What was answered in Anki goes into the learner's file: once, as its own scheduler takes it."""

import pytest
from anki_files import BASIC, CLOZE, Deck
from foreign_files import brought_of, told
from typer.testing import CliRunner

from tutor.cli.app import app
from tutor.core.learner.fold import apply
from tutor.core.learner.rows import ItemRow
from tutor.packs import shipped
from tutor.store.book import Book

START = 1_700_000_000_000
DAY = 86_400_000
NOW = "2024-06-01T12:00:00+00:00"


def deck():
    made = Deck("Words").note(BASIC, "oui", "yes").note(CLOZE, "{{c1::a}} {{c2::b}}", "", cards=(0, 1))
    made.review(START, 0, 3, sort=0).review(START + 3 * DAY, 0, 1).review(START + 3 * DAY + 600_000, 0, 3, sort=2)
    return made.review(START + 5 * DAY, 1, 4, sort=0)


@pytest.mark.parametrize(
    ("scheduler", "sort", "button", "rating"),
    [(1, 0, 2, "good"), (1, 0, 3, "easy"), (1, 0, 1, "again"), (1, 1, 2, "hard"), (2, 0, 2, "hard"), (1, 2, 2, "good")],
)
def test_buttons_of_the_first_scheduler_mean_what_they_meant(tmp_path, scheduler, sort, button, rating):
    made = Deck(scheduler=scheduler).note(BASIC, "oui", "yes").review(START, 0, button, sort=sort)
    [review] = brought_of(made.write(tmp_path / "a.apkg"), with_reviews=True).reviews
    assert (review.rating, review.at, review.seconds, review.first) == (rating, START, 5.0, sort == 0)


def test_rows_that_say_nothing_of_the_memory_are_told(tmp_path):
    made = Deck().note(BASIC, "oui", "yes").note(BASIC, "non", "no")
    made.review(START, 0, 3, sort=0).review(START + 1, 0, 0, sort=4, factor=0).review(START + 2, 0, 3, factor=-7)
    made.review(START + 3, 0, 3, sort=3, factor=0).review(START + 4, 0, 0, sort=4).review(START + 5, 0, 5)
    made.review(START + 6, 7, 3).review(17, 1, 3).review(START + 8, 1, 2, sort=3, milliseconds=-1)
    brought = brought_of(made.write(tmp_path / "a.apkg"), with_reviews=True)
    assert told(brought) == [
        ("LOG-TIME", "row 17"),
        ("ANKI-RESET", f"row {START}"),
        ("ANKI-MANUAL", f"row {START + 1}"),
        ("ANKI-CRAM", f"row {START + 3}"),
        ("LOG-RATING", f"row {START + 5}"),
        ("ANKI-GONE", f"row {START + 6}"),
    ]
    assert [(one.rating, one.seconds) for one in brought.reviews] == [("good", 5.0), ("hard", None)]


class Computer:
    """A home of its own, and commands in this process."""

    def __init__(self, folder, monkeypatch):
        self.folder = folder
        monkeypatch.setenv("TUTOR_HOME", str(folder / "home"))
        monkeypatch.setenv("TUTOR_NOW", NOW)
        (folder / "none").mkdir()
        monkeypatch.setattr(shipped, "courses_folder", lambda: folder / "none")

    def bring(self, made, *more):
        package = made.write(self.folder / "words.apkg")
        words = ["import", str(package), "--to", str(self.folder / "words"), "--with-reviews", *more]
        return CliRunner().invoke(app, words)

    def items(self, learner="me"):
        from tutor.cli.opening import local_time

        with Book.open(self.folder / "home/learners" / f"{learner}.sqlite", fold=apply, now=local_time()) as book:
            return {key: book.rows.get(ItemRow, key) for key in book.rows.keys(ItemRow, "words/")}, book.length


@pytest.fixture
def computer(tmp_path, monkeypatch):
    return Computer(tmp_path, monkeypatch)


def test_answers_are_taken_over_once_and_a_newer_package_adds_its_own(computer):
    made = deck()
    first = computer.bring(made)
    assert first.exit_code == 0, first.output
    assert "Answers taken over into the file of learner me: 4 (0 were there already)." in first.stderr
    rows, length = computer.items()
    oui, gap = sorted(rows.values(), key=lambda row: row.first_at)
    assert (oui.reps, oui.lapses, oui.reviewed_at, gap.reps) == (3, 1, START + 3 * DAY + 600_000, 1)
    assert "of learner me: 0 (4 were there already)." in computer.bring(made).stderr
    assert computer.items()[1] == length
    assert "of learner me: 1 (4 were there already)" in computer.bring(made.review(START + 9 * DAY, 0, 3)).stderr
    rows, _ = computer.items()
    assert min(rows.values(), key=lambda row: row.first_at).reps == 4


def test_an_answer_from_before_the_newest_one_here_is_left_out(computer):
    made = deck()
    computer.bring(made)
    again = computer.bring(made.review(START + DAY, 0, 3).review(START + 3_000 * DAY, 0, 3))
    assert "Left out, since their questions were answered here afterwards: 1." in again.stderr
    assert "Left out, since their time has not come yet: 1." in again.stderr


def test_what_is_suspended_is_put_away_once_for_the_named_learner(computer):
    made = deck().note(BASIC, "non", "no", queue=-1)
    done = computer.bring(made, "--learner", "Ana")
    assert "Put away, since they were suspended: 1." in done.stderr
    rows, _ = computer.items("Ana")
    assert [row.suspended for row in rows.values()].count(True) == 1
    assert "Put away" not in computer.bring(made, "--learner", "Ana").stderr


def test_one_step_of_undo_takes_the_whole_log_back_and_it_can_come_again(computer):
    from tutor.cli.opening import local_time

    computer.bring(deck())
    with Book.open(computer.folder / "home/learners/me.sqlite", fold=apply, now=local_time()) as book:
        book.undo(local_time())
        assert not [row for key in book.rows.keys(ItemRow, "words/") if (row := book.rows.get(ItemRow, key)).reps]
    assert "of learner me: 4 (0" in computer.bring(deck()).stderr
