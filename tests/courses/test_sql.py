"""The course `sql`: every query that it holds or invites is run in the box that judges learners.

Queries on the same tables are run in one box, so all of it takes seconds. What a key claims about SQL is asked of SQLite.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from shipped import compiled, items_of
from sql_queries import ALSO_RIGHT, WRONG
from test_notes import ids, named

from tutor.core.item import Setting
from tutor.core.judgement import Judgement
from tutor.core.kinds import AnyItem
from tutor.core.kinds.sql import Sql
from tutor.core.mistakes import alternatives
from tutor.core.query_judging import query_judgement
from tutor.core.running import Ran, Run, Step
from tutor.core.template_texts import fill, fill_text
from tutor.core.template_values import draw
from tutor.packs.compiled import Compiled
from tutor.study.running import SAFE, Boxes

COURSE = Path(__file__).parents[2] / "courses" / "sql"
DATA = "".join(path.read_text("utf-8") for path in sorted((COURSE / "data").iterdir()))
SEEDS = range(4)
IN_A_BOX = 60
"""Queries run in one box: few enough for its time and its report."""

Query = tuple[str, str]
"""The tables that it is asked of, and itself."""


def course() -> Compiled:
    return compiled("sql")


def items() -> dict[str, AnyItem]:
    return items_of("sql")


def queries() -> dict[str, Sql]:
    return {name: item for name, item in items().items() if isinstance(item, Sql)}


def drawn(item: AnyItem) -> Iterator[tuple[AnyItem, dict[str, Any]]]:
    """The item with different values; itself when it has none."""
    seen = set()
    for seed in SEEDS if item.vars else range(1):
        values = draw(item, seed)
        if (key := tuple(values.values())) not in seen:
            seen.add(key)
            yield fill(item, values), values


def known(item: Sql) -> list[str]:
    """The wrong queries for which the course has words."""
    return [str(one) for mistake in item.mistakes if mistake.when is not None for one in alternatives(mistake.when)]


def cases(name: str) -> Iterator[tuple[Sql, list[str], list[str]]]:
    """For each set of values: the item, other right queries, wrong ones."""
    for item, values in drawn(queries()[name]):
        assert isinstance(item, Sql)
        right = [fill_text(one, values) for one in ALSO_RIGHT[name]]
        yield item, right, [*known(item), *(fill_text(one, values) for one in WRONG[name])]


@pytest.fixture(scope="module")
def came() -> dict[Query, dict[str, Any]]:
    """What every query of the course and of the table gives, as the driver reports it."""
    boxes = Boxes()
    if boxes.tier() not in SAFE:
        pytest.skip("there is no box here that keeps programs from your files")
    asked: dict[str, list[str]] = defaultdict(list)
    for name in queries():
        for item, right, wrong in cases(name):
            asked[item.sql.setup] += [item.sql.solution, *right, *wrong]
    found = {}
    for setup, several in asked.items():
        every = list(dict.fromkeys(several))
        for start in range(0, len(every), IN_A_BOX):
            some = every[start : start + IN_A_BOX]
            request = {"setup": setup, "check": "", "queries": some}
            [ran] = boxes.carry_out(
                Run(steps=[Step(driver="query", request=request, tests=len(some), seconds=60)]), stop=no_stop()
            )
            assert len(ran.results) == len(some), ran.why
            found |= {(setup, query): ran.results[number] for number, query in enumerate(some)}
    return found


def no_stop() -> threading.Event:
    return threading.Event()


def judged(item: Sql, query: str, came: dict[Query, dict[str, Any]]) -> Judgement:
    """As the kind judges it, from what came."""
    setup = item.sql.setup
    both = {0: came[setup, item.sql.solution], 1: came[setup, query]}
    return query_judgement(item.sql, [Ran(status="ended", results=both, tier="closed")])


@pytest.mark.parametrize("name", queries())
def test_what_is_right_passes_and_what_learners_get_wrong_does_not(name: str, came: dict[Query, Any]) -> None:
    for item, right, wrong in cases(name):
        assert right and len(wrong) >= 3
        for query in (item.sql.solution, *right):
            assert judged(item, query, came).correct, query
        for query in wrong:
            assert not judged(item, query, came).correct, query


def test_the_table_of_queries_is_about_the_items_of_the_course() -> None:
    assert set(WRONG) == set(ALSO_RIGHT) == set(queries())
    assert len(queries()) >= 20


def test_a_query_of_the_course_is_judged_whole_by_the_box(came: dict[Query, Any]) -> None:
    item, setting = queries()["groups/measured-per-town"], Setting(values={}, seed=0)
    where = "SELECT town, COUNT(*) FROM reading WHERE rain IS NOT NULL GROUP BY town"
    for query, correct, misconception in ((item.sql.solution, True, ""), (where, False, "where-drops-groups")):
        ran = Boxes().carry_out(item.run(query, setting), stop=no_stop())
        judgement = item.judge_run(query, setting, ran)
        assert (judgement.correct, judgement.misconception or "") == (correct, misconception)


@pytest.mark.parametrize("name", [name for name, item in queries().items() if item.sql.ordered])
def test_an_order_that_counts_leaves_no_tie_open(name: str) -> None:
    for item, _, _ in cases(name):
        query, setup = item.sql.solution, item.sql.setup
        assert asked_here(query, turned(setup)) == asked_here(query, setup)


def turned(setup: str) -> str:
    """The same tables, their rows put in from last to first."""

    def turn(found: re.Match[str]) -> str:
        rows = re.findall(r"\([^()]*\)", found[2])
        return f"{found[1]}{', '.join(rows[::-1])};"

    return re.sub(r"(VALUES\s+)([^;]*);", turn, setup)


def asked_here(query: str, setup: str = DATA) -> list[tuple[Any, ...]]:
    with sqlite3.connect(":memory:") as base:
        base.executescript(setup)
        return base.execute(query).fetchall()


# What the keys say, asked of SQLite


def value(expression: str) -> Any:
    return asked_here(f"SELECT {expression}", "")[0][0]


def test_the_comparisons_of_texts_are_as_the_key_says() -> None:
    for choice in items()["compare/dictionary-order"].choices:
        expression = re.findall("`(.*?)`", choice.right or choice.wrong or "")[0]
        parts = expression.split(" < ")
        holds = all(value(f"{one} < {other}") for one, other in pairwise(parts))
        assert bool(choice.right) == (holds and "of size" not in (choice.wrong or ""))
    order = items()["sort-rows/text-order"].order
    rows = ", ".join(f"({one})" for one in order)
    assert [f"'{one}'" for (one,) in asked_here(f"SELECT * FROM (VALUES {rows}) ORDER BY 1", "")] == order


def test_true_false_and_unknown_are_as_the_key_says() -> None:
    for group, conditions in items()["missing/three-values"].sort.items():
        for condition in conditions:
            assert value(condition) == {"true": 1, "false": 0, "unknown": None}[group], condition
    assert value("5 + NULL") is None and value("2026-03-02") == 2021 and value("2 + 3 * 4") == 14


def test_patterns_find_what_the_key_says() -> None:
    fits = {
        "begins with a": lambda word: word[0] == "a",
        "ends with a": lambda word: word[-1] == "a",
        "has an a somewhere": lambda word: "a" in word,
        "has an a in second place": lambda word: word[1:2] == "a",
        "is just the letter a": lambda word: word == "a",
    }
    for pattern, meaning in items()["patterns/which-pattern"].match.items():
        for word in ("a", "ab", "ba", "bab", "bba", "aa", "b", "abc"):
            assert bool(value(f"'{word}' LIKE {pattern.strip('`')}")) == fits[meaning](word), (pattern, word)


COUNTED = {
    "choose-columns/distinct-rows": lambda v: (
        f"SELECT COUNT(*) FROM (SELECT DISTINCT * FROM (VALUES ('red', {v['a']}), ('red', {v['b']}), "
        f"('blue', {v['c']}), ('blue', {v['c']})))"
    ),
    "combine/rows-kept": lambda v: (
        f"SELECT COUNT(*) FROM (SELECT column1 AS colour, column2 AS price FROM (VALUES ('red', {v['p']}), "
        "('blue', 300), ('blue', 700), ('red', 900))) WHERE colour = 'red' OR colour = 'blue' AND price < 500"
    ),
    "patterns/both-ends": lambda v: (
        f"WITH RECURSIVE c(n) AS (SELECT {v['a']} UNION ALL SELECT n + 1 FROM c WHERE n < {v['b']} + 2) "
        f"SELECT COUNT(*) FROM c WHERE n BETWEEN {v['a']} + 1 AND {v['b']}"
    ),
    "missing/all-or-nothing": lambda v: (
        f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {v['n']}), "
        f"b AS (SELECT CASE WHEN n > {v['k']} THEN n * 20 END AS pages FROM c) "
        "SELECT COUNT(*) FROM b WHERE pages > 200 OR pages <= 200"
    ),
    "totals/average-with-gap": lambda v: f"SELECT AVG(column1) FROM (VALUES ({v['a']}), (NULL), ({v['b']}))",
    "first-join/cross": lambda v: (
        f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {v['a']}), "
        f"d(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM d WHERE n < {v['b']}) SELECT COUNT(*) FROM c JOIN d"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTED)
def test_numbers_that_are_asked_for_are_those_that_sqlite_gives(name: str) -> None:
    item = items()[name]
    for seed in range(20):
        values = draw(item, seed)
        filled, setting = fill(item, values), Setting(values=values, seed=seed)
        [(number,)] = asked_here(COUNTED[name](values), "")
        assert filled.judge(f"{number:g}", setting).correct, (values, number)
        assert not filled.judge(f"{number + 1:g}", setting).correct


def test_what_explanations_claim_of_sqlite_holds() -> None:
    assert asked_here("SELECT model price FROM bike")[0] == ("Wren",)
    assert asked_here("SELECT COUNT(*), SUM(price) FROM bike WHERE price > 9000") == [(0, None)]
    assert asked_here("SELECT price FROM bike ORDER BY price LIMIT 1") == [(None,)]
    assert asked_here("SELECT DISTINCT COUNT(author) FROM book") == asked_here("SELECT COUNT(author) FROM book")
    assert asked_here("SELECT COUNT(*) FROM member JOIN loan") == [(35,)]
    assert asked_here("SELECT title FROM book WHERE author = NULL OR author <> NULL") == []
    assert value("7 / 2") == 3 and value("'10' < '9'") == 1 and value("'Red' = 'red'") == 0
    assert value("'RED' LIKE 'r_d'") == 1


def test_every_query_of_a_lesson_runs() -> None:
    text = (COURSE / "units" / "01-asking.yaml").read_text("utf-8")
    found = [re.sub(r"\s+", " ", one).strip() for one in re.findall(r"```sql\n(.*?)```", text, re.S)]
    whole = [one for one in found if one.startswith("SELECT")]
    assert len(whole) > 8
    for query in whole:
        asked_here(query)


# What the notes say


def test_the_notes_hold_the_skills_and_misconceptions_of_the_course() -> None:
    notes = (COURSE / "NOTES.md").read_text("utf-8")
    for skill in course().skills:
        name = skill.id.split("/")[1]
        several = [item for key, item in items().items() if key.startswith(f"{name}/")]
        boxed = sum(isinstance(item, Sql) for item in several)
        assert f"| `{name}` | {skill.can} |" in notes
        assert re.search(rf"\| `{name}` \|.*\| {len(several)} \({boxed}\) \|", notes), (name, len(several), boxed)
    used = set().union(*map(named, items().values()))
    steps = set(re.findall(r"name: ([a-z-]+)", (COURSE / "units" / "01-asking.yaml").read_text("utf-8")))
    told = [
        name for line in notes.splitlines() if line.startswith("| `") and line.count("|") == 4 for name in ids(line)[:1]
    ]
    assert used <= steps and sorted(told) == sorted(steps)
    every = len(items()), len(queries())
    assert f"11 skills, {every[0]} items, {every[1]} of them queries" in notes
