"""How a step of OATutor is answered: the kind of item it becomes, tried with our own judge before it is taken."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from tutor.core.item import Setting
from tutor.core.kinds.formula import Formula
from tutor.core.kinds.number import Number
from tutor.exchange.brought import Keys
from tutor.exchange.oatutor_text import expression_of, markdown_of, text_of

_FORMS = (
    ("factored", re.compile(r"\bfactor", re.IGNORECASE)),
    ("simplest", re.compile(r"\bsimplif|\breduce\b", re.IGNORECASE)),
    ("expanded", re.compile(r"\bexpand|\bdistribut", re.IGNORECASE)),
)
"""The form of an answer, by the words that ask for it."""
_PICTURE = re.compile(r"\s*https?://\S+\s*")
ROUNDED = 3
"""Decimals from which a number was rounded by its author; the last may then be one half off. Tunable (2..4)."""


class NoStep(Exception):
    """The step can't be an item: its code, and why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


def answer_of(step: Keys, asked: str) -> tuple[Keys, str]:
    """The key of the kind, and a code where something is lost by it. Raises NoStep."""
    answers = _answers(step, "stepAnswer")
    if step.get("problemType") == "MultipleChoice":
        return {"choices": _choices(step, answers)}, ""
    if step.get("problemType") != "TextBox":
        raise NoStep("OAT-TYPE", f"problemType is {text_of(step.get('problemType'))[:40]!r}")
    if step.get("answerType") == "arithmetic":
        found = _calculated(answers[0], asked)
        return (found, "") if found else ({"recall": markdown_of(answers[0])}, "OAT-EXPR")
    texts = list(dict.fromkeys(text for answer in answers for text in _spaced(_plain(answer))))
    if not all(texts) or any("\\" in text for text in texts):
        return {"recall": markdown_of(answers[0])}, "OAT-EXPR"
    return {"answer": texts[0] if len(texts) == 1 else texts}, ""


def _answers(step: Keys, key: str) -> list[str]:
    found = step.get(key)
    answers = [text_of(answer) for answer in found] if isinstance(found, list) else []
    if not any(answer.strip() for answer in answers):
        raise NoStep("OAT-ANSWER", "there is no answer")
    return [answer for answer in answers if answer.strip()]


def answer_in_words(scaffold: Keys) -> str:
    """What is right, for a sub-question that is shown as hints; nothing where it is not told."""
    try:
        return " / ".join(map(markdown_of, _answers(scaffold, "hintAnswer")))
    except NoStep:
        return ""


def options_of(step: Keys) -> list[str]:
    """The choices without empty ones and repetitions."""
    found = step.get("choices")
    texts = [text_of(choice).strip() for choice in found] if isinstance(found, list) else []
    return list(dict.fromkeys(filter(None, texts)))


def _choices(step: Keys, answers: list[str]) -> list[Keys]:
    options = options_of(step)
    if any(_PICTURE.fullmatch(option) for option in options):
        raise NoStep("OAT-FIGURE", "its choices are pictures elsewhere")
    right = {_same(answer) for answer in answers}
    choices = [{"right" if _same(option) in right else "wrong": markdown_of(option)} for option in options]
    if not any("right" in choice for choice in choices) or not any("wrong" in choice for choice in choices):
        raise NoStep("OAT-CHOICE", "none of its choices is the answer, or all are")
    return choices


def _same(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _spaced(text: str) -> list[str]:
    """The text, and a list of things with a blank after each comma and without."""
    return [text, re.sub(r",\s*", ", ", text), re.sub(r",\s+", ",", text)]


def _plain(answer: str) -> str:
    return " ".join(answer.replace("$$", "").split())


def _calculated(answer: str, asked: str) -> Keys | None:
    """A number or a formula, when our judge takes it for one and finds it right."""
    expression = expression_of(answer)
    if not expression:
        return None
    if re.fullmatch(r"-?[\d.]+(/[\d.]+)?", expression):
        keys: Keys = {"number": expression} | _tolerance(expression)
        return keys if _works(Number(ask="?", **keys)) else None
    if not _works(Formula(ask="?", formula=expression)):
        return None
    form = next((name for name, words in _FORMS if words.search(asked)), "")
    shaped: Keys = {"formula": expression, "form": form}
    return shaped if form and _works(Formula(ask="?", **shaped)) else {"formula": expression}


def _tolerance(number: str) -> Keys:
    try:
        exponent = Decimal(number).as_tuple().exponent
    except InvalidOperation:
        return {}
    places = -exponent if isinstance(exponent, int) else 0
    return {"tolerance": f"{Decimal(5).scaleb(-places - 1):f}"} if places >= ROUNDED else {}


def _works(item: Number | Formula) -> bool:
    """Whether nothing is wrong with the item, and its own answer is right."""
    if next(item.flaws(), None) is not None:
        return False
    return item.judge(item.right_answer(Setting()), Setting()).correct
