"""Collecting hand-ins: each is taken, is there already, or is refused in one sentence, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from tutor.classroom import questions
from tutor.classroom.classbook import ClassBook
from tutor.core.classroom.chain import Chains, broken
from tutor.core.classroom.codes import read_code, shown
from tutor.core.classroom.lines import FILES, AnswerLine, BadLine, Line, read
from tutor.core.classroom.manifest import Manifest, Tip
from tutor.packs.bundle import Bundle, bundle_of
from tutor.packs.problems import quoted
from tutor.packs.source import Refusal

COPIED = 10
"""Answers that two codes share before it is told: one file, handed in twice. Fixed by the design."""

Outcome = Literal["taken", "there", "older", "withdrawn", "refused"]


class Collected(Struct, frozen=True, kw_only=True):
    """What became of one file. `new` answers, `notes` on what looks odd; `why` it was refused."""

    file: str
    outcome: Outcome
    code: str = ""
    seq: int = 0
    level: int = 0
    new: int = 0
    answers: int = 0
    why: str = ""
    notes: list[str] = []


def collect(book: ClassBook, class_id: str, name: str, data: bytes | Refusal, today: str, known: set[str]) -> Collected:
    """Take one hand-in into the class's file. `known` are the codes of the roster; empty where there is none."""
    bundle = data if isinstance(data, Refusal) else bundle_of(data)
    if isinstance(bundle, Refusal):
        return Collected(file=name, outcome="refused", why=bundle.message)
    head = bundle.manifest
    try:
        if flaw := _flaw(head, class_id):
            return Collected(file=name, outcome="refused", code=head.code[:20], why=flaw)
        if day := book.kept_out_since(head.code):
            again = f"tutor class add NAME --code {shown(head.code)}"
            raise _Unfit(f"all of theirs was deleted on {day}; `{again}` lets them in")
        if (before := book.bundle(head.bundle_id)) is not None:
            if before != (head.code, head.seq):
                raise _Unfit("it was collected before, and its code or number was changed since")
            return Collected(file=name, outcome="there", code=head.code, seq=head.seq, level=head.level)
        with book.changing():
            if head.withdraw:
                return _withdraw(book, head, name, today)
            return _take(book, bundle, name, today, known)
    except _Unfit as problem:
        return Collected(file=name, outcome="refused", code=head.code, seq=head.seq, why=str(problem))


class _Unfit(Exception):
    """Why a hand-in is refused after a look into its files."""


def _flaw(head: Manifest, class_id: str) -> str:
    if head.kind != "handin":
        return "it is a hand-out, which goes to learners"
    if head.class_id != class_id:
        return "it is for another class"
    return "" if read_code(head.code) == head.code else "its code is none"


def _withdraw(book: ClassBook, head: Manifest, name: str, today: str) -> Collected:
    """The learner takes back all that was handed in; an older file that turns up again brings nothing back.

    What was handed in since can't be told from it any more: it goes too, and may be collected again.
    """
    since = book.bundles_after(head.code, head.seq)
    book.forget(head.code)
    book.forget_bundles(head.code, since)
    book.put_learner(head, today, newest=True)
    book.put_bundle(head, name, today, 0)
    notes = [f"hand-in {seq} was made after it, and went with the rest: collect that one again" for seq in since]
    return Collected(file=name, outcome="withdrawn", code=head.code, seq=head.seq, notes=notes)


def _take(book: ClassBook, bundle: Bundle, name: str, today: str, known: set[str]) -> Collected:
    head = bundle.manifest
    before = book.learner(head.code)
    if head.seq < book.withdrawn_at(head.code):
        return Collected(file=name, outcome="older", code=head.code, seq=head.seq, notes=["it was withdrawn since"])
    newest = before is None or head.seq >= before.seq
    found, chains = _rows(bundle), _Chained(head, book.tips(head.code))
    answers = list(chains.checked(bundle.files.get("answers.jsonl", b"")))
    notes = [] if not known or head.code in known else ["its code is not on your list"]
    if newest and head.level >= 2:
        notes += chains.oddities()
    new = book.put_answers(head.code, answers)
    book.put_undone(head.code, answers)
    book.put_rows(head.code, found, newest=newest and head.level >= 1)  # who gives less now takes nothing back by it
    if newest:
        questions.put(book, head.code, found)
    book.put_learner(head, today, newest=newest)
    if newest:
        book.put_tips(head.code, chains.tips())
    book.put_bundle(head, name, today, len(answers))
    notes += [
        f"{count} answers are also {shown(other)}'s"
        for other, count in book.shared_answers(head.code)
        if count >= COPIED
    ]
    return Collected(
        file=name,
        outcome="taken" if newest else "older",
        code=head.code,
        seq=head.seq,
        level=head.level,
        new=new,
        answers=len(answers),
        notes=notes,
    )


def _rows(bundle: Bundle) -> dict[str, list[Line]]:
    """All rows but the answers, by the names of their files. Raises `_Unfit`."""
    found: dict[str, list[Line]] = {}
    for name, data in bundle.files.items():
        kind, level = FILES.get(name, (Line, 0))
        if name not in FILES:
            continue
        if level > bundle.manifest.level:
            raise _Unfit(f"it has {quoted(name)} in it, which its level {bundle.manifest.level} does not allow")
        if name != "answers.jsonl":
            try:
                found[name] = [line for _raw, line in read(data, kind)]
            except BadLine as problem:
                raise _Unfit(f"in its {name} {problem}") from problem
    return found


class _Chained:
    """The answers of a hand-in, checked against its own chain and against what was handed in before."""

    def __init__(self, head: Manifest, earlier: list[Tip]) -> None:
        self._head = head
        self._earlier = earlier
        self._places = {(tip.stream, tip.rows) for tip in earlier}
        self._hashes: dict[str, dict[int, str]] = {}
        self._chains = Chains(head.class_id, head.code)

    def checked(self, data: bytes) -> Iterator[AnswerLine]:
        """Each row. Raises `_Unfit` when one is none, or the chain isn't that of the rows."""
        try:
            for raw, row in read(data, AnswerLine):
                tip = self._chains.add(row.stream, raw)
                if row.n != tip.rows:
                    raise _Unfit("its answers are not in order")
                if (row.stream, row.n) in self._places:
                    self._hashes.setdefault(row.stream, {})[row.n] = tip.hash
                yield row
        except BadLine as problem:
            raise _Unfit(f"in its answers.jsonl {problem}") from problem
        if sorted(self.tips(), key=_key) != sorted(self._head.chain, key=_key):
            raise _Unfit("its answers were changed after it was made")

    def tips(self) -> list[Tip]:
        """Where the chains end."""
        return self._chains.tips()

    def oddities(self) -> list[str]:
        """What is to be said of answers that came before and aren't in here, or not as they were.

        A stream that is missing as a whole is no sign of a change: a second computer has its own streams.
        """
        here = {tip.stream for tip in self.tips()}
        missing = sum(tip.rows for tip in self._earlier if tip.stream not in here)
        changed = broken((tip for tip in self._earlier if tip.stream in here), self._hashes)
        said = []
        if changed:
            where = f"before row {changed.rows} of {changed.stream}"
            said.append(f"answers handed in before were changed or left out ({where})")
        if missing:
            what = f"{missing:,} answers that came before are not in it"
            said.append(f"{what}: they are from another computer, or left out")
        return said


def _key(tip: Tip) -> tuple[str, int, str]:
    return tip.stream, tip.rows, tip.hash
