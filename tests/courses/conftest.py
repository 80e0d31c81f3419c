"""The fractions course; `solving.py` beside this file is importable."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from tutor.core.kinds import AnyItem
from tutor.packs.compile import load

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def items() -> dict[str, AnyItem]:
    """Its items, by skill and item."""
    compiled = load(Path(__file__).parents[2] / "courses" / "fractions", tested=False).compiled
    assert compiled is not None
    decode = msgspec.msgpack.Decoder(AnyItem).decode
    return {ref.id.split("/", 1)[1]: decode(body) for ref, body in compiled.items}
