"""What a task of each kind holds, as JSON: the same for ever (golden), and nothing that gives the answer away.

The tasks are made by `tutor pack try`. After a wanted change: `UPDATE_GOLDEN=1 pytest` on this file, and read them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tutor.core.kinds import KINDS
from tutor.study.running import SAFE, Boxes

HERE = Path(__file__).parent
PACK = HERE / "packs" / "every-kind.yaml"
GOLDEN = HERE / "tasks"
SEEDS = 30
ITEMS = [*KINDS, "order-indent", "template"]
KEYS = {
    "answer": "secret-dodoma",
    "number": "8675309",
    "formula": "8675",
    "cloze": "secret-first",
    "recall": "secret-recall",
    "code": "secret-solution",
    "sql": "8675309",
    "shell": "secret-solution",
    "regex": "[0-9][0123456789]*",
    "essay": "secret-model",
}
"""The key of an item, where a text of it tells. What is picked and placed is looked at below."""
NEVER = {"wrong", "because", "solution", "model", "hidden", "check", "cases", "mistakes", "samples", "explain"} | {
    "or",
    "distractors",
    "order",
    "match",
    "sort",
    "say",
    "accepted",
    "right_answer",
    "vars",
    "let",
}
"""Keys of an item that no task may have, at any depth; `match` is also what a pattern is to match."""


def tried(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The replies of one run of the command."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = [sys.executable, "-m", "tutor", "pack", "try", str(PACK), "--jsonl"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, cwd=HERE.parent.parent)
    return [json.loads(line) for line in done.stdout.splitlines()]


@cache
def replies() -> dict[tuple[str, int], dict[str, Any]]:
    """The task of every item for every seed."""
    asked = [(item, seed) for item in ITEMS for seed in range(SEEDS)]
    found = tried([{"item": f"all/{item}", "seed": seed} for item, seed in asked])
    assert all(reply["ok"] for reply in found)
    return {key: reply["task"] for key, reply in zip(asked, found, strict=True)}


def tasks_of(item: str) -> Iterator[dict[str, Any]]:
    return (replies()[item, seed] for seed in range(SEEDS))


def keys_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


@pytest.mark.parametrize("item", ITEMS)
def test_a_task_looks_as_it_always_did(item: str) -> None:
    found = json.dumps(replies()[item, 0], indent=2, ensure_ascii=False) + "\n"
    golden = GOLDEN / f"{item}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_every_kind_has_its_task_and_no_golden_file_is_left_over() -> None:
    assert {replies()[item, 0]["type"] for item in ITEMS} == set(KINDS)
    assert {path.stem for path in GOLDEN.iterdir()} == set(ITEMS)


@pytest.mark.parametrize("item", ITEMS)
def test_no_task_holds_a_text_that_is_for_after_the_answer(item: str) -> None:
    for task in tasks_of(item):
        text = json.dumps(task, ensure_ascii=False)
        assert "secret" not in text
        assert not KEYS.get(item) or KEYS[item] not in text
        assert not NEVER.intersection(keys_in({**task, "examples": None}))


def test_the_secrets_are_really_in_the_pack() -> None:
    written = PACK.read_text(encoding="utf-8")
    assert all(key in written for key in KEYS.values())
    assert written.count("secret-") > 30


def test_choices_stand_in_every_place_and_say_nothing_of_being_right() -> None:
    places = {[choice["text"] for choice in task["choices"]].index("apple") for task in tasks_of("choices")}
    assert places == {0, 1, 2}
    assert {key for task in tasks_of("choices") for choice in task["choices"] for key in choice} == {"id", "text"}


RIGHT_ORDERS = {
    "order": [["alpha", "beta", "gamma", "delta"], ["beta", "alpha", "gamma", "delta"]],
    "order-indent": [["if x:", "    y()", "z()"]],
    "parts": [["one", "two", "three"]],
}


@pytest.mark.parametrize("item", RIGHT_ORDERS)
def test_lines_never_stand_in_a_right_order_and_distractors_are_not_marked(item: str) -> None:
    shown = [task["parts"][1] if item == "parts" else task for task in tasks_of(item)]
    for one in shown:
        assert [line for line in one["lines"] if line != "omega"] not in RIGHT_ORDERS[item]
    assert len({tuple(one["lines"]) for one in shown}) > 4
    if item == "order":
        assert {one["lines"].index("omega") for one in shown} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("item", "key", "first", "places"),
    [("match", "right", "Paris", 4), ("match", "right", "Lyon", 4), ("sort", "lines", "whale", 4)],
)
def test_what_is_placed_stands_anywhere(item: str, key: str, first: str, places: int) -> None:
    assert {task[key].index(first) for task in tasks_of(item)} == set(range(places))


def test_the_order_of_what_is_placed_into_or_beside_is_the_authors() -> None:
    assert {tuple(task["left"]) for task in tasks_of("match")} == {("France", "Spain", "Peru")}
    assert {tuple(task["groups"]) for task in tasks_of("sort")} == {("mammal", "fish", "bird")}


def test_a_template_shows_what_was_drawn_and_not_what_it_comes_to() -> None:
    for task in tasks_of("template"):
        one, other = (int(word.strip("?")) for word in task["ask"].split() if word.strip("?").isdecimal())
        assert str(one + other) not in json.dumps({**task, "ask": ""})
    assert len({task["ask"] for task in tasks_of("template")}) > 20


RIGHT: dict[str, Any] = {
    "choices": "apple",
    "true_false": True,
    "answer": "secret-dodomah",
    "number": "8675309 m/s",
    "formula": "309 + x*8675",
    "cloze": ["secret-other", "secret-second"],
    "order": ["beta", "alpha", "gamma", "delta"],
    "order-indent": ["if x:", "    y()", "z()"],
    "match": {"Peru": "Lima", "France": "Paris", "Spain": "Madrid"},
    "sort": {"fish": ["eel", "shark"], "mammal": ["bat", "whale"]},
    "regex": "[0-9]+",
    "parts": ["secret-dodoma", ["one", "two", "three"], ["secret-first"], "a", {"x": "1", "y": "2", "z": "3"}],
}
WRONG: dict[str, tuple[Any, float]] = {
    "choices": ("potato", 0),
    "true_false": (False, 0),
    "answer": ("Nairobi", 0),
    "number": ("12 m/s", 0),
    "formula": ("x", 0),
    "cloze": (["secret-first", "x"], 1 / 2),
    "order": (["alpha", "gamma", "beta"], 1 / 3),
    "match": ({"Peru": "Lima", "France": "Lyon"}, 1 / 3),
    "sort": ({"bird": ["bat"], "fish": ["shark", "eel", "whale"]}, 2 / 4),
    "regex": (".", 2 / 4),
    "parts": (["no", ["two", "one", "three"], ["x"], "a", {"x": "1"}], (0 + 1 / 2 + 0 + 1 + 1 / 3) / 5),
}
"""Responses, and the share that is right."""
OWN = {"recall": None, "code": "pass", "sql": "select 1", "shell": "ls", "essay": "It lies by the sea."}
TYPES: list[Any] = [None, True, 7, "zzz", ["zzz"], {"zzz": "zzz"}, {"zzz": ["zzz"]}, [["zzz"]]]


def test_every_kind_takes_its_responses_and_gives_partial_credit() -> None:
    assert RIGHT.keys() | OWN.keys() >= set(KINDS) and WRONG.keys() | OWN.keys() >= set(KINDS)
    right = tried([{"item": f"all/{item}", "response": response} for item, response in RIGHT.items()])
    assert [(reply["verdict"]["correct"], reply["verdict"]["score"]) for reply in right] == [(True, 1)] * len(right)
    wrong = tried([{"item": f"all/{item}", "response": response} for item, (response, _) in WRONG.items()])
    assert not any(reply["verdict"]["correct"] for reply in wrong)
    scores = {item: reply["verdict"]["score"] for item, reply in zip(WRONG, wrong, strict=True)}
    assert scores == {item: pytest.approx(score) for item, (_, score) in WRONG.items()}
    told = tried([{"item": f"all/{item}", "response": response} for item, response in OWN.items()])
    boxed = Boxes().tier() in SAFE  # else programs are rated by the learner too
    ran = {"code": False, "sql": True, "shell": False} if boxed else {}
    assert [reply["verdict"]["correct"] for reply in told] == [ran.get(item) for item in OWN]
    assert told[0]["verdict"]["right_answer"] == "secret-recall"


def test_what_a_verdict_says_is_right_is_right() -> None:
    items = list(WRONG)
    told = tried([{"item": f"all/{item}", "response": response} for item, (response, _) in WRONG.items()])
    keys = [reply["verdict"]["right_answer"] for reply in told]
    again = tried([{"item": f"all/{item}", "response": key} for item, key in zip(items, keys, strict=True)])
    assert {item: reply["verdict"]["correct"] for item, reply in zip(items, again, strict=True)} == dict.fromkeys(
        items, True
    )


def test_a_response_of_another_type_is_refused_or_judged_and_nothing_breaks() -> None:
    asked = [(item, response) for item in ITEMS for response in TYPES]
    found = tried([{"item": f"all/{item}", "response": response} for item, response in asked])
    for (item, response), reply in zip(asked, found, strict=True):
        if not reply["ok"]:
            assert reply["error"]["code"] == "bad_response", (item, response)
    refused = {item for (item, _), reply in zip(asked, found, strict=True) if not reply["ok"]}
    assert refused == set(ITEMS)
