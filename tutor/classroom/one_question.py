"""What a class did with one question: how it went, each wrong answer with who gave it, what was disputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct

from tutor.classroom.called_now import as_called_now, renaming
from tutor.classroom.classbook import ClassBook
from tutor.classroom.figures.drift import Drift
from tutor.classroom.figures.items import ItemFigure
from tutor.classroom.pack_words import PackWords
from tutor.classroom.report_data import ItemWords, Report, TimeFigure
from tutor.core.text import clean
from tutor.packs.compiled import Compiled

EPOCH = date(1970, 1, 1)
MOST_ANSWERS = 12
"""Answers that are shown; the others are counted."""
MOST_DISPUTES = 20


class Answered(Struct, frozen=True, kw_only=True):
    """An answer to the question, or where answers aren't told or drawn a named mistake (`choice` is "" then).

    Given by `learners` of n, by these `codes` of those whose level tells it. `said` is what the pack says to it.
    """

    choice: str
    text: str
    mistake: str
    said: str
    right: bool
    learners: int
    n: int
    codes: list[str]


class Disputed(Struct, frozen=True):
    """That an answer should count: whose, which one as far as that may be told, the day (ISO)."""

    id: str
    code: str
    answer: str
    day: str


class QuestionPage(Struct, frozen=True, kw_only=True):
    """One question. `figures` are those of each revision that was tried, the newest first; `others` erred so that it
    can't be told how, `left_out` answers are too seldom to be listed, `key` is "" where learners judge themselves.
    """

    item: str
    words: ItemWords
    key: str
    figures: list[ItemFigure]
    time: TimeFigure | None
    answers: list[Answered]
    left_out: int
    others: int
    hinted: int
    disputes: list[Disputed]
    drifts: list[Drift]
    maybe_right: list[str]
    unanswered: list[str]
    never: list[str]


def question_page(book: ClassBook, packs: Mapping[str, Compiled], found: Report, item: str) -> QuestionPage:
    """The page of a question by its full id, beside the report of the same day."""
    words, now = PackWords(packs), renaming(packs)
    figures = sorted((one for one in found.items if one.item == item), key=lambda one: -one.rev)
    first = (date.fromisoformat(found.since) - EPOCH).days if found.since else 0
    with as_called_now(book, packs, first):
        given = book.db.execute(_GIVEN, (item, figures[0].rev if figures else 0))
        rows = [_Given(learner, choice, mistake, bool(right)) for learner, choice, mistake, right in given]
        [(hinted,)] = book.db.execute(_HINTED, (item,))
    n = max([figures[0].n if figures else 0, len({row.learner for row in rows})])
    texts = words.of_item(item)
    giving = [code for code in found.people if found.levels.get(code, 0) >= 2]
    answers = [_answered(item, texts, words, group, n, giving) for group in _grouped(rows, drawn=texts.drawn)]
    answers.sort(key=lambda one: (-one.right, -one.learners, one.text, one.mistake))
    told = {row.learner for row in rows if row.right or row.choice or row.mistake}
    return QuestionPage(
        item=item,
        words=texts,
        key=words.key(item),
        figures=figures,
        time=next((one for one in found.times if one.item == item), None),
        answers=answers[:MOST_ANSWERS],
        left_out=len(answers[MOST_ANSWERS:]),
        others=len({row.learner for row in rows} - told),
        hinted=int(hinted),
        disputes=_disputes(book, found, texts, {name for name in _disputed(book) if now(name) == item}),
        drifts=[one for one in found.drifts if one.item == item],
        maybe_right=[one.choice for one in found.maybe_right if one.item == item],
        unanswered=[one.choice for one in found.unanswered if one.item == item],
        never=[texts.choices.get(one.choice, one.choice) for one in found.never if one.item == item],
    )


class _Given(NamedTuple):
    learner: str
    choice: str
    mistake: str
    right: bool


def _grouped(rows: Iterable[_Given], *, drawn: bool) -> list[list[_Given]]:
    """The same answer each; the same mistake where answers are not told, or drawn: right once, and wrong again."""
    found: dict[tuple[str, bool], list[_Given]] = {}
    for row in rows:
        choice = "" if drawn else row.choice
        if name := choice or ("" if row.right else row.mistake):
            found.setdefault((name, row.right), []).append(row)
    return list(found.values())


def _answered(
    item: str, texts: ItemWords, words: PackWords, rows: Sequence[_Given], n: int, giving: Sequence[str]
) -> Answered:
    choice = "" if texts.drawn else rows[0].choice
    mistakes = Counter(row.mistake for row in rows if row.mistake and not row.right)
    mistake = min(mistakes, key=lambda name: (-mistakes[name], name)) if mistakes else ""
    learners = {row.learner for row in rows}
    return Answered(
        choice=choice,
        text=texts.choices.get(choice, choice),
        mistake=mistake,
        said=words.said_to(item, choice, mistake),
        right=any(row.right for row in rows),
        learners=len(learners),
        n=n,
        codes=[code for code in giving if code in learners],
    )


def _disputed(book: ClassBook) -> list[str]:
    return [str(name) for (name,) in book.db.execute("select distinct item from dispute")]


def _disputes(book: ClassBook, report: Report, texts: ItemWords, names: set[str]) -> list[Disputed]:
    """The newest first; what was typed only of those who let it be read now."""
    found, order = [], {code: place for place, code in enumerate(report.people)}
    for name in names:
        for id_, code, choice, day, typed in book.db.execute(_DISPUTES, (name,)):
            level = report.levels.get(code, 0)
            if level >= 2:
                answer = clean(typed) if typed and level >= 3 else texts.choices.get(choice, choice)
                found.append(Disputed(id_, code, answer, (EPOCH + timedelta(days=day)).isoformat()))
    found.sort(key=lambda one: (order.get(one.code, len(order)), one.id))
    return sorted(found, key=lambda one: one.day, reverse=True)[:MOST_DISPUTES]


_GIVEN = "select distinct learner, choice, mis, correct from answers where item = ? and rev = ? and scored = 1"
_HINTED = "select count(distinct learner) from answers where item = ? and attempt = 1 and scored = 1 and hints > 0"
_DISPUTES = (
    "select d.id, d.code, d.choice, d.day, coalesce(w.text, '') from dispute d "
    "left join words w on w.code = d.code and w.id = d.id where d.item = ?"
)
