"""`parts`: several questions in one item, answered one after the other, each judged by itself."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from math import prod
from typing import Any

from msgspec.structs import replace

from tutor.core.item import Flaw, Item, Response, Setting, Shape
from tutor.core.judgement import BadResponse, Judgement, Note, nearly, right, wrong
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.formula import Formula
from tutor.core.kinds.match import Match
from tutor.core.kinds.number import Number
from tutor.core.kinds.order import Order
from tutor.core.kinds.regex import Regex
from tutor.core.kinds.sort import Sort
from tutor.core.kinds.true_false import TrueFalse
from tutor.core.mistakes import find, judged_as
from tutor.core.text import LONGEST, normalise

Part = Choices | TrueFalse | Answer | Number | Formula | Cloze | Order | Match | Sort | Regex
"""What can be judged by itself; what the learner rates is no part of something else."""

MOST = 20
"""Parts of one item. Tunable (5..50): it is one screen."""


class Parts(Item, frozen=True, kw_only=True, tag="parts"):
    """One item of several questions, with partial credit: the mean of what the parts earn.

    The item's `vars` and `let` hold in all parts. Its own `mistakes` are lists, one response a part.
    """

    parts: list[Part]

    @property
    def shape(self) -> Shape:
        return "parts"

    def inside(self) -> list[Item]:
        return list(self.parts)

    def flaws(self) -> Iterator[Flaw]:
        if not 0 < len(self.parts) <= MOST:
            what = f"has {len(self.parts)} parts" if self.parts else "has no parts"
            yield Flaw(("parts",), "parts", f"the item {what}", f"write 1 to {MOST} questions below `parts:`")
        for number, part in enumerate(self.parts):
            path = ("parts", number)
            if not part.ask.strip() and not isinstance(part, Cloze):
                yield Flaw(path, "no-question", f"part {number + 1} asks nothing", "add `ask: …`")
            if isinstance(part, Cloze) and part.each:
                message = "`each` does nothing in a part: all its gaps are filled together"
                yield Flaw((*path, "each"), "each", message, "take it out", "warning")
            for flaw in replace(part, vars=self.vars, let=self.let).flaws():
                yield replace(flaw, path=(*path, *flaw.path))

    def show(self, setting: Setting) -> dict[str, Any]:
        """`parts`: for each its `type`, `shape`, `ask`, how many `hints` it has, and what its own kind shows."""
        return {"parts": [_shown(part, one) for part, one in zip(self.parts, self._settings(setting), strict=True)]}

    def _settings(self, setting: Setting) -> list[Setting]:
        """A setting for each part, so that no two are shuffled alike."""
        return [replace(setting, seed=_seed(setting.seed, number)) for number in range(len(self.parts))]

    def judge(self, response: Response, setting: Setting) -> Judgement:
        found = self._judged(response, setting)
        return replace(self._together(found, response, setting), within=[one.parts for one in found])

    def _together(self, found: list[Judgement], response: Response, setting: Setting) -> Judgement:
        heard = "; ".join(f"{number}: {one.heard}" for number, one in enumerate(found, 1))
        notes = list(_notes(found))
        if all(one.correct for one in found):
            return right(heard=heard, notes=notes)
        score = sum(one.score for one in found) / len(found)
        mistake = find(
            self.mistakes,
            self.value_of(response, setting),
            setting,
            lambda when: self._is_mistake(response, when),
            lists=True,
        )
        if mistake:
            return replace(judged_as(mistake, heard=heard), score=score, notes=notes)
        if all(one.correct or one.almost for one in found):
            return nearly(heard=heard, notes=notes)
        first = next(one for one in found if not one.correct and not one.almost)
        told = wrong(heard=heard, notes=notes, misconception=first.misconception, see=first.see)
        return replace(told, score=score)

    def _judged(self, response: Response, setting: Setting) -> list[Judgement]:
        count = len(self.parts)
        if not isinstance(response, list) or len(response) != count:
            raise BadResponse(f"the answer is a list of {count} responses, one for each part")
        found = []
        for number, (part, one) in enumerate(zip(self.parts, self._settings(setting), strict=True)):
            try:
                found.append(part.judge(response[number], one))
            except BadResponse as problem:
                raise BadResponse(f"part {number + 1}: {problem}") from None
        return found

    def _is_mistake(self, response: list[Response], when: Any) -> bool:
        """Whether the parts are answered as an author wrote."""
        if not isinstance(when, list) or len(when) != len(self.parts):
            return False
        meant = (part.response_from(one) for part, one in zip(self.parts, when, strict=True))
        return all(_same(one, other) for one, other in zip(response, meant, strict=True))

    def right_answer(self, setting: Setting) -> list[Response]:
        return [part.right_answer(one) for part, one in zip(self.parts, self._settings(setting), strict=True)]

    def nearest_right(self, response: Response, setting: Setting) -> list[Response]:
        if not isinstance(response, list) or len(response) != len(self.parts):
            return self.right_answer(setting)
        settings = self._settings(setting)
        return [part.nearest_right(one, own) for part, one, own in zip(self.parts, response, settings, strict=True)]

    def guess(self) -> float:
        return prod(part.guess() for part in self.parts)

    def response_from(self, written: Any) -> Response:
        if not isinstance(written, list) or len(written) != len(self.parts):
            return written
        return [part.response_from(one) for part, one in zip(self.parts, written, strict=True)]

    def value_of(self, response: Response, setting: Setting) -> Any:
        """The list of what each part's response is; None when there are too few or too many."""
        if not isinstance(response, list) or len(response) != len(self.parts):
            return None
        settings = self._settings(setting)
        return [part.value_of(one, own) for part, one, own in zip(self.parts, response, settings, strict=True)]


def _seed(seed: int, number: int) -> int:
    return int.from_bytes(sha256(f"part:{seed}:{number}".encode()).digest()[:4], "big")


def _shown(part: Item, setting: Setting) -> dict[str, Any]:
    kind = str(type(part).__struct_config__.tag)
    hints = {"hints": len(part.hints)} if part.hints else {}
    return {"type": kind, "shape": part.shape, "ask": part.ask, **hints, **part.show(setting)}


def _notes(found: list[Judgement]) -> Iterator[Note]:
    """What was right first; then what there is to say to each part, with its number."""
    bad = [number for number, one in enumerate(found, 1) if not one.correct]
    if bad and len(bad) < len(found):
        yield Note("partly", {"what": "parts", "right": len(found) - len(bad), "of": len(found), "parts": bad})
    for number, one in enumerate(found, 1):
        for note in one.notes:
            yield Note(note.code, {**note.values, "part": number})
        if one.said:
            yield Note("said", {"text": one.said, "part": number})


def _same(one: Response, other: Response) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return normalise(one[:LONGEST]) == normalise(other[:LONGEST])
    return type(one) is type(other) and bool(one == other)
