"""How a task looks: the head line, the question, the lesson."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tutor.language import _
from tutor.present.placement import more
from tutor.tui.asked import shown_by
from tutor.tui.material_view import material
from tutor.tui.prose import inline, lay, short
from tutor.tui.safe import NOTHING, Draw, joined, line, stacked, text, wrapped
from tutor.tui.spacing import spacing
from tutor.tui.words import KINDS

if TYPE_CHECKING:
    from tutor.study.tasks import Task


def place(task: Task) -> list[Content]:
    """Where a task belongs: course › skill; where there is little room, only the skill."""
    names = [name for name in dict.fromkeys((task.course_title, task.title)) if name]
    return [line(" › ".join(names), "$quiet"), *(line(name, "$quiet") for name in names[1:])]


def standing(task: Task, minutes_left: float | None) -> list[Content]:
    """What sort of task it is, and how long the sitting still goes, where that is wanted."""
    if task.quiz is not None:
        where = _("quiz {number} of {size}", number=task.quiz["number"], size=task.quiz["size"])
        return [line(_("{where} · no hints", where=where), "$warm"), line(where, "$warm")]
    kind = _(KINDS[task.kind]) if task.kind in KINDS else task.kind
    if task.kind == "place":
        left = more(task.more or 1)
        return [
            line(f"{kind} · {left}", "$quiet"),
            line(_("placement · {left}", left=left), "$quiet"),
            line(left, "$quiet"),
        ]
    if minutes_left is None:
        return [line(kind, "$quiet")]
    return [
        line(_("{kind} · {minutes} min left", kind=kind, minutes=max(1, round(minutes_left))), "$quiet"),
        line(kind, "$quiet"),
    ]


def question(task: Task) -> Draw:
    """What is asked, or the lesson to read."""
    if task.kind == "lesson":
        return explanation(task.block or {})
    written = (lambda width: stacked(wrapped(text(task.by, "$quiet"), width))) if task.by else None
    return parts(written, _media(task.media or {}), lay(task.ask) if task.ask else None, material(shown_by(task)))


def _media(media: Mapping[str, Any]) -> Draw | None:
    """A picture or a sound is told by its words."""
    alt = str(media.get("alt") or "")
    return (lambda width: stacked(wrapped(text(alt, "$quiet"), width, text("▦ ", "$accent")))) if alt else None


def explanation(block: Mapping[str, Any]) -> Draw:
    """A way of explaining: its text, and its steps as far as they are to be seen."""
    steps = [_step(step) for step in block.get("steps") or ()]
    return parts(_media(block), _link(block), lay(block["text"]) if block.get("text") else None, *steps)


def _link(block: Mapping[str, Any]) -> Draw | None:
    """An address, to be opened by hand: nothing is ever fetched from here."""
    link = str(block.get("link") or "")
    return (lambda width: stacked(text(link, "underline").fold(width))) if link else None


def _step(step: Mapping[str, Any]) -> Draw:
    if "show" in step:
        return lay(step["show"])
    if step.get("asks"):
        return parts(_media(step.get("media") or {}), lay(step["ask"]), material(step))
    answer = answer_text(step.get("answer"))
    sign = text("✓ ", "$accent bold")
    if isinstance(step.get("answer"), str):
        return parts(lay(step["ask"]), lambda width: stacked(short(step["answer"], width, sign)))
    return parts(lay(step["ask"]), lambda width: stacked(wrapped(answer, width, sign)))


def answer_text(answer: Any) -> Content:
    """A right answer of any shape on one line."""
    if isinstance(answer, bool):
        return text(_("True") if answer else _("False"))
    if isinstance(answer, list):
        return joined(*_between([answer_text(one) for one in answer], text(", ")))
    if isinstance(answer, dict):
        pairs = ((str(name), one) for name, one in answer.items())
        said = [
            joined(inline(name), text(": " if isinstance(one, list) else " → "), answer_text(one))
            for name, one in pairs
        ]
        return joined(*_between(said, text("; ")))
    return inline(str(answer)) if answer is not None else NOTHING


def _between(contents: list[Content], comma: Content) -> list[Content]:
    return [part for number, one in enumerate(contents) for part in ((comma, one) if number else (one,))]


def parts(*draws: Callable[[int], Content] | None) -> Draw:
    """Drawings one below the other with an empty line between; what is empty leaves none."""

    def draw(width: int) -> Content:
        drawn = [content for one in draws if one is not None and (content := one(width))]
        return text("\n\n\n" if spacing.wide else "\n\n").join(drawn)

    return draw
