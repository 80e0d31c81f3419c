"""Grade and save one answer, beside the floor, in one process and in shuffled turns (performance goal 7).

    python tests/benchmarks/grade_and_save.py [--steps 300] [--reviews 20000]

The floor does the least that any program with a memory model must: find a due item through an index, `review_card` of
py-fsrs, and one durable transaction (WAL, FULL) that adds a line to a log and updates the item. Ours is `Book.record`
of an answer, with all that is folded from it. Goal: at most 1.4 times the floor, by median and in total, on a disk that
is waited for: where a bare commit takes a tenth of a millisecond, nothing reached a disk, and only CPU is compared.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import fsrs

from tutor.core.learner.events import Answered, Met, SkillFacts
from tutor.core.learner.fold import apply
from tutor.store.book import Book

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
SKILLS, ITEMS = 120, 60
Step = Callable[[], object]


def bare(path: Path) -> Step:
    """One durable transaction of one row: what waiting for this disk costs."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    db.execute("create table r(id integer primary key, a int, b int)")
    return lambda: bool(db.execute("insert into r(a, b) values(1, 2)"))


def floor(path: Path, states: int) -> Step:
    """Pick by index, py-fsrs, one durable transaction."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    db.execute("create table review(id integer primary key, item int, at int, rating int, ms int, s real, d real)")
    db.execute("create table state(item integer primary key, due int, s real, d real, step int, st int, last int)")
    db.execute("create index due on state(due)")
    chance, now = random.Random(4), int(time.time())
    rows = ((i, now + chance.randrange(-30, 180) * 86400, 20.0, 5.0, now - 20 * 86400) for i in range(states))
    db.execute("begin")
    db.executemany("insert into state values(?, ?, ?, ?, null, 2, ?)", rows)
    db.execute("commit")
    scheduler = fsrs.Scheduler()

    def step() -> None:
        query = "select item, s, d, last from state where due <= ? order by due limit 1"
        item, stability, difficulty, last = db.execute(query, (int(time.time()),)).fetchone()
        card = fsrs.Card(card_id=item, state=fsrs.State.Review, stability=stability, difficulty=difficulty)
        card.last_review = datetime.fromtimestamp(last, UTC)
        card, _ = scheduler.review_card(card, fsrs.Rating.Good, datetime.now(UTC))
        at = int(time.time())
        new = (int(card.due.timestamp()), card.stability, card.difficulty, at, item)
        db.execute("begin immediate")
        log = "insert into review(item, at, rating, ms, s, d) values(?, ?, 3, 4000, ?, ?)"
        db.execute(log, (item, at, card.stability, card.difficulty))
        db.execute("update state set due = ?, s = ?, d = ?, last = ? where item = ?", new)
        db.execute("commit")

    return step


def answers(chance: random.Random) -> Iterator[Answered]:
    """Answers as real ones are: half of them at skills, half at facts, some wrong, some slow."""
    while True:
        skill = f"fractions/skill-{chance.randrange(SKILLS)}"
        right = chance.random() < 0.87
        yield Answered(
            item=f"{skill}/item-{chance.randrange(ITEMS)}",
            skill=skill,
            seed=chance.getrandbits(31),
            kind="review",
            type="choices",
            response=chance.choice(["three quarters", "a half", "the numerator", "none of these"]),
            score=float(right),
            correct=right,
            rating="good" if right else "again",
            opportunity=3,
            seconds=round(chance.uniform(3, 40), 1),
            confidence=chance.choice([None, 2, 3]),
            course_version="1.0.0",
            course_hash="6f0c1d5e9ab27734",
            guess=0.25,
        )


def full_book(path: Path, reviews: int) -> Book:
    """A book with a history of this many answers."""
    book = Book.open(path, fold=apply, now=START)
    kinds = ("skill", "items")
    facts = [SkillFacts(id=f"fractions/skill-{i}", remember=kinds[i % 2], item_count=ITEMS) for i in range(SKILLS)]
    book.record(START, Met(course="fractions", version="1.0.0", content_hash="6f0c1d5e9ab27734", skills=facts))
    feed = answers(random.Random(2))
    for turn in range(reviews // 500):
        book.record(START + timedelta(hours=5 * turn), *(next(feed) for _ in range(500)))
    return book


def ours(book: Book, after: datetime) -> Step:
    """One answer recorded."""
    feed, times = answers(random.Random(3)), iter(range(10**9))

    def step() -> None:
        book.record(after + timedelta(seconds=20 * next(times)), next(feed))

    return step


def main() -> None:
    """Time both and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--steps", type=int, default=300)
    options.add_argument("--reviews", type=int, default=20_000)
    options.add_argument("--folder", help="where to work: on the disk that is meant, not in memory")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        path = Path(folder) / "me.sqlite3"
        with full_book(path, chosen.reviews) as book:
            after = START + timedelta(hours=5 * chosen.reviews // 500)
            steps = {
                "bare": bare(Path(folder) / "bare.sqlite3"),
                "floor": floor(Path(folder) / "floor.sqlite3", chosen.reviews),
                "ours": ours(book, after),
            }
            times = timed(steps, chosen.steps)
        size = path.stat().st_size
    for who, taken in times.items():
        centre, total = median(taken) / median(times["floor"]), sum(taken) / sum(times["floor"])
        print(f"{who:6} p50 {median(taken) * 1e3:6.2f} ms   p50 {centre:.2f}x   total {total:.2f}x of the floor")
    print(f"{size / (chosen.reviews + chosen.steps):.0f} bytes a review over {chosen.reviews} reviews")


def timed(steps: dict[str, Step], number: int) -> dict[str, list[float]]:
    """Seconds of each step, taken in shuffled turns so that the disk's mood hits all alike."""
    chance, order = random.Random(5), list(steps)
    taken: dict[str, list[float]] = {who: [] for who in steps}
    for turn in range(number + 5):
        chance.shuffle(order)
        for who in order:
            began = time.perf_counter()
            steps[who]()
            if turn >= 5:
                taken[who].append(time.perf_counter() - began)
    return taken


if __name__ == "__main__":
    main()
