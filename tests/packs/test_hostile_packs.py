"""Whatever strangers write as a course: problems or a course, never an exception, and nothing unprintable said."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tutor.core.kinds import KINDS
from tutor.packs.compile import load_source
from tutor.packs.compiled import Loaded
from tutor.packs.convert import names_of
from tutor.packs.problems import has_errors
from tutor.packs.source import FileStamp, Refusal
from tutor.packs.written import WrittenBlock, WrittenCard, WrittenCards, WrittenCourse, WrittenSkill, WrittenUnit

GOOD = Path(__file__).parent / "good" / "all-keys"
EXAMPLES = 150


class MemorySource:
    """A pack that lies in memory."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.origin = Path("memory")
        self.main = "course.yaml"
        self.name = "memory"
        self.contents: dict[str, str] = {}
        self.stamps: dict[str, FileStamp] = {}

    def shown(self, name: str) -> str:
        return name

    def signature(self) -> bytes:
        return b""

    def read(self, name: str, largest: int = 10_000_000) -> bytes | Refusal:
        return self.files.get(name, Refusal("no-file", "there is no such file"))


def checked(files: dict[str, bytes]) -> Loaded:
    loaded = load_source(MemorySource(files))
    assert (loaded.compiled is None) == has_errors(loaded.problems)
    for problem in loaded.problems:
        assert problem.line >= 1 and problem.column >= 1
        assert str(problem).isprintable(), str(problem)
        assert problem.code and problem.message
    return loaded


KEYS = sorted(
    {
        *(
            name
            for kind in (WrittenCourse, WrittenUnit, WrittenSkill, WrittenBlock, WrittenCard, WrittenCards)
            for name in names_of(kind)
        ),
        *(name for kind in KINDS.values() for name in names_of(kind)),
        *(
            "units",
            "skills",
            "items",
            "cards",
            "lesson",
            "passages",
            "projects",
            "steps",
            "show",
            "right",
            "wrong",
            "when",
        ),
        *("if", "say", "see", "because", "file", "rows", "quiz", "pass", "threshold", "levels", "rubric"),
    }
)
TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "1",
            "0",
            "-3",
            "2%",
            "true",
            "no",
            "a/b",
            "../x",
            "x.yaml",
            "[[a]]",
            "[[",
            "<<a>>",
            "<<",
            "1..3",
            "a + b",
            "format",
        ]
    ),
)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), TEXTS), inner, max_size=6),
    ),
    max_leaves=40,
)


@given(st.binary(max_size=300))
@settings(max_examples=EXAMPLES, deadline=None)
@example(b"\xff\xfe")
@example(b"? - ")
@example(b'"\\uD800"')
@example(b"%YAML 9.9\n---\na")
@example(b"- !<tag:x> &a *b")
@example(b"\xef\xbb\xbf")
def test_any_bytes_as_a_course(raw: bytes) -> None:
    checked({"course.yaml": raw})


@given(st.text(alphabet="ab:-#[]{},&*!|>'\"%@`?~ \n\t\\0.<=/x", max_size=80))
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_heap_of_yaml_signs_as_a_course(text: str) -> None:
    checked({"course.yaml": text.encode()})


@given(TREES)
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_tree_of_texts_as_a_course(tree: Any) -> None:
    checked({"course.yaml": yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "replace")})


@given(st.dictionaries(st.sampled_from(KEYS), TREES, max_size=8), st.sampled_from(sorted(KINDS)))
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_tree_of_texts_as_an_item(item: dict[str, Any], kind: str) -> None:
    item.setdefault(kind, "x")
    course = {"title": "T", "items": [item], "lesson": [{"text": "x", "steps": [copy.deepcopy(item)]}]}
    checked({"course.yaml": yaml.safe_dump(course, allow_unicode=True).encode("utf-8", "replace")})


@given(st.text(max_size=200))
@settings(max_examples=EXAMPLES, deadline=None)
@example('front,back\n"a')
@example("front,back\r\na\rb,c")
@example("front,back\na\x85b,c\u2028d\n")
def test_any_text_as_a_table_of_cards(table: str) -> None:
    course = b"title: T\ncards: {file: words.csv, both: true, typed: true}\n"
    checked({"course.yaml": course, "words.csv": table.encode("utf-8", "replace")})
    checked({"course.yaml": course, "words.csv": b"front,back\n" + table.encode("utf-8", "replace")})


@given(st.lists(TREES, max_size=4), st.booleans(), st.text(max_size=20))
@example([["a", ["b", "b"]], [["a", "c"], "b"]], True, "<<front>>")
@example([[[], []], [["a"], [["b"]]], ["a", "; / b"]], True, "")
def test_any_trees_as_rows_of_cards(rows: list[Any], typed: bool, ask: str) -> None:
    pack = {"title": "T", "cards": {"rows": rows, "both": "true", "typed": str(typed), "ask": ask}}
    checked({"course.yaml": json.dumps(pack).encode()})


def good_files() -> dict[str, bytes]:
    return {path.relative_to(GOOD).as_posix(): path.read_bytes() for path in GOOD.rglob("*") if path.is_file()}


@pytest.mark.parametrize("seed", range(8))
def test_a_good_pack_with_mutilated_lines_never_breaks_the_checker(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        files = good_files()
        name = chance.choice(["course.yaml", "units/01-parts.yaml", "text/words.csv", "text/es.yaml"])
        lines = files[name].decode().split("\n")
        for _ in range(chance.randrange(1, 4)):
            mutilate(lines, chance)
        files[name] = "\n".join(lines).encode()
        checked(files)


def mutilate(lines: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    line = lines[at]
    where = chance.randrange(len(line) + 1)
    what = chance.randrange(6)
    if what == 0:
        del lines[at]
        lines.append("")
    elif what == 1:
        lines.insert(at, line)
    elif what == 2:
        lines[at] = line[:where] + line[where + 1 :]
    elif what == 3:
        lines[at] = line[:where] + chance.choice("[]{}:#&*!%@`'\"\t\\<>|-,?é\u200b\x07") + line[where:]
    elif what == 4:
        lines[at] = " " * chance.randrange(8) + line.strip()
    else:
        lines[at] = line[:where]


def test_the_good_pack_itself_is_good_in_memory() -> None:
    assert checked(good_files()).compiled is not None


@pytest.mark.parametrize(
    "text",
    [
        "title: [" + "*a, " * 300_000 + "]",
        "title: T\n" + "".join(f"k{number}: x\n" for number in range(100_000)),
        'title: "' + "\n" * 2_000_000 + '" x',
        "title: " + "\\" * 1_000_000 + '"',
        'title: "' + "\\" * 1_000_001 + '"',
        "title: T\nskills:\n" + "".join(f"  - {{skill: s{n}, requires: [t{n}]}}\n" for n in range(20_000)),
        "title: T\nskills:\n"
        + "".join(
            f"  - {{skill: s{n}, requires: [s{(n + 1) % 3000}], items: [{{id: a, ask: a, answer: b}}]}}\n"
            for n in range(3_000)
        ),
        "title: T\nitems: [{id: a, ask: b, choices: [" + "{right: x}, " * 100_000 + "]}]",
        "title: T\nsame: [" + "x, " * 500_000 + "]",
        "title: T\nitems:\n" + "  - \n" * 300_000,
        "{" * 29 + "? " * 100_000,
        "\n" * 9_000_000 + "title: a: b",
    ],
    ids=range(12),
)
def test_no_file_costs_much_more_than_its_size(text: str) -> None:
    """Each of these took minutes in some earlier form; the limit of the whole suite is the judge."""
    checked({"course.yaml": text.encode()})
