"""The report as tables for a spreadsheet, one CSV each. No cell begins like a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from tutor.classroom.figures.learners import LearnerFigure
from tutor.classroom.figures.skills import HELD, MASTERED
from tutor.classroom.report import Report
from tutor.classroom.roster import as_cell
from tutor.core.text import clean
from tutor.present.class_words import naming, title

EPOCH = date(1970, 1, 1)


def tables(report: Report, *, hidden: bool = False) -> dict[str, str]:
    """Each table by its name, as CSV. With `hidden` learners are codes."""
    return {
        "learners": _written(LEARNERS, _learners(report, hidden)),
        "skills": _written(SKILLS, _skills(report)),
        "items": _written(ITEMS, _items(report)),
        "wrong_answers": _written(WRONG, _wrong(report)),
        "curves": _written(CURVES, _curves(report)),
        "states": _written(["learner", *(one.skill for one in report.skills)], _states(report, hidden)),
    }


def _written(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(name) for name in head])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float):
        return round(value, 6)
    return as_cell(" ".join(clean(value).split())) if isinstance(value, str) else value


LEARNERS = (
    *("learner", "level", "first_tries", "right", "days", "last_day", "idle_days", "held", "mastered", "fading"),
    *("minutes", "before", "lately", "told_how_sure", "bias", "brier", "reasons"),
)


def _learners(report: Report, hidden: bool) -> Iterable[Sequence[Any]]:
    """Everybody, each as far as their newest hand-in tells it."""
    who, reasons = naming(report, hidden=hidden), {one.learner: " ".join(one.reasons) for one in report.attention}
    by_code = {one.learner: one for one in report.learners}
    for code in report.people:
        one, level = by_code.get(code), report.levels.get(code, "")
        first, rest = _of_answers(one, reasons.get(code, "")) if one is not None and level in (2, 3) else _NO_ANSWERS
        yield [who(code), level, *first, *(_of_skills(report, code) if level in (1, 2, 3) else [""] * 4), *rest]


_NO_ANSWERS = ([""] * 5, [""] * 6)


def _of_answers(one: LearnerFigure, reasons: str) -> tuple[Sequence[Any], Sequence[Any]]:
    last = (EPOCH + timedelta(days=one.last_day)).isoformat() if one.last_day else ""
    first = [one.n, one.right, one.days, last, one.idle if one.last_day else ""]
    return first, [one.before, one.lately, one.sure_n, one.bias, one.brier, reasons]


def _of_skills(report: Report, code: str) -> Sequence[Any]:
    states = [stand.state for stand in report.stands if stand.learner == code]
    held, mastered = sum(state in HELD for state in states), sum(state in MASTERED for state in states)
    return [held, mastered, states.count("fading"), sum(report.weeks.get(code, {}).values())]


SKILLS = ("skill", "title", "n", "begun", "held", "mastered", "share", "low", "high", "stuck", "ready")


def _skills(report: Report) -> Iterable[Sequence[Any]]:
    for one in report.skills:
        share = (one.share, one.low, one.high) if one.n >= 5 else ("", "", "")
        yield [
            one.skill,
            title(report, one.skill),
            one.n,
            one.begun,
            one.held,
            one.mastered,
            *share,
            len(one.stuck),
            one.ready,
        ]


ITEMS = ("item", "rev", "n", "facility", "low", "high", "r", "r_low", "r_high", "median_seconds", "flags", "asks")


def _items(report: Report) -> Iterable[Sequence[Any]]:
    seconds = {one.item: one.middle for one in report.times}
    for one in report.items:
        limits = (one.r, one.r_low, one.r_high) if one.r is not None else ("", "", "")
        words = report.words[one.item].ask
        yield [
            *(one.item, one.rev, one.n, one.facility, one.low, one.high, *limits),
            *(seconds.get(one.item), " ".join(one.flags), words),
        ]


WRONG = ("item", "rev", "answer", "text", "mistake", "learners", "n", "share", "best_fifth")


def _wrong(report: Report) -> Iterable[Sequence[Any]]:
    for one in report.choices:
        if not one.right:
            text = (
                report.words[one.item].choices.get(one.choice, one.choice) if one.item in report.words else one.choice
            )
            yield [one.item, one.rev, one.choice, text, one.mistake, one.learners, one.n, one.share, one.best]


CURVES = ("skill", "opportunity", "n", "errors", "verdict", "gain", "error")


def _curves(report: Report) -> Iterable[Sequence[Any]]:
    for one in report.curves:
        for opportunity, n, share in one.points:
            yield [one.skill, opportunity, n, share, one.shape, one.gain, one.error]


def _states(report: Report, hidden: bool) -> Iterable[Sequence[Any]]:
    who, states = naming(report, hidden=hidden), {(one.learner, one.skill): one.state for one in report.stands}
    for code in report.people:
        told = report.levels.get(code, 0) >= 1
        yield [who(code), *(states.get((code, one.skill), "") if told else "" for one in report.skills)]
