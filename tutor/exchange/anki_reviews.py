"""The log of an Anki package: what the learner answered there, and what of it says something about their memory."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.core.learner.events import Rating
from tutor.exchange.anki_collection import Answer, Collection
from tutor.exchange.brought import Brought, Review

LEARNING, REVIEWED, RELEARNING, FILTERED, MANUAL, RESCHEDULED = range(6)
"""The sorts of a row. https://github.com/ankitects/anki/blob/main/rslib/src/revlog/mod.rs"""
RATINGS: dict[int, Rating] = {1: "again", 2: "hard", 3: "good", 4: "easy"}
FIRST_POSSIBLE = 1_136_073_600_000
"""2006, when Anki began; times before are none."""
_KIND = "review"


def bring_answers(brought: Brought, held: Collection, questions: Mapping[int, str], prefix: str = "") -> None:
    """The answers of the log that count, by `questions`: the question's id by its card's.

    As Anki's own scheduler takes them: not those before a card was made new again, nor those of studying ahead that
    change nothing, nor rows that no button made.
    """
    report = brought.report
    report.read[_KIND] += held.count("revlog")
    rows = [_as_today(row) for row in held.answers()] if held.first_scheduler else list(held.answers())
    begun_anew = {row.card: row.at for row in rows if row.sort == MANUAL and row.factor == 0}
    for row in rows:
        why = _not_counted(row, questions, begun_anew)
        if why:
            report.ignore(_KIND, *why, f"{prefix}row {row.at}")
            continue
        report.imported[_KIND] += 1
        seconds = row.milliseconds / 1000 if row.milliseconds > 0 else None
        review = Review(questions[row.card], row.at, RATINGS[row.button], seconds, row.sort == LEARNING)
        brought.reviews.append(review)


def _as_today(row: Answer) -> Answer:
    """Anki's first scheduler had three buttons while learning; the newer ones put `hard` between the first two."""
    if row.sort in (LEARNING, RELEARNING) and row.button in (2, 3):
        return Answer(row.at, row.card, row.button + 1, row.factor, row.milliseconds, row.sort)
    return row


def _not_counted(row: Answer, questions: Mapping[int, str], begun_anew: Mapping[int, int]) -> tuple[str, str] | None:
    """The code and sentence of why a row says nothing here."""
    if row.card not in questions:
        return "ANKI-GONE", "its card did not come over, or is no longer there"
    if row.sort in (MANUAL, RESCHEDULED) or row.button == 0:
        return "ANKI-MANUAL", "a date was set by hand; nothing was answered"
    if row.button not in RATINGS:
        return "LOG-RATING", f"rating {row.button}; 1 to 4 are possible"
    if row.at < FIRST_POSSIBLE:
        return "LOG-TIME", "its time is no time"
    if row.sort == FILTERED and row.factor == 0:
        return "ANKI-CRAM", "it was studied ahead, without any effect in Anki"
    if row.at < begun_anew.get(row.card, 0):
        return "ANKI-RESET", "the card was made new again afterwards"
    return None
