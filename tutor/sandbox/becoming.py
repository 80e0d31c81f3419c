"""How a forked child of the launcher becomes the program: limits set, doors shut, then nothing of ours is left.

Runs in the launcher's process alone, see `launcher.py`: standard library, and little of that.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NO_NEW_PRIVS, DROP_BOUND, SECCOMP = 38, 24, 22  # PR_*, linux/prctl.h
ADD_RULE, RESTRICT_SELF, CREATE_RULESET = 445, 446, 444  # Landlock's calls: one number on every machine
NEW_LISTENER = 8  # SECCOMP_FILTER_FLAG_NEW_LISTENER
LINUX = sys.platform == "linux"
HIGH = 200  # a file descriptor out of the way of those that are passed on; so is the next one


def become(order: dict[str, Any], report: int, trouble: int, niceness: int) -> None:
    """In the child: shut the doors, then be the program. Never returns."""
    try:
        os.setsid()
        os.nice(niceness + 5 - os.nice(0))  # the launcher and the tutor's screen come first
        plain_signals()
        trouble = os.dup2(trouble, HIGH, inheritable=False)
        if report >= 0:
            os.dup2(report, 3)
        os.closerange(3 if report < 0 else 4, HIGH)
        os.closerange(HIGH + 2, 65536)
        set_limits(order["limits"])
        if LINUX:
            shut(order)
        os.execve(order["program"], order["argv"], order["env"])
    except BaseException as error:  # the edge of a forked child: nothing may return from it
        text = error.strerror if isinstance(error, OSError) and error.strerror else repr(error)
        os.write(trouble, f"{order['argv'][0]!r:.100} can't be started: {text:.300}.".encode("ascii", "replace"))
    finally:
        os._exit(127)


def plain_signals() -> None:
    """Python ignores two signals; a program starts with none ignored and none blocked."""
    import _signal  # type: ignore[import-not-found]

    for number in (_signal.SIGPIPE, _signal.SIGXFSZ, _signal.SIGINT, _signal.SIGCHLD):
        _signal.signal(number, _signal.SIG_DFL)
    _signal.set_wakeup_fd(-1)
    _signal.pthread_sigmask(_signal.SIG_SETMASK, [])


def set_limits(limits: dict[str, int]) -> None:
    """By the names of `resource`, soft and hard alike; CPU gets a second in between, so that SIGXCPU comes first."""
    import resource

    for name, most in limits.items():
        if hasattr(resource, name):
            which = getattr(resource, name)
            hard = resource.getrlimit(which)[1]
            soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(which, (soft, soft + 1 if name == "RLIMIT_CPU" and soft == most else soft))


def call(name: str, *args: Any) -> int:
    """A function of the C library, by whole words; -1 is raised as OSError."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    words = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    result: int = getattr(libc, name)(*words)
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def shut(order: dict[str, Any]) -> None:
    """No way to more rights, the files by Landlock, the kernel's side doors and the network by seccomp."""
    for capability in range(64):
        try:
            call("prctl", DROP_BOUND, capability, 0, 0, 0)
        except OSError:
            break  # not root, or the last one
    call("prctl", NO_NEW_PRIVS, 1, 0, 0, 0)
    if order["landlock"]:
        restrict(**order["landlock"])
    if order["filter"]:
        filter_calls(order["filter"], order["ask"])


def filter_calls(filter: bytes, ask: dict[str, Any] | None) -> None:
    """By seccomp; of some calls the kernel is to ask the launcher, to which the descriptor for that is sent."""
    import ctypes

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("rules", ctypes.c_char_p))

    program = Program(len(filter) // 8, filter)
    if ask is None:
        call("prctl", SECCOMP, 2, ctypes.byref(program), 0, 0)
        return
    listener = call("syscall", ask["seccomp"], 1, NEW_LISTENER, ctypes.byref(program))
    ask["send"](listener)
    os.close(listener)


def restrict(attributes: bytes, paths: list[tuple[str, int]], on_files: int) -> None:
    """By Landlock: `attributes` is a landlock_ruleset_attr; each path gets its rights, a file those of `on_files`."""
    ruleset = call("syscall", CREATE_RULESET, attributes, len(attributes), 0)
    for path, rights in paths:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        if not os.path.isdir(path):
            rights &= on_files
        call("syscall", ADD_RULE, ruleset, 1, rights.to_bytes(8, sys.byteorder) + place.to_bytes(4, sys.byteorder), 0)
        os.close(place)
    call("syscall", RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
