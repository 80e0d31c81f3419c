"""The memory fitted to its learner: out of their log, into it, and felt wherever something is foretold."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from tutor.core import memory
from tutor.core.day import milliseconds
from tutor.core.learner.events import Answered, Met, Refitted, SkillFacts
from tutor.core.learner.fold import apply
from tutor.core.learner.rows import LearnerRow
from tutor.core.memory import Forgetting, Memory, Weights
from tutor.core.refit import Review, followed
from tutor.core.whole_days import scheduler
from tutor.store.book import Book
from tutor.study import optimizer, refitting

BEGIN = datetime(2026, 1, 5, 18, tzinfo=UTC)
DEFAULTS: Weights = scheduler().parameters
FORGETFUL: Weights = (0.05, 0.3, 0.4, 1.0, *DEFAULTS[4:8], 0.6, *DEFAULTS[9:])


def never(_: Sequence[Review]) -> list[float]:
    raise AssertionError("nothing may be fitted")


def answered(item: str, right: bool) -> Answered:
    return Answered(
        item=f"c/deck/{item}",
        skill="c/deck",
        kind="review",
        type="answer",
        score=float(right),
        correct=right,
        rating="good" if right else "again",
    )


@contextmanager
def book() -> Iterator[Book]:
    facts = SkillFacts(id="c/deck", remember="items", item_count=200)
    with Book.open(":memory:", fold=apply, now=BEGIN, chance=random.Random(1)) as opened:
        opened.record(BEGIN, Met(course="c", version="1", content_hash="h", skills=[facts]))
        yield opened


@contextmanager
def studied(weights: Weights, answers: int, seed: int = 3) -> Iterator[Book]:
    """The book of one whose memory is FSRS-6 with these weights, a few facts at a time, 1 to 40 days apart."""
    chance, own = random.Random(seed), Forgetting(weights=weights)
    held: dict[str, tuple[Memory, datetime]] = {}
    waiting = [(BEGIN + timedelta(hours=number), f"i{number}") for number in range(40)]
    with book() as opened:
        for number in range(answers):
            now, name = heapq.heappop(waiting)
            right, kept = chance.random() < 0.7, None
            if name in held:
                days = (now - held[name][1]) / timedelta(days=1)
                right = chance.random() < memory.retrievability(held[name][0].stability, days, own)
                kept = memory.review(held[name][0], days, "good" if right else "again", own)
            held[name] = kept or memory.first("good" if right else "again", weights), now
            opened.record(now, answered(name, right))
            name = name if chance.random() < 0.85 else f"i{40 + number}"
            heapq.heappush(waiting, (now + timedelta(days=chance.choice([1, 2, 4, 10, 20, 40])), name))
        yield opened


def at_end(opened: Book) -> datetime:
    return datetime.fromtimestamp(opened.last_at / 1000, UTC) + timedelta(hours=1)


def learner(opened: Book) -> LearnerRow:
    return opened.rows.get(LearnerRow, "me") or LearnerRow()


@pytest.fixture
def real_fit() -> Any:
    pytest.importorskip("fsrs_rs_python", reason="the extra `optimize` is not installed")
    return optimizer.fit


def test_for_one_who_forgets_otherwise_the_refit_is_kept_and_undo_takes_it_back(real_fit: Any) -> None:
    with studied(FORGETFUL, 1700) as opened:
        now, before = at_end(opened), opened.state_hash()
        tried = refitting.refitted(opened, refitting.reviews(opened), now, real_fit)
        assert tried.outcome == "kept" and tried.before - tried.after >= 0.002
        assert learner(opened).weights == list(tried.weights) and refitting.since(opened) == milliseconds(now)
        *_, last = opened.events()
        assert isinstance(last.data, Refitted)
        assert structs.asdict(last.data).items() <= {**tried._asdict(), "weights": list(tried.weights)}.items()
        own = opened.state_hash()
        opened.rebuild()
        assert opened.state_hash() == own
        opened.undo(now)
        assert opened.state_hash() == before


def test_for_one_who_forgets_as_most_do_nothing_changes(real_fit: Any) -> None:
    with studied(DEFAULTS, 1700) as opened:
        before = opened.length
        tried = refitting.refitted(opened, refitting.reviews(opened), at_end(opened), real_fit)
        assert tried.outcome == "no_better" and tried.tried
        assert opened.length == before and learner(opened).weights == []


def test_with_few_reviews_nothing_is_fitted_nor_recorded() -> None:
    with studied(DEFAULTS, 60) as opened:
        found = refitting.reviews(opened)
        telling = [one for one in found if one.had is not None and one.days >= memory.SAME_DAY]
        tried = refitting.refitted(opened, found, at_end(opened), never)
        assert (tried.outcome, tried.reviews) == ("few", len(telling)) and opened.length == 61


def test_the_reviews_are_those_the_fold_saw_without_what_was_undone() -> None:
    with studied(DEFAULTS, 90) as opened:
        found = refitting.reviews(opened)
        assert followed([one._replace(had=None, factor=1.0) for one in found]) == found
        opened.undo(at_end(opened))
        assert refitting.reviews(opened) == found[:-1]


def test_reading_them_says_how_far_it_is_and_leaves_the_learners_own_tables_alone() -> None:
    with studied(DEFAULTS, 30) as opened:
        before, told = opened.state_hash(), []
        refitting.reviews(opened, lambda done, total: told.append((done, total)))
        assert told[-1] == (31, 31) and opened.state_hash() == before


def test_going_back_is_recorded_once() -> None:
    with book() as opened:
        assert not refitting.back(opened, BEGIN) and opened.length == 1
        opened.record(BEGIN, Refitted(weights=list(FORGETFUL)))
        assert refitting.since(opened) and refitting.back(opened, BEGIN)
        assert learner(opened).weights == [] and not refitting.since(opened)
        assert not refitting.back(opened, BEGIN) and opened.length == 3


def own_weights(wire: Any) -> None:
    """From here on forgetting is much quicker in the long run than most people's."""
    wire.session.desk.write(Refitted(weights=[*FORGETFUL[:20], 0.8]))


def test_what_is_foretold_of_a_skill_goes_by_ones_own_weights(wire: Any) -> None:
    wire.learn("one")
    late = {"now": "2027-03-04T18:00:00+00:00"}
    usual = wire.ask("status", **late)["skills"]
    own_weights(wire)
    mine = wire.ask("status", **late)["skills"]
    held = [(before["recall"], after["recall"]) for before, after in zip(usual, mine, strict=True) if before["recall"]]
    assert held and all(after < before - 0.01 for before, after in held)


def test_why_says_that_the_days_are_reckoned_by_figures_of_ones_own(wire: Any) -> None:
    wire.learn("one")
    usual = wire.ask("why", skill="sample/one")
    own_weights(wire)
    mine = wire.ask("why", skill="sample/one")
    assert [one["code"] for one in mine["reasons"]] == [*(one["code"] for one in usual["reasons"]), "own_figures"]
    words = "Such days are reckoned by figures of your own memory since today (tutor refit)."
    assert mine["sentence"] == f"{usual['sentence']} {words}"


def test_undoing_a_refit_leaves_the_task_in_hand(wire: Any) -> None:
    wire.learn("one")
    task = wire.task()
    own_weights(wire)
    assert wire.ask("undo")["undone"]["event"] == "refitted"
    assert wire.task() == task and learner(wire.book).weights == []
