"""What stands in the cells of a table: lists of texts, and texts that a spreadsheet would take for formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable

NAMES = {
    **dict.fromkeys(("prompt", "question", "front", "term", "word", "q"), "prompt"),
    **dict.fromkeys(("answer", "answers", "back", "definition", "translation", "meaning", "a", "correct"), "answer"),
    **dict.fromkeys(("hint", "hints"), "hint"),
    **dict.fromkeys(("explanation", "explain", "feedback", "note", "notes"), "explanation"),
    **dict.fromkeys(("option", "options", "choices"), "options"),
    **dict.fromkeys(("tag", "tags"), "tags"),
    **dict.fromkeys(("skill", "deck", "topic", "unit", "lesson", "category"), "skill"),
    **dict.fromkeys(("type", "kind"), "type"),
    **dict.fromkeys(("id", "guid"), "id"),
    "group": "group",
    "ask": "ask",
}
"""What columns are called, and what they are. `ask` is our own: Markdown, as the key of packs is."""
OUR_COLUMNS = ("ask", "answer", "type", "options", "hint", "explanation", "tags", "skill", "group", "id")
PATH = "::"
"""Between the titles of a skill's path, as in Anki's decks."""
_FORMULA = re.compile(r"'*[=+\-@]")
_BAR = re.compile(r"(\\*)\|")


def joined(texts: Iterable[str]) -> str:
    """Several texts in one cell, with bars between; a bar inside gets a backslash, as do backslashes before it."""
    return " | ".join(_BAR.sub(lambda bar: bar[1] * 2 + r"\|", text) for text in texts)


def parted(cell: str) -> list[str]:
    """The texts of a cell, without empty ones."""
    found, at = [""], 0
    for bar in _BAR.finditer(cell):
        found[-1] += cell[at : bar.start()] + "\\" * (len(bar[1]) // 2)
        at = bar.end()
        if len(bar[1]) % 2:
            found[-1] += "|"
        else:
            found.append("")
    found[-1] += cell[at:]
    return [text.strip() for text in found if text.strip()]


def guarded(cell: str, *, spreadsheet: bool) -> str:
    """The cell, with an apostrophe where a spreadsheet would run it, and always where it begins like a guarded one."""
    found = _FORMULA.match(cell)
    return "'" + cell if found and (spreadsheet or len(found.group()) > 1) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def quoted_cell(cell: str, separator: str) -> str:
    """The cell as it is written: in quotes where it holds what parts cells, or would be read otherwise."""
    risky = separator in cell or "\n" in cell or cell.startswith(('"', "#"))
    return '"' + cell.replace('"', '""') + '"' if risky else cell
