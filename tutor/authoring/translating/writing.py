"""Writing a translation file: a place for every text, with the wording to work from above it.

The file is written anew from what is known; translators' notes stay with their texts, and what fits nothing any more
is kept aside at its end, as comments.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tutor.authoring.translating.remarks import (
    ASIDE,
    BEFORE,
    HEADING,
    SOURCE,
    STALE,
    Remark,
    head_notes,
    kept_aside,
    loose_notes,
)
from tutor.authoring.translating.state import State
from tutor.authoring.translating.texts import OfChoice, Shape, Text, leaves

_PLAIN = re.compile(r"(?:[^\W\d_]|[¿¡«“])(?:[\w .;()/¿¡!?«»“”’–—-]|,(?= )|'(?=\w))*(?<=[\w.)?!»”])")
"""Texts that need no quotes in YAML: they begin with a letter (or `¿`) and hold no sign that means something there."""
_WORDS_OF_YAML = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Texts to us, and something else to other programs that read YAML."""
_HEAD = """\
{heading} A translation: write between the quotes, or after `|` below the key; what is empty is shown in the original.
{heading} Above each text stands the one to translate. Leave those lines; notes of your own (`# …`) are kept.
{heading} `{stale}` marks what was made from an older wording: look at it again, then take that line out.
"""


def written(state: State) -> str:
    """The whole file."""
    notes = head_notes(state.page)
    lines = [*notes, *_HEAD.format(heading=HEADING, stale=STALE).splitlines()]
    for entry in state.entries:
        body = list(_mapping(state, entry.shape, 2))
        if not body:
            continue
        lines.append("")
        if entry.heading:
            lines += [f"{HEADING} {_one_line(entry.heading)}", ""]
        above = state.notes.get(entry.name, [])
        lines += [note for note in above if note not in notes]
        lines += [f"{scalar(entry.name)}:", *body]
    lines += _loose(state, lines)
    aside = list(_aside(state))
    if aside:
        lines += ["", f"{HEADING} Kept aside: the course has these texts no longer.", *aside]
    return "\n".join(lines) + "\n"


def _loose(state: State, lines: list[str]) -> list[str]:
    """Notes that stand at no text: they come last, so that none is lost."""
    left = Counter(loose_notes(state.page)) - Counter(line.strip() for line in lines)
    found = [*left.elements(), *state.loose]
    return ["", *found] if found else []


def _aside(state: State) -> Iterator[str]:
    before = [f"{ASIDE} {line}".rstrip() for line in kept_aside(state.page)]
    yield from before
    known = "\n".join(before)
    for one in state.aside:
        key = f"{one.name} {one.key}".strip()
        new = [f"{ASIDE} {line}".rstrip() for line in _entry(f"{_one_line(key)}:", one.value, 0)]
        if "\n".join(new) not in known:
            yield from new


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_kept(state: State, shape: Shape) -> bool:
    """Whether a shape has anything to translate, or translated."""
    return any(text.needed or _has_value(state, text) for text in leaves(shape))


def _has_value(state: State, text: Text) -> bool:
    return text in state.given


def _mapping(state: State, shape: dict[str, Shape], indent: int) -> Iterator[str]:
    margin = " " * indent
    for key, inner in shape.items():
        if not _is_kept(state, inner):
            continue
        if isinstance(inner, Text):
            yield from _above(state, inner, margin)
            yield from _entry(f"{margin}{scalar(key)}:", state.value(inner), indent)
            continue
        yield f"{margin}{scalar(key)}:"
        if isinstance(inner, dict):
            yield from _mapping(state, inner, indent + 2)
        elif all(isinstance(one, OfChoice) and one.named for one in inner):
            yield from _mapping(state, {one.key: one for one in inner}, indent + 2)
        else:
            for one in inner:
                yield from _of_list(state, one, indent + 2)


def _of_list(state: State, shape: Shape, indent: int) -> Iterator[str]:
    """An entry of a list; what stands above its first text comes before the dash."""
    margin = " " * indent
    if isinstance(shape, dict):
        kept = [key for key, inner in shape.items() if _is_kept(state, inner)]
        if not kept:
            yield f"{margin}- {{}}"
            return
        if kept != ["text"]:
            first = True
            for line in _mapping(state, shape, indent + 2):
                if not first:
                    yield line
                elif line.lstrip().startswith("#"):
                    yield margin + line.lstrip()
                else:
                    first = False
                    yield f"{margin}- {line.lstrip()}"
            return
        shape = shape["text"]
    yield from _above(state, shape, margin)
    yield from _entry(f"{margin}-", state.value(shape), indent)


def _above(state: State, text: Text, margin: str) -> Iterator[str]:
    """What stands above a text: notes, whether it is stale and from what it was made, the wording of today."""
    found = state.given.get(text)
    above = found.remark if found else Remark()
    yield from (f"{margin}{note}" for note in above.notes)
    if text.source == "":
        return
    source = source_lines(text.source)
    if state.is_stale(text):
        yield f"{margin}{STALE} stale: made from another wording; look again, then take this line out"
        before = above.before or (above.source if above.source != source else [])
        yield from (f"{margin}{BEFORE} {line}".rstrip() for line in before)
    if not text.needed and not state.value(text):
        yield f"{margin}{HEADING} stays as it is: {_one_line(source[0])}"
        return
    yield f"{margin}{SOURCE} {text.wording}: {source[0]}".rstrip()
    yield from (f"{margin}{SOURCE} {line}".rstrip() for line in source[1:])


def source_lines(source: Any) -> list[str]:
    """A wording line by line; a list or mapping as it is written in YAML."""
    return (source.rstrip("\n").split("\n") if isinstance(source, str) else list(_entry("", source, -2))[1:]) or [""]


def _entry(lead: str, value: Any, indent: int) -> list[str]:
    """A key or dash with its value, which stands behind it or below it."""
    if isinstance(value, dict) and value:
        made = (_entry(f"{' ' * (indent + 2)}{scalar(key)}:", inner, indent + 2) for key, inner in value.items())
        below = [line for lines in made for line in lines]
        if lead.rstrip().endswith("-") and below:
            return [f"{lead} {below[0].lstrip()}", *below[1:]]
        return [lead, *below]
    if isinstance(value, list) and value:
        lists = (_entry(f"{' ' * (indent + 2)}-", inner, indent + 2) for inner in value)
        below = [line for lines in lists for line in lines]
        if lead.rstrip().endswith("-"):
            return [f"{lead} {json.dumps(value, ensure_ascii=False)}"]
        return [lead, *below]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    block = _block(text, indent + 2) if isinstance(value, str) else None
    return [f"{lead} {block[0]}", *block[1:]] if block else [f"{lead} {scalar(text)}"]


def _block(text: str, indent: int) -> list[str] | None:
    """Several lines as a block; None for what a block can't hold as it is."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if (
        (body == text and len(lines) < 2)
        or not lines[-1].strip()
        or "\t" in text
        or any(line != line.rstrip() for line in lines)
    ):
        return None
    start = "2" if lines[0].startswith(" ") or not lines[0] else ""
    end = "" if text.endswith("\n") else "-"
    margin = " " * indent
    return [f"|{start}{end}", *(f"{margin}{line}" if line else "" for line in lines)]


def scalar(text: str) -> str:
    """A text on one line: plain where that is safe, else in quotes."""
    if text and _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    if re.fullmatch(r"[a-z][a-z0-9/-]*", text) and text not in _WORDS_OF_YAML:
        return text
    if "\n" in text or "\t" in text:
        return json.dumps(text, ensure_ascii=False)
    return f"'{text.replace(chr(39), chr(39) * 2)}'" if '"' in text or "\\" in text else f'"{text}"'
