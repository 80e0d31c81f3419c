"""The kernel's side doors, shut: a seccomp filter as bytes of classic BPF, for x86_64 and aarch64.

A list of what is denied, not of what is allowed: learners' programs come from any compiler and interpreter. Files are
kept by Landlock or namespaces; this shuts what these leave open.
Numbers: asm/unistd_64.h and asm-generic/unistd.h; format: linux/seccomp.h, linux/filter.h.
"""

from __future__ import annotations

import platform
import struct

Numbers = dict[str, tuple[int, int]]
"""Calls by name: (number on x86_64, number on aarch64), -1 where there is none."""

MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

KERNEL: Numbers = {  # its larger surface, other processes' insides, and memory that no limit counts
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440), "process_mrelease": (448, 448), "unshare": (272, 97),
    "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "move_mount": (429, 429), "open_tree": (428, 428), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "kexec_load": (246, 104), "kexec_file_load": (320, 294),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "quotactl": (179, 60), "quotactl_fd": (443, 443), "acct": (163, 89),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
    "sethostname": (170, 161), "setdomainname": (171, 162), "syslog": (103, 116), "vhangup": (153, 58),
    "iopl": (172, -1), "ioperm": (173, -1), "modify_ldt": (154, -1), "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265), "fanotify_init": (300, 262), "personality": (135, 92),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "msgget": (68, 186),
    "semget": (64, 190), "mq_open": (240, 180), "mq_unlink": (241, 181),
}  # fmt: skip

OUTSIDE: Numbers = {  # what reaches past Landlock: others' memory, sockets, others' priority, owners of files
    "shmat": (30, 196), "shmctl": (31, 195), "semop": (65, 193), "semtimedop": (220, 192), "semctl": (66, 191),
    "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187),
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201), "accept": (43, 202),
    "accept4": (288, 242), "setpriority": (141, 140), "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119), "sched_setparam": (142, 118), "sched_setattr": (314, 274),
    "ioprio_set": (251, 30), "migrate_pages": (256, 238), "move_pages": (279, 239), "chown": (92, -1),
    "lchown": (94, -1), "fchown": (93, 55), "fchownat": (260, 54), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "fsetxattr": (190, 7), "setxattrat": (463, 463), "removexattr": (197, 14), "lremovexattr": (198, 15),
    "fremovexattr": (199, 16), "removexattrat": (466, 466), "file_setattr": (469, 469),
}  # fmt: skip

TOUCHES: Numbers = {  # modes and times of files: the kernel asks the launcher, see touches.py
    "chmod": (90, -1), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "utime": (132, -1), "utimes": (235, -1), "futimesat": (261, -1), "utimensat": (280, 88),
}  # fmt: skip

SIGNALS: Numbers = {  # before Landlock could keep signals in (ABI 6): none at all, not even to one's own children
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424),
}  # fmt: skip

TRUNCATE: Numbers = {"truncate": (76, 45)}  # before Landlock knew of it (ABI 3)

CLONE, CLONE3, SOCKETPAIR, PRLIMIT, FCNTL = (56, 220), (435, 435), (53, 199), (302, 261), (72, 25)
NAMESPACES = 0x7E020000  # CLONE_NEW*, linux/sched.h
F_SETOWN, F_SETOWN_EX = 8, 15  # fcntl: let the kernel send somebody a signal
STREAM = 1  # of AF_UNIX, both 1

LOAD, EQUAL, AT_LEAST, ANY_BIT, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06  # linux/bpf_common.h
NUMBER, ARCH, ARGUMENTS = 0, 4, 16  # offsets in seccomp_data; low halves on little-endian machines
ALLOW, KILL = 0x7FFF0000, 0x80000000
EPERM, ENOSYS, ASK = 0x00050001, 0x00050026, 0x7FC00000

Step = tuple[int, int, int, int]
"""(what, how many to skip if so, how many if not, with what)"""


def known_machine() -> bool:
    """Whether we know this machine's numbers."""
    return platform.machine() in MACHINES


def closed_filter() -> bytes:
    """The filter inside bubblewrap; empty on a machine whose numbers we don't know, where the namespaces hold alone."""
    return assemble([KERNEL], outside=False) if known_machine() else b""


def confined_filter(landlock_abi: int) -> bytes:
    """The filter beside Landlock: no sockets but pairs, and what this ABI of Landlock can't keep in."""
    lists = [KERNEL, OUTSIDE]
    lists += [SIGNALS] if landlock_abi < 6 else []
    lists += [TRUNCATE] if landlock_abi < 3 else []
    return assemble(lists, outside=True)


def assemble(lists: list[Numbers], *, outside: bool) -> bytes:
    """The filter: deny these calls, and of others what their arguments ask for; `outside` see OUTSIDE."""
    arch, column = MACHINES[platform.machine()]
    steps: list[Step] = [(LOAD, 0, 0, ARCH), (EQUAL, 1, 0, arch), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    if column == 0:
        steps += [(AT_LEAST, 0, 1, 0x40000000), (RETURN, 0, 0, ENOSYS)]  # x32, which shares the architecture
    denied = {numbers[column] for names in lists for numbers in names.values()} - {-1}
    for number in sorted(denied):
        steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, EPERM)]
    steps += when(CLONE3[column], [(RETURN, 0, 0, ENOSYS)])  # its flags are out of sight; libraries fall back to clone
    steps += when(CLONE[column], [argument(0), (ANY_BIT, 0, 1, NAMESPACES), (RETURN, 0, 0, EPERM)])
    steps += when(PRLIMIT[column], [argument(0), (EQUAL, 1, 0, 0), (RETURN, 0, 0, EPERM)])
    if outside:
        for number in asked_about():
            steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, ASK)]
        one = [(EQUAL, 1, 0, STREAM), (RETURN, 0, 0, EPERM)]
        steps += when(SOCKETPAIR[column], [argument(0), *one, argument(1), (AND, 0, 0, 0xFF), *one])
        own = [(EQUAL, 1, 0, F_SETOWN), (EQUAL, 0, 1, F_SETOWN_EX), (RETURN, 0, 0, EPERM)]
        steps += when(FCNTL[column], [argument(1), *own])
    return b"".join(struct.pack("HBBI", *step) for step in [*steps, (RETURN, 0, 0, ALLOW)])


def asked_about() -> dict[int, str]:
    """The calls about which the kernel asks the launcher, by their numbers here."""
    column = MACHINES[platform.machine()][1]
    return {numbers[column]: name for name, numbers in TOUCHES.items() if numbers[column] >= 0}


def own_number() -> int:
    """Of the call seccomp itself."""
    return (317, 277)[MACHINES[platform.machine()][1]]


def argument(index: int) -> Step:
    """Load the lower half of an argument."""
    return (LOAD, 0, 0, ARGUMENTS + 8 * index)


def when(number: int, steps: list[Step]) -> list[Step]:
    """These steps for one call alone, which is allowed at their end."""
    return [(EQUAL, 0, len(steps) + 1, number), *steps, (RETURN, 0, 0, ALLOW)]
