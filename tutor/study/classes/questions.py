"""Questions that learners write for their class, and what they think of those that classmates wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from tutor.core.classroom.lines import LONGEST_OPINION, OpinionLine, QuestionLine
from tutor.core.classroom.questions import (
    LONGEST_ANSWER,
    LONGEST_ASK,
    MOST_RIGHT,
    MOST_WRONG,
    OwnQuestion,
    WrongAnswer,
    lacks,
    tidy,
)
from tutor.core.item import FROM_CLASS
from tutor.core.learner.class_events import QuestionJudged, QuestionWritten
from tutor.core.learner.class_rows import ClassRow, OpinionRow, OwnQuestionRow
from tutor.core.learner.events import of
from tutor.core.learner.rows import SkillRow
from tutor.core.text import clean
from tutor.language import _, later
from tutor.present.class_questions import MOST_ASKED_WRONG
from tutor.study.desk import Desk
from tutor.study.goals import called
from tutor.study.trouble import StudyError

TYPED = ("t", "typed", "e", "escrita")
"""What is understood as typed, in whatever language is spoken."""
LACKS = {
    "ask": later("A question is needed."),
    "right": later("The right answer is missing."),
    "wrong": later("At least one wrong answer is needed, one that somebody might give."),
    "because": later("Each wrong answer needs a sentence that says why it is wrong."),
    "explain": later("An explanation is missing: why is the right answer right?"),
    "same": later("Two of the answers are the same."),
}


class Mine(Struct, frozen=True):
    """A question of the learner's own: its id, the skill it is about, and in words where it is."""

    id: str
    skill: str
    title: str
    question: OwnQuestion


def from_fields(fields: Mapping[str, str]) -> OwnQuestion:
    """What was typed into `present.class_questions.FIELDS`, by their names."""
    numbers = range(1, MOST_ASKED_WRONG + 1)
    right = fields.get("right", "")
    typed = fields.get("typed", "").strip().casefold() in TYPED
    return OwnQuestion(
        ask=fields.get("ask", ""),
        right=right.split("|") if typed else [right],
        wrong=[WrongAnswer(fields.get(f"wrong{number}", ""), fields.get(f"because{number}", "")) for number in numbers],
        explain=fields.get("explain", ""),
        hint=fields.get("hint", ""),
        typed=typed,
        credit=fields.get("credit", ""),
    )


def skill_meant(desk: Desk, typed: str) -> str:
    """The one skill that is called so; its full id will do, too. Raises `StudyError`."""
    if desk.book.rows.get(SkillRow, typed.strip()) is not None:
        return typed.strip()
    found = called(desk, typed)
    if len(found) != 1:
        raise StudyError("unknown_skill", _("Say one skill by its title, as on the map."))
    return found[0]


def write(desk: Desk, skill: str, question: OwnQuestion, question_id: str = "") -> str:
    """Keep a question for classmates; gives its id. With the id of an earlier one it takes its place.

    It goes with the next hand-in. Raises `StudyError` when something is missing, or no class has this skill.
    """
    row = desk.book.rows.get(SkillRow, skill)
    if row is None or row.phase == "gone" or of(skill) not in _courses(desk):
        raise StudyError("unknown_skill", _("No class of yours has the skill {skill}.", skill=skill[:100]))
    whole = _bounded(tidy(question))
    missing = lacks(whole)
    if missing:
        raise StudyError("bad_request", _(LACKS[missing]))
    name = question_id or f"{desk.chance.getrandbits(64):016x}"
    if question_id:
        _known(desk, question_id)
    desk.write(QuestionWritten(question=name, skill=skill, text=msgspec.json.encode(whole).decode()))
    return name


def drop(desk: Desk, question_id: str) -> None:
    """Take a question back. What was handed in already stays with the teacher."""
    row = _known(desk, question_id)
    desk.write(QuestionWritten(question=row.id, skill=row.skill))


def mine(desk: Desk) -> list[Mine]:
    """The learner's own questions, the newest first."""
    found = ((row, _read(row)) for row in desk.book.own_questions())
    return [Mine(row.id, row.skill, desk.title(row.skill), read) for row, read in found if read is not None]


def judge(desk: Desk, item: str, *, clear: bool, right: bool, hard: bool, text: str = "") -> None:
    """Keep what the learner thinks of a classmate's question, after they answered it. Raises `StudyError`."""
    found = desk.shelf.item(item)
    if found is None or FROM_CLASS not in found.tags:
        raise StudyError("bad_request", _("Only of a classmate's question you are asked what you think."))
    words = " ".join(clean(text[:LONGEST_OPINION]).split())
    desk.write(QuestionJudged(item=item, rev=found.rev, clear=clear, right=right, hard=hard, text=words))


def lines(desk: Desk, row: ClassRow) -> list[QuestionLine]:
    """The questions for a class, as they are handed in; those taken back without their words."""
    mine = [one for one in desk.book.own_questions() if of(one.skill) in row.courses]
    return [QuestionLine(id=one.id, skill=one.skill, question=_read(one)) for one in mine]


def opinions(desk: Desk, row: ClassRow) -> Iterator[OpinionLine]:
    """What the learner thinks of the class's questions, as it is handed in."""
    for one in desk.book.opinions():
        if of(one.id) in row.courses:
            yield OpinionLine(item=one.id, rev=one.rev, clear=one.clear, right=one.right, hard=one.hard, text=one.text)


def opinion(desk: Desk, item: str) -> OpinionRow | None:
    """What the learner said of this question before."""
    return desk.book.rows.get(OpinionRow, item)


def _courses(desk: Desk) -> set[str]:
    return {course for row in desk.book.classes() for course in row.courses}


def _known(desk: Desk, question_id: str) -> OwnQuestionRow:
    row = desk.book.rows.get(OwnQuestionRow, question_id)
    if row is None or not row.text:
        raise StudyError("bad_request", _("You wrote no such question; `tutor question list` shows yours."))
    return row


def _read(row: OwnQuestionRow) -> OwnQuestion | None:
    """The question as it was kept; None where it was forgotten or another device kept what is none."""
    try:
        return msgspec.json.decode(row.text, type=OwnQuestion)
    except msgspec.DecodeError:
        return None


def _bounded(question: OwnQuestion) -> OwnQuestion:
    short = [question.credit, *question.right, *(one.text for one in question.wrong)]
    long = [question.ask, question.explain, question.hint, *(one.because for one in question.wrong)]
    if any(len(text) > LONGEST_ANSWER for text in short):
        raise StudyError("bad_request", _("An answer has at most {count} characters.", count=LONGEST_ANSWER))
    if any(len(text) > LONGEST_ASK for text in long):
        raise StudyError("bad_request", _("A question or a reason has at most {count} characters.", count=LONGEST_ASK))
    if len(question.wrong) > MOST_WRONG or len(question.right) > MOST_RIGHT:
        what = _("At most {right} right and {wrong} wrong answers.", right=MOST_RIGHT, wrong=MOST_WRONG)
        raise StudyError("bad_request", what)
    return question
