"""`tutor pack translate`: a translator's file made and kept up to date, PO files out and in, how far each language is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import tutor
from tutor.authoring.translating.texts import wording

COURSE = """\
id: c
title: Fractions
units:
  - unit: one
    title: Halves
    skills:
      - skill: s
        items: [{id: a, ask: How much is a half?, answer: half}, {id: b, ask: Half of 4?, number: 2}]
"""
TABLE = """\
es
             texts  translated  stale  missing
 the course      2           0      0        2
 one             4           0      0        4
 in all          6           0      0        6
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "course.yaml").write_text(COURSE, "utf-8")
    return folder


def stripped(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def test_a_file_is_made_and_how_far_it_is_is_said(pack: Path) -> None:
    done = tutor("pack", "translate", "es", str(pack))
    assert (done.returncode, stripped(done.stdout)) == (0, TABLE)
    assert done.stderr == f"Wrote {pack}/text/es.yaml, {pack}/course.yaml; as before: course.yaml.bak\n"
    again = tutor("pack", "translate", "es", cwd=pack)
    assert again.stderr == "Nothing has changed since the file was written.\n" and stripped(again.stdout) == TABLE


def test_a_dry_run_shows_the_change_and_writes_nothing(pack: Path) -> None:
    done = tutor("pack", "translate", "es", str(pack), "--dry-run")
    assert "+translations: {es: text/es.yaml}" in done.stderr and '+  title: ""' in done.stderr
    assert [path.name for path in pack.iterdir()] == ["course.yaml"]


def test_without_a_language_all_are_told(pack: Path) -> None:
    assert "has no translation yet" in tutor("pack", "translate", str(pack)).stderr
    tutor("pack", "translate", "es", str(pack))
    tutor("pack", "translate", "pt-BR", str(pack))
    done = tutor("pack", "translate", str(pack), "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["language"], row["unit"], row["texts"], row["missing"]) for row in rows] == [
        ("pt-BR", "", 2, 2), ("pt-BR", "one", 4, 4), ("pt-BR", None, 6, 6),
        ("es", "", 2, 2), ("es", "one", 4, 4), ("es", None, 6, 6),
    ]  # fmt: skip
    assert stripped(tutor("pack", "translate", str(pack)).stdout).endswith(TABLE)


def test_what_is_stale_and_kept_aside_is_told_with_its_place(pack: Path) -> None:
    tutor("pack", "translate", "es", str(pack))
    path = pack / "text" / "es.yaml"
    text = path.read_text("utf-8")
    above = f"#. {wording('How much is a half?')}: How much is a half?\n  ask: "
    path.write_text(
        text.replace(f'{above}""', f"{above}¿Cuánto?").replace("\ns:\n", "\ngone/x: {ask: Hola}\ns:\n", 1), "utf-8"
    )
    (pack / "course.yaml").write_text(
        (pack / "course.yaml").read_text("utf-8").replace("How much is", "What is"), "utf-8"
    )
    done = tutor("pack", "translate", "es", str(pack))
    lines = path.read_text("utf-8").splitlines()
    line = lines.index("  ask: ¿Cuánto?") + 1
    assert done.stdout.splitlines()[0] == f"{path}:{line}:3: stale: `ask` of s/a has another wording now"
    assert "1 translation has no text in the course any more" in done.stderr
    assert lines[-1] == "#~ gone/x ask: Hola"


def test_a_po_file_goes_out_and_comes_back_and_nothing_is_lost(pack: Path, tmp_path: Path) -> None:
    po = tmp_path / "es.po"
    tutor("pack", "translate", "es", str(pack), "--to", str(po))
    text = po.read_text("utf-8")
    assert '#: course.yaml:9\nmsgctxt "s/a ask"\nmsgid "How much is a half?"\nmsgstr ""\n' in text
    po.write_text(text.replace('half?"\nmsgstr ""', 'half?"\nmsgstr "¿Cuánto es un medio?"'), "utf-8")
    done = tutor("pack", "translate", "es", str(pack), "--from", str(po))
    assert done.returncode == 0 and "Took 1 translation.\n" in done.stderr
    before = (pack / "text" / "es.yaml").read_bytes()
    assert "  ask: ¿Cuánto es un medio?\n".encode() in before
    tutor("pack", "translate", "es", str(pack), "--to", str(po))
    tutor("pack", "translate", "es", str(pack), "--from", str(po))
    assert (pack / "text" / "es.yaml").read_bytes() == before


def test_stale_texts_are_fuzzy_and_fuzzy_ones_are_stale(pack: Path, tmp_path: Path) -> None:
    po = tmp_path / "es.po"
    tutor("pack", "translate", "es", str(pack), "--to", str(po))
    po.write_text(po.read_text("utf-8").replace('half?"\nmsgstr ""', 'half?"\nmsgstr "¿Cuánto?"'), "utf-8")
    tutor("pack", "translate", "es", str(pack), "--from", str(po))
    (pack / "course.yaml").write_text(
        (pack / "course.yaml").read_text("utf-8").replace("How much is", "What is"), "utf-8"
    )
    tutor("pack", "translate", "es", str(pack), "--to", str(po))
    stale = '#, fuzzy\n#| msgid "How much is a half?"\nmsgctxt "s/a ask"\nmsgid "What is a half?"\nmsgstr "¿Cuánto?"\n'
    assert stale in po.read_text("utf-8")
    before = (pack / "text" / "es.yaml").read_bytes()
    tutor("pack", "translate", "es", str(pack), "--from", str(po))
    assert (pack / "text" / "es.yaml").read_bytes() == before
    po.write_text(po.read_text("utf-8").replace('#, fuzzy\n#| msgid "How much is a half?"\n', ""), "utf-8")
    tutor("pack", "translate", "es", str(pack), "--from", str(po))
    assert "#! stale" not in (pack / "text" / "es.yaml").read_text("utf-8")


def test_a_po_file_that_lay_there_is_kept(pack: Path, tmp_path: Path) -> None:
    po = tmp_path / "es.po"
    po.write_text("mine", "utf-8")
    done = tutor("pack", "translate", "es", str(pack), "--to", str(po))
    assert done.returncode == 0 and (tmp_path / "es.po.bak").read_text("utf-8") == "mine"


def test_a_translation_that_breaks_the_pack_is_said_and_ends_with_status_one(pack: Path, tmp_path: Path) -> None:
    po = tmp_path / "es.po"
    tutor("pack", "translate", "es", str(pack), "--to", str(po))
    text = po.read_text("utf-8").replace('msgid "Fractions"\nmsgstr ""', f'msgid "Fractions"\nmsgstr "{"F" * 300}"')
    po.write_text(text, "utf-8")
    done = tutor("pack", "translate", "es", str(pack), "--from", str(po))
    assert done.returncode == 1 and "error value: `title` must be a text of 1 to 200 characters" in done.stderr


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("es", "nowhere"), 2, "There is no file or folder `nowhere`"),
        (("c", "es"), 2, "The language comes first"),
        (("es", "c", "d"), 2, "Name a language and one pack"),
        (("c", "--to", "x.po"), 2, "Name the language too"),
        (("es", "c", "--from", "x.po"), 2, "There is no file or folder `x.po`"),
        (("es", "c", "--from", "c"), 1, "c is no file; name a PO file."),
        (("es", "c", "--from", "c/course.yaml"), 1, "c/course.yaml:1: `id: c` is no line of a PO file"),
        (("en", "c"), 2, "The course itself is written in `en`"),
    ],
)
def test_wrong_usage_ends_with_a_sentence(words: tuple[str, ...], status: int, said: str, pack: Path) -> None:
    done = tutor("pack", "translate", *words, cwd=pack.parent)
    assert done.returncode == status and said in done.stderr and "Traceback" not in done.stderr
    assert [path.name for path in pack.iterdir()] == ["course.yaml"]
