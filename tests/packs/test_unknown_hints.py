"""What is said to a key that there is none: not only the nearest one, but what the writer likely meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.packs.compile import load

TEXT = "title: T\nitems:\n  - id: a\n    ask: x\n    explain: |\n    The ratio is 12 : 15\n    number: 3\n"
FILES = {
    "a unit by itself": ({"pack.yaml": "unit: one\ntitle: T\nskills: []\n"}, "this file is a unit: check its course"),
    "the rest of a text": (
        {"pack.yaml": TEXT},
        "no key has spaces in it; if it is the rest of a text, quote that text",
    ),
    "a table in another language": (
        {"pack.yaml": "title: T\ncards: {file: words.csv}\n", "words.csv": "Deutsch,English\nHaus,house\n"},
        "the first line names the columns: `front`, `back`",
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_the_likely_meaning_is_told(tmp_path: Path, kind: str) -> None:
    files, said = FILES[kind]
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    if "words.csv" in files:
        (tmp_path / "pack.yaml").rename(tmp_path / "course.yaml")
    found = load(tmp_path if "words.csv" in files else tmp_path / "pack.yaml", tested=False)
    assert found.compiled is None
    assert any(said in str(problem) for problem in found.problems), [str(problem) for problem in found.problems]
