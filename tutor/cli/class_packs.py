"""The packs that a hand-out brings, put into the library. It says nothing itself: screens may stand there."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from tutor.cli.places import kept_folder, library_file, signers_file
from tutor.language import _
from tutor.packs.archive import zipped
from tutor.packs.bundle import Bundle
from tutor.packs.keeping import add
from tutor.packs.library import Library
from tutor.study.classes.joining import Shelved
from tutor.study.classes.taking import packs_of

MOST = 3
"""Problems of a pack that are told: its author has `tutor pack check` for all of them."""


def shelve(bundle: Bundle) -> Shelved:
    """Put the packs of a hand-out into the library, where they aren't there in this very version."""
    with closing(Library.open(library_file())) as library:
        return _shelved(library, bundle)


def _shelved(library: Library, bundle: Bundle) -> Shelved:
    packs = packs_of(bundle)
    told: list[str] = []
    problems: list[str] = []
    for ref in bundle.manifest.packs:
        here = library.course(ref.id)
        if ref.id not in packs or (here is not None and here.content_hash == ref.content):
            continue
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / f"{ref.id}.tutor"
            place.write_bytes(zipped(packs[ref.id], ref.id))
            added = add(library, place, kept_folder(), signers=signers_file())
        if added.course is None:
            why = [f"{problem.message}." for problem in added.problems if problem.severity == "error"]
            problems += [*why[:MOST], _("The course {name} was not added.", name=ref.id)]
        elif here is None or here.content_hash != added.course.content_hash:
            course = added.course
            told.append(_("Added {title} ({id} {version}).", title=course.title, id=course.id, version=course.version))
    return Shelved(told, problems)
