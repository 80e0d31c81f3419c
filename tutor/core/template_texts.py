"""Filling the texts of a template: every `<<…>>` is computed, once, wherever in the item it stands.

The item is taken apart into plain lists and mappings, so that kinds of items need to know nothing of templates.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from tutor.core.expression_parser import MOST_SOURCE
from tutor.core.expression_tree import shorten
from tutor.core.expression_values import as_text, shown_text
from tutor.core.expressions import Expression, ExpressionError, Value, parse
from tutor.core.item import Item
from tutor.core.numbers import decimal_sign, in_language

T = TypeVar("T", bound=Item)
Path = tuple[str | int, ...]
Write = Callable[[Value], str]

WORK = 20_000
"""Nodes computed and characters put in, in one item: more than any exercise needs, little enough to end soon."""
RULES = frozenset({"type", "vars", "where", "let"})
"""Keys of an item that are never filled: its kind, and what the template itself is made of."""
TOLD = frozenset({"ask", "explain", "hints", "say", "because"})
"""Keys whose texts are only read by people. Elsewhere a text may be compared or computed again: nothing is rounded."""
APART = ("code", "cases")
"""A template inside an item: its values are drawn for each test anew, so its texts are left as they are written."""

_QUOTED_OR_CLOSE = r"""(?s)'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|>>"""


class Slot(Struct, frozen=True):
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


def fill(item: T, values: Mapping[str, Value], language: str = "en") -> T:
    """The item with every `<<…>>` in its texts computed from the values and `\\<<` made `<<`; to be done once.

    An item without `vars` comes back as it is, `<<` and all. `vars`, `where` and `let` stay as written. An expression
    that a kind computes itself (`number: a + b`) is a text here: unchanged without `<<`. What is put into an expression
    is put in as text, without brackets: with a = -3 `<<a>>^2` becomes `-3^2`, so write `a^2` there. Raises
    `ExpressionError` when something can't be computed, is too much, or no longer is an item of its kind. What is only
    read by people has the decimal sign of the `language`, but in mathematics and code.
    """
    return Filling(item).filled(values, language)


class Filling(Generic[T]):
    """An item whose texts are read once, to be filled with the values of many draws."""

    def __init__(self, item: T) -> None:
        self.item = item

    def filled(self, values: Mapping[str, Value], language: str = "en") -> T:
        """The item with these values, as `fill` gives it."""
        if not self.item.vars:
            return self.item
        plain, to_fill = self._parts
        filler = _Filler(values, language)
        filled = {key: filler.fill(part) for key, part in to_fill}
        try:
            return msgspec.convert({**plain, **filled}, type(self.item))
        except msgspec.ValidationError as error:
            raise ExpressionError(f"with these values it is no item any more: {error}") from None

    @cached_property
    def _parts(self) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
        """The item's parts as they are written, and those with something to fill, read."""
        plain = msgspec.to_builtins(self.item)
        apart = _taken_apart(plain)
        read = {key: _read(part, _writing(key, as_text)) for key, part in plain.items() if key not in RULES}
        if apart is not None:
            plain[APART[0]][APART[1]] = apart
            if isinstance(read[APART[0]], _Mapping):
                read[APART[0]].entries.append((APART[1], apart))
        return plain, [(key, part) for key, part in read.items() if part is not plain[key]]


def fill_text(text: str, values: Mapping[str, Value]) -> str:
    """One text with every `<<…>>` computed. Raises `ExpressionError`."""
    filled: str = _Filler(values).fill(_read(text))
    return filled


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


class _Text(Struct, frozen=True):
    """A text with something to compute in it; `frame` has a `%s` for each slot, which has its way of writing."""

    frame: str
    slots: list[tuple[Slot, Expression, Write]]
    size: int
    """Nodes of all its expressions."""


class _List(Struct, frozen=True):
    elements: list[Any]


class _Mapping(Struct, frozen=True):
    entries: list[tuple[Any, Any]]
    written: str
    """Its keys as they are written, for a message."""


def _read(part: Any, write: Write = as_text) -> Any:
    """A part of an item, read for filling: the very same where there is nothing to fill. Raises `ExpressionError`."""
    if isinstance(part, str):
        return _read_text(part, write) if "<<" in part else part
    if isinstance(part, list):
        elements = [_read(element, write) for element in part]
        return part if all(map(operator.is_, elements, part)) else _List(elements)
    if isinstance(part, dict):
        entries = [(_read(key), _read(value, _writing(key, write))) for key, value in part.items()]
        same = all(key is k and value is v for (key, value), (k, v) in zip(entries, part.items(), strict=True))
        return part if same else _Mapping(entries, shorten(", ".join(map(str, part))))
    return part


def _writing(key: object, around: Write) -> Write:
    """How values below a key become text."""
    return shown_text if key in TOLD else as_text if key == "if" else around


def _read_text(text: str, write: Write) -> _Text:
    cut = list(pieces(text))
    slots = [(piece, piece.expression(), _at(piece, text, write)) for piece in cut if isinstance(piece, Slot)]
    frame = "".join(["%s" if isinstance(piece, Slot) else piece.replace("%", "%%") for piece in cut])
    return _Text(frame, slots, sum(expression.size for _, expression, _ in slots))


def _at(slot: Slot, text: str, write: Write) -> Write:
    """How the value of a slot becomes text: prose has the signs of its language, mathematics and code their own."""
    before = text[: slot.at]
    apart = before.count("$") - before.count("\\$") + before.count("`")
    return told_text if write is shown_text and not apart % 2 else write


def told_text(value: Value, language: str = "en") -> str:
    """A value in a sentence of this language (BCP 47); in a list of decimals commas would be taken for their signs."""
    if isinstance(value, tuple) and decimal_sign(language) == ",":
        return "; ".join(told_text(part, language) for part in value)
    said = shown_text(value)
    return in_language(said, language) if isinstance(value, int | float | Fraction) else said


class _Filler:
    """Fills the texts of one item with one draw's values, each expression once, and counts the work that takes."""

    def __init__(self, values: Mapping[str, Value], language: str = "en") -> None:
        self.values = values
        self.language = language
        self.left = WORK
        self.written: dict[Write, dict[str, str]] = {as_text: {}, shown_text: {}, told_text: {}}

    def fill(self, part: Any) -> Any:
        if isinstance(part, _Text):
            return self.text(part)
        if isinstance(part, _List):
            return [self.fill(element) for element in part.elements]
        return self.mapping(part) if isinstance(part, _Mapping) else part

    def text(self, text: _Text) -> str:
        self.spend(text.size)
        computed = [
            self.written[write].get(slot.source) or self.slot(slot, expression, write)
            for slot, expression, write in text.slots
        ]
        self.spend(sum(map(len, computed)))
        return text.frame % tuple(computed)

    def slot(self, slot: Slot, expression: Expression, write: Write) -> str:
        try:
            value = expression.value(self.values)
        except ExpressionError as error:
            raise ExpressionError(error.message, slot.at + (error.offset or 0)) from None
        computed = told_text(value, self.language) if write is told_text else write(value)
        self.written[write][slot.source] = computed
        return computed

    def mapping(self, part: _Mapping) -> dict[Any, Any]:
        filled = {self.fill(key): self.fill(value) for key, value in part.entries}
        if len(filled) < len(part.entries):
            raise ExpressionError(f"two of the entries {part.written} become the same text")
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
