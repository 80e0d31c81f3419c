"""The comments of a translation file: what each text was made from, what is stale, and what translators noted.

#= a heading                               written anew each time
#! stale: …                                the wording it was made from has changed
#| the wording it was made from
#. 1f0c9e2a: the wording as it is now      its hash; more lines follow as `#. …`
#~ a translation whose text is gone        kept aside at the end of the file
# anything else                            a translator's own note: kept where it stands
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from tutor.authoring.translating.texts import ID_LENGTH
from tutor.packs.nodes import Page

HEADING, STALE, BEFORE, SOURCE, ASIDE = "#=", "#!", "#|", "#.", "#~"
OURS = (HEADING, STALE, BEFORE, SOURCE, ASIDE)
_SOURCE = re.compile(rf"#\. ?(?P<wording>[0-9a-f]{{{ID_LENGTH}}}):(?: (?P<text>.*))?")
_INDENT = re.compile(r"[ ]*(?:- +)*")
_PLAIN_END = re.compile(r"[ \t]#(.*)")
_QUOTED_END = {'"': re.compile(r'"(?:[^"\\\n]|\\.)*"'), "'": re.compile(r"'(?:[^'\n]|'')*'")}


class Remark(Struct, frozen=True):
    """What stands above a text: the wording it was made from (its hash and lines), whether it is stale, notes."""

    wording: str = ""
    source: list[str] = []
    before: list[str] = []
    stale: bool = False
    notes: list[str] = []


def remark(page: Page, at: int, value_at: int | None = None) -> Remark:
    """The comments right above the line that an offset begins, and behind its value on that line."""
    start = page.text.rfind("\n", 0, at) + 1
    if _INDENT.fullmatch(page.text[start:at]) is None:
        return Remark()
    lines: list[str] = []
    while start:
        before = page.text.rfind("\n", 0, start - 1) + 1
        line = page.text[before : start - 1].strip()
        if not line.startswith("#"):
            break
        lines.append(line)
        start = before
    found = _read(reversed(lines))
    behind = _behind(page, value_at) if value_at is not None else ""
    return Remark(found.wording, found.source, found.before, found.stale, [*found.notes, behind]) if behind else found


def _read(lines: Iterable[str]) -> Remark:
    wording, stale = "", False
    source: list[str] = []
    before: list[str] = []
    notes: list[str] = []
    for line in lines:
        match = _SOURCE.fullmatch(line) if not wording else None
        if match:
            wording, source = match["wording"], [match["text"] or ""]
        elif line.startswith(SOURCE) and wording:
            source.append(line[3:])
        elif line.startswith(BEFORE):
            before.append(line[3:])
        elif line.startswith(STALE):
            stale = True
        elif not line.startswith(OURS):
            notes.append(line)
    return Remark(wording, source, before, stale, notes)


def _behind(page: Page, at: int) -> str:
    """A comment behind a value that ends on its line."""
    end = page.text.find("\n", at)
    line = page.text[at : end if end >= 0 else len(page.text)]
    quoted = _QUOTED_END.get(line[:1])
    if quoted:
        closed = quoted.match(line)
        line = line[closed.end() :] if closed else ""
    found = _PLAIN_END.search(line)
    return f"# {found[1].strip()}" if found and found[1].strip() else ""


def behind_key(page: Page, at: int, value_at: int) -> list[str]:
    """The comment behind a key whose value begins on a later line."""
    end = page.text.find("\n", at)
    found = _PLAIN_END.search(page.text, at, end) if at < end < value_at else None
    return [f"# {found[1].strip()}"] if found and found[1].strip() else []


def head_notes(page: Page) -> list[str]:
    """The notes at the beginning of a file, before an empty line or a heading: they belong to the file."""
    lines: list[str] = []
    for line in page.text.splitlines():
        if not line.startswith("#"):
            return [one for one in lines if not one.startswith(OURS)] if not line.strip() else []
        lines.append(line)
    return []


def loose_notes(page: Page) -> list[str]:
    """All lines that hold nothing but a note, wherever they stand, with their number of times."""
    stripped = (line.strip() for line in page.text.splitlines())
    return [line for line in stripped if line.startswith("#") and not line.startswith(OURS)]


def kept_aside(page: Page) -> list[str]:
    """The lines of translations whose texts are gone, without their marks."""
    stripped = (line.strip() for line in page.text.splitlines())
    return [line[3:] for line in stripped if line.startswith(ASIDE)]
