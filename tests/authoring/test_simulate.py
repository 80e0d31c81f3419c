"""Simulated learners over the real engine: packs with a planted fault show it, packs without one don't."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.command import tutor
from tutor.authoring.simulate.answers import wrong_answer
from tutor.authoring.simulate.bots import leaks
from tutor.authoring.simulate.expecting import NotUnderstood, expected
from tutor.core.item import Setting
from tutor.core.kinds import KINDS
from tutor.core.kinds.order import Order
from tutor.core.kinds.true_false import TrueFalse
from tutor.packs.compile import load
from tutor.packs.shipped import courses_folder

LEAKY = "  - ask: Which of the figures is number {n}?\n    choices:\n{choices}"
PLAIN = """title: Plain
version: 1.2.0
units:
  - unit: one
    skills:
      - skill: first
        remember: skill
        lesson: [{way: words, text: Two numbers are put together.}]
        items:
          - {id: t, ask: "What is <<a>> + <<b>>?", number: "<<a + b>>", vars: {a: 2..30, b: 2..30}}
          - {id: u, ask: "Add <<a>> to <<b>>.", number: "<<a + b>>", vars: {a: 2..30, b: 31..60}}
          - {id: v, ask: "And <<a>> + 100?", number: "<<a + 100>>", vars: {a: 2..30}}
          - {id: r, ask: How does one add?, recall: One counts on.}
      - skill: second
        requires: [first]
        remember: skill
        items:
          - {id: t, ask: "What is <<a>> - 1?", number: "<<a - 1>>", vars: {a: 2..300}}
          - {id: u, ask: "Take 2 from <<a>>.", number: "<<a - 2>>", vars: {a: 3..300}}
          - {id: v, ask: "Take 3 from <<a>>.", number: "<<a - 3>>", vars: {a: 4..300}}
"""


def choices(texts: list[str], right: int) -> str:
    return "".join(f"      - {'right' if n == right else 'wrong'}: {text}\n" for n, text in enumerate(texts))


def pack(tmp_path: Path, body: str, name: str = "sample") -> Path:
    path = tmp_path / f"{name}.yaml"
    path.write_text(body, encoding="utf-8")
    return path


def trick_pack(tmp_path: Path, trick: str, count: int = 10) -> Path:
    """Ten questions in which one trick finds the right choice, and no other does."""
    items = ""
    for n in range(count):
        texts = [f"aa{n}", f"bb{n}", f"cc{n}", f"dd{n}"]
        more, right = "", n % 4
        if trick == "always the longest":
            texts[right] += " and a good deal more besides"
        elif trick == "always the first":
            more, right = "    keep_order: true\n", 0
        elif trick == "all of the above":
            texts[right] = "All of the above"
        elif trick == "words of the question":
            texts[right] = f"x figures{n}"
        items += LEAKY.replace("figures", f"figures{n}").format(n=n, choices=choices(texts, right)) + more
    return pack(tmp_path, f"title: Leaky\nitems:\n{items}", "leaky")


@pytest.mark.parametrize(
    "trick", ["always the longest", "always the first", "all of the above", "words of the question"]
)
def test_each_bot_finds_the_pack_that_was_planted_for_it(tmp_path: Path, trick: str) -> None:
    compiled = load(trick_pack(tmp_path, trick), tested=False).compiled
    assert compiled is not None
    [found] = [one for one in leaks(compiled, 1) if one.bot == trick]
    assert (found.questions, found.hits, found.chance, found.found) == (10, 10.0, 2.5, True)
    assert found.items == [ref.id for ref, _ in compiled.items]


def test_a_pack_whose_right_choices_have_no_pattern_leaks_to_no_bot(tmp_path: Path) -> None:
    compiled = load(trick_pack(tmp_path, "none"), tested=False).compiled
    assert compiled is not None
    assert not [one.bot for one in leaks(compiled, 1) if one.found]


def test_too_few_questions_are_no_proof_of_a_leak(tmp_path: Path) -> None:
    compiled = load(trick_pack(tmp_path, "always the longest", 4), tested=False).compiled
    assert compiled is not None
    assert not any(one.found for one in leaks(compiled, 1))


def simulated(path: Path, *more: str) -> dict[str, Any]:
    done = tutor("pack", "simulate", str(path), "--json", "--learners", "1", *more)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    path = pack(tmp_path_factory.mktemp("plain"), PLAIN)
    return path, simulated(path, "--days", "20")


def test_everyone_finishes_a_pack_without_a_fault_and_the_strong_sooner_than_the_weak(
    plain: tuple[Path, dict[str, Any]],
) -> None:
    groups = {one["kind"]: one for one in plain[1]["groups"]}
    assert [one["finished"] for one in groups.values()] == [1] * 5
    assert groups["strong"]["hours"] < groups["average"]["hours"] < groups["weak"]["hours"]
    assert groups["slow-reader"]["hours"] > groups["average"]["hours"]
    assert all(not bot["learned"] for bot in plain[1]["bots"])


def test_what_stands_on_a_course_that_is_not_here_is_opened_by_who_comes_so_far(tmp_path: Path) -> None:
    path = pack(tmp_path, PLAIN.replace("requires: [first]", "requires: [first, other/thing]"))
    assert [one["finished"] for one in simulated(path, "--days", "20")["groups"]] == [1] * 5


def test_the_same_seed_gives_the_same_and_another_seed_something_else(plain: tuple[Path, dict[str, Any]]) -> None:
    first, again, other = (simulated(plain[0], "--days", "1", "--seed", seed) for seed in ("1", "1", "2"))
    assert first == again
    assert first["groups"] != other["groups"]


def test_a_course_that_has_no_time_is_not_finished_and_a_build_that_expects_it_fails(tmp_path: Path) -> None:
    path = pack(tmp_path, PLAIN)
    page = tmp_path / "page.html"
    done = tutor(
        *("pack", "simulate", str(path), "--days", "1", "--minutes", "1", "--learners", "1", "--html", str(page)),
        *("--expect", "average finishes in 40 sessions", "--expect", "no leaks"),
    )
    assert done.returncode == 1
    assert "Not as expected: 1 of 1 average learners do not finish." in done.stderr
    assert "leaks" not in done.stderr
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert "0 of 1" in done.stdout
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg") == 2 and "<script" not in text and "default-src 'none'" in text


def test_a_skill_with_two_questions_is_said_to_have_too_few(tmp_path: Path) -> None:
    items = "".join(
        f"          - {{id: q{n}, ask: Question {n}?, answer: word {n}, difficulty: 5}}\n" for n in range(3)
    )
    unit = f"units:\n  - unit: u\n    skills:\n      - skill: thin\n        remember: skill\n        items:\n{items}"
    found = simulated(pack(tmp_path, f"title: Thin\n{unit}"), "--days", "30")
    assert [(one["skill"].split("/")[1], one["questions"]) for one in found["few"]] == [("thin", 3)]


def test_what_a_pack_says_reaches_the_page_as_plain_text(tmp_path: Path) -> None:
    title = 'title: "A <script>alert(1)</script> pack"\nitems:\n  - {ask: One?, answer: One}\n'
    page = tmp_path / "page.html"
    done = tutor("pack", "simulate", str(pack(tmp_path, title)), "--days", "2", "--learners", "1", "--html", str(page))
    assert "A <script>" in done.stdout
    assert "<script" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("average finishes in 40 sessions", ("average", 40.0, "session")),
        ("Everyone finish in 2.5 hours", ("everyone", 2.5, "hour")),
        ("slow reader finishes", ("slow-reader", None, "")),
        ("no leaks", ("no", None, "leaks")),
    ],
)
def test_an_expectation_is_read(text: str, read: tuple[str, float | None, str]) -> None:
    assert expected(text) == read


@given(st.text(max_size=60))
def test_whatever_is_expected_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        expected(text)
    except NotUnderstood as problem:
        assert "it reads" in str(problem)


def test_an_expectation_that_is_not_understood_is_refused_before_anything_runs(tmp_path: Path) -> None:
    done = tutor("pack", "simulate", str(pack(tmp_path, PLAIN)), "--expect", "sleepy finishes")
    assert (done.returncode, done.stdout) == (2, "")


def test_a_wrong_answer_is_judged_wrong_in_every_kind_that_is_judged() -> None:
    for item in (TrueFalse(true_false=True), Order(order=["a", "b", "c"])):
        response = wrong_answer(item, Setting())
        assert not item.judge(response, Setting()).correct
    assert len(KINDS) == 16


@pytest.mark.parametrize("name", ["fractions", "sql", "command-line", "python-first-steps", "write-a-pack"])
def test_the_shipped_courses_leak_to_no_bot(name: str) -> None:
    compiled = load(courses_folder() / name, tested=False).compiled
    assert compiled is not None
    assert [(one.bot, one.items) for one in leaks(compiled, 1) if one.found] == []


@pytest.mark.parametrize("name", os.environ.get("LIVES", "").split(",") if "LIVES" in os.environ else [])
def test_average_and_weak_learners_finish_a_shipped_course_and_bots_gain_nothing_of_it(name: str) -> None:
    """`LIVES=fractions,sql,command-line` tries these."""
    expected = ["--expect", "average finishes in 20 sessions", "--expect", "weak finishes in 40 sessions"]
    found = simulated(courses_folder() / name, *expected)
    assert [bot["learned"] for bot in found["bots"]] == [[]] * 4


def test_a_key_that_cannot_be_given_ends_no_simulation(tmp_path: Path) -> None:
    body = "title: Odd\nitems:\n  - {id: a, ask: How many?, number: 1/0}\n  - {id: b, ask: Which?, regex: {match: [a], reject: [b]}}\n"
    done = tutor("pack", "simulate", str(pack(tmp_path, body)), "--days", "2", "--learners", "1")
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr
