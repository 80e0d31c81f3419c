"""From a save to the new question: `python tests/benchmarks/preview.py [PACK]`.

A change in one item, then in another, all through a course (default: `courses/fractions`), without drawing; compared
with the reload of a pack of one item, which is the floor: a new library, a new learner, a new session. On the screen
the look at the files (every 0.1 s) and the drawing come on top. Last comes a change outside of the skills, for which
the whole pack is read.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tutor.authoring.preview import Bench
from tutor.cli.preview import bench

HERE = Path(__file__).parents[2]
ROUNDS = 40
ONE = "title: One\nitems:\n  - {id: i, ask: 'What is <<a>> + <<b>>?', vars: {a: 2..9, b: 2..9}, number: a + b}\n"


@contextmanager
def opened(pack: Path | None) -> Iterator[tuple[Bench, list[Path]]]:
    """A bench with a copy of a pack in a temporary folder, or with one of one item; and its files."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pack"
        if pack is None:
            path.mkdir()
            (path / "course.yaml").write_text(ONE, encoding="utf-8")
        else:
            shutil.copytree(pack, path)
        made = bench(path).open()
        try:
            yield made, sorted(path.rglob("*.yaml"))
        finally:
            made.close()


def reload(made: Bench, path: Path, text: str) -> float:
    """Seconds from a save to the task that is shown then."""
    path.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    assert made.look()
    task = made.move(0)
    assert task is not None and not made.errors
    return time.perf_counter() - start


def items(pack: Path | None) -> list[float]:
    """The times of a change in one item after the other."""
    spent = []
    with opened(pack) as (made, paths):
        for number in range(ROUNDS):
            files = [path for path in paths if re.search(r"ask: '?\"?\w", path.read_text(encoding="utf-8"))]
            path = files[number % len(files)]
            text = path.read_text(encoding="utf-8")
            asks = [found.end() for found in re.finditer(r"\bask: ['\"]?(?=\w)", text)]
            at = asks[number * 7 % len(asks)]
            spent.append(reload(made, path, f"{text[:at]}Round {number} {text[at:]}"))
    return spent


def heads(pack: Path | None) -> list[float]:
    """The times of a change of the course's title."""
    with opened(pack) as (made, paths):
        path = next(path for path in paths if path.name == "course.yaml")
        text = path.read_text(encoding="utf-8")
        return [reload(made, path, text.replace("title: ", f"title: Round {number} ", 1)) for number in range(10)]


def said(name: str, spent: list[float], floor: float) -> None:
    """Print a median, the slowest tenth, and how many times the floor the median is."""
    spent = sorted(spent)
    tenth, half = spent[-max(1, len(spent) // 10)], median(spent)
    print(
        f"{name:24} {half * 1e3:4.0f} ms, slowest tenth from {tenth * 1e3:4.0f} ms, {half / floor:.1f} times the floor"
    )


def main() -> None:
    """Print the times and their ratios."""
    pack = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "courses" / "fractions"
    one = items(None)
    said("one item", one, median(one))
    said(f"an item of {pack.name}", items(pack), median(one))
    said(f"the title of {pack.name}", heads(pack), median(one))


if __name__ == "__main__":
    main()
