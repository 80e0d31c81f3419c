"""`shell`: the learner types commands."""

from __future__ import annotations

from typing import Any

from tutor.core.item import Item, Response, Setting, Shape, Written
from tutor.core.judgement import Judgement


class Commands(Written, frozen=True, kw_only=True):
    """A script that prepares the folder, one that checks it afterwards, commands that are right, files in the folder."""

    setup: str = ""
    check: str = ""
    solution: str
    files: dict[str, str] = {}


class Shell(Item, frozen=True, kw_only=True, tag="shell"):
    """Commands. As long as nothing runs them, the learner compares them with the solution and rates itself."""

    shell: Commands

    @property
    def shape(self) -> Shape:
        return "program"

    @property
    def self_rated(self) -> bool:
        return True

    def show(self, setting: Setting) -> dict[str, Any]:
        """`language`, and the names of the `files` in the folder."""
        raise NotImplementedError

    def judge(self, response: Response, setting: Setting) -> Judgement:
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> str:
        return self.shell.solution
