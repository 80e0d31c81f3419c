"""What a disk refuses is told in a sentence that names the place and says what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from tutor.__main__ import run
from tutor.cli.faults import sentence
from tutor.cli.opening import CannotOpen, open_session


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EACCES, "allow it"),
        (errno.EROFS, "allow it"),
        (errno.EIO, "look at its"),
    ],
)
def test_a_fault_names_the_place_and_what_to_do(number: int, advice: str) -> None:
    told = sentence(OSError(number, os.strerror(number), "/stick/packs/sums.tutor"))
    assert told.startswith("/stick/packs/sums.tutor can't be used (") and advice in told
    assert told.endswith(" and try again.")


def test_what_was_raised_as_a_sentence_stays_one() -> None:
    assert sentence(OSError("The folder is in the way.")) == "The folder is in the way."


def test_a_fault_of_sqlite_outside_a_learners_file_is_of_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("tutor.packs.library.Library.open", full)
    assert run(["courses"]) == 1
    told = capsys.readouterr().err
    assert str(tmp_path / "cache" / "library.sqlite") in told and "free some space" in told
    with pytest.raises(CannotOpen, match="free some space"):
        open_session([], file=":memory:")
