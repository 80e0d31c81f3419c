"""`tutor class sums`: what questions did in a class, for who wrote the course, without anybody in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import Class, Json, opened, today, told

if TYPE_CHECKING:
    from tutor.classroom.handing_on import Made
    from tutor.core.classroom.sums import Sums

WARNING = "NOT FOR PUBLICATION: single learners can be made out in it. Keep it as you keep the class's answers."


def sums(
    pack: Annotated[str, typer.Option("--pack", metavar="ID", help="Which pack, if the class has several.")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it.")] = None,
    k: Annotated[int, typer.Option("--k", metavar="K", help="Learners that a row needs: 5 at least.")] = 10,
    trusted: Annotated[
        bool, typer.Option("--trusted", help="Exact, nothing left out: for yourself, never to be passed on.")
    ] = False,
    add: Annotated[
        list[Path] | None, typer.Option("--add", metavar="FILE", help="Add files of sums instead; once for each.")
    ] = None,
    place: Class = None,
    json: Json = False,
) -> None:
    """Write one small file of sums over the learners who agreed to be counted.

    It says how many answered each question right, which wrong answers were common, how long it took; for the author's
    `tutor pack stats`. No codes, no names, nothing typed; rows of few learners are left out, small counts too.
    Exit status: 0; 1 when there are too few learners; 2 for a wrong option or file.
    """
    from tutor.classroom.handing_on import checked_k, of_class, together
    from tutor.cli.saying import say_json, working

    if add:
        with told():
            found = together(add, trusted=trusted)
            where = _write(found, out)
        if json:
            say_json(_facts(found, where))
            return
        typer.echo(f"{_rows(found)} of {found.classes} classes in {where}.")
    else:
        with opened(place) as (folder, book), working("Counting"), book.changing():
            made = of_class(folder, book, pack, checked_k(k), today(), trusted=trusted)
            where = _write(made.sums, out)
        if json:
            say_json({**_facts(made.sums, where), "learners": made.learners, "left_out": made.rows.left_out})
            return
        _say(made, where)
        found = made.sums
    if found.trusted:
        typer.echo(WARNING, err=True)


def _say(made: Made, where: str) -> None:
    typer.echo(f"{_rows(made.sums)} over {made.learners} learners in {where}.")
    if made.others:
        typer.echo(f"{made.others} others are not in it: they did not agree to be counted, or gave no answers.")
    if made.rows.left_out:
        typer.echo(f"{made.rows.left_out} rows are left out: of fewer than {made.sums.k}, or somebody left since.")
    if made.rows.repeated:
        typer.echo(f"{made.rows.repeated} rows are as in an earlier file: too few learners came since.")
    if not made.sums.trusted:
        typer.echo("It may be passed on: open it and see. For its author: tutor pack stats PACK FILE")


def _rows(found: Sums) -> str:
    return f"{len(found.items)} questions and {len(found.curves)} points of skills"


def _facts(found: Sums, where: str) -> dict[str, object]:
    return {
        "file": where,
        "pack": found.pack.id,
        "classes": found.classes,
        "trusted": found.trusted,
        "items": len(found.items),
        "curves": len(found.curves),
    }


def _write(found: Sums, out: Path | None) -> str:
    """Write the file, before what is in it counts as told. Returns its path as a word of a shell."""
    from tutor.classroom.folder import ClassTrouble
    from tutor.cli.saying import shell_word
    from tutor.core.classroom.sums import encode
    from tutor.packs.bundle import write_whole

    words = (found.pack.id, *(["trusted"] if found.trusted else []), found.made_in)
    place = out or Path(f"{'-'.join(words)}.sums.json")
    try:
        write_whole(place, encode(found))
        if found.trusted:
            place.chmod(0o600)
    except OSError as problem:
        raise ClassTrouble(f"Nothing was written to {shell_word(place)}: {problem.strerror or problem}.") from problem
    return shell_word(place)
