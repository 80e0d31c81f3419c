"""Attack packs on the screens: by keys within this process, and as raw bytes at a real terminal.

Plain mode and JSON Lines are in `test_packs.py`. `ATTACKS=all` takes all of these packs, else one, another each day.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from attack import write
from attack_texts import rich
from every_attack import ALL, DAY, EVERY
from tries import ACTING, TURNING
from tui_world import World, compiled

ROOT = Path(__file__).parent.parent.parent
ON_SCREENS = (
    "markup that quits on a click in every field",
    "links of Markdown to files in every field",
    "four hundred combining marks in every field",
    "isolates that close, in a language from right to left",
    "maths that is broken in every field",
    "emoji chains in every field",
    "fences that never end in every field",
)
CHOSEN = ON_SCREENS if EVERY else (ON_SCREENS[DAY % len(ON_SCREENS)],)
ROUND = ("f2", "f4", "escape", "1", "enter", "z", "enter", "escape", "e", "escape", "s", "enter", "enter")
"""Keys that ask for a hint, for reasons, for another way; that answer wrong, skip and go on, whatever is asked."""
HOME = (
    "c",
    "enter",
    "down",
    "enter",
    "escape",
    "w",
    "escape",
    "escape",
    "f",
    "escape",
    "g",
    "escape",
    "question_mark",
    "escape",
)


def opened(session):
    for skill in ("typing", "table", "program"):
        session.open(f"attack/{skill}")


def check(app, turns):
    """Nothing that is painted acts, is a link, or does anything when it is clicked."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            assert not ACTING.search(segment.text), segment.text
            assert turns or not TURNING.search(segment.text)
            assert "\n" not in segment.text and "\t" not in segment.text
            assert segment.style is None or segment.style.link is None
            assert not {"@click", "link"} & set(segment.style.meta if segment.style else ())


@pytest.mark.slow
@pytest.mark.parametrize("name", CHOSEN)
async def test_every_screen_shows_an_attack_as_plain_text(name, tmp_path):
    attack = ALL[name]
    world = World(compiled([attack.make(tmp_path)]), ("attack",), prepare=opened)
    async with world.app(start="home") as user:
        check(user.app, attack.turns)
        for key in HOME:
            await user.press(key)
            check(user.app, attack.turns)
    async with world.app() as user:
        for key in ROUND * (6 if EVERY else 2):
            await user.press(key)
            check(user.app, attack.turns)
            await press_what_is_marked(user)
            if user.place == "HomeScreen" or user.app._exit:  # by Escape
                break


async def press_what_is_marked(user):
    """A click on what markup would make a button does nothing."""
    for number, line in enumerate(user.lines):
        if "@click=app.quit]press" in line:
            await user.pilot.click(offset=(line.index("]press") + 3, number))
            assert not user.app._exit
            break


ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])")
LONGEST = 60.0
"""Seconds until what was typed is painted, on the busiest computer."""
KEYS = (
    b"\r",
    b"1\r",
    b"\x1bOQ",
    b"w",
    b"\x1b",
    b"z\r",
    b"s",
    b"\r",
    b"c",
    b"\r",
    b"\x1b",
    b"2\r",
    b"\r",
    b"\x1b",
    b"h",
    b"s",
    b"\r",
)


def raw(path: Path, home: Path) -> bytes:
    """All bytes that the program sends to a terminal while somebody studies the pack with these keys."""
    surroundings = {
        **os.environ,
        "TUTOR_HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
    }
    command = [sys.executable, "-m", "tutor", "study", str(path), "--learner-file", ":memory:", "--seed", "1"]
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    program = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=surroundings,
        cwd=ROOT,
        start_new_session=True,
    )
    os.close(theirs)
    found = b""
    try:
        found += heard(ours, program.pid, b"Esc")
        for key in KEYS:
            os.write(ours, key)
            found += heard(ours, program.pid)
    finally:
        program.kill()
        program.wait()
        os.close(ours)
    return found


def heard(terminal: int, program: int, least: bytes = b"") -> bytes:
    """What comes until this is in it and the program sleeps: one that is kept waiting by others has not painted yet."""
    found, until = b"", time.monotonic() + LONGEST
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.15)[0]:
            try:
                found += os.read(terminal, 65_536)
            except OSError:
                break
        elif least in found and sleeps(program):
            break
    return found


def sleeps(program: int) -> bool:
    """Whether the program waits for something, in all its threads."""
    threads = Path(f"/proc/{program}/task").glob("*/stat")
    return all(thread.read_text().rpartition(")")[2].split()[0] in "SZ" for thread in threads)


def kinds(found: bytes) -> set[bytes]:
    """What the sequences do, without the numbers of those that draw."""
    return {
        (match[:2] + re.sub(rb"[0-9;:]", b"", match[2:])) if match.startswith(b"\x1b[") else match
        for match in ESCAPE.findall(found)
    }


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a terminal as Linux has it")
def test_a_terminal_gets_no_sequence_that_is_not_the_programs_own(tmp_path):
    """The same keys on a harmless pack and on one that tries, in a folder whose name acts: the sequences are the same."""
    marked = "[@click=app.quit]press[/] [link=file:///etc]y[/link]"
    slots = dict.fromkeys(("title", "ask", "right", "wrong", "hint", "explain", "lesson", "step"), marked)
    places = {"pack": rich({}), "p\x1b]0;taken\x07": rich(slots)}
    harmless, attack = (raw(write(tmp_path / name, files), tmp_path / "home") for name, files in places.items())
    assert b"press" in attack
    assert kinds(attack) <= kinds(harmless)
    between = re.sub(rb"\x1b[^\x1b]*$", b"", ESCAPE.sub(b"", attack))  # the last one may be cut off
    assert {byte for byte in between if byte < 32} <= {0x0A, 0x0D}
    assert not ACTING.search(between.decode("utf-8", "replace").replace("\r", ""))
