"""What a translation file has, text by text, laid beside the texts of the course as it is now.

Entries of lists are known by the wording they were made from, so that a translation follows its text when others come
before it or it moves; where no wording is known they are taken in their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from tutor.authoring.translating.remarks import Remark, behind_key, remark
from tutor.authoring.translating.texts import Entry, OfChoice, Path, Shape, Text, leaves
from tutor.packs.blanks import is_blank, says_nothing
from tutor.packs.nodes import Map, Node, Page, Seq


class Given(Struct, frozen=True, eq=False):
    """A text of a translation file: its value, what stands above it, where it is.

    `doubtful` where it may belong to another text.
    """

    value: Any
    remark: Remark
    at: int
    doubtful: bool = False


class Aside(Struct, frozen=True):
    """A translation whose text is not in the course (any more)."""

    name: str
    key: str
    value: Any
    at: int


class Found(Struct, frozen=True):
    """All of a translation file: by texts, by names of entries what stands above them, and what fits nothing.

    `loose` are notes behind keys that have no text of their own.
    """

    values: dict[Text, Given]
    notes: dict[str, list[str]]
    aside: list[Aside]
    loose: list[str]


def read_given(page: Page, root: Map, course: str, entries: list[Entry]) -> Found:
    """Lay the texts of a file beside those of the course."""
    known = {entry.name: entry for entry in entries}
    found = Found({}, {}, [], [])
    for written, node in root.items():
        short = written.removeprefix(f"{course}/")
        name = short if written not in known and short in known else written
        above = remark(page, root.key_at(written)).notes
        if above:
            found.notes[name] = above
        entry = known.get(name)
        beside = _Beside(page, name, found)
        beside.lay(entry.shape if entry else {}, node, (), root.key_at(written), root.value_at(written))
    return found


class _Beside:
    """Lays the tree of one entry beside its texts."""

    def __init__(self, page: Page, name: str, found: Found) -> None:
        self.page, self.name, self.found = page, name, found

    def lay(self, shape: Shape | None, node: Node, path: Path, at: int, value_at: int, doubtful: bool = False) -> None:
        """Lay a node beside the shape at its path; `at` is where its line begins, `value_at` where its value does."""
        if not isinstance(shape, Text):
            self.found.loose.extend(behind_key(self.page, at, value_at))
        if isinstance(shape, Text):
            self._text(shape, node, at, value_at, doubtful)
        elif isinstance(shape, dict) and isinstance(node, Map):
            for key, inner in node.items():
                if path[-1:] == ("let",) and key not in shape and isinstance(inner, str):  # a word of its own
                    shape[key] = Text(self.name, (*path, key), "", self.page, node.key_at(key), needed=False)
                places = node.key_at(key), node.value_at(key)
                self.lay(shape.get(key), inner, (*path, key), *places, doubtful)
        elif isinstance(shape, dict) and isinstance(node, str) and "text" in shape:
            self.lay(shape["text"], node, path, at, value_at, doubtful)
        elif isinstance(shape, list) and isinstance(node, Seq):
            for number, place, doubt in _matched(self.page, shape, node):
                there = node.entry_at(number)
                inner = shape[place] if place is not None else None
                self.lay(inner, node[number], (*path, number), there, there, doubtful or doubt)
        elif isinstance(shape, list) and isinstance(node, Map) and path[-1:] == ("choices",):
            by_id = {one.key: one for one in shape if isinstance(one, OfChoice)}
            for key, inner in node.items():
                self.lay(by_id.get(key), inner, (*path, key), node.key_at(key), node.value_at(key), doubtful)
        else:
            self._aside(node, path, at)

    def _text(self, text: Text, node: Node, at: int, value_at: int, doubtful: bool) -> None:
        if isinstance(node, Map) and node.keys() == {"say"} and isinstance(text.source, str):
            node = node["say"]
        above = remark(self.page, at, value_at if isinstance(node, str) else None)
        if not says_nothing(node):
            self.found.values[text] = Given(_plain(node), above, at, doubtful)
        elif above.notes:
            self.found.values[text] = Given("", Remark(notes=above.notes), at)

    def _aside(self, node: Node, path: Path, at: int) -> None:
        """Keep every text below a node for which there is no place."""
        if isinstance(node, Map):
            for key, inner in node.items():
                self._aside(inner, (*path, key), node.key_at(key))
        elif isinstance(node, Seq):
            for number, inner in enumerate(node):
                self._aside(inner, (*path, number), node.entry_at(number))
        elif not is_blank(node):
            key = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
            self.found.aside.append(Aside(self.name, key, node, at))


def _matched(page: Page, shape: list[Shape], node: Seq) -> Iterator[tuple[int, int | None, bool]]:
    """The entries of a translated list with the places they have now; None where there is none; and doubts."""
    wordings = [{text.wording for text in leaves(one)} for one in shape]
    made_from = [_first_wording(page, node.entry_at(number)) for number in range(len(node))]
    taken: dict[int, int] = {}
    for number, wording in enumerate(made_from):
        same = (place for place, known in enumerate(wordings) if wording in known and place not in taken.values())
        near = sorted(same, key=lambda place: abs(place - number))
        if wording and near:
            taken[number] = near[0]
    alike = len(shape) == len(node)
    for number in range(len(node)):
        free = number < len(shape) and number not in taken.values()
        if number not in taken and free:
            taken[number] = number
            yield number, number, not alike
        else:
            yield number, taken.get(number), False


def _first_wording(page: Page, at: int) -> str:
    return remark(page, at).wording


def _plain(node: Node) -> Any:
    """A node as plain lists and mappings."""
    if isinstance(node, Map):
        return {key: _plain(value) for key, value in node.items()}
    return [_plain(value) for value in node] if isinstance(node, Seq) else node
