"""What the class's packs say of their questions: the words, the choices, what is said to an answer or a mistake."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tutor.classroom.report_data import ItemWords
from tutor.core.asked import asked
from tutor.core.item import Item, Setting
from tutor.core.judgement import BadResponse
from tutor.core.kinds import AnyItem
from tutor.core.kinds.choices import Choices
from tutor.core.text import clean, in_words
from tutor.packs.compiled import Compiled


class PackWords:
    """The questions of some packs by their full ids, decoded when they are first asked about."""

    def __init__(self, packs: Mapping[str, Compiled]) -> None:
        self.items = {ref.id: (pack, body) for pack in packs.values() for ref, body in pack.items}
        self._decoded: dict[str, Item] = {}

    def _item(self, item_id: str) -> Item | None:
        if item_id not in self._decoded and item_id in self.items:
            self._decoded[item_id] = msgspec.msgpack.decode(self.items[item_id][1], type=AnyItem)
        return self._decoded.get(item_id)

    def is_drawn(self, item_id: str) -> bool:
        """Whether its numbers are drawn, so that the same answer is right once and wrong another time."""
        item = self._item(item_id)
        return item is not None and bool(item.vars)

    def of_item(self, item_id: str) -> ItemWords:
        """What a question asks; its id where no pack has it any more."""
        item, skill = self._item(item_id), item_id.rpartition("/")[0]
        if item is None:
            return ItemWords(item_id, skill, {}, False)
        listed = item.choices if isinstance(item, Choices) else []
        texts = {in_words(choice.key): clean(choice.text) for choice in listed}
        return ItemWords(asked(clean(item.ask)), skill, texts, bool(item.vars))

    def answers(self, item_id: str, choice: str, mistake: str) -> bool:
        """Whether something is said to this very answer; yes where that can't be known."""
        item = self._item(item_id)
        if item is None or mistake:
            return True
        course = self.items[item_id][0].course
        setting = Setting(language=course.language, target=course.target, same=course.same)
        try:
            judged = item.judge(choice, setting)
        except BadResponse:
            return True
        return bool(judged.correct or judged.said or judged.misconception)

    def says(self, skill: str, mistake: str) -> str:
        """The first thing that a question of the skill says to this mistake, if its words are no template's."""
        for name in self.items:
            item = self._item(name) if name.rpartition("/")[0] == skill else None
            for said in _said_to(item, mistake) if item is not None else ():
                if said and "<<" not in said:
                    return clean(said)
        return ""


def _said_to(item: Item, mistake: str) -> list[str]:
    found = [one.say for one in item.mistakes if one.name == mistake]
    return found + [one.because for one in (item.choices if isinstance(item, Choices) else []) if one.name == mistake]
