"""Seeds to tune on, seeds to judge by, and how a benchmark takes them from its command line."""

from __future__ import annotations

import argparse

TUNING_SEEDS = range(1, 1000)
"""For choosing constants, of the engine and of the worlds."""
JUDGING_SEEDS = range(9001, 9100)
"""For the table of the proof alone: nothing was ever chosen on them."""


def offer_seeds(words: argparse.ArgumentParser) -> None:
    """Add `--seed` and `--judge`."""
    words.add_argument("--seed", type=int, help="default: the usual one for tuning")
    words.add_argument("--judge", action="store_true", help="a seed of the proof itself; never tune on it")


def settle_seed(words: argparse.ArgumentParser, chosen: argparse.Namespace, usual: int) -> None:
    """Fill in the seed; judging seeds are for `--judge` alone, else the program ends with a sentence."""
    if chosen.seed is None:
        chosen.seed = JUDGING_SEEDS[0] if chosen.judge else usual
    if (chosen.seed in JUDGING_SEEDS) != chosen.judge:
        words.error("seeds from 9001 on are for --judge alone, and --judge takes no other")
