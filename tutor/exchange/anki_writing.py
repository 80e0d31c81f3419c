"""A pack's items as an Anki package: recalled, typed and gapped ones as they are, choices as a card that lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath

from tutor.core.course import Skill
from tutor.core.gaps import gaps
from tutor.core.item import Item
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.formula import Formula
from tutor.core.kinds.number import Number
from tutor.core.kinds.recall import Recall
from tutor.core.kinds.true_false import TrueFalse
from tutor.exchange.anki_old_package import Model, package
from tutor.exchange.anki_old_package import Sent as Note
from tutor.exchange.brought import Wishes
from tutor.exchange.html_writing import file_of, html_of
from tutor.exchange.report import Report
from tutor.exchange.sent import Sent, items_of, keys_of
from tutor.packs.compiled import Compiled

_MORE = ("Explanation", "Hint 1", "Hint 2", "Hint 3")
_HINTS = "".join("{{#_}}<div>{{hint:_}}</div>{{/_}}".replace("_", f"Hint {number}") for number in (1, 2, 3))
_EXPLAINED = "{{#Explanation}}<hr id=explanation>{{Explanation}}{{/Explanation}}"
_TO_BACK = ("{{Front}}" + _HINTS, "{{Front}}<hr id=answer>{{Back}}" + _EXPLAINED)
_TO_FRONT = ("{{Back}}", "{{Back}}<hr id=answer>{{Front}}" + _EXPLAINED)
_TYPED = ("{{Front}}<br>{{type:Back}}" + _HINTS, "{{Front}}<hr id=answer>{{type:Back}}" + _EXPLAINED)
_GAPPED = ("{{cloze:Text}}" + _HINTS, "{{cloze:Text}}" + _EXPLAINED)
CARD = Model(1_300_000_000_001, "tutor: card", ("Front", "Back", *_MORE), [_TO_BACK])
BOTH = Model(1_300_000_000_002, "tutor: both ways", ("Front", "Back", *_MORE), [_TO_BACK, _TO_FRONT])
TYPED = Model(1_300_000_000_003, "tutor: typed", ("Front", "Back", *_MORE), [_TYPED])
CLOZE = Model(1_300_000_000_004, "tutor: gaps", ("Text", *_MORE), [_GAPPED], cloze=True)
_EARLIEST, _LATEST = 1_600_000_000, 4_000_000_000
_EVERY = {"ask", "explain", "tags", "group", "id", "image", "alt", "audio", "source", "vars", "rev", "placement"}
"""Keys that any note holds, or that mean nothing elsewhere."""


def write(compiled: Compiled, wishes: Wishes) -> Sent:
    """A pack's items as one package. The same pack gives the same bytes; a higher `version` brings notes up to date."""
    making = _Making(compiled)
    found = [entry for entry in items_of(compiled) if making.counts(*entry)]
    both = _both_ways([item for _, _, item in found])
    notes = [note for skill, full_id, item in found if (note := making.note(skill, full_id, item, both)) is not None]
    for skill in compiled.skills:
        if skill.lesson_count:
            making.report.lose("ANKI-LESSON", "a deck has no place for lessons", skill.id)
    sent = Sent(making.report)
    if notes:
        sent.files[".apkg"] = package(notes, making.files, _changed(compiled.course.version))
    return sent


def _changed(version: str) -> int:
    """A time that is later for a higher version: `1.2.3` is 1,002,003 seconds after 2020."""
    numbers = [int(one[:6]) for one in re.findall(r"\d+", version)[:3]]
    major, minor, patch = [*numbers, 0, 0, 0][:3]
    return min(_LATEST, _EARLIEST + major * 1_000_000 + min(minor, 999) * 1_000 + min(patch, 999))


def _both_ways(items: Sequence[Item]) -> dict[int, Item]:
    """The item that asks the same the other way round, by the `id()` of the one that comes first; both have no more."""
    found: dict[int, Item] = {}
    waiting: dict[tuple[str, str, str], Item] = {}
    for item in items:
        if not isinstance(item, Recall) or not item.group or keys_of(item) - {"ask", "recall", "group", "id", "tags"}:
            continue
        first = waiting.pop((item.group, item.recall, item.ask), None)
        if first is not None and first.tags == item.tags:
            found[id(first)] = item
        else:
            waiting[item.group, item.ask, item.recall] = item
    return found


class _Making:
    """Notes in the making: the report, the files they show, and what a pack calls its units."""

    def __init__(self, compiled: Compiled) -> None:
        self.report = Report("anki", "written")
        self.files: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._compiled = compiled
        self._units = {unit.id: unit.title for unit in compiled.course.units}
        self._second: set[int] = set()

    def counts(self, skill: Skill, full_id: str, item: Item) -> bool:
        """Count an item as read; whether it can be a note."""
        kind = str(type(item).__struct_config__.tag)
        self.report.read[kind] += 1
        why = "its values change" if item.vars else ""
        if not isinstance(item, Recall | Answer | Number | Formula | Choices | TrueFalse | Cloze):
            why = "Anki has no such card"
        if why:
            self.report.refuse(kind, "ANKI-KIND", f"{kind}: {why}", full_id)
        return not why

    def note(self, skill: Skill, full_id: str, item: Item, both: dict[int, Item]) -> Note | None:
        """The note of an item; None for one that is the other side of an earlier one."""
        self.report.imported[str(type(item).__struct_config__.tag)] += 1
        if id(item) in self._second:
            return None
        model, fields, held = self._filled(item, full_id)
        cards: Sequence[int] = (0,)
        if id(item) in both:
            self._second.add(id(both[id(item)]))
            model, cards = BOTH, (0, 1)
        if isinstance(item, Cloze) and item.each:
            cards = range(len(gaps(item.cloze).accepted))
        for key in sorted(keys_of(item) - held - _EVERY):
            self.report.lose("ANKI-KEY", f"the key {key} has no field", full_id)
        fields |= {"Explanation": self._html(item.explain)} | self._hints(item, full_id)
        tags = ["_".join(tag.split()) for tag in item.tags]
        return Note(full_id, model, fields, self._deck(skill), tags, cards)

    def _filled(self, item: Item, full_id: str) -> tuple[Model, dict[str, str], set[str]]:
        """The note type, its own fields, and the item's keys that they hold."""
        front = self._front(item)
        match item:
            case Cloze():
                return CLOZE, {"Text": self._gapped(item, front, full_id)}, {"cloze", "each", "hints"}
            case Answer():
                if len(item.accepted()) > 1:
                    self.report.lose("ANKI-ACCEPTED", "only the first of several right answers is typed", full_id)
                return TYPED, {"Front": front, "Back": escape(item.accepted()[0])}, {"answer", "hints"}
            case Number():
                back = " ".join(filter(None, [item.number, item.unit]))
                return TYPED, {"Front": front, "Back": escape(back)}, {"number", "unit", "hints"}
            case Formula():
                return CARD, {"Front": front, "Back": escape(item.formula)}, {"formula", "hints"}
            case TrueFalse():
                fields = {"Front": front + _listed(["true", "false"]), "Back": "true" if item.true_false else "false"}
                return CARD, fields, {"true_false", "hints"}
            case Choices():
                self.report.lose("ANKI-CHOICES", "the options are listed, and the learner rates themselves", full_id)
                return CARD, self._choices(item, front), {"choices", "choices.because", "hints", "keep_order"}
            case _:
                assert isinstance(item, Recall)
                return CARD, {"Front": front, "Back": self._html(item.recall)}, {"recall", "hints"}

    def _choices(self, item: Choices, front: str) -> dict[str, str]:
        def with_reason(text: str, because: str) -> str:
            return " – ".join(filter(None, [self._html(text), self._html(because)]))

        options = _listed([self._html(one.text) for one in item.choices])
        right = [with_reason(one.text, one.because) for one in item.choices if one.is_right]
        wrong = [with_reason(one.text, one.because) for one in item.choices if one.because and not one.is_right]
        return {"Front": front + options, "Back": "<br>".join(right) + (_listed(wrong) if wrong else "")}

    def _gapped(self, item: Cloze, front: str, full_id: str) -> str:
        """The text with Anki's gaps; the marks stand for them while the text around becomes HTML."""
        found = gaps(item.cloze)
        marked = "".join(f"{text}\ue000{at}\ue001" for at, text in enumerate(found.around[:-1])) + found.around[-1]
        if any(len(accepted) > 1 for accepted in found.accepted):
            self.report.lose("ANKI-ACCEPTED", "only the first of several right answers is typed", full_id)

        def shown(mark: re.Match[str]) -> str:
            at = int(mark[1])
            held = escape(found.accepted[at][0], quote=False).replace("}}", "} }").replace("::", ": :")
            return f"{{{{c{at + 1 if item.each else 1}::{held}}}}}"

        text = re.sub("\ue000(\\d+)\ue001", shown, self._html(marked))
        return "<br>".join(filter(None, [front, text]))

    def _front(self, item: Item) -> str:
        parts = [self._html(item.ask)]
        for path, alt in ((item.image, item.alt), (item.audio, "")):
            if path:
                parts.append(file_of(self._named(path), alt))
        return "<br>".join(filter(None, parts))

    def _hints(self, item: Item, full_id: str) -> dict[str, str]:
        plain = [hint for hint in item.hints if isinstance(hint, str)]
        if len(plain) < len(item.hints):
            self.report.lose("ANKI-HINT", "a hint that waits for a wrong answer has no place", full_id)
        if len(plain) > 3:
            self.report.lose("ANKI-HINT", "a note holds three hints; the others stand in the third", full_id)
            plain = [*plain[:2], "\n\n".join(plain[2:])]
        return {f"Hint {at}": self._html(hint) for at, hint in enumerate(plain, 1)}

    def _html(self, text: str) -> str:
        return html_of(text, self._named) if text else ""

    def _named(self, path: str) -> str:
        """The flat name of a file of the pack, which goes along."""
        if path not in self._names:
            place = PurePosixPath(path)
            taken = place.name in self.files
            self._names[path] = f"{place.stem}-{len(self.files)}{place.suffix}" if taken else place.name
            if path in self._compiled.media:
                self.files[self._names[path]] = self._compiled.media[path]
            else:
                self.report.lose("ANKI-FILE", "a picture within a text stays behind", path)
        return self._names[path]

    def _deck(self, skill: Skill) -> str:
        titles = [self._compiled.course.title, self._units.get(skill.unit, ""), skill.title]
        return "::".join(title.replace("::", ": ") for title in dict.fromkeys(titles) if title)


def _listed(texts: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
