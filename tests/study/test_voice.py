"""The machine's voice, played by a small program that writes down what it was to say."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tutor.study.voice import LONGEST, Speaker, speakable

SAYS = """#!/bin/sh
if [ "$2" = "?" ]; then printf 'Mónica              es_ES    # Hola\\nEddy (de)           de_DE    # Hallo\\n'; exit; fi
for word in "$@"; do printf '<%s>' "$word"; done >> "{heard}"
echo >> "{heard}"
exec sleep 30
"""


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return tmp_path / "heard.txt"


def with_program(heard: Path, name: str) -> Speaker:
    program = heard.parent / "bin" / name
    program.parent.mkdir(exist_ok=True)
    program.write_text(SAYS.format(heard=heard), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Speaker(lambda wanted: str(program) if wanted == name else None)


def lines(heard: Path, count: int = 1) -> list[str]:
    for _ in range(500):
        if heard.exists() and len(found := heard.read_text(encoding="utf-8").splitlines()) >= count:
            return found
        time.sleep(0.01)
    raise AssertionError("nothing was said")


@pytest.mark.parametrize(
    ("program", "language", "said"),
    [
        ("spd-say", "es-MX", "<-l><es><--><la casa>"),
        ("espeak-ng", "es", "<-v><es><--><la casa>"),
        ("espeak", "pt-BR", "<-v><pt-br><--><la casa>"),
        ("espeak-ng", "zh-Hans", "<-v><cmn><--><la casa>"),
        ("espeak-ng", "--help", "<-v><en><--><la casa>"),
        ("say", "es", "<-v><Mónica><--><la casa>"),
    ],
)
def test_a_voice_is_told_the_text_and_the_language(heard: Path, program: str, language: str, said: str) -> None:
    speaker = with_program(heard, program)
    assert speaker.say("la casa", language)
    assert lines(heard) == [said]
    speaker.stop()


def test_what_a_stranger_wrote_is_only_ever_text(heard: Path) -> None:
    speaker = with_program(heard, "espeak-ng")
    assert speaker.say("--version; $(touch x)\x1b[31m\n`ls` [[rate 900]]", "es")
    assert lines(heard) == ["<-v><es><--><--version; $(touch x) [31m `ls` [rate 900]]>"]
    speaker.stop()


def test_a_text_is_cut_where_nobody_would_listen_any_more() -> None:
    assert len(speakable("a b " * 100_000)) <= LONGEST


def test_a_new_text_silences_the_one_before_and_nothing_waits_for_it(heard: Path) -> None:
    speaker = with_program(heard, "espeak-ng")
    began = time.monotonic()
    assert speaker.say("one", "es")
    lines(heard)
    first = speaker._talking
    assert speaker.say("two", "es") and first is not None and first.poll() is not None
    assert len(lines(heard, 2)) == 2
    speaker.stop()
    assert time.monotonic() - began < 25


def test_a_voice_that_gives_up_is_told_once_and_not_tried_again(heard: Path) -> None:
    speaker = with_program(heard, "espeak-ng")
    Path(speaker.program).write_text(f"#!/bin/sh\necho tried >> '{heard}'\nexit 1\n", encoding="utf-8")
    assert speaker.speaks("es")
    assert not speaker.say("la casa", "es")
    assert not speaker.speaks("es") and not speaker.say("el sol", "es")
    assert lines(heard) == ["tried"]


def test_without_a_program_or_a_voice_for_the_language_nothing_is_said(heard: Path) -> None:
    silent = Speaker(lambda name: None)
    assert not silent.say("la casa", "es") and not silent.speaks("es")
    assert not with_program(heard, "say").say("la maison", "fr")
    gone = Speaker(lambda name: "/nowhere/espeak-ng")
    assert not gone.say("la casa", "es")
    assert not with_program(heard, "espeak-ng").say("\x1b", "es")


def test_a_text_that_the_machine_can_hand_to_no_program_is_not_said(heard: Path) -> None:
    """Where a locale knows no letters beyond ASCII, a program can't be given them."""
    program = with_program(heard, "espeak-ng").program
    code = f"from tutor.study.voice import Speaker; print(Speaker(lambda name: {program!r}).say('Mu\\u00f1oz', 'es'))"
    old = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=old, check=False)
    assert (done.stdout, done.stderr) == ("False\n", "")
