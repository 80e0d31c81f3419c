"""GIFT taken apart: which lines are questions, where their braces are, and the answers in them.

Signs behind a backslash are first put aside, so that none of them is taken for one that parts. Questions end with their
braces and the line on which these close; an empty line ends only what has none, since code in a question has such too.
https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_ASIDE = {"\\\\": "\ufdd4", "\\~": "\ufdd5", "\\=": "\ufdd6", "\\#": "\ufdd7", "\\{": "\ufdd8", "\\}": "\ufdd9"}
_ASIDE |= {"\\:": "\ufdda", "\\n": "\ufddb"}
NEW_LINE = "\ufddb"
"""A line break that was written `\\n`."""
_ESCAPED = re.compile(r"\\[\\~=#{}:n]")
_BACK = {mark: sign[1] for sign, mark in _ASIDE.items() if mark != NEW_LINE}
_SET_ASIDE = re.compile(f"[{''.join(_BACK)}]")
_CATEGORY = re.compile(r"\s*\$CATEGORY\s*:\s*(.*)")
_COMMENT = re.compile(r"\s*//")
_FENCED = re.compile(r"<(/?)pre\b|^\s*(```|~~~)", re.IGNORECASE | re.MULTILINE)
_NEXT = re.compile(r"\s*(::|//|\$CATEGORY\s*:|\[(?:html|markdown|plain|moodle)\])")
_START = re.compile(r"\s*(::|\$CATEGORY\s*:)")
CLOZE = re.compile(r"\s*\d*\s*:\s*[A-Z_]{2,30}\s*:")
"""Moodle's own gaps, which are no GIFT."""
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_LABEL = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")


@dataclass
class Piece:
    """One question as it was split: `line` is where its text begins.

    `body` is what stands between the braces, None of a description; `fault` is a code and a sentence.
    """

    line: int = 0
    title: str = ""
    text: str = ""
    body: str | None = None
    tail: str = ""
    id: str = ""
    tags: list[str] = field(default_factory=list)
    category: list[str] = field(default_factory=list)
    fault: tuple[str, str, int] | None = None


def put_aside(text: str) -> str:
    """The text with signs behind a backslash as characters that are none."""
    return _ESCAPED.sub(lambda sign: _ASIDE[sign.group()], re.sub("[\ufdd0-\ufdef]", "", text))


def put_back(text: str) -> str:
    """Those signs again, without their backslashes; `NEW_LINE` stays."""
    return _SET_ASIDE.sub(lambda mark: _BACK[mark.group()], text)


def pieces_of(text: str) -> Iterator[Piece]:
    """The questions and descriptions of a file, in order. A piece with a fault is followed by the next whole one."""
    return _Splitter(text).pieces()


class _Splitter:
    """Goes over the lines once: between questions, in a text, or between braces."""

    def __init__(self, text: str) -> None:
        self.lines = put_aside(text).split("\n")
        self.category: list[str] = []
        self.piece = Piece()
        self.at = 0

    def pieces(self) -> Iterator[Piece]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if found := _CATEGORY.match(line):
                self.category = category_of(found[1])
            elif _COMMENT.match(line):
                self._note(line)
            elif line.strip():
                yield self._question()
                self.piece = Piece()
                continue
            self.at += 1

    def _note(self, line: str) -> None:
        """What a comment says of the question behind it."""
        for key, value in _LABEL.findall(line):
            value = put_back(re.sub(r"\\(.)", r"\1", value)).strip()
            if key == "id":
                self.piece.id = value
            elif value:
                self.piece.tags.append(value)

    def _question(self) -> Piece:
        piece, piece.line, piece.category = self.piece, self.at + 1, self.category
        text = self._until_brace()
        if text is None:
            return piece
        title = _TITLE.match(text)
        if title:
            piece.title, text = " ".join(put_back(title[1]).split()), text[title.end() :]
        piece.text = text.lstrip()
        return piece

    def _until_brace(self) -> str | None:
        """The text before the braces, after which `body` and `tail` are set; all of it where there are none."""
        kept: list[str] = []
        inside = False
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if _COMMENT.match(line):
                self._note(line)
            elif (not line.strip() or (kept and _NEXT.match(line))) and not inside:
                break
            elif "{" in line or "}" in line:
                before, brace, after = re.split(r"([{}])", line, maxsplit=1)
                kept.append(before)
                if brace == "}":
                    self._fail("BRACE", r"'}' without its '{'; write \} for a brace")
                    return None
                return "\n".join(kept) if self._body(after) else None
            else:
                kept.append(line)
                inside = _is_open(line, inside)
            self.at += 1
        return "\n".join(kept)

    def _body(self, rest: str) -> bool:
        """Take what stands between the braces, and the tail. Whether they are whole."""
        kept: list[str] = []
        began = self.at
        while "}" not in rest and "{" not in rest:
            kept.append(rest)
            self.at += 1
            if self.at >= len(self.lines) or _START.match(self.lines[self.at]):
                self.piece.fault = ("OPEN", "the answers are not closed with '}'", began + 1)
                return False
            rest = "" if _COMMENT.match(self.lines[self.at]) else self.lines[self.at]
        before, brace, after = re.split(r"([{}])", rest, maxsplit=1)
        if brace == "{" or "{" in after or "}" in after:
            self._fail(*_fault_of("".join([*kept, before]), brace, after))
            return False
        self.piece.body = "\n".join([*kept, before])
        self.at += 1
        self.piece.tail = self._tail(after)
        return True

    def _tail(self, rest: str) -> str:
        """What goes on behind the braces: the line, and those below until one that begins something else."""
        kept = [rest]
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip() or _NEXT.match(line) or "{" in line:
                break
            kept.append(line)
            self.at += 1
        return "\n".join(kept).rstrip()

    def _fail(self, code: str, why: str) -> None:
        """Note a fault, and skip to where the next question can begin: an empty line, or one with a title."""
        self.piece.fault = (code, why, self.at + 1)
        self.at += 1
        while self.at < len(self.lines) and self.lines[self.at].strip() and not _NEXT.match(self.lines[self.at]):
            self.at += 1


def goes_on(text: str, tail: str) -> bool:
    """Whether a sentence goes on behind the braces: an answer is then a word that is missing in it."""
    return bool(re.search(r"\w", tail)) or (bool(tail.strip()) and not text.rstrip().endswith((".", "?", "!", ":")))


def _fault_of(body: str, brace: str, after: str) -> tuple[str, str]:
    if CLOZE.match(body):
        return "CLOZE", "{1:SA:…} belongs to Moodle XML, not to GIFT"
    if brace == "{":
        return "BRACE", r"'{' inside an answer; write \{ for a brace"
    return "BRACE", r"a brace behind the answers; write \{ or \} for one"


def _is_open(line: str, inside: bool) -> bool:
    """Whether a `<pre>` or a fence of code is open after a line: empty lines belong to it."""
    for found in _FENCED.finditer(line):
        inside = not inside if found[2] else not found[1]
    return inside


def category_of(path: str) -> list[str]:
    """The titles of a category, without Moodle's own names for where it hangs. `//` is a slash."""
    parts = [part.replace("\0", "/") for part in put_back(path).replace(NEW_LINE, "\\n").replace("//", "\0").split("/")]
    titles = [" ".join(part.split()) for part in parts]
    while titles and titles[0] in ("$course$", "$system$", "$module$", "$cat1$", "$coursecat$", "top", ""):
        titles.pop(0)
    return [title for title in titles if title]
