"""What only the plain mode says about a task and an answer: where one is, what was heard, what is right."""

from __future__ import annotations

from typing import Any

from tutor.core.learner.events import TaskKind
from tutor.language import _, _n, later
from tutor.plain.saying import Voice
from tutor.present.placement import more
from tutor.present.prose import has_code
from tutor.present.spoken import is_number, spoken, written
from tutor.study.tasks import Task

KINDS = {
    "lesson": later("Lesson"),
    "learn": later("Practice"),
    "review": later("Review"),
    "remedy": later("A step back"),
    "place": later("Placement, no marks"),
    "challenge": later("Challenge"),
}
_ABOUT_A_TASK = {"id", "kind", "item", "skill", "unit", "unit_of_answer", "passage", "hints", "reason", "block", "quiz"}
SHOWN = frozenset(Task.__struct_fields__) - _ABOUT_A_TASK - {"title", "course_title"}
"""Keys of a question that stands inside of another task."""
FIRST_WORDS = 6
"""Words that name a longer text that was read before. Tunable (4..10)."""
TRUE_FALSE = {"true": later("true"), "false": later("false")}


def position(task: Task, number: int) -> str:
    """Which question this is: `Quiz question 2 of 3, no hints`, `Question 4, review`."""
    if task.quiz is not None:
        return _("Quiz question {number} of {size}, no hints", number=task.quiz["number"], size=task.quiz["size"])
    if task.kind == "place":
        return _("Placement, {more}", more=more(task.more or 1))
    kind = _(KINDS.get(task.kind, "Practice"))
    if task.kind == "lesson":
        return kind
    return _("Question {number}, {kind}", number=number, kind=f"{kind[0].lower()}{kind[1:]}")


def choices_of(task: Task) -> list[dict[str, str]]:
    """The choices of a task to pick from; those of a statement are true and false."""
    if task.type != "true_false":
        return task.choices or []
    return [{"id": name, "text": _(words)} for name, words in TRUE_FALSE.items()]


def choice_texts(voice: Voice, choices: list[dict[str, str]], *, whole: bool = False) -> list[str]:
    """The choices on one line each; with `whole` all lines of their code.

    Where no digit stands but in numbers these are said as words: `5 sixths`.
    """
    texts = [(voice.whole if whole else voice.short)(choice["text"]) for choice in choices]
    said = [spoken(text) if voice.spoken and _only_numbers(texts) else text for text in texts]
    pictures = [
        voice.short(_("[picture: {alt}]", alt=choice["alt"])) if choice.get("alt") else "" for choice in choices
    ]
    return [f"{text} {picture}".strip() for text, picture in zip(said, pictures, strict=True)]


def _only_numbers(texts: list[str]) -> bool:
    return all(is_number(text) or not any(map(str.isdigit, text)) for text in texts)


def labels(texts: list[str]) -> list[str]:
    """What a choice is picked by: its number, or a letter where the choices are such numbers themselves."""
    numbers = [str(number) for number in range(1, len(texts) + 1)]
    if not set(numbers) & set(texts):
        return numbers
    letters = [chr(ord("a") + at) for at in range(len(texts))]
    return numbers if set(letters) & {text.casefold() for text in texts} else letters


def one_of(names: list[str]) -> str:
    """The labels in a prompt: `1 or 2`, `1 to 5`."""
    if len(names) == 2:
        return _("{first} or {last}", first=names[0], last=names[-1])
    return _("{first} to {last}", first=names[0], last=names[-1])


def heard(voice: Voice, task: Task, typed: str) -> str:
    """A typed answer as it is said back."""
    return spoken(typed) if voice.spoken and task.type == "number" else typed


def meant(voice: Voice, task: Task, typed: str) -> str:
    """A typed answer as the session takes it: a number may be typed in the words in which numbers are said."""
    return written(typed) if voice.spoken and task.type == "number" else typed


def as_task(shown: dict[str, Any], kind: TaskKind) -> Task:
    """A question inside of another task, such as a lesson's step or a part, as the task it would be alone."""
    more = {key: shown[key] for key in SHOWN if key in shown}
    return Task(id="", kind=kind, skill="", unit_of_answer=shown.get("unit", ""), **more)


def parts_of(task: Task) -> list[Task]:
    """The parts of a task."""
    return [as_task(part, task.kind) for part in task.parts or []]


def row_texts(voice: Voice, texts: list[str], *, indent: bool = False, whole: bool = False) -> list[str]:
    """Rows to be placed, one line each, or `whole`.

    Where the indentation counts they are as written, the spaces told to who listens.
    """
    if not indent:
        return choice_texts(voice, [{"text": text} for text in texts], whole=whole)
    return [_indented(text) if voice.spoken else text for text in texts]


def _indented(text: str) -> str:
    spaces = len(text) - len(text.lstrip(" "))
    return _n("[{count} spaces] {text}", "[{count} spaces] {text}", spaces, text=text.lstrip(" ")) if spaces else text


def mapping(voice: Voice, answer: dict[str, Any]) -> str:
    """Pairs or groups on one line: `cat: animal; oak: plant`, `even: 2, 4; odd: 3`. Empty groups are left out."""
    texts = {
        key: [voice.short(text) for text in (value if isinstance(value, list) else [value])]
        for key, value in answer.items()
    }
    return listed([f"{within(voice.short(key))}: {listed(found, ', ')}" for key, found in texts.items() if found])


def listed(texts: list[str], between: str = "; ") -> str:
    """Several texts on one line; only the last of them keeps its full stop."""
    return between.join([*map(within, texts[:-1]), *texts[-1:]])


def within(text: str) -> str:
    """A text as it stands before a comma, a semicolon or a colon: without its full stop. Dots in a row stay."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def is_sentence(text: str) -> bool:
    """Whether a text ends by itself, so that it can't end a sentence of ours."""
    return text.endswith((".", "!", "?"))


def first_words(voice: Voice, markdown: str) -> str:
    """How a longer text begins: `Take two eggs, a cup of...`."""
    found = voice.text(markdown).split()
    begin = " ".join(found[:FIRST_WORDS])
    return f"{begin.rstrip('.,;:')}..." if len(found) > FIRST_WORDS else begin


def right_lines(voice: Voice, task: Task, answer: Any) -> list[str]:
    """The right answer on lines of its own, where one line doesn't hold it; else empty."""
    if task.shape == "lines" and isinstance(answer, list):
        texts = [str(one) for one in answer]
        indent = task.indent or any(text.startswith(" ") for text in texts)
        return row_texts(voice, texts, indent=indent, whole=True)
    if task.shape in ("program", "writing") and isinstance(answer, str) and answer.strip():
        return answer.split("\n")
    if _holds_code(answer) and task.shape != "parts":
        return _whole(voice, answer)
    pieces = _pieces(voice, task, answer)
    own = any(map(is_sentence, pieces)) or (task.type == "choices" and len(pieces) > 1)
    return pieces if own else []


def _holds_code(answer: Any) -> bool:
    """Whether code stands in an answer that is picked or placed."""
    if isinstance(answer, dict):
        return any(map(_holds_code, [*answer, *answer.values()]))
    return any(map(_holds_code, answer)) if isinstance(answer, list) else isinstance(answer, str) and has_code(answer)


def _whole(voice: Voice, answer: Any) -> list[str]:
    """An answer with all lines of its code."""
    if isinstance(answer, dict):
        return [line for key, value in answer.items() for line in _whole_pair(voice, key, value)]
    return [voice.whole(str(one)) for one in (answer if isinstance(answer, list) else [answer])]


def _whole_pair(voice: Voice, key: str, value: Any) -> list[str]:
    if not _holds_code({key: value}):
        return [mapping(voice, {key: value})]
    if not has_code(key):
        return [f"{voice.short(key)}:", *_whole(voice, value)]
    first, *rest = _whole(voice, value)
    return [voice.whole(key), _("Its partner: {first}", first=first), *rest]


def right_answer(voice: Voice, task: Task, answer: Any) -> str:
    """The right answer in words, on one line; empty where there is none, or it only fits on lines of its own."""
    return "" if task.shape in ("lines", "program", "writing") else listed(_pieces(voice, task, answer))


def _pieces(voice: Voice, task: Task, answer: Any) -> list[str]:
    """What the right answer is made of: a text, or one for each choice, gap, pair, group or part."""
    if answer is None:
        return []
    if task.shape == "parts":
        parts = parts_of(task) or [as_task({}, task.kind)] * len(answer)
        pairs = enumerate(zip(parts, answer, strict=False), 1)
        said = ((number, _in_a_line(voice, part, one)) for number, (part, one) in pairs)
        return [_("part {number}: {text}", number=number, text=text) for number, text in said]
    if isinstance(answer, dict):
        return [text for key, value in answer.items() if (text := mapping(voice, {key: value}))]
    if isinstance(answer, list):
        return _several(voice, task, [str(one) for one in answer])
    return [_one(voice, task, answer)]


def _one(voice: Voice, task: Task, answer: Any) -> str:
    if isinstance(answer, bool):
        return _("true") if answer else _("false")
    text = str(answer)
    if task.type == "choices":
        return _picked(voice, task, [text])[0]
    if task.type in ("number", "answer", "formula", "regex"):
        return heard(voice, task, text)
    return voice.short(text)


def _in_a_line(voice: Voice, task: Task, answer: Any) -> str:
    plain = isinstance(answer, list) and task.type != "choices" and task.shape != "gaps"
    between = ", " if plain else "; "
    return listed(_pieces(voice, task, answer), between)


def _several(voice: Voice, task: Task, texts: list[str]) -> list[str]:
    if task.type == "choices":
        return _picked(voice, task, texts)
    if task.shape != "gaps":
        return row_texts(voice, texts, indent=task.indent)
    if len(texts) == 1:
        return texts
    return [_("gap {number}: {text}", number=number, text=text) for number, text in enumerate(texts, 1)]


def _picked(voice: Voice, task: Task, texts: list[str]) -> list[str]:
    choices = choices_of(task)
    said = dict(zip((choice["text"] for choice in choices), choice_texts(voice, choices), strict=True))
    return [said.get(text) or voice.short(text) for text in texts]
