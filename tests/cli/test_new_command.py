"""`tutor pack new` and `tutor pack schema`, run as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import tutor


@pytest.mark.parametrize("single", [False, True])
def test_a_new_pack_passes_the_check_that_it_names(single: bool, tmp_path: Path) -> None:
    done = tutor("pack", "new", "my pack", *(["--single"] if single else []), cwd=tmp_path)
    where = "my pack.yaml" if single else "my pack"
    assert done.returncode == 0 and done.stderr == ""
    for command in ("tutor pack check", "tutor pack preview", "tutor study"):
        assert f"  {command} '{where}'  " in done.stdout
    checked = tutor("pack", "check", where, cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, "")
    assert checked.stderr == "my-pack: 2 skills, 6 items, no problems\n"


def test_a_name_that_is_taken_ends_with_status_two(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    done = tutor("pack", "new", "taken", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is something named `taken` already; nothing was changed.\n"


@pytest.mark.parametrize("unit", [False, True])
def test_the_schema_is_printed_as_json(unit: bool, tmp_path: Path) -> None:
    done = tutor("pack", "schema", *(["--unit"] if unit else []), cwd=tmp_path)
    assert done.returncode == 0 and json.loads(done.stdout)["$schema"] == "http://json-schema.org/draft-07/schema#"
    tutor("pack", "new", "kept", cwd=tmp_path)
    name = "unit.schema.json" if unit else "pack.schema.json"
    assert (tmp_path / "kept" / ".tutor" / name).read_text(encoding="utf-8") == done.stdout
