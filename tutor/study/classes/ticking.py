"""The work of one's own that may be ticked for a hand-in: a line each, the newest first."""

from __future__ import annotations

from msgspec import Struct

from tutor.core.learner.class_rows import ClassRow
from tutor.core.learner.events import Answered, of
from tutor.core.text import clean
from tutor.language import _
from tutor.study.classes.gathering import TYPED
from tutor.study.desk import Desk

MOST = 40
"""Of each sort, the newest."""
LONGEST = 60


class Choice(Struct, frozen=True):
    """Something that may be ticked, and how it is told in a line."""

    id: str
    words: str


def choices(desk: Desk, row: ClassRow) -> list[Choice]:
    """Typed answers as a whole; then pieces, texts that were written as answers, the journal, notes and goals."""
    texts = [
        Choice(event.id, _("answer to {item}: {text}", item=event.data.item, text=_short(event.data.text)))
        for event in desk.book.events()
        if isinstance(event.data, Answered) and event.data.text and of(event.data.item) in row.courses
    ]
    notes = desk.book.notes(MOST)
    return [
        Choice(TYPED, _("all short answers that you typed in words")),
        *(Choice(one.id, _("work: {title}", title=one.title)) for one in desk.book.pieces(MOST)),
        *reversed(texts[-MOST:]),
        *(Choice(one.id, _("journal: {text}", text=_short(one.text))) for one in notes if not one.about),
        *(Choice(one.id, _("note: {text}", text=_short(one.text))) for one in notes if one.about),
        *(Choice(one.id, _("goal: {text}", text=_short(one.text))) for one in desk.book.goals(MOST) if one.text),
    ]


def _short(text: str) -> str:
    words = " ".join(clean(text).split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
