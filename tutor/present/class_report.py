"""A class's report in sentences: what a teacher reads first, and each list behind it, once for all faces.

No ranking, no red for persons, nobody compared with another by name; every figure with its n. Teachers' pages are in
English so far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

from tutor.core.classroom.codes import shown
from tutor.core.text import clean

# What `classroom.report` gathers; this room stands below it and knows these things by their fields alone.
Report: TypeAlias = Any
Entry: TypeAlias = Any
Item: TypeAlias = Any

Who = Callable[[str], str]
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
LONGEST_SAID = 110
"""Characters of what a pack says to a mistake."""
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
SURE_NOTE = "20 answers told at least; for a word in private"
FLAGS = {
    "check-key": "who knows the rest does worse here: is the key right?",
    "weak": "it does not tell who knows",
    "everyone-knows": "everybody knows it",
    "at-guessing": "no better than guessing",
}


def naming(report: Report, *, hidden: bool = False) -> Who:
    """What a learner is called: the name on the teacher's own list, or the code; the code alone while hidden."""
    return lambda code: shown(code) if hidden or code not in report.names else report.names[code]


def first_lines(report: Report, who: Who) -> list[tuple[str, str]]:
    """The first screen: six headings, each with what there is to say."""
    size = len(report.people)
    newest = _ago(report.newest, report.today)
    versions = _versions(report)
    come = f"{report.handed_in} of {size} handed in" + (f" · newest {newest}" if newest else "")
    return [
        (report.title, come + (f" · {versions}" if versions else "")),
        ("Going well", _going_well(report, who)),
        (f"Needs a look ({len(report.attention)})", _first(entry(one, report, who) for one in report.attention)),
        ("Common mistake", _first(mistakes(report)) or "none that five people share"),
        ("Questions to check", _first(questions(report)) or "none"),
        ("Your tasks", "; ".join(tasks(report)[:2]) or "none set"),
    ]


def _first(lines: Any) -> str:
    found = list(lines)
    more = f"  (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{found[0]}{more}" if found else ""


def _ago(day: str, today: str) -> str:
    if not day:
        return ""
    days = (date.fromisoformat(today) - date.fromisoformat(day)).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"


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


def title(report: Report, skill: str) -> str:
    """What a skill is called."""
    return clean(str(report.titles.get(skill, skill)))


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


def mistakes(report: Report) -> list[str]:
    """Common mistakes, then common wrong answers that nothing is said to."""
    named = [_mistake(one, report) for one in report.mistakes]
    return [*named, *(f"{choice(one, report)}  → no feedback is written for it" for one in report.unanswered)]


def _mistake(one: Any, report: Report) -> str:
    said = " ".join(clean(report.said.get(f"{one.skill}#{one.mistake}", "")).split())
    told = f": “{said[:LONGEST_SAID]}{'…' if len(said) > LONGEST_SAID else ''}”" if said else ""
    return f"{one.learners} of {one.takers}: {clean(one.mistake).replace('-', ' ')} ({title(report, one.skill)}){told}"


def choice(one: Any, report: Report) -> str:
    """An answer to a question, by how many."""
    words = report.words.get(one.item)
    text = words.choices.get(one.choice, one.choice) if words is not None else one.choice
    return f"{one.learners} of {one.n} answer “{clean(text)[:60]}” to {clean(one.item)}"


def questions(report: Report) -> list[str]:
    """Questions to look at: the key first, then what may be right, then what tells nothing."""
    found = list(_flagged(report, "check-key"))
    found += [f"{choice(one, report)}: may it be right?" for one in report.maybe_right]
    found += [_drift(one) for one in report.drifts]
    return [*found, *_flagged(report, "weak"), *_flagged(report, "at-guessing")]


def _drift(one: Any) -> str:
    word = "harder" if one.delta < 0 else "easier"
    sides = f"in {clean(one.other)} than in {clean(one.base)}"
    return f"{clean(one.item)}: much {word} {sides} for who knows as much (n {one.n} and {one.m}): check that version"


def _flagged(report: Report, flag: str) -> Iterator[str]:
    for one in report.items:
        if flag in one.flags:
            yield f"{clean(one.item)}: {FLAGS[flag]} ({_item(one)})"


def _item(one: Item) -> str:
    r = f", r {one.r:.2f}" if one.r is not None else ""
    return f"{one.facility:.0%} right at the first try{r}, n {one.n}"


def tasks(report: Report) -> list[str]:
    """How far the class is with each task."""
    return [
        f"“{clean(one.task.title)}”{f' due {one.task.due}' if one.task.due else ''}: "
        f"{one.done} done, {one.begun} begun, {one.not_begun} not begun"
        for one in report.tasks
    ]


def heat_map(report: Report, who: Who) -> tuple[list[str], list[tuple[str, str]]]:
    """The skills as columns, and for each learner a row of signs; in the order of the list, never by rank."""
    columns = [one.skill for one in report.skills]
    signs = {(one.learner, one.skill): "p" if one.presumed else LETTERS.get(one.state, "?") for one in report.stands}
    rows = [
        (who(code), "".join(signs.get((code, skill), " ") for skill in columns))
        for code in report.people
        if report.levels.get(code, 0) >= 1
    ]
    return columns, rows


def day(number: int) -> str:
    """A day since 1970 as it is written."""
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat() if number else ""


def not_in_here(report: Report) -> str:
    """Who is not in the figures, so that silence isn't taken for weakness."""
    size, none = len(report.people), len(report.people) - report.handed_in
    quiet = sum(level < 2 for level in report.levels.values())
    if not none and not quiet:
        return f"All {size} are in here with answers."
    why = f"{none} not handed in, {quiet} gave no answers"
    return f"Not in here: {none + quiet} of {size} ({why}). Silence is not weakness."


def nothing_from(report: Report, who: Who) -> list[str]:
    """Who handed in nothing so far, in the order of the list."""
    return [who(code) for code in report.people if code not in report.levels]


class Section(NamedTuple):
    """A part of the report: its heading, what the first screen says of it, its lines, what its figures mean."""

    head: str
    said: str
    lines: list[str]
    why: str


def sections(report: Report, who: Who) -> list[Section]:
    """All parts, in the order in which a teacher looks at them."""
    _title, going, look, common, check, mine = (words for _head, words in first_lines(report, who))
    hard = [*to_teach(report), *groups(report, who)]
    insight = [*_curves(report), *(way(one) for one in report.ways)]
    found = [
        Section("Going well", going, list(_skills(report)), WHY["skills"]),
        Section(f"Needs a look ({len(report.attention)})", look or "nobody", list(_looks(report, who)), WHY["look"]),
        Section("Teach and group", hard[0] if hard else "nothing that many share", hard, WHY["groups"]),
        Section("Common mistakes", common, mistakes(report), WHY["mistakes"]),
        Section("Questions to check", check, questions(report), WHY["questions"]),
        Section("Your tasks", mine, tasks(report), WHY["tasks"]),
        Section("Skill by learner", LEGEND, list(_map(report, who)), WHY["map"]),
        Section("Learning", f"{len(report.curves)} skills practised", insight, WHY["curves"]),
        Section("Sure of themselves", SURE_NOTE, list(sure(report, who)), WHY["sure"]),
        Section("Nothing handed in", not_in_here(report), nothing_from(report, who), WHY["nothing"]),
    ]
    return [one for one in found if one.lines or one.head in FIRST or one.head.startswith("Needs a look")]


FIRST = ("Going well", "Common mistakes", "Questions to check", "Your tasks")
"""Parts that are told even where there is nothing in them."""
WHY = {
    "skills": "How many mastered each skill, with the limits between which the share of a class like this one lies: "
    "19 times in 20. Ready: the lower limit is 70 % at least, and ten were counted.",
    "look": "Stuck on two skills (ten tries without learning it), silent for longer than their own rhythm, or clearly "
    "fewer right than before. Six at most; slow or seldom is no reason.",
    "groups": "Those who find the same skill hard now, with somebody who mastered it. Where two in five are stuck, "
    "it is the lesson.",
    "mistakes": "Learners, not answers: five at least, one in seven of those who tried. First those that most learners "
    "made at skills on which most others stand. Behind it what the pack says.",
    "questions": "r compares this question with the same learners' other questions. Below 0 with 20 learners: look at "
    "the key. By chance alone one good question in twenty is named.",
    "tasks": "By what was handed in: skills learned, questions answered, minutes since it began.",
    "map": "In the order of your list, never by rank; skills in the order in which they build on one another.",
    "curves": "Gain is how much one more try helps, in logits, with its error. Below 0.10 for certain: practice does "
    "not help. What helps: how often the next try was right after a way of explaining; who got which is no draw.",
    "nothing": "Nobody has to hand anything in; who took it back stands here, too. A word may help, or another way: "
    "a stick, a mail, a sheet of paper.",
    "sure": "How sure they said to be, less how often they were right, over 20 answers at least, beyond chance.",
}


def text(report: Report, *, hidden: bool = False) -> list[str]:
    """The whole report as lines."""
    return list(_text(report, naming(report, hidden=hidden)))


def _text(report: Report, who: Who) -> Iterator[str]:
    heads = first_lines(report, who)
    widest = max(len(head) for head, _words in heads[1:])
    yield f"{heads[0][0]}    {heads[0][1]}"
    for head, words in heads[1:]:
        yield f"{head:<{widest}}  {words}"
    parts: list[tuple[str, list[str]]] = [
        ("Needs a look", list(_looks(report, who))),
        ("Teach this", to_teach(report)),
        ("Groups by need", groups(report, who)),
        ("Common mistakes", mistakes(report)),
        ("Questions to check", questions(report)),
        ("Skills", list(_skills(report))),
        ("Learning curves", list(_curves(report))),
        ("What helps: first tries after an explanation", [way(one) for one in report.ways]),
        (f"Sure of themselves ({SURE_NOTE})", list(sure(report, who))),
        ("Your tasks", tasks(report)),
        ("Skill by learner", list(_map(report, who))),
    ]
    for head, lines in parts:
        if lines:
            yield from ("", head, *(f"  {line}" for line in lines))
    absent = nothing_from(report, who)
    yield from ("", not_in_here(report), *([f"Nothing came from: {', '.join(absent)}."] if absent else []))


def _skills(report: Report) -> Iterator[str]:
    for one in report.skills:
        told = f"{one.mastered} of {one.n} mastered it"
        if one.n >= 5:
            told += f" ({one.share:.0%}, {one.low:.0%} to {one.high:.0%})"
        stuck = f", {len(one.stuck)} stuck" if one.stuck else ""
        ready = ", ready" if one.ready else ""
        yield f"{title(report, one.skill)}: {told}, {one.held} hold it, {one.begun} began{stuck}{ready}"


def _looks(report: Report, who: Who) -> Iterator[str]:
    for one in report.attention:
        yield entry(one, report, who)
        yield f"    {removed_by(one)}"


def _curves(report: Report) -> Iterator[str]:
    yield from (_curve(one, report) for one in report.curves if one.shape in ("no-learning", "still-high"))
    known = [title(report, one.skill) for one in report.curves if one.shape == "low-and-flat"]
    if known:
        yield f"Few err from the first question on in {len(known)}: {', '.join(known)}"


def _curve(one: Any, report: Report) -> str:
    points = ", ".join(f"{share:.0%}" for _at, _n, share in one.points[:6])
    return f"{title(report, one.skill)}: {SHAPES[one.shape]} (errors {points}; gain {one.gain:.2f} ± {one.error:.2f})"


def way(one: Any) -> str:
    """How often the next try was right after a way of explaining."""
    return f"{clean(one.way)}: {one.right / one.n:.0%} right of {one.n:,}, by {one.learners} learners"


def sure(report: Report, who: Who) -> Iterator[str]:
    """Who is surer than right, or less sure, beyond chance."""
    for one in report.learners:
        if one.misjudges:
            word = "surer than right" if one.bias > 0 else "less sure than right"
            yield f"{who(one.learner)}: {word} by {abs(one.bias):.2f} over {one.sure_n} answers"


def _map(report: Report, who: Who) -> Iterator[str]:
    columns, rows = heat_map(report, who)
    if not rows:
        return
    yield LEGEND
    widest = min(24, max(len(name) for name, _signs in rows))
    for name, signs in rows:
        yield f"{name[:24]:<{widest}}  {signs}"
    for number, skill in enumerate(columns, 1):
        yield f"{number:>3}  {title(report, skill)}"
