"""What one answer changes: understanding, memory, quiz, what comes back, the day, the learner."""

from __future__ import annotations

from msgspec.structs import replace

from tutor.core import ability, mood, sureness
from tutor.core.day import learning_day
from tutor.core.learner import checked, evidence, foretold, placed, quizzed, remedied, spent
from tutor.core.learner.combined import restarted
from tutor.core.learner.events import Answered, Event, LessonSeen, of
from tutor.core.learner.names import is_retired
from tutor.core.learner.quizzed import unmet_facts
from tutor.core.learner.recall import item_remembers, skill_remembers
from tutor.core.learner.rows import (
    DayRow,
    DraftRow,
    GroupRow,
    ItemRow,
    LearnerRow,
    MisconceptionRow,
    RetryRow,
    Rows,
    SkillRow,
    WayRow,
)
from tutor.core.pick import PICKED, SELF_RATED

BACK_AFTER = 7
"""A miss comes back after this many other answers; fixed by the learning model, section 2."""
SURE_BACK_AFTER = 3
"""The same where the learner was sure: what surprises is corrected best while it is fresh. Tunable 2-5."""
SOON_AFTER = 5
"""Opportunities at a skill within which an explanation is held to have helped or not; tunable 3-8."""
PACE_KEPT = 50
TEMPO_STEP = 0.08
"""Weight of the newest answer's seconds in their moving mean; tunable .05-.2."""
ACCURACY_STEP = 0.08
"""Weight of the newest answer in the moving share of right ones; tunable .05-.15."""


def answer(rows: Rows, event: Event, data: Answered) -> None:
    """Fold one answer or skip."""
    if data.type in SELF_RATED:
        drop_draft(rows, data.item)
    learner = rows.get(LearnerRow, "me") or LearnerRow()
    day = learning_day(event.at, event.offset)
    earlier = rows.get(ItemRow, data.item)
    if data.kind == "place" or _is_past(rows, earlier, data):
        rows.put(replace(learner, answers=learner.answers + 1, last_at=max(learner.last_at, event.at)))
        _only_met(rows, event, data)
        if data.kind == "place":
            placed.take_answer(rows, event, data)
        count_day(rows, event, data, answers=1, right=int(data.correct), new=False)
        return
    skill = rows.get(SkillRow, data.skill)
    new = skill is not None and skill.started_at == 0
    if earlier is not None and earlier.suspended:  # its day has come
        put_away(rows, earlier, -1, event.at)
        skill = rows.get(SkillRow, data.skill)
        earlier = replace(earlier, suspended=False, suspended_until="")
    item = _seen(earlier, event, data)
    rows.put(item)
    if skill is not None:
        spared = evidence.is_missed_challenge(data)
        shown_before = remedied.is_return(rows, data)
        learner, skill, item = foretold.after(learner, skill, earlier, item, data, event.at, shown_before=shown_before)
        if not spared:
            checked.count(rows, learner, skill, item, data, event.at)
        if skill.remember == "items" and not spared:
            learner, item = item_remembers(learner, item, data, event.at)
        rows.put(item)
        if not spared:
            learner, skill = skill_remembers(learner, skill, earlier, item, data, event.at)
        rows.put(evidence.take(skill, item, data, event.at, day, helped=shown_before))
        for name in data.also:
            evidence.credit(rows, name, data, helped=shown_before)
        evidence.cover(rows, skill, data, event.at, helped=shown_before)
        quizzed.settle(rows, event, data)
        placed.check(rows, event, data, skill)
        remedied.after_answer(rows, event, data)
    _comes_back(rows, learner.answers + 1, data)
    if data.group:
        rows.put(GroupRow(id=data.group, day=day))
    _named_mistake(rows, event, data)
    _explanation_helped(rows, data)
    learner = _in_tempo(learner, skill, data)
    rows.put(_learner_after(learner, event, data))
    count_day(rows, event, data, answers=1, right=int(data.correct), new=new)
    spent.on_answer(rows, event, data)


def drop_draft(rows: Rows, item: str) -> None:
    """What was written at an item is rated, or no longer to be."""
    if rows.get(DraftRow, item) is not None:
        rows.drop(DraftRow, item)


def put_away(rows: Rows, item: ItemRow, change: int, at: int) -> None:
    """Count an item of a fact skill that is put away (1) before it was ever asked, or taken back (-1)."""
    skill = rows.get(SkillRow, item.skill)
    if skill is None or skill.remember != "items" or item.stability > 0:
        return
    later = skill.facts_later + (change if item.suspended_until else 0)
    skill = replace(skill, facts_away=skill.facts_away + change, facts_later=later)
    if skill.phase == "learned" and not skill.presumed:
        skill = replace(skill, due=(skill.due or at) if unmet_facts(skill) else 0)
    rows.put(skill)


def _is_past(rows: Rows, earlier: ItemRow | None, data: Answered) -> bool:
    """Whether the answer is about what an item meant before, or about one that is retired: history, and no more.

    Such an answer comes late, from a device that had an older version of the course.
    """
    return (earlier is not None and data.rev < earlier.rev) or is_retired(rows, data.item)


def _only_met(rows: Rows, event: Event, data: Answered) -> None:
    """A placement shows an item without teaching it: only that it was seen is kept."""
    row = rows.get(ItemRow, data.item) or _new(event, data)
    left = ability.faded(row.strength, foretold.minutes(row.last_at, event.at))
    rows.put(replace(row, seen=row.seen + 1, last_at=event.at, strength=left))


def _seen(row: ItemRow | None, event: Event, data: Answered) -> ItemRow:
    row = row or _new(event, data)
    if row.rev != data.rev:
        row = restarted(row, data.rev)
    if evidence.is_missed_challenge(data):
        return replace(row, seen=row.seen + 1, last_at=event.at)
    unaided = data.correct and data.hints == 0
    return replace(
        row,
        seen=row.seen + 1,
        right=row.right + int(unaided),
        wrong_run=0 if unaided else row.wrong_run + 1,
        last_at=event.at,
        last_right=unaided,
    )


def _new(event: Event, data: Answered) -> ItemRow:
    hardness = ability.hardness_of(data.difficulty)
    return ItemRow(id=data.item, skill=data.skill, rev=data.rev, first_at=event.at, hardness=hardness)


def _comes_back(rows: Rows, count: int, data: Answered) -> None:
    if data.rating == "again" and (data.kind not in ("quiz", "challenge") or _fact_of_a_quiz(rows, data)):
        sure = data.confidence == sureness.SURE and not data.correct
        after = count + (SURE_BACK_AFTER if sure else BACK_AFTER)
        rows.put(_retry(data, after, sure=sure))
    elif data.hints and _to_be_firm(rows, data):
        rows.put(_retry(data, count + BACK_AFTER))
    elif data.correct:
        rows.drop(RetryRow, data.item)


def _retry(data: Answered, after: int, *, sure: bool = False) -> RetryRow:
    row = RetryRow(id=data.item, skill=data.skill, item=data.item, after=after, seed=data.seed, sure=sure)
    return replace(row, helped=data.correct)


def _to_be_firm(rows: Rows, data: Answered) -> bool:
    """Whether it is a fact of a deck that is not learned yet: what was right with a hint is not firm."""
    skill = rows.get(SkillRow, data.skill)
    return data.correct and skill is not None and skill.remember == "items" and skill.phase != "learned"


def _fact_of_a_quiz(rows: Rows, data: Answered) -> bool:
    """Whether a fact was asked in the quiz of its deck, a test-out aside: practice would ask it again at once."""
    skill = rows.get(SkillRow, data.skill)
    return data.kind == "quiz" and skill is not None and skill.remember == "items" and not skill.quiz_test_out


def _named_mistake(rows: Rows, event: Event, data: Answered) -> None:
    if not data.misconception:
        return
    name = f"{data.skill}#{data.misconception}"
    row = rows.get(MisconceptionRow, name) or MisconceptionRow(id=name, skill=data.skill, name=data.misconception)
    rows.put(replace(row, count=row.count + 1, last_at=event.at))


def _explanation_helped(rows: Rows, data: Answered) -> None:
    if not data.explanation or (data.opportunity > SOON_AFTER and data.remedy_for != data.skill):
        return
    right = int(data.correct and data.hints == 0)
    for row in way_rows(rows, data.skill, data.explanation):
        rows.put(replace(row, tries=row.tries + 1, right=row.right + right))


def way_rows(rows: Rows, skill: str, way: str) -> list[WayRow]:
    """How a way of explaining did at this skill and in all: the second is what a new skill can go by."""
    names = [f"{skill}#{way}", f"#{way}"] if way else []
    return [rows.get(WayRow, name) or WayRow(id=name, way=way) for name in names]


def _in_tempo(learner: LearnerRow, skill: SkillRow | None, data: Answered) -> LearnerRow:
    """The seconds an answer takes, apart for facts and for problems: what is quick to review is worth more a minute."""
    if skill is None or data.seconds is None:
        return learner
    spent_now, kind = min(data.seconds, spent.LONGEST_TASK), skill.remember
    usual = learner.tempo.get(kind, spent_now)
    return replace(learner, tempo={**learner.tempo, kind: usual + TEMPO_STEP * (spent_now - usual)})


def _learner_after(learner: LearnerRow, event: Event, data: Answered) -> LearnerRow:
    pace, picks, course = learner.pace, learner.picks, of(data.skill)
    if data.seconds is not None and data.correct and data.hints == 0:
        pace = [*pace, round(data.seconds, 1)][-PACE_KEPT:]
        picks = [*picks, round(data.seconds, 1)][-PACE_KEPT:] if data.type in PICKED else picks
    right = 1.0 if data.correct and data.hints == 0 else 0.0
    return replace(
        learner,
        answers=learner.answers + 1,
        accuracy=learner.accuracy + ACCURACY_STEP * (right - learner.accuracy),
        pace=pace,
        picks=picks,
        sure=sureness.after(learner.sure, data.confidence, data.correct),
        mood=mood.kept(learner.mood, course, mood.faded(learner.mood.get(course, 0.0))),
        easy=learner.easy if data.correct else {name: n for name, n in learner.easy.items() if name != data.skill},
        last_skill=data.skill,
        last_run=learner.last_run + 1 if learner.last_skill == data.skill else 1,
        last_at=max(learner.last_at, event.at),
    )


def count_day(rows: Rows, event: Event, data: Answered | LessonSeen, *, answers: int, right: int, new: bool) -> None:
    """Add to the learning day of this event."""
    day, course = learning_day(event.at, event.offset), of(data.skill)
    row = rows.get(DayRow, str(day)) or DayRow(id=str(day), day=day)
    seconds = spent.studied(data.seconds)
    rows.put(
        replace(
            row,
            answers=row.answers + answers,
            right=row.right + right,
            seconds=row.seconds + seconds,
            new_skills=row.new_skills + int(new),
            courses={**row.courses, course: row.courses.get(course, 0.0) + seconds},
        )
    )
