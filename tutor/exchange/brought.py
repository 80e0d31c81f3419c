"""What a foreign file brings, before it is a pack: skills with questions, written with the keys of the pack format."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from tutor.core.learner.events import Rating
from tutor.exchange.report import Report
from tutor.packs.names import LONGEST_ID, id_from

Keys = dict[str, Any]
"""A mapping as an author writes it, in the order in which it is written."""


@dataclass
class Question:
    """One item to be. `kind` is what the source calls it, `place` where it stands there (a line, an id).

    `keys` lacks `id` and `source`, which are fields here. `counts` tells whether it stands for one thing that was read;
    of a note with three cards only one may.
    """

    id: str
    keys: Keys
    kind: str
    place: str
    source: str = ""
    counts: bool = True


@dataclass
class Skill:
    """One skill to be; `keys` are those of a skill except its `lesson` and `items` (`title`, `requires`, `can`).

    `texts` are what the source counts of its lesson: its kind there, and its place.
    """

    keys: Keys = field(default_factory=dict)
    lesson: list[Keys] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, text: str, kind: str, place: str) -> None:
        """Add a text to the lesson's words; all that a source tells of a skill is one way of explaining it."""
        told = next((block for block in self.lesson if block.get("way") == "words"), None)
        if told is None:
            self.lesson.append({"way": "words", "text": text})
        else:
            told["text"] += f"\n\n{text}"
        self.texts.append((kind, place))


@dataclass(frozen=True)
class Review:
    """An answer that was given elsewhere: to which question (by its id), when (UTC milliseconds), and how well.

    `first` when it was being learned then.
    """

    question: str
    at: int
    rating: Rating
    seconds: float | None = None
    first: bool = False


@dataclass
class Brought:
    """A course to be. A skill's name is its path of titles from the outermost; `media` are files by names in `media/`.

    `head` holds further keys of the course (`license`, `authors`, `summary`); what is not known is left out.
    """

    report: Report
    title: str = ""
    head: Keys = field(default_factory=dict)
    skills: dict[tuple[str, ...], Skill] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)
    """What a learner answered, where it was asked for."""
    put_away: list[str] = field(default_factory=list)
    """The questions, by their ids, that this learner had put away."""

    def skill(self, *path: str) -> Skill:
        """The skill of this path; made when it is first asked for."""
        return self.skills.setdefault(path, Skill())


class NotThisFormat(Exception):
    """The file is not what the reader reads: one sentence what it is or lacks, and what to do."""


@dataclass(frozen=True)
class Wishes:
    """What the person asked for. Each format takes what concerns it."""

    with_reviews: bool = False
    tags_as_skills: bool = False
    separator: str = ""
    language: str = ""
    spreadsheet: bool = False
    """Cells that a spreadsheet would take for formulas get an apostrophe."""


def stable_id(*parts: str) -> str:
    """An id that a later import of the same thing gets again: readable where it can be, always with a hash.

    `parts` are the source's own id where it has one, else the normalised question and what tells it from its like.
    """
    mark = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]
    words = id_from(" ".join(parts)[:80])[: LONGEST_ID - 30].strip("-")
    return f"{words}-{mark}" if words else mark
