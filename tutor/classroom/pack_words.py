"""What the class's packs say of their questions: the words, the choices, what is said to an answer or a mistake."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tutor.classroom.report_data import ItemWords
from tutor.core.asked import asked
from tutor.core.item import Item, Response, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds import AnyItem
from tutor.core.kinds.choices import Choices
from tutor.core.text import clean, in_words
from tutor.packs.compiled import Compiled

LONGEST = 200
"""Characters of an answer in a list."""


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
        judged = None if mistake else self._judged(item_id, choice)
        return judged is None or bool(judged.correct or judged.said or judged.misconception)

    def said_to(self, item_id: str, choice: str, mistake: str) -> str:
        """What the question says to an answer; "" where that is nothing, or its words are a template's."""
        item = self._item(item_id)
        named = _said_to(item, mistake) if item is not None and mistake else []
        judged = None if named else self._judged(item_id, choice)
        found = [*named, judged.said if judged is not None else ""]
        return next((clean(one) for one in found if one and "<<" not in one), "")

    def _judged(self, item_id: str, choice: str) -> Judgement | None:
        """How an answer is judged, as it is counted; None where that can't be known."""
        item = self._item(item_id)
        if item is None or item.vars:
            return None
        try:
            return item.judge(choice, self._setting(item_id))
        except BadResponse:
            return None

    def _setting(self, item_id: str) -> Setting:
        course = self.items[item_id][0].course
        return Setting(language=course.language, target=course.target, same=course.same)

    def key(self, item_id: str) -> str:
        """The right answer in a line; "" where numbers are drawn, or learners judge themselves."""
        item = self._item(item_id)
        if item is None or item.vars or item.self_rated:
            return ""
        if isinstance(item, Choices):
            return "; ".join(clean(choice.text) for choice in item.choices if choice.is_right)
        right = item.right_answer(self._setting(item_id))
        return in_a_line(right)

    def wrong_choices(self, item_id: str) -> dict[str, str]:
        """The wrong choices of a question that lists them all each time: by how they are counted, their texts."""
        item = self._item(item_id)
        if not isinstance(item, Choices) or item.vars or item.shown is not None:
            return {}
        return {in_words(one.key): clean(one.text) for one in item.choices if not one.is_right}

    def says(self, skill: str, mistake: str) -> str:
        """The first thing that a question of the skill says to this mistake, if its words are no template's."""
        for name in self.items:
            item = self._item(name) if name.rpartition("/")[0] == skill else None
            for said in _said_to(item, mistake) if item is not None else ():
                if said and "<<" not in said:
                    return clean(said)
        return ""


def in_a_line(response: Response) -> str:
    """A response as it is shown in a list: one line of bounded length, case and all."""
    if isinstance(response, dict):
        text = "; ".join(f"{key}: {in_a_line(value)}" for key, value in list(response.items())[:20])
    elif isinstance(response, list):
        text = ", ".join(map(in_a_line, response[:20]))
    else:
        text = "" if response is None else str(response).lower() if isinstance(response, bool) else str(response)
    words = " ".join(clean(text[: 10 * LONGEST]).split())
    return f"{words[:LONGEST]}…" if len(words) > LONGEST else words


def _said_to(item: Item, mistake: str) -> list[str]:
    found = [one.say for one in item.mistakes if one.name == mistake]
    return found + [one.because for one in (item.choices if isinstance(item, Choices) else []) if one.name == mistake]
