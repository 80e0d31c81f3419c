"""How much the tutor teaches, beside Anki's default and other ways of teaching, with learners of other laws than its own.

    python tests/benchmarks/teaching.py [--learners 60] [--days 60] [--policies ours,anki,…] [--goals] [--judge]

The same simulated learners study the same courses under each policy; the tutor runs through its real study service.
Judged 30 days after the last study day. Prints the table of the learning model with 95 % intervals over learners, and
what of it is met. Seeds below 1000 are for tuning (the default is 1); `--judge` takes a seed on which nothing was chosen:
look at it when the engine is done, never on the way. Under one law or one group: `--law`, `--acquisition`, `--group`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "simulations")]

from proof.report import main  # noqa: E402  (what is proved lies beside its tests)

if __name__ == "__main__":
    main(__doc__ or "")
