"""Placement: what was answered in it, the skills it credits as presumed, and what a check makes of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from tutor.core.day import DAY_MS
from tutor.core.learner.events import Answered, Event, PlacementEnded, PlacementStarted
from tutor.core.learner.met import open_if_ready
from tutor.core.learner.rows import PlacementRow, Rows, SkillRow
from tutor.core.learner.spent import studied
from tutor.core.shown import Shown

PRESUMED_UNDERSTANDING = 0.9
"""How surely a skill is known that another way than placement presumes: a test-out above it, a project at the top."""
PRESUMED_STABILITY = 8.0
"""Days: what placement credits is verified soon; fixed by the learning model, section 2."""
PRESUMED_DIFFICULTY = 5.0
CHECKS_A_DAY = 6
"""Presumed skills that fall due for their check on each of the days that follow; tunable 4-12."""
DOUBTED = 0.6
"""Understanding left to a presumed skill when one that it stands on turned out not to be known; tunable .4-.7."""
MOST_ABOVE = 8
"""Skills right above one that count for how much hangs on it."""


def start(rows: Rows, event: Event, data: PlacementStarted) -> None:
    """Begin."""
    rows.put(PlacementRow(courses=data.courses, seconds_left=data.minutes * 60.0, started_at=event.at))


def take_answer(rows: Rows, event: Event, data: Answered) -> None:
    """Keep what an answer within the placement showed; nothing is credited before its end."""
    row = rows.get(PlacementRow, "me")
    if row is None:
        return
    guess = 0.0 if data.skipped else data.guess
    shown = Shown(data.skill, data.item, data.correct, guess, data.skipped)
    spent = studied(data.seconds)
    left, all_spent = row.seconds_left - spent, row.seconds_spent + spent
    rows.put(replace(row, answers=[*row.answers, shown], seconds_left=left, seconds_spent=all_spent))


def end(rows: Rows, event: Event, data: PlacementEnded) -> None:
    """Close the test and credit these skills."""
    if rows.get(PlacementRow, "me") is not None:
        rows.drop(PlacementRow, "me")
    presume(rows, event, data.credited, data.likely)


def presume(rows: Rows, event: Event, names: Sequence[str], likely: Mapping[str, float] | None = None) -> None:
    """Count skills as learned until someone checks, each as surely as it is `likely` known.

    The checks are spread over the next days, those first that are least sure and have most hanging on them.
    """
    found = [row for name in names if (row := rows.get(SkillRow, name)) and row.phase not in ("learned", "gone")]
    chances = {row.id: (likely or {}).get(row.id, PRESUMED_UNDERSTANDING) for row in found}
    above = {row.id: list(rows.dependents(row.id)) for row in found}

    def weight(row: SkillRow) -> tuple[float, str]:
        return -(1.05 - chances[row.id]) * (1 + min(MOST_ABOVE, len(above[row.id]))), row.id

    for place, row in enumerate(sorted(found, key=weight)):
        rows.put(_presumed(row, event.at, chances[row.id], event.at + place // CHECKS_A_DAY * DAY_MS))
    for row in found:
        for name in above[row.id]:
            open_if_ready(rows, name, event.at)


def _presumed(row: SkillRow, at: int, chance: float, due: int) -> SkillRow:
    return replace(
        row,
        phase="learned",
        presumed=True,
        learned_at=at,
        understanding=max(row.understanding, chance),
        stability=row.stability or PRESUMED_STABILITY,
        difficulty=row.difficulty or PRESUMED_DIFFICULTY,
        reviewed_at=row.reviewed_at or at,
        due=due,
    )


def is_refuted(skill: SkillRow, data: Answered) -> bool:
    """Whether an answer at this skill, as it was before, shows that it was presumed too soon."""
    wrong = not data.correct and data.score < 0.5 and data.kind != "challenge"
    return wrong and skill.presumed and skill.phase == "learned"


def check(rows: Rows, event: Event, data: Answered, was: SkillRow) -> None:
    """A wrong answer takes a presumption back: the skill is being learned. What it opened stays open.

    Other presumed skills that stand on it are less sure now and checked at once. A test-out is decided by its end.
    """
    row = rows.get(SkillRow, was.id)
    if row is None or not is_refuted(was, data) or not row.presumed or (data.kind == "quiz" and row.quiz_open):
        return
    rows.put(replace(row, phase="learning", presumed=False, learned_at=0, mastered_at=0, due=0))
    for other in _presumed_above(rows, was.id):
        rows.put(replace(other, understanding=min(other.understanding, DOUBTED), due=min(other.due, event.at)))


def _presumed_above(rows: Rows, name: str) -> list[SkillRow]:
    """Presumed skills that stand on this one, near or far, over presumed ones."""
    found: dict[str, SkillRow] = {}
    waiting = [name]
    while waiting:
        for above in rows.dependents(waiting.pop()):
            row = rows.get(SkillRow, above)
            if above not in found and row is not None and row.presumed and row.phase == "learned":
                found[above] = row
                waiting.append(above)
    return list(found.values())
