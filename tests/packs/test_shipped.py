"""Keeping the library in step with its packs: new, changed, gone, bad, added, and studied by path."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

import tutor
from tutor.packs import shipped
from tutor.packs.keeping import add, remove
from tutor.packs.library import Library
from tutor.packs.shipped import courses_folder, refresh
from tutor.packs.visiting import BadPack, visit

GOOD = "title: {title}\nitems:\n  - {{id: a, ask: One?, answer: x}}\n"


class World:
    """A library, a folder of shipped courses, a folder of kept copies, and somebody's own packs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.courses, self.kept, self.own = root / "courses", root / "packs", root / "own"
        self.courses.mkdir()
        self.own.mkdir()
        self.library = Library.open(root / "library.sqlite")
        self.read: list[str] = []

    def write(self, folder: Path, name: str, title: str = "T") -> Path:
        path = folder / name
        path.mkdir(exist_ok=True)
        (path / "course.yaml").write_text(GOOD.format(title=title))
        return path

    def refresh(self) -> list[str]:
        self.read.clear()
        found = refresh(self.library, kept=self.kept, shipped=self.courses, progress=self.read.append)
        return [problem.code for problem in found]

    def titles(self) -> dict[str, str]:
        return {course.id: course.title for course in self.library.courses()}

    def lose_library(self) -> None:
        self.library.close()
        (self.root / "library.sqlite").unlink()
        self.library = Library.open(self.root / "library.sqlite")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_a_shipped_course_is_compiled_once(world: World) -> None:
    world.write(world.courses, "one")
    (world.courses / "LICENSE").write_text("text")
    assert world.refresh() == [] and world.read == ["one"]
    assert world.refresh() == [] and world.read == []
    assert world.titles() == {"one": "T"}


def test_a_changed_course_is_compiled_again(world: World) -> None:
    world.write(world.courses, "one")
    world.refresh()
    world.write(world.courses, "one", "New title")
    world.refresh()
    assert world.read == ["one"] and world.titles() == {"one": "New title"}


def test_a_course_that_no_longer_ships_goes(world: World) -> None:
    world.write(world.courses, "one")
    world.write(world.courses, "two")
    world.refresh()
    (world.courses / "one" / "course.yaml").unlink()
    world.refresh()
    assert world.titles() == {"two": "T"}


def test_a_new_version_of_the_program_compiles_everything_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.write(world.courses, "one")
    add(world.library, world.write(world.own, "mine"), world.kept)
    world.refresh()
    monkeypatch.setattr(tutor, "__version__", "99")
    world.refresh()
    assert world.read == ["one", "mine"]
    assert world.refresh() == [] and world.read == []


def test_a_pack_with_errors_leaves_its_last_good_version(world: World) -> None:
    own = world.write(world.own, "mine")
    add(world.library, own, world.kept)
    (own / "course.yaml").write_text("title: a: b\n")
    assert world.refresh() == ["quote"]
    assert world.titles() == {"mine": "T"}


def test_an_added_pack_follows_its_source_and_survives_it(world: World) -> None:
    own = world.write(world.own, "mine")
    assert add(world.library, own, world.kept).course is not None
    world.write(world.own, "mine", "Edited")
    world.refresh()
    assert world.titles() == {"mine": "Edited"}
    (own / "course.yaml").unlink()
    own.rmdir()
    assert world.refresh() == [] and world.titles() == {"mine": "Edited"}


def test_a_library_made_anew_gets_its_added_packs_back(world: World) -> None:
    for name in ("stays", "goes"):
        add(world.library, world.write(world.own, name), world.kept)
    (world.own / "goes" / "course.yaml").unlink()
    (world.own / "goes").rmdir()
    world.lose_library()
    assert world.refresh() == []
    assert world.titles() == {"stays": "T", "goes": "T"}
    source = world.library.source("stays")
    assert source is not None and source.source == str(world.own / "stays")
    assert world.refresh() == [] and world.read == []


def test_a_library_made_anew_keeps_the_last_good_version_of_a_pack_that_has_errors_now(world: World) -> None:
    own = world.write(world.own, "mine")
    add(world.library, own, world.kept)
    (own / "course.yaml").write_text("title: a: b\n")
    world.lose_library()
    assert world.refresh() == ["quote"] and world.titles() == {"mine": "T"}
    assert world.refresh() == ["quote"] and world.titles() == {"mine": "T"}
    world.write(world.own, "mine", "Mended")
    assert world.refresh() == [] and world.titles() == {"mine": "Mended"}


def test_a_kept_copy_that_is_damaged_is_said(world: World) -> None:
    world.kept.mkdir()
    (world.kept / "broken.tutor").write_bytes(b"x")
    assert world.refresh() == ["damaged"]


def test_adding_says_what_it_replaces(world: World) -> None:
    own = world.write(world.own, "mine")
    assert add(world.library, own, world.kept).replaced == ""
    (own / "course.yaml").write_text("version: 2\n" + GOOD.format(title="T"))
    assert add(world.library, own, world.kept).replaced == "0"
    assert add(world.library, own, world.kept).replaced == "2"


def test_a_bad_pack_is_not_added(world: World) -> None:
    own = world.write(world.own, "mine")
    (own / "course.yaml").write_text("title: T\n")
    added = add(world.library, own, world.kept)
    assert added.course is None and [problem.code for problem in added.problems] == ["no-skills"]
    assert world.titles() == {} and not world.kept.exists()
    (own / "course.yaml").unlink()
    assert [problem.code for problem in add(world.library, own, world.kept).problems] == ["no-course"]


def test_an_added_pack_never_takes_the_place_of_a_shipped_course(world: World) -> None:
    world.write(world.courses, "one", "Shipped")
    world.refresh()
    added = add(world.library, world.write(world.own, "one", "Mine"), world.kept)
    assert [problem.code for problem in added.problems] == ["taken"]
    assert world.titles() == {"one": "Shipped"}


def test_another_course_with_the_same_id_is_not_taken_for_a_new_version(world: World) -> None:
    add(world.library, world.write(world.own, "mine", "Mine"), world.kept)
    other = world.root / "other"
    other.mkdir()
    added = add(world.library, world.write(other, "mine", "Yours"), world.kept)
    assert [problem.code for problem in added.problems] == ["taken"]
    assert add(world.library, world.write(other, "mine", "Mine"), world.kept).course is not None


def test_a_removed_pack_stays_away(world: World) -> None:
    add(world.library, world.write(world.own, "mine"), world.kept)
    assert remove(world.library, "mine", world.kept)
    assert not remove(world.library, "mine", world.kept)
    world.refresh()
    assert world.titles() == {} and list(world.kept.iterdir()) == []


def test_a_shipped_course_can_not_be_removed(world: World) -> None:
    world.write(world.courses, "one")
    world.refresh()
    assert not remove(world.library, "one", world.kept)


def test_a_touched_file_is_read_again_once(world: World) -> None:
    path = world.write(world.courses, "one") / "course.yaml"
    world.refresh()
    os.utime(path, ns=(1, 1))
    assert world.library.freshness("one") == "touched"
    world.refresh()
    assert world.library.freshness("one") == "fresh"


def test_the_courses_that_ship_are_found_in_the_source_tree_and_in_an_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "tutor"
    package.mkdir()
    monkeypatch.setattr(shipped.tutor, "__file__", str(package / "__init__.py"))
    assert courses_folder() == tmp_path / "courses"
    (package / "_courses").mkdir()
    assert courses_folder() == package / "_courses"


def test_a_pack_studied_by_path_is_compiled_once_and_followed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    own, cache = world.write(world.own, "mine"), world.root / "cache"
    visit(own, cache).close()
    monkeypatch.setitem(sys.modules, "tutor.packs.compile", None)  # a second reading would fail to import it
    library = visit(own, cache)
    assert [course.title for course in library.courses()] == ["T"]
    library.close()
    monkeypatch.undo()
    (own / "course.yaml").write_text("id: other\n" + GOOD.format(title="Edited"))
    library = visit(own, cache)
    assert [(course.id, course.title) for course in library.courses()] == [("other", "Edited")]
    assert len(list((cache / "visits").iterdir())) == 1


def test_a_bad_pack_given_by_path_says_its_problems(world: World) -> None:
    own = world.write(world.own, "mine")
    (own / "course.yaml").write_text("title: T\nitems: []\n")
    with pytest.raises(BadPack) as caught:
        visit(own, world.root / "cache")
    assert str(caught.value) == f"{own}/course.yaml:1:1: error no-items: " + caught.value.problems[0].message + (
        "; " + caught.value.problems[0].hint
    )


def test_what_ships_is_read_without_the_tests_of_its_items_and_what_is_added_with_them(world: World) -> None:
    hidden = "title: T\nitems:\n  - {id: a, ask: 'What is <<n>>?', vars: {n: 0..5}, number: 1 / n}\n"
    (world.courses / "one.yaml").write_text(hidden)
    assert world.refresh() == []
    own = world.own / "two.yaml"
    own.write_text(hidden)
    assert [problem.code for problem in add(world.library, own, world.kept).problems] == ["key-fails"]


def test_the_copy_of_a_pack_that_is_nearly_as_large_as_allowed_is_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = world.write(world.own, "mine")
    monkeypatch.setattr("tutor.packs.source.MOST_BYTES", (own / "course.yaml").stat().st_size + 5)
    assert add(world.library, own, world.kept).course is not None
    shutil.rmtree(own)
    world.lose_library()
    assert world.refresh() == [] and world.titles() == {"mine": "T"}
