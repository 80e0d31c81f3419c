"""From the bytes of a file to text that is safe to read on: strict UTF-8, and no character that hides or acts."""

from __future__ import annotations

import codecs
import re

from tutor.packs.nodes import Page
from tutor.packs.problems import FORBIDDEN, Problem, code_point

LARGEST = 10_000_000
"""Bytes of one file; fixed by the pack format."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_ISOLATES = "\u2066\u2067\u2068\u2069"
_SUSPECT = re.compile(f"[{FORBIDDEN}\u200b\u2060-\u2064\ufeff]")
"""One class without conditions: ten times faster than asking precisely, and nearly all files have none of these."""
_ACTING = re.compile(f"(?![{_ISOLATES}])[{FORBIDDEN}]|\r(?!\n)")
_UNSEEN = re.compile("[\u200b\u2060-\u2064\ufeff]")
_ISOLATE = re.compile(f"[{_ISOLATES}]")
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "dv", "fa", "he", "iw", "ku", "ps", "sd", "ug", "ur", "yi"})


def read_page(raw: bytes, name: str, path: str, problems: list[Problem]) -> Page | None:
    """The text of a file as a page, or nothing when it is no text. What is wrong goes into `problems`."""
    if len(raw) > LARGEST:
        size = f"the file is larger than {LARGEST:,} bytes"
        Page(name, path, "", problems).error(0, "too-big", size, "split it into units")
        return None
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(raw):
        Page(name, path, "", problems).error(0, "not-utf-8", "the file is UTF-16, not UTF-8", "save it as UTF-8")
        return None
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        page = Page(name, path, raw.decode("utf-8"), problems)
    except UnicodeDecodeError as error:
        # Only the first bad byte is named; the others are replaced, to read on.
        page = Page(name, path, raw.decode("utf-8", errors="replace"), problems)
        offset = len(raw[: error.start].decode("utf-8"))
        page.error(offset, "not-utf-8", f"the byte 0x{raw[error.start]:02X} is not UTF-8", "save the file as UTF-8")
    _check_characters(page)
    return page


def _looks_like_utf16(raw: bytes) -> bool:
    start = raw[:64]
    return len(start) > 3 and (not any(start[1::2]) or not any(start[::2]))


def _check_characters(page: Page) -> None:
    """Name what must not be there and put a replacement of the same length in its place."""
    if "\r" not in page.text and not _SUSPECT.search(page.text):
        return
    for match in _ACTING.finditer(page.text):
        refuse_character(page, match.start(), match.group())
    for match in _UNSEEN.finditer(page.text):
        what = f"the invisible character {code_point(match.group())}"
        page.warning(match.start(), "invisible", what, "learners can't see it: remove it")
    page.text = _ACTING.sub(REPLACEMENT, page.text)


def refuse_character(page: Page, offset: int, character: str) -> None:
    """Say that a character is not allowed, by its name."""
    page.error(offset, "control", f"the character {code_point(character)} is not allowed in a pack", "remove it")


def check_isolates(page: Page, languages: tuple[str, ...]) -> None:
    """Refuse U+2066–2069, unless a right-to-left language is written or taught and each line closes what it opens."""
    if not _ISOLATE.search(page.text):
        return
    allowed = any(tag.split("-")[0].lower() in _RIGHT_TO_LEFT for tag in languages)
    start = 0
    for line in page.text.split("\n"):
        found = list(_ISOLATE.finditer(line))
        if found and not (allowed and _balanced(line)):
            refuse_character(page, start + found[0].start(), found[0].group())
        start += len(line) + 1


def _balanced(line: str) -> bool:
    depth = 0
    for match in _ISOLATE.finditer(line):
        depth += -1 if match.group() == "\u2069" else 1
        if depth < 0:
            return False
    return depth == 0
