"""The projections: what is known of the learner now, folded from the log and rebuildable.

`Rows` is how the fold reads and writes them; the store keeps them in SQLite. Times are UTC milliseconds, spans
are days. A row's first field is its key.
"""

# Annotations are kept as types: msgspec reads them at the start, and from text each would be compiled first.

from collections.abc import Iterable
from typing import Any, Literal, Protocol, TypeVar

from tutor.core.learner.class_rows import ClassRow as ClassRow
from tutor.core.learner.class_rows import LetterRow as LetterRow
from tutor.core.learner.class_rows import OpinionRow as OpinionRow
from tutor.core.learner.class_rows import OwnQuestionRow as OwnQuestionRow
from tutor.core.learner.class_rows import TaskRow as TaskRow
from tutor.core.learner.row import Row as Row
from tutor.core.learner.tallies import DayRow as DayRow
from tutor.core.learner.tallies import MisconceptionRow as MisconceptionRow
from tutor.core.learner.tallies import RecallRow as RecallRow
from tutor.core.learner.tallies import WayRow as WayRow
from tutor.core.shown import Shown

FOLD = 15
"""Raised whenever the same events give other rows than before: a file with older rows is then folded anew."""


class CourseRow(Row, kw_only=True):
    """A course the learner has met, in this version."""

    id: str
    version: str
    content_hash: str
    moved: dict[str, list[str]] = {}
    """What became of older ids, one step each: see `names`. An answer from another device may still carry one."""


class SkillRow(Row, kw_only=True):
    """A skill of a met course: its facts, what is understood, its memory, its quiz.

    `phase` is the part of its state that does not change with time alone: locked, open (may be started), learning,
    learned (quiz passed). mastered, secure and fading follow from `mastered_at`, the memory and the time.
    """

    id: str
    course: str
    position: int = 0
    phase: Literal["locked", "open", "learning", "learned", "gone"] = "locked"
    requires: list[str] = []
    covers: dict[str, float] = {}
    remember: Literal["skill", "items"] = "items"
    threshold: float = 0.9
    quiz_size: int = 3
    passing: float = 1.0
    lesson_blocks: int = 0
    item_count: int = 0
    leads_to: int = 0  # how many skills of its course stand on it, near or far

    understanding: float = 0.15
    opportunities: int = 0
    recent: str = ""
    """The last eight first tries, newest last: 1 right unaided, h right with hints, p partly, 0 not."""
    misses: int = 0  # wrong in a row
    presumed: bool = False
    forced: bool = False  # opened by the learner's own word, before its prerequisites
    opened_at: int = 0
    started_at: int = 0
    learned_at: int = 0
    mastered_at: int = 0
    rated_piece: str = ""  # the piece that stands for the quiz, by a teacher's rating
    last_at: int = 0
    last_right_at: int = 0
    strength: float = 0.0
    """Problems: of the trace that answers and lessons left at `last_at` (`core.ability`); 0 when never met."""

    stability: float = 0.0
    difficulty: float = 0.0
    reviewed_at: int = 0
    due: int = 0
    """When recall falls to what is wanted; 0 while there is no memory. The items of fact skills are due themselves:
    here it says since when a learned one has items that were never asked."""
    reps: int = 0
    lapses: int = 0

    learn_answers: int = 0
    learn_seconds: float = 0.0
    """What it took until it was learned: answers, and seconds of study with its lessons and remedies."""

    facts_seen: int = 0
    facts_firm: int = 0
    facts_away: int = 0
    facts_later: int = 0
    """Fact skills: items seen; those last right, unaided; those put away unseen; of these those until a day."""
    secure_at: int = 0
    secure_seen: int = 0
    secure_stability: float = 0.0
    """Fact skills: when all seen was last held for a month, how many items that was, their mean stability now."""

    blocks_seen: list[int] = []
    block: int = 0
    step: int = 0
    """The block that is being read, and how far; 0 when none is."""
    last_way: str = ""

    quiz_open: bool = False
    quiz_started_at: int = 0
    quiz_asked: list[str] = []
    quiz_right: int = 0
    quiz_need: int = 0
    quiz_length: int = 0
    quiz_test_out: bool = False
    quiz_presumes: list[str] = []
    """What passing this test-out presumes: skills of its unit that it stands on."""
    quiz_failures: int = 0
    test_out_failed_at: int = 0
    practice_since_quiz: int = 0

    day: int = 0
    """The learning day of the last answer, and how many were given in it."""
    day_answers: int = 0
    parked_until: int = 0
    flagged_days: int = 0


class ItemRow(Row, kw_only=True):
    """An item the learner has seen. Facts have a memory of their own (`stability` > 0), begun at `first_at`.

    `last_right` is a last try that was right, unaided; `wrong_run` counts those running that were not.
    """

    id: str
    skill: str
    rev: int = 1
    seen: int = 0
    right: int = 0
    wrong_run: int = 0
    last_at: int = 0
    last_right: bool = False
    first_at: int = 0
    stability: float = 0.0
    difficulty: float = 0.0
    reviewed_at: int = 0
    due: int = 0
    reps: int = 0
    lapses: int = 0
    hardness: float = 0.0
    """The item's difficulty in logits, started at the author's value."""
    strength: float = 0.0
    """Facts: of the trace that answers left at `last_at` (`core.ability`); 0 when never met, a placement aside."""
    suspended: bool = False
    suspended_until: str = ""
    gone: bool = False
    """No longer in the course; what was known of it is kept, in case it comes back."""


class FormerRow(Row, kw_only=True):
    """What stood under a name until a version of its course took the name away or gave it another meaning: one skill or
    one item, as it was `at` that meeting. Taken up where a learner goes back to a version that has it again.
    """

    id: str
    at: int = 0
    skills: list[SkillRow] = []
    items: list[ItemRow] = []


class DraftRow(Row, kw_only=True):
    """What the learner wrote at an item (its id) and has not rated yet, and how the item was asked.

    Or, of the kind `project`, at a project (its id) that is not handed in yet.
    """

    id: str
    rev: int = 1
    seed: int = 0
    kind: str = "learn"
    hints: int = 0
    text: str = ""
    at: int = 0


class RetryRow(Row, kw_only=True):
    """A missed item or skill that comes back after `after` more answers (a count of all answers)."""

    id: str
    skill: str
    item: str = ""
    after: int = 0
    seed: int = 0
    sure: bool = False
    """The learner was sure of the wrong answer: it comes before other misses."""
    helped: bool = False  # it was right, with a hint


class RemedyRow(Row, kw_only=True):
    """A skill in trouble (its id) and what is done about it, until the question that began it is right.

    `item` and `seed` are that question. `stage` is what comes next, `blamed` the prerequisite being looked at, `tried`
    the prerequisites and ways that were, `right` the right answers running at the blamed one, `answers` all within this
    remedy. Once it is over the row stays, so that tries before opportunity `since` are not counted again.
    """

    id: str
    item: str = ""
    seed: int = 0
    stage: Literal["probe", "review", "explain", "example", "easier", "back"] = "probe"
    blamed: str = ""
    tried: list[str] = []
    right: int = 0
    answers: int = 0
    began_at: int = 0
    over: bool = False
    helped: str = ""
    """What had come last when the question was right: a prerequisite, or one of the ways."""
    since: int = 0
    unseen: bool = False
    """Begun by the learner's own word before the question was answered: its right answer was not shown yet."""


class GroupRow(Row, kw_only=True):
    """A group of items and the learning day when one of them was last asked."""

    id: str
    day: int = 0


class GoalRow(Row, kw_only=True):
    id: str
    set_at: int = 0
    skills: list[str] = []
    date: str = ""
    minutes_a_day: int = 0
    days: list[str] = []
    exam: bool = False
    text: str = ""
    over_at: int = 0
    """When it was reached or dropped; 0 while it is pursued."""
    reached: bool = False


class NoteRow(Row, kw_only=True):
    """A note or an entry in the journal (`about` is empty), by the id of its event."""

    id: str
    about: str
    text: str
    at: int = 0
    question: str = ""


class BookmarkRow(Row, kw_only=True):
    """A skill or an item that the learner keeps at hand, by its full id."""

    id: str
    at: int = 0


class DisputeRow(Row, kw_only=True):
    id: str
    item: str
    text: str = ""
    at: int = 0


class PieceRow(Row, kw_only=True):
    """A piece of the portfolio: a text, a text file or an address. `size` in bytes; `top`: rated highest throughout.
    What a teacher said of it, at `rated_at`, stands beside it.
    """

    id: str
    project: str
    title: str = ""
    sort: str = "text"
    text: str
    name: str = ""
    size: int = 0
    sha256: str = ""
    top: bool = False
    criteria: list[int] = []
    at: int = 0
    teacher: str = ""
    teacher_criteria: list[int] = []
    teacher_top: bool = False
    teacher_text: str = ""
    rated_at: int = 0


class PlacementRow(Row, kw_only=True):
    """A placement that was begun (its id is `me`), through sittings and days, until it is over.

    `answers` are those given so far; the chances follow from them. `seconds_left` of the minutes it was given.
    """

    id: str = "me"
    courses: list[str] = []
    answers: list[Shown] = []
    seconds_left: float = 0.0
    seconds_spent: float = 0.0
    started_at: int = 0


class LearnerRow(Row, kw_only=True):
    """The one row about the learner as a whole; its id is `me`."""

    id: str = "me"
    name: str = ""
    answers: int = 0
    ability: dict[str, float] = {}
    ability_n: dict[str, int] = {}
    calibration: dict[str, float] = {}
    """Factor on stability per kind of memory: `skill`, `items`."""
    pace: list[float] = []
    """Seconds of the last 50 right answers, for one's own median."""
    picks: list[float] = []
    """The same of those that were picked, which takes less time than writing."""
    tempo: dict[str, float] = {}
    """Seconds an answer takes, a moving mean, per kind of memory: `skill`, `items`."""
    accuracy: float = 0.85
    """Moving average over the last answers of this kind of session."""
    ways: list[str] = []
    interests: list[str] = []
    last_skill: str = ""
    last_at: int = 0
    last_run: int = 0
    """How many answers running were at `last_skill`."""
    weights: list[float] = []
    """The memory's weights fitted to this learner; empty: the defaults."""
    weights_at: int = 0
    """Since when they are in use; 0 with the defaults."""
    sure: dict[str, list[int]] = {}
    """Per confidence told (1, 2, 3): how many answers, and how many of them were right."""
    mood: dict[str, float] = {}
    """Per course: how much easier (below 0) or harder (above) the learner wants it, in logits."""
    easy: dict[str, int] = {}
    """Per skill: how often running the learner called it easy."""


R = TypeVar("R", bound=Row)

ROWS: dict[str, type[Row]] = {
    "course": CourseRow,
    "skill": SkillRow,
    "item": ItemRow,
    "former": FormerRow,
    "draft": DraftRow,
    "retry": RetryRow,
    "remedy": RemedyRow,
    "item_group": GroupRow,
    "goal": GoalRow,
    "note": NoteRow,
    "bookmark": BookmarkRow,
    "dispute": DisputeRow,
    "piece": PieceRow,
    "day": DayRow,
    "placement": PlacementRow,
    "misconception": MisconceptionRow,
    "recall": RecallRow,
    "way": WayRow,
    "learner": LearnerRow,
    "class": ClassRow,
    "task": TaskRow,
    "letter": LetterRow,
    "own_question": OwnQuestionRow,
    "opinion": OpinionRow,
}
"""Table name of each kind of row."""


class Rows(Protocol):
    """How the fold sees the projections."""

    def get(self, kind: type[R], key: str) -> R | None:
        """The row with this key."""

    def put(self, row: Row) -> None:
        """Insert or replace a row by its key."""

    def drop(self, kind: type[Row], key: str) -> None:
        """Remove a row; nothing happens when it is not there."""

    def dependents(self, skill: str) -> Iterable[str]:
        """Ids of the skills that directly require this one."""

    def skills_of(self, course: str) -> Iterable[str]:
        """Ids of all skills of a course."""

    def keys(self, kind: type[Row], prefix: str) -> Iterable[str]:
        """Keys of all rows of a kind that begin with `prefix`, in order."""


def key(row: Row) -> str:
    """The row's key: its `id`."""
    value: Any = getattr(row, "id")  # noqa: B009 - every row has one; the base class has no fields
    return str(value)
