"""What a learner answered in another program, taken into their file: once, however often it is brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from tutor.core.learner.events import Answered, AnyEvent, Rating, Resumed, Suspended
from tutor.core.learner.rows import SkillRow
from tutor.core.pick import ItemRef
from tutor.store.past import record_past
from tutor.study.desk import Desk


class Elsewhere(Struct, frozen=True):
    """An answer from elsewhere: to which item (full id), when (UTC ms), and how well. `first`: while learning."""

    item: str
    at: int
    rating: Rating
    seconds: float | None = None
    first: bool = False


class Taken(Struct):
    """How many answers were taken in; that were there already; that are left out, as they come too late or too early:
    the item was answered here since, or their time has not come yet. `put_away` counts items.
    """

    new: int = 0
    known: int = 0
    overtaken: int = 0
    ahead: int = 0
    put_away: int = 0


def take_over(
    desk: Desk,
    answers: Sequence[Elsewhere],
    put_away: Sequence[str] = (),
    *,
    zone: Callable[[int], datetime],
    progress: Callable[[int, int], None] | None = None,
) -> Taken:
    """Record the answers at their times, and put items away that never were. All of it is one step of undo.

    The courses have been met. `zone` gives the moment of UTC milliseconds as the learner's clock showed it. An answer
    is known by its item and its time, so that two computers may both bring the same.
    """
    taken, here = Taken(), _Here(desk)
    refs = desk.shelf.refs({*put_away, *(answer.item for answer in answers)})
    past: list[tuple[datetime, AnyEvent]] = []
    for answer in sorted(answers, key=lambda one: one.at):
        if (answer.item, answer.at) in here.answers:
            taken.known += 1
        elif answer.at > desk.at():
            taken.ahead += 1
        elif answer.item not in refs or answer.at < here.newest.get(answer.item, 0):
            taken.overtaken += 1
        else:
            here.answers.add((answer.item, answer.at))
            past.append((zone(answer.at), here.event(answer, refs[answer.item])))
            taken.new += 1
    away = [item for item in dict.fromkeys(put_away) if item in refs and item not in here.judged]
    past += [(desk.now(), Suspended(item=item)) for item in away]
    taken.put_away = len(away)
    record_past(desk.book, past, progress)
    return taken


class _Here:
    """What the learner's file says already."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.answers: set[tuple[str, int]] = set()
        self.newest: dict[str, int] = {}
        self.judged: set[str] = set()
        """Items of which the learner said before whether they are put away."""
        self._given: dict[str, int] = {}
        for at, data in self._events():
            if isinstance(data, Answered):
                self.answers.add((data.item, at))
                self.newest[data.item] = max(at, self.newest.get(data.item, 0))
            else:
                self.judged.add(data.item)

    def _events(self) -> Iterator[tuple[int, Answered | Suspended | Resumed]]:
        for entry in self.desk.book.inside.log.effective():
            data = entry.event.data
            if isinstance(data, Answered | Suspended | Resumed):
                yield entry.event.at, data

    def event(self, answer: Elsewhere, ref: ItemRef) -> Answered:
        """The answer as an event of this file."""
        right = answer.rating != "again"
        course = self.desk.course(ref.skill.split("/", 1)[0])
        return Answered(
            item=ref.id,
            skill=ref.skill,
            rev=ref.rev,
            kind="learn" if answer.first else "review",
            type=ref.kind,
            score=float(right),
            correct=right,
            rating=answer.rating,
            opportunity=self._opportunity(ref.skill),
            seconds=answer.seconds,
            course_version=course.version,
            course_hash=course.content_hash[:16],
            guess=ref.guess,
            difficulty=ref.difficulty,
            also=list(ref.also),
            group=ref.group,
        )

    def _opportunity(self, skill: str) -> int:
        if skill not in self._given:
            row = self.desk.book.rows.get(SkillRow, skill)
            self._given[skill] = row.opportunities if row else 0
        self._given[skill] += 1
        return self._given[skill]
