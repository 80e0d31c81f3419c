"""What becomes of one unit of a swirl lesson: by its class, the keys of an item. R code is text, never run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from itertools import permutations

from tutor.exchange.brought import Keys
from tutor.exchange.markup import as_markdown, clean

MOST_WORDS = 4
"""Words in any order that are accepted in each order."""
_CODE = re.compile(r"`[^`\n]+`")
_HELD = re.compile("\ue000(\\d+)\ue001")
_NO_RANGE = "AnswerTests has no range such as range=7-13"
_RANGE = re.compile(r"range\s*=\s*(-?[\d.]+)\s*-\s*(-?[\d.]+)\s*$")
_DRAWING = re.compile(
    r"\b(?:this|that|the|these|our|same)\s+(?:[\w-]+\s+){0,2}(?:plot|histogram|graph|diagram|chart|figure)s?\b"
    r"|\bshown (?:here|above|below)\b",
    re.IGNORECASE,
)
"""Words that point to a drawing."""
_CREDIT = re.compile(r"coursera|\bcredit\b", re.IGNORECASE)


class NoQuestion(Exception):
    """The unit can be no item: its code, and why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


def markdown(text: str) -> str:
    """A text of swirl as Markdown; what it has in backticks stays code."""
    held: list[str] = []

    def hold(code: re.Match[str]) -> str:
        held.append(code.group())
        return f"\ue000{len(held) - 1}\ue001"

    plain = _CODE.sub(hold, re.sub("[\ue000\ue001]", "", clean(text)))
    return _HELD.sub(lambda number: held[int(number[1])], as_markdown(plain))


def code(text: str) -> str:
    """An R command as a block of code."""
    return f"```r\n{clean(text).strip()}\n```"


def question(kind: str, unit: Mapping[str, str], *, drawn: bool) -> Keys:
    """The item of a question of this class. `drawn` tells that a drawing came before it. Raises NoQuestion."""
    ask, answer = markdown(unit.get("Output", "")), clean(unit.get("CorrectAnswer", "")).strip()
    if not ask:
        raise NoQuestion("SWIRL-EMPTY", "it asks nothing")
    if kind == "mult_question" and answer in ("", "NULL") and _CREDIT.search(ask):
        raise NoQuestion("SWIRL-CREDIT", "it asks whether a course elsewhere is to be told")
    if drawn and kind != "cmd_question" and _DRAWING.search(ask):
        raise NoQuestion("SWIRL-DRAWING", "it asks about a drawing that R makes")
    if kind == "range_question":
        found = _range(unit.get("AnswerTests", ""))
    elif not answer:
        raise NoQuestion("SWIRL-ANSWER", "it has no CorrectAnswer")
    elif kind == "mult_question":
        found = {"choices": _choices(unit.get("AnswerChoices", ""), answer)}
    else:
        found = _typed(kind, answer)
    hint = markdown(unit.get("Hint", ""))
    return {"ask": ask, **found, **({"hints": [hint]} if hint else {})}


def _typed(kind: str, answer: str) -> Keys:
    if kind == "cmd_question":
        return {"recall": code(answer)}
    if kind == "exact_question" and (number := _number(answer)):
        return number
    if kind in ("text_many_question", "text_order_question"):
        words = [word.strip() for word in answer.split(",") if word.strip()]
        if kind == "text_many_question" and len(words) <= MOST_WORDS:
            return {"answer": [text for order in permutations(words) for text in (", ".join(order), ",".join(order))]}
        return {"answer": [", ".join(words), ",".join(words)]}
    return {"answer": answer}


def _number(answer: str) -> Keys | None:
    """A number; one with three decimals or more may be half off in the last."""
    try:
        value = Decimal(answer)
    except InvalidOperation:
        return None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > 30 or len(answer) > 40:
        return None
    return {"number": answer} | ({"tolerance": f"{Decimal(5).scaleb(exponent - 1):f}"} if exponent <= -3 else {})


def _range(tests: str) -> Keys:
    """A number within `range=7-13`: its middle, with half the width on each side."""
    found = _RANGE.search(tests.strip()[:100])
    try:
        low, high = Decimal(found[1] if found else ""), Decimal(found[2] if found else "")
    except InvalidOperation:
        raise NoQuestion("SWIRL-RANGE", _NO_RANGE) from None
    if low > high:
        raise NoQuestion("SWIRL-RANGE", _NO_RANGE)
    middle, half = (low + high) / 2, (high - low) / 2
    return {"number": f"{middle.normalize():f}"} | ({"tolerance": f"{half.normalize():f}"} if half else {})


def _choices(written: str, answer: str) -> list[Keys]:
    options = list(dict.fromkeys(one.strip() for one in clean(written).split(";") if one.strip()))
    choices = [{"right" if one == answer else "wrong": markdown(one)} for one in options]
    if not any("right" in choice for choice in choices) or len(choices) < 2:
        raise NoQuestion("SWIRL-CHOICE", "CorrectAnswer is none of the AnswerChoices")
    return choices
