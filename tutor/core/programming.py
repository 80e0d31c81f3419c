"""The languages in which programs are run: the file, how it is built, how it is begun. Others the learner rates."""

from __future__ import annotations

from msgspec import Struct


class Language(Struct, frozen=True):
    """`name` is the program's file. Words of commands; `python` stands for the Python of the box."""

    name: str
    run: list[str]
    build: list[str] = []

    @property
    def needs(self) -> str:
        """The program that must be installed; "" for what is always there."""
        first = (self.build or self.run)[0]
        return "" if first in ("python", "sh") else first


LANGUAGES = {
    "python": Language("program.py", ["python", "-E", "-s", "-B", "-X", "utf8", "program.py"]),
    "sh": Language("program.sh", ["sh", "program.sh"]),
    "bash": Language("program.sh", ["bash", "program.sh"]),
    "c": Language("program.c", ["./program"], ["gcc", "-O1", "-o", "program", "program.c", "-lm"]),
    "cpp": Language("program.cpp", ["./program"], ["g++", "-O1", "-o", "program", "program.cpp"]),
    "rust": Language("program.rs", ["./program"], ["rustc", "-o", "program", "program.rs"]),
    "javascript": Language("program.js", ["node", "program.js"]),
    "perl": Language("program.pl", ["perl", "program.pl"]),
    "ruby": Language("program.rb", ["ruby", "program.rb"]),
    "lua": Language("program.lua", ["lua", "program.lua"]),
}
ALIASES = {"py": "python", "python3": "python", "shell": "sh", "c++": "cpp", "js": "javascript", "node": "javascript"}


def language_of(written: str) -> Language | None:
    """The language that an author named; None for one that can't be run."""
    name = written.strip().casefold()
    return LANGUAGES.get(ALIASES.get(name, name))
