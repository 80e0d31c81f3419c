"""A class from `class new` to the second hand-out: real commands, real learners' files, simulated learners who answer.

    python tests/simulations/class_weeks.py FOLDER [LEARNERS [WEEKS]]

Each learner has a computer of their own (a `TUTOR_HOME`): joins by the hand-out, studies day by day, hands in on Fridays.
The teacher collects, looks at the report, writes to those who made the commonest mistake, sets a task, hands out again.
"""

from __future__ import annotations

import json
import random
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from command import tutor

from tutor.authoring.simulate.pupils import Pupil, drawn
from tutor.cli.library_commands import the_library
from tutor.core.classroom.codes import read_code
from tutor.core.learner.fold import apply
from tutor.packs.shelf import Shelf
from tutor.store.book import Book
from tutor.study.session import Session

START = datetime(2026, 9, 7, 16, 0, tzinfo=UTC)
COURSE = "fractions"


class Weeks:
    """The whole class; `said` is all that the commands printed, with what was typed."""

    def __init__(self, folder: Path, learners: int, seed: int = 1) -> None:
        self.folder, self.chance, self.now = folder, random.Random(f"weeks {seed}"), START
        self.said: list[str] = []
        names = [f"Learner {number:02}" for number in range(1, learners + 1)]
        (folder / "names.csv").write_text("\n".join(names) + "\n", "utf-8")
        self.run("teacher", "class", "new", "7b", "--roster", "names.csv")
        self.run("teacher", "class", "handout", "--class", "7b", "--pack", COURSE, "--to", "stick")
        lines = (folder / "7b/roster.csv").read_text("utf-8").splitlines()[1:]
        self.codes = {line.split(",")[1]: str(read_code(line.split(",")[0])) for line in lines}
        self.pupils: dict[str, Pupil] = {}

    def home(self, who: str) -> Path:
        """Where somebody's files lie."""
        return self.folder / "homes" / who.replace(" ", "-").lower()

    def run(self, who: str, *words: str) -> str:
        """A command of somebody's."""
        env = {"TUTOR_HOME": str(self.home(who)), "TUTOR_NOW": self.now.isoformat()}
        done = tutor(*words, cwd=self.folder, **env)
        self.said.append(f"{who}$ tutor {' '.join(words)}\n{done.stdout}{done.stderr}")
        assert done.returncode == 0, self.said[-1]
        return done.stdout

    def join(self, days: int) -> None:
        """Everybody opens the first hand-out with their code."""
        for who, code in self.codes.items():
            self.run(who, "join", "stick/7b-001.handout", "--code", code)
            with mock.patch.dict("os.environ", {"TUTOR_HOME": str(self.home(who))}):
                shelf = Shelf([the_library()])
            number = len(self.pupils)
            habits = drawn(self.chance, days)
            self.pupils[who] = Pupil(shelf, COURSE, self._begin(shelf, who), habits, number, 1, START)
            self.pupils[who].session.desk.book.close()

    def _begin(self, shelf: Shelf, who: str) -> Any:
        def begin(chance: random.Random, clock: Callable[[], datetime], runner: Any) -> Session:
            path = self.home(who) / "learners" / "me.sqlite"
            book = Book.open(path, fold=apply, now=clock(), chance=random.Random(chance.random()))
            return Session(shelf, book, courses=[COURSE], chance=chance, clock=clock, runner=runner)

        return begin

    def week(self, number: int) -> None:
        """Everybody studies from Monday to Sunday, and most hand in; the teacher collects."""
        for who, pupil in self.pupils.items():
            path = self.home(who) / "learners" / "me.sqlite"
            with Book.open(path, fold=apply, now=pupil.now) as book:
                pupil.session.desk.book, pupil.rows = book, book.rows
                pupil.study(7 * number, 7 * (number + 1))
        self.now = START + timedelta(weeks=number + 1)
        (self.folder / "stick" / f"week-{number + 1}").mkdir(parents=True)
        for who in self.pupils:
            if self.chance.random() < 0.9:
                self.run(who, "handin", "--level", "2", "--yes", "--to", f"stick/week-{number + 1}")
        self.run("teacher", "class", "collect", "stick", "--class", "7b")

    def coach(self) -> dict[str, Any]:
        """The report; a note to those who gave the commonest wrong answer, a task, the next hand-out, joined by all."""
        found: dict[str, Any] = json.loads(self.run("teacher", "class", "report", "--json", "--class", "7b"))
        wrong = [one for one in found["choices"] if not one["right"]]
        common = max(wrong, key=lambda one: (one["learners"], one["item"], one["choice"]))
        who = f"{common['item']}={common['choice']}"
        self.run("teacher", "class", "note", "Look again: what is the whole?", "--who", who, "--class", "7b")
        due = (self.now + timedelta(days=7)).date().isoformat()
        self.run(
            "teacher", "class", "assign", "Parts", "--skills", f"{COURSE}/name-parts", "--due", due, "--class", "7b"
        )
        self.run("teacher", "class", "handout", "--class", "7b", "--to", "stick")
        for one in self.pupils:
            self.run(one, "join", "stick")
        return found


def unpacked(place: Path) -> bytes:
    """All that is in a file that travelled."""
    with zipfile.ZipFile(place) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def main(folder: str, learners: int = 30, weeks: int = 4) -> None:
    place = Path(folder)
    place.mkdir(parents=True)
    class_ = Weeks(place, learners)
    class_.join(7 * weeks)
    for number in range(weeks):
        class_.week(number)
        print(f"week {number + 1}: {len(list((place / 'stick').rglob('*.handin')))} hand-ins so far", flush=True)
        if number == weeks // 2 - 1:
            class_.coach()
    class_.run("teacher", "class", "report", "--class", "7b", "--html", "report.html", "--csv", "tables")
    print(class_.run("teacher", "class", "report", "--class", "7b"))
    (place / "said.txt").write_text("\n".join(class_.said), "utf-8")
    travelled = [*(place / "stick").rglob("*.hand*")]
    assert not [one for one in travelled if re.search(b"Learner [0-9]{2}", unpacked(one))]
    print(f"{len(travelled)} files travelled; no name is in any of them")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:4]))
