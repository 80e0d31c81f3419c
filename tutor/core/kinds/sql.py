"""`sql`: the learner writes a query."""

from __future__ import annotations

from typing import Any

from tutor.core.item import Item, Response, Setting, Shape, Written
from tutor.core.judgement import Judgement


class Query(Written, frozen=True, kw_only=True):
    """The tables (`setup`), a query that is right, whether its order counts, a query to compare afterwards."""

    setup: str = ""
    solution: str
    ordered: bool = False
    check: str = ""


class Sql(Item, frozen=True, kw_only=True, tag="sql"):
    """A query. As long as nothing runs it, the learner compares it with the solution and rates itself."""

    sql: Query

    @property
    def shape(self) -> Shape:
        return "program"

    @property
    def self_rated(self) -> bool:
        return True

    def show(self, setting: Setting) -> dict[str, Any]:
        """`language` and `setup`, the tables as they are made."""
        raise NotImplementedError

    def judge(self, response: Response, setting: Setting) -> Judgement:
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> str:
        return self.sql.solution
