"""A new pack is whole, without a problem, with schemas beside it that fit it, and never costs anybody a file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from tutor.authoring.starter import ASIDE, CannotMake, make
from tutor.packs.compile import load


@pytest.mark.parametrize("name", ["fractions", "Grüße & Co", "no", "2026", "a: b", "Course #1"])
@pytest.mark.parametrize("single", [False, True])
def test_a_new_pack_has_no_problems_whatever_its_name(name: str, single: bool, tmp_path: Path) -> None:
    if ":" in name or "#" in name:
        with pytest.raises(CannotMake):
            make(tmp_path / name, single=single)
        return
    course = make(tmp_path / name, single=single)[0]
    loaded = load(course if single else tmp_path / name)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.compiled is not None and loaded.compiled.course.title == name[:1].upper() + name[1:]
    assert (loaded.skill_count, loaded.item_count) == (2, 6)
    assert loaded.compiled.course.summary == ""
    assert not [unit.title for unit in loaded.compiled.course.units if "our" in unit.title]


@pytest.mark.parametrize("single", [False, True])
def test_every_file_names_a_schema_that_is_there_and_that_it_fits(single: bool, tmp_path: Path) -> None:
    made = make(tmp_path / "hours", single=single)
    pages = [path for path in made if path.suffix == ".yaml"]
    assert len(pages) == (1 if single else 2)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named is not None
        schema = json.loads((page.parent / named[1]).read_text(encoding="utf-8"))
        assert [error.message for error in Draft7Validator(schema).iter_errors(yaml.load(text, yaml.CSafeLoader))] == []


@pytest.mark.parametrize("single", [False, True])
def test_nothing_that_is_there_is_overwritten(single: bool, tmp_path: Path) -> None:
    make(tmp_path / "hours", single=single)
    target = tmp_path / ("hours.yaml" if single else "hours/course.yaml")
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotMake, match="already"):
        make(tmp_path / "hours", single=single)
    assert target.read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_and_a_broken_link_are_there_too(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("empty", "link"):
        with pytest.raises(CannotMake):
            make(tmp_path / name)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("single", [False, True])
def test_a_place_that_cannot_be_written_is_said_in_a_sentence(single: bool, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotMake, match="be made there"):
        make(tmp_path / "file" / "hours", single=single)


def test_two_single_packs_share_one_schema(tmp_path: Path) -> None:
    make(tmp_path / "one", single=True)
    make(tmp_path / "two.yaml", single=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [ASIDE, "one.yaml", "two.yaml"]


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=12))
def test_any_name_makes_a_good_pack_or_says_why_not(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("new")
    if name in ("", ".", "..") or "/" in name or "\0" in name:
        return
    try:
        make(folder / name)
    except CannotMake as problem:
        assert str(problem).endswith(".") and str(problem).isprintable()
        assert list(folder.iterdir()) == []
    else:
        assert load(folder / name, tested=False).problems == []
