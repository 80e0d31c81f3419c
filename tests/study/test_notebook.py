"""The learner's own things: kept with what they are about, bounded, carried along, taken back."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.asked import asked
from tutor.present.journal import QUESTIONS, question_of
from tutor.study.trouble import StudyError


@pytest.fixture
def session(wire):
    return wire.session


@pytest.fixture
def later(wire):
    def wait(**span):
        wire.clock.take((wire.clock() + timedelta(**span)).isoformat())

    return wait


def test_a_note_stands_with_its_skill_and_with_the_items_of_it(session, later):
    session.note("sample/one", "The first things.")
    later(minutes=1)
    session.note("sample/one/a", "Two and three.")
    session.note("sample/two", "Something else.")
    assert [entry.text for entry in session.notes_on("sample/one")] == ["Two and three.", "The first things."]
    assert [entry.text for entry in session.notes_on("sample/one/a")] == ["Two and three."]


def test_everything_of_ones_own_is_listed_the_newest_first(session, later):
    for step in (
        lambda: session.note("sample/one/a", "A note."),
        lambda: session.bookmark("sample/one"),
        lambda: session.reflect("A thought.", "hard"),
    ):
        step()
        later(minutes=1)
    entries = session.notebook()
    assert [(entry.sort, entry.title) for entry in entries] == [
        ("journal", ""),
        ("bookmark", "First things"),
        ("note", "First things"),
    ]
    assert entries[0].question == QUESTIONS["hard"] and entries[2].asked == "What is 2 + 3?"


def test_a_bookmark_of_nothing_is_refused_and_one_of_what_is_gone_can_be_taken_away(session):
    with pytest.raises(StudyError, match="no skill or item"):
        session.bookmark("sample/nine")
    with pytest.raises(StudyError, match="no skill or item"):
        session.bookmark("sample/one/zzz")
    assert session.bookmark("sample/one/a") and not session.bookmark("sample/one/a")
    assert session.notebook() == []


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b"])
def test_nothing_is_not_kept(session, words):
    with pytest.raises(StudyError, match="write something first"):
        session.reflect(words)


def test_the_journal_asks_each_of_twelve_questions_in_turn_and_once_a_day(session, later):
    assert len(QUESTIONS) == 12
    assert {question_of(day) for day in range(20_000, 20_012)} == set(QUESTIONS)
    first = session.question()
    session.reflect("Done.", first[0])
    assert session.reflected_today()
    later(days=1)
    assert not session.reflected_today() and session.question() != first


def test_a_question_that_is_not_of_the_rota_is_not_kept_with_the_words(session):
    session.reflect("Words.", "invented")
    assert session.notebook()[0].question == ""


@pytest.mark.parametrize(
    ("ask", "gapped", "words"),
    [
        ("What is <<a>> + <<b>>?", "", "What is … + …?"),
        ("", "La [[casa::house]] es [[grande]].", "La … es …."),
        ("Fill in", "I [[am]] here.", "Fill in I … here."),
        ("Plain", "", "Plain"),
    ],
)
def test_what_an_item_asks_hides_its_gaps_and_what_is_drawn(ask, gapped, words):
    assert asked(ask, gapped) == words


def test_a_gap_far_down_is_not_cut_open():
    assert "Paris" not in asked("", "x" * 1_990 + " [[Paris|Lutetia]] and so on")


@given(st.text(max_size=300), st.text(alphabet="[]<>:ab \\", max_size=300))
def test_any_text_of_an_item_can_be_told_in_words(ask, gapped):
    assert not re.search(r"<<.{0,500}?>>", asked(ask, gapped), re.DOTALL)
