"""The packs that a hand-out brings, put into the library. It says nothing itself: screens may stand there."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from tutor.cli.places import kept_folder, library_file, signers_file
from tutor.cli.updating import Met, plan
from tutor.language import _
from tutor.packs import keeping
from tutor.packs.archive import zipped
from tutor.packs.bundle import Bundle
from tutor.packs.library import Library
from tutor.study.classes.joining import Shelved
from tutor.study.classes.taking import packs_of

MOST = 3
"""Problems of a pack that are told: its author has `tutor pack check` for all of them."""


def shelve(bundle: Bundle, met: Met) -> Shelved:
    """Put the packs of a hand-out into the library, where they aren't there in this very version.

    What a new version means for the learner, who has `met` some of its items, is told, and how to go back.
    """
    with closing(Library.open(library_file())) as library:
        return _shelved(library, bundle, met)


def _shelved(library: Library, bundle: Bundle, met: Met) -> Shelved:
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
            found = keeping.checked(library, place, kept_folder(), signers=signers_file())
            if isinstance(found, keeping.Ready):
                told += _put(library, found, met)
            else:
                why = [f"{problem.message}." for problem in found.problems if problem.severity == "error"]
                problems += [*why[:MOST], _("The course {name} was not added.", name=ref.id)]
    return Shelved(told, problems)


def _put(library: Library, ready: keeping.Ready, met: Met) -> list[str]:
    """Put a checked pack in place. What is to be told of it, nothing where it was there just so."""
    course = ready.compiled.course
    here = library.course(course.id)
    meant = plan(keeping.kept_copy(kept_folder(), course.id), ready.compiled, met) if ready.replaced else None
    keeping.take_in(library, ready, kept_folder())
    if here is not None and here.content_hash == course.content_hash:
        return []
    told = [_("Added {title} ({id} {version}).", title=course.title, id=course.id, version=course.version)]
    if meant is not None:
        told += [*meant.lines(), _("As it was before: tutor add --back {id}", id=course.id)]
    return told
