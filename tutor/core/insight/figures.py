"""The numbers behind each question, as they are drawn, told, and given out as JSON and CSV.

Shares and chances are 0..1, days are learning days, minutes are of study. Titles are the courses' own: a stranger's.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from tutor.core.sureness import Level


class Figures(Struct, frozen=True, kw_only=True):
    """Base of the numbers of one question."""


class StudyDay(Struct, frozen=True, kw_only=True):
    """A day on which something was studied; `right` of the `answers` were right."""

    day: date
    minutes: float
    answers: int
    right: int


class Days(Figures, frozen=True, kw_only=True):
    """When one studies: the days with study in the year up to `today`, in order."""

    today: date
    days: list[StudyDay]


class DueDay(Struct, frozen=True, kw_only=True):
    """How many reviews fall due on a day, and about how long they take."""

    day: date
    reviews: int
    minutes: float


class Fading(Struct, frozen=True, kw_only=True):
    """A skill of which something is due, and the chance to recall the least of it now."""

    skill: str
    title: str
    recall: float


class Due(Figures, frozen=True, kw_only=True):
    """What is about to be forgotten: day by day from today on, where today holds all that waits already.

    As it stands now: what is reviewed comes back later and counts again. `later` are reviews after the last day;
    `fading` what is due today, the weakest first.
    """

    days: list[DueDay]
    later: int
    fading: list[Fading]


class Band(Struct, frozen=True, kw_only=True):
    """Reviews whose recall was foretold between `low` and `high`: the mean of it, and the share recalled."""

    low: float
    high: float
    reviews: int
    foretold: float
    recalled: float


class SkillRecall(Struct, frozen=True, kw_only=True):
    """The same for the reviews of one skill."""

    skill: str
    title: str
    reviews: int
    foretold: float
    recalled: float


class Recall(Figures, frozen=True, kw_only=True):
    """Whether recall is as foretold, over all reviews half a day or more after the one before; None without any.

    `bands` from the weakest to the surest, each of enough reviews to say something; none while there are too few.
    `skills` are those with the most reviews.
    """

    reviews: int
    needed: int
    foretold: float | None
    recalled: float | None
    bands: list[Band]
    skills: list[SkillRecall]


class Grown(Struct, frozen=True, kw_only=True):
    """How many skills were learned by the end of a day, and how many of them mastered."""

    day: date
    learned: int
    mastered: int


class Oldest(Struct, frozen=True, kw_only=True):
    """The skill learned first of those that are, and the chance to know it now."""

    skill: str
    title: str
    learned_on: date
    recall: float


class Growth(Figures, frozen=True, kw_only=True):
    """Then and now: the skills learned over time, evenly spaced up to today; `then` is four weeks ago.

    What was learned once and had to be learned again counts from when it was learned again.
    """

    points: list[Grown]
    then: Grown
    now: Grown
    oldest: Oldest | None


class CourseTime(Struct, frozen=True, kw_only=True):
    """Minutes for a course: in the last four weeks, and in the year."""

    course: str
    title: str
    minutes: float
    minutes_in_a_year: float


class Time(Figures, frozen=True, kw_only=True):
    """Where time goes: by course, the most first. Of the `minutes` of the last four weeks `learning` went into new
    things, the rest into keeping them.
    """

    since: date
    minutes: float
    learning: float
    courses: list[CourseTime]


class Sure(Figures, frozen=True, kw_only=True):
    """How well one knows how well one knows: each word about being sure, what it claims, what was right."""

    levels: list[Level]
    brier: float | None
    needed: int


class WayHelp(Struct, frozen=True, kw_only=True):
    """A way of explaining: how often it was shown, tries soon after it, how many were right unaided.

    `share` of right ones is None while there are too few tries.
    """

    way: str
    shown: int
    tries: int
    right: int
    share: float | None


class Ways(Figures, frozen=True, kw_only=True):
    """Which explanations help, the most helpful first."""

    ways: list[WayHelp]
    needed: int


class HardItem(Struct, frozen=True, kw_only=True):
    """A question that was often missed: what it asks, how often it was asked, and how often not right unaided."""

    item: str
    title: str
    ask: str
    asked: int
    missed: int
    lapses: int


class Hard(Figures, frozen=True, kw_only=True):
    """The hardest questions, the hardest first."""

    items: list[HardItem]
    needed: int
