"""Rows of a hand-in as a class's file keeps them: cleaned, one value a column."""

from __future__ import annotations

from typing import Any

import msgspec

from tutor.core.classroom.lines import AnswerLine, Line
from tutor.core.item import Response
from tutor.core.text import clean, in_words

INSERT_ANSWER = f"insert or ignore into answer values({', '.join('?' * 25)})"


def of_answer(code: str, row: AnswerLine) -> tuple[Any, ...]:
    """An answer as a row of the table `answer`."""
    return (
        code,
        row.id,
        row.stream,
        row.n,
        row.item,
        row.rev,
        row.variant,
        row.skills[0] if row.skills else row.item.rpartition("/")[0],
        "\n".join(row.skills),
        row.edition,
        row.day,
        row.attempt,
        row.opportunity,
        row.score,
        row.right,
        _told(row.answer),
        row.mistake,
        row.hints,
        row.confidence,
        row.seconds,
        row.kind,
        row.type,
        row.guess,
        row.way,
        row.skipped,
    )


def _told(answer: Response) -> str:
    """An answer as it is counted; "" where nothing of it is told, as where all gaps were filled by typing."""
    parts = list(answer.values()) if isinstance(answer, dict) else answer if isinstance(answer, list) else [answer]
    return "" if all(part is None for part in parts) else in_words(answer)


def values_of(row: Line) -> list[Any]:
    """The fields of any other row, as its table keeps them."""
    return [_value(name, getattr(row, name)) for name in row.__struct_fields__]


def _value(name: str, value: Any) -> Any:
    if name == "answer":
        return _told(value)
    if isinstance(value, str):
        return clean(value)
    return msgspec.json.encode(value).decode() if isinstance(value, list) else value
