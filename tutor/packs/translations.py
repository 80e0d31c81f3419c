"""Translation files: read and compared with the course, so that they stay right until they are shown."""

from __future__ import annotations

from tutor.packs.convert import describe
from tutor.packs.nodes import Map, Page
from tutor.packs.opening import open_map, open_named
from tutor.packs.problems import nearest, quoted
from tutor.packs.written import Reading


def check_translations(reading: Reading, page: Page, node: Map) -> None:
    """Warn about texts for what is not in the course, and that this version does not show translations yet."""
    files = node.get("translations")
    if not isinstance(files, Map):
        return
    skills = {skill.id for skill in reading.skills}
    items = {f"{skill.id}/{draft.item.id}" for skill in reading.skills for draft in skill.items}
    for language, name in files.items():
        if not isinstance(name, str):
            continue
        what = "translations are part of the format, but this version of tutor does not show them yet"
        page.warning(files.key_at(language), "not-built-yet", what)
        opened = open_named(reading, page, files.value_at(language), name)
        entries = open_map(reading, opened) if opened else None
        if opened and entries is not None:
            _check_entries(opened, entries, skills | items)


def _check_entries(page: Page, entries: Map, known: set[str]) -> None:
    for name, texts in entries.items():
        if name not in known:
            hint = nearest(name, known) or "it may have been renamed or removed"
            page.warning(entries.key_at(name), "unknown-id", f"the course has no {quoted(name, 80)}", hint)
        if not isinstance(texts, Map):
            what = f"the texts of {quoted(name)} must be a mapping (`ask: …`), not {describe(texts)}"
            page.error(entries.value_at(name), "value", what)
