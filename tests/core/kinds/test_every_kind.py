"""What holds for every kind of item."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.item import Item, Mistake, Setting, Shape
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds import KINDS, AnyItem
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choice, Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.code import Code, Program, Test
from tutor.core.kinds.essay import Essay, Writing
from tutor.core.kinds.match import Match
from tutor.core.kinds.number import Number
from tutor.core.kinds.order import Order
from tutor.core.kinds.recall import Recall
from tutor.core.kinds.regex import Pattern, Regex
from tutor.core.kinds.shell import Commands, Shell
from tutor.core.kinds.sort import Sort
from tutor.core.kinds.sql import Query, Sql
from tutor.core.kinds.true_false import TrueFalse
from tutor.core.pick import SELF_RATED
from tutor.core.rubric import Criterion

KNOWN = [
    Mistake(when=["x", "2"], say="no"),
    Mistake(when=[["x", "y"]], say="no"),
    Mistake(condition="response < 5", say="small"),
]
ITEMS: list[Item] = [
    Answer(answer=["café", "Paris"], mistakes=KNOWN, typos=1),
    Answer(answer="True", case="exact", accents="ignore"),
    Number(number="1/3", mistakes=KNOWN),
    Number(number="10", unit="m/s", units=["km/h"], tolerance="2%", mistakes=KNOWN),
    Number(number="a * b", vars={"a": "1..9", "b": "1..9"}, mistakes=KNOWN),
    Cloze(cloze="The [[mitochondrion|mitochondria]] makes [[ATP]].", mistakes=KNOWN),
    Cloze(cloze="[[a]]", mistakes=KNOWN),
    Choices(choices=[Choice(right="a"), Choice(wrong="b"), Choice(wrong="2")], mistakes=KNOWN),
    Choices(choices=[Choice(right="a"), Choice(right="b"), Choice(wrong="2")], mistakes=KNOWN),
    Choices(choices=[Choice(right="a"), Choice(right="b"), Choice(wrong="2")], pick="any", shown=3),
    TrueFalse(true_false=True, mistakes=KNOWN),
    Order(order=["x", "y", "z"], distractors=["2"], mistakes=KNOWN),
    Order(order=["a", "  b", "  b"], other=[["  b", "a", "  b"]], indent=True),
    Match(match={"a": "1", "b": "2", "c": "2"}, distractors=["3"], mistakes=KNOWN[:2]),
    Sort(sort={"a": ["x", "y"], "b": ["2"]}, mistakes=KNOWN[:2]),
    Recall(recall="x"),
    Regex(regex=Pattern(match=["x", "xx"], reject=["y", ""], solution="x+"), mistakes=KNOWN),
    Essay(
        essay=Writing(rubric=[Criterion(criterion="A", levels=["no", "yes"])], model="mitochondria", words="1..9"),
    ),
    Code(code=Program(solution="f = 'café'", tests=[Test(call="f", gives="'café'", hidden=True)]), mistakes=KNOWN),
    Sql(sql=Query(setup="create table a(b);", solution="select 'café'"), mistakes=KNOWN),
    Shell(shell=Commands(solution="echo café", check="test café"), mistakes=KNOWN),
]
SETTING = Setting(values={"a": 2, "b": 3}, same=[["car", "automobile"], ["a b", "c"]], seed=4)

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.sampled_from(["a", "b", "x", "2", "café", "cafe", "1/3", "10 m/s", "36 km/h", "ATP"]),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
@given(response=JSON)
def test_any_response_is_judged_or_bad_and_always_alike(item: Item, response: Any) -> None:
    try:
        judged = item.judge(response, SETTING)
    except BadResponse as problem:
        assert str(problem)
        with pytest.raises(BadResponse):
            item.judge(response, SETTING)
        return
    assert isinstance(judged, Judgement)
    assert 0.0 <= judged.score <= 1.0
    assert judged.correct == (judged.score == 1.0)
    assert not (judged.almost and judged.score)
    assert item.judge(response, SETTING) == judged
    msgspec.json.encode(judged)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
@given(written=JSON)
def test_whatever_an_author_writes_as_a_mistake_judging_goes_on(item: Item, written: Any) -> None:
    broken = msgspec.structs.replace(
        item, mistakes=[Mistake(when=written, say="!"), Mistake(condition=str(written), say="?")]
    )
    key = None if isinstance(item, Recall) else item.right_answer(SETTING)
    assert broken.judge(key, SETTING).correct
    for response in ("x", ["x", "y"], ["x"], 7, False):
        try:
            broken.judge(response, SETTING)
        except BadResponse:
            continue
    broken.value_of(written, SETTING)
    broken.response_from(written)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_the_right_answer_is_right_and_listed_wrong_ones_are_wrong(item: Item) -> None:
    if not isinstance(item, Recall):
        assert item.judge(item.right_answer(SETTING), SETTING).correct
    assert not any(item.judge(response, SETTING).correct for response in item.listed_wrong())
    assert not list(item.flaws())
    assert item.shape in get_args(Shape)
    assert 0.0 <= item.guess() < 1.0


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_what_is_shown_is_plain_data_without_the_key(item: Item) -> None:
    shown = item.show(SETTING)
    assert json.loads(json.dumps(shown)) == shown
    if not isinstance(item, Choices):
        texts = json.dumps({**shown, "indent": ""}, ensure_ascii=False)
        for secret in ("café", "1/3", "ATP", "mitochondri", "[[", "true", "True"):
            assert secret not in texts
    else:
        assert {tuple(choice) for choice in shown["choices"]} == {("id", "text")}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_items_survive_the_compiled_library(item: Item) -> None:
    packed = msgspec.msgpack.encode(item)
    assert msgspec.msgpack.decode(packed, type=AnyItem) == item


def test_the_kinds_are_named_like_their_key() -> None:
    assert {str(kind.__struct_config__.tag) for kind in KINDS.values()} == set(KINDS)
    assert all(name in kind.__struct_fields__ for name, kind in KINDS.items())
    assert "show" in {field.encode_name for field in msgspec.structs.fields(Choices)}


def test_the_schema_for_editors_can_be_made() -> None:
    assert "choices" in json.dumps(msgspec.json.schema(AnyItem))


def test_the_kinds_load_nothing_heavy() -> None:
    heavy = {"random", "difflib", "json", "asyncio", "textual", "yaml", "sqlite3"}
    code = "import sys, msgspec, hashlib; before = set(sys.modules); import tutor.core.kinds; print(*set(sys.modules) - before)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not heavy.intersection(loaded)


def test_only_the_kinds_that_are_asked_for_are_brought_in() -> None:
    code = "import sys; from tutor.core.kinds import KINDS; KINDS['choices'], 'sql' in KINDS, list(KINDS); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in loaded if name.startswith("tutor.core.kinds.")] == ["tutor.core.kinds.choices"]


def test_what_proves_nothing_to_others_is_what_learners_rate_themselves() -> None:
    assert {kind for kind, made in KINDS.items() if made.self_rated} == SELF_RATED
