"""Insight by ear: what each question comes to, by number; and one of them with its numbers, a row a sentence."""

from __future__ import annotations

from tutor.language import _
from tutor.plain.saying import sentences
from tutor.plain.sitting import Here, Sitting
from tutor.present.insight import TITLES, sheet
from tutor.study.trouble import StudyError


def tell_insight(sitting: Sitting, here: Here, number: str) -> bool:
    """Say what all questions come to; with a number, or its short name, all of that one."""
    names = list(TITLES)
    if number:
        _tell(sitting, _name(names, number))
        return False
    for at, name in enumerate(names, 1):
        found = sheet(name, sitting.session.insight(name))
        sitting.say(f"{at}. {sentences(found.title, found.sentence)}")
    sitting.say(_("With its number, :stats tells the numbers of one."))
    return False


def _tell(sitting: Sitting, name: str) -> None:
    found = sheet(name, sitting.session.insight(name))
    sitting.say(sentences(found.title))
    for words in found.said():
        sitting.say(words)


def _name(names: list[str], number: str) -> str:
    if number in names:
        return number
    if number.isdecimal() and 0 < int(number[:9]) <= len(names):
        return names[int(number[:9]) - 1]
    raise StudyError("bad_request", _("Say which question: its number in the list (:stats)."))
