"""What the tests of the store share: `store_world.py` beside this file, importable, and two folds to run things with."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import store_world as world
from store_devices import Devices


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


@pytest.fixture
def memory(tmp_path):
    """A folder that is not waited for, where there is one: for tests that do not depend on what the disk does."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


@pytest.fixture
def devices(memory, monkeypatch):
    return Devices(memory, monkeypatch)
