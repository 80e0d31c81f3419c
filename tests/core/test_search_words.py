"""What is typed to look something up is read as words and filters, whatever is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.search_words import Search, read


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Search()),
        ("half quarter", Search(words=("half", "quarter"))),
        ('"two halves"', Search(words=("two halves",))),
        ("is:due", Search(states=("due",))),
        ("IS:Due thirds", Search(states=("due",), words=("thirds",))),
        ("is:tall", Search(strange=("tall",))),
        ("skill:fractions", Search(skills=("fractions",))),
        ('skill:"like fractions"', Search(skills=("like fractions",))),
        ("course:alg x", Search(courses=("alg",), words=("x",))),
        ("lapses>3", Search(lapses=4)),
        ("lapses>=3", Search(lapses=3)),
        ("lapses:3", Search(lapses=3)),
        ("rated:7", Search(rated=7)),
        ("rated:7 rated:2", Search(rated=2)),
        ("rated:soon", Search()),
        ("rated:999999999999", Search(rated=36_500)),
        ("is:", Search()),
        ("a:b", Search(words=("a:b",))),
        ("x" * 500, Search(words=("x" * 200,))),
    ],
)
def test_words_and_filters_are_told_apart(typed, wanted):
    assert read(typed) == wanted


@given(st.text(max_size=400))
def test_whatever_is_typed_is_read(typed):
    found = read(typed)
    assert all(word and len(word) <= 200 for word in found.words) and found.lapses >= 0 and found.rated >= 0
