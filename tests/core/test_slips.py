"""Slips of the finger, and the difference that is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.slips import difference, distance, is_slip
from tutor.core.text import fold, without_end

SHORT = st.text("abc ", max_size=8)


def full_distance(left: str, right: str) -> int:
    """The same distance, as the textbook writes it."""
    table = {(-1, -1): 0} | {(i, -1): i + 1 for i in range(len(left))} | {(-1, j): j + 1 for j in range(len(right))}
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            costs = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b)]
            if i and j and a == right[j - 1] and left[i - 1] == b:
                costs.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(costs)
    return table[len(left) - 1, len(right) - 1]


@given(SHORT, SHORT, st.integers(0, 8))
def test_the_banded_distance_is_the_full_one_up_to_its_limit(left: str, right: str, limit: int) -> None:
    assert distance(left, right, limit) == min(full_distance(left, right), limit + 1)


@pytest.mark.parametrize(
    ("typed", "right", "slip"),
    [
        pytest.param("recieve", "receive", True, id="swap"),
        pytest.param("photosyntesis", "photosynthesis", True, id="letter left out"),
        pytest.param("pariss", "paris", True, id="letter too many"),
        pytest.param("parix", "paris", True, id="another letter"),
        pytest.param("the whits cat", "the white cat", True, id="in a longer answer"),
        pytest.param("icecream", "ice cream", True, id="space left out"),
        pytest.param("to gether", "together", True, id="space too many"),
        pytest.param("cama", "casa", False, id="short word"),
        pytest.param("teh", "the", False, id="very short word"),
        pytest.param("the wihte caat", "the white cat", False, id="two slips"),
        pytest.param("a lot", "alot", False, id="space in a short word"),
        pytest.param("the dog", "the fog", False, id="short word in a longer answer"),
        pytest.param("1945a", "1946a", False, id="digits"),
        pytest.param("python2", "python3", False, id="digits in a long word"),
        pytest.param("我喜欢小狗狗", "我喜欢小猫狗", False, id="ideographs"),
        pytest.param("hello㐀", "hello㐁", False, id="the first of the rare ideographs"),
        pytest.param("москво", "москва", True, id="Cyrillic"),
        pytest.param("مدرسه", "مدرسة", True, id="Arabic"),
        pytest.param("paris", "paris", False, id="the same"),
        pytest.param("red white and blue", "red, white and blue", True, id="comma left out"),
        pytest.param("f(a b)", "f(a, b)", True, id="comma before a space"),
        pytest.param("i came i saw", "i came; i saw", True, id="semicolon left out"),
        pytest.param("we need: tea", "we need tea", True, id="colon too many"),
        pytest.param("we need tea", "we need- tea", False, id="another sign"),
        pytest.param("15", "1,5", False, id="comma in a number"),
        pytest.param("", "a", False, id="nothing typed"),
        pytest.param("c+++++", "c++++++", False, id="signs aren't letters"),
    ],
)
def test_a_slip_is_one_change_in_a_word_of_five_letters(typed: str, right: str, slip: bool) -> None:
    assert is_slip(typed, right) is slip


@pytest.mark.parametrize(
    ("typed", "right", "pieces"),
    [
        ("Pariss", "Paris", [("same", "Paris"), ("extra", "s")]),
        ("recieve", "receive", [("same", "rec"), ("changed", "ie"), ("missing", "ei"), ("same", "ve")]),
        ("the cet", "The cat", [("same", "the c"), ("changed", "e"), ("missing", "a"), ("same", "t")]),
        ("Lyon", "Paris", [("changed", "Lyon"), ("missing", "Paris")]),
        ("a big cat", "a cat", [("same", "a"), ("extra", " big"), ("same", " cat")]),
        ("sat", "it sat", [("missing", "it"), ("same", " sat")]),
        ("", "Paris", [("missing", "Paris")]),
        ("paris.", "Paris", [("same", "paris")]),
        (
            "resume",
            "résumé",
            [("same", "r"), ("changed", "e"), ("missing", "é"), ("same", "sum"), ("changed", "e"), ("missing", "é")],
        ),
        ("คื", "คี", [("changed", "คื"), ("missing", "คี")]),
    ],
)
def test_the_difference_marks_words_and_in_similar_words_letters(typed: str, right: str, pieces: list) -> None:
    assert difference(typed, right) == pieces


def test_what_is_ignored_is_not_marked() -> None:
    assert difference("el NINO", "él niño", accents="ignore") == [("same", "el NINO")]
    assert ("changed", "t") in difference("true", "True", case="exact")


@given(st.text("ab ,.é", max_size=20), st.text("ab ,.é", max_size=20))
def test_the_pieces_make_up_both_texts_but_for_white_space(typed: str, right: str) -> None:
    pieces = difference(typed, right)

    def squeezed(text: str) -> str:
        return fold(without_end(" ".join(text.split()))).replace(" ", "")

    assert "".join(text for sort, text in pieces if sort != "missing").replace(" ", "") == squeezed(typed)
    assert "".join(text for sort, text in pieces if sort in ("same", "missing")).replace(" ", "") == squeezed(right)
    assert all(text for _, text in pieces)


def test_long_texts_are_not_aligned_letter_by_letter() -> None:
    pieces = difference("ab " * 2000, "ba " * 2000)
    assert pieces[0][0] == "changed"
    assert len(pieces) == 2


@pytest.mark.parametrize("words", [3, 40, 200])
def test_a_slip_behind_much_that_is_right_is_marked_by_letters(words: int) -> None:
    before = " ".join(["word"] * words)
    pieces = difference(f"{before} recieve", f"{before} receive")
    assert pieces[0] == ("same", f"{before} rec")
    assert ("same", "ve") in pieces
