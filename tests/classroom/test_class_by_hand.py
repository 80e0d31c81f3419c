"""`class.json` may be edited by hand: what is wrong in it is told in a sentence, before anything else is done."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from class_world import World

from tutor.classroom import roster
from tutor.classroom.folder import ClassTrouble, find
from tutor.classroom.handouts import readable
from tutor.core.classroom.manifest import Manifest


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.run("teacher", "class", "new", "7b")
    return world


def card_of(world: World) -> dict[str, Any]:
    card: dict[str, Any] = json.loads((world.folder / "7b/class.json").read_text("utf-8"))
    return card


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a day as it is written at home": (
        {"holidays": [{"first": "2026-12-20", "last": "6.1.2027"}]},
        "of holiday 1, `6.1.2027` is no day like 2026-12-24",
    ),
    "a day that there is none": (
        {"holidays": [{"first": "2026-02-30", "last": "2026-03-01"}]},
        "`2026-02-30` is no day",
    ),
    "a holiday backwards": (
        {"holidays": [{"first": "2026-12-20", "last": "2026-12-01"}]},
        "holiday 1 would end on 2026-12-01, before it begins on 2026-12-20",
    ),
    "a holiday without its end": ({"holidays": [{"first": "2026-12-20"}]}, "missing required field `last`"),
    "a level that there is none": ({"asks_level": 4}, "`$.asks_level`"),
    "a level in words": ({"asks_level": "two"}, "`$.asks_level`"),
    "no title": ({"title": ""}, "`$.title`"),
    "a page about whom to ask": ({"contact": "x" * 2_001}, "`contact` has more than 2,000 characters"),
    "an id of one's own": ({"id": "7b"}, "its `id` is not as it was made"),
    "a number below nothing": ({"seq": -5}, "its `seq` counts no hand-outs"),
    "a giant number": ({"seq": 10**30}, "class.json"),
    "a pack that climbs out": ({"packs": [{"id": "../../secret"}]}, "one of its `packs` has a strange id"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_was_edited_wrongly_is_told_and_nothing_is_written(what: str, world: World) -> None:
    change, said = WRONG[what]
    place = world.folder / "7b/class.json"
    place.write_text(json.dumps({**card_of(world), **change}), "utf-8")
    before = place.read_bytes()
    for command in (("report",), ("handout", "--to", "out"), ("status",)):
        done = world.run("teacher", "class", *command, "--class", "7b", ok=False)
        assert done.returncode == 1 and said in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr
    assert place.read_bytes() == before and not (world.folder / "out").exists()


def test_an_editor_that_marks_its_files_does_no_harm(world: World) -> None:
    place = world.folder / "7b/class.json"
    place.write_text(json.dumps({**card_of(world), "contact": "Ms Day"}), "utf-8-sig")
    assert find(world.folder / "7b").card.contact == "Ms Day"


BROKEN: list[Callable[[bytes], bytes]] = [lambda data: b"", lambda data: data[:-9], lambda data: b"[" * 5_000]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_card_is_told(broken: Callable[[bytes], bytes], world: World) -> None:
    place = world.folder / "7b/class.json"
    place.write_bytes(broken(place.read_bytes()))
    done = world.run("teacher", "class", "status", "--class", "7b", ok=False)
    assert done.returncode == 1 and "can't be read" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_list_that_a_spreadsheet_saved_is_read_whatever_it_puts_between(tmp_path: Path, sign: str) -> None:
    lines = (f"code{sign}name", f"BCDF-GHJK-V{sign}Ahorn; Anna" if sign == "," else f"BCDF-GHJK-V{sign}Anna", sign, "")
    (tmp_path / "roster.csv").write_text("\r\n".join(lines), "utf-8-sig")
    assert roster.read(tmp_path) == [roster.Person("BCDFGHJKV", "Ahorn; Anna" if sign == "," else "Anna")]


def test_a_list_that_was_saved_in_another_encoding_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_bytes("code,name\nBCDF-GHJK-V,Zoë\n".encode("latin-1"))
    assert roster.read(tmp_path) == [roster.Person("BCDFGHJKV", "Zoë")]


def test_a_hand_out_that_no_learner_could_open_is_not_written() -> None:
    head = Manifest(kind="handout", bundle_id="1" * 32, class_id="2" * 32, made_on="2026-11-23")
    with pytest.raises(ClassTrouble, match=r"learners could not open this hand-out: .* Hand its packs out apart"):
        readable(head, {f"packs/a/{number}": b"" for number in range(2_300)}, {})


def test_a_code_that_stands_twice_in_the_list_is_told_with_both_lines(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("code,name\nBCDF-GHJK-V,Anna\nbcdfghjkv,Ben\n", "utf-8")
    with pytest.raises(ClassTrouble, match=r"roster\.csv:3: the code of line 2 stands here again"):
        roster.read(tmp_path)
