"""Items tested against themselves."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tutor.core.item import Item, Setting
from tutor.core.kinds import KINDS, AnyItem
from tutor.core.samples import sample_problems


def item(**keys: Any) -> Item:
    kind = next(key for key in keys if key in KINDS)
    return msgspec.convert({"type": kind, **keys}, AnyItem, strict=False)


def codes(made: Item, **setting: Any) -> list[tuple[tuple[str | int, ...], str, str]]:
    return [(flaw.path, flaw.code, flaw.severity) for flaw in sample_problems(made, Setting(**setting))]


CHOICES = [{"right": "Paris"}, {"wrong": "Lyon", "because": "No.", "name": "lyon"}]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(item(answer="Paris", samples={"right": ["paris"], "wrong": ["Lyon", "Parsi"]}), id="answer"),
        pytest.param(item(answer="?"), id="punctuation"),
        pytest.param(item(number="1/3", mistakes=[{"when": ["0.3", "0.33"], "say": "Rounded."}]), id="number"),
        pytest.param(item(number="3", unit="m", samples={"right": ["3 m"], "wrong": ["3", "4 m"]}), id="unit"),
        pytest.param(item(choices=CHOICES, mistakes=[{"when": "Lyon", "see": "x"}]), id="choices"),
        pytest.param(item(choices=CHOICES, mistakes=[{"when": "Lyon", "say": "Hm."}]), id="choice with more to say"),
        pytest.param(
            item(
                choices=[*CHOICES, {"right": "Lutetia"}],
                mistakes=[{"when": [["Paris"], ["Paris", "Lyon"]], "say": "One?"}],
            ),
            id="pick many",
        ),
        pytest.param(
            item(
                true_false="true",
                mistakes=[{"when": "false", "say": "No."}],
                samples={"right": ["true"], "wrong": ["false"]},
            ),
            id="true or false",
        ),
        pytest.param(item(cloze="[[a]] and [[b]]", mistakes=[{"when": ["b", "a"], "say": "Swapped."}]), id="cloze"),
        pytest.param(
            item(
                cloze="[[mitosis]]",
                mistakes=[{"when": ["meiosis", "osmosis"], "say": "No."}],
                samples={"right": ["Mitosis"]},
            ),
            id="one gap",
        ),
        pytest.param(item(recall="It falls."), id="recall"),
        pytest.param(
            item(
                number="a + b",
                vars={"a": "2..9", "b": "2..9"},
                where="a + b != a * b",
                mistakes=[{"when": "<<a * b>>", "say": "times", "name": "times"}],
                samples={"feedback": [{"response": "<<a * b>>", "name": "times", "vars": {"a": "3", "b": "4"}}]},
            ),
            id="template",
        ),
    ],
)
def test_a_sound_item_passes_its_own_tests(made: Item) -> None:
    assert codes(made) == []


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (item(answer="Paris", samples={"right": ["Lyon"]}), (("samples", "right", 0), "sample-fails", "error")),
        (item(answer="Paris", samples={"wrong": ["x", "paris."]}), (("samples", "wrong", 1), "sample-fails", "error")),
        (item(answer="Paris", samples={"right": [["Paris"]]}), (("samples", "right", 0), "sample-fails", "error")),
        (
            item(answer="effect", typos="1", samples={"wrong": ["affect"]}),
            (("samples", "wrong", 0), "sample-fails", "error"),
        ),
        (
            item(number="1/2", mistakes=[{"when": ["0.4", "0.5"], "say": "no"}]),
            (("mistakes", 0, "when"), "mistake-passes", "error"),
        ),
        (
            item(number="7", tolerance="1", mistakes=[{"when": "8", "say": "no"}]),
            (("mistakes", 0, "when"), "mistake-passes", "error"),
        ),
        (
            item(answer="a", mistakes=[{"if": "response != 'c'", "say": "no"}, {"when": "b", "say": "b!"}]),
            (("mistakes", 1, "when"), "mistake-hidden", "error"),
        ),
        (
            item(choices=CHOICES, mistakes=[{"when": "Nice", "say": "no"}]),
            (("mistakes", 0, "when"), "mistake", "error"),
        ),
        (
            item(cloze="[[a]] [[b]]", mistakes=[{"when": ["b"], "say": "no"}]),
            (("mistakes", 0, "when"), "mistake", "error"),
        ),
        (
            item(
                answer="a",
                mistakes=[{"when": "b", "say": "b!", "name": "b"}],
                samples={"feedback": [{"response": "c", "name": "b"}]},
            ),
            (("samples", "feedback", 0), "sample-fails", "error"),
        ),
        (
            item(answer="a", samples={"feedback": [{"response": ["b"], "name": "b"}]}),
            (("samples", "feedback", 0), "sample-fails", "error"),
        ),
        (item(number="a", vars={"a": ["1", "x"]}), (("number",), "key-fails", "error")),
        (
            item(number="a + b", vars={"a": "2..2", "b": "2..2"}, mistakes=[{"when": "<<a * b>>", "say": "times"}]),
            (("mistakes", 0, "when"), "mistake-passes", "warning"),
        ),
        (
            item(choices=[{"right": "<<a + 2>>"}, {"wrong": "<<2 * a>>"}], vars={"a": ["2", "3"]}),
            (("choices", 1), "equal-choices", "error"),
        ),
    ],
)
def test_what_an_item_says_against_itself_is_found_once(made: Item, problem: tuple) -> None:
    assert codes(made) == [problem]


def test_the_message_names_the_answer_and_the_values() -> None:
    made = item(number="1/2", mistakes=[{"when": "0.5", "say": "no"}])
    assert next(sample_problems(made, Setting())).message == "the known mistake “0.5” is accepted as right"
    made = item(answer="<<a>>", vars={"a": "3"}, samples={"right": ["4"]})
    assert next(sample_problems(made, Setting())).message == "the sample “4” is not judged right, with a = 3"


def test_plain_decimals_in_samples_have_a_point_in_every_language() -> None:
    made = item(
        number="1.234",
        samples={"right": ["1.234", "1,234"], "wrong": ["1234"]},
        mistakes=[{"when": "2.345", "say": "no"}],
    )
    assert codes(made, language="de") == []


def test_synonyms_of_the_course_count_in_samples() -> None:
    made = item(answer="lift", samples={"right": ["elevator"]})
    assert codes(made) == [(("samples", "right", 0), "sample-fails", "error")]
    assert codes(made, same=[["lift", "elevator"]]) == []


def test_an_item_with_flaws_is_not_tried() -> None:
    assert codes(item(choices=[{"wrong": "a"}])) == []
    assert codes(item(number="nan")) == []


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (item(number="n", vars={"n": "1..500"}, where="n == 501"), "no-values"),
        (item(number="n", ask="<<10 / (n - 77)>>", vars={"n": "1..100"}), "not-computable"),
        (item(choices=[{"right": "<<n>>"}, {"wrong": "<<7 * n - 222>>"}], vars={"n": "30..60"}), "equal-choices"),
    ],
)
def test_with_many_draws_a_refused_one_is_found(made: Item, code: str) -> None:
    assert code in {flaw.code for flaw in sample_problems(made, Setting(), range(600))}
    assert not {flaw.code for flaw in sample_problems(made, Setting(), range(1)) if code != "no-values"}


def test_a_seed_that_draws_nothing_is_named() -> None:
    made = item(number="n", vars={"n": "1..500"}, where="n > 500")
    assert [flaw.message for flaw in sample_problems(made, Setting(), range(3, 5))] == [
        "the seed 3 draws nothing: no values of n were found that fit `where: n > 500`"
    ]
