"""Aiken: choices, by letters."""

import foreign_files
import pytest
from foreign_files import brought_of, pack_of, told

from tutor.exchange.brought import NotThisFormat

GOOD = """What is *bold* in \x1b[31mMarkdown?
A) two stars
B. one star
ANSWER: A

Which holds?
A) 1 < 2
B) <b>2 < 1</b>
ANSWER: A
"""
BAD = """Too few
A) only one
ANSWER: A

A) no question
B) at all
ANSWER: A

Wrong letter
A) yes
B) no
ANSWER: C

Never finished
A) yes
B) no

Good
A) yes
B)no blank
ANSWER: B
"""


def written(folder, text, name="questions.txt"):
    return foreign_files.written(folder, text, name)


def test_each_question_is_a_choice_with_the_named_one_right(tmp_path):
    brought = brought_of(written(tmp_path, GOOD), "aiken")
    one, other = pack_of(brought, tmp_path).values()
    assert [choice.is_right for choice in one.choices] == [True, False]
    assert (one.ask, other.choices[1].text) == (r"What is \*bold\* in \[31mMarkdown?", r"\<b\>2 \< 1\</b\>")
    assert one.source == "aiken, questions.txt:1"
    assert brought.report.status == 0


def test_a_bad_question_is_told_by_its_line_and_never_stops_the_others(tmp_path):
    brought = brought_of(written(tmp_path, BAD), "aiken")
    assert told(brought) == [
        ("AIKEN-FEW", "questions.txt:1"),
        ("AIKEN-STEM", "questions.txt:5"),
        ("AIKEN-ANSWER", "questions.txt:9"),
        ("AIKEN-OPEN", "questions.txt:14"),
    ]
    assert [item.ask for item in pack_of(brought, tmp_path).values()] == ["Good"]
    assert brought.report.status == 1


@pytest.mark.parametrize(
    ("answer", "right"),
    [("ANSWER:B", [0, 1, 0]), ("ANSWER: b", [0, 1, 0]), ("ANSWER: A, C", [1, 0, 1]), ("ANSWER: B and C", [0, 1, 1])],
)
def test_the_answer_is_one_letter_or_several(tmp_path, answer, right):
    text = f"Which?\nA. one\nB. two\nC) three\n{answer}\n"
    [item] = pack_of(brought_of(written(tmp_path, text), "aiken"), tmp_path).values()
    assert [choice.is_right for choice in item.choices] == right


def test_a_picture_beside_the_file_comes_along_and_a_missing_one_is_told(tmp_path):
    (tmp_path / "cat.png").write_bytes(b"picture")
    text = '<img src="cat.png" alt="A cat"> Who?\nA) cat\nB) dog\nANSWER: A\n\n'
    brought = brought_of(written(tmp_path, text + text.replace("cat.png", "gone.png")), "aiken")
    [item] = pack_of(brought, tmp_path).values()
    assert (item.ask, item.image, item.alt) == ("Who?", "media/cat.png", "A cat")
    assert told(brought) == [("AIKEN-MEDIA", "questions.txt:6")]


def test_a_text_without_answers_is_no_aiken(tmp_path):
    with pytest.raises(NotThisFormat, match="no line ANSWER:"):
        brought_of(written(tmp_path, "Some words.\n"), "aiken")


def test_two_identical_questions_keep_their_ids_apart_and_a_second_import_has_the_same(tmp_path):
    place = written(tmp_path, GOOD + "\n" + GOOD)
    first, again = brought_of(place, "aiken"), brought_of(place, "aiken")
    ids = [question.id for question in first.skill().questions]
    assert len(set(ids)) == 4
    assert ids == [question.id for question in again.skill().questions]
