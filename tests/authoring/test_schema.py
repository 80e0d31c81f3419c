"""The JSON schema says the same as the reader, in the words of the one table of keys."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from tutor.authoring.keys import EXPLORE, ITEM, KEYS, MEDIA, OF_KINDS, PLACES
from tutor.authoring.schema import pack_schema, unit_schema
from tutor.core.item import Item, Written
from tutor.core.kinds import KINDS
from tutor.packs.compile import load
from tutor.packs.exploring import EXPLORE_KEYS
from tutor.packs.media import MEDIA_KEYS
from tutor.packs.reader import COURSE_KEYS, UNIT_KEYS
from tutor.packs.skills import SKILL_KEYS
from tutor.packs.written import WrittenSkill

ROOT = Path(__file__).parents[2]
COURSE, UNIT = Draft7Validator(pack_schema()), Draft7Validator(unit_schema())


class Core(yaml.CSafeLoader):
    """YAML 1.2's core schema, as language servers read it: `no` is a text, `012` a number."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
NUMBER = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")
Core.add_implicit_resolver("tag:yaml.org,2002:float", NUMBER, list("-+.0123456789"))
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def validator(found: Any) -> Draft7Validator:
    return UNIT if isinstance(found, dict) and "unit" in found else COURSE


def errors(text: str) -> list[str]:
    found = yaml.load(text, Loader=Core)
    return [f"{error.json_path}: {error.message}" for error in validator(found).iter_errors(found)]


def files_of(pack: Path) -> list[Path]:
    if pack.is_file():
        return [pack]
    named = re.findall(r"^\s*- (\S+\.yaml)\s*$", (pack / "course.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    return [pack / "course.yaml", *(pack / name for name in named)]


PACKS = [
    *(path.parent for path in sorted((ROOT / "courses").glob("*/course.yaml"))),
    *(path for path in sorted((ROOT / "tests" / "packs" / "good").iterdir())),
    *sorted((ROOT / "tests").glob("*/packs/*.yaml")),
]


def test_the_schemas_are_schemas() -> None:
    for schema in (pack_schema(), unit_schema()):
        Draft7Validator.check_schema(schema)
        json.dumps(schema, allow_nan=False)


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_pack_that_the_reader_accepts_fits_the_schema(pack: Path) -> None:
    if load(pack, tested=False).compiled is None:
        pytest.skip("not a pack that the reader accepts")
    for file in files_of(pack):
        assert errors(file.read_text(encoding="utf-8")) == [], file


def one(item: str) -> str:
    return f"title: T\nitems:\n  - {{id: a, {item}}}\n"


GOOD = [
    one("ask: How many?, answer: 5"),
    one("ask: Which?, answer: [1.10, no, true]"),
    one("ask: Sure?, true_false: 'true'"),
    one("ask: How many?, number: 012"),
    one("ask: How many?, number: a + b, vars: {a: 1..9, b: [1, 2], name: 3}"),
    one("ask: Which?, choices: [{right: 1}, {wrong: 2}], difficulty: '3'"),
    one("cloze: 'The [[a]].', each: true"),
    one("ask: Order., order: [1, 2, 3], distractors: [4], or: [[2, 1, 3]]"),
    one('ask: Order., order: "1\\n2", distractors: "3\\n4"'),
    one("ask: Pair., match: {a: 1, b: 2}, distractors: [3]"),
    one("ask: Sort., sort: {even: [2, 4], odd: [1]}"),
    one("ask: Both., parts: [{ask: One?, answer: 1}, {ask: Two?, number: 2}]"),
    one("ask: Why?, hints: [Think., {if: response > 1, say: Less.}], answer: x"),
    one("ask: Why?, answer: x, mistakes: [{when: [1, 2], say: No.}, {if: response == 3, say: No.}]"),
    "title: T\nitems: []\nlesson: [{plot: y = a*x, vars: {a: -5..5}, points: [[1, 2]], x: 0..9}, {file: a.png, alt: A}]",
    "title: T\nitems: []\nlesson: [{bars: [1, a], sample: {of: dice(6), count: 50}}, {link: https://a.org, alt: A}]",
    one("ask: A?, sql: {setup: {file: shop.sql}, solution: SELECT 1}"),
    one("ask: A?, shell: {setup: {file: a.sh}, files: {a: {file: b.txt}, c: d}, check: x, solution: y}"),
    "title: 2026\ncards: [[sol, sun], {front: 1, back: one}]\n",
    "title: T\ncards: {rows: [[[sol, sun], [el sol, 2]], {front: [a], back: [b, c]}], both: true, ask: A <<front>>, typos: 1}",
    "title: T\nlesson: [{text: Read.}]\nremember: skill\nitems: [{ask: A?, answer: b}]\n",
    "unit: 1\nskills: [{skill: a, lesson: [{way: steps, steps: [{show: 1}, {ask: A?, answer: 2}]}], items: []}]\n",
]
BAD = {
    "no title": "items: [{ask: A?, answer: b}]",
    "nothing in it": "title: T",
    "an unknown key of the course": "title: T\nitmes: []\nitems: []",
    "an unknown key of an item": one("ask: A?, answer: b, explian: c"),
    "no answer": one("ask: A?"),
    "two kinds": one("ask: A?, answer: b, number: 2"),
    "an option of another kind": one("ask: A?, answer: b, tolerance: 2%"),
    "a list for a text": one("ask: [A?], answer: b"),
    "a mapping for an answer": one("ask: A?, answer: {b: c}"),
    "yes for true": one("ask: A?, true_false: yes"),
    "a difficulty out of range": one("ask: A?, answer: b, difficulty: 6"),
    "half a difficulty": one("ask: A?, answer: b, difficulty: 2.5"),
    "a word for a number": one("ask: A?, answer: b, seconds: long"),
    "a choice that is right and wrong": one("ask: A?, choices: [{right: a, wrong: b}]"),
    "a choice that is neither": one("ask: A?, choices: [{because: a}]"),
    "a mistake without when": one("ask: A?, answer: b, mistakes: [{say: No.}]"),
    "a card of three": "title: T\ncards: [[a, b, c]]",
    "cards in two places": "title: T\ncards: {file: a.csv, rows: [[a, b]]}",
    "cards nowhere": "title: T\ncards: {both: true}",
    "a card without a back": "title: T\ncards: [[a, []]]",
    "an essay inside parts": one("ask: A?, parts: [{ask: B?, recall: c}]"),
    "a unit without skills": "unit: a",
    "a skill without a name": "title: T\nskills: [{title: A}]",
    "a step that shows and asks": "title: T\nitems: []\nlesson: [{steps: [{show: a, answer: b}]}]",
    "a wrong word": one("ask: A?, answer: b, case: upper"),
}


@pytest.mark.parametrize("text", GOOD)
def test_what_is_well_written_fits(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_is_badly_written_does_not_fit(text: str) -> None:
    assert errors(text) != []


BAD_PACKS = ["unknown-key", "two-kinds", "no-answer", "no-title", "nothing-in-it", "wrong-types", "lesson-is-a-text"]


@pytest.mark.parametrize("name", BAD_PACKS)
def test_the_readers_bad_packs_of_this_sort_do_not_fit(name: str) -> None:
    path = ROOT / "tests" / "packs" / "bad" / f"{name}.yaml"
    assert load(path).compiled is None and errors(path.read_text(encoding="utf-8")) != []


@given(st.sampled_from(sorted(KINDS)), st.sampled_from(sorted({key for lines in OF_KINDS.values() for key in lines})))
def test_an_option_stands_only_beside_the_kinds_that_have_it(kind: str, key: str) -> None:
    item = COURSE.schema["definitions"]["item"]
    allowed = {one["required"][0] for one in item["dependencies"].get(key, {"anyOf": []})["anyOf"]}
    if key not in KINDS:
        assert (kind in allowed) == (key in OF_KINDS[kind])


def structs(kind: type, found: set[type]) -> set[type]:
    """All structs that an author writes below a struct."""
    if kind in found:
        return found
    found.add(kind)
    waiting = [field.type for field in msgspec.inspect.type_info(kind).fields]
    while waiting:
        here = waiting.pop()
        if isinstance(here, msgspec.inspect.StructType) and issubclass(here.cls, Written):
            structs(here.cls, found)
        waiting += [getattr(here, name) for name in ("item_type", "value_type") if hasattr(here, name)]
        waiting += getattr(here, "types", ())
    return found


def test_every_key_of_every_struct_has_a_line_and_no_line_is_left_over() -> None:
    every: set[type] = set()
    for kind in [*KEYS, *KINDS.values()]:
        structs(kind, every)
    for kind in every:
        names = {field.encode_name for field in msgspec.structs.fields(kind)}
        assert set(KEYS[kind]) == names, kind.__name__


def test_every_line_is_one_short_sentence_or_two() -> None:
    for lines in [*KEYS.values(), PLACES, EXPLORE, MEDIA]:
        for key, line in lines.items():
            assert line.strip() == line and "\n" not in line and line.endswith((".", "…")) and len(line) <= 130, key


def test_every_kind_begins_with_its_own_key_and_adds_none_of_the_common_ones() -> None:
    assert list(OF_KINDS) == list(KINDS)
    for name, lines in OF_KINDS.items():
        assert next(iter(lines)) == name and not set(lines) & set(ITEM)


def test_the_keys_that_the_reader_takes_one_by_one_have_lines() -> None:
    skill = {field.encode_name for field in msgspec.structs.fields(WrittenSkill)}
    assert {*COURSE_KEYS, *UNIT_KEYS, *SKILL_KEYS} - skill <= set(PLACES)
    assert (tuple(EXPLORE), tuple(MEDIA)) == (EXPLORE_KEYS, MEDIA_KEYS)


def test_every_property_has_a_hover_text() -> None:
    def look(schema: Any, where: str) -> None:
        if isinstance(schema, dict):
            for key, value in schema.get("properties", {}).items():
                assert value.get("description"), f"{where}.{key}"
            for key, value in schema.items():
                look(value, f"{where}.{key}")

    look(pack_schema(), "$")
    assert issubclass(Item, Written)
