"""`tutor journal` in lines, and that a teacher sees of it what was ticked and no more."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from class_world import World


def test_an_entry_is_written_listed_and_given_only_when_ticked(tmp_path: Path) -> None:
    world = World(tmp_path)
    assert world.run("anna", "journal", "--write", "The signs confuse me.").stdout == "Kept, for you alone.\n"
    world.later(days=1)
    world.run("anna", "journal", "--write", "Better today.")
    told = world.run("anna", "journal").stdout
    assert told.startswith("Today: ") and told.index("Better today.") < told.index("The signs confuse me.")
    assert [json.loads(line)["text"] for line in world.run("anna", "journal", "--json").stdout.splitlines()] == [
        "Better today.",
        "The signs confuse me.",
    ]
    world.run("teacher", "handout", "sums.yaml", "--title", "Sums")
    world.run("anna", "join", "Sums-001.handout")
    world.run("anna", "handin", "--level", "3", "--tick", "3", "--yes", "--to", "out")
    [place] = (tmp_path / "out").iterdir()
    with zipfile.ZipFile(place) as archive:
        rows = [json.loads(row) for row in archive.read("journal.jsonl").splitlines()]
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert [row["text"] for row in rows] == ["The signs confuse me."] and b"Better today" not in whole
