"""What an author is told of a template's flaws, before a learner meets them."""

from __future__ import annotations

import time

import pytest

from tutor.core.item import FeedbackSample, Flaw, Hint, Item, Mistake, Samples
from tutor.core.templates import known_names, problems


class Card(Item, frozen=True, tag="card"):
    """A small kind of item."""

    card: str = ""
    pairs: dict[str, str] = {}


def codes(item: Card) -> list[tuple[tuple[str | int, ...], str]]:
    return [(flaw.path, flaw.code) for flaw in problems(item)]


def only(item: Card) -> Flaw:
    [flaw] = problems(item)
    return flaw


GOOD = Card(
    ask="<<name>> adds <<a>> and <<b>>, \\<<x",
    card="a + b",
    vars={"a": "2..12", "b": "2..12", "name": ["Ana", "Bo"]},
    where="a != b",
    let={"s": "a + b", "q": "s / (a - b)"},
    hints=["think of <<s>>", Hint(when="response < <<a>>", say="more than <<a>>")],
    mistakes=[Mistake(condition="response == a * b and s > 0", say="added, not multiplied")],
    samples=Samples(feedback=[FeedbackSample(response="6", name="n", vars={"a": "2", "b": "3"})]),
)


def test_a_good_template_has_no_flaws() -> None:
    assert list(problems(GOOD)) == []
    assert known_names(GOOD) == {"a", "b", "name", "s", "q"}


def test_a_plain_item_has_no_flaws() -> None:
    plain = Card(ask="cout << x; vector<vector<int>> 1 << 2", mistakes=[Mistake(condition="response < 10")])
    assert list(problems(plain)) == []
    assert known_names(plain) == set()


@pytest.mark.parametrize(
    ("item", "path", "code", "message"),
    [
        (Card(vars={"2a": "1"}), ("vars", "2a"), "bad-name", "`2a` can't be a name"),
        (Card(vars={"a-b": "1"}), ("vars", "a-b"), "bad-name", "`a-b` can't be a name"),
        (Card(vars={"max": "1"}), ("vars", "max"), "bad-name", "`max` already has a meaning"),
        (Card(vars={"true": "1"}), ("vars", "true"), "bad-name", "`true` already has a meaning"),
        (Card(vars={"in": "1"}), ("vars", "in"), "bad-name", "`in` already has a meaning"),
        (Card(vars={"response": "1"}), ("vars", "response"), "bad-name", "`response` already has a meaning"),
        (Card(vars={"a": "1"}, let={"a": "2"}), ("let", "a"), "bad-name", "`a` is already one of the `vars`"),
        (Card(vars={"a": "9..1"}), ("vars", "a"), "bad-vars", "the range is empty"),
        (Card(vars={"a": []}), ("vars", "a"), "bad-vars", "a list to choose from holds"),
        (Card(vars={"a": "Ana"}), ("vars", "a"), "bad-vars", "unknown name `Ana`"),
        (Card(vars={f"v{i}": "1" for i in range(51)}), ("vars",), "bad-vars", "too many names"),
        (Card(vars={"a": "1"}, where="a ="), ("where",), "bad-expression", "`=` can't be read here; write `==`"),
        (Card(vars={"a": "1"}, where="c > 1"), ("where",), "unknown-name", "unknown name `c` in `c > 1`"),
        (Card(vars={"a": "1"}, where="response > 1"), ("where",), "unknown-name", "unknown name `response`"),
        (Card(vars={"a": "1"}, let={"s": "t", "t": "a"}), ("let", "s"), "unknown-name", "unknown name `t`"),
        (Card(vars={"a": "1"}, let={"s": "s"}), ("let", "s"), "unknown-name", "unknown name `s`"),
        (Card(vars={"a": "1"}, let={"s": "(a"}), ("let", "s"), "bad-expression", "`(` is never closed"),
        (Card(vars={"a": "1"}, ask="<<b>>"), ("ask",), "unknown-name", "unknown name `b`"),
        (Card(vars={"a": "1"}, ask="<<a +>>"), ("ask",), "bad-expression", "something is missing at the end"),
        (Card(vars={"a": "1"}, ask="1 << 2"), ("ask",), "bad-expression", "written `\\<<`"),
        (Card(vars={"a": "1"}, hints=["x", "<<b>>"]), ("hints", 1), "unknown-name", "unknown name `b`"),
        (Card(vars={"a": "1"}, pairs={"<<b>>": ""}), ("pairs", "<<b>>"), "unknown-name", "unknown name `b`"),
        (
            Card(vars={"a": "1"}, hints=[Hint(when="response <", say="")]),
            ("hints", 0, "if"),
            "bad-expression",
            "something is missing at the end",
        ),
        (
            Card(mistakes=[Mistake(), Mistake(condition="respnse == 1")]),
            ("mistakes", 1, "if"),
            "unknown-name",
            "unknown name `respnse`",
        ),
        (
            Card(vars={"a": "1..9"}, mistakes=[Mistake(condition="response < <<a>> <<a>>")]),
            ("mistakes", 0, "if"),
            "bad-expression",
            "an operator such as `*` is missing",
        ),
        (
            Card(vars={"a": "0..5"}, let={"q": "1 / a"}),
            ("let", "q"),
            "not-computable",
            "division by zero in `1 / a`, when a = 0",
        ),
        (Card(vars={"a": "0..5"}, where="1 / a > 0"), ("where",), "not-computable", "when a = 0"),
        (Card(vars={"a": "1..5"}, where="a"), ("where",), "not-computable", "`where` needs true or false"),
        (Card(vars={"a": "-2..5"}, explain="<<sqrt(a)>>"), ("explain",), "not-computable", "no square root"),
        (
            Card(vars={"a": "1..2", "b": "1..2"}, pairs={"<<a>>": "x", "<<b>>": "y"}),
            (),
            "not-computable",
            "become the same text",
        ),
        (Card(vars={"a": "1..5"}, where="a > 5"), ("where",), "no-values", "no values of a were found"),
        (Card(vars={"a": "1..50000"}, where="a < 9"), ("where",), "no-values", "values of a were found"),
        (
            Card(vars={"a": "1"}, samples=Samples(feedback=[FeedbackSample(response="", name="", vars={"c": "1"})])),
            ("samples", "feedback", 0, "vars"),
            "bad-vars",
            "no variable `c`",
        ),
        (
            Card(samples=Samples(feedback=[FeedbackSample(response="", name="", vars={"c": "1"})])),
            ("samples", "feedback", 0, "vars"),
            "bad-vars",
            "no variable `c`",
        ),
    ],
)
def test_a_flaw_is_named_with_its_place(item: Card, path: tuple[str | int, ...], code: str, message: str) -> None:
    flaw = only(item)
    assert (flaw.path, flaw.code, flaw.severity) == (path, code, "error")
    assert message in flaw.message


def test_all_flaws_are_named_and_not_just_the_first() -> None:
    item = Card(vars={"a": "9..1", "max": "1"}, where="(", let={"s": "c"}, ask="<<d>> <<e>>", explain="<<")
    assert codes(item) == [
        (("vars", "max"), "bad-name"),
        (("vars", "a"), "bad-vars"),
        (("let", "s"), "unknown-name"),
        (("where",), "bad-expression"),
        (("ask",), "unknown-name"),
        (("ask",), "unknown-name"),
        (("explain",), "bad-expression"),
    ]


def test_each_place_that_fails_with_some_values_is_named_once() -> None:
    item = Card(vars={"a": "0..5"}, ask="<<1 / a>>", explain="<<1 / (a - 1)>>", let={"q": "1 / (a - 2)"})
    assert sorted(codes(item)) == [
        (("ask",), "not-computable"),
        (("explain",), "not-computable"),
        (("let", "q"), "not-computable"),
    ]


def test_a_slip_in_a_name_gets_the_nearest_one() -> None:
    assert only(Card(vars={"numerator": "1..9"}, ask="<<numerater>>")).hint == "did you mean `numerator`?"


def test_angles_in_an_item_without_vars_are_a_warning() -> None:
    flaw = only(Card(ask="What is <<a + b>>?"))
    assert (flaw.path, flaw.code, flaw.severity) == (("ask",), "literal-template", "warning")


def test_where_and_let_without_vars_are_warnings() -> None:
    flaws = list(problems(Card(where="a > 1", let={"s": "a"})))
    assert [(flaw.path, flaw.code, flaw.severity) for flaw in flaws] == [
        (("where",), "no-vars", "warning"),
        (("let",), "no-vars", "warning"),
    ]


def test_hostile_items_are_checked_soon() -> None:
    for item in (
        Card(vars={"a": "1"}, ask="<<" * 100_000),
        Card(vars={"a": "1"}, ask="<<7^400 / 3^400>>" * 10_000),
        Card(ask="<<1>>" * 100_000),
        Card(vars={"a": "1..100", "b": "1..100"}, where="factorial(200) / factorial(199) / 7^400 * a < 0"),
    ):
        begun = time.process_time()
        assert list(problems(item))
        assert time.process_time() - begun < 30  # a bound that a slow computer keeps; unbounded work takes minutes
