"""What an author expects of a simulation, in words that a build can hold the pack to."""

from __future__ import annotations

import re

from tutor.authoring.simulate.minds import PROFILES
from tutor.authoring.simulate.outcome import Group, Simulated

EXAMPLES = (
    "“average finishes in 40 sessions”, “everyone finishes in 20 hours”, “weak finishes”, “no leaks”, “no stalls”"
)
_FINISHES = re.compile(r"([a-z-]+) (?:finishes|finish)(?: in (\d{1,6}(?:\.\d+)?) (sessions?|hours?|days?))?")


class NotUnderstood(Exception):
    """An expectation that can't be read; the message is a sentence for the author."""


def expected(text: str) -> tuple[str, float | None, str]:
    """Who, how much at most, and of what; `no` with `leaks` or `stalls`. Raises `NotUnderstood`."""
    said = " ".join(text.lower().replace("slow reader", "slow-reader").split())[:200]
    if said in ("no leaks", "no stalls"):
        return "no", None, said[3:]
    found = _FINISHES.fullmatch(said)
    if found is None or found[1] not in (*PROFILES, "everyone"):
        raise NotUnderstood(f"--expect does not understand “{said}”; it reads {EXAMPLES}.")
    return found[1], float(found[2]) if found[2] else None, (found[3] or "").rstrip("s")


def missed(simulated: Simulated, text: str) -> str:
    """What of an expectation is not so, in a sentence; "" when it holds. Raises `NotUnderstood`."""
    who, most, what = expected(text)
    if what == "leaks":
        found = [leak.bot for leak in simulated.leaks if leak.found]
        return f"the pack leaks: {', '.join(found)}" if found else ""
    if what == "stalls":
        never = [one.skill for one in simulated.stalls if one.never]
        return f"learners stall at {', '.join(never[:5])}" if never else ""
    groups = [group for group in simulated.groups if who in ("everyone", group.kind)]
    return "; ".join(filter(None, (_late(group, most, what) for group in groups)))


def _late(group: Group, most: float | None, what: str) -> str:
    if group.finished < group.learners:
        return f"{group.learners - group.finished} of {group.learners} {group.kind} learners do not finish"
    needs = {"session": group.most_sessions, "hour": group.most_hours, "day": group.days}
    if most is None or needs[what] <= most:
        return ""
    return f"a learner of the sort {group.kind} needs {needs[what]:g} {what}s"
