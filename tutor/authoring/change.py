"""One difference between two versions of a course, and all of them. Ids are short (`skill/item`)."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Sort = Literal["skill", "item", "course", "unit", "project", "glossary", "passage", "media", "translation"]
What = Literal[
    "new", "gone", "retired", "renamed", "merged", "split", "typo", "better", "meaning", "restarts", "changed"
]


class Change(Struct, frozen=True, omit_defaults=True):
    """What became of one skill or item, or of what stands beside them. `name` is its id before (now, where it is new),
    `to` what it is now.

    `keys` are the keys that differ. `rev` is what its `rev` should be raised to; 0 where nothing needs raising.
    `guessed`: the author doesn't say so, and learners lose it unless `declare` is written into the course.
    `path`, `line` and `column` (from 1) are where it stands in the new version, or would.
    """

    sort: Sort
    what: What
    name: str
    to: list[str] = []
    keys: list[str] = []
    rev: int = 0
    guessed: bool = False
    path: str = ""
    line: int = 0
    column: int = 0

    @property
    def declare(self) -> tuple[str, str, str]:
        """The key of the course under which it belongs, with the old name and the new one; the new one may be empty."""
        if self.what == "gone":
            return "retired", self.name, ""
        key = {"renamed": "moved", "merged": "merged", "split": "split"}[self.what]
        return key, self.name, f"[{', '.join(self.to)}]" if key == "split" else self.to[0]


class Differences(Struct, frozen=True):
    """All changes from one version to another, skills first; `other_id` is the older id where the course's differs.

    `lost` are the items that learners lose as long as nothing more is said.
    """

    old: str
    new: str
    changes: list[Change]
    lost: int = 0
    other_id: str = ""

    def count(self, *what: What) -> int:
        """How many items are so."""
        return sum(change.what in what and change.sort == "item" for change in self.changes)
