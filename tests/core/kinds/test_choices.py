"""Choices: picking one, any, or several."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.item import Mistake, Setting
from tutor.core.judgement import BadResponse
from tutor.core.kinds.choices import Choice, Choices

ONE = Choices(
    choices=[
        Choice(right="Paris", because="The seat of government."),
        Choice(wrong="Lyon", because="Second largest.", name="largest"),
        Choice(wrong="Nice", id="n"),
    ]
)
MANY = Choices(
    choices=[
        Choice(right="2", because="2 is prime."),
        Choice(right="3"),
        Choice(right="5"),
        Choice(wrong="1", because="1 is not.", name="unit"),
        Choice(wrong="9", because="9 is 3 times 3.", name="odd"),
    ]
)
ANY = Choices(pick="any", choices=[Choice(right="2"), Choice(right="3"), Choice(wrong="9", name="odd")])
SIGNS = Choices(
    choices=[Choice(right="Foo"), Choice(wrong="foo"), Choice(wrong="x;"), Choice(wrong="x"), Choice(wrong="?")]
)


@pytest.mark.parametrize(
    ("made", "response"),
    [
        pytest.param(ONE, "Paris", id="text"),
        pytest.param(ONE, "paris", id="case"),
        pytest.param(ONE, "  Paris. ", id="white space and full stop"),
        pytest.param(ONE, "P\u200baris", id="invisible character"),
        pytest.param(ONE, ["Paris"], id="list of one"),
        pytest.param(ONE, ONE.choices[0].key, id="id"),
        pytest.param(ANY, "2", id="any: the first"),
        pytest.param(ANY, ["3"], id="any: the second"),
        pytest.param(MANY, ["2", "3", "5"], id="all"),
        pytest.param(MANY, ["5", "2", "3"], id="all, in another order"),
        pytest.param(MANY, ["5", MANY.choices[0].key, "3"], id="texts and ids"),
        pytest.param(SIGNS, "Foo", id="case where it counts"),
        pytest.param(
            Choices(pick="many", choices=[Choice(right="a"), Choice(wrong="b")]), ["a"], id="boxes with one right"
        ),
        pytest.param(
            Choices(pick="many", choices=[Choice(right="a"), Choice(wrong="b")]), "a", id="one text for boxes"
        ),
    ],
)
def test_right_picks(made: Choices, response: Any) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.score, judged.notes) == (True, 1.0, [])


@pytest.mark.parametrize(
    ("made", "response", "score", "said", "misconception"),
    [
        pytest.param(ONE, "Lyon", 0.0, "Second largest.", "largest", id="wrong"),
        pytest.param(ONE, "n", 0.0, "", "", id="wrong by id"),
        pytest.param(ONE, ["lyon"], 0.0, "Second largest.", "largest", id="wrong in a list"),
        pytest.param(ANY, "9", 0.0, "", "odd", id="any: wrong"),
        pytest.param(MANY, ["2"], 1 / 3, "", "", id="one of three"),
        pytest.param(MANY, ["2", "3"], 2 / 3, "", "", id="two of three"),
        pytest.param(MANY, ["2", "3", "1"], 1 / 3, "1 is not.", "unit", id="one taken back"),
        pytest.param(MANY, ["2", "3", "5", "9"], 2 / 3, "9 is 3 times 3.", "odd", id="one too many"),
        pytest.param(MANY, ["9", "1"], 0.0, "“9”: 9 is 3 times 3. “1”: 1 is not.", "odd", id="never below nothing"),
        pytest.param(
            MANY, ["2", "3", "5", "9", "1"], 1 / 3, "“9”: 9 is 3 times 3. “1”: 1 is not.", "odd", id="everything"
        ),
        pytest.param(MANY, [], 0.0, "", "", id="nothing picked"),
        pytest.param(MANY, "2", 1 / 3, "", "", id="one text"),
        pytest.param(SIGNS, "foo", 0.0, "", "", id="case that tells choices apart"),
        pytest.param(SIGNS, "x;", 0.0, "", "", id="punctuation that tells choices apart"),
        pytest.param(SIGNS, "?", 0.0, "", "", id="a choice of punctuation"),
    ],
)
def test_wrong_picks_say_what_the_choices_say(
    made: Choices, response: Any, score: float, said: str, misconception: str
) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.almost, judged.score) == (False, False, pytest.approx(score))
    assert (judged.said, judged.misconception) == (said, misconception)


@pytest.mark.parametrize(
    ("made", "response"),
    [
        (ONE, "Berlin"),
        (ONE, ""),
        (ONE, "1"),
        (ONE, 1),
        (ONE, 0),
        (ONE, True),
        (ONE, None),
        (ONE, {}),
        (ONE, []),
        (ONE, ["Paris", "Lyon"]),
        (ONE, ["Paris", "Paris"]),
        (ONE, [["Paris"]]),
        (ONE, [1]),
        (ONE, {"id": "n"}),
        (ANY, ["2", "3"]),
        (MANY, ["2", "2"]),
        (MANY, ["2", MANY.choices[0].key]),
        (MANY, ["2", "7"]),
        (MANY, [2]),
        (MANY, ["2", "3", "5", "1", "9", "4"]),
        (ONE, "x" * 1_000_000),
        (MANY, None),
        (SIGNS, "FOO"),
        (SIGNS, "x."),
    ],
)
def test_what_names_no_choice_is_a_bad_response(made: Choices, response: Any) -> None:
    with pytest.raises(BadResponse):
        made.judge(response, Setting())


def test_the_message_of_a_bad_response_is_short_and_clean() -> None:
    with pytest.raises(BadResponse) as caught:
        ONE.judge("\x1b]52;" + "x" * 1000, Setting())
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 120


def test_why_a_right_pick_is_right_is_said() -> None:
    assert ONE.judge("Paris", Setting()).said == "The seat of government."


def test_partly_right_picks_are_counted() -> None:
    (note,) = MANY.judge(["2", "3", "1"], Setting()).notes
    assert (note.code, note.values) == ("partly", {"right": 2, "of": 3, "wrong": 1})
    assert MANY.judge(["1"], Setting()).notes == []


def test_a_known_mistake_speaks_before_the_choice_but_keeps_its_name() -> None:
    made = Choices(choices=ONE.choices, mistakes=[Mistake(when=["Nice", "Lyon"], say="In the south.", see="c/s")])
    judged = made.judge("lyon", Setting())
    assert (judged.said, judged.misconception, judged.see) == ("In the south.", "largest", "c/s")


def test_known_mistakes_of_several_picks_are_lists_without_order() -> None:
    made = Choices(
        choices=MANY.choices, mistakes=[Mistake(when=[["1", "2", "3", "5"], ["1"]], say="Not 1.", name="one")]
    )
    assert made.judge(["5", "3", "2", "1"], Setting()).said == "Not 1."
    assert made.judge(["1"], Setting()).misconception == "one"
    assert made.judge(["1", "2"], Setting()).said == "1 is not."
    unknown = Choices(choices=MANY.choices, mistakes=[Mistake(when=["7"], say="no")])
    assert unknown.judge([], Setting()).said == ""


def test_the_order_depends_on_the_seed_alone() -> None:
    orders = {tuple(choice["text"] for choice in MANY.show(Setting(seed=seed))["choices"]) for seed in range(200)}
    assert len(orders) > 60
    assert MANY.show(Setting(seed=7)) == MANY.show(Setting(seed=7))
    assert [choice["text"] for choice in MANY.show(Setting(seed=1))["choices"]] == ["3", "1", "9", "5", "2"]


def test_the_order_can_be_kept() -> None:
    kept = Choices(choices=MANY.choices, keep_order=True)
    assert [choice["text"] for choice in kept.show(Setting(seed=5))["choices"]] == ["2", "3", "5", "1", "9"]
    some = Choices(choices=MANY.choices, keep_order=True, shown=4)
    assert [choice["text"] for choice in some.show(Setting(seed=5))["choices"]][:3] == ["2", "3", "5"]


def test_some_are_drawn_with_the_right_ones_among_them_and_in_no_telling_place() -> None:
    made = Choices(choices=[Choice(right="R"), *(Choice(wrong=f"w{n}") for n in range(9))], shown=4)
    places: Counter[int] = Counter()
    drawn: Counter[str] = Counter()
    for seed in range(2000):
        texts = [choice["text"] for choice in made.show(Setting(seed=seed))["choices"]]
        assert len(set(texts)) == 4
        places[texts.index("R")] += 1
        drawn.update(texts)
    assert all(400 < places[place] < 600 for place in range(4))
    assert all(540 < drawn[f"w{n}"] < 800 for n in range(9))


def test_a_choice_that_was_not_drawn_can_still_be_named() -> None:
    made = Choices(choices=[Choice(right="R"), *(Choice(wrong=f"w{n}") for n in range(9))], shown=2)
    assert all(not made.judge(f"w{n}", Setting()).correct for n in range(9))


def test_nothing_shown_tells_the_right_one() -> None:
    shown = json.dumps(ONE.show(Setting(seed=3)))
    for word in ("right", "wrong", "because", "seat", "largest", "name"):
        assert word not in shown
    assert ONE.choices[0].key == Choice(wrong="Paris").key
    assert {len(choice.key) for choice in MANY.choices} == {6}


def test_images_are_shown_with_their_words() -> None:
    made = Choices(choices=[Choice(right="a", image="a.png", alt="An a."), Choice(wrong="b")], keep_order=True)
    first, second = made.show(Setting())["choices"]
    assert first["image"] == "a.png" and first["alt"] == "An a."
    assert set(second) == {"id", "text"}


@pytest.mark.parametrize(
    ("made", "shape", "pick", "guess"),
    [
        (ONE, "pick", None, 1 / 3),
        (ANY, "pick", None, 2 / 3),
        (MANY, "pick_many", "many", 1 / 31),
        (Choices(pick="many", choices=ONE.choices), "pick_many", "many", 1 / 7),
        (Choices(choices=ONE.choices, shown=2), "pick", None, 1 / 2),
        (Choices(choices=MANY.choices, shown=4), "pick_many", "many", 1 / 15),
        (Choices(pick="any", choices=ONE.choices), "pick", None, 1 / 3),
    ],
)
def test_how_it_is_asked_and_how_easily_guessed(made: Choices, shape: str, pick: str | None, guess: float) -> None:
    assert made.shape == shape
    assert made.show(Setting()).get("pick") == pick
    assert made.guess() == pytest.approx(guess)


def test_the_right_answer_is_a_text_or_all_of_them() -> None:
    assert ONE.right_answer(Setting()) == "Paris"
    assert ANY.right_answer(Setting()) == "2"
    assert MANY.right_answer(Setting()) == ["2", "3", "5"]
    assert ONE.listed_wrong() == ["Lyon", "Nice"]
    assert MANY.listed_wrong() == [["1"], ["9"]]


def many(count: int) -> list[Choice]:
    return [Choice(right="R"), *(Choice(wrong=f"w{n}") for n in range(count - 1))]


@pytest.mark.parametrize(
    ("made", "flaws"),
    [
        (ONE, []),
        (MANY, []),
        (SIGNS, []),
        (Choices(choices=[]), [(("choices",), "no-right-choice"), (("choices",), "no-wrong-choice")]),
        (Choices(choices=[Choice(wrong="a"), Choice(wrong="b")]), [(("choices",), "no-right-choice")]),
        (Choices(choices=[Choice(right="a"), Choice(right="b")]), [(("choices",), "no-wrong-choice")]),
        (Choices(choices=[*ONE.choices, Choice(right="a", wrong="b")]), [(("choices", 3), "right-or-wrong")]),
        (Choices(choices=[*ONE.choices, Choice(because="x")]), [(("choices", 3), "right-or-wrong")]),
        (Choices(choices=[*ONE.choices, Choice(wrong=" \u200b")]), [(("choices", 3), "empty-choice")]),
        (Choices(choices=[*ONE.choices, Choice(wrong="Ly\u200bon ")]), [(("choices", 3), "equal-choices")]),
        (Choices(choices=[*ONE.choices, Choice(wrong="Lille", id="n")]), [(("choices", 3), "equal-ids")]),
        (Choices(choices=[*ONE.choices, Choice(wrong="Lille", image="l.png")]), [(("choices", 3, "image"), "no-alt")]),
        (Choices(choices=many(26)), []),
        (Choices(choices=many(27)), [(("choices",), "many-choices")]),
        (Choices(choices=many(27), shown=4), []),
        (Choices(choices=many(3), shown=1), [(("show",), "show")]),
        (Choices(choices=many(3), shown=4), [(("show",), "show")]),
        (Choices(choices=MANY.choices, shown=3), [(("show",), "show")]),
        (Choices(choices=many(2), pick="many"), []),
    ],
)
def test_flaws(made: Choices, flaws: list) -> None:
    assert [(flaw.path, flaw.code) for flaw in made.flaws()] == flaws


@given(st.lists(st.text(min_size=1, max_size=5), min_size=2, max_size=8), st.integers(1, 7), st.integers())
def test_sound_choices_can_all_be_picked_by_text_and_by_id(texts: list[str], rights: int, seed: int) -> None:
    choices = [Choice(right=text) if at < rights else Choice(wrong=text) for at, text in enumerate(texts)]
    made = Choices(choices=choices, pick="any")
    if list(made.flaws()):
        return
    for choice, shown in zip(
        choices, Choices(choices=choices, keep_order=True).show(Setting())["choices"], strict=True
    ):
        assert made.judge(choice.text, Setting(seed=seed)).correct is choice.is_right
        assert made.judge(shown["id"], Setting(seed=seed)).correct is choice.is_right
