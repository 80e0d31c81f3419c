"""Translation files: the texts of a course in another language, by the ids of what they belong to.

    fractions: {title: …, summary: …, glossary: {…}, units: {parts: …}}    the course, by its id
    name-parts: {title: …, can: …, lesson: […], passages: {…}}             a skill
    name-parts/half: {ask: …, explain: …, hints: […], choices: […]}        an item

What is not translated, or is an empty text, is shown in the course's own language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from tutor.core import templates
from tutor.core.course import Unit
from tutor.core.item import Setting
from tutor.core.lesson import Block, Step
from tutor.core.samples import sample_problems
from tutor.packs.blanks import is_blank, says_nothing, without_blanks
from tutor.packs.convert import LIMITS, check_keys, describe
from tutor.packs.items import say_flaws
from tutor.packs.merging import translated
from tutor.packs.nodes import Map, Node, Page, Seq
from tutor.packs.opening import open_map, open_named
from tutor.packs.problems import nearest, quoted
from tutor.packs.written import ItemDraft, Reading, SkillDraft, Translation

_COURSE_KEYS = ("title", "summary", "glossary", "units")
_SKILL_KEYS = ("title", "can", "lesson", "passages")
_BLOCK_KEYS = ("text", "alt", "steps")


def read_translations(reading: Reading, page: Page, node: Map) -> None:
    """Read the files of `translations:` when the whole course is known."""
    files = node.get("translations")
    if not isinstance(files, Map):
        return
    fits, should = LIMITS["language"]
    for language, name in files.items():
        if not fits(language):
            what = f"a translation's language must be {should}, not {quoted(language)}"
            page.error(files.key_at(language), "value", what)
        opened = open_named(reading, page, files.value_at(language), name) if isinstance(name, str) else None
        entries = open_map(reading, opened) if opened else None
        if opened and entries is not None:
            reading.translations[language] = _Reader(reading, opened, language).read(entries)


class _Reader:
    """Reads one translation file."""

    def __init__(self, reading: Reading, page: Page, language: str) -> None:
        self.reading, self.page, self.language = reading, page, language
        self.skills = {skill.id: skill for skill in reading.skills}
        self.items = {f"{skill.id}/{draft.item.id}": draft for skill in reading.skills for draft in skill.items}
        self.found = Translation()

    def read(self, entries: Map) -> Translation:
        course = self.reading.course.id
        for written, entry in entries.items():
            known = written in self.items or written in self.skills
            name = written if known else written.removeprefix(f"{course}/")
            if not isinstance(entry, Map):
                what = f"the texts of {quoted(written)} must be a mapping (`ask: …`), not {describe(entry)}"
                self.page.error(entries.value_at(written), "value", what)
            elif name in self.items:
                self._item(name, entry, self.items[name])
            elif name in self.skills or name == course:
                self._head(name, entry)
            elif not self.page.full:
                hint = nearest(name, [*self.items, *self.skills]) or "it may have been renamed or removed"
                what = f"the course has no {quoted(written, 80)}"
                self.page.warning(entries.key_at(written), "unknown-id", what, hint)
        return self.found

    def _head(self, name: str, entry: Map) -> None:
        """The texts of the course or a skill; in a course of one skill they may have the same id."""
        entry = without_blanks(entry)
        is_course, skill = name == self.reading.course.id, self.skills.get(name)
        known = {*(_COURSE_KEYS if is_course else ()), *(_SKILL_KEYS if skill else ())}
        check_keys(self.page, entry, known, "this entry")
        for key in ("title", "can", "summary"):
            if key in entry and not (isinstance(entry[key], str) and LIMITS[key][0](entry[key])):
                self.page.error(entry.value_at(key), "value", f"`{key}` must be {LIMITS[key][1]}")
                del entry[key]
        if is_course:
            units = self._texts_by_id(entry, "units", [unit.id for unit in self.reading.units])
            self.found.course = replace(
                self.reading.course,
                language=self.language,
                title=entry.get("title", self.reading.course.title),
                summary=entry.get("summary", self.reading.course.summary),
                glossary=self._texts_by_id(entry, "glossary") or self.reading.course.glossary,
            )
            self.found.units = [Unit(id=unit.id, title=units.get(unit.id, unit.title)) for unit in self.reading.units]
        lesson = [] if skill is None else self._lesson(entry, skill)
        if skill is not None and not says_nothing(entry):
            self.found.skills[name] = {
                "title": entry.get("title", skill.title),
                "can": entry.get("can", skill.written.can),
                "passages": {**skill.passages, **self._texts_by_id(entry, "passages", skill.passages)},
                "lesson": lesson,
            }

    def _texts_by_id(self, entry: Map, key: str, known: Iterable[str] | None = None) -> dict[str, str]:
        written = entry.get(key, {})
        if not isinstance(written, Map) or not all(isinstance(text, str) for text in written.values()):
            if written != {}:
                what = f"`{key}` must be a mapping of texts, not {describe(written)}"
                self.page.error(entry.value_at(key), "value", what)
            return {}
        names = None if known is None else dict.fromkeys(known)
        for name in [name for name in written if names is not None and name not in names]:
            what, hint = f"the original has no {quoted(name)} in `{key}`", nearest(name, names or ())
            self.page.warning(written.key_at(name), "unknown-id", what, hint or "it may have been renamed or removed")
        return dict(without_blanks(written))

    def _lesson(self, entry: Map, skill: SkillDraft) -> list[Block]:
        written = entry.get("lesson")
        if written is None:
            return skill.lesson
        if not self._alike(entry.value_at("lesson"), "lesson", written, skill.lesson):
            return skill.lesson
        triples = zip(written.marks, written, skill.lesson, strict=True)
        return [self._block(at, block, own) for at, block, own in triples]

    def _alike(self, at: int, key: str, written: Node, own: list[Any]) -> bool:
        """Whether a translated list has as many entries as the original."""
        if isinstance(written, Seq) and len(written) == len(own):
            return True
        count = f"{len(written)} entries" if isinstance(written, Seq) else describe(written)
        what = f"`{key}` must be a list of {len(own)} as in the original, not {count}"
        self.page.error(at, "not-alike", what, "translate each of them, in the same order")
        return False

    def _block(self, at: int, written: Node, own: Block) -> Block:
        if isinstance(written, str):
            return own if is_blank(written) else replace(own, text=written, language="")
        if not isinstance(written, Map):
            self.page.error(at, "value", f"a translated way must be a text or a mapping, not {describe(written)}")
            return own
        check_keys(self.page, written, _BLOCK_KEYS, "a translated way")
        written = without_blanks(written)
        texts = {key: written[key] for key in ("text", "alt") if key in written}
        for key in [key for key, text in texts.items() if not isinstance(text, str)]:
            self.page.error(written.value_at(key), "value", f"`{key}` must be a text, not {describe(texts.pop(key))}")
        if "steps" in written and self._alike(written.value_at("steps"), "steps", written["steps"], own.steps):
            marks = zip(written["steps"].marks, written["steps"], own.steps, strict=True)
            texts["steps"] = [self._step(place, step, one) for place, step, one in marks]
        return replace(own, language="", **texts) if texts else own

    def _step(self, at: int, written: Node, own: Step) -> Step:
        if isinstance(written, str):
            if is_blank(written):
                return own
            if own.item is None:
                return Step(show=written)
            self.page.error(at, "value", "this step asks in the original", "write `{ask: …}` with its answer")
        elif isinstance(written, Map) and own.item is not None:
            item = translated(self.page, written, own.item)
            return Step(item=item) if item is not None else own  # type: ignore[arg-type]
        else:
            self.page.error(at, "value", f"this step shows a text in the original, not {describe(written)}")
        return own

    def _item(self, name: str, entry: Map, draft: ItemDraft) -> None:
        item = translated(self.page, entry, draft.item)
        if item is None or says_nothing(entry):
            return
        course = self.reading.course
        say_flaws(self.page, entry.at, entry, item.flaws())
        if self.reading.tested and item.vars:
            say_flaws(self.page, entry.at, entry, templates.problems(item))
        if self.reading.tested:
            setting = Setting(language=self.language, target=course.target, same=course.same)
            tried = replace(item, mistakes=[])
            say_flaws(self.page, entry.at, entry, sample_problems(tried, setting, range(3) if item.vars else range(1)))
        self.found.items[name] = item
