"""`answer`: the learner types a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.core.item import Flaw, Item, Response, Setting
from tutor.core.judgement import BadResponse, Judgement, nearly, right, wrong
from tutor.core.mistakes import find, judged_as
from tutor.core.text import LONGEST, clean
from tutor.core.typed import Match, Rules, flaws_of_rules, flaws_of_texts, is_one_of, match, rules_of

LONGEST_HEARD = 80


class Answer(Item, frozen=True, kw_only=True, tag="answer"):
    """A text, or a list of accepted texts; the first is shown as the right one."""

    answer: str | list[str]
    exact: bool = False

    def flaws(self) -> Iterator[Flaw]:
        yield from flaws_of_texts(self.accepted(), ("answer",))
        yield from flaws_of_rules(self)

    def accepted(self) -> list[str]:
        """The accepted texts."""
        return [self.answer] if isinstance(self.answer, str) else self.answer or [""]

    def judge(self, response: Response, setting: Setting) -> Judgement:
        if not isinstance(response, str):
            raise BadResponse("the answer is a text")
        rules = rules_of(self, setting)
        found = match(response, self.accepted(), rules, setting.same)
        if found.fit == "right" and not found.notes:
            return right(heard=heard(response))
        value = rules.in_expressions(response)
        mistake = find(self.mistakes, value, setting, lambda when: is_one_of(response, [str(when)], rules))
        if mistake:
            return judged_as(mistake, heard=heard(response))
        return self._judged(response, found, rules)

    def _judged(self, response: str, found: Match, rules: Rules) -> Judgement:
        judge = {"right": right, "almost": nearly, "wrong": wrong}[found.fit]
        pieces = rules.difference(response, found.nearest)
        return judge(notes=found.notes, difference=pieces, heard=heard(response))

    def right_answer(self, setting: Setting) -> str:
        return self.accepted()[0]

    def value_of(self, response: Response, setting: Setting) -> Any:
        """The text, which in expressions is equal to any other that is the same under the item's rules."""
        return rules_of(self, setting).in_expressions(response) if isinstance(response, str) else None


def heard(text: str) -> str:
    """A typed text as it was understood, cut when it is long."""
    text = " ".join(clean(text[:LONGEST]).split())
    return text if len(text) <= LONGEST_HEARD else text[:LONGEST_HEARD] + "…"
