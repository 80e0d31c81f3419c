"""Choose the next task out of 100,000 items, policy, gate and template included, beside a bare index probe.

    python tests/benchmarks/choose_next.py [--items 100000] [--steps 300]

Two shapes of a large course: 5,000 skills of 20 exercises, half of them learned and due, and one deck of facts that
were all met and are mostly due. Goals: a median of at most 5 ms, and no more with 100,000 items than with 1,000.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

from large_course import NOW, Shape, fill_book, fill_library

from tutor.packs.shelf import Shelf
from tutor.study.session import Session


def probe(states: int) -> float:
    """Median milliseconds of the next due row through an index."""
    db = sqlite3.connect(":memory:")
    db.execute("create table state(item integer primary key, due int)")
    db.execute("create index due on state(due)")
    chance = random.Random(4)
    db.executemany("insert into state values(?, ?)", ((number, chance.randrange(10**6)) for number in range(states)))
    found = []
    for _ in range(1000):
        start = time.perf_counter()
        db.execute("select item from state where due <= ? order by due limit 1", (10**5,)).fetchone()
        found.append((time.perf_counter() - start) * 1e3)
    return median(found)


def choose(folder: Path, items: int, shape: Shape, steps: int) -> list[float]:
    """Milliseconds of each choice; every task is answered in between."""
    library = fill_library(folder / f"{shape}{items}.sqlite", items, shape)
    book = fill_book(folder / f"{shape}{items}-learner.sqlite", items, shape, NOW)
    now = NOW

    def clock() -> object:
        return now

    session = Session(Shelf([library]), book, courses=["big"], chance=random.Random(2), clock=clock)  # type: ignore[arg-type]
    session.begin()
    found = []
    for _ in range(steps):
        start = time.perf_counter()
        task = session.next(minutes_left=30)
        found.append((time.perf_counter() - start) * 1e3)
        if task is None:  # a small course comes to its end
            break
        number = task.ask.split()[-1].rstrip("?")
        session.answer(task.id, f"answer {number}", seconds=7)
        now += timedelta(seconds=8)
    book.close()
    library.close()
    return found


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--items", type=int, default=100_000)
    words.add_argument("--steps", type=int, default=300)
    options = words.parse_args()
    print(f"bare index probe of {options.items:,} rows: {probe(options.items) * 1e3:.1f} us (median)")
    with tempfile.TemporaryDirectory() as folder:
        for shape in ("skills", "facts"):
            small = median(choose(Path(folder), 1000, shape, options.steps))
            times = choose(Path(folder), options.items, shape, options.steps)
            large = median(times)
            worst = sorted(times)[int(0.99 * len(times))]
            print(
                f"{shape}: next of {options.items:,} items {large:.2f} ms (median; goal 5), p99 {worst:.2f} ms, "
                f"{large / small:.2f}x of 1,000 items"
            )


if __name__ == "__main__":
    main()
