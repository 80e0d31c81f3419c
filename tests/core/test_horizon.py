"""What study aims at: some weeks after a goal's day, or an exam's very day; and what a goal holds for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from situations import Given

from tutor.core import horizon
from tutor.core.choose import choose
from tutor.core.day import DAY_MS
from tutor.core.horizon import Held, Horizon, exam_figures, toward
from tutor.core.learner.rows import LearnerRow, SkillRow
from tutor.core.memory import Forgetting, retrievability
from tutor.core.whole_days import scheduler

NOW = 1_800_000_000_000


def in_days(days: float) -> int:
    return NOW + int(days * DAY_MS)


def skill(name: str, days_ago: float = 10, stability: float = 10.0, **more: Any) -> SkillRow:
    reviewed = in_days(-days_ago)
    given = {"phase": "learned", "remember": "skill", "item_count": 9, "understanding": 0.95, "difficulty": 5.0, **more}
    return SkillRow(
        id=f"c/{name}",
        course="c",
        stability=stability,
        reviewed_at=reviewed,
        due=reviewed + int(stability * DAY_MS),
        **given,
    )


def situation(**more: Any) -> Given:
    return Given(now=NOW, day=NOW // DAY_MS, learner=LearnerRow(answers=21, accuracy=0.85), **more)


def test_a_goal_aims_thirty_days_beyond_its_day_and_an_exam_at_the_very_day() -> None:
    goal = toward(NOW, in_days(20), in_days(-20), exam=False)
    exam = toward(NOW, in_days(20), in_days(-20), exam=True)
    assert goal == Horizon(50.0) and exam.exam and exam.days == pytest.approx(19.5)


@pytest.mark.parametrize(
    ("left", "whole", "closing", "gathering"),
    [(50, 60, False, False), (9, 60, True, True), (14, 100, True, False), (2.5, 10, False, True), (1, 10, True, True)],
)
def test_near_an_exam_reviews_are_drawn_forward_and_then_nothing_new_begins(
    left: float, whole: float, closing: bool, gathering: bool
) -> None:
    aim = toward(NOW, in_days(left), in_days(left - whole), exam=True)
    assert (aim.closing, aim.gathering) == (closing, gathering)


def test_before_an_exam_what_is_not_due_is_reviewed_where_that_pays() -> None:
    soon_due = skill("a", days_ago=7, stability=12)
    aim = Horizon(4.0, True, True, True)
    choice = choose(situation(due=[soon_due], horizon=aim))
    assert choice is not None and choice.why.code == "exam"
    firm = skill("b", days_ago=40, stability=600)
    assert choose(situation(due=[firm], horizon=aim)) is None


def test_what_is_due_is_never_worth_nothing() -> None:
    assert horizon.worth(Horizon(50), -1.0, in_days(-1), NOW) == horizon.LEAST_GAIN
    assert horizon.worth(Horizon(3, True, True, True), 0.005, in_days(9), NOW) == 0


def test_while_new_things_are_paused_none_begins() -> None:
    fresh = [skill("n", phase="open", stability=0.0)]
    assert choose(situation(fresh=fresh)) is not None
    assert choose(situation(fresh=fresh, paused=True)) is None


def test_a_goals_skills_weigh_more_before_and_after_they_are_learned() -> None:
    learned, open_one = skill("a"), skill("b", phase="open")
    wanted = frozenset({"c/a", "c/b"})
    assert horizon.weight(learned, wanted) == horizon.KEPT_WEIGHT > horizon.weight(learned, frozenset()) == 1
    assert horizon.weight(open_one, wanted) == horizon.WANTED_WEIGHT > horizon.weight(open_one, frozenset()) == 1


MEMORIES = st.lists(
    st.builds(
        lambda stability, ago: Held(stability, 5.0, in_days(-ago), in_days(-ago + stability)),
        st.floats(0.5, 400),
        st.floats(0, 100),
    ),
    max_size=6,
)


@given(MEMORIES, st.floats(0.6, 90))
def test_what_is_drawn_forward_never_lowers_recall_on_the_day(held: list[Held], days: float) -> None:
    figures = exam_figures(held, NOW, in_days(days), in_days(-30))
    assert 0 <= figures.without <= figures.recall <= 1 and (figures.reviews > 0) == (figures.recall > figures.without)


def test_the_figures_say_what_is_won_and_what_it_costs() -> None:
    held = [Held(8.0, 5.0, in_days(-6), in_days(2)) for _ in range(10)]
    figures = exam_figures(held, NOW, in_days(14), in_days(-30))
    assert figures.recall > figures.without + 0.02 and figures.reviews == 10
    assert exam_figures([], NOW, in_days(14), in_days(-30)) == horizon.ExamFigures(0.0, 0.0, 0)


def test_with_nothing_to_review_the_figure_is_the_recall_that_memory_predicts() -> None:
    held = Held(500.0, 5.0, in_days(-1), in_days(499))
    figures = exam_figures([held], NOW, in_days(3), in_days(-30))
    assert figures.without == pytest.approx(retrievability(500.0, 3.5)) and figures.reviews == 0


def test_whoever_forgets_sooner_than_most_is_told_so_before_the_exam() -> None:
    held = Held(500.0, 5.0, in_days(-1), in_days(499))
    usual = exam_figures([held], NOW, in_days(30), in_days(-30)).without
    sooner = Forgetting(0.25)
    quick = exam_figures([structs.replace(held, own=sooner)], NOW, in_days(30), in_days(-30)).without
    assert quick == pytest.approx(retrievability(500.0, 30.5, sooner)) and quick < usual
    steep = Forgetting(weights=(*scheduler().parameters[:20], 0.8))
    assert exam_figures([structs.replace(held, own=steep)], NOW, in_days(30), in_days(-30)).without > usual
