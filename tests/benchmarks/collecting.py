"""Collecting a thousand hand-ins of a thousand answers each, against a bare read of the same files.

    python tests/benchmarks/collecting.py [HAND-INS [ANSWERS]]

The floor opens each zip, reads its members and decodes each row as plain JSON. Printed are both times, their ratio (goal
3), and the most memory (resident, MB) after the first tenth and at the end.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from tutor.classroom.classbook import ClassBook
from tutor.classroom.collecting import collect
from tutor.classroom.finding import handins_in
from tutor.core.classroom.chain import Chains
from tutor.core.classroom.codes import new_code
from tutor.core.classroom.lines import AnswerLine, written
from tutor.core.classroom.manifest import Manifest
from tutor.packs.bundle import packed

CLASS = "c" * 32


def handin(chance: random.Random, answers: int) -> tuple[str, bytes]:
    """One learner's file: answers at 40 skills, as a session gives them."""
    code, chains, rows = new_code(chance), None, []
    chains = Chains(CLASS, code)
    for number in range(1, answers + 1):
        skill = f"course/skill-{chance.randrange(40)}"
        line = AnswerLine(
            stream="0123456789ab",
            n=number,
            id=f"{chance.getrandbits(128):032x}",
            item=f"{skill}/item-{chance.randrange(12)}",
            skills=[skill],
            edition="0123456789abcdef",
            day=20_000 + number // 20,
            opportunity=1 + number // 40,
            score=float(chance.random() < 0.8),
            right=chance.random() < 0.8,
            answer=chance.choice(["a1b2c3", "3/4", "12", None]),
            confidence=chance.choice([None, None, 1, 2, 3]),
            seconds=chance.randrange(2, 60),
            kind="learn",
            type="choices",
            guess=0.25,
        )
        row = written(line)
        chains.add(line.stream, row)
        rows.append(row + b"\n")
    manifest = Manifest(
        kind="handin",
        bundle_id=f"{chance.getrandbits(128):032x}",
        made_on="2026-11-23",
        class_id=CLASS,
        code=code,
        level=2,
        chain=chains.tips(),
    )
    return code, packed(manifest, {"answers.jsonl": b"".join(rows)}, {"answers.jsonl": answers})


def memory() -> float:
    """The most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare(files: list[Path]) -> float:
    """Seconds to read all of it, and nothing more."""
    began = time.perf_counter()
    for file in files:
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                data = archive.read(name)
                if name.endswith(".jsonl"):
                    for row in data.splitlines():
                        json.loads(row)
    return time.perf_counter() - began


def main(count: int = 1_000, answers: int = 1_000) -> None:
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(count):
            code, data = handin(chance, answers)
            (folder / f"{code}.handin").write_bytes(data)
        files = sorted(folder.glob("*.handin"))
        size = sum(file.stat().st_size for file in files)
        floor = bare(files)
        began, early = time.perf_counter(), 0.0
        with ClassBook.open(folder / "class.sqlite", CLASS) as book:
            for number, (file, data) in enumerate(handins_in([folder])):
                assert collect(book, CLASS, file, data, "2026-11-23", set()).outcome == "taken"
                early = memory() if number == count // 10 else early
            [(rows,)] = book.db.execute("select count(*) from answer")
        spent = time.perf_counter() - began
        assert rows == count * answers
        print(f"{count:,} files of {answers:,} answers, {size / count / 1000:.0f} kB each")
        print(f"bare read {floor:.1f} s, collected in {spent:.1f} s: {spent / floor:.2f} times (goal 3)")
        print(f"memory {early:.0f} MB after a tenth, {memory():.0f} MB at the end")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
