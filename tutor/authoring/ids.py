"""Writing ids into items that have none, so that a later change of their text keeps what learners did.

The id written is the one the item has already, made of its question and its answer: nobody's progress notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.authoring.edits import CannotEdit, Draft, Edit
from tutor.packs.nodes import Map, Page
from tutor.packs.problems import has_errors
from tutor.packs.reader import read
from tutor.packs.written import ItemDraft, Reading
from tutor.packs.yaml_events import quiet_collector

_LIKE_A_NUMBER = re.compile(r"[0-9]+(?:e[0-9]+)?")
"""Text to us, and a number to other programs that read YAML."""


def with_ids(draft: Draft) -> tuple[Draft, int]:
    """The pack with all ids written in, and how many those are. Raises CannotEdit where that can't be done safely."""
    reading = _read(draft)
    if has_errors(reading.problems):
        raise CannotEdit("The pack has errors: mend those that `tutor pack check` names first.", 1)
    edits = list(_edits(reading))
    if not edits:
        return draft, 0
    changed = draft.with_edits(edits)
    if _items(reading) != _items(_read(changed)):
        raise CannotEdit("An id can't be written in without changing something else; nothing was written.", 1)
    return changed, len(edits)


def _read(draft: Draft) -> Reading:
    with quiet_collector():
        return read(draft.with_edits([]), tested=False, kept=True)


def _items(reading: Reading) -> list[tuple[str, object]]:
    """All items with their ids and everything else that they say."""
    return [(skill.id, draft.item) for skill in reading.skills for draft in skill.items]


def _edits(reading: Reading) -> Iterator[Edit]:
    """A change for each item without an id that was written as a mapping; a row of a table keeps its made one."""
    done: set[tuple[str, int]] = set()
    for draft in (draft for skill in reading.skills for draft in skill.items):
        place = (draft.page.path, draft.at)
        node = (reading.nodes or {}).get(place)
        if draft.made and not draft.card and node is not None and place not in done:
            done.add(place)
            yield from _edit(draft, node)


def _edit(draft: ItemDraft, node: Map) -> Iterator[Edit]:
    page, at = draft.page, node.at
    line = f"id: {_written(node['id'])}"
    if node.marks.get("id") is not None:  # `id:` stands there, with nothing behind it
        value = node.value_at("id")
        quotes = 2 if page.text[value : value + 2] in ('""', "''") else 0
        if quotes:
            yield Edit(page.name, value, quotes, _written(node["id"]))
        return
    if page.text[at] == "{":
        behind = page.text[at + 1 : at + 2]
        instead = f" {line}," if behind == " " else f"{line}," if behind in ("\n", "\r") else f"{line}, "
        yield Edit(page.name, at + 1, 0, instead)
    else:
        yield Edit(page.name, at, 0, line + _line_end(page, at) + " " * (page.position(at)[1] - 1))


def _line_end(page: Page, at: int) -> str:
    end = page.text.find("\n", at)
    return "\r\n" if end > 0 and page.text[end - 1] == "\r" else "\n"


def _written(name: str) -> str:
    return f'"{name}"' if _LIKE_A_NUMBER.fullmatch(name) else name
