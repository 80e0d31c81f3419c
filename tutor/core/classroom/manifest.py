"""What a hand-in or a hand-out says of itself: its first member, `manifest.json`."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

from tutor.core.classroom.codes import read_code

FORMAT = "tutor-bundle"
MAJOR = 1
NAME = "manifest.json"
LARGEST = 1_000_000
"""Bytes of a manifest."""
LEVELS = (0, 1, 2, 3)
SUGGESTED = 2
COUNTING = 2
"""From this level on there are answers that could be counted."""

Kind = Literal["handin", "handout"]

_ID = r"[0-9a-f]{32}"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HASH = r"[0-9a-f]{64}"
_PACK = r"[a-z0-9][a-z0-9-]{0,63}"
MOST_PACKS = 100
MOST_MEMBERS = 2_100
HIGHEST = 10**9
"""Hand-ins and hand-outs are counted up to here."""


class PackRef(Struct, frozen=True, omit_defaults=True):
    """A version of a pack: its id, version and content hash."""

    id: str
    version: str = ""
    content: str = ""


class Member(Struct, frozen=True):
    """A file in the container: its name, the SHA-256 of its bytes, and how many rows it has."""

    name: str
    sha256: str
    rows: int = 0


class Tip(Struct, frozen=True):
    """How far the chain of one stream of answers goes: so many rows, and the hash over them."""

    stream: str
    rows: int
    hash: str


class Manifest(Struct, frozen=True, kw_only=True):
    """The head of a container. `seq` counts up per learner, and per class for hand-outs; `made_on` is a day only.

    A hand-in has its learner's `code`, the consent `level` chosen for it and the `chain` of its answers; `withdraw`
    asks for all earlier ones to be deleted. `language` is what the learner reads in. `counted` says that the learner
    may be counted in sums that leave the class; it is written only where it is so, and a manifest without it says no.
    Fields that a later version adds are passed over.
    """

    format: str = f"{FORMAT}/{MAJOR}"
    kind: Kind
    bundle_id: str
    seq: int = 1
    made_on: str = ""
    program_version: str = ""
    class_id: str = ""
    code: str = ""
    level: int = 0
    withdraw: bool = False
    counted: bool = False
    language: str = ""
    packs: list[PackRef] = []
    members: list[Member] = []
    chain: list[Tip] = []


class BadManifest(ValueError):
    """Why a container is refused, in one sentence."""


def encode(manifest: Manifest) -> bytes:
    """The manifest as people can read it, too."""
    found = msgspec.to_builtins(manifest)
    if not manifest.counted:
        del found["counted"]
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def decode(data: bytes) -> Manifest:
    """The manifest in these bytes. Raises `BadManifest`."""
    try:
        format_ = msgspec.json.decode(data, type=_Format).format
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise BadManifest("its manifest can't be read") from problem
    name, _slash, major = format_.partition("/")
    if name != FORMAT or not major.isascii() or not major.isdigit() or len(major) > 6:
        raise BadManifest("it is no hand-in and no hand-out of tutor")
    if int(major) != MAJOR:
        raise BadManifest(f"it was made by another tutor (format {int(major)}, this one reads {MAJOR}); update tutor")
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise BadManifest("its manifest has something in it that doesn't belong there") from problem
    if flaw := _flaw(manifest):
        raise BadManifest(f"its manifest has {flaw}")
    return manifest


class _Format(Struct):
    format: str


def _flaw(manifest: Manifest) -> str:
    """What is wrong with a manifest's values; "" when nothing is."""
    checks = (
        (re.fullmatch(_ID, manifest.bundle_id), "no proper bundle_id"),
        (not manifest.class_id or re.fullmatch(_ID, manifest.class_id), "no proper class_id"),
        (1 <= manifest.seq <= HIGHEST, "a strange seq"),
        (is_day(manifest.made_on), "no proper day"),
        (not manifest.code or read_code(manifest.code) == manifest.code, "a code that is none"),
        (manifest.level in LEVELS, "an unknown level"),
        (len(manifest.program_version) <= 40 and len(manifest.language) <= 40, "a text that is too long"),
        (len(manifest.packs) <= MOST_PACKS and all(map(is_pack, manifest.packs)), "a strange list of packs"),
        (len(manifest.members) <= MOST_MEMBERS and all(map(_is_member, manifest.members)), "a strange list of files"),
        (len(manifest.chain) <= MOST_MEMBERS and all(map(_is_tip, manifest.chain)), "a strange chain"),
    )
    return next((what for fine, what in checks if not fine), "")


def is_day(text: str) -> bool:
    """Whether this is a day of the calendar, like 2026-11-23."""
    try:
        return bool(re.fullmatch(_DAY, text) and date.fromisoformat(text))
    except ValueError:
        return False


def is_pack(pack: PackRef) -> bool:
    """Whether a reference is to a pack as there may be one; its id is safe as a file's name."""
    return bool(re.fullmatch(_PACK, pack.id)) and len(pack.version) <= 100 and len(pack.content) <= 64


def _is_member(member: Member) -> bool:
    return bool(re.fullmatch(_HASH, member.sha256)) and 0 <= member.rows <= HIGHEST and len(member.name) <= 1_000


def _is_tip(tip: Tip) -> bool:
    return len(tip.stream) <= 64 and 0 <= tip.rows <= HIGHEST and bool(re.fullmatch(_HASH, tip.hash))
