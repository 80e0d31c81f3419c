"""`sql`: the learner writes a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from tutor.core.item import Flaw, Item, Response, Setting, Shape, Written
from tutor.core.judgement import Judgement
from tutor.core.own_words import own_text, revealed
from tutor.core.programs import LONGEST_FILE, flaws_of_program, known_mistake
from tutor.core.text import visible

if TYPE_CHECKING:
    from tutor.core.running import Ran, Run


class Query(Written, frozen=True, kw_only=True):
    """The tables (`setup`), a query that is right, whether its order counts, a query to compare afterwards."""

    setup: str = ""
    solution: str
    ordered: bool = False
    check: str = ""


class Sql(Item, frozen=True, kw_only=True, tag="sql"):
    """A query, judged by its rows where there is a box to run it in; else the learner compares and rates itself."""

    self_rated: ClassVar[bool] = True

    sql: Query

    @property
    def shape(self) -> Shape:
        return "program"

    def flaws(self) -> Iterator[Flaw]:
        setup = self.sql.setup
        if not visible(setup) and not self.sql.check:  # what makes tables itself begins with none
            hint = "add `setup:`, or `{file: shop.sql}`"
            yield Flaw(("sql", "setup"), "no-setup", "there are no tables to ask", hint, "warning")
        elif len(setup) > LONGEST_FILE:
            message = f"the setup has more than {LONGEST_FILE:,} characters"
            yield Flaw(("sql", "setup"), "too-long", message, "use less data")
        yield from flaws_of_program(self.sql.solution, ("sql", "solution"), "solution")
        if self.sql.check:
            yield from flaws_of_program(self.sql.check, ("sql", "check"), "check")

    def show(self, setting: Setting) -> dict[str, Any]:
        """`language` and `setup`, the tables as they are made."""
        return {"language": "sql", "setup": self.sql.setup}

    def judge(self, response: Response, setting: Setting) -> Judgement:
        """Without a run: the note `rate` says that the learner rates itself next."""
        own_text(response, "your query")
        return revealed()

    def run(self, response: Response, setting: Setting, *, trying: bool = False) -> Run:
        from tutor.core.query_judging import query_run

        return query_run(self.sql, own_text(response, "your query"), trying=trying)

    def judge_run(self, response: Response, setting: Setting, ran: Sequence[Ran], *, trying: bool = False) -> Judgement:
        """Right when the rows are those of the solution: the note `rows`."""
        from tutor.core.query_judging import query_judgement, query_words

        judged = query_judgement(self.sql, ran, trying=trying)
        return known_mistake(self, response, judged, read=query_words)

    def right_answer(self, setting: Setting) -> str:
        return self.sql.solution

    def guess(self) -> float:
        return 0.0

    def value_of(self, response: Response, setting: Setting) -> Any:
        return None
