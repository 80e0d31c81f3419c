"""Questions that learners write for their class, what classmates say of them, and how one becomes an item of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any

from msgspec import Meta, Struct

from tutor.core.item import FROM_CLASS
from tutor.core.text import clean, normalise

LONGEST_ASK, LONGEST_ANSWER = 1_000, 300
MOST_WRONG, MOST_RIGHT = 6, 5

Short = Annotated[str, Meta(max_length=LONGEST_ANSWER)]
Long = Annotated[str, Meta(max_length=LONGEST_ASK)]


class WrongAnswer(Struct, frozen=True):
    """An answer that is wrong, and what is said to whoever gives it."""

    text: Short
    because: Long


class OwnQuestion(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question as its learner wrote it. `right` has one answer to pick, or (`typed`) all that are accepted.

    `credit` is what classmates may read of who wrote it, in the learner's own words; "" keeps it to the teacher.
    """

    ask: Long
    right: Annotated[list[Short], Meta(max_length=MOST_RIGHT)]
    wrong: Annotated[list[WrongAnswer], Meta(max_length=MOST_WRONG)]
    explain: Long
    hint: Long = ""
    typed: bool = False
    credit: Short = ""


def tidy(question: OwnQuestion) -> OwnQuestion:
    """The same without control codes and without what is empty."""
    wrong = [WrongAnswer(_line(one.text), _line(one.because)) for one in question.wrong]
    return OwnQuestion(
        ask=_line(question.ask),
        right=[text for one in question.right if (text := _line(one))],
        wrong=[one for one in wrong if one.text or one.because],
        explain=_line(question.explain),
        hint=_line(question.hint),
        typed=question.typed,
        credit=_line(question.credit),
    )


def lacks(question: OwnQuestion) -> str:
    """What a tidy question still lacks, by a name: `ask`, `right`, `wrong`, `because`, `explain`, `same`; "" nothing.

    Each wrong answer needs its reason and the question an explanation: a question that only marks teaches nobody.
    """
    answers = [normalise(text) for text in (*question.right, *(one.text for one in question.wrong))]
    found = {
        "ask": bool(question.ask),
        "right": bool(question.right) and (question.typed or len(question.right) == 1),
        "wrong": bool(question.wrong),
        "because": all(one.text and one.because for one in question.wrong),
        "explain": bool(question.explain),
        "same": len(set(answers)) == len(answers),
    }
    return next((name for name, there in found.items() if not there), "")


def as_item(question: OwnQuestion, item_id: str, rev: int = 1) -> dict[str, Any]:
    """The question as an item of a pack, by the keys of the pack format."""
    item: dict[str, Any] = {"id": item_id, "ask": question.ask}
    if question.typed:
        item["answer"] = question.right[0] if len(question.right) == 1 else question.right
        item["mistakes"] = [{"when": one.text, "say": one.because} for one in question.wrong]
    else:
        wrong: list[Mapping[str, str]] = [{"wrong": one.text, "because": one.because} for one in question.wrong]
        item["choices"] = [{"right": question.right[0]}, *wrong]
    item |= {"hints": [question.hint]} if question.hint else {}
    item |= {"explain": question.explain, "tags": [FROM_CLASS]}
    item |= {"rev": rev} if rev > 1 else {}
    return item | ({"source": question.credit} if question.credit else {})


def item_name(code: str, question_id: str) -> str:
    """The id of the item that a learner's question becomes, the same each time it is handed out.

    Ids of questions come from learners' files: two may be alike, or be what no item can be called.
    """
    return f"q-{sha256(f'{code}|{question_id}'.encode()).hexdigest()[:12]}"


def _line(text: str) -> str:
    return " ".join(clean(text).split())
