"""Tries packs as a person would: every command in a process of its own, forked from this one, which has all imported.

Started as `python tries.py FOLDER`, it reads one request a line (`pack`, a path, and what is to be done with it) and
answers with facts, one line of JSON each: how each command ended, what it cost, what of its output acts on a terminal.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import importlib
import io
import json
import os
import pkgutil
import re
import resource
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from attack import SECRET
from typed import answers, typing_all

FLOOR = 0.2
"""Seconds that `floor` computes on an ordinary computer that is not busy."""
LONGEST = 60.0
"""Seconds on the clock in which a command that hangs does nothing at all: a busy computer may keep any of them waiting.
One that computes without end is ended by its limit."""
DEAR = 4.0
"""Seconds of computing after which it is looked anew how busy the computer is."""
NOW = "2027-01-04T18:00:00+00:00"
NEIGHBOUR = "title: Neighbour\nid: neighbour\nitems:\n" + "".join(
    f"  - {{id: i{n}, ask: Is it {n}?, answer: '{n}'}}\n" for n in range(9)
)
ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
TURNING = re.compile("[\u2066-\u2069]")
Given = Callable[[Callable[[], bytes]], Iterator[bytes]]
"""The input of a command, made of what tells its last line of output."""


def main() -> None:
    folder = Path(sys.argv[1])
    prepare(folder)
    for line in sys.stdin:
        request = json.loads(line)
        told = tried(folder, Path(os.fsdecode(bytes.fromhex(request["pack"]))), **request["how"])
        print(json.dumps(told), flush=True)


def prepare(folder: Path) -> None:
    """All modules imported, and a home with a library, a learner and what that learner did, to be copied for each pack."""
    import tutor

    for module in pkgutil.walk_packages(tutor.__path__, "tutor."):
        if not re.match(
            r"tutor\.(tui|study\.drivers|__main__|sandbox\.(windows|launcher|becoming|touches)|cli\.preview)",
            module.name,
        ):
            importlib.import_module(module.name)
    from tutor.packs import shipped
    from tutor.sandbox import order
    from tutor.study import running

    shop = folder / "shipped"
    shop.mkdir()
    (shop / "neighbour.yaml").write_text(NEIGHBOUR)
    shipped.courses_folder = lambda: shop
    usual, made = order.environment, running.job_of
    order.environment = lambda where: {**usual(where), "ATTACK": os.environ.get("ATTACK", "")}
    running.job_of = lambda step, token: shorter(made(step, token))  # a program that never ends is ended sooner
    os.environ.update(TUTOR_NOW=NOW, LANG="C.UTF-8", TMPDIR=str(folder), TUTOR_HOME=str(folder / "home"))
    for name in ("LANGUAGE", "LC_ALL", "TUTOR_LANGUAGE"):
        os.environ.pop(name, None)
    SLOW[0] = floor()
    warm(shop / "neighbour.yaml")
    begun = command(["study", "neighbour", "--jsonl", "--seed", "1"], folder, answers)
    assert begun["status"] == 0, begun


def warm(pack: Path) -> None:
    """What commands load only when they are called is loaded before the first fork."""
    from tutor.__main__ import run

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert [run(words) for words in (["pack", "check", str(pack)], ["courses"])] == [0, 0]
    gc.collect()
    gc.freeze()


def floor() -> float:
    """How many times as long as usual this computer takes now, at least 1."""
    began = time.process_time()
    sum(range(10_000_000))
    return max(1.0, (time.process_time() - began) / FLOOR)


def shorter(job: Any) -> Any:
    import msgspec

    limits = msgspec.structs.replace(job.limits, wall=4.0, cpu=0.5)
    return msgspec.structs.replace(job, limits=limits)


def tried(folder: Path, pack: Path, *, faces: bool, runs: bool, turns: bool) -> dict[str, Any]:
    """What comes of one pack. `faces`: it is studied, line by line and as JSON Lines; `runs`: its programs are run."""
    case, home = pack.parent, pack.parent / "home"
    shutil.copytree(folder / "home", home)
    (case / "tmp").mkdir()
    os.environ.update(
        TUTOR_HOME=str(home), TMPDIR=str(case / "tmp"), ATTACK=f"attack-{os.getpid()}-{time.monotonic_ns()}"
    )
    before, mine = seen(case), learner(home)
    words = [str(pack)]
    commands: dict[str, dict[str, Any]] = {
        "check": command(["pack", "check", *(() if runs else ("--no-run",)), "--", *words], case)
    }
    if faces:
        commands["add"] = command(["add", "--", *words], case)
        study = ["study", "--learner", "other", "--seed", "3", "--gate", "open"]
        commands["plain"] = command([*study, "--plain", "--minutes", "600", "--", *words], case, typing_all)
        commands["wire"] = command([*study, "--jsonl", "--", *words], case, answers)
        commands["courses"] = command(["courses"], case)
    commands["neighbour"] = command(
        ["study", "neighbour", "--jsonl", "--learner-file", ":memory:"], case, lambda heard: iter([b'{"op":"next"}\n'])
    )
    facts = {name: judged(name, found, turns) for name, found in commands.items()}
    left = [str(path) for path in (case / "tmp").iterdir()]
    after = seen(case)
    touched = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    outside = sorted(key for key in touched if not key.startswith("tmp/"))
    return {
        "commands": facts,
        "usable": b'"task":{' in commands["neighbour"]["out"],
        "touched": outside,
        "left": left,
        "learner": mine == learner(home),
        "leaked": leaked(home) or any(SECRET.encode() in found["out"] + found["err"] for found in commands.values()),
        "survivors": survivors(os.environ["ATTACK"]) if runs else [],
    }


def nothing(heard: Callable[[], bytes]) -> Iterator[bytes]:
    return iter(())


def command(words: list[str], where: Path, given: Given = nothing) -> dict[str, Any]:
    """Run one command in a process of its own, in the folder of the pack; how it ended, what it wrote and cost."""
    out, err = (os.memfd_create(name) for name in ("out", "err"))
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        run_and_leave(words, where, given, out, err)
    hung = hangs(child)
    if hung:
        os.killpg(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    SLOW[0] = max(SLOW[0], floor()) if seconds > DEAR * SLOW[0] else SLOW[0]  # others may have come since it began
    return {
        "status": os.waitstatus_to_exitcode(status),
        "hung": hung,
        "out": everything(out),
        "err": everything(err),
        "seconds": seconds / SLOW[0],
        "clock": time.monotonic() - began,
        "memory": used.ru_maxrss // 1024,
    }


def hangs(child: int) -> bool:
    """Wait for the end of a command; True when it does nothing for so long."""
    handle = os.pidfd_open(child)
    try:
        before, now = "", computed(child)
        while before != now:
            if select.select([handle], [], [], LONGEST)[0]:
                return False
            before, now = now, computed(child)
        return True
    finally:
        os.close(handle)


def computed(child: int) -> str:
    """What a process and its children have computed so far."""
    return " ".join(Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:15])


def everything(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as file:
        file.seek(0)
        return file.read()


class Heard(io.FileIO):
    """Where a command writes; its last line is known."""

    last = b""

    def write(self, data: Any) -> int:
        self.last = bytes(data)
        return super().write(data) or 0


class Lines:
    """Standard input that knows what was answered."""

    def __init__(self, given: Iterator[bytes]) -> None:
        self.buffer = given

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        return next(self.buffer).decode()

    def isatty(self) -> bool:
        return False


SLOW = [1.0]
"""What `floor` found when this began: other programs make the same work take longer."""


def run_and_leave(words: list[str], where: Path, given: Given, out: int, err: int) -> None:
    """In the child: the command with its own input and output, then the end, whatever happens."""
    from tutor.__main__ import run

    status = 70
    try:
        os.setpgid(0, 0)
        os.chdir(where)
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
        resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))
        os.dup2(out, 1)
        os.dup2(err, 2)
        heard = Heard(1, "w", closefd=False)
        sys.stdin = Lines(given(lambda: heard.last))  # type: ignore[assignment]
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(heard), "utf-8", errors="replace")
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), "utf-8", errors="replace", write_through=True)
        status = run(words)
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def judged(name: str, found: dict[str, Any], turns: bool) -> dict[str, Any]:
    """The facts of a command, and what of its output acts."""
    texts = [found["err"].decode("utf-8", "replace")]
    out = found["out"].decode("utf-8", "replace")
    raw = [f"byte {byte:#x}" for byte in sorted(set(found["out"] + found["err"])) if byte < 32 and byte not in (9, 10)]
    if name in (
        "wire",
        "neighbour",
    ):  # data for a program: what hides may be in it, as it is in the pack, but nothing that acts
        texts += [
            re.sub("[\u200b\u2060-\u2064\ufeff]", "", text)
            for text in strings([json.loads(line) for line in found["out"].splitlines()])
        ]
    else:
        texts.append(out)
    acting = {
        f"U+{ord(match.group()):04X}"
        for text in texts
        for match in (*ACTING.finditer(text), *(() if turns else TURNING.finditer(text)))
    }
    return {
        **{key: found[key] for key in ("status", "hung", "seconds", "clock", "memory")},
        "acting": [*raw, *sorted(acting)],
        "traceback": "Traceback (most recent call last)" in texts[0] or found["status"] == 70,
        "problems": found["out"].decode("utf-8", "replace").splitlines()[:3_000] if name == "check" else [],
        "said": texts[0][-2_000:],
        "lines": out.count("\n"),
    }


def strings(tree: Any) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    if isinstance(tree, dict):
        return [text for key, value in tree.items() for text in (key, *strings(value))]
    return [text for value in tree for text in strings(value)] if isinstance(tree, list) else []


def seen(case: Path) -> dict[str, tuple[int, int, int]]:
    """Everything beside the home: kind and rights, size, when it was changed."""
    found = {}
    for path in case.rglob("*"):
        name = path.relative_to(case).as_posix()
        if not name.startswith("home"):
            facts = path.lstat()
            found[os.fsencode(name).hex() if not name.isprintable() else name] = (
                facts.st_mode,
                facts.st_size,
                facts.st_mtime_ns,
            )
    found.pop("tmp", None)
    return found


def learner(home: Path) -> dict[str, str]:
    """The learner who was there before, byte by byte."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (home / "learners").glob("me*")
        if path.is_file()
    }


def leaked(home: Path) -> bool:
    return any(SECRET.encode() in path.read_bytes() for path in home.rglob("*") if path.is_file())


def survivors(mark: str) -> list[str]:
    """Processes of a box that don't go. They are killed all at once; a busy computer takes a while to let them die."""
    until = time.monotonic() + 10
    while (found := [pid for pid in all_processes() if bears(pid, mark)]) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def all_processes() -> list[str]:
    return [entry.name for entry in Path("/proc").iterdir() if entry.name.isdigit()] if Path("/proc").is_dir() else []


def bears(pid: str, mark: str) -> bool:
    try:
        return int(pid) != os.getpid() and mark.encode() in Path("/proc", pid, "environ").read_bytes()
    except OSError:
        return False


if __name__ == "__main__":
    main()
