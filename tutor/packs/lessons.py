"""Reading the lesson of a skill: its blocks, each one way of explaining it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from tutor.core.kinds import KINDS
from tutor.core.lesson import Block, Step
from tutor.core.tex_names import tex_troubles
from tutor.packs.convert import check_keys, to_struct
from tutor.packs.exploring import EXPLORE_KEYS, read_explore
from tutor.packs.items import check_interest, read_item
from tutor.packs.media import MEDIA_KEYS, read_media
from tutor.packs.nodes import Map, Page
from tutor.packs.opening import maps_of, seq_of
from tutor.packs.written import Reading, WrittenBlock

_KINDS = frozenset(KINDS)
_SAYS = {
    "": "add `text:` or `steps:`",
    "explore": "add `plot: y = a*x` with `vars: {a: -5..5}`",
    "media": "add `file:` or `link:`, and `alt:`",
}


def read_lesson(reading: Reading, page: Page, node: Map, passages: Iterable[str]) -> list[Block]:
    """The blocks of `lesson:`."""
    hint = "write `- way: words` and below it `text: …`"
    blocks = maps_of(page, seq_of(page, node, "lesson", hint), "a way of explaining", hint)
    read = (_read_block(reading, page, at, entry, passages) for at, entry in blocks)
    return [block for block in read if block is not None]


def _read_block(reading: Reading, page: Page, at: int, node: Map, passages: Iterable[str]) -> Block | None:
    if not reading.has_room(page, at):
        return None
    more = {**read_explore(page, node), **read_media(reading, page, node)}
    written = to_struct(page, node, WrittenBlock, other_keys=("steps", *EXPLORE_KEYS, *MEDIA_KEYS))
    steps = []
    for place, entry in maps_of(page, seq_of(page, node, "steps"), "a step", "write `- show: …`"):
        if not reading.has_room(page, place):
            break
        steps.extend(_read_step(reading, page, place, entry, passages))
    if written is None:
        return None
    check_interest(reading, page, node, written.interest)
    _check_tex(page, node, "text")
    if not (written.text.strip() or steps or more):
        if not {"steps", *EXPLORE_KEYS, *MEDIA_KEYS} & node.keys():
            page.error(at, "empty", "this way of explaining says nothing", _SAYS.get(written.way, _SAYS[""]))
        return None
    way = written.way or _way_of(more)
    return Block(way=way, text=written.text, steps=steps, interest=written.interest, language=written.language, **more)


def _way_of(more: dict[str, Any]) -> str:
    """What a block without `way:` is called."""
    return "words" if not more else "explore" if set(more) & set(EXPLORE_KEYS) else "media"


def _read_step(reading: Reading, page: Page, at: int, node: Map, passages: Iterable[str]) -> list[Step]:
    if not _KINDS.isdisjoint(node) or "ask" in node:
        drafts = read_item(reading, page, at, node, passages)
        return [Step(item=replace(draft.item, id="")) for draft in drafts]  # type: ignore[arg-type]
    check_keys(page, node, ["show"], "a step that shows")
    show = node.get("show")
    if not isinstance(show, str) or not show.strip():
        page.error(at, "empty", "the step shows nothing and asks nothing", "add `show: …`, or `ask: …` with an answer")
        return []
    _check_tex(page, node, "show")
    return [Step(show=show)]


def _check_tex(page: Page, node: Map, key: str) -> None:
    text = node.get(key)
    if isinstance(text, str) and "$" in text:
        for message, hint in tex_troubles(text):
            page.warning(node.value_at(key), "tex", message, hint)
