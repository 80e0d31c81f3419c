"""From events to rows. Pure: the same events in the same order give the same rows, on any machine, without any pack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from tutor.core import mood
from tutor.core.learner import answered, classes, foretold, met, placed, portfolio, quizzed, remedied, spent
from tutor.core.learner.events import (
    Answered,
    Bookmarked,
    Disputed,
    Drafted,
    Event,
    Explained,
    Felt,
    GoalDropped,
    GoalSet,
    HandedIn,
    LessonSeen,
    Met,
    Named,
    Noted,
    PlacementEnded,
    PlacementStarted,
    Preferred,
    ProjectDrafted,
    QuizStarted,
    RatedByTeacher,
    Refitted,
    Resumed,
    SkillOpened,
    Suspended,
    Undone,
    of,
)
from tutor.core.learner.names import all_now, as_now, is_item, skill_of
from tutor.core.learner.rows import (
    BookmarkRow,
    DisputeRow,
    DraftRow,
    GoalRow,
    ItemRow,
    LearnerRow,
    NoteRow,
    Rows,
    SkillRow,
)
from tutor.core.refit import usable


def apply(rows: Rows, event: Event) -> None:
    """Fold one event into the rows. `Undone` changes nothing: who undoes leaves the undone event out of the fold.

    Whoever changes what an event does here, or in the modules called, raises `rows.FOLD`.
    """
    data = as_now(rows, event.data)
    _STEPS[type(data)](rows, event, data)


def _lesson_seen(rows: Rows, event: Event, data: LessonSeen) -> None:
    row = rows.get(SkillRow, data.skill)
    if row is None:
        return
    seen = row.blocks_seen
    if data.finished and data.block not in seen:
        seen = [*seen, data.block]
    started = row.started_at or event.at
    phase = "learning" if row.phase == "open" else row.phase
    rows.put(
        replace(
            row,
            phase=phase,
            started_at=started,
            last_at=event.at,
            strength=foretold.after_page(row, event.at),
            blocks_seen=seen,
            block=data.block,
            step=0 if data.finished else data.step,
            last_way=data.way,
        )
    )
    remedied.after_lesson(rows, event, data)
    _shown(rows, data.skill, data.way)
    learner = rows.get(LearnerRow, "me") or LearnerRow()
    rows.put(replace(learner, last_at=max(learner.last_at, event.at)))
    answered.count_day(rows, event, data, answers=0, right=0, new=row.started_at == 0)
    spent.on_page(rows, event, data)


def _explained(rows: Rows, event: Event, data: Explained) -> None:
    row = rows.get(SkillRow, data.skill)
    if row is not None:
        seen = row.blocks_seen if data.block in row.blocks_seen else [*row.blocks_seen, data.block]
        strength = foretold.after_page(row, event.at)
        rows.put(replace(row, blocks_seen=seen, last_way=data.way, last_at=event.at, strength=strength))
    _shown(rows, data.skill, data.way)


def _shown(rows: Rows, skill: str, way: str) -> None:
    for row in answered.way_rows(rows, skill, way):
        rows.put(replace(row, shown=row.shown + 1))


def _quiz_started(rows: Rows, event: Event, data: QuizStarted) -> None:
    row = rows.get(SkillRow, data.skill)
    if row is None:
        return
    rows.put(
        replace(
            row,
            quiz_open=True,
            quiz_started_at=event.at,
            quiz_asked=[],
            quiz_right=0,
            quiz_length=data.size,
            quiz_need=data.need,
            quiz_test_out=data.test_out,
            quiz_presumes=data.presumes,
        )
    )


def _opened(rows: Rows, event: Event, data: SkillOpened) -> None:
    for name in all_now(rows, [data.skill]):
        row = rows.get(SkillRow, name)
        if row is not None and row.phase == "locked":
            rows.put(replace(row, phase="open", forced=True, opened_at=event.at))


def _suspended(rows: Rows, event: Event, data: Suspended) -> None:
    row = rows.get(ItemRow, data.item) or ItemRow(id=data.item, skill=data.item.rsplit("/", 1)[0])
    if row.suspended:
        answered.put_away(rows, row, -1, event.at)
    row = replace(row, suspended=True, suspended_until=data.until or "")
    answered.put_away(rows, row, 1, event.at)
    rows.put(row)


def _resumed(rows: Rows, event: Event, data: Resumed) -> None:
    row = rows.get(ItemRow, data.item)
    if row is not None and row.suspended:
        answered.put_away(rows, row, -1, event.at)
        rows.put(replace(row, suspended=False, suspended_until=""))


def _drafted(rows: Rows, event: Event, data: Drafted) -> None:
    rows.put(
        DraftRow(
            id=data.item,
            rev=data.rev,
            seed=data.seed,
            kind=data.kind,
            hints=data.hints,
            text=data.text,
            at=event.at,
        )
    )


def _project_drafted(rows: Rows, event: Event, data: ProjectDrafted) -> None:
    answered.drop_draft(rows, data.project)
    if data.text:
        rows.put(DraftRow(id=data.project, kind="project", text=data.text, at=event.at))


def _disputed(rows: Rows, event: Event, data: Disputed) -> None:
    answered.drop_draft(rows, data.item)
    remedied.leave(rows, data.item.rsplit("/", 1)[0])
    rows.put(DisputeRow(id=event.id, item=data.item, text=data.text, at=event.at))
    quizzed.pass_over(rows, event, data)


def _felt(rows: Rows, event: Event, data: Felt) -> None:
    learner = rows.get(LearnerRow, "me") or LearnerRow()
    course, skill = of(data.item), skill_of(data.item) if is_item(data.item) else data.item
    moods = mood.kept(learner.mood, course, mood.felt(learner.mood.get(course, 0.0), data.feel))
    easy = {name: count for name, count in learner.easy.items() if name != skill}
    if data.feel == "easy":
        easy[skill] = learner.easy.get(skill, 0) + 1
    rows.put(replace(learner, mood=moods, easy=easy))
    if data.feel == "lost" and data.again:
        remedied.lost(rows, event, data)


def _noted(rows: Rows, event: Event, data: Noted) -> None:
    rows.put(NoteRow(id=event.id, about=data.about, text=data.text, at=event.at, question=data.question))


def _bookmarked(rows: Rows, event: Event, data: Bookmarked) -> None:
    if data.off:
        rows.drop(BookmarkRow, data.about)
    else:
        rows.put(BookmarkRow(id=data.about, at=event.at))


def _preferred(rows: Rows, event: Event, data: Preferred) -> None:
    learner = rows.get(LearnerRow, "me") or LearnerRow()
    ways = learner.ways if data.ways is None else data.ways
    interests = learner.interests if data.interests is None else data.interests
    rows.put(replace(learner, ways=ways, interests=interests))


def _named(rows: Rows, event: Event, data: Named) -> None:
    learner = rows.get(LearnerRow, "me") or LearnerRow()
    rows.put(replace(learner, name=data.text))


def _goal_set(rows: Rows, event: Event, data: GoalSet) -> None:
    rows.put(
        GoalRow(
            id=data.goal,
            set_at=event.at,
            skills=data.skills,
            date=data.date or "",
            minutes_a_day=data.minutes_a_day or 0,
            days=data.days,
            exam=data.exam,
            text=data.text,
        )
    )


def _goal_dropped(rows: Rows, event: Event, data: GoalDropped) -> None:
    row = rows.get(GoalRow, data.goal)
    if row is not None:
        rows.put(replace(row, over_at=event.at, reached=data.reached))


def _refitted(rows: Rows, event: Event, data: Refitted) -> None:
    """Weights that are none (a damaged or a strange log) are the defaults."""
    learner = rows.get(LearnerRow, "me") or LearnerRow()
    weights = data.weights if data.weights and usable(tuple(data.weights)) else []
    rows.put(replace(learner, weights=weights, weights_at=event.at if weights else 0))


def _undone(rows: Rows, event: Event, data: Undone) -> None:
    """An undone event is left out of the fold; the taking back itself changes no row."""


Step = Callable[[Rows, Event, Any], None]

_STEPS: dict[type, Step] = {
    Met: met.meet,
    Answered: answered.answer,
    Drafted: _drafted,
    LessonSeen: _lesson_seen,
    Explained: _explained,
    QuizStarted: _quiz_started,
    SkillOpened: _opened,
    Suspended: _suspended,
    Resumed: _resumed,
    Disputed: _disputed,
    Felt: _felt,
    Noted: _noted,
    Bookmarked: _bookmarked,
    Preferred: _preferred,
    Named: _named,
    GoalSet: _goal_set,
    GoalDropped: _goal_dropped,
    Refitted: _refitted,
    HandedIn: portfolio.hand_in,
    RatedByTeacher: portfolio.rated,
    ProjectDrafted: _project_drafted,
    PlacementStarted: placed.start,
    PlacementEnded: placed.end,
    Undone: _undone,
    **classes.STEPS,
}
