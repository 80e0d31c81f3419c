"""Notes and tasks as they are asked for: for one, for those who gave an answer, for all; and who gets them."""

from __future__ import annotations

import json
import random
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from class_world import World
from pages_world import TODAY, Class, made

from tutor.classroom.coaching import notes, tasks, whose
from tutor.classroom.folder import ClassTrouble
from tutor.classroom.handouts import write
from tutor.classroom.writing_back import Wish, givers, set_task, write_note
from tutor.core.classroom.codes import read_code

CHANCE = random.Random(2)


@pytest.fixture
def room(tmp_path: Path) -> Class:
    return made(tmp_path)


def tasks_in(handout: Path) -> str:
    with zipfile.ZipFile(handout) as archive:
        return archive.read("tasks.jsonl").decode() if "tasks.jsonl" in archive.namelist() else ""


def test_a_task_for_one_learner_lies_in_their_own_hand_out_and_counts_them_alone(room: Class, tmp_path: Path) -> None:
    ada = room.people["Ada"]
    with room.book() as book:
        set_task(room.folder, book, Wish(title="For all", skills="sums/adding"), TODAY, CHANCE)
        set_task(room.folder, book, Wish(title="For Ada", items="sums/adding/two"), TODAY, CHANCE, [ada])
        written = write(room.folder, book, tmp_path / "out", TODAY, CHANCE, bare=True)
    everybody, own = written
    assert "For all" in tasks_in(everybody) and "For Ada" not in tasks_in(everybody)
    assert ada in own.name and "For all" in tasks_in(own) and "For Ada" in tasks_in(own)
    figures = {one.task.title: one for one in room.report().tasks}
    alone, all_of_them = figures["For Ada"], figures["For all"]
    assert (alone.done, alone.begun, alone.not_begun, alone.only) == (1, 0, 0, 1)
    assert all_of_them.done + all_of_them.begun + all_of_them.not_begun == 6 and all_of_them.only == 0


def test_a_task_for_one_learner_reaches_that_learner_alone(tmp_path: Path) -> None:
    world = World(tmp_path)
    (tmp_path / "names.txt").write_text("Ada\nBen\n", "utf-8")
    world.run("teacher", "class", "new", "7b", "--roster", "names.txt", "--in", "7b")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml", "--to", "stick")
    for number, who in enumerate(("ada", "ben"), 1):
        world.run(who, "join", "stick", "--code", world.code(number))
    told = world.run("teacher", "class", "assign", "Twos", "--items", "sums/adding/two", "--to", "ada", "--class", "7b")
    assert told.stdout.startswith("Set for Ada: Twos (")
    listed = world.run("teacher", "class", "assign", "--list", "--class", "7b").stdout
    assert listed.rstrip().endswith("Twos, for Ada")
    world.run("teacher", "class", "assign", "All", "--minutes", "9", "--class", "7b")
    data = world.run("teacher", "class", "assign", "--list", "--json", "--class", "7b").stdout
    found = {one["title"]: one["for"] for one in map(json.loads, data.splitlines())}
    assert found == {"All": [], "Twos": [read_code(world.code(1))]}
    world.run("teacher", "class", "handout", "--class", "7b", "--to", "second")
    for who in ("ada", "ben"):
        world.run(who, "join", "second")
    assert "Twos" in world.run("ada", "inbox").stdout
    assert "Twos" not in world.run("ben", "inbox").stdout
    world.run("teacher", "class", "handout", "--class", "7b", "--to", "third")
    [common] = [file for file in (tmp_path / "third").iterdir() if world.code(1) not in file.name]
    world.run("ada", "join", str(common))
    assert "Twos" in world.run("ada", "inbox").stdout, "a hand-out for everybody takes nothing away"


def test_a_task_that_was_for_a_forgotten_learner_alone_is_not_for_everybody_then(room: Class) -> None:
    ada, bela = room.people["Ada"], room.people["Bela"]
    with room.book() as book:
        set_task(room.folder, book, Wish(title="Alone", items="sums/adding/two"), TODAY, CHANCE, [ada])
        set_task(room.folder, book, Wish(title="Both", items="sums/adding/two"), TODAY, CHANCE, [ada, bela])
        with book.changing():
            book.forget(ada, all_of_it=True)
        assert [task.title for task in tasks(book)] == ["Both"]
        assert list(whose(book).values()) == [{bela}]


def test_everybody_who_gave_an_answer_is_meant_but_for_those_who_give_none_now(room: Class) -> None:
    with room.book() as book:
        names = {code: name for name, code in room.people.items()}
        assert {names[code] for code in givers(book, "sums/adding/two", "6")} == {"Ada", "Bela", "Chidi"}
        with pytest.raises(ClassTrouble, match=r"Nobody gave the answer `7` .* Answers to it: `6` \(\d\)"):
            givers(book, "sums/adding/two", "7")


def test_a_note_is_about_something_that_there_is(room: Class) -> None:
    with room.book() as book:
        ada = room.people["Ada"]
        kept = write_note(room.folder, book, [ada], " Look. ", TODAY, CHANCE, about="sums/adding/two")
        [(code, line)] = notes(book)
        assert (kept, code, line.text, line.about) == (1, ada, "Look.", "sums/adding/two")
        with pytest.raises(ClassTrouble, match="did you mean"):
            write_note(room.folder, book, [ada], "Look.", TODAY, CHANCE, about="sums/addin")
        with pytest.raises(ClassTrouble, match="--kind is one of"):
            write_note(room.folder, book, [ada], "Look.", TODAY, CHANCE, kind="rant")


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(title="", skills="sums/adding"), "Give it a title"),
        (Wish(title="T"), "one of --skills, --items, --minutes"),
        (Wish(title="T", skills="sums/adding", minutes=5), "one of --skills"),
        (Wish(title="T", items="sums/adding/nowhere"), "has a question"),
        (Wish(title="T", minutes=5, due="31.1.2027"), "is no day"),
        (Wish(title="T", minutes=5, due=(TODAY - timedelta(days=1)).isoformat()), "is past"),
        (Wish(title="T", skills="sums/adding", course="sums"), "--course goes with --minutes"),
    ],
)
def test_a_task_that_cannot_be_meant_is_told_and_not_kept(room: Class, wish: Wish, said: str) -> None:
    with room.book() as book:
        with pytest.raises(ClassTrouble, match=said):
            set_task(room.folder, book, wish, TODAY, CHANCE)
        assert tasks(book) == []
