"""A rubric: what a piece of work is rated by."""

from __future__ import annotations

from tutor.core.item import Written


class Criterion(Written, frozen=True, kw_only=True):
    """One row of a rubric, its levels from lowest to highest."""

    criterion: str
    levels: list[str]
