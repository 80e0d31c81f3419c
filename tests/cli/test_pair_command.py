"""`tutor pair`: two learners of one computer, each with a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import tutor

PACK = """
id: capitals
title: Capitals
language: en
items:
  - {id: fr, ask: The capital of France?, answer: Paris}
  - {id: it, ask: The capital of Italy?, answer: Rome}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "capitals.yaml").write_text(PACK, encoding="utf-8")
    for name in ("ada", "bo"):
        made = tutor("study", "capitals.yaml", "--learner", name, "--plain", cwd=tmp_path, TUTOR_HOME=str(tmp_path))
        assert made.returncode == 0, made.stderr
    return tmp_path


def pair(home: Path, *words: str, given: str = "") -> tuple[int, str, str]:
    done = tutor("pair", *words, cwd=home, given=given, TUTOR_HOME=str(home))
    return done.returncode, done.stdout, done.stderr


def answers(home: Path, name: str) -> int:
    out = tutor("stats", "--learner", name, "--json", cwd=home, TUTOR_HOME=str(home))
    assert out.returncode == 0, out.stderr
    export = home / f"export-{name}"
    assert tutor("data", "export", str(export), "--learner", name, TUTOR_HOME=str(home)).returncode == 0
    return (export / "events.jsonl").read_text("utf-8").count('"answered"')


def test_two_learners_study_in_turns_each_in_a_file_of_their_own(home: Path) -> None:
    status, said, trouble = pair(
        home, "bo", "capitals.yaml", "--learner", "ada", given="x\nso\nso\n\n3\ny\nso\nso\n\n2\nz\n"
    )
    assert (status, trouble) == (0, "")
    assert "ada, it is your turn. bo listens." in said and "bo, it is your turn. ada listens." in said
    assert (answers(home, "ada"), answers(home, "bo")) == (2, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ada", "--learner", "ada"], "Pair study is for two; “ada” is both of them."),
        (["carl", "--learner", "ada"], "There is no learner “carl” here yet; `tutor study --learner carl` begins one."),
        (["bo", "--learner", "nobody"], "There is no learner “nobody” here yet"),
        (["../bo", "--learner", "ada"], "can't be in a learner's name"),
        (["bo", "no-such-course", "--learner", "ada"], "There is no course “no-such-course”"),
    ],
)
def test_who_is_not_two_is_told_so_in_a_sentence(home: Path, words: list[str], said: str) -> None:
    status, out, trouble = pair(home, *words)
    assert status == 2 and out == "" and said in trouble and trouble.count("\n") == 1
    assert sorted(one.name for one in (home / "learners").glob("*.sqlite")) == ["ada.sqlite", "bo.sqlite"]
