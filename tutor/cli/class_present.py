"""`tutor class present`: one question for the whole room, counted by hands, on a projector without a name on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import Class, Json, on_a_terminal, opened

if TYPE_CHECKING:
    from tutor.classroom.folder import ClassFolder
    from tutor.classroom.presenting import Poll, Split

WIDEST = 40
ADVICE = {
    "explain": "Few are right: explain it another way before you ask again.",
    "talk": "The room is split: let them talk in pairs about why, then count again.",
    "go_on": "Most are right: say a word about the rest, and go on.",
    "none": "Nobody answered yet.",
}


def present(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The question: COURSE/SKILL/ITEM.")],
    counts: Annotated[
        str, typer.Option("--counts", metavar="5,12,3", help="How many for each answer, without being asked.")
    ] = "",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Draws other numbers.")] = 1,
    place: Class = None,
    json: Json = False,
) -> None:
    """Ask the whole room: the question, then hands counted, then how the room is split and what is behind it."""
    from tutor.classroom.presenting import split
    from tutor.cli.saying import say_json

    with opened(place) as (folder, _book):
        asked = _poll(folder, item, seed)
        if not json:
            _ask(asked)
        numbers = counts or (_asked(asked) if on_a_terminal() else "")
        found = split(asked, _numbers(numbers)) if numbers else None
    if json:
        say_json({"poll": asked, "split": found})
    elif found is not None:
        _tell(asked, found)
    else:
        typer.echo("Count hands, and give the numbers with --counts.", err=True)


def _poll(folder: ClassFolder, item_id: str, seed: int) -> Poll:
    import msgspec

    from tutor.classroom.folder import ClassTrouble
    from tutor.classroom.presenting import poll
    from tutor.classroom.words import packs_of
    from tutor.core.item import Setting
    from tutor.core.kinds import AnyItem
    from tutor.packs.problems import nearest, quoted

    packs = packs_of(folder)
    known: list[str] = []
    for pack in packs.values():
        course = pack.course
        for ref, body in pack.items:
            known.append(ref.id)
            if ref.id == item_id:
                setting = Setting(language=course.language, target=course.target, same=course.same)
                return poll(msgspec.msgpack.decode(body, type=AnyItem), setting, seed)
    hint = nearest(item_id, known)
    raise ClassTrouble(f"No pack of the class has a question {quoted(item_id, 80)}{f'; {hint}' if hint else '.'}", 2)


def _ask(asked: Poll) -> None:
    typer.echo("")
    for line in asked.ask.splitlines():
        typer.echo(f"    {line}")
    typer.echo("")
    if asked.listed:
        for one in asked.options:
            typer.echo(f"    {one.letter}   {one.text}")
        typer.echo("")


def _asked(asked: Poll) -> str:
    typer.prompt("Enter when everybody has an answer", default="", show_default=False, err=True)
    said = []
    for one in asked.options:
        label = one.letter if asked.listed else f"{one.letter} ({one.text})"
        said.append(str(typer.prompt(f"How many say {label}?", type=int, default=0, err=True)))
    return ",".join(said)


def _numbers(text: str) -> list[int]:
    from tutor.classroom.folder import ClassTrouble

    words = [word.strip() for word in text.split(",")]
    if not all(word.isascii() and word.isdigit() and len(word) < 7 for word in words):
        raise ClassTrouble("Counts are numbers with commas between them, like 5,12,3.", 2)
    return [int(word) for word in words]


def _tell(asked: Poll, found: Split) -> None:
    total, most = sum(found.counts), max([*found.counts, 1])
    for one, count in zip(asked.options, found.counts, strict=True):
        mark = "✓" if one.right else " "
        bar = "█" * round(WIDEST * count / most)
        share = f"{count / total:4.0%}" if total else "  0%"
        typer.echo(f"  {mark} {one.letter}  {count:>3}  {share}  {bar}")
        typer.echo(f"       {one.text}")
    typer.echo("")
    if found.common is not None:
        behind = f" ({found.common.mistake.replace('-', ' ')})" if found.common.mistake else ""
        typer.echo(f"The most frequent mistake: {found.common.letter}, {found.common.text}{behind}")
        if found.common.said:
            typer.echo(f"  {found.common.said}")
    if asked.explain:
        typer.echo(asked.explain)
    typer.echo(ADVICE[found.advice])
