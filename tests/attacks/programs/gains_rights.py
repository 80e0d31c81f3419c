"""Whether it has, or can get, any right of root's."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
rights = (ctypes.c_uint32 * 6)()
libc.capget(header, rights)
print("capabilities", "GOT" if any(rights) else "KEPT")
print("new rights", "KEPT" if libc.prctl(39, 0, 0, 0, 0) == 1 else "GOT")  # PR_GET_NO_NEW_PRIVS
try:
    os.setuid(12345 if not os.getuid() else 0)
    print("another user", "GOT")
except OSError:
    print("another user KEPT")
