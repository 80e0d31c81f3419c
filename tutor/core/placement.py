"""Finding what a learner knows with few questions, by letting each answer speak for its neighbours in the graph.

After learning-model section 2: an answer moves the chance of the skill by Bayes, a right one lifts what it stands on,
a wrong one lowers what stands on it; the next question is where most is to be learned. A graph maps each skill to its
direct prerequisites; chances are 0..1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

SLIP = 0.1
MOST_QUESTIONS = 30
"""Tunable 10-35; ALEKS asks at most 30."""
LEAST_WORTH = 0.12
"""A question worth less than this is not asked."""
CREDITED = 0.80

Graph = Mapping[str, list[str]]


def ancestors(graph: Graph, name: str) -> set[str]:
    """Everything a skill stands on, however far down."""
    found: set[str] = set()
    waiting = list(graph.get(name, ()))
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += graph.get(other, ())
    return found


def descendants(graph: Graph, name: str) -> set[str]:
    """Everything that stands on a skill."""
    above: dict[str, list[str]] = {}
    for skill, needed in graph.items():
        for other in needed:
            above.setdefault(other, []).append(skill)
    return ancestors(above, name)


def likely_at_first(graph: Graph, known: Iterable[str]) -> dict[str, float]:
    """The prior: deeper skills are less likely known; what is learned here is certain."""
    depth: dict[str, int] = {}

    def deep(name: str) -> int:
        waiting, begun = [name], set[str]()  # two courses may need one another: who was begun is not waited for
        while waiting:
            top = waiting[-1]
            open_ones = [p for p in graph.get(top, ()) if p not in depth and p not in begun]
            begun.add(top)
            if open_ones:
                waiting += open_ones
                continue
            depth[top] = 1 + max((depth.get(p, -1) for p in graph.get(top, ())), default=-1)
            waiting.pop()
        return depth[name]

    most = max((deep(name) for name in graph), default=0) or 1
    sure = set(known)
    return {name: 0.99 if name in sure else 0.55 * (1 - depth[name] / most) + 0.02 for name in graph}


def likely_after(
    likely: Mapping[str, float], graph: Graph, skill: str, correct: bool, guess: float
) -> dict[str, float]:
    """What is likely after an answer at `skill`."""
    moved = dict(likely)
    if skill not in moved:
        return moved
    p = moved[skill]
    yes, no = ((1 - SLIP), guess) if correct else (SLIP, 1 - guess)
    p = moved[skill] = p * yes / (p * yes + (1 - p) * no)
    if correct:
        for name in ancestors(graph, skill) & moved.keys():
            moved[name] = 1 - (1 - moved[name]) * (0.45 + 0.55 * (1 - p))
    else:
        for name in descendants(graph, skill) & moved.keys():
            moved[name] *= 0.35 + 0.65 * p
    return moved


def next_question(likely: Mapping[str, float], graph: Graph, asked: Iterable[str]) -> str | None:
    """The skill to ask about next, or nothing when enough is known or enough was asked."""
    done = set(asked)
    if len(done) >= MOST_QUESTIONS:
        return None
    best, worth = None, LEAST_WORTH
    for name in sorted(likely):
        if name not in done and (value := _worth(likely, graph, name)) > worth:
            best, worth = name, value
    return best


def _worth(likely: Mapping[str, float], graph: Graph, name: str) -> float:
    p = likely[name]
    below = sum(min(likely[a], 1 - likely[a]) for a in sorted(ancestors(graph, name)) if a in likely)
    above = sum(min(likely[d], 1 - likely[d]) for d in sorted(descendants(graph, name)) if d in likely)
    return _entropy(p) + 0.5 * p * below + 0.5 * (1 - p) * above


def _entropy(p: float) -> float:
    if p <= 0 or p >= 1:
        return 0.0
    return -(p * math.log2(p) + (1 - p) * math.log2(1 - p))


def credited(likely: Mapping[str, float], graph: Graph) -> list[str]:
    """Skills likely enough to be presumed, prerequisites first, none without all of its own prerequisites."""
    sure = {name for name, p in likely.items() if p >= CREDITED}
    whole = [name for name in sorted(sure) if ancestors(graph, name) <= sure]
    return sorted(whole, key=lambda name: (len(ancestors(graph, name)), name))
