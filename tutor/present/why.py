"""Why something is next, due or locked, in a sentence or two that a child understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tutor.core.choose import Why
from tutor.core.gate import Evidence, State
from tutor.language import _, _n, later
from tutor.present.goal import CLOSING
from tutor.present.placement import NEARLY
from tutor.present.standing import STANDING, chance
from tutor.present.when import on_day

STATES: dict[State, str] = {
    "locked": later("locked"),
    "open": later("open"),
    "learning": later("learning"),
    "learned": later("learned"),
    "mastered": later("mastered"),
    "secure": later("secure"),
    "fading": later("fading"),
}

SIGNS: dict[State, str] = {
    "locked": "○",
    "open": "◔",
    "learning": "◐",
    "learned": "●",
    "mastered": "★",
    "secure": "◆",
    "fading": "◌",
}


Values = Mapping[str, Any]


def sentence(why: Why) -> str:
    """Why a task comes now, why there is none, why a skill stands where it does; "" for an unknown code."""
    words = SENTENCES.get(why.code, "")
    return _(words).format_map(why.values) if isinstance(words, str) else words(why.values)


def state_words(state: State) -> str:
    """What a state is called."""
    return _(STATES[state])


def _missed(values: Values) -> str:
    if values.get("sure"):
        return _("You were sure of this one and it turned out otherwise: here is another try.")
    if values.get("helped"):
        return _("You got this one with a hint a little while ago; now try it without.")
    return _("This one went wrong a little while ago; here is another try.")


def _slipping(values: Values) -> str:
    return _("This is slipping away: {chance}. A look now brings it back.", chance=chance(values["recall"]))


def _due(values: Values) -> str:
    now = chance(values["recall"])
    return _("Time to see this again: {chance}, and a try now makes it last longer.", chance=now)


def _ahead(values: Values) -> str:
    return _("A little early: {chance}, and a try now makes it last much longer.", chance=chance(values["recall"]))


def _exam(values: Values) -> str:
    return _("For your exam: {chance}, and a look now makes it surer on the day.", chance=chance(values["recall"]))


def _new(values: Values) -> str:
    if not values.get("opens"):
        return _("New for you.")
    return _n("New for you; it leads on to {count} more.", "New for you; it leads on to {count} more.", values["opens"])


def _placement(values: Values) -> str:
    if values.get("more", 0) > NEARLY:
        return _(
            "Placement, about {more} more: to find where to start. No marks, and “not learned yet” is a good answer.",
            more=values["more"],
        )
    return _("Placement: to find where to start. No marks, and “not learned yet” is a good answer.")


def _challenge(values: Values) -> str:
    if values.get("wished"):
        return _("You said it was easy, so here is something harder: a miss here costs nothing.")
    return _("Something harder, at a skill you master: a miss here costs nothing.")


def _later(values: Values) -> str:
    day = _("later today")
    if values["on"]:
        day = on_day(date.fromisoformat(values["on"]), date.fromisoformat(values["today"]))
    return _("What is left for now is best met again {day}: time between makes it stay. All is kept.", day=day)


def _all_done(values: Values) -> str:
    said = _("Nothing is due, and all that is open has been learned.")
    return f"{said} {values.get('waits', '') or _('Well done.')}"


GOING_ON = later("You are learning this skill now.")

SENTENCES: dict[str, str | Callable[[Values], str]] = {
    "missed": _missed,
    "going_on": GOING_ON,
    "quiz": later("Quiz {number} of {size}: no hints, all that counts is what you know."),
    "test_out": later("Test-out {number} of {size}, without hints: pass it, and the skill counts as learned."),
    "fading": _slipping,
    "due": _due,
    "exam": _exam,
    "ahead": _ahead,
    "new": _new,
    "check": later("A quick check: we took this as known, and one right answer makes it sure."),
    "never_asked": later("You have not been asked this one yet."),
    "begun": later("You wrote this and have not rated it yet; your text is kept."),
    "taken_back": later("You took your answer back."),
    "remedy_probe": later("“{title}” is hard just now. It stands on this: a quick look whether it still holds."),
    "remedy_review": later("This is what “{title}” stands on. Two right ones, then back to your question."),
    "remedy_explain": later("Another way to see “{title}”; then your question again."),
    "remedy_example": later("“{title}”, done once from beginning to end; then your question again."),
    "remedy_easier": later("An easier one of “{title}” first."),
    "remedy_back": later("Back to your question."),
    "challenge": _challenge,
    "asked_for": later("You asked for this skill."),
    "placement": _placement,
    "time_is_up": later("Your time for today is up. All is kept."),
    "all_rests": later("That was a lot for one day. What is hard now rests until tomorrow; sleep helps. All is kept."),
    "all_done": _all_done,
    "all_else_done": later("There is nothing else to do for now."),
    "all_away": later("All that is left here is put away. Take some of it up again whenever you like, and it goes on."),
    "goes_on_later": _later,
    "goes_on_tomorrow": later(
        "What you are learning is best met again tomorrow: a night between makes it stay. All is kept."
    ),
    "before_the_exam": CLOSING,
    **STANDING,
}
"""What is said for each code, by its values."""
ENOUGH = ("place", "quiz")
"""Kinds of task whose reason says it all: how the skill stood before them only confuses."""


def why_here(kind: str, reason: str, standing: str) -> list[str]:
    """Why a task of this kind came, and how its skill stands, in sentences of which none says the other again."""
    if kind in ENOUGH:
        return [reason or standing]
    return [standing] if reason in ("", _(GOING_ON)) else [reason, standing]


def evidence(found: Evidence) -> str:
    """What a judgement about a skill rests on."""
    tries = len(found.recent)
    right = found.recent.count("1")
    if not tries:
        return _("no answers yet")
    words = _n("{right} of {count} right lately", "{right} of {count} right lately", tries, right=right)
    if found.mastered_at:
        return _("{evidence}, held after a day and more", evidence=words)
    if found.learned_at:
        return _("{evidence}, quiz passed", evidence=words)
    if found.quiz_near:
        return _("{evidence}, its quiz is next", evidence=words)
    if found.quiz_failures:
        return _("{evidence}, its quiz was tried and comes again", evidence=words)
    if found.quiz_waits.unmet:
        return _n(
            "{evidence}, {count} question not asked yet",
            "{evidence}, {count} questions not asked yet",
            found.quiz_waits.unmet,
            evidence=words,
        )
    return words


def of_course(skill: str, course: str) -> str:
    """A skill of another course."""
    return _("“{skill}” of the course “{course}”", skill=skill, course=course)


def readable(skill_id: str) -> str:
    """The words of a skill's id, where nothing else is known of it: `numbers/count-to-ten` is "count to ten"."""
    return skill_id.rpartition("/")[2].replace("-", " ").replace("_", " ")
