"""What is said and drawn of figures: each verdict where it belongs, drawings that differ without colour."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tutor.core.insight import figures as of
from tutor.core.sureness import CLAIMS, Level
from tutor.present import charts
from tutor.present.charts import Bar, Column, plain
from tutor.present.insight import Sheet, sheet
from tutor.present.sheets import spent

TODAY = date(2026, 11, 21)


def level(confidence: int, right: int, answers: int = 100) -> Level:
    share = right / answers if answers >= 10 else None
    return Level(confidence, CLAIMS[confidence], answers, right, share)


def sure(*levels: Level) -> Sheet:
    return sheet("sure", of.Sure(levels=list(levels), brier=None, needed=10))


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ([level(3, 95)], "You are right 95 % of the time when you say “sure”: you know well what you know."),
        ([level(3, 88)], "You are right 88 % of the time when you say “sure”: a little too sure."),
        ([level(3, 70)], "“sure”: too sure. A second look is worth it there."),
        ([level(1, 60)], "“guessing”: you know more than you think."),
        ([level(1, 90), level(2, 70), level(3, 88)], "when you say “sure”: a little too sure."),
        ([level(2, 9, 9), level(3, 9, 9)], "After 10 answers with one of these words"),
    ],
)
def test_being_too_sure_is_told_first(levels: list[Level], sentence: str) -> None:
    assert sentence in sure(*levels).sentence


@pytest.mark.parametrize(
    ("foretold", "recalled", "so"),
    [
        (0.9, 0.89, "as close as chance allows"),
        (0.9, 0.7, "you forget sooner than it thought"),
        (0.7, 0.9, "you hold more than it thought"),
    ],
)
def test_recall_is_read_against_what_was_foretold(foretold: float, recalled: float, so: str) -> None:
    band = of.Band(low=0.65, high=0.9, reviews=400, foretold=foretold, recalled=recalled)
    figures = of.Recall(reviews=400, needed=20, foretold=foretold, recalled=recalled, bands=[band], skills=[])
    assert so in sheet("recall", figures).sentence


def grown(then: int, now: int) -> str:
    points = [of.Grown(day=TODAY - timedelta(days=back), learned=n, mastered=0) for back, n in ((28, then), (0, now))]
    return sheet("growth", of.Growth(points=points, then=points[0], now=points[1], oldest=None)).sentence


def test_then_and_now_has_words_for_each_case() -> None:
    assert grown(0, 3).startswith("Four weeks ago you had learned none of this, now 3;")
    assert grown(1, 3).startswith("Four weeks ago you had learned 1 skill, now 3;")
    assert grown(3, 3).startswith("You have learned 3 skills, as four weeks ago;")


def test_who_was_away_is_not_blamed_by_the_calendar() -> None:
    day = of.StudyDay(day=TODAY - timedelta(days=60), minutes=9.0, answers=3, right=3)
    told = sheet("days", of.Days(today=TODAY, days=[day]))
    assert told.sentence == "You studied last on 22 Sep. Whenever you like, it goes on from there."


def test_a_calendar_shows_each_day_in_its_place_and_none_to_come() -> None:
    days = {TODAY: 30.0, TODAY - timedelta(days=5): 7.0, TODAY - timedelta(days=7): 0.0}
    lines = [plain(line) for line in charts.calendar(days, TODAY, 5, 30)]
    assert [line[-1] for line in lines[1:]] == [
        "▒",
        "·",
        "·",
        "·",
        "·",
        "█",
        "·",
    ]  # Monday … Saturday; Sunday a week ago
    assert len({len(line) for line in lines[1:7]}) == 1 and len(lines[7]) == len(lines[1]) - 2


def test_columns_reach_as_high_as_they_are_and_small_ones_are_seen() -> None:
    found = [Column(8, "A"), Column(4, "B"), Column(0.01, "C"), Column(0, "D")]
    assert [plain(line) for line in charts.columns(found, 20, 2)[:2]] == ["8 ███", "0 ███ ███ ▁▁▁"]


def test_the_areas_of_what_is_learned_and_mastered_differ_without_colour() -> None:
    drawn = [plain(line) for line in charts.areas([(0, 0), (4, 2)], ("then", "now"), 12, 2)]
    assert drawn == ["4      ▒▒▒▒▒", "0      █████", "  then   now"]


def test_bars_stand_beside_short_labels_and_below_long_ones() -> None:
    short = charts.bars([Bar("one", 0.5, "50 %", 0.75)], 26, 1)
    assert [plain(line) for line in short] == ["one  ███████▌  ┃   ▕  50 %"]
    long = charts.bars([Bar("a rather long label", 1.0, "all", whole=False)], 26, 2)
    assert [plain(line) for line in long] == ["a rather long label", "█████████████████████  all"]


def test_without_unicode_all_signs_have_another() -> None:
    signs = charts.SHADES + charts.EIGHTHS_UP + charts.EIGHTHS_ON + charts.MARK + charts.END + charts.AREAS + "…–−“”"
    assert charts.ascii_only(signs).isascii()
    assert len(set(charts.ascii_only(charts.SHADES))) == 5 and len(set(charts.ascii_only(charts.AREAS))) == 2


@pytest.mark.parametrize("width", [5, 12, 26, 40])
def test_no_line_of_a_drawing_is_wider_than_its_room(width: int) -> None:
    draw = sure(level(1, 60), level(2, 70), level(3, 88)).draw
    assert draw is not None and all(charts.cells(plain(line)) <= width for line in draw(width, 12))


def test_a_table_lets_its_widest_column_give_way_and_aligns_wide_signs() -> None:
    rows = [("分数と小数の計算", "12"), ("A very long title of a skill", "3")]
    lines = [plain(line) for line in charts.table(("Skill", "Asked"), rows, 24)]
    assert lines == ["Skill              Asked", "分数と小数の計算      12", "A very long titl…      3"]


@pytest.mark.parametrize(
    ("minutes", "words"), [(0.2, "1 minute"), (89, "89 minutes"), (90, "1.5 hours"), (6000, "100 hours")]
)
def test_time_is_told_in_minutes_or_hours(minutes: float, words: str) -> None:
    assert spent(minutes) == words
