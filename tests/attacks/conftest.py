"""What lies beside this file is importable, and so are the worlds of the screens."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tui")]
