"""Placement: what a test over the graph makes likely, and the skills it credits as presumed."""

from __future__ import annotations

from msgspec.structs import replace

from tutor.core.day import DAY_MS
from tutor.core.learner.events import Answered, Event, PlacementEnded, PlacementStarted
from tutor.core.learner.met import open_if_ready
from tutor.core.learner.rows import LearnerRow, Rows, SkillRow
from tutor.core.placement import likely_after, likely_at_first

PRESUMED_UNDERSTANDING = 0.9
PRESUMED_STABILITY = 8.0
"""Days: what placement credits is verified soon; fixed by the learning model, section 2."""
PRESUMED_DIFFICULTY = 5.0


def start(rows: Rows, event: Event, data: PlacementStarted) -> None:
    """Begin with the prior of every skill of these courses."""
    learner = rows.get(LearnerRow, "me") or LearnerRow()
    graph = _graph(rows, data.courses)
    known = {name for name in graph if _learned(rows, name)}
    rows.put(
        replace(
            learner,
            placement=likely_at_first(graph, known),
            placement_asked=[],
            placement_until=data.minutes * 60.0,
            placement_open=True,
        )
    )


def take_answer(rows: Rows, event: Event, data: Answered) -> None:
    """Move what is held likely after an answer within the placement; nothing else is credited."""
    learner = rows.get(LearnerRow, "me")
    if learner is None or not learner.placement_open:
        return
    courses = sorted({name.split("/", 1)[0] for name in learner.placement})
    graph = _graph(rows, courses)
    likely = likely_after(learner.placement, graph, data.skill, data.correct, data.guess)
    rows.put(
        replace(
            learner,
            placement=likely,
            placement_asked=[*learner.placement_asked, data.skill],
            placement_until=learner.placement_until - (data.seconds or 0.0),
        )
    )


def end(rows: Rows, event: Event, data: PlacementEnded) -> None:
    """Close the test and credit these skills."""
    learner = rows.get(LearnerRow, "me")
    if learner is not None:
        rows.put(replace(learner, placement={}, placement_asked=[], placement_until=0.0, placement_open=False))
    presume(rows, event, data.credited)


def presume(rows: Rows, event: Event, names: list[str]) -> None:
    """Count skills as learned until someone checks: presumed, with a memory that is tested within days."""
    for name in names:
        row = rows.get(SkillRow, name)
        if row is None or row.phase in ("learned", "gone"):
            continue
        rows.put(
            replace(
                row,
                phase="learned",
                presumed=True,
                learned_at=event.at,
                understanding=max(row.understanding, PRESUMED_UNDERSTANDING),
                stability=row.stability or PRESUMED_STABILITY,
                difficulty=row.difficulty or PRESUMED_DIFFICULTY,
                reviewed_at=row.reviewed_at or event.at,
                due=event.at + int(PRESUMED_STABILITY / 4 * DAY_MS),
            )
        )
    for name in names:
        for other in rows.dependents(name):
            open_if_ready(rows, other, event.at)


def _graph(rows: Rows, courses: list[str]) -> dict[str, list[str]]:
    names = [name for course in courses for name in rows.skills_of(course)]
    found = {name: row for name in sorted(names) if (row := rows.get(SkillRow, name)) is not None}
    return {name: [p for p in row.requires if p in found] for name, row in found.items() if row.phase != "gone"}


def _learned(rows: Rows, name: str) -> bool:
    row = rows.get(SkillRow, name)
    return row is not None and row.phase == "learned"
