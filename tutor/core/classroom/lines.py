"""The rows of a hand-in, one file each. A level of consent decides which files are in it, never a row's fields.

Level 1 has `SkillLine` and `WeekLine`, level 2 `AnswerLine` besides, level 3 what the learner ticked: `WordsLine`,
`PieceLine`, `JournalLine`, `GoalLine`. `MessageLine` is what the learner wrote to the teacher, `QuestionLine` what they
wrote for the class; these go at every level. `OpinionLine`, on a classmate's question, goes with answers.
Days are days since 1970 where the learner was; no row has an hour of the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from tutor.core.classroom.questions import OwnQuestion
from tutor.core.item import Response

LONGEST_SECONDS = 600
"""Longer times were not spent on the question. Fixed by the format."""
LAST_DAY = 100_000
"""Days since 1970 that a row may name: up to the year 2243."""
LONGEST_LINE = 100_000
"""Bytes of a row."""
LONGEST_RESPONSE = 200
"""Characters of a response; of a list or mapping, in all."""
LONGEST_OPINION = 500

# What doesn't fit is refused while a row is decoded.
Name = Annotated[str, Meta(max_length=300)]
Text = Annotated[str, Meta(max_length=LONGEST_LINE)]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Day = Annotated[int, Meta(ge=0, le=LAST_DAY)]
Share = Annotated[float, Meta(ge=0, le=1)]
Names = Annotated[list[Name], Meta(max_length=50)]


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all rows. Fields that a later version adds are passed over."""


class AnswerLine(Line, frozen=True, kw_only=True):
    """One answer, or (`undo` alone) that an earlier one was taken back.

    `stream` and `n` are its place in the chain: answers at one course on one device, counted from 1. `item` and
    `skills`, of which the first is meant, are full ids; `variant` is what a template was drawn with; `edition` the
    beginning of the course's content hash; `attempt` 2 is a second try at the same task, `opportunity` counts answers
    at the skill; `seconds` are whole and at most `LONGEST_SECONDS`; `confidence` is 1 to 3; `kind` says in what it was
    asked; `way` is the explanation that was shown before. `answer` is what was picked or put together, or a number:
    never words of the learner's own.
    """

    stream: Name
    n: Count
    id: Name = ""
    undo: Name = ""
    item: Name = ""
    rev: Count = 1
    variant: Count = 0
    skills: Names = []
    edition: Name = ""
    day: Day = 0
    attempt: Count = 1
    opportunity: Count = 1
    score: Share = 0.0
    right: bool = False
    answer: Response = None
    mistake: Name = ""
    hints: Count = 0
    confidence: Annotated[int, Meta(ge=1, le=3)] | None = None
    seconds: Annotated[int, Meta(ge=0, le=LONGEST_SECONDS)] | None = None
    kind: Name = ""
    type: Name = ""
    guess: Share = 0.0
    way: Name = ""
    skipped: bool = False


class SkillLine(Line, frozen=True, kw_only=True):
    """A skill as it stands on the day: its state, the days of first and last practice, answers, right first tries."""

    skill: Name
    state: Name
    presumed: bool = False
    first: Day = 0
    last: Day = 0
    answers: Count = 0
    right: Count = 0
    mastered: Day = 0
    """The day since when it is mastered; 0 while it isn't."""


class WeekLine(Line, frozen=True, kw_only=True):
    """A week by its Monday (days since 1970): on how many days there was practice, and minutes in all."""

    week: Day
    days: Count
    minutes: Count


class DisputeLine(Line, frozen=True, kw_only=True):
    """That an answer should count, the learner says; their words, where ticked, are among those of answers."""

    id: Name
    item: Name
    rev: Count = 1
    answer: Response = None
    day: Day = 0


class WordsLine(Line, frozen=True, kw_only=True):
    """What the learner wrote as the answer with this id."""

    id: Name
    item: Name
    text: Text


class PieceLine(Line, frozen=True, kw_only=True):
    """A piece of the portfolio; `criteria` are the learner's own ratings of it."""

    id: Name
    project: Name
    title: Name = ""
    sort: Name = "text"
    text: Text
    name: Name = ""
    criteria: Annotated[list[Count], Meta(max_length=50)] = []
    day: Day = 0


class JournalLine(Line, frozen=True, kw_only=True):
    """An entry of the journal, or a note about a skill or an item (`about`)."""

    id: Name
    text: Text
    about: Name = ""
    question: Text = ""
    day: Day = 0


class GoalLine(Line, frozen=True, kw_only=True):
    """A goal in the learner's own words."""

    id: Name
    text: Text
    skills: Names = []
    date: Name = ""


class MessageLine(Line, frozen=True, kw_only=True):
    """What the learner wrote to the teacher: begun by them (`about` an item, a skill or nothing), or about a note
    (`reply_to`) or a task (`task`).

    With `until` (ISO day) the task is put off until then, and `text` says why.
    """

    id: Name
    text: Text = ""
    about: Name = ""
    reply_to: Name = ""
    task: Name = ""
    until: Name = ""
    day: Day = 0


class QuestionLine(Line, frozen=True, kw_only=True):
    """A question that the learner wrote for the class, about a skill (full id); without it, that it was taken back."""

    id: Name
    skill: Name
    question: OwnQuestion | None = None


class OpinionLine(Line, frozen=True, kw_only=True):
    """What the learner thinks of a classmate's question: whether it is clear, right, hard; perhaps a sentence."""

    item: Name
    rev: Count = 1
    clear: bool = True
    right: bool = True
    hard: bool = False
    text: Annotated[str, Meta(max_length=LONGEST_OPINION)] = ""
    day: Day = 0


FILES: dict[str, tuple[type[Line], int]] = {
    "messages.jsonl": (MessageLine, 0),
    "questions.jsonl": (QuestionLine, 0),
    "skills.jsonl": (SkillLine, 1),
    "weeks.jsonl": (WeekLine, 1),
    "answers.jsonl": (AnswerLine, 2),
    "disputes.jsonl": (DisputeLine, 2),
    "opinions.jsonl": (OpinionLine, 2),
    "words.jsonl": (WordsLine, 3),
    "portfolio.jsonl": (PieceLine, 3),
    "journal.jsonl": (JournalLine, 3),
    "goals.jsonl": (GoalLine, 3),
}
"""What each file of a hand-in holds, and from which level of consent on it may be there."""

L = TypeVar("L", bound=Line)
_encode = msgspec.json.Encoder(order="deterministic").encode


class BadLine(ValueError):
    """Which row can't be taken, and why: a sentence without its end."""


def written(line: Line) -> bytes:
    """One row as it lies in its file, without its end."""
    return _encode(line)


def read(data: bytes, kind: type[L]) -> Iterator[tuple[bytes, L]]:
    """Each row of a file with its bytes. Raises `BadLine` at the first that is none."""
    decode = msgspec.json.Decoder(kind).decode
    start, number = 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        raw, start, number = data[start:end], end + 1, number + 1
        if len(raw) > LONGEST_LINE:
            raise BadLine(f"row {number} is longer than {LONGEST_LINE:,} bytes")
        try:
            line = decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            raise BadLine(f"row {number} can't be read: {str(problem)[:200]}") from problem
        if size_of(getattr(line, "answer", None)) > LONGEST_RESPONSE:
            raise BadLine(f"row {number} has an `answer` that is too long")
        yield raw, line


def size_of(answer: Response) -> int:
    """About how many characters a response has."""
    if isinstance(answer, dict):
        return sum(len(str(key)) + size_of(value) for key, value in answer.items())
    if isinstance(answer, list):
        return sum(map(size_of, answer))
    return len(str(answer))
