"""Every bad pack says exactly the lines of its golden file. `UPDATE_GOLDEN=1` writes those files anew: then read them.

Packs that are text lie in `bad/`; those that hold odd bytes, or are too large to keep, are made here.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tutor.packs.compile import load
from tutor.packs.problems import has_errors

HERE = Path(__file__).parent
BAD = HERE / "bad"
GOLDEN = HERE / "golden"
ITEM = b"items:\n  - {id: a, ask: One?, answer: '1'}\n"
ONLY_WARNINGS = {
    "code-in-items.yaml",
    "bars-in-a-table",
    "cut-by-comment.yaml",
    "few-items.yaml",
    "interests.yaml",
    "tex.yaml",
    "unjudged.yaml",
}

GENERATED: dict[str, bytes] = {
    "latin-1.yaml": "title: Caf\xe9\nitems:\n  - {id: a, ask: \xdcber?, answer: x}\n".encode("latin-1"),
    "utf-16.yaml": ("title: T\n" + ITEM.decode()).encode("utf-16"),
    "utf-16-without-a-mark.yaml": ("title: T\n" + ITEM.decode()).encode("utf-16-le"),
    "escape-character.yaml": b"title: \x1b]0;gone\x07\n" + ITEM,
    "null-character.yaml": b"title: T\x00T\n" + ITEM,
    "c1-character.yaml": "title: \x9b2J\n".encode() + ITEM,
    "carriage-return.yaml": b'title: T\nitems:\n  - {id: a, ask: "Good\rEvil?", answer: x}\n',
    "backspaces.yaml": b"title: Good\x08\x08\x08\x08Evil\n" + ITEM,
    "bidi-override.yaml": "title: T\nitems:\n  - {id: a, ask: 'exe.\u202etxt', answer: x}\n".encode(),
    "bidi-isolate.yaml": "title: \u2067T\u2069\n".encode() + ITEM,
    "open-isolate.yaml": "language: he\ntitle: \u2067T\n".encode() + ITEM,
    "tag-characters.yaml": "title: T\U000e0041\n".encode() + ITEM,
    "zero-width.yaml": "title: T\nitems:\n  - id: a\n    ask: Which?\n    choices: [{right: yes}, {wrong: 'y\u200bes'}]\n".encode(),
    "deep-brackets.yaml": b"title: " + b"[" * 30_000 + b"]" * 30_000 + b"\n",
    "deep-mappings.yaml": b"".join(b" " * n + b"a:\n" for n in range(900)),
    "deep-dashes.yaml": b"title: T\nitems:\n  " + b"- " * 50_000 + b"x\n",
    "merge-bomb.yaml": b"title: T\na: &a {x: 1}\n"
    + b"".join(b"%c: &%c\n  <<: [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 104)),
    "too-big.yaml": b"title: T\n# " + b"x" * 10_000_000,
    "too-long-a-text.yaml": b"title: T\nitems:\n  - {id: a, ask: " + b"x" * 20_001 + b", answer: x}\n",
    "huge-numbers.yaml": b"title: T\nhours: "
    + b"9" * 5_000
    + b"\nitems:\n  - {id: a, ask: One?, answer: x, difficulty: "
    + b"9" * 5_000
    + b"}\n  - {id: b, ask: One?, number: "
    + b"9" * 5_000
    + b"}\n",
    "too-many-problems.yaml": b"title: T\nitems:\n" + b"  - {id: a, aks: One?}\n" * 1_500,
}


def lines_of(path: Path) -> str:
    return "".join(f"{problem}\n" for problem in load(path).problems)


def compare(name: str, found: str) -> None:
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(path.name for path in BAD.iterdir()))
def test_a_bad_pack_says_all_that_is_wrong_with_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    compare(name, lines_of(Path(name)))


@pytest.mark.parametrize("name", GENERATED)
def test_a_pack_of_odd_bytes_says_what_is_wrong_with_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(GENERATED[name])
    found = lines_of(Path(name))
    assert all(character.isprintable() or character == "\n" for character in found)
    compare(name, found)


def test_every_bad_pack_is_refused_or_only_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    for path in sorted(BAD.iterdir()):
        loaded = load(Path(path.name))
        assert loaded.problems
        assert has_errors(loaded.problems) == (path.name not in ONLY_WARNINGS)
        assert (loaded.compiled is None) == has_errors(loaded.problems)


def test_problems_come_in_the_order_of_the_files() -> None:
    places = [(problem.path, problem.line) for problem in load(BAD / "files").problems]
    pages = list(dict.fromkeys(path for path, _ in places))
    assert [Path(page).name for page in pages][:2] == ["course.yaml", "empty.yaml"]
    assert places == sorted(places, key=lambda place: (pages.index(place[0]), place[1]))


def test_no_golden_file_is_left_over() -> None:
    expected = {f"{path.name}.txt" for path in BAD.iterdir()} | {f"{name}.txt" for name in GENERATED}
    assert {path.name for path in GOLDEN.iterdir()} == expected
