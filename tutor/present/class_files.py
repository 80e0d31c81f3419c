"""What stands in the files that travel between learner and teacher, for whoever opens one with a zip program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from tutor.core.classroom.codes import read_code, shown
from tutor.core.classroom.manifest import Manifest
from tutor.core.text import clean
from tutor.language import _, _n, later

# What `study.classes.taking` took in; this room stands below it and knows it by its fields alone.
Taken: TypeAlias = Any

LEVELS = {
    0: later("nothing but messages"),
    1: later("a summary: skills, days and minutes"),
    2: later("answers, without times of day and without own words"),
    3: later("answers, and the work that was ticked"),
}

ADULT = later("In this class an adult decides what is handed in: ask one to the keyboard now.")
ADULT_AGREES = later("y says that an adult agrees; Enter writes nothing.")

COUNT_ASKS = later("May your answers also be counted, without your code, in sums that leave this class?")
COUNT_MEANS = later(
    "Your teacher may send the sums to who wrote the course, to mend its questions: how many learners answered each "
    "question right or wrong. What is passed on tells of no fewer than five together, and has no name, no code and "
    "nothing you typed. It changes nothing of what your teacher sees. You may say no at your next hand-in; sums that "
    "went out before can't be called back."
)
COUNTED = later("Your answers may be counted, without your code, in sums that leave this class.")
NOT_COUNTED = later("Your answers are in no sums that leave this class.")

ROWS = {
    "messages.jsonl": later("messages to the teacher, and tasks put off"),
    "questions.jsonl": later("questions written for the class"),
    "skills.jsonl": later("skills: state, first and last day, answers, right ones"),
    "weeks.jsonl": later("weeks: days of practice, minutes"),
    "answers.jsonl": later("answers: question, what was picked or which number, right or not, seconds, day"),
    "disputes.jsonl": later("answers that should count, the learner says"),
    "opinions.jsonl": later("what the learner thinks of classmates' questions"),
    "words.jsonl": later("what was typed or written, as ticked"),
    "portfolio.jsonl": later("pieces of the portfolio, as ticked"),
    "journal.jsonl": later("entries of the journal, as ticked"),
    "goals.jsonl": later("goals in the learner's words, as ticked"),
}


def level_words(level: int) -> str:
    """What a level of consent gives, in a few words."""
    return _(LEVELS[level])


def counting_words(*, counted: bool) -> str:
    """Whether a hand-in may be counted in sums that leave the class, as its learner is told."""
    return _(COUNTED if counted else NOT_COUNTED)


def contents(rows: Mapping[str, int]) -> list[str]:
    """A line for each file that has rows: how many, of what."""
    return [f"{rows[name]:>6}  {_(words)}" for name, words in ROWS.items() if rows.get(name)]


def handin_readme(manifest: Manifest, rows: Mapping[str, int]) -> str:
    """The page that lies in a hand-in."""
    lines = [
        _(
            "A hand-in made by tutor on {day}, from the learner {code}.",
            day=manifest.made_on,
            code=shown(manifest.code),
        ),
        _(
            "Tutor puts no name into it; what learners write themselves may hold one. "
            "Who {code} is, only the teacher's list says.",
            code=shown(manifest.code),
        ),
        "",
    ]
    if manifest.withdraw:
        lines.append(_("The learner asks that all they handed in before be deleted. Nothing else is in it."))
    else:
        lines.append(_("Level {level}: {words}.", level=manifest.level, words=level_words(manifest.level)))
        lines += contents(rows) or [_("There are no rows in it.")]
        if manifest.counted:
            lines.append(_("Its answers may be counted, without the code, in sums that leave the class."))
    lines += [
        "",
        _("Each .jsonl file is text, one row a line; days are counted from 1970-01-01, and no row has a time of day."),
        _("For the teacher: tutor class collect FILE"),
    ]
    return "\n".join(lines) + "\n"


def new_things(tasks: int, notes: int, marks: int) -> str:
    """What a hand-out brought, in a few words; "" when nothing is new."""
    found = [
        _n("{count} task", "{count} tasks", tasks) if tasks else "",
        _n("{count} note", "{count} notes", notes) if notes else "",
        _n("{count} mark for your work", "{count} marks for your work", marks) if marks else "",
    ]
    return ", ".join(filter(None, found))


def wrong_code(typed: str) -> str:
    """What is wrong with a code as it was typed; "" when it is one."""
    if read_code(typed) is not None:
        return ""
    return _("“{code}” is no code: nine letters like KTRW-BHSL-S, and one of them is mistyped.", code=clean(typed)[:30])


def taken_words(taken: Taken, name: str, *, brought: bool) -> list[str]:
    """What a hand-out in a file of this name brought, a sentence each, but for courses, which it may have `brought`."""
    told: list[str] = []
    title = taken.row.title
    if taken.joined:
        told.append(_("You are in {title} now, as {code}.", title=title, code=shown(taken.row.code)))
    if taken.joined and taken.drawn:
        told.append(_("This code was drawn for you: tell it to your teacher, who doesn't know it yet."))
    new = new_things(taken.tasks, taken.notes, taken.marks)
    if new:
        told.append(_("New from {title}: {things}.", title=title, things=new))
    elif not taken.joined and not brought:
        told.append(_("{name}: nothing is new in it.", name=name))
    if taken.unfit:
        told.append(_("Some marks are for work that isn't here; hand it in again."))
    return told


def left_words(title: str, *, handed: bool) -> list[str]:
    """What leaving a class means, a sentence each."""
    told = [_("You left {title}. What you learned stays with you.", title=title)]
    if handed:
        told.append(
            _("What you handed in stays with your teacher; ask for it to be deleted, or join again and withdraw it.")
        )
    return told
