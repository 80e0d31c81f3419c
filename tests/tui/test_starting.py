"""The way to the first question: nothing heavy is imported, and the program runs in a real terminal."""

import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = [
    *("typer", "yaml", "sqlite_utils", "pydantic", "markdown_it", "rich.markdown", "textual.widgets._markdown"),
    *("textual.widgets._data_table", "textual.widgets._text_area", "tree_sitter", "pygments"),
]
LATER = ["map", "home", "courses", "end", "goal", "asking", "welcome", "why", "inbox", "handin", "joining"]


def loaded_after(code):
    script = f"{code}\nimport sys\nprint(' '.join(sys.modules))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])}
    return set(
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env
        ).stdout.split()
    )


@pytest.mark.parametrize("first", ["study", "home"])
def test_nothing_heavy_is_imported_for_the_first_screen(first):
    loaded = loaded_after(f"import tutor.tui.app, tutor.tui.sitting, tutor.tui.screens.{first}")
    assert not [name for name in HEAVY if name in loaded]


def test_other_screens_are_imported_when_they_are_shown():
    loaded = loaded_after("import tutor.tui.app, tutor.tui.sitting, tutor.tui.screens.study, tutor.tui.areas.choices")
    assert not [name for name in LATER if f"tutor.tui.screens.{name}" in loaded]


def test_who_is_in_no_class_waits_for_nothing_of_it():
    code = "import tutor.tui.screens.study, tutor.tui.screens.home, tutor.plain.loop, tutor.study.session"
    loaded = loaded_after(code)
    assert not [name for name in loaded if name.startswith(("tutor.study.classes", "tutor.present.inbox"))]


PROGRAM = f"""
import sys
sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(ROOT)!r}]
from tui_scenes import shapes
from tutor.tui.app import run
world = shapes()
sys.exit(run(world.open, start="study", minutes=20, now=world.time.now))
"""


class Terminal:
    """A real terminal of 80×24, read until some text is there."""

    def __init__(self, script, **more):
        self.seen = b""
        self.fd, inner = pty.openpty()
        ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **more}
        self.program = subprocess.Popen(
            [sys.executable, "-c", script], stdin=inner, stdout=inner, stderr=inner, env=env, start_new_session=True
        )
        os.close(inner)

    def until(self, needle, limit=30.0):
        end = time.monotonic() + limit
        while needle not in self.seen and time.monotonic() < end:
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.fd, 65536)
                except OSError:
                    break
        return needle in self.seen

    def type(self, keys):
        os.write(self.fd, keys)

    def end(self):
        self.until(b"no such text", 5.0)
        os.close(self.fd)
        return self.program.wait(10)


@pytest.mark.slow
def test_a_question_is_answered_in_a_real_terminal():
    terminal = Terminal(PROGRAM)
    assert terminal.until(b"Which city")
    time.sleep(0.4)
    terminal.type(b"2")
    assert terminal.until("✓".encode())
    terminal.type(b"\x11")
    assert terminal.end() == 0
    assert b"\x1b[?1049l" in terminal.seen


def colours_of(seen):
    """The parameters of all colours that were sent."""
    sent = [part for found in re.findall(rb"\x1b\[([\d;]*)m", seen) for part in found.split(b";")]
    return {int(part) for part in sent if part.isdigit() and (30 <= int(part) < 50 or 90 <= int(part) < 108)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "may_be_sent"),
    [
        ({"TERM": "xterm"}, {39, 49}),
        ({"TERM": "xterm", "COLORFGBG": "15;0"}, {39, 49, 93, 96, 30, 106}),
        ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, {39, 49}),
    ],
)
def test_where_there_are_few_colours_or_none_only_the_terminals_own_are_sent(environment, may_be_sent):
    terminal = Terminal(PROGRAM, **{"COLORTERM": "", "COLORFGBG": "", **environment})
    assert terminal.until(b"Which city") and terminal.until(b"keys")
    terminal.type(b"\x11")
    assert terminal.end() == 0
    assert colours_of(terminal.seen) <= may_be_sent
