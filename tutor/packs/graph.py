"""The graph of prerequisites: no circles, and every skill can be opened some day."""

from __future__ import annotations

from tutor.packs.problems import quoted
from tutor.packs.written import Mention, Reading, SkillDraft

_LONGEST_CHAIN = 60


def check_graph(reading: Reading, skills: dict[str, SkillDraft]) -> None:
    """Name each circle whole, and each skill that hangs on one with the chain that leads there."""
    needs = {name: [mention for mention in skill.requires if mention.id in skills] for name, skill in skills.items()}
    closed = never_open(needs)
    next_one = {name: next(mention for mention in needs[name] if mention.id in closed) for name in closed}
    circles = circles_of(next_one)
    said: set[str] = set()
    for name in [name for name in skills if name in closed]:
        mention = next_one[name]
        if mention.page.full:
            break
        chain = chain_of(name, next_one)
        shown = " → ".join(f"{part.removeprefix(reading.course.id + '/')}" for part in chain)
        if name not in circles:
            what = f"{quoted(skills[name].id)} can never be opened: {shown}"
            mention.page.error(mention.at, "never-opens", what, "break the circle it requires")
        elif name not in said:
            said.update(chain)
            mention.page.error(
                mention.at, "cycle", f"these skills require each other: {shown}", "remove one of these links"
            )


def never_open(needs: dict[str, list[Mention]]) -> set[str]:
    """The skills that are left when all are opened whose prerequisites are open."""
    waiting = {name: len({mention.id for mention in mentions}) for name, mentions in needs.items()}
    opens: dict[str, list[str]] = {}
    for name, mentions in needs.items():
        for needed in {mention.id for mention in mentions}:
            opens.setdefault(needed, []).append(name)
    ready = [name for name, count in waiting.items() if not count]
    while ready:
        for name in opens.get(ready.pop(), ()):
            waiting[name] -= 1
            if not waiting[name]:
                ready.append(name)
    return {name for name, count in waiting.items() if count}


def circles_of(next_one: dict[str, Mention]) -> set[str]:
    """The skills that lie on a circle when each leads to one prerequisite that never opens."""
    found: set[str] = set()
    seen: set[str] = set()
    for start in next_one:
        path: dict[str, int] = {}
        here = start
        while here not in seen and here not in path:
            path[here] = len(path)
            here = next_one[here].id
        if here in path:
            found.update(name for name, place in path.items() if place >= path[here])
        seen.update(path)
    return found


def chain_of(start: str, next_one: dict[str, Mention]) -> list[str]:
    """From a skill along its prerequisites until one comes again."""
    chain = [start]
    while len(chain) < _LONGEST_CHAIN:
        chain.append(next_one[chain[-1]].id)
        if chain[-1] in chain[:-1]:
            return chain
    return [*chain, "…"]
