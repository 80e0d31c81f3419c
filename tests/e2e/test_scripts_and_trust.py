"""A script that studies: whose programs run without anybody who could be asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tutor.study.running import SAFE, Boxes

PACK = """
id: small
title: Small
items:
  - {id: one, ask: Double it., code: {solution: "def f(n): return 2 * n", tests: [{call: f(2), gives: 4}]}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> str:
    if Boxes().tier() not in SAFE:
        pytest.skip("there is no box here")
    path = tmp_path / "small.yaml"
    path.write_text(PACK, "utf-8")
    return str(path)


def test_a_pack_that_a_script_names_by_its_path_is_run_in_the_box(pack: str, program: Any) -> None:
    running = program(pack, "--learner-file", ":memory:")
    task = running.ask("next")["task"]
    assert task["type"] == "code"
    assert running.ask("answer", task=task["id"], response="def f(n): return n")["verdict"]["correct"] is False
    again = running.ask("next")["task"]
    assert running.ask("answer", task=again["id"], response="def f(n): return n + n")["verdict"]["correct"] is True
    assert running.end() == 0


def test_a_pack_from_the_library_that_nobody_allowed_is_left_out_for_a_script(
    pack: str, program: Any, home: Path
) -> None:
    command(home, "add", pack)
    running = program("small", "--learner-file", ":memory:")
    assert running.ask("next")["task"] is None
    assert running.end() == 0


def test_a_file_that_has_a_course_s_name_says_nothing_of_that_course(
    pack: str, program: Any, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command(home, "add", pack)
    (Path(pack).parent / "here" / "small").mkdir(parents=True)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.chdir(Path(pack).parent / "here")
    running = program("small", "--learner-file", ":memory:")
    assert running.ask("next")["task"] is None
    assert running.end() == 0


def test_a_pack_that_was_refused_is_left_out_for_a_script_too(pack: str, program: Any, home: Path) -> None:
    command(home, "trust", pack, "--refuse")
    running = program(pack, "--learner-file", ":memory:")
    assert running.ask("next")["task"] is None
    assert running.end() == 0
    running = program(pack, "--trust", pack, "--learner-file", ":memory:")
    assert running.ask("next")["task"]["type"] == "code"
    assert running.end() == 0


def command(home: Path, *words: str) -> None:
    subprocess.run([sys.executable, "-m", "tutor", *words], env={**os.environ, "TUTOR_HOME": str(home)}, check=True)
