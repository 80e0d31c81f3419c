"""The tests of classes share `class_world`, and `command` with those of the commands."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "cli")]
