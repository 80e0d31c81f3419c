"""`--fix`: what can be mended without asking its author, since only one thing can have been meant.

Each change is tried first: the pack is read anew, and a change after which its problem is still there is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from tutor.authoring.edits import CannotEdit, Draft, Edit
from tutor.authoring.ids import with_ids
from tutor.packs.nodes import Page
from tutor.packs.problems import Problem
from tutor.packs.reader import read
from tutor.packs.yaml_events import quiet_collector

MOST_ROUNDS = 100
"""Readings of a pack: YAML stops at its first stumble in a file, so that a file may need as many. Tunable."""
_TEXT = re.compile(r"(?P<before>\s*(?:-\s+)*(?:[\w.@/-]+:\s+)?)(?P<text>\S.*?)\s*", re.DOTALL)
"""A line with one text on it, behind dashes and a key."""
_EMPHASISED = re.compile(r"\*[^\s*][^*]*\*.*|\*\*[^\s*].*\*\*.*")


class _Trouble(Struct, frozen=True):
    """A problem, and where it stands: its page, and its offset there."""

    page: Page
    at: int
    problem: Problem

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What makes it the same problem when the pack is read anew."""
        return self.page.name, self.problem.line, self.problem.column, self.problem.code


def mended(draft: Draft) -> tuple[Draft, int]:
    """The pack with all that can be mended safely, and how many changes that took. Raises CannotEdit."""
    given_up: set[tuple[str, int, int, str]] = set()
    count = 0
    troubles = _troubles(draft)
    for _ in range(MOST_ROUNDS):
        found = [(one, edit) for one, edit in _changes(troubles) if one.place not in given_up]
        if not found:
            break
        tried = draft.with_edits(edit for _, edit in found)
        left = _troubles(tried)
        stuck = {one.place for one, _ in found if _is_stuck(one, troubles, left)}
        if stuck:
            given_up |= stuck
        else:
            draft, troubles, count = tried, left, count + len(found)
    try:
        draft, ids = with_ids(draft)
    except CannotEdit:  # errors are left, which the check names
        ids = 0
    return draft, count + ids


def _is_stuck(mended: _Trouble, before: list[_Trouble], left: list[_Trouble]) -> bool:
    """Whether a problem is still there after its change, or another error has come in its place."""
    known = {(one.place[:2], one.problem.code) for one in before}
    new = (one for one in left if one.place[:2] == mended.place[:2])
    return any(
        one.place == mended.place
        or (one.problem.severity == "error" and (one.place[:2], one.problem.code) not in known)
        for one in new
    )


def _troubles(draft: Draft) -> list[_Trouble]:
    """What is wrong with the pack where a text can be changed."""
    with quiet_collector():
        reading = read(draft.with_edits([]), tested=False)
    pages = {page.path: page for page in reading.pages}
    found = [(pages[one.path], one) for one in reading.problems if one.path in pages]
    return [_Trouble(page, _offset(page, one), one) for page, one in found]


def _offset(page: Page, problem: Problem) -> int:
    """Where a problem stands, from its line and column."""
    at = 0
    for _ in range(problem.line - 1):
        at = page.text.find("\n", at) + 1
    return at + problem.column - 1


def _changes(troubles: list[_Trouble]) -> list[tuple[_Trouble, Edit]]:
    """One change a line and round: the next may be about what it makes of the line."""
    found: dict[tuple[str, int], tuple[_Trouble, Edit]] = {}
    for one in troubles:
        mend = _MENDS.get(one.problem.code)
        edit = mend(one.page, one.at) if mend else None
        if edit is not None:
            found.setdefault(one.place[:2], (one, edit))
    return list(found.values())


def _quote(page: Page, at: int) -> Edit | None:
    """Quotes around a text that is alone on its line."""
    column = page.position(at)[1] - 1
    line = page.line_at(at)
    match = _TEXT.fullmatch(line)
    if not match or match.start("text") != column or _goes_on(page, at, line):
        return None
    text = match["text"]
    is_odd = " #" in text or text.startswith(("{", "|", ">", "&", "!", '"', "'", "- ", "? "))
    if is_odd or (text.startswith("[") and not text.startswith("[[")):
        return None
    if text.startswith("*") and not _EMPHASISED.fullmatch(text):
        return None
    quotes = f"'{text.replace(chr(39), chr(39) * 2)}'" if '"' in text or "\\" in text else f'"{text}"'
    return Edit(page.name, at, len(text), quotes)


def _goes_on(page: Page, at: int, line: str) -> bool:
    """Whether the text may go on on the next line, which then is indented more than the key or dash before it."""
    end = page.text.find("\n", at)
    following = page.line_at(end + 1) if end >= 0 else ""
    key = len(line) - len(line.lstrip(" -"))
    return bool(following.strip()) and len(following) - len(following.lstrip()) > key


def _space(page: Page, at: int) -> Edit | None:
    """The space behind a dash, or behind the colon of a key."""
    place = at + 1 if page.text[at] == "-" else page.text.find(":", at) + 1
    return Edit(page.name, place, 0, " ") if place else None


def _escape(page: Page, at: int) -> Edit | None:
    """A backslash in double quotes that is meant as one is written twice."""
    return Edit(page.name, at, 0, "\\") if page.text[at : at + 1] == "\\" else None


def _unseen(page: Page, at: int) -> Edit | None:
    """A character that nobody sees is taken out."""
    return Edit(page.name, at, 1, "")


_MENDS: dict[str, Callable[[Page, int], Edit | None]] = {
    "quote": _quote,
    "alias": _quote,
    "space": _space,
    "escape": _escape,
    "control": _escape,
    "invisible": _unseen,
}
"""What mends the problem of a code; the others are for their author to mend."""
