"""`tutor pack build`: the same pack gives the same bytes, and they are the very course."""

import os
import shutil
import stat
import time
import zipfile
from pathlib import Path

import pytest

from tutor.authoring.building import CannotBuild, build
from tutor.packs.compile import load

GOOD = Path(__file__).parent.parent / "packs" / "good" / "all-keys"
BAD = Path(__file__).parent.parent / "packs" / "bad"
SINGLE = "title: Sums\nversion: 1.2/b\nitems: [{id: a, ask: One?, answer: one}]\n"


def test_the_same_pack_gives_the_same_bytes_in_another_folder_time_zone_and_order_of_files(tmp_path, monkeypatch):
    first, *_ = build(GOOD, tmp_path)
    other = tmp_path / "elsewhere" / "other-name"
    other.mkdir(parents=True)
    for path in sorted(GOOD.rglob("*"), reverse=True):
        if path.is_file():
            target = other / path.relative_to(GOOD)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (1_000_000_000, 1_000_000_000))
            target.chmod(0o600)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        second, *_ = build(other, tmp_path / "elsewhere")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert second.name == first.name
    assert second.read_bytes() == first.read_bytes()


def test_what_was_built_is_the_very_course_and_holds_nothing_else(tmp_path):
    shutil.copytree(GOOD, tmp_path / "all-keys")
    (tmp_path / "all-keys" / "diary.txt").write_text("mine")
    place, *_ = build(tmp_path / "all-keys", tmp_path / "out")
    ours, theirs = load(GOOD).compiled, load(place).compiled
    assert (theirs.course, theirs.skills, theirs.items, theirs.papers.files) == (
        ours.course,
        ours.skills,
        ours.items,
        ours.papers.files,
    )
    with zipfile.ZipFile(place) as archive:
        names = archive.namelist()
    assert names == sorted(names) and not any("diary" in name for name in names)
    assert stat.S_IMODE(place.stat().st_mode) == 0o644


def test_a_single_file_keeps_its_id_whatever_the_archive_is_called(tmp_path):
    (tmp_path / "sums.yaml").write_text(SINGLE)
    place, changed, _ = build(tmp_path / "sums.yaml", tmp_path)
    assert changed and place.name == "sums-1.2-b.tutor"
    assert load(place.rename(tmp_path / "other.tutor")).compiled.course.id == "sums"


def test_a_second_build_of_the_same_changes_nothing_and_a_changed_pack_replaces_it(tmp_path):
    pack = tmp_path / "sums.yaml"
    pack.write_text(SINGLE)
    place, *_ = build(pack, tmp_path)
    before = place.read_bytes()
    assert build(pack, tmp_path) == (place, False, False)
    pack.write_text(SINGLE.replace("One?", "One more?"))
    assert build(pack, tmp_path) == (place, True, True)
    assert place.read_bytes() != before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sums-1.2-b.tutor", "sums.yaml"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [(BAD / "cycle", 1, "A pack with errors is not built"), (GOOD / "notes.txt", 2, "no folder and no .yaml")],
)
def test_what_is_no_good_pack_is_not_built_and_leaves_nothing(tmp_path, path, status, said):
    with pytest.raises(CannotBuild, match=said) as found:
        build(path, tmp_path)
    assert found.value.status == status
    assert list(tmp_path.iterdir()) == []
