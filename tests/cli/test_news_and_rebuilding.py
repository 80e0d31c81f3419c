"""What an update changed is told once by each face; a file of another release is folded anew when it is opened."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from command import tutor

ITEMS = "[{id: a, ask: One?, answer: one}, {id: b, ask: Two?, answer: two}, {id: c, ask: Three?, answer: three}]"
TOLD = "Sample was updated: 1 skill renamed; nothing you learned is lost."


@pytest.fixture
def study(tmp_path: Path) -> Callable[..., CompletedProcess[str]]:
    """Study the pack with a skill of this name."""
    pack = tmp_path / "sample.yaml"

    def run(skill: str, face: str, typed: str, *, head: str = "") -> CompletedProcess[str]:
        pack.write_text(f"id: sample\ntitle: Sample\n{head}\nskills: [{{skill: {skill}, items: {ITEMS}}}]\n", "utf-8")
        words = ("study", str(pack), face, "--learner-file", str(tmp_path / "me"))
        done = tutor(*words, given=typed, TUTOR_HOME=str(tmp_path / "home"))
        assert done.returncode == 0, done.stderr
        return done

    return run


def test_the_line_mode_tells_what_changed_once(study: Any) -> None:
    assert study("one", "--plain", "one\n").stderr == ""
    assert study("uno", "--plain", "one\n", head="moved: {one: uno}").stderr == TOLD + "\n"
    assert study("uno", "--plain", "one\n", head="moved: {one: uno}").stderr == ""


def test_the_protocols_hello_tells_what_changed_once(study: Any) -> None:
    hello = '{"op": "hello"}\n'
    assert "news" not in json.loads(study("one", "--jsonl", hello).stdout)
    first, again = study("uno", "--jsonl", hello * 2, head="moved: {one: uno}").stdout.splitlines()
    assert json.loads(first)["news"] == [TOLD]
    assert "news" not in json.loads(again)


def test_a_file_of_another_release_is_folded_anew_and_checks_as_whole(study: Any, tmp_path: Path) -> None:
    study("one", "--plain", "one\n")
    with closing(sqlite3.connect(tmp_path / "me", isolation_level=None)) as db:
        db.execute("update meta set value = '1' where key = 'fold'")
        db.execute("drop table skill")
    checked = tutor("data", "check", "--learner-file", str(tmp_path / "me"))
    assert checked.returncode == 0, checked.stderr
    assert "all verified" in checked.stdout
    assert "another version" in checked.stderr
