"""The report on screens, by its keys and the mouse, at the sizes that people have."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from class_world import Demo, World, kept
from pages_world import Class, made

from tutor.classroom.classbook import ClassBook
from tutor.classroom.coaching import notes, tasks, whose
from tutor.cli.class_desk import ReportDesk
from tutor.tui.clock import Clock
from tutor.tui.screens.class_report import ClassApp

SIZES = [(80, 24), (60, 20), (120, 40), (40, 15)]


class Teacher:
    """Somebody at the keyboard before a class's report."""

    def __init__(self, app: ClassApp, pilot: Any) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause(0.25)
            await self.rest()

    async def rest(self) -> None:
        """Until nothing is done any more."""
        for _ in range(100):
            await self.pilot.pause(0.02)
            if not getattr(self.app.screen, "busy", False):
                return

    async def to(self, head: str) -> None:
        """Open a part of the report."""
        screen: Any = self.app.screen
        screen.rows.put_mark(next(n for n, part in enumerate(screen.parts()) if part.head.startswith(head)))
        await self.press("enter")

    async def line(self, words: str) -> None:
        """Mark the line that begins with these words, in a part or on a page."""
        screen: Any = self.app.screen
        told = screen.opened.lines if hasattr(screen, "opened") else screen.things
        rows = screen.lines if hasattr(screen, "opened") else screen.rows
        rows.put_mark(next(n for n, one in enumerate(told) if one is not None and words in one.words))
        await self.pilot.pause(0.1)

    @property
    def text(self) -> str:
        """What is on the screen, as one line."""
        texts = re.findall(r"<text [^>]*>([^<]*)</text>", self.app.export_screenshot())
        return " ".join(html.unescape(" ".join(texts)).replace("\xa0", " ").split())


@asynccontextmanager
async def before(desk: ReportDesk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Teacher]:
    app = ClassApp(lambda: desk, Clock(lambda: datetime(2026, 11, 23, 10, tzinfo=UTC)))
    try:
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause(0.3)
            yield Teacher(app, pilot)
    finally:
        app.study.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Class:
    return made(tmp_path_factory.mktemp("screens"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("kind", "part", "line"), [("learner", "Skill by", "Ada"), ("question", "All q", "two:")])
async def test_both_pages_read_on_screens_as_they_were_kept(
    room: Class, size: tuple[int, int], kind: str, part: str, line: str
) -> None:
    async with before(ReportDesk(room.folder, room.report()), size) as teacher:
        await teacher.to(part)
        await teacher.line(line)
        await teacher.press("enter")
        strips = teacher.app.screen._compositor.render_strips()
        lines = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    assert len(lines) == size[1] and all(len(line) <= size[0] for line in lines) and "Esc back" in lines[-1]
    kept(f"screen-{kind}-{size[0]}x{size[1]}", "\n".join(lines))


def desk_of(demo: Demo) -> ReportDesk:
    return ReportDesk(demo.folder, demo.report)


def somebody(demo: Demo) -> tuple[str, str]:
    """The code and the name of a learner who gave answers."""
    code = next(code for code in demo.report.people if demo.report.levels.get(code) == 2)
    return code, demo.report.names[code]


@pytest.mark.parametrize("size", SIZES)
async def test_the_parts_are_opened_closed_and_named_by_codes(demo: Demo, size: tuple[int, int]) -> None:
    async with before(desk_of(demo), size) as teacher:
        assert "Demo class" in teacher.text and "Going well" in teacher.text and "Not in here" in teacher.text
        await teacher.press("enter")
        assert "mastered it" in teacher.text and ("19 times in 20" in teacher.text or size[1] < 22)
        await teacher.press("escape")
        await teacher.to("Skill by learner")
        name = somebody(demo)[1]
        await teacher.line(name)
        assert name in teacher.text
        await teacher.press("P")
        assert not [name for name in demo.report.names.values() if re.search(rf"\b{name}\b", teacher.text)]
        await teacher.press("escape", "escape")
    assert teacher.app.return_value == 0


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_of_a_learner_opens_from_the_map_and_leads_back_to_it(demo: Demo, size: tuple[int, int]) -> None:
    code, name = somebody(demo)
    async with before(desk_of(demo), size) as teacher:
        await teacher.to("Skill by learner")
        await teacher.line(name)
        await teacher.press("enter")
        assert name in teacher.text and "level 2: answers" in teacher.text
        assert "Esc back" in teacher.text and "n note" in teacher.text
        await teacher.press("P")
        assert name not in teacher.text
        await teacher.press("escape")
        assert name not in teacher.text, "who hides names on a page finds them hidden on the list"
        told = teacher.app.screen.marked  # type: ignore[attr-defined]
        assert told.learner == code


async def test_a_question_opens_from_the_list_and_the_learner_of_its_disputes_is_not_named_while_hidden(
    demo: Demo,
) -> None:
    item = max(demo.report.choices, key=lambda one: (not one.right, one.learners)).item
    async with before(desk_of(demo)) as teacher:
        await teacher.to("All questions")
        await teacher.line(f"{item}:")
        await teacher.press("enter")
        assert item in teacher.text and "It asks" in teacher.text
        await teacher.press("P")
        names = [name for name in demo.report.names.values() if re.search(rf"\b{name}\b", teacher.text)]
        assert names == []


async def test_a_question_mark_explains_the_figures_and_f1_the_keys(demo: Demo) -> None:
    async with before(desk_of(demo), (80, 40)) as teacher:
        await teacher.to("Sure of themselves") if any(
            one.misjudges for one in demo.report.learners
        ) else await teacher.to("Questions to check")
        await teacher.press("question_mark")
        assert "What the figures mean" in teacher.text and (
            "r Compares a question" in teacher.text or "Sure" in teacher.text
        )
        keys = teacher.app.screen.query_one("#card-keys")
        await teacher.pilot.click(keys, offset=(1, 0))
        await teacher.rest()
        await teacher.press("f1")
        assert "For a projector." in teacher.text


async def test_a_note_and_a_task_are_written_from_a_learners_page(demo: Demo) -> None:
    code, name = somebody(demo)
    async with before(desk_of(demo)) as teacher:
        await teacher.to("Skill by learner")
        await teacher.line(name)
        await teacher.press("enter", "n", *"Well", "space", *"done", "enter")
        assert f"Kept for {name} (1); it goes with the next hand-out" in teacher.text
        await teacher.press("t", "enter", "enter", *"2099-01-31", "enter")
        assert f"Set for {name}: Once more: " in teacher.text or "Give it a title" in teacher.text
        await teacher.press("t", "escape")
    with ClassBook.open(demo.folder.book, demo.folder.card.id) as book:
        [(to, line)] = notes(book)
        assert (to, line.text) == (code, "Well done")
        own = [task for task in tasks(book) if task.id in whose(book)]
        assert all(whose(book)[task.id] == {code} and task.due == "2099-01-31" for task in own)
        with book.changing():
            book.db.execute("delete from note")
            for task in own:
                book.db.execute("delete from task where id = ?", (task.id,))
            book.db.execute("delete from task_for")


async def test_the_keys_on_the_last_line_work_by_mouse_and_a_second_click_opens_a_line(demo: Demo) -> None:
    async with before(desk_of(demo)) as teacher:
        keys = teacher.app.screen.query_one("#foot")
        plain = keys.render().plain  # type: ignore[attr-defined]
        await teacher.pilot.click(keys, offset=(1 + plain.index("P hide"), 0))
        await teacher.rest()
        assert "P names" in teacher.text
        rows = teacher.app.screen.rows  # type: ignore[attr-defined]
        await teacher.pilot.click(rows, offset=(6, 0))
        await teacher.pilot.pause(0.4)
        assert "mastered it" in teacher.text


async def test_a_question_is_edited_where_its_pack_is_a_folder_and_told_where_it_is_not(
    demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    item = demo.report.items[0].item
    desk = desk_of(demo)
    assert "tutor class report --pack FOLDER" in str(desk.editor(item))
    desk.pack = Path(__file__).parents[2] / "courses" / "fractions"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    assert "set EDITOR to yours" in str(desk.editor(item))
    monkeypatch.setenv("EDITOR", "true")
    opened = desk.editor(item)
    assert callable(opened) and opened() == ""
    assert "There is no question" in str(desk.editor("fractions/add-like/nowhere"))
    async with before(desk) as teacher:
        await teacher.to("All questions")
        await teacher.press("enter", "e")
        assert "can't be lent to an editor" in teacher.text or "tutor class handout --pack" in teacher.text


def test_what_keeps_a_note_or_a_task_from_being_kept_is_a_sentence(room: Class) -> None:
    desk, ada = ReportDesk(room.folder, room.report()), room.people["Ada"]
    assert "1 to 5,000 characters" in desk.note([ada], "x" * 6_000, about="", reply="", hidden=False)
    assert "did you mean" in desk.task([ada], "sums/addin", "T", "", hidden=False)
    assert "is past" in desk.task([ada], "sums/adding", "T", "2020-01-01", hidden=False)
    assert desk.proposal("learner", ada, None) == ("sums/adding", "Once more: Adding")
    place = room.folder.book
    kept_aside = place.rename(place.with_name("aside"))
    place.mkdir()
    try:
        assert "can't be used" in desk.note([ada], "Look.", about="", reply="", hidden=False)
        assert "can't be used" in desk.page("learner", ada, hidden=False).come
    finally:
        place.rmdir()
        kept_aside.rename(place)


async def test_a_page_is_written_on_a_key(demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = tmp_path / f"Demo-class-{demo.report.today}.html"
    names = [html.escape(name) for name in demo.report.names.values()]
    async with before(desk_of(demo)) as teacher:
        await teacher.press("x")
        assert f"Wrote {page.name}" in teacher.text
        assert any(name in page.read_text("utf-8") for name in names)
        await teacher.press("P", "x")
        assert not any(name in page.read_text("utf-8") for name in names)
        await teacher.press("P")
        await teacher.to("Skill by learner")
        name = somebody(demo)[1]
        await teacher.line(name)
        await teacher.press("enter", "x")
        assert f"Wrote {name}-{demo.report.today}.html" in teacher.text
    own = tmp_path / f"{name}-{demo.report.today}.html"
    assert all(one.read_text("utf-8").startswith("<!doctype html>") for one in (page, own))
    assert {page, own} == set(tmp_path.iterdir())


def test_lines_are_there_with_plain_and_without_a_terminal(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.run("teacher", "class", "new", "7b")
    told = world.run("teacher", "class", "report", "--class", "7b", "--plain", ok=False)
    assert told.returncode == 1 and "Nothing was collected yet" in told.stderr
