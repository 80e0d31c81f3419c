"""The notebook by ear: the journal's question of the day, and what was written and kept, by number."""

from __future__ import annotations

from datetime import datetime

from tutor.language import _, _n, later
from tutor.plain import course_map
from tutor.plain.saying import sentences
from tutor.plain.sitting import Here, Sitting
from tutor.present.journal import EMPTY
from tutor.present.prose import inline, plain_spans
from tutor.present.when import day_words
from tutor.study.notebook import Entry
from tutor.study.trouble import StudyError

NAMES = {"journal": later("Journal"), "note": later("Note"), "bookmark": later("Bookmark")}
MOST_SAID = 20
"""Entries of a list that is heard, the newest. Tunable (5..50)."""


def write_journal(sitting: Sitting, here: Here, words: str) -> bool:
    """Keep these words; without any ask today's question and keep the answer."""
    name, asked = sitting.session.question()
    written = words or sitting.words(f"{asked} {_('Enter leaves it out.')}")
    if written:
        sitting.kept(lambda: sitting.session.reflect(written, "" if words else name))
        sitting.say(_("It is kept in your journal, for you alone."))
    return False


def tell_notebook(sitting: Sitting, here: Here, number: str) -> bool:
    """Say what there is, the newest first; with a number, read that one."""
    entries = sitting.session.notebook()
    if not entries:
        sitting.say(_(EMPTY))
    elif number:
        if not (number.isdecimal() and 0 < int(number[:9]) <= len(entries)):
            raise StudyError("bad_request", _("Say which one: its number in the list (:notebook)."))
        _read(sitting, entries[int(number[:9]) - 1])
    else:
        for at, entry in enumerate(entries[:MOST_SAID], 1):
            sitting.voice.line(
                sentences(f"{at}. {_(NAMES[entry.sort])}", _day(sitting, entry), entry.title, _first(entry))
            )
        if len(entries) > MOST_SAID:
            sitting.say(
                _n("And {count} older one.", "And {count} older ones, each by its number.", len(entries) - MOST_SAID)
            )
        sitting.say(_("With its number, :notebook reads one."))
    return False


def keep_bookmark(sitting: Sitting, here: Here, rest: str) -> bool:
    """Keep what is asked, or the skill that is named, at hand; once more takes it away."""
    if here.task is None and not rest:
        raise StudyError("bad_request", _("Say which skill: its number on the map (:m) or its title."))
    about = course_map.skill_called(sitting, rest) if rest else (here.task.item or here.task.skill) if here.task else ""
    kept = sitting.kept(lambda: sitting.session.bookmark(about))
    sitting.say(_("Kept as a bookmark; :notebook lists it.") if kept else _("It is no bookmark any more."))
    return False


def _read(sitting: Sitting, entry: Entry) -> None:
    sitting.voice.line(sentences(_(NAMES[entry.sort]), _day(sitting, entry), entry.title))
    for words in (entry.question, _asked(entry), entry.text):
        if words:
            sitting.voice.line(words)


def _asked(entry: Entry) -> str:
    return plain_spans(inline(entry.asked), spoken=True)


def _first(entry: Entry) -> str:
    words = " ".join((entry.text or _asked(entry)).split())
    return words if len(words) <= 80 else f"{words[:79].rstrip()}…"


def _day(sitting: Sitting, entry: Entry) -> str:
    now = sitting.clock()
    return day_words(datetime.fromisoformat(entry.at).astimezone(now.tzinfo).date(), now.date())
