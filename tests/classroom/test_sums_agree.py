"""The same 20,000 answers come to the same sums on SQLite, on DuckDB, in plain Python, and by hand on Spark."""

from __future__ import annotations

import csv
import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tutor.classroom.sums.run import NAMES, Name, on_duckdb, on_spark, on_sqlite

Row = dict[str, Any]
TYPES = {
    "learner": "text", "class_id": "text", "item": "text", "rev": "integer", "skill": "text", "attempt": "integer",
    "opportunity": "integer", "score": "double", "correct": "integer", "choice": "text", "mis": "text",
    "conf": "integer", "sec": "double", "day": "integer", "kind": "text", "hints": "integer", "scored": "integer",
    "language": "text", "edition": "text",
}  # fmt: skip
SHAPE = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
NONE = "-none-"


@cache
def given() -> list[Row]:
    """20 classes of 17 to 25 learners who answer 60 questions at 6 skills, some of them twice or again after an error."""
    chance, rows = random.Random(45), list[Row]()
    for number in range(21):
        for one in range(17 + number % 9):
            seen, able = defaultdict[int, int](int), chance.random()
            for _ in range(40):
                skill = chance.randrange(6)
                seen[skill] += 1
                head = {"learner": f"c{number}p{one}", "class_id": f"class {number}", "opportunity": seen[skill]}
                head |= {"skill": f"pack/s{skill}", "item": f"pack/s{skill}/{chance.randrange(10)}", "rev": 1}
                head |= {"day": chance.randrange(20000, 20030), "kind": chance.choice(["study", "place", "review"])}
                head |= {"language": "en", "edition": "1.0", "rev": chance.choice([1, 1, 2])}
                rows += _tries(chance, head, able)
    assert len(rows) >= 20_000
    return rows[:20_000]


def _tries(chance: random.Random, head: Row, able: float) -> Iterable[Row]:
    for attempt in (1, 2, 3):
        right = int(chance.random() < able)
        choice, score = ("right", 1.0) if right else (chance.choice(["a", "b", "", "é"]), chance.choice([0, 0.25, 0.5]))
        yield head | {
            "attempt": attempt, "score": float(score), "correct": right, "choice": choice,
            "mis": chance.choice(["", "carry", "swap"]) if choice in ("a", "b") else "",
            "conf": chance.randrange(4), "sec": chance.choice([None, chance.randrange(1, 600) / 7]),
            "hints": chance.choice([0, 0, 1]), "scored": int(chance.random() < 0.95),
        }  # fmt: skip
        if right:
            return


def by(rows: Iterable[Row], *names: str) -> dict[tuple[Any, ...], list[Row]]:
    found = defaultdict[tuple[Any, ...], list[Row]](list)
    for row in rows:
        found[tuple(row[name] for name in names)].append(row)
    return dict(sorted(found.items()))


def fifths(rows: Iterable[Row]) -> dict[str, int]:
    """The fifth of each learner in the own class, 1 the lowest; the first fifths take what is over."""
    found = {}
    for mine in by(rows, "class_id").values():
        means = {who: sum(row["score"] for row in its) / len(its) for (who,), its in by(mine, "learner").items()}
        order = sorted(means, key=lambda who: (means[who], who))
        each, over = divmod(len(order), 5)
        places = [fifth for fifth in range(1, 6) for _ in range(each + (fifth <= over))]
        found |= dict(zip(order, places, strict=True))
    return found


def item_sums(rows: list[Row]) -> list[tuple[Any, ...]]:
    grouped = by((row for row in rows if row["attempt"] == row["scored"] == 1), "learner", "item", "rev")
    firsts = [min(its, key=lambda row: row["opportunity"]) for its in grouped.values()]
    fifth, mine, found = fifths(firsts), by(firsts, "learner"), []
    for key, its in by(firsts, "item", "rev").items():
        pairs, bins = [], [0.0] * 10
        for row in its:
            others = mine[(row["learner"],)]
            rest = (sum(one["score"] for one in others) - row["score"]) / max(len(others) - 1, 1)
            pairs.append((row["score"], int(len(others) > 1), rest * (len(others) > 1)))
            bins[2 * fifth[row["learner"]] - 2] += 1
            bins[2 * fifth[row["learner"]] - 1] += row["score"]
        ways = (
            lambda x, m, y: x, lambda x, m, y: x * x, lambda x, m, y: m, lambda x, m, y: x * m,
            lambda x, m, y: x * x * m, lambda x, m, y: y, lambda x, m, y: y * y, lambda x, m, y: x * y,
        )  # fmt: skip
        sums = [sum(way(*pair) for pair in pairs) for way in ways]
        found.append((*key, len(its), sum(row["correct"] for row in its), *sums, *bins))
    return found


def choice_sums(rows: list[Row]) -> list[tuple[Any, ...]]:
    fifth = fifths(row for row in rows if row["attempt"] == row["scored"] == 1)
    told = [row for row in rows if row["scored"] and row["choice"] and row["learner"] in fifth]
    found = []
    for key, its in by(told, "item", "rev", "choice", "mis").items():
        who = {row["learner"] for row in its}
        best = sum(fifth[one] == 5 for one in who)
        found.append((*key, max(row["correct"] for row in its), len(who), len(its), best))
    return found


def mistake_sums(rows: list[Row]) -> list[tuple[Any, ...]]:
    scored = [row for row in rows if row["scored"]]
    takers = {skill: len(by(its, "learner")) for (skill,), its in by(scored, "skill").items()}
    made = by((row for row in scored if row["mis"]), "skill", "mis")
    return [(*key, len(by(its, "learner")), len(its), takers[key[0]]) for key, its in made.items()]


def curve_sums(rows: list[Row]) -> list[tuple[Any, ...]]:
    tries = [row for row in rows if row["attempt"] == row["scored"] == 1 and row["kind"] != "place"]
    return [
        (*key, len(its), sum(1 - row["correct"] for row in its), sum(row["hints"] > 0 for row in its))
        for key, its in by(tries, "skill", "opportunity").items()
        if key[1] <= 40
    ]


def learner_sums(rows: list[Row]) -> list[tuple[Any, ...]]:
    days = {who: {row["day"] for row in its} for (who,), its in by(rows, "learner").items()}
    found = []
    for (who,), its in by((row for row in rows if row["attempt"] == row["scored"] == 1), "learner").items():
        sure = [[row["correct"] for row in its if row["conf"] == level] for level in (1, 2, 3)]
        sums = [sum(row["correct"] for row in its), sum(row["score"] for row in its), sum(r["hints"] > 0 for r in its)]
        when = (len(days[who]), min(days[who]), max(days[who]))
        told = [count for level in sure for count in (len(level), sum(level))]
        found.append((who, len(its), *sums, sum(row["sec"] or 0.0 for row in its), *when, *told))
    return found


ORACLE = {
    "item_sums": item_sums, "choice_sums": choice_sums, "mistake_sums": mistake_sums,
    "curve_sums": curve_sums, "learner_sums": learner_sums,
}  # fmt: skip


def same(found: list[Row], name: Name) -> None:
    """Counts and words alike, floats to 1e-9; rows in the order of their keys."""
    wanted = ORACLE[name](given())
    assert len(found) == len(wanted)
    for row, expected in zip(found, wanted, strict=True):
        for cell, value in zip(row.values(), expected, strict=True):
            if isinstance(value, str):
                assert cell == value
            else:
                assert float(cell) == pytest.approx(value, rel=1e-9, abs=1e-9), (name, row, expected)


def written(folder: Path) -> Path:
    """The answers in a file that every engine reads."""
    place = folder / "answers.csv"
    with place.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)  # Spark takes a bare nothing for null
        writer.writerow(TYPES)
        writer.writerows([NONE if row[name] is None else row[name] for name in TYPES] for row in given())
    return place


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("answers"))


@pytest.mark.parametrize("name", NAMES)
def test_sqlite_comes_to_the_sums_of_plain_python(name: Name) -> None:
    db = sqlite3.connect(":memory:")
    db.execute(f"create table answers({SHAPE})")
    rows = [[row[column] for column in TYPES] for row in given()]
    db.executemany(f"insert into answers values({','.join('?' * len(TYPES))})", rows)
    same(on_sqlite(db, name), name)
    db.close()


@pytest.mark.parametrize("name", NAMES)
def test_duckdb_comes_to_the_sums_of_plain_python(name: Name, file: Path) -> None:
    db = pytest.importorskip("duckdb").connect()
    db.execute(f"create table answers({SHAPE})")
    db.execute(f"copy answers from '{file}' (header, nullstr '{NONE}')")
    same(on_duckdb(db, name), name)
    db.close()


def spark_agrees(folder: Path) -> None:
    """Spark on this machine, by `python tests/classroom/test_sums_agree.py`: it talks to itself over a socket, and no
    test may open one.
    """
    sql = import_module("pyspark.sql")
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.shuffle.partitions", "4").config("spark.driver.host", "127.0.0.1").getOrCreate()
    try:
        shape = SHAPE.replace(" text", " string")
        rows = spark.read.csv(str(written(folder)), shape, header=True, nullValue=NONE, emptyValue="")
        rows.createOrReplaceTempView("answers")
        for name in NAMES:
            same(on_spark(spark, name), name)
            print(f"{name}: Spark agrees")
    finally:
        spark.stop()


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        spark_agrees(Path(place))
