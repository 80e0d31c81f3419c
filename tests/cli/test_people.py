"""The learners of this computer are the files in one folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.cli.people import People, settings_of
from tutor.cli.study_arguments import Options
from tutor.core.settings import Settings
from tutor.store.settings import SettingsFile


def test_the_names_are_those_of_files_and_of_whoever_studies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    people = People(Options(learner="me", courses=["fractions"]), lambda options: lambda: pytest.fail("not opened"))
    assert people.names() == ["me"]
    folder = tmp_path / "learners"
    folder.mkdir()
    for name in ("Zoe.sqlite", "ana.sqlite", "ana.sqlite.journal", ".x.sqlite", "ben.sqlite.settings.json"):
        (folder / name).touch()
    assert people.names() == ["ana", "me", "Zoe"]
    assert people.wrong("../x") != "" and people.wrong("Zoe") == ""
    SettingsFile(folder / "Zoe.sqlite").put("theme", "sepia")
    _, kept = people.turn_to("Zoe")
    assert kept.settings == Settings(theme="sepia") and people.name == "Zoe" and people.options.courses == []
    assert settings_of(Options(learner_file=":memory:")).settings == Settings()
