"""`tutor sync` and `tutor data import`: one command, and a sentence for whatever is in the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tutor.cli.app import app
from tutor.core.learner.events import Noted
from tutor.core.learner.fold import apply
from tutor.store.book import Book

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
Tutor = Callable[..., Result]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def tutor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tutor:
    def run(computer: str, *words: object, typed: str = "") -> Result:
        monkeypatch.setenv("TUTOR_HOME", str(tmp_path / computer))
        return CliRunner().invoke(app, list(map(str, words)), input=typed)

    return run


@pytest.fixture
def noted(tmp_path: Path) -> Callable[[str, str], Path]:
    def note(computer: str, text: str) -> Path:
        path = tmp_path / computer / "learners" / "me.sqlite"
        with Book.open(path, fold=apply, now=NOW) as book:
            book.record(NOW, Noted(about="sample", text=text))
        return path

    return note


def notes(path: Path) -> list[str]:
    with Book.open(path, fold=apply, now=NOW) as book:
        return sorted(note.text for note in book.notes())


def test_a_new_computer_takes_over_everything_by_one_command(
    tutor: Tutor, noted: Callable[[str, str], Path], stick: Path, tmp_path: Path
) -> None:
    noted("a", "first")
    assert tutor("a", "sync", stick).output == "nothing new, 1 event sent; 1 event in all.\n"
    assert tutor("b", "sync", stick, "--join").output == "1 event taken in, nothing to send; 1 event in all.\n"
    noted("b", "second")
    assert json.loads(tutor("b", "sync", stick, "--json").stdout)["sent"] == 1
    facts = json.loads(tutor("a", "sync", stick, "--json").stdout)
    assert (facts["taken"], facts["sent"], facts["files"], facts["troubles"]) == (1, 0, 2, [])
    for computer in "ab":
        assert notes(tmp_path / computer / "learners" / "me.sqlite") == ["first", "second"]


def test_who_is_asked_says_whether_they_are_the_learner(
    tutor: Tutor, noted: Callable[[str, str], Path], stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted("a", "first")
    tutor("a", "sync", stick)
    said = tutor("b", "sync", stick)
    assert said.exit_code == 1 and "--join" in said.output and said.output.count("\n") == 1
    monkeypatch.setattr("tutor.cli.sync_command.asks", lambda: True)
    said = tutor("b", "sync", stick, typed="n\n")
    assert said.exit_code == 1 and "Nothing was changed." in said.output
    said = tutor("b", "sync", stick, typed="y\n")
    assert said.exit_code == 0 and "1 event taken in" in said.output


def test_a_damaged_file_is_told_with_its_line_and_nothing_of_it_reaches_the_terminal(
    tutor: Tutor, noted: Callable[[str, str], Path], stick: Path
) -> None:
    noted("a", "first")
    tutor("a", "sync", stick)
    (stick / "a\x1b[2J.jsonl").write_bytes(b"\x1b]52;c;eA==\x07")
    [file] = stick.glob("tutor-*")
    file.write_bytes(file.read_bytes() + b'{"junk": "\x1b[2J"}\n')
    said = tutor("b", "sync", stick, "--join")
    assert said.exit_code == 0 and "1 event taken in" in said.output
    assert f"{file.name}, line 3: it is damaged; what comes before it was taken, the rest not." in said.output
    assert "it is not a file of tutor sync" in said.output and "\x1b" not in said.output


def test_another_file_of_the_same_learner_is_taken_in(
    tutor: Tutor, noted: Callable[[str, str], Path], tmp_path: Path
) -> None:
    file = noted("a", "first")
    said = tutor("b", "data", "import", file)
    assert said.exit_code == 1 and "--join" in said.output
    assert tutor("b", "data", "import", file, "--join").exit_code == 0
    noted("a", "second")
    assert tutor("b", "data", "import", file).output == "1 event taken in; 2 events in all.\n"
    tutor("b", "data", "export", tmp_path / "export")
    [lines] = (tmp_path / "export").glob("tutor-*.jsonl")
    assert json.loads(tutor("c", "data", "import", lines, "--join", "--json").stdout)["taken"] == 2
    said = tutor("c", "data", "import", tmp_path / "export" / "events.jsonl")
    assert said.exit_code == 1 and "tutor-….jsonl of an export" in said.output
    assert tutor("c", "data", "import", tmp_path / "nothing").exit_code == 1


def test_erasing_says_that_it_does_not_reach_folders(tutor: Tutor, noted: Callable[[str, str], Path]) -> None:
    noted("a", "first")
    assert "folders of tutor sync" in tutor("a", "data", "erase", "--yes").output
