"""What one knows: what is about to be forgotten, whether that is foretold rightly, how sure one is, what is hard."""

from __future__ import annotations

from tutor.core.insight.figures import Band, Due, DueDay, Hard, HardItem, Recall, SkillRecall, Sure
from tutor.core.insight.reckon import is_as_foretold
from tutor.core.sureness import Level
from tutor.language import _, _n, later
from tutor.present.charts import MARK, Bar, Column, Line, bars, columns
from tutor.present.sheets import Draw, Read, Table, asked, percent, spent, weekday, whole
from tutor.present.when import TINY_WEEKDAYS, day_words, on_day

SHORT = 14
"""Days of the forecast that are drawn where there is no room for all."""
ROOM_FOR_ALL = 64
"""Cells from which all of them are."""
MOST_BARS = 8
SAID = {1: later("guessing"), 2: later("fairly sure"), 3: later("sure")}
A_LITTLE, FAR = 0.05, 0.15
"""Between what a word claims and what was right: from which it is a little off, and from which far. Tunable."""


# What am I about to forget?


def due(found: Due) -> Read:
    """Reviews by day."""
    today, rest = found.days[0], found.days[1:]
    if not today.reviews and not any(one.reviews for one in rest) and not found.later:
        return Read(_("Nothing can be forgotten yet. After your first answers this shows what comes back, and when."))
    rows = [(weekday(one.day, today.day), f"{one.reviews}", whole(one.minutes)) for one in found.days if one.reviews]
    rows += [(_("Later"), f"{found.later}", "")] if found.later else []
    fading = [(one.title, percent(one.recall)) for one in found.fading]
    tables = [
        Table((_("Day"), _("Reviews"), _("Minutes")), rows),
        Table((_("Weakest now"), _("Chance to know it")), fading),
    ]
    return Read(f"{_today(today)} {_most(rest, today)}", _weakest(found), _due_columns(found), tables)


def _today(today: DueDay) -> str:
    if not today.reviews:
        return _("Nothing is due today.")
    if today.reviews == 1:
        return _("One review is due today, about {minutes}.", minutes=spent(today.minutes))
    return _n(
        "{count} review is due today, about {minutes}.",
        "{count} reviews are due today, about {minutes}.",
        today.reviews,
        minutes=spent(today.minutes),
    )


def _most(rest: list[DueDay], today: DueDay) -> str:
    most = max(rest, key=lambda one: one.reviews)
    if not most.reviews:
        return _("As it stands, nothing falls due in the four weeks after that.")
    words = later("After that the most fall due {day}: {reviews}. What you review comes back later and counts anew.")
    return _(words, day=on_day(most.day, today.day), reviews=most.reviews)


def _weakest(found: Due) -> str:
    if not found.fading:
        return ""
    first = found.fading[0]
    words = later("The weakest of it now is {title}: a chance of {recall} that you know it.")
    return _(words, title=first.title, recall=percent(first.recall))


def _due_columns(found: Due) -> Draw:
    def draw(width: int, height: int) -> list[Line]:
        shown = found.days if width >= ROOM_FOR_ALL else found.days[:SHORT]
        every = [_column(one, number) for number, one in enumerate(shown)]
        return columns(every, width, max(3, height - 2))

    return draw


def _column(one: DueDay, number: int) -> Column:
    words = _("today") if number == 0 else day_words(one.day, one.day) if one.day.weekday() == 0 else ""
    return Column(one.reviews, _(TINY_WEEKDAYS[one.day.weekday()]), words)


# Does tutor know when I forget?


def recall(found: Recall) -> Read:
    """What was foretold of recall, and what came."""
    tables = [
        Table((_("Foretold"), _("Reviews"), _("On average"), _("Remembered")), [_band_row(one) for one in found.bands]),
        Table((_("Skill"), _("Reviews"), _("Foretold"), _("Remembered")), [_skill_row(one) for one in found.skills]),
    ]
    if not found.bands or found.foretold is None or found.recalled is None:
        words = later(
            "There will be something to see after {needed} reviews that came half a day or more after the one before; "
            "so far there are {reviews}."
        )
        return Read(_(words, needed=found.needed, reviews=found.reviews), tables=tables)
    words = later(
        "Of {reviews} reviews tutor foretold that you would remember {foretold}, and you remembered {recalled}: {so}"
    )
    so = _so(found.reviews, found.foretold, found.recalled)
    told = _(words, reviews=found.reviews, foretold=percent(found.foretold), recalled=percent(found.recalled), so=so)
    return Read(told, "", _recall_bars(found.bands), tables)


def _so(reviews: int, foretold: float, recalled: float) -> str:
    if is_as_foretold(reviews, foretold, recalled):
        return _("as close as chance allows.")
    if recalled < foretold:
        return _("you forget sooner than it thought, and it brings things back sooner by and by.")
    return _("you hold more than it thought, and it waits longer by and by.")


def _range(one: Band) -> str:
    words = later("{low} to {high} %") if one.low > 0 else later("under {high} %")
    return _(words, low=round(100 * one.low), high=round(100 * one.high))


def _band_row(one: Band) -> tuple[str, ...]:
    return _range(one), f"{one.reviews}", percent(one.foretold), percent(one.recalled)


def _skill_row(one: SkillRecall) -> tuple[str, ...]:
    return one.title, f"{one.reviews}", percent(one.foretold), percent(one.recalled)


def _recall_bars(bands: list[Band]) -> Draw:
    found = [
        Bar(
            _range(one),
            one.recalled,
            _("{part} of {whole}", part=percent(one.recalled), whole=one.reviews),
            one.foretold,
        )
        for one in reversed(bands[-MOST_BARS:])
    ]
    return lambda width, height: [*bars(found, width, height - 2), *_legend(_("foretold"), _("remembered"))]


def _legend(mark: str, bar: str) -> list[Line]:
    return [[("words", "")], [("bar", "  █"), ("label", f" {bar}   "), ("mark", MARK), ("label", f" {mark}")]]


# Do I know how well I know?


def sure(found: Sure) -> Read:
    """What one said of being sure, and what was right."""
    rows = [_level_row(one) for one in found.levels if one.answers]
    tables = [Table((_("You said"), _("Answers"), _("Right"), _("Share"), _("It claims")), rows)]
    told = [one for one in found.levels if one.share is not None]
    if not told:
        words = later(
            "Before you answer you may say how sure you are: guessing, fairly sure or sure (the key c). "
            "After {needed} answers with one of these words this shows whether it was true."
        )
        return Read(_(words, needed=found.needed), tables=tables)
    most = max(told, key=lambda one: (_off(one) < -A_LITTLE, abs(_off(one)), one.confidence))  # too sure weighs more
    sentence = _(_verdict(_off(most)), share=percent(most.share or 0), word=_(SAID[most.confidence]))
    return Read(sentence, "", _sure_bars(found.levels), tables)


def _off(one: Level) -> float:
    return (one.share or 0.0) - one.claims


def _verdict(off: float) -> str:
    if off < -FAR:
        return later(
            "You are right {share} of the time when you say “{word}”: too sure. A second look is worth it there."
        )
    if off < -A_LITTLE:
        return later("You are right {share} of the time when you say “{word}”: a little too sure.")
    if off <= A_LITTLE:
        return later("You are right {share} of the time when you say “{word}”: you know well what you know.")
    return later("You are right {share} of the time when you say “{word}”: you know more than you think.")


def _level_row(one: Level) -> tuple[str, ...]:
    share = "" if one.share is None else percent(one.share)
    return _(SAID[one.confidence]), f"{one.answers}", f"{one.right}", share, percent(one.claims)


def _sure_bars(levels: list[Level]) -> Draw:
    found = [
        Bar(
            _(SAID[one.confidence]),
            one.share or 0.0,
            _("{part} of {whole}", part=percent(one.share), whole=one.answers)
            if one.share is not None
            else _("too few yet"),
            one.claims,
        )
        for one in reversed(levels)
    ]
    legend = _legend(_("what the word claims"), _("was right"))
    return lambda width, height: [*bars(found, width, height - 2), *legend]


# What is hardest for me?


def hard(found: Hard) -> Read:
    """Questions that were often missed."""
    if not found.items:
        words = later("Nothing stands out as hard yet. What was asked {needed} times and missed shows here.")
        return Read(_(words, needed=found.needed))
    first = found.items[0]
    words = later(
        "The hardest so far is a question of “{title}”: {missed} of {asked} tries were not right without help."
    )
    more = _("Another explanation of it (e) often helps more than another try.")
    rows = [(_ask(one), one.title, f"{one.asked}", f"{one.missed}") for one in found.items]
    told = _(words, title=first.title, missed=first.missed, asked=first.asked)
    return Read(
        told, more, _hard_bars(found.items), [Table((_("Question"), _("Skill"), _("Asked"), _("Missed")), rows)]
    )


def _ask(one: HardItem) -> str:
    return asked(one.ask) or one.title


def _hard_bars(items: list[HardItem]) -> Draw:
    found = [
        Bar(_ask(one), one.missed / max(1, one.asked), _("{part} of {whole}", part=one.missed, whole=one.asked))
        for one in items
    ]
    return lambda width, height: bars(found, width, height)
