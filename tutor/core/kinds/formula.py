"""`formula`: the learner types an expression that equals the author's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from tutor.core.item import Flaw, Item, Response, Setting
from tutor.core.judgement import Judgement
from tutor.core.text import LONGEST, clean

if TYPE_CHECKING:
    from tutor.core.formulas import FormulaJudge


class Formula(Item, frozen=True, kw_only=True, tag="formula"):
    """An expression; `domain` says where it is compared (`{x: 0.1..10}`), `form` which form is asked for.

    Whole numbers alone are `{n: 1..20 step 1}`. The key may be an equation; then an equation is the answer.
    """

    formula: str
    domain: dict[str, str] = {}
    form: Literal["factored", "expanded", "simplest"] | None = None

    def flaws(self) -> Iterator[Flaw]:
        return self._judge().flaws()

    def judge(self, response: Response, setting: Setting) -> Judgement:
        return self._judge().judge(response, setting)

    def right_answer(self, setting: Setting) -> str:
        return self._judge().right_answer(setting)

    def value_of(self, response: Response, setting: Setting) -> Any:
        """The text as it was typed, without what acts on a terminal."""
        return " ".join(clean(response[:LONGEST]).split()) if isinstance(response, str) else None

    def _judge(self) -> FormulaJudge:
        """Loaded with the first formula: it takes longer than all other kinds together."""
        from tutor.core.formulas import FormulaJudge

        return FormulaJudge(self)
