"""The fractions course; `solving.py` beside this file is importable."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tutor.core.kinds import AnyItem

sys.path.insert(0, str(Path(__file__).parent))

from solving import course_items


@pytest.fixture(scope="session")
def items() -> dict[str, AnyItem]:
    """Its items, by skill and item."""
    return course_items()
