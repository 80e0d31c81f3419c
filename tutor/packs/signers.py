"""Who signed a pack: asked of `ssh-keygen`, with the list of signers that a person knows.

A good signature says who, never that a pack is harmless. The list is in the form of OpenSSH's `allowed_signers`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from msgspec import Struct

from tutor.language import _, later
from tutor.packs.papers import Papers
from tutor.packs.private import alone, write_privately
from tutor.packs.signature import NAMESPACE, fingerprint, key_of, public_line, signed_text

LONGEST_WAIT = 20.0
"""Seconds that checking may take; it takes some hundredths. Tunable (5..60)."""
LARGEST_LIST = 1_000_000
INSTALL = later("install OpenSSH, which has ssh-keygen (on Debian and Ubuntu the package openssh-client)")

Standing = Literal["unsigned", "known", "unknown", "refused", "bad", "unchecked"]


class Signed(Struct, frozen=True):
    """What a signature says. `known` and `unknown` ones hold; `known` has the name from the person's own list.

    `refused` holds too, but the list does not accept its key (now, or for packs). `said` tells it in one sentence.
    """

    standing: Standing
    said: str
    name: str = ""
    key: bytes = b""

    @property
    def holds(self) -> bool:
        """Whether the files are those that this key signed."""
        return self.standing in ("known", "unknown", "refused")


def ssh_keygen() -> str:
    """The path of ssh-keygen from the root, "" where there is none."""
    path = shutil.which("ssh-keygen") or ""
    return path if Path(path).is_absolute() else ""


def check(papers: Papers, signers: Path) -> Signed:
    """Who signed these files, and whether they are in the list `signers`, which may be missing."""
    if not papers.signature:
        return Signed("unsigned", _("It is not signed."))
    key = key_of(papers.signature)
    if key is None:
        return Signed("bad", _("Its signature is damaged, or none of a pack; ask its author for a new one."))
    shown = fingerprint(key)
    if not (program := ssh_keygen()):
        return Signed(
            "unchecked", _("It is signed, which can't be checked here: {install}.", install=_(INSTALL)), key=key
        )
    with TemporaryDirectory(prefix="tutor-") as folder:
        place = Path(folder, "signature")
        place.write_bytes(papers.signature)
        asking = _Asking(program, place, signed_text(papers.files))
        answer = asking("check-novalidate")
        if answer is None:
            return Signed(
                "unchecked", _("It is signed; ssh-keygen gave no answer whether the signature holds."), key=key
            )
        if not answer[0]:
            return Signed("bad", _("Something was changed after it was signed (key {key}).", key=shown), key=key)
        if not _lists(signers, key):
            words = later("Signed with a key that is not among those you know: {key}.")
            return Signed("unknown", _(words, key=shown), key=key)
        found = asking("find-principals", "-f", str(signers))
        name = found[1].split("\n", 1)[0].split(",", 1)[0].strip() if found and found[0] else ""
        holds = asking("verify", "-f", str(signers), "-I", name) if name else None
    if holds and holds[0]:
        return Signed("known", _("Signed by {name}, whom you know (key {key}).", name=name, key=shown), name, key)
    why = _("it has expired, is not valid yet, or is not for packs")
    words = later("Your list of signers doesn't accept its key {key}: {why}.")
    return Signed("refused", _(words, key=shown, why=why), key=key)


class _Asking:
    """Questions to ssh-keygen about one signature. It says yes or no, and some words; None when it does not answer."""

    def __init__(self, program: str, signature: Path, text: bytes) -> None:
        self._program, self._signature, self._text = program, signature, text

    def __call__(self, what: str, *more: str) -> tuple[bool, str] | None:
        command = [self._program, "-Y", what, "-n", NAMESPACE, "-s", str(self._signature), *more]
        try:
            done = subprocess.run(command, input=self._text, capture_output=True, timeout=LONGEST_WAIT, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.returncode == 0, done.stdout[:10_000].decode("utf-8", "replace")


def _lists(signers: Path, key: bytes) -> bool:
    """Whether a list of signers has this key, on whatever terms."""
    return public_line(key) in _read(signers)


def _read(signers: Path) -> str:
    try:
        with signers.open("rb") as file:
            return file.read(LARGEST_LIST).decode("utf-8", "replace")
    except OSError:
        return ""


def remember(signers: Path, name: str, key: bytes) -> str:
    """Put a key into the list, for packs only. Returns the name it has there: without spaces and signs."""
    known = re.sub(r"[^\w.@+-]+", "-", name).strip("-.")[:64] or "signer"
    line = f'{known} namespaces="{NAMESPACE}" {public_line(key)}\n'
    with alone(signers):
        write_privately(signers, f"{_read(signers).rstrip()}\n{line}".lstrip().encode())
    return known
