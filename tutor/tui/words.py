"""The few words that only screens say."""

from __future__ import annotations

from datetime import datetime

from tutor.language import _, later
from tutor.present.when import day_words

KINDS = {
    "lesson": later("lesson"),
    "learn": later("practice"),
    "review": later("review"),
    "remedy": later("a step back"),
    "place": later("placement · no marks"),
    "challenge": later("challenge"),
}
RATINGS = {"again": later("again"), "hard": later("hard"), "good": later("good"), "easy": later("easy")}


def ago(moment: datetime, now: datetime) -> str:
    """today, yesterday, or the day."""
    day = moment.astimezone(now.tzinfo).date()
    days = (now.date() - day).days
    return {0: _("today"), 1: _("yesterday")}.get(days) or day_words(day, now.date())
