"""The five sums of a class over millions of generated answers: SQLite, DuckDB, PySpark in local mode.

    python tests/benchmarks/district.py FOLDER [MILLIONS [ENGINE…]]     (engines: sqlite duckdb duckdb-2gb parts spark)

Answers are made once as Parquet in FOLDER, a million a file, no class in two of them: 480 questions at 20 skills, 200
answers a learner, 25 learners a class. Each engine runs in a process of its own, started for it. Printed are the seconds
of each sum, of all with the start, and the most memory of all its processes; then whether counts are equal, and how far
sums differ at most (relative). `parts` runs DuckDB file after file and adds what came, as a district would.

The floor is DuckDB's own reading of the same columns once; ratios are to it.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tutor.classroom.sums.run import NAMES, Name, Row, on_duckdb, on_spark, on_sqlite

MILLION, A_LEARNER, A_CLASS = 1_000_000, 200, 25
EVERY = 0.05
"""Seconds between two looks at the memory."""
COLUMNS = "learner class_id item rev skill attempt opportunity score correct choice mis conf sec day kind hints scored"
KEYS: dict[Name, int] = {"item_sums": 2, "choice_sums": 4, "mistake_sums": 2, "curve_sums": 2, "learner_sums": 1}
"""How many columns of each sum say what it is the sum of."""
CANARY = "SELECT SUM(n) * 1.0 / COUNT(*) AS share FROM (SELECT 1 AS n UNION ALL SELECT 0 UNION ALL SELECT 0 UNION ALL SELECT 0) AS four"
Ask = Callable[[Name], list[Row]]

MAKE = """
copy (
    with rows as (
        select i, i // {each} as who, hash(i) as h, hash(i + 7919) as g, hash(i // {each}) as able from range({first}, {last}) t(i)
    ),
    drawn as (
        select *, cast(h % 20 as integer) as s, cast((h // 20) % 24 as integer) as q,
            case when (g % 1000) / 1000.0 < 0.35 + 0.6 * (able % 1000) / 1000.0 - 0.01 * ((h // 20) % 24) then 1 else 0 end as ok
        from rows
    )
    select 'learner ' || who as learner, 'class ' || who // {size} as class_id,
        'pack/skill-' || s || '/question-' || q as item, 1 as rev, 'pack/skill-' || s as skill,
        case when (h // 480) % 10 = 0 then 2 else 1 end as attempt,
        cast(row_number() over (partition by who, s order by i) as integer) as opportunity,
        cast(ok as double) as score, ok as correct,
        case when ok = 1 then 'right' else 'wrong ' || (g // 1000) % 3 end as choice,
        case when ok = 0 and (g // 1000) % 3 = 0 then 'mistake ' || s else '' end as mis,
        case when (g // 3000) % 3 = 0 then cast((g // 9000) % 3 as integer) + 1 end as conf,
        cast(2 + (g // 27000) % 60 as double) as sec, cast(20000 + (i % {each}) // 5 as integer) as day,
        case when (h // 4800) % 20 = 0 then 'place' else 'study' end as kind, cast((h // 96000) % 8 = 0 as integer) as hints,
        1 as scored, 'en' as language, 'edition' as edition
    from drawn
) to '{place}' (format parquet, compression zstd)
"""


def make(folder: Path, millions: int) -> list[Path]:
    """The files, those that aren't there yet made."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    places = [folder / f"answers-{number:04}.parquet" for number in range(millions)]
    for number, place in enumerate(places):
        if not place.exists():
            first, part = number * MILLION, place.with_suffix(".part")
            facts = {"first": first, "last": first + MILLION, "each": A_LEARNER, "size": A_CLASS, "place": part}
            duckdb.execute(MAKE.format(**facts))
            part.rename(place)
    return places


def listed(places: Iterable[Path]) -> str:
    return "[" + ", ".join(f"'{place}'" for place in places) + "]"


def duckdb_over(places: list[Path], memory: str = "") -> tuple[Ask, float]:
    import duckdb

    db = duckdb.connect()
    if memory:
        db.execute(f"set memory_limit = '{memory}'")
        db.execute(f"set temp_directory = '{places[0].parent / 'spilled'}'")
    db.execute(f"create view answers as select * from read_parquet({listed(places)})")
    return lambda name: on_duckdb(db, name), db.execute(CANARY).fetchone()[0]


def sqlite_over(places: list[Path]) -> tuple[Ask, float]:
    """The answers copied into a file first, as a class's own file has them; that is in the start."""
    import duckdb

    place = places[0].with_name("answers.sqlite")
    place.unlink(missing_ok=True)
    db = sqlite3.connect(place)
    db.execute(f"create table answers({', '.join(COLUMNS.split())})")
    rows = duckdb.execute(f"select {', '.join(COLUMNS.split())} from read_parquet({listed(places)})")
    while part := rows.fetchmany(50_000):
        db.executemany(f"insert into answers values({', '.join('?' * len(COLUMNS.split()))})", part)
    db.commit()
    return lambda name: on_sqlite(db, name), db.execute(CANARY).fetchone()[0]


def spark_over(places: list[Path]) -> tuple[Ask, float]:
    from pyspark.sql import SparkSession

    builder = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    builder = builder.config("spark.driver.memory", "8g").config("spark.sql.shuffle.partitions", "8")
    spark = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.read.parquet(*map(str, places)).createOrReplaceTempView("answers")
    return lambda name: on_spark(spark, name), float(spark.sql(CANARY).collect()[0][0])


def parts_over(places: list[Path]) -> tuple[Ask, float]:
    """File after file with little memory, the sums added: no class and so no learner is in two of them."""
    asks = [duckdb_over([place], "2GB") for place in places]

    def ask(name: Name) -> list[Row]:
        found: dict[tuple[Any, ...], Row] = {}
        for one, _canary in asks:
            for row in one(name):
                key = tuple(row.values())[: KEYS[name]]
                found[key] = _plus(found[key], row, KEYS[name]) if key in found else row
        return list(found.values())

    return ask, asks[0][1]


def _plus(one: Row, other: Row, keys: int) -> Row:
    names = list(one)[keys:]
    whole = {name: max(one[name], other[name]) if name == "correct" else one[name] + other[name] for name in names}
    return {**one, **whole}


ENGINES = {
    "duckdb": duckdb_over,
    "duckdb-2gb": lambda places: duckdb_over(places, "2GB"),
    "parts": parts_over,
    "sqlite": sqlite_over,
    "spark": spark_over,
}


def run(engine: str, places: list[Path], out: Path) -> None:
    """The rows and seconds of each sum by an engine, in this process."""
    began = time.perf_counter()
    ask, canary = ENGINES[engine](places)
    seconds, found = {"start": time.perf_counter() - began}, {}
    for name in NAMES:
        at = time.perf_counter()
        found[name] = sorted(
            ([*row.values()] for row in ask(name)), key=lambda row: [str(cell) for cell in row[: KEYS[name]]]
        )
        seconds[name] = time.perf_counter() - at
    out.write_text(json.dumps({"seconds": seconds, "canary": float(canary), "rows": found}, default=float), "utf-8")


def floor(places: list[Path]) -> float:
    """Seconds in which DuckDB reads each column once."""
    import duckdb

    columns = ", ".join(f"bit_xor(hash({name}))" for name in COLUMNS.split())
    at = time.perf_counter()
    duckdb.execute(f"select {columns} from read_parquet({listed(places)})").fetchall()
    return time.perf_counter() - at


def watched(command: list[str]) -> tuple[float, float]:
    """Seconds and the most megabytes of a command's processes together."""
    began, most = time.perf_counter(), 0
    process = subprocess.Popen(command)
    while process.poll() is None:
        most = max(most, sum(map(_resident, _family(process.pid))))
        time.sleep(EVERY)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return time.perf_counter() - began, most / 2**20


def _family(pid: int) -> Iterable[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                yield from _family(int(child))
        except OSError:
            continue


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def farthest(name: Name, one: list[list[Any]], other: list[list[Any]]) -> float:
    """How far two engines' sums differ at most, relative; 0 where all are equal, infinite where counts or rows differ."""
    if len(one) != len(other):
        return math.inf
    worst = 0.0
    for row, like in zip(one, other, strict=True):
        for cell, value in zip(row, like, strict=True):
            if isinstance(cell, str) or isinstance(value, str):
                worst = worst if cell == value else math.inf
            elif cell != value:
                whole = float(cell).is_integer() and float(value).is_integer()
                worst = math.inf if whole else max(worst, abs(cell - value) / max(abs(cell), abs(value)))
    return worst


def main(folder: Path, millions: int, engines: list[str]) -> None:
    places = make(folder, millions)
    size, least = sum(place.stat().st_size for place in places), floor(places)
    print(f"{millions} M answers, {size / 2**20:.0f} MB; DuckDB reads all columns once in {least:.2f} s")
    print(f"{'engine':<11}" + "".join(f"{name.removesuffix('_sums'):>9}" for name in ("start", *NAMES)), end="")
    print(f"{'all':>9}{'/ floor':>9}{'MB':>8}  agrees")
    first: dict[str, Any] | None = None
    for engine in engines:
        out = folder / f"{engine}.json"
        command = [sys.executable, __file__, str(folder), str(millions), "--alone", engine, str(out)]
        whole, most = watched(command)
        found = json.loads(out.read_text("utf-8"))
        first = first or found
        off = max(farthest(name, first["rows"][name], found["rows"][name]) for name in NAMES)
        told = f"{off:.0e}, canary {found['canary']}" if off else f"equal, canary {found['canary']}"
        times = "".join(f"{seconds:>9.2f}" for seconds in found["seconds"].values())
        print(f"{engine:<11}{times}{whole:>9.1f}{whole / least:>9.1f}{most:>8.0f}  {told}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 4 and sys.argv[3] == "--alone":
        run(sys.argv[4], make(Path(sys.argv[1]), int(sys.argv[2])), Path(sys.argv[5]))
    else:
        wanted = sys.argv[3:] or ["duckdb", "duckdb-2gb", "parts", "sqlite"]
        main(Path(sys.argv[1]), int((sys.argv[2:] or ["1"])[0]), wanted)
