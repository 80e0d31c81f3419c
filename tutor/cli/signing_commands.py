"""`tutor pack sign` and `tutor pack verify`: who made a pack, by the SSH key that they have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, for programs.")]


def sign(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of a pack.")],
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="Your SSH key; else one in ~/.ssh.")] = None,
    json: Json = False,
) -> None:
    """Sign a pack with your SSH key. Whoever gets it can see that it is yours, and unchanged."""
    from tutor.authoring.signing import CannotSign
    from tutor.authoring.signing import sign as signed
    from tutor.cli.saying import existing, say_json
    from tutor.packs.problems import visible

    [place] = existing([folder])
    try:
        made, fingerprint, count = signed(place, key)
    except CannotSign as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(problem.status) from problem
    if json:
        say_json({"signature": str(made), "key": fingerprint, "files": count})
        return
    files = "1 file" if count == 1 else f"{count} files"
    typer.echo(f"Signed {files} with {fingerprint}: {visible(str(made))}. After any change, sign again.")


def verify(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A pack: a folder or a .tutor file.")],
    signers: Annotated[
        Path | None, typer.Option("--signers", metavar="FILE", help="Signers you know (OpenSSH's allowed_signers).")
    ] = None,
    json: Json = False,
) -> None:
    """Say who signed a pack. Exit status 0 when it is unchanged and signed by somebody you know."""
    from tutor.cli.places import signers_file
    from tutor.cli.saying import existing, say_json, say_problems
    from tutor.packs.compile import load
    from tutor.packs.signature import fingerprint
    from tutor.packs.signers import check

    existing([path, *([signers] if signers else [])])
    loaded = load(path, tested=False)
    if loaded.compiled is None:
        say_problems(loaded.problems, json=False, err=True)
        raise typer.Exit(1)
    found = check(loaded.compiled.papers, signers or signers_file())
    if json:
        key = fingerprint(found.key) if found.key else None
        say_json({"standing": found.standing, "signer": found.name or None, "key": key, "message": found.said})
    else:
        typer.echo(found.said, err=found.standing != "known")
    raise typer.Exit(0 if found.standing == "known" else 1)
