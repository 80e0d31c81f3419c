"""Getting to know one another, lightly: after the first five answers a name and a goal are asked for, once."""

from __future__ import annotations

from datetime import date

from tutor.plain.sitting import Here, Sitting
from tutor.present.when import forecast

FIRST_ANSWERS = 5
"""Answers after which a new learner is asked; the first question comes before any of it."""


def welcome(sitting: Sitting) -> None:
    """Ask once for a name and a goal; Enter skips either."""
    if sitting.session.desk.learner().answers != FIRST_ANSWERS or not sitting.done or sitting.welcomed:
        return
    sitting.welcomed = True
    sitting.say("Those were your first five answers.")
    name = sitting.prompt(Here(optional=True), "What may I call you? Enter skips this.")
    if name is None:
        return
    if name:
        sitting.tried(lambda: sitting.session.name(name))
        sitting.voice.line(f"Thank you, {name}.")
    asks = "What do you want to learn this for, in your own words? Enter skips this."
    goal = sitting.prompt(Here(optional=True), asks)
    if goal:
        set_goal(sitting, goal)


def set_goal(sitting: Sitting, words: str) -> None:
    """Keep a goal in the learner's own words, and say how far it is."""
    found = sitting.tried(lambda: sitting.session.goal(words=words))
    if found is not None:
        today: date = sitting.clock().date()
        sitting.say(f"Your goal is kept. {forecast(found[1], today)}")
