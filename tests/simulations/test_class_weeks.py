"""A small class through the real commands; the large one is `python tests/simulations/class_weeks.py FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from class_weeks import Weeks, unpacked


def test_from_class_new_to_the_second_hand_out(tmp_path: Path) -> None:
    class_ = Weeks(tmp_path, 3)
    class_.join(14)
    class_.week(0)
    found = class_.coach()
    class_.week(1)
    assert found["names"] == {} and len(found["people"]) == 3
    assert sum("1 task" in said for said in class_.said if " join stick\n" in said) == 3
    assert sum("1 note" in said for said in class_.said if " join stick\n" in said) >= 1
    told = class_.run("teacher", "class", "report", "--class", "7b")
    assert told.startswith("7b    3 of 3 handed in") and "“Parts” due 2026-09-21: " in told
    for place in (tmp_path / "stick").rglob("*.hand*"):
        assert b"Learner 0" not in unpacked(place)
