"""`order`: the learner puts lines in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import factorial, prod
from typing import Any

from msgspec import field
from msgspec.structs import replace

from tutor.core.item import Flaw, Item, Response, Setting, Shape
from tutor.core.judgement import BadResponse, Judgement, Note, right, wrong
from tutor.core.mistakes import find, judged_as
from tutor.core.picked import flaws_of_count, flaws_of_rows, named, quoted
from tutor.core.shuffling import shuffled
from tutor.core.text import visible

SHUFFLES = 40
"""Shuffles that are tried for one that isn't right already: with two lines each second one is."""


class Order(Item, frozen=True, kw_only=True, tag="order"):
    """Lines in the right order; `or` lists other right orders; with `indent` the indentation is shown and counts.

    Lines are compared as texts: of two that read the same either may stand in either place.
    """

    order: list[str]
    other: list[list[str]] = field(name="or", default=[])
    indent: bool = False
    distractors: list[str] = []

    @property
    def shape(self) -> Shape:
        return "lines"

    def _seen(self, text: str) -> str:
        """The form in which a line is compared."""
        if not self.indent:
            return visible(text)
        lines = text.expandtabs(4).rstrip().split("\n")
        return "\n".join(" " * (len(line) - len(line.lstrip(" "))) + visible(line) for line in lines)

    def _shown(self, texts: Sequence[str]) -> list[str]:
        return [text.expandtabs(4).rstrip() if self.indent else text.strip() for text in texts]

    def _rights(self) -> list[list[str]]:
        """The right orders, in the form in which they are compared."""
        return [[self._seen(text) for text in texts] for texts in (self.order, *self.other)]

    def flaws(self) -> Iterator[Flaw]:
        few_or_many = list(flaws_of_count(len(self.order), ("order",), "lines"))
        shown = len(self.order) + len(self.distractors)
        yield from few_or_many or flaws_of_count(shown, ("order",), "lines with the distractors")
        yield from flaws_of_rows(((("order", n), text) for n, text in enumerate(self.order)), self._seen)
        lines = set(map(self._seen, self.order))
        distractors = ((("distractors", n), text) for n, text in enumerate(self.distractors))
        yield from flaws_of_rows(distractors, self._seen, lines)
        yield from self._flaws_of_orders()
        if not self.indent and any(text[:1] in (" ", "\t") and visible(text) for text in self.order):
            hint = "add `indent: true`, or take the spaces out"
            yield Flaw(("order",), "no-indent", "the lines are indented, which is not shown", hint, "warning")
        if self.indent and not any(text.strip("\n")[:1] in (" ", "\t") for text in (*self.order, *self.distractors)):
            hint = "leading spaces need quotes, or `order: |`"
            yield Flaw(("indent",), "no-indent", "no line is indented, so `indent` does nothing", hint, "warning")

    def _flaws_of_orders(self) -> Iterator[Flaw]:
        first, *others = self._rights()
        for number, other in enumerate(others):
            if Counter(other) != Counter(first):
                message = "this order doesn't have the same lines as `order`"
                yield Flaw(("or", number), "other-lines", message, "write the same lines, in another order")
            elif other in [first, *others[:number]]:
                yield Flaw(("or", number), "same-order", "this order stands here twice", "take it out", "warning")
        right = {tuple(one) for one in self._rights() if Counter(one) == Counter(first)}
        if len(first) > 1 and not self.distractors and len(right) >= _arrangements(first):
            yield Flaw(("order",), "any-order", "every order of these lines is right", "add lines that differ")

    def show(self, setting: Setting) -> dict[str, Any]:
        """`lines` shuffled by the seed, the distractors among them; `indent` where indentation counts.

        What is shown is not right already, unless it can't be helped.
        """
        texts, rights = self._shown([*self.order, *self.distractors]), self._rights()
        tried = (shuffled(texts, setting.seed, f"order{number or ''}") for number in range(SHUFFLES))
        lines = next((one for one in tried if not self._gives_away(one, rights)), None)
        lines = lines or shuffled(texts, setting.seed)
        return {"lines": lines, "indent": True} if self.indent else {"lines": lines}

    def _gives_away(self, lines: list[str], rights: list[list[str]]) -> bool:
        """Whether the lines stand in a right order, distractors left out."""
        known = set(rights[0])
        return [form for text in lines if (form := self._seen(text)) in known] in rights

    def judge(self, response: Response, setting: Setting) -> Judgement:
        """The score is by the longest run of lines in right relative order, of the nearest right order.

        So one line in a wrong place costs one line, however far it strayed, while counting right neighbours or right
        places would take up to three, or all. A single line is always in order, so it counts nothing: (run - 1) of
        (lines - 1). Each distractor used takes one more.
        """
        given = self._lines(response)
        heard = ", ".join(self._shown(response))
        rights = self._rights()
        if given in rights:
            return right(heard=heard)
        mistake = find(
            self.mistakes, self._shown(response), setting, lambda when: self._meant(when) == given, lists=True
        )
        judged = judged_as(mistake, heard=heard) if mistake else wrong(heard=heard)
        run = max(_longest_run(given, order) for order in rights)
        strangers = (Counter(given) - Counter(rights[0])).total()
        score = max(run - 1 - strangers, 0) / max(len(rights[0]) - 1, 1)
        if run < 2 and judged.said:
            return judged
        return replace(judged, score=score, notes=[_told(given, rights, run, strangers)])

    def nearest_right(self, response: Response, setting: Setting) -> list[str]:
        """The right order by which the answer is scored: the author's first, where several are as near."""
        given = self._meant(response) or []
        nearest = max((self.order, *self.other), key=lambda order: _longest_run(given, list(map(self._seen, order))))
        return self._shown(nearest)

    def _lines(self, response: Response) -> list[str]:
        """The lines of a response in the form in which they are compared. Raises `BadResponse`."""
        if not isinstance(response, list):
            raise BadResponse("the answer is a list of lines in order")
        there = Counter(map(self._seen, [*self.order, *self.distractors]))
        if len(response) > there.total():
            raise BadResponse("more lines are used than there are")
        given = [named(text, there, "lines", self._seen) for text in response]
        for line, used in Counter(given).items():
            if used > there[line]:
                raise BadResponse(f"{quoted(line)} is used more often than it is there")
        return given

    def _meant(self, written: Any) -> list[str] | None:
        """The lines that an author means; None when they aren't there."""
        try:
            return self._lines(written)
        except BadResponse:
            return None

    def right_answer(self, setting: Setting) -> list[str]:
        return self._shown(self.order)

    def guess(self) -> float:
        lines, extra = len(self.order), len(self.distractors)
        drawn = factorial(lines + extra) // (factorial(lines) * factorial(extra))
        return min(len(self._rights()) / (_arrangements(self._rights()[0]) * drawn), 0.5)

    def value_of(self, response: Response, setting: Setting) -> Any:
        """The list of lines."""
        return None if self._meant(response) is None else self._shown(response)

    def listed_wrong(self) -> list[Response]:
        return [[*self.order, text] for text in self.distractors]


def _told(given: list[str], rights: list[list[str]], run: int, strangers: int) -> Note:
    """What is right in a wrong order, or else how it is wrong."""
    missing = len(rights[0]) - (len(given) - strangers)
    left = {"wrong": strangers, "missing": missing, "what": "lines"}
    if run > 1:
        return Note("partly", {"right": run, "of": len(rights[0]), **left})
    if given[::-1] in rights:
        return Note("reversed")
    return Note("few_lines" if len(given) - strangers < 2 else "no_order", left)


def _arrangements(lines: list[str]) -> int:
    """In how many ways the lines can stand, equal ones being the same."""
    return factorial(len(lines)) // prod(map(factorial, Counter(lines).values()))


def _longest_run(given: list[str], order: list[str]) -> int:
    """The length of the longest common subsequence; both are at most as long as there are rows."""
    row = [0] * (len(order) + 1)
    for line in given:
        before = row
        row = [0]
        for place, other in enumerate(order, 1):
            row.append(before[place - 1] + 1 if line == other else max(before[place], row[place - 1]))
    return row[-1]
