"""Pictures, sounds and addresses of a pack: which files they are, and what stands for them where they can't be had."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from tutor.packs.convert import describe
from tutor.packs.nodes import Map, Page
from tutor.packs.problems import quoted
from tutor.packs.source import Refusal, pack_path
from tutor.packs.written import Reading

MEDIA_KEYS = ("file", "link", "alt")
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
SOUNDS = frozenset({".mp3", ".ogg", ".oga", ".opus", ".wav", ".flac", ".m4a"})
FILMS = frozenset({".mp4", ".webm"})
"""What some terminal or its system may show or play. SVG is a program more than a picture, so it is not among them."""
LARGEST = 16 * 1024 * 1024
"""Bytes of one picture or sound: a minute of film, or more than any screen shows. Tunable."""
LONGEST_LINK = 2_000
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?(?:[/?#][!#-;=?-\[\]_a-z~]*)?")
"""An address without user names, spaces, quotes or anything beyond ASCII."""


def media_file(reading: Reading, page: Page, at: int, text: str, suffixes: frozenset[str] = PICTURES) -> str:
    """The name in the pack of a picture or sound, whose bytes are kept; empty after saying why it can't be one."""
    name = pack_path(text)
    found = name if isinstance(name, Refusal) else reading.media.get(name) or reading.source.read(name, LARGEST)
    if isinstance(found, Refusal):
        page.error(at, found.code, found.message, found.hint)
        return ""
    assert isinstance(name, str)
    if len(found) > LARGEST:
        page.error(at, "too-big", f"the file is larger than {LARGEST // 2**20} MiB", "make it smaller")
        return ""
    if PurePosixPath(name).suffix.lower() not in suffixes:
        what = f"{quoted(name, 80)} is of no known kind, so no face can show or play it"
        page.warning(at, "media-kind", what, f"use {', '.join(sorted(suffix[1:] for suffix in suffixes))}")
    reading.media[name] = found
    return name


def read_media(reading: Reading, page: Page, node: Map) -> dict[str, Any]:
    """The fields of a `Block` that show or play something; what is wrong with them is said."""
    found: dict[str, Any] = {}
    keys = [key for key in MEDIA_KEYS if key in node]
    if not keys:
        return found
    for key in keys:
        if isinstance(node[key], str):
            found[key] = node[key].strip()
        else:
            page.error(node.value_at(key), "value", f"`{key}` must be a text, not {describe(node[key])}")
    if found.get("file"):
        found["file"] = media_file(reading, page, node.value_at("file"), found["file"], PICTURES | SOUNDS | FILMS)
    if found.get("link") and not (len(found["link"]) <= LONGEST_LINK and _ADDRESS.fullmatch(found["link"])):
        what = f"{quoted(found['link'], 80)} is no address on the web"
        page.error(node.value_at("link"), "link-address", what, "write it as `https://example.org/page`")
    if not ("file" in node or "link" in node):
        page.error(node.key_at("alt"), "empty", "there is nothing to show or play", "add `file:` or `link:`")
    elif "alt" not in node or found.get("alt") == "":
        key = "file" if "file" in node else "link"
        what = f"`{key}` without `alt`: who can't see or open it learns nothing from it"
        page.error(node.key_at(key), "no-alt", what, "add `alt: …`")
    return {key: value for key, value in found.items() if value}
