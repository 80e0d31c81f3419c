"""What some questions lay on the table: texts to match, tests, tables, names of files, what it is rated by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.content import Content

from tutor.language import _
from tutor.tui.prose import inline, listing
from tutor.tui.safe import Draw, joined, spaces, stacked, text, wrapped

LABEL = 11
"""Cells of the words before a row."""


def material(found: Mapping[str, Any]) -> Draw | None:
    """All of it, from a mapping with the keys of a task; None where there is nothing."""
    draws = [
        *_examples(found.get("examples") or {}),
        *_tests(found.get("tests") or ()),
        *_code(_("tables"), str(found.get("setup") or "")),
        *_words(_("files"), [str(name) for name in found.get("files") or ()]),
        *_words(_("rated by"), [str(row["criterion"]) for row in found.get("rubric") or ()]),
    ]
    return (lambda width: stacked(line for draw in draws for line in draw(width))) if draws else None


Lines = list[Content]


def _examples(examples: Mapping[str, Sequence[str]]) -> list[Any]:
    """Texts that a pattern is to match, and those it is not to."""
    sorts = ((_("match"), examples.get("match") or ()), (_("but not"), examples.get("reject") or ()))
    return [_column(label, [_as_is(one) for one in texts]) for label, texts in sorts if texts]


def _as_is(words: str) -> Content:
    """A text of which each blank counts."""
    if not words:
        return text(_("(nothing at all)"), "$quiet")
    return text(words.replace(" ", "␣") if words != words.strip() or "  " in words else words, "bold")


def _tests(tests: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [_column(_("tests") if not number else "", [_test(test)]) for number, test in enumerate(tests)]


def _test(test: Mapping[str, Any]) -> Content:
    """A test in words."""
    arrow = text("  →  ", "$quiet")
    if test.get("call"):
        return joined(text(str(test["call"]), "bold"), arrow, text(str(test.get("gives", ""))))
    if test.get("stdin") is not None or test.get("prints") is not None:
        prints = joined(text(_("prints") + " "), _quoted(test.get("prints")))
        has_input = str(test.get("stdin") or "").strip("\n")
        return joined(text(_("given") + " "), _quoted(test["stdin"]), arrow, prints) if has_input else prints
    return text(" ".join(str(test.get("script", "")).split("\n")).strip())


def _quoted(words: Any) -> Content:
    """What is read or printed, on one line."""
    lines = str(words or "").strip("\n")
    return text(lines.replace("\n", " ⏎ "), "bold") if lines else text(_("nothing"), "$quiet")


def _column(label: str, rows: Sequence[Content]) -> Any:
    def draw(width: int) -> Lines:
        lines: Lines = []
        name = text(label, "$quiet")
        cells = max(LABEL, name.cell_length + 1)
        for row in rows:
            first = spaces(cells) if lines else joined(name, spaces(cells - name.cell_length))
            lines += wrapped(row, width, first)
        return lines

    return draw


def _words(label: str, words: Sequence[str]) -> list[Any]:
    return [_column(label, [text(" · ", "$quiet").join([inline(one) for one in words])])] if words else []


def _code(label: str, code: str) -> list[Any]:
    if not code.strip():
        return []
    return [lambda width: [text(label, "$quiet"), *listing(code.strip("\n"), width)]]
