"""The courses that ship are what the checker asks of others: without a problem, a warning or a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.authoring.check import Depth, check
from tutor.packs.shipped import courses_folder

COURSES = sorted(path for path in courses_folder().iterdir() if path.is_dir())


@pytest.mark.parametrize("path", COURSES, ids=lambda path: path.name)
def test_a_course_that_ships_has_no_problems(path: Path) -> None:
    loaded = check(path, depth=Depth(seeds=10, strict=True)).loaded
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.compiled is not None and loaded.compiled.course.id == path.name
