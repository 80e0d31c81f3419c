"""Several questions in one item."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.item import Hint, Item, Mistake, Samples, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds import AnyItem
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choice, Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.formula import Formula
from tutor.core.kinds.number import Number
from tutor.core.kinds.order import Order
from tutor.core.kinds.parts import MOST, Parts
from tutor.core.kinds.true_false import TrueFalse
from tutor.core.mistakes import hints_for, most_hints
from tutor.core.samples import sample_problems
from tutor.core.templates import draw, fill, problems
from tutor.present.feedback import feedback

CAPITAL = Answer(
    ask="Capital of France?",
    answer="Paris",
    mistakes=[Mistake(when="Lyon", say="Lyon is second.", name="second", see="c/towns")],
    hints=["On the Seine", Hint(when="response == 'Lyon'", say="Further north")],
)
SUM = Number(ask="1 + 2?", number="3", unit="m")
PICK = Choices(ask="Which?", choices=[Choice(right="a", because="Yes."), Choice(wrong="b", because="No.", name="b")])
GAPS = Cloze(cloze="[[one]], [[two]]")
SHAPE = Formula(ask="Factor.", formula="(x+1)(x+2)", form="factored")
THREE = Parts(
    ask="About France",
    parts=[CAPITAL, SUM, GAPS],
    mistakes=[Mistake(when=["x", "1 m", ["a", "b"]], say="All made up.")],
)


def judge(made: Parts, response: Any, **setting: Any) -> Judgement:
    return made.judge(response, Setting(**setting))


@pytest.mark.parametrize(
    ("made", "response", "score", "words"),
    [
        (THREE, ["Paris", "3 m", ["one", "two"]], 1.0, ""),
        (THREE, ["paris", "300 cm", ["one", "two"]], 0.0, "2 of 3 parts are right; look at part 2. Part 2: The number is right; give it in m."),
        (THREE, ["Lyon", "3 m", ["one", "two"]], 2 / 3, "2 of 3 parts are right; look at part 1. Part 1: Lyon is second."),
        (THREE, ["Lyon", "4 m", ["one", "two"]], 1 / 3, "1 of 3 parts are right; look at parts 1 and 2. Part 1: Lyon is second."),
        (THREE, ["Rome", "4 m", ["one", "three"]], 1 / 6, "Part 3: 1 of 2 are right; look at gap 2."),
        (THREE, ["Rome", "4 m", ["x", "y"]], 0.0, ""),
        (THREE, ["Rome", "4 m", ["one", "two"]], 1 / 3, "1 of 3 parts are right; look at parts 1 and 2."),
        (THREE, ["Parsi", "3 m", ["one", "two"]], 0.0, "2 of 3 parts are right; look at part 1. Part 1: One letter is off; look at the spelling."),
        (THREE, ["Parsi", "4 m", ["one", "two"]], 1 / 3, "1 of 3 parts are right; look at parts 1 and 2. Part 1: One letter is off; look at the spelling."),
        (THREE, ["x", "1 m", ["a", "b"]], 0.0, "All made up."),
        (Parts(parts=[PICK, SHAPE]), ["a", "(x+2)(x+1)"], 1.0, "Part 1: Yes."),
        (Parts(parts=[PICK, SHAPE]), ["b", "(x+2)(x+1)"], 0.5, "1 of 2 parts is right; look at part 1. Part 1: No."),
        (Parts(parts=[PICK, SHAPE]), ["b", "x²+3x+2"], 0.0, "Part 1: No. Part 2: The value is right; write it factored, as a product that can't be taken apart any further."),
        (Parts(parts=[TrueFalse(ask="?", true_false=True)]), [True], 1.0, ""),
        (Parts(parts=[TrueFalse(ask="?", true_false=True)]), [False], 0.0, ""),
    ],
)  # fmt: skip
def test_the_score_is_the_mean_and_each_part_has_its_say(made: Parts, response: Any, score: float, words: str) -> None:
    judged = judge(made, response)
    assert judged.score == pytest.approx(score)
    assert judged.correct == (score == 1.0)
    assert feedback(judged).replace("1 of 3 parts is", "1 of 3 parts are") == words


@pytest.mark.parametrize(
    ("response", "almost"),
    [
        (["Parsi", "3 m", ["one", "two"]], True),
        (["Parsi", "3", ["one", "two"]], True),
        (["Parsi", "3 m", ["one", "three"]], False),
        (["Rome", "3", ["one", "two"]], False),
        (["Paris", "3 m", ["one", "two"]], False),
    ],
)
def test_it_is_almost_right_only_when_nothing_is_wrong(response: Any, almost: bool) -> None:
    assert judge(THREE, response).almost is almost


def test_the_misconception_is_that_of_the_first_wrong_part() -> None:
    made = Parts(parts=[SUM, CAPITAL, PICK])
    judged = judge(made, ["3 m", "Lyon", "b"])
    assert (judged.misconception, judged.see) == ("second", "c/towns")
    assert judge(made, ["3", "Paris", "b"]).misconception == "b"
    assert judge(made, ["3 m", "Paris", "a"]).misconception == ""


@pytest.mark.parametrize(
    "response",
    [
        None,
        "Paris",
        {},
        [],
        ["Paris"],
        ["Paris", "3 m", ["one", "two"], "x"],
        ["Paris", "3 m", ["one"]],
        [1, "3 m", ["one", "two"]],
        ["Paris", ["3"], ["one", "two"]],
    ],
)
def test_a_response_of_another_kind_is_a_bad_one(response: Any) -> None:
    with pytest.raises(BadResponse, match="part"):
        judge(THREE, response)


def test_what_is_shown_gives_nothing_away_and_each_part_is_shuffled_by_itself() -> None:
    lines = Order(ask="Sort.", order=[f"line {n}" for n in range(8)])
    made = Parts(parts=[lines, lines, SUM, CAPITAL])
    first, second, third, fourth = made.show(Setting(seed=3))["parts"]
    assert set(first["lines"]) == set(second["lines"])
    assert first["lines"] != second["lines"]
    assert (third["type"], third["shape"], third["ask"], third["unit"]) == ("number", "text", "1 + 2?", "m")
    assert fourth == {"type": "answer", "shape": "text", "ask": "Capital of France?", "hints": 2}
    assert made.show(Setting(seed=3)) == made.show(Setting(seed=3)) != made.show(Setting(seed=4))
    for secret in ("Paris", "Lyon", "Seine"):
        assert secret not in json.dumps(made.show(Setting()))


def test_what_was_shown_is_what_is_judged() -> None:
    drawn = Choices(ask="?", choices=[Choice(right="r"), *(Choice(wrong=f"w{n}") for n in range(9))], shown=3)
    made = Parts(parts=[drawn, drawn])
    for seed in range(20):
        setting = Setting(seed=seed)
        picked = [part["choices"][0]["text"] for part in made.show(setting)["parts"]]
        assert made.judge(picked, setting).score == sum(text == "r" for text in picked) / 2
        assert made.judge(made.right_answer(setting), setting).correct


def test_hints_of_the_parts_come_behind_those_of_the_whole_with_their_number() -> None:
    made = Parts(hints=["Think."], parts=[SUM, CAPITAL])
    assert most_hints(made) == 3
    assert hints_for(made, None, Setting()) == ["Think.", "(2) On the Seine"]
    assert hints_for(made, ["1", "Lyon"], Setting()) == ["Think.", "(2) On the Seine", "(2) Further north"]
    assert hints_for(made, ["1"], Setting()) == ["Think.", "(2) On the Seine"]


TEMPLATE = Parts(
    ask="f(x) = (x + <<a>>)^2",
    vars={"a": "-5..5", "b": "2..9"},
    let={"s": "a + b"},
    where="a != 0",
    parts=[
        Formula(
            ask="Expand it.",
            formula="x^2+<<2*a>>x+<<a^2>>",
            form="expanded",
            mistakes=[Mistake(when="x^2+<<a^2>>", say="The middle term!", name="middle")],
            hints=["Square <<a>>.", Hint(when="'x' in response", say="With <<s>>")],
            samples=Samples(right=["<<a^2>>+x^2+x*(<<2*a>>)"], wrong=["x"]),
        ),
        Number(ask="f(<<b>>)?", number="s^2"),
        Cloze(cloze="Lowest at [[<<-a>>]]."),
    ],
)


def test_the_values_of_a_template_hold_in_every_part() -> None:
    assert not list(TEMPLATE.flaws())
    assert not list(problems(TEMPLATE))
    assert not list(sample_problems(TEMPLATE, Setting()))
    values = draw(TEMPLATE, 0, {"a": "-3", "b": "4"})
    made, setting = fill(TEMPLATE, values), Setting(values=values)
    assert made.ask == "f(x) = (x + -3)^2"
    assert [part.ask for part in made.parts] == ["Expand it.", "f(4)?", ""]
    assert made.right_answer(setting) == ["x² − 6x + 9", "1", ["3"]]
    assert made.judge(["9-6x+x²", "1", ["3"]], setting).correct
    assert made.judge(["x²+9", "1", ["3"]], setting).misconception == "middle"
    assert hints_for(made, ["x", "1", ["3"]], setting) == ["(1) Square -3.", "(1) With 1"]


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"formula": "x^2 + <<c>>"}, ("parts", 0, "formula"), "unknown-name"),
        ({"hints": [Hint(when="c < 1", say="?")]}, ("parts", 0, "hints", 0, "if"), "unknown-name"),
        ({"mistakes": [Mistake(condition="response <", say="?")]}, ("parts", 0, "mistakes", 0, "if"), "bad-expression"),
        ({"ask": "<<1/(a-1)>>"}, ("parts", 0, "ask"), "not-computable"),
    ],
)
def test_the_problems_of_a_template_are_found_inside_its_parts(change: dict[str, Any], path: Any, code: str) -> None:
    broken = msgspec.structs.replace(
        TEMPLATE, parts=[msgspec.structs.replace(TEMPLATE.parts[0], **change), *TEMPLATE.parts[1:]]
    )
    assert (path, code) in [(flaw.path, flaw.code) for flaw in problems(broken)]


@pytest.mark.parametrize(
    ("part", "path", "code"),
    [
        (Answer(ask="?", answer="a", samples=Samples(right=["b"])), ("parts", 1, "samples", "right", 0), "sample-fails"),
        (Answer(ask="?", answer="a", samples=Samples(wrong=["a"])), ("parts", 1, "samples", "wrong", 0), "sample-fails"),
        (Answer(ask="?", answer="a", mistakes=[Mistake(when="a", say="?")]), ("parts", 1, "mistakes", 0, "when"), "mistake-passes"),
        (Number(ask="?", number="1", mistakes=[Mistake(when=["1"], say="?")]), ("parts", 1, "mistakes", 0, "when"), "mistake-passes"),
    ],
)  # fmt: skip
def test_the_tests_inside_parts_are_run(part: Any, path: Any, code: str) -> None:
    found = [(flaw.path, flaw.code) for flaw in sample_problems(Parts(parts=[SUM, part]), Setting())]
    assert (path, code) in found


@pytest.mark.parametrize(
    ("made", "path", "code"),
    [
        (Parts(parts=[]), ("parts",), "parts"),
        (Parts(parts=[SUM] * (MOST + 1)), ("parts",), "parts"),
        (Parts(parts=[SUM, Answer(answer="a")]), ("parts", 1), "no-question"),
        (Parts(parts=[Answer(ask="?", answer="")]), ("parts", 0, "answer"), "empty-answer"),
        (Parts(parts=[SUM, Formula(ask="?", formula="x+")]), ("parts", 1, "formula"), "formula"),
        (Parts(parts=[Cloze(cloze="[[a]] [[b]]", each=True)]), ("parts", 0, "each"), "each"),
        (Parts(parts=[Choices(ask="?", choices=[Choice(right="a")])]), ("parts", 0, "choices"), "no-wrong-choice"),
    ],
)
def test_the_author_is_told_in_which_part_to_mend_what(made: Parts, path: Any, code: str) -> None:
    assert [(flaw.path, flaw.code) for flaw in made.flaws()] == [(path, code)]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["Paris", "3 m", "a"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
ANY = Parts(parts=[CAPITAL, SUM, PICK, GAPS, SHAPE], mistakes=[Mistake(condition="response < 1", say="?")])


@settings(deadline=None)
@given(response=st.one_of(JSON, st.lists(JSON, min_size=5, max_size=5)), written=JSON)
def test_any_response_is_judged_or_bad_and_always_alike(response: Any, written: Any) -> None:
    made = msgspec.structs.replace(ANY, mistakes=[*ANY.mistakes, Mistake(when=written, say="!")])
    made.value_of(response, Setting())
    made.response_from(written)
    hints_for(made, response, Setting())
    try:
        judged = made.judge(response, Setting())
    except BadResponse as problem:
        assert str(problem)
        return
    assert 0.0 <= judged.score <= 1.0
    assert judged.correct == (judged.score == 1.0)
    assert not (judged.almost and judged.score)
    assert made.judge(response, Setting()) == judged
    msgspec.json.encode(judged)


@pytest.mark.parametrize("made", [THREE, ANY, TEMPLATE])
def test_it_survives_the_compiled_library(made: Item) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=AnyItem) == made
