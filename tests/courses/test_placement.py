"""A placement in each course finds what a learner knows who knows all of its beginning and nothing of the rest."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from shipped import COURSES, compiled

from tutor.core.learner.fold import apply
from tutor.core.learner.rows import SkillRow
from tutor.core.placement import MOST_QUESTIONS
from tutor.packs.library import Library
from tutor.packs.shelf import Shelf
from tutor.store.book import Book
from tutor.study.session import Session

NAMES = sorted(path.name for path in COURSES.iterdir() if path.is_dir())
OFF = 2
"""Skills at the border that a few questions may put on the wrong side."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_placement_finds_where_somebody_stands(name: str, share: float) -> None:
    library = Library.open(Path(":memory:"))
    library.put(compiled(name), "shipped", "test")
    now = [datetime(2027, 1, 4, 18, tzinfo=UTC)]
    book = Book.open(":memory:", fold=apply, now=now[0], chance=random.Random(1))
    session = Session(Shelf([library]), book, courses=[name], chance=random.Random(1), clock=lambda: now[0])
    session.begin()
    skills = [skill.id for skill in compiled(name).skills]
    known = set(skills[: int(len(skills) * share)])
    session.place(None)
    asked = 0
    while session.placement() is not None and (task := session.next()) is not None and task.kind == "place":
        current = session.desk.current
        assert current is not None and current.item is not None
        if task.skill in known:
            session.answer(task.id, current.item.right_answer(current.setting), seconds=10)
        else:
            session.skip(task.id, seconds=5)
        now[0] += timedelta(seconds=15)
        asked += 1
    rows = [book.rows.get(SkillRow, skill) for skill in skills]
    presumed = {row.id for row in rows if row is not None and row.presumed}
    assert 0 < asked <= MOST_QUESTIONS
    assert len(presumed ^ known) <= (OFF if share == 0.5 else 0), presumed ^ known
    book.close()
