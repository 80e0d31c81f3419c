"""Meeting courses: the learner's file takes in the graph of a course when it is first studied, and when it changed."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.core.course import Course, Skill
from tutor.core.learner.events import Met, SkillFacts
from tutor.core.learner.rows import CourseRow
from tutor.study.desk import Desk


def meet(desk: Desk, course_ids: Iterable[str]) -> None:
    """Record what is new of these courses; nothing is written when all are known in this version."""
    for course_id in course_ids:
        course = desk.course(course_id)
        known = desk.book.rows.get(CourseRow, course_id)
        if known is None or known.content_hash != course.content_hash:
            desk.write(_met(course, desk.shelf.skills(course_id)))


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
