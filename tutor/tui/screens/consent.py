"""The question whether a pack's programs may run, on a card over the screen. Esc says: not now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.present.consent import facts, question
from tutor.tui.card import Card
from tutor.tui.keys import Key
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.core.consent import Consent
    from tutor.tui.screens.asides import Asides

KEYS = (Key("y", "y", "yes, let them run", rank=0), Key("n", "n", "no, and don't ask again", rank=1))
NOT_NOW = Key("escape", "Esc", "not now", rank=0)


async def ask(screen: Asides, consent: Consent) -> str:
    """Ask, and take in the answer. Returns what is to be told of it, "" for nothing."""
    told = [sentence(one, "$warm" if consent.bare and one == consent.box else "") for one in facts(consent)]
    chosen = await screen.app.push_screen_wait(Card(question(consent), parts(*told), KEYS, NOT_NOW))
    if chosen == "y":
        answered = await screen.sitting.study.call(lambda session: session.allow(consent))
    else:
        answered = await screen.sitting.study.call(lambda session: session.decline(consent, ever=chosen == "n"))
    return answered if isinstance(answered, str) else answered.sentence
