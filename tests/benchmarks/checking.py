"""How long `tutor pack check` takes for a large pack, against parsing the same file.

    python tests/benchmarks/checking.py [--items 5000] [--rounds 3]

Each figure is the processor's time of a fresh process, which other work on the computer changes least; only ratios are
printed. Goal: checking a pack without programs, all rules of teaching included, takes at most 3 times as long as parsing
it with PyYAML's C loader. Our own parser alone, without reading items out of what it parsed, is told beside it.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from load_and_open import LOAD_YAML, course, middle

PARSE = """
import sys, time, resource
from pathlib import Path
from tutor.packs.decode import read_page
from tutor.packs.yaml_events import Budget, parse, quiet_collector
raw = Path(sys.argv[1]).read_bytes()
start = time.process_time()
with quiet_collector():
    parse(read_page(raw, 'x', 'x', []), Budget())
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
CHECK = """
import sys, time, resource
from pathlib import Path
from tutor.authoring.check import Depth, check
start = time.process_time()
check(Path(sys.argv[1]), depth=Depth(strict=True))
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=5_000)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path, small = Path(name) / "large.yaml", Path(name) / "small.yaml"
        path.write_text(course(chosen.items), encoding="utf-8")
        small.write_text(course(chosen.items // 5), encoding="utf-8")
        peer, _ = middle(chosen.rounds, LOAD_YAML.replace("perf_counter", "process_time"), str(path))
        parsed, _ = middle(chosen.rounds, PARSE, str(path))
        ours, size = middle(chosen.rounds, CHECK, str(path))
        fifth, _ = middle(chosen.rounds, CHECK, str(small))
    print(f"check of {chosen.items:,} items: {ours / peer:.2f} of yaml.CSafeLoader (goal 3)")
    print(f"                      {ours / parsed:.2f} of our own parser alone, {size:.0f} MiB at most")
    print(f"five times the items: {ours / fifth:.2f} times the time (goal 6.5)")


if __name__ == "__main__":
    main()
