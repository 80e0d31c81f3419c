"""`tutor pack build` and `tutor pack site`: a pack as something to hand out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def build(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A pack: a folder or a .yaml file.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write it.")] = Path(),
    sign: Annotated[bool, typer.Option("--sign", help="Sign it first, with your SSH key.")] = False,
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="Your SSH key; else one in ~/.ssh.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Make one file of a pack to hand out.

    It is NAME-VERSION.tutor, and the same pack gives the same bytes everywhere.
    """
    import hashlib

    from tutor.authoring.building import CannotBuild
    from tutor.authoring.building import build as built
    from tutor.authoring.signing import CannotSign
    from tutor.authoring.signing import sign as signed
    from tutor.cli.saying import existing, say_json, shell_word, working
    from tutor.packs.problems import quoted

    [place] = existing([path])
    try:
        if sign or key:
            signed(place, key)
        with working(f"Building {quoted(place)}"):
            made, changed, replaced = built(place, out)
    except (CannotBuild, CannotSign) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(problem.status) from problem
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    if json:
        size = made.stat().st_size
        say_json({"file": str(made), "sha256": digest, "bytes": size, "changed": changed, "replaced": replaced})
        return
    typer.echo(f"{'Built' if changed else 'Nothing changed in'} {shell_word(made)}, {made.stat().st_size:,} bytes.")
    if replaced:
        typer.echo("Another content of the same version was there. Has somebody got it already? Then raise `version`.")
    typer.echo(f"SHA-256 {digest}")
    typer.echo(f"Whoever gets it types: tutor add {shell_word(Path(made.name))}")


def site(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A pack: a folder, a .yaml or a .tutor file.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write; - for the screen.")] = None,
    only: Annotated[str, typer.Option("--only", metavar="SHEETS", help="handout or key.")] = "all",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Draws other numbers: another sheet.")] = 1,
) -> None:
    """Make one page of a pack to print.

    It has the lessons, the questions with room to answer, and the key on sheets of its own.
    """
    from typing import cast

    from tutor.authoring.site import Sheets
    from tutor.authoring.site import site as made_of
    from tutor.cli.saying import existing, say_problems, shell_word, working
    from tutor.packs.compile import load
    from tutor.packs.problems import quoted

    if only not in ("all", "handout", "key"):
        typer.echo(f"--only is handout or key, not {quoted(only)}.", err=True)
        raise typer.Exit(2)
    [place] = existing([path])
    with working(f"Reading {quoted(place)}"):
        loaded = load(place, tested=False)
        text = "" if loaded.compiled is None else made_of(loaded.compiled, sheets=cast("Sheets", only), seed=seed)
    if loaded.compiled is None:
        say_problems(loaded.problems, json=False, err=True)
        raise typer.Exit(1)
    more = "" if only == "all" else f"-{only}"
    target = out or Path(f"{loaded.compiled.course.id}{more}.html")
    if str(target) == "-":
        typer.echo(text, nl=False)
        return
    target.write_text(text, encoding="utf-8")
    typer.echo(f"Wrote {shell_word(target)}, {target.stat().st_size:,} bytes: open it in a browser, and print it.")
