"""The machine's own voice: reads a short text aloud, where the machine has a program for it.

The program is a child process with a list of arguments, never a shell; the text is a stranger's, so it comes last,
after `--`, cleaned and bounded. Nothing here waits for the end of what is said.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property

from tutor.core.languages import primary
from tutor.core.text import clean

LONGEST = 600
"""Characters that are read. Tunable (200..2000): about a minute."""
QUICK = 0.2
"""Seconds within which a program that can't speak gives up. Tunable (0.1..0.5)."""
LONGEST_WAIT = 2.0
"""Seconds that macOS may take to name its voices."""

PROGRAMS = ("spd-say", "espeak-ng", "espeak", "say")
"""The desktop's own voice first, which people have set up to their ears; `say` is that of macOS."""
_REGIONS = ("en-us", "en-gb", "pt-br")
_NAMES = {"zh": "cmn", "no": "nb"}
"""Languages that eSpeak calls otherwise."""
_VOICE = re.compile(r"(\S.*?)\s{2,}([a-z]{2,3})[_-]")
"""A line of `say -v ?`: `Mónica              es_ES    # Hola, me llamo Mónica.`"""


class Speaker:
    """Says one text at a time. `which` finds a program by its name."""

    def __init__(self, which: Callable[[str], str | None] = shutil.which) -> None:
        self._which = which
        self._talking: subprocess.Popen[bytes] | None = None
        self._dumb = False

    @cached_property
    def program(self) -> str:
        """The path of the program that speaks, "" where there is none. It is looked for once."""
        return next((path for name in PROGRAMS if (path := self._which(name))), "")

    def speaks(self, language: str) -> bool:
        """Whether there is a voice for this language (BCP 47), as far as its program tells."""
        return bool(self._command(language))

    def say(self, text: str, language: str) -> bool:
        """Begin to read a text aloud, in place of what is being read; False where there is no voice."""
        self.stop()
        command, words = self._command(language), speakable(text)
        if not command or not words:
            return False
        quiet = subprocess.DEVNULL
        try:
            self._talking = subprocess.Popen([*command, "--", words], stdin=quiet, stdout=quiet, stderr=quiet)
        except (OSError, ValueError):  # letters that the machine's locale has not
            return False
        self._dumb = self._fails()
        return not self._dumb

    def _fails(self) -> bool:
        """Whether the program gave up at once, as one without a sound card or a service does, which says nothing."""
        assert self._talking is not None
        try:
            return self._talking.wait(QUICK) != 0
        except subprocess.TimeoutExpired:
            return False

    def stop(self) -> None:
        """Be silent. (The service behind `spd-say` itself stops one text for the next.)"""
        talking, self._talking = self._talking, None
        if talking is not None and talking.poll() is None:
            with suppress(OSError):
                talking.kill()
            talking.wait()

    def _command(self, language: str) -> list[str]:
        """The program with the voice of a language; empty where there is none."""
        if self._dumb:
            return []
        name = self.program.replace("\\", "/").rsplit("/", 1)[-1]
        if not name:
            return []
        if name == "say":
            voice = self._voices.get(primary(language), "")
            return [self.program, "-v", voice] if voice else []
        return [self.program, "-l" if name == "spd-say" else "-v", _espeak_name(language)]

    @cached_property
    def _voices(self) -> dict[str, str]:
        """The first voice of each language that macOS has."""
        try:
            listed = subprocess.run(
                [self.program, "-v", "?"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=LONGEST_WAIT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return {}
        voices: dict[str, str] = {}
        for line in listed.stdout.decode("utf-8", "replace").splitlines():
            if found := _VOICE.match(line):
                voices.setdefault(found[2], found[1])
        return voices


def speakable(text: str) -> str:
    """A stranger's text as it may be read: one line, no control codes, no commands to a voice (`[[rate 1]]`)."""
    words = " ".join(clean(text[: 2 * LONGEST]).replace("\ufffd", " ").split())[:LONGEST]
    return re.sub(r"\[\[+", "[", words)


def _espeak_name(language: str) -> str:
    tag, name = language.replace("_", "-").lower(), primary(language)
    if tag in _REGIONS:
        return tag
    return _NAMES.get(name, name) if re.fullmatch("[a-z]{2,3}", name) else "en"
