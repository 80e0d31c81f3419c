"""Rules over the whole pack, when everything in it is known: names, the graph of prerequisites, what a quiz needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tutor.core.learner.names import is_item, name_now, table_of
from tutor.packs.changes import check_changes, now_called
from tutor.packs.graph import check_graph
from tutor.packs.nodes import Page
from tutor.packs.problems import nearest, quoted
from tutor.packs.resolve import quiz_size, remember_of
from tutor.packs.written import ItemDraft, Mention, Reading, SkillDraft

Installed = Callable[[str], bool]
"""Whether a course (`course`) or a skill (`course/skill`) is in the library."""


def check(reading: Reading, installed: Installed | None = None) -> None:
    """Note everything that only the whole pack shows, and what of other courses is not `installed`."""
    skills: dict[str, SkillDraft] = {}
    for skill in reading.skills:
        skills.setdefault(reading.full(skill.id), skill)
    for skill in reading.skills:  # before names are looked up: an unknown one does not explain missing items
        _check_quiz(reading, skill)
    for skill in reading.skills:
        _check_items(skill)
    _check_mentions(reading, skills)
    if installed is not None:
        _check_elsewhere(reading, installed)
    check_graph(reading, skills)
    _check_twins(reading, skills)


def _check_twins(reading: Reading, skills: dict[str, SkillDraft]) -> None:
    """Say each skill that has the id of an earlier one."""
    for skill in reading.skills:
        first = skills[reading.full(skill.id)]
        if first is not skill:
            hint = "a skill's id is unique in the course"
            _say_twice(skill.page, skill.at, first.page, first.at, f"there are two skills {quoted(skill.id)}", hint)


def _say_twice(page: Page, at: int, first_page: Page, first_at: int, what: str, hint: str) -> None:
    if not page.over:
        page.error(at, "duplicate-id", f"{what}; the first is in {page.name_of(first_page, first_at)}", hint)


def _check_items(skill: SkillDraft) -> None:
    found: dict[str, ItemDraft] = {}
    said: set[tuple[str, int]] = set()
    for draft in skill.items:
        first = found.setdefault(draft.item.id, draft)
        if first is draft or (draft.page.path, draft.at) in said:
            continue
        said.add((draft.page.path, draft.at))  # a card that is asked both ways is said once
        if draft.made and first.made:
            what, hint = "the same question with the same answer again", "remove one, or give both an `id`"
        else:
            what, hint = f"there are two items {quoted(draft.item.id)}", "an item's id is unique in its skill"
        _say_twice(draft.page, draft.at, first.page, first.at, what, hint)
    nameless = [draft for draft in skill.items if draft.made and not draft.card]
    if nameless:
        count = f"{len(nameless)} items have" if len(nameless) > 1 else "an item has"
        what = f"{count} no `id` in the skill {quoted(skill.id)}: editing the text starts it anew for learners"
        nameless[0].page.warning(nameless[0].at, "no-id", what, "`tutor pack ids` writes them in")


def _check_quiz(reading: Reading, skill: SkillDraft) -> None:
    if not skill.items:
        if not (reading.budget.said or _reported(skill)):
            what = f"the skill {quoted(skill.id)} has no items, so it can't be mastered"
            skill.page.error(skill.at, "no-items", what, "add `items:` or `cards:`")
        return
    size = quiz_size(reading.mastery, skill)
    count = len(skill.items)
    if count >= size or remember_of(skill) == "items":
        return
    if skill.quiz_at is not None:
        what = f"the mastery quiz asks {size} different items and the skill has {count}, so mastery can't be reached"
        skill.page.error(skill.quiz_at, "quiz", what, "add items or lower `quiz`")
    else:
        what = f"the mastery quiz asks {size} different items and the skill {quoted(skill.id)} has only {count}"
        skill.page.warning(skill.at, "few-items", what, "add items: a quiz of fewer proves less")


def _reported(skill: SkillDraft) -> bool:
    """Whether items may only be missing because of errors that were said."""
    return skill.page.last_error >= skill.at


def _check_mentions(reading: Reading, skills: dict[str, SkillDraft]) -> None:
    items = {f"{skill}/{draft.item.id}" for skill, found in skills.items() for draft in found.items}
    for skill in reading.skills:
        for mention in skill.requires:
            _check_mention(reading, mention, skills, "skill")
    for mention in reading.skill_mentions:
        _check_mention(reading, mention, skills, "skill")
    table = table_of(reading.course)
    for mention in reading.new_mentions:
        now = name_now(table, mention.id)
        if not (now in table or now in items or now in skills):  # else it has moved on, or was retired since
            _check_mention(reading, mention, *((items, "item") if is_item(now) else (skills, "skill")))
    check_changes(reading, {*skills, *items})


def _check_elsewhere(reading: Reading, installed: Installed) -> None:
    """Warn about skills of other courses that are required and not here."""
    for mention in (mention for skill in reading.skills for mention in skill.requires):
        course, _, name = mention.id.partition("/")
        if course == reading.course.id or installed(mention.id):
            continue
        if installed(course):
            what, hint = f"the course {quoted(course)} has no skill {quoted(name, 80)}", "its version may be another"
        else:
            what = f"needs {quoted(name, 80)} of the course {quoted(course)}, which is not installed"
            hint = "learners without it are asked whether they know it"
        mention.page.warning(mention.at, "not-installed", what, hint)


def _check_mention(reading: Reading, mention: Mention, known: Iterable[str], what: str) -> None:
    own = f"{reading.course.id}/"
    if mention.id in known or mention.page.full or not mention.id.startswith(own):
        return  # another course's skill is looked up when a learner studies, not here
    names = (name.removeprefix(own) for name in known)
    short = _short(reading, mention.id)
    message = f"there is no {what} {quoted(short, 80)} in the course"
    hint = now_called(reading, mention.id) or nearest(short, names) or f"name one of its {what}s"
    mention.page.error(mention.at, f"unknown-{what}", message, hint)


def _short(reading: Reading, name: str) -> str:
    return name.removeprefix(f"{reading.course.id}/")
