"""`tutor add`, `tutor courses` and `tutor remove`: what is in the library."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.language import _, _n, later

if TYPE_CHECKING:
    from tutor.core.course import Course
    from tutor.packs.keeping import Added
    from tutor.packs.library import Library

Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, for programs.")]


def add(
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="A pack: a folder, a .yaml or a .tutor file.")
    ] = None,
    back: Annotated[
        str, typer.Option("--back", metavar="COURSE", help="Put the version before of an added course in place again.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Put a new version in place without asking.")] = False,
    new_signer: Annotated[
        bool, typer.Option("--new-signer", help="Take it although another key signed the version before.")
    ] = False,
    signer: Annotated[
        str, typer.Option("--signer", metavar="NAME", help="Remember who signed it under this name, without asking.")
    ] = "",
    learner: Annotated[str, typer.Option("--learner", metavar="NAME", help="For whom to say what changes.")] = "me",
    learner_file: Annotated[Path | None, typer.Option("--learner-file", metavar="FILE", help="Their file.")] = None,
    json: Json = False,
) -> None:
    """Check a pack and put it into the library.

    What a new version of a course means for what you learned is said first; --back takes it back.
    """
    from tutor.cli.data_places import path_of, told
    from tutor.cli.updating import go_back

    if (path is None) == (not back):
        typer.echo(_("Name a pack to add, or with --back a course that is to be as it was before."), err=True)
        raise typer.Exit(2)
    with told():
        file = path_of(learner, learner_file)
    if path is None:
        go_back(back, file, yes=yes, json=json)
        return
    _add(path, file, signer, new_signer=new_signer, yes=yes, json=json)


def _add(path: Path, learner: Path, signer: str, *, new_signer: bool, yes: bool, json: bool) -> None:
    from tutor.cli.places import kept_folder, signers_file
    from tutor.cli.saying import existing, say_json, say_problems, working
    from tutor.cli.updating import agreed_to, in_file, plan
    from tutor.packs import keeping
    from tutor.packs.problems import quoted, visible

    [place] = existing([path])
    library, kept = the_library(), kept_folder()
    with working(_("Reading {name}", name=quoted(place))):
        found = keeping.checked(library, place, kept, signers=signers_file(), new_signer=new_signer)
    ready = found if isinstance(found, keeping.Ready) else None
    say_problems(found.problems, json=json, err=not json and ready is not None)
    if ready is None:
        if not json:
            typer.echo(_("{name} was not added.", name=visible(found.name)), err=True)
        raise typer.Exit(1)
    copy, met = keeping.kept_copy(kept, ready.compiled.course.id), in_file(learner)
    said = plan(copy, ready.compiled, met) if ready.replaced else None
    there = library.course(ready.compiled.course.id)  # a folder that is followed is in place since it was saved
    in_place = there is not None and there.content_hash == ready.compiled.course.content_hash
    if not agreed_to(said, yes=yes or in_place, json=json):
        typer.echo(_("Nothing was changed."), err=True)
        raise typer.Exit(1)
    added = keeping.take_in(library, ready, kept)
    course = ready.compiled.course
    if json:
        signed = ready.signed.standing
        plain = {"replaced": added.replaced or None, "signed": signed, "plan": said.as_data() if said else None}
        say_json({"added": facts(library, course.id), **plain})
        _meet_signer(added, signer, ask=False)
        return
    _say_added(course, added.replaced)
    if ready.signed.standing != "unsigned":
        typer.echo(ready.signed.said)
        _meet_signer(added, signer, ask=sys.stdin.isatty())
    typer.echo(_("Study it with: tutor study {id}", id=course.id))
    if said is not None:
        typer.echo(_("As it was before: tutor add --back {id}", id=course.id))


def _say_added(course: Course, replaced: str) -> None:
    from tutor.packs.problems import visible

    words = later("Added {title} ({id} {version}).")
    if replaced:
        same = replaced == course.version
        words = later("Added {title} ({id} {version}), instead of version {before}.")
        words = later("Added {title} ({id} {version}), in place of the one before.") if same else words
    values = {"title": visible(course.title), "id": course.id, "version": visible(course.version)}
    typer.echo(_(words, before=visible(replaced), **values))


def _meet_signer(added: Added, name: str, *, ask: bool) -> None:
    """Remember a signer whom this person does not know yet, where they say so: that is trust on first use."""
    from tutor.cli.places import signers_file
    from tutor.packs.signers import remember

    if added.signed is None or added.signed.standing != "unknown":
        return
    if not name and ask:
        typer.echo(_("Compare it with the one its author told you. A signature says who, not that a pack is good."))
        name = typer.prompt(_("A name to remember this key by, or Enter for none"), default="", show_default=False)
    if name.strip():
        typer.echo(_("Remembered as {name}.", name=remember(signers_file(), name, added.signed.key)), err=True)


def courses(json: Json = False) -> None:
    """List the courses in the library."""
    from tutor.cli.saying import say_json

    library = the_library()
    rows = [facts(library, course.id) for course in library.courses()]
    if json:
        for row in rows:
            say_json(row)
        return
    for line in _table(rows):
        typer.echo(line)


def remove(
    course: Annotated[str, typer.Argument(metavar="ID", help="The course's id, as `tutor courses` shows it.")],
) -> None:
    """Take an added course out of the library. What was learned in it is kept."""
    from tutor.cli.places import kept_folder
    from tutor.packs.keeping import remove as remove_pack
    from tutor.packs.problems import nearest, quoted

    library = the_library()
    if remove_pack(library, course, kept_folder()):
        typer.echo(_("Removed {course}. What you learned in it is kept.", course=course))
        return
    if library.has(course):
        typer.echo(_("The course {name} comes with tutor and can't be removed.", name=quoted(course)), err=True)
    else:
        hint = nearest(course, [one.id for one in library.courses()])
        said = _("There is no course {name} in the library", name=quoted(course))
        typer.echo(f"{said}; {hint}" if hint else f"{said}.", err=True)
    raise typer.Exit(1)


def the_library() -> Library:
    """The library, up to date; what is wrong with its packs is said aside."""
    from tutor.cli.places import kept_folder, library_file, signers_file
    from tutor.cli.saying import say_problems
    from tutor.packs.library import Library
    from tutor.packs.shipped import refresh

    library = Library.open(library_file())
    say_problems(refresh(library, kept=kept_folder(), signers=signers_file()), json=False, err=True)
    return library


def facts(library: Library, course_id: str) -> dict[str, Any]:
    """A course of the library, for programs."""
    course, source = library.course(course_id), library.source(course_id)
    if course is None or source is None:
        return {"id": course_id}
    return {
        "id": course.id,
        "title": course.title,
        "version": course.version,
        "language": course.language,
        "skills": course.skill_count,
        "items": course.item_count,
        "origin": source.origin,
        "source": source.source,
    }


def _skills(count: int) -> str:
    return _n("{number} skill", "{number} skills", count, number=f"{count:4}")


def _items(count: int) -> str:
    return _n("{number} item", "{number} items", count, number=f"{count:5}")


def _as_wide(words: Callable[[int], str], count: int) -> str:
    """A number and its word, as wide as any other."""
    return f"{words(count):{len(words(2))}}"


def _table(rows: list[dict[str, Any]]) -> list[str]:
    from tutor.packs.problems import visible

    if not rows:
        return [_("The library is empty. Put a pack into it with: tutor add PATH")]
    ids = max(len(row["id"]) for row in rows)
    titles = max(len(visible(row["title"], 40)) for row in rows)
    return [
        f"{row['id']:{ids}}  {visible(row['title'], 40):{titles}}"
        f"  {_as_wide(_skills, row['skills'])}  {_as_wide(_items, row['items'])}"
        f"  {visible(row['version'], 12)}{'  added' if row['origin'] == 'added' else ''}"
        for row in rows
    ]
