"""Fenced code inside a text that is short otherwise: a choice, a line to be placed, a text with gaps.

Such a text is never read as a whole document, since "1. May" is no list there; only its fences are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.present.prose_blocks import Code

_FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})([^`\x00]*)")
"""Blanks, the fence, what stands behind it; a gap (NUL) makes no language."""


def has_fence(text: str) -> bool:
    """Whether a text may hold fenced code; cheap, for the usual text that doesn't."""
    return "```" in text or "~~~" in text


def regions(text: str) -> Iterator[str | Code]:
    """Prose and fenced code in turn, neither of them empty; a fence that isn't closed ends with the text."""
    fence, indent, language, lines = "", 0, "", list[str]()
    for line in text.split("\n"):
        found = _FENCE.fullmatch(line)
        closes = bool(fence and found and found[2].startswith(fence) and not found[3].strip())
        if found and (closes or not fence):
            yield from _region(lines, fence, language)
            fence, indent, lines = "" if closes else found[2], len(found[1]), []
            language = found[3].strip().split(" ")[0]
        else:
            lines.append(_without(line, indent) if fence else line)
    yield from _region(lines, fence, language)


def _without(line: str, indent: int) -> str:
    """The line without as many blanks as stood before its fence."""
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]


def _region(lines: list[str], fence: str, language: str) -> Iterator[str | Code]:
    words = "\n".join(lines)
    if not words.strip(" \n"):
        return
    yield Code(language, words) if fence else words.strip("\n")
