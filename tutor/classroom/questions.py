"""Questions that learners wrote for their class: looked at by the teacher, handed out as a pack, judged by those who
answered them.

They are a pack of their own, so no answer to one touches the mastery of a course's skill.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from tutor.classroom.classbook import ClassBook
from tutor.classroom.figures.items import item_figures
from tutor.classroom.folder import ClassFolder, ClassTrouble, one_line
from tutor.classroom.sums.run import on_sqlite
from tutor.core.classroom.lines import Line, OpinionLine, QuestionLine
from tutor.core.classroom.questions import OwnQuestion, as_item, item_name, lacks, tidy
from tutor.core.learner.events import of

State = Literal["new", "passed", "left", "promoted"]
FIRST_VERSION = (1, 0, 0)
ANSWERED, SAY_RIGHT = 5, 0.80
"""How many classmates answered a question, and how many of those who say something call it right, before it is ready
for the course's own pack. Fixed by the design."""


class Asked(Struct, frozen=True, kw_only=True):
    """A learner's question as the teacher has it: about a skill (full id), in the teacher's wording once it is edited.

    `why` is what the teacher wrote when it was left out; `rev` counts what learners may have seen of it.
    """

    id: str
    code: str
    skill: str
    question: OwnQuestion
    state: State
    why: str
    rev: int

    @property
    def item(self) -> str:
        """The item that it is in the class's pack."""
        return item_name(self.code, self.id)


class Opinions(Struct, frozen=True, kw_only=True):
    """What came back about a question: classmates who answered it and the share of points at first tries, the
    correlation with their other answers (None: too few), how many of `said` call it clear, right, hard, and sentences.
    """

    answered: int
    share: float
    r: float | None
    said: int
    clear: int
    right: int
    hard: int
    sentences: list[str]

    @property
    def ready(self) -> bool:
        """Whether it has earned a place in the course's own pack."""
        return (
            self.answered >= ANSWERED
            and self.said > 0
            and self.right / self.said >= SAY_RIGHT
            and (self.r is None or self.r >= 0)
        )


def pack_id(folder: ClassFolder) -> str:
    """The id of the pack of a class's questions: of two classes a learner has two packs."""
    return f"questions-{folder.card.id[:8]}"


def put(book: ClassBook, code: str, found: Mapping[str, Sequence[Line]]) -> None:
    """Take in the questions and opinions of a hand-in that is the newest.

    What was written anew is new to the teacher once more; what its learner took back goes, handed out or not.
    """
    there = {str(id_): str(line) for id_, line in book.db.execute(_OF_CODE, (code,))}
    for line in found.get("questions.jsonl", ()):
        if not isinstance(line, QuestionLine):
            continue
        text = msgspec.json.encode(tidy(line.question)).decode() if line.question is not None else ""
        if not text:
            book.db.execute("delete from question where code = ? and id = ?", (code, line.id))
        elif there.get(line.id) != text:
            book.db.execute(_PUT, (code, line.id, one_line(line.skill, 300), text, text))
    for one in found.get("opinions.jsonl", ()):
        if isinstance(one, OpinionLine):
            values = (code, one.item, one.rev, one.clear, one.right, one.hard, one_line(one.text, 500), one.day)
            book.db.execute("insert or replace into opinion values(?,?,?,?,?,?,?,?)", values)


def asked(book: ClassBook) -> list[Asked]:
    """All questions, those that nobody looked at first."""
    rows = book.db.execute("select code, id, skill, line, state, why, rev from question order by state <> 'new', id")
    return [
        Asked(
            id=one_line(id_),
            code=code,
            skill=skill,
            question=msgspec.json.decode(line, type=OwnQuestion),
            state=state,
            why=why,
            rev=rev,
        )
        for code, id_, skill, line, state, why, rev in rows
    ]


def one_of(found: Sequence[Asked], wanted: str) -> Asked:
    """The question with this id, or the beginning of it. Raises `ClassTrouble`."""
    fitting = [one for one in found if one.id.startswith(wanted)] if wanted else []
    if len(fitting) != 1:
        what = "There is no question" if not fitting else "There are several questions"
        raise ClassTrouble(f"{what} {one_line(wanted, 40)}; `tutor class questions` lists them.", 2)
    return fitting[0]


def decide(book: ClassBook, one: Asked, state: State, why: str = "") -> None:
    """Keep what becomes of a question. Raises `ClassTrouble` for one that is not whole."""
    if state == "passed" and (missing := lacks(one.question)):
        raise ClassTrouble(f"{one.id} lacks something ({missing}); mend it with --edit {one.id}.", 2)
    with book.changing():
        book.db.execute(
            "update question set state = ?, why = ? where code = ? and id = ?",
            (state, one_line(why, 500), one.code, one.id),
        )


def edit(book: ClassBook, one: Asked, question: OwnQuestion) -> None:
    """Put a question into the teacher's words. Raises `ClassTrouble` when something is missing."""
    whole = tidy(question)
    if missing := lacks(whole):
        raise ClassTrouble(f"Nothing was changed: the question lacks something ({missing}).", 2)
    with book.changing():
        book.db.execute(
            "update question set line = ?, rev = rev + (state = 'passed') where code = ? and id = ?",
            (msgspec.json.encode(whole).decode(), one.code, one.id),
        )


def course(folder: ClassFolder, passed: Iterable[Asked], titles: Mapping[str, str], language: str) -> dict[str, Any]:
    """The pack of the questions that are handed out, by the keys of the pack format: a skill for each skill."""
    by_skill: dict[str, list[Asked]] = {}
    for one in sorted(passed, key=lambda one: (one.skill, one.id)):
        by_skill.setdefault(one.skill, []).append(one)
    names = skill_names(by_skill)
    return {
        "format": 1,
        "id": pack_id(folder),
        "title": f"Questions of {folder.card.title}"[:200],
        "version": ".".join(map(str, FIRST_VERSION)),
        "language": language,
        "summary": "Questions that learners of the class wrote.",
        "skills": [
            {
                "skill": names[skill],
                "title": titles.get(skill, skill.rpartition("/")[2]),
                "items": [as_item(one.question, one.item, one.rev) for one in found],
            }
            for skill, found in by_skill.items()
        ],
    }


def skill_names(skills: Collection[str]) -> dict[str, str]:
    """A name in the class's pack for each skill: its own, with the course before it where two are called alike."""
    short = {skill: skill.rpartition("/")[2] for skill in skills}
    often = Counter(short.values())
    return {skill: name if often[name] == 1 else skill.replace("/", "-") for skill, name in short.items()}


def later_version(version: str) -> str:
    """The version after this one of ours."""
    major, minor, patch = (int(part) for part in version.split("."))
    return f"{major}.{minor}.{patch + 1}"


def opinions(folder: ClassFolder, book: ClassBook) -> dict[str, Opinions]:
    """What came back, by the items' own names; the answers of whoever wrote a question are not counted."""
    pack, authors = pack_id(folder), {one.item: one.code for one in asked(book)}
    rows = [row for row in on_sqlite(book.db, "item_sums") if of(str(row["item"])) == pack]
    r_of = {figure.item.rpartition("/")[2]: figure.r for figure in item_figures(rows, {})}
    found: dict[str, Opinions] = {}
    for item, code in authors.items():
        like = f"{pack}/%/{item}"
        [(answered, share)] = book.db.execute(_ANSWERED, (like, code))
        said = book.db.execute(_SAID, (like, code)).fetchall()
        found[item] = Opinions(
            answered=answered,
            share=share or 0.0,
            r=r_of.get(item),
            said=len(said),
            clear=sum(row[0] for row in said),
            right=sum(row[1] for row in said),
            hard=sum(row[2] for row in said),
            sentences=[row[3] for row in said if row[3]],
        )
    return found


_OF_CODE = "select id, sent from question where code = ?"
_PUT = (
    "insert into question(code, id, skill, line, sent) values(?,?,?,?,?) on conflict(code, id) do update set "
    "skill = excluded.skill, line = excluded.line, sent = excluded.sent, rev = rev + (state = 'passed'), state = 'new'"
)
_ANSWERED = (
    "select count(distinct learner), avg(score) from answers "
    "where item like ? and learner <> ? and attempt = 1 and scored = 1"
)
_SAID = "select clear, right, hard, text from opinion where item like ? and code <> ? order by code"
