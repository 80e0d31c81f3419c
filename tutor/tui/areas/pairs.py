"""Pairing: each thing on the left gets its partner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tutor.tui.areas.assign import Assign

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked


class Pairs(Assign):
    """Left things with their partners.

    A partner may be given twice: some packs need it, and nothing is taken away unseen.
    """

    def __init__(self) -> None:
        super().__init__(id="pairs")

    def ask(self, asked: Asked) -> None:
        """Nothing is paired yet."""
        self.begin(list(asked.shown.get("left", ())), list(asked.shown.get("right", ())))

    def response(self) -> Response:
        return {self.things[number]: self.options[option] for number, option in sorted(self.given.items())}

    def pairs_of(self, draft: dict[str, Any]) -> Iterable[tuple[str, str]]:
        return draft.items()

    def told(self, right: Response, given: Response, *, correct: bool) -> None:
        """The right partner of each; before it the learner's where that was another."""
        had = given if isinstance(given, dict) else {}
        wanted = had if correct and had else right if isinstance(right, dict) else {}
        pairs = [had.get(one) for one in self.things] if had else None
        self.compared([wanted.get(one) for one in self.things], pairs)
