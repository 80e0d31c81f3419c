"""A pack's signature is a stranger's: whatever it is, it is read at once and never raises."""

from __future__ import annotations

import base64
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.packs import signers
from tutor.packs.papers import Papers
from tutor.packs.signature import NAMESPACE, key_of, other_signer
from tutor.packs.source import LARGEST_SIGNATURE

BEGIN, END = b"-----BEGIN SSH SIGNATURE-----", b"-----END SSH SIGNATURE-----"


def text(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


KEY = text(b"ssh-ed25519") + text(bytes(32))


def armour(key: bytes = KEY, namespace: str = NAMESPACE, version: int = 1) -> bytes:
    blob = b"SSHSIG" + version.to_bytes(4, "big") + text(key) + text(namespace.encode()) + text(b"")
    return b"%s\n%s\n%s\n" % (BEGIN, base64.encodebytes(blob), END)


def test_a_signature_names_its_key() -> None:
    assert key_of(armour()) == KEY
    assert key_of(b"\n " + armour().replace(b"\n", b"\r\n") + b"\n\n") == KEY
    assert other_signer(armour(), armour()) == ""
    assert "by nobody" in other_signer(armour(), b"")


@pytest.mark.parametrize(
    "other",
    [
        b"",
        BEGIN + END,
        BEGIN[:-5] + END,
        armour(namespace="git"),
        armour(version=2),
        armour(key=text(b"\x1b[2J") + b"x"),
        armour(key=b"\xff\xff\xff\xff"),
        armour()[:-40],
        armour() + b"more",
        armour().replace(b"\n", b"\n!", 1),
    ],
)
def test_what_is_none_of_a_pack_names_no_key(other: bytes) -> None:
    assert key_of(other) is None


@pytest.mark.parametrize("fill", [b" ", b"\n", b"A", b"= ", BEGIN, END])
@pytest.mark.parametrize("end", [b"", b"!", END])
def test_a_long_one_is_read_at_once(fill: bytes, end: bytes) -> None:
    begun = time.perf_counter()
    assert key_of(BEGIN + (fill * LARGEST_SIGNATURE)[:LARGEST_SIGNATURE] + end) is None
    assert time.perf_counter() - begun < 0.5


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(blob: bytes) -> None:
    for one in (blob, BEGIN + blob + END, BEGIN + base64.b64encode(b"SSHSIG\0\0\0\1" + blob) + END):
        key_of(one)


def program(folder: Path, text: str) -> str:
    path = folder / "ssh-keygen"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o700)
    return str(path)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize(
    ("signature", "does", "standing"),
    [
        (b"", "exit 0", "unsigned"),
        (armour()[:-40], "exit 0", "bad"),
        (armour(), "exit 1", "bad"),
        (armour(), None, "unchecked"),
        (armour(), "exec sleep 9", "unchecked"),
        (armour(), "exit 0", "unknown"),
    ],
)
def test_only_a_signature_that_was_checked_holds(
    signature: bytes, does: str | None, standing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signers.shutil, "which", lambda name: does and program(tmp_path, does))
    monkeypatch.setattr(signers, "LONGEST_WAIT", 0.05 if does == "exec sleep 9" else 20.0)
    found = signers.check(Papers(files={"course.yaml": "0" * 64}, signature=signature), tmp_path / "no-list")
    assert (found.standing, found.holds) == (standing, standing == "unknown") and found.said.endswith((".", "client)."))


@pytest.mark.parametrize("where", ["", "ssh-keygen", "./ssh-keygen"])
def test_a_program_of_the_folder_at_hand_is_no_ssh_keygen(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signers.shutil, "which", lambda name: where)
    assert signers.ssh_keygen() == ""
