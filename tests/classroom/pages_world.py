"""A class written by hand, the same each time: six learners at four levels, and one who handed in nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from class_world import World

from tutor.classroom import roster
from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import ClassFolder, find
from tutor.classroom.report import Report, report
from tutor.classroom.words import packs_of
from tutor.core.classroom.codes import check_letter
from tutor.core.classroom.lines import (
    AnswerLine,
    DisputeLine,
    GoalLine,
    JournalLine,
    Line,
    MessageLine,
    PieceLine,
    SkillLine,
    WeekLine,
    WordsLine,
)
from tutor.core.kinds.choices import Choice
from tutor.packs.compiled import Compiled

TODAY = date(2026, 11, 23)
DAY = (TODAY - date(1970, 1, 1)).days
LEVELS = {"Ada": 2, "Bela": 2, "Chidi": 3, "Dalia": 1, "Emre": 0, "Fatou": 2}
"""What their newest hand-ins give; all gave everything once."""
CODES = {name: f"BCDFGHJ{letter}" for name, letter in zip([*LEVELS, "Goran"], "RKLWNPQ", strict=True)}
THREE = Choice(wrong="three").key
FOUR = Choice(right="four").key


class Class(NamedTuple):
    """The class, opened on its day."""

    folder: ClassFolder
    packs: dict[str, Compiled]
    people: dict[str, str]
    """Codes by name."""

    def book(self) -> ClassBook:
        return ClassBook.open(self.folder.book, self.folder.card.id)

    def report(self) -> Report:
        with self.book() as book:
            return report(self.folder, book, TODAY)


def made(place: Path) -> Class:
    """The class in this folder."""
    world = World(place)
    world.run("teacher", "class", "new", "7b", "--in", "7b")
    people = {name: code + check_letter(code) for name, code in CODES.items()}
    roster.write(place / "7b", [roster.Person(code, name) for name, code in people.items()], "7b")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml", "--to", "out")
    folder = find(place / "7b")
    with ClassBook.open(folder.book, folder.card.id) as book, book.changing():
        for number, (name, level) in enumerate(LEVELS.items()):
            code = people[name]
            values = (code, 1, level, "2026-11-22", "2026-11-22", "0.1", "en", 0, 0)
            book.db.execute("insert into learner values(?,?,?,?,?,?,?,?,?)", values)
            book.put_answers(code, _answers(number))
            book.put_rows(code, _rows(name), newest=True)
    return Class(folder, packs_of(folder), people)


def _answers(number: int) -> list[AnswerLine]:
    """Ada is stuck on adding; everybody is asked for the even one, and half of them say three."""
    rows = [_answer(1, "sums/adding/pick", 1, right=number % 2 == 1, answer=FOUR if number % 2 else THREE, sure=3)]
    rows.append(_answer(2, "sums/adding/two", 2, right=number > 3, answer=5 if number > 3 else 6, hints=number % 2))
    if number == 0:
        for n in range(3, 15):
            right = n in (5, 9)
            rows.append(_answer(n, "sums/adding/two", n, right=right, answer=5 if right else 6, way="words"))
    return rows


def _answer(
    n: int,
    item: str,
    at: int,
    *,
    right: bool,
    answer: str | int,
    hints: int = 0,
    sure: int | None = None,
    way: str = "",
) -> AnswerLine:
    return AnswerLine(
        stream="sums@d",
        n=n,
        id=f"a{n}",
        item=item,
        skills=["sums/adding"],
        day=DAY - 20 + at,
        opportunity=at,
        score=float(right),
        right=right,
        answer=answer,
        mistake="multiplied" if answer == 6 else "",
        hints=hints,
        confidence=sure,  # type: ignore[arg-type]
        seconds=6 + n,
        kind="practice",
        way=way,
    )


def _rows(name: str) -> dict[str, list[Line]]:
    """Everything that could be handed in, for everybody: what of it shows is for the levels to say."""
    stuck = name == "Ada"
    found: dict[str, list[Line]] = {
        "skills.jsonl": [
            SkillLine(
                skill="sums/adding",
                state="learning" if stuck else "mastered",
                first=DAY - 19,
                last=DAY - 6 if stuck else DAY - 18,
                answers=14 if stuck else 2,
                right=2 if stuck else 1,
                mastered=0 if stuck else DAY - 18,
            ),
            SkillLine(skill="sums/taking", state="locked"),
        ],
        "weeks.jsonl": [WeekLine(week=DAY - 21, days=5, minutes=31), WeekLine(week=DAY - 14, days=7, minutes=12)],
        "messages.jsonl": [MessageLine(id="m1", text=f"{name} asks: why five?", about="sums/adding/two", day=DAY - 5)],
        "disputes.jsonl": [DisputeLine(id="d1", item="sums/adding/word", day=DAY - 4)],
        "words.jsonl": [WordsLine(id="d1", item="sums/adding/word", text=f"{name} wrote funf")],
        "portfolio.jsonl": [PieceLine(id="p1", project="sums/shop", title=f"{name}'s shop", text="my text", day=DAY)],
        "journal.jsonl": [JournalLine(id="j1", text=f"{name}'s secret", day=DAY)],
        "goals.jsonl": [GoalLine(id="g1", text=f"{name} wants to sum up")],
    }
    return found
