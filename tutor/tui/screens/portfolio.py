"""The portfolio: what was handed in, the newest first; and one piece of it, to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.content import Content

from tutor.language import _
from tutor.present.portfolio import EMPTY, by_teacher, rated_words, sort_words
from tutor.study.projects import Piece
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.prose import inline
from tutor.tui.rows import DrawRow, Row, Rows, mark
from tutor.tui.safe import NOTHING, Draw, Shown, as_written, joined, line, spaces, stacked, text, two_ends, wrapped
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence
from tutor.tui.words import ago


class Portfolio(Place):
    """All pieces: Enter opens one."""

    def __init__(self, marked: str = "") -> None:
        super().__init__()
        self.marked = marked
        self.said = Shown()
        self.rows = Rows()
        self.pieces: list[Piece] = []

    def contents(self) -> ComposeResult:
        yield from (self.said, self.rows)

    def on_mount(self) -> None:
        self.show_head([text(_("Portfolio"), "bold")])
        self.said.display = False
        self.do(self.fill())

    async def fill(self) -> None:
        """Ask for the pieces, and mark the one that was open."""
        found = await self.tutor.study.call(lambda session: session.portfolio())
        if isinstance(found, Refused) or not found:
            self.said.show(sentence(found.sentence, "$warm") if isinstance(found, Refused) else sentence(_(EMPTY)))
            self.said.display = True
            self.rows.display = False
        else:
            self.pieces = found
            ids = [piece.id for piece in found]
            now = self.tutor.clock.now()
            self.rows.show_rows([Row(_line(piece, now)) for piece in found], _place(ids, self.marked))
            self.rows.focus(scroll_visible=False)
            self.call_after_refresh(self.rows.show_mark)
        self.show_keys()

    def keys(self) -> list[Key]:
        back = Key("escape", "Esc", _("back"), self.tutor.go_back, rank=1)
        return [Key("", "Enter", _("read it"), rank=0), back] if self.pieces else [back]

    def on_rows_moved(self) -> None:
        self.show_keys()

    def on_rows_chosen(self) -> None:
        if self.settled and self.rows.marked is not None:
            self.do(self.tutor.go(PieceScreen(self.pieces[self.rows.marked])))


class PieceScreen(Place):
    """One piece: what was handed in, and how it was rated."""

    def __init__(self, piece: Piece) -> None:
        super().__init__()
        self.piece = piece
        self.shown = Shown()

    def contents(self) -> ComposeResult:
        yield self.shown

    def on_mount(self) -> None:
        self.show_head([line(self.piece.course, "$quiet")], [line(_("portfolio"), "$quiet")])
        self.shown.show(_whole(self.piece, self.tutor.clock.now()))
        self.changed()

    def keys(self) -> list[Key]:
        return [
            Key("escape enter", "Esc", _("back"), self.back, rank=0),
            Key("", "↑ ↓", _("move"), more=_("PgUp and PgDn turn pages."), rank=4),
        ]

    async def back(self) -> None:
        """To the list, with this piece marked."""
        await self.tutor.go(Portfolio(self.piece.id))


def _place(ids: Sequence[str], marked: str) -> int:
    return ids.index(marked) if marked in ids else 0


def _day(at: str, now: datetime) -> str:
    return ago(datetime.fromisoformat(at), now)


def _line(piece: Piece, now: datetime) -> DrawRow:
    """Title and day, then the course and the rating."""

    def draw(width: int, marked: bool) -> list[Content]:
        title = joined(mark(marked), line(piece.title, "bold" if marked else ""))
        head = two_ends([title], [text(_day(piece.at, now), "$quiet")], width)
        course = wrapped(line(piece.course, "$quiet"), width, spaces(2))
        rated = wrapped(inline(rated_words(piece.rated), "$quiet"), width, spaces(2))
        return [head, *course, *rated, *wrapped(line(_by_teacher(piece, now), "$quiet"), width, spaces(2)), NOTHING]

    return draw


def _whole(piece: Piece, now: datetime) -> Draw:
    """The text as it was handed in, then each criterion with its level, and what a teacher said."""
    sort = sort_words(piece.sort, piece.name, piece.size)
    return parts(
        sentence(piece.title, "bold"),
        sentence(_("Handed in {day}.", day=_day(piece.at, now)), "$quiet"),
        sentence(sort, "$quiet") if sort else None,
        as_written(piece.text),
        sentence(_("Your own rating") if piece.rated else _("You did not rate it."), "$accent"),
        _rating(piece.rated) if piece.rated else None,
        sentence(_by_teacher(piece, now), "$accent") if piece.teacher_at else None,
        _rating(piece.teacher_rated) if piece.teacher_rated else None,
        as_written(piece.teacher_text) if piece.teacher_text else None,
    )


def _by_teacher(piece: Piece, now: datetime) -> str:
    return by_teacher(piece.teacher, _day(piece.teacher_at, now)) if piece.teacher_at else ""


def _rating(rated: Sequence[Mapping[str, str]]) -> Draw:
    words = [joined(inline(row["criterion"]), text(": "), inline(row["level"], "bold")) for row in rated]
    return lambda width: stacked(one for row in words for one in wrapped(row, width))
