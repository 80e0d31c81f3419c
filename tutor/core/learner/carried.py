"""What is known under old names goes over to the new ones, when a version of a course says what became of them."""

from __future__ import annotations

from msgspec.structs import replace

from tutor.core.learner import checked, former
from tutor.core.learner.combined import better, merged, one_item, part_of, revived
from tutor.core.learner.events import Met
from tutor.core.learner.names import Table, all_now, is_item, item_now, name_now, skill_of, skills_now
from tutor.core.learner.rows import (
    BookmarkRow,
    DisputeRow,
    DraftRow,
    GoalRow,
    ItemRow,
    LearnerRow,
    MisconceptionRow,
    NoteRow,
    PlacementRow,
    RecallRow,
    RetryRow,
    Rows,
    SkillRow,
    WayRow,
)


def carry(rows: Rows, data: Met, before: Table, table: Table, at: int) -> set[str]:
    """Take all rows over. `before` is the table of the version met last. Returns the skills whose items changed."""
    touched = _items(rows, table, at) | _skills(rows, data, before, table, at)
    for old in (name for name in table if not is_item(name)):
        for name in sorted(rows.dependents(old)):
            _require_anew(rows, name)
        _tallies(rows, old, table)
    _goals(rows, before, table)
    _wishes(rows, table)
    _learner(rows, table)
    _placement(rows, table)
    return touched


def leave(rows: Rows, item: str) -> bool:
    """The course no longer has this item: it isn't asked, and what was known of it is kept. Whether that is news."""
    rows.drop(RetryRow, item)
    row = rows.get(ItemRow, item)
    if row is None or row.gone:
        return False
    rows.put(replace(row, gone=True))
    return True


def _items(rows: Rows, table: Table, at: int) -> set[str]:
    """Items change hands when they go where their skill does not, or where there is one already."""
    touched: set[str] = set()
    for skill in sorted({skill_of(name) if is_item(name) else name for name in table}):
        for old in list(rows.keys(ItemRow, f"{skill}/")):
            new = item_now(table, old)
            if new != old and (_rename_item(rows, old, new, at) or skill_of(new) != name_now(table, skill)):
                touched |= {skill, skill_of(new)}
            if (table.get(new) == [] or table.get(skill_of(new)) == []) and leave(rows, new):
                touched.add(skill_of(new))
    return touched


def _rename_item(rows: Rows, old: str, new: str, at: int) -> bool:
    """Give an item its new name; says whether there was one of that name."""
    row, there = rows.get(ItemRow, old), rows.get(ItemRow, new)
    if there is None:
        former.rename(rows, old, new)
    elif row is not None:
        former.keep(rows, row, at)
        former.keep(rows, there, at)
    if row is not None:
        row = row if there is None else one_item(row, there)
        rows.put(replace(row, id=new, skill=skill_of(new)))
        rows.drop(ItemRow, old)
    retry = rows.get(RetryRow, old)
    if retry is not None:
        rows.put(replace(retry, id=new, item=new, skill=skill_of(new)))
        rows.drop(RetryRow, old)
    return there is not None


def _skills(rows: Rows, data: Met, before: Table, table: Table, at: int) -> set[str]:
    """Gather for each skill of today what stands under old names, put it there; returns those made of several."""
    found: dict[str, tuple[list[SkillRow], list[SkillRow]]] = {}
    leaving: list[str] = []
    for old in sorted(name for name in table if not is_item(name)):
        row, now = rows.get(SkillRow, old), skills_now(table, old)
        again = old in now and before.get(old) == table[old]  # a skill that keeps a part of itself is split once
        if row is None or now in ([], [old]) or again:
            continue
        whole, same = len(now) == 1, len(now) == 1 and not _is_merged(data, old)
        row = revived(row)
        for new in now:
            found.setdefault(new, ([], []))[0 if same else 1].append(row if whole else part_of(row, at))
        leaving.append(old)
        if not same:
            former.keep(rows, row, at)
    for old in leaving:
        rows.drop(SkillRow, old)
    for new, (same_ones, parts) in sorted(found.items()):
        host = rows.get(SkillRow, new)
        if parts and host is not None and host.phase != "gone":
            former.keep(rows, host, at)
        rows.put(replace(_standing(rows.get(SkillRow, new), same_ones, parts, table), id=new))
    return {new for new, (_, parts) in found.items() if parts}


def _standing(there: SkillRow | None, same: list[SkillRow], parts: list[SkillRow], table: Table) -> SkillRow:
    """One standing of those under old names of one thing, of those that are parts of it, and of what is there."""
    host = there if there is not None and there.phase != "gone" else None
    row = merged([*parts, *([better(same)] if same else []), *([host] if host is not None else [])], host)
    if there is not None and host is None:  # an older version was met in between: it is the same thing
        row = better([revived(there), row])
    return replace(row, quiz_asked=[item_now(table, item) for item in row.quiz_asked])


def _is_merged(data: Met, name: str) -> bool:
    """Whether the way from this old name to today's goes through a merging."""
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        if name in data.merged and name not in data.moved:
            return True
        name = data.moved.get(name, name)
    return False


def _require_anew(rows: Rows, name: str) -> None:
    row = rows.get(SkillRow, name)
    if row is not None and (now := all_now(rows, row.requires)) != row.requires:
        rows.put(replace(row, requires=[one for one in now if one != name]))


def _tallies(rows: Rows, old: str, table: Table) -> None:
    """Mistakes and ways of explaining, counted by skill. Of a split skill nobody knows which part they were about."""
    now = skills_now(table, old)
    if len(now) != 1 or now == [old]:
        return
    for key in list(rows.keys(WayRow, f"{old}#")):
        way = rows.get(WayRow, key)
        new = f"{now[0]}#{key.partition('#')[2]}"
        if way is not None:
            had = rows.get(WayRow, new) or WayRow(id=new, way=way.way)
            rows.put(
                replace(had, shown=had.shown + way.shown, tries=had.tries + way.tries, right=had.right + way.right)
            )
            rows.drop(WayRow, key)
    for key in list(rows.keys(MisconceptionRow, f"{old}#")):
        mistake = rows.get(MisconceptionRow, key)
        new = f"{now[0]}#{key.partition('#')[2]}"
        if mistake is not None:
            seen = rows.get(MisconceptionRow, new) or MisconceptionRow(id=new, skill=now[0], name=mistake.name)
            rows.put(replace(seen, count=seen.count + mistake.count, last_at=max(seen.last_at, mistake.last_at)))
            rows.drop(MisconceptionRow, key)
    _recalls(rows, old, now[0])


def _recalls(rows: Rows, old: str, new: str) -> None:
    for key in list(rows.keys(RecallRow, f"{old}#")):
        row, name = rows.get(RecallRow, key), f"{new}#{key.partition('#')[2]}"
        if row is not None:
            there = rows.get(RecallRow, name) or RecallRow(id=name, skill=new, band=row.band)
            rows.put(checked.together(there, row))
            rows.drop(RecallRow, key)


def _goals(rows: Rows, before: Table, table: Table) -> None:
    """Goals are on what it is called now; one on a skill that is split is on all its parts, the one it kept too."""
    fresh = {old for old, new in table.items() if before.get(old) != new}
    for key in list(rows.keys(GoalRow, "")):
        goal = rows.get(GoalRow, key)
        if goal is None:
            continue
        parts = [now for name in goal.skills for now in (skills_now(table, name) if name in fresh else ()) or [name]]
        if (now := all_now(rows, parts)) != goal.skills:
            rows.put(replace(goal, skills=now))


def _wishes(rows: Rows, table: Table) -> None:
    """Notes, bookmarks, disputes and what is half done are about what it is called now."""
    for key in list(rows.keys(DraftRow, "")):
        draft = rows.get(DraftRow, key)
        if draft is not None and draft.kind != "project" and (item := item_now(table, key)) != key:
            there = rows.get(DraftRow, item)
            rows.drop(DraftRow, key)
            rows.put(replace(draft, id=item) if there is None or there.at < draft.at else there)
    for key in list(rows.keys(NoteRow, "")):
        note = rows.get(NoteRow, key)
        if note is not None and (about := name_now(table, note.about)) != note.about:
            rows.put(replace(note, about=about))
    for key in list(rows.keys(BookmarkRow, "")):
        bookmark = rows.get(BookmarkRow, key)
        if bookmark is not None and (about := name_now(table, key)) != key:
            rows.drop(BookmarkRow, key)
            rows.put(replace(bookmark, id=about))
    for key in list(rows.keys(DisputeRow, "")):
        dispute = rows.get(DisputeRow, key)
        if dispute is not None and (item := name_now(table, dispute.item)) != dispute.item:
            rows.put(replace(dispute, item=item))


def _learner(rows: Rows, table: Table) -> None:
    learner = rows.get(LearnerRow, "me")
    if learner is None:
        return
    last = name_now(table, learner.last_skill)
    if last != learner.last_skill:
        rows.put(replace(learner, last_skill=last))


def _placement(rows: Rows, table: Table) -> None:
    """What was answered in a placement that is not over is about what it is called now, and about all parts of it."""
    row = rows.get(PlacementRow, "me")
    if row is None:
        return
    now = [
        replace(shown, skill=name, item=item_now(table, shown.item))
        for shown in row.answers
        for name in skills_now(table, shown.skill)
    ]
    if now != row.answers:
        rows.put(replace(row, answers=now))
