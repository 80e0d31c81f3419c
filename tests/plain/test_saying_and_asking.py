"""Lines are clean whatever a pack holds, and what is typed is taken for what it says."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.plain import asking, telling, words
from tutor.plain.given import Given
from tutor.plain.reading import Reader
from tutor.plain.saying import Voice, sentences
from tutor.plain.sitting import Here, Sitting
from tutor.study.tasks import Task, Verdict

Rooms = Callable[..., Any]
TINY = (Path(__file__).parent / "packs" / "tiny.yaml").read_text(encoding="utf-8")
CODES = st.text(
    alphabet=st.sampled_from("a1 \x1b\x07\x9b\u202e\u2028\r\n\t$\\{}[]()*_`|#-!:<>&;^\ud800\u200b\U000e0041é𝟙"),
    max_size=30,
)
HOSTILE = CODES | st.text(max_size=30)


def sitting(person: Any, *lines: str) -> tuple[Sitting, list[str]]:
    said: list[str] = []
    reader = Reader(iter(lines), lambda: None)
    return (
        Sitting(
            person.session,
            Voice(said.append),
            reader,
            lambda *_: False,
            course_ids=person.courses,
            minutes=None,
            clock=person.clock,
        ),
        said,
    )


def is_clean(line: str) -> bool:
    return bool(line.strip()) and not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in line)


def task(**more: Any) -> Task:
    return Task(**{"id": "t", "kind": "learn", "skill": "tiny/halves", "type": "answer", "shape": "text", **more})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HOSTILE, min_size=8, max_size=8), st.sampled_from(["pick", "pick_many", "gaps", "text", "self_rate"]))
def test_no_control_code_of_a_pack_reaches_the_terminal(room: Rooms, texts: list[str], shape: str) -> None:
    person = room(TINY)
    one, said = sitting(person, "1", "")
    hostile = task(
        shape=shape,
        type="choices" if shape.startswith("pick") else "answer",
        ask=texts[0],
        title=texts[1],
        course_title=texts[2],
        passage=texts[3],
        choices=[{"id": "a", "text": texts[4]}, {"id": "b", "text": texts[5], "alt": texts[6]}],
        blanks=[texts[6], texts[7]],
        media={"alt": texts[7]},
        unit_of_answer=texts[5],
    )
    asking.tell(one, hostile)
    verdict = Verdict(
        correct=False,
        score=0.5,
        rating="again",
        feedback=texts[0],
        right_answer=texts[4] if shape != "gaps" else [texts[4], texts[5]],
        explain=texts[1],
        difference=[("same", texts[2]), ("changed", texts[3]), ("missing", texts[4])],
    )
    telling.told(one, hostile, verdict, Given(texts[5], texts[5]))
    telling.almost(one, verdict)
    telling.reveal(one, hostile, Given(None, texts[5]), verdict)
    person.book.close()
    assert said
    assert all(is_clean(line) for line in said), said


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2/5", "5/6"], ["1", "2"]),
        (["1", "2", "3"], ["a", "b", "c"]),
        (["12", "3", "7"], ["a", "b", "c"]),
        (["12", "13"], ["1", "2"]),
        (["a", "2"], ["1", "2"]),
    ],
)
def test_choices_have_numbers_or_letters_where_they_are_such_numbers_themselves(
    texts: list[str], expected: list[str]
) -> None:
    assert words.labels(texts) == expected


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["2/5", "5/6"], ["2 fifths", "5 sixths"]),
        (["1/4", "They are the same size"], ["1 quarter", "They are the same size"]),
        (["1/4", "1/2/2027"], ["1/4", "1/2/2027"]),
        (["$\\frac{1}{4}$", "1/3 of it"], ["1 quarter", "1/3 of it"]),
    ],
)
def test_choices_that_are_numbers_are_said_in_words(texts: list[str], said: list[str]) -> None:
    assert words.choice_texts(Voice(print), [{"text": text} for text in texts]) == said


def picked(room: Rooms, typed: str, *texts: str, shape: str = "pick", type_: str = "choices") -> Any:
    one, _ = sitting(room(TINY), typed)
    found = task(shape=shape, type=type_, choices=[{"id": text, "text": text} for text in texts])
    response = asking.respond(one, found, Here(task=found)) if typed else None
    return response and response.response


@pytest.mark.parametrize(
    ("typed", "response"),
    [("1", "2/5"), ("2", "$\\frac{5}{6}$"), ("5/6", "$\\frac{5}{6}$"), ("5 sixths", "$\\frac{5}{6}$"), ("2/5", "2/5")],
)
def test_a_choice_is_picked_by_number_by_what_was_said_and_as_written(room: Rooms, typed: str, response: str) -> None:
    assert picked(room, typed, "2/5", "$\\frac{5}{6}$") == response


def test_a_number_among_number_choices_is_the_number_itself(room: Rooms) -> None:
    assert picked(room, "3", "12", "3", "7") == "3"
    assert picked(room, "c", "12", "3", "7") == "7"


@pytest.mark.parametrize(
    ("typed", "response"),
    [
        ("1 3", ["x", "z"]),
        ("3,1", ["x", "z"]),
        ("1 and 2", ["x", "y"]),
        ("13", ["x", "z"]),
        ("2", ["y"]),
        ("y", ["y"]),
        ("none", []),
    ],
)
def test_several_choices_are_picked_in_any_way_that_one_writes_them(
    room: Rooms, typed: str, response: list[str]
) -> None:
    assert picked(room, typed, "x", "y", "z", shape="pick_many") == response


@pytest.mark.parametrize("typed", ["t", "T", "true", "1", "TRUE"])
def test_true_is_typed_in_any_way(room: Rooms, typed: str) -> None:
    assert picked(room, typed, type_="true_false") is True


@pytest.mark.parametrize("typed", ["f", "false", "2"])
def test_false_is_typed_in_any_way(room: Rooms, typed: str) -> None:
    assert picked(room, typed, type_="true_false") is False


def test_a_number_may_be_typed_in_the_words_in_which_it_is_said(room: Rooms) -> None:
    one, _ = sitting(room(TINY), "2 fifths")
    assert asking.respond(one, task(type="number"), Here()) == Given("2/5", "2 fifths")


def test_a_text_is_taken_as_typed(room: Rooms) -> None:
    one, _ = sitting(room(TINY), "2 fifths")
    assert asking.respond(one, task(), Here()) == Given("2 fifths", "2 fifths")


def test_another_language_is_said_as_written(room: Rooms) -> None:
    one, said = sitting(room(TINY))
    one.voice.language = "es"
    asking.tell_question(
        one, task(ask="¿$\\frac{1}{2}$?", shape="pick", type="choices", choices=[{"id": "a", "text": "5/6"}])
    )
    assert said == ["¿1/2?", "1. 5/6"]


def test_a_gap_in_mathematics_is_an_empty_box(room: Rooms) -> None:
    one, said = sitting(room(TINY))
    asking.tell_question(one, task(shape="gaps", blanks=["$\\frac{1}{2} = \\frac{", "}{4}$ and ", "."]))
    assert said == ["1 half equals blank over 4 and (gap 2)."]


def test_a_picture_is_said_and_a_recording_is_not_played(room: Rooms) -> None:
    one, said = sitting(room(TINY))
    asking.tell_question(one, task(ask="Look.", media={"image": "a.png", "alt": "A stool", "audio": "a.ogg"}))
    assert said == ["Look.", "[picture: A stool]", "A recording belongs to this; it can't be played in plain mode."]


def test_the_same_passage_is_not_read_twice_in_a_row(room: Rooms) -> None:
    one, said = sitting(room(TINY))
    for _ in range(2):
        asking.tell(one, task(ask="And?", passage="A long text.", title="Cells", course_title="Biology"))
    assert said == [
        "Biology. Cells. Question 1, practice.",
        "A text:",
        "A long text.",
        "The question:",
        "And?",
        "Cells. Question 1, practice.",
        "It is about the same text as before; :r reads it again.",
        "And?",
    ]


def test_our_sentences_end_once() -> None:
    assert sentences("Why?", "Because", "", "Right.") == "Why? Because. Right."


def test_the_marks_of_our_own_sentences_are_ascii() -> None:
    said: list[str] = []
    Voice(said.append).say("“not learned yet” – it’s a good answer…")
    assert said == ['"not learned yet" - it\'s a good answer...']
