"""Arguments: token, then the numbers of processes outside. Prints GOT for each thing that it could do to one."""

import ctypes
import os
import resource
import signal
import sys

libc = ctypes.CDLL(None, use_errno=True)


def try_to(name, attempt):
    try:
        print(name, "GOT", attempt())
    except OSError as error:
        print(name, "KEPT", error.errno)


def call(name, *words):
    if getattr(libc, name)(*words) == -1:
        raise OSError(ctypes.get_errno(), "")


def read_memory(pid):
    class Vector(ctypes.Structure):
        _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))

    mine = ctypes.create_string_buffer(8)
    ours, theirs = Vector(ctypes.addressof(mine), 8), Vector(0x400000, 8)
    if libc.process_vm_readv(pid, ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0) == -1:
        raise OSError(ctypes.get_errno(), "")


def send_by_owner(pid):
    import fcntl

    read, write = os.pipe()
    fcntl.fcntl(read, fcntl.F_SETOWN, pid)
    fcntl.fcntl(read, 10, signal.SIGUSR1)  # F_SETSIG
    fcntl.fcntl(read, fcntl.F_SETFL, os.O_ASYNC)
    os.write(write, b"x")


for pid in map(int, sys.argv[2:]):
    try_to("environment", lambda: open(f"/proc/{pid}/environ").read())
    try_to("command line", lambda: open(f"/proc/{pid}/cmdline").read())
    try_to("memory", lambda: open(f"/proc/{pid}/mem", "rb"))
    try_to("memory by call", lambda: read_memory(pid))
    try_to("descriptors", lambda: os.listdir(f"/proc/{pid}/fd"))
    try_to("trace", lambda: call("ptrace", 16, pid, None, None))
    try_to("seize", lambda: call("ptrace", 0x4206, pid, None, None))
    try_to("limits", lambda: resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1)))
    try_to("priority", lambda: os.setpriority(os.PRIO_PROCESS, pid, 19))
    try_to("affinity", lambda: os.sched_setaffinity(pid, {0}))
    try_to("signal by owner", lambda: send_by_owner(pid))
    try_to("signal by descriptor", lambda: signal.pidfd_send_signal(os.pidfd_open(pid), signal.SIGUSR1))
    try_to("queue", lambda: call("sigqueue", pid, int(signal.SIGUSR1), None))
    for number in (signal.SIGSTOP, signal.SIGKILL):
        try_to(number.name, lambda: os.kill(pid, number))
