"""The rows of a hand-in, one file each. A level of consent decides which files are in it, never a row's fields.

Level 1 has `SkillLine` and `WeekLine`, level 2 `AnswerLine` besides, level 3 what the learner ticked: `WordsLine`,
`PieceLine`, `JournalLine`, `GoalLine`. `MessageLine` is what the learner wrote to the teacher; it goes at every level.
Days are days since 1970 where the learner was; no row has an hour of the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from tutor.core.item import Response

LONGEST_SECONDS = 600
"""Longer times were not spent on the question. Fixed by the format."""
LONGEST_LINE = 100_000
"""Bytes of a row."""
LONGEST_ID = 300
LONGEST_RESPONSE = 200
"""Characters of a response; of a list or mapping, in all."""
LAST_DAY = 100_000
"""Days since 1970: the year 2243."""


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

    stream: str
    n: int
    id: str = ""
    undo: str = ""
    item: str = ""
    rev: int = 1
    variant: int = 0
    skills: list[str] = []
    edition: str = ""
    day: int = 0
    attempt: int = 1
    opportunity: int = 1
    score: float = 0.0
    right: bool = False
    answer: Response = None
    mistake: str = ""
    hints: int = 0
    confidence: int | None = None
    seconds: int | None = None
    kind: str = ""
    type: str = ""
    guess: float = 0.0
    way: str = ""
    skipped: bool = False


class SkillLine(Line, frozen=True, kw_only=True):
    """A skill as it stands on the day: its state, the days of first and last practice, answers, right first tries."""

    skill: str
    state: str
    presumed: bool = False
    first: int = 0
    last: int = 0
    answers: int = 0
    right: int = 0
    mastered: int = 0
    """The day since when it is mastered; 0 while it isn't."""


class WeekLine(Line, frozen=True, kw_only=True):
    """A week by its Monday (days since 1970): on how many days there was practice, and minutes in all."""

    week: int
    days: int
    minutes: int


class DisputeLine(Line, frozen=True, kw_only=True):
    """That an answer should count, the learner says. `text` only where they ticked it."""

    id: str
    item: str
    rev: int = 1
    answer: Response = None
    day: int = 0
    text: str = ""


class WordsLine(Line, frozen=True, kw_only=True):
    """What the learner wrote as the answer with this id."""

    id: str
    item: str
    text: str


class PieceLine(Line, frozen=True, kw_only=True):
    """A piece of the portfolio; `criteria` are the learner's own ratings of it."""

    id: str
    project: str
    title: str = ""
    sort: str = "text"
    text: str
    name: str = ""
    criteria: list[int] = []
    day: int = 0


class JournalLine(Line, frozen=True, kw_only=True):
    """An entry of the journal, or a note about a skill or an item (`about`)."""

    id: str
    text: str
    about: str = ""
    question: str = ""
    day: int = 0


class GoalLine(Line, frozen=True, kw_only=True):
    """A goal in the learner's own words."""

    id: str
    text: str
    skills: list[str] = []
    date: str = ""


class MessageLine(Line, frozen=True, kw_only=True):
    """What the learner wrote to the teacher: begun by them, or about a note (`reply_to`) or a task (`task`).

    With `until` (ISO day) the task is put off until then, and `text` says why.
    """

    id: str
    text: str = ""
    reply_to: str = ""
    task: str = ""
    until: str = ""
    day: int = 0


FILES: dict[str, tuple[type[Line], int]] = {
    "messages.jsonl": (MessageLine, 0),
    "skills.jsonl": (SkillLine, 1),
    "weeks.jsonl": (WeekLine, 1),
    "answers.jsonl": (AnswerLine, 2),
    "disputes.jsonl": (DisputeLine, 2),
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
            raise BadLine(f"row {number} is none: {str(problem)[:200]}") from problem
        if flaw := flaw_of(line):
            raise BadLine(f"row {number} has {flaw}")
        yield raw, line


def flaw_of(line: Line) -> str:
    """What is wrong with a row's values; "" when nothing is."""
    for name in line.__struct_fields__:
        value = getattr(line, name)
        if flaw := _flaw(name, value):
            return flaw
    return ""


_COUNTS = ("n", "rev", "variant", "attempt", "opportunity", "answers", "right", "hints", "days", "minutes")
_DAYS = ("day", "first", "last", "mastered", "week")
_TEXTS = ("text", "question")
HIGHEST = 2**53


def _flaw(name: str, value: Any) -> str:
    if name == "answer":
        return "" if size_of(value) <= LONGEST_RESPONSE else "an `answer` that is too long"
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str):
        return "" if len(value) <= (LONGEST_LINE if name in _TEXTS else LONGEST_ID) else f"a `{name}` that is too long"
    if name in _DAYS:
        return "" if 0 <= value <= LAST_DAY else f"a strange `{name}`"
    if name in ("score", "guess"):
        return "" if 0 <= value <= 1 else f"a `{name}` outside 0 to 1"
    if name == "confidence":
        return "" if 1 <= value <= 3 else "a strange `confidence`"
    if name == "seconds":
        return "" if 0 <= value <= LONGEST_SECONDS else "strange `seconds`"
    if name in _COUNTS:
        return "" if 0 <= value <= HIGHEST else f"a strange `{name}`"
    return _list_flaw(name, value)


def _list_flaw(name: str, value: list[Any]) -> str:
    fits = len(value) <= 50 and all(
        len(one) <= LONGEST_ID if isinstance(one, str) else 0 <= one <= HIGHEST for one in value
    )
    return "" if fits else f"strange `{name}`"


def size_of(answer: Response) -> int:
    """About how many characters a response has."""
    if isinstance(answer, dict):
        return sum(len(str(key)) + size_of(value) for key, value in answer.items())
    if isinstance(answer, list):
        return sum(map(size_of, answer))
    return len(str(answer))
