"""`tutor pack check` and `tutor pack try`, run as commands."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import command
import pytest

PACKS = Path(__file__).parent.parent / "packs"
GOOD = PACKS / "good" / "all-keys"
BAD = PACKS / "bad"


def tutor(*words: str, cwd: Path = BAD, given: str = "", home: Path | None = None) -> CompletedProcess[str]:
    return command.tutor(*words, cwd=cwd, given=given, **({"TUTOR_HOME": str(home)} if home else {}))


def test_check_prints_the_problems_and_sums_up_aside() -> None:
    done = tutor("pack", "check", "cycle", "colon.yaml")
    expected = [(PACKS / "golden" / f"{name}.txt").read_text() for name in ("cycle", "colon.yaml")]
    assert done.stdout == "".join(expected)
    assert done.stderr == "cycle: 3 skills, 3 items, 1 error\ncolon: 0 skills, 0 items, 1 error\n"
    assert done.returncode == 1


def test_a_good_pack_ends_with_status_zero_and_warnings_do_not_change_that(tmp_path: Path) -> None:
    done = tutor("pack", "check", str(GOOD), home=tmp_path)
    assert done.returncode == 0 and "warning not-installed: needs `skill` of the course `other-course`" in done.stdout
    assert (
        done.stderr
        == "all-keys: 4 skills, 15 items, 1 warning (2 notes on style with `--strict`)\nall-keys in es: 27 of 59 texts\n"
    )


def test_one_bad_pack_among_good_ones_is_enough() -> None:
    assert tutor("pack", "check", str(GOOD), "colon.yaml").returncode == 1


def test_packs_that_are_checked_together_find_one_another_in_any_order(tmp_path: Path) -> None:
    item = "items: [{id: a, ask: One?, answer: x}]"
    (tmp_path / "first.yaml").write_text(f"title: First\nskills:\n  - {{skill: s, title: S, {item}}}\n")
    for name, needed in (("second", "first/s"), ("third", "first/gone")):
        text = f"title: Next\nskills:\n  - {{skill: t, title: T, requires: [{needed}], {item}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text)
    for paths in (("second.yaml", "first.yaml"), ("first.yaml", "second.yaml")):
        assert "not-installed" not in tutor("pack", "check", *paths, cwd=tmp_path, home=tmp_path / "home").stdout
    for paths in (("second.yaml",), ("second.yaml", "third.yaml"), ("third.yaml", "first.yaml")):
        assert "not-installed" in tutor("pack", "check", *paths, cwd=tmp_path, home=tmp_path / "home").stdout


def test_a_pack_with_errors_is_found_by_one_that_is_checked_with_it(tmp_path: Path) -> None:
    (tmp_path / "first.yaml").write_text(
        "title: First\nskills:\n  - {skill: s, title: S, items: [{id: a, ask: '1'}]}\n"
    )
    item = "items: [{id: a, ask: One?, answer: x}]"
    text = f"title: Next\nskills:\n  - {{skill: t, title: T, requires: [first/s], {item}}}\n"
    (tmp_path / "second.yaml").write_text(text)
    done = tutor("pack", "check", "second.yaml", "first.yaml", cwd=tmp_path, home=tmp_path / "home")
    assert done.returncode == 1 and "not-installed" not in done.stdout


def test_json_lines_say_the_same() -> None:
    done = tutor("pack", "check", "files", "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(list(problem) == ["path", "line", "column", "severity", "code", "message", "hint"] for problem in found)
    lines = [
        "{path}:{line}:{column}: {severity} {code}: {message}".format(**one)
        + (f"; {one['hint']}" if one["hint"] else "")
        for one in found
    ]
    assert "\n".join(lines) + "\n" == (PACKS / "golden" / "files.txt").read_text()
    assert done.stderr == "" and done.returncode == 1


@pytest.mark.parametrize(
    "words", [["pack", "check"], ["pack", "check", "nowhere"], ["pack", "check", "--nonsense", "x"], ["pack"]]
)
def test_wrong_usage_ends_with_status_two(words: list[str]) -> None:
    done = tutor(*words)
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_a_path_with_control_characters_is_shown_harmlessly(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2Jb.yaml").write_text("title: a: b\n")
    done = tutor("pack", "check", "a\x1b[2Jb.yaml", "c\x1bd", cwd=tmp_path)
    assert done.returncode == 2
    done = tutor("pack", "check", "a\x1b[2Jb.yaml", cwd=tmp_path)
    assert "\x1b" not in done.stdout + done.stderr and "[U+001B]" in done.stdout


def test_a_terminal_that_knows_only_ascii_is_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = tutor("pack", "check", "cycle")
    assert "error cycle" in done.stdout and done.returncode == 1 and "Traceback" not in done.stderr
    done = tutor("pack", "check", "cycle", "--json")
    assert done.returncode == 1 and "Traceback" not in done.stderr


def test_try_answers_each_line() -> None:
    requests = '{"item":"counting/a","response":"two"}\n\n{"item":"counting/a"}\nnonsense\n'
    done = tutor("pack", "try", str(GOOD), "--jsonl", given=requests)
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert first["verdict"]["correct"] and "verdict" not in second and third["error"]["code"] == "bad_request"
    assert done.returncode == 0 and done.stderr == ""


def test_try_of_a_bad_pack_says_what_check_says() -> None:
    tried, checked = tutor("pack", "try", "unknown-key.yaml", "--jsonl"), tutor("pack", "check", "unknown-key.yaml")
    assert tried.returncode == 1 and tried.stdout == checked.stdout != ""


def test_try_without_jsonl_says_what_to_add() -> None:
    done = tutor("pack", "try", str(GOOD))
    assert done.returncode == 2 and "--jsonl" in done.stderr and done.stdout == ""


def test_a_code_is_explained_with_an_example() -> None:
    done = tutor("pack", "explain", "cycle")
    assert done.returncode == 0 and done.stdout.startswith("cycle: Skills that require each other in a circle\n")
    assert "requires: [doubling]" in done.stdout and "Mended:" in done.stdout


def test_all_codes_are_listed_and_an_unknown_one_names_the_nearest() -> None:
    done = tutor("pack", "explain")
    assert done.returncode == 0 and len(done.stdout.splitlines()) > 100
    done = tutor("pack", "explain", "cycel")
    assert done.returncode == 2 and done.stderr == "There is no code `cycel`; did you mean `cycle`?\n"
