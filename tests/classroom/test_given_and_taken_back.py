"""What was handed in when something came between: taken back, another computer, a clock that jumped, new names."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from class_world import PACK, World
from test_hostile_handins import CLASS, CODE, made, row, taken

from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import find
from tutor.classroom.report import Report, report


@pytest.fixture
def book(tmp_path: Path) -> ClassBook:
    return ClassBook.open(tmp_path / "class.sqlite", CLASS)


def withdrawn(seq: int) -> bytes:
    return made([], seq=seq, level=0, withdraw=True, bundle_id=f"{100 + seq:032x}")


def handed(seq: int, answers: int = 3, **more: Any) -> bytes:
    rows = [row(number) for number in range(1, answers + 1)]
    return made(rows, seq=seq, bundle_id=f"{seq:032x}", **more)


def count(book: ClassBook) -> int:
    return int(book.db.execute("select count(*) from answer").fetchone()[0])


def test_what_was_taken_back_stays_away_though_less_is_given_since(book: ClassBook) -> None:
    assert taken(book, handed(1)).outcome == "taken"
    assert taken(book, withdrawn(3)).outcome == "withdrawn"
    assert taken(book, made([], seq=4, bundle_id="4" * 32)).outcome == "taken"
    late = taken(book, handed(2))
    assert (late.outcome, late.notes) == ("older", ["it was withdrawn since"]) and count(book) == 0


@pytest.mark.parametrize("order", [(1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 3, 1), (3, 1, 2), (3, 2, 1)])
def test_in_whatever_order_files_come_what_was_given_after_taking_back_is_there_in_the_end(
    book: ClassBook, order: tuple[int, ...]
) -> None:
    files = {1: handed(1, 5), 2: withdrawn(2), 3: made([row(1)], seq=3, bundle_id="3" * 32)}
    found = [taken(book, files[number]) for number in order]
    if order.index(3) < order.index(2):
        late = found[order.index(2)]
        assert late.notes == ["hand-in 3 was made after it, and went with the rest: collect that one again"]
        assert taken(book, files[3]).outcome == "taken"
    assert count(book) == 1 and (one := book.learner(CODE)) is not None and (one.seq, one.withdrawn) == (3, False)


def test_nothing_of_what_was_taken_back_is_left_in_the_file(tmp_path: Path) -> None:
    words = {"words.jsonl": b'{"id":"e1","item":"a/b/c","text":"a dark and stormy night"}'}
    with ClassBook.open(tmp_path / "class.sqlite", CLASS) as book:
        assert book.db.execute("pragma secure_delete").fetchone() == (1,)
        taken(book, handed(1, level=3, files=words))
        taken(book, withdrawn(2))
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"stormy" not in left and b"sums/adding/two" not in left


def test_two_computers_of_one_learner_come_together_and_nobody_is_said_to_have_changed_anything(
    book: ClassBook,
) -> None:
    one = [row(number) for number in range(1, 4)]
    other = [row(number, stream="laptop", id=f"l{number}") for number in range(1, 6)]
    assert taken(book, made(one, seq=1, bundle_id="1" * 32)).notes == []
    second = taken(book, made(other, seq=1, bundle_id="2" * 32))
    assert second.outcome == "taken" and count(book) == 8
    assert second.notes == ["3 answers that came before are not in it: they are from another computer, or left out"]
    assert taken(book, made([*one, *other], seq=2, bundle_id="3" * 32)).notes == []


def members(place: Path) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(place) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name.endswith(".jsonl")}
    return {name: [json.loads(line) for line in data.splitlines()] for name, data in files.items()}


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.run("teacher", "handout", "sums.yaml", "--title", "Sums")
    world.run("anna", "join", "Sums-001.handout")
    return world


def collected(world: World) -> str:
    world.run("anna", "handin", "--level", "2", "--yes", "--to", "out")
    world.run("teacher", "class", "new", "--from", "Sums-001.handout")
    return world.run("teacher", "class", "collect", "out", "--class", "Sums").stdout


@pytest.mark.parametrize("year", [1969, 2400])
def test_a_clock_that_jumped_keeps_nobody_from_handing_in(world: World, year: int) -> None:
    now, world.now = world.now, world.now.replace(year=year)
    asked = world.study("anna", 3)
    world.run("anna", "inbox", "--write", "Hello")
    world.now = now
    asked += world.study("anna", 2)
    assert asked and f"level 2, {asked} new of {asked} answers" in collected(world)


def renamed(world: World) -> None:
    """A new version of the pack, where a skill is called otherwise."""
    newer = PACK.replace("skill: adding", "skill: sum").replace("[adding]", "[sum]").replace('"1"', '"2"')
    (world.folder / "sums.yaml").write_text(f"{newer}moved: {{adding: sum}}\n", "utf-8")


def test_right_answers_under_an_older_name_count_for_the_skill_as_it_is_called_now(world: World) -> None:
    world.study("anna", 4)
    renamed(world)
    world.later(days=1)
    world.run("anna", "add", "sums.yaml", "--yes")
    world.study("anna", 1)
    world.run("anna", "handin", "--level", "2", "--yes", "--to", "out")
    [place] = (world.folder / "out").iterdir()
    [skill] = [one for one in members(place)["skills.jsonl"] if one["skill"] == "sums/sum"]
    assert skill["answers"] >= 4 and skill["right"] >= 4, skill


def test_words_that_were_forgotten_are_not_handed_in_as_empty_ones(world: World) -> None:
    world.run("anna", "inbox", "--write", "When is the test?")
    world.run("anna", "data", "forget-words", "--yes")
    world.run("anna", "inbox", "--write", "Never mind.")
    world.run("anna", "handin", "--level", "0", "--yes", "--to", "out")
    [place] = (world.folder / "out").iterdir()
    assert [one["text"] for one in members(place)["messages.jsonl"]] == ["Never mind."]


@pytest.fixture
def class_of_one(world: World) -> World:
    """Anna has answered five questions, which were collected; two tasks are set by the names of that time."""
    world.study("anna", 5)
    collected(world)
    for task in (("--skills", "sums/adding"), ("--items", "sums/adding/two,sums/adding/pick")):
        world.run("teacher", "class", "assign", "Add", *task, "--class", "Sums")
    return world


def reported(world: World) -> Report:
    folder = find(world.folder / "Sums")
    with ClassBook.open(folder.book, folder.card.id) as book:
        return report(folder, book, world.now.date())


def test_a_report_knows_skills_and_tasks_by_the_names_of_the_newest_pack(class_of_one: World) -> None:
    before = reported(class_of_one)
    renamed(class_of_one)
    class_of_one.run("teacher", "class", "handout", "--class", "Sums", "--pack", "sums.yaml")
    after = reported(class_of_one)
    assert [(one.done, one.begun) for one in after.tasks] == [(one.done, one.begun) for one in before.tasks]
    assert any(one.done or one.begun for one in before.tasks)
    assert {one.skill for one in after.stands} == {"sums/sum", "sums/taking"}
    assert [one.n for one in after.skills] == [one.n for one in before.skills]


def test_giving_less_than_before_takes_nothing_back(class_of_one: World) -> None:
    def counts() -> list[int]:
        with ClassBook.open(class_of_one.folder / "Sums" / "class.sqlite", "") as book:
            return [
                book.db.execute(f"select count(*) from {name}").fetchone()[0] for name in ("skill", "week", "answer")
            ]

    before = counts()
    class_of_one.run("anna", "handin", "--level", "0", "--yes", "--to", "stick")
    class_of_one.run("teacher", "class", "collect", "stick", "--class", "Sums")
    assert counts() == before and all(before)


def test_who_gives_less_than_before_is_not_said_to_be_quiet(class_of_one: World) -> None:
    for _ in range(8):
        class_of_one.later(days=1)
        class_of_one.study("anna", 1)
    class_of_one.later(days=30)
    class_of_one.run("anna", "handin", "--level", "2", "--yes", "--to", "out")
    class_of_one.run("teacher", "class", "collect", "out", "--class", "Sums")
    assert [one.reasons for one in reported(class_of_one).attention] == [["quiet"]]
    class_of_one.run("anna", "handin", "--level", "1", "--yes", "--to", "out")
    class_of_one.run("teacher", "class", "collect", "out", "--class", "Sums")
    assert reported(class_of_one).attention == []


def test_an_answer_that_was_taken_back_says_nothing_of_what_helps(class_of_one: World) -> None:
    code = next(iter(reported(class_of_one).levels))
    folder = find(class_of_one.folder / "Sums")
    with ClassBook.open(folder.book, folder.card.id) as book:
        book.db.execute("update answer set way = 'words'")
        for number in range(4):
            book.db.execute("create temp table one as select * from answer where code = ?", (code,))
            book.db.execute("update one set code = ?", (f"other{number}",))
            book.db.execute("insert into answer select * from one")
            book.db.execute("drop table one")
            book.db.execute(
                "insert into learner select ?, seq, level, made_on, taken_on, program_version, language, "
                "withdrawn, counted from learner where code = ?",
                (f"other{number}", code),
            )
        [(first,)] = book.db.execute("select min(id) from answer")
        [way] = report(folder, book, class_of_one.now.date()).ways
        book.db.execute("insert into undone select code, id from answer where id = ?", (first,))
        [fewer] = report(folder, book, class_of_one.now.date()).ways
    assert (way.n - fewer.n, way.learners, fewer.learners) == (5, 5, 5)


def test_who_is_quiet_is_named_though_the_report_begins_later(class_of_one: World) -> None:
    for _ in range(8):
        class_of_one.later(days=1)
        class_of_one.study("anna", 1)
    since = (class_of_one.now + timedelta(days=5)).date()
    class_of_one.later(days=30)
    class_of_one.run("anna", "handin", "--level", "2", "--yes", "--to", "out")
    class_of_one.run("teacher", "class", "collect", "out", "--class", "Sums")
    folder = find(class_of_one.folder / "Sums")
    with ClassBook.open(folder.book, folder.card.id) as book:
        [figure] = report(folder, book, class_of_one.now.date(), since).learners
    assert figure.quiet and figure.n == 0


HAS = "Your teacher of “Sums” has what you handed in, and keeps it."


def test_before_words_or_all_go_it_is_told_what_lies_with_a_teacher_and_how_it_is_taken_back(world: World) -> None:
    assert HAS not in world.run("anna", "data", "forget-words", given="no\n", ok=False).stderr, "nothing was given yet"
    world.run("anna", "handin", "--level", "0", "--yes", "--to", "out")
    forgetting = world.run("anna", "data", "forget-words", given="no\n", ok=False)
    assert HAS in forgetting.stderr and "take it back first, with tutor handin --withdraw" in forgetting.stderr
    erasing = world.run("anna", "data", "erase", given="no\n", ok=False)
    assert HAS in erasing.stderr and "afterwards you can't from here" in erasing.stderr
    assert "Nothing was erased." in erasing.stderr and "[" not in erasing.stderr.split(HAS)[1].split("Type")[0]
    world.run("anna", "handin", "--withdraw", "--yes", "--to", "out")
    assert HAS not in world.run("anna", "data", "erase", given="no\n", ok=False).stderr, "it was taken back"


def test_of_a_class_that_was_left_only_the_teacher_can_delete_it(world: World) -> None:
    world.run("anna", "handin", "--level", "0", "--yes", "--to", "out")
    world.run("anna", "join", "--leave", "Sums")
    said = world.run("anna", "data", "forget-words", "--yes").stderr
    assert said.count("\n") == 1 and "In “Sums”, which you left, lies what you handed in; ask there." in said


def test_erasing_asks_nothing_of_a_file_that_cannot_be_read(world: World) -> None:
    learner = world.home("anna") / "learners" / "me.sqlite"
    learner.write_bytes(b"no database at all" * 100)
    assert world.run("anna", "data", "erase", "--yes").returncode == 0 and not learner.exists()
