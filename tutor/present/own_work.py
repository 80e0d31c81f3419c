"""A portfolio as a page: Markdown that anything can read, and the same as one HTML file that stands alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from tutor.core.gate import Evidence
from tutor.core.text import clean
from tutor.language import _, _n, later, speaking
from tutor.present import pages
from tutor.present.portfolio import by_teacher, rated_words, sort_words

# What `study.own_work` gathers: this room stands below it and knows these things by their fields alone.
OwnWork: TypeAlias = Any
GoalLine: TypeAlias = Any
CourseWork: TypeAlias = Any
Mastered: TypeAlias = Any
Piece: TypeAlias = Any
Entry: TypeAlias = Any

MOST = {"piece": ("pieces", 10), "entry": ("entries of the journal", 3)}
"""Of these at most in one portfolio (teacher's side, 5.1): what was chosen says more than all."""

_MEANING = re.compile(r"([\\`*_\[\]<>#|~&])")
_BEGINNING = re.compile(r"^([-+=])")
_NUMBER = re.compile(r"^(\d+)([.)])")


@dataclass(frozen=True)
class Proposal:
    """Something that may be chosen, in a line of `words`. `thing`: a goal, a course's work, a piece, an entry."""

    section: Literal["goal", "course", "piece", "entry"]
    thing: Any
    words: str
    because: str = ""
    """Why it was chosen, in the learner's own words."""


HEADINGS = {
    "goal": later("What I am after"),
    "course": later("What I have mastered"),
    "piece": later("Work I chose"),
    "entry": later("From my journal"),
}

Tell = Callable[[Any], Iterator[str]]


def markdown(name: str, chosen: Sequence[Proposal], today: date) -> str:
    """The page. `name` is the learner's, or ""; things keep their order within each section."""
    tell: dict[str, Callable[[Any], Iterator[str]]] = {
        "goal": _goal,
        "course": _course,
        "piece": _piece,
        "entry": _entry,
    }
    lines = [f"# {_safe(_title(name))}", "", _("Put together on {day}.", day=today.isoformat())]
    for section, heading in HEADINGS.items():
        found = [one for one in chosen if one.section == section]
        lines += ["", f"## {_(heading)}"] if found else []
        for one in found:
            lines += ["", *tell[section](one.thing), *_because(one.because)]
    lines += ["", "---", "", _("This is a record of self-study with tutor. Nobody watched the tests it rests on.")]
    return "\n".join(lines) + "\n"


def page(text: str, name: str = "") -> str:
    """The same as HTML without a script or anything that is fetched."""
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).disable(["image", "link", "autolink"]).render(text)
    return pages.page(_title(name), body, language=speaking.tag)


def _title(name: str) -> str:
    return _("Portfolio of {name}", name=name) if name else _("Portfolio")


def proposals(work: OwnWork) -> list[Proposal]:
    """All that may be chosen, each with a line that says what it is."""
    return [
        *(Proposal("goal", goal, _("Goal: {words}", words=_short(goal.words))) for goal in work.goals),
        *(Proposal("course", course, _mastered(course)) for course in work.courses),
        *(
            Proposal("piece", one, _("Piece: {title}, handed in {day}", title=_short(one.title), day=one.at[:10]))
            for one in work.pieces
        ),
        *(
            Proposal("entry", one, _("Journal, {day}: {words}", day=one.at[:10], words=_short(one.text)))
            for one in work.journal
        ),
    ]


def evidence(found: Evidence) -> str:
    """What a mastered skill rests on: its last first tries, its quiz, and how long it has held."""
    said = []
    if found.recent:
        tries, right = len(found.recent), found.recent.count("1")
        said.append(_n("{right} of {count} unaided lately", "{right} of {count} unaided lately", tries, right=right))
    if found.quiz_asked:
        count = found.quiz_asked
        said.append(_n("quiz {right} of {count}", "quiz {right} of {count}", count, right=found.quiz_right))
    if found.held >= 1:
        said.append(_n("right again after {count} day", "right again after {count} days", round(found.held)))
    return ", ".join(said)


def _goal(goal: GoalLine) -> Iterator[str]:
    yield from _quote(goal.words)
    about = ", ".join(map(_safe, goal.about))
    until = _("until {day}", day=goal.date) if goal.date else ""
    if about or until:
        yield ""
        yield ", ".join(filter(None, (about, until)))


def _mastered(course: CourseWork) -> str:
    count = len(course.skills)
    return _n(
        "{title}: {count} skill of {all} mastered",
        "{title}: {count} skills of {all} mastered",
        count,
        title=_short(course.title),
        all=course.of,
    )


def _course(course: CourseWork) -> Iterator[str]:
    mastered = _n(
        "{mastered} of {count} skill.", "{mastered} of {count} skills.", course.of, mastered=len(course.skills)
    )
    version = _("Version {version}.", version=_safe(course.version)) if course.version not in ("", "0") else ""
    yield from (f"### {_safe(course.title)}", "", " ".join(filter(None, (mastered, version))), "")
    yield from map(_skill, course.skills)


def _skill(skill: Mastered) -> str:
    since, title = skill.since[:10], _safe(skill.title)
    told = evidence(skill.evidence)
    words = _("mastered on {day}", day=since) if skill.since else ""
    return f"- **{title}**: {', '.join(filter(None, (words, told)))}"


def _piece(piece: Piece) -> Iterator[str]:
    yield f"### {_safe(piece.title)}"
    yield ""
    yield _("{course}, handed in on {day}.", course=_safe(piece.course), day=piece.at[:10])
    yield ""
    if what := sort_words(piece.sort, piece.name, piece.size):
        yield f"{_safe(what)}:"
        yield ""
    yield from _quote(piece.text)
    if piece.rated:
        yield ""
        yield _("My own rating: {rating}", rating=_safe(rated_words(piece.rated)))
    if piece.teacher_at:
        yield ""
        told = _safe(rated_words(piece.teacher_rated)) if piece.teacher_rated else ""
        yield ": ".join(filter(None, (_safe(by_teacher(piece.teacher, piece.teacher_at[:10])), told)))
        if piece.teacher_text:
            yield ""
            yield from _quote(piece.teacher_text)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"**{entry.at[:10]}**" + (f" {_safe(entry.question)}" if entry.question else "")
    yield ""
    yield from _quote(entry.text)


def _because(words: str) -> Iterable[str]:
    return ("", _("Why I chose it: {words}", words=_safe(words))) if words else ()


def _quote(text: str) -> Iterator[str]:
    """A text as it was written, line by line, where nothing of it has a meaning to Markdown."""
    lines = clean(text).split("\n")
    for number, line in enumerate(lines, 1):
        hard = "  " if number < len(lines) and line.strip() and lines[number].strip() else ""
        before = "&nbsp;" * (len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" ")))
        yield f"> {before}{_plain(line.strip())}{hard}" if line.strip() else ">"


def _safe(words: str) -> str:
    return _plain(" ".join(clean(words).split()))


def _plain(words: str) -> str:
    """A line that reads as it was written: what Markdown would take for a mark has a backslash before it."""
    return _NUMBER.sub(r"\1\\\2", _BEGINNING.sub(r"\\\1", _MEANING.sub(r"\\\1", words)))


def _short(words: str) -> str:
    line = " ".join(clean(words).split())
    return line if len(line) <= 60 else f"{line[:59]}…"
