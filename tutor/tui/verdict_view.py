"""How feedback looks: what was right first, then what is missing, then what comes of it. A miss is information."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tutor.language import _
from tutor.present.when import comes_back, until_next
from tutor.tui.prose import lay
from tutor.tui.safe import Draw, joined, spaces, stacked, text, wrapped
from tutor.tui.task_view import answer_text, parts
from tutor.tui.words import RATINGS

if TYPE_CHECKING:
    from tutor.study.tasks import Verdict
    from tutor.tui.sitting import Told

Piece = tuple[str, str]


def sentence(words: str, style: str = "", sign: str = "") -> Draw:
    """One sentence of ours (or of a stranger, as plain text), wrapped, maybe with a sign before it."""
    first = text(f"{sign} ", "$accent bold") if sign else spaces(0)
    return lambda width: stacked(wrapped(text(words, style), width, first))


def almost(verdict: Verdict) -> Draw:
    """Nearly right: what was typed, with marks where it differs; the right answer isn't given away."""
    typed = [piece for piece in verdict.difference if piece[0] != "missing"]
    marks = (lambda width: _marked(typed, _gaps_after(verdict.difference), width)) if verdict.difference else None
    words = verdict.feedback or _("Look at it once more.")
    if "`" in words:  # of a program
        return parts(sentence(_("Almost."), "bold", sign="~"), lay(words))
    first = words if words.startswith(_("Almost")) else f"{_('Almost.')} {words}"
    return parts(sentence(first, sign="~"), marks)


def feedback(
    told: Told,
    *,
    skipped: bool,
    shows_answer: bool,
    scheduled: bool,
    title: str,
    now: datetime,
    solution: Draw | None = None,
) -> Draw:
    """All that is said to an answer. `shows_answer`: its area shows what is right, or lends its `solution`.

    `scheduled`: it comes back.
    """
    verdict = told.verdict
    right = None if verdict.correct or shows_answer else _right(verdict)
    return parts(
        None if skipped else _first(verdict),
        _compared(verdict) if _is_alike(verdict) and not shows_answer else right,
        lay(verdict.feedback) if verdict.feedback else None,
        solution,
        lay(verdict.explain) if verdict.explain else None,
        _after(told, title, now, scheduled=scheduled),
        sentence(verdict.coach, "$accent") if verdict.coach else None,
    )


def ratings(names: Mapping[str, str], intervals: Mapping[Any, float]) -> Draw:
    """The keys of the ratings, each with when it would come back: side by side where there is room, else in a list."""
    every = [
        (f"{number} {_(RATINGS[name])}", until_next(name, intervals[name]) if name in intervals else "")
        for number, name in names.items()
    ]
    said = [joined(text(name), text(f" {then}" if then else "", "$quiet")) for name, then in every]

    def draw(width: int) -> Content:
        row = spaces(3).join(said)
        return row if row.cell_length <= width else stacked(said)

    return draw


def _is_alike(verdict: Verdict) -> bool:
    """Whether what was typed is near enough to what is right that the difference says something."""
    same = sum(len(words) for sort, words in verdict.difference if sort == "same")
    other = sum(len(words) for sort, words in verdict.difference if sort != "same")
    return other > 0 and same * 3 >= other


def _first(verdict: Verdict) -> Draw:
    if verdict.correct:
        return sentence(_("Right."), "bold", sign="✓")
    if verdict.score:
        return sentence(_("Partly right."), "bold", sign="◐")
    return sentence(_("Not yet."), "bold", sign="·")


def _right(verdict: Verdict) -> Draw:
    return lambda width: stacked(
        wrapped(answer_text(verdict.right_answer), width, text(f"{_('Right is')}   ", "$quiet"))
    )


def _after(told: Told, title: str, now: datetime, *, scheduled: bool) -> Draw:
    """When it comes back, how the quiz stands, what opens."""
    verdict, lines = told.verdict, list[tuple[str, str]]()
    state = (verdict.quiz or {}).get("state")
    if state == "passed":
        lines.append((_("★ Quiz passed: {title} is learned.", title=title), "$accent bold"))
    elif state == "failed":
        lines.append(((verdict.quiz or {})["sentence"], "$quiet"))
    lines += [(f"★ {words}", "$accent bold") for words in told.reached]
    lines += [(_("{name} opens.", name=name), "$accent") for name in told.opened]
    coached = bool(verdict.coach) and not verdict.correct  # what is told then says itself what comes next
    back = comes_back(verdict.due, now, correct=bool(verdict.correct)) if scheduled and not coached else ""
    if back and state != "failed":
        lines.append((back, "$quiet"))
    return lambda width: stacked(one for words, style in lines for one in wrapped(text(words, style), width))


def _compared(verdict: Verdict) -> Draw:
    """What was typed above what is right, `^` below whatever differs."""
    typed = [piece for piece in verdict.difference if piece[0] != "missing"]
    right = [piece for piece in verdict.difference if piece[0] in ("same", "missing")]

    def draw(width: int) -> Content:
        rows, cells = [], max(8, text(_("you")).cell_length + 1, text(_("right")).cell_length + 1)
        for name, pieces in ((_("you"), typed), (_("right"), right)):
            label = joined(text(name, "$quiet"), spaces(cells - text(name).cell_length))
            rows.append(joined(label, _indented(_marked(pieces, (), width - cells), cells)))
        return stacked(rows)

    return draw


def _indented(content: Content, cells: int) -> Content:
    lines = content.split("\n", allow_blank=True)
    return stacked(joined(spaces(cells if number else 0), one) for number, one in enumerate(lines))


def _gaps_after(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """Cells of the typed text at which something is missing and nothing stands in its place."""
    found, at = [], 0
    for number, (sort, words) in enumerate(pieces):
        if sort != "missing":
            at += text(words).cell_length
        elif not any(
            pieces[beside][0] == "changed" for beside in (number - 1, number + 1) if 0 <= beside < len(pieces)
        ):
            found.append(at)
    return tuple(found)


def _marked(pieces: Sequence[Piece], holes: Sequence[int], width: int) -> Content:
    """The pieces in a row, and below them a line of `^` where they differ; in bits as wide as there is room."""
    words = joined(*(text(piece, "" if sort == "same" else "$warm bold underline") for sort, piece in pieces))
    marks = "".join(("^" if sort != "same" else " ") * text(piece).cell_length for sort, piece in pieces)
    for hole in holes:
        marks = marks.ljust(hole + 1)[:hole] + "^" + marks[hole + 1 :]
    if not marks.strip():
        return words
    below = text(marks.rstrip(), "$warm")
    pairs = zip(words.fold(max(8, width)), below.fold(max(8, width)) + [spaces(0)] * 99, strict=False)
    return stacked(one for upper, lower in pairs for one in ((upper, lower) if lower.plain.strip() else (upper,)))
