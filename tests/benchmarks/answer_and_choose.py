"""One answer and the next choice, as a face does them, with a large library and a long history.

    python tests/benchmarks/answer_and_choose.py [--items 100000] [--answers 100000] [--steps 300] [--folder F]

Ten courses of YAML are compiled into one library; the learner studies all of them and has answered every day for most of
a year, in some places at exercises, in others at decks. Each step is `answer`, which judges and is on disk when it
returns, and `next`; pages of lessons are read in between. Goal: at most 5 ms in the mean. The floor, in the same run
and in turns, does the least that any program with a memory model must (see `grade_and_save.py`), over as many states. A
tenth of both says whether it grows. On a machine that does other things too, the time on the processor is the one to
look at.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import mean, median

from grade_and_save import floor

from tutor.core.item import Response
from tutor.core.learner.events import Answered
from tutor.core.learner.fold import apply
from tutor.packs.compile import load
from tutor.packs.library import Library
from tutor.packs.shelf import Shelf
from tutor.store.book import Book
from tutor.study.session import Session

COURSES, PER_SKILL, PER_DECK = 10, 20, 500
START = datetime(2026, 3, 1, 18, tzinfo=UTC)
DAYS = 300
BATCH = 500


def is_deck(course: int) -> bool:
    """Three of ten courses are decks of facts."""
    return course % 10 in (2, 5, 8)


def course_text(number: int, items: int) -> str:
    """A course of so many items: skills of exercises, each on the one before, with a lesson; or decks."""
    lines = [f"id: course-{number}", f"title: Course {number}", "version: 1.0.0", "skills:"]
    size = PER_DECK if is_deck(number) else PER_SKILL
    for index in range(items):
        skill = index // size
        if index % size == 0:
            lines += [f"  - skill: s{skill}", f"    title: Skill {skill} of {number}"]
            lines += [f"    requires: [s{skill - 1}]"] if skill and skill % 10 and not is_deck(number) else []
            lines += [] if is_deck(number) else ["    lesson: [{way: words, text: So it goes.}]"]
            lines.append("    items:")
        lines.append(f"      - {{id: i{index}, ask: What belongs to number {index}?, {key_of(number, index)}}}")
    return "\n".join(lines) + "\n"


def key_of(course: int, index: int) -> str:
    if index % 3 == 0:
        return f"answer: word {index}"
    if index % 3 == 1 or is_deck(course):
        return f"number: {index}"
    return f"choices: [right: thing {index}, wrong: stone, wrong: water, wrong: air]"


def fill_library(folder: Path, items: int) -> Library:
    """The courses, checked, compiled and on one shelf."""
    library = Library.open(folder / f"library-{items}.sqlite")
    for number in range(COURSES):
        path = folder / f"course-{number}.yaml"
        path.write_text(course_text(number, items // COURSES), encoding="utf-8")
        loaded = load(path)
        assert loaded.compiled is not None, loaded.problems[:3]
        library.put(loaded.compiled, "added", "0")
    return library


def history(library: Library, answers: int) -> Iterator[Answered]:
    """What was answered: skill by skill, a quiz at the end of each, then whatever comes back; one in eight is wrong."""
    chance = random.Random(3)
    walks = [walk(library, course.id, answers // COURSES, chance) for course in library.courses()]
    while walks:
        one = chance.choice(walks)
        found = list(islice(one, 25))
        if not found:
            walks.remove(one)
        yield from found


def walk(library: Library, course: str, answers: int, chance: random.Random) -> Iterator[Answered]:
    """The answers at one course, the earliest first."""
    met: list[tuple[str, str]] = []
    left = answers
    for skill in library.skills(course):
        refs = library.items(skill.id, 0, PER_DECK)
        exercises = skill.remember == "skill"
        new = refs[:9] if exercises else refs
        for number, ref in enumerate(new[:left]):
            yield answered(ref.id, skill.id, chance, "quiz" if exercises and number >= 6 else "learn")
        left -= min(left, len(new))
        met += [(ref.id, skill.id) for ref in refs]
        if left < answers // 3:
            break
    while left > 0:
        item, skill_id = chance.choice(met)
        yield answered(item, skill_id, chance, "review")
        left -= 1


def answered(item: str, skill: str, chance: random.Random, kind: str) -> Answered:
    right = kind == "quiz" or chance.random() < 0.87
    return Answered(
        item=item, skill=skill, kind=kind, type="answer", response="word" if right else "stone", score=float(right),
        correct=right, rating="good" if right else "again", seconds=round(chance.uniform(4, 30), 1),
        seed=chance.getrandbits(31), opportunity=4, course_version="1.0.0", course_hash="6f0c1d5e9ab27734",
    )  # type: ignore[arg-type]  # fmt: skip


class Learner:
    """A session over all the courses, some months in, whose clock is moved by hand."""

    def __init__(self, folder: Path, items: int, answers: int) -> None:
        self.library = fill_library(folder, items)
        self.now = START
        self.book = Book.open(folder / f"me-{answers}.sqlite3", fold=apply, now=START, chance=random.Random(1))
        self.chance = random.Random(5)
        shelf, courses = Shelf([self.library]), [course.id for course in self.library.courses()]
        self.session = Session(shelf, self.book, courses=courses, chance=random.Random(2), clock=lambda: self.now)
        self.session.begin()
        events = history(self.library, answers)
        batches = iter(lambda: list(islice(events, BATCH)), [])
        for turn, batch in enumerate(batches):
            self.now = START + timedelta(days=DAYS * turn * BATCH / answers)
            self.book.record(self.now, *batch)
        self.now += timedelta(days=1)
        self.kinds: dict[str, int] = {}
        self.task = self.session.next()

    def response(self) -> Response:
        """What is said to the next question: mostly the right thing. Lessons before it are read."""
        while self.task is not None and self.task.kind == "lesson":
            self.session.answer(self.task.id, None, seconds=20)
            self.task = self.session.next(minutes_left=30)
        current = self.session.desk.current
        assert self.task is not None and current is not None and current.item is not None, self.session.nothing()
        self.now += timedelta(seconds=12)
        self.kinds[self.task.kind] = self.kinds.get(self.task.kind, 0) + 1
        if self.chance.random() < 0.87:
            return current.item.right_answer(current.setting)
        return "-7" if self.task.type == "number" else "water"

    def step(self, response: Response) -> None:
        """Answer the task in hand, hear the verdict, get the next one."""
        assert self.task is not None
        self.session.answer(self.task.id, response, seconds=9)
        self.task = self.session.next(minutes_left=30)


class Times:
    """Seconds of each step, on the clock and on the processor."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.processor: list[float] = []

    def take(self, step: Callable[[], object]) -> None:
        clock, processor = time.perf_counter(), time.process_time()
        step()
        self.processor.append(time.process_time() - processor)
        self.clock.append(time.perf_counter() - clock)

    def __str__(self) -> str:
        high = sorted(self.clock)[int(0.95 * len(self.clock))]
        found = {"mean": mean(self.clock), "median": median(self.clock), "p95": high, "processor": mean(self.processor)}
        return "   ".join(f"{name} {seconds * 1e3:6.2f} ms" for name, seconds in found.items())


def timed(bare: Callable[[], object], learners: dict[str, Learner], number: int) -> dict[str, Times]:
    """All in shuffled turns, so that the machine's mood hits all alike; the first five turns warm up."""
    chance, order = random.Random(5), ["floor", *learners]
    for turn in range(number + 5):
        if turn in (0, 5):
            found = {who: Times() for who in order}
        chance.shuffle(order)
        for who in order:
            found[who].take(bare if who == "floor" else partial(learners[who].step, learners[who].response()))
    return found


def main() -> None:
    """Time the large one, a tenth of it, and the floor, in turns."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--items", type=int, default=100_000)
    options.add_argument("--answers", type=int, default=100_000)
    options.add_argument("--steps", type=int, default=300)
    options.add_argument("--folder", help="where to work: on the disk that is meant, not in memory")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        learners = {}
        for who, share in (("tenth", 10), ("ours", 1)):
            folder = Path(name) / who
            folder.mkdir()
            began = time.perf_counter()
            learners[who] = Learner(folder, chosen.items // share, chosen.answers // share)
            print(f"{who}: {learners[who].book.length:,} events folded, built in {time.perf_counter() - began:.0f} s")
        taken = timed(floor(Path(name) / "floor.sqlite", chosen.items), learners, chosen.steps)
        for one in learners.values():
            one.book.close()
            one.library.close()
    for who, times in taken.items():
        ratio = mean(times.clock) / mean(taken["floor"].clock)
        print(f"{who:6} {times}   {ratio:4.1f}x of the floor")
    print(f"tasks: {learners['ours'].kinds}; goal: a mean of at most 5 ms")


if __name__ == "__main__":
    main()
