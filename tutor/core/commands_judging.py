"""Judging commands by what they brought about: whether the course's check, run after them, ended well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tutor.core.judgement import Judgement, Note
from tutor.core.running import NotRun, OwnFault, Ran, Run, Step, broken, limit_met, text_of

if TYPE_CHECKING:
    from tutor.core.kinds.shell import Commands

SETUP, COMMANDS, CHECK = 0, 1, 2
"""Numbers of the records."""


def commands_run(shell: Commands, written: str, *, trying: bool = False) -> Run:
    """One box: setup, the learner's commands, and the check unless they only try."""
    request = {"setup": shell.setup, "commands": written, "check": "" if trying else shell.check}
    return Run(steps=[Step(driver="commands", request=request, files=dict(shell.files), tests=3)], trying=trying)


def commands_judgement(ran: Sequence[Ran], *, trying: bool = False) -> Judgement:
    """Right when the check ended with status 0; the system says so, not what anything printed.

    The note `commands` has `right`, `printed`, `said` (errors, as the shell says them), `status`, and `checked`: what
    the check said. Raises NotRun when the setup failed.
    """
    if sentence := broken(ran):
        raise NotRun(sentence)
    [step] = ran
    if (prepared := step.results.get(SETUP, {})).get("code", 0) != 0:
        why = said(text_of(prepared, "err")).strip() or f"it ended with status {prepared.get('code')}"
        raise OwnFault("What the course prepares for these commands could not be done here.", "setup", why)
    mine, check = step.results.get(COMMANDS), step.results.get(CHECK, {})
    values: dict[str, Any] = {"trying": trying}
    if mine is None:
        values["stopped"] = step.status
    else:
        values |= {"printed": text_of(mine, "out"), "said": said(text_of(mine, "err")), "status": mine.get("code")}
        values["checked"] = (text_of(check, "out") + said(text_of(check, "err"))).strip()
        if not trying and not check:
            values["stopped"] = step.status
        if stopped := limit_met(mine):
            values["stopped"] = stopped
    right = mine is not None and (trying or (check.get("code") == 0 and type(check.get("code")) is int))
    values["right"] = right
    return Judgement(correct=right, score=float(right), notes=[Note("commands", values)])


def said(errors: str) -> str:
    """What a shell says, without its own name: `sh: 2: lss: not found` is `line 2: lss: not found`."""
    return re.sub(r"(?m)^(?:/\S*/)?(?:ba|da)?sh: (?:line )?(\d+): ", r"line \1: ", errors)
