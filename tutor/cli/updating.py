"""A course that gets another version: what it means is said before anything is put in place; and the way back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import typer
from msgspec import Struct

from tutor.language import _

if TYPE_CHECKING:
    from tutor.packs.compiled import Compiled
    from tutor.packs.keeping import Added
    from tutor.packs.library import Library
    from tutor.present.new_version import Effect, Mine


Met: TypeAlias = Callable[[str], "list[str] | None"]
"""The items of a course that a learner has met; None where that can't be said."""


def in_file(learner: Path) -> Met:
    """What was met by the learner of a file that nobody has open."""
    from tutor.store.glance import items_met

    return lambda course: items_met(learner, course)


class Plan(Struct, frozen=True):
    """What it means that one version takes the place of another. `mine` is None where the learner's file can't be read.

    `back`: the one that comes is from before the other, and `effect` is that of the step which is taken back.
    """

    before: str
    after: str
    back: bool
    joined: bool
    effect: Effect
    mine: Mine | None

    def lines(self) -> list[str]:
        """It in sentences."""
        from tutor.packs.problems import visible
        from tutor.present import new_version

        said = new_version.of_going_back if self.back else new_version.for_learners
        lines = [said(self.effect, visible(self.before, 40), visible(self.after, 40))]
        lines += [new_version.of_mine(self.mine)] if self.mine is not None else []
        lines += [new_version.not_exactly(self.joined)] if self.back and self.joined else []
        return lines

    def as_data(self) -> dict[str, Any]:
        """It for programs."""
        return {
            "from": self.before,
            "to": self.after,
            "back": self.back,
            "effect": self.effect,
            "mine": self.mine,
            "means": self.lines(),
        }


def plan(old: Path, new: Compiled, met: Met, *, back: bool = False) -> Plan | None:
    """What it means that `new` takes the place of the pack at `old`; None where that is none, or the same.

    `met` says which items of a course were met by whoever it means something for. `back`: `new` was there before,
    though it may be the later one of the two, where a going back is taken back.
    """
    from tutor.authoring import effects
    from tutor.authoring.differences import differences
    from tutor.cli.saying import working
    from tutor.packs.compile import load
    from tutor.packs.problems import quoted

    with working(_("Reading {name}", name=quoted(old))):
        there = load(old, tested=False).compiled if old.exists() else None
    if there is None or sorted(there.papers.files.values()) == sorted(new.papers.files.values()):
        return None  # a file by itself has another name in its copy
    known = met(new.course.id)
    back = effects.is_earlier(there.course, new) or (back and not effects.is_earlier(new.course, there))
    found = differences(new, there) if back else differences(there, new)
    mine = None
    if known is not None:
        mine = effects.mine_back(new, there.course, known) if back else effects.mine(found, new, known)
    joined = any(change.what == "merged" and not change.guessed for change in found.changes)
    return Plan(there.course.version, new.course.version, back, joined, effects.effect(found), mine)


def agreed_to(said: Plan | None, *, yes: bool, json: bool) -> bool:
    """Say the plan, and on a terminal ask once; whoever asks for JSON, or says yes, is not asked."""
    from tutor.cli.saying import agreed

    if said is None or json:
        return True
    for line in said.lines():
        typer.echo(line)
    if yes or not sys.stdin.isatty():
        return True
    return agreed(_("Put it in place?"), default=True, otherwise=_("--yes says yes"))


def go_back(course: str, learner: Path, *, yes: bool, json: bool) -> None:
    """`tutor add --back COURSE`: the version before takes the place of the one that is there."""
    from tutor.cli.library_commands import facts, the_library
    from tutor.cli.places import kept_folder, signers_file
    from tutor.cli.saying import say_json, say_problems, working
    from tutor.packs import keeping
    from tutor.packs.compile import load
    from tutor.packs.problems import quoted, visible

    library, kept = the_library(), kept_folder()
    earlier = _earlier(library, course, kept)
    with working(_("Reading {name}", name=quoted(course))):
        loaded = load(earlier, tested=False)
    compiled = loaded.compiled
    said = plan(keeping.kept_copy(kept, course), compiled, in_file(learner), back=True) if compiled else None
    if not agreed_to(said, yes=yes, json=json):
        typer.echo(_("Nothing was changed."), err=True)
        raise typer.Exit(1)
    with working(_("Reading {name}", name=quoted(course))):
        added = keeping.go_back(library, course, kept, signers=signers_file())
    say_problems(_told(added), json=json, err=not json)
    if added.course is None:
        typer.echo(_("The version before can't be read any more; nothing was changed."), err=True)
        raise typer.Exit(1)
    if json:
        data = said.as_data() if said else None
        say_json({"back": facts(library, course), "replaced": added.replaced, "plan": data})
        return
    values = {"title": visible(added.course.title), "id": course, "version": visible(added.course.version)}
    words = _(
        "{title} ({id} {version}) is back, in place of version {before}.", before=visible(added.replaced), **values
    )
    typer.echo(words)
    typer.echo(_("Changed your mind? tutor add --back {id} puts it in place again.", id=course))


def _told(added: Added) -> Sequence[Any]:
    """Why a version can't come back; its notes and warnings were told when it was added."""
    return added.problems if added.course is None else ()


def _earlier(library: Library, course: str, kept: Path) -> Path:
    """The copy of the version before; without one the command ends with a sentence."""
    from tutor.packs.keeping import earlier_copy
    from tutor.packs.problems import nearest, quoted

    source = library.source(course) if library.course(course) is not None else None
    if source is None:
        hint = nearest(course, [one.id for one in library.courses()])
        said = _("There is no course {name} in the library", name=quoted(course))
        typer.echo(f"{said}; {hint}" if hint else f"{said}.", err=True)
        raise typer.Exit(1)
    if source.origin == "shipped":
        said = _("The course {name} comes with tutor: it has no earlier version here.", name=quoted(course))
        typer.echo(said, err=True)
        raise typer.Exit(1)
    copy = earlier_copy(kept, course)
    if not copy.is_file():
        said = _("The library keeps no earlier version of {name}: it was added once only.", name=quoted(course))
        typer.echo(said, err=True)
        raise typer.Exit(1)
    return copy
