"""A pack's signature, as data: what is signed, and by which key. Nothing here says whether it holds (see `signers`).

The format is that of `ssh-keygen -Y sign` (PROTOCOL.sshsig of OpenSSH).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping

NAMESPACE = "tutor-pack"
"""What the key signs for. A signature made for a letter or a commit is none of a pack."""
_HEAD = "tutor-pack 1"
_MAGIC = b"SSHSIG"
_VERSION = 1
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----", b"-----END SSH SIGNATURE-----"
_TYPE = re.compile(rb"[a-z0-9@.-]{1,64}")


def signed_text(files: Mapping[str, str]) -> bytes:
    """What is signed: a line for each file, its SHA-256 and its name, in the order of the names."""
    lines = [_HEAD, *(f"{digest}  {name}" for name, digest in sorted(files.items()))]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def key_of(signature: bytes) -> bytes | None:
    """The public key that a signature names, in SSH's own form; None where it is no signature of a pack."""
    armour = signature.strip()
    if not (armour.startswith(_BEGIN) and armour.endswith(_END)):
        return None
    try:
        blob = base64.b64decode(b"".join(armour[len(_BEGIN) : -len(_END)].split()), validate=True)
        if not blob.startswith(_MAGIC) or int.from_bytes(blob[6:10], "big") != _VERSION:
            return None
        key, rest = _string(blob[10:])
        namespace, _ = _string(rest)
        kind, _ = _string(key)
    except (binascii.Error, ValueError):
        return None
    return key if namespace == NAMESPACE.encode() and _TYPE.fullmatch(kind) else None


def fingerprint(key: bytes) -> str:
    """How people compare keys: `SHA256:…`, as ssh-keygen shows it."""
    return f"SHA256:{base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip('=')}"


def other_signer(before: bytes, now: bytes) -> str:
    """What is wrong with a new version of a signed pack that somebody else signed, or nobody; else nothing.

    Only the keys that the signatures name are compared: whether they hold is asked for itself.
    """
    old, new = key_of(before) if before else None, key_of(now) if now else None
    if old is None or old == new:
        return ""
    this = f"with {fingerprint(new)}" if new else "by nobody"
    return f"the library has this course signed with {fingerprint(old)}, and this version is signed {this}"


def public_line(key: bytes) -> str:
    """A public key as it stands in `.pub` files and lists of signers."""
    kind, _ = _string(key)
    return f"{kind.decode('ascii')} {base64.b64encode(key).decode()}"


def _string(data: bytes) -> tuple[bytes, bytes]:
    """The first string of SSH's binary form, and what follows it. Raises `ValueError` when it is cut off."""
    length = int.from_bytes(data[:4], "big")
    if len(data) < 4 or len(data) < 4 + length:
        raise ValueError("cut off")
    return data[4 : 4 + length], data[4 + length :]
