"""`tutor portfolio`: what one may show of one's work, and what was chosen of it as a page."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.data_places import Learner, LearnerFile

if TYPE_CHECKING:
    from tutor.present.own_work import Proposal
    from tutor.study.own_work import OwnWork

MARKDOWN, HTML = (".md", ".markdown"), (".html", ".htm")
LONGEST_REASON = 500


def portfolio(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to write it: .md or .html.")] = None,
    only: Annotated[str, typer.Option("--only", metavar="1,3", help="These of the list, without asking.")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Your name, if it is to stand on it.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over FILE if it is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
) -> None:
    """What you may show of your work; with FILE, what you choose of it as a page to hand on.

    Exit status: 0; 1 when the learner's file can't be read or FILE can't be written; 2 for a wrong option.
    """
    from tutor.cli.data_places import session_of, told
    from tutor.study.own_work import own_work

    with told():
        _check(file, only, force)
        with session_of(learner, learner_file) as session:
            work = own_work(session.desk)
        if file is None:
            _list(work, as_json)
            return
        write_page(file, _page(file, name, _chosen(work, only)))


def _check(file: Path | None, only: str, force: bool) -> None:
    from tutor.cli.opening import CannotOpen
    from tutor.cli.saying import shell_word

    if file is None:
        if only:
            raise CannotOpen("--only needs a FILE to write to: tutor portfolio FILE --only 1,3", 2)
        return
    if file.suffix.lower() not in (*MARKDOWN, *HTML):
        raise CannotOpen(f"The name of {shell_word(file)} has to end in .md or .html.", 2)
    if not file.absolute().parent.is_dir():
        raise CannotOpen(f"There is no folder {shell_word(file.absolute().parent)}.", 1)
    if file.exists() and not force:
        raise CannotOpen(f"{shell_word(file)} is there already; --force writes over it.", 2)


def _list(work: OwnWork, as_json: bool) -> None:
    from tutor.cli.saying import say_json
    from tutor.present.own_work import proposals

    if as_json:
        say_json(work)
        return
    lines = [f"{number}. {one.words}" for number, one in enumerate(proposals(work), 1)]
    if not lines:
        typer.echo("There is nothing to show yet: what you master and hand in, your goals and journal will stand here.")
        return
    typer.echo("\n".join(lines))
    typer.echo("\nNothing of it leaves this computer until you choose: tutor portfolio FILE.md")


def _chosen(work: OwnWork, only: str) -> list[Proposal]:
    from tutor.cli.opening import CannotOpen
    from tutor.present.own_work import MOST, proposals

    found = proposals(work)
    if not found:
        raise CannotOpen("There is nothing to show yet, so nothing was written.", 1)
    chosen = [found[number - 1] for number in _numbers(only, len(found))] if only else list(_asked(found))
    for section, (what, most) in MOST.items():
        if sum(one.section == section for one in chosen) > most:
            raise CannotOpen(f"A portfolio holds at most {most} {what}; choose the best. Nothing was written.", 2)
    if not chosen:
        raise CannotOpen("Nothing was chosen, so nothing was written.", 1)
    return chosen


def _numbers(only: str, last: int) -> list[int]:
    from tutor.cli.opening import CannotOpen

    words = [word.strip() for word in only.split(",")]
    if not all(word.isascii() and word.isdigit() and 0 < int(word[:9]) <= last for word in words):
        raise CannotOpen(f"--only takes numbers of the list, 1 to {last}, with commas: --only 1,3", 2)
    return sorted({int(word) for word in words})


def _asked(found: Sequence[Proposal]) -> Iterator[Proposal]:
    """Ask for each whether it is to be in it, and why."""
    from tutor.cli.opening import CannotOpen
    from tutor.cli.saying import agreed
    from tutor.present.own_work import MOST

    left = {section: most for section, (_, most) in MOST.items()}
    if not _somebody_is_there():
        raise CannotOpen("Say which with --only 1,3; `tutor portfolio` lists them. Nothing was written.", 2)
    for number, one in enumerate(found, 1):
        if not left.get(one.section, 1):
            continue  # it holds no more of these
        if agreed(f"{number}. {one.words}\n   Put it in?", otherwise="--only 1,3 names what is to be in it"):
            because = typer.prompt("   Why this one? Enter for no words", default="", show_default=False, err=True)
            if one.section in left:
                left[one.section] -= 1
            yield replace(one, because=because[:LONGEST_REASON])


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()


def _page(file: Path, name: str, chosen: Sequence[Proposal]) -> str:
    from tutor.cli.opening import local_time
    from tutor.present.own_work import markdown, page

    text = markdown(name[:100], chosen, local_time().date())
    return page(text, name[:100]) if file.suffix.lower() in HTML else text


def write_page(file: Path, text: str) -> None:
    """Write a page whole or not at all, and say so. Raises `CannotOpen`."""
    from tutor.cli.opening import CannotOpen
    from tutor.cli.saying import shell_word

    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(file)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        said = problem.strerror or "it can't be written"
        raise CannotOpen(f"{shell_word(file)} was not written: {said}.", 1) from problem
    typer.echo(f"Written to {shell_word(file)}. Read it before you hand it on.")
