"""From a save to the new question: `python tests/benchmarks/preview.py [ITEMS]`.

Each item is a template with hints and a known mistake. The reload of a pack of so many items, without drawing, is
compared with that of a pack of one, which is the floor: a new library, a new learner, a new session. On the screen the
look at the files (every 0.1 s) and the drawing come on top.
"""

from __future__ import annotations

import re
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

ROUNDS = 15


def pack(items: int) -> str:
    """The text of a pack with so many items."""
    one = (
        "  - {{id: i{0}, ask: 'Item {0}: what is <<a>> + <<b>>?', vars: {{a: 2..9, b: 2..9}}, number: a + b,\n"
        "     hints: [Count on., 'From <<a>>.'], mistakes: [{{if: response == a * b, say: That is the product.}}]}}\n"
    )
    return "title: Many\nitems:\n" + "".join(one.format(number) for number in range(items))


@contextmanager
def opened(items: int) -> Iterator[tuple[Bench, Path]]:
    """A bench with a pack of so many items in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.yaml"
        path.write_text(pack(items), encoding="utf-8")
        made = bench(path).open()
        try:
            yield made, path
        finally:
            made.close()


def reload(items: int) -> float:
    """Seconds from a save to the changed item's task, the median of some rounds."""
    spent = []
    with opened(items) as (made, path):
        for number in range(ROUNDS):
            before = path.read_text(encoding="utf-8")
            text = re.sub(rf"'(\w+ )?Item {number % items}:", f"'Round{number} Item {number % items}:", before)
            path.write_text(text, encoding="utf-8")
            start = time.perf_counter()
            assert made.look()
            task = made.move(0)
            spent.append(time.perf_counter() - start)
            assert task is not None and task.ask.startswith(f"Round{number} ")
    return median(spent)


def main() -> None:
    """Print the times and their ratio."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    floor, whole = reload(1), reload(items)
    print(f"1 item {floor * 1e3:.0f} ms, {items} items {whole * 1e3:.0f} ms: {whole / floor:.1f} times")


if __name__ == "__main__":
    main()
