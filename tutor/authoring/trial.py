"""Trying items without a learner: one request a line, the task and the verdict back, nothing recorded."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tutor.core.expressions import ExpressionError
from tutor.core.item import Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds import AnyItem
from tutor.core.mistakes import fitting_hints
from tutor.core.rating import rate
from tutor.core.running import NotRun
from tutor.core.templates import draw, fill
from tutor.packs.compiled import Compiled
from tutor.present.feedback import feedback
from tutor.study.protocol import task_dict, verdict_dict
from tutor.study.running import SAFE, Runner
from tutor.study.tasks import Verdict, task_for

LONGEST_LINE = 1_000_000
"""Bytes of one request; a longer one is refused."""


class Trouble(Exception):
    """A request that can't be done: a code of the study protocol, and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Trial:
    """A pack whose items can be tried."""

    def __init__(self, compiled: Compiled, runner: Runner | None = None) -> None:
        self._runner = runner
        self._course = compiled.course
        self._bodies = {ref.id: (ref.skill, body) for ref, body in compiled.items}
        self._skills = {skill.id: skill for skill in compiled.skills}
        self._decode = msgspec.msgpack.Decoder(AnyItem).decode

    def replies(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """One reply for each line that is not empty, as JSON without its line break."""
        for line in lines:
            if line.strip():
                yield msgspec.json.encode(self.reply(line))

    def reply(self, line: bytes) -> dict[str, Any]:
        """The reply to one request."""
        try:
            return {"ok": True, **self._try(_read(line))}
        except Trouble as trouble:
            return {"ok": False, "error": {"code": trouble.code, "message": trouble.message}}

    def _try(self, request: dict[str, Any]) -> dict[str, Any]:
        item_id = self._item_id(request.get("item"))
        seed, hints = _whole(request, "seed"), _whole(request, "hints")
        skill_id, body = self._bodies[item_id]
        item, setting = self._filled(self._decode(body), seed)
        skill = self._skills[skill_id]
        task = task_for(
            item,
            task_id=f"{item_id}#{seed}",
            kind="learn",
            item_id=item_id,
            skill_id=skill_id,
            unit=skill.unit,
            passages=skill.passages,
            setting=setting,
        )
        shown = {"task": task_dict(task)}
        if "response" not in request:
            return shown
        return {**shown, "verdict": verdict_dict(_judged(item, request["response"], setting, hints, self._runner))}

    def _item_id(self, name: Any) -> str:
        if not isinstance(name, str):
            raise Trouble("bad_request", "`item` must be a text like `skill/item`.")
        for full in (f"{self._course.id}/{name}", name):
            if full in self._bodies:
                return full
        raise Trouble("unknown_task", f"There is no item “{name[:130]}” in this pack.")

    def _filled(self, item: AnyItem, seed: int) -> tuple[AnyItem, Setting]:
        course = self._course
        try:
            values = draw(item, seed)
            filled = fill(item, values, course.language)
        except ExpressionError as error:
            raise Trouble("bad_request", f"The template can't be filled with seed {seed}: {error.message}.") from error
        setting = Setting(language=course.language, target=course.target, same=course.same, values=values, seed=seed)
        return filled, setting


def _judged(item: AnyItem, response: Any, setting: Setting, hints: int, runner: Runner | None) -> Verdict:
    """The verdict on a first try, as study would give it to somebody without a history."""
    try:
        judged = item.judge(response, setting)
    except BadResponse as problem:
        raise Trouble("bad_response", str(problem)) from problem
    ran, why = _ran(item, response, setting, runner) if item.self_rated else (None, "")
    if item.self_rated and ran is None:
        answer, said = item.right_answer(setting), why or feedback(judged) or None
        return Verdict(correct=None, score=None, rating=None, feedback=said, right_answer=answer, explain=item.explain)
    judged = ran or judged
    if judged.almost:
        return Verdict(correct=False, score=0.0, rating=None, almost=True, feedback=feedback(judged))
    rating = rate(
        score=judged.score,
        hints=hints,
        skipped=False,
        attempt=1,
        pick=item.shape in ("pick", "pick_many"),
        seconds=None,
        confidence=None,
        pace=[],
        days=0.0,
    )
    return Verdict(
        correct=judged.correct,
        score=judged.score,
        rating=rating,
        feedback=feedback(judged, () if judged.correct else fitting_hints(item, response, setting)),
        right_answer=item.nearest_right(response, setting),
        explain=item.explain,
        misconception=judged.misconception or None,
    )


def _ran(item: AnyItem, response: Any, setting: Setting, runner: Runner | None) -> tuple[Judgement | None, str]:
    """The judgement of a program that was run; else None, and why it was not."""
    if runner is None or runner.tier() not in SAFE:
        return None, ""
    try:
        run = item.run(response, setting)
        if run is None:
            return None, ""
        return item.judge_run(response, setting, runner.carry_out(run, stop=threading.Event())), ""
    except NotRun as problem:
        return None, str(problem)


def _read(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise Trouble("bad_request", "That line is too long.")
    try:
        request = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Trouble("bad_request", "A request is one JSON object on a line.") from None
    if not isinstance(request, dict):
        raise Trouble("bad_request", "A request is one JSON object on a line.")
    return request


def _whole(request: dict[str, Any], name: str) -> int:
    value = request.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise Trouble("bad_request", f"`{name}` must be a whole number, 0 or more.")
    return value
