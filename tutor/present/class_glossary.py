"""What the terms and figures about a class mean, each in one place: the screens' `?`, `--explain` and the page say it.

Teachers' pages are in English so far.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Term(NamedTuple):
    """A term as the report writes it, and what it means in a sentence or two."""

    name: str
    words: str


TERMS: dict[str, Term] = {
    "n": Term("n", "How many learners a figure is made of. Below the smallest n of its rule nothing is said."),
    "first-try": Term("First try", "The first answer to a question, with hints or without; skipped ones don't count."),
    "unaided": Term("Unaided", "Right at the first try, without a hint."),
    "limits": Term("Limits", "Between them lies the share of a class like this one, 19 times in 20."),
    "mastered": Term("Mastered", "Learned, and the quiz of the skill passed; how many of the class did is told."),
    "hold": Term("Holds it", "Learned or mastered, and not fading."),
    "presumed": Term("Presumed", "From placement alone: nothing at the skill itself was answered yet."),
    "fading": Term("Fading", "It was learned, and is likely to be forgotten by now; a review brings it back."),
    "ready": Term("Ready", "The class can go on: the lower limit is 70 % at least, and ten were counted."),
    "look": Term("Needs a look", "Six at most, or a fifth of the class, with the evidence: no score, nobody compared."),
    "stuck": Term("Stuck", "Ten tries at a skill without learning it. On two skills it is a reason to look."),
    "quiet": Term("Quiet", "No practice for a week at least, and longer than their own rhythm. Seldom is no reason."),
    "missing": Term("Nothing handed in", "No file for a week while others handed in: what they do is not known."),
    "dropping": Term(
        "Fewer right than before", "The last 20 first tries against the 20 before, by a quarter, beyond chance."
    ),
    "excels": Term("Harder work may suit", "Three skills mastered with the fewest tries there can be, none fading."),
    "teach": Term("Teach this", "Two in five of those at work on a skill are stuck: it is the lesson, not the person."),
    "groups": Term(
        "Groups by need",
        "Those who find the same skill hard now, with somebody who mastered it: five answers, two "
        "thirds of them right at most.",
    ),
    "mistakes": Term(
        "Common mistakes",
        "Learners, not answers: five at least, one in seven of those who tried. First those that "
        "most learners made at skills on which most others stand. Behind it what the pack says.",
    ),
    "share": Term("Share of an answer", "How many of those who tried the question gave it at least once."),
    "r": Term(
        "r",
        "Compares a question with the same learners' other questions: 1 means that those who know the rest know "
        "it too, 0 that it tells nothing, below 0 that they do worse here.",
    ),
    "check-key": Term(
        "Is the key right?",
        "r below 0 with 20 learners, and most err. By chance alone one good question in twenty is named.",
    ),
    "weak": Term("Does not tell who knows", "r is below 0.20 even at its upper limit, with 30 learners."),
    "guessing": Term("No better than guessing", "Right in a quarter at most, or as often as by luck, of ten learners."),
    "everyone": Term("Everybody knows it", "More than 95 % right at the first try, of ten learners."),
    "parts": Term(
        "Parts of the class",
        "The share right among the weakest to the best at all other questions: thirds from 15 "
        "learners on, fifths from 25. It should rise.",
    ),
    "maybe-right": Term(
        "May it be right?",
        "A wrong answer that two learners say should count, or that the best fifth gives as often as others do.",
    ),
    "never": Term("Never chosen", "Fewer than one in twenty of 30 learners or more: nobody takes it for the answer."),
    "unanswered": Term("No feedback", "A common wrong answer that nothing is said to in the pack."),
    "drift": Term("Another version", "Among those who know as much, one language or version is much harder."),
    "seconds": Term("Usual time", "The middle of the seconds of right first tries, and the middle half of them."),
    "tasks": Term(
        "Your tasks",
        "By what was handed in: skills learned, questions answered, minutes since it began.",
    ),
    "map": Term(
        "Skill by learner",
        "In the order of your list, never by rank; skills in the order in which they build on one another.",
    ),
    "curves": Term(
        "Learning curve",
        "Errors at first tries, by opportunity; a point has ten learners. The verdict is that of a model with a term "
        "for each learner, not of the line.",
    ),
    "gain": Term(
        "Gain",
        "How much one more try helps, in logits, with its error. Below 0.10 for certain: practice does not help.",
    ),
    "ways": Term(
        "What helps",
        "How often the next try was right after a way of explaining; who got which is no draw.",
    ),
    "sure": Term(
        "Sure of themselves",
        "How sure they said to be (guessing 50 %, fairly 73 %, sure 90 %), less how often they "
        "were right: 20 answers at least, beyond chance. For a word in private.",
    ),
    "level": Term(
        "Level",
        "What a learner chose to give: 0 messages, 1 skills and days, 2 answers, 3 what they ticked besides. "
        "Pages show what the newest hand-in allows.",
    ),
    "absent": Term(
        "Not in here",
        "Nobody has to hand anything in; who took it back stands here, too. A word may help, or another "
        "way: a stick, a mail, a sheet of paper.",
    ),
}
"""By the name that the program has for each, in the order in which a report uses them."""


def told(names: Iterable[str]) -> str:
    """The sentences of some terms one after the other, each after its name."""
    return " ".join(f"{TERMS[name].name}: {TERMS[name].words}" for name in names)


def terms(first: Iterable[str] = ()) -> list[Term]:
    """All terms, these first."""
    return [TERMS[name] for name in dict.fromkeys([*first, *TERMS])]


def lines() -> list[str]:
    """The whole glossary, a term a line."""
    return [f"{term.name}: {term.words}" for term in TERMS.values()]
