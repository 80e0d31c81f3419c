"""One device's name, two histories: copies of a file that both went on before anybody noticed.

At each fork the earlier branch keeps the name; each later one goes on as a device of its own, whose name and numbers
follow from its events alone. So every device that knows the same events gives them the same places, whatever it knew
before, and no event is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from tutor.store.union import START, name_of_branch

Place = tuple[str, int]
"""A device's name, and the number of an event of it."""

Age = Callable[[str], tuple[int, int, str]]
"""By which branches are compared: the count, time and id of the event with this id."""


def places(parents: Mapping[str, str], roots: Iterable[str], age: Age) -> dict[str, Place]:
    """The place of each event, in the order of each device's numbers.

    `parents` as in `Union`; `roots` are events that were found to begin a later branch before.
    """
    followers: dict[str, list[str]] = {}
    for id, parent in parents.items():
        followers.setdefault(parent, []).append(id)
    apart = set(roots)
    heads: deque[tuple[str, str]] = deque()
    found: dict[str, Place] = {}

    def next_of(parent: str) -> str | None:
        heirs = [id for id in followers.get(parent, ()) if id not in apart]
        first = min(heirs, key=age) if len(heirs) > 1 else next(iter(heirs), None)
        later = [id for id in heirs if id != first]
        apart.update(later)
        heads.extend((id, name_of_branch(id)) for id in later)
        return first

    heads.extend((id, name_of_branch(id)) for id in sorted(apart))
    starts = sorted(parent for parent in followers if parent.startswith(START))
    for start in starts:
        if (first := next_of(start)) is not None:
            heads.append((first, start.removeprefix(START)))
    while heads:
        id, device = heads.popleft()
        number, at = 1, id
        while True:
            found[at] = (device, number)
            if (after := next_of(at)) is None:
                break
            at, number = after, number + 1
    return found
