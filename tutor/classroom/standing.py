"""Who handed in, when, and at which level: facts, without a word of blame before a day that was named."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tutor.classroom.classbook import ClassBook, Learner
from tutor.classroom.roster import Person
from tutor.core.classroom.codes import shown

LEVELS = {
    0: "nothing but messages",
    1: "a summary",
    2: "answers",
    3: "answers and work",
}


class Standing(Struct, frozen=True):
    """One learner's line: code, what they are called, the newest hand-in (0: none), its level and day, how told."""

    code: str
    who: str
    seq: int
    level: int
    made_on: str
    words: str
    answers: int = 0
    messages: int = 0

    @property
    def handed_in(self) -> bool:
        """Whether anything of this learner is here."""
        return self.seq > 0


def standing(book: ClassBook, people: Sequence[Person]) -> list[Standing]:
    """A line for everybody on the list, in its order, and then for codes that aren't on it."""
    known, names = book.learners(), {person.code: person.name for person in people}
    counts = dict(book.db.execute("select code, count(*) from answer group by code"))
    messages = dict(book.db.execute("select code, count(*) from message where text <> '' and seen = 0 group by code"))
    codes = [*names, *(code for code in known if code not in names)]
    return [
        _line(code, names.get(code, ""), known.get(code), counts.get(code, 0), messages.get(code, 0)) for code in codes
    ]


def _line(code: str, name: str, learner: Learner | None, answers: int, messages: int) -> Standing:
    who = f"{shown(code)}  {name}".rstrip()
    if learner is None:
        return Standing(code, who, 0, 0, "", "nothing handed in yet")
    if learner.withdrawn:
        return Standing(code, who, learner.seq, 0, learner.made_on, f"took everything back on {learner.made_on}")
    words = f"hand-in {learner.seq} of {learner.made_on}, level {learner.level}: {LEVELS[learner.level]}"
    if learner.level >= 2:
        words += f", {answers:,} answers"
    if messages:
        words += f"; {messages} {'message' if messages == 1 else 'messages'} to you"
    return Standing(code, who, learner.seq, learner.level, learner.made_on, words, answers, messages)
