"""A new version of a course as a person meets it: told before it is in place, and taken back."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tests.cli.command import tutor

FIRST = """\
id: capitals
title: Capitals
version: 1.0.0
skills:
  - skill: west
    items:
      - {id: fr, ask: What is the capital of France?, answer: Paris}
      - {id: es, ask: And of Spain?, answer: Madrid}
      - {id: pt, ask: And of Portugal?, answer: Lisbon}
      - {id: it, ask: And of Italy?, answer: Rome}
"""
SECOND = """\
id: capitals
title: Capitals
version: 2.0.0
moved: {west: western}
retired: [west/it]
skills:
  - skill: western
    items:
      - {id: fr, ask: What is the captial of France?, answer: Paris}
      - {id: es, rev: 2, ask: Who reigns in Spain?, answer: the king}
      - {id: pt, ask: And of Portugal?, answer: Lisbon}
      - {id: cz, ask: And of Czechia?, answer: Prague}
"""
TO_SECOND = (
    "What changes from version 1.0.0 to 2.0.0: 1 typo keeps everything, 1 question begins anew, 1 retired, 1 new, "
    "1 skill changed.\n"
)


class Person:
    def __init__(self, folder: Path) -> None:
        self.folder, self.asked = folder, ""

    def runs(self, *words: str, given: str = "", terminal: bool = False) -> subprocess.CompletedProcess[str]:
        with mock.patch("tests.cli.command.Stream.isatty", lambda stream: terminal):
            home, now = str(self.folder / "home"), "2027-01-04T18:00:00+00:00"
            return tutor(*words, given=given, TUTOR_HOME=home, TUTOR_NOW=now)

    def adds(self, text: str, *words: str, **more: Any) -> subprocess.CompletedProcess[str]:
        path = self.folder / f"{len(list(self.folder.iterdir()))}.yaml"
        path.write_text(text)
        return self.runs("add", str(path), *words, **more)

    def studies(self, *answers: str) -> str:
        done = self.runs("study", "capitals", "--plain", "--seed", "3", given="\n".join(answers) + "\n")
        return " ".join((done.stderr + done.stdout).split())

    @property
    def version(self) -> str:
        return str(json.loads(self.runs("courses", "--json").stdout.splitlines()[-1])["version"])


@pytest.fixture
def person(tmp_path: Path) -> Person:
    one = Person(tmp_path)
    assert "What changes" not in one.adds(FIRST).stdout
    return one


def test_a_new_version_is_told_applied_and_taken_back(person: Person) -> None:
    person.studies("x", "", "", "x", "", "x", "", "x", "", "x")
    told = person.adds(SECOND).stdout
    assert told == (
        TO_SECOND + "Of the 4 questions that you have met: 1 begins anew, 1 left out; nothing you learned is lost.\n"
        "Added Capitals (capitals 2.0.0), instead of version 1.0.0.\nStudy it with: tutor study capitals\n"
        "As it was before: tutor add --back capitals\n"
    )
    assert "Capitals was updated: 1 skill renamed, 1 question begins anew, 1 question left out;" in person.studies()
    back = person.runs("add", "--back", "capitals").stdout
    assert back == (
        "What goes back from version 2.0.0 to 1.0.0: 1 change of a question is taken back, 1 question goes on as "
        "before, 1 question is back, 1 left out, 1 skill changed.\n"
        "The 3 questions that you have met go on as they are.\n"
        "Capitals (capitals 1.0.0) is back, in place of version 2.0.0.\n"
        "Changed your mind? tutor add --back capitals puts it in place again.\n"
    )
    assert "Capitals is as it was before: 1 skill renamed, 1 question goes on as before;" in person.studies()
    assert person.runs("add", "--back", "capitals").stdout.startswith(TO_SECOND)
    assert person.version == "2.0.0"


def test_on_a_terminal_it_is_asked_once_and_no_leaves_everything(person: Person) -> None:
    with mock.patch("typer.confirm", return_value=False) as asked:
        said = person.adds(SECOND, terminal=True)
        assert said.returncode == 1 and said.stdout == TO_SECOND and "Nothing was changed." in said.stderr
        assert asked.call_args.args[0] == "Put it in place?" and asked.call_args.kwargs["default"] is True
        assert person.version == "1.0.0"
        assert person.adds(SECOND, "--yes", terminal=True).returncode == 0 and asked.call_count == 1
        assert person.runs("add", "--back", "capitals", terminal=True).returncode == 1
        assert person.version == "2.0.0"


def test_a_text_that_is_followed_is_in_place_already_so_nobody_is_asked(person: Person) -> None:
    [path] = person.folder.glob("*.yaml")
    path.write_text(SECOND)
    with mock.patch("typer.confirm", return_value=False) as asked:
        done = person.runs("add", str(path), terminal=True)
    assert done.returncode == 0 and done.stdout.startswith(TO_SECOND) and not asked.called


def test_programs_get_the_plan_as_data(person: Person) -> None:
    plan = json.loads(person.adds(SECOND, "--json").stdout.splitlines()[-1])["plan"]
    assert (plan["from"], plan["to"], plan["back"], plan["mine"]) == ("1.0.0", "2.0.0", False, None)
    assert plan["effect"]["begin_anew"] == 1 and plan["effect"]["gone"] == 0
    plan = json.loads(person.runs("add", "--back", "capitals", "--json").stdout.splitlines()[-1])
    assert plan["replaced"] == "2.0.0" and plan["plan"]["back"] is True and plan["back"]["version"] == "1.0.0"


def test_the_same_content_again_is_no_news(person: Person) -> None:
    again = person.adds(FIRST)
    assert "What changes" not in again.stdout and "--back" not in again.stdout
    assert person.runs("add", "--back", "capitals").returncode == 1


def test_an_older_file_that_is_added_is_told_as_going_back(person: Person) -> None:
    person.adds(SECOND)
    assert person.adds(FIRST).stdout.startswith("What goes back from version 2.0.0 to 1.0.0:")


def test_what_cannot_be_parted_again_is_said(person: Person) -> None:
    two = FIRST.replace("      - {id: pt", "  - skill: south\n    items:\n      - {id: pt")
    person.adds(two.replace("1.0.0", "1.5.0"))
    merged = FIRST.replace("version: 1.0.0", "version: 1.6.0\nmerged: {south: west}")
    person.adds(merged)
    assert "Skills that were joined are parted again" in person.runs("add", "--back", "capitals").stdout


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--back", "capitals"], 1, "keeps no earlier version of `capitals`"),
        (["--back", "capitels"], 1, "did you mean `capitals`?"),
        (["--back", "fractions"], 1, "comes with tutor"),
        ([], 2, "Name a pack to add"),
        (["x.yaml", "--back", "capitals"], 2, "Name a pack to add"),
        (["x.yaml", "--learner", "../x"], 2, "can't be in a learner's name"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(person: Person, words: list[str], status: int, said: str) -> None:
    done = person.runs("add", *words)
    assert done.returncode == status and said in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_a_learners_file_that_cannot_be_read_hinders_nothing(person: Person, damage: bytes | None) -> None:
    person.studies("x")
    file = person.folder / "home" / "learners" / "me.sqlite"
    file.unlink() if damage is None else file.write_bytes(damage)
    done = person.adds(SECOND)
    assert done.returncode == 0 and "that you have met" not in done.stdout
