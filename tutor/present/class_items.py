"""What a class's report says of questions: common mistakes, wrong answers, which questions to look at and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.core.text import clean
from tutor.present.class_words import Report, Told, readable, share, shortened, skill_of, title

R_N = 10
"""Learners below which no correlation is told. Fixed."""
FLAGS = {
    "check-key": "who knows the rest does worse here: is the key right?",
    "weak": "it does not tell who knows",
    "everyone-knows": "everybody knows it",
    "at-guessing": "no better than guessing",
}


def mistakes(report: Report) -> list[Told]:
    """Common mistakes, then common wrong answers that nothing is said to; each opens the question where it is made."""
    named = [Told(_mistake(one, report), item=_most_made(one, report)) for one in report.mistakes]
    said = "no feedback is written for it"
    return [*named, *(Told(f"{choice(one, report)}  → {said}", item=one.item) for one in report.unanswered)]


def _mistake(one: Any, report: Report) -> str:
    said = shortened(report.said.get(f"{one.skill}#{one.mistake}", ""))
    told = f": “{said}”" if said else ""
    return f"{one.learners} of {one.takers}: {readable(one.mistake)} ({title(report, one.skill)}){told}"


def _most_made(one: Any, report: Report) -> str:
    """The question of the skill at which most made a mistake; "" where answers don't tell."""
    found = [each for each in report.choices if each.mistake == one.mistake and skill_of(each.item) == one.skill]
    return max(found, key=lambda each: (each.learners, each.item)).item if found else ""


def choice(one: Any, report: Report) -> str:
    """An answer to a question, by how many."""
    words = report.words.get(one.item)
    text = words.choices.get(one.choice, one.choice) if words is not None else one.choice
    return f"{one.learners} of {one.n} answer “{clean(text)[:60]}” to {clean(one.item)}"


def questions(report: Report) -> list[Told]:
    """Questions to look at: the key first, then what may be right, then what tells nothing or tempts nobody."""
    found = list(_flagged(report, "check-key"))
    found += [Told(f"{choice(one, report)}: may it be right?", item=one.item) for one in report.maybe_right]
    found += [Told(f"{clean(one.item)}: {drift(one)}: check that version", item=one.item) for one in report.drifts]
    found += [*_flagged(report, "weak"), *_flagged(report, "at-guessing")]
    return [*found, *(Told(f"{choice(one, report)}: it tempts nobody", item=one.item) for one in report.never)]


def drift(one: Any) -> str:
    """How a question differs between two languages or versions."""
    word = "harder" if one.delta < 0 else "easier"
    sides = f"in {clean(one.other)} than in {clean(one.base)}"
    return f"much {word} {sides} for who knows as much (n {one.n} and {one.m})"


def _flagged(report: Report, flag: str) -> Iterator[Told]:
    for one in report.items:
        if flag in one.flags:
            yield Told(f"{clean(one.item)}: {FLAGS[flag]} ({figures(one)})", item=one.item)


def figures(one: Any) -> str:
    """What a question did, in a few figures."""
    r = f", r {one.r:.2f}" if one.r is not None and one.m >= R_N else ""
    return f"{share(one.facility * one.n, one.n)} right at the first try{r}, n {one.n}"
