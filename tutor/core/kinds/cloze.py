"""`cloze`: the learner fills the gaps of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from tutor.core.gaps import gaps, written
from tutor.core.item import Flaw, Item, Mistake, Response, Samples, Setting, Shape
from tutor.core.judgement import BadResponse, Judgement, Note, nearly, right, wrong
from tutor.core.kinds.answer import heard
from tutor.core.mistakes import alternatives, find, judged_as
from tutor.core.typed import Match, Rules, flaws_of_rules, flaws_of_texts, is_one_of, match, rules_of

MOST_GAPS = 100
"""Gaps of one text. Tunable; nobody fills so many before the first is judged."""


class Cloze(Item, frozen=True, kw_only=True, tag="cloze"):
    """A text with gaps. With `each` every gap becomes an item of its own: see `expand`."""

    cloze: str
    each: bool = False
    exact: bool = False

    @property
    def shape(self) -> Shape:
        return "gaps"

    def flaws(self) -> Iterator[Flaw]:
        found = gaps(self.cloze)
        if found.unclosed is not None:
            near = self.cloze[found.unclosed : found.unclosed + 20]
            yield Flaw(
                ("cloze",), "unclosed-gap", f"the gap `{near}` is not closed", "close it with `]]`, or write `\\[[`"
            )
        elif not found.accepted:
            yield Flaw(("cloze",), "no-gap", "the text has no gap", "put `[[` and `]]` around what is to be typed")
        if len(found.accepted) > MOST_GAPS:
            what = f"the text has {len(found.accepted):,} gaps, more than {MOST_GAPS}"
            yield Flaw(("cloze",), "too-many", what, "make several items of it")
        for accepted in found.accepted[:MOST_GAPS]:
            yield from flaws_of_texts(accepted, ("cloze",), indexed=False)
        yield from flaws_of_rules(self)

    def accepted(self) -> list[list[str]]:
        """What each gap takes, the one to show first."""
        return gaps(self.cloze).accepted

    def show(self, setting: Setting) -> dict[str, Any]:
        """`blanks`: the pieces of text around the gaps, one more than there are gaps."""
        return {"blanks": gaps(self.cloze).around}

    def judge(self, response: Response, setting: Setting) -> Judgement:
        accepted = self.accepted()
        typed = self._typed(response, len(accepted))
        found = [self._match(text, number, accepted, setting) for number, text in enumerate(typed)]
        what = " … ".join(map(heard, typed))
        rules = rules_of(self, setting)
        if all(one.fit == "right" and not one.notes for one in found):
            return right(heard=what)
        mistake = find(
            self.mistakes,
            self.value_of(response, setting),
            setting,
            lambda when: _says(typed, when, rules),
            lists=len(accepted) > 1,
        )
        if mistake:
            told = judged_as(mistake, heard=what)
            return replace(told, score=_share(found), notes=_partly(found), parts=_marks(found))
        return replace(self._judged(typed, found, what, rules), parts=_marks(found))

    def _typed(self, response: Response, count: int) -> list[str]:
        if not isinstance(response, list) or not all(isinstance(text, str) for text in response):
            raise BadResponse("the answer is a list of texts, one for each gap")
        if len(response) != count:
            raise BadResponse(f"there are {count} gaps, and {len(response)} texts in the answer")
        return response

    def _match(self, typed: str, number: int, accepted: list[list[str]], setting: Setting) -> Match:
        """How one gap is filled. What belongs into another gap is no slip of the finger here."""
        rules = rules_of(self, setting)
        if not typed.strip():  # an empty gap is never nearly right, however short its text
            return Match("wrong", (accepted[number] or [""])[0])
        found = match(typed, accepted[number], rules, setting.same)
        others = [text for at, texts in enumerate(accepted) if at != number for text in texts]
        if found.notes and is_one_of(typed, others, rules):
            return Match("wrong", found.nearest)
        return found

    def _judged(self, typed: list[str], found: list[Match], what: str, rules: Rules) -> Judgement:
        if any(one.fit == "wrong" for one in found):
            pieces = self._difference(typed, found, rules) if len(found) == 1 else []
            return replace(wrong(heard=what, difference=pieces), score=_share(found), notes=_partly(found))
        judge = nearly if any(one.fit == "almost" for one in found) else right
        return judge(heard=what, notes=_merged(found), difference=self._difference(typed, found, rules))

    def _difference(self, typed: list[str], found: list[Match], rules: Rules) -> Any:
        """The difference in the first gap that isn't exactly right."""
        text, one = next(pair for pair in zip(typed, found, strict=True) if pair[1].fit != "right" or pair[1].notes)
        return rules.difference(text, one.nearest)

    def right_answer(self, setting: Setting) -> list[str]:
        return [texts[0] for texts in self.accepted()]

    def guess(self) -> float:
        return 0.06

    def value_of(self, response: Response, setting: Setting) -> Any:
        """The list of texts; the text itself where there is one gap. They compare under the item's rules."""
        try:
            typed = self._typed(response, len(self.accepted()))
        except BadResponse:
            return None
        texts = [rules_of(self, setting).in_expressions(text) for text in typed]
        return texts[0] if len(texts) == 1 else texts

    def response_from(self, written: Any) -> Response:
        return [written] if isinstance(written, str) else written


def expand(item: Cloze, setting: Setting) -> list[Cloze]:
    """The items that a cloze stands for: itself, or with `each` one a gap, the other gaps shown filled.

    They take the item's id with `-1`, `-2`, … and form a group, since each shows what the others ask.
    """
    if not item.each:
        return [item]
    found = gaps(item.cloze)
    rules = rules_of(item, setting)
    return [_only(item, number, found.around, found.accepted, rules) for number in range(len(found.accepted))]


def _only(item: Cloze, number: int, around: list[str], accepted: list[list[str]], rules: Rules) -> Cloze:
    fillings = [texts if at == number else texts[0] for at, texts in enumerate(accepted)]
    cut = _Cut(item, number, accepted, rules)
    return replace(
        item,
        id=f"{item.id}-{number + 1}" if item.id else "",
        group=item.group or item.id,
        cloze=written(around, fillings),
        each=False,
        mistakes=list(cut.mistakes()),
        samples=cut.samples(),
    )


class _Cut:
    """What mistakes and samples, which speak of all gaps, say of one of them."""

    def __init__(self, item: Cloze, number: int, accepted: list[list[str]], rules: Rules) -> None:
        self.item, self.number, self.accepted, self.rules = item, number, accepted, rules

    def one(self, response: Any) -> Any:
        """The part of a response that belongs to this gap; one that is given for a single gap stays."""
        whole = isinstance(response, list) and len(response) == len(self.accepted)
        return [response[self.number]] if whole else response

    def is_wrong(self, response: Any) -> bool:
        texts = response if isinstance(response, list) else [response]
        accepted = self.accepted[self.number]
        return not all(isinstance(text, str) and is_one_of(text, accepted, self.rules) for text in texts)

    def wrongs(self, responses: Iterable[Any]) -> list[Any]:
        return [cut for response in responses if self.is_wrong(cut := self.one(response))]

    def mistakes(self) -> Iterator[Mistake]:
        for mistake in self.item.mistakes:
            whens = alternatives(mistake.when, lists=len(self.accepted) > 1) if mistake.when is not None else []
            kept = self.wrongs(whens)
            if kept or mistake.condition:
                yield replace(mistake, when=kept or None)

    def samples(self) -> Samples | None:
        samples = self.item.samples
        if samples is None:
            return None
        return Samples(
            right=[self.one(response) for response in samples.right],
            wrong=self.wrongs(samples.wrong),
            feedback=[
                replace(sample, response=self.one(sample.response))
                for sample in samples.feedback
                if self.is_wrong(self.one(sample.response))
            ],
        )


def _says(typed: list[str], when: Any, rules: Rules) -> bool:
    """Whether the gaps are filled as an author wrote."""
    texts = [when] if isinstance(when, str) else when
    if not isinstance(texts, list) or len(texts) != len(typed):
        return False
    return all(is_one_of(one, [str(text)], rules) for one, text in zip(typed, texts, strict=True))


def _marks(found: list[Match]) -> list[bool]:
    return [one.fit == "right" for one in found]


def _share(found: list[Match]) -> float:
    return sum(one.fit == "right" for one in found) / len(found)


def _partly(found: list[Match]) -> list[Note]:
    """How many gaps are right, and which aren't, where some are."""
    bad = [number for number, one in enumerate(found, 1) if one.fit != "right"]
    return (
        [Note("partly", {"right": len(found) - len(bad), "of": len(found), "gaps": bad})]
        if len(bad) < len(found)
        else []
    )


def _merged(found: list[Match]) -> list[Note]:
    """The notes of all gaps, each once, with the gaps it is about."""
    places: dict[str, list[int]] = {}
    for number, one in enumerate(found, 1):
        for note in one.notes:
            places.setdefault(note.code, []).append(number)
    return [Note(code, {"gaps": numbers}) for code, numbers in places.items()]
