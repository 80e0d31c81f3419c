"""Rules about what a learner is told: feedback, explanations, hints, and what ids and names say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tutor.authoring.lint_pack import Entry, Found, Pack, Path
from tutor.authoring.lint_words import holds, words_of
from tutor.core.gaps import gaps
from tutor.core.item import Hint, Item
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.code import Code
from tutor.core.kinds.formula import Formula
from tutor.core.kinds.number import Number
from tutor.core.kinds.regex import Regex
from tutor.core.kinds.shell import Shell
from tutor.core.kinds.sql import Sql
from tutor.core.mistakes import alternatives
from tutor.core.slips import distance
from tutor.packs.problems import quoted
from tutor.packs.resolve import remember_of
from tutor.packs.written import SkillDraft

SHORTEST = 3
"""Letters of an answer that is looked for in hints: shorter ones stand everywhere. Tunable."""
SLIPS = 2
"""Letters in which a name may differ from another and be meant as that. Tunable."""
SHORTEST_IN_ID = 4
SHORTEST_PROGRAM = 10
"""Characters, without white space, of a solution that is looked for in hints. Tunable."""
_PARTED = re.compile(r"[-_.]")
_SPACE = re.compile(r"\s+")


def no_feedback(pack: Pack) -> Iterator[Found]:
    """Wrong choices that say nothing to who picks them; said once a skill."""
    silent: dict[int, list[tuple[Entry, Path]]] = {}
    for entry, path, item in pack.picks:
        for number in _silent(item):
            silent.setdefault(id(entry.skill), []).append((entry, (*path, "choices", number)))
    for found in silent.values():
        entry, path = found[0]
        count = f"{len(found)} wrong choices say" if len(found) > 1 else "a wrong choice says"
        what = (
            f"in the skill {quoted(entry.skill.id)} {count} nothing to who picks {'them' if len(found) > 1 else 'it'}"
        )
        yield entry.found(path, what, "add `because: …`, about the thought that leads there")


def _silent(item: Choices) -> Iterator[int]:
    """The wrong choices without feedback; a condition may be about any of them."""
    if any(mistake.condition for mistake in item.mistakes):
        return
    told = {str(one) for known in item.mistakes if known.when is not None for one in alternatives(known.when)}
    for number, choice in enumerate(item.choices):
        if not (choice.is_right or choice.because or told & {choice.text, choice.key}):
            yield number


def no_explanation(pack: Pack) -> Iterator[Found]:
    """Exercises that don't say why their answer is right; said once a skill, and not of facts."""
    bare: dict[int, list[Entry]] = {}
    for entry in pack.entries:
        if remember_of(entry.skill) == "skill" and not (entry.item.self_rated or _explains(entry.item)):
            bare.setdefault(id(entry.skill), []).append(entry)
    for found in bare.values():
        many = len(found) > 1
        count = (
            f"{len(found)} items don't say why their answers are" if many else "an item doesn't say why its answer is"
        )
        what = f"in the skill {quoted(found[0].skill.id)} {count} right"
        yield found[0].found((), what, "add `explain: …`")


def _explains(item: Item) -> bool:
    says = isinstance(item, Choices) and any(choice.because for choice in item.choices if choice.is_right)
    return bool(item.explain) or says


def hint_tells(pack: Pack) -> Iterator[Found]:
    """A hint that holds the answer."""
    for entry in pack.entries:
        for path, item in entry.questions:
            answers = list(_answers(item)) if item.hints else []
            for number, hint in enumerate(item.hints):
                said = hint.say if isinstance(hint, Hint) else hint
                told = next((one for one in answers if _tells(item, one, said)), "")
                if told:
                    what = f"the hint gives the answer away: {quoted(told)}"
                    yield entry.found((*path, "hints", number), what, "lead to it; it is shown after the answer")


def hint_halves(pack: Pack) -> Iterator[Found]:
    """Two hints that are one: a comma ended the first, in a list on one line without quotes."""
    for entry in pack.entries:
        for path, item in entry.questions:
            said = [hint.say if isinstance(hint, Hint) else hint for hint in item.hints]
            for number in range(1, len(said)):
                first, second = said[number - 1 : number + 1]
                torn = first[:1].isupper() and first[-1:].isalnum() and second[:1].islower()
                if torn and said[-1].endswith((".", "?", "!", "…")):
                    what = f"the hint begins within a sentence: {quoted(second)}"
                    yield entry.found((*path, "hints", number), what, "put quotes around the whole hint")


def _answers(item: Item) -> Iterator[str]:
    """What is right, as it may stand in a hint."""
    if isinstance(item, Answer):
        yield from item.accepted()
    elif isinstance(item, Cloze):
        yield from (texts[0] for texts in item.accepted())
    elif isinstance(item, Choices) and not item.many:
        yield from (choice.text for choice in item.choices if choice.is_right)
    elif isinstance(item, Number):
        yield item.number
    elif isinstance(item, Formula):
        yield item.formula
    elif isinstance(item, Code | Sql | Shell | Regex):
        yield getattr(item, str(type(item).__struct_config__.tag)).solution


def _tells(item: Item, answer: str, hint: str) -> bool:
    if isinstance(item, Code | Sql | Shell | Regex):
        program = _SPACE.sub("", answer)
        return len(program) >= SHORTEST_PROGRAM and program in _SPACE.sub("", hint)
    if isinstance(item, Number | Formula):
        return _tells_number(item.ask, _SPACE.sub("", answer), _SPACE.sub("", hint), computed=bool(item.vars))
    shown = item.ask + (" ".join(gaps(item.cloze).around) if isinstance(item, Cloze) else "")
    if "<<" in answer:
        told = _SPACE.sub("", answer)
        return told in _SPACE.sub("", hint) and told not in _SPACE.sub("", shown) and not isinstance(item, Choices)
    words = words_of(answer)
    if sum(map(len, words)) < SHORTEST or words[0] not in hint.casefold():
        return False
    said = words_of(hint)
    if not holds(said, words) or holds(words_of(shown), words):
        return False
    wrong = (
        [words_of(choice.text) for choice in item.choices if not choice.is_right] if isinstance(item, Choices) else []
    )
    return not any(holds(said, one) for one in wrong)


def _tells_number(ask: str, answer: str, hint: str, *, computed: bool) -> bool:
    """A number stands in many hints by right; it is told where the hint computes it, or ends a sum with it."""
    if computed:
        slot = f"<<{answer}>>"
        return slot in hint and slot not in _SPACE.sub("", ask)
    return bool(re.search(rf"[=≈]\$?{re.escape(answer)}(?![\d.,]*\d)(?![\w*/+^-])", hint)) and answer not in ask


def id_tells(pack: Pack) -> Iterator[Found]:
    """The answer stands in the item's id, which programs and teachers see beside the question."""
    for entry in pack.entries:
        item = entry.item
        if entry.draft.made or item.vars or not isinstance(item, Answer | Cloze | Choices):
            continue
        for answer in _answers(item):
            words = words_of(answer.replace("-", " "))
            if sum(map(len, words)) >= SHORTEST_IN_ID and words[0] in item.id and _names_it(entry, words):
                what = f"the id {quoted(item.id)} holds the answer"
                yield entry.found(("id",), what, "name what is asked, and say `moved: {old: new}` if learners have it")
                break


def _names_it(entry: Entry, words: list[str]) -> bool:
    """Whether the id holds these words, and neither the question nor the skill's name does."""
    name = words_of(_PARTED.sub(" ", entry.item.id))
    known = words_of(_PARTED.sub(" ", f"{entry.item.ask} {entry.skill.id} {entry.skill.title}"))
    return holds(name, words) and not holds(known, words)


def misconception(pack: Pack) -> Iterator[Found]:
    """A misconception's name that one item uses, beside a name nearly the same that others use."""
    named: dict[str, list[tuple[Entry, Path]]] = {}
    for entry in pack.entries:
        for name, path in dict(_names(entry)).items():
            named.setdefault(name, []).append((entry, path))
    uses = Counter({name: len(found) for name, found in named.items()})
    for name, found in named.items():
        often = [other for other in named if uses[other] > 1] if uses[name] == 1 else []
        near = next((other for other in often if distance(name, other, SLIPS) <= min(SLIPS, len(name) // 4)), "")
        if near:
            entry, path = found[0]
            what = f"the misconception {quoted(name)} is named here only, and {quoted(near)} elsewhere"
            yield entry.found(path, what, f"did you mean {quoted(near)}?")


def _names(entry: Entry) -> Iterator[tuple[str, Path]]:
    whole: list[tuple[Path, Item]] = [((), entry.item)] if entry.item.inside() else []
    for path, item in (*whole, *entry.questions):
        for number, mistake in enumerate(item.mistakes):
            if mistake.name:
                yield mistake.name, (*path, "mistakes", number, "name")
        for number, choice in enumerate(item.choices if isinstance(item, Choices) else ()):
            if choice.name:
                yield choice.name, (*path, "choices", number, "name")


def see_locked(pack: Pack) -> Iterator[Found]:
    """A mistake sends learners to a skill that may still be locked for them."""
    before: dict[str, set[str]] = {}
    for entry in pack.entries:
        whole: list[tuple[Path, Item]] = [((), entry.item)] if entry.item.inside() else []
        for path, item in (*whole, *entry.questions):
            for number, mistake in enumerate(item.mistakes):
                seen = pack.skills.get(mistake.see)
                if seen is None or seen is entry.skill:
                    continue
                name = pack.reading.full(entry.skill.id)
                opened = before.get(name) or before.setdefault(name, _before(pack, entry.skill) | {name})
                if name in {one.id for one in seen.requires} or not {one.id for one in seen.requires} <= opened:
                    what = f"{quoted(pack.short(mistake.see))} may still be locked for who comes to this item"
                    hint = "name a skill that this one requires, or require it"
                    yield entry.found((*path, "mistakes", number, "see"), what, hint)


def _before(pack: Pack, skill: SkillDraft) -> set[str]:
    """All skills that come before one."""
    found: set[str] = set()
    waiting = [mention.id for mention in skill.requires]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [mention.id for mention in pack.skills[name].requires] if name in pack.skills else []
    return found
