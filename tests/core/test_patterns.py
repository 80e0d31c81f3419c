"""Patterns: read strictly, matched in linear time, and meaning what they mean in Python."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.core.patterns import LONGEST_TEXT, PatternError, matcher

ATOMS = st.sampled_from(
    [
        *("a", "b", "c", "1", " ", "_", ".", "é", "-", "{", "}", "]", "a{,", "[ab]", "[^a]", "[a-c1]", "[]a]"),
        *(r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"[\d_-]", r"[^\]]", r"\.", r"\n", r"\x61"),
    ]
)
EDGES = st.sampled_from(["^", "$", r"\b", r"\B", r"\A", r"\Z"])
REPEATS = st.sampled_from(["", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}", "{,1}", "{2,}", "{1,2}?"])


def grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.builds(
        "{}{}){}".format, st.sampled_from(["(", "(?:"]), inner, st.sampled_from(["", "", "?", "{2}", "{1}"])
    )
    many = st.builds("{}{})*".format, st.sampled_from(["(", "(?:"]), st.builds("{}{}".format, ATOMS, inner))
    return st.lists(st.one_of(inner, group, many), min_size=1, max_size=3).map("".join) | st.builds(
        "{}|{}".format, inner, inner
    )


PATTERNS = st.recursive(st.builds("{}{}".format, ATOMS, REPEATS) | EDGES, grouped, max_leaves=8)
TEXTS = st.text(st.sampled_from("abcABC1 _.é\n-{}]É"), max_size=8)


def in_python(pattern: str) -> re.Pattern[str] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None


@settings(max_examples=600, deadline=None)
@given(PATTERNS, st.lists(TEXTS, min_size=1, max_size=6), st.booleans())
def test_small_patterns_match_what_they_match_in_python(pattern: str, texts: list[str], any_case: bool) -> None:
    pattern = "(?i)" * any_case + pattern
    theirs = in_python(pattern)
    assume(theirs is not None)
    ours = matcher(pattern)
    assert theirs is not None
    for text in filter(None, texts):  # until 3.14 Python finds no `\\B` in the empty text
        assert ours.matches(text) is bool(theirs.fullmatch(text))
        assert ours.found_in(text) is bool(theirs.search(text))


EDGY = [
    "a$",
    "^a",
    "^b",
    r"a\Z",
    r"\Aa",
    r"\ba",
    r"a\b",
    r"\Ba",
    r"a\B",
    "a$\n",
    "a\n$",
    "$\n",
    "^$",
    "(^|b)a($|b)",
    r"\b_1\b",
    "a.b",
]


@pytest.mark.parametrize("pattern", EDGY)
@pytest.mark.parametrize(
    "text", ["a", "a\n", "a\n\n", "\na", "a\nb", "\n", "ba", "ab", "a b", "a_1", "-_1-", "bab", "aba\n"]
)
def test_edges_are_where_they_are_in_python(pattern: str, text: str) -> None:
    ours = matcher(pattern)
    assert ours.matches(text) is bool(re.fullmatch(pattern, text))
    assert ours.found_in(text) is bool(re.search(pattern, text))


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from("ab1(){}[]|*+?.^$\\-,:<>=!PwWdDbBsxuiZ"), max_size=14), TEXTS)
def test_whatever_is_typed_is_read_as_in_python_or_refused(pattern: str, text: str) -> None:
    theirs = in_python(pattern)
    try:
        ours = matcher(pattern)
    except PatternError as problem:
        assert problem.message and 0 <= problem.at <= len(pattern)
        return
    assert theirs is not None, "what we read, Python reads too"
    if text or "\\B" not in pattern:
        assert ours.matches(text) is bool(theirs.fullmatch(text))


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.text(st.characters(exclude_categories=()), max_size=20),
)
def test_any_text_is_a_pattern_or_refused(pattern: str, text: str) -> None:
    try:
        matcher(pattern).matches(text)
    except PatternError as problem:
        assert problem.message


@pytest.mark.parametrize(
    ("pattern", "message", "at"),
    [
        ("(?=a)b", "looking ahead", 0),
        ("x(?!a)", "looking ahead", 1),
        ("(?<=a)b", "looking back", 0),
        ("(?<!a)b", "looking back", 0),
        (r"(a)\1", "back-reference `\\1`", 3),
        ("(?P<n>a)(?P=n)", "back-reference", 8),
        ("(?>a)", "atomic", 0),
        ("(?#a)", "comment", 0),
        ("(?(1)a|b)", "condition", 0),
        ("a*+", "possessive", 1),
        ("a{2}+", "possessive", 1),
        ("a**", "repeats what is repeated already", 2),
        ("*a", "nothing stands before this `*`", 0),
        ("a|+", "nothing stands before this `+`", 2),
        ("({2})", "nothing stands before this `{`", 1),
        ("^*", "can't be repeated", 1),
        ("(ab", "`(` is never closed", 0),
        ("ab)", "`)` closes nothing", 2),
        ("[ab", "`[` is never closed", 0),
        ("[]", "`[` is never closed", 0),
        ("[b-a]", "`b-a` is no range", 1),
        (r"[\d-z]", "is no range", 1),
        ("a\\", "after the last", 1),
        (r"\q", "`\\q` means nothing", 0),
        (r"\x1", "needs 2 hexadecimal digits", 0),
        (r"\u12", "needs 4 hexadecimal digits", 0),
        ("a{3,2}", "ends before it begins", 1),
        ("a(?i)b", "at the beginning", 1),
        ("(?x)a", "nothing that is known", 0),
        ("(?P<1>a)", "named group", 0),
        ("(?P<n", "named group", 0),
        ("a" * 201, "longer than 200", 200),
        ("a{1001}", "repeats too much", 0),
        ("((a{30}){30}){30}", "repeats too much", 0),
        ("(?:){0,999999999}", "repeats too much", 0),
    ],
)
def test_what_can_not_be_read_is_named_with_its_place(pattern: str, message: str, at: int) -> None:
    with pytest.raises(PatternError) as caught:
        matcher(pattern)
    assert message in caught.value.message
    assert caught.value.at == at


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+b", "a" * LONGEST_TEXT),
        ("(a|aa)+$", "a" * (LONGEST_TEXT - 1) + "!"),
        (r"^(\w+\s?)*$", "a" * (LONGEST_TEXT - 1) + "!"),
        (".*.*.*=.*", "x" * LONGEST_TEXT),
        ("(a?){250}a{250}b", "a" * 500),
        ("(x+x+)+y", "x" * LONGEST_TEXT),
        ("(.*)*", "x\n" * 1000),
    ],
)
def test_patterns_that_never_end_elsewhere_end_here(pattern: str, text: str) -> None:
    assert not matcher(pattern).matches(text)


def test_the_empty_text_is_a_text() -> None:
    assert matcher("").matches("") and matcher("a*|^$").matches("") and not matcher("a").matches("")
    assert matcher(r"\B").matches("") and not matcher(r"\b").matches("")


def test_a_text_that_is_too_long_matches_nothing() -> None:
    assert matcher("a*").matches("a" * LONGEST_TEXT)
    assert not matcher("a*").matches("a" * (LONGEST_TEXT + 1))
    assert not matcher("a*").found_in("a" * (LONGEST_TEXT + 1))
