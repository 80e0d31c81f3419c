"""Anything at all, pressed and clicked over all screens and sizes. MONKEY=20000 does so many things; see `monkey.py`.

A failure says MONKEY_SEED and the last keys: the same seed does the same once more.
"""

import gc
import os

import pytest
from monkey import LIFE, Monkey

from tutor.language.catalogues import speak

FIRST = int(os.environ.get("MONKEY_SEED", "1"))
LIVES = max(1, int(os.environ.get("MONKEY", "200")) // LIFE)


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")  # keys right before the one that quits
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("seed", range(FIRST, FIRST + LIVES))
async def test_whatever_is_pressed_nothing_crashes_sticks_or_is_lost(seed, tmp_path, monkeypatch):
    monkey = Monkey(seed, tmp_path)
    monkey.watch(monkeypatch)
    try:
        await monkey.live()
    finally:
        speak(["en"])  # it may have set another language
        gc.collect()
