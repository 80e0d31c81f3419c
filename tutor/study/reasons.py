"""Why things are as they are, as data: codes and values, of which `present` makes a sentence or two for every face."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec import structs

from tutor.core.choose import Why
from tutor.core.day import days_between, learning_day, offset_minutes
from tutor.core.gate import Evidence, State, Unmet, evidence_of, minutes_left, seconds_of, state_of
from tutor.core.learner.events import of
from tutor.core.learner.quizzed import parked, unmet_facts
from tutor.core.learner.recall import forgetting
from tutor.core.learner.rows import PieceRow, SkillRow
from tutor.core.memory import WANTED_RECALL, Forgetting, retrievability
from tutor.present import why as sentences
from tutor.study import goals, waiting
from tutor.study.desk import EPOCH, Current, Desk
from tutor.study.trusting import left_out

FEW = 12
"""Locked skills that are looked at for one that waits for another course."""


def own(desk: Desk, row: SkillRow) -> Forgetting:
    """How this learner forgets what is of this skill's kind."""
    return forgetting(desk.learner(), row.remember)


def due_of(desk: Desk, row: SkillRow) -> int:
    """When a skill, or the first fact of it, falls due (UTC ms); 0 when nothing is scheduled."""
    return row.due if row.remember == "skill" else desk.book.earliest_item_due(row.id) or 0


def proof_of(desk: Desk, row: SkillRow) -> Evidence:
    """What the judgement about a skill rests on now."""
    return evidence_of(row, desk.at(), own(desk, row))


# What locks


def unmet(desk: Desk, row: SkillRow) -> list[Unmet]:
    """The direct prerequisites that are not learned yet."""
    found = []
    for name in row.requires:
        other = desk.book.rows.get(SkillRow, name)
        if other is None:
            found.append(_never_met(desk, name))
        elif other.phase not in ("learned", "gone"):
            state = state_of(other, desk.at(), own(desk, other))
            found.append(Unmet(name, state, proof_of(desk, other), minutes_of(desk, other)))
    return found


def minutes_of(desk: Desk, row: SkillRow) -> int:
    """About how many minutes this learner needs until the quiz of a skill is passed; 0 when it is."""
    return minutes_left(row, seconds_of(desk.learner(), row.remember))


def _never_met(desk: Desk, name: str) -> Unmet:
    """A prerequisite in a course the learner has not met, which may be on the shelf or not."""
    skill = desk.shelf.head(name)
    row = SkillRow(id=name, course=of(name))
    if skill is None:
        return Unmet(name, "locked", proof_of(desk, row), 0, installed=False)
    row = structs.replace(row, remember=skill.remember, quiz_size=skill.quiz, item_count=skill.item_count)
    row = structs.replace(row, lesson_blocks=skill.lesson_count, threshold=skill.threshold)
    return Unmet(name, "locked" if skill.requires else "open", proof_of(desk, row), minutes_of(desk, row))


def may_say_known(desk: Desk, row: SkillRow) -> bool:
    """Whether all that locks a skill lies in courses that are not here, so that only the learner can tell."""
    needed = unmet(desk, row)
    return bool(needed) and not any(one.installed for one in needed)


def title_beside(desk: Desk, skill_id: str, beside: str) -> str:
    """The title of a skill as it is said beside another: with its course where that is another one."""
    name, course = goals.title(desk, skill_id), of(skill_id)
    if course == of(beside):
        return name
    name = sentences.readable(skill_id) if name == skill_id else name
    return sentences.of_course(name, desk.course(course).title)


def _locked(desk: Desk, row: SkillRow, needed: list[Unmet]) -> Why:
    told = [
        {
            "skill": one.skill,
            "title": title_beside(desk, one.skill, row.id),
            "proof": sentences.evidence(one.evidence),
            "minutes": one.minutes,
        }
        for one in needed
        if one.installed
    ]
    missing = [title_beside(desk, one.skill, row.id) for one in needed if not one.installed]
    return Why("is_locked", {"title": goals.title(desk, row.id), "needed": told, "missing": missing})


# How a skill stands


def standing(desk: Desk, row: SkillRow, needed: list[Unmet]) -> list[Why]:
    """Why a skill is in its state, and when it comes back."""
    state = state_of(row, desk.at(), own(desk, row))
    if state == "locked":
        return [_locked(desk, row, needed)]
    found = [Why(_code(row, state), _values(desk, row))]
    if row.phase == "learned" and unmet_facts(row) and not row.presumed:
        found.append(Why("has_new", {"new": row.item_count - row.facts_seen - row.facts_away + row.facts_later}))
    due = _due(desk, row) if row.phase == "learned" else []
    return [*found, *due] if state != "fading" else found


def _code(row: SkillRow, state: State) -> str:
    return "is_presumed" if row.presumed and state != "fading" else f"is_{state}"


def _values(desk: Desk, row: SkillRow) -> dict[str, Any]:
    """All that is known of a skill that is not locked: days are ISO dates of the learner's, "" for never."""
    proof = proof_of(desk, row)
    quiz = row.phase == "learned"
    return {
        "title": goals.title(desk, row.id),
        "today": _today(desk),
        "tries": len(proof.recent),
        "right": proof.quiz_right if quiz else proof.recent.count("1"),
        "size": proof.quiz_asked,
        "quiz_near": proof.quiz_near,
        "quiz_waits": proof.quiz_waits,
        "quiz_size": proof.quiz_size,
        "quiz_failures": proof.quiz_failures,
        "rests": parked(row, learning_day(desk.at(), offset_minutes(desk.now()))),
        "forced": row.forced,
        "piece": piece.title if (piece := desk.book.rows.get(PieceRow, row.rated_piece)) is not None else "",
        "learned_on": _day(desk, proof.learned_at),
        "last_right_on": _day(desk, proof.last_right_at),
        "held": max(1, int(proof.held)),
        "until": _day(desk, proof.holds_until),
        "recall": round(proof.recall or 0.0, 4),
    }


def _due(desk: Desk, row: SkillRow) -> list[Why]:
    """When it comes back, and by whose figures that is reckoned."""
    due = due_of(desk, row)
    if not due or due <= desk.at():
        return [Why("comes_back_now")] if due else []
    recall = WANTED_RECALL
    if row.remember == "skill":
        recall = retrievability(row.stability, days_between(row.reviewed_at, due), own(desk, row))
    values = {"on": _day(desk, due), "today": _today(desk), "recall": round(recall, 4)}
    found = [Why("comes_back", {**values, "parts": row.remember == "items"})]
    since = _day(desk, desk.learner().weights_at)
    return [*found, Why("own_figures", {"since": since, "today": _today(desk)})] if since else found


def _today(desk: Desk) -> str:
    return desk.now().date().isoformat()


def _day(desk: Desk, at: int) -> str:
    """The learner's calendar day of a time, as an ISO date."""
    if not at:
        return ""
    minutes = at // 60_000 + offset_minutes(desk.now())
    return (EPOCH + timedelta(days=minutes // 1440)).isoformat()


def why_skill(desk: Desk, skill_id: str) -> dict[str, Any]:
    """The reasons for a skill's state, as data and in a sentence or two."""
    row = desk.row(skill_id)
    needed = unmet(desk, row)
    state = state_of(row, desk.at(), own(desk, row))
    reasons = standing(desk, row, needed)
    return {
        "skill": skill_id,
        "state": state,
        "evidence": structs.asdict(proof_of(desk, row)),
        "unmet": [{**structs.asdict(one), "evidence": structs.asdict(one.evidence)} for one in needed],
        "opens_by": ["learn", "test_out", "open"] if state == "locked" else [],
        "minutes": sum(one.minutes for one in needed) + minutes_of(desk, row),
        "reasons": [structs.asdict(why) for why in reasons],
        "sentence": " ".join(map(sentences.sentence, reasons)),
    }


def why_task(current: Current) -> dict[str, Any]:
    """Why a task came."""
    task, why = current.task, current.why
    reasons = [structs.asdict(why)] if why is not None else []
    return {"task": task.id, "kind": task.kind, "skill": task.skill, "reasons": reasons, "sentence": task.reason}


# Why there is nothing to do


def waits_elsewhere(desk: Desk) -> str:
    """Why the session's courses can't go on without another course, as a sentence; empty when they can."""
    for row in desk.book.skills(desk.courses, ("locked",), FEW):
        needed = [one for one in unmet(desk, row) if of(one.skill) not in desk.courses]
        if needed:
            return sentences.sentence(_locked(desk, row, needed))
    return ""


def nothing(desk: Desk, minutes_left: float | None = None, left: waiting.Waiting | None = None) -> Why:
    """Why there is no task now. `left` is what waits, where that was looked up already."""
    if minutes_left is not None and minutes_left <= 0:
        return Why("time_is_up")
    left = left or waiting.look(desk)
    if left.exam:
        return Why("before_the_exam")
    if left.rests:
        return Why("all_rests")
    if left.later and left.moment is not None:
        return _later(desk, left.moment)
    if left.away:
        return Why("all_away")
    if left_out(desk):
        return Why("all_else_done")
    return Why("all_done", {"waits": waits_elsewhere(desk)})


def _later(desk: Desk, moment: int) -> Why:
    offset = offset_minutes(desk.now())
    days = learning_day(moment, offset) - learning_day(desk.at(), offset)
    if days == 1:
        return Why("goes_on_tomorrow")
    return Why("goes_on_later", {"on": _day(desk, moment) if days else "", "today": _today(desk)})
