"""What a class's file says of one learner: as much as the newest hand-in allows, and the evidence behind each flag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from tutor.classroom.called_now import as_called_now, renaming
from tutor.classroom.classbook import ClassBook
from tutor.classroom.coaching import notes
from tutor.classroom.figures.attention import Entry
from tutor.classroom.figures.learners import CLAIMS, LearnerFigure
from tutor.classroom.figures.skills import Stand
from tutor.classroom.pack_words import PackWords
from tutor.classroom.report_data import Report, WayFigure
from tutor.classroom.task_shares import TaskShares
from tutor.classroom.words import Letter, disputes_in, messages_in
from tutor.core.classroom.handout import NoteLine, TaskLine
from tutor.core.text import clean
from tutor.packs.compiled import Compiled

EPOCH = date(1970, 1, 1)
LATELY = 14
"""Days of practice that are shown one by one."""
MOST_TRIES = 8
"""Tries behind a flag, and answers that were sure and wrong."""
MOST_WORDS = 20
MOST_MISTAKES = 10
SURE = max(CLAIMS)


class Tried(Struct, frozen=True, kw_only=True):
    """A try at a question: the day since 1970, what was answered where that can be told, how sure it was (1..3)."""

    day: int
    item: str
    right: bool
    answer: str
    mistake: str
    hints: int
    confidence: int | None
    first: bool


class Week(Struct, frozen=True):
    """A week by its Monday (days since 1970): days of practice, minutes in all."""

    week: int
    days: int
    minutes: int


class TaskShare(Struct, frozen=True):
    """A task, how much of it is done (0..1, None where that is not known), whether it is for this learner alone."""

    task: TaskLine
    share: float | None
    own: bool


class Surely(Struct, frozen=True):
    """How often an answer of this sureness (1 guessing .. 3 sure) was right."""

    confidence: int
    n: int
    right: int


class LearnerPage(Struct, frozen=True, kw_only=True):
    """One learner. `level` is None where nothing was handed in, or it was taken back; what a level does not allow is
    empty, whatever was handed in before.
    """

    code: str
    level: int | None
    made_on: str = ""
    stands: list[Stand] = []
    weeks: list[Week] = []
    lately: list[int] = []
    """Answers on each of the last days, today last."""
    figure: LearnerFigure | None = None
    entry: Entry | None = None
    excels: bool = False
    waits_until: str = ""
    """The day until which the teacher wants them off the list of those who need a look."""
    evidence: dict[str, list[Tried]] = {}
    """By skill at which they are stuck, the newest tries."""
    hinted: int = 0
    sure: list[Surely] = []
    sure_wrong: list[Tried] = []
    mistakes: list[tuple[str, int]] = []
    ways: list[WayFigure] = []
    messages: list[Letter] = []
    disputes: list[Letter] = []
    goals: list[str] = []
    work: dict[str, int] = {}
    tasks: list[TaskShare] = []
    notes: list[NoteLine] = []


def learner_page(book: ClassBook, packs: dict[str, Compiled], found: Report, code: str) -> LearnerPage:
    """The page of a code, beside the report of the same day."""
    known = book.learner(code)
    level = found.levels.get(code)
    if known is None or level is None:
        return LearnerPage(code=code, level=None, notes=_notes(book, code), tasks=_tasks(book, packs, found, code, -1))
    first = _days(found.since) if found.since else 0
    with as_called_now(book, packs, first):
        tries = _tries(book, PackWords(packs), code) if level >= 2 else []
        tasks = _tasks(book, packs, found, code, level)
    stands = [one for one in found.stands if one.learner == code] if level >= 1 else []
    figure = next((one for one in found.learners if one.learner == code), None)
    firsts = [one for one in tries if one.first]
    return LearnerPage(
        code=code,
        level=level,
        made_on=known.made_on,
        stands=stands,
        weeks=_weeks(book, code) if level >= 1 else [],
        lately=_lately(tries, _days(found.today)) if level >= 2 else [],
        figure=figure if level >= 2 else None,
        entry=next((one for one in found.attention if one.learner == code), None) if level >= 2 else None,
        excels=level >= 2 and code in found.excelling,
        waits_until=_waits(book, code, found.today),
        evidence={one.skill: _at(tries, one.skill) for one in stands if one.stuck and level >= 2},
        hinted=sum(one.hints > 0 for one in firsts),
        sure=_sure(firsts),
        sure_wrong=[one for one in firsts if one.confidence == SURE and not one.right][-MOST_TRIES:][::-1],
        mistakes=_mistakes(tries),
        ways=[WayFigure(*row) for row in book.db.execute(_WAYS, (code, first))] if level >= 2 else [],
        messages=_of(messages_in(book), code),
        disputes=_of(disputes_in(book, typed=level >= 3), code) if level >= 2 else [],
        goals=[clean(text) for (text,) in book.db.execute(_GOALS, (code,))] if level >= 3 else [],
        work=_work(book, code) if level >= 3 else {},
        tasks=tasks,
        notes=_notes(book, code),
    )


def _days(day: str) -> int:
    return (date.fromisoformat(day) - EPOCH).days


def _tries(book: ClassBook, words: PackWords, code: str) -> list[Tried]:
    """All of them, the newest last."""
    found = []
    for day, item, right, choice, mistake, hints, confidence, attempt in book.db.execute(_TRIES, (code,)):
        answer = words.of_item(item).choices.get(choice, choice) if choice else ""
        found.append(
            Tried(
                day=day,
                item=item,
                right=bool(right),
                answer=answer,
                mistake=mistake,
                hints=hints,
                confidence=confidence,
                first=attempt == 1,
            )
        )
    return found


def _at(tries: Sequence[Tried], skill: str) -> list[Tried]:
    return [one for one in tries if one.item.rpartition("/")[0] == skill and one.first][-MOST_TRIES:][::-1]


def _lately(tries: Sequence[Tried], today: int) -> list[int]:
    counts = Counter(one.day for one in tries)
    return [counts[day] for day in range(today - LATELY + 1, today + 1)]


def _sure(firsts: Sequence[Tried]) -> list[Surely]:
    found = []
    for confidence in sorted(CLAIMS, reverse=True):
        rights = [one.right for one in firsts if one.confidence == confidence]
        found += [Surely(confidence, len(rights), sum(rights))] if rights else []
    return found


def _mistakes(tries: Sequence[Tried]) -> list[tuple[str, int]]:
    """Named mistakes that came more than once, the most frequent first."""
    counts = Counter(one.mistake for one in tries if one.mistake)
    return [(name, count) for name, count in counts.most_common(MOST_MISTAKES) if count > 1]


def _weeks(book: ClassBook, code: str) -> list[Week]:
    return [Week(*row) for row in book.db.execute(_WEEKS, (code,))]


def _waits(book: ClassBook, code: str, today: str) -> str:
    row = book.db.execute("select until from waiting where code = ? and until > ?", (code, today)).fetchone()
    return str(row[0]) if row else ""


def _of(letters: list[Letter], code: str) -> list[Letter]:
    mine = [one for one in letters if one.code == code]
    return sorted(mine, key=lambda one: (one.day, one.id), reverse=True)[:MOST_WORDS]


def _work(book: ClassBook, code: str) -> dict[str, int]:
    """How many of each sort of work they ticked."""
    found = {}
    for table in ("piece", "words", "journal"):
        [(count,)] = book.db.execute(f"select count(*) from {table} where code = ?", (code,))
        found[table] = int(count)
    return {table: count for table, count in found.items() if count}


def _notes(book: ClassBook, code: str) -> list[NoteLine]:
    return [line for to, line in notes(book) if to == code][:MOST_WORDS]


def _tasks(book: ClassBook, packs: dict[str, Compiled], found: Report, code: str, level: int) -> list[TaskShare]:
    """Their tasks. Within `as_called_now`, where any answer may be looked at."""
    shares = TaskShares(book, renaming(packs), found.stands)
    return [
        TaskShare(
            task,
            shares.share(task, code) if level >= (2 if task.target == "items" else 1) else None,
            task.id in shares.whose,
        )
        for task in shares.of(code)
    ]


_TRIES = (
    "select day, item, correct, choice, mis, hints, conf, attempt from answers "
    "where learner = ? and scored = 1 order by day, place"
)
_WEEKS = "select week, days, minutes from week where code = ? order by week"
_GOALS = "select text from goal where code = ? order by id"
_WAYS = (
    "select a.way, count(*), sum(a.right), 1 from answer a left join undone u on u.code = a.code and u.id = a.id "
    "where a.code = ? and u.id is null and a.way <> '' and a.attempt = 1 and a.skipped = 0 and a.day >= ? "
    "group by a.way order by 2 desc, 1"
)
