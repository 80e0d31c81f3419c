"""Placement and test-out: to start where one stands, and to pass a skill by showing it."""

from __future__ import annotations

from tutor.core import placement
from tutor.core.choose import Why
from tutor.core.day import learning_day, offset_minutes
from tutor.core.learner.events import PlacementEnded, PlacementStarted, QuizStarted
from tutor.core.learner.quizzed import needed, running
from tutor.core.learner.rows import LearnerRow, SkillRow
from tutor.core.pick import SELF_RATED, askable, pick
from tutor.study.asking import asked
from tutor.study.desk import Current, Desk, iso_day
from tutor.study.trouble import StudyError

DEFAULT_MINUTES = 15.0


def start(desk: Desk, minutes: float | None) -> None:
    """Begin a placement test over the graphs of this session's courses."""
    if desk.learner().placement_open:
        raise StudyError("not_now", "A placement is running already.")
    desk.write(PlacementStarted(courses=list(desk.courses), minutes=minutes or DEFAULT_MINUTES))
    desk.in_hand = []  # its own tasks come next


def stop(desk: Desk) -> list[str]:
    """End it and credit, as presumed, what its answers make likely. Returns the credited skills."""
    learner = desk.learner()
    if not learner.placement_open:
        raise StudyError("not_now", "No placement is running.")
    credited = placement.credited(learner.placement, _graph(desk, learner)) if learner.placement_asked else []
    credited = [name for name in credited if _not_learned(desk, name)]
    desk.write(PlacementEnded(credited=credited))
    desk.in_hand = [one for one in desk.in_hand if one.kind != "place"]
    return credited


def next_task(desk: Desk) -> Current | None:
    """The next question of the running placement; ends it and returns None when enough is known."""
    learner = desk.learner()
    graph = _graph(desk, learner)
    passed_over = list(learner.placement_asked)
    while learner.placement_until > 0:
        name = placement.next_question(learner.placement, graph, passed_over)
        if name is None:
            break
        current = _question(desk, name)
        if current is not None:
            return current
        passed_over.append(name)  # nothing of it can be asked here
    stop(desk)
    return None


def _question(desk: Desk, name: str) -> Current | None:
    row = desk.book.rows.get(SkillRow, name)
    refs = [ref for ref in desk.shelf.items(name) if ref.placement and ref.kind not in SELF_RATED]
    seen = desk.book.seen([ref.id for ref in refs])
    refs = askable(refs, seen, iso_day(desk), set())
    ref = pick(refs, seen, row, "place", seed=desk.chance.getrandbits(32)) if row is not None else None
    return asked(desk, ref, "place", Why("placement")) if ref is not None else None


def _graph(desk: Desk, learner: LearnerRow) -> dict[str, list[str]]:
    rows = ((name, desk.book.rows.get(SkillRow, name)) for name in learner.placement)
    return {name: [p for p in row.requires if p in learner.placement] for name, row in rows if row is not None}


def _not_learned(desk: Desk, name: str) -> bool:
    row = desk.book.rows.get(SkillRow, name)
    return row is not None and row.phase != "learned"


def test_out(desk: Desk, skill_id: str) -> SkillRow:
    """Start the mastery quiz of a skill now; once a learning day."""
    row = desk.row(skill_id)
    if desk.learner().placement_open:
        raise StudyError("not_now", "A placement is running; end it first.")
    if row.phase == "learned" and not row.presumed:
        raise StudyError("not_now", "You have learned this skill already; it comes back for review by itself.")
    now = desk.now()
    today = learning_day(desk.at(), offset_minutes(now))
    if row.test_out_failed_at and learning_day(row.test_out_failed_at, offset_minutes(now)) == today:
        raise StudyError("not_now", "You tried this test-out today; it can be taken again tomorrow.")
    if running(row, desk.at()):
        raise StudyError("not_now", "Its quiz is running already.")
    desk.write(QuizStarted(skill=skill_id, size=row.quiz_size, need=needed(row.quiz_size, row.passing), test_out=True))
    desk.in_hand = []  # its own tasks come next
    return desk.row(skill_id)
