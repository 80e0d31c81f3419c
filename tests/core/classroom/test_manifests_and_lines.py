"""What a stranger may write into a hand-in is read, or refused in a sentence."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.classroom import lines
from tutor.core.classroom.lines import FILES, AnswerLine, BadLine, SkillLine, read, written
from tutor.core.classroom.manifest import BadManifest, Manifest, PackRef, decode, encode

GOOD = Manifest(
    kind="handin",
    bundle_id="0" * 31 + "f",
    seq=3,
    made_on="2026-11-23",
    program_version="1.0",
    class_id="a" * 32,
    code="BCDFGHJKV",
    level=2,
    packs=[PackRef("fractions", "1.2", "c" * 64)],
)


def test_a_manifest_comes_back_as_it_was() -> None:
    assert decode(encode(GOOD)) == GOOD


def test_what_a_later_version_adds_is_passed_over_and_a_later_format_is_refused() -> None:
    data = json.loads(encode(GOOD))
    assert decode(json.dumps({**data, "mood": "fine"}).encode()) == GOOD
    with pytest.raises(BadManifest, match=r"made by another tutor \(format 2, this one reads 1\); update tutor"):
        decode(json.dumps({**data, "format": "tutor-bundle/2", "level": "new"}).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"bundle_id": "../../etc"},
        {"class_id": "x"},
        {"seq": 0},
        {"seq": 10**30},
        {"seq": "1"},
        {"made_on": "yesterday"},
        {"level": 4},
        {"level": -1},
        {"kind": "worm"},
        {"format": "zip"},
        {"format": 7},
        {"program_version": "9" * 41},
        {"packs": [{"id": "../x"}]},
        {"packs": [{"id": "a"}] * 101},
        {"members": [{"name": "a", "sha256": "z", "rows": 0}]},
        {"chain": [{"stream": "s", "rows": -1, "hash": "0" * 64}]},
    ],
)
def test_a_manifest_with_a_strange_value_is_refused_in_a_sentence(change: dict[str, Any]) -> None:
    with pytest.raises(BadManifest) as refused:
        decode(json.dumps({**json.loads(encode(GOOD)), **change}).encode())
    assert str(refused.value).isprintable()


@given(
    st.binary(max_size=300) | st.recursive(st.none() | st.text(), st.lists).map(lambda one: json.dumps(one).encode())
)
def test_any_bytes_are_a_manifest_or_refused(data: bytes) -> None:
    with suppress(BadManifest):
        decode(data)


ANSWER = AnswerLine(stream="s", n=1, id="e1", item="c/s/i", skills=["c/s"], score=0.5, answer=["x", "y"], confidence=2)


def test_rows_come_back_as_they_were_with_their_bytes() -> None:
    rows = [ANSWER, AnswerLine(stream="s", n=2, undo="e1")]
    data = b"\n".join(map(written, rows)) + b"\n"
    assert [line for _, line in read(data, AnswerLine)] == rows
    assert [raw for raw, _ in read(data, AnswerLine)] == list(map(written, rows))


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"score": 1.5}, "<= 1"),
        ({"score": 1e999}, "row 1"),
        ({"n": 10**40}, "row 1"),
        ({"n": -1}, ">= 0 - at `.*n`"),
        ({"day": 10**9}, "<= 100000 - at `.*day`"),
        ({"confidence": 9}, "<= 3"),
        ({"seconds": 601}, "<= 600"),
        ({"item": "x" * 301}, "length <= 300"),
        ({"answer": "x" * 201}, "too long"),
        ({"answer": {"a": ["x" * 199] * 9}}, "too long"),
        ({"skills": ["x"] * 51}, "length <= 50"),
        ({"n": "1"}, "row 1 can't be read"),
        ({"answer": "x" * 100_001}, "longer than"),
    ],
)
def test_a_row_with_a_strange_value_is_named(change: dict[str, Any], flaw: str) -> None:
    row = json.dumps({**json.loads(written(ANSWER)), **change}).replace("Infinity", "1e999").encode()
    with pytest.raises(BadLine, match=flaw):
        list(read(row, AnswerLine))


@given(st.sampled_from(sorted(FILES)), st.binary(max_size=200))
def test_any_bytes_are_rows_or_refused(name: str, data: bytes) -> None:
    with suppress(BadLine):
        list(read(data, FILES[name][0]))


def test_no_row_has_a_time_of_day_or_a_name() -> None:
    for kind, _level in FILES.values():
        assert not {"at", "time", "hour", "offset", "learner", "device"} & set(kind.__struct_fields__)


def test_a_row_with_nothing_but_what_it_needs_is_short() -> None:
    assert written(SkillLine(skill="c/s", state="open")) == b'{"skill":"c/s","state":"open"}'
    assert lines.size_of({"a": [1, "bc"]}) == 4
    assert msgspec.json.decode(written(ANSWER)) == json.loads(written(ANSWER))
