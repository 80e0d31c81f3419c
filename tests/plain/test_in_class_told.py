"""A class by ear: the inbox told by number, words to a teacher, a task gone on with, joining, handing in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tutor.core.classroom.codes import check_letter
from tutor.core.classroom.handout import CLASS_FILE, TASKS_FILE
from tutor.core.classroom.manifest import Manifest
from tutor.core.learner.class_events import Joined, TaskSet, TeacherWrote
from tutor.packs.bundle import packed, read_bundle

PACK = """
id: meals
title: Meals
skills:
  - {skill: soup, title: Soup, items: [{id: a, ask: Which is hot?, answer: soup}]}
  - {skill: bread, title: Bread, items: [{id: b, ask: What is baked?, answer: bread}]}
  - {skill: tart, title: Tart, requires: [bread], items: [{id: c, ask: What is sweet?, answer: tart}]}
"""
CLASS = "ab" * 16
CODE = "KTRWBHSL" + check_letter("KTRWBHSL")


@pytest.fixture
def learner(room: Callable[..., Any]) -> Any:
    found = room(PACK)
    found.session.desk.write(
        Joined(class_id=CLASS, code=CODE, title="7b", courses=["meals"], seq=1),
        TaskSet(task="t-1", class_id=CLASS, title="Bake", skills=["meals/tart"], due="2027-01-08"),
        TeacherWrote(
            note="n-1", class_id=CLASS, kind="praise", about="meals/soup", day="2027-01-03", text="Well \x1bdone."
        ),
    )
    return found


def test_the_inbox_is_told_by_number_and_then_read(learner: Any) -> None:
    said = learner.types(":inbox", ":inbox").splitlines()
    first, second = "\n".join(said[: said.index("> :inbox", 4)]), "\n".join(said[said.index("> :inbox", 4) :])
    assert "1. Bake - 0 of 1 skills - due on Friday" in first
    assert "1. 7b, praise, about Soup, yesterday  (new)" in first and "Well \ufffddone." in first
    assert "(new)" not in second


def test_a_teachers_task_is_told_beside_ones_goal_and_gone_on_with_by_ones_own_word_alone(learner: Any) -> None:
    said = learner.types("soup", "", ":g bake a tart", ":g", ":inbox go 1", ":q")
    assert "From your teacher, a proposal:" in said and "Bake - 0 of 1 skills" in said
    after = said.partition("Going on with Bake.")[2]
    assert "What is baked?" in after, "what a locked skill needs comes first"


def test_a_task_is_put_off_and_why_goes_to_the_teacher(learner: Any) -> None:
    assert "Write the day like" in learner.types(":inbox later 1 soon")
    assert "It is put off." in learner.types(":inbox later 1", "2027-01-20", "I am ill")
    [task] = learner.book.tasks(CLASS)
    assert (task.put_off, task.why) == ("2027-01-20", "I am ill")
    assert "put off until 20 Jan" in learner.types(":inbox")
    assert "Name a day after today." in learner.types(":inbox later 1 2026-01-01 because")


def test_words_to_a_teacher_wait_for_the_next_hand_in(learner: Any, tmp_path: Path) -> None:
    learner.types(":inbox reply 1 thank you", ":inbox write", "when is it")
    assert [(one.text, one.reply_to) for one in learner.book.letters(CLASS) if one.mine] == [
        ("thank you", "n-1"),
        ("when is it", ""),
    ]
    assert learner.types(":inbox").count("goes with your next hand-in") == 2
    learner.now = learner.now.replace(hour=20)
    learner.types(":handin 0", str(tmp_path))
    assert "goes with your next hand-in" not in learner.types(":inbox")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (":inbox reply 7 x", "Say which one"),
        (":inbox go", "Say which one"),
        (":inbox dance", "After :inbox come"),
        (":handin 9", "After :handin comes"),
        (":join /nowhere.handout", "there is no such file"),
    ],
)
def test_what_can_not_be_done_is_told_in_a_sentence(learner: Any, typed: str, told: str) -> None:
    assert told in learner.types(typed)


def test_a_hand_in_is_heard_before_it_is_written(learner: Any, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    said = learner.types(":handin", "five", "1", "", ":handin", "2", "", str(tmp_path / "out"))
    assert "2. answers, without times of day and without own words (your teacher asks for this)" in said
    assert "Write 0, 1, 2 or 3." in said and "Nothing was written." in said
    assert said.index("Not in it: any time of day") < said.index("Written: ")
    [file] = (tmp_path / "out").iterdir()
    assert (head := read_bundle(file).manifest).level == 2 and not head.counted
    learner.types(":handin withdraw", str(tmp_path / "out"))
    assert read_bundle(sorted((tmp_path / "out").iterdir())[1]).manifest.withdraw


def test_being_counted_is_asked_apart_and_proposed_again(learner: Any, tmp_path: Path) -> None:
    def head(*typed: str) -> Manifest:
        learner.types(*typed, str(tmp_path))
        return read_bundle(sorted(tmp_path.glob("*.handin"))[-1]).manifest

    assert "in sums that leave this class? y is yes; Enter is no." in learner.types(":handin 2", "", "")
    assert "may your answers" not in learner.types(":handin 1", "").casefold()
    assert head(":handin 2", "y").counted and head(":handin 2", "").counted
    assert not head(":handin 1").counted and head(":handin 2", "").counted
    assert not head(":handin 2", "n").counted and not head(":handin 2", "").counted


def test_only_the_work_that_is_named_goes_along(learner: Any, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    learner.types(":journal I like soup", ":handin 3", "2", "", str(tmp_path / "out"))
    [file] = (tmp_path / "out").iterdir()
    assert set(read_bundle(file).files) >= {"journal.jsonl"}
    assert "Say which one" in learner.types(":handin 3", "9")


def test_where_an_adult_decides_nothing_is_written_without_one(learner: Any, tmp_path: Path) -> None:
    learner.session.desk.write(Joined(class_id=CLASS, code=CODE, title="7b", courses=["meals"], seq=2, parents=True))
    (tmp_path / "out").mkdir()
    assert "ask one to the keyboard" in learner.types(":handin 1", "") and not list((tmp_path / "out").iterdir())
    learner.types(":handin 1", "y", str(tmp_path / "out"))
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_class_is_joined_and_left(room: Callable[..., Any], tmp_path: Path) -> None:
    learner = room(PACK)
    assert "You are in no class." in learner.types(":inbox") and "You are in no class." in learner.types(":handin 1")
    for number, title in enumerate(("8c", "9a"), 1):
        head = Manifest(kind="handout", bundle_id="0" * 32, seq=1, class_id=f"{number}" * 32, made_on="2027-01-03")
        files = {CLASS_FILE: f'{{"title": "{title}"}}'.encode(), TASKS_FILE: b""}
        (tmp_path / f"{title}.handout").write_bytes(packed(head, files, {}))
    assert "is no code" in learner.types(f":join {tmp_path}/8c.handout", "KTRWBHSLM")
    said = learner.types(":join", f"'{tmp_path}/8c.handout'", CODE, f":join {tmp_path}", "")
    assert f"You are in 8c now, as {CODE[:4]}-" in said and "This code was drawn for you" in said
    said = learner.types(":inbox leave", "2", "y")
    assert "Which class, by its number?" in said and "You left 9a." in said
    assert [row.title for row in learner.session.classes()] == ["8c"]


def test_a_question_for_classmates_is_asked_for_field_by_field(learner: Any) -> None:
    said = learner.types(
        ":inbox question", "Soup", "What is soup?", "hot", "cold", "It is cooked.", "", "", "Try it.", "", "", ""
    )
    assert "This is said to whoever gives it" in said and "Kept: it goes with your next hand-in." in said
    [one] = learner.session.own_questions()
    assert one.skill == "meals/soup" and one.question.wrong[0].because == "It is cooked."


def test_a_question_may_be_given_up_where_something_is_needed(learner: Any) -> None:
    learner.types(":inbox question", "Soup", "", "y")
    assert learner.session.own_questions() == []


def test_what_one_thinks_of_a_classmates_question_is_said_by_a_number_and_words(room: Callable[..., Any]) -> None:
    pack = PACK.replace("}]}", ", tags: [from-the-class]}]}")
    person = room(pack)
    said = person.types(":think 1", "bread", ":think", ":think 3 What sort of oven?", "")
    assert "A question by a classmate." in said
    assert "once you answered it" in said, "not before"
    assert ":think says what you think of it: 1 clear and right, 2 clear and right, but hard, 3 not clear" in said
    assert "After :think comes 1 clear and right" in said and "Noted for your teacher" in said
    [opinion] = person.book.opinions()
    assert (opinion.clear, opinion.right, opinion.text) == (False, True, "What sort of oven?")
