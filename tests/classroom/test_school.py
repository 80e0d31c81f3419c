"""The answers of several classes in one folder, and what they come to together."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from class_world import World

from tutor.classroom.classbook import ClassBook

CLASSES = ("east", "west")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two demo classes of six learners who studied for a week, exported as Parquet and as CSV."""
    world = World(tmp_path_factory.mktemp("school"))
    for number, name in enumerate(CLASSES):
        world.run("t", "class", "demo", "--learners", "6", "--weeks", "1", "--seed", str(number), "--in", name)
        for folder, words in (("parquet", ("--everybody",)), ("csv", ("--csv", "--everybody"))):
            done = world.run("t", "class", "export", folder, *words, "--class", name)
            assert "answers of" in done.stdout
    return world


def told(world: World, *places: str) -> dict[str, Any]:
    """What the school comes to, without fifths: learners with like shares fall into them by their drawn numbers."""
    found = json.loads(
        world.run("t", "class", "school", *places, "--json").stdout, parse_float=lambda x: round(float(x), 9)
    )
    found["items"] = [{**one, "groups": len(one["groups"])} for one in found["items"]]
    return dict(found)


def test_parquet_and_csv_of_the_same_classes_come_to_the_same(school: World) -> None:
    found = told(school, "parquet")
    assert found["classes"] == 2 and found["learners"] in (10, 11, 12)  # some demo learners give a summary only
    assert found == told(school, "csv")
    text = school.run("t", "class", "school", "parquet").stdout
    assert (
        text.startswith(f"2 classes, {found['learners']} learners, ")
        and "Left out, with fewer than 10 learners" in text
    )


def test_a_class_that_is_exported_again_is_not_counted_twice(school: World) -> None:
    before = told(school, "csv")
    school.run("t", "class", "export", "csv", "--csv", "--everybody", "--class", "east")
    assert told(school, "csv") == before


def test_no_code_and_no_name_is_in_a_file_and_numbers_are_drawn_anew(school: World) -> None:
    texts = "".join(file.read_text("utf-8") for file in (school.folder / "csv").iterdir())
    roster = (school.folder / "east" / "roster.csv").read_text("utf-8")
    for line in roster.splitlines()[1:]:
        code, _comma, name = line.partition(",")
        assert code not in texts and code.replace("-", "") not in texts and name not in texts
    first = sorted((school.folder / "csv").iterdir())[0].read_text("utf-8").splitlines()
    numbers = sorted({line.split(",")[0].rpartition("-")[2].strip('"') for line in first[1:]})
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_who_did_not_agree_to_be_counted_is_in_no_file_unless_everybody_is(school: World) -> None:
    with ClassBook.open(school.folder / "east" / "class.sqlite", "") as book:
        agreed = sum(one.counted for one in book.learners().values() if one.level >= 2)
        book.db.execute("update learner set counted = 0 where code = (select min(code) from learner where counted = 1)")
    made = json.loads(school.run("t", "class", "export", "few", "--csv", "--json", "--class", "east").stdout)
    assert 0 < made["learners"] == agreed - 1


def test_of_few_learners_nothing_is_told(school: World) -> None:
    found = told(
        school, *(str(file.relative_to(school.folder)) for file in sorted((school.folder / "csv").iterdir())[:1])
    )
    assert found["learners"] in (5, 6)
    assert found["items"] == found["mistakes"] == found["curves"] == [] and found["left_out"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("notes.txt", b"", "no file ends in .parquet or .csv"),
        ("x.csv", b"a,b\n1,2\n", "can't be read"),
        ("x.parquet", b"PAR1", "can't be read"),
        ("a*b.csv", b"", "give it another"),
    ],
)
def test_what_holds_no_answers_is_told_in_a_sentence(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    world = World(tmp_path)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / name).write_bytes(data)
    done = world.run("t", "class", "school", "files", ok=False)
    assert done.returncode in (1, 2) and said in done.stderr and len(done.stderr.splitlines()) == 1


def test_without_the_extra_it_says_what_to_install(school: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    done = school.run("t", "class", "school", "csv", ok=False)
    assert (
        done.returncode == 2
        and done.stderr == "This needs DuckDB. Install it with: pip install 'tutor-terminal[school]'\n"
    )
    assert "answers of" in school.run("t", "class", "export", "csv", "--csv", "--class", "east").stdout
