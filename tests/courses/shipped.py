"""The courses that ship, compiled once for all tests of a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from tutor.core.kinds import AnyItem
from tutor.packs.compile import load
from tutor.packs.compiled import Compiled

COURSES = Path(__file__).parents[2] / "courses"
_DECODE = msgspec.msgpack.Decoder(AnyItem).decode


@cache
def compiled(name: str) -> Compiled:
    """A course by its id."""
    found = load(COURSES / name, tested=False).compiled
    assert found is not None
    return found


@cache
def items_of(name: str) -> dict[str, AnyItem]:
    """Its items, by skill and item, as they are written."""
    return {ref.id.split("/", 1)[1]: _DECODE(body) for ref, body in compiled(name).items}
