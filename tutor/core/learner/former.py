"""What stood under a name before a version of its course joined it, cut it or gave it another meaning.

It is kept when that happens and taken up when the learner goes back to a version in which the name means again what it
meant, with what was learned since. So going back and forth loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from tutor.core.learner.combined import PHASES
from tutor.core.learner.names import is_item, skill_of
from tutor.core.learner.rows import FormerRow, ItemRow, Rows, SkillRow

_MEMORY = ("stability", "difficulty", "reviewed_at", "due", "reps", "lapses")


def keep(rows: Rows, row: SkillRow | ItemRow, at: int) -> None:
    """Keep what stands under a name as it is."""
    if isinstance(row, ItemRow):
        rows.put(FormerRow(id=row.id, at=at, items=[row]))
    else:
        rows.put(FormerRow(id=row.id, at=at, skills=[row]))


def taken_out(rows: Rows, names: Iterable[str]) -> list[FormerRow]:
    """What was kept of these skills. It is not kept any longer."""
    found = [row for name in names if not is_item(name) and (row := rows.get(FormerRow, name)) is not None]
    for row in found:
        rows.drop(FormerRow, row.id)
    return found


def take_up_skills(rows: Rows, kept: Iterable[FormerRow]) -> None:
    """Put back what stood under the names of skills."""
    for former in kept:
        for skill in former.skills:
            rows.put(_skill(former, skill, rows.get(SkillRow, former.id)))


def take_up_items(rows: Rows, names: Iterable[str]) -> set[str]:
    """The same of items; returns their skills."""
    touched = set()
    for name in (name for name in names if is_item(name)):
        former = rows.get(FormerRow, name)
        for item in former.items if former is not None else ():
            rows.put(_item(former, item, rows.get(ItemRow, name)))
            touched.add(skill_of(name))
        rows.drop(FormerRow, name)
    return touched


def rename(rows: Rows, old: str, new: str) -> None:
    """What was kept of an item goes along when it gets another name."""
    former = rows.get(FormerRow, old)
    if former is not None:
        items = [replace(item, id=new, skill=skill_of(new)) for item in former.items]
        rows.put(replace(former, id=new, items=items))
        rows.drop(FormerRow, old)


def _skill(former: FormerRow, then: SkillRow, since: SkillRow | None) -> SkillRow:
    """A skill as it stood then; where it was studied since, as far as either got, with the newer memory."""
    if since is None or since.last_at <= former.at:
        return then
    furthest = max(then, since, key=lambda one: (PHASES.index(one.phase), not one.presumed, one.understanding))
    return replace(
        furthest,
        opportunities=max(then.opportunities, since.opportunities),
        last_at=since.last_at,
        strength=since.strength,
        last_right_at=max(then.last_right_at, since.last_right_at),
        **(_memory(since) if since.reviewed_at > former.at else _memory(then)),
    )


def _item(former: FormerRow | None, then: ItemRow, since: ItemRow | None) -> ItemRow:
    """An item as it stood then, with all its tries; answers to another meaning since say nothing about its memory."""
    if since is None or former is None or since.last_at <= former.at:
        return replace(then, gone=False)
    same = since.rev == then.rev and since.reviewed_at > former.at
    return replace(
        then,
        gone=False,
        seen=max(then.seen, since.seen),
        right=max(then.right, since.right),
        last_at=since.last_at,
        suspended=since.suspended,
        suspended_until=since.suspended_until,
        **(_memory(since) if same else {}),
    )


def _memory(row: SkillRow | ItemRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _MEMORY}
