"""What a block of a lesson lets a learner explore: curves, bars, points and samples, each tried out once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from tutor.core.explore import MOST_DRAWS, chances, count_of, curve, draws, slider, span, start_of, value_at
from tutor.core.expression_tree import shorten
from tutor.core.expressions import RESERVED, Expression, ExpressionError, parse
from tutor.core.lesson import Sample
from tutor.packs.convert import describe, to_struct
from tutor.packs.nodes import Map, Node, Page, Seq
from tutor.packs.problems import nearest, quoted

T = TypeVar("T")

EXPLORE_KEYS = ("plot", "bars", "points", "sample", "vars", "x", "y")
_DRAWN = EXPLORE_KEYS[:4]
_MOST = {"plot": 8, "bars": 40, "points": 100, "vars": 6}
"""How many of each one picture can hold. Tunable; a learner can't follow more."""
_TRIED = 9
"""Places along `x` where a curve is tried out."""
_X = (-10.0, 10.0)


def read_explore(page: Page, node: Map) -> dict[str, Any]:
    """The fields of a `Block` that are explored; what is wrong with them is said."""
    found: dict[str, Any] = {}
    if not any(key in node for key in EXPLORE_KEYS):
        return found
    if not any(node.get(key, []) != [] for key in _DRAWN):
        what = "there is nothing to explore: no curve, bars, points or sample"
        page.error(node.at, "empty", what, "add `plot: y = a*x`, `bars:`, `points:` or `sample:`")
    found["vars"] = _sliders(page, node)
    names = {name: start_of(*limits) for name, limits in found["vars"].items()}
    for axis in ("x", "y"):
        if axis in node:
            found[axis] = _range(page, node, axis, node.value_at(axis), span)
    known = set(node["vars"]) if isinstance(node.get("vars"), Map) else set(names)
    x = found.get("x") or _X
    found["plot"] = [text for at, text in _texts(page, node, "plot") if _curve_fits(page, at, text, known, names, x)]
    found["bars"] = [text for at, text in _texts(page, node, "bars") if _fits(page, at, "bars", text, known, names)]
    found["points"] = list(_points(page, node, known, names))
    found["sample"] = _sample(page, node, known, names)
    return {key: value for key, value in found.items() if value}


def _sliders(page: Page, node: Map) -> dict[str, tuple[float, float, float]]:
    written = node.get("vars", {})
    if not isinstance(written, Map):
        if written != {}:
            page.error(node.value_at("vars"), "value", f"`vars` must be a mapping, not {describe(written)}", _VARS_HINT)
        return {}
    found = {}
    for name in list(written):
        if name in RESERVED or name == "x" or not name.isidentifier():
            what = "is the name of the axis" if name == "x" else "can't be a name here"
            page.error(written.key_at(name), "bad-name", f"{quoted(name)} {what}", "choose another name")
        limits = _range(page, written, name, written.value_at(name), slider)
        if limits:
            found[name] = limits
    _bounded(page, node, "vars", written)
    return found


_RANGE_HINT = "write a range as `-5..5` or `0..1 step 0.1`"
_VARS_HINT = "write `vars: {a: -5..5}`"


def _range(page: Page, node: Map, key: str, at: int, read: Callable[[str], T]) -> T | None:
    written = node[key]
    if isinstance(written, str):
        try:
            return read(written)
        except ExpressionError as error:
            page.error(at, "bad-vars", f"`{shorten(key)}`: {error.message}", _RANGE_HINT)
    else:
        page.error(at, "value", f"{quoted(key)} must be a range like `-5..5`, not {describe(written)}")
    return None


def _texts(page: Page, node: Map, key: str) -> Iterable[tuple[int, str]]:
    """The expressions under a key, which may be one or a list."""
    written = node.get(key)
    if written is None:
        return
    _bounded(page, node, key, written)
    entries = zip(written.marks, written, strict=True) if isinstance(written, Seq) else [(node.value_at(key), written)]
    for at, entry in list(entries)[: _MOST[key]]:
        if isinstance(entry, str) and entry.strip():
            yield at, entry
        else:
            page.error(at, "value", f"`{key}` must be an expression or a list of them, not {describe(entry)}")


def _bounded(page: Page, node: Map, key: str, written: Node) -> None:
    if not isinstance(written, str) and len(written) > _MOST[key]:
        page.error(node.key_at(key), "too-many", f"`{key}` has {len(written):,} entries, more than {_MOST[key]}")


def _read(page: Page, at: int, key: str, text: str, known: Collection[str], read: Callable[[str], T]) -> T | None:
    """Something read from an expression whose names are all known; else what is wrong is said."""
    try:
        found = read(text)
    except ExpressionError as error:
        page.error(at, "bad-expression", f"`{key}`: {error.message}, in {quoted(text, 60)}")
        return None
    unknown = sorted(found.names.difference(known))  # type: ignore[attr-defined]
    for name in unknown:
        hint = nearest(name, known) or f"known here: {', '.join(sorted(known)) or 'no names'}; add it to `vars`"
        page.error(at, "unknown-name", f"unknown name {quoted(name)} in {quoted(text, 60)}", hint)
    return None if unknown else found


def _curve_fits(
    page: Page, at: int, text: str, known: set[str], names: dict[str, float], x: tuple[float, float]
) -> bool:
    expression = _read(page, at, "plot", text, {*known, "x"}, curve)
    if expression is None:
        return False
    places = (x[0] + (x[1] - x[0]) * step / (_TRIED - 1) for step in range(_TRIED))
    if names.keys() == known and all(value_at(expression, {**names, "x": place}) is None for place in places):
        _say_nowhere(page, at, text, expression, {**names, "x": x[0]})
    return True


def _fits(page: Page, at: int, key: str, text: str, known: set[str], names: dict[str, float]) -> bool:
    expression: Expression | None = _read(page, at, key, text, known, parse)
    if expression is not None and names.keys() == known and value_at(expression, names) is None:
        _say_nowhere(page, at, text, expression, names)
    return expression is not None


def _say_nowhere(page: Page, at: int, text: str, expression: Expression, names: dict[str, float]) -> None:
    try:
        value = expression.value(names)
        why = f"it is {describe_value(value)}"
    except ExpressionError as error:
        why = error.message
    page.error(at, "not-computable", f"{quoted(text, 60)} gives no number to draw: {why}")


def describe_value(value: object) -> str:
    """What a value that is no number is."""
    return "true or false" if isinstance(value, bool) else "a text" if isinstance(value, str) else "too large or a list"


def _points(page: Page, node: Map, known: set[str], names: dict[str, float]) -> Iterable[tuple[str, str]]:
    written = node.get("points")
    if written is None:
        return
    if not isinstance(written, Seq):
        page.error(node.value_at("points"), "value", f"`points` must be a list, not {describe(written)}", _POINTS_HINT)
        return
    _bounded(page, node, "points", written)
    for at, entry in list(zip(written.marks, written, strict=True))[: _MOST["points"]]:
        sides = _sides(entry)
        if sides is None:
            shown = f"a list of {len(entry)}" if isinstance(entry, Seq) else describe(entry)
            page.error(at, "value", f"a point must be `[x, y]`, not {shown}", _POINTS_HINT)
        else:
            fitting = [_fits(page, at, "points", side, known, names) for side in sides]
            if all(fitting):
                yield sides


_POINTS_HINT = "write `points: [[1, 2], [a, a^2]]`"


def _sides(entry: Node) -> tuple[str, str] | None:
    if isinstance(entry, str):
        bare = entry.strip()
        entry = bare[1:-1].split(",") if bare.startswith("(") and bare.endswith(")") else []
    if len(entry) == 2 and not isinstance(entry, Map) and all(isinstance(side, str) for side in entry):
        return entry[0].strip(), entry[1].strip()
    return None


def _sample(page: Page, node: Map, known: set[str], names: dict[str, float]) -> Sample | None:
    written = node.get("sample")
    if written is None:
        return None
    if not isinstance(written, Map):
        what = f"`sample` must be a mapping, not {describe(written)}"
        page.error(node.value_at("sample"), "value", what, "write `sample: {of: dice(6), count: 100}`")
        return None
    sample = to_struct(page, written, Sample)
    if sample is None:
        return None
    of = _read(page, written.value_at("of"), "of", sample.of, known, chances)
    count = _read(page, written.value_at("count"), "count", sample.count, known, parse)
    if of is None or count is None:
        return None
    if not of.chances:
        page.error(written.value_at("of"), "no-chance", "the sample has no chance in it", "write `of: dice(6)`")
    elif names.keys() == known:
        _try_sample(page, written, sample, names)
    return sample


def _try_sample(page: Page, node: Map, sample: Sample, names: dict[str, float]) -> None:
    try:
        count_of(sample, names)
    except ExpressionError as error:
        hint = f"write a number up to {MOST_DRAWS:,}"
        page.error(node.value_at("count"), "value", f"{error.message}, not {quoted(sample.count)}", hint)
        return
    try:
        draws(sample, names, 0)
    except ExpressionError as error:
        page.error(node.value_at("of"), "not-computable", f"the sample can't be drawn: {error.message}")
