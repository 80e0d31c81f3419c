"""What is put away, by ear: a question until tomorrow or for good, all of them by number, and back again."""

from __future__ import annotations

from datetime import date

from tutor.language import _
from tutor.plain.saying import sentences
from tutor.plain.sitting import Here, Sitting
from tutor.present.away import NOTHING, until_words
from tutor.study.away import Away, away
from tutor.study.away import put_away as put
from tutor.study.trouble import StudyError


def put_away(sitting: Sitting, here: Here, *, for_good: bool) -> bool:
    """Put the question in hand away; true, as it is left by that."""
    task = here.task
    if task is None or not task.item:
        raise StudyError("not_now", _("Only a question can be put away."))
    sitting.kept(lambda: put(sitting.session.desk, task.item, for_good=for_good))
    sitting.say(_("Put away for good. :away lists it.") if for_good else _("Put away until tomorrow."))
    return True


def tell_away(sitting: Sitting, number: str) -> None:
    """Say all that is put away; with a number, bring that one back."""
    found = away(sitting.session.desk)
    if not found:
        sitting.say(NOTHING)
    elif number:
        if not (number.isdecimal() and 0 < int(number[:9]) <= len(found)):
            raise StudyError("bad_request", _("Say which question: its number in the list (:away)."))
        one = found[int(number[:9]) - 1]
        sitting.kept(lambda: sitting.session.resume(one.item))
        sitting.say(_("Brought back: {short}", short=sitting.voice.short(one.ask)))
    else:
        for at, one in enumerate(found, 1):
            sitting.voice.line(sentences(f"{at}. {sitting.voice.short(one.ask)}", one.skill, _until(sitting, one)))
        sitting.say(_("With its number, :away brings a question back."))


def _until(sitting: Sitting, one: Away) -> str:
    words = until_words(date.fromisoformat(one.until) if one.until else None, sitting.clock().date())
    return words[0].upper() + words[1:]
