"""Getting to know one another, lightly: after the first five answers a name, a goal, and what is known; once."""

from __future__ import annotations

from tutor.language import _
from tutor.plain.goals import new_goal
from tutor.plain.placement import offer
from tutor.plain.sitting import Here, Sitting
from tutor.present.goal import ABOUT_LEARNING, OFFER_LEARNING
from tutor.study.placing import worth_offering

FIRST_ANSWERS = 5
"""Answers after which a new learner is asked; the first question comes before any of it."""


def welcome(sitting: Sitting) -> None:
    """Ask once for a name and a goal; Enter skips either."""
    desk = sitting.session.desk
    soon = range(FIRST_ANSWERS, 2 * FIRST_ANSWERS)
    if sitting.welcomed or not sitting.done or desk.learner().answers not in soon or desk.book.quizzes(desk.courses, 1):
        return
    sitting.welcomed = True
    sitting.say(_("Those were your first answers."))
    name = sitting.prompt(Here(optional=True), _("What may I call you? Enter skips this."))
    if name is None:
        return
    if name:
        sitting.tried(lambda: sitting.session.name(name))
        sitting.voice.line(_("Thank you, {name}.", name=name))
    asks = _("What do you want to learn this for, in your own words? Enter skips this.")
    goal = sitting.prompt(Here(optional=True), asks)
    if goal is None:
        return
    if goal:
        new_goal(sitting, goal)
    sitting.say(_("Say :like at any time to tell how you like things explained."))
    if ABOUT_LEARNING not in desk.courses:
        sitting.say(_(OFFER_LEARNING))
    if sitting.session.placement() is None and worth_offering(desk):
        offer(sitting)
