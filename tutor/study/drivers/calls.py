"""Holds a learner's program and evaluates calls of it, in a process of its own: what came, as the text of a literal.

Started as `python -I -c THIS NAME IN OUT`: the program's file, the descriptors for questions and answers. Nothing here
is believed: a program may change all of it, and then at most answers what it could have returned as well.
"""

from __future__ import annotations

import json
import math
import os
import sys
import traceback
import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Write = Callable[[Any, Callable[[Any], str]], str]

LONGEST = 50_000
DEEPEST = 40
"""Characters of a literal, and values within values, as in `core.values`."""
MOST = 20_000
"""Parts of all lists and mappings of one value together."""


class NoLiteral(Exception):
    """A value that can't be written as a literal; the text is the name of its type."""


class TooMuch(Exception):
    """A value that is too long, too large or nested too deeply to be compared."""


def literal(value: Any, depth: int = 0, room: list[int] | None = None) -> str:
    """The text of a literal. A kind of list, number or dict of the program's own is written as the plain one."""
    left = [MOST] if room is None else room
    left[0] -= 1
    if depth > DEEPEST or left[0] < 0:
        raise TooMuch
    plain = next((one for one in PLAIN if issubclass(type(value), one)), None)
    if plain is None:
        raise NoLiteral(type(value).__name__)
    return PLAIN[plain](value, lambda inner: literal(inner, depth + 1, left))


def whole(value: int, inner: Callable[[Any], str]) -> str:
    """A whole number; one of more digits than Python writes is too much."""
    if int.bit_length(value) > 14_000:
        raise TooMuch
    return int.__repr__(value)


def number(value: float, inner: Callable[[Any], str]) -> str:
    """A float; what is no number or has no end has a name."""
    if math.isnan(value):
        return "nan"
    return ("-inf" if math.copysign(1, value) < 0 else "inf") if math.isinf(value) else float.__repr__(value)


def listed(opening: str, closing: str, each: Callable[[Any], Iterable[Any]], empty: str = "") -> Write:
    """How a kind of list is written."""

    def write(value: Any, inner: Callable[[Any], str]) -> str:
        parts = [inner(one) for one in each(value)]
        return f"{opening}{', '.join(parts)}{closing}" if parts else empty or opening + closing

    return write


PLAIN: dict[type, Write] = {
    bool: lambda value, inner: "True" if value else "False",
    type(None): lambda value, inner: "None",
    int: whole,
    float: number,
    complex: lambda value, inner: complex.__repr__(value),
    str: lambda value, inner: str.__repr__(value),
    bytes: lambda value, inner: bytes.__repr__(value),
    list: listed("[", "]", list.__iter__),
    tuple: listed("(", ",)", tuple.__iter__, "()"),
    set: listed("{", "}", set.__iter__, "set()"),
    frozenset: listed("{", "}", frozenset.__iter__, "set()"),
    dict: lambda value, inner: "{" + ", ".join([f"{inner(key)}: {inner(one)}" for key, one in dict.items(value)]) + "}",
}


def main() -> None:
    """Load the program, then one line for each question."""
    name, questions, answers = sys.argv[1], os.fdopen(int(sys.argv[2])), os.fdopen(int(sys.argv[3]), "w")
    sys.argv = [name]
    sys.path.insert(0, os.getcwd())
    program, trouble = loaded(name)
    for line in questions:
        asked = json.loads(line)
        found = {"load": trouble} if trouble else called(program, asked["call"])
        sys.stdout.flush()
        answers.write(json.dumps({"number": asked["number"], **found}) + "\n")
        answers.flush()


def loaded(name: str) -> tuple[types.ModuleType, str]:
    """The program as a module, and what went wrong while its lines ran once."""
    module = types.ModuleType("program")
    module.__file__ = name
    sys.modules["program"] = module
    try:
        with open(name, encoding="utf-8") as file:
            exec(compile(file.read(), name, "exec"), module.__dict__)
    except BaseException as error:  # whatever a learner's program raises is theirs to read
        return module, told(error)
    return module, ""


def called(program: types.ModuleType, call: str) -> dict[str, str]:
    """What one call gives."""
    try:
        value = eval(compile(call.strip(), "<call>", "eval"), program.__dict__)
        text = literal(value)
    except NoLiteral as problem:
        return {"unlike": str(problem)[:100]}
    except TooMuch:
        return {"long": "value"}
    except BaseException as error:  # as above
        return {"error": told(error)}
    return {"value": text} if len(text) <= LONGEST else {"long": "value"}


def told(error: BaseException) -> str:
    """The traceback as Python prints it, its end where it is long."""
    try:
        return "".join(traceback.format_exception(error, limit=-20))[-4000:]
    except BaseException:  # their own __str__ may raise as well
        return type(error).__name__


main()
