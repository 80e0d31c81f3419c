"""`tutor pack …`: what an author does with a pack."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tutor.cli.check_commands import check, ids
from tutor.cli.diff_command import diff
from tutor.cli.handing_commands import build, site
from tutor.cli.pack_stats_command import stats
from tutor.cli.signing_commands import sign, verify
from tutor.cli.simulate_command import simulate
from tutor.cli.translate_command import translate

pack = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="For authors: make, check, preview and try packs.")


def new(
    name: Annotated[Path, typer.Argument(metavar="NAME", help="The folder to make, named like the pack.")],
    single: Annotated[bool, typer.Option("--single", help="One file NAME.yaml instead of a folder.")] = False,
) -> None:
    """Make a small pack to begin with. Nothing that is there is overwritten."""
    from tutor.authoring.starter import FIRST_UNIT, CannotMake, make
    from tutor.cli.saying import shell_word
    from tutor.cli.workshop import remember

    try:
        made = make(name, single=single)
    except CannotMake as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(2) from problem
    remember(made[0] if single else name)
    where = shell_word(made[0] if single else name)
    first = where if single else shell_word(name / FIRST_UNIT)
    typer.echo(f"Made {where}. Open {first} in your editor: its questions are there. Then:")
    commands = {
        f"tutor pack check {where}": "names every problem by its line",
        f"tutor pack preview {where}": "shows it as learners see it, anew whenever you save",
        f"tutor study {where}": "studies it yourself",
    }
    widest = max(map(len, commands))
    for command, words in commands.items():
        typer.echo(f"  {command:<{widest}}   {words}")


def preview(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A pack: a folder or a .yaml file.")],
    item: Annotated[str, typer.Option("--item", metavar="SKILL/ITEM", help="The item to begin with.")] = "",
) -> None:
    """Show a pack as learners see it, anew whenever a file is saved. Nothing is recorded."""
    from tutor.cli.preview import preview as shown
    from tutor.cli.saying import existing
    from tutor.cli.study import is_screen
    from tutor.cli.workshop import may_run

    [place] = existing([path])
    if not is_screen():
        typer.echo("The preview needs a terminal; `tutor pack try PATH --jsonl` does without.", err=True)
        raise typer.Exit(2)
    raise typer.Exit(shown(place, item, runs=may_run(place)))


def schema(
    unit: Annotated[bool, typer.Option("--unit", help="The schema of a unit in a file of its own.")] = False,
) -> None:
    """Print the JSON schema of packs, with which editors complete keys."""
    from tutor.authoring.starter import schema_text

    typer.echo(schema_text("unit.schema.json" if unit else "pack.schema.json"), nl=False)


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code that `tutor pack check` printed.")] = "",
) -> None:
    """Say what a code means, with an example and how it is mended. Without CODE, list them all."""
    from tutor.packs.codes import explanations, told
    from tutor.packs.problems import nearest, quoted

    pages = explanations()
    if not code:
        widest = max(map(len, pages))
        for name, page in pages.items():
            typer.echo(f"{name:<{widest}}  {page.title}")
        return
    if code not in pages:
        hint = nearest(code, pages) or "`tutor pack explain` lists them all"
        typer.echo(f"There is no code {quoted(code)}; {hint}", err=True)
        raise typer.Exit(2)
    typer.echo(told(code, pages[code]))


def try_items(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A pack: a folder, a .yaml or a .tutor file.")],
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Requests on standard input, replies on standard output.")
    ] = False,
) -> None:
    """Try items without a learner, by requests.

    A request a line, the task and the verdict back; nothing is recorded.
    """
    from tutor.authoring.trial import Trial
    from tutor.cli.saying import existing, say_problems
    from tutor.cli.workshop import may_run
    from tutor.packs.compile import load
    from tutor.study.running import Boxes

    if not jsonl:
        typer.echo("Items are tried by programs: add --jsonl, and write requests to standard input.", err=True)
        raise typer.Exit(2)
    [place] = existing([path])
    loaded = load(place)
    if loaded.compiled is None:
        say_problems(loaded.problems, json=False)
        raise typer.Exit(1)
    runner = Boxes() if may_run(place) else None
    for reply in Trial(loaded.compiled, runner).replies(sys.stdin.buffer):
        sys.stdout.buffer.write(reply + b"\n")
        sys.stdout.buffer.flush()


pack.command("new")(new)
pack.command("preview")(preview)
pack.command("check")(check)
pack.command("ids")(ids)
pack.command("explain")(explain)
pack.command("try")(try_items)
pack.command("simulate")(simulate)
pack.command("stats")(stats)
pack.command("diff")(diff)
pack.command("translate")(translate)
pack.command("schema")(schema)
pack.command("build")(build)
pack.command("site")(site)
pack.command("sign")(sign)
pack.command("verify")(verify)
