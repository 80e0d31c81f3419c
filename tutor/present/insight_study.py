"""What one studied: the days, the growth, where time went, which explanations helped."""

from __future__ import annotations

from datetime import date, timedelta

from tutor.core.insight.figures import CourseTime, Days, Growth, Oldest, Time, WayHelp, Ways
from tutor.core.insight.reckon import LATELY
from tutor.language import _, _n, later
from tutor.present.charts import AREAS, SHADES, Bar, Line, areas, bars, calendar
from tutor.present.sheets import Draw, Read, Table, percent, spent, weekday, whole
from tutor.present.when import day_words

STEPS = (2, 5, 10, 15, 20, 30, 45, 60)
"""Minutes that a shade of the calendar may stand for."""
USUAL_DAY = 0.9
"""The share of days that the shades are made for: one long day takes nothing from the others."""
CLEARLY = 0.10
"""Between two shares of right answers, from which one way of explaining is said to help more; tunable .05-.2."""
LEAST_SHARE = 0.01
MOST_BARS = 8
ROOM_TO_EXPLAIN = 54
"""Cells from which a legend explains its words."""
LOOSE_FROM = 9
"""Lines of a drawing from which an empty one parts it from its legend."""

WAYS = {
    "words": later("in words"),
    "plain": later("in plain words"),
    "example": later("an example"),
    "picture": later("a picture"),
    "steps": later("a worked example"),
    "story": later("a story"),
    "analogy": later("a comparison"),
    "code": later("code"),
    "explore": later("something to explore"),
    "media": later("something to watch or hear"),
}


# When do I study?


def days(found: Days) -> Read:
    """The calendar of a year."""
    if not found.days:
        return Read(_("Nothing was studied yet. From your first answer on, each day shows here how long you studied."))
    hours = spent(sum(one.minutes for one in found.days))
    words = later("In the last year you studied on {days}, {hours} in all, and gave {answers}.")
    answers = _n("{count} answer", "{count} answers", sum(one.answers for one in found.days))
    more = _(words, days=_n("{count} day", "{count} days", len(found.days)), hours=hours, answers=answers)
    rows = [
        (weekday(one.day, found.today), whole(one.minutes), f"{one.answers}", f"{one.right}")
        for one in reversed(found.days)
    ]
    return Read(
        _lately(found), more, _calendar(found), [Table((_("Day"), _("Minutes"), _("Answers"), _("Right")), rows)]
    )


def _lately(found: Days) -> str:
    lately = [one for one in found.days if one.day > found.today - timedelta(days=LATELY)]
    if not lately:
        words = later("You studied last on {day}. Whenever you like, it goes on from there.")
        return _(words, day=day_words(found.days[-1].day, found.today))
    words = later("In the last four weeks you studied on {days}, about {minutes} on such a day.")
    minutes = spent(sum(one.minutes for one in lately) / len(lately))
    return _(words, days=_n("{count} day", "{count} days", len(lately)), minutes=minutes)


def _calendar(found: Days) -> Draw:
    minutes = {one.day: max(one.minutes, 0.1) for one in found.days}  # a day of one quick answer is a day, too
    ordered = sorted(minutes.values())
    usual = ordered[min(len(ordered) - 1, int(USUAL_DAY * len(ordered)))]
    step = next((one for one in STEPS if 3 * one >= usual), STEPS[-1])

    def draw(width: int, height: int) -> list[Line]:
        lines = calendar(minutes, found.today, step, width)
        return [*lines, [("words", "")], _shades(step, width)] if height >= len(lines) + 2 else lines

    return draw


def _shades(step: int, width: int) -> Line:
    words = later("up to {one}, {two}, {three} minutes, and more")
    said = _(words, one=step, two=2 * step, three=3 * step)
    return [("label", "   "), ("bar", SHADES[1:]), ("label", f"  {said}")]


# Then and now


def growth(found: Growth) -> Read:
    """Skills learned over time."""
    if not found.points:
        return Read(_("No skill is learned yet. From the first one on, this shows how they become more."))
    today = found.now.day
    rows = [(day_words(one.day, today), f"{one.learned}", f"{one.mastered}") for one in reversed(found.points)]
    more = _oldest(found.oldest, today) if found.oldest else ""
    return Read(_grown(found), more, _areas(found), [Table((_("By"), _("Learned"), _("Mastered")), rows)])


def _grown(found: Growth) -> str:
    words = later("Four weeks ago you had learned {then}, now {now}; you master {mastered} of them.")
    if not found.then.learned:
        words = later("Four weeks ago you had learned none of this, now {now}; you master {mastered} of them.")
    elif found.then.learned == found.now.learned:
        words = later("You have learned {then}, as four weeks ago; you master {mastered} of them.")
    then = _n("{count} skill", "{count} skills", found.then.learned)
    return _(words, then=then, now=found.now.learned, mastered=found.now.mastered)


def _oldest(oldest: Oldest, today: date) -> str:
    words = later("Your first, {title}, learned on {day}, you would still know now with a chance of {recall}.")
    return _(
        words, title=oldest.title, day=day_words(oldest.learned_on, today), recall=percent(min(0.99, oldest.recall))
    )


def _areas(found: Growth) -> Draw:
    points = [(float(one.learned), float(one.mastered)) for one in found.points]
    ends = day_words(found.points[0].day, found.now.day), _("today")

    def draw(width: int, height: int) -> list[Line]:
        legend: Line = [("second", f"  {AREAS[0]}"), ("label", f" {_('learned')}   "), ("bar", AREAS[1])]
        explained = _("mastered: right again on a later day") if width >= ROOM_TO_EXPLAIN else _("mastered")
        legend.append(("label", f" {explained}"))
        blank: list[Line] = [[("words", "")]] if height >= LOOSE_FROM else []
        return [*areas(points, ends, width, max(3, height - 2 - len(blank))), *blank, legend]

    return draw


# Where does my time go?


def time(found: Time) -> Read:
    """Minutes by course."""
    if not found.courses:
        return Read(_("Nothing was studied yet. From your first answer on, this shows how long each course took."))
    rows = [(one.title, whole(one.minutes), whole(one.minutes_in_a_year)) for one in found.courses]
    table = Table((_("Course"), _("Minutes in four weeks"), _("In a year")), rows)
    lately = found.courses[0].minutes > 0
    return Read(*_time_told(found, lately=lately), _time_bars(found.courses, lately=lately), [table])


def _time_told(found: Time, *, lately: bool) -> tuple[str, str]:
    first = found.courses[0]
    if not lately:
        words = later(
            "In the last four weeks you did not study; in the year before most time went into {title}, {time}."
        )
        return _(words, title=first.title, time=spent(first.minutes_in_a_year)), ""
    words = later("In the last four weeks you studied {time}, and {share} of it went into {title}.")
    if len(found.courses) == 1:
        words = later("In the last four weeks you studied {time}, all of it in {title}.")
    share = percent(min(0.99, first.minutes / max(first.minutes, sum(one.minutes for one in found.courses))))
    told = _(words, time=spent(found.minutes), share=share, title=first.title)
    more = later("Of this time {share} went into what was new; the rest kept what you know.")
    if found.learning < found.minutes * LEAST_SHARE:
        more = later("All of this time kept what you know; nothing new was begun.")
    return told, _(more, share=percent(min(1.0, found.learning / max(found.minutes, 0.1))))


def _time_bars(courses: list[CourseTime], *, lately: bool) -> Draw:
    minutes = [one.minutes if lately else one.minutes_in_a_year for one in courses]
    longest = max(*minutes, 0.1)
    found = [
        Bar(one.title, spent_on / longest, spent(spent_on), whole=False)
        for one, spent_on in zip(courses, minutes, strict=True)
        if spent_on > 0
    ]
    return lambda width, height: bars(found[:MOST_BARS], width, height)


# Which explanations help me?


def ways(found: Ways) -> Read:
    """Right answers after each way of explaining."""
    told = [one for one in found.ways if one.share is not None]
    rows = [
        (
            way_words(one.way),
            f"{one.shown}",
            f"{one.tries}",
            f"{one.right}",
            "" if one.share is None else percent(one.share),
        )
        for one in found.ways
    ]
    table = Table((_("Explained"), _("Shown"), _("Answers after it"), _("Right"), _("Share")), rows)
    if not told:
        words = later("There will be something to see when {needed} answers came soon after one way of explaining.")
        return Read(_(words, needed=found.needed), tables=[table])
    more = later("So it went so far; it proves nothing. While you study, e explains the same in another way.")
    return Read(_ways_told(told), more, _way_bars(found.ways), [table])


def _ways_told(told: list[WayHelp]) -> str:
    best, last = told[0], told[-1]
    share, least = best.share or 0.0, last.share or 0.0
    if len(told) == 1:
        words = later("Soon after an explanation of the sort “{best}” {share} of your answers were right.")
    elif share - least < CLEARLY:
        words = later(
            "All ways of explaining helped you about as much: soon after them {share} of your answers were right."
        )
        share = sum(one.right for one in told) / sum(one.tries for one in told)
    else:
        words = later("Soon after “{best}” {share} of your answers were right, soon after “{last}” {least}.")
    return _(words, best=way_words(best.way), share=percent(share), last=way_words(last.way), least=percent(least))


def _way_bars(every: list[WayHelp]) -> Draw:
    found = [
        Bar(way_words(one.way), one.share or 0.0, percent(one.share) if one.share is not None else _("too few yet"))
        for one in every[:MOST_BARS]
    ]
    return lambda width, height: bars(found, width, height)


def way_words(way: str) -> str:
    """What a way of explaining is called; an author's own label stays as it is."""
    return _(WAYS[way]) if way in WAYS else way
