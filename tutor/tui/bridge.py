"""The one thread on which everything that touches the disk happens, so that the screens never wait for it.

The opener runs on it too, from the first moment on: SQLite's objects belong to the thread that opened them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct

from tutor.study.trouble import StudyError

if TYPE_CHECKING:
    from tutor.study.session import Session

T = TypeVar("T")


class Opened(Protocol):
    """A session that is ready, the ids of all courses at hand, and the exception that its file may raise."""

    @property
    def session(self) -> Session: ...
    @property
    def course_ids(self) -> Sequence[str]: ...
    @property
    def notices(self) -> Sequence[str]: ...
    @property
    def trouble(self) -> type[Exception]: ...
    def close(self) -> None: ...


class Refused(Struct, frozen=True):
    """Why something was not done, in one sentence. `unsaved`: the learner's file could not be written."""

    sentence: str
    unsaved: bool = False


class NotOpened(Exception):
    """There is no session: the program says this sentence and ends with this status."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class Study:
    """The session behind its thread."""

    def __init__(self, opener: Callable[[], Opened]) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="study")
        self._asked = 0
        self._opening: Future[Opened] = self._thread.submit(opener)

    async def call(self, work: Callable[[Session], T]) -> T | Refused:
        """Do this with the session, on its thread. Raises `NotOpened` when there is none."""
        self._asked += 1
        try:
            return await asyncio.wrap_future(self._thread.submit(self._do, work))
        finally:
            self._asked -= 1

    @property
    def is_asked(self) -> bool:
        """Whether an answer of the session is waited for."""
        return self._asked > 0

    def _do(self, work: Callable[[Session], T]) -> T | Refused:
        opened = self._opened()
        try:
            return work(opened.session)
        except StudyError as problem:
            return Refused(problem.message)
        except opened.trouble as problem:
            return Refused(str(problem), unsaved=True)

    def _opened(self) -> Opened:
        problem = self._opening.exception()
        if problem is None:
            return self._opening.result()
        if hasattr(problem, "status") or hasattr(problem, "code"):
            raise NotOpened(str(problem), int(getattr(problem, "status", 1))) from problem
        raise problem

    def stop_run(self) -> None:
        """End the program that runs, whatever the thread is doing."""
        if self._opening.done() and self._opening.exception() is None:
            self._opening.result().session.stop_run()

    def course_ids(self) -> tuple[str, ...]:
        """All courses at hand, those a class brought too. Only after something was called: the session is open then."""
        opened = self._opening.result()
        return tuple(dict.fromkeys((*opened.course_ids, *opened.session.desk.courses)))

    def close(self) -> tuple[str, ...]:
        """Let go of the learner's file and end the thread. Returns what is to be told about the opening."""
        notices: tuple[str, ...] = ()
        self.stop_run()
        if self._opening.exception() is None:
            opened = self._opening.result()
            notices = (*opened.notices, *opened.session.news())
            self._thread.submit(opened.close).result()
        self._thread.shutdown()
        return notices
