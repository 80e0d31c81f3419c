"""The words of `tutor` and `tutor study`, read without typer, and without argparse where there are no options.

This is the way to the first question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tutor import __version__

if TYPE_CHECKING:
    from argparse import ArgumentParser


@dataclass
class Options:
    """How to study. Without an option these values hold."""

    courses: list[str] = field(default_factory=list)
    plain: bool = False
    jsonl: bool = False
    learner: str = "me"
    learner_file: str | None = None
    gate: Literal["strict", "advise", "open"] = "advise"
    minutes: float = 20.0
    seed: int | None = None
    language: str = ""
    unboxed: bool = False
    trust: list[str] = field(default_factory=list)


def read(words: Sequence[str]) -> Options:
    """The options in these words; ends the program with status 2 and a sentence when they are wrong."""
    if not any(word.startswith("-") for word in words):
        return Options(courses=list(words))
    return Options(**vars(_parser().parse_intermixed_args(list(words))))


def _parser() -> ArgumentParser:
    from argparse import SUPPRESS, ArgumentParser

    made = ArgumentParser(
        prog="tutor study",
        description="Study: the next question of your courses, or of COURSE, an id in the library or a path to a pack.",
        allow_abbrev=False,
        argument_default=SUPPRESS,
    )
    made.add_argument("courses", nargs="*", metavar="COURSE", help="ids or paths of packs; default: all you study")
    faces = made.add_mutually_exclusive_group()
    faces.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    faces.add_argument("--jsonl", action="store_true", help="the study protocol on standard input and output")
    made.add_argument("--learner", metavar="NAME", help="which learner of this computer (default: me)")
    made.add_argument("--learner-file", metavar="FILE", help="the learner's SQLite file itself; :memory: keeps nothing")
    made.add_argument("--gate", choices=("strict", "advise", "open"), help="what locks mean (default: advise)")
    made.add_argument("--minutes", type=_minutes, metavar="N", help="length of the session (default: 20)")
    made.add_argument("--seed", type=int, metavar="N", help="seed of all that chance decides, for tests")
    made.add_argument("--language", metavar="TAG", help="show courses in this language where they are translated")
    made.add_argument("--unboxed", action="store_true", help="run programs where nothing keeps them from your files")
    trusts = "let the programs of this pack (its id, path or hash) run, this time; for good: tutor trust"
    made.add_argument("--trust", action="append", metavar="PACK", help=trusts)
    made.add_argument("--version", action="version", version=f"tutor {__version__}")
    return made


def _minutes(text: str) -> float:
    from argparse import ArgumentTypeError

    value = float(text)
    if not 0 < value <= 1440:
        raise ArgumentTypeError("minutes are more than 0 and at most 1440")
    return value
