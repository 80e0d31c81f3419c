"""Aiken: a question on its lines, answers `A)` or `A.`, and `ANSWER: A`. In only.

https://docs.moodle.org/en/Aiken_format
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tutor.exchange.brought import Brought, NotThisFormat, Question, Wishes, stable_id
from tutor.exchange.foreign import text_of
from tutor.exchange.markup import as_markdown, from_html
from tutor.exchange.pictures import Missing, Pictures
from tutor.exchange.report import Report
from tutor.packs.names import title_from
from tutor.packs.problems import quoted

_OPTION = re.compile(r"([A-Z])[.)]\s*(.*)")
_ANSWER = re.compile(r"ANSWER:\s*(.*)")
_LETTERS = re.compile(r"[A-Z](?:(?:\s*[,;&]\s*|\s+(?:AND\s+)?)[A-Z])*")
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
_KIND = "question"


def looks(path: Path) -> bool:
    """Whether a text has lines of both sorts."""
    with path.open("rb") as file:
        text = file.read(4096).decode("utf-8", "replace")
    return bool(re.search(r"^[A-Z][.)].*\n", text, re.MULTILINE) and re.search(r"^ANSWER:", text, re.MULTILINE))


def read(paths: Sequence[Path], wishes: Wishes) -> Brought:
    """The questions of Aiken files. Raises NotThisFormat when a file has no `ANSWER:`; OSError."""
    brought = Brought(Report("aiken"), title=title_from(paths[0].stem))
    seen: Counter[str] = Counter()
    for path in paths:
        text = text_of(path)
        if not re.search(r"^ANSWER:", text, re.MULTILINE):
            raise NotThisFormat(f"{quoted(path.name)} has no line ANSWER:, so it is not Aiken.")
        pictures = Pictures(brought, path.parent, path.parent)
        for line, stem, options, answer in _blocks(text):
            _take(pictures, seen, f"{path.name}:{line}", stem, options, answer.upper())
    return brought


def _blocks(text: str) -> Iterator[tuple[int, list[str], list[tuple[str, str]], str]]:
    """Each question: its first line, its text, its options by letter, and what stands behind ANSWER (or nothing)."""
    at, stem, options = 0, list[str](), list[tuple[str, str]]()
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        answer, option = _ANSWER.fullmatch(line), _OPTION.fullmatch(line)
        if answer:
            yield at or number, stem, options, answer[1].strip()
            at, stem, options = 0, [], []
        elif option:
            at = at or number
            options.append((option[1], option[2]))
        elif line:
            if options:  # the one before was never finished
                yield at, stem, options, ""
                at, stem, options = 0, [], []
            at = at or number
            stem.append(line)
    if stem or options:
        yield at, stem, options, ""


def _take(
    pictures: Pictures, seen: Counter[str], place: str, stem: list[str], options: list[tuple[str, str]], answer: str
) -> None:
    report = pictures.all.report
    report.read[_KIND] += 1
    wrong = _fault(stem, options, answer)
    if wrong:
        report.refuse(_KIND, *wrong, place)
        return
    try:
        keys = pictures.asked_with(_text("\n".join(stem)))
    except Missing as missing:
        report.refuse(_KIND, "AIKEN-MEDIA", f"it asks about {missing}, which is not beside the file", place)
        return
    right = set(_letters(answer))
    keys["choices"] = [
        {"right" if letter in right else "wrong": pictures.brought(_text(text), place)} for letter, text in options
    ]
    ask = "\n".join(stem)
    seen[ask] += 1
    name = stable_id(ask, *([str(seen[ask])] if seen[ask] > 1 else []))
    pictures.all.skill().questions.append(Question(name, keys, _KIND, place, f"aiken, {place}"))


def _text(text: str) -> str:
    """What is written is what is shown; a picture is the one thing that people write in HTML."""
    return from_html(text) if _PICTURE.search(text) else as_markdown(text)


def _letters(answer: str) -> list[str]:
    """The letters of `B`, `A, C` or `A and C`; nothing where it is no list of letters."""
    return re.findall(r"\b[A-Z]\b", answer) if _LETTERS.fullmatch(answer) else []


def _fault(stem: list[str], options: list[tuple[str, str]], answer: str) -> tuple[str, str] | None:
    """The code and sentence of what is wrong with a question."""
    letters = [letter for letter, _ in options]
    if not stem:
        return "AIKEN-STEM", "there is no question before the answers"
    if not answer:
        return "AIKEN-OPEN", "the question has no line ANSWER:"
    if len(options) < 2:
        return "AIKEN-FEW", "fewer than two options"
    if not _letters(answer) or not set(_letters(answer)) <= set(letters):
        return "AIKEN-ANSWER", f"ANSWER names {answer[:20]!r}, which is none of the options"
    return None
