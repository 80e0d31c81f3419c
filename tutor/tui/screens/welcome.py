"""Once, after the first answers: who are you, what do you want, how long a day, and what do you know already?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.language import _, later
from tutor.present.goal import ABOUT_LEARNING, OFFER_LEARNING
from tutor.present.placement import OFFER
from tutor.study.placing import worth_offering
from tutor.tui.bridge import Refused
from tutor.tui.card import Card
from tutor.tui.keys import Key
from tutor.tui.screens.asking import Asking, Question
from tutor.tui.screens.goal import MINUTES, WORDS
from tutor.tui.screens.likes import Likes
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.study.session import Session
    from tutor.tui.place import Place

NAME = Question(
    later("That is a good start. What may I call you?"), later("All of this stays on this computer. Enter goes on.")
)


async def welcome(place: Place) -> str:
    """Ask, keep what was said, offer a placement. Returns a line to show above the next question."""
    name, words, minutes = await place.app.push_screen_wait(Asking([NAME, WORDS, MINUTES]))

    def keep(session: Session) -> None:
        if name:
            session.name(name)
        if words or minutes:
            session.goal(words=words or "", minutes_a_day=int(minutes) if minutes else None)

    kept = await place.tutor.study.call(keep)
    if isinstance(kept, Refused):
        return kept.sentence
    await place.app.push_screen_wait(Likes())
    large = await place.tutor.study.call(lambda session: worth_offering(session.desk))
    placed = await offer_placement(place) if large is True else None
    thanks = _("Thank you, {name}.", name=name) if name else ""
    learns_it = await place.tutor.study.call(lambda session: ABOUT_LEARNING in session.desk.courses)
    told = [thanks if placed is None else placed, _(OFFER_LEARNING) if learns_it is False else ""]
    return " ".join(filter(None, told))


async def offer_placement(place: Place, *, wished: bool = False) -> str | None:
    """Ask whether to begin a placement; a line about what came of it, or None when it was declined.

    Somebody who `wished` for one begins it with Enter; where it is only offered, Enter goes on without.
    """
    title, begin = _("Do you know some of this already?"), Key("p", "p", _("placement"), rank=0)
    without = Card.CLOSE._replace(shown="Enter", words=_("go on without"))
    if wished:
        title, begin = _("A placement"), Key("enter p", "Enter", _("begin"), rank=0)
        without = Key("escape", "Esc", _("back"), rank=0)
    if not await place.app.push_screen_wait(Card(title, parts(sentence(_(OFFER))), [begin], close=without)):
        return None
    placed = await place.tutor.study.call(lambda session: session.place())
    return placed.sentence if isinstance(placed, Refused) else _("The placement begins. Take your time.")
