"""`essay`: the learner writes, then sees the rubric and a model, and rates itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from tutor.core.item import Flaw, Item, Response, Setting, Shape, Written
from tutor.core.judgement import Judgement, Note
from tutor.core.mistakes import flaws_of_unjudged
from tutor.core.own_words import LONGEST_WORK, own_text, revealed, word_count
from tutor.core.rubric import Criterion, flaws_of_rubric
from tutor.core.text import visible

MOST_WORDS = 10_000


class Writing(Written, frozen=True, kw_only=True):
    """What an essay is rated by, a model answer, and how many words it should have (`50..200`)."""

    rubric: list[Criterion] = []
    model: str = ""
    words: str = ""

    def range(self) -> tuple[int, int] | None:
        """Least and most words; None where nothing (or nothing that can be read) is asked."""
        written = [part.strip() for part in self.words.split("..")]
        if len(written) != 2 or not all(part.isascii() and part.isdigit() and len(part) <= 5 for part in written):
            return None
        least, most = map(int, written)
        return (least, most) if 1 <= least <= most <= MOST_WORDS else None


class Essay(Item, frozen=True, kw_only=True, tag="essay"):
    """A text of the learner's own. Its first answer is the text; then it is rated, criterion by criterion.

    A text outside of the range of words is told so, and taken all the same.
    """

    self_rated: ClassVar[bool] = True

    essay: Writing

    @property
    def shape(self) -> Shape:
        return "writing"

    @property
    def rubric(self) -> list[Criterion]:
        return self.essay.rubric

    def flaws(self) -> Iterator[Flaw]:
        essay = self.essay
        yield from flaws_of_unjudged(self)
        yield from flaws_of_rubric(essay.rubric, ("essay", "rubric"))
        if not essay.rubric and not visible(essay.model):
            message = "there is neither a rubric nor a model to compare with"
            yield Flaw(("essay",), "no-rubric", message, "add `rubric:` or `model:`", "warning")
        if len(essay.model) > LONGEST_WORK:
            message = f"the model has more than {LONGEST_WORK:,} characters"
            yield Flaw(("essay", "model"), "too-long", message, "shorten it")
        if not essay.words or (self.vars and "<<" in essay.words):
            return
        asked = essay.range()
        if asked is None:
            message = f"`words: {essay.words[:40]}` is no range of words"
            yield Flaw(("essay", "words"), "words", message, "write it like `50..200`")
        elif visible(essay.model) and not asked[0] <= word_count(essay.model) <= asked[1]:
            message = f"the model has {word_count(essay.model)} words, outside of {asked[0]} to {asked[1]}"
            yield Flaw(("essay", "model"), "words", message, "change one of the two", "warning")

    def show(self, setting: Setting) -> dict[str, Any]:
        """`rubric` as a list of `{criterion, levels}`, and `words` as `{least, most}`, where there are any."""
        shown: dict[str, Any] = {}
        if self.essay.rubric:
            shown["rubric"] = [{"criterion": row.criterion, "levels": row.levels} for row in self.essay.rubric]
        asked = self.essay.range()
        if asked:
            shown["words"] = {"least": asked[0], "most": asked[1]}
        return shown

    def judge(self, response: Response, setting: Setting) -> Judgement:
        """Nothing is judged: the note `rate`, and `few_words` or `many_words` where the length is not as asked."""
        count, asked = word_count(own_text(response, "your text")), self.essay.range()
        if asked is None or asked[0] <= count <= asked[1]:
            return revealed()
        code = "few_words" if count < asked[0] else "many_words"
        return revealed(Note(code, {"words": count, "least": asked[0], "most": asked[1]}))

    def right_answer(self, setting: Setting) -> str:
        """The model, or nothing."""
        return self.essay.model

    def guess(self) -> float:
        return 0.0

    def value_of(self, response: Response, setting: Setting) -> Any:
        return None
