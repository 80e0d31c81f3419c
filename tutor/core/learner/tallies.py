"""Rows that only count: days, mistakes, recall foretold and real, how explanations helped. See `rows`."""

# Annotations are kept as types: see `rows`.

from tutor.core.learner.row import Row


class DayRow(Row, kw_only=True):
    """A learning day (days since 1970-01-01): answers, right ones, seconds of study, new skills begun,
    how many of the seconds went into learning what is new, and how many into each course (by id).
    """

    id: str
    day: int
    answers: int = 0
    right: int = 0
    seconds: float = 0.0
    new_skills: int = 0
    learn_seconds: float = 0.0
    courses: dict[str, float] = {}


class MisconceptionRow(Row, kw_only=True):
    """How often a named mistake was made at a skill: `course/skill#name`."""

    id: str
    skill: str
    name: str
    count: int = 0
    last_at: int = 0


class RecallRow(Row, kw_only=True):
    """Reviews of a skill whose recall was foretold within a band of chances (`core.learner.checked`): how many, the
    sum of what was foretold, how many were recalled. `course/skill#band`.
    """

    id: str
    skill: str
    band: int
    reviews: int = 0
    foretold: float = 0.0
    recalled: int = 0


class WayRow(Row, kw_only=True):
    """How an explanation helped: tries after it, and how many were right. `course/skill#way`."""

    id: str
    way: str
    shown: int = 0
    tries: int = 0
    right: int = 0
