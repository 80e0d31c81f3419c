"""Texts that lie in files of the pack: tables of a query, files beside a program, passages."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tutor.core.kinds import AnyItem
from tutor.core.kinds.code import Code
from tutor.core.kinds.sql import Sql
from tutor.packs.compile import load

TABLES = "create table shop(name text);\n"
PACK = """
title: T
skills:
  - skill: s
    title: S
    items:
      - {id: q, ask: All?, sql: {setup: {file: text/shop.sql}, solution: select * from shop}}
      - id: c
        ask: Read it.
        code: {solution: x = 1, files: {data.csv: {file: text/data.csv}, in/note.txt: "inline: yes"}}
"""


def items(folder: Path) -> dict[str, AnyItem]:
    loaded = load(folder)
    assert loaded.compiled is not None, [str(problem) for problem in loaded.problems]
    decode = msgspec.msgpack.Decoder(AnyItem).decode
    return {ref.id.rsplit("/", 1)[1]: decode(body) for ref, body in loaded.compiled.items}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "course.yaml").write_text(PACK, "utf-8")
    (tmp_path / "text" / "shop.sql").write_text(TABLES, "utf-8")
    (tmp_path / "text" / "data.csv").write_text("a,b\n1,2\n", "utf-8")
    return tmp_path


def test_what_is_in_the_file_is_the_text(pack: Path) -> None:
    found = items(pack)
    query, program = found["q"], found["c"]
    assert isinstance(query, Sql) and query.sql.setup == TABLES
    assert isinstance(program, Code)
    assert program.code.files == {"data.csv": "a,b\n1,2\n", "in/note.txt": "inline: yes"}


def test_a_change_in_the_file_is_a_change_of_the_course(pack: Path) -> None:
    before = load(pack).compiled
    (pack / "text" / "shop.sql").write_text(TABLES + "-- more", "utf-8")
    after = load(pack).compiled
    assert before is not None and after is not None
    assert before.course.content_hash != after.course.content_hash
    assert [ref.id for ref, _ in before.items] == [ref.id for ref, _ in after.items]


def test_a_link_out_of_the_pack_is_refused(pack: Path, tmp_path: Path) -> None:
    (pack / "text" / "shop.sql").unlink()
    (tmp_path / "secret").write_text("x")
    (pack / "text" / "shop.sql").symlink_to(tmp_path / "secret")
    loaded = load(pack)
    assert loaded.compiled is None and {problem.code for problem in loaded.problems} >= {"link"}


def test_a_file_that_is_too_long_is_refused(pack: Path) -> None:
    (pack / "text" / "data.csv").write_text("x" * 100_001, "utf-8")
    assert [problem.code for problem in load(pack).problems if problem.severity == "error"] == ["too-long"]
