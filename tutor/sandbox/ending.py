"""What a run's end means: the launcher's last line and our own reasons, made into an outcome with its sentence."""

from __future__ import annotations

import os

from tutor.language import _, later

from .gathered import Gathered
from .job import MB, Limits, Outcome, Status, Tier

OUT_OF_MEMORY = (b"MemoryError", b"bad_alloc", b"annot allocate memory", b"out of memory", b"Out of memory")
OUT_OF_PROCESSES = (b"Resource temporarily unavailable", b"annot fork", b"can't start new thread")
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
    """The limit that a program met by itself, by how it ended, by its last words or by what it held."""
    if number == SIGXCPU or (number == SIGKILL and cpu >= limits.cpu):
        return "cpu"
    if number == SIGXFSZ:
        return "disk"
    if code and any(words in tail for words in OUT_OF_MEMORY):
        return "memory"
    if code and any(words in tail for words in OUT_OF_PROCESSES):
        return "processes"
    if number in (SIGKILL, SIGSEGV, SIGABRT) and rss > 0.8 * limits.memory:
        return "memory"
    return ""


ENDINGS: dict[str, tuple[Status, str]] = {
    "": ("ended", ""),
    "stopped": ("stopped", later("It was stopped.")),
    "wall": ("time", later("It ran longer than {wall} seconds and was stopped.")),
    "cpu": ("time", later("It computed longer than {cpu} seconds and was stopped.")),
    "memory": ("memory", later("It needed more than {memory} MB of memory.")),
    "out": ("output", later("It wrote more than {output} and was stopped.")),
    "report": ("output", later("Its report was longer than {report}, and it was stopped.")),
    "disk": ("failed", later("It put more than {disk} MB, or too many files, into its folder.")),
    "processes": ("failed", later("It started more than {processes} processes at once and was stopped.")),
    "start": ("failed", later("The box did not come up in time; the computer may be very busy.")),
    "unstarted": ("failed", ""),
    "lost": ("failed", later("What watches over the program was ended, so nothing is known of its result.")),
}


def told_as(reason: str, limits: Limits, sentence: str) -> tuple[Status, str]:
    """The status, and its sentence for people."""
    status, words = ENDINGS[reason]
    said = _(
        words,
        wall=f"{limits.wall:g}",
        cpu=f"{limits.cpu:g}",
        memory=f"{limits.memory / MB:.0f}",
        output=bytes_of(limits.output),
        report=bytes_of(limits.report),
        disk=f"{limits.disk / MB:.0f}",
        processes=limits.processes,
    )
    return status, sentence if reason == "unstarted" else said


def bytes_of(size: int) -> str:
    """A size for people: 1 MB, 500 kB."""
    return f"{size / MB:g} MB" if size >= MB else f"{size / 1000:g} kB"
