"""What only the plain mode says about a task and an answer: where one is, what was heard, what is right."""

from __future__ import annotations

from typing import Any

from tutor.plain.saying import Voice
from tutor.present.spoken import is_number, spoken, written
from tutor.study.tasks import Task

KINDS = {
    "lesson": "Lesson",
    "learn": "Practice",
    "review": "Review",
    "remedy": "A step back",
    "place": "Placement, no marks",
    "challenge": "Challenge",
}
TRUE_FALSE = [{"id": "true", "text": "true"}, {"id": "false", "text": "false"}]


def position(task: Task, number: int) -> str:
    """Which question this is: `Quiz question 2 of 3, no hints`, `Question 4, review`."""
    if task.quiz is not None:
        return f"Quiz question {task.quiz['number']} of {task.quiz['size']}, no hints"
    kind = KINDS.get(task.kind, "Practice")
    return kind if task.kind == "lesson" else f"Question {number}, {kind[0].lower()}{kind[1:]}"


def choices_of(task: Task) -> list[dict[str, str]]:
    """The choices of a task to pick from; those of a statement are true and false."""
    return TRUE_FALSE if task.type == "true_false" else task.choices or []


def choice_texts(voice: Voice, choices: list[dict[str, str]]) -> list[str]:
    """The choices on one line each. Where no digit stands but in numbers these are said as words: `5 sixths`."""
    texts = [voice.short(choice["text"]) for choice in choices]
    said = [spoken(text) if voice.spoken and _only_numbers(texts) else text for text in texts]
    pictures = [voice.short(f"[picture: {choice['alt']}]") if choice.get("alt") else "" for choice in choices]
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


def heard(voice: Voice, task: Task, typed: str) -> str:
    """A typed answer as it is said back."""
    return spoken(typed) if voice.spoken and task.type == "number" else typed


def meant(voice: Voice, task: Task, typed: str) -> str:
    """A typed answer as the session takes it: a number may be typed in the words in which numbers are said."""
    return written(typed) if voice.spoken and task.type == "number" else typed


def right_answer(voice: Voice, task: Task, answer: Any) -> str:
    """The right answer in words, on one line."""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, list):
        return _several(voice, task, [str(one) for one in answer])
    text = str(answer)
    if task.type == "choices":
        return _picked(voice, task, [text])
    if task.type in ("number", "answer"):
        return heard(voice, task, text)
    return voice.short(text)


def _several(voice: Voice, task: Task, texts: list[str]) -> str:
    if task.type == "choices":
        return _picked(voice, task, texts)
    if len(texts) == 1:
        return texts[0]
    return "; ".join(f"gap {number}: {text}" for number, text in enumerate(texts, 1))


def _picked(voice: Voice, task: Task, texts: list[str]) -> str:
    choices = choices_of(task)
    said = dict(zip((choice["text"] for choice in choices), choice_texts(voice, choices), strict=True))
    return "; ".join(said.get(text) or voice.short(text) for text in texts)
