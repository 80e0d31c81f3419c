"""A question on paper: its text, the room to answer it, and in the key what is right. One function for each shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.core.item import Response
from tutor.language import _
from tutor.present.html_prose import line, markdown
from tutor.present.pages import escaped
from tutor.study.tasks import Task

LINE = '<span class="line"></span>'
ROOM = '<div class="room"></div>'


def question(task: Task, picture: Callable[[str, str], str]) -> str:
    """The HTML of a task. `picture(name, alt)` gives that of a picture of the pack."""
    media = task.media or {}
    image = picture(media["image"], media.get("alt", "")) if media.get("image") else ""
    return f"{markdown(task.ask)}{image}{_room(task, picture)}"


def _room(task: Task, picture: Callable[[str, str], str]) -> str:
    draw = _ROOMS.get(task.shape)
    return draw(task, picture) if draw else f"{_tests(task)}<p>{LINE} {escaped(task.unit_of_answer)}</p>"


def _pick(task: Task, picture: Callable[[str, str], str]) -> str:
    if not task.choices:
        return f'<p class="either">☐ {_("True")} &nbsp; ☐ {_("False")}</p>'
    rows = []
    for choice in task.choices:
        image = picture(choice["image"], choice.get("alt", "")) if choice.get("image") else ""
        rows.append(f"<li>☐ {_short(choice['text'])}{image}</li>")
    many = f"<p><em>{_('There may be more than one.')}</em></p>" if task.shape == "pick_many" else ""
    return f'{many}<ul class="choices">{"".join(rows)}</ul>'


def _gaps(task: Task, picture: Callable[[str, str], str]) -> str:
    return f"<p>{LINE.join(escaped(text) for text in task.blanks or ())}</p>"


def _lines(task: Task, picture: Callable[[str, str], str]) -> str:
    rows = "".join(f"<li>{_short(text)}</li>" for text in task.lines or ())
    return f'<p><em>{_("Number the lines in the right order.")}</em></p><ul class="boxes">{rows}</ul>'


def _pairs(task: Task, picture: Callable[[str, str], str]) -> str:
    left = "".join(f"<li>{_short(text)} {LINE}</li>" for text in task.left or ())
    right = "".join(f"<li>{_short(text)}</li>" for text in task.right or ())
    return f'<div class="pairs"><ul>{left}</ul><ul>{right}</ul></div>'


def _groups(task: Task, picture: Callable[[str, str], str]) -> str:
    things = ", ".join(_short(text) for text in task.lines or ())
    groups = "".join(f"<li>{_short(text)}: {LINE}</li>" for text in task.groups or ())
    return f"<p>{things}</p><ul>{groups}</ul>"


def _program(task: Task, picture: Callable[[str, str], str]) -> str:
    setup, starter = (f"<pre><code>{escaped(text)}</code></pre>" if text else "" for text in (task.setup, task.starter))
    return f"{setup}{_tests(task)}{starter}{ROOM}"


def _tests(task: Task) -> str:
    """What a program gives, and what a pattern fits."""
    tests = [
        _("{call} gives {value}", call=one["call"], value=one["gives"])
        for one in task.tests or ()
        if "call" in one and "gives" in one
    ]
    examples = task.examples or {}
    tests += [f"{name}: {', '.join(texts)}" for name, texts in examples.items()]
    told = "".join(f"<li><code>{escaped(text)}</code></li>" for text in tests)
    return f"<ul>{told}</ul>" if told else ""


def _writing(task: Task, picture: Callable[[str, str], str]) -> str:
    rows = "".join(
        f"<tr><th>{line(one['criterion'])}</th>{''.join(f'<td>☐ {line(level)}</td>' for level in one['levels'])}</tr>"
        for one in task.rubric or ()
    )
    words = task.words or {}
    counts = " – ".join(f"{words[key]:,}" for key in ("least", "most") if words.get(key))
    told = f"<p><em>{_('{counts} words', counts=counts)}</em></p>" if counts else ""
    return f"{told}{ROOM}{f'<table>{rows}</table>' if rows else ''}"


def _parts(task: Task, picture: Callable[[str, str], str]) -> str:
    items = (question(part_of(part), picture) for part in task.parts or ())
    return f'<ol type="a">{"".join(f"<li>{text}</li>" for text in items)}</ol>'


def part_of(part: dict[str, Any]) -> Task:
    """A part of a task as a task of its own."""
    known = {key: value for key, value in part.items() if key in Task.__struct_fields__}
    return Task(**{"id": "", "kind": "learn", "skill": "", **known})


_ROOMS: dict[str, Callable[[Task, Callable[[str, str], str]], str]] = {
    "pick": _pick,
    "pick_many": _pick,
    "gaps": _gaps,
    "lines": _lines,
    "pairs": _pairs,
    "groups": _groups,
    "program": _program,
    "writing": _writing,
    "parts": _parts,
    "self_rate": lambda task, picture: ROOM,
}


def answer(task: Task, right: Response) -> str:
    """The HTML of what is right."""
    if isinstance(right, bool):
        return _("True") if right else _("False")
    if task.shape == "parts" and isinstance(right, list):
        pairs = zip(task.parts or (), right, strict=False)
        return "; ".join(f"({chr(97 + n)}) {answer(part_of(part), one)}" for n, (part, one) in enumerate(pairs))
    if task.shape == "lines" and isinstance(right, list):
        return f"<ol>{''.join(f'<li>{_short(str(one))}</li>' for one in right)}</ol>"
    if task.shape in ("program", "writing") and isinstance(right, str):
        return f"<pre><code>{escaped(right.strip())}</code></pre>" if task.shape == "program" else markdown(right)
    if isinstance(right, dict):
        return "; ".join(f"{_short(str(key))}: {answer(task, value)}" for key, value in right.items())
    if isinstance(right, list):
        return ", ".join(_short(str(one)) for one in right)
    return _short(str(right if right is not None else ""))


def _short(text: str) -> str:
    """A text on one line; one that is code of several lines stays so."""
    return f"<pre><code>{escaped(text)}</code></pre>" if "\n" in text.strip() and "`" not in text else line(text)
