"""Terms of a glossary are found where they stand as words, the longest first, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.present.glossary import terms_in

TERMS = {
    "denominator": "the number below the line",
    "common denominator": "one that fits both",
    "C++": "a language",
    "Straße": "a road",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Find the common denominator.", ["common denominator"]),
        ("The Common\n  Denominator, then a DENOMINATOR!", ["common denominator", "denominator"]),
        ("denominators and redenominator", []),
        ("In C++ (not in C).", ["C++"]),
        ("STRASSE", ["Straße"]),
        ("**denominator** denominator", ["denominator"]),
        ("", []),
    ],
)
def test_terms_are_whole_words_in_any_case(text: str, expected: list[str]) -> None:
    assert list(terms_in(text, TERMS)) == expected
    assert all(terms_in(text, TERMS)[term] == TERMS[term] for term in expected)


def test_a_course_without_a_glossary_has_no_terms() -> None:
    assert terms_in("denominator", {}) == {}
    assert terms_in("denominator", {"": "nothing"}) == {}


@given(st.text(), st.dictionaries(st.text(max_size=8), st.text(max_size=3), max_size=5))
def test_whatever_stands_in_a_glossary_is_only_looked_for(text: str, glossary: dict[str, str]) -> None:
    assert terms_in(text, glossary).keys() <= glossary.keys()
