"""Why something is as it is: the sentence, and the evidence that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from textual.content import Content

from tutor.present.quiz import understood
from tutor.present.when import count, day_words
from tutor.present.why import why_here
from tutor.tui.card import Card
from tutor.tui.safe import Draw, stacked, text, wrapped
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence
from tutor.tui.words import ago

SIGNS = {"1": "✓", "h": "◐", "p": "◐", "0": "·"}


def why_card(title: str, found: Mapping[str, Any], now: datetime, first: str = "", kind: str = "") -> Card:
    """The card for a skill; `first` is why the task of this `kind` came, "" for both from the map."""
    lines = list(_evidence(found["evidence"], now))
    sentences = [sentence(words) for words in why_here(kind, first, found["sentence"])]
    return Card(title, parts(*sentences, _table(lines), None if kind else _unmet(found)))


def _table(lines: list[tuple[str, str]]) -> Draw:
    def draw(width: int) -> Content:
        rows = [wrapped(text(value), width, text(f"{name:<16}", "$quiet")) for name, value in lines]
        return stacked(one for row in rows for one in row)

    return draw


def _evidence(proof: Mapping[str, Any], now: datetime) -> Iterator[tuple[str, str]]:
    if proof["recent"]:
        yield "Lately", " ".join(SIGNS.get(one, "·") for one in proof["recent"]) + "   newest last"
        yield "Answers", str(proof["opportunities"])
        learned, waits = bool(proof["learned_at"]), proof["quiz_waits"]
        wanted = f"; its quiz wants {round(100 * proof['threshold'])} %" if waits.grip and not learned else ""
        yield "Understood", understood(proof["understanding"], waits, learned=learned) + wanted
    if proof["quiz_failures"] and not proof["learned_at"]:
        yield "Quiz", f"tried {count(proof['quiz_failures'], 'time')}; it comes again"
    for name, key in (("Learned", "learned_at"), ("Mastered", "mastered_at")):
        if proof[key]:
            yield name, ago(datetime.fromtimestamp(proof[key] / 1000, UTC), now)
    if proof["holds_until"]:
        until = datetime.fromtimestamp(proof["holds_until"] / 1000, UTC).astimezone(now.tzinfo).date()
        yield (
            "Likely holds",
            "not without a review" if until <= now.date() else f"until about {day_words(until, now.date())}",
        )


def _unmet(found: Mapping[str, Any]) -> Draw | None:
    if found["state"] != "locked" or not found["unmet"]:
        return None
    return sentence("t tests it out now; o opens it anyway.", "$quiet")
