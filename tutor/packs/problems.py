"""What is wrong with a pack, where, and what to do: one struct, one line of text each.

Everything that ends up in a line is made visible first: a pack must not be able to send its control characters to the
terminal of the person who checks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning"]

FORBIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff"
)
"""Characters no text of a pack may hold, as the inside of a regular expression's class. CR is judged apart."""
_LONGEST = 400
_LIKE = 0.6
_VERY_LIKE = 0.75
"""How alike two names are, of 1, that may be one. Tunable (0.5..0.9): lower guesses more, and more wildly."""
_MOST_NAMES = 2_000
"""Names that are looked at for one near to an unknown one."""


class Problem(Struct, frozen=True):
    """A problem of a pack. `line` and `column` count from 1; `column` counts characters."""

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        words = f"{self.message}; {self.hint}" if self.hint else self.message
        return f"{visible(self.path)}:{self.line}:{self.column}: {self.severity} {self.code}: {words}"


def visible(text: str, longest: int = _LONGEST) -> str:
    """The text on one line, with every character that could hide or act written as its name (`U+001B`)."""
    shown = text[: longest + 1]
    if not shown.isprintable():
        shown = "".join(character if character.isprintable() else _name(character) for character in shown)
    return shown if len(text) <= longest else shown[: longest - 1] + "…"


def _name(character: str) -> str:
    return " " if character in "\n\t\r" else f"[{code_point(character)}]"


def code_point(character: str) -> str:
    """The name of a character as `U+001B`."""
    return f"U+{ord(character):04X}"


def quoted(text: object, longest: int = 40) -> str:
    """A value as messages show it: between backquotes, cut where it is long."""
    return f"`{visible(str(text), longest)}`"


def one_of(names: Sequence[str]) -> str:
    """`a`, `b` or `c`."""
    shown = [f"`{name}`" for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known name, or nothing when none is near."""
    name = name[:64]
    alike = (one for one in islice(known, _MOST_NAMES) if abs(len(one) - len(name)) <= 4 and _ends_like(one, name))
    near = get_close_matches(name, islice(alike, 200), n=3, cutoff=_LIKE)
    meant = next((one for one in near if _is_slip(one, name)), "")
    return f"did you mean {quoted(meant, 64)}?" if meant else ""


def _is_slip(one: str, other: str) -> bool:
    """Whether one is likely to be the other written wrongly: much alike, letters swapped, or the same beginning."""
    alike = SequenceMatcher(None, other, one).ratio() >= _VERY_LIKE
    return alike or sorted(one) == sorted(other) or one[:3] == other[:3]


def _ends_like(one: str, other: str) -> bool:
    return one[:1] == other[:1] or one[-1:] == other[-1:]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them keeps the pack from being used."""
    return any(problem.severity == "error" for problem in problems)
