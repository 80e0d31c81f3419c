"""What a class has handed in, in one SQLite file: the union of all hand-ins, however often each of them comes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from msgspec import Struct

from tutor.classroom.class_file import to_read, unusable, writable
from tutor.classroom.class_rows import INSERT_ANSWER, of_answer, values_of
from tutor.classroom.folder import ClassTrouble
from tutor.classroom.versions import NEWEST, bring_up_to_date
from tutor.core.classroom import lines
from tutor.core.classroom.lines import Line
from tutor.core.classroom.manifest import Manifest, Tip
from tutor.core.text import clean
from tutor.packs.problems import quoted

APPLICATION_ID = 0x7475_636C  # "tucl"
VERSION = NEWEST
TABLES = ("skill", "week", "dispute", "words", "piece", "journal", "goal", "message")
"""Tables whose rows come one for one from the rows of a hand-in; answers have their own way."""
_FILE_OF = {
    "skill": "skills.jsonl",
    "week": "weeks.jsonl",
    "dispute": "disputes.jsonl",
    "words": "words.jsonl",
    "piece": "portfolio.jsonl",
    "journal": "journal.jsonl",
    "goal": "goals.jsonl",
    "message": "messages.jsonl",
}
REPLACED = ("skill", "week")
"""Tables of which the newest hand-in holds the whole."""
HANDED_IN = ("answer", "undone", "tip", "pack", "question", "opinion", *TABLES)
OWN = ("mark", "waiting", "note", "bundle")
"""What the teacher wrote about a learner, and the numbers of hand-ins."""


class Learner(Struct, frozen=True):
    """What is known of one code: its newest hand-in's number, level and day, and when it was collected."""

    code: str
    seq: int
    level: int
    made_on: str
    taken_on: str
    program_version: str
    language: str
    withdrawn: bool
    counted: bool
    """Whether they may be counted in sums that leave the class."""


class ClassBook:
    """A class's file. Used by one thread; closed at the end, or used in a `with` statement."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    @classmethod
    def open(cls, place: Path | str, class_id: str) -> Self:
        """Open a class's file, or make it. Raises `ClassTrouble`."""
        try:
            db = writable(place)
        except sqlite3.Error as problem:
            if not isinstance(place, Path) or not place.is_file():
                raise unusable(place, problem) from problem
            db = to_read(place)
        try:
            book = cls(db)
            book._make(place, class_id)
            book._update()
        except sqlite3.Error as problem:
            raise unusable(place, problem) from problem
        return book

    def _make(self, place: Path | str, class_id: str) -> None:
        [(version,)] = self.db.execute("pragma user_version")
        [(tables,)] = self.db.execute("select count(*) from sqlite_master")
        if version == 0 and tables == 0:
            schema = files("tutor.classroom").joinpath("schema.sql").read_text("utf-8")
            with self.changing():
                for statement in schema.split(";\n"):
                    self.db.execute(statement)
                self.db.execute("insert into meta values('class_id', ?)", (class_id,))
                self.db.execute(f"pragma application_id = {APPLICATION_ID}")
                self.db.execute(f"pragma user_version = {VERSION}")
        [(application,)] = self.db.execute("pragma application_id")
        if application != APPLICATION_ID:
            raise ClassTrouble(f"{quoted(place)} is no file of a class; take it from a copy of the folder.")
        if version > VERSION:
            raise ClassTrouble(f"{quoted(place)} was made by a newer tutor; update tutor.")

    def _update(self) -> None:
        [(version,)] = self.db.execute("pragma user_version")
        if version < VERSION:
            with self.changing():
                bring_up_to_date(self.db, version)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One transaction: all of it, or nothing."""
        self.db.execute("begin immediate")
        with self.db:  # commits, or rolls back whatever comes
            yield

    def learners(self) -> dict[str, Learner]:
        """Everybody who ever handed in, by code."""
        found = self.db.execute("select * from learner order by code")
        return {row[0]: _learner(row) for row in found}

    def learner(self, code: str) -> Learner | None:
        """What is known of one code."""
        row = self.db.execute("select * from learner where code = ?", (code,)).fetchone()
        return _learner(row) if row else None

    def bundle(self, bundle_id: str) -> tuple[str, int] | None:
        """Of which code, and which number, this very hand-in was when it was collected before."""
        row = self.db.execute("select code, seq from bundle where id = ?", (bundle_id,)).fetchone()
        return (str(row[0]), int(row[1])) if row else None

    def withdrawn_at(self, code: str) -> int:
        """The number of the newest hand-in that took all earlier ones back; 0 when none did."""
        query = "select coalesce(max(seq), 0) from bundle where code = ? and withdraw = 1"
        return int(self.db.execute(query, (code,)).fetchone()[0])

    def bundles_after(self, code: str, seq: int) -> list[int]:
        """The numbers of hand-ins with rows that were made after this one."""
        query = "select seq from bundle where code = ? and seq > ? and withdraw = 0 order by seq"
        return [int(number) for (number,) in self.db.execute(query, (code, seq))]

    def forget_bundles(self, code: str, numbers: Iterable[int]) -> None:
        """Forget that these hand-ins were collected, so that they may be once more."""
        rows = [(code, number) for number in numbers]
        self.db.executemany("delete from bundle where code = ? and seq = ? and withdraw = 0", rows)

    def tips(self, code: str) -> list[Tip]:
        """How far the chains of this code went in the newest hand-in."""
        return [Tip(*row) for row in self.db.execute("select stream, n, hash from tip where code = ?", (code,))]

    def put_learner(self, head: Manifest, today: str, *, newest: bool) -> None:
        """Keep what the newest hand-in says of its learner."""
        if newest:
            values = (head.code, head.seq, head.level, head.made_on, today)
            self.db.execute(
                "insert or replace into learner values(?,?,?,?,?,?,?,?,?)",
                (*values, clean(head.program_version), clean(head.language), int(head.withdraw), int(head.counted)),
            )
            self.db.execute("delete from pack where code = ?", (head.code,))
            rows = [(head.code, pack.id, clean(pack.version), clean(pack.content)) for pack in head.packs]
            self.db.executemany("insert or replace into pack values(?,?,?,?)", rows)

    def put_bundle(self, head: Manifest, file: str, today: str, answers: int) -> None:
        """Keep that this hand-in was collected."""
        values = (head.bundle_id, head.code, head.seq, head.made_on, head.level, clean(file)[:200], today, answers)
        self.db.execute("insert or ignore into bundle values(?,?,?,?,?,?,?,?,?)", (*values, int(head.withdraw)))

    def put_tips(self, code: str, tips: Iterable[Tip]) -> None:
        """Keep how far the chains go now."""
        rows = [(code, tip.stream, tip.rows, tip.hash) for tip in tips]
        self.db.executemany("insert or replace into tip values(?,?,?,?)", rows)

    def put_answers(self, code: str, rows: Iterable[lines.AnswerLine]) -> int:
        """Add the answers that aren't here yet; how many that were."""
        before = self.db.total_changes
        self.db.executemany(INSERT_ANSWER, (of_answer(code, row) for row in rows if row.id))
        return self.db.total_changes - before

    def put_undone(self, code: str, rows: Iterable[lines.AnswerLine]) -> None:
        """Keep which answers were taken back."""
        self.db.executemany("insert or ignore into undone values(?,?)", ((code, row.undo) for row in rows if row.undo))

    def put_rows(self, code: str, found: Mapping[str, Sequence[Line]], *, newest: bool) -> None:
        """Add the other rows of a hand-in by the names of their files; what it holds the whole of is replaced."""
        for table in TABLES:
            rows = found.get(_FILE_OF[table], ())
            if table in REPLACED:
                if not newest:
                    continue
                self.db.execute(f"delete from {table} where code = ?", (code,))
            values = [[code, *values_of(row)] for row in rows]
            if values:
                self._add(table, rows[0], values)

    def _add(self, table: str, first: Line, values: list[list[Any]]) -> None:
        names = ", ".join("choice" if name == "answer" else name for name in first.__struct_fields__)
        marks = ", ".join("?" * len(values[0]))
        self.db.executemany(f"insert or ignore into {table}(code, {names}) values({marks})", values)

    def forget(self, code: str, *, all_of_it: bool = False) -> bool:
        """Delete what a code handed in; with `all_of_it` all there is about it. False where there was nothing."""
        known = self.learner(code) is not None
        for table in (*HANDED_IN, *(OWN if all_of_it else ())):
            self.db.execute(f"delete from {table} where code = ?", (code,))
        self.db.execute(_NO_LONGER_TOLD_OF, (code,))
        if all_of_it:
            self.db.execute(_NO_LONGER_SET, (code,))
            self.db.execute("delete from task_for where code = ?", (code,))
            self.db.execute("delete from learner where code = ?", (code,))
        return known

    def keep_out(self, code: str, today: str) -> None:
        """Take nothing more from this code: its learner was forgotten. The code itself is not kept, only its hash."""
        self.db.execute("insert or replace into meta values(?, ?)", (self._forgotten(code), today))

    def let_in_again(self, code: str) -> None:
        """Take in again what this code hands in."""
        self.db.execute("delete from meta where key = ?", (self._forgotten(code),))

    def kept_out_since(self, code: str) -> str:
        """The day on which this code's learner was forgotten; "" for everybody else."""
        row = self.db.execute("select value from meta where key = ?", (self._forgotten(code),)).fetchone()
        return str(row[0]) if row else ""

    def _forgotten(self, code: str) -> str:
        [(class_id,)] = self.db.execute("select value from meta where key = 'class_id'")
        return f"forgotten {sha256(f'{class_id}|{code}'.encode()).hexdigest()}"

    def shared_answers(self, code: str) -> list[tuple[str, int]]:
        """Other codes whose first answers at a course are the very same, and how many: a copied file shows so."""
        query = (
            "select b.code, count(*) from answer a join answer b on b.id = a.id and b.code <> a.code "
            "where a.code = ? and a.n <= 20 and b.n <= 20 group by b.code order by b.code"
        )
        return [(str(other), int(count)) for other, count in self.db.execute(query, (code,))]


_NO_LONGER_TOLD_OF = (
    "update told_of set code = lower(hex(randomblob(8))), base = lower(hex(randomblob(8))), "
    "rest = lower(hex(randomblob(8))) where code = ?"
)
"""Of sums that went out only that somebody was in them is kept, so that the next ones can't be subtracted."""
_NO_LONGER_SET = (
    "delete from task where id in (select task from task_for group by task having count(*) = 1 and min(code) = ?)"
)
"""A task that was for one learner alone goes with them: without its addressee it would be for everybody."""


def _learner(row: tuple[Any, ...]) -> Learner:
    code, seq, level, made_on, taken_on, program_version, language, withdrawn, counted = row
    return Learner(code, seq, level, made_on, taken_on, program_version, language, bool(withdrawn), bool(counted))
