"""The question whether a pack's programs may run, on a card over the screen. Esc says: not now.

Keys that were typed ahead, for the screen below, say nothing: not before the card is drawn, nor until none came for a
moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from tutor.language import _, later
from tutor.present.consent import facts, question
from tutor.tui.card import Card
from tutor.tui.keys import Key
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from tutor.core.consent import Consent
    from tutor.tui.screens.asides import Asides

KEYS = (Key("y", "y", later("yes, let them run"), rank=0), Key("n", "n", later("no, and don't ask again"), rank=1))
NOT_NOW = Key("escape", "Esc", later("not now"), rank=0)
QUIET = 0.7
"""Seconds without a key before one counts. Tunable (0.4 to 1.5): longer than between the keys of somebody typing."""


class ConsentCard(Card):
    """A card whose answer nobody gives by accident; `ticks` are seconds."""

    def __init__(self, consent: Consent, ticks: Callable[[], float]) -> None:
        told = [sentence(one, "$warm" if consent.bare and one == consent.box else "") for one in facts(consent)]
        super().__init__(question(consent), parts(*told), list(map(_translated, KEYS)), _translated(NOT_NOW))
        self._ticks = ticks
        self._since: float | None = None

    def on_mount(self) -> None:
        """The time begins when there is something to read."""
        self.call_after_refresh(self._is_seen)

    def _is_seen(self) -> None:
        self._since = self._ticks()

    def on_key(self, event: events.Key) -> None:
        """Pass over what comes in haste."""
        answers = any(key.is_for(event.key) for key in KEYS)
        if answers and (self._since is None or self._ticks() - self._since < QUIET):
            event.stop()
            event.prevent_default()  # the card's own way with keys would come next
            self._since = None if self._since is None else self._ticks()


def _translated(key: Key) -> Key:
    return key._replace(words=_(key.words))


async def ask(screen: Asides, consent: Consent) -> str:
    """Ask, and take in the answer. Returns what is to be told of it, "" for nothing."""
    chosen = await screen.app.push_screen_wait(ConsentCard(consent, screen.sitting.clock.ticks))
    if chosen == "y":
        answered = await screen.sitting.study.call(lambda session: session.allow(consent))
    else:
        answered = await screen.sitting.study.call(lambda session: session.decline(consent, ever=chosen == "n"))
    return answered if isinstance(answered, str) else answered.sentence
