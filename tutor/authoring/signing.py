"""Signing a pack with the SSH key that its author has: `ssh-keygen -Y sign`, over the hashes of all its files."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

from tutor.packs.compile import load
from tutor.packs.papers import Papers
from tutor.packs.signature import NAMESPACE, fingerprint, key_of, signed_text
from tutor.packs.signers import INSTALL, ssh_keygen
from tutor.packs.stamps import SIGNATURE

LONGEST_WAIT = 300.0
"""Seconds to type a passphrase, or to touch a key of hardware, in. Tunable (60..900)."""
USUAL_KEYS = ("id_ed25519", "id_ecdsa", "id_rsa", "id_ed25519_sk", "id_ecdsa_sk")


class CannotSign(Exception):
    """Why there is no signature, in one sentence (or the lines of a bad pack). `status` is the exit status."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


def sign(folder: Path, key: Path | None) -> tuple[Path, str, int]:
    """Sign the pack in a folder. Returns the signature's file, the key's fingerprint, and how many files it covers."""
    if not folder.is_dir():
        raise CannotSign("A pack is signed as a folder; zip it afterwards, and the signature goes along.", 2)
    papers, program, key = _papers(folder), ssh_keygen(), key or _usual_key()
    if not program:
        raise CannotSign(f"Signing needs ssh-keygen: {INSTALL}.")
    if not key.is_file():
        raise CannotSign(f"There is no key {key}.", 2)
    made = _signature(program, key, signed_text(papers.files))
    public = key_of(made)
    if public is None:
        raise CannotSign("What ssh-keygen gave is no signature; nothing was written.")
    place = folder / SIGNATURE
    _write(place, made)
    return place, fingerprint(public), len(papers.files)


def _papers(folder: Path) -> Papers:
    loaded = load(folder)
    if loaded.compiled is None:
        lines = [str(problem) for problem in loaded.problems if problem.severity == "error"]
        raise CannotSign("\n".join([*lines, "A pack with errors is not signed."]))
    return loaded.compiled.papers


def _usual_key() -> Path:
    home = Path.home() / ".ssh"
    found = next((home / name for name in USUAL_KEYS if (home / name).is_file()), None)
    if found is None:
        raise CannotSign(f"There is no key in {home}; make one with ssh-keygen -t ed25519, or name yours with --key.")
    return found


def _signature(program: str, key: Path, text: bytes) -> bytes:
    """What ssh-keygen makes of the text. It asks for a passphrase itself, on the terminal."""
    command = [program, "-q", "-Y", "sign", "-f", str(key.absolute()), "-n", NAMESPACE]
    try:
        done = subprocess.run(command, input=text, stdout=subprocess.PIPE, timeout=LONGEST_WAIT, check=False)
    except subprocess.TimeoutExpired:
        raise CannotSign("ssh-keygen waited too long for an answer; nothing was written.") from None
    except OSError as problem:
        raise CannotSign(f"ssh-keygen can't be run ({problem.strerror}); nothing was written.") from problem
    if done.returncode != 0:
        raise CannotSign(f"ssh-keygen could not sign with {key}; it says why above, and nothing was written.")
    return done.stdout


def _write(place: Path, data: bytes) -> None:
    """Put the signature there, whole or not at all; a link there is replaced and never followed."""
    partly = place.with_name(f".{place.name}.new")
    try:
        partly.unlink(missing_ok=True)
        handle = os.open(partly, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR | 0o044)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        partly.replace(place)
    except OSError as problem:
        raise CannotSign(f"{place} can't be written ({problem.strerror}).") from problem
