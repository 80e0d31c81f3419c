"""A pack read again after a save is the pack read as a whole, however little of it was read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tutor.packs import again
from tutor.packs.again import Again
from tutor.packs.compile import load

COURSE = "title: Rivers\nunits:\n  - units/one.yaml\n  - unit: two\n    skills:\n      - skill: last\n        items:\n          - {id: z, ask: Z?, answer: z}\n"
UNIT = """\
unit: one
passages: {map: A map.}
skills:
  - skill: names
    lesson:
      - text: Rivers run into the sea.
    items:
      - {id: a, ask: One?, answer: x, passage: map}
      - {id: b, ask: Two?, answer: y, also: [lakes]}
  # a comment
  - skill: lakes
    requires: [names]
    items:
      - {id: c, ask: Three?, answer: z}

  - skill: seas
    requires: [lakes]
    items:
      - {id: d, ask: Four?, answer: z}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "units").mkdir()
    save(tmp_path / "course.yaml", COURSE)
    save(tmp_path / "units" / "one.yaml", UNIT)
    return tmp_path


def save(path: Path, text: str) -> None:
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def same(made: Again, path: Path) -> None:
    """Reading again gives what reading the whole gives."""
    found, whole = made.load(), load(path, tested=False)
    assert (found.compiled is None) == (whole.compiled is None)
    if found.compiled is None or whole.compiled is None:
        assert found.problems == whole.problems
        return
    assert found.compiled.course == whole.compiled.course
    assert (found.compiled.skills, found.compiled.items) == (whole.compiled.skills, whole.compiled.items)
    assert sorted(found.compiled.files, key=str) == sorted(whole.compiled.files, key=str)


CHANGES = {
    "an item": ("Two?", "Which two?"),
    "a lesson": ("the sea", "lakes"),
    "an item more": ("      - {id: c", "      - {id: n, ask: New?, answer: n}\n      - {id: c"),
    "an item less": ("      - {id: c, ask: Three?, answer: z}\n", "      - {id: e, ask: Three?, answer: z}\n"),
    "a skill more": ("  # a comment\n", "  - skill: new\n    items: [{id: n, ask: N?, answer: n}]\n"),
    "the last skill": ("Four?", "Which four?"),
    "the name of a skill that others require": ("skill: lakes", "skill: ponds"),
    "an item that has no answer": ("answer: z}\n\n", "anwser: z}\n\n"),
    "a quote that isn't closed": ("ask: Three?", 'ask: "Three?'),
    "a skill that requires itself": ("    requires: [names]", "    requires: [seas]"),
    "a passage of the unit": ("A map.", "A big map."),
    "the unit": ("unit: one", "unit: first"),
    "two skills": (UNIT[UNIT.index("One?") : UNIT.index("Three?") + 6], UNIT[UNIT.index("One?") : UNIT.index("Three?") + 6].replace("?", "??")),
    "nothing": ("Two?", "Two?"),
    "an anchor in another skill": ("requires: [names]", "requires: *x"),
    "the end of the list": ("  - skill: seas", "projects:\n  - skill: seas"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_read_again_is_what_the_whole_would_be(pack: Path, change: str) -> None:
    made = Again(pack)
    same(made, pack)
    old, new = CHANGES[change]
    assert old in UNIT
    unit = pack / "units" / "one.yaml"
    save(unit, UNIT.replace(old, new))
    same(made, pack)
    save(unit, UNIT.replace(old, new).replace("Four?", "Which four?"))
    same(made, pack)
    save(unit, UNIT)
    same(made, pack)
    save(pack / "course.yaml", COURSE.replace("Z?", "Which z?"))
    same(made, pack)
    save(pack / "course.yaml", COURSE.replace("Rivers", "Streams"))
    same(made, pack)


@pytest.mark.parametrize("change", ["an item", "a lesson", "an item more", "a skill more", "two skills", "nothing"])
def test_a_change_within_skills_reads_only_these(pack: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Again(pack)
    made.load()
    monkeypatch.setattr(again, "read", lambda *_, **__: pytest.fail("the whole was read"))
    save(pack / "units" / "one.yaml", UNIT.replace(*CHANGES[change]))
    assert made.load().compiled is not None
    save(pack / "units" / "one.yaml", UNIT.replace(*CHANGES[change]).replace("Four", "Five"))
    loaded = made.load()
    assert loaded.compiled is not None and b"Five?" in loaded.compiled.items[-2][1]


@pytest.mark.parametrize("what", ["gone", "no text", "too much", "another is there", "the folder is gone"])
def test_a_file_that_can_not_be_read_any_more_is_told_as_by_reading_the_whole(pack: Path, what: str) -> None:
    made, unit = Again(pack), pack / "units" / "one.yaml"
    same(made, pack)
    match what:
        case "gone":
            unit.unlink()
        case "no text":
            unit.write_bytes(b"\xff\x00")
        case "too much":
            save(unit, UNIT + "# " + "x" * 10_000_000)
        case "another is there":
            save(pack / "units" / "two.yaml", "- {skill: more, items: [{id: n, ask: N?, answer: n}]}\n")
        case "the folder is gone":
            shutil.rmtree(pack)
    same(made, pack)
    unit.parent.mkdir(parents=True, exist_ok=True)
    save(pack / "course.yaml", COURSE)
    save(unit, UNIT)
    same(made, pack)


def test_a_fault_in_one_file_is_not_forgotten_when_another_is_saved(pack: Path) -> None:
    made = Again(pack)
    made.load()
    save(pack / "units" / "one.yaml", UNIT.replace("answer: y", "anwser: y"))
    assert made.load().compiled is None
    save(pack / "course.yaml", COURSE.replace("Z?", "Which z?"))
    same(made, pack)
