"""What to study next, and why: the task that gains most recall per second toward the learner's horizon.

After learning-model section 2. The candidates are few, found by index; this module only weighs them. First what was
begun (a running quiz, a miss that comes back, the skill being learned), then the larger of the best review and the best
new skill. Nothing here looks at more than it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from tutor.core import horizon, memory
from tutor.core.day import days_between
from tutor.core.gate import ANSWERS_TO_LEARN, FADING, LESSON_SECONDS, USUAL_SECONDS, recall_of
from tutor.core.learner.events import TaskKind
from tutor.core.learner.quizzed import parked, quiz_is_near, running
from tutor.core.learner.recall import forgetting
from tutor.core.learner.rows import ItemRow, RemedyRow, SkillRow
from tutor.core.situation import Situation

HORIZON = 60.0
"""Days ahead that study aims at without a goal; with one, see `horizon`. Fixed by the learning model."""
FRESH_ENOUGH = 0.94
"""Recall above which a review is not worth its seconds; tunable .92-.97. `tests/benchmarks/teaching.py`, seed 1, 12
learners, 60 days: gain against Anki 1.46 at .93, 1.71 at .94, 1.70 at .95; over-practice 24.5, 26.9 and 28.3 %."""
JUST_SEEN = 0.4
"""Days within which nothing is reviewed again."""
NEW_WORTH = 0.2
"""Weight of new material against reviews; tunable .1-.5. As above: gain 1.59 at .1, 1.71 at .2, 1.57 at .3."""
PREREQUISITE_HELD = 0.75
"""Recall of prerequisites below which they are reviewed before the new skill starts; tunable .6-.85. As above: the same
gain at .65 and .75, a hundredth less at .85."""
TARGET = (0.75, 0.92)
"""Share of right answers to stay within: above it more is new, below it less."""
ENOUGH_ANSWERS = 10
"""Answers before the share of right ones says anything."""
CHALLENGE_EVERY = 10
"""At most one task in so many is a challenge; fixed by the learning model: at most 10 %."""
FACT_ANSWERS = 4.5
"""Answers that a new fact costs."""
PRESUMED_FACT = 8.0
"""Stability in days that a fact met today may reach."""
CHECK_WORTH = 0.5
"""Weight of checking what is only presumed, for each tenth by which it is unsure; tunable .2-1."""
CHECKED_BEFORE = 0.5
"""Days before its time that a check may come: what falls due later today is done in today's sitting."""
DOUBT = 0.05
"""No presumption is surer than this leaves."""
UNREADY = 0.25
"""What is left of the worth of a new skill while something it needs is not learned; tunable 0-.5. As above: 0, .25
and .5 gain the same."""
BETWEEN = 3.0
"""Seconds from one answer to the next question; tunable 2-6."""
RUN = 3
"""Answers running at one skill after which a review of another is slipped in."""
SAME = 0.90
"""A candidate of another skill is taken instead when it is within 10 % of the best."""


class Why(Struct, frozen=True):
    """A reason as data: a code for the sentence in `present`, and its figures."""

    code: str
    values: dict[str, Any] = {}


class Choice(Struct, frozen=True):
    """What comes next: a kind of task at a skill; `item` where it must be this very one (a fact, a miss).

    Within a remedy `remedy` is its row, and with `seed` the very same question comes again.
    """

    kind: TaskKind
    skill: SkillRow
    why: Why
    item: str = ""
    seed: int | None = None
    remedy: RemedyRow | None = None


def choose(at: Situation) -> Choice | None:
    """The next task, or nothing that is worth the learner's time now."""
    begun = _running_quiz(at)
    if begun is not None:
        return begun
    side_trip = _side_trip(at)
    if side_trip is not None:
        return side_trip
    challenge = _challenge(at)
    if challenge is not None:
        return challenge
    missed = _missed(at)
    if missed is not None:
        return missed
    going_on = _going_on(at)
    if going_on is not None and not _wants_change(at, going_on):
        return going_on
    review = _best_review(at)  # weighed only where it may be taken: it is most of the work
    if going_on is not None:
        return review[1] if review is not None else going_on
    new = _best_new(at)
    if review is not None and (new is None or review[0] >= new[0]):
        return review[1]
    return new[1] if new is not None else _missed(at, early=True)


def _running_quiz(at: Situation) -> Choice | None:
    for skill in at.quizzes:
        if running(skill, at.now):
            return Choice("quiz", skill, quiz_reason(skill, at.now))
    return None


def _side_trip(at: Situation) -> Choice | None:
    """The next step of a remedy, of the one begun last: what stands on another thing waits for it."""
    for row in at.remedies:
        skill = at.skills.get(row.id)
        if skill is None or parked(skill, at.day):
            continue
        if row.stage in ("probe", "review"):
            blamed = at.skills.get(row.blamed)
            if blamed is not None:
                return Choice("remedy", blamed, Why(f"remedy_{row.stage}", {"skill": row.id}), remedy=row)
        why = Why(f"remedy_{row.stage}", {"skill": row.id, "after": row.tried[-1] if row.tried else ""})
        if row.stage in ("explain", "example"):
            return Choice("lesson", skill, why, remedy=row)
        if row.stage == "easier":
            return Choice("remedy", skill, why, remedy=row)
        kind: TaskKind = "review" if skill.phase == "learned" else "learn"
        return Choice(kind, skill, why, item=row.item, seed=row.seed, remedy=row)
    return None


def quiz_reason(skill: SkillRow, now: int) -> Why:
    """Where a quiz or a test-out stands: the question that comes now, of how many. One left for long begins anew."""
    begun = running(skill, now)
    size = skill.quiz_length if begun else skill.quiz_size
    number = len(skill.quiz_asked) + 1 if begun else 1
    code = "test_out" if begun and skill.quiz_test_out else "quiz"
    return Why(code, {"number": number, "size": size})


def _missed(at: Situation, early: bool = False) -> Choice | None:
    """A miss whose turn has come; with `early` also one that still waits, for when nothing else is left."""
    begun = {row.id for row in at.remedies}  # their question comes again by itself
    for retry in sorted(at.retries, key=lambda row: not row.sure):
        skill = at.skills.get(retry.skill)
        waits = retry.after > at.learner.answers and not early
        if skill is None or retry.skill in begun or waits or parked(skill, at.day):
            continue
        kind: TaskKind = "review" if skill.phase == "learned" else "learn"
        values = {name: True for name in ("sure", "helped") if getattr(retry, name)}
        return Choice(kind, skill, Why("missed", values), retry.item)
    return None


def _challenge(at: Situation) -> Choice | None:
    """For whom all is easy, or who asked for it: now and then something hard at what they master."""
    quick = at.learner.accuracy > TARGET[1] and at.learner.answers >= ENOUGH_ANSWERS
    if at.learner.answers % CHALLENGE_EVERY != CHALLENGE_EVERY - 1:
        return None
    for skill in at.strong:
        wished = at.learner.mood.get(skill.course, 0.0) > 0
        if (quick or wished) and skill.mastered_at and not skill.misses and skill.id != at.learner.last_skill:
            return Choice("challenge", skill, Why("challenge", {"wished": wished}))
    return None


def _going_on(at: Situation) -> Choice | None:
    """The skill being learned: the one touched last, unless it rests until tomorrow."""
    waiting = [skill for skill in at.learning if not parked(skill, at.day)]
    if not waiting:
        return None
    skill = max(waiting, key=lambda row: (row.last_at, row.id))
    if quiz_is_near(skill):
        return Choice("quiz", skill, quiz_reason(skill, at.now))
    return Choice("learn", skill, Why("going_on", {"opportunities": skill.opportunities}))


def _wants_change(at: Situation, going_on: Choice) -> bool:
    """After a run at one skill a review of another is slipped in; a quiz is never put off."""
    same = at.learner.last_skill == going_on.skill.id
    return going_on.kind == "learn" and same and at.learner.last_run % (RUN + 1) == RUN


def _seconds(at: Situation, skill: SkillRow) -> float:
    """What an answer at a skill takes of the learner's time, with what is read after it."""
    return max(3.0, at.learner.tempo.get(skill.remember, USUAL_SECONDS)) + BETWEEN


def _horizon(at: Situation) -> float:
    return at.horizon.days if at.horizon is not None else HORIZON


def _plain(at: Situation) -> memory.Forgetting:
    """The learner's weights without their factor: of whole days, for which `memory` remembers what follows."""
    return memory.Forgetting(weights=tuple(at.learner.weights))


def _lift(at: Situation, skill: SkillRow) -> float:
    lift = 1 + 0.05 * min(8, skill.leads_to)
    return lift * horizon.weight(skill, at.wanted)


class _Review(NamedTuple):
    """A review and what it is worth per second; `recall` is None for a check of what is presumed."""

    value: float
    skill: SkillRow
    held: SkillRow | ItemRow
    recall: float | None = None

    @property
    def item(self) -> str:
        """The very item, for a fact."""
        return self.held.id if isinstance(self.held, ItemRow) else ""

    def order(self) -> tuple[float, str, str]:
        """The best comes first."""
        return -self.value, self.skill.id, self.item


def _best_review(at: Situation) -> tuple[float, Choice] | None:
    """The review that gains most per second; one of another skill than the last where it is about as good."""
    valued = sorted((one for one in _reviews(at) if one.value > 0), key=_Review.order)
    if not valued:
        return None
    best = valued[0]
    for other in valued[1:]:
        if best.skill.id != at.learner.last_skill or other.value < SAME * best.value:
            break
        if other.skill.id != at.learner.last_skill:
            best = other
            break
    why = Why("check") if best.recall is None else _due_reason(at, best.held, best.recall)
    return best.value, Choice("review", best.skill, why, best.item)


def _reviews(at: Situation) -> Iterator[_Review]:
    own = {"skill": forgetting(at.learner, "skill"), "items": forgetting(at.learner, "items")}
    for skill in at.due:
        if skill.presumed and (value := _check_value(at, skill)):
            yield _Review(value, skill, skill)
        elif skill.remember == "skill":  # a deck's own items are among the facts; those never asked are new
            value, recall = _review_value(at, skill, skill, 1.0, own["skill"])
            yield _Review(value, skill, skill, recall)
    for skill, item in at.facts:
        value, recall = _review_value(at, skill, item, 1.0 / max(1, skill.item_count), own[skill.remember])
        yield _Review(value, skill, item, recall)


def _check_value(at: Situation, skill: SkillRow) -> float:
    """What it is worth per second to see whether a presumed skill is known; 0 before its day and just after a try."""
    just_tried = skill.last_at and days_between(skill.last_at, at.now) < JUST_SEEN
    if just_tried or days_between(at.now, skill.due) > CHECKED_BEFORE:
        return 0.0
    return CHECK_WORTH * _lift(at, skill) * max(DOUBT, 1 - skill.understanding) / _seconds(at, skill)


def _due_reason(at: Situation, held: SkillRow | ItemRow, recall: float) -> Why:
    if horizon.is_early(held.due, at.now):
        exam = at.horizon is not None and at.horizon.gathering
        return Why("exam" if exam else "ahead", {"recall": round(recall, 4)})
    return Why("fading" if recall < FADING else "due", {"recall": round(recall, 4)})


def _review_value(
    at: Situation, skill: SkillRow, held: SkillRow | ItemRow, weight: float, own: memory.Forgetting
) -> tuple[float, float]:
    """Recall gained at the horizon per second, and recall now."""
    days = days_between(held.reviewed_at, at.now)
    recall = memory.retrievability(held.stability, days, own)
    if held.stability <= 0 or recall > FRESH_ENOUGH or days < JUST_SEEN:
        return 0.0, recall
    ahead = _horizon(at)
    now = memory.Memory(held.stability, held.difficulty)
    whole, plain = float(max(1, round(days))), memory.Forgetting(weights=own.weights)
    good = memory.review(now, whole, "good", plain)
    again = memory.review(now, whole, "again", plain)
    hoped = recall * horizon.value_of(memory.retrievability(good.stability, ahead, own), at.horizon)
    hoped += (1 - recall) * horizon.value_of(memory.retrievability(again.stability, ahead, own), at.horizon)
    gain = hoped - horizon.value_of(memory.retrievability(held.stability, days + ahead, own), at.horizon)
    gain = horizon.worth(at.horizon, gain, held.due, at.now)
    urgent = 1.6 if recall < FADING else 1.0
    return _lift(at, skill) * weight * gain * urgent / _seconds(at, skill), recall


def _best_new(at: Situation) -> tuple[float, Choice] | None:
    best: tuple[float, Choice] | None = None
    if at.paused:
        return None
    for skill in at.fresh:
        value = _new_value(at, skill)
        if value > 0 and (best is None or value > best[0] * 1.000001):
            why = Why("new", {"opens": skill.leads_to})
            best = (value, Choice("learn", skill, why))
    for skill in at.unasked:
        value = _new_fact_value(at, skill)
        if value > 0 and (best is None or value > best[0] * 1.000001):
            best = (value, Choice("review", skill, Why("never_asked")))
    return best


def _new_fact_value(at: Situation, skill: SkillRow) -> float:
    """What asking a learned (or presumed) deck's never asked fact is worth per second."""
    held = memory.retrievability(PRESUMED_FACT, _horizon(at), _plain(at)) / max(1, skill.item_count)
    return NEW_WORTH * _lift(at, skill) * held * _appetite(at) / (FACT_ANSWERS * _seconds(at, skill))


def _new_value(at: Situation, skill: SkillRow) -> float:
    """What beginning this skill is worth per second; 0 while a prerequisite slips away."""
    own = forgetting(at.learner, "skill")
    needed = (at.skills.get(name) for name in skill.requires)
    recalls = [recall_of(row, at.now, own) for row in needed if row is not None and row.phase == "learned"]
    if not at.anyway and any(recall is not None and recall < PREREQUISITE_HELD for recall in recalls):
        return 0.0
    ahead = _horizon(at)
    stability = 20.0 if ahead > 25 else 8.0 if ahead > 12 else 3.0
    answers = ANSWERS_TO_LEARN if skill.remember == "skill" else FACT_ANSWERS * min(20, max(1, skill.item_count))
    cost = answers * _seconds(at, skill) + (LESSON_SECONDS if skill.lesson_blocks else 0.0)
    worth = NEW_WORTH * _lift(at, skill) * memory.retrievability(stability, ahead, _plain(at))
    if not skill.forced and any(
        (row := at.skills.get(p)) is not None and row.phase != "learned" for p in skill.requires
    ):
        worth *= UNREADY
    return worth * _appetite(at) / cost


def _appetite(at: Situation) -> float:
    """More that is new for whom all is easy, less for whom much goes wrong or who began much today."""
    appetite = 1.0
    if at.learner.answers >= ENOUGH_ANSWERS:
        appetite = 0.5 if at.learner.accuracy < TARGET[0] else 1.5 if at.learner.accuracy > TARGET[1] else 1.0
    begun = at.today.new_skills if at.today else 0
    return appetite * (0.25 if begun >= max(2, at.minutes_a_day // 8) else 1.0)
