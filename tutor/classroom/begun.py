"""A hand-out before there is a class: a pack in a file, and the class that is made of it later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

from msgspec import json

import tutor
from tutor.classroom.folder import Card, ClassTrouble, one_line, stem_of
from tutor.classroom.handouts import README, Packed, readable, readme
from tutor.core.classroom.handout import CLASS_FILE, PACKS, ClassCard, read_card
from tutor.core.classroom.manifest import Manifest
from tutor.packs.bundle import SUFFIXES, Bundle, read_bundle, write_whole
from tutor.packs.problems import quoted
from tutor.packs.source import Refusal


def begin(packs: Sequence[Packed], title: str, to: Path, today: date, chance: Random) -> Path:
    """Write packs as a hand-out with a class of its own that has no folder yet. Raises `OSError`, `ClassTrouble`."""
    title = one_line(title) or " and ".join(pack.ref.id for pack in packs)
    manifest = Manifest(
        kind="handout",
        bundle_id=f"{chance.getrandbits(128):032x}",
        seq=1,
        made_on=today.isoformat(),
        program_version=tutor.__version__,
        class_id=f"{chance.getrandbits(128):032x}",
        packs=[pack.ref for pack in packs],
    )
    files = {CLASS_FILE: json.encode(ClassCard(title=title)), README: readme(title, manifest).encode()}
    for pack in packs:
        files |= {f"{PACKS}{pack.ref.id}/{name}": data for name, data in pack.files.items()}
    place = to / f"{stem_of(title)}-001{SUFFIXES['handout']}"
    if place.exists():
        what = f"{quoted(place)} is there already. To hand out again to the same learners make a class of it"
        raise ClassTrouble(f"{what}: tutor class new --from FILE.handout; for other learners give a --title.")
    write_whole(place, readable(manifest, files, {}))
    return place


def _read(place: Path) -> tuple[Bundle, ClassCard]:
    bundle = read_bundle(place)
    if isinstance(bundle, Refusal):
        raise ClassTrouble(f"{quoted(place)} can't be used: {bundle.message}.", 2)
    card = read_card(bundle.files.get(CLASS_FILE, b""))
    if bundle.manifest.kind != "handout" or card is None or not bundle.manifest.class_id:
        raise ClassTrouble(f"{quoted(place)} is no hand-out.", 2)
    return bundle, card


def card_of(place: Path) -> Card:
    """The card of the class that a hand-out has begun. Raises `ClassTrouble`."""
    bundle, card = _read(place)
    head = bundle.manifest
    return Card(id=head.class_id, title=one_line(card.title) or "class", seq=head.seq, made_on=head.made_on)


def packs_in(place: Path) -> list[Packed]:
    """The packs that a hand-out brings. Raises `ClassTrouble`."""
    bundle, _card = _read(place)
    found = []
    for ref in bundle.manifest.packs:
        start = f"{PACKS}{ref.id}/"
        files = {name.removeprefix(start): data for name, data in bundle.files.items() if name.startswith(start)}
        found += [Packed(ref, files)] if files else []
    return found
