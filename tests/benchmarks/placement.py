"""What placement finds, what it presumes wrongly, what it saves, and what a question costs, on learners of other laws.

    python tests/benchmarks/placement.py [--learners 20] [--days 28] [--seed 501] [--judge] [--alone] [--workers 2]

Beginners, people who know half a course, and patchy ones (`tests/simulations/proof/placing.py`). `--alone` asks the
placement's questions only; else weeks of study follow through the study service, with the checks of what is presumed,
beside the same weeks without placement. Prints 95 % intervals over learners. Seeds below 1000 are for tuning; `--judge`
takes one on which nothing was chosen: look at it when the engine is done, never on the way.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "simulations")]

from proof import placing  # noqa: E402
from proof.marks import interval, ratio  # noqa: E402
from proof.seeds import offer_seeds, settle_seed  # noqa: E402

from tutor.core.placement import Belief  # noqa: E402
from tutor.core.shown import Shown  # noqa: E402

Job = tuple[str, int, int, int, bool]
TUNED = 501
"""The seed of the runs that stand beside the figures in `tutor/core/placement.py`."""


def alone(job: Job) -> placing.Found:
    sort, seed, number, _, _ = job
    return placing.place(placing.knower(sort, seed, number), seed)


def weeks(job: Job) -> tuple[placing.Checked, placing.Checked]:
    sort, seed, number, days, _ = job
    placed, plain = (placing.study(sort, seed, number, placed=placed, days=days) for placed in (True, False))
    return placed, plain


def shown(figure: Callable[[Any], float], count: int, unit: str) -> str:
    value, low, high = interval(figure, count)
    scale, digits = (100, 1) if unit == "%" else (1, 1)
    return f"{scale * value:.{digits}f} {unit} ({scale * low:.{digits}f} to {scale * high:.{digits}f})"


def column(found: list[Any], name: str) -> list[float]:
    return [float(getattr(one, name)) for one in found]


def rows_of(found: list[Any]) -> list[str]:
    ones = [1.0] * len(found)
    right = [one.presumed - one.wrong for one in found]
    return [
        f"{max(one.asked for one in found)}",
        shown(ratio(column(found, "asked"), ones), len(found), ""),
        shown(ratio(column(found, "known"), ones), len(found), ""),
        shown(ratio(right, column(found, "known")), len(found), "%"),
        shown(ratio(column(found, "wrong"), column(found, "presumed")), len(found), "%"),
    ]


def rows_of_weeks(found: list[tuple[placing.Checked, placing.Checked]]) -> list[str]:
    placed = [one for one, _ in found]
    hours = [placing.hours_to_the_same(*pair) for pair in found]
    count = len(found)
    return [
        shown(ratio(column(placed, "wrong_after"), column(placed, "presumed")), count, "%"),
        shown(ratio(column(placed, "unchecked"), column(placed, "presumed")), count, "%"),
        shown(ratio([one for one, _ in hours], [1.0] * count), count, "h"),
        shown(ratio([one for _, one in hours], [1.0] * count), count, "h"),
        shown(ratio([other - one for one, other in hours], [other for _, other in hours]), count, "%"),
    ]


NAMES = ["most questions", "questions", "known in truth", "of the known found", "of the presumed wrong"]
LATER = ["wrong after the checks", "not checked yet", "hours, placed", "hours, not placed", "hours saved"]


def cost(size: int = 2000) -> list[float]:
    """Milliseconds of processor time of each question, its answer included, over several courses that need one another."""
    chance = random.Random(1)
    names = [f"c{n % 4}/s{n}" for n in range(size)]
    graph = {
        name: [names[chance.randrange(max(0, n - 60), n)] for _ in range(chance.randint(0, 3))] if n else []
        for n, name in enumerate(names)
    }
    graph[names[0]] = [names[-1]]
    belief, found = Belief(graph), []
    while True:
        began = time.thread_time()
        if (skill := belief.question()) is None:
            return found
        belief.take(Shown(skill, skill + "/x", chance.random() < 0.6, 0.1))
        found.append(1000 * (time.thread_time() - began))


def options() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--learners", type=int, default=20)
    words.add_argument("--days", type=int, default=28)
    offer_seeds(words)
    words.add_argument("--alone", action="store_true")
    words.add_argument("--workers", type=int, default=2)
    chosen = words.parse_args()
    settle_seed(words, chosen, TUNED)
    return chosen


def main() -> None:
    chosen = options()
    console = Console(width=160)
    heads = NAMES if chosen.alone else NAMES + LATER
    columns: list[list[str]] = []
    with get_context("fork").Pool(chosen.workers) as pool:
        for sort in placing.SORTS:
            jobs = [(sort, chosen.seed, number, chosen.days, True) for number in range(chosen.learners)]
            work: Any = alone if chosen.alone else weeks
            found = list(track(pool.imap(work, jobs), sort, len(jobs), console=Console(stderr=True), transient=True))
            first = found if chosen.alone else [one for one, _ in found]
            columns.append(rows_of(first) + ([] if chosen.alone else rows_of_weeks(found)))
    table = Table("", *placing.SORTS, title=f"{chosen.learners} learners each, seed {chosen.seed}")
    for place, head in enumerate(heads):
        table.add_row(head, *(one[place] for one in columns))
    console.print(table)
    times = cost()
    mean = sum(times) / len(times)
    console.print(f"2,000 skills in four courses: {mean:.0f} ms of processor time a question, {max(times):.0f} at most")


if __name__ == "__main__":
    main()
