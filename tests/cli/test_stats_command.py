"""`tutor stats`: figures as text, JSON and CSV, for who reads and for who reckons on; nothing is changed by it."""

from __future__ import annotations

import csv
import io
import json
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tutor.cli import stats_command
from tutor.cli.app import app
from tutor.core.learner.events import Answered, Met, SkillFacts
from tutor.core.learner.fold import apply
from tutor.present.insight import TITLES
from tutor.store.book import Book

NOW = datetime(2026, 3, 1, 18, tzinfo=UTC)
FIELDS = {
    "days": ("today", "days"),
    "due": ("days", "later", "fading"),
    "recall": ("reviews", "needed", "foretold", "recalled", "bands", "skills"),
    "growth": ("points", "then", "now", "oldest"),
    "time": ("since", "minutes", "learning", "courses"),
    "sure": ("levels", "brier", "needed"),
    "ways": ("ways", "needed"),
    "hard": ("items", "needed"),
}
HEADS = {
    "days": "day,minutes,answers,right",
    "due": "day,reviews,minutes",
    "recall": "low,high,reviews,foretold,recalled",
    "growth": "day,learned,mastered",
    "time": "course,title,minutes,minutes_in_a_year",
    "sure": "confidence,claims,answers,right,share",
    "ways": "way,shown,tries,right,share",
    "hard": "item,title,ask,asked,missed,lapses",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one who answered the same 30 facts three times, and has left their course."""
    folder = tmp_path_factory.mktemp("home")
    path = folder / "learners" / "me.sqlite"
    path.parent.mkdir(mode=0o700)
    skill = SkillFacts(id="=c/deck", remember="items", item_count=30)
    begin, chance = NOW - timedelta(days=40), random.Random(2)
    with Book.open(path, fold=apply, now=begin, chance=random.Random(1)) as book:
        book.record(begin, Met(course="=c", version="1", content_hash="h", skills=[skill]))
        for day in (0, 2, 12):
            answers = (answer(f"=c/deck/i{number}", chance.random() < 0.8) for number in range(30))
            book.record(begin + timedelta(days=day), *answers)
    return folder


def answer(item: str, right: bool) -> Answered:
    more: dict[str, Any] = {"kind": "review", "type": "answer", "seconds": 20.0, "confidence": 3, "explanation": "=way"}
    rating: Any = "good" if right else "again"
    return Answered(item=item, skill="=c/deck", score=float(right), correct=right, rating=rating, **more)


@pytest.fixture(autouse=True)
def now(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(home))
    monkeypatch.setenv("TUTOR_NOW", NOW.isoformat())


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["stats", *words])


def said(*words: str) -> str:
    done = run(*words)
    assert (done.exit_code, done.stderr) == (0, ""), done.output
    return str(done.stdout)


def test_json_is_one_object_with_all_questions_or_the_one_that_is_named() -> None:
    every = json.loads(said("--json"))
    assert {name: tuple(found)[2:] for name, found in every.items()} == FIELDS
    assert {name: found["question"] for name, found in every.items()} == TITLES
    assert all(found["sentence"] for found in every.values())
    assert json.loads(said("recall", "--json")) == {"recall": every["recall"]}
    assert every["days"]["days"][0] == {"day": "2026-01-20", "minutes": 10.0, "answers": 30, "right": 24}
    assert every["recall"]["reviews"] == 60 == sum(band["reviews"] for band in every["recall"]["bands"])
    assert every["sure"]["levels"][2]["answers"] == 90


@pytest.mark.parametrize("name", TITLES)
def test_csv_has_a_head_line_and_the_rows_of_the_figures(name: str) -> None:
    lines = said(name, "--csv").splitlines()
    figures = json.loads(said(name, "--json"))[name]
    rows = next(value for value in figures.values() if isinstance(value, list))
    assert lines[0] == HEADS[name] and len(list(csv.reader(lines))) == len(rows) + 1


def test_csv_of_everything_has_one_value_a_row() -> None:
    rows = list(csv.DictReader(io.StringIO(said("--csv"))))
    assert set(rows[0]) == {"question", "row", "column", "value"}
    assert {row["question"] for row in rows} == set(TITLES) - {"growth"}  # nothing is learned yet
    assert {"question": "days", "row": "1", "column": "answers", "value": "30"} in rows


def test_what_a_course_is_called_is_no_formula_in_a_spreadsheet() -> None:
    assert "'=c,'=c," in said("time", "--csv") and "'=way" in said("ways", "--csv")


def test_without_a_terminal_it_is_plain_text_with_the_numbers() -> None:
    told = said("sure")
    assert told == SURE
    assert all(title in said() for title in TITLES.values())


SURE = """\
Do I know how well I know?
You are right 76 % of the time when you say “sure”: too sure. A second look is worth it there.

You said  Answers  Right  Share  It claims
sure           90     68   76 %       95 %
"""


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, encoding: str, **environment: str) -> Any:
    """What is printed to a terminal of 60 cells in this encoding."""

    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    for name, value in {"COLUMNS": "60", "TERM": "xterm-256color", **environment}.items():
        monkeypatch.setenv(name, value)
    into = Terminal(io.BytesIO(), encoding=encoding, errors="strict")
    monkeypatch.setattr(sys, "stdout", into)
    stats_command.stats("sure", learner="me")
    into.flush()
    return into.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


def test_on_a_terminal_it_is_drawn_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    drawn = on_a_terminal(monkeypatch, "utf-8")
    assert "\x1b[36m██" in drawn and "\x1b[1;33m┃" in drawn and "68   76 %" in drawn


@pytest.mark.parametrize(("encoding", "signs"), [("utf-8", "█┃"), ("ascii", "#|"), ("iso-8859-1", "#|")])
def test_without_colour_and_without_unicode_it_still_tells_the_same(
    monkeypatch: pytest.MonkeyPatch, encoding: str, signs: str
) -> None:
    drawn = on_a_terminal(monkeypatch, encoding, NO_COLOR="1")
    assert all(sign in drawn for sign in signs) and "\x1b[3" not in drawn
    assert "68   76 %       95 %" in drawn


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (
            ["weather"],
            2,
            "There is no question “weather”; there are days, due, recall, growth, time, sure, ways, hard.",
        ),
        (["--json", "--csv"], 2, "Choose --json or --csv."),
        (["--learner", "nobody"], 1, "nobody.sqlite cannot be reached"),
        (["--learner", "../x"], 2, "“/” can't be in a learner's name. It is 1 to 64"),
        (["--learner", "Ana\x07"], 2, "The sign U+0007 can't be in a learner's name."),
        (["--learner", ".x"], 2, "“.” can't begin a learner's name."),
        (["--learner", "x "], 2, "A space can't end a learner's name."),
        (["--learner", "x" * 65], 2, "A learner's name can't have 65 characters."),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(words: list[str], status: int, sentence: str, home: Path) -> None:
    done = run(*words)
    assert done.exit_code == status and sentence in done.stderr and done.stdout == ""
    assert [path.name for path in (home / "learners").glob("*.sqlite")] == ["me.sqlite"]


def test_it_changes_nothing_of_what_is_known(home: Path) -> None:
    path = home / "learners" / "me.sqlite"
    before = path.read_bytes()
    said()
    assert path.read_bytes() == before
