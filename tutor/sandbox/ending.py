"""What a run's end means: the launcher's last line and our own reasons, made into an outcome with its sentence."""

from __future__ import annotations

import os

from .gathered import Gathered
from .job import MB, Limits, Outcome, Status, Tier

OUT_OF_MEMORY = (b"MemoryError", b"bad_alloc", b"annot allocate memory", b"out of memory", b"Out of memory")
SIGABRT, SIGKILL, SIGSEGV, SIGXCPU, SIGXFSZ = 6, 9, 11, 24, 25  # on Linux and macOS; Windows knows three of them
TAIL = 400  # bytes at the end of the errors that tell why


def outcome(limits: Limits, tier: Tier, gathered: Gathered, ended_by: str, news: str, seconds: float) -> Outcome:
    """`ended_by` is our reason: "wall", "start", "out", "report", "stopped" or none; `news` see `launcher.tell`."""
    lines = dict(line.split(" ", 1) for line in news.splitlines() if " " in line)
    state, over, cpu, rss = lines.get("=", "- - 0 0").split(" ")
    reason = ended_by or (over if over != "-" else "")
    code, number = exit_of("-" if reason else state)
    if not reason and state == "-":
        reason = "unstarted" if "!" in lines else "lost"
    if not reason:
        tail = gathered.bytes_of("err")[-TAIL:]
        reason = broken(limits, code, number, float(cpu), int(rss), tail)
    status, why = told_as(reason, limits, lines.get("!", ""))
    return Outcome(
        status=status,
        code=code,
        signal=number,
        out=gathered.bytes_of("out"),
        err=gathered.bytes_of("err"),
        report=gathered.bytes_of("report"),
        seconds=seconds,
        tier=tier,
        why=why,
    )


def exit_of(state: str) -> tuple[int | None, int | None]:
    """(exit code, signal) of a wait status; neither for "-"."""
    if state == "-":
        return None, None
    code = os.waitstatus_to_exitcode(int(state))
    return (code, None) if code >= 0 else (None, -code)


def broken(limits: Limits, code: int | None, number: int | None, cpu: float, rss: int, tail: bytes) -> str:
    """The limit that a program met by itself, by how it ended. Memory shows in its last words or in what it held."""
    if number == SIGXCPU or (number == SIGKILL and cpu >= limits.cpu):
        return "cpu"
    if number == SIGXFSZ:
        return "disk"
    if code and any(words in tail for words in OUT_OF_MEMORY):
        return "memory"
    if number in (SIGKILL, SIGSEGV, SIGABRT) and rss > 0.8 * limits.memory:
        return "memory"
    return ""


def told_as(reason: str, limits: Limits, sentence: str) -> tuple[Status, str]:
    """The status, and its sentence for people."""
    known: dict[str, tuple[Status, str]] = {
        "": ("ended", ""),
        "stopped": ("stopped", "It was stopped."),
        "wall": ("time", f"It ran longer than {limits.wall:g} seconds and was stopped."),
        "cpu": ("time", f"It computed longer than {limits.cpu:g} seconds and was stopped."),
        "memory": ("memory", f"It needed more than {limits.memory / MB:.0f} MB of memory."),
        "out": ("output", f"It wrote more than {bytes_of(limits.output)} and was stopped."),
        "report": ("output", f"Its report was longer than {bytes_of(limits.report)}, and it was stopped."),
        "disk": ("failed", f"It put more than {limits.disk / MB:.0f} MB, or too many files, into its folder."),
        "processes": ("failed", f"It started more than {limits.processes} processes at once and was stopped."),
        "start": ("failed", "The box did not come up in time; the computer may be very busy."),
        "unstarted": ("failed", sentence),
        "lost": ("failed", "What watches over the program was ended, so nothing is known of its result."),
    }
    return known[reason]


def bytes_of(size: int) -> str:
    """A size for people: 1 MB, 500 kB."""
    return f"{size / MB:g} MB" if size >= MB else f"{size / 1000:g} kB"
