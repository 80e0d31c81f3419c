"""Values of programs: read without being evaluated, compared fairly, the first difference named."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.values import Difference, first_difference, read_value, same, shown

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=2) | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        (" -1.5 ", -1.5),
        ("'3'", "3"),
        ("(1, 'x', None)", (1, "x", None)),
        ("[{'a': [True]}]", [{"a": [True]}]),
        ("{1, 2}", frozenset({1, 2})),
        ("set()", frozenset()),
        ("1+2j", 1 + 2j),
        ("inf", math.inf),
        ("-inf", -math.inf),
        ("b'x'", b"x"),
        ("()", ()),
    ],
)
def test_a_literal_is_read(text: str, value: Any) -> None:
    assert read_value(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "f(2)",
            "x",
            "__import__('os')",
            "1 + 1",
            "[1 for _ in range(9)]",
            "...",
            "{**{}}",
            "{[]: 1}",
            "set([1])",
        ),
        *("lambda: 0", "'a' 'b' +", "[" * 200 + "]" * 200, "-True", "1" * 60_000, "9" * 5_000, "\0", "f'{1}'", "a.b"),
    ],
)
def test_what_is_no_literal_is_refused_and_never_run(text: str) -> None:
    with pytest.raises(ValueError):
        read_value(text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("[](){}:,'\"1a.j-+ \\\n"), max_size=40) | st.text(max_size=20))
def test_reading_any_text_gives_a_value_or_refuses(text: str) -> None:
    try:
        value = read_value(text)
    except ValueError:
        return
    assert same(value, value)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_a_value_is_what_its_literal_says(value: Any) -> None:
    assert first_difference(read_value(repr(value)), value) is None
    assert isinstance(shown(value), str) and len(shown(value)) <= 80


@pytest.mark.parametrize(
    ("got", "wanted", "equal"),
    [
        ("0.1 + 0j", "0.1 + 0j", True),
        ("0.30000000000000004", "0.3", True),
        ("3", "3.0", True),
        ("1", "True", False),
        ("True", "True", True),
        ("'3'", "3", False),
        ("[1, 2]", "(1, 2)", False),
        ("nan", "nan", True),
        ("nan", "1.0", False),
        ("inf", "1e308", False),
        ("{1, 2, 3}", "{3, 2, 1}", True),
        ("{0.30000000000000004}", "{0.3}", True),
        ("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}", True),
        ("[0.1, [0.30000000000000004]]", "[0.1, [0.3]]", True),
        ("100000000000000000001", "100000000000000000000", False),
        ("1" + "0" * 400, "1.5", False),
        ("1e-13", "0.0", True),
        ("'a'", "b'a'", False),
        ("None", "False", False),
        ("[]", "set()", False),
    ],
)
def test_numbers_by_value_sets_and_dicts_without_order_types_as_they_are(got: str, wanted: str, equal: bool) -> None:
    assert same(read_value(got), read_value(wanted)) is equal
    assert same(read_value(wanted), read_value(got)) is equal


@pytest.mark.parametrize(
    ("got", "wanted", "difference"),
    [
        ("4", "5", Difference("value", "4", "5")),
        ("'4'", "4", Difference("type", "text", "number")),
        ("[1, 2, 3]", "[1, 9, 3]", Difference("place", "2", "9", "2")),
        ("[1, 2]", "[1, 2, 3]", Difference("length", "2", "3")),
        ("'axc'", "'ayc'", Difference("place", "'x'", "'y'", "2")),
        ("'ab'", "'abc'", Difference("missing", "", "'c'")),
        ("'abc'", "'ab'", Difference("extra", "'c'", "")),
        ("{'a': 1}", "{'a': 2}", Difference("key", "1", "2", "'a'")),
        ("{}", "{'a': 2}", Difference("missing", "", "'a'", "'a'")),
        ("{'a': 2, 'b': 1}", "{'a': 2}", Difference("extra", "'b'", "", "'b'")),
        ("{1, 2}", "{1, 3}", Difference("missing", "", "3")),
        ("{1, 2}", "{1}", Difference("extra", "2", "")),
    ],
)
def test_the_first_difference_is_named(got: str, wanted: str, difference: Difference) -> None:
    assert first_difference(read_value(got), read_value(wanted)) == difference
