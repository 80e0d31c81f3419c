"""What one knows: what is about to be forgotten, whether that is foretold rightly, how sure one is, what is hard."""

from __future__ import annotations

from tutor.core.insight.figures import Band, Due, DueDay, Hard, HardItem, Recall, SkillRecall, Sure
from tutor.core.insight.reckon import is_as_foretold
from tutor.core.sureness import Level
from tutor.present.charts import MARK, WEEKDAYS, Bar, Column, Line, bars, columns
from tutor.present.sheets import Draw, Read, Table, asked, percent, spent, weekday, whole
from tutor.present.when import day_words, on_day

SHORT = 14
"""Days of the forecast that are drawn where there is no room for all."""
ROOM_FOR_ALL = 64
"""Cells from which all of them are."""
MOST_BARS = 8
SAID = {1: "guessing", 2: "fairly sure", 3: "sure"}
A_LITTLE, FAR = 0.05, 0.15
"""Between what a word claims and what was right: from which it is a little off, and from which far. Tunable."""


# What am I about to forget?


def due(found: Due) -> Read:
    """Reviews by day."""
    today, rest = found.days[0], found.days[1:]
    if not today.reviews and not any(one.reviews for one in rest) and not found.later:
        return Read("Nothing can be forgotten yet. After your first answers this shows what comes back, and when.")
    rows = [(weekday(one.day, today.day), f"{one.reviews}", whole(one.minutes)) for one in found.days if one.reviews]
    rows += [("Later", f"{found.later}", "")] if found.later else []
    fading = [(one.title, percent(one.recall)) for one in found.fading]
    tables = [Table(("Day", "Reviews", "Minutes"), rows), Table(("Weakest now", "Chance to know it"), fading)]
    return Read(f"{_today(today)} {_most(rest, today)}", _weakest(found), _due_columns(found), tables)


def _today(today: DueDay) -> str:
    if not today.reviews:
        return "Nothing is due today."
    words = "{reviews} reviews are due today, about {minutes}."
    if today.reviews == 1:
        words = "One review is due today, about {minutes}."
    return words.format(reviews=today.reviews, minutes=spent(today.minutes))


def _most(rest: list[DueDay], today: DueDay) -> str:
    most = max(rest, key=lambda one: one.reviews)
    if not most.reviews:
        return "As it stands, nothing falls due in the four weeks after that."
    words = "After that the most fall due {day}: {reviews}. What you review comes back later and counts anew."
    return words.format(day=on_day(most.day, today.day), reviews=most.reviews)


def _weakest(found: Due) -> str:
    if not found.fading:
        return ""
    first = found.fading[0]
    words = "The weakest of it now is {title}: a chance of {recall} that you know it."
    return words.format(title=first.title, recall=percent(first.recall))


def _due_columns(found: Due) -> Draw:
    def draw(width: int, height: int) -> list[Line]:
        shown = found.days if width >= ROOM_FOR_ALL else found.days[:SHORT]
        every = [_column(one, number) for number, one in enumerate(shown)]
        return columns(every, width, max(3, height - 2))

    return draw


def _column(one: DueDay, number: int) -> Column:
    words = "today" if number == 0 else day_words(one.day, one.day) if one.day.weekday() == 0 else ""
    return Column(one.reviews, WEEKDAYS[one.day.weekday()], words)


# Does tutor know when I forget?


def recall(found: Recall) -> Read:
    """What was foretold of recall, and what came."""
    tables = [
        Table(("Foretold", "Reviews", "On average", "Remembered"), [_band_row(one) for one in found.bands]),
        Table(("Skill", "Reviews", "Foretold", "Remembered"), [_skill_row(one) for one in found.skills]),
    ]
    if not found.bands or found.foretold is None or found.recalled is None:
        words = (
            "There will be something to see after {needed} reviews that came half a day or more after the one before; "
            "so far there are {reviews}."
        )
        return Read(words.format(needed=found.needed, reviews=found.reviews), tables=tables)
    words = (
        "Of {reviews} reviews tutor foretold that you would remember {foretold}, and you remembered {recalled}: {so}"
    )
    so = _so(found.reviews, found.foretold, found.recalled)
    told = words.format(
        reviews=found.reviews, foretold=percent(found.foretold), recalled=percent(found.recalled), so=so
    )
    return Read(told, "", _recall_bars(found.bands), tables)


def _so(reviews: int, foretold: float, recalled: float) -> str:
    if is_as_foretold(reviews, foretold, recalled):
        return "as close as chance allows."
    if recalled < foretold:
        return "you forget sooner than it thought, and it brings things back sooner by and by."
    return "you hold more than it thought, and it waits longer by and by."


def _range(one: Band) -> str:
    words = "{low} to {high} %" if one.low > 0 else "under {high} %"
    return words.format(low=round(100 * one.low), high=round(100 * one.high))


def _band_row(one: Band) -> tuple[str, ...]:
    return _range(one), f"{one.reviews}", percent(one.foretold), percent(one.recalled)


def _skill_row(one: SkillRecall) -> tuple[str, ...]:
    return one.title, f"{one.reviews}", percent(one.foretold), percent(one.recalled)


def _recall_bars(bands: list[Band]) -> Draw:
    found = [
        Bar(_range(one), one.recalled, f"{percent(one.recalled)} of {one.reviews}", one.foretold)
        for one in reversed(bands[-MOST_BARS:])
    ]
    return lambda width, height: [*bars(found, width, height - 2), *_legend("foretold", "remembered")]


def _legend(mark: str, bar: str) -> list[Line]:
    return [[("words", "")], [("bar", "  █"), ("label", f" {bar}   "), ("mark", MARK), ("label", f" {mark}")]]


# Do I know how well I know?


def sure(found: Sure) -> Read:
    """What one said of being sure, and what was right."""
    rows = [_level_row(one) for one in found.levels if one.answers]
    tables = [Table(("You said", "Answers", "Right", "Share", "It claims"), rows)]
    told = [one for one in found.levels if one.share is not None]
    if not told:
        words = (
            "Before you answer you may say how sure you are: guessing, fairly sure or sure (the key c). "
            "After {needed} answers with one of these words this shows whether it was true."
        )
        return Read(words.format(needed=found.needed), tables=tables)
    most = max(told, key=lambda one: (_off(one) < -A_LITTLE, abs(_off(one)), one.confidence))  # too sure weighs more
    sentence = _verdict(_off(most)).format(share=percent(most.share or 0), word=SAID[most.confidence])
    return Read(sentence, "", _sure_bars(found.levels), tables)


def _off(one: Level) -> float:
    return (one.share or 0.0) - one.claims


def _verdict(off: float) -> str:
    if off < -FAR:
        return "You are right {share} of the time when you say “{word}”: too sure. A second look is worth it there."
    if off < -A_LITTLE:
        return "You are right {share} of the time when you say “{word}”: a little too sure."
    if off <= A_LITTLE:
        return "You are right {share} of the time when you say “{word}”: you know well what you know."
    return "You are right {share} of the time when you say “{word}”: you know more than you think."


def _level_row(one: Level) -> tuple[str, ...]:
    share = "" if one.share is None else percent(one.share)
    return SAID[one.confidence], f"{one.answers}", f"{one.right}", share, percent(one.claims)


def _sure_bars(levels: list[Level]) -> Draw:
    found = [
        Bar(
            SAID[one.confidence],
            one.share or 0.0,
            f"{percent(one.share)} of {one.answers}" if one.share is not None else "too few yet",
            one.claims,
        )
        for one in reversed(levels)
    ]
    legend = _legend("what the word claims", "was right")
    return lambda width, height: [*bars(found, width, height - 2), *legend]


# What is hardest for me?


def hard(found: Hard) -> Read:
    """Questions that were often missed."""
    if not found.items:
        words = "Nothing stands out as hard yet. What was asked {needed} times and missed shows here."
        return Read(words.format(needed=found.needed))
    first = found.items[0]
    words = "The hardest so far is a question of “{title}”: {missed} of {asked} tries were not right without help."
    more = "Another explanation of it (e) often helps more than another try."
    rows = [(_ask(one), one.title, f"{one.asked}", f"{one.missed}") for one in found.items]
    told = words.format(title=first.title, missed=first.missed, asked=first.asked)
    return Read(told, more, _hard_bars(found.items), [Table(("Question", "Skill", "Asked", "Missed"), rows)])


def _ask(one: HardItem) -> str:
    return asked(one.ask) or one.title


def _hard_bars(items: list[HardItem]) -> Draw:
    found = [Bar(_ask(one), one.missed / max(1, one.asked), f"{one.missed} of {one.asked}") for one in items]
    return lambda width, height: bars(found, width, height)
