"""A class's report in sentences: what a teacher reads first, and each list behind it, once for all faces.

No ranking, no red for persons, nobody compared with another by name; every figure with its n. Teachers' pages are in
English so far.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from tutor.core.text import clean
from tutor.present.class_items import mistakes, questions
from tutor.present.class_words import Report, Told, Who, ago, title

Entry: TypeAlias = Any
LETTERS = {
    "locked": "·",
    "open": "·",
    "learning": "-",
    "learned": "l",
    "mastered": "M",
    "secure": "M",
    "fading": "f",
}
"""A sign for each state of the heat map; `p` where it is only presumed."""
LEGEND = "· not begun   - at work   p presumed   l learned   M mastered   f fading"
STEPS = {
    "prerequisite": "go back to {prerequisite}",
    "worked-example": "a worked example together",
    "pair": "pair with {helper}, who mastered it lately",
    "talk": "a word with them",
    "check-questions": "check the questions first",
}
SHAPES = {
    "too-little": "too little to say",
    "low-and-flat": "few err from the first question on",
    "no-learning": "practice does not help: look at the lesson and the questions",
    "still-high": "many still err at the end",
    "good": "learned by practice",
}


def first_lines(report: Report, who: Who) -> list[tuple[str, str]]:
    """The first screen: six headings, each with what there is to say."""
    size = len(report.people)
    newest = ago(report.newest, report.today)
    versions = _versions(report)
    come = f"{report.handed_in} of {size} handed in" + (f" · newest {newest}" if newest else "")
    return [
        (report.title, come + (f" · {versions}" if versions else "")),
        ("Going well", _going_well(report, who)),
        (f"Needs a look ({len(report.attention)})", _first(entry(one, report, who) for one in report.attention)),
        ("Common mistake", _first(one.words for one in mistakes(report)) or "none that five people share"),
        ("Questions to check", _first(one.words for one in questions(report)) or "none"),
        ("Your tasks", "; ".join(tasks(report)[:2]) or "none set"),
    ]


def _first(lines: Any) -> str:
    found = list(lines)
    more = f"  (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{found[0]}{more}" if found else ""


def _versions(report: Report) -> str:
    if not report.versions:
        return ""
    (newest, _count), *others = report.versions.items()
    told = f"{report.packs[0].id} {newest}"
    return told + "".join(f" ({count} on {clean(version)})" for version, count in others)


def _going_well(report: Report, who: Who) -> str:
    said = []
    if report.mastered_lately:
        said.append(f"{report.mastered_lately} mastered a new skill this week")
    ready = [title(report, one.skill) for one in report.skills if one.ready]
    if ready:
        said.append(f"the class is ready for more in {len(ready)} of {len(report.skills)} skills")
    if report.excelling:
        said.append(f"harder work may suit {', '.join(map(who, report.excelling[:4]))}")
    return "; ".join(said) or "nothing to tell yet"


def entry(one: Entry, report: Report, who: Who) -> str:
    """A line of the attention list: who, the evidence, the next step."""
    said = []
    for stand in one.skills[:2]:
        said.append(
            f"stuck on {title(report, stand.skill)}: {stand.answers} tries, {stand.right} right at the first try"
        )
    if "quiet" in one.reasons:
        said.append(f"quiet for {one.idle} days, usually every {_gap(one.usual_gap)}")
    if "missing" in one.reasons:
        said.append(f"nothing handed in for {one.missing} days while others did")
    if "dropping" in one.reasons:
        said.append(f"right {one.lately:.0%} of the last 20, {one.before:.0%} of the 20 before")
    before, helper = title(report, one.prerequisite), who(one.helper) if one.helper else ""
    step = STEPS[one.step].format(prerequisite=before, helper=helper)
    return f"{who(one.learner)}: {'; '.join(said)}  → {step}"


def _gap(days: float | None) -> str:
    whole = round(days or 1)
    return "day" if whole <= 1 else f"{whole} days"


def removed_by(one: Entry) -> str:
    """What takes somebody off the list."""
    words = {
        "stuck": "learning one of these skills",
        "quiet": "one day of practice, or a holiday in class.json",
        "missing": "the next hand-in",
        "dropping": "20 answers at the old level",
    }
    return "leaves the list by: " + "; ".join(words[reason] for reason in one.reasons)


def to_teach(report: Report) -> list[str]:
    """Skills at which so many are stuck that it is the lesson."""
    found = [one for one in report.skills if one.teach]
    stuck = [f"{title(report, one.skill)}: {len(one.stuck)} of {one.begun} at work on it are stuck" for one in found]
    return [f"{words}  → teach this, check the material" for words in stuck]


def groups(report: Report, who: Who) -> list[str]:
    """Whom to take together, on what, and who could help."""
    found = []
    for one in report.groups:
        helped = f"; {' or '.join(map(who, one.helpers))} could help" if one.helpers else ""
        found.append(f"{title(report, one.skill)}: {', '.join(map(who, one.learners))}{helped}")
    return found


def tasks(report: Report) -> list[str]:
    """How far the class is with each task."""
    return [
        f"“{clean(one.task.title)}”{f' due {one.task.due}' if one.task.due else ''}: "
        f"{one.done} done, {one.begun} begun, {one.not_begun} not begun{f' (for {one.only} alone)' if one.only else ''}"
        for one in report.tasks
    ]


def heat_map(report: Report, who: Who) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The skills as columns, and for each learner the code, the name and a row of signs; never by rank."""
    columns = [one.skill for one in report.skills]
    signs = {(one.learner, one.skill): "p" if one.presumed else LETTERS.get(one.state, "?") for one in report.stands}
    rows = [
        (code, who(code), "".join(signs.get((code, skill), " ") for skill in columns))
        for code in report.people
        if report.levels.get(code, 0) >= 1
    ]
    return columns, rows


def not_in_here(report: Report) -> str:
    """Who is not in the figures, so that silence isn't taken for weakness."""
    size, none = len(report.people), len(report.people) - report.handed_in
    quiet = sum(level < 2 for level in report.levels.values())
    if not none and not quiet:
        return f"All {size} are in here with answers."
    why = f"{none} not handed in, {quiet} gave no answers"
    return f"Not in here: {none + quiet} of {size} ({why}). Silence is not weakness."


def nothing_from(report: Report) -> list[str]:
    """The codes of those who handed in nothing so far, in the order of the list."""
    return [code for code in report.people if code not in report.levels]


def way(one: Any) -> str:
    """How often the next try was right after a way of explaining."""
    return f"{clean(one.way)}: {one.right / one.n:.0%} right of {one.n:,}, by {one.learners} learners"


def sure(report: Report, who: Who) -> Iterator[Told]:
    """Who is surer than right, or less sure, beyond chance."""
    for one in report.learners:
        if one.misjudges and report.levels.get(one.learner, 0) >= 2:
            yield Told(f"{who(one.learner)}: {misjudged(one)}", learner=one.learner)


def misjudged(one: Any) -> str:
    """By how much somebody is surer than right, or less sure."""
    word = "surer than right" if one.bias > 0 else "less sure than right"
    return f"{word} by {abs(one.bias):.2f} over {one.sure_n} answers"
