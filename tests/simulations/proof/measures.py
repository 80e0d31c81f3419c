"""The table of section 3 of the learning model: each measure with its interval, what must be met and how far to stretch.

`marks` maps a policy to the marks of the same learners in the same order. Gains and ratios are sums over learners;
intervals are bootstrapped over learners, so both policies of a comparison lose and gain the same persons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proof.marks import Figure, Marks, interval, ratio, ratio_of_ratios

Table = dict[str, list[Marks]]


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of one policy: the figure, its 95 % interval, and the bounds; `least` says which way is better."""

    name: str
    value: float
    low: float
    high: float
    must: float | None = None
    stretch: float | None = None
    least: bool = True
    unit: str = ""

    def met(self, bound: float | None) -> bool | None:
        """Whether the figure itself (not its interval) meets a bound."""
        if bound is None:
            return None
        return self.value >= bound if self.least else self.value <= bound


def column(marks: Sequence[Marks], name: str) -> list[float]:
    """One field of all learners."""
    return [float(getattr(one, name)) for one in marks]


def per_hour(marks: Sequence[Marks]) -> Figure:
    """Skills gained per hour studied."""
    return ratio(column(marks, "gain"), [one.seconds / 3600 for one in marks])


def _line(name: str, figure: Figure, count: int, bounds: tuple[float, float] | None = None, **more: object) -> Line:
    value, low, high = interval(figure, count)
    must, stretch = bounds or (None, None)
    return Line(name, value, low, high, must, stretch, **more)  # type: ignore[arg-type]


def against(table: Table, mine: str, other: str) -> list[Line]:
    """How a policy stands against Anki (or another) over the same learners."""
    ours, theirs = table[mine], table[other]
    count = len(ours)
    hours = [[one.seconds / 3600 for one in marks] for marks in (ours, theirs)]
    gains = [column(marks, "gain") for marks in (ours, theirs)]
    an_hour = ratio_of_ratios((gains[0], hours[0]), (gains[1], hours[1]))
    kept = ratio(column(ours, "retention"), column(theirs, "retention"))
    return [
        _line(f"gain against {other}", ratio(gains[0], gains[1]), count, (1.30, 1.45)),
        _line(f"gain per hour against {other}", an_hour, count, (1.30, 1.45)),
        _line(f"retention gained against {other}", kept, count, (1.75, 2.1)),
    ]


def against_oracle(table: Table, mine: str) -> list[Line]:
    """Gain and retention gained against the greedy oracle."""
    gain, kept = (ratio(*(column(table[name], field) for name in (mine, "oracle"))) for field in ("gain", "retention"))
    count = len(table[mine])
    return [
        _line("gain against the oracle", gain, count, (0.72, 0.80)),
        _line("retention gained against the oracle", kept, count),
    ]


def oracle_against(table: Table, other: str) -> list[Line]:
    """How far these worlds let anybody go: what the greedy oracle gains over the same learners against another."""
    best, theirs = table["oracle"], table[other]
    found = []
    for name, field in (("gain", "gain"), ("retention gained", "retention")):
        figure = ratio(column(best, field), column(theirs, field))
        found.append(_line(f"the oracle's own {name} against {other}", figure, len(best)))
    return found


SHARES = (
    ("over-practice: time on reviews of what was at 0.97", "over", "seconds", (0.25, 0.15)),
    ("futile: time on what cannot be understood yet", "futile", "seconds", (0.02, 0.0)),
    ("first taught while a prerequisite was below 0.80", "taught_early", "taught", (0.10, 0.05)),
    ("open skills with a prerequisite below 0.80", "open_early", "open", (0.05, 0.02)),
    ("ready unknown skills that are not open", "ready_closed", "ready", (0.25, 0.10)),
)
MORE_SHARES = (
    ("same-day practice of what was at 0.97", "massed", "seconds"),
    ("right answers", "right", "answers"),
    ("offered time not used", "idle", "offered"),
    ("begun skills kept at 0.90", "kept_of_begun", "begun"),
    ("skills called learned kept at 0.90", "passed_kept", "passed"),
)


def shares(marks: Sequence[Marks]) -> list[Line]:
    """Where time goes and what is opened, of one policy."""
    found = []
    for name, over, under, bounds in SHARES:
        figure = ratio(column(marks, over), column(marks, under))
        found.append(_line(name, figure, len(marks), bounds, least=False, unit="%"))
    return found


def more_shares(marks: Sequence[Marks]) -> list[Line]:
    """Shares without a bound, for those who tune."""
    return [
        _line(name, ratio(column(marks, over), column(marks, under)), len(marks), unit="%")
        for name, over, under in MORE_SHARES
    ]


def engine(marks: Sequence[Marks]) -> Line:
    """Milliseconds of the processor for one answer and the next choice."""
    spent = [1000 * one.engine for one in marks]
    figure = ratio(spent, column(marks, "engine_calls"))
    return _line("engine for one answer and the next choice", figure, len(marks), (5.0, 1.0), least=False, unit="ms")


def goal(table: Table, mine: str, other: str) -> list[Line]:
    """One deep skill as the goal: hours until it was known (all hours where it never was), reached, kept a month."""
    ours, theirs = table[mine], table[other]
    count, ones = len(ours), [1.0] * len(ours)
    hours = ratio(column(ours, "goal_seconds"), column(theirs, "goal_seconds"))
    found = [_line(f"goal: hours against {other}", hours, count, (0.70, 0.55), least=False)]
    found.append(_line("goal: reached", ratio(column(ours, "goal_reached"), ones), count, (0.70, 0.80), unit="%"))
    kept = ratio(column(ours, "goal_kept"), ones)
    found.append(_line("goal: known 30 days later", kept, count, (0.30, 0.50), unit="%"))
    share = ratio(column(ours, "goal_share_kept"), ones)
    found.append(_line("goal: of it and what it stands on, known then", share, count, unit="%"))
    return found


def placement(table: Table, placed: str, plain: str) -> list[Line]:
    """What a placement at the beginning costs, credits wrongly, and saves, against the same without."""
    marks, count = table[placed], len(table[placed])
    ones = [1.0] * count
    most = float(max(one.placed for one in marks))
    saved = ratio_of_ratios(
        (column(marks, "gain"), column(marks, "seconds")),
        (column(table[plain], "gain"), column(table[plain], "seconds")),
    )
    credited = column(marks, "presumed")
    wrong = ratio(column(marks, "wrong_after_check"), credited)
    return [
        Line("placement: most questions", most, most, most, 30, None, least=False),
        _line("placement: skills presumed", ratio(credited, ones), count),
        _line("placement: of them below 0.80", ratio(column(marks, "presumed_wrongly"), credited), count, unit="%"),
        _line("placement: still wrong at the end", wrong, count, (0.05, 0.02), least=False, unit="%"),
        _line(f"placement: gain per hour against {plain}", saved, count),
    ]
