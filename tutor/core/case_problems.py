"""What is wrong with the generated tests of a program, as an author writes them (`cases:`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from tutor.core.expressions import ExpressionError, parse
from tutor.core.item import Flaw
from tutor.core.template_texts import pieces
from tutor.core.template_values import read_pool

if TYPE_CHECKING:
    from tutor.core.kinds.code import Cases

MOST_CASES = 200
"""Generated tests of one item. Tunable: each is a call of the learner's program."""

Path = tuple[str | int, ...]


def flaws_of_cases(cases: Cases, path: Path) -> Iterator[Flaw]:
    """The flaws of the cases that stand at `path` in their item. Nothing is drawn or run."""
    if not cases.vars:
        yield Flaw(path, "cases", "the cases have no `vars` to be made from", "add `vars: {n: 0..50}`")
    if bool(cases.call) == (cases.stdin is not None):
        which = "both `call` and `stdin`" if cases.call else "neither `call` nor `stdin`"
        yield Flaw(path, "cases", f"the cases have {which}", "write one of them, with `<<n>>` in it")
    if not 1 <= cases.count <= MOST_CASES:
        message = f"`count` must be a whole number from 1 to {MOST_CASES}, not {cases.count}"
        yield Flaw((*path, "count"), "value", message, "write for example `count: 20`")
    for name, written in cases.vars.items():
        try:
            if not name.isidentifier():
                raise ExpressionError(f"`{name[:40]}` can't be a name")
            read_pool(written)
        except ExpressionError as error:
            yield Flaw((*path, "vars", name), "bad-vars", error.message, "write a range `2..12` or a list `[Ana, Bo]`")
    yield from _of_expressions(cases, path)


def _of_expressions(cases: Cases, path: Path) -> Iterator[Flaw]:
    """Expressions that can't be read or use what is not in `vars`: all of `where`, each `<<…>>` of the others."""
    for key, text in (("where", cases.where), ("call", cases.call), ("stdin", cases.stdin or "")):
        try:
            read = [parse(text)] if key == "where" and text else []
            read += [one.expression() for one in pieces(text) if key != "where" and not isinstance(one, str)]
        except ExpressionError as error:
            yield Flaw((*path, key), "bad-expression", error.message)
            continue
        yield from _unknown((*path, key), {name for one in read for name in one.names}, cases.vars)


def _unknown(path: Path, names: Collection[str], known: Collection[str]) -> Iterator[Flaw]:
    for name in sorted(set(names).difference(known))[:1]:
        hint = f"known here: {', '.join(sorted(known)) or 'no names'}"
        yield Flaw(path, "unknown-name", f"unknown name `{name[:40]}`", hint)
