"""Asking for what is placed instead of typed: lines in order, pairs and groups. Rows are named by number or letter."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core.text import normalise
from tutor.language import _
from tutor.plain import words
from tutor.plain.picking import NONE, rows, several
from tutor.plain.prompts import ending, nothing_typed
from tutor.plain.sitting import Given, Here, Sitting
from tutor.present.prose import has_code
from tutor.study.tasks import Task


def tell(sitting: Sitting, task: Task) -> None:
    """All that is to be placed, and what it is placed by."""
    if task.shape == "lines":
        rows(sitting, words.row_texts(sitting.voice, task.lines or [], indent=task.indent, whole=True))
        return
    if not (task.left or task.lines):
        return
    pairs = task.shape == "pairs"
    sitting.say(_("To pair:") if pairs else _("To sort:"))
    if any(map(has_code, _written(task))):
        sitting.voice.line("\n".join(map(sitting.voice.whole, _written(task))))
    else:
        sitting.voice.line(words.listed(_things(sitting, task)))
    sitting.say(_("Each with one of these:") if pairs else _("Into these groups:"))
    rows(sitting, _places(sitting, task, whole=True))


def _written(task: Task) -> list[str]:
    return (task.left if task.shape == "pairs" else task.lines) or []


def _things(sitting: Sitting, task: Task) -> list[str]:
    return words.row_texts(sitting.voice, _written(task))


def _places(sitting: Sitting, task: Task, *, whole: bool = False) -> list[str]:
    return words.row_texts(sitting.voice, (task.right if task.shape == "pairs" else task.groups) or [], whole=whole)


def lines(sitting: Sitting, task: Task, here: Here, may_look: bool) -> Given | None:
    """Ask for the labels of the lines in the right order, in one go."""
    texts = words.row_texts(sitting.voice, task.lines or [], indent=task.indent)
    names = words.labels(texts)
    digits = names[0].isdecimal()
    asks = _("Type the letters of the lines in the right order; leave out any that do not belong")
    if digits:
        asks = _("Type the numbers of the lines in the right order; leave out any that do not belong")
    while (typed := sitting.prompt(here, asks + ending(sitting, task, may_look))) is not None:
        found = several(typed, names)
        if not typed and may_look:
            return Given(None)
        if not typed:
            nothing_typed(sitting)
        elif found is None:
            wrong = _("Those are not letters of the lines, each once.")
            sitting.say(_("Those are not numbers of the lines, each once.") if digits else wrong)
        else:
            heard = words.listed([texts[at] for at in found], ", ")
            return Given([(task.lines or [])[at] for at in found], heard or _("none of them"))
    return None


def places(sitting: Sitting, task: Task, here: Here, may_look: bool) -> Given | None:
    """Ask of one thing after the other where it belongs."""
    found = _found(sitting, task, here, may_look)
    if found is None:
        return None
    if not found:
        return Given(None)
    if task.shape == "pairs":
        lefts, rights = task.left or [], task.right or []
        pairs = {left: rights[at] for left, at in zip(lefts, found, strict=True) if at >= 0}
        return Given(pairs, words.mapping(sitting.voice, pairs) or _("none of them"))
    things = task.lines or []
    groups = {
        group: [text for text, at in zip(things, found, strict=True) if at == place]
        for place, group in enumerate(task.groups or [])
    }
    return Given(groups, words.mapping(sitting.voice, groups) or _("none of them"))


def _found(sitting: Sitting, task: Task, here: Here, may_look: bool) -> list[int] | None:
    """The place of each thing, -1 for one left out; empty when the answer was asked for, None when the task is left."""
    said = (sitting.voice.whole(one) if has_code(one) else text for one, text in _both(sitting, task))
    things, texts = [*zip(_written(task), said, strict=True)], _places(sitting, task)
    names = words.labels(texts)
    found: list[int] = []
    while len(found) < len(things):
        first = not found
        more = ending(sitting, task, may_look) if first else _(", or back for the one before.")
        typed = sitting.prompt(here, _asks(things[len(found)], words.one_of(names)) + more)
        if typed is None:
            return None
        if not typed and may_look and first:
            return []
        place = _place(typed, texts, names)
        if place is not None:
            found.append(place)
        elif typed.casefold() in ("back", "atrás", "atras") and found:
            found.pop()
        elif typed:
            sitting.say(_("That is none of them, or could be several."))
        else:
            sitting.say(_("Nothing was typed; none leaves it out."))
    return found


def _both(sitting: Sitting, task: Task) -> Iterator[tuple[str, str]]:
    return zip(_written(task), _things(sitting, task), strict=True)


def _asks(thing: tuple[str, str], names: str) -> str:
    """How a thing, as it is written and said, begins the question where it belongs: code with all of its lines."""
    written, said = thing
    if has_code(written):
        return f"{said}\n{_('Answer {one_of}', one_of=names)}"
    return _("{thing}: answer {one_of}", thing=words.within(said), one_of=names)


def _place(typed: str, texts: list[str], names: list[str]) -> int | None:
    """The place that is meant, by label, by text or by how only one begins; -1 for none, None when it can't be told."""
    typed = typed.casefold()
    if typed in names:
        return names.index(typed)
    form = normalise(typed)
    forms = [normalise(text) for text in texts]
    fits = [at for at, text in enumerate(forms) if text == form]
    fits = fits or [at for at, text in enumerate(forms) if form and text.startswith(form)]
    if len(fits) == 1:
        return fits[0]
    return -1 if typed in NONE else None
