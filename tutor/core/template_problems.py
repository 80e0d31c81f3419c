"""What is wrong with the expressions of an item, found before any learner meets it.

First what shows in the writing alone: each name, range and expression. When all of that can be read, the template is
tried out with many values, since a division by zero shows only then.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from random import Random
from typing import Literal

from msgspec.structs import replace

from tutor.core.expression_tree import shorten
from tutor.core.expressions import RESERVED, Expression, ExpressionError, Value, parse
from tutor.core.item import Flaw, Item
from tutor.core.slips import distance
from tutor.core.template_texts import Filling, Path, Slot, fill_text, pieces, texts
from tutor.core.template_values import (
    FEW,
    MOST_NAMES,
    DrawError,
    draw,
    each_once,
    read_pool,
    read_template,
    shown,
    tries,
)

TRIALS = 50
"""How many different values are tried out. Tunable, 20 to 200; 50 take a few milliseconds an item."""

ENOUGH = 10
"""Of 200 draws by chance so many must fit `where`: with fewer, a learner's own 200 may all miss it."""

RESPONSE = "response"
"""What the learner answered, known in the `if` of mistakes and hints."""

_BRACES = r"\{\{([^{}]{1,200})\}\}"
_VARS_HINT = "write a range `2..12`, a list `[Ana, Bo]` or a number"


def problems(item: Item) -> Iterator[Flaw]:
    """The flaws of an item's `vars`, `where`, `let`, `<<…>>` and of the `if` of its mistakes and hints.

    Paths go into the item, like ("mistakes", 0, "if"). What a kind computes itself (`number: a + b`) is the kind's to
    check; `known_names` says which names it may use. Codes: `bad-name`, `bad-vars`, `bad-expression`, `unknown-name`,
    `not-computable`, `no-values`, and the warnings `no-vars`, `literal-template`, `braces`.
    """
    if not item.vars:
        yield from _without_vars(item)
        return
    found = [*_names(item), *_rules(item), *_written(item, known_names(item))]
    yield from found
    if all(flaw.severity == "warning" for flaw in found):
        yield from _tried(item)
        yield from _samples(item)


def _samples(item: Item) -> Iterator[Flaw]:
    """Samples whose `vars` can't be drawn."""
    for index, sample in enumerate(item.samples.feedback if item.samples else []):
        try:
            draw(item, 0, sample.vars)
        except ExpressionError as error:
            yield _flaw(("samples", "feedback", index, "vars"), "bad-vars", error.message)


def known_names(item: Item) -> frozenset[str]:
    """The names that the expressions of an item may use; in an `if` there is `response` besides."""
    return frozenset(item.vars) | frozenset(item.let) if item.vars else frozenset()


def _without_vars(item: Item) -> Iterator[Flaw]:
    for key in ("where", "let"):
        if getattr(item, key):
            yield _flaw((key,), "no-vars", f"`{key}` does nothing in an item without `vars`", severity="warning")
    yield from _samples(item)
    for path, text in texts(item):
        if _is_condition(path):
            yield from (_of_formula(item, flaw) for flaw in _expression(path, text, frozenset({RESPONSE})))
        elif _looks_filled(text):
            message = "`<<…>>` is shown as it is written in an item without `vars`"
            yield _flaw(path, "literal-template", message, "give the item `vars` if it should be computed", "warning")


def _looks_filled(text: str) -> bool:
    """Whether the first `<<…>>` can be read, so that an author may have meant it, unlike `cout << x`."""
    try:
        slot = next((piece for piece in pieces(text) if isinstance(piece, Slot)), None)
        return slot is not None and bool(slot.expression())
    except ExpressionError:
        return False


def _names(item: Item) -> Iterator[Flaw]:
    for key, names in (("vars", item.vars), ("let", item.let)):
        for name in names:
            wrong = _wrong_name(name, item.vars if key == "let" else ())
            if wrong:
                yield _flaw((key, name), "bad-name", f"`{shorten(name)}` {wrong}", "choose another name")
    if len(item.vars) + len(item.let) > MOST_NAMES:
        yield _flaw(("vars",), "bad-vars", f"there are too many names in `vars` and `let` (at most {MOST_NAMES})")


def _wrong_name(name: str, taken: Collection[str]) -> str:
    if name in RESERVED or name == RESPONSE:
        return "already has a meaning in expressions"
    if not name.isidentifier():
        return "can't be a name: letters, digits and `_`, not beginning with a digit"
    return "is already one of the `vars`" if name in taken else ""


def _rules(item: Item) -> Iterator[Flaw]:
    for name, written in item.vars.items():
        try:
            read_pool(written)
        except ExpressionError as error:
            hint = "" if "write" in error.message else _VARS_HINT
            yield _flaw(("vars", name), "bad-vars", error.message, hint)
    known = set(item.vars)
    for name, text in item.let.items():
        yield from _expression(("let", name), text, known)
        known.add(name)
    if item.where:
        yield from _expression(("where",), item.where, known)


def _written(item: Item, known: frozenset[str]) -> Iterator[Flaw]:
    for path, text in texts(item):
        if _is_condition(path) and "<<" not in text:
            yield from (_of_formula(item, flaw) for flaw in _expression(path, text, {*known, RESPONSE}))
            continue
        yield from _braces(path, text, known)
        try:
            slots = [piece for piece in pieces(text) if isinstance(piece, Slot)]
            for slot in slots:
                yield from _unknown(path, slot.expression(), known)
        except ExpressionError as error:
            line = text.count("\n", 0, error.offset or 0)
            yield Flaw(path, "bad-expression", error.message, line=line)


def _of_formula(item: Item, flaw: Flaw) -> Flaw:
    """Of a formula an `if` knows the text as it was typed, not its letters."""
    if flaw.code != "unknown-name" or not hasattr(item, "formula"):
        return flaw
    hint = (
        "known here is `response`, the text as typed, not the letters of the formula: write a wrong one as `when: M/m`"
    )
    return replace(flaw, hint=hint)


def _braces(path: Path, text: str, known: frozenset[str]) -> Iterator[Flaw]:
    """A `{{a}}` that was surely meant to be computed: outside maths, and with a name of the item in it."""
    for found in re.finditer(_BRACES, text) if "{{" in text else ():
        in_maths = text.count("$", 0, found.start()) % 2
        if not in_maths and not known.isdisjoint(re.findall(r"\w+", found[1])):
            message = f"`{shorten(found[0])}` is shown as it is written"
            yield _flaw(path, "braces", message, f"write `<<{shorten(found[1].strip())}>>`", "warning")


def _expression(path: Path, text: str, known: Collection[str]) -> Iterator[Flaw]:
    try:
        yield from _unknown(path, parse(text), known)
    except ExpressionError as error:
        yield _flaw(path, "bad-expression", f"{error.message}, in `{shorten(text)}`")


def _unknown(path: Path, expression: Expression, known: Collection[str]) -> Iterator[Flaw]:
    for name in sorted(expression.names.difference(known)):
        near = min(sorted(known), key=lambda other: distance(name, other, 2), default="")
        meant = distance(name, near, 2) < min(3, len(near))
        hint = f"did you mean `{near}`?" if meant else f"known here: {', '.join(sorted(known)) or 'no names'}"
        yield _flaw(path, "unknown-name", f"unknown name `{shorten(name)}` in `{shorten(expression.text)}`", hint)


def _tried(item: Item) -> Iterator[Flaw]:
    """What shows only with values: the first failure at each place, or that too few values fit."""
    template = read_template(item)
    filling = Filling(item)
    filled_conditions = any(_is_condition(path) and "<<" in text for path, text in texts(item))
    failures: dict[Path, Flaw] = {}
    fits: dict[tuple[Value, ...], bool] = {}
    fitting = 0
    spread = each_once if template.space() <= FEW else tries
    for picked in template.bounded(spread(template, Random("problems"))):
        key = tuple(picked.values())
        if key in fits:  # what was found then would be found again
            fitting += fits[key]
            continue
        fits[key] = False
        try:
            values = template.values(picked)
        except DrawError as error:
            failures.setdefault(error.path, _failure(error.path, error, picked, item))
            continue
        if values is None:
            continue
        fits[key] = True
        fitting += 1
        for flaw in _filled(filling, values, filled_conditions):
            failures.setdefault(flaw.path, flaw)
        if sum(fits.values()) == TRIALS:
            break
    yield from failures.values()
    if not failures and fitting < (1 if template.space() <= FEW else ENOUGH):
        message = f"{fitting or 'no'} values of {', '.join(item.vars)} were found that fit `where: {item.where}`"
        yield _flaw(("where",), "no-values", message, "widen a range in `vars`, or loosen `where`")


def _filled(filling: Filling[Item], values: Mapping[str, Value], filled_conditions: bool) -> Iterator[Flaw]:
    """What is wrong with the item once it is filled with these values."""
    try:
        filled = filling.filled(values)
        for path, text in texts(filled) if filled_conditions else ():
            if _is_condition(path):
                yield from _expression(path, text, values.keys() | {RESPONSE})
    except ExpressionError as error:
        yield from _located(filling.item, values, error)


def _located(item: Item, values: Mapping[str, Value], whole: ExpressionError) -> Iterator[Flaw]:
    """Which texts can't be filled; else the item as a whole can't."""
    located = False
    for path, text in texts(item):
        try:
            fill_text(text, values)
        except ExpressionError as error:
            located = True
            yield _failure(path, error, values, item)
    if not located:
        yield _failure((), whole, values, item)


def _failure(path: Path, error: ExpressionError, values: Mapping[str, Value], item: Item) -> Flaw:
    when = shorten(shown(values, item.vars), 200)
    return _flaw(path, "not-computable", f"{error.message}, when {when}", "rule such values out with `where`")


def _is_condition(path: Path) -> bool:
    """Whether this is the `if` of a mistake or a hint."""
    return len(path) >= 3 and path[-1] == "if" and path[-3] in ("mistakes", "hints")


def _flaw(path: Path, code: str, message: str, hint: str = "", severity: Literal["error", "warning"] = "error") -> Flaw:
    return Flaw(path, code, message, hint, severity)
