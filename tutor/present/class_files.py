"""What stands in the files that travel between learner and teacher, for whoever opens one with a zip program."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.core.classroom.codes import shown
from tutor.core.classroom.manifest import Manifest
from tutor.language import _, _n, later

LEVELS = {
    0: later("nothing but messages"),
    1: later("a summary: skills, days and minutes"),
    2: later("answers, without times of day and without own words"),
    3: later("answers, and the work that was ticked"),
}

ROWS = {
    "messages.jsonl": later("messages to the teacher, and tasks put off"),
    "skills.jsonl": later("skills: state, first and last day, answers, right ones"),
    "weeks.jsonl": later("weeks: days of practice, minutes"),
    "answers.jsonl": later("answers: question, what was picked or which number, right or not, seconds, day"),
    "disputes.jsonl": later("answers that should count, the learner says"),
    "words.jsonl": later("what was typed or written, as ticked"),
    "portfolio.jsonl": later("pieces of the portfolio, as ticked"),
    "journal.jsonl": later("entries of the journal, as ticked"),
    "goals.jsonl": later("goals in the learner's words, as ticked"),
}


def level_words(level: int) -> str:
    """What a level of consent gives, in a few words."""
    return _(LEVELS[level])


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
        _("No name is in it; who {code} is, only the teacher's list says.", code=shown(manifest.code)),
        "",
    ]
    if manifest.withdraw:
        lines.append(_("The learner asks that all they handed in before be deleted. Nothing else is in it."))
    else:
        lines.append(_("Level {level}: {words}.", level=manifest.level, words=level_words(manifest.level)))
        lines += contents(rows) or [_("There are no rows in it.")]
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
