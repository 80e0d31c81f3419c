"""A card of Anki as an item: what its front shows is asked, what its back adds is the answer."""

from __future__ import annotations

import re

from tutor.exchange.anki_collection import Note, NoteType
from tutor.exchange.anki_pictures import Packed, with_files
from tutor.exchange.anki_templates import END, MARK, START, Side, shown
from tutor.exchange.brought import Keys
from tutor.exchange.gapped import Gap, Piece, card_of
from tutor.exchange.markup import from_html, plain, tidy
from tutor.exchange.pictures import Missing
from tutor.exchange.report import Report

_ANSWER_LINE = re.compile(r"<hr\b[^>]*\bid\s*=\s*[\"']?answer\b[^>]*>", re.IGNORECASE)
_EXPLANATION_LINE = re.compile(r"<hr\b[^>]*\bid\s*=\s*[\"']?explanation\b[^>]*>", re.IGNORECASE)
"""Ours: it parts the answer from what explains it."""
_OCCLUSION = re.compile(r"\{\{c\d+::image-occlusion:")
_FILE = re.compile(r"!\[([^\]\n]*)\]\(media/([^)\s]+)\)")
_RULES = re.compile(r"\A(?:\s*---+\s*(?:\n|\Z))+")


class NoCard(Exception):
    """The card can't be an item: its code, and why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


class Sides:
    """The two sides of one card."""

    def __init__(
        self, report: Report, files: Packed, place: str, note: Note, kind: NoteType, number: int, deck: list[str]
    ) -> None:
        self.report, self.files, self.place = report, files, place
        self.note, self.kind, self.number = note, kind, number
        template = kind.templates.get(0 if kind.cloze else number)
        if template is None:
            raise NoCard("ANKI-NOTE", "its note type has no such card")
        self.template = template
        special = dict.fromkeys(("Tags", "CardFlag", "CardID"), "")  # an item has tags of its own
        special |= {"Type": kind.name, "Card": template.name}
        special |= {"Deck": "::".join(deck), "Subdeck": deck[-1] if deck else ""}
        held = {name: _unmarked(text) for name, text in zip(kind.fields, note.fields, strict=False)}
        self.fields = special | dict.fromkeys(kind.fields, "") | held

    def keys(self) -> Keys:
        """The item's keys. Raises NoCard."""
        if any(map(_OCCLUSION.search, self.note.fields)) or self.kind.name.startswith("Image Occlusion"):
            raise NoCard("ANKI-OCCLUSION", "parts of a picture are covered; that needs a picture that can be drawn on")
        gap = self.number + 1 if self.kind.cloze else 0
        front = self._side(self.template.front, gap)
        if self.kind.cloze and not front.gaps:
            raise NoCard("ANKI-FRONT", f"the note has no gap {gap}")
        text = from_html(with_files(front.html))
        asked = self._asked(text)
        back, explained = self._rest(gap, MARK.sub(lambda mark: self._text(front.gaps[int(mark[1])].text), text))
        keys = self._gaps(asked, front) if self.kind.cloze else self._answer(asked, front, back)
        if back and "recall" not in keys and plain(back) != keys.get("answer"):
            explained = "\n\n".join(filter(None, [back, explained]))
        keys |= {"explain": explained} if explained else {}
        if _FILE.search(back + explained):
            self.report.lose("ANKI-ANSWER", "a picture or sound of the answer is named there, not shown", self.place)
        return keys | self._more(front, keys)

    def _side(self, template: str, gap: int, *, open: bool = False, asks: bool = True) -> Side:
        side = shown(_unmarked(template), self.fields, gap, open=open, asks=asks)
        for one in dict.fromkeys(side.unknown):
            self.report.lose("ANKI-TEMPLATE", f"a template uses what nobody here knows: {one[:60]}", self.place)
        return side

    def _asked(self, text: str) -> Keys:
        """`ask` with its first picture and sound as keys of their own."""
        try:
            asked = self.files.asked_with(text)
        except Missing as name:
            asked = {"ask": self.files.brought(text, self.place)}
            if not asked["ask"]:
                raise NoCard("ANKI-MEDIA", f"it asks about {name}, which the package lacks") from None
        if not any(asked.values()):
            raise NoCard("ANKI-FRONT", "the front is empty")
        return {key: value for key, value in asked.items() if value}

    def _rest(self, gap: int, front: str) -> tuple[str, str]:
        """What the back shows beyond the front with its gaps filled, and what explains that."""
        back = self._side(self.template.back, gap, open=gap > 0, asks=False)
        html, explained = _parted(back.html, _EXPLANATION_LINE)
        before, after = _parted(html, _ANSWER_LINE)
        above = self._text(before)
        if "FrontSide" not in self.template.back:  # which adds nothing here; else the front is written out once more
            above = _without(front, above)
        kept = [above, self._text(after)]
        rest = _RULES.sub("", tidy("\n\n".join(filter(None, kept))))
        return self._named(rest), self._named(self._text(explained))

    def _named(self, text: str) -> str:
        """A text of the back, whose files a pack can name and not yet show."""
        text = self.files.brought(text, self.place)
        return _FILE.sub(lambda found: f"![{found[1] or found[2]}](media/{found[2]})", text)

    def _text(self, html: str) -> str:
        return from_html(with_files(html)) if html.strip() else ""

    def _gaps(self, asked: Keys, front: Side) -> Keys:
        pieces = _pieces(asked.pop("ask", ""), front.gaps)
        return asked | card_of(pieces, self.number + 1)

    def _answer(self, asked: Keys, front: Side, back: str) -> Keys:
        typed = next(filter(None, map(plain, front.typed)), "")
        if typed:
            return asked | {"answer": typed} | ({"accents": "ignore"} if front.bare else {})
        if not back:
            raise NoCard("ANKI-BACK", "the back adds nothing to the front")
        if not _FILE.sub("", back).strip():
            raise NoCard("ANKI-BACK", "its answer is a picture or a sound and nothing else")
        return asked | {"recall": back}

    def _more(self, front: Side, keys: Keys) -> Keys:
        """What the front offers besides: hints to be opened, and what it reads aloud."""
        found = [self.files.brought(self._text(one), self.place) for one in front.hints]
        hints = [*keys.get("hints", []), *filter(None, found)]
        more: Keys = {"hints": hints} if hints else {}
        spoken = " ".join(filter(None, front.spoken))
        return more | ({"speak": spoken} if spoken else {})


def _unmarked(text: str) -> str:
    return text.replace(START, "").replace(END, "") if START in text or END in text else text


def _parted(html: str, line: re.Pattern[str]) -> tuple[str, str]:
    """What stands before a line and what after it."""
    found = line.search(html)
    return (html[: found.start()], html[found.end() :]) if found else (html, "")


def _without(front: str, back: str) -> str:
    """A text without the lines at its beginning that the other one has in the same order."""
    left, kept = (line.rstrip("\\") for line in front.splitlines()), back.splitlines()
    while kept and any(line == kept[0].rstrip("\\") for line in left):
        del kept[0]
    return "\n".join(kept)


def _pieces(text: str, gaps: list[Gap]) -> list[Piece]:
    pieces, at = list[Piece](), 0
    for found in MARK.finditer(text):
        gap = gaps[int(found[1])]
        pieces += [text[at : found.start()], gap._replace(text=from_html(with_files(gap.text)))]
        at = found.end()
    return [*pieces, text[at:]]
