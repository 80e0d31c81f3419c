"""The words of `tutor` and `tutor study`, read without typer: this is the way to the first question."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tutor import __version__


def parser() -> argparse.ArgumentParser:
    """The parser of `tutor study`."""
    made = argparse.ArgumentParser(
        prog="tutor study",
        description="Study: the next question of your courses, or of COURSE, an id in the library or a path to a pack.",
        allow_abbrev=False,
    )
    made.add_argument("courses", nargs="*", metavar="COURSE", help="ids or paths of packs; default: all you study")
    faces = made.add_mutually_exclusive_group()
    faces.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    faces.add_argument("--jsonl", action="store_true", help="the study protocol on standard input and output")
    made.add_argument("--learner", metavar="NAME", default="me", help="which learner of this computer (default: me)")
    made.add_argument("--learner-file", metavar="FILE", help="the learner's SQLite file itself; :memory: keeps nothing")
    made.add_argument("--gate", choices=("strict", "advise", "open"), default="advise", help="what locks mean")
    made.add_argument("--minutes", type=_minutes, metavar="N", default=20.0, help="length of the session (default: 20)")
    made.add_argument("--seed", type=int, metavar="N", help="seed of all that chance decides, for tests")
    made.add_argument("--version", action="version", version=f"tutor {__version__}")
    return made


def _minutes(text: str) -> float:
    value = float(text)
    if not 0 < value <= 1440:
        raise argparse.ArgumentTypeError("minutes are more than 0 and at most 1440")
    return value


def read(words: Sequence[str]) -> argparse.Namespace:
    """The options in these words; ends the program with status 2 and a sentence when they are wrong."""
    return parser().parse_args(list(words))
