"""The light tree our own YAML reader builds: plain texts, lists and mappings that remember where they stood.

`Map` and `Seq` are a dict and a list, so `msgspec.convert` takes them as they are. They know character offsets into the
file's text; a line and a column are worked out from those only when something has to be said. The offsets of a whole
file lie in one array: millions of nodes with lists of their own would take several times the memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, cast

from tutor.packs.problems import Problem, Severity, visible

SHIFT = 24
"""Files are smaller than 2**24 characters, so a key's offset and its value's distance fit one integer."""
_MASK = (1 << SHIFT) - 1
MOST_PROBLEMS = 1000
"""Problems said about one file; a file with more is not read by anybody. Tunable."""
_LONGEST = 2_000
"""Characters of a message or a line that is shown: enough for a whole chain of prerequisites."""
_STRETCH = 16
"""The power of two of characters after which lines are counted once and for all."""

Node = Any
"""A `str`, a `Seq` or a `Map`."""
Places = array
"""Offsets (`array("I")`): of each node its own, followed by those of its entries; of a mapping's, key and value."""


def places(offsets: Iterable[int] = ()) -> Places[int]:
    """An array of offsets."""
    return array("I", offsets)


class Map(dict[str, Any]):
    """A mapping as written. `at` is its offset; `marks` the offset of each key with the distance to its value."""

    __slots__ = ("_first", "_places")

    def __init__(self, at: int = 0) -> None:
        self._places: Places[int] | dict[str, int] = {}
        self._first = at

    def close(self, places: Places[int], first: int) -> None:
        """Say where the offsets of a mapping that was read begin: its own, then those of each key and its value."""
        self._places, self._first = places, first

    @property
    def at(self) -> int:
        """Where it begins."""
        return self._first if isinstance(self._places, dict) else self._places[self._first]

    @property
    def marks(self) -> dict[str, int]:
        """The places of its keys, also of those that were taken out since."""
        if not isinstance(self._places, dict):  # its keys are still those that were written, in that order
            first, end = self._first + 1, self._first + 1 + 2 * len(self)
            found = zip(self, self._places[first:end:2], self._places[first + 1 : end : 2], strict=True)
            self.marks = {key: key_at << SHIFT | (value_at - key_at) for key, key_at, value_at in found}
        return cast("dict[str, int]", self._places)

    @marks.setter
    def marks(self, marks: dict[str, int]) -> None:
        self._first, self._places = self.at, marks

    def __setitem__(self, key: str, value: Node) -> None:
        _ = self.marks
        super().__setitem__(key, value)

    def __delitem__(self, key: str) -> None:
        _ = self.marks
        super().__delitem__(key)

    def put(self, key: str, key_at: int, value: Node, value_at: int) -> None:
        """Add an entry with its places."""
        self[key] = value
        self.marks[key] = key_at << SHIFT | (value_at - key_at)

    def key_at(self, key: str) -> int:
        """Offset of the key; of the mapping itself when the key is not there."""
        mark = self.marks.get(key)
        return self.at if mark is None else mark >> SHIFT

    def value_at(self, key: str) -> int:
        """Offset of the key's value; of the mapping itself when the key is not there."""
        mark = self.marks.get(key)
        return self.at if mark is None else (mark >> SHIFT) + (mark & _MASK)


class Seq(list[Any]):
    """A list as written."""

    __slots__ = ("_first", "_places")

    def __init__(self, at: int = 0, entries: Iterable[Node] = (), marks: Iterable[int] = ()) -> None:
        super().__init__(entries)
        self._places, self._first = places((at, *marks)), 0

    def close(self, places: Places[int], first: int) -> None:
        """Say where the offsets of a list that was read begin: its own, then that of each entry."""
        self._places, self._first = places, first

    @property
    def at(self) -> int:
        """Where it begins."""
        return self._places[self._first]

    @property
    def marks(self) -> Places[int]:
        """The offset of each entry."""
        return self._places[self._first + 1 : self._first + 1 + len(self)]

    def entry_at(self, index: int) -> int:
        """The offset of one entry."""
        return self._places[self._first + 1 + index]

    def take_out(self, index: int) -> None:
        """Remove an entry with its place."""
        marks = self.marks
        del marks[index], self[index]
        self._places, self._first = places((self.at, *marks)), 0

    def taken(self) -> Iterator[tuple[int, Node]]:
        """The entries with their offsets, each let go when the next is asked for: what was converted is not kept."""
        for index in range(len(self)):
            entry, self[index] = self[index], ""
            yield self.entry_at(index), entry


class Page:
    """One file of a pack while it is read: its text, and what is wrong with it.

    `name` is the path inside the pack, `path` how a person names the file, `last_error` the offset furthest down that
    an error was said about.
    """

    __slots__ = ("_lines", "_maths", "_said", "_slots", "last_error", "name", "path", "problems", "text")

    def __init__(self, name: str, path: str, text: str, problems: list[Problem]) -> None:
        self.name = name
        self.path = path
        self.text = text
        self.problems = problems
        self._slots: bool | None = None
        self._maths: bool | None = None
        self._lines: list[int] = []
        self._said = 0
        self.last_error = -1

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1. A line ends at LF only: a lone CR is refused."""
        start = offset >> _STRETCH
        while len(self._lines) <= start:
            end = len(self._lines) << _STRETCH
            before = self._lines[-1] if end else 0
            self._lines.append(before + self.text.count("\n", max(0, end - (1 << _STRETCH)), end))
        line = self._lines[start] + self.text.count("\n", start << _STRETCH, offset) + 1
        return line, offset - self.text.rfind("\n", 0, offset)

    @property
    def has_slots(self) -> bool:
        """Whether `<<` stands anywhere in the file; looked up once, since every item asks."""
        if self._slots is None:
            self._slots = "<<" in self.text
        return self._slots

    @property
    def has_maths(self) -> bool:
        """Whether a `$` may stand in a text of the file, as it is or by an escape; looked up once, as the slots are."""
        if self._maths is None:
            self._maths = "$" in self.text or "\\" in self.text
        return self._maths

    def line_at(self, offset: int) -> str:
        """The source of the line that holds an offset, without its line break and cut where it is very long."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", start, start + _LONGEST)
        return self.text[start : start + _LONGEST if end < 0 else end].rstrip("\r")

    @property
    def full(self) -> bool:
        """Whether nothing more will be said about this file; then nothing need be worked out for it."""
        return self._said >= MOST_PROBLEMS

    @property
    def over(self) -> bool:
        """Whether it was said that there is more; then reading on would say nothing."""
        return self._said > MOST_PROBLEMS

    def name_of(self, other: Page, offset: int) -> str:
        """How a message on this page names a place: `line 3`, or `units/two.yaml:3` on another page."""
        line = other.position(offset)[0]
        return f"line {line}" if other is self else f"{other.path}:{line}"

    def error(self, offset: int, code: str, message: str, hint: str = "") -> None:
        """Note an error at an offset."""
        self._say(offset, "error", code, message, hint)

    def warning(self, offset: int, code: str, message: str, hint: str = "") -> None:
        """Note a warning at an offset."""
        self._say(offset, "warning", code, message, hint)

    def _say(self, offset: int, severity: Severity, code: str, message: str, hint: str) -> None:
        self._said += 1
        if severity == "error":
            self.last_error = max(self.last_error, offset)
        if self._said > MOST_PROBLEMS:
            return
        line, column = self.position(offset)
        if self._said == MOST_PROBLEMS:
            severity, code, message, hint = (
                "error",
                "too-many",
                "too many problems to name them all",
                "mend these first",
            )
        problem = Problem(self.path, line, column, severity, code, visible(message, _LONGEST), visible(hint))
        self.problems.append(problem)


def find(node: Node, path: tuple[str | int, ...], at: int = 0) -> int:
    """The offset of what `path` (keys and indexes) leads to inside a node, or of the last step that exists."""
    for step in path:
        if isinstance(node, Map):
            if step not in node:
                return node.at
            at, node = node.value_at(str(step)), node[str(step)]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            at, node = node.entry_at(step), node[step]
        else:
            break
    return at


def split_block(page: Page, node: Map, key: str) -> None:
    """Put the lines of a text over several lines (`key: |`) in its place as a list; blank ones are left out.

    The places are right for `|`, which keeps every line; for `>` they lie within the text.
    """
    text = node.get(key)
    if not isinstance(text, str) or "\n" not in text:
        return
    start = at = node.value_at(key)
    lines: list[str] = []
    marks: list[int] = []
    for line in text.splitlines():
        at = page.text.find("\n", at) + 1 or start
        if line.strip():
            lines.append(line)
            marks.append(at)
    node[key] = Seq(start, lines, marks)


def line_of(page: Page, at: int, line: int) -> int:
    """The offset of a line of the block of text (`|`) at an offset, the first being 0; elsewhere that offset."""
    if not line or page.text[at : at + 1] != "|":
        return at
    start = at
    for _ in range(line + 1):
        start = page.text.find("\n", start) + 1
        if not start:
            return at
    source = page.line_at(start)
    return start + len(source) - len(source.lstrip())
