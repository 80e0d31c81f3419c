"""The report on screens, by its keys, at the sizes that people have."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from class_world import Demo, World

from tutor.cli.class_report import ReportDesk
from tutor.tui.clock import Clock
from tutor.tui.screens.class_report import ClassApp


def clock() -> Clock:
    return Clock(lambda: datetime(2026, 11, 23, 10, tzinfo=UTC))


def seen(app: ClassApp) -> str:
    """What is on the screen, as text."""
    texts = re.findall(r"<text [^>]*>([^<]*)</text>", app.export_screenshot())
    return " ".join(html.unescape(" ".join(texts)).replace("\xa0", " ").split())


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_the_parts_are_opened_closed_and_named_by_codes(demo: Demo, size: tuple[int, int]) -> None:
    app = ClassApp(lambda: ReportDesk(demo.report), clock())
    try:
        async with app.run_test(size=size) as user:
            await app.workers.wait_for_complete()
            await user.pause(0.3)
            assert "Demo class" in seen(app) and "Going well" in seen(app) and "Silence is not weakness" in seen(app)
            await user.press("enter")
            await user.pause(0.3)
            assert "19 times in 20" in seen(app) and "mastered it" in seen(app)
            await user.press("escape")
            await user.pause(0.3)
            screen = app.screen
            heads = [part.head for part in screen.parts()]  # type: ignore[attr-defined]
            for _ in range(heads.index("Skill by learner")):
                await user.press("down")
            await user.press("enter")
            await user.pause(0.3)
            name = next(iter(demo.report.names.values()))
            assert name in seen(app)
            await user.press("P")
            await user.pause(0.3)
            assert name not in seen(app) and "never by rank" in seen(app)
            await user.press("escape")
            await user.pause(0.3)
            await user.press("escape")
        assert app.return_code == 0 or app.return_value == 0
    finally:
        app.study.close()


async def test_a_page_is_written_on_a_key(demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = ClassApp(lambda: ReportDesk(demo.report), clock())
    try:
        async with app.run_test(size=(80, 24)) as user:
            await app.workers.wait_for_complete()
            await user.pause(0.3)
            await user.press("x")
            await app.workers.wait_for_complete()
            await user.pause(0.3)
            assert f"Wrote Demo-class-{demo.report.today}.html" in seen(app)
            page = tmp_path / f"Demo-class-{demo.report.today}.html"
            names = [html.escape(name) for name in demo.report.names.values()]
            assert any(name in page.read_text("utf-8") for name in names)
            await user.press("P", "x")
            await app.workers.wait_for_complete()
            await user.pause(0.3)
            assert not any(name in page.read_text("utf-8") for name in names)
    finally:
        app.study.close()
    [page] = tmp_path.iterdir()
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_lines_are_there_with_plain_and_without_a_terminal(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.run("teacher", "class", "new", "7b")
    told = world.run("teacher", "class", "report", "--class", "7b", "--plain", ok=False)
    assert told.returncode == 1 and "Nothing was collected yet" in told.stderr
