"""A goal, in the learner's own words: what for, how many minutes a day, until when. Everything may be left out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tutor.present.when import forecast
from tutor.tui.bridge import Refused
from tutor.tui.card import Card
from tutor.tui.safe import Draw
from tutor.tui.screens.asking import Asking, Question, whole_number
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.tui.place import Place

WORDS = Question("What do you want to be able to do?", "In your own words: “help my daughter with maths”.")
MINUTES = Question("How many minutes a day feel right?", "A number; empty is 20.", wrong=whole_number(1, 1440))


def wrong_date(typed: str) -> str:
    """What is wrong with a date; nothing when it is one."""
    try:
        date.fromisoformat(typed)
    except ValueError:
        return "Write the day like 2027-01-31, please; or leave it empty."
    return ""


UNTIL = Question("Is there a day it should be done by?", "Like 2027-01-31; empty when there is none.", wrong=wrong_date)


async def set_goal(place: Place) -> None:
    """Ask for a goal, keep it, and say honestly when it can be reached."""
    words, minutes, until = await place.app.push_screen_wait(Asking([WORDS, MINUTES, UNTIL]))
    if not (words or minutes or until):
        return
    found = await place.tutor.study.call(
        lambda session: session.goal(
            words=words or "", minutes_a_day=int(minutes) if minutes else None, date=until or None
        )
    )
    draw = sentence(found.sentence, "$warm") if isinstance(found, Refused) else _kept(found[1], place)
    await place.app.push_screen_wait(Card("Your goal", draw))


def _kept(found: dict[str, Any], place: Place) -> Draw:
    """When the goal is likely reached, and what helps when that is too late."""
    return sentence(forecast(found, place.tutor.clock.now().date()))
