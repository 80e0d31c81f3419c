"""The loop of the JSON Lines face: read a line, do it, write a line, flush. Nothing here ends a session but its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

import msgspec

from tutor.study.session import Session
from tutor.study.trouble import StudyError
from tutor.wire.requests import OPERATIONS, Fields

LONGEST_LINE = 1_000_000
"""Bytes of one request; a longer one is refused."""


class Clock:
    """The time of the session: the computer's until a request brings its own; from then on only that."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        self._real = real
        self._given: datetime | None = None

    def __call__(self) -> datetime:
        return self._given or self._real()

    def take(self, text: Any) -> None:
        """Use a request's `now`, an RFC 3339 time with an offset."""
        try:
            given = datetime.fromisoformat(text)
        except (TypeError, ValueError):
            raise StudyError("bad_request", "`now` must be a time like 2027-01-31T09:00:00+01:00.") from None
        if given.tzinfo is None or not 1970 < given.year < 9000:
            raise StudyError("bad_request", "`now` needs an offset, like +01:00 or Z, and a year that can be.")
        self._given = given


class Out(Protocol):
    def write(self, data: bytes, /) -> Any: ...
    def flush(self) -> Any: ...


def run(session: Session, clock: Clock, lines: Iterable[bytes], out: Out, trouble: type[Exception]) -> int:
    """Serve requests until `bye` or the end of input. `trouble` is the store's exception. Returns the exit code."""
    begun = False
    for line in lines:
        if not line.strip():
            continue
        try:
            request = _request(line, clock)
            if not begun:  # not before the first request: it may bring the time
                session.begin()
                begun = True
            reply, over = _reply(session, request)
        except StudyError as problem:
            reply, over = _error(problem.code, problem.message), False
        except trouble as problem:
            reply, over = _error("storage", str(problem)), False
        out.write(msgspec.json.encode(reply) + b"\n")
        out.flush()
        if over:
            break
    return 0


def _request(line: bytes, clock: Clock) -> dict[str, Any]:
    request = _read(line)
    if "now" in request:
        clock.take(request["now"])
    return request


def _reply(session: Session, request: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    name = request["op"]
    if name == "bye":
        return {"ok": True}, True
    operation = OPERATIONS.get(name)
    if operation is None:
        raise StudyError("unknown_op", f"There is no operation “{name[:50]}”.")
    return {"ok": True, **operation(session, Fields(request))}, False


def _read(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise StudyError("bad_request", "That line is too long.")
    try:
        request = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise StudyError("bad_request", "A request is one JSON object on a line.") from None
    if not isinstance(request, dict) or not isinstance(request.get("op"), str):
        raise StudyError("bad_request", "A request is a JSON object with `op`.")
    return request


def _error(code: str, message: str) -> dict[str, Any]:
    return {"ok": False, "error": {"code": code, "message": message}}
