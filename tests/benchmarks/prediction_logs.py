"""The logs that predictions are measured on, read into rows; where they lie is an argument, they are never kept here."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tutor.core.refit import Review

DAY_MS = 86_400_000
RATINGS = {1: "again", 2: "hard", 3: "good", 4: "easy"}


class Answer(NamedTuple):
    """One answer of one learner at an item of a skill, `at` in seconds; `right` is None where it was only shown."""

    learner: str
    skill: str
    item: str
    at: float
    right: bool | None

    @property
    def unseen(self) -> bool:
        """One learner in five is never used for choosing or fitting anything."""
        return self.fifth == 0

    @property
    def fifth(self) -> int:
        return int(hashlib.md5(self.learner.encode()).hexdigest(), 16) % 5


def rows(path: Path, encoding: str = "utf-8") -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding=encoding) as lines:
        yield from csv.DictReader(lines)


def recall_log(data: Path) -> list[Review]:
    """Anki's table revlog as CSV: id (ms), cid, ease 1..4, type 0..3 (4: changed by hand)."""
    last: dict[str, int] = {}
    found = []
    path = data / "review-log" / "anki_revlog_french.csv"
    for row in sorted(rows(path), key=lambda row: int(row["id"])):
        if int(row["type"]) < 4 and int(row["ease"]) in RATINGS:
            at, card = int(row["id"]), row["cid"]
            found.append(Review(card, (at - last.get(card, at)) / DAY_MS, RATINGS[int(row["ease"])]))  # type: ignore[arg-type]
            last[card] = at
    return found


def statistics_practice(data: Path) -> list[Answer]:
    """The statistics cloze course of LKT: 302 learners, 144 sentences with gaps in 36 clusters, days in 2015."""
    found = [
        Answer(
            row["student"],
            row["kc_cluster"],
            row["kc_default"],
            datetime.fromisoformat(row["time"]).timestamp(),
            {"CORRECT": True, "INCORRECT": False}.get(row["outcome"]),
        )
        for row in rows(data / "skill-response" / "lkt_statistics_practice.csv.gz")
    ]
    return sorted(found, key=lambda one: (one.learner, one.at))


def fractions(data: Path) -> list[Answer]:
    """A test of 20 subtractions of fractions, 536 learners, each item once: no times, one skill."""
    found = rows(data / "skill-response" / "fraction_subtraction_needed.csv")
    return [
        Answer(row["user_id"], "fractions", row["item_id"], 60.0 * place, row["correct"] == "1")
        for place, row in enumerate(found)
    ]


def assistments(path: Path) -> list[Answer]:
    """ASSISTments 2009-10 "skill builder": first tries at main problems; several skills of a problem count once."""
    seen: set[str] = set()
    found = []
    for row in rows(path, "latin-1"):
        if row["order_id"] in seen or not row.get("skill_id") or row.get("original", "1") != "1":
            continue
        seen.add(row["order_id"])
        at = 60.0 * int(row["order_id"])
        found.append(Answer(row["user_id"], row["skill_id"], row["problem_id"], at, row["correct"] == "1"))
    return sorted(found, key=lambda one: (one.learner, one.at))
