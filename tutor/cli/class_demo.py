"""`tutor class demo`: a class of simulated learners, to look at before lesson one."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import told

if TYPE_CHECKING:
    from tutor.authoring.simulate.pupils import Pupil
    from tutor.classroom.classbook import ClassBook
    from tutor.classroom.folder import ClassFolder
    from tutor.classroom.roster import Person

NAMES = (
    *("Ada", "Bela", "Chidi", "Dalia", "Emre", "Fatou", "Goran", "Hana", "Ivo", "Jana", "Kofi", "Lena", "Milan"),
    *("Noor", "Oskar", "Paula", "Quang", "Rosa", "Sami", "Tilda", "Uri", "Vera", "Wen", "Ximena", "Yara", "Zoran"),
    *("Amina", "Boris", "Clara", "Dmitri", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jonas"),
)
"""Made up; nobody is meant."""
LEVELS = {2: 0.85, 3: 0.07, 1: 0.08}
"""What the learners of the demo choose to give."""
NOT_COUNTED = 6
"""Each so-manieth learner does not want to be counted in sums that leave the class."""
MISSING = 0.08
"""How many of them hand nothing in."""
LATE = 0.2
"""How often a week's hand-in is forgotten."""
TITLE = "Demo class"


def demo(
    place: Annotated[Path, typer.Option("--in", metavar="FOLDER", help="The folder to make.")] = Path("demo-class"),
    learners: Annotated[int, typer.Option("--learners", min=1, max=36, help="How many learners.")] = 24,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=12, help="Weeks they study.")] = 3,
    course: Annotated[str, typer.Option("--course", metavar="ID", help="What they study, a course of the library.")] = (
        "fractions"
    ),
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed makes the same class.")] = 1,
) -> None:
    """Make a class of simulated learners: nobody in it is real, and all of it may be tried out and thrown away."""
    from tutor.classroom import roster as rosters
    from tutor.classroom.classbook import ClassBook
    from tutor.classroom.folder import create, new_card
    from tutor.classroom.handouts import keep, write
    from tutor.cli.class_commands import packs_at
    from tutor.cli.opening import local_time
    from tutor.cli.saying import shell_word

    chance = random.Random(f"demo {seed}")
    start = local_time().replace(hour=17, minute=0, second=0, microsecond=0) - timedelta(weeks=weeks)
    with told():
        packs = packs_at([Path(course)])
        card = new_card(TITLE, f"{chance.getrandbits(128):032x}", start.date())
        card.about = "Simulated learners: nobody in it is real."
        folder = create(place, card)
        keep(folder, packs[0])
        people = rosters.draw(NAMES[:learners], chance)
        rosters.write(folder.path, people, TITLE)
        with ClassBook.open(folder.book, card.id) as book:
            [handout] = write(folder, book, folder.path / "handouts", start.date(), chance, bare=False)
            for _pupil in _progress(_pupils(folder, people, handout, weeks, seed, start), learners):
                pass
            for week in range(weeks):
                _collect(folder, book, week, start.date() + timedelta(weeks=week + 1))
    where = shell_word(place)
    typer.echo(f"Made {where}: {learners} simulated learners, {weeks} weeks of {course}. Look at it with:")
    typer.echo(f"  tutor class report --class {where}")


def _pupils(
    folder: ClassFolder, people: Sequence[Person], handout: Path, weeks: int, seed: int, start: datetime
) -> Iterator[Pupil]:
    """Everybody studies, and writes a hand-in at the end of each week."""
    from tutor.authoring.simulate.pupils import Pupil, drawn
    from tutor.cli.library_commands import the_library
    from tutor.cli.simulate_command import beginning
    from tutor.packs.shelf import Shelf

    shelf, course, chance = Shelf([the_library()]), folder.card.packs[0].id, random.Random(f"habits {seed}")
    begin = beginning(shelf, course)
    for number, person in enumerate(people):
        pupil = Pupil(shelf, course, begin, drawn(chance, 7 * weeks), number, seed, start)
        last = 0 if chance.random() < MISSING else weeks
        level = chance.choices(list(LEVELS), list(LEVELS.values()))[0]
        with pupil.session.desk.book:
            _hands_in(folder, pupil, person.code, handout, last, level, counted=number % NOT_COUNTED > 0)
        yield pupil


def _hands_in(
    folder: ClassFolder, pupil: Pupil, code: str, handout: Path, last: int, level: int, *, counted: bool
) -> None:
    """Join, study, hand in: by the same ways as learners do."""
    from tutor.packs.bundle import Bundle, read_bundle
    from tutor.study.classes.gathering import TYPED
    from tutor.study.classes.handing import class_of, hand_in, prepare
    from tutor.study.classes.taking import take

    desk = pupil.session.desk
    bundle = read_bundle(handout)
    assert isinstance(bundle, Bundle)
    row = take(desk, bundle, code).row
    for week in range(last):
        pupil.study(7 * week, 7 * (week + 1))
        if pupil.chance.random() < LATE and week + 1 < last:
            continue
        made = prepare(desk, class_of(desk, row.id), level, [TYPED], counted=counted)
        hand_in(desk, made, folder.path / "handins" / f"week-{week + 1}")


def _collect(folder: ClassFolder, book: ClassBook, week: int, day: date) -> None:
    from tutor.classroom.collecting import collect
    from tutor.classroom.finding import handins_in

    place = folder.path / "handins" / f"week-{week + 1}"
    for name, data in handins_in([place]):
        collect(book, folder.card.id, name, data, day.isoformat(), set())


def _progress(things: Iterator[Pupil], total: int) -> Iterator[Pupil]:
    """Counts learners, where somebody watches."""
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, "Learners study", total=total, console=Console(stderr=True), transient=True)
