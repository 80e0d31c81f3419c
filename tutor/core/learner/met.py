"""Meeting a course, or a new version of it: its graph enters the learner's rows, and nothing learned is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from tutor.core import memory
from tutor.core.day import DAY_MS
from tutor.core.learner import former
from tutor.core.learner.carried import carry, leave
from tutor.core.learner.combined import restarted, revived, without_quiz
from tutor.core.learner.events import Event, Met, SkillFacts
from tutor.core.learner.names import all_now, is_item, skill_of, table_of
from tutor.core.learner.recall import forgetting
from tutor.core.learner.rows import CourseRow, ItemRow, LearnerRow, RemedyRow, RetryRow, Rows, SkillRow


def meet(rows: Rows, event: Event, data: Met) -> None:
    """Take in the skills of this version; what is known under old names goes along; what is ready opens.

    Skills and items that are gone are kept but no longer asked.
    """
    course = rows.get(CourseRow, data.course)
    before, table = (course.moved if course else {}), table_of(data)
    rows.put(CourseRow(id=data.course, version=data.version, content_hash=data.content_hash, moved=table))
    kept = former.taken_out(rows, data.again)
    touched = carry(rows, data, before, table, event.at)
    former.take_up_skills(rows, kept)
    gone = sorted(set(rows.skills_of(data.course)) - {facts.id for facts in data.skills})
    leads_to = standing_on({facts.id: facts.requires for facts in data.skills})
    for position, facts in enumerate(data.skills):
        row = _with_facts(rows, facts, data.course, position, event.at)
        rows.put(replace(row, leads_to=leads_to[facts.id]))
    for name in gone:
        _leave_skill(rows, name)
    for key in list(rows.keys(RemedyRow, f"{data.course}/")):
        rows.drop(RemedyRow, key)  # a side trip through a graph that may be another one now
    touched |= _items_now(rows, data, event.at) | {name for name in data.again if not is_item(name)}
    for name in sorted(touched):
        _recount(rows, name, event.at)
    freed = [name for old in gone for name in sorted(rows.dependents(old))]
    for name in [*(facts.id for facts in data.skills), *freed]:
        open_if_ready(rows, name, event.at)


def _leave_skill(rows: Rows, name: str) -> None:
    row = rows.get(SkillRow, name)
    if row is not None and row.phase != "gone":
        rows.put(without_quiz(replace(row, phase="gone")))
    for key in list(rows.keys(RetryRow, f"{name}/")):
        rows.drop(RetryRow, key)


def _with_facts(rows: Rows, facts: SkillFacts, course: str, position: int, at: int) -> SkillRow:
    row = revived(rows.get(SkillRow, facts.id) or SkillRow(id=facts.id, course=course))
    return replace(
        row,
        due=_due(rows, row, facts, at),
        position=position,
        requires=all_now(rows, facts.requires),
        covers=facts.covers,
        remember=facts.remember,
        secure_stability=row.secure_stability if facts.remember == "items" else 0.0,
        threshold=facts.threshold,
        quiz_size=facts.quiz,
        passing=facts.passing,
        lesson_blocks=facts.lesson_blocks,
        item_count=facts.item_count,
    )


def _due(rows: Rows, row: SkillRow, facts: SkillFacts, at: int) -> int:
    """When the skill is due, by how it remembers now."""
    if facts.remember == "items":
        done = row.facts_seen + row.facts_away - row.facts_later
        grown = row.phase == "learned" and done < facts.item_count
        return (row.due or at) if grown else 0
    if row.remember == "items" and row.stability > 0:  # its facts became exercises of one thing
        own = forgetting(rows.get(LearnerRow, "me") or LearnerRow(), "skill")
        return row.reviewed_at + int(memory.interval(row.stability, own) * DAY_MS)
    return row.due


def _items_now(rows: Rows, data: Met, at: int) -> set[str]:
    """Items that are missing, back, or of a new meaning; returns their skills."""
    changed = [name for name in data.missing if leave(rows, name)]
    for name in data.back:
        row = rows.get(ItemRow, name)
        if row is not None and row.gone:
            rows.put(replace(row, gone=False))
            changed.append(name)
    for name, rev in data.revs.items():
        row = rows.get(ItemRow, name)
        if row is None or row.rev == rev:
            continue
        if rev < row.rev:  # taken back by the author: answers count as before, nothing begins anew
            rows.put(replace(row, rev=rev))
            continue
        former.keep(rows, row, at)
        rows.put(restarted(row, rev))
        rows.drop(RetryRow, name)
        changed.append(name)
    return {skill_of(name) for name in changed} | former.take_up_items(rows, data.again)


def _recount(rows: Rows, name: str, at: int) -> None:
    """A fact skill counts its items anew after some of them came, left or began anew."""
    skill = rows.get(SkillRow, name)
    if skill is None or skill.remember != "items":
        return
    all_items = (rows.get(ItemRow, key) for key in rows.keys(ItemRow, f"{name}/"))
    items = [item for item in all_items if item is not None and not item.gone]
    held = [item for item in items if item.stability > 0]
    away = sum(item.suspended and item.stability == 0 for item in items)
    later = sum(item.suspended and item.stability == 0 and item.suspended_until != "" for item in items)
    left = skill.phase == "learned" and len(held) + away - later < skill.item_count
    if held:
        stability = sum(item.stability for item in held) / len(held)
        reviewed_at = sum(item.reviewed_at for item in held) // len(held)
    else:  # what placement presumed holds until something is asked
        stability, reviewed_at = (skill.stability, skill.reviewed_at) if skill.presumed else (0.0, 0)
    rows.put(
        replace(
            skill,
            facts_seen=len(held),
            facts_firm=sum(item.last_right for item in held),
            facts_away=away,
            facts_later=later,
            stability=stability,
            reviewed_at=reviewed_at,
            due=(skill.due or at) if left else 0,
            **_secured(skill, held),
        )
    )


def _secured(skill: SkillRow, held: Sequence[ItemRow]) -> dict[str, float]:
    """What is left of the facts that were secure, when some came, left or began anew."""
    then = [item.stability for item in held if item.first_at <= skill.secure_at]
    return {"secure_seen": len(then), "secure_stability": sum(then) / len(then) if then else 0.0}


def standing_on(graph: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many skills stand on each, near or far. `graph` maps each skill to its direct prerequisites."""
    above: dict[str, list[str]] = {name: [] for name in graph}
    waits = dict.fromkeys(graph, 0)
    for name, needed in graph.items():
        for other in set(needed) & graph.keys():
            above[other].append(name)
            waits[other] += 1
    bits = {name: 1 << number for number, name in enumerate(graph)}
    found = dict.fromkeys(graph, 0)
    done = [name for name, count in waits.items() if not count]
    while done:  # from the top down; what lies on a circle, which no checked course has, counts nothing
        name = done.pop()
        for other in above[name]:
            found[name] |= found[other] | bits[other]
        for other in set(graph[name]) & graph.keys():
            waits[other] -= 1
            if not waits[other]:
                done.append(other)
    return {name: mask.bit_count() for name, mask in found.items()}


def ready(rows: Rows, row: SkillRow) -> bool:
    """Whether every prerequisite is learned.

    One of another course locks like any other, met or not: whoever knows it opens the skill by their own word. One that
    its course no longer has locks nothing.
    """
    needed = (rows.get(SkillRow, name) for name in row.requires)
    return all(other is not None and other.phase in ("learned", "gone") for other in needed)


def open_if_ready(rows: Rows, name: str, at: int) -> bool:
    """Open a locked skill whose prerequisites are learned; say whether it opened."""
    row = rows.get(SkillRow, name)
    if row is None or row.phase != "locked" or not ready(rows, row):
        return False
    rows.put(replace(row, phase="open", opened_at=at))
    return True
