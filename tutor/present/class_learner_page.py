"""The page of one learner as the teacher reads it: the course at a glance, the evidence behind each flag, words, tasks.

Nobody is compared with another. What stands here is what the newest hand-in allows; texts that a learner or the
teacher wrote may hold names, and are left out while names are hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tutor.core.text import clean
from tutor.present.charts import EIGHTHS_UP
from tutor.present.class_report import LETTERS, entry, misjudged, removed_by
from tutor.present.class_sections import ClassPage, Section, plain
from tutor.present.class_words import Report, Told, Who, ago, day, readable, title
from tutor.present.when import count

LEVELS = {
    0: "level 0: messages, and nothing about any study",
    1: "level 1: skills, days and minutes; no answer",
    2: "level 2: answers; nothing typed in words",
    3: "level 3: answers, and what was ticked besides",
}
STATES = {
    "secure": "mastered, and kept for long",
    "mastered": "mastered",
    "learned": "learned",
    "fading": "fading",
    "learning": "at work",
    "open": "not begun",
    "locked": "not begun",
}
"""As a teacher reads them, in the order in which they are counted."""
SURE = {3: "sure", 2: "fairly sure", 1: "guessing"}
WORK = {
    "piece": ("piece of work", "pieces of work"),
    "words": ("answer in their own words", "answers in their own words"),
    "journal": ("entry of the journal", "entries of the journal"),
}
MOST_WEEKS = 8
WIDEST = 20
NO_WORDS = "hidden with the names: it may hold some"


def learner_page(page: Any, report: Report, who: Who, *, hidden: bool = False) -> ClassPage:
    """The page in its parts; those in which there is nothing are left out."""
    name = who(page.code)
    if page.level is None:
        come = "nothing handed in, or all of it taken back"
    else:
        come = f"{LEVELS[page.level]} · handed in {ago(page.made_on, report.today)}"
    found = [
        Section(
            "What stands out",
            "",
            list(_flags(page, report, who)),
            ("look", "stuck", "quiet", "missing", "dropping", "sure"),
        ),
        Section("Skills", "", list(_skills(page, report)), ("mastered", "presumed", "fading", "unaided", "stuck")),
        Section("Lately", "", plain(_time(page, report)), ()),
        Section("First tries", "", plain(_tries(page)), ("first-try", "dropping")),
        Section("How sure", "", list(_sure(page)), ("sure",)),
        Section("Mistakes that came more than once", "", plain(_mistakes(page)), ("mistakes",)),
        Section("What helped: right at the next try", "", plain(map(_way, page.ways)), ("ways",)),
        Section("Said and asked", "", list(_said(page, hidden)), ()),
        Section("Tasks", "", plain(_tasks(page)), ("tasks",)),
        Section("Your notes", "", plain(_notes(page, hidden)), ()),
        Section("Chose to show", "", plain(_work(page, hidden)), ()),
    ]
    return ClassPage(name, come, [one for one in found if one.lines], ("level",))


def _flags(page: Any, report: Report, who: Who) -> Iterator[Told]:
    """Each with its evidence, what takes it away, and what to try."""
    if page.entry is not None:
        yield Told(entry(page.entry, report, who).partition(": ")[2], removed_by(page.entry))
    if page.figure is not None and page.figure.quiet:
        last = page.figure.last_day
        yield Told(f"last practised on {day(last)}; {count(page.figure.days, 'day')} of practice in all")
    for skill, tries in page.evidence.items():
        yield Told(f"stuck on {title(report, skill)}; the newest tries:", skill=skill)
        yield from (_try(one) for one in tries)
    if page.figure is not None and page.figure.misjudges:
        yield Told(f"{misjudged(page.figure)}: see how sure, below")
    if page.excels:
        yield Told("harder work may suit: skills mastered with the fewest tries there can be, none fading")
    if page.waits_until:
        yield Told(f"off the list until {page.waits_until}: you talked")


def _try(one: Any) -> Told:
    answer = f", “{clean(one.answer)[:60]}”" if one.answer else ""
    mistake = f" ({readable(one.mistake)})" if one.mistake else ""
    hints = f", {count(one.hints, 'hint')}" if one.hints else ""
    verdict = "right" if one.right else "wrong"
    return Told(f"  {day(one.day)}  {verdict}  {short(one.item)}{answer}{mistake}{hints}", item=one.item)


def short(item: str) -> str:
    """A question's id without its course."""
    return clean(item.partition("/")[2] or item)


def _skills(page: Any, report: Report) -> Iterator[Told]:
    """How many stand where, then each skill that was begun, in the order of the course."""
    counts: dict[str, int] = {}
    for state, words in STATES.items():
        held = sum(one.state == state for one in page.stands)
        counts[words] = counts.get(words, 0) + held
    if page.stands:
        yield Told(" · ".join(f"{number} {words}" for words, number in counts.items() if number))
    order = {one.skill: place for place, one in enumerate(report.skills)}
    for one in sorted(page.stands, key=lambda each: order.get(each.skill, len(order))):
        if one.answers or one.presumed or one.state not in ("open", "locked"):
            yield Told(_skill(one, report), skill=one.skill)


def _skill(one: Any, report: Report) -> str:
    sign = "p" if one.presumed else LETTERS.get(one.state, "?")
    words = "presumed" if one.presumed else STATES.get(one.state, readable(one.state))
    since = f" since {day(one.mastered)}" if one.mastered and one.state in ("mastered", "secure") else ""
    tries = f"; {one.right} of {one.answers} unaided" if one.answers else ""
    stuck = "; stuck" if one.stuck else ""
    return f"{sign} {title(report, one.skill)}: {words}{since}{tries}{stuck}"


def _time(page: Any, report: Report) -> Iterator[str]:
    if page.weeks:
        days, minutes = sum(one.days for one in page.weeks), sum(one.minutes for one in page.weeks)
        yield f"practised on {count(days, 'day')}, {count(minutes, 'minute')} in all"
        most = max(one.minutes for one in page.weeks) or 1
        for one in page.weeks[-MOST_WEEKS:]:
            bar = "█" * round(WIDEST * one.minutes / most)
            yield f"week of {day(one.week)}  {one.days} d {one.minutes:>4} min  {bar}".rstrip()
    if any(page.lately):
        busiest = max(page.lately)
        first = date.fromisoformat(report.today) - timedelta(days=len(page.lately) - 1)
        drawn = "".join(EIGHTHS_UP[-(-8 * number // busiest)] if number else "·" for number in page.lately)
        yield f"since {first}, answers a day  {drawn}  {busiest} at most"


def _tries(page: Any) -> Iterator[str]:
    one = page.figure
    if one is None or not one.n:
        return
    yield f"{one.right} of {one.n} right ({one.right / one.n:.0%})" + (
        f", {page.hinted} with hints" if page.hinted else ""
    )
    if one.lately is not None:
        yield f"{one.lately:.0%} of the last 20, {one.before:.0%} of the 20 before"


def _sure(page: Any) -> Iterator[Told]:
    for one in page.sure:
        yield Told(f"{SURE[one.confidence]}: {one.right} of {one.n} right ({one.right / one.n:.0%})")
    if page.figure is not None and page.sure:
        told = page.figure.sure_n
        if page.figure.bias is None:
            yield Told(f"{count(told, 'answer')} with a word on how sure: 20 are needed to say more")
        elif not page.figure.misjudges:
            yield Told(f"as sure as right, as far as {told} answers tell")
    if page.sure_wrong:
        yield Told("sure, and wrong:")
        yield from (_try(one) for one in page.sure_wrong)


def _mistakes(page: Any) -> Iterator[str]:
    return (f"{readable(name)}: {number} times" for name, number in page.mistakes)


def _way(one: Any) -> str:
    return f"{clean(one.way)}: {one.right} of {one.n} ({one.right / one.n:.0%})"


def _said(page: Any, hidden: bool) -> Iterator[Told]:
    for one in page.messages:
        words = f": {_words(one.text, hidden)}" if one.text else ""
        yield Told(f"{one.day}: {clean(one.what)}{words}", codes=(one.code,), reply=one.id)
    for one in page.disputes:
        item, _colon, answer = one.what.partition(": ")
        words = NO_WORDS if hidden else clean(answer)
        yield Told(f"{one.day}: {short(item)}: {words}", item=item, codes=(one.code,), reply=one.id)


def _words(text: str, hidden: bool) -> str:
    """What somebody wrote, on one line."""
    return NO_WORDS if hidden else f"“{' '.join(clean(text).split())}”"


def _tasks(page: Any) -> Iterator[str]:
    for one in page.tasks:
        due = f" due {one.task.due}" if one.task.due else ""
        own = ", for them alone" if one.own else ""
        yield f"“{clean(one.task.title)}”{due}{own}: {_share(one.share)}"


def _share(share: float | None) -> str:
    if share is None:
        return "how far is not handed in"
    return "done" if share >= 1 else "not begun" if share <= 0 else "begun" if share < 0.05 else f"{share:.0%} done"


def _notes(page: Any, hidden: bool) -> Iterator[str]:
    for one in page.notes:
        about = f" about {clean(one.about)}" if one.about else ""
        yield f"{one.day}{about}: {_words(one.text, hidden)}"


def _work(page: Any, hidden: bool) -> Iterator[str]:
    found = [f"{number} {WORK[sort][number > 1]}" for sort, number in page.work.items()]
    if found:
        yield f"{', '.join(found)}: tutor class work"
    for text in page.goals:
        yield f"goal: {_words(text, hidden)}"
