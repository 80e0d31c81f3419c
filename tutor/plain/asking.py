"""Asking: a task is told line by line, and what is typed becomes a response of its shape."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from tutor.core.text import normalise
from tutor.plain import words
from tutor.plain.saying import sentences
from tutor.plain.sitting import Here, Sitting
from tutor.study.tasks import Task

HELPED = 3
"""Prompts of a sitting that mention the help. Tunable (1..5): after that it is only noise."""


class Given(Struct, frozen=True):
    """A response, and how it was heard."""

    response: Any
    heard: str = ""


def tell(sitting: Sitting, task: Task) -> None:
    """Where one is, and the question with all that belongs to it."""
    tell_place(sitting, task)
    _passage(sitting, task)
    tell_question(sitting, task)


def tell_place(sitting: Sitting, task: Task) -> None:
    """Course, skill and kind of task; the course only where it is another than before."""
    course = task.course_title if task.course_title not in (sitting.last_course, task.title) else ""
    sitting.last_course = task.course_title
    sitting.say(sentences(course, task.title, words.position(task, len(sitting.done) + 1)))


def _passage(sitting: Sitting, task: Task) -> None:
    if not task.passage:
        return
    if task.passage == sitting.last_passage:
        sitting.say("It is about the same text as before; :r reads it again.")
        return
    sitting.last_passage = task.passage
    sitting.say("A text:")
    sitting.voice.show(task.passage)
    sitting.say("The question:")


def tell_question(sitting: Sitting, task: Task) -> None:
    """The question itself, its picture in words, its choices."""
    voice = sitting.voice
    voice.show(task.ask)
    if task.media and task.media.get("alt"):
        voice.show(f"[picture: {task.media['alt']}]")
    if task.media and (task.media.get("audio") or task.media.get("speak")):
        sitting.say("A recording belongs to this; it can't be played in plain mode.")
    if task.shape == "gaps":
        voice.show(_with_gaps(task.blanks or []))
    if task.shape in ("pick", "pick_many") and task.type != "true_false":
        texts = words.choice_texts(voice, words.choices_of(task))
        for label, text in zip(words.labels(texts), texts, strict=True):
            sitting.voice.line(f"{label}. {text}")


def _with_gaps(around: list[str]) -> str:
    """The text with its gaps named; in mathematics a gap is an empty box, which is said as "blank"."""
    text = around[0] if around else ""
    for number, piece in enumerate(around[1:], 1):
        in_maths = text.replace("\\$", "").count("$") % 2 == 1
        gap = "□" if in_maths else "(gap)" if len(around) == 2 else f"(gap {number})"
        text += gap + piece
    return text


def respond(sitting: Sitting, task: Task, here: Here, *, may_look: bool = False) -> Given | None:
    """What the person answers; None when a command left the task. With `may_look` Enter alone asks for the answer."""
    sitting.asked += 1
    match task.shape:
        case "pick" | "pick_many":
            return _choice(sitting, task, here, may_look)
        case "gaps":
            return _gaps(sitting, task, here, may_look)
        case "self_rate":
            return _recall(sitting, task, here)
        case _:
            return _text(sitting, task, here, may_look)


def _ending(sitting: Sitting, task: Task, may_look: bool) -> str:
    if may_look:
        return ", or Enter to be told."
    if task.kind == "place":
        return ", or :s if you have not learned it yet."
    return ", or :? for help." if sitting.asked <= HELPED else "."


def _text(sitting: Sitting, task: Task, here: Here, may_look: bool) -> Given | None:
    unit = f" in {sitting.voice.short(task.unit_of_answer)}" if task.unit_of_answer else ""
    while True:
        typed = sitting.prompt(here, f"Type the answer{unit}{_ending(sitting, task, may_look)}")
        if typed is None:
            return None
        if typed:
            return Given(words.meant(sitting.voice, task, typed), words.heard(sitting.voice, task, typed))
        if may_look:
            return Given(None)
        _nothing_typed(sitting)


def _nothing_typed(sitting: Sitting) -> None:
    sitting.say("Nothing was typed. :r tells the question again, :s shows the answer.")


def _recall(sitting: Sitting, task: Task, here: Here) -> Given | None:
    typed = sitting.prompt(here, "Recall it; Enter tells the answer.")
    return None if typed is None else Given(None, typed)


def _gaps(sitting: Sitting, task: Task, here: Here, may_look: bool) -> Given | None:
    """One gap after the other. A gap left empty is asked for once more before the answer is given."""
    count = len(task.blanks or []) - 1
    filled = [""] * count
    again = False
    while not all(filled):
        for at in range(count):
            if filled[at]:
                continue
            typed = sitting.prompt(here, _gap_words(at, count, again, _ending(sitting, task, may_look)))
            if typed is None:
                return None
            filled[at] = typed
        if may_look and not any(filled):
            return Given(None)
        if again and any(filled):
            break
        again = True
    return Given(filled, "; ".join(text or "nothing" for text in filled))


def _gap_words(at: int, count: int, again: bool, ending: str) -> str:
    name = "The gap" if count == 1 else f"Gap {at + 1} of {count}"
    return f"{name} is empty. Type it, or Enter to leave it so:" if again else f"{name}{ending.removesuffix('.')}:"


def _choice(sitting: Sitting, task: Task, here: Here, may_look: bool) -> Given | None:
    choices = words.choices_of(task)
    texts = words.choice_texts(sitting.voice, choices)
    names = words.labels(texts)
    while True:
        typed = sitting.prompt(here, _choice_words(task, names) + _ending(sitting, task, may_look))
        if typed is None:
            return None
        if not typed:
            if may_look:
                return Given(None)
            _nothing_typed(sitting)
            continue
        found = _found(sitting, task, typed, names)
        if found is not None:
            return Given(_response(task, found), "; ".join(texts[at] for at in found) or "none of them")
        sitting.say("That is none of the choices." if task.shape == "pick" else "Those are not choices here.")


def _choice_words(task: Task, names: list[str]) -> str:
    if task.type == "true_false":
        return "True or false? Answer t or f"
    if task.shape == "pick_many":
        return f"Answer with all that fit, such as {names[0]} {names[-1]}"
    return f"Answer {names[0]} {'or' if len(names) == 2 else 'to'} {names[-1]}"


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
        return {"t": [0], "true": [0], "f": [1], "false": [1]}.get(typed)
    by_text = _by_text(sitting, task, typed)
    if by_text is not None:
        return [by_text]
    return _several(typed, names) if task.shape == "pick_many" else None


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


def _several(typed: str, names: list[str]) -> list[int] | None:
    """Labels in a row: `1 3`, `1, 3`, `1 and 3`, `13` where no label is longer; `none` for none of them."""
    if typed in ("none", "0"):
        return []
    picked = [part for part in re.split(r"[\s,;+&]+|\band\b", typed) if part]
    if len(picked) == 1 and len(names) < 10:
        picked = list(picked[0])
    if not picked or len(set(picked)) < len(picked) or not set(picked) <= set(names):
        return None
    return sorted(names.index(part) for part in picked)
