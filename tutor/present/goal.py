"""What is said of goals: when one is likely reached and from what that is known, the ways out, an exam, a comeback."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tutor.core.comeback import Comeback
from tutor.present.when import count, day_words
from tutor.present.when import forecast as when_done

ENOUGH_SKILLS = 3
"""Skills learned from which a forecast is said to be of one's own pace."""
CLOSING = "That is all for now: until your exam only reviews come. On the map you may still begin what you like."
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
WEEKDAY_NAMES = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def forecast(found: Mapping[str, Any], today: date) -> str:
    """When a goal is likely reached, as a range, and from how much evidence."""
    if found["learned"] >= found["skills"]:
        return f"All {count(found['skills'], 'skill')} of it are learned." if found["skills"] else "Nothing is left."
    return f"{when_done({**found, 'fits': True}, today)} {evidence(found['evidence'])}"


def evidence(found: Mapping[str, Any]) -> str:
    """From what the forecast is known."""
    if not found["skills"] and not found["days"]:
        return "That goes by the usual pace, and gets surer as you study."
    if found["skills"] < ENOUGH_SKILLS:
        return f"That goes mostly by the usual pace, and by {_of_yours(found)}; it gets surer as you study."
    return f"That goes by your own pace: {_of_yours(found)}."


def _of_yours(found: Mapping[str, Any]) -> str:
    parts = [count(found["skills"], "skill you learned", "skills you learned")] if found["skills"] else []
    parts += [count(found["days"], "planned day")] if found["days"] else []
    return " and ".join(parts)


REVIEW_DAYS = 14
"""Days after which a goal is looked at again. Fixed: every two weeks."""


def review(set_on: date, today: date) -> str:
    """That it is time to look at a goal again; "" while it is not."""
    days = (today - set_on).days
    if days < REVIEW_DAYS:
        return ""
    return f"You set this {count(days // 7, 'week')} ago. Does it still fit? Keep it, change it or drop it."


def slips(until: date, today: date) -> str:
    """That the late end is past the day, without blame."""
    if until < today:
        return f"Its day, {day_words(until, today)}, is over. You may give it a later one."
    return f"It may not be done by {day_words(until, today)}. What suits you?"


def way_out(way: Mapping[str, Any], minutes: int, today: date) -> str:
    """A way out with its number."""
    if way["way"] == "more_time":
        return f"More time: {count(way['minutes_a_day'], 'minute')} a day instead of {minutes}."
    if way["way"] == "later":
        return f"A later day: {day_words(date.fromisoformat(way['date']), today)}."
    fits = count(len(way["skills"]), "more skill fits", "more skills fit")
    left = count(len(way["left_out"]), "stays", "stay")
    return f"Less for now: {fits} by the day, as far as {way['last']}; {left} for later."


def exam(found: Mapping[str, Any]) -> str:
    """What will be recalled on the exam's day, with what is drawn forward for it and without."""
    recall, without = (round(100 * found[key]) for key in ("recall", "without"))
    if not recall:
        return "Reviews aim at that very day. How much you will recall is said as soon as something is learned."
    said = f"Of what is learned now you will likely recall {recall} % on that day"
    if recall == without or not found["reviews"]:
        return f"{said}."
    reviews = count(found["reviews"], "review")
    return f"{said}: {reviews} in the last days, about {count(found['minutes'], 'minute')}, lift it from {without} %."


def reached(words: str, *, exam: bool = False) -> str:
    """A goal is reached."""
    what = f"You reached your goal: {words.rstrip('.')}." if words else "You reached your goal."
    return f"{what} All of it is learned; reviews keep it fresh{' for the day' if exam else ''}."


def comeback(found: Comeback, *, ending: bool = False) -> str:
    """After a break: one warm sentence, and no count of what has piled up; at the `ending` of a sitting no welcome."""
    if found.done:
        left = found.days - found.day
        rest = "the rest waits for the days to come" if left > 1 else "the rest waits for tomorrow"
        return f"Today's part is done; {rest}." if left else "You are back where you were. Well done."
    if ending:
        return "The rest comes little by little, whenever you like."
    if found.day == 1:
        return f"Welcome back. We take it up gently, over {NUMBERS[found.days]} days."
    return f"Good to see you again: day {found.day} of {found.days}, and new things wait until then."


def plan(minutes: int, days: list[str], until: str, today: date, *, exam: bool = False) -> str:
    """The plan of a goal in words: `20 minutes on Monday and Friday, exam on 20 Jan`."""
    names = [WEEKDAY_NAMES[day] for day in WEEKDAY_NAMES if day in days]
    when = "a day" if not names or len(names) == 7 else f"on {_listed(names)}"
    said = f"{count(minutes, 'minute')} {when}"
    if not until:
        return said
    return f"{said}, {'exam on' if exam else 'by'} {day_words(date.fromisoformat(until), today)}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def read_days(typed: str) -> list[str] | None:
    """Weekdays as a person writes them: `mon wed`, `Monday, Friday`, `weekdays`, `weekend`, `every day`; else None."""
    words = typed.casefold().replace(",", " ").replace(" and ", " ").split()
    names = list(WEEKDAY_NAMES)
    groups = {"weekdays": names[:5], "weekend": names[5:], "weekends": names[5:], "daily": names}
    if words in (["every", "day"], ["all"]):
        return names
    found: list[str] = []
    for word in words:
        day = [name for name in names if len(word) >= 2 and WEEKDAY_NAMES[name].casefold().startswith(word)]
        if word not in groups and not day:
            return None
        found += groups.get(word, day)
    return [name for name in names if name in found] if found else None


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
