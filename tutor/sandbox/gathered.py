"""What a program writes, kept as far as its limits go."""

from __future__ import annotations

from collections.abc import Callable

from .job import Limits

OnOutput = Callable[[str, bytes], None]


class Gathered:
    """Output, errors and report, each under its cap; what is over is dropped, and `full` says which cap it was."""

    def __init__(self, limits: Limits, on_output: OnOutput | None) -> None:
        self.parts: dict[str, bytearray] = {"out": bytearray(), "err": bytearray(), "report": bytearray()}
        self.left = {"out": limits.output, "report": limits.report}
        self.on_output = on_output
        self.full = ""

    def take(self, name: str, chunk: bytes) -> None:
        """Keep what there is room for, and hand it on."""
        if self.full:
            return
        cap = "report" if name == "report" else "out"
        if len(chunk) > self.left[cap]:
            self.full = cap
        kept = chunk[: self.left[cap]]
        self.left[cap] -= len(kept)
        self.parts[name] += kept
        if kept and self.on_output and name != "report":
            self.on_output(name, kept)

    def bytes_of(self, name: str) -> bytes:
        return bytes(self.parts[name])
