"""Figures of one's own learning: known answers from a log made by hand, and nothing breaks them."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.core.day import learning_day
from tutor.core.insight import figures as of
from tutor.core.insight import reckon
from tutor.core.learner.events import Answered, LessonSeen, QuizStarted
from tutor.core.learner.fold import apply
from tutor.core.refit import forecasts
from tutor.packs.library import Library
from tutor.packs.shelf import Shelf
from tutor.packs.visiting import visit
from tutor.present.charts import cells, plain
from tutor.present.insight import TITLES, sheet
from tutor.store.book import Book
from tutor.study.insight import FIGURES
from tutor.study.refitting import reviews
from tutor.study.session import Session
from tutor.study.trouble import StudyError

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
TODAY = NOW.date()
PACK = """
title: Sums
skills:
  - skill: add
    title: Adding
    mastery: {quiz: 2}
    items:
      - {id: a, ask: What is 1 + 1?, number: 2}
      - {id: b, ask: What is 1 + 2?, number: 3}
      - {id: c, vars: {n: 4..4}, ask: What is <<n>> + 1?, number: n + 1}
  - skill: words
    title: Words
    cards: [[one, eins], [two, zwei], [three, drei], [four, vier]]
"""


class Log:
    """A learner's session, and what happened in it so many days ago."""

    def __init__(self, library: Library) -> None:
        self.book = Book.open(":memory:", fold=apply, now=NOW, chance=random.Random(1))
        courses = [course.id for course in library.courses()]
        self.session = Session(Shelf([library]), self.book, courses=courses, chance=random.Random(1), clock=lambda: NOW)
        self.session.begin()
        self.cards = [ref.id for ref in library.items("sums/words")]

    def happens(self, days: float, *events: Any) -> None:
        self.book.record(NOW - timedelta(days=days), *events)

    def figures(self, name: str) -> Any:
        return self.session.insight(name)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("packs")
    (folder / "sums.yaml").write_text(PACK, encoding="utf-8")
    return visit(folder / "sums.yaml", folder / "cache")


@pytest.fixture
def log(library: Library) -> Iterator[Log]:
    made = Log(library)
    yield made
    made.book.close()


def answer(item: str = "sums/add/a", right: bool = True, **more: Any) -> Answered:
    given_ = {"kind": "learn", "type": "number", "rating": "good" if right else "again", **more}
    return Answered(item=item, skill=item.rpartition("/")[0], score=float(right), correct=right, **given_)


def learned(log: Log, days: float) -> None:
    """The quiz of the first skill is passed."""
    log.happens(days, *(answer(f"sums/add/{item}") for item in "abcab"))
    log.happens(days, QuizStarted(skill="sums/add", size=2, need=2))
    log.happens(days, *(answer(f"sums/add/{item}", kind="quiz") for item in "ab"))


def test_days_are_those_with_study_in_minutes(log: Log) -> None:
    seen = LessonSeen(skill="sums/add", block=0, way="words", seconds=60)
    log.happens(3, seen, answer(seconds=20), answer(seconds=40, right=False))
    log.happens(0, answer(seconds=30))
    log.happens(400, answer(seconds=30))
    assert log.figures("days") == of.Days(
        today=TODAY,
        days=[
            of.StudyDay(day=TODAY - timedelta(days=3), minutes=2.0, answers=2, right=1),
            of.StudyDay(day=TODAY, minutes=0.5, answers=1, right=1),
        ],
    )


def test_what_is_due_is_counted_on_its_day_and_what_waits_on_today(log: Log) -> None:
    log.happens(40, answer(log.cards[0], type="recall"))
    log.happens(0, *(answer(card, type="recall", rating="easy") for card in log.cards[1:3]))
    found = log.figures("due")
    waits = log.book.due_items(None, 2**60, 9, "2026-11-21")
    falls = Counter(max(TODAY, reckon.day_of(learning_day(row.due, 0))) for row in waits)
    assert {day.day: day.reviews for day in found.days if day.reviews} == falls
    assert falls[TODAY] == 1 and falls.total() == 3
    assert [(one.title, 0 < one.recall < 0.8) for one in found.fading] == [("Words", True)]
    assert len(found.days) == 30 and found.later == 0
    assert sum(one.minutes for one in found.days) > 0


def test_recall_foretold_and_observed_are_those_of_the_log(log: Log) -> None:
    chance = random.Random(4)
    for day in range(60, 0, -3):
        log.happens(day, *(answer(card, chance.random() < 0.8, type="recall") for card in log.cards))
        log.happens(day, answer("sums/add/a", chance.random() < 0.8))
    told = forecasts(reviews(log.book))
    found = log.figures("recall")
    assert found.reviews == len(told) == 95
    assert found.foretold == pytest.approx(sum(one.recall for one in told) / 95, abs=1e-3)
    assert found.recalled == pytest.approx(sum(one.recalled for one in told) / 95, abs=1e-3)
    assert sum(band.reviews for band in found.bands) == 95
    assert [(one.title, one.reviews) for one in found.skills] == [("Words", 76), ("Adding", 19)]


def test_taking_an_answer_back_takes_it_out_of_the_figures(log: Log) -> None:
    log.happens(9, answer(seconds=30))
    before = [log.figures(name) for name in FIGURES]
    log.happens(0, answer(seconds=30, confidence=3))
    assert [log.figures(name) for name in FIGURES] != before
    log.session.undo()
    assert [log.figures(name) for name in FIGURES] == before


def test_growth_tells_then_and_now_and_the_first_that_was_learned(log: Log) -> None:
    learned(log, 30)
    log.happens(20, answer())
    found = log.figures("growth")
    then, now = TODAY - timedelta(days=28), TODAY
    assert found.then == of.Grown(day=then, learned=1, mastered=0)
    assert found.now == found.points[-1] == of.Grown(day=now, learned=1, mastered=1)
    assert (found.oldest.title, found.oldest.learned_on) == ("Adding", TODAY - timedelta(days=30))
    assert 0 < found.oldest.recall < 1


def test_time_goes_to_its_course(log: Log) -> None:
    log.happens(100, answer(seconds=600))
    log.happens(2, answer(seconds=60), answer(seconds=120, kind="review"))
    assert log.figures("time") == of.Time(
        since=date(2026, 10, 25),
        minutes=3.0,
        learning=1.0,
        courses=[of.CourseTime(course="sums", title="Sums", minutes=3.0, minutes_in_a_year=13.0)],
    )


def test_being_sure_is_told_beside_what_was_right(log: Log) -> None:
    log.happens(1, *(answer(right=number < 9, confidence=3) for number in range(12)), answer(confidence=1))
    found = log.figures("sure")
    assert [(one.confidence, one.answers, one.right, one.share) for one in found.levels] == [
        (1, 1, 1, None),
        (2, 0, 0, None),
        (3, 12, 9, 0.75),
    ]
    assert found.brier == pytest.approx((9 * 0.05**2 + 3 * 0.95**2) / 12, abs=1e-4)


def test_ways_are_told_over_all_skills(log: Log) -> None:
    log.happens(1, LessonSeen(skill="sums/add", block=0, way="steps", seconds=9))
    log.happens(1, *(answer(right=number < 8, explanation="steps") for number in range(10)))
    assert log.figures("ways").ways == [of.WayHelp(way="steps", shown=1, tries=10, right=8, share=0.8)]


def test_hard_is_what_was_missed_most_for_its_tries(log: Log) -> None:
    log.happens(1, *(answer("sums/add/c", False) for _ in range(3)), answer("sums/add/c"))
    log.happens(1, answer("sums/add/a", hints=1), answer("sums/add/a"), answer("sums/add/a"))
    log.happens(1, answer("sums/add/b", False), answer("sums/add/b", False))
    found = log.figures("hard").items
    assert [(one.ask, one.title, one.asked, one.missed) for one in found] == [
        ("What is … + 1?", "Adding", 4, 3),
        ("What is 1 + 1?", "Adding", 3, 1),
    ]


def test_before_anything_was_done_every_question_says_kindly_when_there_will_be_something(log: Log) -> None:
    for name in FIGURES:
        told = sheet(name, log.figures(name))
        assert told.draw is None and len(told.sentence) > 40 and all(not table.rows for table in told.tables)


def test_there_is_a_title_for_every_question_and_no_other(log: Log) -> None:
    assert list(FIGURES) == list(TITLES)
    with pytest.raises(StudyError, match="there are days, due"):
        log.figures("weather")


HAPPENINGS = st.lists(
    st.tuples(
        st.floats(0, 900, allow_nan=False),
        st.sampled_from(["sums/add/a", "sums/add/b", "sums/add/c", "card", "sums/gone/x"]),
        st.booleans(),
        st.sampled_from(["learn", "review", "quiz", "place", "challenge", "remedy"]),
        st.sampled_from([None, 0.0, 3.5, 1e9]),
        st.sampled_from([None, 1, 2, 3]),
        st.sampled_from(["", "words", "steps", "[b]own[/b]\x1b[2J" * 9]),
    ),
    max_size=60,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(HAPPENINGS, st.integers(20, 80), st.integers(5, 14))
def test_any_history_gives_finite_numbers_and_drawings_that_fit(
    library: Library, happenings: list[tuple[Any, ...]], width: int, height: int
) -> None:
    log = Log(library)
    for days, item, right, kind, seconds, confidence, way in happenings:
        name = log.cards[0] if item == "card" else item
        more = {"kind": kind, "seconds": seconds, "confidence": confidence, "explanation": way}
        log.happens(days, answer(name, right, **more))
    for name in FIGURES:
        figures = log.figures(name)
        assert all(map(math.isfinite, numbers(msgspec.to_builtins(figures))))
        told = sheet(name, figures)
        assert all(words.strip() and "{" not in words for words in told.said())
        for line in told.draw(width, height) if told.draw else []:
            assert cells(plain(line)) <= width, (name, plain(line))
    log.book.close()


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, int | float):
        yield value


def test_a_sum_needs_as_many_statements_however_much_there_is(log: Log) -> None:
    learned(log, 30)
    asked: list[str] = []
    counted = []
    for _ in range(2):
        log.book._db.set_trace_callback(asked.append)
        for name in FIGURES:
            log.figures(name)
        log.book._db.set_trace_callback(None)
        counted.append(len(asked))
        asked.clear()
        for day in range(20, 0, -1):
            log.happens(day, *(answer(card, type="recall") for card in log.cards), answer())
    assert counted[1] <= counted[0] + 20, counted
