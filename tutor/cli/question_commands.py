"""`tutor question`: questions that a learner writes for their class."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile
from tutor.language import _

if TYPE_CHECKING:
    from tutor.study.classes.questions import Mine

question = typer.Typer(no_args_is_help=True, help="Write questions for your class.")


@question.command("new")
def new(
    skill: Annotated[str, typer.Argument(metavar="SKILL", help="What it is about: a skill's title, or course/skill.")],
    change: Annotated[str, typer.Option("--change", metavar="ID", help="In the place of this one of yours.")] = "",
    learner: Learner = "me",
    learner_file: LearnerFile = None,
) -> None:
    """Write a question for your classmates.

    You are asked for the question, the right answer, up to three wrong ones with a reason each, and an explanation; on
    a pipe each comes as a line. It goes with your next hand-in, and your teacher looks at it before your class does.
    """
    from tutor.cli.class_learner import learning
    from tutor.core.text import clean
    from tutor.present.class_questions import FIELDS, KEPT
    from tutor.study.classes.questions import skill_meant

    with learning(learner, learner_file) as session:
        meant = skill_meant(session.desk, skill)
        typer.echo(_("A question about {skill}.", skill=clean(session.desk.title(meant))), err=True)
        typed: dict[str, str] = {}
        for field in FIELDS:
            reason = field.name.startswith("because")
            if reason and not typed[field.name.replace("because", "wrong")]:
                continue
            typed[field.name] = _line(" ".join(filter(None, (_(field.words), _(field.help)))), needed=field.needed)
        made = session.write_question(meant, typed, change)
    typer.echo(f"{_(KEPT)} [{made}]")


def _line(asks: str, *, needed: bool) -> str:
    """A typed line, asked for again on a terminal while it is needed and empty."""
    while True:
        typer.echo(asks, err=True)
        said = sys.stdin.readline()
        if said.strip() or not needed or not said or not sys.stdin.isatty():
            return said.strip()


@question.command("list")
def listed(json: Json = False, learner: Learner = "me", learner_file: LearnerFile = None) -> None:
    """The questions you wrote, the newest first."""
    from tutor.cli.class_learner import learning
    from tutor.cli.saying import say_json

    with learning(learner, learner_file) as session:
        found = session.own_questions()
    for one in found:
        if json:
            say_json(one)
        else:
            _tell(one)
    if not found and not json:
        typer.echo(_("You wrote none yet: tutor question new SKILL"))


def _tell(one: Mine) -> None:
    typer.echo(f"{one.id}  {one.title}: {one.question.ask}")
    for text in one.question.right:
        typer.echo(f"  + {text}")
    for wrong in one.question.wrong:
        typer.echo(f"  - {wrong.text}  ({wrong.because})")


@question.command("drop")
def drop(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="Which one, as `tutor question list` shows it.")],
    learner: Learner = "me",
    learner_file: LearnerFile = None,
) -> None:
    """Take a question back; what was handed in already stays with your teacher."""
    from tutor.cli.class_learner import learning

    with learning(learner, learner_file) as session:
        session.drop_question(wanted)
    typer.echo(_("Taken back."))
