"""Meeting a course, or a new version of it: its graph enters the learner's rows, and nothing learned is lost."""

from __future__ import annotations

from msgspec.structs import replace

from tutor.core.learner.events import Event, Met, SkillFacts
from tutor.core.learner.rows import CourseRow, Rows, SkillRow


def meet(rows: Rows, event: Event, data: Met) -> None:
    """Take in the skills of this version; those that are gone are kept but no longer asked; what is ready opens."""
    course = rows.get(CourseRow, data.course)
    met_at = course.met_at if course else event.at
    rows.put(CourseRow(id=data.course, version=data.version, content_hash=data.content_hash, met_at=met_at))
    old = set(rows.skills_of(data.course))
    for position, facts in enumerate(data.skills):
        rows.put(_with_facts(rows.get(SkillRow, facts.id), facts, data.course, position, event.at))
    for name in old - {facts.id for facts in data.skills}:
        row = rows.get(SkillRow, name)
        if row is not None:
            rows.put(replace(row, phase="gone"))
    for facts in data.skills:
        open_if_ready(rows, facts.id, event.at)


def _with_facts(row: SkillRow | None, facts: SkillFacts, course: str, position: int, at: int) -> SkillRow:
    row = row or SkillRow(id=facts.id, course=course)
    phase = row.phase
    if phase == "gone":
        phase = "learned" if row.learned_at else "learning" if row.started_at else "locked"
    grown = facts.remember == "items" and phase == "learned" and row.facts_seen + row.facts_away < facts.item_count
    return replace(
        row,
        phase=phase,
        due=(row.due or at) if grown else 0 if facts.remember == "items" else row.due,
        position=position,
        requires=facts.requires,
        covers=facts.covers,
        remember=facts.remember,
        threshold=facts.threshold,
        quiz_size=facts.quiz,
        passing=facts.passing,
        lesson_blocks=facts.lesson_blocks,
        item_count=facts.item_count,
    )


def ready(rows: Rows, row: SkillRow) -> bool:
    """Whether every prerequisite is learned.

    One of another course locks like any other, met or not: whoever knows it opens the skill by their own word. One that
    its course no longer has locks nothing.
    """
    needed = (rows.get(SkillRow, name) for name in row.requires)
    return all(other is not None and other.phase in ("learned", "gone") for other in needed)


def open_if_ready(rows: Rows, name: str, at: int) -> bool:
    """Open a locked skill whose prerequisites are learned; say whether it opened."""
    row = rows.get(SkillRow, name)
    if row is None or row.phase != "locked" or not ready(rows, row):
        return False
    rows.put(replace(row, phase="open", opened_at=at))
    return True
