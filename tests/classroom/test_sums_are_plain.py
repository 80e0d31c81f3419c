"""The SQL of class sums stays in the words that SQLite, DuckDB and Spark understand alike."""

from __future__ import annotations

import re
import sqlite3

import pytest

from tutor.classroom.sums.run import NAMES, text

_WORDS = "SELECT WITH AS FROM WHERE JOIN LEFT ON AND OR GROUP ORDER PARTITION BY OVER CASE WHEN THEN ELSE END"
_COLUMNS = """learner class_id item rev skill attempt opportunity score correct choice mis conf sec day kind hints scored
    language edition answers"""
ALLOWED, COLUMNS = set(_WORDS.split()), set(_COLUMNS.split())
FUNCTIONS = {"SUM", "COUNT", "MIN", "MAX", "COALESCE", "NTILE"}
FIFTHS = r"NTILE\(5\) OVER \(PARTITION BY class_id ORDER BY total \* 1\.0 / \w+, learner\) AS fifth\s+FROM totals\b"
TOTALS = r"totals AS \([^()]*(?:\([^()]*\)[^()]*)*GROUP BY class_id, learner\s*\)"
MARKS = set("()*+-/,.<>=")


def faults(sql: str) -> list[str]:
    """What a query says that not every engine understands alike."""
    bare = re.sub(r"'[^']*'", "0", re.sub(r"--[^\n]*", "", sql))
    named = set(re.findall(r"\bAS (\w+)|(\w+) AS \(|\b(?:FROM|JOIN) \w+ ([a-z]\w*)", bare))
    known = COLUMNS | {name for found in named for name in found if name}
    words = re.findall(r"[A-Za-z_]\w*", bare)
    calls = re.findall(r"(\w+)\s*\(", bare)
    found = [word for word in words if word not in known | ALLOWED | FUNCTIONS]
    found += [call for call in calls if call not in ALLOWED | FUNCTIONS]
    found += ["/"] * len(re.findall(r"(?<!\* 1\.0 )/", bare))
    found += [mark for mark in re.sub(r"[\w\s]", "", bare) if mark not in MARKS]
    windows = bare.count("OVER")
    if windows != len(re.findall(FIFTHS, bare)) or (windows and not re.search(TOTALS, bare)):
        found.append("OVER")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_query_is_one_select_in_the_common_words(name: str) -> None:
    assert faults(text(name)) == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT SUM(correct) / COUNT(*) AS share FROM answers",
        "SELECT SUM(correct) * 1 / COUNT(*) AS share FROM answers",
        "SELECT CORR(score, day) AS r FROM answers",
        "SELECT corr(score, day) AS r FROM answers",
        "SELECT CAST(score AS day) FROM answers",
        "SELECT score::int FROM answers",
        "SELECT QUANTILE(score, 0.5) FROM answers",
        "SELECT SUM(score) FILTER (WHERE correct = 1) FROM answers",
        "SELECT DISTINCT ON (item) item FROM answers",
        "SELECT DATE_TRUNC('week', day) FROM answers",
        "SELECT CURRENT_DATE FROM answers",
        "SELECT SUM(score) OVER (PARTITION BY item) FROM answers",
        "SELECT NTILE(5) OVER (ORDER BY score) AS fifth FROM answers",
        "SELECT item FROM answers; SELECT rev FROM answers",
        "SELECT item || rev FROM answers",
        'SELECT "item" FROM answers',
    ],
)
def test_words_that_engines_read_differently_are_refused(sql: str) -> None:
    assert faults(sql)


def test_one_of_four_is_a_quarter_in_every_engine() -> None:
    share = "SELECT SUM(correct) * 1.0 / COUNT(*) AS share FROM answers"
    rows = "create table answers as select 1 as correct union all select 0 union all select 0 union all select 0"
    assert faults(share) == []
    lite = sqlite3.connect(":memory:")
    lite.execute(rows)
    assert lite.execute(share).fetchone() == (0.25,)
    lite.close()
    duck = pytest.importorskip("duckdb").connect()
    duck.execute(rows)
    assert [float(cell) for cell in duck.execute(share).fetchone()] == [0.25]
    duck.close()
