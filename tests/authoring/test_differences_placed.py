"""`tutor pack diff` names the place of each change, and tells what differs beside skills and items."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import tutor

GOOD = Path(__file__).parent.parent / "packs" / "good" / "all-keys"
PNG = GOOD / "media" / "pizza.png"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    for name in ("old", "new"):
        shutil.copytree(GOOD, tmp_path / name)
    return tmp_path


def change(packs: Path, file: str, *pairs: tuple[str, str]) -> None:
    path = packs / "new" / file
    text = path.read_text()
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text)


def told(packs: Path) -> list[str]:
    return tutor("pack", "diff", "old", "new", cwd=packs).stdout.splitlines()


def test_everything_beside_skills_and_items_is_told_where_it_stands(packs: Path) -> None:
    change(
        packs,
        "course.yaml",
        ("title: Every key of the format", "title: Every key"),
        ("level: beginner\n", ""),
        ("{numerator: the number above the line}", "{numerator: the upper number, denominator: the lower one}"),
        ("shop: A shop sells apples., unused", "shop: A shop sells pears., unused"),
        ("- id: recipe\n    title: Double a recipe", "- id: dinner\n    title: Double a recipe"),
        ("unit: inline\n", "unit: inline\n    title: In the course\n"),
    )
    change(
        packs,
        "units/01-parts.yaml",
        ("own: Only here.", "own: Only there."),
        ("title: Halve a recipe, skills: [name-parts], hand_in: link", "title: Halve a recipe, skills: [name-parts], hand_in: text"),
    )  # fmt: skip
    change(packs, "text/es.yaml", ("Nombra las partes", "Las partes"), ("El perro ladra.", "El perro ladra mucho."))
    (packs / "new" / "media" / "sum.ogg").write_bytes((GOOD / "media" / "sum.ogg").read_bytes() + b"\0")
    assert told(packs) == [
        "new/course.yaml:3:1: course title: changed",
        "new/course.yaml:1:1: course level: changed",
        "new/course.yaml:25:11: unit inline: changed",
        "new/units/01-parts.yaml:86:5: project in-unit: changed (hand_in)",
        "new/course.yaml:40:1: project recipe: gone: what learners handed in for it stays in their portfolios",
        "new/course.yaml:41:5: project dinner: new",
        "new/course.yaml:12:12: glossary numerator: changed",
        "new/course.yaml:12:41: glossary denominator: new",
        "new/units/01-parts.yaml:12:16: passage own: changed",
        "new/course.yaml:22:12: passage shop: changed",
        "new/media/sum.ogg:1:1: media media/sum.ogg: changed",
        "new/course.yaml:21:16: translation es: changed (name-parts, words/dog)",
        "",
        "Both are version `1.10`: raise `version` before you hand it out.",
        "For learners: no question and no skill changes.",
    ]


def test_a_change_of_an_item_or_skill_stands_at_the_key_that_changed(packs: Path) -> None:
    change(
        packs,
        "units/01-parts.yaml",
        ("can: I can say what the numerator and the denominator mean.", "can: I can name them."),
        ("explain: Half of three is one and a half.", "explain: Half of three eggs is one and a half."),
    )
    change(
        packs,
        "course.yaml",
        ("{id: c, ask: Is two even?, true_false: true}", "{id: c, ask: Is two even?, true_false: false}"),
        ("          - {id: b, ask: What comes after two?, answer: [three, 3]}\n", ""),
        ("retired: [d]", "retired: [d, counting/d]"),
        ("          - {id: d, ask: What comes after three?, recall: Four.}\n", ""),
    )
    found = told(packs)
    assert found[:5] == [
        "new/units/01-parts.yaml:7:5: skill name-parts: better (can)",
        "new/units/01-parts.yaml:46:9: item name-parts/half: better (explain)",
        "new/course.yaml:31:40: item counting/c: means something else (true_false): learners keep a schedule that "
        "isn't for it; say `rev: 2`",
        "new/course.yaml:19:14: item counting/d: retired: what was learned is kept as a record",
        "new/course.yaml:28:9: item counting/b: gone without a word: learners lose it; say `retired:` or `moved:`",
    ]


def test_programs_get_the_place_too(packs: Path) -> None:
    change(packs, "course.yaml", ("level: beginner", "level: school"))
    first, last = map(json.loads, tutor("pack", "diff", "old", "new", "--json", cwd=packs).stdout.splitlines())
    place = {"path": "new/course.yaml", "line": 10, "column": 1}
    assert first == {"sort": "course", "what": "changed", "name": "level", **place}
    assert last["means"] == "For learners: no question and no skill changes."


def test_a_language_that_comes_or_goes_and_a_picture_that_does_are_told(packs: Path) -> None:
    change(packs, "course.yaml", ("translations: {es: text/es.yaml}\n", ""))
    change(packs, "units/01-parts.yaml", ("        audio: media/sum.ogg\n        transcript: two and three\n", ""))
    assert [line.partition(": ")[2] for line in told(packs)[:-3]] == [
        "item name-parts/sum: better (audio, transcript)",
        "media media/sum.ogg: gone",
        "translation es: gone",
    ]


def test_one_version_and_itself_differ_in_nothing(packs: Path) -> None:
    assert told(packs) == ["For learners: no question and no skill changes."]
