"""`tutor join`: open a teacher's hand-out, with its courses, tasks and notes."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.data_places import Learner, LearnerFile
from tutor.language import _

if TYPE_CHECKING:
    from tutor.packs.bundle import Bundle
    from tutor.study.session import Session


def join(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="A .handout, or the folder where it lies.")
    ] = None,
    code: Annotated[str, typer.Option("--code", metavar="CODE", help="The code your teacher gave you.")] = "",
    leave: Annotated[str, typer.Option("--leave", metavar="CLASS", help="Leave this class.")] = "",
    learner: Learner = "me",
    learner_file: LearnerFile = None,
) -> None:
    """Open a teacher's file: courses, tasks, notes.

    The first one joins the class. Nothing is sent anywhere.

    Exit status: 0; 1 when a file can't be taken; 2 for a wrong option.
    """
    from tutor.cli.class_learner import learning

    if leave:
        with learning(learner, learner_file) as session:
            _leave(session, leave)
        return
    bundles = _bundles(files or [])
    for _name, bundle in bundles:
        _add_packs(bundle)
    with learning(learner, learner_file, new=True) as session:
        for name, bundle in _mine(session, bundles, code):
            _take(session, name, bundle, code)


def _bundles(places: Sequence[Path]) -> list[tuple[str, Bundle]]:
    """The hand-outs at these places, the oldest first; the command ends when one can't be read."""
    from tutor.cli.saying import existing
    from tutor.packs.bundle import SUFFIXES, read_bundle
    from tutor.packs.problems import quoted
    from tutor.packs.source import Refusal

    found: list[tuple[str, Bundle]] = []
    for place in existing(places):
        inside = sorted(place.glob(f"*{SUFFIXES['handout']}")) if place.is_dir() else [place]
        for file in inside:
            bundle = read_bundle(file)
            if isinstance(bundle, Refusal) or bundle.manifest.kind != "handout":
                why = bundle.message if isinstance(bundle, Refusal) else _("it is no hand-out")
                said = _("{name} can't be taken: {why}. Ask for it again.", name=quoted(file), why=why)
                typer.echo(said, err=True)
                if not place.is_dir():
                    raise typer.Exit(1)
                continue
            found.append((file.name, bundle))
    if not found:
        typer.echo(_("Name a hand-out: tutor join FILE.handout"), err=True)
        raise typer.Exit(2)
    return sorted(found, key=lambda one: (one[1].manifest.class_id, one[1].manifest.seq, one[0]))


def _add_packs(bundle: Bundle) -> None:
    """Put the packs of a hand-out into the library, where they aren't there in this very version."""
    from tutor.cli.library_commands import the_library
    from tutor.cli.places import kept_folder, signers_file
    from tutor.cli.saying import say_problems
    from tutor.packs.archive import zipped
    from tutor.packs.keeping import add
    from tutor.study.classes.taking import packs_of

    library = the_library()
    for ref in bundle.manifest.packs:
        files = packs_of(bundle).get(ref.id)
        here = library.course(ref.id)
        if files is None or (here is not None and here.content_hash == ref.content):
            continue
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / f"{ref.id}.tutor"
            place.write_bytes(zipped(files, ref.id))
            added = add(library, place, kept_folder(), signers=signers_file())
        if added.course is None:
            say_problems(added.problems, json=False, err=True)
            typer.echo(_("The course {name} was not added.", name=ref.id), err=True)
        else:
            typer.echo(
                _("Added {title} ({id} {version}).", title=added.course.title, id=ref.id, version=added.course.version)
            )


def _mine(session: Session, bundles: list[tuple[str, Bundle]], code: str) -> list[tuple[str, Bundle]]:
    """Those for everybody, and those for this learner alone: a shared folder holds others' too."""
    from tutor.core.classroom.codes import read_code
    from tutor.core.learner.class_rows import ClassRow

    if len(bundles) == 1:
        return bundles
    own = {read_code(code)} if code else set()
    for _name, bundle in bundles:
        row = session.desk.book.rows.get(ClassRow, bundle.manifest.class_id)
        own |= {row.code} if row is not None else set()
    return [(name, bundle) for name, bundle in bundles if not bundle.manifest.code or bundle.manifest.code in own]


def _take(session: Session, name: str, bundle: Bundle, code: str) -> None:
    from tutor.core.classroom.codes import shown
    from tutor.core.learner.class_rows import ClassRow
    from tutor.present.class_files import new_things
    from tutor.study.classes.taking import take

    known = session.desk.book.rows.get(ClassRow, bundle.manifest.class_id)
    if known is None and not code and not bundle.manifest.code and sys.stdin.isatty():
        asked = _("The code on your slip (like KTRW-BHSL-M), or Enter if you have none")
        code = typer.prompt(asked, default="", show_default=False, err=True)
    taken = take(session.desk, bundle, code)
    row = taken.row
    for course in row.courses:
        if session.desk.shelf.course(course) is not None:
            session.take_up(course)
    if taken.joined:
        typer.echo(_("You are in {title} now, as {code}.", title=row.title, code=shown(row.code)))
        if taken.drawn:
            typer.echo(_("This code was drawn for you: tell it to your teacher, who doesn't know it yet."))
    new = new_things(taken.tasks, taken.notes, taken.marks)
    if new:
        typer.echo(_("New from {title}: {things}. They are in your inbox: tutor inbox", title=row.title, things=new))
    elif not taken.joined:
        typer.echo(_("{name}: nothing is new in it.", name=name))
    if taken.unfit:
        typer.echo(_("Some marks are for work that isn't here; hand it in again."), err=True)
    if taken.joined:
        typer.echo(_("Study with: tutor study · hand in with: tutor handin"))


def _leave(session: Session, wanted: str) -> None:
    from tutor.study.classes.handing import class_of
    from tutor.study.classes.inbox import leave

    row = class_of(session.desk, wanted)
    leave(session.desk, row)
    typer.echo(_("You left {title}. What you learned stays with you.", title=row.title))
    if row.handed:
        typer.echo(
            _("What you handed in stays with your teacher; ask for it to be deleted, or join again and withdraw it.")
        )
