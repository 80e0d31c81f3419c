"""Who to look at: a short list with evidence, what would take somebody off it, and one next step. Never a score.

Two skills at which somebody is stuck, silence longer than their own rhythm, no hand-in for a week while others handed
in; at most six names or a fifth of all.
Where two in five of those at work on a skill are stuck, it is the lesson that needs a look, and they leave the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from tutor.classroom.figures.learners import IDLE, LearnerFigure
from tutor.classroom.figures.skills import SkillFigure, Stand

MOST, SHARE = 6, 0.2
STUCK_SKILLS = 2
Reason = Literal["stuck", "quiet", "missing", "dropping"]
Step = Literal["prerequisite", "worked-example", "pair", "talk", "check-questions"]


class Entry(Struct, frozen=True, kw_only=True):
    """One learner on the list: why, the skills it is about with tries and right ones, and what to try.

    `helper` is somebody who mastered the skill lately; `removed_by` says in words of the design what takes them off.
    """

    learner: str
    reasons: list[Reason]
    skills: list[Stand]
    idle: int
    missing: int
    usual_gap: float | None
    before: float | None
    lately: float | None
    step: Step
    prerequisite: str = ""
    helper: str = ""
    weight: float


def attention(
    learners: Sequence[LearnerFigure],
    stuck: Mapping[str, Sequence[Stand]],
    skills: Iterable[SkillFigure],
    stands: Mapping[tuple[str, str], Stand],
    requires: Mapping[str, Sequence[str]],
    waiting: set[str],
    class_size: int,
) -> list[Entry]:
    """The list. `waiting` are those whom the teacher has talked to and wants to leave alone for some days.

    `stands` by learner and skill, `requires` the prerequisites of each skill (full ids).
    """
    to_teach = {one.skill for one in skills if one.teach}
    found = []
    for one in learners:
        if one.learner in waiting:
            continue
        mine = [stand for stand in stuck.get(one.learner, ()) if stand.skill not in to_teach]
        reasons: list[Reason] = []
        if len(mine) >= STUCK_SKILLS:
            reasons.append("stuck")
        if one.quiet:
            reasons.append("quiet")
        if one.missing >= IDLE:
            reasons.append("missing")
        if one.dropping:
            reasons.append("dropping")
        if reasons:
            found.append(_entry(one, reasons, mine[:3], stands, requires))
    found.sort(key=lambda entry: (-entry.weight, entry.learner))
    return found[: max(1, min(MOST, int(SHARE * class_size)))]


def _entry(
    one: LearnerFigure,
    reasons: list[Reason],
    mine: list[Stand],
    stands: Mapping[tuple[str, str], Stand],
    requires: Mapping[str, Sequence[str]],
) -> Entry:
    step, prerequisite, helper = _step(one.learner, reasons, mine, stands, requires)
    weight = sum(stand.answers for stand in mine) / 10 + (one.idle / 7 if one.quiet else 0)
    weight += one.missing / 14 if "missing" in reasons else 0
    weight += 4 * ((one.before or 0) - (one.lately or 0)) if one.dropping else 0
    return Entry(
        learner=one.learner,
        reasons=reasons,
        skills=mine,
        idle=one.idle,
        missing=one.missing,
        usual_gap=one.usual_gap,
        before=one.before,
        lately=one.lately,
        step=step,
        prerequisite=prerequisite,
        helper=helper,
        weight=weight,
    )


def _step(
    learner: str,
    reasons: Sequence[Reason],
    mine: Sequence[Stand],
    stands: Mapping[tuple[str, str], Stand],
    requires: Mapping[str, Sequence[str]],
) -> tuple[Step, str, str]:
    """One suggestion: a prerequisite that isn't held, else a worked example, a pair, or a talk."""
    if "stuck" not in reasons:
        return "talk", "", ""
    for stand in mine:
        for before in requires.get(stand.skill, ()):
            held = stands.get((learner, before))
            if held is None or held.presumed or held.state in ("fading", "learning", "open", "locked"):
                return "prerequisite", before, ""
    helper = _helper(learner, mine[0].skill, stands)
    return ("pair", "", helper) if helper else ("worked-example", "", "")


def _helper(learner: str, skill: str, stands: Mapping[tuple[str, str], Stand]) -> str:
    """Who mastered this skill last, by its day."""
    able = [one for (who, name), one in stands.items() if name == skill and one.mastered and who != learner]
    return max(able, key=lambda one: (one.mastered, one.learner)).learner if able else ""
