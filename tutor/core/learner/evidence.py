"""What an answer says about a skill: understanding, the recent tries, mastery held over time, credit to neighbours."""

from __future__ import annotations

from msgspec.structs import replace

from tutor.core import understanding
from tutor.core.day import DAY_MS
from tutor.core.learner.events import Answered
from tutor.core.learner.names import name_now, table_for
from tutor.core.learner.rows import ItemRow, Rows, SkillRow
from tutor.core.pick import SELF_RATED

REMEMBERED_TRIES = 8
MANY_IN_A_DAY = 14
"""Answers of one day at a skill not yet learned after which it rests until tomorrow; fixed by the learning model."""
MANY_QUIZZES = 3
"""Quizzes failed after which a day's practice is bounded all the same; tunable 2-4."""
SELF_RATED_GUESS = 0.3
"""What one says of oneself proves as little as a pick among three or four; tunable .2-.4."""
TRIES_OF_A_FACT = 3
"""Answers a fact may take in a day before the deck rests; tunable 2-5."""


def take(skill: SkillRow, item: ItemRow, data: Answered, at: int, day: int, *, helped: bool = False) -> SkillRow:
    """The skill after an answer at one of its items. A fact not known at first sight says nothing about the skill.

    `helped`: the right answer to this very question was shown a moment ago; a success proves no more than a hinted one.
    """
    if is_missed_challenge(data):
        return replace(skill, opportunities=skill.opportunities + 1, last_at=max(at, skill.last_at))
    hinted = data.hints > 0 or helped
    unaided = data.correct and not hinted
    first_sight = skill.remember == "items" and item.reps == 1 and data.kind != "quiz" and not data.correct
    known = skill.understanding
    if not first_sight:
        known = understanding.update(known, data.score, _guess(data), hinted=hinted)
    return replace(
        skill,
        phase="learning" if skill.phase == "open" or (skill.phase == "locked" and data.kind != "quiz") else skill.phase,
        started_at=skill.started_at or at,
        understanding=known,
        opportunities=skill.opportunities + 1,
        recent=(skill.recent + ("" if first_sight else _mark(data, hinted)))[-REMEMBERED_TRIES:],
        misses=0 if data.correct else skill.misses + int(not first_sight),
        presumed=skill.presumed and not unaided,
        mastered_at=skill.mastered_at or (at if unaided and _holds(skill, at) else 0),
        last_at=max(at, skill.last_at),
        last_right_at=at if unaided else skill.last_right_at,
        practice_since_quiz=skill.practice_since_quiz + int(data.kind != "quiz"),
        **_in_a_day(skill, day),
    )


def is_missed_challenge(data: Answered) -> bool:
    """Something harder than usual, asked of who masters the skill: a miss costs nothing."""
    return data.kind == "challenge" and not data.correct


def _guess(data: Answered) -> float:
    """The chance of a right answer without knowledge, or of a kind word about oneself."""
    own = data.type in SELF_RATED and not data.tier
    return max(data.guess, SELF_RATED_GUESS) if own else data.guess


def _mark(data: Answered, hinted: bool) -> str:
    if data.correct:
        return "h" if hinted else "1"
    return "p" if data.score >= 0.5 else "0"


def _holds(skill: SkillRow, at: int) -> bool:
    """Mastered: right again, unaided, a day or more after it was learned (the pack format's study protocol)."""
    return skill.phase == "learned" and at - skill.learned_at >= DAY_MS


def _in_a_day(skill: SkillRow, day: int) -> dict[str, int]:
    answers = skill.day_answers + 1 if skill.day == day else 1
    parked = skill.parked_until
    many = MANY_IN_A_DAY if skill.remember == "skill" else max(MANY_IN_A_DAY, TRIES_OF_A_FACT * skill.item_count)
    stuck = skill.understanding < skill.threshold or skill.quiz_failures >= MANY_QUIZZES
    if skill.phase != "learned" and stuck and answers >= many:
        parked = day + 1
    flagged = skill.flagged_days + int(parked == day + 1 and skill.parked_until != parked)
    return {"day": day, "day_answers": answers, "parked_until": parked, "flagged_days": flagged}


def credit(rows: Rows, name: str, data: Answered, *, helped: bool = False) -> None:
    """Credit another skill that the item exercises too, if it was begun; `helped` as for `take`."""
    row = rows.get(SkillRow, name)
    if row is None or name == data.skill or row.phase not in ("learning", "learned") or is_missed_challenge(data):
        return
    known = understanding.update(row.understanding, data.score, _guess(data), hinted=data.hints > 0 or helped)
    rows.put(replace(row, understanding=known))


def cover(rows: Rows, skill: SkillRow, data: Answered, at: int, *, helped: bool = False) -> None:
    """An unaided success refreshes what the skill covers by the author's share: last += e (now - last)."""
    if not data.correct or data.hints or helped:
        return
    for old, share in skill.covers.items():
        row = rows.get(SkillRow, name_now(table_for(rows, old), old))
        if row is None or row.stability <= 0 or row.remember != "skill":
            continue
        moved = int(share * max(0, at - row.reviewed_at))
        rows.put(replace(row, reviewed_at=row.reviewed_at + moved, due=row.due + moved))
