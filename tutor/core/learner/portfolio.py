"""What a learner hands in, and what their own rating of it and a teacher's make of the skills it is about.

After the pack format: rated at the top throughout, the learner's own word makes the skills presumed; a teacher's stands
for their mastery quiz.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tutor.core.day import DAY_MS
from tutor.core.learner import answered, placed
from tutor.core.learner.combined import without_quiz
from tutor.core.learner.events import Event, HandedIn, RatedByTeacher
from tutor.core.learner.met import open_if_ready
from tutor.core.learner.quizzed import unmet_facts
from tutor.core.learner.rows import PieceRow, Rows, SkillRow
from tutor.core.memory import interval


def hand_in(rows: Rows, event: Event, data: HandedIn) -> None:
    """Keep a piece; at the top by the learner's own rating its skills are presumed."""
    answered.drop_draft(rows, data.project)
    rows.put(
        PieceRow(
            id=data.piece,
            project=data.project,
            title=data.title,
            sort=data.sort,
            text=data.text,
            name=data.name,
            size=data.size,
            sha256=data.sha256,
            criteria=data.criteria,
            top=data.top,
            at=event.at,
        )
    )
    if data.top:
        placed.presume(rows, event, data.skills)


def rated(rows: Rows, event: Event, data: RatedByTeacher) -> None:
    """Put a teacher's rating beside a piece. One of a piece that is not there (any more) counts nothing."""
    piece = rows.get(PieceRow, data.piece)
    if piece is None:
        return
    rows.put(
        replace(
            piece,
            teacher=data.teacher,
            teacher_criteria=data.criteria,
            teacher_top=data.top,
            teacher_text=data.text,
            rated_at=event.at,
        )
    )
    if data.top:
        _stands_for_the_quiz(rows, event, piece, data.skills)
    else:
        _stands_no_more(rows, event, piece, data.skills)


def _stands_for_the_quiz(rows: Rows, event: Event, piece: PieceRow, skills: Sequence[str]) -> None:
    found = [row for name in skills if (row := rows.get(SkillRow, name)) is not None and row.phase != "gone"]
    for row in found:
        if row.phase != "learned" or row.presumed:
            rows.put(_learned(row, piece, event.at))
    for row in found:
        for name in sorted(rows.dependents(row.id)):
            open_if_ready(rows, name, event.at)


def _learned(row: SkillRow, piece: PieceRow, at: int) -> SkillRow:
    """As after its quiz. What has no memory of its own yet was last shown when the piece was handed in."""
    stability = row.stability or placed.PRESUMED_STABILITY
    reviewed_at = row.reviewed_at or piece.at
    due = reviewed_at + int(interval(stability) * DAY_MS)
    if row.remember == "items":
        due = at if unmet_facts(row) else 0
    return replace(
        without_quiz(row),
        phase="learned",
        presumed=False,
        rated_piece=piece.id,
        learned_at=row.learned_at or at,
        understanding=max(row.understanding, row.threshold),
        stability=stability,
        difficulty=row.difficulty or placed.PRESUMED_DIFFICULTY,
        reviewed_at=reviewed_at,
        due=due,
    )


def _stands_no_more(rows: Rows, event: Event, piece: PieceRow, skills: Sequence[str]) -> None:
    """A teacher who takes the top rating back leaves what rested on it presumed, unless it was shown since."""
    for name in skills:
        row = rows.get(SkillRow, name)
        if row is None or row.rated_piece != piece.id:
            continue
        shown = row.phase != "learned" or row.last_right_at > piece.rated_at
        rows.put(replace(row, rated_piece="", presumed=not shown, due=row.due if shown else event.at))
