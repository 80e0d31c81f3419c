"""`tutor add`, `tutor courses`, `tutor remove` and where they keep things."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from command import tutor
from typer.testing import CliRunner

from tutor.cli import places
from tutor.cli.app import app
from tutor.packs import shipped

GOOD = Path(__file__).parent.parent / "packs" / "good" / "all-keys"
BAD = Path(__file__).parent.parent / "packs" / "bad"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    courses = tmp_path / "courses"
    courses.mkdir()
    (courses / "capitals.yaml").write_text("title: Capitals\nitems:\n  - {id: a, ask: France?, answer: Paris}\n")
    monkeypatch.setattr(shipped, "courses_folder", lambda: courses)
    return tmp_path / "home"


def run(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def test_the_library_begins_with_what_ships() -> None:
    done = run("courses")
    assert done.exit_code == 0
    assert done.stdout == "capitals  Capitals     1 skill       1 item   0\n"


def test_an_added_pack_is_listed_until_it_is_removed(home: Path) -> None:
    done = run("add", str(GOOD))
    assert done.exit_code == 0
    assert done.stdout == "Added Every key of the format (all-keys 1.10).\nStudy it with: tutor study all-keys\n"
    assert "all-keys" in run("courses").stdout and "added" in run("courses").stdout
    assert "(all-keys 1.10), in place of the one before." in run("add", str(GOOD)).stdout
    assert (home / "packs" / "all-keys.tutor").exists()
    assert run("remove", "all-keys").exit_code == 0
    assert "all-keys" not in run("courses").stdout
    assert not (home / "packs" / "all-keys.tutor").exists()


def test_facts_come_as_json_too() -> None:
    *problems, last = [json.loads(line) for line in run("add", str(GOOD), "--json").stdout.splitlines()]
    assert [problem["code"] for problem in problems] == ["not-installed"]
    assert last["added"]["id"] == "all-keys" and last["added"]["items"] == 15 and last["replaced"] is None
    rows = [json.loads(line) for line in run("courses", "--json").stdout.splitlines()]
    assert [(row["id"], row["origin"]) for row in rows] == [("capitals", "shipped"), ("all-keys", "added")]


def test_a_bad_pack_is_not_added_and_says_why() -> None:
    done = run("add", str(BAD / "colon.yaml"))
    assert done.exit_code == 1 and "put quotes around it" in done.stdout and "was not added" in done.stderr
    done = run("add", str(BAD / "colon.yaml"), "--json")
    assert done.exit_code == 1 and json.loads(done.stdout)["code"] == "quote"
    assert run("add", "nowhere").exit_code == 2


def test_removing_what_is_not_there_or_ships_is_said_in_a_sentence() -> None:
    done = run("remove", "capitels")
    assert done.exit_code == 1 and "did you mean `capitals`?" in done.stderr
    done = run("remove", "capitals")
    assert done.exit_code == 1 and "comes with tutor" in done.stderr


def test_everything_lies_in_the_folder_that_is_asked_for_and_is_private(home: Path) -> None:
    assert places.data_folder() == home and places.cache_folder() == home / "cache"
    assert places.library_file() == home / "cache" / "library.sqlite"
    assert stat.S_IMODE(home.stat().st_mode) == stat.S_IMODE((home / "cache").stat().st_mode) == 0o700


def test_without_a_wish_the_platform_says_where_things_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUTOR_HOME")
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    assert places.data_folder().is_dir() and places.cache_folder().is_dir()
    assert tmp_path in places.data_folder().parents


@pytest.mark.parametrize(
    ("of", "commands"),
    [
        (
            [],
            "study courses add remove trust stats journal portfolio report join inbox pair handin sync refit settings import export handout "
            "data question class pack",
        ),
        (["data"], "where check backup restore import export forget-words erase"),
        (["pack"], "new preview check ids explain try simulate stats diff translate schema build site sign verify"),
        (
            ["class"],
            "new add handout collect status messages report note assign talked questions work mark present forget export school sums "
            "demo",
        ),
    ],
)
def test_help_names_the_commands_in_the_order_in_which_they_are_needed(of: list[str], commands: str) -> None:
    told = run(*of, "--help").stdout.partition("Commands:\n")[2]
    assert re.findall(r"(?m)^  ([a-z-]+)", told) == commands.split()


def test_a_folder_of_the_librarys_name_is_told_and_how_to_take_it(tmp_path: Path) -> None:
    home: dict[str, Any] = {"TUTOR_HOME": str(tmp_path / "home"), "cwd": tmp_path}
    for place, title in ((tmp_path / "there" / "birds", "Theirs"), (tmp_path / "birds", "Mine")):
        place.mkdir(parents=True)
        (place / "course.yaml").write_text(f"title: {title}\nitems: [{{id: a, ask: One?, answer: one}}]\n", "utf-8")
    assert tutor("add", "there/birds", **home).returncode == 0
    told = tutor("study", "birds", "--plain", **home)
    assert "“birds” is the course in the library; type `./birds` for the folder that lies here." in told.stderr
    assert "Theirs" in told.stdout
    own = tutor("study", "./birds", "--plain", **home)
    assert "Mine" in own.stdout and "the course in the library" not in own.stderr
