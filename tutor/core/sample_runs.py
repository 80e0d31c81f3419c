"""A program tested against itself: its solution passes, what it begins with and its listed wrong answers don't.

What carries out a run is handed in, and so is what says a judgement in words: nothing here runs or words anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from tutor.core.expressions import ExpressionError
from tutor.core.item import Flaw, Item, Response, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds.code import Code
from tutor.core.mistakes import alternatives
from tutor.core.running import NotRun, OwnFault, Ran, Run
from tutor.core.template_texts import fill
from tutor.core.template_values import draw
from tutor.core.text import visible

SEEDS = range(2)
"""Values of a template with which it is run. Tunable: each costs some tenths of a second."""

CarryOut = Callable[[Sequence[Run]], Iterable[Sequence[Ran]]]
"""Carries out several runs, side by side where it can; what came of each, in their order."""
Words = Callable[[Judgement], str]
Path = tuple[str | int, ...]


def run_problems(item: Item, setting: Setting, carry_out: CarryOut, words: Words) -> Iterator[Flaw]:
    """What is wrong with a program as its runs tell, each place once; nothing for an item that is not run."""
    said: set[tuple[Path, str]] = set()
    for one in _settings(item, setting):
        try:
            filled = fill(item, one.values)
        except ExpressionError:
            continue  # it is said where templates are tried
        for flaw in _of_item(filled, one, carry_out, words):
            if (flaw.path, flaw.code) not in said:
                said.add((flaw.path, flaw.code))
                yield flaw


def _settings(item: Item, setting: Setting) -> Iterator[Setting]:
    for seed in SEEDS if item.vars else range(1):
        try:
            yield replace(setting, values=draw(item, seed), seed=seed)
        except ExpressionError:
            return


def _of_item(item: Item, setting: Setting, carry_out: CarryOut, words: Words) -> Iterator[Flaw]:
    kind = str(type(item).__struct_config__.tag)
    try:
        judged = _judged(item, [item.right_answer(setting)], setting, carry_out)[0]
        if judged is None:
            return
        if not judged.correct:
            message = f"the solution fails its own test: {_line(words(judged))}"
            yield Flaw((kind, "solution"), "solution-fails", message, "mend the solution, or what tests it")
            return
        wrong = list(_wrong(item))
        judgements = _judged(item, [response for _, response, _ in wrong], setting, carry_out)
        for (path, _, what), found in zip(wrong, judgements, strict=True):
            if found is not None and found.correct:
                message, hint = f"{what} passes all that tests it", "add a test that tells them apart"
                severity: Literal["error", "warning"] = "warning" if path[-1] == "starter" else "error"
                yield Flaw(path, "starter-passes" if severity == "warning" else "wrong-passes", message, hint, severity)
    except OwnFault as problem:
        yield Flaw((kind, problem.part), "solution-fails", f"it can't be run: {_line(problem.said)}", "mend it")
    except NotRun as problem:
        yield Flaw((kind,), "not-run", f"it was not run: {problem}", "learners will rate it themselves", "warning")


def _wrong(item: Item) -> Iterator[tuple[Path, Response, str]]:
    """What must not pass: its path, the program, what it is called."""
    if isinstance(item, Code) and visible(item.code.starter):
        yield ("code", "starter"), item.code.starter, "what the program begins with"
    for number, mistake in enumerate(item.mistakes):
        for one in alternatives(mistake.when) if mistake.when is not None else ():
            yield ("mistakes", number, "when"), one, "the known mistake"
    for number, one in enumerate(item.samples.wrong if item.samples else ()):
        yield ("samples", "wrong", number), one, "the sample of a wrong answer"


def _judged(item: Item, responses: Sequence[Response], setting: Setting, carry_out: CarryOut) -> list[Judgement | None]:
    """The judgement of each response; None when there is nothing to run. What is no program is a wrong one."""
    found: list[Judgement | None] = [Judgement(correct=False, score=0.0) for _ in responses]
    runs: dict[int, Run] = {}
    for number, response in enumerate(responses):
        try:
            run = item.run(response, setting)
        except BadResponse:
            continue
        if run is None:
            found[number] = None
        else:
            runs[number] = run
    for number, ran in zip(runs, carry_out(list(runs.values())), strict=True):
        found[number] = item.judge_run(responses[number], setting, ran)
    return found


def _line(words: str) -> str:
    return " ".join(words.split())[:200] or "it is judged wrong"
