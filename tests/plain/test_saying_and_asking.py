"""Lines are clean whatever a pack holds, and what is typed is taken for what it says."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tutor.core.item import Shape
from tutor.plain import asking, telling, words
from tutor.plain.reading import Left, Reader
from tutor.plain.saying import Voice, sentences
from tutor.plain.sitting import Given, Here, Sitting
from tutor.study.tasks import Task, Verdict

Rooms = Callable[..., Any]
TINY = (Path(__file__).parent / "packs" / "tiny.yaml").read_text(encoding="utf-8")
CODES = st.text(
    alphabet=st.sampled_from("a1 \x1b\x07\x9b\u202e\u2028\r\n\t$\\{}[]()*_`|#-!:<>&;^\ud800\u200b\U000e0041é𝟙"),
    max_size=30,
)
RIGHT: dict[str, Callable[[str, str], Any]] = {
    "gaps": lambda one, other: [one, other],
    "lines": lambda one, other: [one, other],
    "pairs": lambda one, other: {one: other},
    "groups": lambda one, other: {one: [other]},
    "parts": lambda one, other: [other, [one, other]],
}
"""A right answer of each shape, of two texts; of the others it is the first."""
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
@given(st.lists(HOSTILE, min_size=8, max_size=8), st.sampled_from(get_args(Shape)))
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
        lines=[texts[4], texts[5]],
        indent=bool(texts[3]),
        left=[texts[4]],
        right=[texts[5], texts[6]],
        groups=[texts[6], texts[7]],
        examples={"match": [texts[2]], "reject": [texts[3]]},
        parts=[
            {"type": "answer", "shape": "text", "ask": texts[2]},
            {"type": "order", "shape": "lines", "ask": texts[3], "lines": [texts[4], texts[5]]},
        ],
        rubric=[{"criterion": texts[2], "levels": [texts[3], texts[4]]}],
        words={"least": 1, "most": 2},
        language=texts[1],
        setup=texts[2],
        files=[texts[3]],
        starter=texts[4],
        tests=[{"call": texts[5], "gives": texts[6]}, {"stdin": texts[1], "prints": texts[2]}, {"script": texts[3]}],
    )
    asking.tell(one, hostile)
    verdict = Verdict(
        correct=False,
        score=0.5,
        rating="again",
        feedback=texts[0],
        right_answer=RIGHT.get(shape, lambda one, other: one)(texts[4], texts[5]),
        explain=texts[1],
        difference=[("same", texts[2]), ("changed", texts[3]), ("missing", texts[4])],
    )
    telling.told(one, hostile, verdict, Given(texts[5], texts[5]))
    telling.almost(one, verdict)
    telling.reveal(one, hostile, Given(None, texts[5]), verdict)
    with suppress(Left):  # where the levels are numbers they are picked by letters
        telling.criteria(one, hostile, Here())
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


def test_a_picture_is_said(room: Rooms) -> None:
    one, said = sitting(room(TINY))
    asking.tell_question(one, task(ask="Look.", media={"image": "a.png", "alt": "A stool"}))
    assert said == ["Look.", "[picture: A stool]"]


def test_a_recording_is_not_played(room: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    one, said = sitting(room(TINY))
    monkeypatch.setattr(one.session, "hearing", {"t": "nothing"}.get)
    asking.tell_question(one, task(ask="Listen.", media={"audio": "a.ogg"}))
    assert said == ["Listen.", "A recording belongs to this; it can't be played here."]


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


LINES = {"shape": "lines", "type": "order", "lines": ["egg", "larva", "}", "}"]}
PAIRS = {"shape": "pairs", "type": "match", "left": ["France", "Spain"], "right": ["Madrid", "Paris", "Mad"]}
GROUPS = {"shape": "groups", "type": "sort", "lines": ["bat", "eel"], "groups": ["mammal", "fish"]}


@pytest.mark.parametrize(
    ("typed", "response"),
    [
        ("2 1", ["larva", "egg"]),
        ("2,1", ["larva", "egg"]),
        ("1 and 2", ["egg", "larva"]),
        ("2143", ["larva", "egg", "}", "}"]),
        ("3 4", ["}", "}"]),
        ("none", []),
    ],
)
def test_lines_are_ordered_by_their_numbers(room: Rooms, typed: str, response: list[str]) -> None:
    one, _ = sitting(room(TINY), typed)
    assert asking.respond(one, task(**LINES), Here()).response == response


@pytest.mark.parametrize("typed", ["1 1", "5", "egg", "1 x", "-1", "1 2 3 4 5", "ⅷ", "²"])
def test_what_names_no_lines_is_asked_again(room: Rooms, typed: str) -> None:
    one, said = sitting(room(TINY), typed, "2 1")
    assert asking.respond(one, task(**LINES), Here()).response == ["larva", "egg"]
    assert "Those are not numbers of the lines, each once." in said


@pytest.mark.parametrize(
    ("typed", "response"),
    [
        (["2", "1"], {"France": "Paris", "Spain": "Madrid"}),
        (["paris", "Madrid"], {"France": "Paris", "Spain": "Madrid"}),
        (["p", "mad"], {"France": "Paris", "Spain": "Mad"}),
        (["m", "2", "madr"], {"France": "Paris", "Spain": "Madrid"}),
        (["2", "2"], {"France": "Paris", "Spain": "Paris"}),
        (["none", "1"], {"Spain": "Madrid"}),
        (["0", "none"], {}),
        (["1", "back", "2", "1"], {"France": "Paris", "Spain": "Madrid"}),
        (["back", "", "?", "2", "1"], {"France": "Paris", "Spain": "Madrid"}),
    ],
)
def test_each_left_is_paired_by_number_by_text_or_by_how_it_begins(
    room: Rooms, typed: list[str], response: dict[str, str]
) -> None:
    one, _ = sitting(room(TINY), *typed)
    assert asking.respond(one, task(**PAIRS), Here()).response == response


@pytest.mark.parametrize(
    ("typed", "response", "heard"),
    [
        (["m", "f"], {"mammal": ["bat"], "fish": ["eel"]}, "mammal: bat; fish: eel"),
        (["2", "2"], {"mammal": [], "fish": ["bat", "eel"]}, "fish: bat, eel"),
        (["none", "FISH"], {"mammal": [], "fish": ["eel"]}, "fish: eel"),
        (["none", "none"], {"mammal": [], "fish": []}, "none of them"),
    ],
)
def test_each_thing_is_put_into_a_group(
    room: Rooms, typed: list[str], response: dict[str, list[str]], heard: str
) -> None:
    one, _ = sitting(room(TINY), *typed)
    assert asking.respond(one, task(**GROUPS), Here()) == Given(response, heard)


def test_a_longer_text_keeps_its_lines_and_their_indentation(room: Rooms) -> None:
    one, _ = sitting(room(TINY), "def f():\n", "\treturn 1  \n", "\n", "    :x\n", "::y\n", " .\n")
    given = asking.respond(one, task(shape="program", type="code"), Here())
    assert given == Given("def f():\n    return 1\n\n    :x\n:y")


def test_a_longer_text_of_nothing_is_no_answer_and_one_without_end_is_cut(room: Rooms) -> None:
    one, said = sitting(room(TINY), "", ".", *(["x" * 15_000] * 3), ".")
    given = asking.respond(one, task(shape="writing", type="essay"), Here())
    assert given == Given("\n" + "x" * 15_000)
    assert any(line.startswith("Nothing was typed") for line in said)
    assert any(line.startswith("That is more than can be taken") for line in said)


ESSAY = {"shape": "writing", "type": "essay", "words": {"least": 3, "most": 9}}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (["One.", ".", "."], "One."),
        (["One.", ".", "Two and three.", "."], "One.\nTwo and three."),
        (["One.", ".", "Two.", ".", "."], "One.\nTwo."),
        (["One, two, three.", "."], "One, two, three."),
    ],
)
def test_a_text_with_too_few_words_is_asked_about_and_then_taken(room: Rooms, typed: list[str], text: str) -> None:
    one, said = sitting(room(TINY), *typed)
    assert asking.respond(one, task(**ESSAY), Here()) == Given(text)
    asked = [line for line in said if "Hand it in all the same?" in line]
    assert len(asked) == typed.count(".") - 1
    if asked:
        assert asked[0].startswith("That is 1 word; 3 are asked.")


@pytest.mark.parametrize("shape", ["lines", "pairs", "groups", "writing", "program", "parts"])
def test_enter_alone_at_a_step_of_a_lesson_asks_to_be_told(room: Rooms, shape: str) -> None:
    parts = [{"type": "answer", "shape": "text", "ask": "One?"}]
    asked = task(**{**LINES, "left": ["a"], "right": ["b"], "groups": ["c"], "parts": parts, "shape": shape})
    one, _ = sitting(room(TINY), "")
    assert asking.respond(one, asked, Here(), may_look=True) == Given(None)


def test_who_listens_is_told_the_spaces_and_who_reads_sees_them(room: Rooms) -> None:
    one, said = sitting(room(TINY))
    lines = task(shape="lines", type="order", lines=["if x:", "    *y*"], indent=True)
    asking.tell_question(one, lines)
    one.voice.written = True
    asking.tell_question(one, lines)
    assert said == ["1. if x:", "2. [4 spaces] *y*", "1. if x:", "2.     *y*"]


@pytest.mark.parametrize(
    ("shape", "answer", "lines"),
    [
        ("lines", ["egg", "larva"], ["Right:", "egg", "larva"]),
        ("pairs", {"cat": "*animal*", "oak": "plant"}, ["Right is cat: animal; oak: plant."]),
        ("groups", {"even": ["2", "4"], "odd": [], "small": ["1"]}, ["Right is even: 2, 4; small: 1."]),
        ("pairs", {"a cat": "It purrs.", "an oak": "It grows."}, ["Right:", "a cat: It purrs.", "an oak: It grows."]),
        ("groups", {"true.": ["One.", "Two."]}, ["Right:", "true: One, Two."]),
        ("text", "It had books.", ["Right:", "It had books."]),
        ("text", "and so on ...", ["Right:", "and so on ..."]),
        ("program", "def f():\n    return *x*\n", ["This is right:", "def f():", "    return *x*"]),
        ("parts", ["Paris", ["a", "b"], {"x": "y"}], ["Right is part 1: Paris; part 2: a, b; part 3: x: y."]),
    ],
)
def test_what_is_right_is_told_by_its_shape(room: Rooms, shape: str, answer: Any, lines: list[str]) -> None:
    one, said = sitting(room(TINY))
    parts = [
        {"type": "answer", "shape": "text"},
        {"type": "order", "shape": "lines"},
        {"type": "match", "shape": "pairs"},
    ]
    telling.right(one, task(shape=shape, type="x", parts=parts), answer)
    assert said == lines


SENTENCES = [{"id": "1", "text": "It is light."}, {"id": "2", "text": "It floats."}, {"id": "3", "text": "Why not?"}]


@pytest.mark.parametrize(
    ("shape", "typed", "given", "right", "lines"),
    [
        ("pick", "2", "It floats.", "It is light.", ["Not yet. You answered: It floats.", "Right:", "It is light."]),
        (
            "pick_many",
            "1 2",
            "It is light; It floats.",
            ["It floats.", "Why not?"],
            ["Not yet. You answered: It is light; It floats.", "Right:", "It floats.", "Why not?"],
        ),
    ],
)
def test_sentences_as_choices_stand_on_lines_of_their_own(
    room: Rooms, shape: str, typed: str, given: str, right: Any, lines: list[str]
) -> None:
    one, said = sitting(room(TINY), typed)
    asked = task(shape=shape, type="choices", choices=SENTENCES)
    heard = asking.respond(one, asked, Here())
    assert heard is not None and heard.heard == given
    said.clear()
    verdict = Verdict(correct=False, score=0.0, rating="again", right_answer=right)
    telling.told(one, asked, verdict, heard)
    assert said == lines


def test_several_short_choices_stand_on_lines_of_their_own_too(room: Rooms) -> None:
    one, said = sitting(room(TINY))
    asked = task(shape="pick_many", type="choices", choices=[{"id": "a", "text": "cat"}, {"id": "b", "text": "dog"}])
    telling.right(one, asked, ["cat", "dog"])
    assert said == ["Right:", "cat", "dog"]


def test_a_sentence_that_is_sorted_is_asked_about_without_its_full_stop(room: Rooms) -> None:
    one, said = sitting(room(TINY), "1", "2")
    asked = task(shape="groups", type="sort", lines=["It is done.", "Wait..."], groups=["yes", "no"])
    asking.tell_question(one, asked)
    asking.respond(one, asked, Here())
    assert said[1] == "It is done; Wait..."
    assert [line.partition(": answer")[0] for line in said[-2:]] == ["It is done", "Wait..."]


def test_a_few_differences_in_a_wrong_sentence_are_told() -> None:
    verdict = Verdict(
        correct=False,
        score=0.0,
        rating="again",
        right_answer="¿Cuánto cuestan las peras?",
        difference=[("same", "Cuánto "), ("changed", "cuesta"), ("missing", "cuestan"), ("same", " las peras")],
    )
    assert telling._is_shown(verdict)
    other = ["¿Dónde están las peras?"]
    assert not telling._is_shown(replace(verdict, right_answer=other))
