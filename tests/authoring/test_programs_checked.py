"""`pack check` runs the programs of a pack: solutions pass, beginnings and known mistakes don't, at their own lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tutor.authoring.check import check
from tutor.authoring.programs import Runs
from tutor.authoring.trial import Trial
from tutor.packs.compile import load
from tutor.study.running import SAFE, Boxes

GOOD = """title: T
items:
  - id: a
    ask: Double it.
    vars: {k: 2..9}
    code:
      starter: "def f(n): ..."
      solution: "def f(n): return <<k>> * n"
      tests: [{call: f(2), gives: "<<2 * k>>"}]
    mistakes: [{when: "def f(n): return n", say: That is itself.}]
    samples: {wrong: ["def f(n)", 3]}
  - id: b
    ask: Who?
    sql: {setup: "create table a(b); insert into a values (1), (2);", solution: select b from a where b > 1}
  - id: c
    ask: Make it.
    shell: {solution: mkdir d, check: test -d d}
"""
BAD = """title: T
items:
  - id: a
    ask: Double it.
    code:
      solution: "def f(n): return 3 * n"
      tests: [{call: f(2), gives: 4}]
  - id: b
    ask: Double it.
    code:
      starter: "def f(n): return 2 * n"
      solution: "def f(n): return n + n"
      tests: [{call: f(2), gives: 4}]
    mistakes: [{when: "def f(n): return 4", say: No.}]
  - id: c
    ask: Who?
    sql: {setup: create table a(b), solution: select c from a}
  - id: d
    ask: Make it.
    shell: {solution: mkdir e, check: test -d d}
  - {id: e, ask: Say it., code: {language: cobol, solution: x, tests: [{prints: x}]}}
"""


class NoBox(Boxes):
    def tier(self) -> Any:
        return "limits"


def found(folder: Path, text: str, runs: Runs) -> list[tuple[int, str, str]]:
    path = folder / "t.yaml"
    path.write_text(text, "utf-8")
    problems = check(path, runs=runs).problems
    return [(one.line, one.code, one.message) for one in problems if one.code not in ("few-items",)]


@pytest.fixture
def runs() -> Runs:
    if Boxes().tier() not in SAFE:
        pytest.skip("there is no box here")
    return Runs()


def test_a_good_pack_has_no_problems(tmp_path: Path, runs: Runs) -> None:
    assert found(tmp_path, GOOD, runs) == []


def test_what_running_shows_is_said_at_its_line(tmp_path: Path, runs: Runs) -> None:
    problems = found(tmp_path, BAD, runs)
    assert [(line, code) for line, code, _ in problems] == [
        (6, "solution-fails"),
        (11, "starter-passes"),
        (14, "wrong-passes"),
        (17, "solution-fails"),
        (20, "solution-fails"),
        (21, "not-run"),
    ]
    assert problems[3][2] == "it can't be run: no such column: c"
    assert "`f(2)` should give `4`; it gave `6`" in problems[0][2]
    assert "cobol" in problems[-1][2]


@pytest.mark.parametrize(
    ("brought", "said"),
    [
        ("sql: {setup: creat table a(b), solution: select b from a}", 'it can\'t be run: near "creat": syntax error'),
        ("sql: {solution: create table a(b), check: select c from a}", "it can't be run: no such column: c"),
        ("shell: {setup: exit 3, solution: mkdir d, check: test -d d}", "it can't be run: it ended with status 3"),
    ],
)
def test_what_a_pack_brings_itself_and_can_not_be_run_is_an_error(
    tmp_path: Path, runs: Runs, brought: str, said: str
) -> None:
    pack = f"title: T\nitems:\n  - id: a\n    ask: Do it.\n    {brought}\n"
    assert [(code, told) for _, code, told in found(tmp_path, pack, runs)] == [("solution-fails", said)]


def test_without_a_box_it_is_said_once_and_nothing_runs(tmp_path: Path) -> None:
    assert [code for _, code, _ in found(tmp_path, BAD, Runs(NoBox()))] == ["not-run"]


def test_loading_a_pack_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Boxes, "carry_out", lambda *words, **more: pytest.fail("it ran"))
    (tmp_path / "t.yaml").write_text(BAD, "utf-8")
    assert load(tmp_path / "t.yaml").compiled is not None


def test_trying_an_item_judges_its_program(tmp_path: Path, runs: Runs) -> None:
    (tmp_path / "t.yaml").write_text(GOOD, "utf-8")
    loaded = load(tmp_path / "t.yaml")
    assert loaded.compiled is not None
    trial = Trial(loaded.compiled, Boxes())
    for response, correct in (("select 2", True), ("select 1", False)):
        reply = trial.reply(json.dumps({"item": "t/b", "response": response}).encode())
        assert reply["verdict"]["correct"] is correct
