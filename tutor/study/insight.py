"""What learners may want to know about their own learning: one question, one call, from sums and never from the log."""

from __future__ import annotations

from collections.abc import Callable

from tutor.core.day import day_ends, days_between, learning_day, offset_minutes
from tutor.core.gate import recall_of, seconds_of
from tutor.core.insight import figures as of
from tutor.core.insight import reckon
from tutor.core.insight.figures import Figures
from tutor.core.learner.recall import forgetting
from tutor.core.learner.rows import ItemRow
from tutor.core.memory import retrievability
from tutor.core.sureness import ENOUGH, sureness
from tutor.language import _
from tutor.study.desk import Desk, iso_day
from tutor.study.notebook import item_words
from tutor.study.reasons import own
from tutor.study.trouble import StudyError

YEAR = 371
"""Days of the calendar: 53 whole weeks, so that a year is never cut."""
AHEAD = 30
"""Days of the forecast; fixed by rule 33 of the peers' study."""
CANDIDATES = 60
"""What is due first, looked at for the skills that fade. Tunable (20..200)."""
FADING = 5
SKILLS = 30
HARDEST = 10
ASKED = 3
"""Times a question was asked before it may count as hard; tunable 2-5."""


def insight(desk: Desk, name: str) -> Figures:
    """The figures of a question by its name. Raises `StudyError` where there is no such question."""
    work = FIGURES.get(name)
    if work is None:
        raise StudyError("bad_request", _("There is no such question; there are {names}.", names=", ".join(FIGURES)))
    return work(desk)


def _today(desk: Desk) -> int:
    return learning_day(desk.at(), _offset(desk))


def _offset(desk: Desk) -> int:
    return offset_minutes(desk.now())


def _days(desk: Desk) -> of.Days:
    today = _today(desk)
    return of.Days(
        today=reckon.day_of(today),
        days=[one for one in reckon.study_days(desk.book.days(today - YEAR)) if one.day <= reckon.day_of(today)],
    )


def _due(desk: Desk) -> of.Due:
    today, learner = _today(desk), desk.learner()
    seconds = {kind: seconds_of(learner, kind) for kind in ("skill", "items")}
    reviews, minutes, later = [0] * AHEAD, [0.0] * AHEAD, 0
    for day, kind, count in desk.book.due_by_day(desk.courses, _offset(desk)):
        at = max(0, day - today)
        if at < AHEAD:
            reviews[at] += count
            minutes[at] += count * seconds[kind] / 60
        else:
            later += count
    days = [
        of.DueDay(day=reckon.day_of(today + at), reviews=reviews[at], minutes=round(minutes[at], 1))
        for at in range(AHEAD)
    ]
    return of.Due(days=days, later=later, fading=_fading(desk))


def _fading(desk: Desk) -> list[of.Fading]:
    tonight, at = day_ends(desk.at(), _offset(desk)), desk.at()
    recalls: dict[str, float] = {}
    for skill in desk.book.due_skills(desk.courses, tonight, CANDIDATES):
        recall = recall_of(skill, at, own(desk, skill))
        if skill.remember == "skill" and recall is not None:
            recalls[skill.id] = recall
    facts = forgetting(desk.learner(), "items")
    for item in desk.book.due_items(desk.courses, tonight, CANDIDATES, iso_day(desk)):
        recall = retrievability(item.stability, days_between(item.reviewed_at, at), facts)
        recalls[item.skill] = min(recall, recalls.get(item.skill, 1.0))
    weakest = sorted(recalls, key=lambda name: (recalls[name], name))[:FADING]
    return [of.Fading(skill=name, title=desk.title(name), recall=round(recalls[name], 4)) for name in weakest]


def _recall(desk: Desk) -> of.Recall:
    sums = desk.book.recall_by_band()
    reviews = sum(one[1] for one in sums)
    return of.Recall(
        reviews=reviews,
        needed=reckon.BAND_NEEDS,
        foretold=round(sum(one[2] for one in sums) / reviews, 4) if reviews else None,
        recalled=round(sum(one[3] for one in sums) / reviews, 4) if reviews else None,
        bands=reckon.bands(sums),
        skills=[
            of.SkillRecall(
                skill=name,
                title=desk.title(name),
                reviews=count,
                foretold=round(foretold / count, 4),
                recalled=round(recalled / count, 4),
            )
            for name, count, foretold, recalled in desk.book.recall_by_skill(SKILLS)
        ],
    )


def _growth(desk: Desk) -> of.Growth:
    today, offset = _today(desk), _offset(desk)
    times = desk.book.learned_and_mastered()
    learned = sorted(learning_day(at, offset) for at, _mastered in times)
    mastered = sorted(learning_day(at, offset) for _learned, at in times if at)
    return of.Growth(
        points=reckon.growth(learned, mastered, today),
        then=reckon.grown(learned, mastered, today - reckon.LATELY),
        now=reckon.grown(learned, mastered, today),
        oldest=_oldest(desk),
    )


def _oldest(desk: Desk) -> of.Oldest | None:
    row = desk.book.first_learned()
    recall = recall_of(row, desk.at(), own(desk, row)) if row is not None else None
    if row is None or recall is None:
        return None
    day = reckon.day_of(learning_day(row.learned_at, _offset(desk)))
    return of.Oldest(skill=row.id, title=desk.title(row.id), learned_on=day, recall=round(recall, 4))


def _time(desk: Desk) -> of.Time:
    today = _today(desk)
    rows = [row for row in desk.book.days(today - YEAR) if row.day <= today]
    lately = [row for row in rows if row.day > today - reckon.LATELY]
    names = dict.fromkeys(name for row in rows for name in row.courses)
    return of.Time(
        since=reckon.day_of(today - reckon.LATELY + 1),
        minutes=round(sum(row.seconds for row in lately) / 60, 1),
        learning=round(sum(row.learn_seconds for row in lately) / 60, 1),
        courses=reckon.course_times(rows, today, {name: desk.course(name).title for name in names}),
    )


def _sure(desk: Desk) -> of.Sure:
    found = sureness(desk.learner().sure)
    return of.Sure(levels=found.levels, brier=found.brier, needed=ENOUGH)


def _ways(desk: Desk) -> of.Ways:
    return of.Ways(ways=reckon.helped(desk.book.ways_in_all()), needed=reckon.WAY_NEEDS)


def _hard(desk: Desk) -> of.Hard:
    return of.Hard(items=[_hard_item(desk, row) for row in desk.book.hardest_items(ASKED, HARDEST)], needed=ASKED)


def _hard_item(desk: Desk, row: ItemRow) -> of.HardItem:
    return of.HardItem(
        item=row.id,
        title=desk.title(row.skill),
        ask=item_words(desk, row.id),
        asked=row.seen,
        missed=row.seen - row.right,
        lapses=row.lapses,
    )


FIGURES: dict[str, Callable[[Desk], Figures]] = {
    "days": _days,
    "due": _due,
    "recall": _recall,
    "growth": _growth,
    "time": _time,
    "sure": _sure,
    "ways": _ways,
    "hard": _hard,
}
"""The questions by name, in their order."""
