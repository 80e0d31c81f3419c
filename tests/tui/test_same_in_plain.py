"""Thirty-odd small stories, each told once and done by keys and by ear: what is kept in the end is the same."""

import msgspec
import pytest
from faces import ByKeys, ByLines, Still
from tui_scenes import CODE_OF, code, kitchen, only, shapes
from tui_world import MEALS, World, compiled

from tutor.core.learner.class_events import Joined, TaskSet, TeacherWrote


def city(item):
    return only(shapes(), item)


def meals():
    return World(compiled([MEALS]), ("meals",))


def in_class():
    """Somebody who has just joined a class whose teacher gave a task and wrote a note."""

    def prepare(session):
        session.desk.write(
            Joined(class_id=CLASS, code=CODE_OF, title="7b", courses=["shapes"], seq=1),
            TaskSet(task="t-1", class_id=CLASS, title="Words", skills=["shapes/words"], due="2026-11-27"),
            TeacherWrote(note="n-1", class_id=CLASS, day="2026-11-20", text="Welcome."),
        )

    return shapes(prepare)


CLASS = "c1a55000" * 4
STORIES = {
    "a choice is answered rightly": (shapes, ["answer right"]),
    "a choice is answered wrongly, and the next is read": (shapes, ["answer wrong", "read"]),
    "several are chosen": (lambda: city("by-the-sea"), ["answer right"]),
    "several are chosen, the wrong ones": (lambda: city("by-the-sea"), ["answer wrong"]),
    "lines are put in order": (lambda: kitchen("tea"), ["answer right"]),
    "lines are put in the wrong order": (lambda: kitchen("tea"), ["answer wrong"]),
    "pairs are found": (lambda: kitchen("capitals"), ["answer right"]),
    "pairs are mistaken": (lambda: kitchen("capitals"), ["answer wrong"]),
    "things are sorted": (lambda: kitchen("animals"), ["answer right"]),
    "a pattern fits": (lambda: kitchen("pattern"), ["answer c[aou]t"]),
    "code is chosen": (lambda: code("which"), ["answer right"]),
    "a text is written and rated by its criteria": (
        lambda: kitchen("letter"),
        [
            "write Dear Ana, on Saturday we walked by the river, had lunch under a tree, and on Sunday we read and baked some bread",
            "criteria 2 3",
        ],
    ),
    "a hint is taken before the answer": (shapes, ["hint", "answer right"]),
    "two hints and a wrong answer": (shapes, ["hint", "hint", "answer wrong"]),
    "another way of explaining is asked for": (shapes, ["way", "answer right"]),
    "an answer is taken back and given again": (shapes, ["answer wrong", "undo", "answer right"]),
    "a question is skipped": (shapes, ["skip"]),
    "a question is disputed with a word to the author": (shapes, ["should_count it moved once"]),
    "an answer is disputed, and that is taken back": (shapes, ["answer wrong", "should_count why", "undo"]),
    "how sure one is comes before the answer": (shapes, ["sure 3", "answer right"]),
    "how it feels is said": (shapes, ["feel easy", "answer right"]),
    "a quiz is passed to test out": (shapes, ["test_out", "answer right", "answer right"]),
    "a quiz is failed": (shapes, ["test_out", "answer wrong", "read"]),
    "a placement pauses and goes on": (shapes, ["place", "answer right"], ["answer wrong"]),
    "a placement is ended": (shapes, ["place", "answer wrong", "place_stop"]),
    "a goal is set, changed and dropped": (shapes, ["goal speak Spanish", "change 15", "drop_goal"]),
    "a note and a bookmark are kept": (shapes, ["note look again", "bookmark", "answer right"]),
    "a day is written down in the journal": (shapes, ["journal it went well"]),
    "a question is put away until tomorrow": (shapes, ["bury"]),
    "a question is put away for good and brought back": (shapes, ["suspend", "bring_back 1"]),
    "a project is handed in": (meals, ["hand_in Soup and bread"]),
    "a way of explaining is liked": (shapes, ["like step by step"]),
    "a teacher's task is gone on with": (in_class, ["task_on", "answer right"]),
    "a teacher's task is put off with a reason": (in_class, ["task_later 2026-12-01"]),
    "a teacher is written to": (in_class, ["to_teacher when is the test"]),
    "one stops in the middle and comes back": (shapes, ["hint", "answer right"], ["read", "answer right"]),
}


def kept(opened):
    """Every event as it was, without its names and times; and the state that they make."""
    events = [msgspec.to_builtins(event.data) for event in opened.session.desk.book.events()]
    return events, opened.session.status()["state_hash"]


def world(make, file):
    made = make()
    made.file, made.time = file, Still()
    return made


@pytest.mark.parametrize("story", STORIES)
async def test_what_is_done_by_keys_and_by_ear_is_kept_alike(story, tmp_path):
    make, *sittings = STORIES[story]
    heard = [kept(one) for one in ByLines(world(make, tmp_path / "heard.sqlite")).do(*sittings)]
    seen = [kept(one) async for one in ByKeys(world(make, tmp_path / "seen.sqlite")).do(*sittings)]
    assert len(seen[-1][0]) > 1
    for by_ear, by_keys in zip(heard, seen, strict=True):
        assert by_keys[0] == by_ear[0]
        assert by_keys[1] == by_ear[1]
