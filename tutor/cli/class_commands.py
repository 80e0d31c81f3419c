"""`tutor class …` and `tutor handout`: what a teacher does, with a folder and files, and no server anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_coaching import assign, messages, note, talked
from tutor.cli.class_demo import demo
from tutor.cli.class_people import add, forget, read_as
from tutor.cli.class_places import Class, Json, opened, today, told
from tutor.cli.class_present import present
from tutor.cli.class_questions import keep_questions, questions
from tutor.cli.class_report import report
from tutor.cli.class_school import export, school
from tutor.cli.class_sums import sums
from tutor.cli.class_work import mark, work

if TYPE_CHECKING:
    from tutor.classroom.collecting import Collected
    from tutor.classroom.folder import ClassFolder
    from tutor.classroom.handouts import Packed

group = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="For teachers: hand out packs, collect work, see who needs what."
)
Pack = Annotated[
    list[Path] | None,
    typer.Option("--pack", metavar="PACK", help="A pack to hand out: a folder, a .yaml, a .tutor, or a course's id."),
]
To = Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where to write the files: a stick, a shared folder.")]


def new(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What the class is called.")] = "",
    roster: Annotated[
        Path | None, typer.Option("--roster", metavar="NAMES", help="The names: one a line, or a CSV file.")
    ] = None,
    place: Annotated[Path | None, typer.Option("--in", metavar="FOLDER", help="The folder to make.")] = None,
    ask_level: Annotated[
        int, typer.Option("--ask-level", min=0, max=3, help="How much you ask learners to hand in: 0 to 3.")
    ] = 2,
    contact: Annotated[str, typer.Option("--contact", metavar="WHO", help="Whom learners ask about it.")] = "",
    parents: Annotated[bool, typer.Option("--parents", help="An adult decides what is handed in.")] = False,
    begun: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="A .handout of `tutor handout`: its class, as begun.")
    ] = None,
) -> None:
    """Make a class: a folder with a list of codes, and slips to hand round. Names never leave it."""
    import random

    from tutor.classroom import roster as rosters
    from tutor.classroom.begun import card_of
    from tutor.classroom.folder import create, new_card, one_line, stem_of
    from tutor.classroom.name_lists import names_in
    from tutor.cli.saying import shell_word

    chance = random.SystemRandom()
    with told():
        card = card_of(begun) if begun is not None else new_card(title, f"{chance.getrandbits(128):032x}", today())
        card.title = one_line(title) or card.title
        card.asks_level, card.contact, card.parents = ask_level, one_line(contact), parents
        names = names_in(roster) if roster is not None else []
        folder = create(place or Path(stem_of(card.title)), card)
        if begun is not None:
            _keep_packs(folder, begun)
        people = rosters.draw(names, chance)
        if people:
            rosters.write(folder.path, people, folder.card.title)
    where = shell_word(folder.path)
    typer.echo(f"Made the class {folder.card.title} in {where}.")
    if people:
        typer.echo(f"{len(people)} codes: {where}/roster.csv says whose they are; print {where}/slips.txt and cut it.")
        typer.echo(read_as([person.name for person in people]))
    packs = "" if folder.card.packs else " --pack PACK"
    typer.echo(f"Next: tutor class handout --class {where}{packs}")


def _keep_packs(folder: ClassFolder, begun: Path) -> None:
    from tutor.classroom.begun import packs_in
    from tutor.classroom.handouts import keep

    for pack in packs_in(begun):
        keep(folder, pack)
    folder.save()


def handout(
    pack: Pack = None,
    to: To = Path(),
    bare: Annotated[bool, typer.Option("--without-packs", help="Tasks and notes only.")] = False,
    place: Class = None,
    json: Json = False,
) -> None:
    """Write the next hand-out: all packs, tasks and notes in one file; what is for one learner alone in another."""
    import random

    from tutor.classroom.handouts import keep, write
    from tutor.cli.saying import say_json, shell_word

    with opened(place) as (folder, book):
        for one in packs_at(pack or []):
            keep(folder, one)
        keep_questions(folder, book)
        paths = write(folder, book, to, today(), random.SystemRandom(), bare=bare)
        card = folder.card
    if json:
        say_json({"seq": card.seq, "files": [str(path) for path in paths], "packs": card.packs})
        return
    typer.echo(f"Written: {shell_word(paths[0])} for everybody.")
    for path in paths[1:]:
        typer.echo(f"Written: {shell_word(path)} for one learner alone.")
    if not card.packs:
        typer.echo("There is no pack in it; add one with --pack.", err=True)
    if len(paths) > 1:
        typer.echo("Notes to single learners can be read by whoever has their file: hand it to them alone.", err=True)
    typer.echo(f"Learners open it with: tutor join {shell_word(Path(paths[0].name))}")


def bare_handout(
    pack: Annotated[list[Path], typer.Argument(metavar="PACK…", help="A pack, or a course's id.")],
    title: Annotated[str, typer.Option("--title", metavar="TITLE", help="What to call it.")] = "",
    to: To = Path(),
) -> None:
    """Hand a pack out in one file, before there is any class.

    Learners join with it; `tutor class new --from FILE` makes a class of it when you want to collect.
    """
    import random

    from tutor.classroom.begun import begin
    from tutor.cli.saying import shell_word

    with told():
        path = begin(packs_at(pack), title, to, today(), random.SystemRandom())
    typer.echo(f"Written: {shell_word(path)}. Learners open it with: tutor join {shell_word(Path(path.name))}")
    typer.echo(f"To collect what they do: tutor class new --from {shell_word(path)}")


def packs_at(places: Sequence[Path]) -> list[Packed]:
    """The packs at these paths, or of the library by these ids. Raises `ClassTrouble`."""
    from tutor.classroom.handouts import pack_at
    from tutor.cli.saying import working
    from tutor.packs.problems import quoted

    found = []
    for place in places:
        with working(f"Reading {quoted(place)}"):
            found.append(pack_at(place if place.exists() else place_of(place)))
    return found


def place_of(place: Path) -> Path:
    """Where a course of the library lies: an added pack's copy, or the pack that comes with tutor."""
    from tutor.classroom.folder import ClassTrouble
    from tutor.cli.library_commands import the_library
    from tutor.cli.places import kept_folder
    from tutor.packs.problems import quoted
    from tutor.packs.shipped import KEPT_SUFFIX

    source = the_library().source(str(place))
    if source is None:
        raise ClassTrouble(f"There is no pack at {quoted(place)}, and no course of that id in the library.", 2)
    return kept_folder() / f"{place}{KEPT_SUFFIX}" if source.origin == "added" else Path(source.source)


def collect(
    places: Annotated[
        list[Path],
        typer.Argument(metavar="FOLDER…", help="Where hand-ins lie: folders, .handin files, a .zip of them."),
    ],
    place: Class = None,
    json: Json = False,
) -> None:
    """Take in what learners handed in. The same file twice, or in another order, changes nothing.

    Exit status: 0; 1 when a file was refused; 2 when there was none.
    """
    from tutor.classroom.collecting import collect as taken
    from tutor.classroom.finding import handins_in
    from tutor.classroom.roster import called, read
    from tutor.cli.class_progress import counting
    from tutor.cli.saying import existing, say_json

    existing(places)
    found: list[Collected] = []
    with opened(place) as (folder, book):
        people = read(folder.path)
        known = {person.code for person in people}
        day = today().isoformat()
        for name, data in counting(handins_in(places), "Collecting"):
            one = taken(book, folder.card.id, name, data, day, known)
            found.append(one)
            if json:
                say_json(one)
        names = called(people)
    if not json:
        _say_collected(found, names)
    if not found:
        typer.echo("There are no hand-ins there: no file ends in .handin.", err=True)
        raise typer.Exit(2)
    raise typer.Exit(1 if any(one.outcome == "refused" for one in found) else 0)


def _say_collected(found: Sequence[Collected], names: dict[str, str]) -> None:
    from tutor.core.classroom.codes import shown
    from tutor.packs.problems import visible

    for one in found:
        who = names.get(one.code) or (shown(one.code) if len(one.code) == 9 else one.code)
        said = {
            "taken": f"{who}: hand-in {one.seq}, level {one.level}, {one.new:,} new of {one.answers:,} answers",
            "there": f"{who}: hand-in {one.seq} is here already",
            "older": f"{who}: hand-in {one.seq} is older than what is here; {one.new:,} new answers",
            "withdrawn": f"{who} took back all that was handed in: it is deleted",
            "refused": f"refused: {one.why}",
        }[one.outcome]
        typer.echo(visible(f"{one.file}: {said}", 400), err=one.outcome == "refused")
        for odd in one.notes:
            typer.echo(visible(f"  note: {odd}", 400))
    if len(found) > 1:
        counts = {outcome: sum(one.outcome == outcome for one in found) for outcome in ("taken", "there", "refused")}
        typer.echo(
            f"{len(found):,} files: {counts['taken']:,} taken, {counts['there']:,} here already, "
            f"{counts['refused']:,} refused."
        )


def status(place: Class = None, json: Json = False) -> None:
    """Who handed in, when, and how much they chose to give."""
    from tutor.classroom.roster import read
    from tutor.classroom.standing import standing
    from tutor.cli.saying import say_json
    from tutor.packs.problems import visible

    with opened(place) as (folder, book):
        lines = standing(book, read(folder.path))
        card = folder.card
    if json:
        for line in lines:
            say_json(line)
        return
    came = sum(line.handed_in for line in lines)
    typer.echo(f"{card.title}: {came} of {len(lines)} handed in; {card.seq} hand-outs written.")
    widest = max((len(line.who) for line in lines), default=0)
    for line in lines:
        typer.echo(visible(f"  {line.who:<{widest}}  {line.words}", 300))


group.command("new")(new)
group.command("add")(add)
group.command("handout")(handout)
group.command("collect")(collect)
group.command("status")(status)
group.command("messages")(messages)
group.command("report")(report)
group.command("note")(note)
group.command("assign")(assign)
group.command("talked")(talked)
group.command("questions")(questions)
group.command("work")(work)
group.command("mark")(mark)
group.command("present")(present)
group.command("forget")(forget)
group.command("export")(export)
group.command("school")(school)
group.command("sums")(sums)
group.command("demo")(demo)
