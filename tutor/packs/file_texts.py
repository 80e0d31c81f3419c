"""Texts that may lie in a file of their own: `text or {file: text/name.md}`."""

from __future__ import annotations

from tutor.core.programming import ALIASES, language_of
from tutor.packs.convert import describe
from tutor.packs.names import path_flaw
from tutor.packs.nodes import Map, Node, Page
from tutor.packs.opening import open_named
from tutor.packs.problems import quoted
from tutor.packs.written import Reading

LONGEST = 100_000
"""Characters of a text in a file of its own. Tunable."""

_TEXTS = {"sql": ("setup",), "shell": ("setup",)}
"""Keys of a kind whose text may lie in a file; besides, each of its `files:`, by its name beside the program."""


def text_or_file(reading: Reading, page: Page, entry: Node, at: int, what: str, hint: str = "") -> str | None:
    """The text, or what is in the file it names; None after saying what is wrong. `what` names it: `a passage`."""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, Map) and list(entry) == ["file"] and isinstance(entry["file"], str):
        opened = open_named(reading, page, entry.value_at("file"), entry["file"])
        if opened and len(opened.text) > LONGEST:
            opened.error(0, "too-long", f"{what} of more than {LONGEST:,} characters", hint or "shorten it")
        return opened.text[:LONGEST] if opened else None
    page.error(at, "value", f"{what} must be a text or `{{file: text/name.md}}`, not {describe(entry)}")
    return None


def put_in_files(reading: Reading, page: Page, node: Map, kind: str) -> bool:
    """Put the texts of files into the places of an item that name them. False after saying what is wrong.

    The files of an item that is run are noted.
    """
    inner, good = node[kind], True
    _note_programs(reading, page, inner, kind)
    if not isinstance(inner, Map):
        return True
    for key in _TEXTS.get(kind, ()):
        if isinstance(inner.get(key), Map):
            good = _put(reading, page, inner, key, f"a {key}") and good
    files = inner.get("files")
    if isinstance(files, Map):
        for name in list(files):
            flaw = path_flaw(name)
            if flaw:
                page.error(files.key_at(name), "path", f"{quoted(name)} is no name of a file here: {flaw}")
            good = _put(reading, page, files, name, "a file") and not flaw and good
    return good


def _note_programs(reading: Reading, page: Page, inner: Node, kind: str) -> None:
    """Note which files an item's program lies in, before their texts take the place of their names."""
    if kind not in ("code", "sql", "shell") or not isinstance(inner, Map):
        return
    language = str(inner.get("language", "python")).strip().casefold() if kind == "code" else kind
    if kind == "code" and language_of(language) is None:
        return  # the learner rates it
    holders = [entry for entry in (inner.get("setup"), *_entries(inner.get("files"))) if isinstance(entry, Map)]
    beside = {str(entry["file"]).removeprefix("./") for entry in holders if isinstance(entry.get("file"), str)}
    reading.programs.setdefault(ALIASES.get(language, language), set()).update({page.name, *beside})


def _entries(node: Node | None) -> list[Node]:
    return list(node.values()) if isinstance(node, Map) else []


def _put(reading: Reading, page: Page, holder: Map, key: str, what: str) -> bool:
    text = text_or_file(reading, page, holder[key], holder.value_at(key), what)
    if text is not None:
        holder[key] = text
    return text is not None
