"""What happens between a learner and a teacher: a class is joined, a hand-out comes, work is handed in, words go.

None of it is undone by the learner's undo: what another person was given can't be taken back by a key.
"""

# Annotations are kept as types: msgspec reads them at the start.

from typing import Literal, get_args

from tutor.core.learner.event_data import EventData


class Joined(EventData, frozen=True, kw_only=True, tag="joined"):
    """The learner joined a class under a code, or the class says something else of itself than before.

    `asks_level` is the level of consent that the teacher asks for, `parents` that an adult decides; `courses` are the
    class's packs, which alone are handed in; `seq` is the newest hand-out that was taken in.
    """

    class_id: str
    code: str
    title: str
    asks_level: int = 2
    contact: str = ""
    parents: bool = False
    courses: list[str] = []
    seq: int = 0
    signer: str = ""


class LeftClass(EventData, frozen=True, kw_only=True, tag="left_class"):
    """The learner left a class; what they handed in stays there unless they withdraw it."""

    class_id: str


class TaskSet(EventData, frozen=True, kw_only=True, tag="task_set"):
    """A teacher's task came, or came again changed. Fields as in a hand-out; ids are full, days ISO."""

    task: str
    class_id: str
    title: str
    target: Literal["skills", "items", "minutes"] = "skills"
    course: str = ""
    skills: list[str] = []
    items: list[str] = []
    minutes: int = 0
    since: str = ""
    due: str = ""
    optional: bool = False
    dropped: bool = False


class TaskPutOff(EventData, frozen=True, kw_only=True, tag="task_put_off"):
    """The learner puts a task off until a day (ISO); `text` is why, for the teacher."""

    task: str
    until: str
    text: str = ""


class TeacherWrote(EventData, frozen=True, kw_only=True, tag="teacher_wrote"):
    """A teacher's note came: about a skill, an item, a goal or nothing; `reply_to` what the learner sent."""

    note: str
    class_id: str
    kind: str = "note"
    about: str = ""
    reply_to: str = ""
    day: str = ""
    text: str


class NoteRead(EventData, frozen=True, kw_only=True, tag="note_read"):
    """The learner read a teacher's note."""

    note: str


class WroteTeacher(EventData, frozen=True, kw_only=True, tag="wrote_teacher"):
    """The learner wrote to the teacher, of their own accord or as an answer; it goes with the next hand-in."""

    class_id: str
    about: str = ""
    reply_to: str = ""
    text: str


class GaveTeacher(EventData, frozen=True, kw_only=True, tag="gave_teacher"):
    """The learner wrote a hand-in: which number, at which level of consent, how many answers, which ticked pieces.

    `withdrawn`: it asks for all that was handed in to be deleted. `counted`: the learner may be counted in sums that
    leave the class.
    """

    class_id: str
    seq: int
    level: int = 0
    answers: int = 0
    ticked: list[str] = []
    withdrawn: bool = False
    counted: bool = False
    asked_parent: bool = False


class QuestionWritten(EventData, frozen=True, kw_only=True, tag="question_written"):
    """The learner wrote a question for classmates about a skill, or wrote it anew. `text` is an `OwnQuestion` as JSON.

    With an empty `text` it is taken back.
    """

    question: str
    skill: str
    text: str = ""


class QuestionJudged(EventData, frozen=True, kw_only=True, tag="question_judged"):
    """What the learner thinks of a classmate's question; the newest word counts."""

    item: str
    rev: int = 1
    clear: bool = True
    right: bool = True
    hard: bool = False
    text: str = ""


ClassEvent = (
    Joined
    | LeftClass
    | TaskSet
    | TaskPutOff
    | TeacherWrote
    | NoteRead
    | WroteTeacher
    | GaveTeacher
    | QuestionWritten
    | QuestionJudged
)

CLASS_EVENTS: tuple[type[EventData], ...] = get_args(ClassEvent)
