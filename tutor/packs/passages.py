"""Passages: longer texts that several items ask about, on a course, a unit or a skill."""

from __future__ import annotations

from tutor.packs.convert import describe
from tutor.packs.file_texts import text_or_file
from tutor.packs.names import id_flaw
from tutor.packs.nodes import Map, Node, Page
from tutor.packs.problems import quoted
from tutor.packs.written import Reading


def read_passages(reading: Reading, page: Page, node: Map) -> dict[str, str]:
    """`passages:` of a course, unit or skill: texts by id, or `{file: …}`."""
    value: Node = node.get("passages", {})
    if not isinstance(value, Map):
        if value != {}:
            page.error(
                node.value_at("passages"), "value", f"`passages` must be a mapping (`id: text`), not {describe(value)}"
            )
        return {}
    found: dict[str, str] = {}
    for name, entry in value.items():
        flaw = id_flaw(name)
        if flaw:
            page.error(value.key_at(name), "id", f"{quoted(name)} is no id of a passage: {flaw}")
        text = text_or_file(reading, page, entry, value.value_at(name), "a passage", "make several passages of it")
        if text is not None:
            found[name] = text
    return found
