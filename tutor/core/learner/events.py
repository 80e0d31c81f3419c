"""What can happen to a learner. The log of these events is the truth; everything else is a fold of it.

An event holds all that the fold needs (guess, course facts), so a log can be folded without its packs. Free text that
may be private (answers to essays, notes, journal) is not in the event: `text` names its row in a table of its own that
can be emptied, and the chain covers a salted hash of it.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from tutor.core.item import Response
from tutor.core.learner.class_events import CLASS_EVENTS, ClassEvent
from tutor.core.learner.event_data import EventData as EventData

TaskKind = Literal["lesson", "learn", "review", "remedy", "quiz", "place", "challenge"]
Rating = Literal["again", "hard", "good", "easy"]


class SkillFacts(Struct, frozen=True, omit_defaults=True):
    """What the engine needs of a skill, recorded when a course version is met. Ids are full (`course/skill`)."""

    id: str
    requires: list[str] = []
    covers: dict[str, float] = {}
    remember: Literal["skill", "items"] = "items"
    threshold: float = 0.9
    quiz: int = 3
    passing: float = 1.0
    lesson_blocks: int = 0
    item_count: int = 0


class Met(EventData, frozen=True, kw_only=True, tag="met"):
    """A version of a course came into the learner's hands: its graph as it was then. Never undone.

    `moved`, `merged`, `split` and `retired` are the author's, by full ids, of skills and items. The others are about
    items the learner had seen by then: `revs` those of another rev than before, with the new one; `missing` those
    that this version no longer has; `back` those that it has again. `again` are skills and items that are once more
    what they were before they were joined, cut or given another meaning: what stood under them is taken up.
    """

    course: str
    version: str
    content_hash: str
    skills: list[SkillFacts]
    moved: dict[str, str] = {}
    merged: dict[str, str] = {}
    split: dict[str, list[str]] = {}
    retired: list[str] = []
    revs: dict[str, int] = {}
    missing: list[str] = []
    back: list[str] = []
    again: list[str] = []


class Answered(EventData, frozen=True, kw_only=True, tag="answered"):
    """An item was answered, skipped (`skipped`) or rated. Ids are full; `seconds` is time on the task.

    `text` is what the learner wrote and rated itself, `criteria` the levels they chose, one for each of the rubric.
    `tier` is the box in which a program was run ("" when the learner rated it), `passed` of `tests` its tests.
    `guess` is the chance of a right answer without knowledge, `also` the other skills the item exercises, `attempt` is
    2 at a second try at the same task (after an "almost"), `opportunity` counts answers at this skill, from 1.
    """

    item: str
    skill: str
    rev: int = 1
    seed: int = 0
    kind: TaskKind
    type: str
    response: Response = None
    text: str = ""
    score: float
    correct: bool
    rating: Rating
    attempt: int = 1
    opportunity: int = 1
    hints: int = 0
    seconds: float | None = None
    confidence: int | None = None
    misconception: str = ""
    explanation: str = ""
    course_version: str = ""
    course_hash: str = ""
    guess: float = 0.03
    difficulty: int = 3
    also: list[str] = []
    group: str = ""
    skipped: bool = False
    criteria: list[int] = []
    passed: int = 0
    tests: int = 0
    tier: str = ""
    remedy_for: str = ""
    """The skill in trouble that this answer, at a prerequisite or an easier item of it, is to mend."""


class Drafted(EventData, frozen=True, kw_only=True, tag="drafted"):
    """The learner wrote a text or a program and was shown what it is compared with; not rated yet.

    So what was written is on disk before anything is revealed; the `Answered` that follows takes its place.
    """

    item: str
    rev: int = 1
    seed: int = 0
    kind: TaskKind
    hints: int = 0
    text: str


class LessonSeen(EventData, frozen=True, kw_only=True, tag="lesson_seen"):
    """A block (or one step of it) was shown and left. `finished` when nothing of the block is left."""

    skill: str
    block: int
    way: str
    step: int = 0
    response: Response = None
    correct: bool | None = None
    finished: bool = True
    seconds: float | None = None
    remedy_for: str = ""


class Explained(EventData, frozen=True, kw_only=True, tag="explained"):
    """The learner asked for another way of explaining."""

    skill: str
    block: int
    way: str
    task_item: str = ""


class QuizStarted(EventData, frozen=True, kw_only=True, tag="quiz_started"):
    """A mastery quiz began: by practice reaching the threshold, or as a test-out. `size` questions, `need` right.

    Passing it presumes `presumes`: skills of the same unit that this one stands on.
    """

    skill: str
    size: int
    need: int
    test_out: bool = False
    presumes: list[str] = []


class SkillOpened(EventData, frozen=True, kw_only=True, tag="opened"):
    """The learner opened a locked skill on their own authority."""

    skill: str


class Suspended(EventData, frozen=True, kw_only=True, tag="suspended"):
    """An item is put away, until a day (`until`, ISO date) or for good (null). `Resumed` takes it back."""

    item: str
    until: str | None = None


class Resumed(EventData, frozen=True, kw_only=True, tag="resumed"):
    item: str


class Disputed(EventData, frozen=True, kw_only=True, tag="disputed"):
    """The learner says "this should count": kept for the author, ungraded."""

    item: str
    rev: int = 1
    seed: int = 0
    response: Response = None
    text: str = ""
    course_version: str = ""
    quiz: bool = False


class Felt(EventData, frozen=True, kw_only=True, tag="felt"):
    """How a task felt; `item` is a skill's id for a lesson.

    With `again` this very question (its `seed`) comes again after another explanation; `told` when its answer had been
    shown by then.
    """

    item: str
    feel: Literal["easy", "right", "lost"]
    seed: int = 0
    again: bool = False
    told: bool = False


class Noted(EventData, frozen=True, kw_only=True, tag="noted"):
    """A note about a skill, an item or a course; the words are free text.

    About nothing (`about` is empty) it is an entry in the learner's journal; `question` names what was asked for it.
    """

    about: str
    text: str
    question: str = ""


class Bookmarked(EventData, frozen=True, kw_only=True, tag="bookmarked"):
    """A skill or an item is kept at hand; `off` takes the bookmark away."""

    about: str
    off: bool = False


class Preferred(EventData, frozen=True, kw_only=True, tag="preferred"):
    """Ways of explaining and interests the learner likes, best first; null leaves what was said before."""

    ways: list[str] | None = None
    interests: list[str] | None = None


class Named(EventData, frozen=True, kw_only=True, tag="named"):
    """What the learner wants to be called."""

    text: str


class GoalSet(EventData, frozen=True, kw_only=True, tag="goal_set"):
    """A goal: skills, a day, minutes, weekdays; the learner's own words are free text. `exam`: the day is what counts.

    The same `goal` a second time changes it.
    """

    goal: str
    skills: list[str] = []
    date: str | None = None
    minutes_a_day: int | None = None
    days: list[str] = []
    exam: bool = False
    text: str = ""


class GoalDropped(EventData, frozen=True, kw_only=True, tag="goal_dropped"):
    """A goal is over: reached, or no longer wanted."""

    goal: str
    reached: bool = False


class Refitted(EventData, frozen=True, kw_only=True, tag="refitted"):
    """The memory's weights were fitted to this learner; an empty list goes back to the defaults.

    It holds from here on: what is held already keeps its stability. `reviews` said something about forgetting, the
    `newest` of them judged: their log losses by the `defaults`, by the weights in use (`before`), by those tried
    (`after`). All are 0 where the learner went back on their own word.
    """

    weights: list[float]
    reviews: int = 0
    newest: int = 0
    defaults: float = 0.0
    before: float = 0.0
    after: float = 0.0


class HandedIn(EventData, frozen=True, kw_only=True, tag="handed_in"):
    """A project was handed in, rated by the learner on each criterion (index of the level); `top`: the highest of all.

    `sort` is what was handed in. A file is kept as its `text`; `name`, `size` in bytes and `sha256` say which it was.
    """

    piece: str
    project: str
    title: str = ""
    skills: list[str] = []
    sort: Literal["text", "file", "link"] = "text"
    text: str
    name: str = ""
    size: int = 0
    sha256: str = ""
    criteria: list[int] = []
    top: bool = False


class RatedByTeacher(EventData, frozen=True, kw_only=True, tag="rated_by_teacher"):
    """A teacher rated a piece of the portfolio: the level of each criterion, and words (`text`) if there were any.

    `top`: the highest level of all, so that it stands for the quiz of the project's `skills`. A second rating of the
    same piece takes the place of the first.
    """

    piece: str
    skills: list[str] = []
    criteria: list[int]
    top: bool = False
    teacher: str = ""
    text: str = ""


class ProjectDrafted(EventData, frozen=True, kw_only=True, tag="project_drafted"):
    """What the learner has written for a project so far; "" begins anew. What is handed in takes its place.

    It is kept while they write, not by a word of theirs, so undo passes over it.
    """

    project: str
    text: str


class PlacementStarted(EventData, frozen=True, kw_only=True, tag="placement_started"):
    """A placement test over these skills began."""

    courses: list[str]
    minutes: float


class PlacementEnded(EventData, frozen=True, kw_only=True, tag="placement_ended"):
    """It ended; `credited` are the skills presumed known from now on, `likely` how likely each is to be known."""

    credited: list[str]
    likely: dict[str, float] = {}


class Undone(EventData, frozen=True, kw_only=True, tag="undone"):
    """The event with this id is taken back; `amended` when the events right after it were put in its place.

    `restores` is the id of the event that counts again by the one right after it: the one that had been replaced.
    """

    id: str
    amended: bool = False
    restores: str = ""


AnyEvent = (
    Met
    | Answered
    | Drafted
    | LessonSeen
    | Explained
    | QuizStarted
    | SkillOpened
    | Suspended
    | Resumed
    | Disputed
    | Felt
    | Noted
    | Bookmarked
    | Preferred
    | Named
    | GoalSet
    | GoalDropped
    | Refitted
    | HandedIn
    | RatedByTeacher
    | ProjectDrafted
    | PlacementStarted
    | PlacementEnded
    | Undone
    | ClassEvent
)

NOT_UNDOABLE: tuple[type[EventData], ...] = (Met, ProjectDrafted, Undone, *CLASS_EVENTS)


class Event(Struct, frozen=True, kw_only=True):
    """An event in the log: `at` is UTC milliseconds, `offset` minutes east of UTC where the learner was.

    `number` counts the device's own events from 1; over devices the order is (lamport, device, number).
    """

    id: str
    device: str
    number: int
    lamport: int
    at: int
    offset: int
    data: AnyEvent


def of(value: Any) -> str:
    """The course of a full id: `fractions/parts/a` is of `fractions`."""
    return str(value).split("/", 1)[0]
