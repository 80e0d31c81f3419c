"""Why something is next, due or locked, in a sentence or two that a child understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tutor.core.choose import Why
from tutor.core.gate import Evidence, State
from tutor.present.goal import CLOSING
from tutor.present.placement import NEARLY
from tutor.present.standing import STANDING, chance
from tutor.present.when import count, on_day

STATES: dict[State, str] = {
    "locked": "locked",
    "open": "open",
    "learning": "learning",
    "learned": "learned",
    "mastered": "mastered",
    "secure": "secure",
    "fading": "fading",
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
    return words.format_map(why.values) if isinstance(words, str) else words(why.values)


def _missed(values: Values) -> str:
    if values.get("sure"):
        return "You were sure of this one and it turned out otherwise: here is another try."
    if values.get("helped"):
        return "You got this one with a hint a little while ago; now try it without."
    return "This one went wrong a little while ago; here is another try."


def _slipping(values: Values) -> str:
    return f"This is slipping away: {chance(values['recall'])}. A look now brings it back."


def _due(values: Values) -> str:
    return f"Time to see this again: {chance(values['recall'])}, and a try now makes it last longer."


def _ahead(values: Values) -> str:
    return f"A little early: {chance(values['recall'])}, and a try now makes it last much longer."


def _exam(values: Values) -> str:
    return f"For your exam: {chance(values['recall'])}, and a look now makes it surer on the day."


def _new(values: Values) -> str:
    return "New for you." if not values.get("opens") else f"New for you; it leads on to {values['opens']} more."


def _placement(values: Values) -> str:
    more = f", about {values['more']} more" if values.get("more", 0) > NEARLY else ""
    return f"Placement{more}: to find where to start. No marks, and “not learned yet” is a good answer."


def _challenge(values: Values) -> str:
    if values.get("wished"):
        return "You said it was easy, so here is something harder: a miss here costs nothing."
    return "Something harder, at a skill you master: a miss here costs nothing."


def _later(values: Values) -> str:
    day = (
        on_day(date.fromisoformat(values["on"]), date.fromisoformat(values["today"])) if values["on"] else "later today"
    )
    return f"What is left for now is best met again {day}: time between makes it stay. All is kept."


def _all_done(values: Values) -> str:
    waits = values.get("waits", "")
    return f"Nothing is due, and all that is open has been learned. {waits or 'Well done.'}"


SENTENCES: dict[str, str | Callable[[Values], str]] = {
    "missed": _missed,
    "going_on": "You are learning this skill now.",
    "quiz": "Quiz {number} of {size}: no hints, all that counts is what you know.",
    "test_out": "Test-out {number} of {size}, without hints: pass it, and the skill counts as learned.",
    "fading": _slipping,
    "due": _due,
    "exam": _exam,
    "ahead": _ahead,
    "new": _new,
    "check": "A quick check: we took this as known, and one right answer makes it sure.",
    "never_asked": "You have not been asked this one yet.",
    "begun": "You wrote this and have not rated it yet; your text is kept.",
    "taken_back": "You took your answer back.",
    "remedy_probe": "“{title}” is hard just now. It stands on this: a quick look whether it still holds.",
    "remedy_review": "This is what “{title}” stands on. Two right ones, then back to your question.",
    "remedy_explain": "Another way to see “{title}”; then your question again.",
    "remedy_example": "“{title}”, done once from beginning to end; then your question again.",
    "remedy_easier": "An easier one of “{title}” first.",
    "remedy_back": "Back to your question.",
    "challenge": _challenge,
    "asked_for": "You asked for this skill.",
    "placement": _placement,
    "time_is_up": "Your time for today is up. All is kept.",
    "all_rests": "That was a lot for one day. What is hard now rests until tomorrow; sleep helps. All is kept.",
    "all_done": _all_done,
    "all_else_done": "There is nothing else to do for now.",
    "all_away": "All that is left here is put away. Take some of it up again whenever you like, and it goes on.",
    "goes_on_later": _later,
    "goes_on_tomorrow": "What you are learning is best met again tomorrow: a night between makes it stay. All is kept.",
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
    return [standing] if reason in ("", SENTENCES["going_on"]) else [reason, standing]


def evidence(found: Evidence) -> str:
    """What a judgement about a skill rests on."""
    tries = len(found.recent)
    right = found.recent.count("1")
    if not tries:
        return "no answers yet"
    words = f"{right} of {tries} right lately"
    if found.mastered_at:
        return f"{words}, held after a day and more"
    if found.learned_at:
        return f"{words}, quiz passed"
    if found.quiz_near:
        return f"{words}, its quiz is next"
    if found.quiz_failures:
        return f"{words}, its quiz was tried and comes again"
    if found.quiz_waits.unmet:
        return f"{words}, {count(found.quiz_waits.unmet, 'question')} not asked yet"
    return words


def of_course(skill: str, course: str) -> str:
    """A skill of another course."""
    return f"“{skill}” of the course “{course}”"


def readable(skill_id: str) -> str:
    """The words of a skill's id, where nothing else is known of it: `numbers/count-to-ten` is "count to ten"."""
    return skill_id.rpartition("/")[2].replace("-", " ").replace("_", " ")
