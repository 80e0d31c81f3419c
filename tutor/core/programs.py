"""What the kinds share whose answer is a program: bounds, and reading Python without running any of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec.structs import replace

from tutor.core.item import Flaw, Item, Response
from tutor.core.judgement import Judgement
from tutor.core.own_words import LONGEST_WORK
from tutor.core.text import visible

MOST_FILES = 20
LONGEST_FILE = 100_000
"""Characters of a file that lies beside a program, or of the tables of a query. Tunable."""

Path = tuple[str | int, ...]


def flaws_of_program(text: str, path: Path, what: str) -> Iterator[Flaw]:
    """A text of a program that must be there and not be longer than a learner's own may be."""
    if not visible(text):
        yield Flaw(path, "empty-answer", f"there is no {what}", f"write the {what}")
    elif len(text) > LONGEST_WORK:
        yield Flaw(path, "too-long", f"the {what} has more than {LONGEST_WORK:,} characters", "shorten it")


def flaws_of_files(files: Mapping[str, str], path: Path) -> Iterator[Flaw]:
    """Files that are too many or too large. Their names are looked at where the pack is read."""
    if len(files) > MOST_FILES:
        yield Flaw(path, "too-many", f"there are more than {MOST_FILES} files", "leave some out")
    for name, text in files.items():
        if len(text) > LONGEST_FILE:
            yield Flaw((*path, name), "too-long", f"the file has more than {LONGEST_FILE:,} characters", "shorten it")


def known_mistake(
    item: Item, response: Response, judged: Judgement, *, read: Callable[[str], str] = visible
) -> Judgement:
    """The judgement with the author's words where a wrong program is one they wrote down, blanks aside.

    `read` gives what counts of a program: two with the same are the same.
    """
    if judged.correct:
        return judged
    typed = read(str(response))
    for mistake in item.mistakes:
        known = mistake.when if isinstance(mistake.when, list) else [mistake.when]
        if any(isinstance(one, str) and read(one) == typed for one in known):
            return replace(judged, said=mistake.say, misconception=mistake.name, see=mistake.see)
    return judged


def python_trouble(text: str, sort: Literal["program", "call", "literal"] = "program") -> str:
    """Why a text is no Python program, expression or literal, with its line; nothing when it is. Runs none of it."""
    import ast
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a text is the author's to choose
            if sort == "literal":
                ast.literal_eval(text.strip())
            else:
                ast.parse(text if sort == "program" else text.strip(), mode="exec" if sort == "program" else "eval")
    except SyntaxError as error:
        line = f" in line {error.lineno}" if sort == "program" and error.lineno else ""
        return f"{error.msg}{line}"
    except ValueError as error:
        return "it is no literal" if sort == "literal" else str(error)
    except (MemoryError, RecursionError, TypeError):
        return "it is nested too deeply" if sort != "literal" else "it is no literal"
    return ""


def undefined_name(program: str, call: str) -> str:
    """The first name that a Python expression calls and neither the program nor Python defines; nothing when unsure."""
    import ast
    import builtins

    if python_trouble(program) or python_trouble(call, "call"):
        return ""
    defined, called = {*dir(builtins), *_bound(program)}, ast.walk(ast.parse(call.strip(), mode="eval"))
    names = (node.func.id for node in called if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    return "" if "*" in defined else next((name for name in names if name not in defined), "")


def _bound(program: str) -> Iterator[str]:
    """Every name that a Python program binds, wherever it does."""
    import ast

    for node in ast.walk(ast.parse(program)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
