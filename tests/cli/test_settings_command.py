"""`tutor settings`: told, changed, and refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tutor.cli.app import app


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    return tmp_path


def tutor(*words: str) -> Result:
    return CliRunner().invoke(app, ["settings", *words])


def test_all_settings_are_told_with_what_they_can_be() -> None:
    said = tutor()
    assert said.exit_code == 0 and said.stdout.count("\n") == 6
    assert "timer    off: whether the minutes of a sitting are shown (off, on)" in said.stdout


def test_a_setting_is_kept_for_the_learner_who_set_it(home: Path) -> None:
    assert tutor("theme", "sepia", "--learner", "Ana").exit_code == 0
    assert (home / "learners" / "Ana.sqlite.settings.json").is_file()
    told = json.loads(tutor("theme", "--json", "--learner", "Ana").stdout)
    assert told["value"] == "sepia" and "contrast" in told["choices"]
    assert json.loads(tutor("theme", "--json").stdout)["value"] == "auto"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("theme", "plaid"), "it can be auto, dark"),
        (("colour",), "There is no setting “colour”"),
        (("colour", "blue"), "There is no setting “colour”"),
        (("keys.undo", "\x1b"), "“?” is not the name of a key."),
    ],
)
def test_what_can_not_be_set_is_told_in_a_sentence(words: tuple[str, ...], told: str, home: Path) -> None:
    said = tutor(*words)
    assert said.exit_code == 2 and told in said.stderr and said.stderr.count("\n") == 1 and said.stdout == ""
    assert list(home.glob("learners/*")) == []


def test_a_damaged_file_is_told_and_stops_nothing(home: Path) -> None:
    (home / "learners").mkdir()
    (home / "learners" / "me.sqlite.settings.json").write_text("{")
    said = tutor()
    assert said.exit_code == 0 and "damaged" in said.stderr
