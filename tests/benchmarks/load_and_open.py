"""How long a course takes to load, and to open once compiled, against PyYAML's C loader on the same file.

    python tests/benchmarks/load_and_open.py [--items 10000] [--rounds 3]

Each figure comes from a fresh process; only ratios are printed, since milliseconds do not travel. Goals: first load
(reading, checking and compiling) at most 0.6 of `yaml.CSafeLoader` as commonly called; opening the compiled course and
reading one item at most 0.005; five times the items at most 6.5 times the time.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

WORDS = [
    "cell",
    "wall",
    "plant",
    "animal",
    "energy",
    "light",
    "water",
    "carbon",
    "oxygen",
    "leaf",
    "root",
    "stem",
    "enzyme",
    "protein",
    "sugar",
    "starch",
    "membrane",
    "nucleus",
    "gene",
    "trait",
    "cross",
    "ratio",
    "dominant",
    "recessive",
    "osmosis",
    "diffusion",
    "gradient",
    "transport",
    "active",
    "passive",
]
PER_SKILL = 25

LOAD_YAML = """
import sys, time, resource, yaml
raw = open(sys.argv[1], 'rb').read()
start = time.perf_counter()
yaml.load(raw, Loader=yaml.CSafeLoader)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
LOAD_OURS = """
import sys, time, resource
from pathlib import Path
from tutor.packs.compile import load
from tutor.packs.library import Library
library = Library.open(Path(sys.argv[2]))
start = time.perf_counter()
loaded = load(Path(sys.argv[1]))
library.put(loaded.compiled, 'visiting', '0')
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
OPEN_OURS = """
import sys, time
from pathlib import Path
from tutor.packs.library import Library
start = time.perf_counter()
library = Library.open(Path(sys.argv[2]))
fresh = library.freshness('biology')
item = library.item('biology/skill-7/bio-000180')
print(time.perf_counter() - start, 0)
assert item is not None and fresh == 'fresh'
"""


def phrase(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


def item(number: int, chance: random.Random) -> str:
    lines = [f"      - id: bio-{number:06d}", f'        ask: "Which {phrase(chance, 9)} in case {number}?"']
    kind = number % 5
    if kind < 2:
        lines += ["        choices:", f"          - right: {phrase(chance, 2)} {number}"]
        lines += [f"          - wrong: {phrase(chance, 3)} {extra}" for extra in range(3)]
    elif kind == 2:
        lines.append(f'        answer: "{phrase(chance, 2)}"')
    elif kind == 3:
        lines.append(f'        cloze: "The {phrase(chance, 3)} [[{chance.choice(WORDS)}]] {phrase(chance, 2)}."')
    else:
        lines += [f"        number: {number % 97}", "        tolerance: 0.5"]
    lines += ["        hints:", f"          - Think of {phrase(chance, 6)}.", f"        difficulty: {1 + number % 5}"]
    return "\n".join(lines)


def course(items: int) -> str:
    chance = random.Random(7)
    lines = ["id: biology", "title: Biology, a first course", "version: 1.0.0", "skills:"]
    for number in range(items):
        if number % PER_SKILL == 0:
            skill = number // PER_SKILL
            lines += [f"  - skill: skill-{skill}", f"    title: {phrase(chance, 3)}"]
            lines += [f"    requires: [skill-{skill - 1}]"] if skill else []
            lines.append("    items:")
        lines.append(item(number, chance))
    return "\n".join(lines) + "\n"


def run(code: str, *words: str) -> tuple[float, float]:
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    seconds, mebibytes = done.stdout.split()
    return float(seconds), float(mebibytes)


def middle(rounds: int, code: str, *words: str) -> tuple[float, float]:
    found = [run(code, *words) for _ in range(rounds)]
    return median(seconds for seconds, _ in found), median(size for _, size in found)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        small, large, library = Path(name) / "small.yaml", Path(name) / "large.yaml", str(Path(name) / "library.sqlite")
        small.write_text(course(chosen.items // 5), encoding="utf-8")
        large.write_text(course(chosen.items), encoding="utf-8")
        peer, peer_size = middle(chosen.rounds, LOAD_YAML, str(large))
        ours, size = middle(chosen.rounds, LOAD_OURS, str(large), library)
        opened, _ = middle(chosen.rounds * 3, OPEN_OURS, str(large), library)
        fifth, _ = middle(chosen.rounds, LOAD_OURS, str(small), str(Path(name) / "small.sqlite"))
    print(
        f"first load, checked and compiled: {ours / peer:.3f} of CSafeLoader (goal 0.6), peak memory {size / peer_size:.2f}"
    )
    print(f"open and one item:                {opened / peer:.5f} of CSafeLoader (goal 0.005)")
    print(f"five times the items:             {ours / fifth:.2f} times the time (goal 6.5)")


if __name__ == "__main__":
    main()
