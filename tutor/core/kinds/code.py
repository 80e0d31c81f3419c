"""`code`: the learner writes a program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from tutor.core.item import Flaw, Item, Response, Setting, Shape, Written
from tutor.core.judgement import Judgement
from tutor.core.own_words import own_text, revealed
from tutor.core.programs import flaws_of_files, flaws_of_program, known_mistake, python_trouble, undefined_name
from tutor.core.text import visible

if TYPE_CHECKING:
    from tutor.core.running import Ran, Run

MOST_TESTS = 100
LONGEST_TEST = 10_000
"""Characters of what a test calls, gives, reads or prints."""


class Test(Written, frozen=True, kw_only=True):
    """A test: `call` and what it `gives`, or `stdin` and what is printed, or a `script`. Hidden ones are not shown."""

    call: str = ""
    gives: str | None = None
    stdin: str | None = None
    prints: str | None = None
    script: str = ""
    hidden: bool = False

    def sorts(self) -> list[str]:
        """Which sorts of test this is as written; a good one is exactly one: `call`, `stdin` or `script`."""
        called = bool(self.call) or self.gives is not None
        printed = self.stdin is not None or self.prints is not None
        return [
            sort for sort, is_one in (("call", called), ("stdin", printed), ("script", bool(self.script))) if is_one
        ]

    def shown(self) -> dict[str, str]:
        """Its keys and texts, but for `hidden`."""
        keys = ("call", "gives", "stdin", "prints", "script")
        return {key: text for key in keys if (text := getattr(self, key)) or (text is not None and key in keys[1:4])}


class Cases(Written, frozen=True, kw_only=True):
    """Tests made from values; the solution says what is right. `<<n>>` is filled from `vars`, for each test anew."""

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
    """A program, judged by its tests where there is a box to run it in; else the learner compares and rates itself."""

    self_rated: ClassVar[bool] = True

    code: Program

    @property
    def shape(self) -> Shape:
        return "program"

    def flaws(self) -> Iterator[Flaw]:
        code = self.code
        yield from flaws_of_program(code.solution, ("code", "solution"), "solution")
        if code.starter:
            yield from flaws_of_program(code.starter, ("code", "starter"), "starter")
        yield from flaws_of_files(code.files, ("code", "files"))
        if trouble := self._trouble(code.solution):  # a starter may well be unfinished
            yield Flaw(("code", "solution"), "python", f"the solution is no Python: {trouble}", "mend it")
        if len(code.tests) > MOST_TESTS:
            yield Flaw(("code", "tests"), "too-many", f"there are more than {MOST_TESTS} tests", "use `cases:`")
        for number, test in enumerate(code.tests[:MOST_TESTS]):
            yield from self._flaws_of_test(test, ("code", "tests", number))
        if code.cases is not None:
            from tutor.core.case_problems import flaws_of_cases

            yield from flaws_of_cases(code.cases, ("code", "cases"))

    def _trouble(self, text: str, sort: Any = "program") -> str:
        """Why a text is no Python, where it should be; a template's is looked at once it is filled."""
        if self.code.language != "python" or not text or (self.vars and "<<" in text):
            return ""
        return python_trouble(text, sort)

    def _flaws_of_test(self, test: Test, path: tuple[str | int, ...]) -> Iterator[Flaw]:
        sorts = test.sorts()
        if len(sorts) != 1:
            what = "is none" if not sorts else f"is several at once ({' and '.join(sorts)})"
            yield Flaw(
                path, "test", f"the test {what}", "write `call:` and `gives:`, or `stdin:` and `prints:`, or `script:`"
            )
        elif sorts == ["call"] and (not test.call or test.gives is None):
            key = "call" if not test.call else "gives"
            yield Flaw(
                path, "test", f"the test has no `{key}`", "`call: f(2)` needs what it `gives:`, and the other way"
            )
        elif sorts == ["stdin"] and test.prints is None:
            yield Flaw(path, "test", "the test has no `prints`", "say what is printed then")
        elif any(len(text) > LONGEST_TEST for text in test.shown().values()):
            yield Flaw(path, "too-long", f"the test has more than {LONGEST_TEST:,} characters", "shorten it")
        elif trouble := self._trouble(test.call, "call"):
            yield Flaw((*path, "call"), "python", f"the call is no Python: {trouble}", "write it like `f(2)`")
        elif sorts == ["call"] and (not visible(test.gives or "") or self._trouble(test.gives or "", "literal")):
            message = f"`gives: {(test.gives or '')[:40]}` is no literal of {self.code.language[:20]}"
            yield Flaw((*path, "gives"), "literal", message, "a text needs its own quotes: `gives: \"'text'\"`")
        elif sorts == ["call"] and (name := self._undefined(test.call)):
            message = f"the call needs `{name[:40]}`, which the solution doesn't define"
            yield Flaw((*path, "call"), "no-name", message, "define it in the solution, or mend the name", "warning")

    def _undefined(self, call: str) -> str:
        if self.code.language != "python" or (self.vars and "<<" in call + self.code.solution):
            return ""
        return undefined_name(self.code.solution, call)

    def show(self, setting: Setting) -> dict[str, Any]:
        """`language`; `starter`, `tests` that are not hidden and names of `files`, where there are any."""
        code = self.code
        tests = [test.shown() for test in code.tests if not test.hidden]
        more = {"starter": code.starter, "tests": tests, "files": list(code.files)}
        return {"language": code.language, **{key: value for key, value in more.items() if value}}

    def judge(self, response: Response, setting: Setting) -> Judgement:
        """Without a run: the note `rate` says that the learner rates itself next."""
        own_text(response, "your program")
        return revealed()

    def run(self, response: Response, setting: Setting, *, trying: bool = False) -> Run | None:
        from tutor.core.code_running import code_run

        return code_run(self.code, own_text(response, "your program"), setting, trying=trying)

    def judge_run(self, response: Response, setting: Setting, ran: Sequence[Ran], *, trying: bool = False) -> Judgement:
        """The share of the tests that are passed, and the note `tests`."""
        from tutor.core.code_judging import code_judgement

        return known_mistake(self, response, code_judgement(self.code, response, setting, ran, trying=trying))

    def right_answer(self, setting: Setting) -> str:
        return self.code.solution

    def guess(self) -> float:
        return 0.0

    def value_of(self, response: Response, setting: Setting) -> Any:
        return None
