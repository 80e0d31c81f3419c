"""`tutor study` on the command line: wrong words, wrong places, and a sentence for each."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest
from command import tutor


def run(folder: Path, *words: str, typed: str = "") -> CompletedProcess[str]:
    return tutor(*words, given=typed, TUTOR_HOME=str(folder / "home"))


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["study", "no-such-course", "--plain"], 2, "no course"),
        (["study", "x" * 5000, "--plain"], 1, "too long"),
        (["study", "--learner", "../me", "--plain"], 2, "learner's name"),
        (["study", "--minutes", "0"], 2, "minutes"),
        (["study", "--minutes", "soon"], 2, "minutes"),
        (["study", "--gate", "shut"], 2, "gate"),
        (["study", "--language", "klingon", "--plain"], 2, "no tag of a language"),
        (["study", "--plain", "--jsonl"], 2, "not allowed"),
        (["fly"], 2, "fly"),
        (["study", "--learner-file", ".", "--plain"], 1, "folder"),
        (["data", "check", "--learner", "nobody"], 1, "nobody"),
    ],
    ids=str,
)
def test_what_a_person_gets_wrong_ends_in_a_sentence(tmp_path: Path, words: list[str], status: int, said: str) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_terminal_the_lines_are_plain(tmp_path: Path) -> None:
    done = run(tmp_path, typed=":q\n")
    assert done.returncode == 0 and "Question 1" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_new_learner_begins_with_fractions_and_finds_the_other_courses(tmp_path: Path) -> None:
    run(tmp_path, "study", "--plain", typed=":s\n\n:q\n")
    events = run(tmp_path, "data", "export", str(tmp_path / "all"))
    assert events.returncode == 0
    assert "fractions/" in (tmp_path / "all" / "events.jsonl").read_text("utf-8")
    assert {"sql", "command-line"} <= set(run(tmp_path, "courses").stdout.split())


def test_a_bad_pack_is_told_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("title: Bad\nitems:\n  - ask: What?\n    anwser: x\n", encoding="utf-8")
    done = run(tmp_path, "study", str(tmp_path / "bad.yaml"), "--plain")
    assert done.returncode == 1 and "did you mean `answer`" in done.stderr


def test_tomorrow_finds_everything_as_it_was(tmp_path: Path) -> None:
    run(tmp_path, "study", "--plain", typed=":s\n\n:q\n")
    again = run(tmp_path, "data", "check")
    assert again.returncode == 0 and "all verified" in again.stdout


def test_a_damaged_file_is_left_untouched_and_named(tmp_path: Path) -> None:
    path = tmp_path / "learner.sqlite"
    path.write_bytes(b"not a learner's file at all" * 100)
    done = run(tmp_path, "study", "--plain", "--learner-file", str(path))
    assert done.returncode == 1 and str(path) in done.stderr
    assert path.read_bytes() == b"not a learner's file at all" * 100


def test_help_and_version_need_no_library(tmp_path: Path) -> None:
    assert "COURSE" in run(tmp_path, "study", "--help").stdout
    assert "tutor" in run(tmp_path, "--version").stdout
    assert "pack" in run(tmp_path, "--help").stdout
    assert not (tmp_path / "home").exists()


def test_options_hold_what_was_typed_and_defaults_else() -> None:
    from tutor.cli.study_arguments import Options, read

    assert read([]) == Options()
    assert read(["a", "--plain", "b", "--minutes", "5"]) == Options(courses=["a", "b"], plain=True, minutes=5)
    assert read(["x", "--seed", "3", "--gate", "open"]) == Options(courses=["x"], seed=3, gate="open")
