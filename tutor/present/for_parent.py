"""The page for parents: no code, no comparison with anyone, no wrong answers; with room for what they want to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from tutor.core.text import clean
from tutor.language import _, _n, speaking
from tutor.present import pages
from tutor.present.pages import escaped

# What `study.for_parent` gathers: this room stands below it and knows it by its fields alone.
ForParent: TypeAlias = Any

WIDEST = 30
"""Signs of the longest bar in text."""

STYLE = """
.bar { display: inline-block; height: .8em; background: currentColor; opacity: .6; vertical-align: baseline; }
td, th { text-align: left; padding: 0 .8rem .1rem 0; font-weight: normal; }
.room { border: 1px solid currentColor; min-height: 6rem; padding: .5rem; }
"""


def title(name: str) -> str:
    """What the page is called."""
    return _("What {name} is learning", name=name) if name else _("What I am learning")


def text(page: ForParent, name: str, today: date) -> str:
    """The page as plain text."""
    return "\n".join(_lines(page, name, today)) + "\n"


def _lines(page: ForParent, name: str, today: date) -> Iterator[str]:
    yield title(clean(name))
    yield _("Put together on {day}.", day=today.isoformat())
    for heading, lines in _sections(page):
        yield from ("", heading)
        yield from (f"  - {line}" for line in lines)
    if page.weeks:
        yield from ("", _("Time, in minutes a week"))
    most = max((minutes for _day, minutes in page.weeks), default=0)
    for day, minutes in page.weeks:
        bar = "█" * (round(minutes / most * WIDEST) if most else 0)
        yield f"  {day}  {minutes:>4}  {bar}".rstrip()
    if page.ask is not None:
        yield from ("", _("One thing to ask tonight"))
        yield from (f"  {line}" for line in _tonight(page.ask))
    yield from ("", _("What you want to say about it: write it here, or with tutor report --for parent --answer"))


def _sections(page: ForParent) -> Iterator[tuple[str, list[str]]]:
    if page.courses:
        yield _("Courses"), [_one_line(course) for course in page.courses]
    if page.goals:
        yield _("Goals, in my own words"), [_one_line(goal) for goal in page.goals]
    if page.at:
        yield _("At work on"), [_one_line(words) for words in page.at]
    if page.can:
        known = _n("{known} of {count} skill", "{known} of {count} skills", page.skills, known=page.known)
        heading = _("What is new that I can do ({known} in all)", known=known)
        yield heading, [_with_day(one.words, one.since) for one in page.can]
    if page.next:
        yield _("What comes next"), [_one_line(words) for words in page.next]


def _with_day(words: str, since: str) -> str:
    return _("{words} (since {day})", words=_one_line(words), day=since) if since else _one_line(words)


def _tonight(ask: Any) -> Iterator[str]:
    yield _("“{can}” Show me how, please.", can=_one_line(ask.can))
    if ask.question:
        yield _("For example: {question}", question=_one_line(ask.question))
        yield _("(The answer: {answer}. More interesting is why.)", answer=_one_line(ask.answer))


def _one_line(words: str) -> str:
    return " ".join(clean(words).split())


def page(found: ForParent, name: str, today: date) -> str:
    """The same as one page of HTML to print, with room to write on."""
    return pages.page(title(name), "".join(_body(found, name, today)), language=speaking.tag, style=STYLE)


def _body(found: ForParent, name: str, today: date) -> Iterator[str]:
    made_on = escaped(_("Put together on {day}.", day=today.isoformat()))
    yield f"<h1>{escaped(title(_one_line(name)))}</h1>\n<p>{made_on}</p>\n"
    for heading, lines in _sections(found):
        items = "".join(f"<li>{escaped(line)}</li>" for line in lines)
        yield f"<h2>{escaped(heading)}</h2>\n<ul>{items}</ul>\n"
    yield f"<h2>{escaped(_('Time, in minutes a week'))}</h2>\n<table>" if found.weeks else "<table>"
    most = max((minutes for _day, minutes in found.weeks), default=0)
    for day, minutes in found.weeks:
        width = round(20 * minutes / most, 1) if most else 0
        bar = f'<span class="bar" style="width:{width}rem"></span>'
        yield f'<tr><th scope="row">{day}</th><td>{minutes}</td><td>{bar}</td></tr>'
    yield "</table>\n"
    if found.ask is not None:
        told = "".join(f"<p>{escaped(line)}</p>" for line in _tonight(found.ask))
        yield f"<h2>{escaped(_('One thing to ask tonight'))}</h2>\n{told}\n"
    yield f'<h2>{escaped(_("What you want to say about it"))}</h2>\n<div class="room"></div>\n'
