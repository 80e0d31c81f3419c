"""Learners write questions for each other; the teacher looks, hands them out, and hears what classmates think."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from unittest import mock

import pytest
from class_world import PACK, World

from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import find
from tutor.classroom.report import Report, report
from tutor.cli.opening import open_session
from tutor.core.classroom.codes import shown
from tutor.core.classroom.questions import item_name
from tutor.study.tasks import Task
from tutor.study.trouble import StudyError

PEOPLE = ("anna", "ben", "cleo", "dina", "emil", "fina")


def lines(**other: str) -> str:
    """What Anna types, a line for each thing that is asked: a wrong answer left out asks for no reason."""
    said = {
        "ask": "What is 7 + 8?",
        "right": "15",
        "wrong": "56",
        "because": "That is 7 times 8.",
        "wrong2": "",
        "wrong3": "",
        "explain": "7 and 3 are 10, and 5 more.",
        "hint": "Go to 10 first.",
        "typed": "",
        "credit": "the girl with the hat",
    }
    return "".join(f"{text}\n" for text in (said | other).values())


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    (tmp_path / "names.csv").write_text("name\n" + "".join(f"{who.title()}\n" for who in PEOPLE), "utf-8")
    world.run("teacher", "class", "new", "7b", "--roster", "names.csv")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml", "--to", "stick")
    for number, who in enumerate(PEOPLE, 1):
        world.run(who, "join", "stick/7b-001.handout", "--code", shown(world.code(number)))
    return world


def teacher(world: World, *words: str, ok: bool = True) -> str:
    done = world.run("teacher", "class", *words, "--class", "7b", ok=ok)
    return done.stdout + done.stderr


def given(world: World, who: str, level: int) -> None:
    world.run(who, "handin", "--level", str(level), "--yes", "--to", "stick")
    teacher(world, "collect", "stick")


def written(world: World, **other: str) -> str:
    """Anna writes a question and hands it in; its id."""
    told = world.run("anna", "question", "new", "Adding", given=lines(**other)).stdout
    given(world, "anna", 0)
    return told.rpartition("[")[2].rstrip("]\n")


def handed_out(world: World) -> None:
    [one] = [json.loads(line) for line in teacher(world, "questions", "--json").splitlines()]
    teacher(world, "questions", "--hand-out", one["question"]["id"][:6])
    teacher(world, "handout", "--to", "stick")


def answers(world: World, who: str, *, right: bool = True, opinion: str = "good", why: str = "") -> Task:
    """Somebody opens the hand-out and answers the classmate's question."""
    world.run(who, "join", "stick")
    home = {"TUTOR_HOME": str(world.home(who)), "TUTOR_NOW": world.now.isoformat()}
    with mock.patch.dict("os.environ", home):
        opened = open_session([], clock=world._clock, seed=1)
        session = opened.session
        try:
            course = next(name for name in session.desk.courses if name.startswith("questions-"))
            task = session.next(course=course)
            while task is not None and task.kind == "lesson":
                session.answer(task.id, None)
                task = session.next(course=course)
            assert task is not None
            choice = {one["text"]: one["id"] for one in task.choices or []}["15" if right else "56"]
            session.answer(task.id, choice, seconds=5)
            session.judge_question(task.item, opinion, why)
        finally:
            opened.close()
    return task


def test_a_question_goes_from_a_learner_to_the_teacher_to_classmates_and_back(world: World) -> None:
    written(world)
    listed = teacher(world, "questions")
    assert "new  Anna, sums/adding: What is 7 + 8?" in listed
    handed_out(world)
    task = answers(world, "ben", opinion="hard", why="I needed paper.")
    assert task.by == "A question by the girl with the hat."
    assert task.ask == "What is 7 + 8?" and {one["text"] for one in task.choices or []} == {"15", "56"}
    given(world, "ben", 2)
    told = teacher(world, "questions")
    assert "handed out  Anna" in told
    assert (
        "1 answered it, 100 % of the points at first tries; of 1 who say something 1 call it right, 1 clear, 1 hard"
        in told
    )
    [one] = [json.loads(line) for line in teacher(world, "questions", "--json").splitlines()]
    assert "“I needed paper.”" in teacher(world, "questions", "--show", one["question"]["id"][:6])


def test_five_answers_and_four_of_five_who_call_it_right_make_it_ready_for_the_course(world: World) -> None:
    written(world)
    handed_out(world)
    for who in PEOPLE[1:5]:
        answers(world, who)
        given(world, who, 2)
    assert "ready for the course" not in teacher(world, "questions"), "four are too few"
    answers(world, "fina", right=False, opinion="wrong")
    given(world, "fina", 2)
    assert "ready for the course: --promote" in teacher(world, "questions")
    [one] = [json.loads(line) for line in teacher(world, "questions", "--json").splitlines()]
    item = teacher(world, "questions", "--promote", one["question"]["id"])
    assert "because: That is 7 times 8." in item and "Put this under `items:` of the skill sums/adding" in item


def test_what_its_author_answers_and_thinks_is_not_counted(world: World) -> None:
    written(world)
    handed_out(world)
    answers(world, "anna")
    given(world, "anna", 2)
    assert "nobody answered it yet" in teacher(world, "questions")


def test_answers_to_classmates_questions_touch_no_skill_of_the_course(world: World) -> None:
    written(world)
    handed_out(world)
    task = answers(world, "ben")
    assert task.skill.startswith("questions-") and task.skill.endswith("/adding")
    with mock.patch.dict("os.environ", {"TUTOR_HOME": str(world.home("ben"))}):
        opened = open_session([], clock=world._clock, seed=1)
        status = {one["skill"]: one for one in opened.session.status()["skills"]}
        opened.close()
    assert status["sums/adding"]["state"] == "open"


def reported(world: World) -> Report:
    folder = find(world.folder / "7b")
    with ClassBook.open(folder.book, folder.card.id) as book:
        return report(folder, book, world.now.date())


def test_in_the_report_they_are_no_course_and_yet_practice_and_a_task(world: World) -> None:
    written(world)
    handed_out(world)
    name = next(pack.id for pack in find(world.folder / "7b").card.packs if pack.id.startswith("questions-"))
    teacher(world, "assign", "Help each other", "--skills", f"{name}/*")
    [one] = [json.loads(line) for line in teacher(world, "questions", "--json").splitlines()]
    item = f"{name}/adding/{item_name(one['question']['code'], one['question']['id'])}"
    teacher(world, "assign", "Anna's", "--items", item)
    for who in PEOPLE[1:]:
        answers(world, who, right=who != "ben")
        given(world, who, 2)
    found = reported(world)
    assert {one.skill for one in found.stands} | set(found.titles) == {"sums/adding", "sums/taking"}
    assert not found.items and not found.choices and not found.times and not found.curves
    assert [pack.id for pack in found.packs] == ["sums"]
    assert [(one.task.title, one.begun + one.done) for one in found.tasks] == [("Anna's", 5), ("Help each other", 5)]
    assert len(found.weeks) == 5
    assert name not in teacher(world, "report") and "5 answered it" in teacher(world, "questions")


def test_a_course_that_is_handed_out_anew_still_gives_the_report_its_version(world: World) -> None:
    written(world)
    handed_out(world)
    (world.folder / "sums.yaml").write_text(PACK.replace('version: "1"', 'version: "2"'), "utf-8")
    teacher(world, "handout", "--pack", "sums.yaml", "--to", "stick")
    answers(world, "ben")
    given(world, "ben", 2)
    assert reported(world).versions == {"2": 1}


def test_opinions_go_only_with_answers(world: World) -> None:
    written(world)
    handed_out(world)
    answers(world, "ben")
    world.run("ben", "handin", "--level", "1", "--yes", "--to", "box")
    [place] = (world.folder / "box").iterdir()
    with zipfile.ZipFile(place) as archive:
        assert "opinions.jsonl" not in archive.namelist()


def test_a_learner_sees_their_questions_before_they_are_handed_in(world: World) -> None:
    world.run("anna", "question", "new", "Adding", given=lines())
    shown_first = world.run("anna", "handin", "--level", "0", "--preview").stderr
    assert "1 question that you wrote for your class" in shown_first and "“What is 7 + 8?”" in shown_first
    assert "1  questions written for the class" in shown_first


def test_what_is_taken_back_leaves_the_teacher_and_the_next_hand_out(world: World) -> None:
    made = written(world)
    handed_out(world)
    assert any(path.name.startswith("questions-") for path in (world.folder / "7b/packs").iterdir())
    world.run("anna", "question", "drop", made)
    assert "You wrote none yet" in world.run("anna", "question", "list").stdout
    given(world, "anna", 0)
    assert "Nobody wrote a question yet" in teacher(world, "questions")
    teacher(world, "handout", "--to", "stick")
    assert "questions-" not in (world.folder / "7b/class.json").read_text("utf-8")


def test_who_is_forgotten_takes_their_questions_along(world: World) -> None:
    written(world)
    teacher(world, "forget", "Anna", "--yes")
    assert "Nobody wrote a question yet" in teacher(world, "questions")


def test_a_question_written_anew_is_new_to_the_teacher_and_a_new_version_of_the_pack(world: World) -> None:
    made = written(world)
    handed_out(world)
    world.run("anna", "question", "new", "Adding", "--change", made, given=lines(explain="10 and 5."))
    given(world, "anna", 0)
    assert " new  Anna" in teacher(world, "questions")
    teacher(world, "handout", "--to", "stick")
    assert "questions-" not in (world.folder / "7b/class.json").read_text("utf-8"), "until it was looked at again"
    handed_out(world)
    assert answers(world, "ben").ask == "What is 7 + 8?"


def test_nothing_changed_makes_no_new_version(world: World) -> None:
    written(world)
    handed_out(world)
    before = json.loads((world.folder / "7b/class.json").read_text("utf-8"))["packs"]
    teacher(world, "handout", "--to", "stick")
    assert json.loads((world.folder / "7b/class.json").read_text("utf-8"))["packs"] == before
    written(world, ask="What is 8 + 8?", right="16", wrong="64", because="That is 8 times 8.")
    for line in teacher(world, "questions", "--json").splitlines():
        teacher(world, "questions", "--hand-out", json.loads(line)["question"]["id"])
    teacher(world, "handout", "--to", "stick")
    versions = [pack["version"] for pack in json.loads((world.folder / "7b/class.json").read_text("utf-8"))["packs"]]
    assert versions == ["1", "1.0.1"]


def test_a_question_that_is_left_out_tells_its_learner_why(world: World) -> None:
    made = written(world)
    teacher(world, "questions", "--leave", made, "--why", "We have this one already.")
    assert "left out" in teacher(world, "questions")
    teacher(world, "handout", "--to", "stick")
    world.run("anna", "join", "stick")
    assert "We have this one already." in world.run("anna", "inbox").stdout


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        ({"ask": ""}, "A question is needed."),
        ({"right": ""}, "The right answer is missing."),
        ({"because": ""}, "Each wrong answer needs a sentence that says why it is wrong."),
        ({"explain": ""}, "An explanation is missing"),
        ({"wrong": "15."}, "Two of the answers are the same."),
        ({"right": "1" * 400}, "An answer has at most 300 characters."),
    ],
)
def test_a_question_that_lacks_something_is_not_kept(world: World, lacking: dict[str, str], told: str) -> None:
    done = world.run("anna", "question", "new", "Adding", given=lines(**lacking), ok=False)
    assert done.returncode == 1 and told in done.stderr
    assert "You wrote none yet" in world.run("anna", "question", "list").stdout


def test_a_question_is_about_one_skill_of_a_class(world: World) -> None:
    told = world.run("anna", "question", "new", "Flying", given=lines(), ok=False)
    assert told.returncode == 1 and "There is no skill, unit or course “Flying”" in told.stderr


def test_a_typed_question_takes_several_answers(world: World) -> None:
    written(world, right="15|fifteen", typed="t")
    handed_out(world)
    world.run("ben", "join", "stick")
    with mock.patch.dict("os.environ", {"TUTOR_HOME": str(world.home("ben"))}):
        opened = open_session([], clock=world._clock, seed=1)
        course = next(name for name in opened.session.desk.courses if name.startswith("questions-"))
        task = opened.session.next(course=course)
        assert task is not None and task.type == "answer"
        assert opened.session.answer(task.id, "Fifteen").correct
        opened.close()


def test_of_the_courses_own_questions_nobody_is_asked_what_they_think(world: World) -> None:
    with mock.patch.dict("os.environ", {"TUTOR_HOME": str(world.home("ben"))}):
        opened = open_session([], clock=world._clock, seed=1)
        with pytest.raises(StudyError, match="Only of a classmate's question"):
            opened.session.judge_question("sums/adding/two", "good")
        opened.close()


def test_nobody_is_named_who_did_not_say_so(world: World) -> None:
    written(world, credit="")
    handed_out(world)
    assert answers(world, "ben").by == "A question by a classmate."
    with zipfile.ZipFile(world.folder / "stick/7b-002.handout") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Anna" not in whole and world.code(1).encode() not in whole


def test_ids_that_are_alike_or_none_keep_no_hand_out_from_being_written() -> None:
    names = [item_name(code, "../%/x") for code in ("BCDFGHJKL", "BCDFGHJKM")]
    assert len(set(names)) == 2
    assert all(re.fullmatch("q-[0-9a-f]{12}", name) for name in names)
