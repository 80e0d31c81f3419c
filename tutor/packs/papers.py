"""What a pack carries beside its course: every file with its hash, what of it would be run, and its signature.

Trust in a pack follows from these, so they lie in the library with the course they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Papers(Struct, frozen=True):
    """`files` are the SHA-256 (hexadecimal) of all files the course is made of, by their names.

    `programs` are the files that hold something to be run, by what it is: `sql`, `sh`, or another language.
    """

    files: dict[str, str] = {}
    programs: dict[str, list[str]] = {}
    signature: bytes = b""


class Difference(Struct, frozen=True):
    """What became of a pack's files, by name, from one state of it to another."""

    added: list[str] = []
    changed: list[str] = []
    gone: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)


def difference(before: Mapping[str, str], now: Mapping[str, str]) -> Difference:
    """Which files were added, changed or taken away between two states of a pack."""
    return Difference(
        sorted(now.keys() - before.keys()),
        sorted(name for name in now.keys() & before.keys() if now[name] != before[name]),
        sorted(before.keys() - now.keys()),
    )
