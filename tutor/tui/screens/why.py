"""Why something is as it is: the sentence, and the evidence that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from textual.content import Content

from tutor.language import _, _n
from tutor.present.charts import cells, padded
from tutor.present.quiz import understood
from tutor.present.when import day_words
from tutor.present.why import why_here
from tutor.tui.card import Card
from tutor.tui.safe import Draw, stacked, text, wrapped
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence
from tutor.tui.words import ago

LABEL = 16
"""Cells of the names before the values; more where a language needs them."""
SIGNS = {"1": "✓", "h": "◐", "p": "◐", "0": "·"}


def why_card(title: str, found: Mapping[str, Any], now: datetime, first: str = "", kind: str = "") -> Card:
    """The card for a skill; `first` is why the task of this `kind` came, "" for both from the map."""
    lines = list(_evidence(found["evidence"], now))
    sentences = [sentence(words) for words in why_here(kind, first, found["sentence"])]
    return Card(title, parts(*sentences, _table(lines), None if kind else _unmet(found)))


def _table(lines: list[tuple[str, str]]) -> Draw:
    def draw(width: int) -> Content:
        room = max([LABEL, *(cells(name) + 2 for name, _value in lines)])
        rows = [wrapped(text(value), width, text(padded(name, room), "$quiet")) for name, value in lines]
        return stacked(one for row in rows for one in row)

    return draw


def _evidence(proof: Mapping[str, Any], now: datetime) -> Iterator[tuple[str, str]]:
    if proof["recent"]:
        signs = " ".join(SIGNS.get(one, "·") for one in proof["recent"])
        yield _("Lately"), f"{signs}   {_('newest last')}"
        yield _("Answers"), str(proof["opportunities"])
        learned, waits = bool(proof["learned_at"]), proof["quiz_waits"]
        share = understood(proof["understanding"], waits, learned=learned)
        if waits.grip and not learned:
            share = _("{share}; its quiz wants {wanted} %", share=share, wanted=round(100 * proof["threshold"]))
        yield _("Understood"), share
    if proof["quiz_failures"] and not proof["learned_at"]:
        yield (
            _("Quiz"),
            _n("tried {count} time; it comes again", "tried {count} times; it comes again", proof["quiz_failures"]),
        )
    for name, key in ((_("Learned"), "learned_at"), (_("Mastered"), "mastered_at")):
        if proof[key]:
            yield name, ago(datetime.fromtimestamp(proof[key] / 1000, UTC), now)
    if proof["holds_until"]:
        until = datetime.fromtimestamp(proof["holds_until"] / 1000, UTC).astimezone(now.tzinfo).date()
        yield (
            _("Likely holds"),
            _("not without a review")
            if until <= now.date()
            else _("until about {day}", day=day_words(until, now.date())),
        )


def _unmet(found: Mapping[str, Any]) -> Draw | None:
    if found["state"] != "locked" or not found["unmet"]:
        return None
    return sentence(_("t tests it out now; o opens it anyway."), "$quiet")
