"""Programs on the study screen: run with F5, handed in with Ctrl+D, stopped with Esc, and the screen never waits."""

from __future__ import annotations

import pytest
from tui_scenes import kitchen

from tutor.core.running import NotRun, Ran, Stopped
from tutor.tui.material_view import material


class Runner:
    """Tells what came: values of the calls, or an exception; prints first, and waits to be stopped where told to."""

    def __init__(self, values=(), trouble=None, prints="", waits=False):
        self.values, self.trouble, self.prints, self.waits = values, trouble, prints, waits
        self.runs = []

    def tier(self):
        return "closed"

    def told(self):
        return "Runs in a closed box: no files, no network."

    def why_not(self):
        return ""

    def carry_out(self, run, *, stop, heard=None):
        self.runs.append(run)
        if heard is not None and self.prints:
            heard(self.prints)
        if self.waits and stop.wait(20):
            raise Stopped
        if self.trouble is not None:
            raise self.trouble
        return [Ran(status="ended", results=dict(enumerate(self.values)), out=self.prints)]


def program(item="double", **told):
    """A world that asks for this program, with a runner."""
    world = kitchen(item)
    runner = Runner(**told)
    world.prepare = lambda session: setattr(session.desk, "runner", runner)
    return world, runner


@pytest.mark.parametrize(
    ("tested", "shown"),
    [
        ({"stdin": "3\n4", "prints": "7\n"}, "tests      given 3 ⏎ 4  →  prints 7"),
        ({"prints": "7"}, "tests      prints 7"),
        ({"stdin": "", "prints": ""}, "tests      prints nothing"),
    ],
)
def test_a_test_is_shown_with_the_input_that_it_has(tested, shown):
    assert material({"tests": [tested]})(60).plain == shown


VALUES = ({"value": "4"}, {"value": "-2"})


async def test_a_program_handed_in_is_run_and_judged():
    world, runner = program(values=VALUES)
    async with world.app() as user:
        assert "Runs in a closed box: no files, no network." in user.text and "F5 run" in user.text
        await user.press("ctrl+d")
        assert "✓ Right." in user.text and "All 2 tests are passed." in user.text
        assert user.session.status()["answers"] == 1 and len(runner.runs) == 1


async def test_a_wrong_one_is_told_its_first_missed_test_and_the_solution():
    world, _ = program(values=({"value": "4"}, {"value": "2"}))
    async with world.app(size=(80, 40)) as user:
        await user.press("ctrl+d")
        assert "Partly right." in user.text and "double(-1) should give -2; it gave 2." in user.text
        assert "One solution" in user.text and "return 2 * n" in user.text


@pytest.mark.parametrize("key", ["f5", "ctrl+r"])
async def test_running_shows_what_it_does_and_nothing_counts(key):
    world, runner = program(values=({"value": "3"}, {"value": "-2"}), prints="hello\n")
    async with world.app(size=(80, 40)) as user:
        await user.press(key)
        assert "Tried; nothing counts yet." in user.text and "double(2) should give 4; it gave 3." in user.text
        assert "hello" in user.text and user.session.status()["answers"] == 0 and runner.runs[0].trying
        await user.press(key)
        assert user.text.count("Tried; nothing counts yet.") == 1


async def test_escape_stops_what_runs_and_nothing_counts():
    world, _ = program(waits=True, prints="still going\n")
    async with world.app(size=(80, 40)) as user:
        await user.press("f5")
        assert "Running…" in user.text and "still going" in user.text and "Esc stop it" in user.text
        await user.press("escape")
        assert "It was stopped, and nothing counts." in user.text and "Running…" not in user.text
        await user.press("ctrl+d")
        assert "Running…" in user.text
        await user.press("escape")
        assert "It was stopped, and nothing counts." in user.text
        assert user.place == "StudyScreen" and user.session.status()["answers"] == 0
        assert "def double(n):" in user.text


async def test_what_can_not_be_run_is_rated_by_the_learner_who_is_told_why():
    world, _ = program(trouble=NotRun("The box broke."))
    async with world.app(size=(80, 40)) as user:
        await user.press("ctrl+d")
        assert "The box broke. Compare it with the solution, and rate yourself." in user.text
        assert "How well did you know it?" in user.text


async def test_what_can_not_be_read_stays_in_the_field():
    said = "  File \"program.py\", line 1\n    def double(n)\nSyntaxError: expected ':'"
    world, _ = program(values=({"load": said}, {"load": said}))
    async with world.app(size=(80, 40)) as user:
        await user.press("ctrl+d")
        assert "~ Almost." in user.text and "Line 1 can't be read" in user.text
        assert user.session.status()["answers"] == 0 and user.app.screen.typing


async def test_what_was_said_of_another_text_goes_when_it_is_run_anew():
    world, _ = program(values=({"load": '  File "program.py", line 1\nSyntaxError: no'},))
    async with world.app() as user:
        await user.press("ctrl+d")
        assert "Almost" in user.text
        await user.press("f5")
        assert "Tried; nothing counts yet." in user.text and "Almost" not in user.text


@pytest.mark.parametrize("key", ["ctrl+d", "f5"])
async def test_an_empty_field_is_answered_with_a_word(key):
    world, runner = program()
    async with world.app() as user:
        user.app.screen.area.editor.text = ""
        await user.press(key)
        assert "there is nothing yet: write your program, or skip it" in user.text
        assert not runner.runs and user.session.status()["answers"] == 0


async def test_rows_stand_in_a_table():
    rows = {"columns": ["name"], "rows": [["bread"], ["honey"]]}
    world, _ = program("query", values=({"columns": ["name"], "rows": [["honey"]]}, rows))
    async with world.app(size=(80, 50)) as user:
        user.app.screen.area.editor.begin("select name from product", program=True, language="sql")
        await user.press("ctrl+d")
        assert "1 row is too much: bread." in user.text and "Your rows:" in user.text and "Wanted:" in user.text


async def test_hostile_output_never_reaches_the_terminal():
    world, _ = program(values=({"value": "'\\x1b[31m'"}, {"value": "1"}), prints="\ufffd[2J```\n# no title\n")
    async with world.app(size=(80, 50)) as user:
        await user.press("ctrl+d")
        assert "\x1b" not in user.text and "# no title" in user.text


async def test_without_a_runner_a_program_is_handed_in_as_before():
    async with kitchen("double").app() as user:
        assert "Runs in" not in user.text and "F5 run" not in user.text
        await user.press("f5")
        assert "How well did you know it?" in user.text


async def test_pythons_own_words_come_by_a_key():
    said = 'Traceback (most recent call last):\n  File "program.py", line 2, in double\nValueError: odd'
    world, _ = program(values=({"error": said}, {"value": "-2"}))
    async with world.app(size=(80, 50)) as user:
        await user.press("ctrl+d")
        assert "Traceback" not in user.text
        await user.press("t")
        assert "Traceback (most recent call last):" in user.text and 'File "program.py", line 2, in double' in user.text


async def test_who_quits_while_a_program_runs_waits_for_nothing():
    world, runner = program(waits=True)
    async with world.app() as user:
        await user.press("ctrl+d")
        assert user.app.screen.running
    assert len(runner.runs) == 1  # and the app is gone, twenty seconds before the program would have ended
