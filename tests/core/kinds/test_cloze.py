"""Texts with gaps."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.gaps import gaps, written
from tutor.core.item import FeedbackSample, Mistake, Samples, Setting
from tutor.core.judgement import BadResponse
from tutor.core.kinds.cloze import Cloze, expand

CELL = Cloze(cloze="The [[mitochondrion|mitochondria]] makes [[ATP]].")
ONE = Cloze(cloze="Cells divide by [[mitosis]].")
PAIR = Cloze(cloze="To [[affect]] something has an [[effect]].")


@pytest.mark.parametrize(
    ("text", "around", "accepted"),
    [
        ("a [[b]] c", ["a ", " c"], [["b"]]),
        ("[[b]]", ["", ""], [["b"]]),
        ("[[a|b]][[c]]", ["", "", ""], [["a", "b"], ["c"]]),
        ("[[ a | b ]]", ["", ""], [["a", "b"]]),
        (r"\[[a]] [[b]]", ["[[a]] ", ""], [["b"]]),
        (r"a \| b [[c\|d|e]]", ["a | b ", ""], [["c|d", "e"]]),
        ("[[a[0]]]", ["", ""], [["a[0]"]]),
        ("[[x]]]", ["", ""], [["x]"]]),
        ("no gap", ["no gap"], []),
        ("a] b] [[c]]", ["a] b] ", ""], [["c"]]),
        (r"[[\[[x]]", ["", ""], [["[[x"]]),
        ("[a][[b]](c)", ["[a]", "(c)"], [["b"]]),
        (r"$\frac{[[1]]}{2}$", [r"$\frac{", "}{2}$"], [["1"]]),
        ("| a [[b]]", ["| a ", ""], [["b"]]),
    ],
)
def test_gaps_are_taken_out_of_the_text(text: str, around: list[str], accepted: list[list[str]]) -> None:
    found = gaps(text)
    assert (found.around, found.accepted, found.unclosed) == (around, accepted, None)


@pytest.mark.parametrize(("text", "at"), [("a [[b", 2), ("[[a]] [[b]", 6), ("[[a [[b]]", 0), ("[[", 0)])
def test_a_gap_that_is_not_closed_is_found(text: str, at: int) -> None:
    assert gaps(text).unclosed == at


PLAIN = st.text("ab |[].$é\\", max_size=8).filter(lambda text: "[[" not in text and not text.endswith(("[", "\\")))
FILLING = st.text("ab |é", min_size=1, max_size=5).map(str.strip)


@given(st.data(), st.lists(st.lists(FILLING, min_size=1, max_size=3), min_size=1, max_size=4))
def test_a_written_cloze_reads_as_what_it_was_written_from(data: st.DataObject, accepted: list[list[str]]) -> None:
    around = [data.draw(PLAIN.filter(lambda text: not text.startswith("]"))) for _ in range(len(accepted) + 1)]
    found = gaps(written(around, accepted))
    assert (found.around, found.accepted) == (around, accepted)


@given(st.text("[]|\\ab", max_size=40))
def test_any_text_is_taken_apart(text: str) -> None:
    found = gaps(text)
    assert len(found.around) == len(found.accepted) + 1


@pytest.mark.parametrize(
    ("made", "response"),
    [
        (CELL, ["mitochondrion", "ATP"]),
        (CELL, ["Mitochondria", "atp."]),
        (CELL, [" mitochondrion ", "“ATP”"]),
        (ONE, ["mitosis"]),
        (PAIR, ["affect", "effect"]),
        (Cloze(cloze="[[no]] [[1.10]] [[012]] [[1:30]]"), ["no", "1.10", "012", "1:30"]),
        (Cloze(cloze="[[?]] [[C++]]"), ["?", "c++"]),
        (Cloze(cloze="[[猫]]と[[犬]]"), ["猫", "犬"]),
        (Cloze(cloze="[[café]]", accents="ignore"), ["cafe"]),
        (Cloze(cloze="a [[lift]]"), ["elevator"]),
    ],
)
def test_right_fillings(made: Cloze, response: list[str]) -> None:
    judged = made.judge(response, Setting(same=[["lift", "elevator"]]))
    assert (judged.correct, judged.score, judged.notes) == (True, 1.0, [])


@pytest.mark.parametrize(
    ("made", "response", "notes"),
    [
        (CELL, ["mitochondrian", "ATP"], [("slip", {"gaps": [1]})]),
        (ONE, ["mitossis"], [("slip", {"gaps": [1]})]),
        (Cloze(cloze="[[café]] [[señor]]"), ["cafe", "senor"], [("accents", {"gaps": [1, 2]})]),
        (Cloze(cloze="[[True]]", case="exact"), ["true"], [("case", {"gaps": [1]})]),
        (Cloze(cloze="[[Paris]] [[rôle]]"), ["Pariss", "role"], [("slip", {"gaps": [1]}), ("accents", {"gaps": [2]})]),
    ],
)
def test_almost_right_fillings_are_asked_again(made: Cloze, response: list[str], notes: list) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.almost, judged.score) == (False, True, 0.0)
    assert [(note.code, note.values) for note in judged.notes] == notes
    assert judged.difference


@pytest.mark.parametrize(
    ("made", "response", "score", "bad"),
    [
        (CELL, ["nucleus", "ATP"], 0.5, [1]),
        (CELL, ["mitochondrion", "x"], 0.5, [2]),
        (CELL, ["mitochondrian", "x"], 0.0, None),
        (CELL, ["", ""], 0.0, None),
        (CELL, ["ATP", "mitochondrion"], 0.0, None),
        (PAIR, ["effect", "affect"], 0.0, None),
        (PAIR, ["effect", "effect"], 0.5, [1]),
        (ONE, ["meiosis"], 0.0, None),
        (Cloze(cloze="[[a]] [[b]] [[c]]"), ["a", "b", "x"], 2 / 3, [3]),
        (Cloze(cloze="[[Paris]]", typos=0), ["Pariss"], 0.0, None),
        (CELL, ["x" * 5000, "ATP"], 0.5, [1]),
    ],
)
def test_wrong_fillings_are_credited_for_the_gaps_that_are_right(
    made: Cloze, response: list[str], score: float, bad: list[int] | None
) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.almost, judged.score) == (False, False, pytest.approx(score))
    count = len(made.accepted())
    partly = {"right": count - len(bad), "of": count, "gaps": bad} if bad else None
    assert [note.values for note in judged.notes] == ([partly] if partly else [])


@pytest.mark.parametrize(
    ("made", "response"),
    [
        (ONE, "mitosis"),
        (ONE, []),
        (ONE, ["mitosis", "x"]),
        (ONE, [None]),
        (ONE, [1]),
        (ONE, [["mitosis"]]),
        (ONE, {"1": "mitosis"}),
        (ONE, None),
        (ONE, True),
        (ONE, 1),
        (CELL, ["mitochondrion"]),
        (CELL, ["mitochondrion", 5]),
    ],
)
def test_what_is_no_list_of_as_many_texts_is_a_bad_response(made: Cloze, response: Any) -> None:
    with pytest.raises(BadResponse):
        made.judge(response, Setting())


def test_only_a_gap_that_is_alone_is_compared_letter_by_letter_when_it_is_wrong() -> None:
    assert ONE.judge(["meiosis"], Setting()).difference
    assert not CELL.judge(["nucleus", "ATP"], Setting()).difference


def test_typos_1_takes_a_slip_as_right_and_says_so() -> None:
    judged = Cloze(cloze="[[Paris]] [[ok]]", typos=1).judge(["Pariss", "ok"], Setting())
    assert (judged.correct, judged.score, judged.notes[0].code) == (True, 1.0, "slip")


@pytest.mark.parametrize(
    ("when", "response", "said"),
    [
        (["nucleus", "ATP"], ["nucleus", "atp"], "no"),
        ([["nucleus", "ATP"], ["golgi", "DNA"]], ["Golgi", "DNA"], "no"),
        ([["nucleus", "ATP"]], ["nucleus", "DNA"], ""),
        ("nucleus", ["nucleus", "ATP"], ""),
    ],
)
def test_known_mistakes_speak_of_all_gaps(when: Any, response: list[str], said: str) -> None:
    made = Cloze(cloze=CELL.cloze, mistakes=[Mistake(when=when, say="no")])
    assert made.judge(response, Setting()).said == said


def test_a_known_mistake_keeps_the_credit_for_the_right_gaps() -> None:
    made = Cloze(cloze=CELL.cloze, mistakes=[Mistake(when=["nucleus", "ATP"], say="no", name="n")])
    judged = made.judge(["nucleus", "ATP"], Setting())
    assert (judged.score, judged.misconception) == (0.5, "n")


@pytest.mark.parametrize("when", ["meiosis", ["x", "meiosis"], [["meiosis"]], [["x"], ["meiosis"]]])
def test_with_one_gap_a_mistake_may_be_a_plain_text(when: Any) -> None:
    assert Cloze(cloze=ONE.cloze, mistakes=[Mistake(when=when, say="no")]).judge(["Meiosis"], Setting()).said == "no"


def test_how_it_is_asked() -> None:
    assert CELL.shape == "gaps"
    assert CELL.show(Setting()) == {"blanks": ["The ", " makes ", "."]}
    assert CELL.right_answer(Setting()) == ["mitochondrion", "ATP"]
    assert CELL.guess() == 0.06


def test_each_gap_can_be_an_item_of_its_own() -> None:
    whole = Cloze(
        id="cell",
        ask="Fill in.",
        cloze=r"The [[mitochondrion|mitochondria]] makes [[ATP]] \[[x]].",
        each=True,
        mistakes=[
            Mistake(when=[["nucleus", "ATP"], ["mitochondrion", "ADP"]], say="no"),
            Mistake(condition="response == 'x'", say="x?"),
        ],
        samples=Samples(
            right=[["mitochondria", "ATP"]],
            wrong=[["nucleus", "ATP"]],
            feedback=[FeedbackSample(response=["nucleus", "ATP"], name="")],
        ),
    )
    first, second = expand(whole, Setting())
    assert (first.id, first.group, second.id) == ("cell-1", "cell", "cell-2")
    assert first.show(Setting()) == {"blanks": ["The ", " makes ATP [[x]]."]}
    assert second.show(Setting()) == {"blanks": ["The mitochondrion makes ", " [[x]]."]}
    assert first.judge(["mitochondria"], Setting()).correct
    assert first.judge(["nucleus"], Setting()).said == "no"
    assert second.judge(["ADP"], Setting()).said == "no"
    assert second.judge(["x"], Setting()).said == "x?"
    assert first.samples == Samples(
        right=[["mitochondria"]], wrong=[["nucleus"]], feedback=[FeedbackSample(response=["nucleus"], name="")]
    )
    assert second.samples == Samples(right=[["ATP"]])
    assert not first.each and second.ask == "Fill in."


def test_a_cloze_without_each_is_one_item() -> None:
    assert expand(CELL, Setting()) == [CELL]


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("a [[b]]", []),
        ("a b", ["no-gap"]),
        ("", ["no-gap"]),
        (r"\[[a]]", ["no-gap"]),
        ("a [[b", ["unclosed-gap"]),
        ("[[a]] [[", ["unclosed-gap"]),
        ("[[]]", ["empty-answer"]),
        ("[[a|]]", ["empty-answer"]),
        ("[[ | ]]", ["empty-answer", "empty-answer"]),
        ("[[?]]", []),
        ("[[" + "x" * 2001 + "]]", ["long-answer"]),
    ],
)
def test_flaws(text: str, flaws: list[str]) -> None:
    assert [flaw.code for flaw in Cloze(cloze=text).flaws()] == flaws
    assert all(flaw.path == ("cloze",) for flaw in Cloze(cloze=text).flaws())


def test_which_gaps_are_right_is_known() -> None:
    judged = CELL.judge(["Mitochondria", "ADP"], Setting())
    assert judged.parts == [True, False]
    assert CELL.judge(["nucleus", "ADP"], Setting()).parts == [False, False]
    known = Cloze(cloze=CELL.cloze, mistakes=[Mistake(when=[["nucleus", "ATP"]], say="no")])
    assert known.judge(["nucleus", "ATP"], Setting()).parts == [False, True]
