"""`regex`: the learner writes a pattern that matches some texts and not others.

A pattern is held against each whole text, as in a form that checks what was typed: `a.c` matches `abc` and not `xabc`,
and who wants to find something anywhere writes `.*` around it. What a pattern may hold says `pattern_reading`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.core.item import Flaw, Item, Response, Setting, Written
from tutor.core.judgement import BadResponse, Judgement, Note, nearly, right
from tutor.core.kinds.answer import heard
from tutor.core.mistakes import find

MOST_TEXTS = 50
"""Texts to match, and texts to reject. Tunable: nobody reads more."""
MOST_CHARACTERS = 5_000
"""Of all texts together: it bounds the time that judging takes, to about a second for the worst pattern."""
SHOWN = 60


class Pattern(Written, frozen=True, kw_only=True):
    """Texts that a pattern must match as a whole, texts it must not, and one pattern that does."""

    match: list[str] = []
    reject: list[str] = []
    solution: str

    def texts(self) -> list[tuple[str, bool]]:
        """All texts, each with whether it is to match."""
        return [(text, True) for text in self.match] + [(text, False) for text in self.reject]


class Regex(Item, frozen=True, kw_only=True, tag="regex"):
    """A pattern, judged by what it matches: partial credit is the share of the texts it judges as asked."""

    regex: Pattern

    def flaws(self) -> Iterator[Flaw]:
        if not self.regex.match:
            yield Flaw(("regex",), "empty-answer", "there is nothing to match", "add texts under `match:`")
        if not self.regex.reject:
            message = "there is nothing to reject, so `.*` is right"
            yield Flaw(("regex",), "no-reject", message, "add texts under `reject:`", "warning")
        yield from self._flaws_of_size()
        for number, text in enumerate(self.regex.reject):
            if text in self.regex.match:
                message = f"{_quoted(text)} is to be matched and rejected"
                yield Flaw(("regex", "reject", number), "equal-texts", message, "take it out of one of the lists")
                return
        if not (
            self.vars and any("<<" in text for text in [self.regex.solution, *self.regex.match, *self.regex.reject])
        ):
            yield from self._flaws_of_solution()

    def _flaws_of_size(self) -> Iterator[Flaw]:
        for key, texts in (("match", self.regex.match), ("reject", self.regex.reject)):
            if len(texts) > MOST_TEXTS:
                yield Flaw(
                    ("regex", key), "too-many", f"`{key}` has more than {MOST_TEXTS} texts", "keep the telling ones"
                )
        if sum(len(text) for text, _ in self.regex.texts()) > MOST_CHARACTERS:
            message = f"the texts have more than {MOST_CHARACTERS:,} characters together"
            yield Flaw(("regex",), "too-long", message, "shorten them")

    def _flaws_of_solution(self) -> Iterator[Flaw]:
        from tutor.core.patterns import LONGEST_TEXT, PatternError, matcher

        try:
            solution = matcher(self.regex.solution)
        except PatternError as error:
            message = f"the solution {_quoted(self.regex.solution)} can't be read: {error.message}"
            hint = f"look at character {error.at + 1}"
            yield Flaw(("regex", "solution"), "pattern", message, hint)
            return
        for key, texts in (("match", self.regex.match), ("reject", self.regex.reject)):
            for number, text in enumerate(texts[:MOST_TEXTS]):
                if len(text) > LONGEST_TEXT:
                    message = f"a text of more than {LONGEST_TEXT:,} characters"
                    yield Flaw(("regex", key, number), "too-long", message, "shorten it")
                elif solution.matches(text) is not (key == "match"):
                    does = "does not match" if key == "match" else "matches"
                    message = f"the solution {does} {_quoted(text)}"
                    hint = "a pattern is held against the whole text; mend the solution or the list"
                    yield Flaw(("regex", key, number), "key-fails", message, hint)

    def show(self, setting: Setting) -> dict[str, Any]:
        """`examples`: the texts to match and to reject."""
        return {"examples": {"match": self.regex.match, "reject": self.regex.reject}}

    def judge(self, response: Response, setting: Setting) -> Judgement:
        if not isinstance(response, str):
            raise BadResponse("the answer is a pattern, as a text")
        judged = self._judged(response.strip("\r\n"))
        if judged.correct:
            return judged
        mistake = find(self.mistakes, response, setting, lambda when: when == response.strip("\r\n"))
        if mistake is None:
            return judged
        return Judgement(
            correct=False,
            score=judged.score,
            said=mistake.say,
            misconception=mistake.name,
            see=mistake.see,
            notes=[] if judged.almost else judged.notes,
            heard=judged.heard,
        )

    def _judged(self, pattern: str) -> Judgement:
        from tutor.core.patterns import PatternError, matcher

        said = heard(pattern)
        try:
            matching = matcher(pattern)
        except PatternError as error:
            return nearly(notes=[Note("pattern", {"why": error.message, "at": error.at + 1})], heard=said)
        texts = self.regex.texts()
        missed = [text for text in self.regex.match if not matching.matches(text)]
        caught = [text for text in self.regex.reject if matching.matches(text)]
        wrong = len(missed) + len(caught)
        if not wrong:
            return right(heard=said)
        notes = [Note("partly", {"right": len(texts) - wrong, "of": len(texts)})] if wrong < len(texts) else []
        if missed:
            code = "only_part" if matching.found_in(missed[0]) else "missed"
            notes.append(Note(code, {"text": missed[0]}))
        if caught:
            notes.append(Note("caught", {"text": caught[0]}))
        return Judgement(correct=False, score=1 - wrong / len(texts), notes=notes, heard=said)

    def right_answer(self, setting: Setting) -> str:
        return self.regex.solution


def _quoted(text: str) -> str:
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"
