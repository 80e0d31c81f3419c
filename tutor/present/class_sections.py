"""A class's report in its parts, as the screens list them, and as lines from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tutor.core.text import clean
from tutor.present.class_items import figures, mistakes, questions
from tutor.present.class_report import (
    LEGEND,
    SHAPES,
    entry,
    first_lines,
    groups,
    heat_map,
    not_in_here,
    nothing_from,
    removed_by,
    sure,
    tasks,
    to_teach,
    way,
)
from tutor.present.class_words import Report, Told, Who, naming, title


class Section(NamedTuple):
    """A part of the report: its heading, what the first screen says of it, its lines, the terms that explain it."""

    head: str
    said: str
    lines: list[Told]
    terms: tuple[str, ...]


class ClassPage(NamedTuple):
    """A page behind the report: what it is called, a word on it, its parts, terms that belong to all of it."""

    title: str
    come: str
    parts: list[Section]
    terms: tuple[str, ...]


def page_text(page: ClassPage) -> list[str]:
    """A page as lines."""
    found = [f"{page.title}    {page.come}"]
    for part in page.parts:
        found += ["", part.head, *in_lines(part.lines)]
    return found


def sections(report: Report, who: Who) -> list[Section]:
    """All parts, in the order in which a teacher looks at them."""
    _title, going, look, common, check, mine = (words for _head, words in first_lines(report, who))
    hard = [*to_teach(report), *groups(report, who)]
    insight = [*_curves(report), *(way(one) for one in report.ways)]
    absent = [Told(who(code), learner=code) for code in nothing_from(report)]
    asked = f"{len(report.items)} that were tried, each with its page"
    found = [
        Section("Going well", going, plain(_skills(report)), TERMS["skills"]),
        Section(f"Needs a look ({len(report.attention)})", look or "nobody", list(_looks(report, who)), TERMS["look"]),
        Section("Teach and group", hard[0] if hard else "nothing that many share", plain(hard), TERMS["groups"]),
        Section("Common mistakes", common, mistakes(report), TERMS["mistakes"]),
        Section("Questions to check", check, questions(report), TERMS["questions"]),
        Section("Your tasks", mine, plain(tasks(report)), TERMS["tasks"]),
        Section("Skill by learner", LEGEND, list(_map(report, who)), TERMS["map"]),
        Section("All questions", asked, [_question(one) for one in report.items], TERMS["items"]),
        Section("Learning", f"{len(report.curves)} skills practised", plain(insight), TERMS["curves"]),
        Section("Sure of themselves", SURE_NOTE, list(sure(report, who)), TERMS["sure"]),
        Section("Nothing handed in", not_in_here(report), absent, TERMS["absent"]),
    ]
    return [one for one in found if one.lines or one.head in FIRST or one.head.startswith("Needs a look")]


FIRST = ("Going well", "Common mistakes", "Questions to check", "Your tasks")
"""Parts that are told even where there is nothing in them."""
SURE_NOTE = "for a word in private"
TERMS: dict[str, tuple[str, ...]] = {
    "skills": ("mastered", "limits", "ready"),
    "look": ("look", "stuck", "quiet", "missing", "dropping"),
    "groups": ("groups", "teach"),
    "mistakes": ("mistakes", "unanswered"),
    "questions": ("r", "check-key", "maybe-right", "never"),
    "tasks": ("tasks",),
    "map": ("map", "level"),
    "items": ("first-try", "r", "n"),
    "curves": ("curves", "gain", "ways"),
    "sure": ("sure",),
    "absent": ("absent",),
}
"""By part, the terms of the glossary that stand above its lines."""


def plain(lines: Iterable[str]) -> list[Told]:
    """Lines that open nothing."""
    return [Told(line) for line in lines]


def _question(one: Any) -> Told:
    return Told(f"{clean(one.item)}: {figures(one)}", item=one.item)


def text(report: Report, *, hidden: bool = False) -> list[str]:
    """The whole report as lines."""
    return list(_text(report, naming(report, hidden=hidden)))


def _text(report: Report, who: Who) -> Iterator[str]:
    heads = first_lines(report, who)
    widest = max(len(head) for head, _words in heads[1:])
    yield f"{heads[0][0]}    {heads[0][1]}"
    for head, words in heads[1:]:
        yield f"{head:<{widest}}  {words}"
    parts: list[tuple[str, list[Told]]] = [
        ("Needs a look", list(_looks(report, who))),
        ("Teach this", plain(to_teach(report))),
        ("Groups by need", plain(groups(report, who))),
        ("Common mistakes", mistakes(report)),
        ("Questions to check", questions(report)),
        ("Skills", plain(_skills(report))),
        ("Learning curves", plain(_curves(report))),
        ("What helps: first tries after an explanation", plain(way(one) for one in report.ways)),
        (f"Sure of themselves ({SURE_NOTE})", list(sure(report, who))),
        ("Your tasks", plain(tasks(report))),
        ("Skill by learner", list(_map(report, who))),
    ]
    for head, lines in parts:
        if lines:
            yield from ("", head, *in_lines(lines))
    absent = [who(code) for code in nothing_from(report)]
    yield from ("", not_in_here(report), *([f"Nothing came from: {', '.join(absent)}."] if absent else []))


def in_lines(lines: Iterable[Told]) -> Iterator[str]:
    """Lines of the report as text, what stands below one further in."""
    for one in lines:
        yield f"  {one.words}"
        if one.under:
            yield f"      {one.under}"


def _skills(report: Report) -> Iterator[str]:
    for one in report.skills:
        told = f"{one.mastered} of {one.n} mastered it"
        if one.n >= 5:
            told += f" ({one.share:.0%}, {one.low:.0%} to {one.high:.0%})"
        stuck = f", {len(one.stuck)} stuck" if one.stuck else ""
        ready = ", ready" if one.ready else ""
        yield f"{title(report, one.skill)}: {told}, {one.held} hold it, {one.begun} began{stuck}{ready}"


def _looks(report: Report, who: Who) -> Iterator[Told]:
    for one in report.attention:
        yield Told(entry(one, report, who), removed_by(one), learner=one.learner)


def _curves(report: Report) -> Iterator[str]:
    yield from (_curve(one, report) for one in report.curves if one.shape in ("no-learning", "still-high"))
    known = [title(report, one.skill) for one in report.curves if one.shape == "low-and-flat"]
    if known:
        yield f"Few err from the first question on in {len(known)}: {', '.join(known)}"


def _curve(one: Any, report: Report) -> str:
    points = ", ".join(f"{share:.0%}" for _at, _n, share in one.points[:6])
    return f"{title(report, one.skill)}: {SHAPES[one.shape]} (errors {points}; gain {one.gain:.2f} ± {one.error:.2f})"


def _map(report: Report, who: Who) -> Iterator[Told]:
    columns, rows = heat_map(report, who)
    if not rows:
        return
    yield Told(LEGEND)
    widest = min(24, max(len(name) for _code, name, _signs in rows))
    for code, name, signs in rows:
        yield Told(f"{name[:24]:<{widest}}  {signs}", learner=code)
    for number, skill in enumerate(columns, 1):
        yield Told(f"{number:>3}  {title(report, skill)}")
