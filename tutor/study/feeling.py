"""How a task feels, by the learner's own word: what comes gets easier or harder, and who is lost is helped at once."""

from __future__ import annotations

from tutor.core.choose import Choice, Why
from tutor.core.learner.events import Felt
from tutor.core.learner.rows import RemedyRow, SkillRow
from tutor.core.mood import Feel
from tutor.language import _
from tutor.study import remedying
from tutor.study.desk import Current, Desk
from tutor.study.holds import askable_refs
from tutor.study.trouble import StudyError

EASY_RUN = 3
"""Times running that a skill is called easy before a test-out of it is offered; fixed by the issue."""
EXAMINED = ("quiz", "place")
FEELS: dict[str, Feel] = {"easy": "easy", "right": "right", "lost": "lost"}


def feel(desk: Desk, task_id: str, felt: str) -> list[Why]:
    """Keep how a task felt; gives what it changes. A learner who is lost gets another explanation first."""
    if felt not in FEELS:
        raise StudyError("bad_request", _("A task feels easy, right or lost."))
    in_hand = next((one for one in desk.in_hand if one.task.id == task_id), None)
    last = desk.last.current if desk.last else None
    current = in_hand or (last if last is not None and last.task.id == task_id else None)
    if current is None:
        raise StudyError("unknown_task", _("That task is neither in hand nor the last one answered."))
    again = felt == "lost" and current.item is not None and current.kind not in EXAMINED
    about = current.task.item or current.skill
    seed = current.setting.seed if again else 0
    desk.write(
        Felt(item=about, feel=FEELS[felt], seed=seed, again=again, told=again and (in_hand is None or in_hand.revealed))
    )
    row = desk.book.rows.get(RemedyRow, current.skill) if again else None
    helped = row is not None and not row.over
    if helped and row is not None and in_hand is not None and not in_hand.revealed:
        _help_first(desk, in_hand, row)
    desk.told = _told(desk, current.skill, felt, helped=helped, lesson=current.kind == "lesson")
    return desk.told


def _help_first(desk: Desk, current: Current, row: RemedyRow) -> None:
    """The explanation on top of the question, which stays in hand as it is, with its hints and what was written."""
    skill = desk.book.rows.get(SkillRow, row.id)
    if skill is None or current.item is None or row.item != current.task.item:
        return
    choice = Choice(
        "lesson" if row.stage in ("explain", "example") else "remedy",
        skill,
        Why(f"remedy_{row.stage}", {"skill": row.id}),
        remedy=row,
    )
    found = remedying.task(desk, choice, askable_refs(desk, skill))
    if found is not None:
        current.remedy_for = row.id
        desk.give(current)
        desk.give(found)


def taken_back(desk: Desk, data: Felt) -> None:
    """The word is taken back: its explanation goes, the question it stood before stays."""
    skill = data.item.rsplit("/", 1)[0]
    if data.again:
        desk.in_hand = [one for one in desk.in_hand if one.remedy_for != skill or one.task.item == data.item]
        for one in desk.in_hand:
            one.remedy_for = "" if one.remedy_for == skill else one.remedy_for
    desk.told = []


def _told(desk: Desk, skill: str, felt: str, *, helped: bool, lesson: bool) -> list[Why]:
    told = [Why(f"felt_{felt}", {"helped": helped, "lesson": lesson})]
    row = desk.book.rows.get(SkillRow, skill)
    easy = desk.learner().easy.get(skill, 0)
    offered = row is not None and row.phase not in ("learned", "gone") and not row.quiz_open
    if felt == "easy" and easy and easy % EASY_RUN == 0 and offered:
        told.append(Why("offer_test_out", {"skill": skill, "title": desk.title(skill)}))
    return told
