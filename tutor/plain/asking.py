"""Asking: a task is told line by line, and what is typed becomes a response of its shape."""

from __future__ import annotations

from functools import partial

from tutor.language import _, _n
from tutor.plain import picking, placing, words, writing
from tutor.plain.prompts import ending, nothing_typed
from tutor.plain.saying import sentences
from tutor.plain.sitting import Given, Here, Sitting
from tutor.study.tasks import Task


def tell(sitting: Sitting, task: Task) -> None:
    """Where one is, and the question with all that belongs to it."""
    tell_place(sitting, task)
    _passage(sitting, task)
    tell_question(sitting, task)


def tell_place(sitting: Sitting, task: Task) -> None:
    """Course, skill and kind of task; the course only where it is another than before."""
    course = task.course_title if task.course_title not in (sitting.last_course, task.title) else ""
    sitting.last_course = task.course_title
    sitting.say(sentences(course, task.title, words.position(task, len(sitting.done) + 1), sitting.minute))


def _passage(sitting: Sitting, task: Task) -> None:
    if not task.passage:
        return
    if task.passage == sitting.last_passage:
        sitting.say(_("It is about the same text as before; :r reads it again."))
        return
    sitting.last_passage = task.passage
    if task.passage in sitting.passages_read:
        begins = words.first_words(sitting.voice, task.passage)
        sitting.say(_('It is about the text that begins "{begins}"; :r reads it again.', begins=begins))
        return
    sitting.passages_read.add(task.passage)
    sitting.say(_("A text:"))
    sitting.voice.show(task.passage)
    sitting.say(_("The question:"))


def tell_question(sitting: Sitting, task: Task) -> None:
    """The question itself, its picture in words, its choices."""
    voice = sitting.voice
    voice.line(task.by)
    voice.show(task.ask)
    if task.media and task.media.get("alt"):
        voice.show(_("[picture: {alt}]", alt=task.media["alt"]))
    if task.id:
        tell_sound(sitting, task, task.id)
    if task.shape == "gaps":
        voice.show(_with_gaps(task.blanks or []))
    match task.shape:
        case "pick" | "pick_many":
            picking.tell(sitting, task)
        case "lines" | "pairs" | "groups":
            placing.tell(sitting, task)
        case "writing" | "program":
            writing.tell(sitting, task)
        case "parts" if task.parts:
            sitting.say(_n("It has {count} part.", "It has {count} parts, one after the other.", len(task.parts)))
        case "text" if task.examples:
            _examples(sitting, task.examples)


def tell_sound(sitting: Sitting, asked: Task, task_id: str) -> None:
    """How to come to what is heard, where the question doesn't show it anyway. A lesson's step belongs to a task."""
    media = asked.media or {}
    if not (media.get("audio") or media.get("speak")):
        return
    match sitting.session.hearing(task_id):
        case "voice":
            sitting.say(_(":v reads it aloud."))
        case "hint":
            sitting.say(_("What is said can be read with :h."))
        case "nothing" if media.get("speak"):
            sitting.say(_("Something is said here; this machine has no voice for it."))
        case "nothing":
            sitting.say(_("A recording belongs to this; it can't be played here."))


def _examples(sitting: Sitting, examples: dict[str, list[str]]) -> None:
    """The texts that a pattern is to match and to reject, as they are."""
    for key, asks in (("match", _("It must match:")), ("reject", _("It must not match:"))):
        if examples.get(key):
            sitting.say(asks)
            for text in examples[key]:
                sitting.voice.line(f'"{text}"')


def _with_gaps(around: list[str]) -> str:
    """The text with its gaps named; in mathematics a gap is an empty box, which is said as "blank"."""
    text = around[0] if around else ""
    for number, piece in enumerate(around[1:], 1):
        in_maths = text.replace("\\$", "").count("$") % 2 == 1
        gap = "□" if in_maths else _("(gap)") if len(around) == 2 else _("(gap {number})", number=number)
        text += gap + piece
    return text


def respond(sitting: Sitting, task: Task, here: Here, *, may_look: bool = False) -> Given | None:
    """What the person answers; None when a command left the task. With `may_look` Enter alone asks for the answer."""
    sitting.asked += 1
    match task.shape:
        case "pick" | "pick_many":
            return picking.choice(sitting, task, here, may_look)
        case "gaps":
            return _gaps(sitting, task, here, may_look)
        case "lines":
            return placing.lines(sitting, task, here, may_look)
        case "pairs" | "groups":
            return placing.places(sitting, task, here, may_look)
        case "writing" | "program":
            return writing.respond(sitting, task, here, may_look)
        case "parts":
            return _parts(sitting, task, here, may_look)
        case "self_rate":
            return _recall(sitting, task, here)
        case _:
            return _text(sitting, task, here, may_look)


def _text(sitting: Sitting, task: Task, here: Here, may_look: bool) -> Given | None:
    asks = _("Type the answer with its unit") if task.unit_of_answer else _("Type the answer")
    while True:
        typed = sitting.prompt(here, asks + ending(sitting, task, may_look))
        if typed is None:
            return None
        if typed:
            return Given(words.meant(sitting.voice, task, typed), words.heard(sitting.voice, task, typed))
        if may_look:
            return Given(None)
        nothing_typed(sitting)


def _recall(sitting: Sitting, task: Task, here: Here) -> Given | None:
    typed = sitting.prompt(here, _("Recall it; Enter tells the answer."))
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
            typed = sitting.prompt(here, _gap_words(at, count, again, ending(sitting, task, may_look)))
            if typed is None:
                return None
            filled[at] = typed
        if may_look and not any(filled):
            return Given(None)
        if again and any(filled):
            break
        again = True
    return Given(filled, words.listed([text or _("nothing") for text in filled]))


def _gap_words(at: int, count: int, again: bool, ending: str) -> str:
    name = _("The gap") if count == 1 else _("Gap {number} of {count}", number=at + 1, count=count)
    if again:
        return _("{name} is empty. Type it, or Enter to leave it so:", name=name)
    return f"{name}{ending.removesuffix('.')}:"


def _parts(sitting: Sitting, task: Task, here: Here, may_look: bool) -> Given | None:
    """One part after the other, each asked as it would be alone. Enter alone at the first may ask for the answers."""
    given: list[Given] = []
    parts = words.parts_of(task)
    for number, part in enumerate(parts, 1):
        told = partial(_tell_part, sitting, part, _("Part {number} of {count}.", number=number, count=len(parts)))
        told()
        one = respond(sitting, part, Here(task=here.task, repeat=told), may_look=may_look and number == 1)
        if one is None:
            return None
        if may_look and number == 1 and one.response is None:
            return one
        given.append(one)
    heard = words.listed([_("part {number}: {text}", number=at, text=one.heard) for at, one in enumerate(given, 1)])
    return Given([one.response for one in given], heard)


def _tell_part(sitting: Sitting, part: Task, which: str) -> None:
    sitting.say(which)
    tell_question(sitting, part)
