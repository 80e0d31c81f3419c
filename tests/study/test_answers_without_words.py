"""What of an answer may travel without a tick: never a name, however it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.item import Response
from tutor.study.classes.plain_answers import without_words


@pytest.mark.parametrize(
    ("response", "kind", "kept"),
    [
        ("3/4", "number", "3/4"),
        ("12 cm", "number", "12 cm"),
        ("12 Anna", "number", None),
        ("0171 555 0123 456 78", "number", None),
        ("x^2 + 3x - sin(x)", "formula", "x^2 + 3x - sin(x)"),
        ("a b c", "formula", None),
        ("J o h n", "formula", None),
        ("John", "formula", None),
        ("5", "answer", "5"),
        ("x = 2", "answer", "x = 2"),
        ("Anna", "answer", None),
        ("A n n a", "answer", None),
        ({"1": "5", "2": "the cat"}, "cloze", {"1": "5", "2": None}),
        (["a", "b"], "order", ["a", "b"]),
        ("a1b2c3", "choices", "a1b2c3"),
        (True, "true_false", True),
        ("print(1)", "code", None),
        ("anything", "essay", None),
        ("x" * 300, "choices", None),
        (None, "number", None),
        ("8,100,000,000", "number", "8,100,000,000"),
        ("1 234 567,5 km", "number", "1 234 567,5 km"),
        ("0.123456789", "number", "0.123456789"),
        ("6.02214076 × 10^23", "number", "6.02214076 × 10^23"),
        ("1234567/7654321", "answer", "1234567/7654321"),
        ("0171 5550123", "number", None),
        ("+49 171 5550123", "answer", None),
        ("5551234567", "number", None),
        ("555-1234", "number", None),
        ("555.123.4567", "number", None),
        ("x = 0171555012", "answer", None),
    ],
)
def test_figures_and_choices_stay_and_words_go(response: Response, kind: str, kept: Response) -> None:
    assert without_words(response, kind) == kept


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Lo")), min_size=2, max_size=40))
def test_no_word_of_letters_alone_stays(word: str) -> None:
    for kind in ("number", "answer", "cloze", "parts", "essay", "recall", "code"):
        assert without_words(word, kind) is None
        assert without_words(" ".join(word), kind) is None or len(word) <= 2
