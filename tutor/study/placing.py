"""Placement: to start where one stands. It goes on through sittings and days until it is over or stopped."""

from __future__ import annotations

from msgspec import Struct

from tutor.core.choose import Why
from tutor.core.gate import USUAL_SECONDS
from tutor.core.learner.events import PlacementEnded, PlacementStarted
from tutor.core.learner.rows import PlacementRow, SkillRow
from tutor.core.pick import SELF_RATED, askable, pick
from tutor.core.placement import MOST_QUESTIONS, Belief
from tutor.language import _
from tutor.study.asking import asked
from tutor.study.desk import Current, Desk, iso_day
from tutor.study.holds import fairly_asked
from tutor.study.trouble import StudyError

DEFAULT_MINUTES = 15.0
RISE, FALL = 1, 3
"""What "about 12 more" may rise and fall by from one question to the next; the fall tunable 1-5."""
WORTH = 4
"""Skills not learned yet from which a placement is offered by itself; tunable 3-10."""


class Placing(Struct, frozen=True):
    """A placement that is not over: questions answered, about how many are still to come, when it began (UTC ms)."""

    asked: int
    more: int
    started_at: int


def running(desk: Desk) -> PlacementRow | None:
    """The placement that is not over."""
    return desk.book.rows.get(PlacementRow, "me")


def worth_offering(desk: Desk) -> bool:
    """Whether there is so much that is not learned yet that finding out what is known pays."""
    return len(desk.book.skills(desk.courses, ("locked", "open", "learning"), WORTH)) >= WORTH


def start(desk: Desk, minutes: float | None) -> None:
    """Begin a placement test over the graphs of this session's courses."""
    if running(desk) is not None:
        raise StudyError("not_now", _("A placement is running already; it goes on, or is stopped."))
    desk.write(PlacementStarted(courses=list(desk.courses), minutes=minutes or DEFAULT_MINUTES))
    desk.in_hand = []  # its own tasks come next
    desk.foreseen = None


def stop(desk: Desk) -> list[str]:
    """End it and credit, as presumed, what its answers make likely. Returns the credited skills."""
    row = running(desk)
    if row is None:
        raise StudyError("not_now", _("No placement is running."))
    credited: list[str] = []
    likely: dict[str, float] = {}
    if row.answers:
        belief = _belief(desk, row)
        learned = {name for name in belief.graph.names if _is_learned(desk, name)}
        credited = [name for name in belief.credited(learned) if name not in learned]
        chances = belief.likely
        likely = {name: round(chances[name], 6) for name in credited}
    desk.write(PlacementEnded(credited=credited, likely=likely))
    desk.in_hand = [one for one in desk.in_hand if one.kind != "place"]
    desk.belief = desk.foreseen = None
    return credited


def next_task(desk: Desk) -> Current | None:
    """The next question of the running placement; ends it and returns None when enough is known."""
    row = running(desk)
    if row is None:
        return None
    if row.seconds_left > 0 and len(row.answers) < MOST_QUESTIONS:
        belief = _belief(desk, row)
        passed_over = {name for name in belief.graph.names if _is_shown(desk, name)}
        while (name := belief.question(passed_over)) is not None:
            current = _question(desk, row, name)
            if current is not None:
                return current
            passed_over.add(name)  # nothing of it can be asked here
    stop(desk)
    return None


def standing(desk: Desk) -> Placing | None:
    """How far the running placement is; None when there is none."""
    row = running(desk)
    return None if row is None else Placing(len(row.answers), _more(desk, row), row.started_at)


def _more(desk: Desk, row: PlacementRow) -> int:
    """About how many more are to come; near what was told before, as a figure that lurches is of no use."""
    count = len(row.answers)
    pace = (row.seconds_spent + 3 * USUAL_SECONDS) / (count + 3)
    more = max(1, _belief(desk, row).more(row.seconds_left, pace))
    if desk.foreseen is not None:
        at, before = desk.foreseen
        more = before if at == count else min(before + RISE, max(before - FALL, more))
    desk.foreseen = count, more
    return more


def _question(desk: Desk, row: PlacementRow, name: str) -> Current | None:
    skill = desk.book.rows.get(SkillRow, name)
    before = {shown.item for shown in row.answers}
    refs = [ref for ref in desk.shelf.items(name) if ref.placement and ref.kind not in SELF_RATED]
    refs = [ref for ref in refs if ref.id not in before]
    if skill is None:
        return None
    refs = fairly_asked(desk, skill, refs)
    seen = desk.book.seen([ref.id for ref in refs])
    refs = askable(refs, seen, iso_day(desk))
    seed = desk.chance.getrandbits(32)
    ref = pick(refs, seen, skill, "place", learner=desk.learner(), now=desk.at(), seed=seed)
    if ref is None:
        return None
    more = _more(desk, row)
    current = asked(desk, ref, "place", Why("placement", {"more": more}))
    if current is not None:
        current.task.more = more
    return current


def _belief(desk: Desk, row: PlacementRow) -> Belief:
    """What the answers make likely; worked out once, then moved by each new answer, and anew after any beside them."""
    made_of, belief = desk.belief or ((0, 0), None)
    told = len(belief.answers) if belief is not None else 0
    now = row.started_at, desk.learner().answers - len(row.answers)
    if belief is None or made_of != now or belief.answers != row.answers[:told]:
        belief = _at_first(desk, row)
        desk.belief = now, belief
    for shown in row.answers[len(belief.answers) :]:
        belief.take(shown)
    return belief


def _at_first(desk: Desk, row: PlacementRow) -> Belief:
    rows = [one for one in desk.book.all_skills(tuple(row.courses)) if one.phase != "gone"]
    known = {one.id: chance for one in rows if (chance := _known(one)) is not None}
    return Belief({one.id: one.requires for one in rows}, known)


def _known(row: SkillRow) -> float | None:
    """What is known of this learner from before; None where nothing is."""
    if row.phase == "learned":
        return row.understanding if row.presumed else 0.99
    return min(0.9, row.understanding) if row.opportunities else None


def _is_shown(desk: Desk, name: str) -> bool:
    """Whether a skill was learned by answers, and isn't only presumed: there is nothing to find out."""
    row = desk.book.rows.get(SkillRow, name)
    return row is not None and row.phase == "learned" and not row.presumed


def _is_learned(desk: Desk, name: str) -> bool:
    row = desk.book.rows.get(SkillRow, name)
    return row is not None and row.phase == "learned"
