"""The compiled library: what goes in comes out, by index, and a bad file is made anew."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from tutor.core.pick import ItemRef
from tutor.packs.compile import load
from tutor.packs.compiled import Compiled
from tutor.packs.library import SCHEMA, Library
from tutor.packs.shelf import Shelf

GOOD = Path(__file__).parent / "good" / "all-keys"


def compiled(path: Path = GOOD) -> Compiled:
    found = load(path).compiled
    assert found is not None
    return found


def pack(folder: Path, name: str, items: int = 1, title: str = "T") -> Path:
    path = folder / f"{name}.yaml"
    body = "".join(f"  - {{id: a{number}, ask: Number {number}?, answer: x}}\n" for number in range(items))
    path.write_text(f"title: {title}\nitems:\n{body}")
    return path


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library.sqlite")


def test_what_is_no_text_is_no_course(library: Library) -> None:
    assert library.course("x\udcff") is None


def test_a_pack_whose_path_is_no_text_is_refused_and_can_be_told_as_json(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"x\xff")
    folder.mkdir()
    (folder / "course.yaml").write_text("title: T\n")
    loaded = load(folder)
    assert loaded.compiled is None
    assert [problem.code for problem in loaded.problems] == ["path"]
    assert b"is no text" in msgspec.json.encode(loaded.problems)


def test_a_course_comes_out_as_it_went_in(library: Library) -> None:
    course = compiled()
    library.put(course, "added", "1.0")
    assert library.courses() == [course.course]
    assert library.course("all-keys") == course.course
    assert library.course("nothing") is None
    assert [library.skill(skill.id) for skill in course.skills] == course.skills
    heads = library.skills("all-keys")
    assert [skill.id for skill in heads] == [skill.id for skill in course.skills]
    assert all(not skill.lesson and not skill.passages for skill in heads)
    assert [skill.lesson_count for skill in heads] == [7, 0, 0, 0]
    assert library.skills("nothing") == [] and library.skill("nothing/x") is None


def test_pictures_and_sounds_stay_when_the_pack_is_gone(library: Library) -> None:
    library.put(compiled(), "added", "1.0")
    data = (GOOD / "media" / "pizza.png").read_bytes()
    assert library.media("all-keys", "media/pizza.png") == library.media("all-keys", "./media/pizza.png") == data
    assert library.media("all-keys", "course.yaml") is None and library.media("other", "media/pizza.png") is None
    shelf = Shelf([library])
    assert shelf.media("all-keys", "media/sum.ogg") and shelf.media("other", "media/sum.ogg") is None
    library.remove("all-keys")
    assert library.media("all-keys", "media/pizza.png") is None


def test_items_come_by_skill_and_position_or_by_id(library: Library) -> None:
    course = compiled()
    library.put(course, "added", "1.0")
    refs = library.items("all-keys/counting")
    assert refs == [ref for ref, _ in course.items if ref.skill == "all-keys/counting"]
    assert library.items("all-keys/counting", 1, 2) == refs[1:3]
    assert library.items("all-keys/counting", 9) == library.items("nothing/x") == []
    assert library.ref("all-keys/counting/a") == refs[0]
    assert isinstance(refs[0], ItemRef)
    item = library.item("all-keys/name-parts/half")
    assert item is not None and item.ask == "How much is half of three eggs?"
    assert library.ref("all-keys/counting/zzz") is None and library.item("zzz") is None


def test_the_library_says_where_a_course_came_from(library: Library) -> None:
    library.put(compiled(), "added", "1.0")
    source = library.source("all-keys")
    assert source is not None
    assert (source.origin, source.source, source.program) == ("added", str(GOOD.resolve()), "1.0")
    assert {stamp.name for stamp in source.files} >= {
        "course.yaml",
        "units/01-parts.yaml",
        "text/words.csv",
        "media/pizza.png",
    }
    assert library.freshness("all-keys") == "fresh"
    assert library.source("nothing") is None and library.freshness("nothing") == "gone"


def test_a_course_put_again_replaces_the_old_one_and_keeps_its_place(library: Library, tmp_path: Path) -> None:
    for name in ("one", "two"):
        library.put(compiled(pack(tmp_path, name, 3)), "added", "1.0")
    library.put(compiled(pack(tmp_path, "one", 1, "New")), "added", "1.0")
    assert [(course.id, course.title) for course in library.courses()] == [("one", "New"), ("two", "T")]
    assert [ref.id for ref in library.items("one/one")] == ["one/one/a0"]
    assert library.item("one/one/a2") is None and library.item("two/two/a2") is not None


def test_shipped_courses_come_first(library: Library, tmp_path: Path) -> None:
    library.put(compiled(pack(tmp_path, "added")), "added", "1.0")
    library.put(compiled(pack(tmp_path, "shipped")), "shipped", "1.0")
    assert [course.id for course in library.courses()] == ["shipped", "added"]


def test_a_removed_course_leaves_nothing(library: Library, tmp_path: Path) -> None:
    library.put(compiled(), "added", "1.0")
    library.put(compiled(pack(tmp_path, "one")), "added", "1.0")
    assert library.remove("all-keys") and not library.remove("all-keys")
    assert library.course("all-keys") is None and library.item("all-keys/counting/a") is None
    assert library.item("one/one/a0") is not None


def test_no_way_of_reading_looks_at_all_items(library: Library, tmp_path: Path) -> None:
    library.put(compiled(), "added", "1.0")
    asked: list[str] = []
    connection = sqlite3.connect(tmp_path / "library.sqlite")
    library._connection.set_trace_callback(asked.append)
    library.items("all-keys/counting", 1, 2)
    library.ref("all-keys/counting/a")
    library.item("all-keys/counting/a")
    library.skill("all-keys/counting")
    library.skills("all-keys")
    library.course("all-keys")
    assert len(asked) == 6
    for query in asked:
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}"):
            assert step.startswith("SEARCH"), (query, step)
    connection.close()


def test_a_library_of_another_schema_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE item (something_else)")
    connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    library = Library.open(path)
    assert library.courses() == []
    library.put(compiled(), "added", "1.0")
    library.close()
    assert len(Library.open(path).courses()) == 1


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(200), b"x" * 5_000])
def test_a_file_that_is_no_library_is_made_anew(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(content)
    assert Library.open(path).courses() == []


def test_a_library_that_can_not_be_made_is_an_error_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        Library.open(tmp_path / "no" / "such" / "folder" / "library.sqlite")


def test_a_file_touched_or_changed_or_gone_is_noticed(library: Library, tmp_path: Path) -> None:
    path = pack(tmp_path, "one")
    library.put(compiled(path), "added", "1.0")
    text = path.read_text()
    path.write_text(text)
    assert library.freshness("one") in ("fresh", "touched")
    path.write_text(text.replace("x}", "y}"))
    assert library.freshness("one") == "changed"
    path.write_text(text + "\n")
    assert library.freshness("one") == "changed"
    path.unlink()
    assert library.freshness("one") == "gone"


def test_two_programs_may_compile_at_once(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    courses = [compiled(pack(tmp_path, f"c{number}", 50)) for number in range(4)]
    failures: list[Exception] = []

    def work(course: Compiled) -> None:
        try:
            library = Library.open(path)
            for _ in range(5):
                library.put(course, "added", "1.0")
            library.close()
        except sqlite3.Error as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(course,)) for course in courses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(course.id for course in Library.open(path).courses()) == ["c0", "c1", "c2", "c3"]


def test_a_failing_write_leaves_the_course_as_it_was(library: Library, tmp_path: Path) -> None:
    good = compiled(pack(tmp_path, "one", 2))
    library.put(good, "added", "1.0")
    twice = Compiled(good.course, good.skills, good.items * 2, good.files, good.source)
    with pytest.raises(sqlite3.IntegrityError):
        library.put(twice, "added", "1.0")
    assert len(library.items("one/one")) == 2
    library.put(good, "added", "1.0")


def test_reading_the_library_loads_nothing_heavy() -> None:
    code = "import sys, tutor.packs.library, tutor.packs.shelf, tutor.packs.shipped, tutor.packs.visiting\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & {"yaml", "typer", "textual", "rich", "sqlite_utils", "pydantic", "zipfile", "csv"}
    assert not {"tutor.packs.compile", "tutor.packs.reader", "tutor.packs.checks"} & set(done.stdout.split())


def test_a_shelf_reads_several_libraries_as_one_and_the_first_wins(tmp_path: Path) -> None:
    first, second = Library.open(tmp_path / "1.sqlite"), Library.open(tmp_path / "2.sqlite")
    second.put(compiled(), "shipped", "1.0")
    second.put(compiled(pack(tmp_path, "one", 3, "Old")), "shipped", "1.0")
    first.put(compiled(pack(tmp_path, "one", 1, "New")), "visiting", "1.0")
    shelf = Shelf([first, second])
    assert {course.id: course.title for course in shelf.courses()} == {
        "one": "New",
        "all-keys": "Every key of the format",
    }
    assert len(shelf.items("one/one")) == 1 and shelf.item("one/one/a2") is None
    item = shelf.item("all-keys/counting/a")
    assert item is not None and shelf.ref("all-keys/counting/a") is not None
    assert shelf.skill("all-keys/counting") is not None and len(shelf.skills("all-keys")) == 4
    course, source = shelf.course("one"), shelf.source("one")
    assert course is not None and course.title == "New"
    assert source is not None and source.origin == "visiting"
    nothing = (shelf.course("x"), shelf.source("x"), shelf.skill("x/y"), shelf.ref("x/y/z"), shelf.item("x/y/z"))
    assert nothing == (None,) * 5 and shelf.skills("x") == shelf.items("x/y") == []
    shelf.close()
