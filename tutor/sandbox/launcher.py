"""What runs beside the program: starts it, watches over all that descends from it, ends them all.

It is handed, compiled and with `becoming` and `touches`, to a bare Python (`-I -S -c`), inside bubblewrap or not. Its
arguments are four file descriptors: the order (see `order.py`), control (whose end means "end everything": so also
when the tutor is killed), news, and the report or -1. Standard library alone, and little of that: each import costs
every run milliseconds.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any
if TYPE_CHECKING or __name__ != "__main__":
    from . import becoming, touches

SUBREAPER, DUMPABLE = 36, 4  # PR_*, linux/prctl.h
ENTRIES = 10_000  # files and folders that a working folder may hold
SHARED = 16_000_000  # bytes of a process that are mostly the text of its program and libraries
LOOK, FEW = 50, 8  # short looks between two long ones, unless more than a few were found
LINUX = sys.platform == "linux"


def main(order: dict[str, Any], control: int, news: int, report: int) -> None:
    """The whole life of the launcher; what it tells on `news` see `tell`."""
    if LINUX:
        becoming.call("prctl", SUBREAPER, 1, 0, 0, 0)
        becoming.call("prctl", DUMPABLE, 0, 0, 0, 0)
    os.umask(0o077)
    try:
        lay_out(order["folder"], order["files"])
    except OSError as full:
        return tell(news, f"! Its files can't be written: {full.strerror}.")
    wake = wake_on_children()
    trouble, tell_trouble = os.pipe()
    niceness, alone = go_first(), keep_signals_in(order)
    ask = prepare_to_ask(order)
    program = os.fork()
    if not program:
        becoming.become(order, report, tell_trouble, niceness)
    listener = take_over(ask)
    os.close(tell_trouble)
    let_go_of(report)
    if error := os.read(trouble, 1000):
        return tell(news, "! " + error.decode())
    tell(news, "+")
    ended = watch(program, order, control, wake, listener)
    if not order["namespace"]:  # where there is one, all in it end with us, at once
        end_all(program, ended, alone)
    return tell(news, "= {state} {over} {cpu} {rss}".format(**ended))


def tell(news: int, line: str) -> None:
    """`+` has started; `! sentence` could not; `= state limit seconds bytes` has ended, `-` for what there is not."""
    os.write(news, f"{line}\n".encode())


def lay_out(folder: str, files: dict[str, bytes]) -> None:
    """Write the files into the working folder, and stay there."""
    os.chdir(folder)
    for name, content in files.items():
        if "/" in name:
            os.makedirs(name.rpartition("/")[0], exist_ok=True)
        with open(name, "xb") as file:
            file.write(content)


def wake_on_children() -> int:
    """A pipe that can be read from whenever a child has ended."""
    import _signal  # type: ignore[import-not-found]  # signal without its enumerations

    wake, write = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(write, False)
    _signal.signal(_signal.SIGCHLD, lambda *_: None)
    _signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    return wake


def go_first() -> int:
    """Be scheduled before a thousand others, where that is allowed (to root, whom no limit of processes holds)."""
    niceness = os.nice(0)
    if LINUX:
        try:
            os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(1))
        except OSError:
            pass
    return niceness


def prepare_to_ask(order: dict[str, Any]) -> Any:
    """Our end of a pair by which the program's process sends the descriptor that the kernel asks on; see touches.py."""
    if not order["ask"]:
        return None
    import _socket  # of two processes of our own: there is no way to hand a descriptor on but this

    ours, theirs = _socket.socketpair()
    os.dup2(theirs.fileno(), becoming.HIGH + 1, inheritable=False)
    theirs.close()
    order["ask"]["send"] = lambda listener: touches.hand_over(_socket.socket(fileno=becoming.HIGH + 1), listener)
    return ours


def take_over(pair: Any) -> int:
    """The descriptor by which the kernel asks, or -1."""
    if pair is None:
        return -1
    os.close(becoming.HIGH + 1)
    return touches.take_over(pair)


def let_go_of(report: int) -> None:
    """Only the program and its children hold the pipes, so that their end can be seen."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in 0, 1, 2:
        os.dup2(nowhere, standard)
    if report >= 0:
        os.close(report)


def watch(program: int, order: dict[str, Any], control: int, wake: int, listener: int) -> dict[str, Any]:
    """Wait for the program's end, for the word to end it, or for a limit that its family breaks together."""
    import select
    from time import monotonic, process_time

    ended: dict[str, Any] = {"state": "-", "over": "-", "cpu": 0.0, "rss": 0}
    heard = select.poll()
    for descriptor in (control, wake, listener) if listener >= 0 else (control, wake):
        heard.register(descriptor, select.POLLIN)
    look = 0.0  # when next to look at the family: neither sooner nor later for all that the program asks or forks
    while True:
        ready = dict(heard.poll(max(0.0, look - monotonic()) * 1000 + 1))
        if ready.get(listener, 0) & select.POLLIN:
            touches.answer(listener, order["ask"]["numbers"], order["folder"])
        elif listener in ready:
            heard.unregister(listener)  # nobody is left who could ask; a descriptor that has ended is ready for ever
        if wake in ready:
            os.read(wake, 4096)
        reap(program, ended)
        if ended["state"] != "-" or control in ready:
            return ended
        if monotonic() >= look:
            begun = process_time()
            ended["over"] = over(order["most"], ended) or "-"
            if ended["over"] != "-":
                return ended
            look = monotonic() + min(0.3, max(0.03, 20 * (process_time() - begun)))  # a twentieth of one core


def reap(program: int, ended: dict[str, Any]) -> bool:
    """Take leave of every child that has ended, adopted ones too; false when there are none left, alive or dead."""
    try:
        while True:
            pid, state, used = os.wait4(-1, os.WNOHANG)
            if not pid:
                return True
            ended["cpu"] += used.ru_utime + used.ru_stime
            ended["rss"] = max(ended["rss"], used.ru_maxrss * (1024 if LINUX else 1))
            if pid == program:
                ended["state"] = state
    except ChildProcessError:
        return False


def over(most: dict[str, float], ended: dict[str, Any]) -> str:
    """The limit that the family breaks together, if any."""
    if LINUX:
        seen = family(os.getpid())
        ticks = os.sysconf("SC_CLK_TCK")
        page = os.sysconf("SC_PAGE_SIZE")
        if sum(threads for _, _, threads in seen.values()) > most["processes"]:
            return "processes"
        if ended["cpu"] + sum(ticked for ticked, _, _ in seen.values()) / ticks > most["cpu"]:
            return "cpu"
        if sum(max(0, pages * page - SHARED) for _, pages, _ in seen.values()) > most["memory"]:
            return "memory"
    return "disk" if too_full(most) else ""


def family(root: int) -> dict[int, tuple[int, int, int]]:
    """All that descend from a process: (ticks of computing, pages in memory, threads), by proc(5)/stat; zombies too."""
    known: dict[int, list[int]] = {}
    facts = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb", 0) as file:
                    fields = file.read(2000).rpartition(b")")[2].split()
            except OSError:
                continue
            known.setdefault(int(fields[1]), []).append(int(name))
            facts[int(name)] = sum(map(int, fields[11:15])), int(fields[21]), int(fields[17])
    found: dict[int, tuple[int, int, int]] = {}
    waiting = list(known.get(root, ()))
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found[pid] = facts[pid]
            waiting += known.get(pid, ())
    return found


def too_full(most: dict[str, float]) -> bool:
    """Whether the working folder holds too much. A file system of its own keeps its size: only names are counted."""
    if not most["disk"]:
        room = os.statvfs(".")
        return room.f_files - room.f_ffree > ENTRIES
    entries, size, waiting = 0, 0, ["."]
    try:
        while waiting and entries <= ENTRIES and size <= most["disk"]:
            with os.scandir(waiting.pop()) as inside:
                for entry in inside:
                    entries += 1
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        size += entry.stat(follow_symlinks=False).st_size
    except FileNotFoundError:
        return False  # taken away while we looked
    except OSError as error:
        return error.errno == 36  # ENAMETOOLONG: so deep that nobody can look
    return entries > ENTRIES or size > most["disk"]


def end_all(program: int, ended: dict[str, Any], alone: bool) -> None:
    """Kill whatever is left, again and again until nothing descends from us.

    Who loses its parent becomes our child, so killing our children comes to all in the end; that look is short enough
    to catch one that forks and goes at once. The longer look at all generations is for those who multiply.
    """
    from time import sleep

    rounds, found = 0, list[int]()
    while True:
        found = [-1] if alone else victims(program, rounds % LOOK == 0 or len(found) > FEW)
        for pid in found:
            try:
                os.kill(pid, 9)
            except OSError:
                pass  # it went by itself
        if not reap(program, ended):
            return
        rounds += 1
        sleep(0.001 if rounds % LOOK == 0 else 0)


def victims(program: int, all_generations: bool) -> list[int]:
    """Whom to kill in this round: a process group, as a negative number, goes at once and so can't outrun us."""
    if not LINUX:
        return [-program]
    if all_generations:
        return [-program, *family(os.getpid())]
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", "rb", 0) as file:
            return [int(pid) for pid in file.read(4096).split()[:500]]
    except OSError:
        return list(family(os.getpid()))  # a kernel without that list


def keep_signals_in(order: dict[str, Any]) -> bool:
    """Whether a signal to everybody (-1) reaches the program's family alone, so that all can be ended in one stroke.

    Landlock's scope of signals is laid on ourselves for that. Believed only if our own maker, whom we otherwise could
    signal, is now out of reach: else that signal would end all that this person runs.
    """
    if not order["scope"]:
        return False
    try:
        maker = os.getppid()
        same_owner = os.stat(f"/proc/{maker}").st_uid == os.getuid()
        os.kill(maker, 0)
        becoming.call("prctl", becoming.NO_NEW_PRIVS, 1, 0, 0, 0)
        becoming.restrict(**order["scope"])
    except OSError:
        return False
    try:
        os.kill(maker, 0)
    except PermissionError:
        return same_owner and os.getppid() == maker
    except OSError:
        pass
    return False


if __name__ == "__main__":
    given: dict[str, Any] = globals()["order"]
    for name in "becoming", "touches":
        globals()[name] = part = type(sys)(name)
        exec(given["code"][name], part.__dict__)  # our own files, compiled by ourselves
    try:
        main(given, *map(int, sys.argv[2:5]))
    except Exception as trouble:  # told as what it is; whoever hears it ends what is left
        tell(int(sys.argv[3]), f"! The launcher failed: {trouble!r:.300}")
