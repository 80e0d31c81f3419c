"""Filling the texts of a template: every `<<…>>` is computed, once, wherever in the item it stands.

The item is taken apart into plain lists and mappings, so that kinds of items need to know nothing of templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

import msgspec

from tutor.core.expression_parser import MOST_SOURCE
from tutor.core.expression_tree import shorten
from tutor.core.expressions import Expression, ExpressionError, Value, as_text, parse
from tutor.core.item import Item

T = TypeVar("T", bound=Item)
Path = tuple[str | int, ...]

WORK = 20_000
"""Nodes computed and characters put in, in one item: more than any exercise needs, little enough to end soon."""
RULES = frozenset({"type", "vars", "where", "let"})
"""Keys of an item that are never filled: its kind, and what the template itself is made of."""
APART = ("code", "cases")
"""A template inside an item: its values are drawn for each test anew, so its texts are left as they are written."""

_QUOTED_OR_CLOSE = r"""(?s)'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|>>"""


class Slot(NamedTuple):
    """What stands between `<<` and `>>`, and its offset in the text."""

    source: str
    at: int

    def expression(self) -> Expression:
        """Read it. Raises `ExpressionError` with its offset in the whole text."""
        try:
            return parse(self.source)
        except ExpressionError as error:
            message = f"{error.message}, in `<<{shorten(self.source)}>>`"
            raise ExpressionError(message, self.at + (error.offset or 0)) from None


def fill(item: T, values: Mapping[str, Value]) -> T:
    """The item with every `<<…>>` in its texts computed from the values and `\\<<` made `<<`; to be done once.

    An item without `vars` comes back as it is, `<<` and all. `vars`, `where` and `let` stay as written. An expression
    that a kind computes itself (`number: a + b`) is a text here: unchanged without `<<`. What is put into an expression
    is put in as text, without brackets: with a = -3 `<<a>>^2` becomes `-3^2`, so write `a^2` there. Raises
    `ExpressionError` when something can't be computed, is too much, or no longer is an item of its kind.
    """
    if not item.vars:
        return item
    filler = _Filler(values)
    plain = msgspec.to_builtins(item)
    apart = _taken_apart(plain)
    filled = {key: part if key in RULES else filler.fill(part) for key, part in plain.items()}
    if apart is not None:
        filled[APART[0]][APART[1]] = apart
    try:
        return msgspec.convert(filled, type(item))
    except msgspec.ValidationError as error:
        raise ExpressionError(f"with these values it is no item any more: {error}") from None


def fill_text(text: str, values: Mapping[str, Value]) -> str:
    """One text with every `<<…>>` computed. Raises `ExpressionError`."""
    return _Filler(values).text(text)


def texts(item: Item) -> Iterator[tuple[Path, str]]:
    """Every text of an item that is filled, with its path."""
    plain = msgspec.to_builtins(item)
    _taken_apart(plain)
    for key, part in plain.items():
        if key not in RULES:
            yield from _texts(part, (key,))


def _taken_apart(plain: dict[str, Any]) -> Any:
    """Take the template inside an item out of it; None when there is none."""
    inner = plain.get(APART[0])
    return inner.pop(APART[1], None) if isinstance(inner, dict) else None


def pieces(text: str) -> Iterator[str | Slot]:
    """The text cut at its `<<…>>`; a `>>` in quotes doesn't close. Raises `ExpressionError` when none does."""
    here = 0
    while (at := text.find("<<", here)) >= 0:
        if at > here and text[at - 1] == "\\":
            yield text[here : at - 1] + "<<"
            here = at + 2
            continue
        yield text[here:at]
        end = _closing(text, at + 2)
        yield Slot(text[at + 2 : end], at + 2)
        here = end + 2
    yield text[here:]


def _closing(text: str, start: int) -> int:
    window = text[start : start + MOST_SOURCE + 2]
    for found in re.finditer(_QUOTED_OR_CLOSE, window):
        if found[0] == ">>":
            return start + found.start()
    raise ExpressionError(
        f"`<<{shorten(window, 20)}` is never closed with `>>`; a `<<` that is just text is written `\\<<`", start - 2
    )


class _Filler:
    """Fills the texts of one item, and counts the work that takes."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self.values = values
        self.left = WORK

    def fill(self, part: Any) -> Any:
        if isinstance(part, str):
            return self.text(part)
        if isinstance(part, list):
            return [self.fill(element) for element in part]
        return self.mapping(part) if isinstance(part, dict) else part

    def text(self, text: str) -> str:
        if "<<" not in text:
            return text
        return "".join(piece if isinstance(piece, str) else self.slot(piece) for piece in pieces(text))

    def slot(self, slot: Slot) -> str:
        expression = slot.expression()
        self.spend(expression.size)
        try:
            computed = as_text(expression.value(self.values))
        except ExpressionError as error:
            raise ExpressionError(error.message, slot.at + (error.offset or 0)) from None
        self.spend(len(computed))
        return computed

    def mapping(self, part: dict[Any, Any]) -> dict[Any, Any]:
        filled = {self.fill(key): self.fill(value) for key, value in part.items()}
        if len(filled) < len(part):
            raise ExpressionError(f"two of the entries {shorten(', '.join(map(str, part)))} become the same text")
        return filled

    def spend(self, work: int) -> None:
        self.left -= work
        if self.left < 0:
            raise ExpressionError("there is too much to compute in this item")


def _texts(part: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(part, str):
        yield path, part
    elif isinstance(part, list):
        for index, element in enumerate(part):
            yield from _texts(element, (*path, index))
    elif isinstance(part, dict):
        for key, element in part.items():
            if "<<" in str(key):
                yield (*path, key), str(key)
            yield from _texts(element, (*path, key))
