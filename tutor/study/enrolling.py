"""Meeting courses: the learner's file takes in the graph of a course when it is first studied, and when it changed."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tutor.core.course import Course, Skill
from tutor.core.learner.events import Met, SkillFacts, of
from tutor.core.learner.names import Table, is_item, item_now, skill_of, skills_now, table_of
from tutor.core.learner.rows import CourseRow, ItemRow, SkillRow
from tutor.language import _
from tutor.present.updated import Update, sentence
from tutor.study.desk import Desk
from tutor.study.going_back import again, items_of, turned
from tutor.study.trouble import StudyError


def meet(desk: Desk, course_ids: Iterable[str]) -> None:
    """Record what is new of these courses; nothing is written when all are known in this version.

    What an update changed is added to the desk's news, to be told once.
    """
    for course_id in _needed_first(desk, list(course_ids)):
        course = desk.course(course_id)
        known = desk.book.rows.get(CourseRow, course_id)
        if known is None or known.content_hash != course.content_hash:
            data = _met(desk, course, desk.shelf.skills(course_id), known)
            update = _update(desk, data, known) if known is not None else Update()
            desk.write(data)
            desk.news += [told] if (told := sentence(course.title, update)) else []


def take_up(desk: Desk, course: str) -> None:
    """Study this course too from now on. Raises `StudyError` where it is not on the shelf."""
    if desk.shelf.course(course) is None:
        raise StudyError("bad_request", _("There is no course “{course}” on the shelf.", course=course[:200]))
    meet(desk, [course])
    if course not in desk.courses:
        desk.courses = (*desk.courses, course)


def _needed_first(desk: Desk, course_ids: list[str]) -> list[str]:
    """Courses after those their skills require, so that a locked skill is never met as an open one."""
    needs = {
        name: {of(one) for skill in desk.shelf.skills(name) for one in skill.requires} & set(course_ids) - {name}
        for name in course_ids
        if len(course_ids) > 1
    }
    done: list[str] = []
    while len(done) < len(course_ids):
        left = [name for name in course_ids if name not in done]
        done.append(next((name for name in left if needs.get(name, set()) <= set(done)), left[0]))
    return done


def _met(desk: Desk, own: Course, skills: list[Skill], known: CourseRow | None) -> Met:
    course = turned(desk, own, known) if known is not None else own
    data = Met(
        course=course.id,
        version=course.version,
        content_hash=course.content_hash,
        skills=[_facts(skill) for skill in skills],
        moved=_moved(desk, course),
        merged=course.merged,
        split=course.split,
        retired=course.retired,
    )
    if known is None:
        return data
    return replace(_with_items(desk, data), again=again(desk, own, known, table_of(data)))


def _moved(desk: Desk, course: Course) -> dict[str, str]:
    """What the author says has moved, and the items of split skills: those that lie in a part by the same id."""
    moved = {}
    for old, parts in course.split.items():
        for part in reversed([part for part in parts if part != old]):
            for item in items_of(desk, part):
                moved[f"{old}/{item.rpartition('/')[2]}"] = item
        if old in parts:  # what a skill keeps has not moved
            for item in items_of(desk, old):
                moved.pop(item, None)
    return {**moved, **course.moved}


def _with_items(desk: Desk, data: Met) -> Met:
    """What became of the items the learner has seen: the fold knows no pack, so the event says it."""
    table = table_of(data)
    revs: dict[str, int] = {}
    missing, back = [], []
    for key in desk.book.rows.keys(ItemRow, f"{data.course}/"):
        row = desk.book.rows.get(ItemRow, key)
        now = item_now(table, key)
        ref = desk.shelf.ref(now)
        if row is None:
            continue
        if ref is None:
            missing += [] if row.gone else [now]
            continue
        if row.gone:
            back.append(now)
        if ref.rev != row.rev:
            revs[now] = ref.rev
    return replace(data, revs=revs, missing=missing, back=back)


def _facts(skill: Skill) -> SkillFacts:
    return SkillFacts(
        id=skill.id,
        requires=skill.requires,
        covers=skill.covers,
        remember=skill.remember,
        threshold=skill.threshold,
        quiz=skill.quiz,
        passing=skill.passing,
        lesson_blocks=skill.lesson_count,
        item_count=skill.item_count,
    )


def _update(desk: Desk, data: Met, known: CourseRow) -> Update:
    """What this version changes for a learner who had met the course before."""
    rows = desk.book.rows
    table = table_of(data)
    news: Table = {old: new for old, new in table.items() if known.moved.get(old) != new}
    skills = [old for old in news if not is_item(old) and rows.get(SkillRow, old) is not None]
    had = {*rows.skills_of(data.course), *(new for old in skills for new in news[old]), *data.again}
    here = {facts.id for facts in data.skills}
    revs = _revs(desk, data, table)
    back = [name for name in here if (skill := rows.get(SkillRow, name)) and skill.phase == "gone"]
    own = desk.course(data.course)
    return Update(
        new=len(here - had),
        renamed=sum(old in data.moved for old in skills),
        merged=sum(old in data.merged and old not in data.moved for old in skills),
        split=sum(old in data.split for old in skills),
        retired=sum(not news[old] for old in skills),
        returned=len(back),
        begun_anew=sum(now > before for now, before in revs),
        taken_up=sum(now < before for now, before in revs),
        left=sum(not here.isdisjoint(skills_now(table, skill_of(name))) for name in data.missing),
        earlier=bool(skills or back or data.again) and not any(old in table_of(own) for old in skills),
    )


def _revs(desk: Desk, data: Met, table: Table) -> list[tuple[int, int]]:
    """The rev of each item of which the learner knows another one, and that other one."""
    found = []
    for key in desk.book.rows.keys(ItemRow, f"{data.course}/"):
        row, rev = desk.book.rows.get(ItemRow, key), data.revs.get(item_now(table, key))
        if row is not None and rev is not None and rev != row.rev:
            found.append((rev, row.rev))
    return found
