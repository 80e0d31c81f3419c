"""The mathematics of a task or lesson as its author wrote it, for whoever wants to copy it or doubts what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins
from textual.content import Content
from textual.screen import Screen

from tutor.core.dollars import maths_at
from tutor.language import _
from tutor.tui.keys import Key
from tutor.tui.safe import Draw, spaces, stacked, text, wrapped
from tutor.tui.task_view import explanation
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.tui.card import Card

MOST = 60
"""Formulas that are listed. Tunable; nobody looks for one among more."""


def formulas_in(*told: Any) -> list[str]:
    """The TeX between dollars in all texts of these (tasks, verdicts, blocks), each once, in their order."""
    found = (tex for part in told for line in _texts(to_builtins(part)) for tex in _between_dollars(line))
    return list(dict.fromkeys(found))[:MOST]


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for one in part.values() if isinstance(part, dict) else part:
            yield from _texts(one)


def _between_dollars(line: str) -> Iterator[str]:
    at = line.find("$")
    while at >= 0:
        found = None if line[at - 1 : at] == "\\" else maths_at(line, at)
        if found is not None:
            yield found[1]
        at = line.find("$", at + 1 if found is None else found[0])


def formula_rows(formulas: list[str]) -> Draw:
    """Each formula as it is shown, and below it as it was written."""
    from tutor.present.maths import to_unicode

    def draw(width: int) -> Content:
        rows = [
            stacked([*wrapped(text(to_unicode(tex)), width), *wrapped(text(tex, "$quiet"), width, spaces(2))])
            for tex in formulas
        ]
        return stacked(rows)

    return draw


def formula_keys(screen: Screen[Any], *told: Any) -> list[Key]:
    """The key that shows them, where there are any."""
    if not any("$" in line for part in told for line in _texts(to_builtins(part))):
        return []

    async def formulas() -> None:
        await screen.app.push_screen(_card(formulas_in(*told)))

    return [Key("m", "m", _("maths as TeX"), formulas, _("Each formula here as it was written."), 9)]


async def show_lesson(screen: Screen[Any], title: str, block: dict[str, Any]) -> None:
    """A lesson on a card, its mathematics on a key."""
    keys = [key._replace(action=None, rank=1) for key in formula_keys(screen, block)]

    def after(chosen: str | None) -> None:
        if chosen:
            screen.app.push_screen(_card(formulas_in(block)), lambda _answer: None)

    from tutor.tui.card import Card  # no first question needs it

    await screen.app.push_screen(Card(title, explanation(block), keys), after)


def _card(formulas: list[str]) -> Card:
    from tutor.tui.card import Card

    draw = formula_rows(formulas) if formulas else sentence(_("There is no mathematics here."))
    return Card(_("Mathematics as it was written"), draw)
