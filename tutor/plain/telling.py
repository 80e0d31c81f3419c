"""Telling what came of an answer: the verdict first, what was heard and what is right, the reason, what comes next."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.core.item import Response
from tutor.core.learner.events import Rating
from tutor.core.rating import ORDER
from tutor.core.text import normalise
from tutor.language import _, later
from tutor.plain import words
from tutor.plain.picking import rows
from tutor.plain.saying import sentences
from tutor.plain.sitting import Done, Given, Here, Sitting
from tutor.present.differences import difference_words
from tutor.present.feedback import SENTENCES
from tutor.present.when import comes_back, until_next
from tutor.study.tasks import Task, Verdict

RATINGS = {
    "": "good",
    "1": "again",
    "again": "again",
    "2": "hard",
    "hard": "hard",
    "3": "good",
    "good": "good",
    "4": "easy",
    "easy": "easy",
}

NAMES = {"again": later("again"), "hard": later("hard"), "good": later("good"), "easy": later("easy")}


def almost(sitting: Sitting, verdict: Verdict) -> None:
    """Nearly right, or not to be read: what to look at, without giving the answer away."""
    what = verdict.feedback or _("Look at it once more.")
    if "`" in what:  # of a program
        sitting.say(_("Almost."))
        sitting.voice.show(what)
        sitting.say(_("Try once more."))
        return
    if what != _(SENTENCES["not_a_number"]):
        what = _("Almost: {what}", what=f"{what[:1].lower()}{what[1:]}")
    sitting.say(sentences(what, _("Try once more.")))


ANSWERS = {"writing": later("An answer to compare with:"), "program": later("This is right:")}


def reveal(sitting: Sitting, task: Task, given: Given | None, verdict: Verdict) -> None:
    """The answer to something recalled, written or programmed; the learner compares it with their own."""
    if given is not None and given.heard:
        sitting.voice.line(_("You said: {heard}", heard=given.heard))
    sitting.voice.show(verdict.feedback or "")
    answer = str(verdict.right_answer or "")
    if answer or task.shape == "self_rate":
        sitting.say(_(ANSWERS.get(task.shape, later("The answer:"))))
    if task.shape == "program":
        sitting.voice.line(answer)
    else:
        sitting.voice.show(answer)
    sitting.voice.show(verdict.explain or "")


def criteria(sitting: Sitting, task: Task, here: Here) -> list[int] | None:
    """A level for each criterion, as its index; None when a command left the task."""
    chosen: list[int] = []
    for row in task.rubric or []:
        levels = [sitting.voice.short(level) for level in row["levels"]]
        sitting.voice.line(sentences(sitting.voice.short(row["criterion"])))
        rows(sitting, levels)
        names = words.labels(levels)
        while (typed := sitting.prompt(here, _("Answer {one_of}.", one_of=words.one_of(names)))) is not None:
            if typed.casefold() in names:
                chosen.append(names.index(typed.casefold()))
                break
            sitting.say(_("That is none of them."))
        else:
            return None
    return chosen


def rating(sitting: Sitting, here: Here, days: Mapping[Rating, float]) -> str | None:
    """How well it was known, in the words of the protocol; None when a command left the task.

    `days` until it would come back are said beside each rating.
    """
    names = [f"{number} {_(NAMES[name])}{_then(name, days)}" for number, name in enumerate(ORDER, 1)]
    asks = _("How well did you know it? {names}. Enter means good.", names=", ".join(names))
    while (typed := sitting.prompt(here, asks)) is not None:
        known = RATINGS | {_(words).casefold(): name for name, words in NAMES.items()}
        if typed.casefold() in known:
            return known[typed.casefold()]
        sitting.say(_("That is none of the four."))
    return None


def _then(name: Rating, days: Mapping[Rating, float]) -> str:
    return f" ({until_next(name, days[name])})" if name in days else ""


def report(sitting: Sitting, task: Task, verdict: Verdict, given: Given | None, *, rated: bool = False) -> None:
    """All that is told after an answer, and the wait for Enter. `given` is None after a skip."""
    done = sitting.count(verdict)
    if task.kind == "place":
        sitting.say(_("Noted."))
        return
    if rated:
        sitting.say(_("Kept as {rating}.", rating=_(NAMES[verdict.rating or "again"])))
    elif given is None and task.shape in ("self_rate", *ANSWERS):
        reveal(sitting, task, None, verdict)
    else:
        told(sitting, task, verdict, given)
    _after(sitting, task, verdict, done)
    asks = _("Enter to go on.") if verdict.correct else _("Enter to go on, :e another explanation.")
    sitting.pause(Here(task=task, answered=True, repeat=lambda: _again(sitting, task, verdict)), asks)


def told(sitting: Sitting, task: Task, verdict: Verdict, given: Given | None) -> None:
    """The verdict first, what was heard, what is right, then the reason."""
    sitting.voice.line(_verdict_line(sitting, task, verdict, given))
    if task.shape == "program":  # what it did stands beside the verdict; a solution is long
        sitting.voice.show(verdict.feedback or "")
    if not verdict.correct or given is None or given.response is None:
        _right_lines(sitting, task, verdict.right_answer)
    _reasons(sitting, task, verdict, given)


def _verdict_line(sitting: Sitting, task: Task, verdict: Verdict, given: Given | None) -> str:
    """`Not yet. You answered 2 fifths. Right is 5 sixths.` What takes lines of its own is told after it."""
    looked = given is None or given.response is None
    first = "" if looked else _("Right") if verdict.correct else _("Partly right") if verdict.score else _("Not yet")
    heard = "" if looked or given is None or not given.heard else _you_answered(given.heard)
    answer = words.right_answer(sitting.voice, task, verdict.right_answer)
    if verdict.correct and not looked:
        return sentences(first, heard, _("It is written {answer}", answer=answer) if verdict.difference else "")
    alone = answer and not words.right_lines(sitting.voice, task, verdict.right_answer)
    return sentences(first, heard, _("Right is {answer}", answer=answer) if alone else "")


def _you_answered(heard: str) -> str:
    return (
        _("You answered: {heard}", heard=heard) if words.is_sentence(heard) else _("You answered {heard}", heard=heard)
    )


def right(sitting: Sitting, task: Task, answer: Response) -> None:
    """What is right, on one line or on lines of its own."""
    if words.right_lines(sitting.voice, task, answer):
        _right_lines(sitting, task, answer)
    elif told := words.right_answer(sitting.voice, task, answer):
        sitting.voice.line(sentences(_("Right is {answer}", answer=told)))


def _right_lines(sitting: Sitting, task: Task, answer: Response) -> None:
    lines = words.right_lines(sitting.voice, task, answer)
    if lines:
        sitting.say(_(ANSWERS.get(task.shape, later("Right:"))))
    for line in lines:
        sitting.voice.line(line)


def _reasons(sitting: Sitting, task: Task, verdict: Verdict, given: Given | None) -> None:
    if task.shape in ("text", "gaps") and given is not None and _is_shown(verdict):
        sitting.voice.line(difference_words(verdict.difference))
    if task.shape != "program":
        sitting.voice.show(verdict.feedback or "")
    sitting.voice.show(verdict.explain or "")
    if task.by:
        from tutor.plain.in_class import asked_of_classmates

        sitting.say(asked_of_classmates())


def _is_shown(verdict: Verdict) -> bool:
    """Whether the difference is one to the right answer that was told, and not to another accepted one."""
    whole = normalise("".join(text for sort, text in verdict.difference if sort in ("same", "missing")))
    told = verdict.right_answer if isinstance(verdict.right_answer, list) else [verdict.right_answer]
    return verdict.correct or any(isinstance(one, str) and normalise(one) == whole for one in told)


def _again(sitting: Sitting, task: Task, verdict: Verdict) -> None:
    """The question once more, now with its answer."""
    sitting.voice.show(task.ask)
    right(sitting, task, verdict.right_answer)
    sitting.voice.show(verdict.explain or "")


def _after(sitting: Sitting, task: Task, verdict: Verdict, done: Done) -> None:
    """How the quiz stands, what is learned and opened, when it comes back."""
    state = (verdict.quiz or {}).get("state")
    if state == "passed" and verdict.quiz:
        sitting.say(_("Quiz passed, {right} of {size} right.", right=verdict.quiz["right"], size=verdict.quiz["size"]))
    if verdict.quiz:
        sitting.say(verdict.quiz["sentence"])
    if done.learned:
        sitting.say(_("Learned: {names}.", names=", ".join(done.learned)))
    for goal in sitting.session.reached():
        sitting.say(goal["sentence"])
    if done.opened:
        sitting.say(_("Opened: {names}.", names=", ".join(done.opened)))
    sitting.say(verdict.coach)
    coached = bool(verdict.coach) and not verdict.correct  # what is told then says itself what comes next
    if state is None and not coached:
        sitting.say(comes_back(verdict.due, sitting.clock(), correct=bool(verdict.correct)))
