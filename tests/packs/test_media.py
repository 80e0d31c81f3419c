"""Files a pack names: they stay inside it, are ordinary, and are never links."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tutor.packs.compile import load
from tutor.packs.media import LARGEST
from tutor.packs.source import MOST_FILES, FolderSource, Refusal, read_regular


def codes(folder: Path, name: str) -> list[str]:
    course = f"title: T\nitems:\n  - {{id: a, ask: One?, answer: x, image: '{name}', alt: A picture}}\n"
    (folder / "course.yaml").write_text(course)
    return [problem.code for problem in load(folder).problems]


def test_a_picture_inside_the_pack_is_fine(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "pizza.png").write_bytes(b"x")
    assert codes(tmp_path, "media/pizza.png") == codes(tmp_path, "./media/pizza.png") == []


def test_a_picture_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert codes(tmp_path, "pizza.png") == ["no-file"]


def test_pictures_inside_parts_are_looked_at_like_those_outside(tmp_path: Path) -> None:
    choices = "choices: [{right: a, image: gone.png}, {wrong: b, image: ../x.png, alt: A picture}]"
    head = "title: T\nitems:\n  - id: a\n    ask: Both?\n    "
    found = []
    for item in (f"{choices}\n", f"parts:\n      - ask: Which?\n        {choices}\n"):
        (tmp_path / "course.yaml").write_text(head + item)
        found.append([problem.code for problem in load(tmp_path).problems])
    assert found == [["no-file", "no-alt", "path"]] * 2


@pytest.mark.parametrize("name", ["../x.png", "/etc/passwd", "https://example.org/x.png", "a\\\\b.png", "con"])
def test_a_path_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    assert codes(tmp_path, name) == ["path"]


def test_links_are_refused_wherever_they_lead(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    (pack / "real").mkdir(parents=True)
    (pack / "real" / "x.png").write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    (pack / "out.png").symlink_to(tmp_path / "secret.png")
    (pack / "in.png").symlink_to(pack / "real" / "x.png")
    (pack / "folder").symlink_to(tmp_path)
    assert [codes(pack, name) for name in ("out.png", "in.png", "folder/secret.png")] == [["link"]] * 3


def test_pipes_and_folders_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder").mkdir()
    assert codes(tmp_path, "pipe.png") == codes(tmp_path, "folder") == ["not-a-file"]


def test_a_device_is_never_read() -> None:
    found = read_regular(Path("/dev/zero"), 10)
    assert isinstance(found, Refusal) and found.code == "not-a-file"


def test_a_course_file_that_is_a_link_is_refused(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (tmp_path / "real.yaml").write_text("title: T\n")
    (pack / "course.yaml").symlink_to(tmp_path / "real.yaml")
    assert [problem.code for problem in load(pack).problems] == ["link"]


def test_an_unreadable_file_is_said_without_a_traceback(tmp_path: Path) -> None:
    found = read_regular(tmp_path / "nothing", 10)
    assert isinstance(found, Refusal) and "No such file" in found.message


def test_a_folder_has_no_more_files_than_an_archive_may_have(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"f{number}").write_bytes(b"")
    source = FolderSource(tmp_path)
    found = [source.read(f"f{number}") for number in range(MOST_FILES + 1)]
    assert isinstance(found[-1], Refusal) and isinstance(found[-2], bytes)


def test_two_spellings_of_the_course_file_are_refused(tmp_path: Path) -> None:
    for name in ("course.yaml", "COURSE.YAML"):
        (tmp_path / name).write_text("title: T\n")
    assert [problem.code for problem in load(tmp_path).problems] == ["twins"]


def test_a_folder_without_a_course_and_a_strange_file_are_no_packs(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("title: T\n")
    assert [problem.code for problem in load(tmp_path).problems] == ["no-course"]
    assert [problem.code for problem in load(tmp_path / "x.txt").problems] == ["no-course"]


def test_a_file_that_no_face_can_show_is_warned_about(tmp_path: Path) -> None:
    (tmp_path / "plan.svg").write_bytes(b"<svg/>")
    assert codes(tmp_path, "plan.svg") == ["media-kind"]
    assert load(tmp_path).compiled is not None


def test_a_picture_is_not_as_large_as_a_film(tmp_path: Path) -> None:
    with (tmp_path / "big.png").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert codes(tmp_path, "big.png") == ["too-big"]


def test_one_picture_asked_about_often_is_read_once_and_kept_once(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"picture")
    items = "".join(
        f"  - {{id: a{n}, ask: One?, answer: x, image: {dot}x.png, alt: A}}\n" for n, dot in enumerate(["", "./"])
    )
    (tmp_path / "course.yaml").write_text(f"title: T\nitems:\n{items}")
    found = load(tmp_path).compiled
    assert found is not None and found.media == {"x.png": b"picture"}
