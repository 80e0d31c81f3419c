"""Patterns: judged by what they match, told what they missed, refused with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from flaw_paths import codes
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.item import Mistake, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds.regex import MOST_TEXTS, Pattern, Regex
from tutor.core.samples import sample_problems
from tutor.present.feedback import feedback

DATES = Regex(
    ask="Match dates like 2027-01-31.",
    regex=Pattern(
        match=["2027-01-31", "1999-12-01"],
        reject=["2027-1-31", "on 2027-01-31", "20270131", ""],
        solution=r"\d{4}(-\d\d){2}",
    ),
    mistakes=[Mistake(when=".*", say="That matches everything.", name="dot-star")],
)
CAT = Regex(regex=Pattern(match=["cat", "Cat"], reject=["dog", "cats"], solution="[cC]at"))


def judged(item: Regex, response: Any) -> Judgement:
    return item.judge(response, Setting())


@pytest.mark.parametrize(
    ("item", "response", "score"),
    [
        (DATES, r"\d{4}(-\d\d){2}", 1),
        (DATES, r"^\d{4}-\d{2}-\d{2}$", 1),
        (DATES, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", 1),
        (DATES, r"(?:19|20)\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])", 1),
        (DATES, "(?P<year>[0-9]+)-[0-9][0-9]-[0-9][0-9]", 1),
        (DATES, r"\d{4}-\d{2}-\d{2}" + "\n", 1),
        (DATES, "\r\n" + r"\d{4}-\d{2}-\d{2}" + "\r\n", 1),
        (DATES, r"\A\d+-\d+?-\d+\Z", 5 / 6),
        (DATES, r"\d+-\d+-\d+", 5 / 6),
        (DATES, r".*", 2 / 6),
        (DATES, "x", 4 / 6),
        (DATES, "", 3 / 6),
        (DATES, r"\d{8}", 3 / 6),
        (DATES, r"\d{4}-\d{2}", 4 / 6),
        (DATES, "2027-01-31", 5 / 6),
        (DATES, "2027-01-31|1999-12-01", 1),
        (DATES, r".*\d\d-\d\d", 5 / 6),
        (CAT, "[cC]at", 1),
        (CAT, "(?i)cat", 1),
        (CAT, "(?i)CAT", 1),
        (CAT, "cat|Cat", 1),
        (CAT, "(c|C)at", 1),
        (CAT, ".at", 1),
        (CAT, "...", 3 / 4),
        (CAT, "cat", 3 / 4),
        (CAT, "[cC]ats?", 3 / 4),
        (CAT, r"\w{3,4}", 2 / 4),
        (CAT, "dog|cats", 0),
        (CAT, " [cC]at", 2 / 4),
        (CAT, r"\bcat\b", 3 / 4),
        (CAT, "[^d]at", 1),
        (CAT, "猫", 2 / 4),
        (CAT, "\x1b", 2 / 4),
    ],
)
def test_the_score_is_the_share_of_texts_judged_as_asked(item: Regex, response: str, score: float) -> None:
    found = judged(item, response)
    assert found.score == pytest.approx(score) and not found.almost
    assert found.correct == (score == 1)


@pytest.mark.parametrize(
    ("item", "response", "words"),
    [
        (DATES, r"\d+-\d+-\d+", "5 of 6 are right. “2027-1-31” is matched, and should not be."),
        (DATES, "x", "4 of 6 are right. “2027-01-31” is not matched, and should be."),
        (
            DATES,
            r"\d{4}",
            "4 of 6 are right. “2027-01-31” is matched only in part: the pattern must fit the whole text.",
        ),
        (CAT, "cat", "3 of 4 are right. “Cat” is not matched, and should be."),
        (
            CAT,
            "dog|cats",
            "“cat” is not matched, and should be. “dog” is matched, and should not be.",
        ),
        (DATES, ".*", "2 of 6 are right. “2027-1-31” is matched, and should not be. That matches everything."),
        (CAT, r"(c)at\1", r"The pattern can't be read, at character 6: a back-reference `\1` is not known here."),
        (CAT, "(?<=c)at", "The pattern can't be read, at character 1: looking back `(?<=…)` is not known here."),
        (CAT, "[cC", "The pattern can't be read, at character 1: this `[` is never closed."),
    ],
)
def test_the_first_text_missed_and_the_first_one_caught_are_named(item: Regex, response: str, words: str) -> None:
    assert " ".join(feedback(judged(item, response)).split()) == words


def test_the_empty_text_is_named_in_words() -> None:
    assert "The empty text is matched, and should not be." in feedback(judged(DATES, r"\d{4}(-\d\d){2}|"))


@pytest.mark.parametrize("response", ["(", "a**", "(?=x)", "x" * 201, r"\q", "(.{1,50}){1,50}"])
def test_a_pattern_that_can_not_be_read_is_asked_again(response: str) -> None:
    found = judged(CAT, response)
    assert found.almost and found.score == 0 and [note.code for note in found.notes] == ["pattern"]


def test_a_known_mistake_keeps_its_credit_and_gets_its_feedback() -> None:
    found = judged(DATES, ".*")
    assert (found.misconception, found.score) == ("dot-star", pytest.approx(1 / 3))


@pytest.mark.parametrize("response", [None, 7, True, [], ["cat"], {}, 1.5])
def test_anything_but_a_text_is_a_bad_response(response: Any) -> None:
    with pytest.raises(BadResponse):
        judged(CAT, response)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (Pattern(match=["a"], reject=["b"], solution="a"), []),
        (Pattern(match=[""], reject=["b"], solution="a?"), []),
        (Pattern(match=[], reject=["b"], solution="a"), ["empty-answer"]),
        (Pattern(match=["a"], reject=[], solution="a"), ["no-reject"]),
        (Pattern(match=[], reject=[], solution="a"), ["empty-answer", "no-reject"]),
        (Pattern(match=["a"], reject=["a"], solution="a"), ["equal-texts"]),
        (Pattern(match=["ab"], reject=["b"], solution="a"), ["key-fails"]),
        (Pattern(match=["a"], reject=["b", "c"], solution="."), ["key-fails", "key-fails"]),
        (Pattern(match=["a"], reject=["b"], solution="(?=a)a"), ["pattern"]),
        (Pattern(match=["a"], reject=["b"], solution="("), ["pattern"]),
        (Pattern(match=["a"], reject=["b"], solution=""), ["key-fails"]),
        (Pattern(match=["a" * 2001], reject=["b"], solution="a*"), ["too-long"]),
        (Pattern(match=["a" * 1990] * 3, reject=["b"], solution="a*"), ["too-long"]),
        (Pattern(match=["a"] * (MOST_TEXTS + 1), reject=["b"], solution="a"), ["too-many"]),
    ],
)
def test_a_solution_must_do_what_is_asked(pattern: Pattern, found: list[str]) -> None:
    assert codes(Regex(ask="?", regex=pattern)) == found


def test_a_template_is_looked_at_once_it_is_filled() -> None:
    made = Regex(ask="?", vars={"n": "2..9"}, regex=Pattern(match=["<<n>>x"], reject=["x"], solution="<<n>>x"))
    assert not list(made.flaws()) and not list(sample_problems(made, Setting()))
    broken = Regex(ask="?", vars={"n": "2..9"}, regex=Pattern(match=["<<n>>x"], reject=["x"], solution="<<n>>y"))
    assert [flaw.code for flaw in sample_problems(broken, Setting())] == ["key-fails"]


def test_what_is_shown_are_the_texts_alone() -> None:
    assert CAT.show(Setting()) == {"examples": {"match": ["cat", "Cat"], "reject": ["dog", "cats"]}}
    assert CAT.right_answer(Setting()) == "[cC]at" and CAT.shape == "text" and not CAT.self_rated


@settings(max_examples=300, deadline=None)
@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists),
    st.text("cat.*+?()[]|\\{}12,^$d", max_size=12),
)
def test_whatever_is_typed_is_judged_or_bad(odd: Any, pattern: str) -> None:
    for response in (odd, pattern):
        try:
            found = judged(DATES, response)
        except BadResponse as problem:
            assert str(problem)
            continue
        assert 0 <= found.score <= 1 and found.correct == (found.score == 1) and not (found.almost and found.score)
        assert feedback(found) or found.correct
