"""Reading a skill: its keys, its lesson, its items and cards."""

from __future__ import annotations

from collections import ChainMap

from tutor.packs.cards import read_cards
from tutor.packs.convert import LIMITS, check_lengths, to_struct
from tutor.packs.items import read_item
from tutor.packs.lessons import read_lesson
from tutor.packs.names import id_flaw, title_from
from tutor.packs.nodes import Map, Page, find
from tutor.packs.opening import seq_of, texts_of
from tutor.packs.parts import count_of
from tutor.packs.passages import read_passages
from tutor.packs.problems import quoted
from tutor.packs.written import Mention, Reading, SkillDraft, WrittenSkill

ENTRIES = 4
"""As how many items a skill counts, since it costs as much. Tunable (3 to 5)."""
MOST_OF_SKILL = 1_000
"""Entries of one key of a skill or a project, such as the skills it requires. Tunable."""
SKILL_KEYS = ("passages", "lesson", "items", "cards")


def read_skill(
    reading: Reading, page: Page, at: int, node: Map, *, unit: str = "", passages: dict[str, str] | None = None
) -> None:
    """Add the skill that a node holds to what is read, as far as it can be read."""
    check_lengths(page, node, MOST_OF_SKILL, SKILL_KEYS)
    written = to_struct(page, node, WrittenSkill, other_keys=SKILL_KEYS)
    own = read_passages(reading, page, node)
    known = ChainMap(own, passages or {}, reading.passages)
    if written is not None:
        flaw = id_flaw(written.skill)
        if flaw:
            page.error(node.value_at("skill"), "id", f"{quoted(written.skill)} is no id of a skill: {flaw}")
    found = node.get("skill")
    name = found if isinstance(found, str) else ""
    reading.keep(page, at, node)
    draft = SkillDraft(written or WrittenSkill(skill=name), name, "", page, at, unit)
    draft.title = draft.written.title or title_from(name)
    draft.around = passages or {}
    draft.quiz_at = (
        find(node, ("mastery", "quiz"), at) if written and written.mastery and written.mastery.quiz else None
    )
    _read_graph(reading, page, node, draft)
    draft.lesson = read_lesson(reading, page, node, known)
    items = seq_of(page, node, "items", "write `- ask: …` and below it an answer")
    for place, entry in items.taken() if reading.has_room_for(page, items, count_of) else ():
        draft.items.extend(read_item(reading, page, place, entry, known, name))
    draft.items.extend(read_cards(reading, page, node, name))
    used = dict.fromkeys(item.item.passage for item in draft.items)
    draft.passages = {key: known[key] for key in (*own, *used) if key in known}
    reading.skills.append(draft)


def _read_graph(reading: Reading, page: Page, node: Map, draft: SkillDraft) -> None:
    draft.requires = [Mention(reading.full_skill(name), page, place) for place, name in texts_of(node.get("requires"))]
    covers = node.get("covers")
    if not isinstance(covers, Map):
        return
    fits, should = LIMITS["pass"]
    for name, share in draft.written.covers.items():
        if not fits(share):
            page.error(covers.value_at(name), "value", f"`covers` must be {should}, not {quoted(covers[name])}")
        reading.skill_mentions.append(Mention(reading.full_skill(name), page, covers.key_at(name)))
    draft.covers = {reading.full_skill(name): share for name, share in draft.written.covers.items()}
