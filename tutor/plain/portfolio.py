"""The portfolio by ear: what was handed in, by number; and one piece of it with its text and its rating."""

from __future__ import annotations

from datetime import datetime

from tutor.language import _
from tutor.plain.saying import sentences
from tutor.plain.sitting import Here, Sitting
from tutor.present.portfolio import EMPTY, by_teacher, rated_words, sort_words
from tutor.present.when import day_words
from tutor.study.projects import Piece
from tutor.study.trouble import StudyError


def tell_portfolio(sitting: Sitting, here: Here, number: str) -> bool:
    """Say all pieces, the newest first; with a number, read that one."""
    pieces = sitting.session.portfolio()
    if not pieces:
        sitting.say(_(EMPTY))
    elif number:
        if not (number.isdecimal() and 0 < int(number[:9]) <= len(pieces)):
            raise StudyError("bad_request", _("Say which piece: its number in the list (:portfolio)."))
        _read(sitting, pieces[int(number[:9]) - 1])
    else:
        for at, piece in enumerate(pieces, 1):
            handed, by = _("Handed in {day}", day=_day(sitting, piece.at)), _by_teacher(sitting, piece)
            sitting.voice.line(sentences(f"{at}. {piece.title}", piece.course, handed, rated_words(piece.rated), by))
        sitting.say(_("With its number, :portfolio reads a piece."))
    return False


def _read(sitting: Sitting, piece: Piece) -> None:
    sitting.voice.line(sentences(piece.title, piece.course, _("Handed in {day}", day=_day(sitting, piece.at))))
    sitting.voice.line(sentences(sort_words(piece.sort, piece.name, piece.size)))
    sitting.voice.line(piece.text)
    sitting.voice.line(sentences(_("Your own rating: {levels}", levels=rated_words(piece.rated))))
    if piece.teacher_at:
        told = rated_words(piece.teacher_rated) if piece.teacher_rated else ""
        sitting.voice.line(sentences(_by_teacher(sitting, piece), told))
        sitting.voice.line(piece.teacher_text)


def _by_teacher(sitting: Sitting, piece: Piece) -> str:
    return by_teacher(piece.teacher, _day(sitting, piece.teacher_at)) if piece.teacher_at else ""


def _day(sitting: Sitting, at: str) -> str:
    now = sitting.clock()
    return day_words(datetime.fromisoformat(at).astimezone(now.tzinfo).date(), now.date())
