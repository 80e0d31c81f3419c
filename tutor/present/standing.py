"""Why a skill stands where it stands, on what that rests, and when it comes back: plainly, with days and chances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tutor.language import _, _n, later
from tutor.present.quiz import comes
from tutor.present.when import on_day, that_day

Values = Mapping[str, Any]


def chance(recall: float) -> str:
    """What a recall of 0..1 means to a person: `by now there is about an 8 in 10 chance that you know it`."""
    return _("by now there is about {chance} that you know it", chance=_in_ten(min(9, max(1, round(10 * recall)))))


def _in_ten(tenths: int) -> str:
    return _("an 8 in 10 chance") if tenths == 8 else _("a {tenths} in 10 chance", tenths=tenths)


def _day(values: Values, name: str) -> str:
    return on_day(date.fromisoformat(values[name]), date.fromisoformat(values["today"]))


def _locked(values: Values) -> str:
    """What opens a skill: what is to be learned first with its evidence, minutes, and what is not installed."""
    told = [_("{title} is locked.", title=values["title"])]
    if values["needed"]:
        opens = _n(
            "It opens when you have learned {names}: about {count} minute.",
            "It opens when you have learned {names}: about {count} minutes.",
            sum(one["minutes"] for one in values["needed"]),
            names=", ".join(f"{one['title']} ({one['proof']})" for one in values["needed"]),
        )
        told.append(opens)
    for name in values["missing"]:
        words = later("It needs {name}, which is not installed: add that course, or open the skill if you know this.")
        told.append(_(words, name=name))
    return " ".join(told if len(told) > 1 else [*told, _("It opens at once.")])


def _learning(values: Values) -> str:
    title = values["title"]
    if values["rests"]:
        return _("{title} rests until tomorrow: that was much for one day, and sleep helps.", title=title)
    if not values["tries"]:
        return _("You have begun {title}; no question of it was asked yet.", title=title)
    told = _("You are learning {title}", title=title)
    if values["right"] and values["tries"] > 1:
        told = _n(
            "You are learning {title}: {count} of your last {tries} tries was right without help",
            "You are learning {title}: {count} of your last {tries} tries were right without help",
            values["right"],
            title=title,
            tries=values["tries"],
        )
    if values["quiz_near"]:
        return _("{told}, so its quiz comes next.", told=told)
    return f"{told}. {comes(values['quiz_waits'], values['quiz_size'], again=bool(values['quiz_failures']))}"


def _learned(values: Values) -> str:
    words = later("{title} is learned: {how}. Right once more on a later day, and you master it.")
    return _(words, title=values["title"], how=_passed(values))


def _passed(values: Values) -> str:
    day = _day(values, "learned_on")
    if values["piece"]:
        return _("your teacher rated “{piece}” at the top {day}", piece=values["piece"], day=day)
    if not values["size"]:
        return _("you showed it {day}", day=day)
    words = later("you passed its quiz {day}, {right} of {size} right")
    return _(words, day=day, right=values["right"], size=values["size"])


def _mastered(values: Values) -> str:
    words = later("You master {title}: {how}. It will likely hold until about {day}.")
    return _(words, title=values["title"], how=_held(values), day=_until(values))


def _secure(values: Values) -> str:
    words = later(
        "{title} is secure: {how}. Even without a look it will likely hold for a month and more, until about {day}."
    )
    return _(words, title=values["title"], how=_held(values), day=_until(values))


def _until(values: Values) -> str:
    return that_day(date.fromisoformat(values["until"]), date.fromisoformat(values["today"]))


def _held(values: Values) -> str:
    return _n(
        "{how}, and {count} day after that you still got it right without help",
        "{how}, and {count} days after that you still got it right without help",
        values["held"],
        how=_passed(values),
    )


def _fading(values: Values) -> str:
    title, now = values["title"], chance(values["recall"])
    if not values["last_right_on"]:
        words = later("{title} is fading: it was a while ago, and {chance}. One review brings it back.")
        return _(words, title=title, chance=now)
    words = later("{title} is fading: you last got it right {day}, and {chance}. One review brings it back.")
    return _(words, title=title, day=_day(values, "last_right_on"), chance=now)


def _comes_back(values: Values) -> str:
    words = later("It comes back {day}, because you will have about {chance} to know it then.")
    if values["parts"]:
        words = later("The first of it comes back {day}, because you will have about {chance} to know it then.")
    return _(words, day=_day(values, "on"), chance=_in_ten(min(9, max(1, round(10 * values["recall"])))))


def _has_new(values: Values) -> str:
    """What a deck still has in store; it takes nothing away from what is known."""
    return _n(
        "{count} of it is new to you and will be asked by and by.",
        "{count} of it are new to you and will be asked by and by.",
        values["new"],
    )


def _own_figures(values: Values) -> str:
    since = that_day(date.fromisoformat(values["since"]), date.fromisoformat(values["today"]))
    return _("Such days are reckoned by figures of your own memory since {day} (tutor refit).", day=since)


def _opened(values: Values) -> str:
    if values["forced"]:
        return _("{title} is open: you opened it on your own word.", title=values["title"])
    return _("{title} is open: all it needs is learned.", title=values["title"])


STANDING: dict[str, str | Callable[[Values], str]] = {
    "is_locked": _locked,
    "is_open": _opened,
    "is_learning": _learning,
    "is_learned": _learned,
    "is_mastered": _mastered,
    "is_secure": _secure,
    "is_fading": _fading,
    "is_presumed": later("{title} counts as known for now, without lessons. One right answer confirms it."),
    "has_new": _has_new,
    "comes_back": _comes_back,
    "comes_back_now": later("It is time to see it again."),
    "own_figures": _own_figures,
}
