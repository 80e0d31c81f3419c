"""How the standings of skills, and the memories of items, become one when an author merges, renames or splits.

- **Renamed**: everything goes along. Where both names have a standing (an older version was met in between on another
  device), the better one counts: it is one and the same thing.
- **Merged**: the whole is known as well as its least known part. Learned only if all parts are (a skill that took in
  others stays learned, but presumed, since nobody asked what is new in it); begun if any part was begun, open if any
  was open. The memory is the weaker one, due when the first was due. Opportunities add up. The lesson is a new one.
- **Split**: each part has the standing of the whole. Of a learned whole the parts are presumed and asked within days:
  the quiz was about the mixture, and no single part need have been in it. Facts keep memories of their own and need
  no presumption.

No way leads from open, learning or learned back to locked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from tutor.core.day import DAY_MS
from tutor.core.learner.rows import ItemRow, SkillRow

PHASES = ("gone", "locked", "open", "learning", "learned")
PART_CHECKED_WITHIN = 2 * DAY_MS
"""When a part of a split skill is asked at the latest, as placement does; tunable 1-4 days."""

_QUIZ: dict[str, Any] = {
    "quiz_open": False,
    "quiz_started_at": 0,
    "quiz_asked": [],
    "quiz_right": 0,
    "quiz_need": 0,
    "quiz_length": 0,
    "quiz_test_out": False,
}
_LESSON: dict[str, Any] = {"blocks_seen": [], "block": 0, "step": 0}


def without_quiz(skill: SkillRow) -> SkillRow:
    """The skill with no quiz running."""
    return replace(skill, **_QUIZ)


def revived(skill: SkillRow) -> SkillRow:
    """A skill that was gone, in the phase it had."""
    if skill.phase != "gone":
        return skill
    times = {"learned": skill.learned_at, "learning": skill.started_at, "open": skill.opened_at}
    return replace(skill, phase=next((phase for phase, at in times.items() if at), "locked"))


def better(skills: Sequence[SkillRow]) -> SkillRow:
    """One standing of several under different names of one thing: the furthest, with all its tries."""
    best = max(skills, key=lambda one: (PHASES.index(one.phase), one.understanding, one.opportunities))
    return replace(
        best,
        opportunities=sum(one.opportunities for one in skills),
        opened_at=_earliest(one.opened_at for one in skills),
        started_at=_earliest(one.started_at for one in skills),
        **_last_met(skills),
    )


def part_of(whole: SkillRow, at: int) -> SkillRow:
    """What one part of a split skill begins with."""
    presumed = whole.phase == "learned" and whole.remember == "skill"
    soon = min(whole.due or at + PART_CHECKED_WITHIN, at + PART_CHECKED_WITHIN)
    return replace(
        without_quiz(whole),
        presumed=whole.presumed or presumed,
        due=soon if presumed else whole.due,
        facts_seen=0,
        facts_firm=0,
        facts_away=0,
        facts_later=0,
        secure_seen=0,
        secure_stability=0.0,
        **_LESSON,
    )


def merged(parts: Sequence[SkillRow], host: SkillRow | None = None) -> SkillRow:
    """The standing of what was merged; `host` is the part that took in the others, if one did."""
    if len(parts) == 1:
        return parts[0]
    phase = _phase_of_all(parts, host)
    learned = phase == "learned"
    weakest = min(parts, key=lambda one: (PHASES.index(one.phase), one.understanding))
    last = max(parts, key=lambda one: one.day)
    return replace(
        without_quiz(weakest),
        phase=phase,
        opportunities=sum(one.opportunities for one in parts),
        presumed=learned and any(one.presumed or one.phase != "learned" for one in parts),
        forced=any(one.forced for one in parts),
        opened_at=_earliest(one.opened_at for one in parts),
        started_at=_earliest(one.started_at for one in parts),
        learned_at=max(one.learned_at for one in parts) if learned else 0,
        mastered_at=max(one.mastered_at for one in parts) if all(one.mastered_at for one in parts) else 0,
        last_right_at=max(one.last_right_at for one in parts),
        practice_since_quiz=sum(one.practice_since_quiz for one in parts),
        day=last.day,
        day_answers=sum(one.day_answers for one in parts if one.day == last.day),
        parked_until=min(one.parked_until for one in parts),
        **_last_met(parts),
        **_weaker_memory(parts),
        **(_lesson_of(host) if host is not None else _LESSON),
    )


def _phase_of_all(parts: Sequence[SkillRow], host: SkillRow | None) -> Any:
    phases = {one.phase for one in parts}
    if phases == {"learned"} or (host is not None and host.phase == "learned"):
        return "learned"
    if phases & {"learned", "learning"}:
        return "learning"
    return "open" if "open" in phases else "locked"


def _weaker_memory(parts: Sequence[SkillRow]) -> dict[str, Any]:
    held = [one for one in parts if one.stability > 0]
    weaker = min(held, key=lambda one: one.stability, default=parts[0])
    return {
        "stability": weaker.stability,
        "difficulty": weaker.difficulty,
        "reviewed_at": weaker.reviewed_at,
        "due": _earliest(one.due for one in held),
        "secure_at": min(one.secure_at for one in parts),
        "secure_seen": 0,
        "secure_stability": 0.0,
        "reps": sum(one.reps for one in parts),
        "lapses": sum(one.lapses for one in parts),
    }


def _last_met(parts: Sequence[SkillRow]) -> dict[str, Any]:
    """The trace of the one met last."""
    last = max(parts, key=lambda one: (one.last_at, one.strength))
    return {"last_at": last.last_at, "strength": last.strength}


def _lesson_of(host: SkillRow) -> dict[str, Any]:
    return {name: getattr(host, name) for name in _LESSON}


def one_item(one: ItemRow, other: ItemRow) -> ItemRow:
    """Two items that became one: the weaker memory, all tries together."""
    held = [row for row in (one, other) if row.stability > 0]
    weaker = min(held, key=lambda row: row.stability, default=one)
    last = max((one, other), key=lambda row: row.last_at)
    return replace(
        weaker,
        rev=max(one.rev, other.rev),
        seen=one.seen + other.seen,
        right=one.right + other.right,
        wrong_run=last.wrong_run,
        last_at=last.last_at,
        last_right=last.last_right,
        first_at=_earliest((one.first_at, other.first_at)),
        suspended=one.suspended and other.suspended,
        suspended_until=last.suspended_until if one.suspended and other.suspended else "",
        gone=one.gone and other.gone,
    )


def restarted(item: ItemRow, rev: int) -> ItemRow:
    """The item after its meaning changed: its schedule begins anew, how often it was asked and right stays."""
    return replace(
        item,
        rev=rev,
        wrong_run=0,
        last_right=False,
        strength=0.0,
        stability=0.0,
        difficulty=0.0,
        reviewed_at=0,
        due=0,
        reps=0,
        lapses=0,
    )


def _earliest(times: Any) -> int:
    return min((time for time in times if time), default=0)
