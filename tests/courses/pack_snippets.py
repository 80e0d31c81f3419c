"""The YAML that the course `write-a-pack` shows, made into packs; and what the checker says to each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import msgspec

from tutor.authoring.check import Depth, check
from tutor.packs.problems import Problem

FENCE = re.compile(r"^( *)```yaml\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
SAYS = re.compile(r"^# check says (.+)$", re.MULTILINE)
GAP = re.compile(r"(?<!\\)\[\[([^\]|]*)[^\]]*\]\]")
MEDIA = ("media/pizza.png", "media/order.ogg", "media/leaf.png")
OF_A_PART = frozenset({"few-items", "no-id", "unknown-skill", "unused-media"})
"""What is said of a part only because the rest of its pack is not shown."""

ITEM = "title: T\nitems:\n"
WRAPS = {"title:": "", "- skill:": "title: T\nskills:\n", "- way:": "title: T\nskills:\n  - skill: s\n    lesson:\n"}
"""What stands before a snippet that is no pack by itself, by how it begins; else it is a list of items."""


def snippets(text: str) -> Iterator[str]:
    """The YAML in the fences of a text."""
    for _, found in FENCE.findall(text):
        yield dedent(found)


def without_gaps(text: str) -> str:
    """A cloze as it is when the first text of each gap is typed."""
    return GAP.sub(r"\1", text)


def expected(snippet: str) -> set[str]:
    """The codes that a snippet itself says the checker names."""
    return {code for line in SAYS.findall(snippet) for code in line.split()}


def as_pack(snippet: str) -> str:
    """The snippet as a whole pack."""
    first = next(line for line in snippet.splitlines() if not line.startswith("#"))
    before = next((words for start, words in WRAPS.items() if first.startswith(start)), ITEM)
    return before + (indent(snippet, "  ") if before else snippet)


def problems(pack: str, folder: Path, *, strict: bool = False) -> list[Problem]:
    """All that `tutor pack check` says to a pack of this text."""
    (folder / "media").mkdir(exist_ok=True)
    for name in MEDIA:
        (folder / name).touch()
    (folder / "course.yaml").write_text(pack, encoding="utf-8")
    return check(folder, depth=Depth(strict=strict)).problems


def texts(thing: Any) -> Iterator[str]:
    """Every text in an item or lesson, with gaps as if they were filled; a list of lines as one text."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from (map(without_gaps, texts(value)) if key == "cloze" else texts(value))
    elif isinstance(thing, list):
        for one in thing:
            yield from texts(one)


def texts_of(thing: msgspec.Struct) -> Iterator[str]:
    return texts(msgspec.to_builtins(thing))
