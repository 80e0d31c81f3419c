"""Passages: longer texts that several items ask about, on a course, a unit or a skill."""

from __future__ import annotations

from tutor.packs.convert import describe
from tutor.packs.names import id_flaw
from tutor.packs.nodes import Map, Node, Page
from tutor.packs.opening import open_named
from tutor.packs.problems import quoted
from tutor.packs.written import Reading

LONGEST = 100_000
"""Characters of a passage in a file of its own. Tunable."""


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
        text = entry if isinstance(entry, str) else _passage_file(reading, page, entry, value.value_at(name))
        if text is not None:
            found[name] = text
    return found


def _passage_file(reading: Reading, page: Page, entry: Node, at: int) -> str | None:
    if isinstance(entry, Map) and list(entry) == ["file"] and isinstance(entry["file"], str):
        opened = open_named(reading, page, entry.value_at("file"), entry["file"])
        if opened and len(opened.text) > LONGEST:
            opened.error(0, "too-long", f"a passage of more than {LONGEST:,} characters", "make several passages of it")
        return opened.text[:LONGEST] if opened else None
    page.error(at, "value", f"a passage must be a text or `{{file: text/name.md}}`, not {describe(entry)}")
    return None
