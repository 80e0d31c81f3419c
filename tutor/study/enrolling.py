"""Meeting courses: the learner's file takes in the graph of a course when it is first studied, and when it changed."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.course import Course, Skill
from tutor.core.learner.events import Met, SkillFacts, of
from tutor.core.learner.rows import CourseRow
from tutor.study.desk import Desk


def meet(desk: Desk, course_ids: Iterable[str]) -> None:
    """Record what is new of these courses; nothing is written when all are known in this version."""
    for course_id in _needed_first(desk, list(course_ids)):
        course = desk.course(course_id)
        known = desk.book.rows.get(CourseRow, course_id)
        if known is None or known.content_hash != course.content_hash:
            desk.write(_met(course, desk.shelf.skills(course_id)))


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


def _met(course: Course, skills: list[Skill]) -> Met:
    return Met(
        course=course.id,
        version=course.version,
        content_hash=course.content_hash,
        skills=[_facts(skill) for skill in skills],
        moved=course.moved,
        merged=course.merged,
        split=course.split,
        retired=course.retired,
    )


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
