"""The reviews of a learner as the fold saw them: what the memory's weights are fitted to and judged by (`refit`).

They are noted while the log is folded, so nothing here repeats what the fold knows of what was taken back, of missed
challenges, of old names, of what is presumed.
"""

from __future__ import annotations

from collections.abc import Callable

from tutor.core.day import days_between
from tutor.core.learner.combined import restarted
from tutor.core.learner.events import Answered, Event
from tutor.core.learner.fold import apply
from tutor.core.learner.names import as_now, name_now, table_for
from tutor.core.learner.recall import Held, Kind, forgetting
from tutor.core.learner.rows import ItemRow, LearnerRow, Rows, SkillRow
from tutor.core.memory import Memory
from tutor.core.refit import Review


def noting(found: list[Review], today: Rows) -> Callable[[Rows, Event], None]:
    """A fold that also adds to `found` each answer that moves a memory: a fact's or a skill's.

    Cards have the names that `today` knows; an item whose meaning changed is another card.
    """

    def fold(rows: Rows, event: Event) -> None:
        data = as_now(rows, event.data)
        if not isinstance(data, Answered):
            apply(rows, event)
            return
        had, learner = _held(rows, data), rows.get(LearnerRow, "me") or LearnerRow()
        apply(rows, event)
        now = _held(rows, data)
        if now is not None and now.reps > (had.reps if had is not None else 0):
            found.append(_review(had, now, data, event.at, learner, today))

    return fold


def _held(rows: Rows, data: Answered) -> Held | None:
    """The row that holds the memory, as this answer finds it: anew where the item's meaning changed."""
    skill = rows.get(SkillRow, data.skill)
    if skill is None or skill.remember == "skill":
        return skill
    item = rows.get(ItemRow, data.item)
    return restarted(item, data.rev) if item is not None and item.rev < data.rev else item


def _review(had: Held | None, now: Held, data: Answered, at: int, learner: LearnerRow, today: Rows) -> Review:
    name = name_now(table_for(today, now.id), now.id)
    kind: Kind = "items" if isinstance(now, ItemRow) else "skill"
    factor = forgetting(learner, kind).factor
    card = f"{name} {data.rev}" if kind == "items" else name
    if had is None or had.stability <= 0:
        return Review(card, 0.0, data.rating, kind, None, factor)
    days = days_between(had.reviewed_at, at)
    return Review(card, days, data.rating, kind, Memory(had.stability, had.difficulty), factor)
