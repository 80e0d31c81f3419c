"""Opening one file of a pack: its bytes, its text, its tree; what hinders is said where the file is named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tutor.packs.convert import dash_hint, describe
from tutor.packs.decode import read_page
from tutor.packs.nodes import Map, Page, Seq
from tutor.packs.source import Refusal, pack_path
from tutor.packs.written import Reading
from tutor.packs.yaml_events import parse


def open_page(reading: Reading, name: str) -> Page | Refusal | None:
    """A text file of the pack as a page; `None` when it is no text, which was said on its own page."""
    data = reading.source.read(name)
    if isinstance(data, Refusal):
        return data
    page = read_page(data, name, reading.source.shown(name), reading.problems)
    if page is not None:
        reading.pages.append(page)
    return page


def open_named(reading: Reading, page: Page, at: int, text: str) -> Page | None:
    """The page an author names by its path at `at`; refusals are said there."""
    name = pack_path(text)
    found = name if isinstance(name, Refusal) else open_page(reading, name)
    if isinstance(found, Refusal):
        page.error(at, found.code, found.message, found.hint)
        return None
    return found


def open_map(reading: Reading, page: Page) -> Map | None:
    """The mapping that a YAML file is."""
    node = parse(page, reading.budget)
    if isinstance(node, Map):
        return node
    if node is not None:
        page.error(0, "not-a-mapping", f"the file must be a mapping (`key: value`), not {describe(node)}")
    return None


def seq_of(page: Page, node: Map, key: str, hint: str = "") -> Seq:
    """The list under a key; an empty one when it is missing or, said, not a list."""
    value = node.get(key)
    if isinstance(value, Seq):
        return value
    if value is not None:
        what = "is empty" if value == "" else f"must be a list, not {describe(value)}"
        squeezed = next((name for name in value if name.startswith("-")), "") if isinstance(value, Map) else ""
        hint = dash_hint(squeezed) if squeezed else hint or "write `- …` below it"
        page.error(node.value_at(key), "value" if value else "empty", f"`{key}` {what}", hint)
    return Seq(node.at)


def maps_of(page: Page, seq: Seq, what: str, hint: str = "") -> Iterable[tuple[int, Map]]:
    """The mappings of a list with their offsets; entries that are none are said."""
    for at, entry in zip(seq.marks, seq, strict=True):
        if isinstance(entry, Map):
            yield at, entry
        else:
            page.error(at, "value", f"{what} must be a mapping (`key: value`), not {describe(entry)}", hint)


def texts_of(node: Any) -> list[tuple[int, str]]:
    """The texts of a list with their offsets."""
    pairs = zip(node.marks, node, strict=True) if isinstance(node, Seq) else ()
    return [(at, entry) for at, entry in pairs if isinstance(entry, str)]
