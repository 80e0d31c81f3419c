"""What has to be run to judge a program: its tests, and the generated ones, for which the solution is run as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tutor.core.expressions import ExpressionError
from tutor.core.item import Item, Setting
from tutor.core.programming import Language, language_of
from tutor.core.programs import python_trouble
from tutor.core.running import NotRun, Run, Step
from tutor.core.template_texts import fill_text
from tutor.core.template_values import draw

if TYPE_CHECKING:
    from tutor.core.kinds.code import Cases, Program, Test

TRIES = 4
"""Draws for each generated test that is wanted; some come twice."""

SECONDS = 10.0
"""For all calls together; fixed by design/safety.md 4.2. Building a program may take as long again."""
SECONDS_A_START = 0.2
"""More for each process that is started. Tunable .1...5: about five times what an idle computer needs."""


def code_run(code: Program, program: str, setting: Setting, *, trying: bool = False) -> Run | None:
    """The steps to judge a program; the last is the learner's. None when there is nothing to judge it by.

    With `trying` only the tests that are shown. Raises NotRun for what can't be run here at all.
    """
    tests = [test for test in code.tests if not (trying and test.hidden)]
    made = [] if trying or code.cases is None else case_tests(code.cases, setting.seed)
    if not tests and not made:
        return None
    language = language_of(code.language)
    if language is None:
        raise NotRun(f"Programs in {code.language[:30]} can't be run here.")
    is_python = language.name.endswith(".py")
    if not is_python and any(test.call for test in [*tests, *made]):
        raise NotRun("Single calls can only be run in Python.")
    steps = [_step(code, language, code.solution, made)] if made else []
    steps.append(_step(code, language, program, [*tests, *made]))
    needs = [language.needs] if language.needs else []
    return Run(steps=steps, needs=needs, trying=trying)


def case_tests(cases: Cases, seed: int) -> list[Test]:
    """The generated tests of a seed, each different: always the same ones. What can't be computed is left out."""
    from tutor.core.kinds.code import Test

    found: dict[str, Test] = {}
    template = Item(vars=cases.vars, where=cases.where)
    text = cases.call or cases.stdin or ""
    for number in range(cases.count * TRIES):
        if len(found) == cases.count:
            break
        try:
            filled = fill_text(text, draw(template, seed * 1_000 + number))
        except ExpressionError:
            continue
        found.setdefault(filled, Test(call=filled) if cases.call else Test(stdin=filled))
    return list(found.values())


def sort_of(test: Test, language: Language) -> str:
    """How a test is carried out: `call`, `stdin`, `script` in Python, or `after`: a script of the shell."""
    if test.call:
        return "call"
    if not test.script:
        return "stdin"
    return "script" if language.name.endswith(".py") and not python_trouble(test.script) else "after"


def _step(code: Program, language: Language, program: str, tests: list[Test]) -> Step:
    written: list[dict[str, Any]] = []
    for test in tests:
        sort = sort_of(test, language)
        what = {"call": test.call, "stdin": _ended(test.stdin or ""), "script": test.script, "after": test.script}[sort]
        written.append({"sort": sort, ("script" if sort == "after" else sort): what})
    files = {**code.files, language.name: program}
    request = {"name": language.name, "files": files, "build": language.build, "run": language.run, "tests": written}
    starts = sum(one["sort"] != "call" for one in written)
    seconds = SECONDS + SECONDS_A_START * starts + (SECONDS if language.build else 0)
    return Step(driver="code", request=request, files=files, tests=len(tests), seconds=seconds)


def _ended(text: str) -> str:
    """What a program reads ends with a line break, as if typed."""
    return text if not text or text.endswith("\n") else f"{text}\n"
