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
    (
        "TypeError",
        r'can only concatenate str \(not "(\w{1,60})"\) to str',
        later("a text and a value of the kind `{}` can't be joined with `+`"),
    ),
    (
        "TypeError",
        r"unsupported operand type\(s\) for ([^ :]{1,20})(?: or pow\(\))?: '(\w{1,60})' and '(\w{1,60})'",
        later("`{}` can't be used with values of the kinds `{}` and `{}`"),
    ),
    (
        "TypeError",
        r"'([<>=!]{1,2})' not supported between instances of '(\w{1,60})' and '(\w{1,60})'",
        later("`{}` can't compare values of the kinds `{}` and `{}`"),
    ),
    ("TypeError", r"'(\w{1,60})' object is not subscriptable", later("a value of the kind `{}` has no places")),
    ("TypeError", r"'(\w{1,60})' object is not iterable", later("`for` can't go through a value of the kind `{}`")),
    (
        "TypeError",
        r"'(\w{1,60})' object is not callable",
        later("a value of the kind `{}` is no function, and brackets stand behind it"),
    ),
    (
        "AttributeError",
        r"'(\w{1,60})' object has no attribute '(\w{1,60})'.*",
        later("a value of the kind `{}` has no `{}`"),
    ),
    (
        "ValueError",
        r"invalid literal for int\(\) with base 10: (.{1,60})",
        later("`int` can't make a whole number of `{}`"),
    ),
    ("ValueError", r"could not convert string to float: (.{1,60})", later("`float` can't make a number of `{}`")),
    ("ValueError", r"list\.(remove)\(x\): x not in list", later("`{}` is asked for a value that is not in the list")),
    (
        "ValueError",
        r"not enough values to unpack \(expected (\d{1,9}), got (\d{1,9})\)",
        later("there are {} names for values, and {} values only"),
    ),
    (
        "ValueError",
        r"too many values to unpack \(expected (\d{1,9}).*",
        later("there are {} names for values, and more values than that"),
    ),
    ("FileNotFoundError", r"\[Errno 2\] No such file or directory: (.{1,60})", later("there is no file `{}`")),
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
        if found and not any("`" in group for group in found.groups()):
            return f"{_(words).format(*found.groups())} (`{kind}`)"
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
