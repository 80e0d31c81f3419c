"""How many questions a new version touches, for its author and for a learner, counted from what differs."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.authoring.change import Differences
from tutor.core.course import Course
from tutor.core.learner.names import item_now, table_of
from tutor.packs.compiled import Compiled
from tutor.present.new_version import Effect, Mine


def effect(found: Differences) -> Effect:
    """The counts of all changes. A `rev` that was lowered should have risen: it is counted with what means another."""
    items = [change for change in found.changes if change.sort == "item"]
    restarts = [change for change in items if change.what == "restarts"]
    lowered = sum(change.rev > 0 for change in restarts)
    return Effect(
        typos=found.count("typo"),
        better=found.count("better"),
        renamed=sum(change.what == "renamed" and not change.guessed for change in items),
        begin_anew=len(restarts) - lowered,
        unsaid=found.count("meaning") + lowered,
        retired=found.count("retired"),
        gone=found.lost,
        new=found.count("new"),
        skills=sum(change.sort == "skill" for change in found.changes),
    )


def is_earlier(new: Course, old: Compiled) -> bool:
    """Whether `old` has names that `new` says are gone, and does not say so itself: it is from before."""
    gone = table_of(new).keys() - table_of(old.course).keys()
    return bool(gone & {*_items(old), *(skill.id for skill in old.skills)})


def mine(found: Differences, new: Compiled, met: Iterable[str]) -> Mine:
    """What becomes of the items that a learner has met, given by their full ids in the old version."""
    table, prefix, here = table_of(new.course), f"{new.course.id}/", _items(new)
    anew = {change.name for change in found.changes if change.what == "restarts" and not change.rev}
    unsaid = {change.name for change in found.changes if change.what == "meaning"}
    names = [item_now(table, name) for name in met]
    short = [name.removeprefix(prefix) for name in names if name in here]
    return Mine(
        met=len(names),
        begin_anew=sum(name in anew for name in short),
        unsaid=sum(name in unsaid for name in short),
        left=len(names) - len(short),
    )


def mine_back(old: Compiled, new: Course, met: Iterable[str]) -> Mine:
    """The same for the step back from `new` to `old`: what came with `new` is left out."""
    table, names = table_of(new), list(met)
    there = {item_now(table, name) for name in _items(old)} | _items(old)
    return Mine(met=len(names), left=sum(name not in there for name in names))


def _items(compiled: Compiled) -> set[str]:
    return {ref.id for ref, _ in compiled.items}
