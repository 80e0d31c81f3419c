"""Prints GOT for each place of the system that it could write to. Nothing is changed where it could."""

import os
import sys

places = ["/usr/bin/env", "/bin/sh", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/etc/ld.so.cache"]
for place in [*places, os.path.realpath(sys.executable), os.__file__]:
    try:
        os.close(os.open(place, os.O_WRONLY))
        print(place, "GOT")
    except OSError:
        print(place, "KEPT")
for folder in [
    "/",
    "/usr",
    "/tmp/..",
    "/dev",
    "/dev/shm",
    "/etc",
    "/proc",
    "/run",
    "/var/tmp",
    os.path.dirname(os.__file__),
]:
    try:
        os.rmdir(folder + "/tutor-made") if os.path.isdir(folder + "/tutor-made") else None
        os.mkdir(folder + "/tutor-made")
        os.rmdir(folder + "/tutor-made")
        print(folder, "GOT")
    except OSError:
        print(folder, "KEPT")
for place in ["/usr/bin/env", os.__file__, os.path.realpath(sys.executable)]:
    descriptor = os.open(place, os.O_RDONLY)
    mode = os.stat(place).st_mode & 0o777
    for name, attempt in {
        "chmod": lambda: os.chmod(place, mode),
        "fchmod": lambda: os.fchmod(descriptor, mode),
        "chmod in folder": lambda: os.chmod(os.path.basename(place), mode, dir_fd=os.open(os.path.dirname(place), 0)),
        "chmod by /proc": lambda: os.chmod(f"/proc/self/fd/{descriptor}", mode),
        "chown": lambda: os.fchown(descriptor, os.stat(place).st_uid, -1),
    }.items():
        try:
            attempt()
            print(name, place, "GOT")
        except OSError as error:
            print(name, place, "KEPT", error.errno)
