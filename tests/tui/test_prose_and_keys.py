"""How prose is laid out for a width, and how the line of keys fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.tui.keys import Key, key_line
from tutor.tui.prose import inline, lay
from tutor.tui.safe import text, two_ends, wrapped
from tutor.tui.screens.why import why_card
from tutor.tui.task_view import answer_text
from tutor.tui.verdict_view import _gaps_after, _marked
from tutor.tui.words import ago


def drawn(markdown, width=40):
    return [one.rstrip() for one in lay(markdown)(width).plain.split("\n")]


def test_a_list_hangs_below_its_sign():
    assert drawn("- one two three four five\n- six", 16) == ["• one two three", "  four five", "• six"]


def test_numbers_of_a_list_are_aligned():
    assert drawn("9. nine\n10. ten") == [" 9. nine", "10. ten"]


def test_paragraphs_have_an_empty_line_between():
    assert drawn("One.\n\nTwo.") == ["One.", "", "Two."]


def test_code_keeps_its_lines_and_is_folded_only_where_it_must_be():
    assert drawn("```\n|--|--|\n```") == ["  |--|--|"]
    assert drawn("```\nabcdefghijklmnopqr\n```", 14) == ["  abcdefghijkl", "  mnopqr"]


def test_a_drawing_is_cut_where_it_has_no_room_and_says_so():
    assert drawn("```\nall  |---|---|\none  |---|\n```", 14) == [
        *("  all  |---|-…", "  one  |---|"),
        *("  Cut off: it", "  is 14", "  columns", "  wide. A", "  wider window", "  shows all of", "  it."),
    ]


def test_a_table_has_columns_where_they_fit():
    table = "| City | People |\n|---|---|\n| Madrid | 3.3 million |"
    assert drawn(table) == ["City     People", "────────────────────", "Madrid   3.3 million"]


def test_a_table_wraps_inside_its_columns_before_it_gives_them_up():
    table = "| City | What it is known for |\n|---|---|\n| Madrid | the court, the museums |"
    assert drawn(table, 30)[2:] == ["Madrid   the court, the", "         museums"]


def test_a_narrow_table_is_told_row_by_row():
    table = "| City | People |\n|---|---|\n| Madrid | 3.3 million |\n| Toledo | 83 000 |"
    assert drawn(table, 16) == ["City: Madrid", "People: 3.3", "million", "", "City: Toledo", "People: 83 000"]


def test_a_quote_has_a_bar_and_a_rule_a_line():
    assert drawn("> said\n\n---") == ["│ said", "", "─" * 24]


def test_a_link_shows_where_it_leads_and_opens_nothing():
    shown = inline("[here](https://example.org)")
    assert shown.plain == "here (https://example.org)"
    assert {str(span.style) for span in shown.spans} == {"$quiet"}


def test_maths_is_one_line_of_unicode():
    assert inline("$\\frac{1}{2} < x^2$").plain == "1/2 < x²"


@given(st.text(max_size=200), st.integers(4, 80))
def test_no_line_is_wider_than_the_page(markdown, width):
    room = max(width, 14)
    assert all(text(one).cell_length <= room for one in drawn(markdown, room))


def test_a_wrapped_line_hangs_below_its_beginning():
    rows = wrapped(text("one two three"), 10, text("→ "))
    assert [row.plain for row in rows] == ["→ one two", "  three"]


def test_the_ends_of_a_line_give_way_in_their_order():
    left, right = [text("Course › Skill"), text("Skill")], [text("review · 9 min"), text("review")]
    assert two_ends(left, right, 34).plain == "Course › Skill      review · 9 min"
    assert two_ends(left, right, 22).plain == "Skill   review · 9 min"
    assert two_ends(left, right, 14).plain == "Skill   review"
    assert two_ends(left, right, 11).plain == "Sk…  review"


KEYS = [
    Key("enter", "Enter", "go on", rank=0),
    Key("e", "e", "another way", rank=4),
    Key("escape", "Esc", "stop", rank=1),
]


def test_the_line_of_keys_leaves_out_the_least_important_and_cuts_none():
    assert key_line(KEYS, 60).plain == "Enter go on   e another way   Esc stop"
    assert key_line(KEYS, 30).plain == "Enter go on   Esc stop"
    assert key_line(KEYS, 5).plain == "Enter go on"


def test_keys_stand_closer_before_one_is_left_out():
    assert key_line(KEYS, 36).plain == "Enter go on  e another way  Esc stop"


def test_at_most_seven_keys_are_named():
    many = [Key(name, name, "x", rank=number) for number, name in enumerate("abcdefgh")]
    assert key_line(many, 200).plain == "   ".join(f"{name} x" for name in "abcdefg")


def test_keys_for_the_help_alone_are_not_named():
    assert key_line([*KEYS, Key("c", "c", "how sure", rank=9)], 200).plain == key_line(KEYS, 200).plain


@pytest.mark.parametrize(
    ("answer", "words"), [(True, "True"), (["a", "b"], "a, b"), ("`x`", "x"), ("5/6 m", "5/6 m"), (None, ""), (3, "3")]
)
def test_a_right_answer_of_any_shape_is_a_line(answer, words):
    assert answer_text(answer).plain == words


def test_marks_stand_below_what_differs_and_where_something_is_missing():
    pieces = [("same", "le ca"), ("missing", "f"), ("same", "é")]
    typed = [piece for piece in pieces if piece[0] != "missing"]
    assert _marked(typed, _gaps_after(pieces), 40).plain == "le caé\n     ^"


def test_marks_stay_below_their_letters_where_the_line_is_folded():
    typed = [("same", "abcdefgh"), ("extra", "xy")]
    assert _marked(typed, (), 8).plain == "abcdefgh\nxy\n^^"


def test_a_day_near_by_has_a_name():
    from datetime import UTC, datetime, timedelta

    now = datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert [ago(now - timedelta(days=days), now) for days in (0, 1, 2)] == ["today", "yesterday", "19 Nov"]


def shown_evidence(**more):
    from datetime import UTC, datetime

    from tutor.core.learner.quizzed import QuizWaits

    evidence = {
        "recent": "1h0", "opportunities": 9, "understanding": 0.5, "threshold": 0.9, "quiz_failures": 2,
        "quiz_waits": QuizWaits(grip=True), "quiz_size": 3,
        "learned_at": 0, "mastered_at": 0, "stability": 1.2, "holds_until": 1_800_500_000_000, **more,
    }  # fmt: skip
    card = why_card(
        "Skill", {"state": "learned", "sentence": "So.", "evidence": evidence, "unmet": []}, datetime.now(UTC)
    )
    return card.draw(60).plain


def test_the_evidence_counts_failures_and_days():
    shown = shown_evidence()
    assert "✓ ◐ ·" in shown and "tried 2 times" in shown and "its quiz wants 90 %" in shown
    assert "Likely holds" in shown and "Learned" not in shown


def test_once_a_quiz_is_passed_no_further_one_is_announced():
    shown = shown_evidence(learned_at=1_800_000_000_000)
    assert "Learned" in shown and "50 %" in shown and "quiz" not in shown.lower()
