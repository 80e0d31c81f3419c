"""Trying items: one request a line, as the study protocol's last section says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tutor.authoring.check import check, summary
from tutor.authoring.trial import Trial
from tutor.packs.compile import load

GOOD = Path(__file__).parent.parent / "packs" / "good" / "all-keys"
BAD = Path(__file__).parent.parent / "packs" / "bad"
VERDICT_KEYS = {
    "correct",
    "score",
    "rating",
    "almost",
    "feedback",
    "right_answer",
    "explain",
    "misconception",
    "due",
    "changed",
    "unlocked",
}


@pytest.fixture(scope="module")
def trial() -> Trial:
    compiled = load(GOOD).compiled
    assert compiled is not None
    return Trial(compiled)


def ask(trial: Trial, **request: Any) -> dict[str, Any]:
    [reply] = trial.replies([json.dumps(request).encode(), b"  \n"])
    found: dict[str, Any] = json.loads(reply)
    return found


def test_without_a_response_there_is_only_the_task(trial: Trial) -> None:
    reply = ask(trial, item="name-parts/half")
    assert set(reply) == {"ok", "task"}
    task = reply["task"]
    assert (task["item"], task["skill"], task["unit"]) == ("all-keys/name-parts/half", "all-keys/name-parts", "parts")
    assert (task["type"], task["hints"], task["passage"]) == ("number", 2, "Take two eggs.\n")
    assert "choices" not in task and "media" not in task and "blanks" not in task


def test_a_task_never_gives_the_answer_away(trial: Trial) -> None:
    for item in ("name-parts/half", "name-parts/gaps-1", "words/dog", "counting/d", "more-words/moon"):
        task = json.dumps(ask(trial, item=item)["task"])
        for secret in ("1.5", "numerator", '"dog"', "Four", '"moon"', "sample", "mistake", "explain"):
            assert secret not in task.replace("all-keys/more-words/moon", "").replace("all-keys/words/dog", "")


def test_a_right_answer_gets_a_verdict_with_exactly_its_keys(trial: Trial) -> None:
    verdict = ask(trial, item="name-parts/half", response="1.5 kg")["verdict"]
    assert set(verdict) == VERDICT_KEYS
    assert (verdict["correct"], verdict["score"], verdict["rating"], verdict["almost"]) == (True, 1.0, "good", False)
    assert verdict["explain"] == "Half of three is one and a half."
    assert (verdict["due"], verdict["changed"], verdict["unlocked"]) == (None, [], [])


def test_hints_lower_the_rating(trial: Trial) -> None:
    ratings = [
        ask(trial, item="name-parts/half", response="1.5 kg", hints=hints)["verdict"]["rating"] for hints in range(3)
    ]
    assert ratings == ["good", "hard", "again"]


def test_a_known_mistake_gets_its_own_feedback(trial: Trial) -> None:
    verdict = ask(trial, item="name-parts/half", response="3 kg")["verdict"]
    assert (verdict["correct"], verdict["misconception"]) == (False, "whole")
    assert "That is all of them." in verdict["feedback"]


def test_almost_right_says_so_without_the_answer(trial: Trial) -> None:
    verdict = ask(trial, item="name-parts/half", response="1.5")["verdict"]
    assert verdict["almost"] and not verdict["correct"] and verdict["rating"] is None
    assert verdict["right_answer"] is None and verdict["explain"] is None and verdict["feedback"]


def test_a_template_is_filled_from_the_seed(trial: Trial) -> None:
    first, again, other = (ask(trial, item="name-parts/sum", seed=seed)["task"]["ask"] for seed in (0, 0, 5))
    assert first == again != other
    numbers = [int(word) for word in first.rstrip("?").split() if word.isdigit()]
    assert ask(trial, item="name-parts/sum", response=str(sum(numbers)))["verdict"]["correct"]


def test_a_picture_and_a_sound_come_with_their_words_but_without_the_transcript(trial: Trial) -> None:
    assert ask(trial, item="name-parts/which")["task"]["media"] == {"image": "media/pizza.png", "alt": "A pizza"}
    media = ask(trial, item="name-parts/sum")["task"]["media"]
    assert set(media) == {"audio", "speak"} and "two and three" not in str(media)


def test_what_one_rates_oneself_is_revealed(trial: Trial) -> None:
    verdict = ask(trial, item="counting/d", response=None)["verdict"]
    assert (verdict["correct"], verdict["rating"], verdict["right_answer"]) == (None, None, "Four.")


def test_what_one_writes_is_revealed_and_patterns_are_judged(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        """
title: Own
items:
  - {id: why, ask: Why?, essay: {model: Because it is., words: 2..4}}
  - {id: add, ask: Add., code: {solution: "def f(n): return n + 1", tests: [{call: f(1), gives: 2, hidden: true}]}}
  - {id: all, ask: All?, sql: {setup: create table a(b);, solution: select * from a}}
  - {id: list, ask: List., shell: {solution: ls, check: "true"}}
  - {id: cat, ask: Cats., regex: {match: [cat], reject: [dog], solution: c.*}}
""",
        "utf-8",
    )
    compiled = load(tmp_path / "own.yaml").compiled
    assert compiled is not None
    own = Trial(compiled)
    for item, answer in (
        ("why", "Because it is."),
        ("add", "def f(n): return n + 1"),
        ("all", "select * from a"),
        ("list", "ls"),
    ):
        assert "verdict" not in ask(own, item=f"own/{item}")
        verdict = ask(own, item=f"own/{item}", response="x")["verdict"]
        assert set(verdict) == VERDICT_KEYS
        assert (verdict["correct"], verdict["rating"], verdict["right_answer"]) == (None, None, answer)
        assert ask(own, item=f"own/{item}", response=None)["error"]["code"] == "bad_response"
    assert ask(own, item="own/why", response="x")["verdict"]["feedback"] == "You wrote 1 word; 2 to 4 are asked for."
    assert ask(own, item="own/cat", response="cat|dog")["verdict"]["score"] == 0.5
    assert ask(own, item="own/cat", response="(?=c)cat")["verdict"]["almost"]


def test_an_item_may_be_named_by_its_full_id(trial: Trial) -> None:
    assert ask(trial, item="all-keys/counting/a", response="two")["verdict"]["correct"]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"item": "counting/zzz"}, "unknown_task"),
        ({"item": 3}, "bad_request"),
        ({}, "bad_request"),
        ({"item": "counting/a", "seed": "x"}, "bad_request"),
        ({"item": "counting/a", "seed": True}, "bad_request"),
        ({"item": "counting/a", "hints": -1}, "bad_request"),
        ({"item": "counting/a", "response": ["two"]}, "bad_response"),
        ({"item": "counting/c", "response": "true"}, "bad_response"),
        ({"item": "counting/d", "response": "x"}, "bad_response"),
    ],
)
def test_a_request_that_can_not_be_done_is_answered_with_a_code(
    trial: Trial, request_: dict[str, Any], code: str
) -> None:
    reply = ask(trial, **request_)
    assert reply["ok"] is False and reply["error"]["code"] == code and reply["error"]["message"]


@pytest.mark.parametrize("line", [b"{", b"[]", b"3", b"\xff", b"[" * 100_000, b" " * 1_000_001 + b"{}"])
def test_a_line_that_is_no_request_is_answered_too(trial: Trial, line: bytes) -> None:
    assert trial.reply(line)["error"]["code"] == "bad_request"


def test_a_summary_counts_what_there_is_and_what_is_wrong() -> None:
    good, bad = check(GOOD), check(BAD / "unknown-key.yaml")
    assert summary(good).splitlines() == [
        "all-keys: 4 skills, 15 items, no problems (2 notes on style with `--strict`)",
        "all-keys in es: 27 of 59 texts",
    ]
    assert summary(bad).endswith(" errors") and summary(bad).startswith("unknown-key: 1 skill, ")
