"""What Python and the shell say when something goes wrong, in plain words; the name of the error stays beside them."""

from __future__ import annotations

import re

from tutor.core.tracebacks import Trouble
from tutor.language import _, later

_PLAIN = {
    "ZeroDivisionError": later("something is divided by zero"),
    "IndexError": later("a place is asked for that isn't there"),
    "RecursionError": later("the function calls itself without an end"),
    "IndentationError": later("it is not set in as Python needs it"),
    "TabError": later("tabs and blanks are mixed"),
    "EOFError": later("it reads more lines than there are"),
    "MemoryError": later("there is no memory left"),
    "SystemExit": later("the program ends itself there"),
    "KeyboardInterrupt": later("the program ends itself there"),
    "AssertionError": later("what is asserted does not hold"),
}
_READ = (
    ("NameError", r"name '(\w{1,60})' is not defined", later("the name `{}` is not known there; is it spelled right?")),
    ("UnboundLocalError", r".*variable '(\w{1,60})'", later("`{}` is used before it gets a value in the function")),
    ("KeyError", r"(.{1,60})", later("there is no key `{}`")),
    ("ModuleNotFoundError", r"No module named '([\w.]{1,60})'", later("there is no module `{}` here")),
    ("TypeError", r"(\w{1,60})\(\) missing .*", later("`{}` is called with too few values")),
    ("TypeError", r"(\w{1,60})\(\) takes .* given", later("`{}` is called with too many values, or too few")),
)
_SHELL = (
    (r"line (\d+): ([^:\n`]{1,80}): (?:command )?not found", later("In line {}: there is no command `{}`.")),
    (
        r"line (\d+): (?:cannot open )?([^:\n`]{1,80}): No such file(?: or directory)?",
        later("In line {}: there is no `{}`."),
    ),
    (
        r"([\w.-]{1,30}): (?:cannot \w+ )?['‘]?([^:\n`'’]{1,80})['’]?: No such file or directory",
        later("`{}`: there is no `{}`."),
    ),
    (r"line (\d+): Syntax error: (.{1,80})", later("Line {} can't be read: {}.")),
)
LINES = 3
"""Of what a shell says."""


def error_words(trouble: Trouble) -> str:
    """The error in plain words, and its name: `something is divided by zero (ZeroDivisionError)`."""
    for kind, pattern, words in _READ:
        found = re.fullmatch(pattern, trouble.message, re.DOTALL) if kind == trouble.kind else None
        if found and "`" not in found[1]:
            return f"{_(words).format(found[1])} (`{kind}`)"
    if plain := _PLAIN.get(trouble.kind):
        return f"{_(plain)} (`{trouble.kind}`)"
    from tutor.present.programs import code

    message = trouble.message.split("\n")[0]
    return f"{code(message)} (`{trouble.kind}`)" if message else f"`{trouble.kind}`"


def shell_words(said: str) -> str:
    """The first lines that a shell and its commands said, those that are known in plain words."""
    from tutor.present.programs import code

    told = []
    for line in said.strip().split("\n")[:LINES]:
        for pattern, words in _SHELL:
            found = re.fullmatch(pattern, line.strip())
            if found:
                told.append(_(words).format(*found.groups()))
                break
        else:
            told.append(_("It says {line}.", line=code(line)) if line.strip() else "")
    return " ".join(filter(None, told))
