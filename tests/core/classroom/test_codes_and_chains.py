"""Codes that tell a slip of the pen, and chains that tell an edit."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tutor.core.classroom.chain import Chains, broken
from tutor.core.classroom.codes import LENGTH, LETTERS, new_code, read_code, shown
from tutor.core.classroom.manifest import Tip

CODES = st.integers(0, 2**32).map(lambda seed: new_code(Random(seed)))


@given(CODES)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    assert len(code) == LENGTH + 1
    for typed in (code, code.lower(), shown(code), f" {shown(code).lower()} "):
        assert read_code(typed) == code


@given(CODES, st.integers(0, LENGTH), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_always_noticed(code: str, place: int, letter: str) -> None:
    other = code[:place] + letter + code[place + 1 :]
    assert read_code(other) == (code if other == code else None)


def test_two_letters_that_changed_places_are_nearly_always_noticed() -> None:
    noticed = tried = 0
    for seed in range(300):
        code = new_code(Random(seed))
        for place in range(LENGTH):
            other = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            tried += other != code
            noticed += other != code and read_code(other) is None
    assert noticed >= 0.98 * tried > 1_000


@given(st.text(max_size=200))
def test_whatever_is_typed_is_a_code_or_none(text: str) -> None:
    code = read_code(text)
    assert code is None or read_code(code) == code


def test_a_chain_goes_on_from_where_it_was_and_an_edit_shows() -> None:
    rows = [f"row {number}".encode() for number in range(10)]

    def hashes(of: list[bytes], code: str = "K") -> tuple[list[Tip], dict[str, dict[int, str]]]:
        chains, seen = Chains("class", code), dict[str, dict[int, str]]()
        for row in of:
            tip = chains.add("s", row)
            seen.setdefault("s", {})[tip.rows] = tip.hash
        return chains.tips(), seen

    earlier, _ = hashes(rows[:6])
    assert broken(earlier, hashes(rows)[1]) is None
    assert broken(earlier, hashes(rows[:5])[1]) == earlier[0], "rows were cut"
    assert broken(earlier, hashes([*rows[:2], b"edited", *rows[3:]])[1]) == earlier[0]
    assert broken(earlier, hashes(rows, code="L")[1]) == earlier[0], "it is another learner's"
