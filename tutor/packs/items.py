"""Reading one item: which kind it is, its struct, its id, and what can be checked while its node is at hand."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from tutor.core import templates
from tutor.core.item import Flaw, Hint, Item, Setting
from tutor.core.kinds import KINDS
from tutor.core.kinds.cloze import Cloze, expand
from tutor.core.kinds.number import Number
from tutor.core.kinds.parts import Parts
from tutor.core.samples import sample_problems
from tutor.core.tex_names import flaws_of_tex
from tutor.packs.convert import describe, names_of, say_unknown, to_struct
from tutor.packs.file_texts import put_in_files
from tutor.packs.media import PICTURES, SOUNDS, media_file
from tutor.packs.names import id_flaw
from tutor.packs.nodes import Map, Node, Page, find, line_of
from tutor.packs.opening import texts_of
from tutor.packs.parts import explained, questions, read_blocks, read_parts
from tutor.packs.problems import has_errors, nearest, one_of, quoted
from tutor.packs.written import ItemDraft, Mention, Reading

_MOST = {"choices": 100, "answer": 100, "hints": 20, "mistakes": 100, "tags": 50, "also": 20, "units": 50, "vars": 50}
"""How many of each an item may have. Tunable; none is near what a learner can use."""
_PLAIN_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15}|/[1-9]\d{0,14})?", re.ASCII)
"""Exact as it is written, so that its own text is right; `sqrt(2)` is not."""
_ALL_KINDS = frozenset(KINDS)
_ALL_KEYS = _ALL_KINDS.union(*(names_of(kind) for kind in KINDS.values()))
_ANSWERS = "add one, such as `answer: …`, `choices: …`, `number: …` or `recall: …`"
_ASIDE = frozenset({"because", "name", "image", "alt", "id"})
"""What may stand beside the text of a choice and does not make it another question."""


def read_item(
    reading: Reading, page: Page, at: int, node: Node, passages: Iterable[str], skill: str = ""
) -> list[ItemDraft]:
    """The item a node holds: none after errors, several where every gap of a cloze is an item of its own."""
    if page.over or reading.budget.said:
        return []
    if not isinstance(node, Map):
        what = f"an item must be a mapping with `ask:` and an answer, not {describe(node)}"
        page.error(at, "value", what, "write `- ask: …` and below it `answer: …`")
        return []
    kind = _kind(page, at, node)
    if not kind:
        return []
    read_blocks(page, node, kind)
    reading.keep(page, at, node)
    made = not node.get("id")
    if made:
        node["id"] = made_id(node, kind)
    elif isinstance(node["id"], str) and id_flaw(node["id"]):
        page.error(node.value_at("id"), "id", f"{quoted(node['id'])} is no id of an item: {id_flaw(node['id'])}")
    if not put_in_files(reading, page, node, kind):
        return []
    item = read_parts(page, node, _kind) if kind == "parts" else to_struct(page, node, KINDS[kind])
    if item is None:
        return []
    item = _with_full_ids(reading, page, node, item)
    if not _check(reading, page, at, node, item, passages):
        return []
    item = explained(item)
    if isinstance(item, Cloze) and item.each:
        gaps = len(item.accepted())
        if not reading.has_room(page, at, gaps - 1, gaps * len(item.cloze)):
            return []
        group = item.group or reading.full(f"{skill}/{item.id}")
        return [ItemDraft(part, page, at, made) for part in expand(replace(item, group=group), setting_of(reading))]
    return [ItemDraft(item, page, at, made)]


def made_id(node: Map, kind: str) -> str:
    """The id of an item without one: 8 hexadecimal digits of the SHA-256 of its question, kind and answer."""
    asked = questions(node[kind]) if kind == "parts" else node[kind]
    text = json.dumps([node.get("ask", ""), kind, _essence(asked)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _essence(node: Node) -> Any:
    if isinstance(node, dict):
        return {key: _essence(value) for key, value in node.items() if key not in _ASIDE}
    return [_essence(entry) for entry in node] if isinstance(node, list) else node


def _kind(page: Page, at: int, node: Map) -> str:
    """The item's one kind, or nothing after saying what is wrong."""
    kinds = set(_ALL_KINDS.intersection(node))
    if len(kinds) == 1:
        return kinds.pop()
    name = f" {quoted(node['id'])}" if isinstance(node.get("id"), str) else ""
    if kinds:
        found = sorted(kinds, key=node.key_at)
        shown = one_of(found).replace(" or ", " and ")
        page.error(
            node.key_at(found[1]),
            "two-kinds",
            f"the item{name} has {shown}, and each says how it is answered",
            "keep one",
        )
        return ""
    unknown = [key for key in node if key not in _ALL_KEYS]
    for key in unknown:
        say_unknown(page, node.key_at(key), key, _ALL_KEYS)
    if not any(nearest(key, _ALL_KINDS) for key in unknown):
        page.error(at, "no-answer", f"the item{name} has no answer", _ANSWERS)
    return ""


def _with_full_ids(reading: Reading, page: Page, node: Map, item: Item) -> Item:
    """`also`, `see` and `group` by full ids; the skills are noted to be looked up."""
    if item.group:
        item = replace(item, group=reading.full(item.group))
    if 0 < len(item.also) <= _MOST["also"]:  # a longer list is refused later
        for place, name in texts_of(node.get("also")):
            reading.skill_mentions.append(Mention(reading.full_skill(name), page, place))
        item = replace(item, also=[reading.full_skill(name) for name in item.also])
    if any(mistake.see for mistake in item.mistakes):
        for index, mistake in enumerate(item.mistakes):
            if mistake.see:
                place = find(node, ("mistakes", index, "see"), node.at)
                reading.skill_mentions.append(Mention(reading.full_skill(mistake.see), page, place))
        mistakes = [
            replace(known, see=reading.full_skill(known.see)) if known.see else known for known in item.mistakes
        ]
        item = replace(item, mistakes=mistakes)
    if isinstance(item, Parts):
        inner = zip(node["parts"], item.parts, strict=True)
        item = replace(item, parts=[_with_full_ids(reading, page, one, part) for one, part in inner])
    return item


def _check(reading: Reading, page: Page, at: int, node: Map, item: Item, passages: Iterable[str]) -> bool:
    """Note what is wrong with the item by itself. False when there are errors."""
    before = len(page.problems)
    _check_question(page, at, node, item)
    if item.passage or item.interest:
        _check_names(reading, page, node, item, passages)
    _check_entries(reading, page, at, node, item)
    for number, part in enumerate(item.inside()):
        _check_entries(reading, page, at, node["parts"][number], part)
    say_flaws(page, at, node, item.flaws())
    if reading.tested and page.has_maths:
        say_flaws(page, at, node, flaws_of_tex(item))
    if reading.tested and (page.has_slots or _computes(item)):
        say_flaws(page, at, node, templates.problems(item))
    if reading.tested and not has_errors(page.problems[before:]) and _tests_itself(item):
        say_flaws(page, at, node, _samples(reading, item))
    if reading.runs is not None and not has_errors(page.problems[before:]):
        say_flaws(page, at, node, reading.runs(item, setting_of(reading)))
    return not has_errors(page.problems[before:])


def _check_entries(reading: Reading, page: Page, at: int, node: Map, item: Item) -> None:
    """Note what is wrong with the lists of an item, or of a part: too many entries, media, mistakes."""
    for key, value in node.items():
        if value.__class__ is not str and len(value) > _MOST.get(key, 1_000):
            page.error(
                node.key_at(key), "too-many", f"`{key}` has {len(value):,} entries, more than {_MOST.get(key, 1_000)}"
            )
    if item.image or item.audio or "choices" in node:
        _check_media(reading, page, node, item)
    for index, mistake in enumerate(item.mistakes):
        _check_mistake(
            page, find(node, ("mistakes", index), at), mistake.when is not None, bool(mistake.condition), mistake.say
        )


def _computes(item: Item) -> bool:
    """Whether the item has expressions besides those in its texts."""
    rules = any(mistake.condition for mistake in item.mistakes) or any(isinstance(hint, Hint) for hint in item.hints)
    return bool(item.vars or item.where or item.let) or rules or any(map(_computes, item.inside()))


def _tests_itself(item: Item) -> bool:
    """Whether there is anything to try out. A key without values, rules or samples would be compared with itself."""
    if item.vars or item.mistakes or item.samples or any(map(_tests_itself, item.inside())):
        return True
    return isinstance(item, Number) and not _PLAIN_NUMBER.fullmatch(item.number)


def _samples(reading: Reading, item: Item) -> Iterable[Flaw]:
    return sample_problems(item, setting_of(reading), reading.seeds if item.vars else range(1))


def setting_of(reading: Reading) -> Setting:
    """What judging needs to know of the course."""
    course = reading.course
    return Setting(language=course.language, target=course.target, same=course.same)


def say_flaws(page: Page, at: int, node: Map, flaws: Iterable[Flaw]) -> None:
    """Say flaws of an item at their places in the node it was read from."""
    for flaw in flaws:
        say = page.error if flaw.severity == "error" else page.warning
        say(line_of(page, find(node, flaw.path, at), flaw.line), flaw.code, flaw.message, flaw.hint)


def _check_question(page: Page, at: int, node: Map, item: Item) -> None:
    asks = (
        item.ask.strip() or "cloze" in node or "parts" in node or item.image or item.audio or item.speak or item.passage
    )
    if not asks:
        page.error(at, "no-question", "the item asks nothing", "add `ask: …`")


def _check_media(reading: Reading, page: Page, node: Map, item: Item) -> None:
    for key, words, suffixes in (("image", "alt", PICTURES), ("audio", "transcript", SOUNDS)):
        name = getattr(item, key)
        if not name:
            continue
        media_file(reading, page, node.value_at(key), name, suffixes)
        if not getattr(item, words):
            what = f"`{key}` without `{words}`: who can't see or hear it has no question"
            page.warning(node.key_at(key), f"no-{words}", what, f"add `{words}: …`")
    choices = node.get("choices")
    for choice in choices if isinstance(choices, list) else ():
        if isinstance(choice, Map) and choice.get("image"):
            media_file(reading, page, choice.value_at("image"), choice["image"])


def _check_names(reading: Reading, page: Page, node: Map, item: Item, passages: Iterable[str]) -> None:
    if item.passage and item.passage not in passages:
        hint = nearest(item.passage, passages) or "add it under `passages:` of the skill, unit or course"
        page.error(node.value_at("passage"), "unknown-passage", f"there is no passage {quoted(item.passage)}", hint)
    check_interest(reading, page, node, item.interest)


def check_interest(reading: Reading, page: Page, node: Map, interest: str) -> None:
    """Warn about an interest that no learner can pick, because the course does not list it."""
    known = reading.course.interests
    if interest and interest not in known:
        hint = nearest(interest, known) or "add it to the course's `interests`"
        page.warning(
            node.value_at("interest"), "unknown-interest", f"the course lists no interest {quoted(interest)}", hint
        )


def _check_mistake(page: Page, at: int, by_value: bool, by_rule: bool, say: str) -> None:
    if by_value == by_rule:
        what = "a mistake needs either `when:` or `if:`"
        page.error(at, "mistake", what, "`when:` is a wrong answer, `if:` an expression over `response`")
    elif not say.strip():
        page.error(at, "mistake", "the mistake says nothing", "add `say: …`")
