"""Reading the lesson of a skill: its blocks, each one way of explaining it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tutor.core.course import Block, Step
from tutor.core.kinds import KINDS
from tutor.packs.convert import check_keys, to_struct
from tutor.packs.items import check_interest, read_item
from tutor.packs.nodes import Map, Page
from tutor.packs.opening import maps_of, seq_of
from tutor.packs.written import Reading, WrittenBlock

_NOT_BUILT_YET = {
    "explore": ("plot", "bars", "points", "sample", "vars", "x", "y"),
    "media": ("file", "link", "alt"),
}
"""Ways of explaining that this version can't show yet, with their own keys."""
_KINDS = frozenset(KINDS)


def read_lesson(reading: Reading, page: Page, node: Map, passages: Iterable[str]) -> list[Block]:
    """The blocks of `lesson:`."""
    hint = "write `- way: words` and below it `text: …`"
    blocks = maps_of(page, seq_of(page, node, "lesson", hint), "a way of explaining", hint)
    read = (_read_block(reading, page, at, entry, passages) for at, entry in blocks)
    return [block for block in read if block is not None]


def _read_block(reading: Reading, page: Page, at: int, node: Map, passages: Iterable[str]) -> Block | None:
    if _not_built_yet(page, node):
        return None
    written = to_struct(page, node, WrittenBlock, other_keys=("steps",))
    steps = []
    for place, entry in maps_of(page, seq_of(page, node, "steps"), "a step", "write `- show: …`"):
        steps.extend(_read_step(reading, page, place, entry, passages))
    if written is None:
        return None
    check_interest(reading, page, node, written.interest)
    if not written.text.strip() and not steps:
        if "steps" not in node:
            page.error(at, "empty", "this way of explaining says nothing", "add `text:` or `steps:`")
        return None
    return Block(way=written.way, text=written.text, steps=steps, interest=written.interest, language=written.language)


def _not_built_yet(page: Page, node: Map) -> bool:
    for way, keys in _NOT_BUILT_YET.items():
        if node.get("way") == way or any(key in node for key in keys):
            place = node.key_at("way") if "way" in node else node.at
            what = f"the way `{way}` is part of the format, but this version of tutor can't show it yet"
            page.error(place, "not-built-yet", what, "explain it with `text:` or `steps:` for now")
            return True
    return False


def _read_step(reading: Reading, page: Page, at: int, node: Map, passages: Iterable[str]) -> list[Step]:
    if not _KINDS.isdisjoint(node) or "ask" in node:
        drafts = read_item(reading, page, at, node, passages)
        return [Step(item=replace(draft.item, id="")) for draft in drafts]  # type: ignore[arg-type]
    check_keys(page, node, ["show"], "a step that shows")
    show = node.get("show")
    if not isinstance(show, str) or not show.strip():
        page.error(at, "empty", "the step shows nothing and asks nothing", "add `show: …`, or `ask: …` with an answer")
        return []
    return [Step(show=show)]
