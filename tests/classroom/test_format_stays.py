"""Files of every version that was ever handed in are read for ever, and what each level holds is kept as text.

UPDATE_GOLDEN=1 writes what is missing; a released file is never written anew.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from pathlib import Path

import pytest
from class_world import RIGHT, World

from tutor.classroom.classbook import ClassBook
from tutor.classroom.collecting import collect
from tutor.packs.bundle import Bundle, read_bundle

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A class of one, where all that could be handed in is there: essay, note, journal, goal, project, message."""
    world = World(tmp_path)
    world.run("teacher", "handout", "sums.yaml", "--title", "Sums")
    world.run("anna", "join", "Sums-001.handout")
    world.study("anna", 9, lambda item: "Anna Ahorn" if item == "word" else RIGHT.get(item, ""))
    world.later(days=1)
    world.study("anna", 12)
    world.run("anna", "inbox", "--write", "When is the test?")
    return world


def told(place: Path) -> str:
    """What is in a hand-in: each file's rows with what chance decided left out."""
    lines = []
    with zipfile.ZipFile(place) as archive:
        for name in sorted(archive.namelist()):
            if name == "manifest.json":
                head = json.loads(archive.read(name))
                kept = {key: head[key] for key in ("format", "kind", "seq", "made_on", "level", "withdraw")}
                lines += [name, f"  {json.dumps(kept)}", f"  and {sorted(set(head) - set(kept))}"]
            elif name.endswith(".jsonl"):
                rows = archive.read(name).splitlines()
                fields = sorted({key for row in rows for key in json.loads(row)})
                lines += [name, f"  {len(rows) and 'rows'} of {fields}"]
            else:
                lines += [name, *(f"  {line}" for line in archive.read(name).decode().splitlines())]
    text = re.sub(r"\b[A-Z]{4}-[A-Z]{4}-[A-Z]\b", "CODE", "\n".join(lines)) + "\n"
    return re.sub(r"(?m)^( +)\d+(  )", r"\1N\2", text)


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_what_a_level_holds_is_what_was_kept(world: World, level: int) -> None:
    tick = ("--tick", "1,2") if level == 3 else ()
    world.run("anna", "handin", "--level", str(level), *tick, "--yes", "--to", "out")
    [place] = (world.folder / "out").iterdir()
    found, kept = told(place), GOLDEN / f"level-{level}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        kept.write_text(found, "utf-8")
    assert found == kept.read_text("utf-8")
    assert "Ahorn" not in found


def test_a_hand_in_that_may_be_counted_says_so_where_its_learner_and_its_reader_see_it(world: World) -> None:
    said = world.run("anna", "handin", "--level", "2", "--count-me", "--yes", "--to", "out").stderr
    assert "Your answers may be counted, without your code, in sums that leave this class." in said
    [place] = (world.folder / "out").iterdir()
    found, kept = told(place), GOLDEN / "counted.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        kept.write_text(found, "utf-8")
    assert found == kept.read_text("utf-8")
    assert set(found.splitlines()) - set((GOLDEN / "level-2.txt").read_text("utf-8").splitlines())


def test_whether_one_may_be_counted_is_off_remembered_and_apart_from_the_level(world: World) -> None:
    def counted(*words: str) -> bool:
        told_ = world.run("anna", "handin", *words, "--yes", "--json", "--to", "out").stdout
        return bool(json.loads(told_)["counted"])

    assert not counted("--level", "3")
    assert counted("--level", "2", "--count-me") and counted("--level", "3")
    assert not counted("--level", "1") and not counted("--level", "1", "--count-me") and counted("--level", "2")
    assert not counted("--level", "2", "--no-count-me") and not counted("--level", "2")


def test_a_hand_in_of_the_first_format_is_collected(tmp_path: Path) -> None:
    place = GOLDEN / "format-1.handin"
    with ClassBook.open(tmp_path / "class.sqlite", _head(place)["class_id"]) as book:
        found = collect(book, _head(place)["class_id"], place.name, place.read_bytes(), "2026-11-23", set())
        assert (found.outcome, found.level, found.notes) == ("taken", 3, [])
        assert [one.counted for one in book.learners().values()] == [False], "who was never asked is not counted"
        counts = {
            table: book.db.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("answer", "skill", "week", "words", "message")
        }
    assert counts == _head(place)["rows"], counts


def test_a_hand_in_that_may_be_counted_is_kept_for_ever_and_collected(world: World, tmp_path: Path) -> None:
    place = GOLDEN / "format-1-counted.handin"
    if not place.exists() and os.environ.get("UPDATE_GOLDEN"):
        world.run("anna", "handin", "--level", "2", "--count-me", "--yes", "--to", "kept")
        [made] = (world.folder / "kept").iterdir()
        place.write_bytes(made.read_bytes())
    with ClassBook.open(tmp_path / "class.sqlite", _head(place)["class_id"]) as book:
        found = collect(book, _head(place)["class_id"], place.name, place.read_bytes(), "2026-11-23", set())
        assert (found.outcome, found.level, found.notes) == ("taken", 2, [])
        assert [one.counted for one in book.learners().values()] == [True]


def test_a_hand_out_of_the_first_format_is_opened(tmp_path: Path) -> None:
    bundle = read_bundle(GOLDEN / "format-1.handout")
    assert isinstance(bundle, Bundle) and [pack.id for pack in bundle.manifest.packs] == ["sums"]
    world = World(tmp_path)
    told_ = world.run("new", "join", str(GOLDEN / "format-1.handout")).stdout
    assert "Added Sums (sums 1)." in told_ and "You are in Sums now" in told_


def _head(place: Path) -> dict[str, object]:
    with zipfile.ZipFile(place) as archive:
        head = json.loads(archive.read("manifest.json"))
    names = {"answers.jsonl": "answer", "skills.jsonl": "skill", "weeks.jsonl": "week", "words.jsonl": "words"}
    names["messages.jsonl"] = "message"
    rows = {names[one["name"]]: one["rows"] for one in head["members"] if one["name"] in names}
    return {**head, "rows": rows}


def test_the_kept_files_are_there(world: World) -> None:
    """Made once from this very class; afterwards they only grow in number."""
    handin, handout = GOLDEN / "format-1.handin", GOLDEN / "format-1.handout"
    if not handin.exists() and os.environ.get("UPDATE_GOLDEN"):
        world.run("anna", "handin", "--level", "3", "--tick", "1,2", "--yes", "--to", "kept")
        [place] = (world.folder / "kept").iterdir()
        handin.write_bytes(place.read_bytes())
        handout.write_bytes((world.folder / "Sums-001.handout").read_bytes())
    assert handin.exists() and handout.exists()
