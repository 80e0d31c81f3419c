"""One run on Windows: limits only. UNTRIED: written from the documentation, on a computer without Windows.

A job object ends the whole tree when its handle is closed, and limits memory, computing and the number of processes
(learn.microsoft.com, JOBOBJECT_EXTENDED_LIMIT_INFORMATION). The report's pipe reaches file descriptor 3 by way of a
small Python, since only the C runtime's own spawning hands descriptors on.
"""

from __future__ import annotations

import ctypes
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from typing import IO, Any

from .ending import outcome
from .folder import fresh_folder
from .gathered import Gathered, OnOutput
from .job import Job, Limits, NoBox, Outcome, Tier
from .order import command, search_path

HIDDEN = 0x08000000 | 0x00000200  # CREATE_NO_WINDOW, CREATE_NEW_PROCESS_GROUP
TIME, PROCESSES, MEMORY, END_WITH_HANDLE = 0x4, 0x8, 0x200, 0x2000  # JOB_OBJECT_LIMIT_*
EXTENDED = 9  # JobObjectExtendedLimitInformation
TICK = 0.04
PASS_ON = (
    "import msvcrt, os, sys\n"
    "os.dup2(msvcrt.open_osfhandle(int(sys.argv[1]), os.O_WRONLY | os.O_BINARY), 3)\n"
    "sys.exit(os.spawnv(os.P_WAIT, sys.argv[2], sys.argv[3:]) & 0xFFFFFFFF)"
)


def run(job: Job, tier: Tier, on_output: OnOutput | None, stop: threading.Event | None) -> Outcome:
    """Carry a job out; the same bargain as `posix.run`, for the lowest tier alone."""
    if tier != "limits":
        raise NoBox("There is no box on Windows.")
    with fresh_folder() as work:
        for name, content in job.files.items():
            path = os.path.join(work, *name.split("/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "xb") as file:
                file.write(content)
        program, argv = command(job)
        gathered = Gathered(job.limits, on_output)
        report, end = os.pipe() if job.report else (-1, -1)
        startup: Any = None
        if job.report:
            msvcrt: Any = __import__("msvcrt")
            handle = msvcrt.get_osfhandle(end)
            os.set_handle_inheritable(handle, True)  # type: ignore[attr-defined]
            startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]})  # type: ignore[attr-defined]
            program, argv = sys.executable, [sys.executable, "-I", "-S", "-c", PASS_ON, str(handle), program, *argv]
        process = subprocess.Popen(
            argv,
            executable=program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=work,
            env={
                "PATH": search_path(),
                "HOME": work,
                "LANG": "C.UTF-8",
                "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
            },
            creationflags=HIDDEN,
            startupinfo=startup,
        )
        tree = job_object(process, job.limits)
        if job.report:
            os.close(end)
        streams: dict[str, IO[bytes]] = {"out": process.stdout, "err": process.stderr}  # type: ignore[dict-item]
        if job.report:
            streams["report"] = os.fdopen(report, "rb")
        begun = time.monotonic()
        ended_by = follow(process, job, streams, gathered, stop, lambda: end_tree(process, tree))
        news = f"+\n= {(process.returncode & 0xFF) << 8} - 0 0\n"
        return outcome(job.limits, tier, gathered, ended_by, news, time.monotonic() - begun)


def follow(
    process: subprocess.Popen[bytes],
    job: Job,
    streams: dict[str, IO[bytes]],
    gathered: Gathered,
    stop: threading.Event | None,
    end: Any,
) -> str:
    """Read by threads, since pipes can't be waited for here; returns why we ended it, if we did."""
    chunks: queue.Queue[tuple[str, bytes]] = queue.Queue(maxsize=64)

    def read(name: str, stream: IO[bytes]) -> None:
        while chunk := os.read(stream.fileno(), 65536):
            chunks.put((name, chunk))
        chunks.put((name, b""))

    threads = [threading.Thread(target=read, args=pair, daemon=True) for pair in streams.items()]
    threads.append(threading.Thread(target=feed, args=(process, job.stdin), daemon=True))
    for thread in threads:
        thread.start()
    until, ended_by, still_open = time.monotonic() + job.limits.wall, "", len(streams)
    try:
        while still_open and not ended_by:
            try:
                name, chunk = chunks.get(timeout=TICK)
                still_open -= not chunk
                gathered.take(name, chunk)
            except queue.Empty:
                still_open = 0 if process.poll() is not None else still_open
            late = "wall" if time.monotonic() > until else ""
            ended_by = "stopped" if stop is not None and stop.is_set() else gathered.full or late
    finally:
        end()
        process.wait()
    return ended_by


def feed(process: subprocess.Popen[bytes], stdin: bytes) -> None:
    """Give the program its input, and then its end."""
    assert process.stdin is not None
    try:
        process.stdin.write(stdin)
        process.stdin.close()
    except OSError:
        pass  # it does not want any more


def job_object(process: subprocess.Popen[bytes], limits: Limits) -> int:
    """Put the process, and all that it starts, under the limits; 0 where that can't be done."""
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 — not there on other systems
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    tree = kernel.CreateJobObjectW(None, None)
    flags = TIME | PROCESSES | MEMORY | END_WITH_HANDLE
    basic = struct.pack("qqINNINII", 0, int(limits.cpu * 1e7), flags, 0, 0, limits.processes, 0, 0, 0)
    extended = basic + bytes(48) + struct.pack("NNNN", 0, limits.memory, 0, 0)
    handle = ctypes.c_void_p(tree)
    set_up = kernel.SetInformationJobObject(handle, EXTENDED, extended, len(extended))
    taken = kernel.AssignProcessToJobObject(handle, ctypes.c_void_p(getattr(process, "_handle")))  # noqa: B009
    return int(tree) if set_up and taken else 0


def end_tree(process: subprocess.Popen[bytes], tree: int) -> None:
    """End the process and all that descends from it."""
    if tree:
        kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009
        kernel.TerminateJobObject(ctypes.c_void_p(tree), 1)
        kernel.CloseHandle(ctypes.c_void_p(tree))
    else:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
