"""What a learner's request can run into: an expected outcome with a code of the study protocol, nothing changed.

`StoreTrouble` is named here too, for the faces, which know nothing below study.
"""

from __future__ import annotations

from typing import Literal

from tutor.store.trouble import StoreTrouble

__all__ = ["Code", "StoreTrouble", "StudyError"]

Code = Literal[
    "bad_request",
    "unknown_op",
    "unknown_task",
    "unknown_skill",
    "bad_response",
    "not_now",
    "locked",
    "storage",
]


class StudyError(Exception):
    """A request that can't be done now; the session goes on."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code: Code = code
        self.message = message
