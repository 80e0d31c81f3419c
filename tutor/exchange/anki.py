"""Anki packages: each card is an item. `.apkg` and `.colpkg` of all three generations.

https://docs.ankiweb.net/exporting.html
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tutor.exchange.anki_cards import NoCard, Sides
from tutor.exchange.anki_collection import Card, Collection, Note, collection_of
from tutor.exchange.anki_package import GENERATIONS, Package, package_of
from tutor.exchange.anki_pictures import Packed
from tutor.exchange.anki_reviews import bring_answers
from tutor.exchange.anki_writing import write
from tutor.exchange.brought import Brought, Keys, Question, Wishes, stable_id
from tutor.exchange.report import Report
from tutor.packs.names import title_from

__all__ = ["looks", "read", "write"]

_CARD, _FILE = "card", "file"
_OURS = re.compile(r"[a-z0-9-]{1,64}(/[a-z0-9-]{1,64}){2}")
"""A full id: what `anki_writing` gives a note as its own."""


def looks(path: Path) -> bool:
    """Whether it is a zip with a collection."""
    try:
        with zipfile.ZipFile(path) as archive:
            return not set(GENERATIONS).isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read(paths: Sequence[Path], wishes: Wishes) -> Brought:
    """The cards of packages. Raises NotThisFormat when one is none, holds only a stub or is damaged; OSError."""
    brought = Brought(Report("anki"), title=title_from(paths[0].stem))
    for path in paths:
        with package_of(path) as package:
            _Deck(brought, path.name, package, wishes, alone=len(paths) == 1).take()
    _arrange(brought)
    return brought


def _arrange(brought: Brought) -> None:
    """Bring the decks into order. One deck around all others is the course; two levels in it are units and skills."""
    brought.skills = dict(sorted(brought.skills.items()))
    if len({where[:1] for where in brought.skills}) == 1:
        paths = list(brought.skills)
        brought.title = paths[0][0] if paths[0] else brought.title
        if min(map(len, paths)) >= 3:
            brought.skills = {path[1:]: skill for path, skill in brought.skills.items()}
    for path, skill in brought.skills.items():
        if len(path) > 2:
            skill.keys.setdefault("title", " · ".join(path[1:]))


def _id(note: Note, number: int) -> str:
    """The item's id: of a note that once was an item of ours, the same again."""
    if _OURS.fullmatch(note.guid):
        own = note.guid.rpartition("/")[2]
        return own if number == 0 else f"{own}-{number + 1}"
    return stable_id(note.guid or str(note.id), str(number + 1))


class _Deck:
    """One package on its way into what is brought."""

    def __init__(self, brought: Brought, name: str, package: Package, wishes: Wishes, *, alone: bool) -> None:
        self.brought, self.report, self.wishes = brought, brought.report, wishes
        self.name, self.alone = name, alone
        self.held: Collection = collection_of(package.db)
        self.files = Packed(brought, package)
        self.siblings: dict[int, int] = {}
        self.questions: dict[int, str] = {}
        """The question's id by the card's."""

    def take(self) -> None:
        """All its cards, then the account of its files, then what was answered."""
        self.report.read[_CARD] += self.held.count("cards")
        cards = list(self.held.cards())
        for card in cards:
            self.siblings[card.note] = self.siblings.get(card.note, 0) + 1
        for card in cards:
            try:
                self._take(card)
            except NoCard as trouble:
                self.report.refuse(_CARD, trouble.code, str(trouble), self._place(card))
        self._account_for_files()
        if self.wishes.with_reviews:
            bring_answers(self.brought, self.held, self.questions, self._prefix())

    def _prefix(self) -> str:
        return "" if self.alone else f"{self.name}, "

    def _place(self, card: Card) -> str:
        return f"{self._prefix()}nid:{card.note} card {card.number + 1}"

    def _take(self, card: Card) -> None:
        note = self.held.notes.get(card.note)
        kind = self.held.types.get(note.type) if note else None
        if note is None or kind is None:
            raise NoCard("ANKI-NOTE", "its note or its note type is missing")
        place = self._place(card)
        deck = self.held.decks.get(card.deck, [])
        keys = Sides(self.report, self.files, place, note, kind, card.number, deck).keys()
        self._add(card, note, keys, place, deck)

    def _add(self, card: Card, note: Note, keys: Keys, place: str, deck: list[str]) -> None:
        name = _id(note, card.number)
        tags = list(dict.fromkeys(note.tags))
        path = self._path(deck, tags)
        if self.siblings[card.note] > 1:
            keys["group"] = stable_id(note.guid or str(note.id))
        if tags:
            keys["tags"] = tags
        source = f"anki, {self.name}, nid:{card.note} cid:{card.id}"
        self.brought.skill(*path).questions.append(Question(name, keys, _CARD, place, source))
        self.questions[card.id] = name
        if card.put_away:
            self._put_away(name, place)

    def _path(self, deck: list[str], tags: list[str]) -> list[str]:
        if self.wishes.tags_as_skills and tags:
            return [title for title in tags.pop(0).split("::") if title]
        return deck

    def _put_away(self, name: str, place: str) -> None:
        if self.wishes.with_reviews:
            self.brought.put_away.append(name)
        else:
            why = "it is suspended or buried in Anki, and would be asked here; --with-reviews puts it away"
            self.report.lose("ANKI-SUSPENDED", why, place)

    def _account_for_files(self) -> None:
        for name in self.files.package.files:
            self.report.read[_FILE] += 1
            if name in self.files.used and self.questions:
                self.report.imported[_FILE] += 1
            else:
                self.report.ignore(_FILE, "ANKI-UNUSED", "no card shows or plays this file", f"{self._prefix()}{name}")
