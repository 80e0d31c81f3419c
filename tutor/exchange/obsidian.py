"""Obsidian notes with cards for the plugin "Spaced Repetition". In only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tutor.exchange.brought import Brought, Keys, NotThisFormat, Question, Wishes, stable_id
from tutor.exchange.gapped import Gap, TooMuch, cards_of
from tutor.exchange.markdown_files import Found, beginning, texts_of
from tutor.exchange.markup import clean
from tutor.exchange.obsidian_cards import Note, NoteCard, Signs
from tutor.exchange.pictures import Missing, Pictures
from tutor.exchange.report import Report
from tutor.packs.names import title_from
from tutor.packs.problems import quoted

_KIND = "card"
_LINK = re.compile(r"(?<!!)\[\[([^\[\]\n|]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")
_LOOKS = re.compile(r"#flashcards?\b|^cards-deck:|^\?{1,2}$|\S ?:::? ?\S|==\S", re.MULTILINE)


def looks(path: Path) -> bool:
    """Whether a note, or one of a folder, has what cards have."""
    return any(_LOOKS.search(text) for text in beginning(path))


def read(paths: Sequence[Path], wishes: Wishes) -> Brought:
    """The cards of notes and folders. Raises NotThisFormat when there are none; OSError.

    Where any note is tagged `#flashcards`, cards of notes without that tag are ignored, as the plugin does; else the
    folders are the decks.
    """
    brought = Brought(Report("obsidian"), title=title_from(paths[0].stem))
    vault, schedules = list[tuple[Found, list[NoteCard]]](), 0
    for found, text in texts_of(paths, brought.report):
        note = Note(clean(text), Signs.of(wishes.separator))
        vault.append((found, list(note.cards())))
        schedules += note.schedules
        if note.schedules:
            why = "when cards are due stays behind: there is no history to go with it"
            brought.report.lose("OBS-SCHEDULE", why, found.name)
    if not any(cards for _, cards in vault):
        raise NotThisFormat(_no_cards(paths[0], schedules))
    tagged = any(card.deck is not None for _, cards in vault for card in cards)
    seen: dict[str, set[str]] = {}
    for found, cards in vault:
        taking = _Taking(brought, found, seen)
        for card in cards:
            taking.take(card, tagged=tagged)
    return brought


def _no_cards(path: Path, schedules: int) -> str:
    if schedules:
        return (
            f"{quoted(path.name)} has {schedules:,} schedules of cards but no cards; say what parts them, such as "
            "--separator ':: ::: ? ?? =='."
        )
    return f"There are no cards in {quoted(path.name)}: no line with :: and none that is ?, and no ==gap==."


class _Taking:
    """One note's cards on their way into what is brought."""

    def __init__(self, brought: Brought, found: Found, seen: dict[str, set[str]]) -> None:
        self.brought, self.report, self.found, self.seen = brought, brought.report, found, seen
        self.pictures = Pictures(brought, found.path.parent, found.root)

    def take(self, card: NoteCard, *, tagged: bool) -> None:
        place = f"{self.found.name}:{card.line}"
        self.report.read[_KIND] += 1
        if tagged and card.deck is None:
            self.report.ignore(_KIND, "OBS-UNTAGGED", "the note has no tag #flashcards, while others have", place)
            return
        if card.fault:
            self.report.refuse(_KIND, *card.fault, place)
            return
        asked = card.front or "".join(piece.text if isinstance(piece, Gap) else piece for piece in card.pieces)
        others = self.seen.setdefault(asked, set())
        if card.back in others:
            self.report.ignore(_KIND, "OBS-TWICE", "the same card stands above", place)
            return
        others.add(card.back)
        try:
            items = self._items(card, place)
        except TooMuch as trouble:
            self.report.refuse(_KIND, "OBS-LONG", str(trouble), place)
            return
        except Missing as file:
            self.report.refuse(_KIND, "OBS-MEDIA", f"it asks about {file}, which is not in the folder", place)
            return
        if any(not item.get("recall", "a cloze") for item in items):
            self.report.refuse(_KIND, "OBS-EMPTY", "a side of the card is empty", place)
            return
        name = stable_id(asked, *([str(len(others))] if len(others) > 1 else []))
        for at, keys in enumerate(items):
            several = {"group": name} if len(items) > 1 else {}
            one = name if len(items) == 1 else f"{name}-{at + 1}"
            question = Question(one, keys | several, _KIND, place, f"obsidian, {place}", counts=at == 0)
            self.brought.skill(*self._path(card)).questions.append(question)

    def _path(self, card: NoteCard) -> tuple[str, ...]:
        """The deck's path, or the folders and the note's name."""
        deck = tuple(title_from(part) for part in card.deck or ())
        return deck or (*self.found.titles, self.found.path.stem)

    def _items(self, card: NoteCard, place: str) -> list[Keys]:
        if card.pieces:
            pieces = [piece if isinstance(piece, Gap) else self._shown(piece, place) for piece in card.pieces]
            return cards_of([Gap(_linked(p.text), p.number, p.hint) if isinstance(p, Gap) else p for p in pieces])
        sides = [(card.front, card.back), *([(card.back, card.front)] if card.both else [])]
        return [self.pictures.asked_with(_linked(a)) | {"recall": self._shown(b, place)} for a, b in sides]

    def _shown(self, text: str, place: str) -> str:
        return self.pictures.brought(_linked(text), place)


def _linked(text: str) -> str:
    """Links to other notes as their words."""
    return _LINK.sub(lambda link: link[2] or link[1], text)
