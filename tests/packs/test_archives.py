"""Zipped packs: looked through before anything is read, never unpacked."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from tutor.packs.compile import load
from tutor.packs.names import course_id_flaw, id_flaw, id_from, path_flaw, without_version
from tutor.packs.problems import Problem

COURSE = "title: T\nitems:\n  - {id: a, ask: One?, answer: x}\n"
Entry = tuple[str | zipfile.ZipInfo, str | bytes]


def archive(folder: Path, *entries: Entry, name: str = "pack-1.tutor") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for entry, data in entries:
            file.writestr(entry, data)
    return path


def only_problem(path: Path) -> Problem:
    before = sorted(path.parent.rglob("*"))
    loaded = load(path)
    assert loaded.compiled is None
    assert sorted(path.parent.rglob("*")) == before, "something was written"
    [problem] = loaded.problems
    assert str(problem).isprintable()
    return problem


def info(name: str, mode: int = 0) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    return made


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "a/../../evil.yaml",
        "/etc/evil",
        "C:/evil",
        "a\\b.yaml",
        "con.yaml",
        "unit.",
        "unit /x",
        "a//b",
        "x\x1b[2J.yaml",
        "x\u202etxt",
        "x" * 200,
        "a/b/c/d/e/f/g/h/i/j.yaml",
    ],
)
def test_an_entry_with_a_bad_name_refuses_the_archive(name: str, tmp_path: Path) -> None:
    problem = only_problem(archive(tmp_path, ("course.yaml", COURSE), (info(name), "x")))
    assert problem.code == "path"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_refuse_the_archive(kind: int, tmp_path: Path) -> None:
    problem = only_problem(archive(tmp_path, ("course.yaml", COURSE), (info("x.png", kind | 0o777), "/etc/passwd")))
    assert problem.code == "link"


def test_names_that_some_computers_take_for_one_refuse_the_archive(tmp_path: Path) -> None:
    entries: list[Entry] = [("course.yaml", COURSE), ("Units/A.yaml", "x"), ("units/a.yaml", "y")]
    assert only_problem(archive(tmp_path, *entries)).code == "twins"
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = archive(tmp_path, ("course.yaml", COURSE), ("course.yaml", COURSE))
    assert only_problem(twice).code == "twins"
    assert only_problem(archive(tmp_path, ("course.yaml", COURSE), ("COURSE.YAML", COURSE))).code == "twins"
    assert only_problem(archive(tmp_path, ("course.yaml", COURSE), ("sub/course.yaml", COURSE))).code == "twins"


def test_an_archive_without_a_course_is_no_pack(tmp_path: Path) -> None:
    assert only_problem(archive(tmp_path, ("unit.yaml", COURSE))).code == "no-course"
    assert only_problem(archive(tmp_path, ("a/b/course.yaml", COURSE))).code == "no-course"
    assert only_problem(archive(tmp_path, ("COURSE.YAML", COURSE))).code == "twins"


def test_bombs_are_stopped_before_anything_is_unpacked(tmp_path: Path) -> None:
    assert only_problem(archive(tmp_path, ("course.yaml", COURSE), ("x.bin", bytes(5_000_000)))).code == "bomb"
    many: list[Entry] = [(f"f{number}", "") for number in range(2_001)]
    assert only_problem(archive(tmp_path, ("course.yaml", COURSE), *many)).code == "bomb"
    noise = b"".join(struct.pack(">Q", number * 0x9E3779B97F4A7C15 % 2**64) for number in range(200_000))
    parts: list[Entry] = [(f"n{number}", noise) for number in range(45)]
    assert only_problem(archive(tmp_path, ("course.yaml", COURSE), *parts)).code == "bomb"


@pytest.mark.parametrize("large", [False, True])
def test_a_list_of_files_without_end_is_not_even_read(tmp_path: Path, large: bool) -> None:
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    data = entry * 100_000
    size = len(data)
    if large:
        data += struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 100_000, 100_000, size, 0)
        data += struct.pack("<4sLQL", b"PK\6\7", 0, size, 1)
        size = 0xFFFF_FFFF
    path = tmp_path / "many.tutor"
    path.write_bytes(data + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, size, 0, 0))
    [problem] = load(path).problems
    assert problem.code == "bomb" and problem.message == "the archive has more than 2,000 files"


def test_an_archive_that_lies_about_a_size_is_damaged(tmp_path: Path) -> None:
    path = archive(tmp_path, ("course.yaml", COURSE))
    raw = path.read_bytes()
    size = struct.pack("<I", len(COURSE))
    path.write_bytes(raw.replace(size, struct.pack("<I", 3)))
    assert only_problem(path).code == "damaged"


@pytest.mark.parametrize("cut", [0, 1, 30, 60, 100])
def test_a_truncated_archive_is_damaged(cut: int, tmp_path: Path) -> None:
    path = archive(tmp_path, ("course.yaml", COURSE))
    path.write_bytes(path.read_bytes()[:cut])
    assert only_problem(path).code == "damaged"


def test_no_flipped_bit_does_more_than_make_an_archive_bad(tmp_path: Path) -> None:
    path = archive(tmp_path, ("course.yaml", COURSE))
    raw = path.read_bytes()
    good = load(path).compiled
    assert good is not None
    for bit in range(0, len(raw) * 8, 3):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        compiled = load(path).compiled
        assert compiled is None or compiled.items == good.items


def test_an_encrypted_archive_is_named_as_such(tmp_path: Path) -> None:
    path = archive(tmp_path, ("course.yaml", COURSE))
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 8] |= 1
    path.write_bytes(raw)
    assert only_problem(path).code == "encrypted"


def test_a_text_with_the_name_of_an_archive_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "x.tutor"
    path.write_text(COURSE)
    assert only_problem(path).code == "damaged"


def test_problems_inside_an_archive_name_the_entry(tmp_path: Path) -> None:
    problem = only_problem(archive(tmp_path, ("in/course.yaml", "title: a: b\n")))
    assert problem.path == f"{tmp_path}/pack-1.tutor/in/course.yaml"
    assert (problem.line, problem.column) == (1, 8)


def test_other_ways_of_packing_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.tutor"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as file:
        file.writestr("course.yaml", COURSE)
    assert only_problem(path).code == "damaged"


def test_an_archive_is_read_from_memory_only(tmp_path: Path) -> None:
    path = archive(tmp_path, ("course.yaml", COURSE))
    assert isinstance(io.BytesIO(path.read_bytes()), io.BytesIO)
    assert load(path).compiled is not None
    assert [entry.name for entry in tmp_path.iterdir()] == ["pack-1.tutor"]


@pytest.mark.parametrize("good", ["a", "a-b", "fractions2", "3d"])
def test_good_course_ids(good: str) -> None:
    assert course_id_flaw(good) == ""


@pytest.mark.parametrize("bad", ["", "A", "a_b", "-a", "a-", "a b", "ä", "con", "a" * 65, "../x", "a\n"])
def test_bad_course_ids(bad: str) -> None:
    assert course_id_flaw(bad)


def test_ids_of_items_take_a_few_more_characters() -> None:
    assert [id_flaw(name) for name in ("Cell_07", "a.b", "A1", "x-y")] == ["", "", "", ""]
    assert all(id_flaw(name) for name in ("", "a/b", ".a", "a.", "ä", "a b", "nul", "a\n", "x" * 65))


def test_names_become_ids() -> None:
    assert id_from("Ma première leçon!") == "ma-premiere-lecon"
    assert id_from("日本") == ""
    assert without_version("fractions-1.2.0") == without_version("fractions-v2") == "fractions"
    assert without_version("unit-two") == "unit-two"
    assert path_flaw("media/pizza 1 (small).png") == ""


@pytest.mark.parametrize("folder", ["", "pack/"])
def test_the_authors_own_folder_that_was_zipped_along_is_left_aside(folder: str, tmp_path: Path) -> None:
    own: list[Entry] = [(f"{folder}.tutor/{name}", "x") for name in ("course.yaml", "a:b", "schema.json")]
    bomb: Entry = (f"{folder}.tutor/large.bin", bytes(5_000_000))
    loaded = load(archive(tmp_path, (f"{folder}course.yaml", COURSE), *own, bomb))
    assert loaded.compiled is not None and loaded.problems == []


def test_nothing_in_an_archive_is_read_from_the_authors_own_folder(tmp_path: Path) -> None:
    course = "title: T\nunits: [.tutor/u.yaml]\n"
    problem = only_problem(archive(tmp_path, ("course.yaml", course), (".tutor/u.yaml", "unit: a\nskills: []\n")))
    assert problem.code == "no-file"


def test_a_file_of_an_archive_that_is_named_again_and_again_counts_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    skills = "".join(f"  - {{skill: s{number}, cards: {{file: w.csv}}}}\n" for number in range(9))
    path = archive(
        tmp_path, ("course.yaml", f"title: T\nskills:\n{skills}"), ("w.csv", "front,back\na,b\n" + "\n" * 3_000)
    )
    assert load(path).compiled is not None
    monkeypatch.setattr("tutor.packs.archive.MOST_BYTES", 20_000)
    loaded = load(path)
    assert loaded.compiled is None
    assert "too-big" in [problem.code for problem in loaded.problems]
