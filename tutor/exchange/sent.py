"""What goes out: a compiled pack's items, and the files of another format with what it can't hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from tutor.core.course import Skill
from tutor.core.item import Item
from tutor.core.kinds import AnyItem
from tutor.exchange.report import Report
from tutor.packs.compiled import Compiled


@dataclass
class Sent:
    """The files by their names (most formats write one), and the report: read = written + refused + ignored."""

    report: Report
    files: dict[str, bytes] = field(default_factory=dict)


def items_of(compiled: Compiled) -> Iterator[tuple[Skill, str, Item]]:
    """Each item with its skill and full id, in the order of the course."""
    skills = {skill.id: skill for skill in compiled.skills}
    decode = msgspec.msgpack.Decoder(AnyItem).decode
    for ref, body in compiled.items:
        yield skills[ref.skill], ref.id, decode(body)


def keys_of(item: Item) -> set[str]:
    """The keys that an author wrote for an item, in the words of the pack format; of choices as `choices.because`."""
    written = msgspec.to_builtins(item)
    inner = {f"choices.{key}" for choice in written.get("choices", []) for key in choice}
    return (set(written) | inner) - {"type", "choices.right", "choices.wrong"}


def path_of(compiled: Compiled, skill: Skill) -> list[str]:
    """The titles of a skill from the outermost on: its unit's, where that has one of its own, and its own."""
    unit = next((unit.title for unit in compiled.course.units if unit.id == skill.unit), "")
    return [title for title in (unit, skill.title) if title] if unit != skill.title else [unit]
