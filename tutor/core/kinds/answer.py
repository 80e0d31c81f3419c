"""`answer`: the learner types a text."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core.item import Flaw, Item, Response, Setting
from tutor.core.judgement import BadResponse, Judgement, nearly, right, wrong
from tutor.core.mistakes import find, judged_as
from tutor.core.slips import difference
from tutor.core.text import LONGEST, clean
from tutor.core.typed import Match, flaws_of_rules, flaws_of_texts, is_one_of, match, rules_of

LONGEST_HEARD = 80


class Answer(Item, frozen=True, kw_only=True, tag="answer"):
    """A text, or a list of accepted texts; the first is shown as the right one."""

    answer: str | list[str]

    def flaws(self) -> Iterator[Flaw]:
        yield from flaws_of_texts(self.accepted(), ("answer",))
        yield from flaws_of_rules(self)

    def accepted(self) -> list[str]:
        """The accepted texts."""
        return [self.answer] if isinstance(self.answer, str) else self.answer or [""]

    def judge(self, response: Response, setting: Setting) -> Judgement:
        if not isinstance(response, str):
            raise BadResponse("the answer is a text")
        rules = rules_of(self)
        found = match(response, self.accepted(), rules, setting.same)
        if found.fit == "right" and not found.notes:
            return right(heard=heard(response))
        mistake = find(self.mistakes, response, setting, lambda when: is_one_of(response, [str(when)], rules))
        if mistake:
            return judged_as(mistake, heard=heard(response))
        return self._judged(response, found)

    def _judged(self, response: str, found: Match) -> Judgement:
        rules = rules_of(self)
        judge = {"right": right, "almost": nearly, "wrong": wrong}[found.fit]
        pieces = difference(response, found.nearest, case=rules.case, accents=rules.accents)
        return judge(notes=found.notes, difference=pieces, heard=heard(response))

    def right_answer(self, setting: Setting) -> str:
        return self.accepted()[0]


def heard(text: str) -> str:
    """A typed text as it was understood, cut when it is long."""
    text = " ".join(clean(text[:LONGEST]).split())
    return text if len(text) <= LONGEST_HEARD else text[:LONGEST_HEARD] + "…"
