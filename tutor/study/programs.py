"""Programs in a session: run in a box and judged; where that can't be, the learner rates them and is told why.

What was written is on disk before anything runs, and the event before its verdict is told. A fold never runs anything:
the event holds what came of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tutor.core.item import Response, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.learner.events import of
from tutor.core.running import NotRun, Run, Stopped
from tutor.core.tracebacks import own_part
from tutor.language import _, later
from tutor.present.consent import passed_over
from tutor.present.feedback import feedback
from tutor.study.desk import Desk
from tutor.study.running import SAFE, Heard, Runner
from tutor.study.trouble import StudyError

if TYPE_CHECKING:
    from tutor.core.kinds import AnyItem

STOPPED = later("It was stopped, and nothing counts. What you wrote is kept.")
RATE = later("Compare it with the solution, and rate yourself.")
UNBOXED = later(
    "There is no box on this computer that keeps programs away from your files, so nothing is "
    "run. `tutor study --unboxed` runs them all the same, if you trust this course."
)


class Found(Struct, frozen=True):
    """What came of a run: the judgement, or None and `why` (a sentence, "" where nothing was to be run)."""

    judgement: Judgement | None = None
    why: str = ""
    tier: str = ""
    passed: int = 0
    tests: int = 0


def judged(desk: Desk, course: str, item: AnyItem, setting: Setting, response: Response) -> Found:
    """Run a response to a course's item and judge it. Raises `StudyError` when the learner stops it: nothing counts."""
    if desk.runner is None:
        return Found()
    try:
        run = item.run(response, setting)
        if run is None:
            return Found()
        judgement, tier = _carried_out(desk, course, item, setting, response, run)
    except NotRun as problem:
        return Found(why=f"{problem} {_(RATE)}")
    counts = next((note.values for note in judgement.notes if note.code == "tests"), None)
    passed, tests = (counts["passed"], counts["of"]) if counts else (int(judgement.correct), 1)
    return Found(judgement, tier=tier, passed=passed, tests=tests)


def tried(
    desk: Desk, course: str, item: AnyItem, setting: Setting, response: Response, heard: Heard | None = None
) -> str:
    """What a program does, without its counting for anything: the tests that are shown, rows, what is printed."""
    if desk.runner is None:
        raise StudyError("not_now", _("Programs are not run here."))
    try:
        run = item.run(response, setting, trying=True)
        if run is None:
            raise StudyError("not_now", _("There are no tests to be seen here; hand it in."))
        judgement, _tier = _carried_out(desk, course, item, setting, response, run, heard)
    except BadResponse as problem:
        raise StudyError("bad_response", str(problem)) from problem
    except NotRun as problem:
        raise StudyError("not_now", str(problem)) from problem
    return feedback(judgement) or _("It ran, and printed nothing.")


def box(desk: Desk, course: str) -> str:
    """The tier that programs of a course would run in; "" where they are not run, or may not be yet."""
    if desk.runner is None:
        return ""
    tier = desk.runner.tier()
    if desk.permits is not None:
        return tier if desk.permits.standing(course, desk.runner) == "free" else ""
    return tier if tier in SAFE or desk.unboxed else ""


def _carried_out(
    desk: Desk, course: str, item: AnyItem, setting: Setting, response: Response, run: Run, heard: Heard | None = None
) -> tuple[Judgement, str]:
    """The judgement of a run, and its tier. Raises `NotRun`, and `StudyError` when it was stopped."""
    assert desk.runner is not None
    tier = box(desk, course)
    if not tier:
        raise NotRun(_why_not(desk, course, desk.runner))
    desk.stop.clear()
    desk.trace = ""
    try:
        ran = desk.runner.carry_out(run, stop=desk.stop, heard=heard)
    except Stopped:
        raise StudyError("not_now", _(STOPPED)) from None
    judgement = item.judge_run(response, setting, ran, trying=run.trying)
    desk.trace = _trace(judgement)
    return judgement, tier


def _why_not(desk: Desk, course: str, runner: Runner) -> str:
    """Why programs of a course are not run, in a sentence."""
    tier = runner.tier()
    if not tier:
        return runner.why_not()
    if desk.permits is not None and desk.permits.passes_over(course):
        return passed_over(desk.course(course).title, desk.permits.name(course))
    return _(UNBOXED)


def _trace(judgement: Judgement) -> str:
    """What Python said of the test that is told, in full."""
    missed = [one for note in judgement.notes if note.code == "tests" for one in note.values["missed"]]
    told = next((one for one in missed if one.test), missed[0] if missed else None)
    return own_part(told.said) if told is not None and told.trouble is not None else ""


class Programs:
    """The part of a session that runs programs; see `Session`."""

    desk: Desk

    def try_out(self, task: str, response: Response, heard: Heard | None = None) -> str:
        """Run what is written so far, and say what it does (Markdown). Nothing is recorded; `heard` gets its output."""
        current = self.desk.task_in_hand(task)
        if current.item is None or current.revealed:
            raise StudyError("not_now", _("There is nothing to run here."))
        return tried(self.desk, of(current.skill), current.item, current.setting, response, heard)

    def trace(self) -> str:
        """What the language itself said of the last run, several lines; "" where it said nothing."""
        return self.desk.trace

    def stop_run(self) -> None:
        """End the run that goes on, from any thread; nothing counts."""
        self.desk.stop.set()

    def box(self) -> str:
        """Where programs run, in one sentence for the learner; "" where they are not run and the learner rates them."""
        desk = self.desk
        course = of(desk.current.skill) if desk.current is not None else next(iter(desk.courses), "")
        return desk.runner.told() if desk.runner is not None and box(desk, course) else ""
