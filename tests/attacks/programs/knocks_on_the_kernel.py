"""Prints GOT for each of the kernel's side doors that is open. x86_64 and aarch64."""

import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
column = 0 if platform.machine() == "x86_64" else 1
NEW_USER, NEW_NET = 0x10000000, 0x40000000
doors = {
    "unshare": ((272, 97), NEW_USER),
    "unshare net": ((272, 97), NEW_USER | NEW_NET),
    "keyctl": ((250, 219), 0, -3, 0),
    "add_key": ((248, 217), b"user", b"x", b"y", 1, -3),
    "bpf": ((321, 280), 0, ctypes.create_string_buffer(128), 128),
    "perf_event_open": ((298, 241), ctypes.create_string_buffer(b"\0\0\0\0\x70", 128), 0, -1, -1, 0),
    "userfaultfd": ((323, 282), 1),
    "io_uring_setup": ((425, 425), 1, ctypes.create_string_buffer(120)),
    "memfd_create": ((319, 279), b"x", 0),
    "shmget": ((29, 194), 0, 4096, 0o1600),
    "msgget": ((68, 186), 0, 0o1600),
    "semget": ((64, 190), 0, 1, 0o1600),
    "mq_open": ((240, 180), b"tutor", 0o102, 0o600, None),
    "mount": ((165, 40), b"none", b".", b"tmpfs", 0, None),
    "chroot": ((161, 51), b"."),
    "personality": ((135, 92), 0x0040000),
    "fsopen": ((430, 430), b"tmpfs", 0),
    "swapoff": ((168, 225), b"/nothing"),
    "syslog": ((103, 116), 10, None, 0),
}
for name, ((numbers), *words) in doors.items():
    given = [ctypes.c_long(word) if isinstance(word, int) else word for word in words]
    result = libc.syscall(numbers[column], *given)
    print(name, "GOT" if result >= 0 else f"KEPT {ctypes.get_errno()}")
child = libc.syscall(ctypes.c_long((56, 220)[column]), ctypes.c_long(NEW_USER | 17), None, None, None, None)
if child == 0:
    os._exit(0)
print("clone", "GOT" if child > 0 else "KEPT")
if column == 0:
    print("x32", "GOT" if libc.syscall(ctypes.c_long(0x40000000 + 39)) > 0 else "KEPT")
