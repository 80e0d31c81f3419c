"""Moodle's questions as items: what GIFT and Moodle XML have in common once their texts are Markdown.

In Moodle an answer earns a share, and each may have feedback. Here an answer is right or not: what earns a part is a
known mistake with its feedback, and what is said to the right answer goes into the explanation behind a check mark.
https://docs.moodle.org/en/Question_types
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from tutor.exchange.brought import Keys

BLANK = r"\_\_\_\_\_"
"""Where a word is missing in a question."""
PRAISE = "✓ "
ANY_TEXT, ANY_NUMBER = "len(response) >= 0", "response == response"
"""Conditions that each answer fulfils: Moodle's `*`, feedback for all that is not named."""
LONGEST = 60_000
"""Characters of a question as it is written; far more than anybody reads. Tunable (20,000..200,000)."""
_NUMBER = re.compile(r"[-+−]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][-+]?\d{1,2})?")
_CLOSE_ENOUGH = 1e-4
"""Shares are written with five digits: 33.33333 %."""

Lose = Callable[[str, str], None]
"""`lose(code, sentence)`: a part that does not come over; the code is without its format's prefix."""


class NoItem(Exception):
    """The question can't be an item: its code without the format's prefix, and why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


class Option(NamedTuple):
    """An answer: its text (Markdown, or plain where it is typed), the share it earns, at most 1, and what is said."""

    text: str
    share: float = 1.0
    say: str = ""
    tolerance: str = "0"


def praised(explain: str, said: Iterable[str]) -> str:
    """The explanation with what is said to right answers, each once."""
    marked = [PRAISE + text for text in dict.fromkeys(filter(None, said))]
    return "\n\n".join(filter(None, [*marked, explain]))


def _right(options: Sequence[Option], lose: Lose) -> list[Option]:
    """The options that earn most, at least something. Raises NoItem."""
    best = max((option.share for option in options), default=0)
    if best <= 0:
        raise NoItem("NORIGHT", "no right answer")
    if best < 1 - _CLOSE_ENOUGH:
        lose("WEIGHT", "no answer earns all; what earns most is right here")
    if any(0 < option.share < best - _CLOSE_ENOUGH for option in options):
        lose("WEIGHT", "an answer that is partly right there is a known mistake here")
    return [option for option in options if option.share > best - _CLOSE_ENOUGH]


def choices(options: Sequence[Option], *, single: bool, lose: Lose) -> Keys:
    """Options to pick from. Of several right ones any will do where one is picked, else all are to be."""
    if single:
        right = _right(options, lose)
    else:
        right = [option for option in options if option.share > 0]
        if not right:
            raise NoItem("NORIGHT", "no right answer")
        if max(one.share for one in right) - min(one.share for one in right) > 0.02:
            lose("WEIGHT", "right answers are of different worth there; here all are to be picked")
    if len(options) < 2:
        raise NoItem("FEW", "fewer than two options")
    written = [
        {"right" if option in right else "wrong": option.text} | ({"because": option.say} if option.say else {})
        for option in options
    ]
    several = len(right) > 1
    pick = "any" if single and several else "many" if not single and not several else ""
    return {"choices": written} | ({"pick": pick} if pick else {})


def true_false(holds: bool, wrong: str, right: str, explain: str) -> Keys:
    """A statement; what is said to the wrong and to the right answer."""
    keys: Keys = {"true_false": str(holds).lower()}
    if wrong:
        keys["mistakes"] = [{"when": str(not holds).lower(), "say": wrong}]
    return keys | _explained(praised(explain, [right]))


def _explained(text: str) -> Keys:
    return {"explain": text} if text else {}


def typed(options: Sequence[Option], explain: str, lose: Lose, *, exact: bool = False) -> Keys:
    """A text to type. Raises NoItem where Moodle's wildcards are all there is."""
    fixed = [option._replace(text=_literal(option.text)) for option in options if not _is_wild(option.text)]
    wild = [option for option in options if _is_wild(option.text)]
    if any(option.share > 0 for option in wild):
        if not any(option.share >= 1 for option in fixed):
            raise NoItem("WILDCARD", "only a pattern with * is right; write the accepted answers out")
        lose("WILDCARD", "a right answer with the wildcard * is left out")
    right = _right([option for option in fixed if option.text], lose)
    texts = list(dict.fromkeys(option.text for option in right))
    same = {text if exact else text.casefold() for text in texts}
    mistakes: list[Keys] = []
    for option in fixed:
        if option.say and (option.text if exact else option.text.casefold()) not in same:
            mistakes.append({"when": option.text, "say": option.say})
    mistakes += _for_the_rest(wild, ANY_TEXT, lose)
    keys: Keys = {"answer": texts if len(texts) > 1 else texts[0]}
    keys |= {"case": "exact"} if exact else {}
    keys |= {"mistakes": mistakes} if mistakes else {}
    return keys | _explained(praised(explain, (option.say for option in right)))


def _for_the_rest(wild: Sequence[Option], condition: str, lose: Lose) -> list[Keys]:
    found: list[Keys] = []
    for option in wild:
        if option.share <= 0 and option.text.strip() in ("", "*"):
            found += [{"if": condition, "say": option.say}] if option.say else []
        elif option.share <= 0:
            lose("WILDCARD", "a wrong answer with the wildcard * is left out")
    return found[:1]


def _is_wild(text: str) -> bool:
    return "*" in text.replace("\\*", "")


def _literal(text: str) -> str:
    return text.replace("\\*", "*")


def number(options: Sequence[Option], explain: str, lose: Lose) -> Keys:
    """A number with its tolerance. Raises NoItem: no number, or several right ones that no tolerance unites."""
    wild = [option for option in options if option.text.strip() in ("", "*")]
    known = [(option, decimal(option.text), abs(decimal(option.tolerance or "0"))) for option in options]
    right = _right([option for option in options if option not in wild], lose)
    widest = max((one for one in known if one[0] in right), key=lambda one: one[2])
    for option, value, margin in known:
        if option in right and abs(value - widest[1]) + margin > widest[2]:
            raise NoItem("NUMBERS", "several numbers are right, and no one tolerance unites them")
    keys: Keys = {"number": plainly(widest[1])} | ({"tolerance": plainly(widest[2])} if widest[2] else {})
    mistakes = [_near(value, margin, option.say) for option, value, margin in known if _is_told(option, right, wild)]
    mistakes += _for_the_rest(wild, ANY_NUMBER, lose)
    keys |= {"mistakes": mistakes} if mistakes else {}
    return keys | _explained(praised(explain, (option.say for option in right)))


def _is_told(option: Option, right: Sequence[Option], wild: Sequence[Option]) -> bool:
    return bool(option.say) and option not in right and option not in wild


def _near(value: Decimal, margin: Decimal, say: str) -> Keys:
    if not margin:
        return {"when": plainly(value), "say": say}
    return {"if": f"abs(response - ({plainly(value)})) <= {plainly(margin)}", "say": say}


def decimal(text: str) -> Decimal:
    """A number as Moodle writes it; 0 for its `*`. Raises NoItem."""
    text = text.strip().replace("−", "-")
    if text in ("", "*"):
        return Decimal(0)
    if not _NUMBER.fullmatch(text):
        raise NoItem("NUMBER", "an answer is no number")
    try:
        return Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern takes none such
        raise NoItem("NUMBER", "an answer is no number") from None


def plainly(value: Decimal) -> str:
    """A number without exponent and needless noughts."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def matching(pairs: Sequence[tuple[str, str]]) -> Keys:
    """Pairs; one without its left is a distractor. Raises NoItem."""
    found: dict[str, str] = {}
    for left, right in pairs:
        if left and found.setdefault(_line(left), _line(right)) != _line(right):
            raise NoItem("TWICE", "the same text stands twice on the left")
    if any(not right for _, right in pairs):
        raise NoItem("PAIR", "a pair lacks its right")
    if len(found) < 2:
        raise NoItem("FEW", "fewer than two pairs")
    extra = [_line(right) for left, right in pairs if not left]
    extra = [text for text in dict.fromkeys(extra) if text not in found.values()]
    return {"match": found} | ({"distractors": extra} if extra else {})


def _line(text: str) -> str:
    return " ".join(text.split())


def essay(model: str = "", words: str = "") -> Keys:
    """A text of the learner's own, with what to compare it with."""
    found = {key: value for key, value in (("model", model), ("words", words)) if value}
    return {"essay": found}
