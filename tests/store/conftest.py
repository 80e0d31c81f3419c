"""What the tests of the store share: `store_world.py` beside this file, importable, and two folds to run things with."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import store_world as world


@pytest.fixture(params=sorted(world.FOLDS))
def fold(request):
    return world.FOLDS[request.param]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "learners" / "me.sqlite3"


@pytest.fixture
def book(path):
    with world.opened(path) as book:
        yield book
