"""swirl: a lesson's texts and questions, and what of R can't come over."""

from contextlib import suppress

import foreign_files
import pytest
from foreign_files import brought_of, pack_of, told
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.exchange.brought import NotThisFormat
from tutor.packs.compile import load

LESSON = r"""- Class: meta
  Course: R for All
  Lesson: First steps
  Author: A. Author

- Class: text
  Output: Use `x <- 1`, *not* "x = 1".

- Class: cmd_question
  Output: Store 1.10 in y.
  CorrectAnswer: y <- 1.10
  AnswerTests: omnitest('y <- 1.10')
  Hint: Use <-.

- Class: mult_question
  Output: Is it on?
  AnswerChoices: no; yes; 1.10
  CorrectAnswer: yes

- Class: exact_question
  Output: How much?
  CorrectAnswer: 19.99259

- Class: range_question
  Output: About how much?
  CorrectAnswer: 13-Jul
  AnswerTests: range=7-13

- Class: text_order_question
  Output: From what to what?
  CorrectAnswer: sample, population

- Class: text_many_question
  Output: Which are small?
  CorrectAnswer: "a,b"

- Class: text_question
  Output: What is it called?
  CorrectAnswer: no

- Class: video
  Output: Watch it?
  VideoLink: http://youtu.be/h8EYEJ32oQ8
"""
LOST = """- Class: figure
  Output: A plot.
- Class: mult_question
  Output: What does this dot plot show?
  AnswerChoices: a; b
  CorrectAnswer: a
- Class: mult_question
  Output: Would you like credit on Coursera?
  AnswerChoices: Yes; No
  CorrectAnswer: NULL
- Class: mult_question
  Output: Which?
  AnswerChoices: a; b
  CorrectAnswer: c
- Class: range_question
  Output: How much?
  AnswerTests: range=b-a
- Class: script
  Output: Write it.
- Class: text_question
  Output: What?
- Class: cmd_question
  CorrectAnswer: x
- Class: video
  VideoLink: javascript:alert(1)
- Class: dance
- just a text
- Class: cmd_question
  Output: Plot the histogram
  CorrectAnswer: hist(x)
"""


def written(folder, text, name="lesson.yaml"):
    return foreign_files.written(folder, text, name)


def test_each_sort_of_question_becomes_an_item_and_each_scalar_stays_the_text_it_is(tmp_path):
    brought = brought_of(written(tmp_path, LESSON))
    command, pick, exact, about, order, many, word = pack_of(brought, tmp_path).values()
    assert (command.ask, command.recall, command.hints) == ("Store 1.10 in y.", "```r\ny <- 1.10\n```", [r"Use \<-."])
    assert [(choice.text, choice.is_right) for choice in pick.choices] == [
        ("no", False),
        ("yes", True),
        ("1.10", False),
    ]
    assert (exact.number, exact.tolerance, about.number, about.tolerance) == ("19.99259", "0.000005", "10", "3")
    assert order.answer == ["sample, population", "sample,population"]
    assert many.answer == ["a, b", "a,b", "b, a", "b,a"]
    assert word.answer == "no"
    assert told(brought) == [("SWIRL-CMD", "lesson.yaml:9"), ("SWIRL-OUTPUT", "lesson.yaml:20")]
    assert brought.report.imported["text"] == brought.report.imported["video"] == 1


def test_texts_and_commands_are_a_worked_example_and_a_video_is_offered(tmp_path):
    pack_of(brought_of(written(tmp_path, LESSON)), tmp_path)
    loaded = load(tmp_path / "tried").compiled
    [skill] = loaded.skills
    example, video = skill.lesson
    assert [step.show for step in example.steps] == [
        'Use `x <- 1`, \\*not\\* "x = 1".',
        "Store 1.10 in y.\n\n```r\ny <- 1.10\n```",
    ]
    assert (video.link, video.alt) == ("http://youtu.be/h8EYEJ32oQ8", "Watch it?")
    assert (loaded.course.title, skill.title, loaded.course.authors) == ("R for All", "First steps", ["A. Author"])


def test_what_needs_r_is_told_by_its_line(tmp_path):
    brought = brought_of(written(tmp_path, LOST))
    assert told(brought) == [
        ("SWIRL-FIGURE", "lesson.yaml:1"),
        ("SWIRL-DRAWING", "lesson.yaml:3"),
        ("SWIRL-CREDIT", "lesson.yaml:7"),
        ("SWIRL-CHOICE", "lesson.yaml:11"),
        ("SWIRL-RANGE", "lesson.yaml:15"),
        ("SWIRL-SCRIPT", "lesson.yaml:18"),
        ("SWIRL-ANSWER", "lesson.yaml:20"),
        ("SWIRL-EMPTY", "lesson.yaml:22"),
        ("SWIRL-VIDEO", "lesson.yaml:24"),
        ("SWIRL-CLASS", "lesson.yaml:26"),
        ("SWIRL-CMD", "lesson.yaml:28"),
    ]


def test_a_course_keeps_the_order_of_its_manifest_and_a_broken_lesson_stops_no_other(tmp_path):
    for name in "abc":
        written(tmp_path, LESSON.replace("First steps", name), f"course/{name}/lesson.yaml")
    written(tmp_path, LESSON.replace("First steps", "d"), "course/d/lesson")
    written(tmp_path, "- Class: text\n  Output: 'open\n", "course/b/lesson.yaml")
    written(tmp_path, "c\na\n", "course/MANIFEST")
    written(tmp_path, "stop('never')", "course/a/initLesson.R")
    brought = brought_of(tmp_path / "course")
    assert list(brought.skills) == [("R for All", name) for name in "cad"]
    assert told(brought) == [
        ("SWIRL-CMD", "c/lesson.yaml:9"),
        ("SWIRL-OUTPUT", "c/lesson.yaml:20"),
        ("SWIRL-R", "a/lesson.yaml"),
        ("SWIRL-YAML", "b/lesson.yaml:3"),
    ]


def test_texts_of_a_lesson_without_questions_are_ignored(tmp_path):
    brought = brought_of(written(tmp_path, "- Class: text\n  Output: Hello\n- Class: script\n  Output: x\n"))
    assert told(brought) == [("SWIRL-SCRIPT", "lesson.yaml:3"), ("SWIRL-NOQUESTION", "lesson.yaml")]
    assert brought.report.status == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- Class: text\n  Output: 'never closed\n", "broken in line 3"),
        ("- Class: text\n\tOutput: tab\n", "broken in line 2"),
        ("Class: text\n", "broken in line 1: it is no list of units"),
        ("[" * 20_000, "broken in line 1"),
        ("", "broken in line 1"),
    ],
)
def test_a_broken_lesson_is_told_in_one_sentence(tmp_path, text, why):
    with pytest.raises(NotThisFormat, match=why):
        brought_of(written(tmp_path, text), "swirl")


def test_a_folder_without_lessons_is_no_course(tmp_path):
    with pytest.raises(NotThisFormat, match="no course of swirl"):
        brought_of(tmp_path, "swirl")


LINES = st.sampled_from(
    [
        "- Class: text",
        "- Class: mult_question",
        "  Output: a",
        "  AnswerChoices: a;b",
        "  CorrectAnswer: a",
        "- &x [*x]",
        "  !!python/x: {}",
        "- Class: exact_question",
        "  CorrectAnswer: 1e99999",
    ]
)


@settings(max_examples=40)
@given(st.lists(LINES, max_size=8).map("\n".join) | st.text("-:&*![]{}'\"Class \n", max_size=40))
def test_any_text_is_broken_or_gives_a_balanced_report(tmp_path_factory, text):
    with suppress(NotThisFormat):
        brought_of(written(tmp_path_factory.getbasetemp(), text), "swirl")
