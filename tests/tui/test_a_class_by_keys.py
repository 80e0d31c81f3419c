"""A class on the screens: what waits, tasks, words to a teacher, handing in after seeing it, joining by a path."""

import zipfile
from datetime import timedelta

import pytest
from tui_scenes import CODE_OF, in_class, only, shapes
from tui_world import NOW

from tutor.core.classroom.handout import CLASS_FILE, TASKS_FILE
from tutor.core.classroom.manifest import Manifest
from tutor.core.learner.class_events import Joined, TaskSet, TeacherWrote
from tutor.packs.bundle import packed, read_bundle
from tutor.present.inbox import summary


def joined(**more):
    return shapes(lambda session: in_class(session, **more))


@pytest.fixture
def handout(tmp_path):
    """A hand-out of a class, in a folder whose name has a blank."""
    head = Manifest(kind="handout", bundle_id="0" * 32, seq=1, class_id="ab" * 16, made_on="2026-11-20")
    files = {
        CLASS_FILE: b'{"title": "[b]8c[/b]", "asks_level": 1}',
        TASKS_FILE: b'{"id": "one", "title": "Cities", "skills": ["shapes/cities"], "due": "2026-13-45"}\n',
    }
    place = tmp_path / "my stick" / "8c-001.handout"
    place.parent.mkdir()
    place.write_bytes(packed(head, files, {}))
    return place


async def test_home_says_what_waits_below_ones_own_goal_and_nothing_to_who_is_in_no_class():
    async with joined().app(start="home") as user:
        lines = [line.strip() for line in user.lines]
        [at] = [number for number, line in enumerate(lines) if line.startswith("Class")]
        assert lines[at] == "Class  1 new note, 2 tasks, the first due on Friday (2 of 3 skills)  m"
        assert at > next(number for number, line in enumerate(lines) if line.startswith("Goal"))
        assert "m inbox" in lines[-1]
    async with shapes().app(start="home") as user:
        assert "Class" not in user.text and "inbox" not in user.text
        await user.press("m")
        assert "You are in no class" in user.text


async def test_a_note_is_read_once_it_was_shown():
    async with joined().app(start="home") as user:
        await user.press("m")
        assert user.text.count(" new") == 1
        await user.press("escape", "m")
        assert " new" not in user.text
        assert user.session.inbox().unread == 0


async def test_a_teachers_words_stay_text():
    async with joined().app(start="home") as user:
        user.session.desk.write(
            TeacherWrote(
                note="n-9", class_id="c1a55000" * 4, day="2026-11-21", text="[@click=app.quit]x[/] \x1b[2J[/]"
            ),
            TaskSet(task="t-9", class_id="c1a55000" * 4, title="[/]\x1b]0;x\x07", target="minutes", minutes=3),
        )
        await user.press("m")
        assert "[@click=app.quit]x[/] �[2J[/]" in user.text and "[/]�]0;x�" in user.text


async def test_enter_goes_on_with_a_task_and_only_then_it_steers_what_comes():
    async with joined().app(start="home") as user:
        before = user.session.next().skill
        await user.press("m", "enter")
        assert user.place == "StudyScreen"
        left = [one.id for one in user.session.desk.book.all_skills(["shapes"]) if one.phase != "learned"]
        assert user.task.skill in left and user.task.skill != before


async def test_a_task_is_put_off_with_a_reason_for_the_teacher():
    async with joined().app(start="home") as user:
        await user.press("m", "l")
        await user.write("2026-12-01")
        await user.press("enter")
        await user.write("I am away")
        await user.press("enter")
        assert "It is put off." in user.text and "put off until 1 Dec" in user.text
        [task] = [one for one in user.session.desk.book.tasks("c1a55000" * 4) if one.put_off]
        assert (task.put_off, task.why) == ("2026-12-01", "I am away")
        assert "1 task (0 of 30 minutes)" in summary(user.session.inbox(), NOW.date())


async def test_a_day_that_is_over_puts_nothing_off():
    async with joined().app(start="home") as user:
        await user.press("m", "l")
        await user.write("2026-11-01")
        await user.press("enter", "enter")
        assert "Name a day after today." in user.text
        await user.press("l", "escape")
        assert user.place == "InboxScreen"


async def test_a_note_is_answered_and_the_words_wait_for_the_next_hand_in():
    async with joined().app(start="home") as user:
        await user.press("m", *["down"] * 4, "r")
        await user.write("one of four")
        await user.press("enter")
        [letter] = [one for one in user.session.desk.book.letters("c1a55000" * 4) if one.text == "one of four"]
        assert letter.reply_to == "n-2"
        assert user.text.count("goes with your next hand-in") == 2
        await user.press("w")
        await user.write("when is it")
        await user.press("enter")
        assert any(one.text == "when is it" for one in user.session.desk.book.letters("c1a55000" * 4))


async def test_what_is_handed_in_is_seen_first_and_written_where_one_says(tmp_path):
    (tmp_path / "out").mkdir()
    async with joined().app(start="home") as user:
        await user.press("m", "h")
        assert "Your teacher asks for 2." in user.text and "Not in it: any time of day" in user.text
        await user.press("1")
        assert "level 1: a summary" in user.text and "any answer" in user.text
        await user.press("enter", "backspace")
        await user.write(str(tmp_path / "out"))
        await user.press("enter")
        [file] = (tmp_path / "out").iterdir()
        assert "Written:" in user.text and file.name == f"{CODE_OF}-0001.handin"
        head = read_bundle(file).manifest
        assert (head.level, head.seq) == (1, 1)
        await user.press("escape")
        assert "goes with your next hand-in" not in user.text


async def test_being_counted_is_ticked_on_its_own_and_proposed_again(tmp_path):
    async with joined().app(start="home") as user:
        await user.press("m", "h")
        assert "c count me" in user.text and "✓ may" not in user.text
        await user.press("c")
        assert "Your teacher may send the sums" in user.text and "✓ may" in user.text
        await user.press("1")
        assert "✓ may" not in user.text and "c count me" not in user.lines[-1]
        await user.press("2", "enter", "backspace")
        await user.write(str(tmp_path))
        await user.press("enter")
        [file] = tmp_path.glob("*.handin")
        assert read_bundle(file).manifest.counted and user.session.classes()[0].counted
        await user.press("escape", "h")
        assert "✓ may" in user.text
        await user.press("c")
        assert "Your answers are in no sums" in user.text and "✓ may" not in user.text


async def test_giving_up_at_the_folder_writes_nothing(tmp_path):
    async with joined().app(start="home") as user:
        await user.press("m", "h", "enter", "escape")
        assert "Nothing was written." in user.text
        assert not user.session.classes()[0].handed


async def test_a_folder_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    async with joined().app(start="home") as user:
        await user.press("m", "h", "enter", "backspace")
        await user.write(str(tmp_path / "file" / "x"))
        await user.press("enter")
        assert "Nothing was written to" in user.text
        assert not user.session.classes()[0].handed


async def test_only_what_is_ticked_of_ones_own_work_is_in_it(tmp_path):
    async with joined().app(start="home") as user:
        user.session.note("shapes/cities", "I know them by heart")
        await user.press("m", "h", "3", "t", "down", "enter", "escape")
        assert "1 ticked" in user.text
        await user.press("enter", "backspace")
        await user.write(str(tmp_path))
        await user.press("enter")
        [file] = tmp_path.glob("*.handin")
        with zipfile.ZipFile(file) as archive:
            assert b"I know them by heart" in archive.read("journal.jsonl")
            assert "goals.jsonl" not in archive.namelist()


async def test_where_an_adult_decides_one_is_asked_for_first(tmp_path):
    async with joined(parents=True).app(start="home") as user:
        await user.press("m", "h", "enter")
        assert "An adult decides" in user.text
        await user.press("escape")
        assert "Nothing was written." in user.text
        await user.press("enter", "y", "backspace")
        await user.write(str(tmp_path))
        await user.press("enter")
        assert len(list(tmp_path.glob("*.handin"))) == 1
        assert user.session.classes()[0].asked_parent


async def test_all_can_be_taken_back(tmp_path):
    async with joined().app(start="home") as user:
        await user.press("m", "h", "x")
        assert user.place == "HandIn", "nothing was handed in yet"
        for keys in (["enter"], ["x", "x"]):
            await user.press(*keys, "backspace")
            await user.write(str(tmp_path))
            await user.press("enter")
        heads = [read_bundle(file).manifest for file in sorted(tmp_path.glob("*.handin"))]
        assert [head.withdraw for head in heads] == [False, True]


async def test_a_class_is_joined_by_a_path_as_terminals_paste_it(handout):
    async with shapes().app(start="home") as user:
        await user.press("m", "enter")
        await user.write(str(handout).replace(" ", "\\ "))
        await user.press("enter")
        assert "What is the code on your slip?" in user.text
        await user.write("KTRWBHSLM")
        await user.press("enter")
        assert "is no code" in user.text
        await user.press(*["backspace"] * 9)
        await user.write(CODE_OF.lower())
        await user.press("enter")
        assert "You are in [b]8c[/b] now, as KTRW-BHSL-S. New from [b]8c[/b]: 1 task." in " ".join(user.text.split())
        assert "Cities" in user.text, "its day is none, and it stands there without one"
        await user.press("x", "x")
        assert "You left [b]8c[/b]" in user.text and not user.session.classes()


@pytest.mark.parametrize("typed", ["nowhere.handout", "/", "a'b", "~nobody-of-this-name/x"])
async def test_a_path_that_leads_to_no_hand_out_is_told_in_a_sentence(typed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with shapes().app(start="home") as user:
        await user.press("m", "enter")
        user.app.screen.field.value = typed
        await user.press("enter")
        assert "can't be taken" in user.text or "There is no hand-out there" in user.text


async def test_goals_name_a_teachers_tasks_as_a_proposal():
    async with joined().app(start="home") as user:
        await user.press("g")
        assert "From your teacher, a proposal:" in user.text and "Percent with ease · 2 of 3 skills" in user.text
        await user.press("m")
        assert user.place == "InboxScreen"


async def test_a_task_that_is_over_is_late_and_one_that_waits_has_not_begun():
    def prepare(session):
        in_class(session)
        soon = (NOW + timedelta(days=3)).date().isoformat()
        session.desk.write(
            TaskSet(task="t-3", class_id="c1a55000" * 4, title="Not yet", target="minutes", minutes=9, since=soon),
            TaskSet(task="t-4", class_id="c1a55000" * 4, title="Over", target="minutes", minutes=99, due="2026-11-18"),
        )

    async with only(shapes(prepare), "").app(start="home") as user:
        await user.press("m")
        assert "was due on 18 Nov" in user.text and "Not yet" not in user.text


async def test_in_two_classes_one_says_which(tmp_path):
    def prepare(session):
        in_class(session)
        session.desk.write(
            Joined(class_id="d2" * 16, code=CODE_OF, title="Evening", courses=["shapes"], seq=1),
            TeacherWrote(note="e-1", class_id="d2" * 16, day="2026-11-21", text="Good evening."),
        )

    async with shapes(prepare).app(start="home") as user:
        await user.press("m", "h")
        assert "Which class?" in user.text and "▸ 7b" in user.text, "that of the marked task"
        await user.press("escape")
        assert user.place == "InboxScreen"
        await user.press(*["down"] * 3, "h", "enter")
        assert user.place == "HandIn"
        await user.press("escape", "x", "down", "down", "enter", "x")
        assert [row.title for row in user.session.classes()] == ["7b"] and "You left Evening" in user.text
        await user.press("x", "x")
        assert not user.session.classes() and "Tasks" not in user.text


async def test_the_mark_never_stands_on_a_heading():
    async with joined().app(start="home") as user:
        await user.press("m", *["down"] * 2)
        rows = user.app.screen.rows
        user.session.desk.write(
            *(TaskSet(task=f"t-{number}", class_id="c1a55000" * 4, title="x", dropped=True) for number in (1, 2))
        )
        await user.press("w", *"hi", "enter")
        assert rows.rows[rows.marked].pickable
        await user.press("up", "up", "up")
        assert rows.rows[rows.marked].pickable
