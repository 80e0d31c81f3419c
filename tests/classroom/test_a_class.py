"""A class from the first hand-out to the second, by the commands that people type."""

from __future__ import annotations

import json
import re
import stat
import zipfile
from pathlib import Path

import pytest
from class_world import RIGHT, World

from tutor.core.classroom.codes import shown


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    (tmp_path / "names.csv").write_text("name,form\nAnna Ahorn,7b\nBen Birke,7b\nCleo Clematis,7b\n", "utf-8")
    world.run("teacher", "class", "new", "7b", "--roster", "names.csv", "--contact", "Ms Day, room 12")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml", "--to", "stick")
    return world


def joined(world: World, who: str, number: int) -> None:
    told = world.run(who, "join", "stick/7b-001.handout", "--code", shown(world.code(number))).stdout
    assert f"You are in 7b now, as {shown(world.code(number))}." in told


def members(place: Path) -> dict[str, list[dict[str, object]]]:
    with zipfile.ZipFile(place) as archive:
        return {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            if name.endswith(".jsonl")
        }


def test_the_folder_is_the_teachers_alone_and_no_name_is_in_a_hand_out(world: World) -> None:
    for name, mode in (("7b", 0o700), ("7b/roster.csv", 0o600), ("7b/slips.txt", 0o600), ("7b/class.sqlite", 0o600)):
        assert stat.S_IMODE((world.folder / name).stat().st_mode) == mode
    with zipfile.ZipFile(world.folder / "stick/7b-001.handout") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Anna" not in whole and b"Birke" not in whole and world.code(1).encode() not in whole
    assert "Anna Ahorn" in (world.folder / "7b/slips.txt").read_text("utf-8")


def test_two_weeks_of_a_class(world: World) -> None:
    joined(world, "anna", 1)
    joined(world, "ben", 2)
    assert world.study("anna", 8) >= 6
    assert world.study("ben", 3, lambda item: "6" if item == "two" else RIGHT.get(item, "")) == 3
    for who in ("anna", "ben"):
        told = world.run(who, "handin", "--level", "2", "--yes", "--to", "stick").stdout
        assert "Written: stick/" in told
    collected = world.run("teacher", "class", "collect", "stick", "--class", "7b").stdout
    assert re.search(r"Anna Ahorn: hand-in 1, level 2, (\d+) new of \1 answers", collected)
    assert "Cleo Clematis  nothing handed in yet" in world.run("teacher", "class", "status", "--class", "7b").stdout
    again = world.run("teacher", "class", "collect", "stick", "--class", "7b").stdout
    assert again.count("is here already") == 2 and "2 files: 0 taken, 2 here already, 0 refused." in again

    told = world.run("teacher", "class", "note", "Look again: + or ×?", "--who", "sums/adding/two=6", "--class", "7b")
    assert told.stdout.startswith("Kept for Ben Birke (1)")
    world.run("teacher", "class", "note", "Well done, all.", "--to", "everybody", "--kind", "praise", "--class", "7b")
    world.run(
        "teacher", "class", "assign", "Add with ease", "--skills", "sums/*", "--due", "2026-11-13", "--class", "7b"
    )
    world.later(days=7)
    world.run("teacher", "class", "handout", "--class", "7b", "--to", "stick")
    written = {path.name for path in (world.folder / "stick").glob("*.handout")}
    assert written == {"7b-001.handout", "7b-002.handout", f"7b-002-{world.code(2)}.handout"}
    assert "New from 7b: 1 task, 2 notes." in world.run("ben", "join", "stick").stdout
    assert "1 task, 1 note" in world.run("anna", "join", "stick").stdout
    inbox = world.run("ben", "inbox").stdout
    assert "Add with ease · 0 of 2 skills · due on Friday" in inbox
    assert "Look again: + or ×?" in inbox and "(new)" in inbox
    assert "(new)" not in world.run("ben", "inbox").stdout
    assert "Look again" not in world.run("anna", "inbox").stdout, "what is for one is for no other"

    number = next(line for line in inbox.splitlines() if "about Adding" in line).split(".")[0].strip()
    world.run("ben", "inbox", "--write", "I read it as times.", "--reply", number)
    world.run("ben", "inbox", "--later", "1", "--until", "2026-11-20", "--because", "I am away.")
    world.run("ben", "handin", "--level", "2", "--yes", "--to", "stick")
    assert (
        "Ben Birke: hand-in 2, level 2, 0 new of 3"
        in world.run("teacher", "class", "collect", "stick", "--class", "7b").stdout
    )
    letters = world.run("teacher", "class", "messages", "--class", "7b").stdout
    assert "Ben Birke, 2026-11-09 (new): answers your note" in letters and "I read it as times." in letters
    assert "puts the task “Add with ease” off until 2026-11-20" in letters and "I am away." in letters


def test_each_level_holds_what_it_says_and_nothing_else(world: World) -> None:
    joined(world, "anna", 1)
    world.run("anna", "inbox", "--write", "When is the test?")
    world.study("anna", 6, lambda item: "Anna Ahorn" if item == "word" else RIGHT.get(item, ""))
    common = {"messages.jsonl"}
    expected = {
        0: common,
        1: common | {"skills.jsonl", "weeks.jsonl"},
        2: common | {"skills.jsonl", "weeks.jsonl", "answers.jsonl"},
    }
    for level, names in expected.items():
        world.run("anna", "handin", "--level", str(level), "--yes", "--to", f"level{level}")
        [place] = (world.folder / f"level{level}").iterdir()
        found = members(place)
        assert set(found) == names, level
        with zipfile.ZipFile(place) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist())
        assert b"Ahorn" not in whole and b"10:0" not in whole and b"T10" not in whole
    [typed] = [row for row in found["answers.jsonl"] if str(row["item"]).endswith("/word")][:1]
    assert "answer" not in typed and not typed.get("right")
    assert all("answer" in row for row in found["answers.jsonl"] if str(row["item"]).endswith(("/two", "/pick")))
    world.run("anna", "handin", "--level", "3", "--tick", "1", "--yes", "--to", "level3")
    [place] = (world.folder / "level3").iterdir()
    assert {row["text"] for row in members(place)["words.jsonl"]} == {"Anna Ahorn"}, "what was ticked, and only so"


def test_nothing_is_written_before_somebody_says_yes(world: World) -> None:
    joined(world, "anna", 1)
    refused = world.run("anna", "handin", "--level", "2", "--to", "out", ok=False)
    assert (
        refused.returncode == 1
        and "nothing was changed" in refused.stderr
        and not list((world.folder / "out").iterdir())
    )
    refused = world.run("anna", "handin", "--to", "out", ok=False)
    assert refused.returncode == 2 and "--level 0 to 3" in refused.stderr and not list((world.folder / "out").iterdir())
    shown_first = world.run("anna", "handin", "--level", "1", "--preview", "--to", "out").stderr
    assert "level 1: a summary" in shown_first and "Not in it: any answer" in shown_first
    assert not list((world.folder / "out").iterdir())


def test_withdrawing_deletes_all_and_an_older_file_brings_nothing_back(world: World) -> None:
    joined(world, "anna", 1)
    world.study("anna", 4)
    world.run("anna", "handin", "--level", "2", "--yes", "--to", "stick")
    world.run("teacher", "class", "collect", "stick", "--class", "7b")
    world.run("anna", "handin", "--withdraw", "--yes", "--to", "stick")
    told = world.run("teacher", "class", "collect", "stick", "--class", "7b").stdout
    assert "Anna Ahorn took back all that was handed in: it is deleted" in told
    (world.folder / "copy").mkdir()
    (world.folder / f"stick/{world.code(1)}-0001.handin").rename(world.folder / "copy/again.handin")
    world.run("teacher", "class", "collect", "copy", "--class", "7b")
    assert "took everything back" in world.run("teacher", "class", "status", "--class", "7b").stdout


def test_a_hand_out_needs_no_class_and_a_class_is_made_of_it_later(world: World) -> None:
    world.run("teacher", "handout", "sums.yaml", "--title", "Sums for all", "--to", "usb")
    told = world.run("dora", "join", "usb/Sums-for-all-001.handout").stdout
    assert "This code was drawn for you" in told
    world.study("dora", 3)
    world.run("dora", "handin", "--level", "2", "--yes", "--to", "usb")
    world.run("teacher", "class", "new", "Evening", "--from", "usb/Sums-for-all-001.handout")
    assert "level 2, 3 new of 3 answers" in world.run("teacher", "class", "collect", "usb", "--class", "Evening").stdout


def test_forgetting_somebody_leaves_nothing_of_them(world: World) -> None:
    joined(world, "anna", 1)
    world.study("anna", 4)
    world.run("anna", "handin", "--level", "2", "--yes", "--to", "stick")
    world.run("teacher", "class", "collect", "stick", "--class", "7b")
    code = world.code(1)
    world.run("teacher", "class", "forget", "Anna", "--yes", "--class", "7b")
    left = b"".join(path.read_bytes() for path in (world.folder / "7b").rglob("*") if path.is_file())
    assert code.encode() not in left and b"Anna" not in left and shown(code).encode() not in left


def test_answers_to_a_question_that_was_renamed_since_count_under_its_new_name(world: World) -> None:
    joined(world, "anna", 1)
    world.study("anna", 4)
    world.run("anna", "handin", "--level", "2", "--yes", "--to", "stick")
    world.run("teacher", "class", "collect", "stick", "--class", "7b")
    text = (world.folder / "sums.yaml").read_text("utf-8").replace("id: two", "id: five").replace('"1"', '"2"')
    text += "moved: {adding/two: adding/five}\n"
    (world.folder / "sums.yaml").write_text(text, "utf-8")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml", "--to", "stick")
    found = json.loads(world.run("teacher", "class", "report", "--json", "--class", "7b").stdout)
    items = {one["item"]: one["n"] for one in found["items"]}
    assert items["sums/adding/five"] == 1 and "sums/adding/two" not in items


def test_a_pack_that_is_here_in_this_very_version_is_not_added_again(world: World) -> None:
    first = world.run("anna", "join", "stick/7b-001.handout").stdout
    assert "Added Sums" in first
    again = world.run("anna", "join", "stick/7b-001.handout").stdout
    assert "Added" not in again and "nothing is new in it" in again
    world.run("anna", "handin", "--level", "1", "--yes", "--to", "out")
    packs = []
    for place in (world.folder / "stick/7b-001.handout", *(world.folder / "out").iterdir()):
        with zipfile.ZipFile(place) as archive:
            packs.append(json.loads(archive.read("manifest.json"))["packs"])
    assert packs[0] == packs[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--items", "sums/adding/tow"), "did you mean `sums/adding/two`?"),
        (("--skills", "sums/ading"), "did you mean `sums/adding`?"),
        (("--minutes", "30", "--course", "sum"), "it has: sums."),
        (("--skills", "sums/*", "--course", "sums"), "--course goes with --minutes"),
        (("--skills", "sums/*", "--minutes", "5"), "one of --skills, --items, --minutes"),
        (("--minutes", "5", "--due", "31.12.2026"), "write it like 2027-02-05"),
        (("--minutes", "5", "--due", "2026-11-05", "--from", "2026-11-09"), "before it begins"),
    ],
)
def test_a_task_that_nobody_could_do_is_not_set(world: World, words: tuple[str, ...], said: str) -> None:
    refused = world.run("teacher", "class", "assign", "Task", *words, "--class", "7b", ok=False)
    assert refused.returncode == 2 and said in refused.stderr
    assert world.run("teacher", "class", "assign", "--list", "--class", "7b").stdout == ""


def test_who_joined_without_the_code_leaves_and_comes_back_with_it(world: World) -> None:
    world.run("anna", "join", "stick/7b-001.handout")
    code = shown(world.code(1))
    assert world.run("anna", "join", "stick/7b-001.handout", "--code", code, ok=False).returncode == 1
    world.run("anna", "join", "--leave", "7b")
    assert f"You are in 7b now, as {code}." in world.run("anna", "join", "stick/7b-001.handout", "--code", code).stdout
