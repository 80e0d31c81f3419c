"""Values of programs as data: read from a literal without evaluating it, compared fairly, their first difference named.

What a program gave comes as a text like `[1, 'x']`; so does what an author wrote. Both are read here, outside of any
program, so nothing that a program defines (`__eq__`, `__repr__`, a type of its own) takes part in the comparison.
"""

from __future__ import annotations

import ast
import math
import warnings
from typing import Any

from msgspec import Struct

LONGEST = 50_000
"""Characters of a literal that is read."""
DEEPEST = 60
"""Values within values. Tunable: Python's own parser gives up at about 100 brackets."""
RELATIVE, ABSOLUTE = 1e-9, 1e-12
"""Two floats so near count as equal: 0.1 + 0.2 is 0.3. Tunable 1e-6..1e-12."""
SHOWN = 80
"""Characters of a value that a sentence names."""

NUMBERS = {"nan": math.nan, "inf": math.inf}


class Difference(Struct, frozen=True):
    """Where two values part first.

    `sort`: `value`, `type`, `length`, `place` (of a list or text), `key` (of a dict), `missing` and `extra` (of a dict,
    text or set). `at` is the place from 1 or the key; `got` and `wanted` are literals, for `type` names (`type_name`).
    """

    sort: str
    got: str
    wanted: str
    at: str = ""


def read_value(text: str) -> Any:
    """The value of a literal; sets come as frozensets, `nan` and `inf` are numbers. Raises ValueError for all else."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval").body
        return _value(tree, 0)
    except (SyntaxError, RecursionError, MemoryError, TypeError, OverflowError) as error:
        raise ValueError("no literal") from error


def _value(node: ast.AST, depth: int) -> Any:
    if depth > DEEPEST:
        raise ValueError("too deep")
    inner = depth + 1
    match node:
        case ast.Constant(value=value) if value is not Ellipsis:
            return value
        case ast.Name(id=name) if name in NUMBERS:
            return NUMBERS[name]
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
            value = _number(_value(operand, inner))
            return -value if isinstance(node.op, ast.USub) else value
        case ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=right):
            real, imaginary = _number(_value(left, inner)), _number(_value(right, inner))
            if not isinstance(imaginary, complex):
                raise ValueError("no literal")
            return real + imaginary if isinstance(node.op, ast.Add) else real - imaginary
        case ast.List(elts=parts):
            return [_value(part, inner) for part in parts]
        case ast.Tuple(elts=parts):
            return tuple(_value(part, inner) for part in parts)
        case ast.Set(elts=parts):
            return frozenset(_value(part, inner) for part in parts)
        case ast.Call(func=ast.Name(id="set" | "frozenset"), args=[], keywords=[]):
            return frozenset()
        case ast.Dict(keys=keys, values=values) if None not in keys:
            return {_value(key, inner): _value(one, inner) for key, one in zip(keys, values, strict=True) if key}
    raise ValueError("no literal")


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | complex):
        raise ValueError("no literal")
    return value


TYPES = {
    bool: "truth",
    int: "number",
    float: "number",
    complex: "number",
    str: "text",
    bytes: "bytes",
    list: "list",
    tuple: "tuple",
    dict: "dict",
    frozenset: "set",
}


def type_name(value: Any) -> str:
    """What a value is: one of `TYPES`, or `nothing`."""
    return TYPES.get(type(value), "nothing")


def same(got: Any, wanted: Any) -> bool:
    """Whether two values are equal: numbers by value and within rounding, True is no 1, a tuple is no list."""
    return first_difference(got, wanted) is None


def first_difference(got: Any, wanted: Any) -> Difference | None:
    """Where two values part first; None when they are equal."""
    if _is_number(got) and _is_number(wanted):
        return None if _near(got, wanted) else _unlike("value", got, wanted)
    if type(got) is not type(wanted):
        return Difference("type", type_name(got), type_name(wanted))
    if isinstance(wanted, list | tuple):
        return _of_lists(got, wanted)
    if isinstance(wanted, dict):
        return _of_dicts(got, wanted)
    if isinstance(wanted, frozenset):
        return _of_sets(got, wanted)
    if isinstance(wanted, str) and got != wanted:
        return _of_texts(got, wanted)
    return None if got == wanted else _unlike("value", got, wanted)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | complex) and not isinstance(value, bool)


def _near(got: Any, wanted: Any) -> bool:
    """Whole numbers exactly; with a float in play within rounding; nan is nan."""
    if got == wanted:
        return True
    if isinstance(got, int) and isinstance(wanted, int):
        return False
    if isinstance(got, complex) or isinstance(wanted, complex):
        pairs = ((got.real, wanted.real), (got.imag, wanted.imag))
        return all(_near(float(one), float(other)) for one, other in pairs)
    try:
        one, other = float(got), float(wanted)
    except OverflowError:
        return False
    both_nan = math.isnan(one) and math.isnan(other)
    return both_nan or math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _of_lists(got: Any, wanted: Any) -> Difference | None:
    for place, (one, other) in enumerate(zip(got, wanted, strict=False), 1):
        if first_difference(one, other) is not None:
            return Difference("place", shown(one), shown(other), str(place))
    if len(got) == len(wanted):
        return None
    return Difference("length", str(len(got)), str(len(wanted)))


def _of_dicts(got: dict[Any, Any], wanted: dict[Any, Any]) -> Difference | None:
    for key, value in wanted.items():
        if key not in got:
            return Difference("missing", "", shown(key), shown(key))
        if first_difference(got[key], value) is not None:
            return Difference("key", shown(got[key]), shown(value), shown(key))
    extra = next((key for key in got if key not in wanted), None)
    return Difference("extra", shown(extra), "", shown(extra)) if len(got) > len(wanted) else None


def _of_sets(got: frozenset[Any], wanted: frozenset[Any]) -> Difference | None:
    """Members are matched by value, so that 0.1 + 0.2 stands for 0.3 here too."""
    missing = [one for one in wanted if one not in got]
    extra = [one for one in got if one not in wanted]
    for one in list(missing):
        twin = next((other for other in extra[:100] if same(other, one)), None)
        if twin is not None:
            extra.remove(twin)
            missing.remove(one)
    if missing:
        return Difference("missing", "", min(map(shown, missing)))
    return Difference("extra", min(map(shown, extra)), "") if extra else None


def _of_texts(got: str, wanted: str) -> Difference | None:
    for place, (one, other) in enumerate(zip(got, wanted, strict=False), 1):
        if one != other:
            return Difference("place", repr(one), repr(other), str(place))
    if len(got) > len(wanted):
        return Difference("extra", shown(got[len(wanted) :]), "")
    return Difference("missing", "", shown(wanted[len(got) :]))


def _unlike(sort: str, got: Any, wanted: Any) -> Difference:
    return Difference(sort, shown(got), shown(wanted))


def shown(value: Any, most: int = SHOWN) -> str:
    """A value as its literal, sets in order, cut where it is long."""
    text = _literal(value)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _literal(value: Any) -> str:
    if isinstance(value, frozenset):
        return f"{{{', '.join(sorted(map(_literal, value)))}}}" if value else "set()"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' * (len(value) == 1)})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_literal(key)}: {_literal(one)}' for key, one in value.items())}}}"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 10_000:
        return "a number of thousands of digits"
    return repr(value)
