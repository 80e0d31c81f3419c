"""What learners did with a pack, out of their events: first tries, all answers, disputes, and what followed a lesson.

Learners are numbers here; what they are called never leaves their files. Answers are kept apart by the edition of the
pack (the hash of its content) and the item's `rev`, so that two meanings are never counted together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tutor.core.learner.events import Answered, Disputed, Event, Explained, LessonSeen, Met, Undone, of


class Group(NamedTuple):
    """One item as it was in one edition: answers within it mean the same."""

    item: str
    rev: int
    edition: str


@dataclass
class Deed:
    """One learner's answers at one item of one edition, in the order of their log."""

    answers: list[Answered] = field(default_factory=list)
    disputes: list[Disputed] = field(default_factory=list)


@dataclass
class Given:
    """All that was read. `ways` says for (edition, skill, way) whether each learner's next try was right."""

    deeds: dict[Group, dict[int, Deed]] = field(default_factory=dict)
    ways: dict[tuple[str, str, str], dict[int, bool]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    learners: int = 0
    answers: int = 0

    def first(self, group: Group) -> dict[int, Answered]:
        """The first try of each learner."""
        return {who: deed.answers[0] for who, deed in self.deeds[group].items() if deed.answers}


class People:
    """Learners told apart by their events: the same event in two files is the same learner, once."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}
        self._logs: dict[int, dict[str, Event]] = {}

    def add(self, events: Iterable[Event]) -> None:
        """The events of one learner's file."""
        found = {event.id: event for event in events}
        if not found:
            return
        known = {self._of[one] for one in found if one in self._of}
        who = min(known, default=max(self._logs, default=-1) + 1)
        log = self._logs.setdefault(who, {})
        for other in known - {who}:
            log.update(self._logs.pop(other))
        log.update(found)
        self._of.update(dict.fromkeys(log, who))

    def given(self, course: str) -> Given:
        """What they did with one course."""
        given = Given()
        for log in self._logs.values():
            ordered = sorted(log.values(), key=lambda event: (event.lamport, event.device, event.number))
            if _take(given, course, _standing(ordered), given.learners):
                given.learners += 1
        return given


def _standing(events: list[Event]) -> list[Event]:
    """The events that were not taken back."""
    gone: set[str] = set()
    for event in events:
        if isinstance(event.data, Undone):
            gone.add(event.data.id)
            gone.discard(event.data.restores)
    return [event for event in events if event.id not in gone]


def _take(given: Given, course: str, events: list[Event], who: int) -> bool:
    """Add what one learner did; whether there was anything."""
    edition, some = "", False
    waiting: dict[str, str] = {}
    for event in events:
        data = event.data
        if isinstance(data, Met) and data.course == course:
            edition = data.content_hash
            given.versions[edition] = data.version
        elif isinstance(data, LessonSeen | Explained) and of(data.skill) == course:
            waiting[data.skill] = data.way
        elif isinstance(data, Disputed) and of(data.item) == course:
            _deed(given, data.item, data.rev, edition, who).disputes.append(data)
            some = True
        elif isinstance(data, Answered) and of(data.item) == course:
            _answered(given, data, edition, who, waiting.pop(data.skill, ""))
            some = True
    return some


def _answered(given: Given, data: Answered, edition: str, who: int, way: str) -> None:
    if not 0 <= data.score <= 1:
        return  # nothing that this program wrote
    edition = data.course_hash or edition
    if data.course_version:
        given.versions[edition] = data.course_version
    given.answers += 1
    _deed(given, data.item, data.rev, edition, who).answers.append(data)
    if way:
        given.ways.setdefault((edition, data.skill, way), {}).setdefault(who, data.correct)


def _deed(given: Given, item: str, rev: int, edition: str, who: int) -> Deed:
    return given.deeds.setdefault(Group(item, rev, edition), {}).setdefault(who, Deed())
