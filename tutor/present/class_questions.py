"""What is asked of a learner who writes a question for classmates, and of one who answered such a question."""

from __future__ import annotations

from typing import NamedTuple

from tutor.language import _, later

MOST_ASKED_WRONG = 3
"""Wrong answers that are asked for; more would tire who writes."""


class Field(NamedTuple):
    """One thing that is asked: its name, the question, and a line of help. `needed`: empty won't do."""

    name: str
    words: str
    help: str = ""
    needed: bool = False


SKILL = Field("skill", later("Which skill is your question about?"), later("Its title."), needed=True)
WRONG = (
    (later("A wrong answer that somebody might give?"), later("Think of a mistake you made yourself, or nearly made.")),
    (later("Another wrong answer?"), later("Empty when there is none.")),
)
FIELDS = (
    Field("ask", later("Your question?"), later("Your classmates will read it as you write it."), needed=True),
    Field("right", later("The right answer?"), needed=True),
    *(
        field
        for number in range(1, MOST_ASKED_WRONG + 1)
        for field in (
            Field(f"wrong{number}", *WRONG[min(number, 2) - 1], needed=number == 1),
            Field(
                f"because{number}",
                later("Why is that wrong?"),
                later("This is said to whoever gives it; empty when there is none."),
                needed=number == 1,
            ),
        )
    ),
    Field("explain", later("Why is the right answer right?"), needed=True),
    Field("hint", later("A hint?"), later("Empty is fine.")),
    Field("typed", later("Is the answer picked from yours, or typed?"), later("t for typed; empty is picked.")),
    Field(
        "credit",
        later("What may your classmates read of who wrote it?"),
        later("A name, or whatever you like; empty says nothing. Your teacher sees your code."),
    ),
)
"""All of a question but the skill that it is about, in the order in which it is asked."""

OPINIONS = {
    "good": later("clear and right"),
    "hard": later("clear and right, but hard"),
    "unclear": later("not clear"),
    "wrong": later("not right"),
}
THINK = later("What do you think of this question?")
WHY = later("A sentence for who wrote it?")
WHY_HELP = later("Empty says nothing; it goes with your next hand-in, at level 2 or 3.")
THANKS = later("Noted for your teacher: it goes with your next hand-in, at level 2 or 3.")
KEPT = later("Kept: it goes with your next hand-in. Your teacher looks at it before your class does.")
CLASSMATE = later("a classmate")


def written_by(name: str) -> str:
    """Who wrote a question, as its reader is told."""
    return _("A question by {name}.", name=name or _(CLASSMATE))


def opinion(name: str) -> tuple[bool, bool, bool]:
    """Whether a question is clear, right and hard, by one of `OPINIONS`."""
    return name != "unclear", name != "wrong", name == "hard"
