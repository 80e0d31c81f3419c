"""The tests of classes share `class_world`, and `command` with those of the commands."""

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "cli")]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> object:
    """A small demo class, made once."""
    from class_world import made_demo

    return made_demo(tmp_path_factory.mktemp("demo"))
