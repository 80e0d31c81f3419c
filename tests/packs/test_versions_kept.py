"""The version before of an added course: kept beside the copy of today's, put in place again, never more than one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tutor.packs.keeping import add, checked, earlier_copy, go_back, kept_copy, remove, take_in
from tutor.packs.library import Library
from tutor.packs.shipped import refresh

TEXT = "id: mine\ntitle: {title}\nversion: {version}\nitems:\n  - {{id: a, ask: One?, answer: {version}}}\n"


class Shelf:
    def __init__(self, root: Path) -> None:
        self.root, self.kept, self.pack = root, root / "packs", root / "mine.yaml"
        self.library = Library.open(root / "library.sqlite")

    def adds(self, version: str, title: str = "Mine") -> None:
        self.pack.write_text(TEXT.format(version=version, title=title))
        added = add(self.library, self.pack, self.kept)
        assert added.course is not None, added.problems

    @property
    def version(self) -> str:
        refresh(self.library, kept=self.kept, shipped=self.root / "none")
        course = self.library.course("mine")
        return course.version if course else ""

    def back(self) -> str:
        assert go_back(self.library, "mine", self.kept).course is not None
        return self.version

    def lose_library(self) -> None:
        self.library.close()
        (self.root / "library.sqlite").unlink()
        self.library = Library.open(self.root / "library.sqlite")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_the_version_before_comes_back_stays_and_may_change_places_again(shelf: Shelf) -> None:
    shelf.adds("one")
    assert not earlier_copy(shelf.kept, "mine").exists()
    shelf.adds("two")
    assert shelf.back() == "one"
    shelf.lose_library()
    assert shelf.version == "one"  # though the file it came from has the newer one
    assert shelf.back() == "two" and shelf.back() == "one"
    shelf.adds("two", title="Mine anew")
    assert shelf.version == "two"


def test_only_one_earlier_version_is_kept_and_it_goes_with_the_course(shelf: Shelf) -> None:
    for version in ("one", "two", "three", "three"):
        shelf.adds(version)
    names = sorted(path.relative_to(shelf.kept).as_posix() for path in shelf.kept.rglob("*") if path.is_file())
    assert names == ["earlier/mine.tutor", "mine.tutor"]
    assert shelf.back() == "two"
    assert remove(shelf.library, "mine", shelf.kept)
    assert not [path for path in shelf.kept.rglob("*") if path.is_file()]


def test_another_title_of_the_same_place_is_no_other_course_after_going_back(shelf: Shelf) -> None:
    shelf.adds("one", title="First title")
    shelf.adds("two", title="Second title")
    assert shelf.back() == "one"
    shelf.adds("two", title="Second title")
    assert shelf.version == "two"


def test_what_was_checked_is_in_place_only_when_it_is_taken_in(shelf: Shelf) -> None:
    shelf.adds("one")
    other = shelf.root / "later" / "mine.yaml"
    other.parent.mkdir()
    other.write_text(TEXT.format(version="two", title="Mine"))
    ready = checked(shelf.library, other, shelf.kept)
    assert shelf.version == "one" and not hasattr(ready, "course")
    take_in(shelf.library, ready, shelf.kept)  # type: ignore[arg-type]
    assert shelf.version == "two"


def test_a_damaged_or_strange_earlier_copy_changes_nothing(shelf: Shelf) -> None:
    shelf.adds("one")
    shelf.adds("two")
    earlier = earlier_copy(shelf.kept, "mine")
    for data in (b"x", _zip(shelf.root, "id: other\n" + TEXT.format(version="9", title="Other")[9:])):
        earlier.write_bytes(data)
        before = kept_copy(shelf.kept, "mine").read_bytes()
        told = go_back(shelf.library, "mine", shelf.kept)
        assert told.course is None and told.problems
        assert shelf.version == "two" and kept_copy(shelf.kept, "mine").read_bytes() == before


def test_a_file_that_was_handed_out_is_taken_in_anew_only_by_adding_it(shelf: Shelf) -> None:
    file = shelf.root / "mine.tutor"
    file.write_bytes(_zip(shelf.root, TEXT.format(version="one", title="Mine")))
    assert add(shelf.library, file, shelf.kept).course is not None
    file.write_bytes(_zip(shelf.root, TEXT.format(version="two", title="Mine")))
    assert shelf.version == "one"
    shelf.lose_library()
    assert shelf.version == "one"
    assert add(shelf.library, file, shelf.kept).replaced == "one" and shelf.version == "two"


def _zip(folder: Path, text: str) -> bytes:
    path = folder / "made.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("course.yaml", text)
    return path.read_bytes()
