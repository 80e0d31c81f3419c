"""The page of one question as the teacher reads it: how it did, its wrong answers and who gave them, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.core.text import clean
from tutor.present.class_items import FLAGS, R_N, drift
from tutor.present.class_learner_page import NO_WORDS
from tutor.present.class_sections import ClassPage, Section, plain
from tutor.present.class_words import PERCENT_N, Report, Told, Who, readable, share, shortened, skill_of, title
from tutor.present.when import count

EVERYONE = "everyone-knows"
PARTS = {3: "weakest two fifths, middle, best two fifths", 5: "from the weakest fifth to the best"}
ADVICE = {
    "check-key": "look at its key first: who knows the rest does worse here",
    "weak": "ask it in another way: it does not tell who knows",
    "at-guessing": "look at its words and at the lesson: nobody does better than by luck",
    EVERYONE: "good to warm up with: everybody knows it",
}
"""What to try, by the question's flags."""
COMMON = 0.15
"""The share of learners from which one wrong answer is worth a word to them."""
MAYBE_DISPUTES = 2
NOTHING = "nothing to do"


def question_page(page: Any, report: Report, who: Who, *, hidden: bool = False) -> ClassPage:
    """The page in its parts; those in which there is nothing are left out."""
    found = [
        Section("It asks", "", list(_asks(page)), ()),
        Section("What to try", "", plain(_advice(page)), ("check-key", "maybe-right", "unanswered", "never")),
        Section("Answers", "", list(_answers(page, who)), ("share", "n", "unanswered", "never")),
        Section("How it did", "", plain(_figures(page)), ("first-try", "limits", "r", "parts", "seconds")),
        Section("They say it should count", "", list(_disputes(page, who, hidden)), ("maybe-right",)),
        Section("Another language or version", "", plain(map(drift, page.drifts)), ("drift",)),
    ]
    return ClassPage(clean(page.item), title(report, skill_of(page.item)), [one for one in found if one.lines], ("n",))


def _asks(page: Any) -> Iterator[Told]:
    yield from (Told(line) for line in clean(page.words.ask).splitlines() if line.strip())
    if page.key:
        yield Told(f"✓ {clean(page.key)}")
    elif page.words.drawn:
        yield Told("Its numbers are drawn anew each time: so mistakes are counted, not answers.")


def _advice(page: Any) -> Iterator[str]:
    """What to try, the most important first."""
    newest = page.figures[0] if page.figures else None
    flags = newest.flags if newest is not None else ()
    texts = {one.choice: one.text for one in page.answers}
    found = [ADVICE["check-key"]] if "check-key" in flags else []
    found += [f"see whether “{clean(texts.get(one, one))}” may be right" for one in page.maybe_right]
    disputers = len({one.code for one in page.disputes})
    if disputers >= MAYBE_DISPUTES and not page.maybe_right:
        found.append(f"look at what {count(disputers, 'learner')} say should count, below")
    found += [f"have feedback written for “{clean(texts.get(one, one))}”" for one in page.unanswered]
    common = [one for one in page.answers if not one.right and one.learners >= 2 and one.learners >= COMMON * one.n]
    if common and not page.maybe_right:
        found.append(f"a word to {count(common[0].learners, 'learner')} who share one mistake: {_named(common[0])}")
    found += [f"put another choice in the place of “{clean(one)}”, which tempts nobody" for one in page.never]
    found += [ADVICE[flag] for flag in flags if flag != "check-key"]
    yield from found or [NOTHING]


def _named(one: Any) -> str:
    words = f"“{clean(one.text)[:60]}”" if one.text else ""
    return " · ".join(filter(None, (words, readable(one.mistake))))


def _answers(page: Any, who: Who) -> Iterator[Told]:
    for one in page.answers:
        sign = "✓" if one.right else " "
        percent = f" ({one.learners / one.n:.0%})" if one.n >= PERCENT_N else ""
        head = f"{sign} {one.learners} of {one.n}{percent}  {_named(one)}"
        yield Told(head, _under(one, page, who), codes=() if one.right else tuple(one.codes))
    if page.left_out:
        yield Told(f"  and {count(page.left_out, 'answer')} more")
    if page.others:
        yield Told(f"  {count(page.others, 'learner')} erred so that it can't be told how: what is typed stays at home")
    for one in page.never:
        yield Told(f"  hardly anybody: “{clean(one)}”")


def _under(one: Any, page: Any, who: Who) -> str:
    if one.right:
        return ""
    said = f"says “{shortened(one.said)}”" if one.said else ""
    silent = "nothing is said to it" if one.choice in page.unanswered else ""
    names = ", ".join(map(who, one.codes))
    more = one.learners - len(one.codes)
    unnamed = f"{more} who now give less" if more else ""
    return " · ".join(filter(None, (said or silent, ", ".join(filter(None, (names, unnamed))))))


def _figures(page: Any) -> Iterator[str]:
    for place, one in enumerate(page.figures):
        old = "" if place == 0 else f"revision {one.rev}: "
        told = f"{old}{share(one.facility * one.n, one.n)} right at the first try"
        yield told + (f", limits {one.low:.0%} to {one.high:.0%}, n {one.n}" if one.n >= PERCENT_N else "")
        if place == 0:
            yield from _insight(one)
    if page.hinted:
        yield f"{page.hinted} took hints"
    if page.time is not None:
        one = page.time
        yield f"usual time {one.middle:.0f} s, the middle half {one.low:.0f} to {one.high:.0f} s (n {one.n} right)"
    if not page.figures:
        yield "nobody tried it yet"


def _insight(one: Any) -> Iterator[str]:
    if one.r is not None and one.m >= R_N:
        yield f"r {one.r:.2f} (limits {one.r_low:.2f} to {one.r_high:.2f}, n {one.m}): {_r_words(one)}"
    if one.groups:
        shares = ", ".join("none" if share is None else f"{share:.0%}" for share in one.groups)
        yield f"by parts of the class: {shares} ({PARTS[len(one.groups)]})"
    yield from (FLAGS[flag] for flag in one.flags if flag != "check-key")


def _r_words(one: Any) -> str:
    """A correlation in words, no surer than its limits."""
    if one.r_low > 0:
        return "who knows the rest knows this, too"
    if one.r_high < 0:
        return "who knows the rest does worse here"
    return "too few to tell whether it goes with the rest"


def _disputes(page: Any, who: Who, hidden: bool) -> Iterator[Told]:
    for one in page.disputes:
        answer = NO_WORDS if hidden else f"“{clean(one.answer)}”" if one.answer else "their answer"
        yield Told(f"{one.day}: {who(one.code)}: {answer}", learner=one.code, codes=(one.code,), reply=one.id)
