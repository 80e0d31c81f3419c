"""Goals by commands: how they stand, a new one, changes, the ways out of one that slips."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from tutor.language import _, later
from tutor.plain.sitting import Here, Sitting
from tutor.present.goal import plan, read_days, slips
from tutor.study.goal_lines import GoalLine
from tutor.study.goals import Wish
from tutor.study.trouble import StudyError

HELP = later(
    "To change it: :g minutes 20, :g days mon wed, :g day 2027-01-31, :g exam 2027-01-31, :g "
    "only Fractions, :g words and yours, :g drop; :g next tells another, other words set one."
)
WAYS = ("1", "2", "3")


def goal(sitting: Sitting, here: Here, rest: str) -> bool:
    """Do what was typed after `:g`. Raises `StudyError`."""
    goals = sitting.session.list_goals()
    word, _blank, more = rest.partition(" ")
    change = _changes(sitting, word.casefold(), more.strip()) if rest else None
    if not rest and not goals:
        words = sitting.words(_("Your goal in your own words; Enter leaves it out."))
        if words:
            new_goal(sitting, words)
    elif not rest:
        tell(sitting, goals)
        _tell_proposals(sitting)
    elif change is None and not (rest in WAYS or word in ("words", "keep", "drop", "next")):
        new_goal(sitting, rest)
    elif not goals:
        raise StudyError("not_now", _("There is no goal yet; :g and your words set one."))
    else:
        _at(sitting, goals, rest, more.strip(), change)
    return False


def _tell_proposals(sitting: Sitting) -> None:
    """A teacher's tasks, beside one's own goals."""
    lines = sitting.session.proposals()
    if lines:
        from tutor.present.inbox import PROPOSALS

        sitting.say(_(PROPOSALS))
    for line in lines:
        sitting.say(line)


def new_goal(sitting: Sitting, words: str) -> None:
    """Keep a goal in the learner's own words, and say how far it is."""
    found = sitting.tried(lambda: sitting.session.goal(words=words))
    if found is not None:
        sitting.say(f"{_('Your goal is kept.')} {found[1]['sentence']}")


def _at(sitting: Sitting, goals: Sequence[GoalLine], rest: str, more: str, change: Wish | None) -> None:
    """Do something with the goal that counts now: the one told last, the nearest at first."""
    here = _current(sitting, goals)
    if rest == "next":
        sitting.goal = goals[(goals.index(here) + 1) % len(goals)].id
        tell(sitting, sitting.session.list_goals())
    elif rest == "keep":
        sitting.kept(lambda: sitting.session.keep_goal(here.id))
        sitting.say(_("The goal is kept as it is."))
    elif rest == "drop":
        sitting.kept(lambda: sitting.session.drop_goal(here.id))
        sitting.say(_("The goal is dropped; what you learned stays. :u takes that back."))
    elif rest in WAYS:
        ways = here.forecast.get("ways_out", [])
        if int(rest) > len(ways):
            raise StudyError("not_now", _("There is no such way; :g tells how your goal stands."))
        _said(sitting, lambda: sitting.session.way_out(here.id, ways[int(rest) - 1]["way"]))
    elif change is not None:
        _said(sitting, lambda: sitting.session.change_goal(here.id, change))
    else:
        words = more or sitting.words(_("Your goal in your own words; Enter leaves it as it is."))
        if words:
            _said(sitting, lambda: sitting.session.change_goal(here.id, Wish(words=words)))


def _said(sitting: Sitting, work: Callable[[], dict[str, Any]]) -> None:
    sitting.say(f"{_('Changed.')} {sitting.kept(work)['sentence']}")


def _current(sitting: Sitting, goals: Sequence[GoalLine]) -> GoalLine:
    return next((one for one in goals if one.id == sitting.goal), goals[0])


def _changes(sitting: Sitting, word: str, more: str) -> Wish | None:
    """The change that is typed, or None when these are a goal's own words (“day trading” names no day)."""
    days = read_days(more) if more else None
    if word == "minutes" and re.fullmatch("[0-9]{1,4}", more):
        return Wish(minutes_a_day=int(more))
    if word == "days" and days:
        return Wish(days=days)
    if word in ("day", "exam") and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", more):
        return Wish(date=more, exam=word == "exam")
    if word == "day" and more == "none":
        return Wish(date=None)
    return Wish(about=sitting.session.called(more)) if word == "only" and more else None


def tell(sitting: Sitting, goals: Sequence[GoalLine]) -> None:
    """How the goal that counts now stands, and what would help it."""
    here, today = _current(sitting, goals), sitting.clock().date()
    values = {"number": goals.index(here) + 1, "count": len(goals), "words": here.words}
    if len(goals) > 1 and here.words:
        sitting.voice.line(_("Your goal {number} of {count}: {words}", **values))
    elif len(goals) > 1:
        sitting.voice.line(_("Your goal {number} of {count} has no words.", **values))
    else:
        sitting.voice.line(_("Your goal: {words}", **values) if here.words else _("Your goal has no words."))
    about = ", ".join(here.about) or _("All of your courses")
    sitting.voice.line(f"{about}. {plan(here.minutes_a_day, here.days, here.date, today, exam=here.exam)}.")
    sitting.say(here.forecast["sentence"])
    if here.exam_sentence:
        sitting.say(here.exam_sentence)
    ways = here.forecast.get("ways_out", [])
    if ways:
        sitting.say(slips(date.fromisoformat(here.date), today))
    for place, way in enumerate(ways, 1):
        sitting.voice.line(f":g {place}  {way['sentence']}")
    if here.review:
        sitting.say(f"{here.review} {_(':g keep keeps it.')}")
    sitting.say(_(HELP))
