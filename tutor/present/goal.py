"""What is said of goals: when one is likely reached and from what that is known, the ways out, an exam, a comeback."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tutor.core.comeback import Comeback
from tutor.language import _, _n, later
from tutor.present.when import WEEKDAYS, day_words
from tutor.present.when import forecast as when_done

ENOUGH_SKILLS = 3
"""Skills learned from which a forecast is said to be of one's own pace."""
CLOSING = later("That is all for now: until your exam only reviews come. On the map you may still begin what you like.")
ABOUT_LEARNING = "learn-to-learn"
"""The id of the course about learning itself, which comes along with tutor."""
OFFER_LEARNING = later("Learning can be learned, too: the course “Learning to learn” is among your courses.")
WEEKDAY_NAMES = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), WEEKDAYS, strict=True))


def forecast(found: Mapping[str, Any], today: date) -> str:
    """When a goal is likely reached, as a range, and from how much evidence."""
    if found["learned"] < found["skills"]:
        return f"{when_done({**found, 'fits': True}, today)} {evidence(found['evidence'])}"
    if not found["skills"]:
        return _("Nothing is left.")
    return _n("All {count} skill of it are learned.", "All {count} skills of it are learned.", found["skills"])


def evidence(found: Mapping[str, Any]) -> str:
    """From what the forecast is known."""
    if not found["skills"] and not found["days"]:
        return _("That goes by the usual pace, and gets surer as you study.")
    if found["skills"] < ENOUGH_SKILLS:
        words = later("That goes mostly by the usual pace, and by {yours}; it gets surer as you study.")
        return _(words, yours=_of_yours(found))
    return _("That goes by your own pace: {yours}.", yours=_of_yours(found))


def _of_yours(found: Mapping[str, Any]) -> str:
    skills = _n("{count} skill you learned", "{count} skills you learned", found["skills"])
    days = _n("{count} planned day", "{count} planned days", found["days"])
    if found["skills"] and found["days"]:
        return _("{skills} and {days}", skills=skills, days=days)
    return skills if found["skills"] else days


REVIEW_DAYS = 14
"""Days after which a goal is looked at again. Fixed: every two weeks."""


def review(set_on: date, today: date) -> str:
    """That it is time to look at a goal again; "" while it is not."""
    days = (today - set_on).days
    if days < REVIEW_DAYS:
        return ""
    return _n(
        "You set this {count} week ago. Does it still fit? Keep it, change it or drop it.",
        "You set this {count} weeks ago. Does it still fit? Keep it, change it or drop it.",
        days // 7,
    )


def slips(until: date, today: date) -> str:
    """That the late end is past the day, without blame."""
    if until < today:
        return _("Its day, {day}, is over. You may give it a later one.", day=day_words(until, today))
    return _("It may not be done by {day}. What suits you?", day=day_words(until, today))


def way_out(way: Mapping[str, Any], minutes: int, today: date) -> str:
    """A way out with its number."""
    if way["way"] == "more_time":
        return _n(
            "More time: {count} minute a day instead of {minutes}.",
            "More time: {count} minutes a day instead of {minutes}.",
            way["minutes_a_day"],
            minutes=minutes,
        )
    if way["way"] == "later":
        return _("A later day: {day}.", day=day_words(date.fromisoformat(way["date"]), today))
    fits = _n("{count} more skill fits", "{count} more skills fit", len(way["skills"]))
    left = _n("{count} stays", "{count} stay", len(way["left_out"]))
    return _(
        "Less for now: {fits} by the day, as far as {last}; {left} for later.", fits=fits, last=way["last"], left=left
    )


def exam(found: Mapping[str, Any]) -> str:
    """What will be recalled on the exam's day, with what is drawn forward for it and without."""
    recall, without = (round(100 * found[key]) for key in ("recall", "without"))
    if not recall:
        return _("Reviews aim at that very day. How much you will recall is said as soon as something is learned.")
    if recall == without or not found["reviews"]:
        return _("Of what is learned now you will likely recall {recall} % on that day.", recall=recall)
    words = later(
        "Of what is learned now you will likely recall {recall} % on that day: {reviews} in the last days, about "
        "{minutes}, lift it from {without} %."
    )
    reviews = _n("{count} review", "{count} reviews", found["reviews"])
    minutes = _n("{count} minute", "{count} minutes", found["minutes"])
    return _(words, recall=recall, reviews=reviews, minutes=minutes, without=without)


def reached(words: str, *, exam: bool = False) -> str:
    """A goal is reached."""
    what = _("You reached your goal: {goal}.", goal=words.rstrip(".")) if words else _("You reached your goal.")
    if exam:
        return _("{reached} All of it is learned; reviews keep it fresh for the day.", reached=what)
    return _("{reached} All of it is learned; reviews keep it fresh.", reached=what)


def comeback(found: Comeback, *, ending: bool = False) -> str:
    """After a break: one warm sentence, and no count of what has piled up; at the `ending` of a sitting no welcome."""
    if found.done:
        left = found.days - found.day
        if not left:
            return _("You are back where you were. Well done.")
        if left > 1:
            return _("Today's part is done; the rest waits for the days to come.")
        return _("Today's part is done; the rest waits for tomorrow.")
    if ending:
        return _("The rest comes little by little, whenever you like.")
    if found.day == 1:
        numbers = _("no one two three four five six seven").split()
        return _("Welcome back. We take it up gently, over {number} days.", number=numbers[found.days])
    words = later("Good to see you again: day {day} of {days}, and new things wait until then.")
    return _(words, day=found.day, days=found.days)


def plan(minutes: int, days: list[str], until: str, today: date, *, exam: bool = False) -> str:
    """The plan of a goal in words: `20 minutes on Monday and Friday, exam on 20 Jan`."""
    names = [_(WEEKDAY_NAMES[day]) for day in WEEKDAY_NAMES if day in days]
    if not names or len(names) == 7:
        said = _n("{count} minute a day", "{count} minutes a day", minutes)
    else:
        said = _n("{count} minute on {days}", "{count} minutes on {days}", minutes, days=_listed(names))
    if not until:
        return said
    day = day_words(date.fromisoformat(until), today)
    if exam:
        return _("{plan}, exam on {day}", plan=said, day=day)
    return _("{plan}, by {day}", plan=said, day=day)


def _listed(names: list[str]) -> str:
    *first, last = names
    return _("{names} and {last}", names=", ".join(first), last=last) if first else last


def read_days(typed: str) -> list[str] | None:
    """Weekdays as a person writes them: `mon wed`, `Monday, Friday`, `weekdays`, `weekend`, `every day`; else None."""
    words = typed.casefold().replace(",", " ").replace(" and ", " ").replace(" y ", " ").split()
    names = list(WEEKDAY_NAMES)
    groups = {"weekdays": names[:5], "weekend": names[5:], "weekends": names[5:], "daily": names}
    if words in (["every", "day"], ["all"]):
        return names
    found: list[str] = []
    for word in words:
        day = [name for name in names if len(word) >= 2 and any(one.startswith(word) for one in _called(name))]
        if word not in groups and not day:
            return None
        found += groups.get(word, day)
    return [name for name in names if name in found] if found else None


def _called(name: str) -> tuple[str, str]:
    """A weekday in English, which is always understood, and in the language that is spoken."""
    return WEEKDAY_NAMES[name].casefold(), _(WEEKDAY_NAMES[name]).casefold()


def range_bar(today: date, found: Mapping[str, Any], until: str, width: int) -> list[tuple[str, str]]:
    """The forecast as a line of signs in pieces (what it is, signs): `way` there, the `range`, its `likely` day, the
    goal's `day`, and the rest. Linear in time from today to whatever is last.
    """
    early, likely, late = (date.fromisoformat(found[key]) for key in ("earliest", "likely", "latest"))
    day = date.fromisoformat(until) if until else None
    last = max(late, day or late)
    whole = max(1, (last - today).days)

    def cell(at: date) -> int:
        return min(width - 1, max(0, round((width - 1) * (at - today).days / whole)))

    kinds = ["way" if at < cell(early) else "range" if at <= cell(late) else "rest" for at in range(width)]
    kinds[cell(likely)] = "likely"
    if day is not None and day >= today:
        kinds[cell(day)] = "day"
    return [(kind, BAR_SIGNS[kind]) for kind in kinds]


BAR_SIGNS = {"way": "─", "range": "▒", "likely": "█", "day": "┃", "rest": "─"}
