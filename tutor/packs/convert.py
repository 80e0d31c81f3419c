"""From one node of the tree to one struct, saying what does not fit in the author's words and at its line.

`msgspec.convert` does the work and reports one error with a path; each is said, the culprit is taken out, and the rest
is tried again, so that all problems of a node are found.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from tutor.packs.nodes import Map, Node, Page, Seq, find
from tutor.packs.problems import nearest, one_of, quoted
from tutor.packs.stumbles import in_quotes, rest_of_a_text, written_in_quotes

T = TypeVar("T", bound=msgspec.Struct)
Step = str | int | None
"""A key, an index, or an entry of a mapping that the error does not name."""

_ERROR = re.compile(r"(?P<what>.*?)(?: - at `(?:key` in `)?\$(?P<path>.*)`)?", re.DOTALL)
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_NAMED = re.compile(r"field `(.*)`")
_TYPES = re.compile(r"Expected `(.*?)`, got `(.*?)`")
_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "bool": "`true` or `false`",
    "str": "a text",
    "array": "a list",
    "object": "a mapping (`key: value`)",
}
_ENTRIES = {
    "choices": "mark each one: `- right: …` or `- wrong: …`",
    "mistakes": "write `- when: …` and below it `say: …`",
    "rubric": "write `- criterion: …` and below it `levels: […]`",
    "feedback": "write `- response: …` and below it `name: …`",
}
"""How the entries of a list are written that are mappings."""
_BESIDE_CARDS = frozenset({"both", "typed"})
_MOST_ROUNDS = 50

Limit = tuple[Callable[[Any], bool], str]
_EXACT: Limit = (lambda value: value in ("exact", "ignore"), one_of(["exact", "ignore"]))
_SHARE: Limit = (lambda value: 0 < value <= 1, "a share above 0 and up to 1")
_LANGUAGE: Limit = (
    lambda value: re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6}", value) is not None,
    "a language tag like `en` or `pt-BR`",
)
LIMITS: dict[str, Limit] = {
    "difficulty": (lambda value: 1 <= value <= 5, "a whole number from 1 to 5"),
    "rev": (lambda value: 1 <= value < 2**31, "a whole number, 1 or more"),
    "seconds": (lambda value: 0 < value <= 86_400, "a number of seconds, more than 0"),
    "typos": (lambda value: value in (0, 1), "0 or 1"),
    "hours": (lambda value: 0 < value <= 10_000, "a number of hours, more than 0"),
    "reading_level": (lambda value: 0 < value <= 200, "a number from 1 to 200"),
    "threshold": (lambda value: 0.5 <= value <= 0.99, "a number from 0.5 to 0.99"),
    "quiz": (lambda value: 1 <= value <= 50, "a whole number from 1 to 50"),
    "pass": _SHARE,
    "case": _EXACT,
    "accents": _EXACT,
    "remember": (lambda value: value in ("skill", "items"), one_of(["skill", "items"])),
    "hand_in": (lambda value: value in ("text", "file", "link"), one_of(["text", "file", "link"])),
    "with": (lambda value: value in ("alone", "pair", "group"), one_of(["alone", "pair", "group"])),
    "pick": (lambda value: True, one_of(["any", "many"])),
    "form": (lambda value: True, one_of(["factored", "expanded", "simplest"])),
    "title": (lambda value: 0 < len(value.strip()) <= 200, "a text of 1 to 200 characters"),
    "version": (lambda value: 0 < len(value) <= 64, "a text of 1 to 64 characters"),
    "language": _LANGUAGE,
    "target": _LANGUAGE,
    "can": (lambda value: len(value) <= 500, "a text of at most 500 characters"),
    "summary": (lambda value: len(value) <= 1_000, "a text of at most 1,000 characters"),
    "way": (lambda value: len(value) <= 64, "a label of at most 64 characters"),
    "group": (lambda value: len(value) <= 64, "a label of at most 64 characters"),
    "interest": (lambda value: len(value) <= 64, "a label of at most 64 characters"),
    "format": (lambda value: value == 1, "1"),
}
"""What a key's value must be, beyond its type, and in words. Fixed by the pack format where it names a range."""
_LIMITED = frozenset(LIMITS) | {"mastery"}
"""Keys whose values are looked at; every key that takes a decimal number is among them."""


@lru_cache(maxsize=64)
def names_of(kind: type[msgspec.Struct]) -> dict[str, str]:
    """The keys an author may write for a struct, with the names of its fields."""
    return {field.encode_name: field.name for field in msgspec.structs.fields(kind)}


def check_keys(page: Page, node: Map, known: Iterable[str], what: str = "") -> None:
    """Say and take out every key that is not known here."""
    names = set(known)
    for key in [key for key in node if key not in names]:
        if page.over:
            return
        say_unknown(page, node.key_at(key), key, names, what)
        del node[key]


def check_lengths(page: Page, node: Map, most: int, besides: Collection[str] = ()) -> None:
    """Say and take out what has more entries than anybody writes by hand: it would stay in memory with the course."""
    for key, value in list(node.items()):
        if key not in besides and value.__class__ is not str and len(value) > most:
            page.error(node.key_at(key), "too-many", f"`{key}` has {len(value):,} entries, more than {most:,}")
            del node[key]


def say_unknown(page: Page, at: int, key: str, known: Iterable[str], what: str = "", *, otherwise: str = "") -> None:
    """An unknown key, with the nearest known one; `otherwise` is the hint where none is near."""
    names = [] if page.full else sorted(known)
    hint = (
        rest_of_a_text(page, at, key)
        or (_beside_cards(key) if key in _BESIDE_CARDS else "")
        or (_UNIT if key == "unit" else "")
        or (_TEXT if " " in key.strip() and not nearest(key, names) else "")
        or _outdented(page, at)
        or _squeezed(key, names)
        or nearest(key, names)
        or (f"{what} takes {one_of(names)}" if what and 0 < len(names) < 8 else otherwise or "remove it")
    )
    page.error(at, "unknown-key", f"unknown key {quoted(key)}", hint)


_BLOCK = re.compile(r":[ ]+[|>][-+0-9]{0,2}$")
_UNIT = "this file is a unit: check its course, the folder with `course.yaml`"
_TEXT = "no key has spaces in it; if it is the rest of a text, quote that text, or indent it more than its key"


def _outdented(page: Page, at: int) -> str:
    """A hint for a line that was meant as the text of the key above it: `ask: |`, and the text begins too far left."""
    line = at - page.position(at)[1] + 1
    is_text = not page.full and _BLOCK.search(page.text[max(line - 300, 0) : line].rstrip())
    return "if it is the text of the key above, indent it more than that key" if is_text else ""


def _beside_cards(key: str) -> str:
    ways = (f"`cards: {{{where}, {key}: true}}`" for where in ("file: words.csv", "rows: [[front, back], …]"))
    return f"for all cards together write {' or '.join(ways)}"


def _squeezed(key: str, known: Collection[str]) -> str:
    """A hint for a key that has swallowed its value or its dash: `id:a`, `-id`."""
    name, colon, rest = key.partition(":")
    if colon and name in known:
        return f"write {quoted(f'{name}: {rest}')} with a space after the colon"
    return dash_hint(key) if key.startswith("-") and key[1:] in known else ""


def dash_hint(key: str) -> str:
    """What to write instead of a `-key` without a space."""
    return f"write {quoted(f'- {key[1:]}: …')} with a space after the dash"


def to_struct(page: Page, node: Map, kind: type[T], *, other_keys: Iterable[str] = ()) -> T | None:
    """The struct, or nothing after saying all that is wrong. `other_keys` are known but read elsewhere."""
    names = names_of(kind)
    if not node.keys() <= names.keys():
        others = set(other_keys)
        before = len(page.problems)
        check_keys(page, node, names.keys() | others)
        good = len(page.problems) == before
        if page.over:
            return None
        node = _without(node, others)
    else:
        good = True
    for _ in range(_MOST_ROUNDS):
        try:
            made = msgspec.convert(node, kind, strict=False)
        except msgspec.ValidationError as error:
            good = False
            if not _say(page, node, kind, str(error)):
                return None
        else:
            return made if _within_limits(page, node, made, names) and good else None
    return None


def _without(node: Map, others: set[str]) -> Map:
    if not others & node.keys():
        return node
    rest = Map(node.at)
    rest.marks = node.marks
    rest.update((key, value) for key, value in node.items() if key not in others)
    return rest


def _within_limits(page: Page, node: Map, made: msgspec.Struct, names: dict[str, str]) -> bool:
    good = True
    for key in node.keys() & _LIMITED:
        limit, written = LIMITS.get(key), node[key]
        value = getattr(made, names[key])
        if isinstance(value, msgspec.Struct) and isinstance(written, Map):
            good = _within_limits(page, written, value, names_of(type(value))) and good
        if isinstance(value, float) and not math.isfinite(value):
            page.error(node.value_at(key), "value", f"`{key}` must be a finite number, not {quoted(written)}")
            good = False
        elif limit and value is not None and not isinstance(written, dict | list) and not limit[0](value):
            _say_not(page, node.value_at(key), key, limit[1], written)
            good = False
    return good


def _say(page: Page, node: Map, kind: type[msgspec.Struct], error: str) -> bool:
    """Say one error of msgspec's and take its cause out. False when nothing is left to try."""
    match = _ERROR.fullmatch(error)
    what = match["what"] if match else error
    steps = _named_steps(node, _steps((match["path"] or "") if match else ""), what)
    if "missing required" in what:
        name = _named(what)
        holder = _reach(node, steps)
        if not (isinstance(holder, Map) and name in holder.marks):  # else it was taken out, and why was said
            page.error(_place(node, steps), "missing", f"`{name}` is missing", f"add `{name}: …`")
    elif "unknown field" in what:
        steps = [*steps, _named(what)]
        names = _names_below(kind, str(steps[0]))
        say_unknown(page, _place(node, steps, key=True), _named(what), names, otherwise=_ENTRIES.get(str(steps[0]), ""))
        steps = steps if _reach(node, steps[:-1]) is not None else steps[:-1]
    else:
        _say_value(page, node, steps, what)
    return _take_out(node, steps)


def _named(what: str) -> str:
    match = _NAMED.search(what)
    return match[1] if match else "?"


def _say_value(page: Page, node: Map, steps: list[Step], what: str) -> None:
    key = next((step for step in reversed(steps) if isinstance(step, str)), "this")
    at = _place(node, steps)
    value = _reach(node, steps)
    types = _TYPES.search(what)
    limit = LIMITS.get(key)
    expected = [_WORDS[name] for name in (types[1] if types else "").split(" | ") if name in _WORDS]
    should = limit[1] if limit else " or ".join(expected) or "something else"
    if isinstance(value, Seq | Map) and "a text" in expected:
        sign = "[[" if page.text.startswith("[[", at) else page.text[at : at + 1]
        if sign in ("[[", "[", "{"):
            said = f"YAML reads {quoted(sign)} as a {'list' if isinstance(value, Seq) else 'mapping'}"
            page.error(at, "quote", f"`{key}` must be {should}; {said}", in_quotes(page, at))
            return
    if value == "":
        _say_not(page, at, key, should, "")
        return
    subject = f"each entry of `{key}`" if isinstance(steps[-1], int) else f"`{key}`"
    hint = _list_hint(key, value) if expected == ["a list"] else _ENTRIES.get(key, "") if "each" in subject else ""
    hint = (_colon_hint(value) if "a text" in expected else "") or hint
    page.error(at, "value", f"{subject} must be {should}, not {describe(value)}", hint)


def _colon_hint(value: Node) -> str:
    """A hint for a text that its last colon made a key: `- if x > 3:`."""
    key = next(iter(value), "") if isinstance(value, Map) and len(value) == 1 else ""
    if not key or value[key] != "":
        return ""
    return f"the colon at the end makes it a key; put quotes around it: {written_in_quotes(f'{key}:')}"


def _list_hint(key: str, value: Node) -> str:
    """How to write a list where something else stands."""
    squeezed = next((name for name in value if name.startswith("-")), "") if isinstance(value, Map) else ""
    if squeezed:
        return dash_hint(squeezed)
    if key in _ENTRIES:
        return _ENTRIES[key]
    if not isinstance(value, str):
        return ""
    if "\n" in value.strip():
        return "write it as a list: a line `- …` for each entry"
    return f"write it as a list: `[{quoted(value.strip())[1:-1]}]`"


def _say_not(page: Page, at: int, key: str, should: str, written: str) -> None:
    if written:
        page.error(at, "value", f"`{key}` must be {should}, not {quoted(written)}")
    else:
        page.error(at, "empty", f"`{key}` is empty; it must be {should}", "fill it in or remove it")


def describe(value: Node | None) -> str:
    """A value as a message names it."""
    if isinstance(value, Map):
        return "a mapping"
    return "a list" if isinstance(value, Seq) else quoted(value)


def _steps(path: str) -> list[Step]:
    found: list[Step] = []
    for match in _STEP.finditer(path):
        index = match[2]
        found.append(match[1] or (None if index == "..." else int(index)))
    return found


def _named_steps(node: Map, steps: list[Step], what: str) -> list[Step]:
    """The steps with the key in place of a mapping's unnamed entry: the first one of the wrong kind."""
    types = _TYPES.search(what)
    wrong = {"array": Seq, "object": Map, "str": str}.get(types[2]) if types else None
    for place, step in enumerate(steps):
        holder = _reach(node, steps[:place]) if step is None else None
        if isinstance(holder, Map) and wrong is not None:
            rest = steps[place + 1 :]
            fitting = (key for key in holder if isinstance(_reach(holder, [key, *rest]), wrong))
            steps = [*steps[:place], next(fitting, None), *rest]
    return steps


def _known(steps: list[Step]) -> tuple[str | int, ...]:
    known: list[str | int] = []
    for step in steps:
        if step is None:
            break
        known.append(step)
    return tuple(known)


def _place(node: Map, steps: list[Step], *, key: bool = False) -> int:
    path = _known(steps)
    if key and path and isinstance(path[-1], str):
        holder = _reach(node, list(path[:-1]))
        if isinstance(holder, Map) and path[-1] in holder:
            return holder.key_at(path[-1])
    return find(node, path, node.at)


def _reach(node: Node, steps: list[Step]) -> Node | None:
    for step in steps:
        if isinstance(node, Map) and step in node:
            node = node[str(step)]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            return None
    return node


def _take_out(node: Map, steps: list[Step]) -> bool:
    path = _known(steps)
    if not path:
        return False
    holder = _reach(node, list(path[:-1]))
    last = path[-1]
    if isinstance(holder, Map) and last in holder:
        del holder[str(last)]
    elif isinstance(holder, Seq) and isinstance(last, int) and last < len(holder):
        holder.take_out(last)
    else:
        return False
    return True


@lru_cache(maxsize=256)
def _names_below(kind: type[msgspec.Struct], key: str) -> frozenset[str]:
    """All keys of the structs that may stand below a key: what an unknown one may have been meant to be."""
    name = names_of(kind).get(key)
    types = {field.encode_name: field.type for field in msgspec.inspect.type_info(kind).fields} if name else {}  # type: ignore[attr-defined]
    found: set[str] = set()
    waiting: list[Any] = [types.get(key)]
    while waiting:
        here = waiting.pop()
        if isinstance(here, msgspec.inspect.StructType):
            found.update(field.encode_name for field in here.fields)
        waiting.extend(_inner(here))
    return frozenset(found)


def _inner(here: Any) -> list[Any]:
    if isinstance(here, msgspec.inspect.UnionType):
        return list(here.types)
    if isinstance(here, msgspec.inspect.ListType):
        return [here.item_type]
    return [here.value_type] if isinstance(here, msgspec.inspect.DictType) else []
