"""What there is to hand in, out of the learner's log: rows without names, without hours, of the class's courses only.

The same log gives the same rows each time, and rows of answers only ever grow, so that the teacher's chain goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from hashlib import sha256

from tutor.core.classroom.chain import Chains
from tutor.core.classroom.lines import (
    LAST_DAY,
    LONGEST_SECONDS,
    AnswerLine,
    DisputeLine,
    GoalLine,
    JournalLine,
    Line,
    MessageLine,
    PieceLine,
    SkillLine,
    WeekLine,
    WordsLine,
    written,
)
from tutor.core.classroom.manifest import Tip
from tutor.core.day import DAY_MS, offset_minutes
from tutor.core.gate import state_of
from tutor.core.item import Response
from tutor.core.learner.class_rows import ClassRow, LetterRow, TaskRow
from tutor.core.learner.events import Answered, Disputed, Event, LessonSeen, Undone, of
from tutor.core.learner.names import item_now, name_now, skill_of, table_for
from tutor.core.learner.recall import forgetting
from tutor.core.learner.rows import GoalRow, NoteRow, PieceRow, Rows, SkillRow
from tutor.core.text import clean
from tutor.study.classes import questions
from tutor.study.classes.plain_answers import without_words
from tutor.study.desk import Desk

TYPED = "typed"
"""What is ticked for all short answers that were typed; other ticks are ids of answers, pieces, entries and goals."""
EDITION = 16
"""Hex digits of a course's content hash that tell two editions apart."""
MOST_TICKED = 2_000
Lines = dict[str, list[Line]]


class Gathered:
    """The rows for one class, and the ends of their chains."""

    def __init__(self, class_id: str, code: str, courses: Collection[str]) -> None:
        self.courses = set(courses)
        self.answers: list[AnswerLine] = []
        self.disputes: list[Disputed] = []
        self.dispute_lines: list[DisputeLine] = []
        self.words: dict[str, WordsLine] = {}
        self._class, self._code = class_id, code
        self._chains = Chains(class_id, code)
        self._counts: dict[str, int] = {}
        self._at: dict[str, str] = {}  # the course of each answer, for those that are taken back
        self._first: dict[tuple[str, str], set[str]] = {}  # by item and skill, as they were called then
        self._days: dict[int, set[int]] = {}
        self._seconds: dict[int, float] = {}
        self._undone: set[str] = set()

    def take(self, events: Iterable[Event]) -> None:
        """Look at all events once, in their order."""
        for event in events:
            data = event.data
            if isinstance(data, Answered) and of(data.item) in self.courses:
                self._answer(event, data)
            elif isinstance(data, Undone) and data.id in self._at:
                self._undone.add(data.id)
                self._add(event, self._at[data.id], {"undo": data.id})
            elif isinstance(data, Disputed) and of(data.item) in self.courses:
                self._dispute(event, data)
            elif isinstance(data, LessonSeen) and of(data.skill) in self.courses:
                self._spent(event, data.seconds)

    def tips(self) -> list[Tip]:
        """Where each stream's chain ends."""
        return self._chains.tips()

    def rights(self, rows: Rows) -> Counter[str]:
        """By skill, as it is called now: first tries that were right without a hint, and were not taken back."""
        found: Counter[str] = Counter()
        for (item, skill), ids in self._first.items():
            found[_skill_now(rows, item, skill)] += len(ids - self._undone)
        return found

    def weeks(self) -> list[WeekLine]:
        """By week: days of practice and minutes."""
        return [
            WeekLine(week=week, days=len(days), minutes=round(self._seconds.get(week, 0) / 60))
            for week, days in sorted(self._days.items())
        ]

    def _answer(self, event: Event, data: Answered) -> None:
        self._at[event.id] = of(data.item)
        if data.correct and not data.hints and data.attempt == 1:
            self._first.setdefault((data.item, data.skill), set()).add(event.id)
        seconds = self._spent(event, data.seconds)
        fields = {
            "id": event.id,
            "item": data.item,
            "rev": data.rev,
            "variant": data.seed,
            "skills": [data.skill, *data.also],
            "edition": data.course_hash[:EDITION],
            "day": day_of(event),
            "attempt": data.attempt,
            "opportunity": data.opportunity,
            "score": min(max(data.score, 0.0), 1.0),
            "right": data.correct,
            "answer": without_words(data.response, data.type),
            "mistake": data.misconception[:LONGEST_NAME],
            "hints": data.hints,
            "confidence": data.confidence,
            "seconds": seconds,
            "kind": data.kind,
            "type": data.type,
            "guess": data.guess,
            "way": data.explanation[:LONGEST_NAME],
            "skipped": data.skipped,
        }
        self._add(event, of(data.item), fields)
        text = data.text or _typed(data.response, fields["answer"])
        if text and not data.skipped:
            self.words[event.id] = WordsLine(id=event.id, item=data.item, text=clean(text)[:LONGEST_WORDS])

    def _dispute(self, event: Event, data: Disputed) -> None:
        answer = without_words(data.response, "answer")  # an item's kind isn't in the event: figures only
        line = DisputeLine(id=event.id, item=data.item, rev=data.rev, answer=answer, day=day_of(event))
        self.dispute_lines.append(line)
        if text := data.text or _typed(data.response, answer):
            self.words[event.id] = WordsLine(id=event.id, item=data.item, text=clean(text)[:LONGEST_WORDS])

    def _spent(self, event: Event, seconds: float | None) -> int | None:
        day = day_of(event)
        week = max(0, day - (day + 3) % 7)  # the day 0 was a Thursday
        self._days.setdefault(week, set()).add(day)
        if seconds is None:
            return None
        kept = min(max(seconds, 0.0), LONGEST_SECONDS)
        self._seconds[week] = self._seconds.get(week, 0) + kept
        return round(kept)

    def _add(self, event: Event, course: str, fields: dict[str, object]) -> None:
        """A stream is a device and a course: neither grows but at its end, whatever is merged from elsewhere."""
        name = f"{self._class}|{self._code}|{event.device}|{course}"
        stream = sha256(name.encode()).hexdigest()[:12]
        self._counts[stream] = n = self._counts.get(stream, 0) + 1
        line = AnswerLine(stream=stream, n=n, **fields)  # type: ignore[arg-type]
        self.answers.append(line)
        self._chains.add(stream, written(line))


LONGEST_NAME = 200
LONGEST_WORDS = 20_000


def day_of(event: Event) -> int:
    """The day of an event, where the learner was: days since 1970."""
    return _on(event.at, event.offset)


def _on(at: int, offset: int) -> int:
    """The day of a time, `offset` minutes from UTC; a clock that was ages off gives the first or the last day."""
    return min(max(0, (at + offset * 60_000) // DAY_MS), LAST_DAY)


def _day(desk: Desk, at: int) -> int:
    """The day of what has no place of its own in the log, where the learner is now."""
    return _on(at, offset_minutes(desk.now()))


def _skill_now(rows: Rows, item: str, skill: str) -> str:
    """What the skill of an answer is called in the newest version: it goes along with its item."""
    table = table_for(rows, item)
    now = item_now(table, item)
    return skill_of(now) if now != item else name_now(table, skill)


def _typed(response: Response, kept: object) -> str:
    """What was typed, where not all of it may travel without a tick."""
    if response is None or response == kept:
        return ""
    if isinstance(response, dict):
        return "; ".join(f"{key}: {value}" for key, value in list(response.items())[:50])
    return str(response)


def gather(desk: Desk, row: ClassRow, level: int, ticked: Collection[str]) -> tuple[Lines, list[Tip]]:
    """The rows of a hand-in at a level, by the names of their files, and the ends of the chains of answers.

    `ticked` are the ids of what the learner chose to show (and `TYPED`); below level 3 they say nothing.
    """
    found = Gathered(row.id, row.code, row.courses)
    found.take(desk.book.events())
    lines: Lines = {"messages.jsonl": messages(desk, row), "questions.jsonl": [*questions.lines(desk, row)]}
    if level >= 1:
        lines["skills.jsonl"] = _skills(desk, row, found.rights(desk.book.rows))
        lines["weeks.jsonl"] = list(found.weeks())
    if level >= 2:
        lines["answers.jsonl"] = list(found.answers)
        lines["disputes.jsonl"] = list(found.dispute_lines)
        lines["opinions.jsonl"] = list(questions.opinions(desk, row))
    if level >= 3:
        chosen = set(list(ticked)[:MOST_TICKED])
        lines["words.jsonl"] = [one for one in found.words.values() if one.id in chosen or TYPED in chosen]
        lines |= _ticked(desk, row, chosen)
    return lines, found.tips() if level >= 2 else []


def messages(desk: Desk, row: ClassRow) -> list[Line]:
    """What the learner wrote to the teacher and did not have forgotten, and which tasks they put off and why."""
    wrote = [one for one in desk.book.letters(row.id) if one.mine and one.text]
    off = [one for one in desk.book.tasks(row.id) if one.put_off]
    return [*(_message(desk, one) for one in wrote), *(_put_off(desk, one) for one in off)]


def _message(desk: Desk, one: LetterRow) -> MessageLine:
    return MessageLine(id=one.id, text=one.text, reply_to=one.reply_to, about=one.about, day=_day(desk, one.at))


def _put_off(desk: Desk, one: TaskRow) -> MessageLine:
    day = _day(desk, one.put_off_at)
    return MessageLine(id=f"{one.id}-{one.put_off}", text=one.why, task=one.id, until=one.put_off, day=day)


def _skills(desk: Desk, row: ClassRow, right: dict[str, int]) -> list[Line]:
    own, now = forgetting(desk.learner(), "skill"), desk.at()
    return [
        SkillLine(
            skill=skill.id,
            state=state_of(skill, now, own),
            presumed=skill.presumed,
            first=_day(desk, skill.started_at),
            last=_day(desk, skill.last_at),
            answers=skill.opportunities,
            right=right.get(skill.id, 0),
            mastered=_day(desk, skill.mastered_at),
        )
        for course in row.courses
        for skill in sorted(desk.book.all_skills([course]), key=_position)
        if skill.phase != "gone"
    ]


def _position(skill: SkillRow) -> tuple[int, str]:
    return skill.position, skill.id


def _ticked(desk: Desk, row: ClassRow, chosen: set[str]) -> Lines:
    """Pieces, entries of the journal and goals that the learner ticked, of whatever course."""
    pieces: list[PieceRow] = [one for one in desk.book.pieces() if one.id in chosen]
    notes: list[NoteRow] = [one for one in desk.book.notes() if one.id in chosen]
    goals: list[GoalRow] = [one for one in desk.book.goals() if one.id in chosen]
    return {
        "portfolio.jsonl": [
            PieceLine(
                id=one.id,
                project=one.project,
                title=one.title,
                sort=one.sort,
                text=clean(one.text)[:LONGEST_WORDS],
                name=one.name,
                criteria=one.criteria,
                day=_day(desk, one.at),
            )
            for one in pieces
        ],
        "journal.jsonl": [
            JournalLine(
                id=one.id,
                text=clean(one.text)[:LONGEST_WORDS],
                about=one.about,
                question=one.question,
                day=_day(desk, one.at),
            )
            for one in notes
        ],
        "goals.jsonl": [
            GoalLine(id=one.id, text=clean(one.text)[:LONGEST_WORDS], skills=one.skills[:50], date=one.date)
            for one in goals
        ],
    }
