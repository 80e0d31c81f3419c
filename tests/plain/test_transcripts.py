"""Whole sittings in plain mode, as a person reads or hears them.

Each file of `transcripts/` is both script and golden text: its first line names the pack, the seed and the minutes, lines
that begin with `>` are typed. After a wanted change: `WRITE_TRANSCRIPTS=1 pytest tests/plain/test_transcripts.py`, and
read what changed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.language.catalogues import speak

HERE = Path(__file__).parent
TRANSCRIPTS = sorted((HERE / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_whole_sitting_reads_as_it_should(path: Path, room: Callable[..., object]) -> None:
    head, _, golden = path.read_text(encoding="utf-8").partition("\n")
    found = re.fullmatch(r"# pack (\w+), seed (\d+)(?:, (\d+) minutes)?(?:, in (\w+))?", head)
    assert found is not None, head
    speak([found[4] or "en"])
    person = room((HERE / "packs" / f"{found[1]}.yaml").read_text(encoding="utf-8"), seed=int(found[2]))
    typed = [line.removeprefix(">").removeprefix(" ").rstrip() for line in golden.splitlines() if line.startswith(">")]
    said = person.types(*typed, seconds=9, minutes=float(found[3]) if found[3] else None)
    if os.environ.get("WRITE_TRANSCRIPTS"):
        path.write_text(f"{head}\n{said}\n", encoding="utf-8")
    assert steady(said) == steady(golden.rstrip("\n"))
    assert person.code == 0
    assert person.complaints == []


def steady(text: str) -> str:
    """Without what the engine's constants decide, which have tests of their own: minutes, forecasts, days."""
    text = re.sub(r"(about|unos) \d+ (minutes|minutos)", r"\1 some \2", text)
    text = re.sub(r"(likely done|probablemente listas?) [^.]*", r"\1 some day", text)
    text = re.sub(r"(hard|good|easy|difícil|bien|fácil) \(\d+ \w+\)", r"\1 (some day)", text)
    return re.sub(r"(due|back|again|toca|[Vv]uelve) (in \d+ \w+|en \d+ \w+|tomorrow|mañana)", r"\1 some day", text)


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 6
