"""The chain over a learner's answers: it shows that a file was damaged, cut, or edited after an earlier hand-in.

    h0 = SHA-256(class id | code | stream)      hi = SHA-256(h(i-1) | row i)

over the rows of `answers.jsonl` of each stream, in their order. It proves nothing about what was edited before the
first hand-in, and says nothing about who answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from tutor.core.classroom.manifest import Tip


class Chains:
    """The chains of all streams of one learner in one class, as they grow row by row."""

    def __init__(self, class_id: str, code: str) -> None:
        self._root = f"{class_id}|{code}|"
        self._ends: dict[str, tuple[int, bytes]] = {}

    def add(self, stream: str, row: bytes) -> Tip:
        """Take one more row of a stream; where its chain is now."""
        count, link = self._ends.get(stream) or (0, sha256((self._root + stream).encode()).digest())
        link = sha256(link + row).digest()
        self._ends[stream] = (count + 1, link)
        return Tip(stream, count + 1, link.hex())

    def tips(self) -> list[Tip]:
        """Where each chain is now, by its stream's name."""
        return [Tip(stream, count, link.hex()) for stream, (count, link) in sorted(self._ends.items())]


def broken(earlier: Iterable[Tip], now: dict[str, dict[int, str]]) -> Tip | None:
    """The first of the earlier ends that is no part of the chains any more; `now` has their hashes at those rows."""
    return next((tip for tip in earlier if now.get(tip.stream, {}).get(tip.rows) != tip.hash), None)
