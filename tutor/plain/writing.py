"""Asking for what takes several lines: an essay or a program, ended by a line with a single dot."""

from __future__ import annotations

from tutor.core.own_words import LONGEST_WORK, word_count
from tutor.language import _, _n, later
from tutor.plain.prompts import ending, nothing_typed
from tutor.plain.saying import sentences
from tutor.plain.sitting import Given, Here, Sitting
from tutor.present.feedback import too_few_words
from tutor.study.tasks import Task
from tutor.study.trouble import StudyError

END = "."
TAKE_OVER = "+"
"""Alone on a line it puts there what the text begins with: a starter, or what was written before."""
RUN = ">"
"""Alone on a line it runs a program as far as it is typed; nothing counts."""
ANEW = "-"
"""Alone on a line it takes away the lines of a program that were typed so far."""
ASKED = {
    "sh": later("Type your commands, as many lines as you like; a line with a single dot ends it"),
    "sql": later("Type your query, as many lines as you like; a line with a single dot ends it"),
    "program": later("Type your program, as many lines as you like; a line with a single dot ends it"),
    "text": later("Type your text, as many lines as you like; a line with a single dot ends it"),
}
LANGUAGES = {"sh": later("shell"), "sql": "SQL", "python": "Python", "c": "C", "javascript": "JavaScript"}


def tell(sitting: Sitting, task: Task) -> None:
    """How long a text is to be, what it is rated by; a program's language, tables, files, beginning and tests."""
    if task.words:
        sitting.say(_("{least} to {most} words.", least=task.words["least"], most=task.words["most"]))
    if task.rubric:
        sitting.say(_("You will rate it by:"))
        for row in task.rubric:
            sitting.voice.line(sentences(sitting.voice.short(row["criterion"])))
    if task.language:
        sitting.say(_("Language: {name}.", name=_(LANGUAGES.get(task.language, task.language))))
    if task.setup:
        sitting.say(_("The tables:"))
        sitting.voice.line(task.setup)
    if box := runs(sitting, task):
        sitting.say(box)
    if task.files:
        sitting.voice.line(sentences(_("In the folder: {names}", names=", ".join(task.files))))
    if task.tests:
        sitting.say(_("It is tested like this:"))
        for test in task.tests:
            sitting.voice.line(test_words(test))
    if task.starter:
        sitting.say(_("It begins like this:") if task.shape == "program" else _("You wrote this already:"))
        sitting.voice.line(task.starter)


def runs(sitting: Sitting, task: Task) -> str:
    """Where this program is run, in one sentence; "" where it is not run."""
    return sitting.session.box() if task.shape == "program" and task.id else ""


def test_words(test: dict[str, str]) -> str:
    """One test on a line: `f(2) gives 4`."""
    if "call" in test:
        return _("{call} gives {value}", call=test["call"], value=test.get("gives", ""))
    if "script" in test:
        return _("Script: {script}", script=test["script"])
    values = {"input": _quoted(test.get("stdin", "")), "output": _quoted(test.get("prints", ""))}
    if test.get("stdin", "").strip():
        if test.get("prints", "").strip():
            return _("With the input {input} it prints {output}", **values)
        return _("With the input {input} it prints nothing", **values)
    return _("It prints {output}", **values) if test.get("prints", "").strip() else _("It prints nothing")


def _quoted(text: str) -> str:
    return '"' + text.strip("\n").replace("\n", " / ") + '"'


def respond(sitting: Sitting, task: Task, here: Here, may_look: bool) -> Given | None:
    """Take lines until one is a single dot. Commands work between them; what was typed so far is kept meanwhile."""
    asks = _(ASKED.get(task.language, ASKED["program"]) if task.shape == "program" else ASKED["text"])
    typed = sitting.written[1] if task.id and sitting.written[0] == task.id else ""
    begins = typed or task.starter or ""
    if typed:
        asks += _(", one with a single + takes over what you typed")
    elif begins:
        asks += _(", one with a single + takes over the beginning")
    if runs(sitting, task):
        asks += _(", one with a single > runs it so far")
    sitting.say(asks + ending(sitting, task, may_look))
    lines: list[str] = []
    left, warned = LONGEST_WORK + 1, False

    def edit() -> None:
        begin(_edited(sitting, task, lines, begins))

    def begin(with_lines: list[str]) -> None:
        nonlocal left
        lines[:] = with_lines
        left = LONGEST_WORK + 1 - sum(len(one) + 1 for one in lines)

    while (line := sitting.line(here, _("Go on; a line with a single dot ends it."), edit)) is not None:
        if not line and not lines and may_look:
            return Given(None)
        if line.strip() == END:
            if not any(map(str.strip, lines)):
                nothing_typed(sitting)
            elif warned or not (short := _short(task, lines)):
                sitting.written = task.id, "\n".join(lines)
                return Given("\n".join(lines))
            else:
                sitting.say(f"{short} {_('A single dot again does; or go on writing.')}")
                warned = True
            continue
        if line.strip() == RUN and runs(sitting, task):
            try_out(sitting, task, lines)
            continue
        if line.strip() == ANEW and task.shape == "program":
            begin([])
            sitting.say(_("Begun anew: nothing is typed yet."))
            continue
        line = begins.rstrip("\n") if begins and line.strip() == TAKE_OVER else line
        warned = False
        if len(line) >= left:
            sitting.say(_("That is more than can be taken: this line is left out. A single dot ends the text."))
            continue
        left -= len(line) + 1
        lines.append(line)
    return None


def _edited(sitting: Sitting, task: Task, lines: list[str], begins: str) -> list[str]:
    """The lines as they come out of the person's own editor, or as they were; without any it shows what `begins`."""
    from tutor.plain.editing import CannotEdit, edited

    try:
        text = edited("\n".join(lines) or begins, task.language or "")
    except CannotEdit as problem:
        sitting.say(str(problem))
        return lines
    sitting.say(_("Taken over:"))
    sitting.voice.line(text)
    return text.split("\n") if text else []


def try_out(sitting: Sitting, task: Task, lines: list[str]) -> None:
    """Tell what the lines do that were typed; then what would be handed in now, and how to begin anew."""
    if not any(map(str.strip, lines)):
        nothing_typed(sitting)
        return
    program = "\n".join(lines)
    count = program.strip("\n").count("\n") + 1
    running(sitting, task)
    try:
        told = sitting.session.try_out(task.id, program)
    except StudyError as problem:
        sitting.say(problem.message)
    else:
        sitting.voice.show(told)
        said = _n(
            "Nothing counts yet. Go on; a single dot hands in this line, a single - begins anew.",
            "Nothing counts yet. Go on; a single dot hands in these {count} lines, a single - begins anew.",
            count,
        )
        sitting.say(said)


def running(sitting: Sitting, task: Task) -> None:
    """Say that it runs, and how it is stopped, where it is run."""
    if runs(sitting, task):
        sitting.say(_("Running. Ctrl+C stops it."))


def _short(task: Task, lines: list[str]) -> str:
    """What is said of a text with fewer words than asked; "" where there are enough."""
    count, least = word_count("\n".join(lines)), (task.words or {}).get("least", 0)
    return too_few_words(count, least) if count < least else ""
