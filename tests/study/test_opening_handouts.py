"""Hand-outs from a place: whatever is typed or pasted is a path or a sentence, and what lies there is taken or told."""

from __future__ import annotations

import random
import shlex
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.classroom.handout import CLASS_FILE, TASKS_FILE
from tutor.core.classroom.manifest import Manifest
from tutor.packs.bundle import packed
from tutor.study.classes.joining import read_at, typed_path
from tutor.study.trouble import StudyError


def handout(place: Path, seq: int = 1, *, kind: str = "handout", tasks: bytes = b"") -> Path:
    head = Manifest(kind=kind, bundle_id="0" * 32, seq=seq, class_id="ab" * 16, made_on="2026-11-20")  # type: ignore[arg-type]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(packed(head, {CLASS_FILE: b'{"title": "8c"}', TASKS_FILE: tasks}, {}))
    return place


@pytest.mark.parametrize(
    "pasted",
    [
        str,
        lambda path: shlex.quote(str(path)),
        lambda path: f'"{path}"',
        lambda path: str(path).replace(" ", "\\ "),
        lambda path: f"  {path} ",
    ],
)
def test_a_path_is_understood_as_terminals_paste_it(pasted: Callable[[Path], str], tmp_path: Path) -> None:
    place = handout(tmp_path / "my stick" / "8c 001.handout")
    assert typed_path(pasted(place)) == place
    assert typed_path(f"file://{quote(str(place))}") == place


def test_a_name_with_quotes_or_backslashes_that_is_there_is_taken_as_it_is(tmp_path: Path) -> None:
    place = handout(tmp_path / "it's \\ 'mine'.handout")
    assert typed_path(str(place)) == place


@given(st.text(max_size=60))
def test_whatever_is_typed_ends_in_hand_outs_or_in_a_sentence(typed: str) -> None:
    if "/" not in typed and typed.strip(" .~"):  # no folder of this computer is looked through
        try:
            read_at([typed_path(typed)])
        except StudyError as problem:
            assert problem.message.endswith(".")


def test_of_a_folder_what_can_be_read_is_taken_and_the_rest_is_told(tmp_path: Path) -> None:
    handout(tmp_path / "b.handout", seq=2)
    handout(tmp_path / "a.handout", seq=3)
    handout(tmp_path / "c.handout", kind="handin")
    (tmp_path / "d.handout").write_bytes(b"PK nothing")
    (tmp_path / "e.txt").write_text("x", "utf-8")
    found = read_at([tmp_path])
    assert [name for name, _bundle in found.found] == ["b.handout", "a.handout"]
    assert len(found.problems) == 2 and all("can't be taken" in one for one in found.problems)


@pytest.mark.parametrize("name", ["none.handout", "empty", "bad.handout"])
def test_a_place_without_a_hand_out_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.handout").write_bytes(random.Random(1).randbytes(500))
    with pytest.raises(StudyError, match=r"can't be taken|no hand-out"):
        read_at([tmp_path / name])
