"""Worlds to open the app on; `tui_world.py` beside this file is importable."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from tui_world import HERE, OTHER, SHAPES, World, compiled


@pytest.fixture
def world():
    return World(compiled([SHAPES, OTHER]), ("shapes",))


@pytest.fixture
def pack(tmp_path):
    """A world with one course, written as YAML by the test."""

    def made(yaml, **more):
        path = tmp_path / "tried.yaml"
        path.write_text(yaml, encoding="utf-8")
        return World(compiled([path]), ("tried",), **more)

    return made


@pytest.fixture
def golden():
    """Compare a screen with the text that is kept; with GOLDEN in the environment the screen is kept instead."""

    def check(name, text):
        path = HERE / "golden" / f"{name}.txt"
        if os.environ.get("GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text + "\n", f"see {path}; GOLDEN=1 keeps the new screen"

    return check


@pytest.fixture(scope="session")
def sources():
    """All modules of the room."""
    return sorted((HERE.parents[1] / "tutor" / "tui").rglob("*.py"))


@pytest.fixture(autouse=True)
def _looks_more_often(monkeypatch):
    """Textual waits for a fiftieth of a second at least, six times a key, to see that nothing is done any more."""
    import textual._wait

    monkeypatch.setattr(textual._wait, "SLEEP_GRANULARITY", 1 / 250)
    monkeypatch.setattr(textual._wait, "SLEEP_IDLE", 1 / 250 / 10)
