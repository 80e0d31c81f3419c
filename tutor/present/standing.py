"""Why a skill stands where it stands, on what that rests, and when it comes back: plainly, with days and chances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tutor.present.quiz import comes
from tutor.present.when import count, on_day

Values = Mapping[str, Any]


def chance(recall: float) -> str:
    """What a recall of 0..1 means to a person: `by now there is about an 8 in 10 chance that you know it`."""
    tenths = min(9, max(1, round(10 * recall)))
    return f"by now there is about {_in_ten(tenths)} that you know it"


def _in_ten(tenths: int) -> str:
    return f"{'an' if tenths == 8 else 'a'} {tenths} in 10 chance"


def _day(values: Values, name: str) -> str:
    return on_day(date.fromisoformat(values[name]), date.fromisoformat(values["today"]))


def _locked(values: Values) -> str:
    """What opens a skill: what is to be learned first with its evidence, minutes, and what is not installed."""
    told = [f"{values['title']} is locked."]
    if values["needed"]:
        names = ", ".join(f"{one['title']} ({one['proof']})" for one in values["needed"])
        minutes = count(sum(one["minutes"] for one in values["needed"]), "minute")
        told.append(f"It opens when you have learned {names}: about {minutes}.")
    for name in values["missing"]:
        told.append(f"It needs {name}, which is not installed: add that course, or open the skill if you know this.")
    return " ".join(told if len(told) > 1 else [*told, "It opens at once."])


def _learning(values: Values) -> str:
    name = values["title"]
    if values["rests"]:
        return f"{name} rests until tomorrow: that was much for one day, and sleep helps."
    if not values["tries"]:
        return f"You have begun {name}; no question of it was asked yet."
    told = f"You are learning {name}"
    if values["right"] and values["tries"] > 1:
        verb = "was" if values["right"] == 1 else "were"
        told = f"{told}: {values['right']} of your last {values['tries']} tries {verb} right without help"
    if values["quiz_near"]:
        return f"{told}, so its quiz comes next."
    return f"{told}. {comes(values['quiz_waits'], values['quiz_size'], again=bool(values['quiz_failures']))}"


def _learned(values: Values) -> str:
    return f"{values['title']} is learned: {_passed(values)}. Right once more on a later day, and you master it."


def _passed(values: Values) -> str:
    if values["piece"]:
        return f"your teacher rated “{values['piece']}” at the top {_day(values, 'learned_on')}"
    if not values["size"]:
        return f"you showed it {_day(values, 'learned_on')}"
    return f"you passed its quiz {_day(values, 'learned_on')}, {values['right']} of {values['size']} right"


def _mastered(values: Values) -> str:
    return f"You master {values['title']}: {_held(values)}. It will likely hold until about {_until(values)}."


def _secure(values: Values) -> str:
    likely = f"likely hold for a month and more, until about {_until(values)}"
    return f"{values['title']} is secure: {_held(values)}. Even without a look it will {likely}."


def _until(values: Values) -> str:
    return _day(values, "until").removeprefix("on ")


def _held(values: Values) -> str:
    days = count(values["held"], "day")
    return f"{_passed(values)}, and {days} after that you still got it right without help"


def _fading(values: Values) -> str:
    last = f"you last got it right {_day(values, 'last_right_on')}" if values["last_right_on"] else "it was a while ago"
    return f"{values['title']} is fading: {last}, and {chance(values['recall'])}. One review brings it back."


def _comes_back(values: Values) -> str:
    what = "The first of it comes back" if values["parts"] else "It comes back"
    tenths = min(9, max(1, round(10 * values["recall"])))
    return f"{what} {_day(values, 'on')}, because you will have about {_in_ten(tenths)} to know it then."


def _has_new(values: Values) -> str:
    """What a deck still has in store; it takes nothing away from what is known."""
    return f"{values['new']} of it {'is' if values['new'] == 1 else 'are'} new to you and will be asked by and by."


def _own_figures(values: Values) -> str:
    since = _day(values, "since").removeprefix("on ")
    return f"Such days are reckoned by figures of your own memory since {since} (tutor refit)."


def _opened(values: Values) -> str:
    if values["forced"]:
        return f"{values['title']} is open: you opened it on your own word."
    return f"{values['title']} is open: all it needs is learned."


STANDING: dict[str, str | Callable[[Values], str]] = {
    "is_locked": _locked,
    "is_open": _opened,
    "is_learning": _learning,
    "is_learned": _learned,
    "is_mastered": _mastered,
    "is_secure": _secure,
    "is_fading": _fading,
    "is_presumed": "{title} counts as known for now, without lessons. One right answer confirms it.",
    "has_new": _has_new,
    "comes_back": _comes_back,
    "comes_back_now": "It is time to see it again.",
    "own_figures": _own_figures,
}
