"""`code`: the learner writes a program."""

from __future__ import annotations

from typing import Any

from tutor.core.item import Item, Response, Setting, Shape, Written
from tutor.core.judgement import Judgement


class Test(Written, frozen=True, kw_only=True):
    """One test: `call` and what it `gives`, or `stdin` and what is printed, or a `script`. Hidden ones are not shown."""

    call: str = ""
    gives: str | None = None
    stdin: str | None = None
    prints: str | None = None
    script: str = ""
    hidden: bool = False


class Cases(Written, frozen=True, kw_only=True):
    """Tests made from values; the solution says what is right."""

    vars: dict[str, str | list[str]] = {}
    where: str = ""
    call: str = ""
    stdin: str | None = None
    count: int = 20


class Program(Written, frozen=True, kw_only=True):
    """A program to write, in which language, with which tests."""

    language: str = "python"
    starter: str = ""
    solution: str = ""
    tests: list[Test] = []
    cases: Cases | None = None
    files: dict[str, str] = {}


class Code(Item, frozen=True, kw_only=True, tag="code"):
    """A program. As long as nothing runs it, the learner compares it with the solution and rates itself."""

    code: Program

    @property
    def shape(self) -> Shape:
        return "program"

    @property
    def self_rated(self) -> bool:
        return True

    def show(self, setting: Setting) -> dict[str, Any]:
        """`starter`, `language`, and `tests` that are not hidden."""
        raise NotImplementedError

    def judge(self, response: Response, setting: Setting) -> Judgement:
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> str:
        return self.code.solution
