"""Projects: handing one in, and the portfolio of what was handed in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from tutor.core.course import Project
from tutor.core.learner.events import HandedIn, ProjectDrafted, RatedByTeacher
from tutor.core.learner.rows import DraftRow, PieceRow, SkillRow
from tutor.core.rubric import Criterion, at_the_top, trouble_of
from tutor.core.text import clean, visible
from tutor.language import _, number
from tutor.study.desk import Desk
from tutor.study.drafts import storable
from tutor.study.trouble import StudyError

LONGEST_TEXT = 20_000
"""Characters of a text that is handed in."""
LARGEST_FILE = 100_000
"""Bytes of a file that is handed in: it is kept for ever, as a text in the learner's own file. Tunable."""
LONGEST_LINK = 2_000
LONGEST_NAME = 200

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://\S+")


class Piece(Struct, kw_only=True):
    """A piece of the portfolio. `rated` is a line for each criterion the learner rated: `{criterion, level}`;
    `teacher_rated` the same of a teacher, whose name and words stand in `teacher` and `teacher_text`.

    `course` is its course's title (its id when that has left the shelf), `text` the text, the address, or what is in
    the file `name`; `at` is RFC 3339, and so is `teacher_at`, "" while no teacher rated it; `size` in bytes.
    """

    id: str
    project: str
    course: str
    title: str
    sort: str
    text: str
    at: str
    name: str = ""
    size: int = 0
    sha256: str = ""
    criteria: list[int] = []
    rated: list[dict[str, str]] = []
    top: bool = False
    teacher: str = ""
    teacher_rated: list[dict[str, str]] = []
    teacher_text: str = ""
    teacher_top: bool = False
    teacher_at: str = ""


class ProjectLine(Struct, kw_only=True):
    """A project of a course, for the map. `skills` are titles; `ready`: all of them are learned.

    `rubric` is `[{criterion, levels}]`; `last` the newest piece that was handed in, if any; `draft` what is written
    and not handed in yet.
    """

    id: str
    course: str
    title: str
    brief: str
    skills: list[str]
    ready: bool
    sort: str
    together: str
    rubric: list[dict[str, Any]]
    last: Piece | None = None
    draft: str = ""


def lines(desk: Desk, course_id: str) -> list[ProjectLine]:
    """The projects of a course in the author's order."""
    handed = {row.project: row for row in reversed(desk.book.pieces())}
    return [
        ProjectLine(
            id=f"{course_id}/{project.id}",
            course=desk.course(course_id).title,
            title=project.title,
            brief=project.brief,
            skills=[head.title for skill in _skills(course_id, project) if (head := desk.shelf.head(skill))],
            ready=_ready(desk, course_id, project),
            sort=project.hand_in,
            together=project.together,
            rubric=[{"criterion": line.criterion, "levels": line.levels} for line in project.rubric],
            last=_piece(desk, handed[full]) if (full := f"{course_id}/{project.id}") in handed else None,
            draft=_draft(desk, full),
        )
        for project in desk.course(course_id).projects
    ]


def waiting(desk: Desk) -> str:
    """A sentence about the first project whose skills are all learned and that was not handed in; else empty."""
    for course_id in desk.courses:
        course = desk.course(course_id)
        for project in course.projects:
            if _ready(desk, course_id, project) and not _was_handed_in(desk, f"{course_id}/{project.id}"):
                return _(
                    "The project “{title}” can be done now: it stands on the map of {course}.",
                    title=project.title,
                    course=course.title,
                )
    return ""


def _was_handed_in(desk: Desk, project: str) -> bool:
    return any(row.project == project for row in desk.book.pieces())


def _skills(course_id: str, project: Project) -> list[str]:
    return [skill if "/" in skill else f"{course_id}/{skill}" for skill in project.skills]


def _ready(desk: Desk, course_id: str, project: Project) -> bool:
    rows = [desk.book.rows.get(SkillRow, skill) for skill in _skills(course_id, project)]
    return bool(rows) and all(row is not None and row.phase == "learned" for row in rows)


def hand_in(desk: Desk, project_id: str, text: str, criteria: Sequence[int]) -> str:
    """Put a finished project into the portfolio with the learner's own rating. Returns the piece's id.

    `text` is by the project's `hand_in`: the text, the path of a text file, or an address, which is kept and never
    opened. Rated at the top throughout, its skills are presumed known until an answer confirms them.
    """
    course_id, project = find(desk, project_id)
    trouble = trouble_of(criteria, project.rubric) if criteria else ""
    if trouble:
        raise StudyError("bad_request", trouble)
    handed = _handed(project, text)
    piece = desk.new_id()
    skills = _skills(course_id, project)
    desk.write(
        HandedIn(
            piece=piece,
            project=f"{course_id}/{project.id}",
            title=project.title,
            skills=skills,
            sort=project.hand_in,
            criteria=list(criteria),
            top=at_the_top(criteria, project.rubric) if criteria else False,
            **handed,
        )
    )
    return piece


def rated_by_teacher(desk: Desk, piece_id: str, criteria: Sequence[int], teacher: str = "", words: str = "") -> None:
    """Put a teacher's rating beside a piece of the portfolio, in the place of an earlier one.

    At the top throughout it stands for the mastery quiz of the project's skills; where there is no rubric, words alone
    are kept.
    """
    piece = desk.book.rows.get(PieceRow, piece_id)
    if piece is None:
        raise StudyError("bad_request", _("There is no such piece in the portfolio."))
    course_id, project = find(desk, piece.project)
    trouble = trouble_of(criteria, project.rubric) if criteria or project.rubric else ""
    if trouble:
        raise StudyError("bad_request", trouble)
    desk.write(
        RatedByTeacher(
            piece=piece_id,
            skills=_skills(course_id, project),
            criteria=list(criteria),
            top=bool(criteria) and at_the_top(criteria, project.rubric),
            teacher=clean(teacher)[:LONGEST_NAME],
            text=clean(words)[:LONGEST_TEXT],
        )
    )


def draft(desk: Desk, project_id: str, text: str) -> None:
    """Put on disk what is written for a project so far, as it was written; "" when there is nothing any more.

    Cut at `LONGEST_TEXT` characters. Nothing is recorded when it is there already.
    """
    course_id, project = find(desk, project_id)
    full, text = f"{course_id}/{project.id}", storable(text[:LONGEST_TEXT])
    if text != _draft(desk, full):
        desk.write(ProjectDrafted(project=full, text=text))


def _draft(desk: Desk, project: str) -> str:
    row = desk.book.rows.get(DraftRow, project)
    return row.text if row is not None else ""


def check(desk: Desk, project_id: str, text: str) -> None:
    """Refuse what could not be handed in, before the learner rates it. Raises `StudyError`."""
    _handed(find(desk, project_id)[1], text)


def text_at(path: str) -> str:
    """The text in the file at a path, for a project that is handed in as a text. Raises `StudyError`."""
    return str(_file(path)["text"])


def portfolio(desk: Desk) -> list[Piece]:
    """What was handed in, the newest first; a piece stays when its course has left the shelf."""
    return [_piece(desk, row) for row in desk.book.pieces()]


def find(desk: Desk, project_id: str) -> tuple[str, Project]:
    """A project of the session's courses by `course/project` or its own id, with its course's id."""
    wanted = project_id.rsplit("/", 1)
    for course_id in desk.courses:
        if len(wanted) == 2 and wanted[0] != course_id:
            continue
        for project in desk.course(course_id).projects:
            if project.id == wanted[-1]:
                return course_id, project
    raise StudyError("bad_request", _("There is no project “{project}” in your courses.", project=project_id[:200]))


def _handed(project: Project, text: str) -> dict[str, Any]:
    """The fields of what is handed in, by the project's `hand_in`."""
    return {"text": _text, "file": _file, "link": _link}[project.hand_in](text)


def _text(text: str) -> dict[str, Any]:
    if not visible(text):
        raise StudyError("bad_request", _("There is nothing to hand in yet: write something first."))
    if len(text) > LONGEST_TEXT:
        raise StudyError(
            "bad_request",
            _(
                "That is too long: {count} characters of at most {most}.",
                count=number(len(text)),
                most=number(LONGEST_TEXT),
            ),
        )
    return {"text": clean(text)}


def _link(text: str) -> dict[str, Any]:
    link = text.strip()
    if len(link) > LONGEST_LINK or not _ADDRESS.fullmatch(link):
        raise StudyError("bad_request", _("This project is handed in as an address, like https://example.org/my-work."))
    return {"text": clean(link)}


def _file(text: str) -> dict[str, Any]:
    """The text of the file at a path, and which file it was. Only ordinary files; a link is not followed."""
    from tutor.packs.source import Refusal, read_regular

    if not text.strip() or "\0" in text:
        raise StudyError("bad_request", _("This project is handed in as a file: give its path."))
    path = Path(text.strip())
    shown = clean(path.name)[:200]
    try:
        found = read_regular(path.expanduser(), LARGEST_FILE)
    except (OSError, ValueError, RuntimeError):  # a folder; a path no system can have; the home of nobody
        found = Refusal("unreadable", "")
    if isinstance(found, Refusal):
        raise StudyError(
            "bad_request", _("The file “{shown}” can't be read: give the path of an ordinary file.", shown=shown)
        )
    data = found[0]
    if len(data) > LARGEST_FILE:
        limit = f"{LARGEST_FILE // 1000} kB"
        raise StudyError(
            "bad_request",
            _("The file “{shown}” is larger than {limit}: hand in a smaller one.", shown=shown, limit=limit),
        )
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StudyError(
            "bad_request", _("“{shown}” is no text file in UTF-8; only text files are kept so far.", shown=shown)
        ) from None
    if not visible(words):
        raise StudyError("bad_request", _("There is nothing in the file “{shown}” yet.", shown=shown))
    digest = hashlib.sha256(data).hexdigest()
    return {"text": storable(words), "name": shown, "size": len(data), "sha256": digest}


def _piece(desk: Desk, row: PieceRow) -> Piece:
    course_id, _slash, project_id = row.project.partition("/")
    rubric = next((one.rubric for one in desk.course(course_id).projects if one.id == project_id), [])
    return Piece(
        id=row.id,
        project=row.project,
        course=desk.course(course_id).title,
        title=row.title,
        sort=row.sort,
        text=row.text,
        at=desk.rfc3339(row.at),
        name=row.name,
        size=row.size,
        sha256=row.sha256,
        criteria=row.criteria,
        rated=_rated(rubric, row.criteria),
        top=row.top,
        teacher=row.teacher,
        teacher_rated=_rated(rubric, row.teacher_criteria),
        teacher_text=row.teacher_text,
        teacher_top=row.teacher_top,
        teacher_at=desk.rfc3339(row.rated_at) if row.rated_at else "",
    )


def _rated(rubric: Sequence[Criterion], criteria: Sequence[int]) -> list[dict[str, str]]:
    """A line for each criterion; none where the rubric has changed since."""
    if not criteria or trouble_of(criteria, rubric):
        return []
    pairs = zip(rubric, criteria, strict=True)
    return [{"criterion": line.criterion, "level": line.levels[level]} for line, level in pairs]
