"""Picking choices: by number or letter, or by what a choice says."""

from __future__ import annotations

import re
from typing import Any

from tutor.core.text import normalise
from tutor.language import _
from tutor.plain import words
from tutor.plain.prompts import ending, nothing_typed
from tutor.plain.sitting import Given, Here, Sitting
from tutor.study.tasks import Task


def tell(sitting: Sitting, task: Task) -> None:
    """The choices, each with what it is picked by; those of a statement need no saying."""
    if task.type != "true_false":
        rows(sitting, words.choice_texts(sitting.voice, words.choices_of(task), whole=True))


def rows(sitting: Sitting, texts: list[str]) -> None:
    """Rows to pick from, each with its number or letter, and below it what takes more lines."""
    for label, text in zip(words.labels(texts), texts, strict=True):
        sitting.voice.line(f"{label}. {text}")


def choice(sitting: Sitting, task: Task, here: Here, may_look: bool) -> Given | None:
    """Ask for one choice, or for several."""
    choices = words.choices_of(task)
    texts = words.choice_texts(sitting.voice, choices)
    names = words.labels(texts)
    while True:
        typed = sitting.prompt(here, _choice_words(task, names) + ending(sitting, task, may_look))
        if typed is None:
            return None
        if not typed:
            if may_look:
                return Given(None)
            nothing_typed(sitting)
            continue
        found = _found(sitting, task, typed, names)
        if found is not None:
            found.sort()
            heard = [_unlike(texts, names, at) for at in found]
            return Given(_response(task, found), words.listed(heard) or _("none of them"))
        sitting.say(_("That is none of the choices.") if task.shape == "pick" else _("Those are not choices here."))


def _unlike(texts: list[str], names: list[str], at: int) -> str:
    """A choice on one line, with its label where another one, of which not all is said, reads the same."""
    return texts[at] if texts.count(texts[at]) == 1 else f"{names[at]}, {texts[at]}"


def _choice_words(task: Task, names: list[str]) -> str:
    if task.type == "true_false":
        return _("True or false? Answer t or f")
    if task.shape == "pick_many":
        return _("Answer with all that fit, such as {first} {last}", first=names[0], last=names[-1])
    return _("Answer {one_of}", one_of=words.one_of(names))


def _response(task: Task, found: list[int]) -> Any:
    if task.type == "true_false":
        return found == [0]
    ids = [words.choices_of(task)[at]["id"] for at in found]
    return ids if task.shape == "pick_many" else ids[0]


def _found(sitting: Sitting, task: Task, typed: str, names: list[str]) -> list[int] | None:
    """The places of the choices that were typed, by label or by text; None when it is none of them."""
    typed = typed.casefold()
    if typed in names:
        return [names.index(typed)]
    if task.type == "true_false":
        return TRUE_FALSE.get(typed)
    by_text = _by_text(sitting, task, typed)
    if by_text is not None:
        return [by_text]
    return several(typed, names) if task.shape == "pick_many" else None


def _by_text(sitting: Sitting, task: Task, typed: str) -> int | None:
    """The one choice that reads like this, as said or as written."""
    choices = words.choices_of(task)
    said = words.choice_texts(sitting.voice, choices)
    form = normalise(typed)
    fits = [
        at
        for at, choice in enumerate(choices)
        if form in (normalise(said[at]), normalise(choice["text"]), normalise(sitting.voice.as_written(choice["text"])))
    ]
    return fits[0] if len(fits) == 1 else None


TRUE_FALSE = {"t": [0], "true": [0], "f": [1], "false": [1], "v": [0], "verdadero": [0], "falso": [1]}
NONE = ("none", "0", "ninguno", "ninguna")
"""What is understood, in whatever language is spoken."""


def several(typed: str, names: list[str]) -> list[int] | None:
    """The places of labels, each once: `3 1`, `3, 1`, `3 and 1`, `31` where no label is longer; `none` for none."""
    typed = typed.casefold()
    if typed in NONE:
        return []
    picked = [part for part in re.split(r"[\s,;+&]+|\b(?:and|y)\b", typed) if part]
    if len(picked) == 1 and len(names) < 10:
        picked = list(picked[0])
    if not picked or len(set(picked)) < len(picked) or not set(picked) <= set(names):
        return None
    return [names.index(part) for part in picked]
