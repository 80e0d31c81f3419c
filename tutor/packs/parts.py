"""Reading the parts of an item: a list of items, each of a kind that is judged by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast, get_args

from msgspec.structs import replace

from tutor.core.item import Item
from tutor.core.kinds import KINDS
from tutor.core.kinds.parts import MOST, Part, Parts
from tutor.packs.convert import describe, to_struct
from tutor.packs.nodes import Map, Page, Seq, split_block
from tutor.packs.problems import one_of, quoted

_POSSIBLE = [name for name, kind in KINDS.items() if kind in get_args(Part)]
_OF_THE_WHOLE = frozenset({
    "also", "group", "passage", "difficulty", "vars", "where", "let", "interest", "tags", "seconds", "rev",
    "placement", "image", "alt", "audio", "transcript", "speak",
})  # fmt: skip
"""Keys that say something about the whole item."""

BLOCKS = {"order": ("order", "distractors")}
"""Keys of a kind whose list of lines may be written as a block of text (`order: |`)."""

KindOf = Callable[[Page, int, Map], str]
"""Finds the kind of an item; when it has none or two, says so and gives nothing."""


def read_parts(page: Page, node: Map, kind_of: KindOf) -> Parts | None:
    """The item whose questions stand below `parts:`, or nothing after saying all that is wrong."""
    written = node["parts"]
    if not isinstance(written, Seq) or not 0 < len(written) <= MOST:
        what = f"has {len(written)} entries" if isinstance(written, Seq) else f"is {describe(written)}"
        hint = f"write 1 to {MOST} questions below it: `- ask: …`, each with its answer"
        page.error(node.value_at("parts"), "parts", f"`parts` {what}", hint)
        return None
    parts = [_read_part(page, at, one, kind_of) for at, one in zip(written.marks, written, strict=True)]
    whole = to_struct(page, _without_parts(node), Parts)
    if whole is None or None in parts:
        return None
    return replace(whole, parts=parts)


def count_of(node: Any) -> int:
    """How many questions an item has: itself, and those of its parts."""
    parts = node.get("parts") if isinstance(node, Map) else None
    return 1 + (len(parts) if isinstance(parts, Seq) else 0)


def read_blocks(page: Page, node: Map, kind: str) -> None:
    """Take the blocks of text apart that an item of this kind may have in place of a list of lines."""
    for key in BLOCKS.get(kind, ()):
        split_block(page, node, key)


def _without_parts(node: Map) -> Map:
    """The same mapping, places and all, with an empty list of parts."""
    rest = Map(node.at)
    rest.marks = node.marks
    rest.update(node)
    rest["parts"] = Seq(node.value_at("parts"))
    return rest


def _read_part(page: Page, at: int, node: Any, kind_of: KindOf) -> Part | None:
    if not isinstance(node, Map):
        what = f"a part must be a mapping with `ask:` and an answer, not {describe(node)}"
        page.error(at, "value", what, "write `- ask: …` and below it `answer: …`")
        return None
    kind = kind_of(page, at, node)
    if not kind:
        return None
    if kind not in _POSSIBLE:
        rated = f"{quoted(kind)} can't be a part: it is rated, not judged"
        what = "parts can't have parts" if kind == "parts" else rated
        page.error(node.key_at(kind), "part", what, f"use {one_of(_POSSIBLE)}, or make it an item of its own")
        return None
    misplaced = [key for key in node if key in _OF_THE_WHOLE]
    for key in misplaced:
        what = f"{quoted(key)} belongs to the whole item, not to a part"
        page.error(node.key_at(key), "part", what, "move it to where `parts:` stands")
    read_blocks(page, node, kind)
    part = to_struct(page, node, KINDS[kind])
    return None if misplaced else cast("Part | None", part)


def explained(item: Item) -> Item:
    """The item with what its parts explain behind its own explanation, each with its number: `(2) …`."""
    told = [f"({number}) {part.explain}" for number, part in enumerate(item.inside(), 1) if part.explain]
    return replace(item, explain="\n\n".join(filter(None, [item.explain, *told]))) if told else item


def questions(node: Any) -> list[list[Any]]:
    """What the parts ask and take, without hints and explanations: what the hash of an item is made of."""
    parts = node if isinstance(node, list) else []
    return [
        [part.get("ask", ""), *([name, part[name]] for name in _POSSIBLE if name in part)]
        for part in parts
        if isinstance(part, dict)
    ]
