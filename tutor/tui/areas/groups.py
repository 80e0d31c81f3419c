"""Sorting: each thing goes into a group; the groups show what is in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tutor.language import _, _n
from tutor.tui.areas.assign import Assign
from tutor.tui.prose import inline
from tutor.tui.safe import joined, spaces, text, wrapped

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked


class Groups(Assign):
    """Things, each with the group it was put into; below them the groups."""

    def __init__(self) -> None:
        super().__init__(id="groups")

    def gives(self) -> str:
        return _("put into a group")

    def unfinished(self, count: int) -> str:
        return _n(
            "{count} is in no group. Enter once more answers so.",
            "{count} are in no group. Enter once more answers so.",
            count,
        )

    def ask(self, asked: Asked) -> None:
        """Nothing is sorted yet."""
        self.begin(list(asked.shown.get("lines", ())), list(asked.shown.get("groups", ())))

    def response(self) -> Response:
        return {group: self._members(number) for number, group in enumerate(self.options)}

    def _members(self, option: int) -> list[str]:
        return [self.things[number] for number in range(len(self.things)) if self.given.get(number) == option]

    def pairs_of(self, draft: dict[str, Any]) -> Iterable[tuple[str, str]]:
        return ((thing, group) for group, things in draft.items() for thing in things)

    def told(self, right: Response, given: Response, *, correct: bool) -> None:
        """The right group of each thing; before it the learner's where that was another."""
        had = given if isinstance(given, dict) else None
        wanted = had if correct and had else right if isinstance(right, dict) else {}
        homes = self._homes(had) if had is not None else None
        self.compared(self._homes(wanted), homes)

    def _homes(self, groups: dict[str, list[str]]) -> list[str | None]:
        """The group of each thing. A text that stands in several groups is found in one after the other."""
        left = [(group, member) for group, members in groups.items() for member in members]
        homes = list[str | None]()
        for thing in self.things:
            found = next((one for one in left if one[1] == thing), None)
            if found is not None:
                left.remove(found)
            homes.append(found[0] if found else None)
        return homes

    def _may_stand_beside(self) -> bool:
        return False

    def _draw_option(self, number: int, width: int) -> list[Content]:
        cells = min(self._widest(self.options), max(8, width // 3))
        members = text(", ", "$quiet").join([inline(one) for one in self._members(number)])
        key = joined(text(f"{number + 1}" if number < 9 else " ", "$accent"), spaces(3))
        name = inline(self.options[number], "bold")
        if name.cell_length > cells:
            return [*wrapped(name, width, key), *(wrapped(members, width, spaces(6)) if members else [])]
        return wrapped(members, width, joined(key, name, spaces(cells - name.cell_length + 3)))
