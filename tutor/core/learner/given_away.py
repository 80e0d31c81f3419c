"""What of a learner's lies with teachers: it is out of reach of whatever is done to the learner's own file."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from tutor.core.learner.class_events import GaveTeacher, Joined, LeftClass
from tutor.core.learner.events import Event


class GivenAway(Struct, frozen=True):
    """A class that has hand-ins which were not taken back; `joined`: they still can be."""

    title: str
    joined: bool


def given_away(events: Iterable[Event]) -> list[GivenAway]:
    """The classes whose teachers have something of this learner, in the order in which they were joined."""
    titles: dict[str, str] = {}
    joined: set[str] = set()
    holds: set[str] = set()
    for event in events:
        match event.data:
            case Joined(class_id=name, title=title):
                titles[name] = title
                joined.add(name)
            case LeftClass(class_id=name):
                joined.discard(name)
            case GaveTeacher(class_id=name, withdrawn=withdrawn):
                (holds.discard if withdrawn else holds.add)(name)
    return [GivenAway(title, name in joined) for name, title in titles.items() if name in holds]
