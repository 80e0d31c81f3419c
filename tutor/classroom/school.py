"""A school's answers: each class writes its own as a file, and the same sums go over all of them, on DuckDB.

In such a file nobody is named: learners are numbers drawn anew at each writing, so that two files of one class can't be
joined by them, and no codes are in it. It holds answers all the same, and belongs to whoever may see them.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

from tutor.classroom.called_now import as_called_now
from tutor.classroom.classbook import ClassBook
from tutor.classroom.figures.items import ItemFigure, item_figures
from tutor.classroom.folder import ClassFolder, ClassTrouble
from tutor.classroom.sums.run import Row, on_duckdb
from tutor.classroom.words import packs_of
from tutor.packs.problems import quoted

MISSING = "This needs DuckDB. Install it with: pip install 'tutor-terminal[school]'"
COLUMNS = {
    "learner": "varchar", "class_id": "varchar", "item": "varchar", "rev": "integer", "skill": "varchar",
    "attempt": "integer", "opportunity": "integer", "score": "double", "correct": "integer", "choice": "varchar",
    "mis": "varchar", "conf": "integer", "sec": "double", "day": "integer", "kind": "varchar", "hints": "integer",
    "scored": "integer", "language": "varchar", "edition": "varchar",
}  # fmt: skip
"""What every engine's view `answers` has; see docs/district.md."""
NONE = "-none-"
"""How a missing number stands in a CSV file, which can't tell it from an empty text."""
LEAST = 10
"""Learners behind each figure that is told of a school. Fixed by the design for what leaves a class."""
MOST_FILES = 10_000


class Written(Struct, frozen=True):
    """A class's file: where, and how many learners and answers are in it."""

    path: Path
    learners: int
    answers: int


class CourseSums(Struct, frozen=True, kw_only=True):
    """A school's sums: classes, learners, answers; questions, rows of mistakes and of curves, `LEAST` learners each."""

    classes: int
    learners: int
    answers: int
    items: list[ItemFigure]
    mistakes: list[Row]
    curves: list[Row]
    left_out: int
    """Rows with fewer learners, of which nothing is told."""


def write(
    folder: ClassFolder, book: ClassBook, to: Path, chance: Random, *, parquet: bool, everybody: bool = False
) -> Written:
    """Write the answers of a class by today's names, in place of its earlier file there.

    They are those of learners who said that their answers may be counted outside the class, unless of `everybody`.
    Raises `ClassTrouble`, `OSError`.
    """
    duckdb = _duckdb() if parquet else None
    to.mkdir(parents=True, exist_ok=True)
    place = to / f"answers-{folder.card.id[:16]}.{'parquet' if parquet else 'csv'}"
    handle, name = tempfile.mkstemp(dir=to, prefix=".writing-", suffix=".csv")
    os.close(handle)
    partly = Path(name)
    try:
        learners, answers = _as_csv(folder, book, partly, chance, everybody=everybody)
        if duckdb is not None:
            with closing(duckdb.connect()) as db:
                whole = f"select * from {_csv(partly)} order by learner, day"
                partly = partly.with_suffix(".parquet")
                db.execute(f"copy ({whole}) to '{_word(partly)}' (format parquet, compression zstd)")
        partly.chmod(0o600)
        partly.replace(place)
    finally:
        Path(name).unlink(missing_ok=True)
        partly.unlink(missing_ok=True)
    return Written(place, learners, answers)


def _as_csv(folder: ClassFolder, book: ClassBook, place: Path, chance: Random, *, everybody: bool) -> tuple[int, int]:
    names, answers = ", ".join(COLUMNS), 0
    with as_called_now(book, packs_of(folder), 0), place.open("w", encoding="utf-8", newline="") as out:
        agreed = {code for code, one in book.learners().items() if everybody or one.counted}
        found = book.db.execute("select distinct learner from answers order by learner")
        codes = [code for (code,) in found if code in agreed]
        chance.shuffle(codes)
        number = {code: f"{folder.card.id[:16]}-{place:04}" for place, code in enumerate(codes, 1)}
        writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(COLUMNS)
        for code, class_id, *rest in book.db.execute(f"select {names} from answers"):
            if code not in number:
                continue
            writer.writerow([number[code], class_id[:16], *(NONE if cell is None else cell for cell in rest)])
            answers += 1
    return len(codes), answers


@contextmanager
def opened(places: Sequence[Path]) -> Iterator[Any]:
    """A DuckDB connection with the answers of these files, or of all files in these folders. Raises `ClassTrouble`."""
    duckdb = _duckdb()
    files = list(_files(places))
    if not files:
        raise ClassTrouble("There are no answers there: no file ends in .parquet or .csv.", 2)
    if len(files) > MOST_FILES:
        raise ClassTrouble(f"There are {len(files):,} files; {MOST_FILES:,} are read at most.", 2)
    with closing(duckdb.connect()) as db:
        try:
            db.execute("set autoinstall_known_extensions = false")
            db.execute(f"create view answers as {' union all '.join(map(_selected, files))}")
            db.execute("select count(*) from answers")
        except duckdb.Error as problem:
            raise ClassTrouble(f"The answers can't be read: {str(problem).splitlines()[0][:300]}") from problem
        yield db


def sums(db: Any) -> CourseSums:
    """What all classes of the view `answers` come to."""
    [(classes, learners, answers)] = db.execute(_COUNTS).fetchall()
    items, mistakes, curves = (on_duckdb(db, name) for name in ("item_sums", "mistake_sums", "curve_sums"))
    many = {
        "items": [row for row in items if row["n"] >= LEAST],
        "mistakes": [row for row in mistakes if row["learners"] >= LEAST],
        "curves": [row for row in curves if row["n"] >= LEAST],
    }
    return CourseSums(
        classes=classes,
        learners=learners,
        answers=answers,
        items=item_figures(many["items"], {}),
        mistakes=many["mistakes"],
        curves=many["curves"],
        left_out=len(items) + len(mistakes) + len(curves) - sum(map(len, many.values())),
    )


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (file for file in found if file.suffix in (".parquet", ".csv") and not file.name.startswith("."))


def _selected(file: Path) -> str:
    source = _csv(file) if file.suffix == ".csv" else f"read_parquet('{_word(file)}')"
    return f"select {', '.join(COLUMNS)} from {source}"


def _csv(file: Path) -> str:
    shape = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
    reading = f"header = true, nullstr = '{NONE}', quote = '\"', escape = '\"', columns = {{{shape}}}"
    return f"read_csv('{_word(file)}', {reading})"


def _word(file: Path) -> str:
    """A path inside quotes; DuckDB takes `*`, `?` and `[` in one for a pattern."""
    if any(sign in str(file) for sign in "*?["):
        raise ClassTrouble(f"{quoted(file, 200)} has a *, ? or [ in its name; give it another.", 2)
    return str(file).replace("'", "''")


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        raise ClassTrouble(MISSING, 2) from None
    return duckdb


_COUNTS = "select count(distinct class_id), count(distinct class_id || ' ' || learner), count(*) from answers"
