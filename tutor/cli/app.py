"""The commands of `tutor`, except the way to the first question, which does without typer."""

from __future__ import annotations

from typing import Annotated

import typer

from tutor.cli import class_commands, exchange_commands, library_commands
from tutor.cli.data_commands import data
from tutor.cli.handin_command import handin
from tutor.cli.inbox_command import inbox
from tutor.cli.joining import join
from tutor.cli.journal_command import journal
from tutor.cli.pack_commands import pack
from tutor.cli.pair_command import pair
from tutor.cli.portfolio_command import portfolio
from tutor.cli.question_commands import question
from tutor.cli.refit_command import refit
from tutor.cli.report_command import report
from tutor.cli.settings_command import settings
from tutor.cli.stats_command import stats
from tutor.cli.sync_command import sync
from tutor.cli.trust_command import trust

app = typer.Typer(
    name="tutor",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="A tutor for the terminal. Without a command it opens your courses.",
)


@app.command(
    "study", context_settings={"ignore_unknown_options": True, "allow_extra_args": True}, add_help_option=False
)
def study(words: Annotated[list[str] | None, typer.Argument(metavar="[COURSE...]")] = None) -> None:
    """Study: the next question of your courses. See `tutor study --help`."""
    from tutor.cli.study import main

    raise typer.Exit(main(words or []))


app.command("courses")(library_commands.courses)
app.command("add")(library_commands.add)
app.command("remove")(library_commands.remove)
app.command("trust")(trust)
app.command("stats")(stats)
app.command("journal")(journal)
app.command("portfolio")(portfolio)
app.command("report")(report)
app.command("join")(join)
app.command("inbox")(inbox)
app.command("pair")(pair)
app.command("handin")(handin)
app.command("sync")(sync)
app.command("refit")(refit)
app.command("settings")(settings)
app.command("import")(exchange_commands.bring)
app.command("export")(exchange_commands.give)
app.command("handout")(class_commands.bare_handout)
app.add_typer(data, name="data")
app.add_typer(question, name="question")
app.add_typer(class_commands.group, name="class")
app.add_typer(pack, name="pack")
