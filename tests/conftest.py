"""What holds for every test: no socket to a network, here or in the processes of ours that a test starts."""

from __future__ import annotations

import importlib.util
import math
import os
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

from tutor.language import Speaking, speaking
from tutor.sandbox.counted import made

BOMBS = ("fork_bomb", "forks like rabbits", "floods_of_chmods")
SOCKETS = Path(__file__).parent / "sockets"


def _watch() -> ModuleType:
    """The watch of this process: one that was started by another with tests, to share them, has it from there."""
    module = sys.modules.get("sitecustomize")
    if module is None or not str(module.__file__).startswith(str(SOCKETS)):
        spec = importlib.util.spec_from_file_location("tests_sockets", SOCKETS / "sitecustomize.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(SOCKETS), os.environ.get("PYTHONPATH"))))
    sys.modules["tests_sockets"] = module
    module.rules["tests"] = True
    return module


watch = _watch()

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("drawn", deadline=None, print_blob=True)
settings.load_profile("drawn" if os.environ.get("DRAWN") else "same")
"""What is drawn is the same each time, so that a change is judged by itself; DRAWN=1 looks for something new."""

for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "TUTOR_LANGUAGE"):  # whatever this computer speaks
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "listens: opens sockets of its own, to see that nobody comes")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Half as many again as there are cores: tests of screens and programs wait a third of their time."""
    return min(12, math.ceil(1.5 * (os.cpu_count() or 1)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    watch.rules["forbidden"] = item.get_closest_marker("listens") is None
    watch.opened.clear()
    with _alone(item.name):
        return (yield)


@cache
def _bombs_are_held() -> bool:
    """Whether the kernel counts the processes of a box, so that a bomb leaves the others theirs."""
    if os.geteuid() != 0:
        return False
    group = made(10)
    if group is not None:
        group.rmdir()
    return group is not None


@contextmanager
def _alone(name: str) -> Generator[None, None, None]:
    """A fork bomb runs alone where it is held by watching only (root's, without control groups): it takes all processes.

    Who comes passes a gate; a bomb keeps it shut while it waits for the others to end, and until it is over.
    """
    if sys.platform == "win32" or _bombs_are_held():
        yield
        return
    import fcntl

    bomb = any(word in name for word in BOMBS)
    place = Path(tempfile.gettempdir(), f"tutor-tests-{os.getuid()}")
    with place.with_suffix(".gate").open("w") as gate, place.with_suffix(".run").open("w") as run:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(run, fcntl.LOCK_EX if bomb else fcntl.LOCK_SH)
        if not bomb:
            fcntl.flock(gate, fcntl.LOCK_UN)
        try:
            yield
        finally:
            fcntl.flock(run, fcntl.LOCK_UN)
            fcntl.flock(gate, fcntl.LOCK_UN)


@pytest.fixture(autouse=True)
def english() -> Generator[None, None, None]:
    """Every test begins in English, whatever the one before spoke."""
    yield
    vars(speaking).update(vars(Speaking()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    yield
    assert not watch.opened, watch.opened
