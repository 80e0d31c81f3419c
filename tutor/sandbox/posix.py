"""One run on Linux or macOS: the pipes, the clock, and the end of it all."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import threading
import time
from pathlib import Path

from .counted import counted
from .ending import outcome
from .folder import fresh_folder
from .gathered import Gathered, OnOutput
from .job import Job, Outcome, Tier
from .launcher import LINUX, family
from .order import INSIDE, environment, order, start

STARTING = 20.0  # seconds that the box itself may take to stand, on a machine that is busy
TICK = 0.04  # seconds between two looks at `stop`
GRACE = 0.3  # seconds that the launcher has to end everything before it is ended itself
LAST = 0.7  # seconds for pipes to run dry after that
CHUNK = 65536


def run(job: Job, tier: Tier, on_output: OnOutput | None, stop: threading.Event | None) -> Outcome:
    """Carry a job out; raises NoBox if the means of the tier are not there, NoProgram if that is not."""
    with fresh_folder() as place:
        work = INSIDE if tier == "closed" else os.path.join(os.path.realpath(place), "work")
        if tier != "closed":
            os.mkdir(work, 0o700)
        with contextlib.ExitStack() as stack:
            told = readable_copy(stack, place, "order", order(job, tier, work))
            stdin = readable_copy(stack, place, "stdin", job.stdin)
            run = Run(job, tier, work, Gathered(job.limits, on_output), stop, stack)
            run.begin(told, stdin)
            return run.to_its_end()


def readable_copy(stack: contextlib.ExitStack, place: str, name: str, content: bytes) -> int:
    """A descriptor that reads these bytes from a file without a name: nothing to feed, no way to write."""
    path = os.path.join(place, name)
    with open(path, "xb") as file:
        file.write(content)
    descriptor = os.open(path, os.O_RDONLY)
    stack.callback(os.close, descriptor)
    os.unlink(path)
    return descriptor


class Run:
    """One run. What opens something here hands its closing to `stack`, so that nothing stays, whatever is raised."""

    def __init__(
        self,
        job: Job,
        tier: Tier,
        work: str,
        gathered: Gathered,
        stop: threading.Event | None,
        stack: contextlib.ExitStack,
    ) -> None:
        self.job, self.tier, self.work, self.gathered, self.stop, self.stack = job, tier, work, gathered, stop, stack
        self.selector = stack.enter_context(selectors.DefaultSelector())
        self.control = stack.enter_context(contextlib.ExitStack())
        self.news = bytearray()
        self.begun = time.monotonic()

    def begin(self, told: int, stdin: int) -> None:
        """Start the launcher, which starts the program."""
        with contextlib.ExitStack() as theirs:
            out, err, news = (self.pipe(name, theirs) for name in ("out", "err", "news"))
            report = self.pipe("report", theirs) if self.job.report else -1
            listen, control = os.pipe()
            theirs.callback(os.close, listen)
            self.control.callback(os.close, control)
            passed = [told, listen, news, report]
            first = self.stack.enter_context(counted(self.job.limits.processes))
            self.process = subprocess.Popen(
                first + start(self.tier, self.work, self.job.limits, passed),
                stdin=stdin,
                stdout=out,
                stderr=err,
                pass_fds=[descriptor for descriptor in passed if descriptor >= 0],
                env=environment(self.work),
                cwd="/" if self.tier == "closed" else self.work,
                start_new_session=True,
            )
            self.stack.callback(self.put_down)

    def pipe(self, name: str, theirs: contextlib.ExitStack) -> int:
        """A pipe whose one end is read here; the other end is returned, for the child."""
        ours, end = os.pipe()
        theirs.callback(os.close, end)
        self.stack.callback(os.close, ours)
        os.set_blocking(ours, False)
        self.selector.register(ours, selectors.EVENT_READ, name)
        return end

    def to_its_end(self) -> Outcome:
        ended_by = ""
        while not ended_by and "news" in self.open():
            self.read(TICK)
            ended_by = self.enough()
        seconds = time.monotonic() - self.begun
        self.control.close()
        self.drain(GRACE)
        self.put_down()
        self.drain(LAST)
        return outcome(
            self.job.limits, self.tier, self.gathered, ended_by, self.news.decode("ascii", "replace"), seconds
        )

    def enough(self) -> str:
        """Why we end it ourselves, if we do."""
        if self.stop is not None and self.stop.is_set():
            return "stopped"
        if self.gathered.full:
            return self.gathered.full
        most = self.job.limits.wall if self.news else STARTING
        return "" if time.monotonic() - self.begun < most else "wall" if self.news else "start"

    def open(self) -> set[str]:
        return {key.data for key in self.selector.get_map().values()}

    def read(self, patience: float) -> None:
        """Take what has come; a pipe that has ended is no longer looked at."""
        for key, _ in self.selector.select(patience):
            chunk = os.read(key.fd, CHUNK)
            if not chunk:
                self.selector.unregister(key.fd)
            elif key.data == "news":
                self.begun = self.begun if self.news else time.monotonic()
                self.news += chunk
            else:
                self.gathered.take(key.data, chunk)

    def drain(self, patience: float) -> None:
        """Read until every pipe has ended, so long as that takes at most so many seconds."""
        until = time.monotonic() + patience
        while self.open() and time.monotonic() < until:
            self.read(TICK)

    def put_down(self) -> None:
        """End what is still there. The launcher has done so already unless it was ended itself, or hindered."""
        if self.process.returncode is not None:
            return
        if not self.open():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
        if self.tier == "closed":
            self.process.kill()  # and its namespace with it
        elif self.process.poll() is None or b"=" not in self.news:
            end_family(self.process, self.work)
        self.process.wait()


def end_family(process: subprocess.Popen[bytes], work: str) -> None:
    """End the launcher and all that descends from it or, orphaned, still names the working folder."""
    until = time.monotonic() + LAST
    while time.monotonic() < until:
        found = of_folder(work) if LINUX else set()
        if process.poll() is None:
            found |= {process.pid, *(family(process.pid) if LINUX else ())}
        for pid in found:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        if not found:
            break
        time.sleep(0.002)


def of_folder(work: str) -> set[int]:
    """Processes that work in this folder or have it as their HOME, as far as we may look."""
    found = set()
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError):
                here = os.readlink(f"/proc/{name}/cwd")
                environ = Path(f"/proc/{name}/environ").read_bytes()
                if here.startswith(work) or f"HOME={work}".encode() in environ.split(b"\0"):
                    found.add(int(name))
    return found
