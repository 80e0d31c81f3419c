"""Arguments: token, then paths outside. Prints GOT for each thing that it could do to one of them."""

import ctypes
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)


def try_to(name, attempt):
    try:
        print(name, "GOT", attempt())
    except (OSError, ValueError) as error:
        print(name, "KEPT", error.errno if isinstance(error, OSError) else error)


def raw(number, *words):
    if libc.syscall(number, *words) < 0:
        raise OSError(ctypes.get_errno(), "")


for path in sys.argv[2:]:
    try_to("read", lambda: open(path).read())
    try_to("list", lambda: os.listdir(os.path.dirname(path)))
    try_to("write", lambda: open(path, "w").write("taken"))
    try_to("append", lambda: open(path, "a").write("taken"))
    try_to("truncate", lambda: os.truncate(path, 0))
    try_to("make", lambda: os.mkdir(path + "-made"))
    try_to("chmod", lambda: os.chmod(path, 0o777))
    try_to("chown", lambda: os.chown(path, os.getuid(), os.getgid()))
    try_to("attribute", lambda: os.setxattr(path, "user.taken", b"1"))
    try_to("hard link", lambda: open((os.link(path, "linked"), "linked")[1]).read())
    os.symlink(path, "soft")
    try_to("soft link", lambda: open("soft").read())
    try_to("write through soft link", lambda: open("soft", "w").write("taken"))
    try_to("chmod through soft link", lambda: os.chmod("soft", 0o777))
    os.unlink("soft")
    try_to("up and over", lambda: open("../" * 30 + path[1:]).read())
    try_to("through /proc", lambda: open("/proc/self/root" + path).read())
    try_to("through a parent", lambda: open(f"/proc/{os.getppid()}/root" + path).read())
    try_to("handle", lambda: raw(303, -100, path.encode(), ctypes.create_string_buffer(200), b"\0" * 8, 0))
    try_to("change root", lambda: os.chroot(os.path.dirname(path)))
    try_to("bind mount", lambda: raw(165, os.path.dirname(path).encode(), b".", None, 4096, None))
    try_to("rename", lambda: os.rename(path, path + "x"))
    try_to("remove", lambda: os.unlink(path + "x"))
    try_to("remove", lambda: os.unlink(path))
