"""A class is joined in the middle of a session: its course is there at once; going on with a task asks for its skills."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from class_world import PACK, RIGHT, World

from tutor.cli.opening import open_session
from tutor.core.learner.class_events import TaskSet
from tutor.study.session import Session


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.run("teacher", "handout", "sums.yaml", "--title", "Sums", "--to", "usb")
    return world


@contextmanager
def studying(world: World) -> Iterator[Session]:
    home = {"TUTOR_HOME": str(world.home("anna")), "TUTOR_NOW": world.now.isoformat()}
    with mock.patch.dict("os.environ", home):
        opened = open_session([], seed=1, clock=world._clock)
        try:
            yield opened.session
        finally:
            opened.close()


def joined(world: World, session: Session, name: str = "Sums-001.handout") -> list[str]:
    handouts, asks = session.handouts(str(world.folder / "usb" / name))
    assert asks is (not session.classes())
    return session.join(handouts)


def test_the_course_of_a_class_is_there_at_once(world: World) -> None:
    with studying(world) as session:
        first = session.next()
        assert first is not None and not first.skill.startswith("sums/")
        told = joined(world, session)
        assert told[0] == "Added Sums (sums 1)." and "You are in Sums now" in told[1]
        assert "sums" in session.desk.courses
        assert [line.title for line in session.home(["sums"]).courses] == ["Sums"]
        found = session.next(course="sums")
        assert found is not None and found.skill == "sums/adding"
        assert joined(world, session) == ["Sums-001.handout: nothing is new in it."]


def test_a_newer_version_that_comes_with_a_hand_out_is_studied_from_then_on(world: World) -> None:
    with studying(world) as session:
        joined(world, session)
        (world.folder / "sums.yaml").write_text(
            PACK.replace('version: "1"', 'version: "2"').replace("title: Adding", "title: Putting together"), "utf-8"
        )
        world.run("teacher", "class", "new", "Sums", "--from", "usb/Sums-001.handout")
        world.run("teacher", "class", "handout", "--class", "Sums", "--pack", "sums.yaml", "--to", "usb")
        [newer] = [path.name for path in (world.folder / "usb").glob("*.handout") if path.name != "Sums-001.handout"]
        assert "Added Sums (sums 2)." in joined(world, session, newer)
        found = session.next(course="sums")
        assert found is not None and found.title == "Putting together"


def test_a_pack_that_can_not_be_added_is_told_without_a_path_of_this_computer(world: World) -> None:
    (world.folder / "sums.yaml").write_text(PACK.replace("title: Sums", "title: Other sums"), "utf-8")
    world.run("teacher", "handout", "sums.yaml", "--title", "Other", "--to", "usb")
    with studying(world) as session:
        joined(world, session)
        handouts, _asks = session.handouts(str(world.folder / "usb" / "Other-001.handout"))
        told = session.join(handouts)
        assert "another course with the id" in told[0] and "/" not in told[0]
        assert told[1] == "The course sums was not added."


def test_what_a_task_asks_for_comes_when_one_goes_on_with_it_and_the_rest_when_it_is_done(world: World) -> None:
    with studying(world) as session:
        joined(world, session)
        [row] = session.classes()
        session.desk.write(
            TaskSet(task="locked", class_id=row.id, title="Taking", skills=["sums/taking"]),
            TaskSet(task="gone", class_id=row.id, title="Gone", skills=["sums/none", "nowhere/at-all"]),
            TaskSet(task="items", class_id=row.id, title="Items", target="items", items=["sums/adding/pick"]),
            TaskSet(task="time", class_id=row.id, title="Time", target="minutes", course="sums", minutes=5),
        )
        for task in ("locked", "items", "time"):
            found = session.next_of(task, 20.0)
            assert found is not None and found.skill == "sums/adding", task
        for task in ("gone", "no-such-task"):
            assert session.next_of(task, 20.0) is not None
        assert session.next_of("locked", 0.0) is None or session.desk.current is not None
        lines = {line.id: (line.done, line.of, line.finished) for line in session.inbox().tasks}
        assert lines["items"] == (0, 1, False) and lines["gone"] == (0, 2, False)
        found = session.next_of("items", 20.0)
        assert found is not None
        session.skip(found.id)


def test_a_task_of_questions_asks_these_very_ones_in_its_order(world: World) -> None:
    with studying(world) as session:
        joined(world, session)
        [row] = session.classes()
        wanted = ["sums/adding/more", "sums/adding/word", "sums/adding/two"]
        session.desk.write(TaskSet(task="items", class_id=row.id, title="Items", target="items", items=wanted))
        asked = []
        while (line := session.inbox().tasks[0]).done < line.of:
            task = session.next_of("items", 20.0)
            assert task is not None
            if task.kind == "lesson":
                session.answer(task.id, None, seconds=5)
                continue
            asked.append(task.item)
            session.answer(task.id, RIGHT[task.item.rpartition("/")[2]], seconds=5)
        assert asked == wanted


def test_a_task_of_nothing_is_not_shown(world: World) -> None:
    with studying(world) as session:
        joined(world, session)
        [row] = session.classes()
        session.desk.write(TaskSet(task="none", class_id=row.id, title="None", skills=[]))
        assert session.inbox().tasks == [] and session.inbox_line() == ""
        assert session.next_of("none") is not None
