"""Answering: the response is judged, the event is on disk, then the verdict is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from tutor.core import rating as ratings
from tutor.core.day import day_ends, days_between, learning_day, milliseconds, moment, offset_minutes
from tutor.core.gate import State, state_of
from tutor.core.item import Response
from tutor.core.judgement import UNREAD, BadResponse, Judgement, right, wrong
from tutor.core.kinds.essay import Essay
from tutor.core.learner.events import Answered, Disputed, Rating, of
from tutor.core.learner.quizzed import parked
from tutor.core.learner.recall import forgetting, outcomes
from tutor.core.learner.rows import ItemRow, SkillRow
from tutor.core.mistakes import fitting_hints
from tutor.core.pick import PICKED, SELF_RATED
from tutor.core.rating import ORDER
from tutor.core.rubric import mean_level, rating_of, trouble_of
from tutor.language import _
from tutor.present.coaching import coached
from tutor.present.feedback import feedback, look_again
from tutor.present.quiz import ended
from tutor.study import coaching, drafts, lessons, programs
from tutor.study.desk import Answered as LastAnswer
from tutor.study.desk import Current, Desk
from tutor.study.tasks import Changed, Verdict, kind_of
from tutor.study.trouble import StudyError

LONGEST = timedelta(hours=1)
"""Measured time on a task beyond this is not believed."""


def answer(desk: Desk, task_id: str, response: Response, seconds: float | None, confidence: int | None) -> Verdict:
    """Judge a response to the task in hand. An `almost` leaves the task open, once."""
    current = desk.task_in_hand(task_id)
    seconds = _seconds(desk, current, seconds)
    if current.kind == "lesson":
        return lessons.answer_lesson(desk, current, response, seconds)
    if current.revealed:
        raise StudyError("not_now", _("The answer is shown already: rate how well you knew it."))
    assert current.item is not None
    if isinstance(response, dict) and "id" in response and current.item.shape in ("pick", "pick_many"):
        response = response["id"]
    try:
        judged = current.item.judge(response, current.setting)
    except BadResponse as problem:
        raise StudyError("bad_response", str(problem)) from problem
    if current.item.self_rated:
        drafts.keep(desk, current, response)
        found = programs.judged(desk, of(current.skill), current.item, current.setting, response)
        if found.judgement is None:
            return _reveal(desk, current, judged, seconds, confidence, found.why)
        judged, current.ran, response = found.judgement, found, None
    if judged.almost and current.kind == "place":  # nothing may be told, and a slip is no sign of not knowing
        judged = wrong() if any(note.code in UNREAD for note in judged.notes) else right()
    if judged.almost and current.attempt == 1:
        current.attempt, current.last_wrong = 2, response
        return Verdict(
            correct=False,
            score=0.0,
            rating=None,
            almost=True,
            feedback=feedback(judged),
            difference=[(sort, text) for sort, text in judged.difference],
            heard=judged.heard,
            parts=_parts(current, judged),
            gaps=judged.within,
        )
    return _record(desk, current, judged, response, seconds, confidence)


def skip(desk: Desk, task_id: str, seconds: float | None = None) -> Verdict:
    """Show the answer and go on; it counts as not known."""
    current = desk.task_in_hand(task_id)
    seconds = _seconds(desk, current, seconds)
    if current.kind == "lesson":
        return lessons.answer_lesson(desk, current, None, seconds)
    judged = Judgement(correct=False, score=0.0)
    return _record(desk, current, judged, None, seconds, None, skipped=True)


def rate(desk: Desk, task_id: str, rating: str, criteria: list[int] | None = None) -> Verdict:
    """Rate a revealed answer; for the last answer of another kind, lower what it earned.

    Without a rating the levels of the rubric make one (see `core.rubric`). A rating alone counts as right, or with
    `again` as not known; levels alone count as right when they come to `good`, else as their mean.
    """
    if rating not in ("", *ORDER) or not (rating or criteria):
        raise StudyError("bad_request", _("A rating is one of again, hard, good, easy."))
    chosen: Rating | None = ORDER[ORDER.index(rating)] if rating else None
    current = next((one for one in desk.in_hand if one.task.id == task_id), None)
    if current is None:
        return _lower(desk, task_id, chosen)
    if not current.revealed:
        raise StudyError("not_now", _("Answer first; then rate."))
    mean = _mean(current, criteria) if criteria else 0.0
    own = chosen or rating_of(mean)
    score = mean if chosen is None and own != "good" else float(own != "again")
    judged = Judgement(correct=score == 1.0, score=score)
    own = ratings.with_hints(own, current.hints)
    return _record(desk, current, judged, None, current.seconds, current.confidence, rating=own, criteria=criteria)


def _mean(current: Current, criteria: list[int]) -> float:
    rubric = current.item.essay.rubric if isinstance(current.item, Essay) else []
    trouble = trouble_of(criteria, rubric)
    if trouble:
        raise StudyError("bad_request", trouble)
    return mean_level(criteria, rubric)


def _reveal(
    desk: Desk, current: Current, judged: Judgement, seconds: float | None, confidence: int | None, why: str
) -> Verdict:
    assert current.item is not None
    current.revealed, current.seconds, current.confidence = True, seconds, confidence
    return Verdict(
        correct=None,
        score=None,
        rating=None,
        feedback=why or feedback(judged) or None,
        right_answer=current.item.right_answer(current.setting),
        explain=current.item.explain,
        waits_for_rating=True,
        intervals=_intervals(desk, current),
    )


def _intervals(desk: Desk, current: Current) -> dict[Rating, float]:
    """Days until it comes back, for each rating that may be given now; none in a placement."""
    skill = desk.book.rows.get(SkillRow, current.skill)
    if skill is None:
        return {}
    held: ItemRow | SkillRow = skill
    if skill.remember == "items":
        held = desk.book.rows.get(ItemRow, current.task.item) or ItemRow(id=current.task.item, skill=skill.id)
    days = outcomes(held, desk.at(), forgetting(desk.learner(), skill.remember))
    return {own: days[ratings.with_hints(own, current.hints)] for own in ORDER}


def _seconds(desk: Desk, current: Current, seconds: float | None) -> float | None:
    if seconds is not None:
        return seconds
    spent = desk.now() - current.given_at
    return spent.total_seconds() if timedelta(0) < spent < LONGEST else None


def _record(
    desk: Desk,
    current: Current,
    judged: Judgement,
    response: Response,
    seconds: float | None,
    confidence: int | None,
    *,
    skipped: bool = False,
    rating: Rating | None = None,
    criteria: list[int] | None = None,
) -> Verdict:
    data = _event(desk, current, judged, response, seconds, confidence, skipped, rating)
    if current.text or criteria:
        data = replace(data, text=current.text, criteria=criteria or [])
    if current.ran is not None:
        data = replace(data, passed=current.ran.passed, tests=current.ran.tests, tier=current.ran.tier)
    before, was = _states(desk, current), coaching.before(desk, current.skill, current.remedy_for)
    event = desk.write(data)[-1]
    desk.done(current)
    desk.last = LastAnswer(current=current, event=event, response=response)
    verdict = _verdict(desk, current, judged, data, before)
    if current.kind != "place":
        told = coaching.surprise(data, bool(verdict.explain)), coaching.changed(desk, data, was)
        verdict.coach = " ".join(filter(None, map(coached, told)))
    return verdict


def _event(
    desk: Desk,
    current: Current,
    judged: Judgement,
    response: Response,
    seconds: float | None,
    confidence: int | None,
    skipped: bool,
    rating: Rating | None,
) -> Answered:
    assert current.item is not None and current.ref is not None
    row = desk.book.rows.get(SkillRow, current.skill)
    course = desk.course(current.skill.split("/", 1)[0])
    return Answered(
        item=current.task.item,
        skill=current.skill,
        rev=current.item.rev,
        seed=current.setting.seed,
        kind=current.kind,
        type=kind_of(current.item),
        response=response,
        score=judged.score,
        correct=judged.correct,
        rating=rating or _rated(desk, current, judged, seconds, confidence, skipped),
        attempt=current.attempt,
        opportunity=row.opportunities + 1 if row else 1,
        hints=current.hints,
        seconds=seconds,
        confidence=confidence,
        misconception=judged.misconception,
        explanation=row.last_way if row else "",
        course_version=course.version,
        course_hash=course.content_hash[:16],
        guess=current.item.guess(),
        difficulty=current.item.difficulty,
        also=list(current.ref.also),
        group=current.item.group,
        skipped=skipped,
        remedy_for=current.remedy_for,
    )


def _rated(
    desk: Desk,
    current: Current,
    judged: Judgement,
    seconds: float | None,
    confidence: int | None,
    skipped: bool,
) -> Rating:
    assert current.item is not None
    item = desk.book.rows.get(ItemRow, current.task.item)
    skill = desk.book.rows.get(SkillRow, current.skill)
    fact = skill is not None and skill.remember == "items"
    reviewed = (item.reviewed_at if item else 0) if fact else (skill.reviewed_at if skill else 0)
    return ratings.rate(
        score=judged.score,
        hints=current.hints,
        skipped=skipped,
        attempt=current.attempt,
        pick=current.item.shape in ("pick", "pick_many"),
        seconds=seconds,
        confidence=confidence,
        pace=desk.learner().picks if kind_of(current.item) in PICKED else desk.learner().pace,
        days=days_between(reviewed, milliseconds(desk.now())) if reviewed else 0.0,
    )


def _touched(desk: Desk, skill_id: str) -> list[SkillRow]:
    names = [skill_id, *sorted(desk.book.rows.dependents(skill_id))]
    return [row for name in names if (row := desk.book.rows.get(SkillRow, name)) is not None]


def _states(desk: Desk, current: Current) -> dict[str, State]:
    learner, now = desk.learner(), desk.at()
    touched = _touched(desk, current.skill)
    return {row.id: state_of(row, now, forgetting(learner, row.remember)) for row in touched}


def _verdict(desk: Desk, current: Current, judged: Judgement, data: Answered, before: dict[str, State]) -> Verdict:
    if current.kind == "place":
        return Verdict(correct=None, score=None, rating=None)
    assert current.item is not None
    after = _states(desk, current)
    changed = [Changed(name, before[name], after[name]) for name in after if before.get(name) != after[name]]
    due = _due(desk, current)
    return Verdict(
        correct=judged.correct,
        score=judged.score,
        rating=data.rating,
        feedback=_feedback(desk, current, judged, data),
        right_answer=current.item.nearest_right(data.response, current.setting),
        explain=current.item.explain,
        misconception=judged.misconception or None,
        due=desk.rfc3339(due) if due else None,
        changed=[one.as_dict() for one in changed],
        unlocked=[one.skill for one in changed if one.before == "locked" and one.after == "open"],
        difference=[(sort, text) for sort, text in judged.difference],
        heard=judged.heard,
        parts=_parts(current, judged),
        gaps=judged.within,
        quiz=_quiz_after(desk, current, data),
    )


def _parts(current: Current, judged: Judgement) -> list[bool]:
    """Which parts or gaps of the item are right; empty where it has none."""
    if judged.parts:
        return judged.parts
    notes = (note.values["parts"] for note in judged.notes if note.code == "partly" and "parts" in note.values)
    count = len(current.task.parts or ())
    wrong = next(notes, [] if judged.correct else range(1, count + 1))
    return [number not in wrong for number in range(1, count + 1)]


def _feedback(desk: Desk, current: Current, judged: Judgement, data: Answered) -> str:
    """What is said to this answer, hints that fit a wrong one, and where to look again."""
    assert current.item is not None
    fitting = [] if judged.correct else fitting_hints(current.item, data.response, current.setting)
    said = feedback(judged, (hint for hint in fitting if hint not in current.hints_said))
    seen = desk.shelf.head(judged.see) if judged.see else None
    return f"{said} {look_again(seen.title)}".strip() if seen else said


def _quiz_after(desk: Desk, current: Current, data: Answered) -> dict[str, Any] | None:
    """How the quiz stands after this answer: going on, passed or not."""
    row = desk.book.rows.get(SkillRow, current.skill)
    if current.kind != "quiz" or row is None:
        return None
    state = "going_on" if row.quiz_open else "passed" if row.phase == "learned" else "failed"
    found: dict[str, Any] = {
        "state": state,
        "asked": len(row.quiz_asked),
        "size": row.quiz_length,
        "right": row.quiz_right,
        "need": row.quiz_need,
        "test_out": row.quiz_test_out,
    }
    return {**found, "sentence": ended(found)}


def _due(desk: Desk, current: Current) -> int:
    """When it comes again. What is still being practised goes on now, or tomorrow where it rests until then."""
    item = desk.book.rows.get(ItemRow, current.task.item)
    skill = desk.book.rows.get(SkillRow, current.skill)
    if skill is not None and skill.phase == "learning":
        offset = offset_minutes(desk.now())
        rests = parked(skill, learning_day(desk.at(), offset))
        return day_ends(desk.at(), offset) if rests else desk.at()
    return (item.due if item else 0) or (skill.due if skill else 0)


def _last(desk: Desk, task_id: str) -> LastAnswer:
    last = desk.last
    if last is None or last.current.task.id != task_id:
        raise StudyError("unknown_task", _("That task is neither in hand nor the last one answered."))
    return last


def _lower(desk: Desk, task_id: str, rating: Rating | None) -> Verdict:
    last = _last(desk, task_id)
    if rating is None:
        raise StudyError("not_now", _("That answer is rated already; its rating can only be lowered."))
    data = last.event.data
    assert isinstance(data, Answered)
    if ORDER.index(rating) > ORDER.index(data.rating):
        raise StudyError(
            "not_now",
            _(
                "This answer earned “{rating}”. You may lower it, not raise it; if you knew it, next time will show.",
                rating=data.rating,
            ),
        )
    lowered = _with_rating(data, rating)
    before = _states(desk, last.current)
    when = moment(last.event.at, last.event.offset)
    last.event = desk.book.amend(when, last.event.id, lowered)[-1]
    judged = Judgement(correct=lowered.correct, score=lowered.score, misconception=data.misconception)
    return _verdict(desk, last.current, judged, lowered, before)


def _with_rating(data: Answered, rating: Rating) -> Answered:
    if data.type in SELF_RATED and not data.tier and rating == "again":
        return replace(data, rating=rating, correct=False, score=0.0)
    return replace(data, rating=rating)


def dispute(desk: Desk, task_id: str, note: str) -> None:
    """“This should count”: kept for the author; the answer it is about is taken back, ungraded."""
    current = next((one for one in desk.in_hand if one.task.id == task_id), None)
    if current is not None and current.item is not None:
        desk.write(_disputed(desk, current, current.last_wrong, note))
        desk.done(current)
        return
    last = _last(desk, task_id)
    desk.book.amend(desk.now(), last.event.id, _disputed(desk, last.current, last.response, note))
    desk.last = None


def _disputed(desk: Desk, current: Current, response: Response, note: str) -> Disputed:
    assert current.item is not None
    course = desk.course(current.skill.split("/", 1)[0])
    return Disputed(
        item=current.task.item,
        rev=current.item.rev,
        seed=current.setting.seed,
        response=response,
        text=note,
        course_version=course.version,
        quiz=current.kind == "quiz",
    )
