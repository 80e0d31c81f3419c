"""What people read goes through the catalogue: a text in the code that looks like words is given to `_`, or is excused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "tutor"
FUNCTIONS = ("_", "_n", "_c", "later")
ROOMS = ("present", "plain", "tui", "study")
"""Rooms of which all is translated; a room joins when it is done."""
PLACES = (
    *("cli/data_commands.py", "cli/data_forget.py", "cli/data_places.py", "cli/data_restore.py", "cli/faults.py"),
    *("cli/library_commands.py", "cli/opening.py", "cli/people.py", "cli/rebuilding.py", "cli/refit_command.py"),
    *(
        "cli/saying.py",
        "cli/settings_command.py",
        "cli/stats_command.py",
        "cli/sync_command.py",
        "cli/trust_command.py",
    ),
    *("cli/waiting.py", "packs/signers.py", "sandbox/ending.py", "sandbox/job.py", "store/trouble.py"),
)
"""Of the other rooms, where a learner is told something."""
NOT_FOR_LEARNERS = (
    *("study/drivers", "tui/screens/preview.py"),  # run beside programs; for authors
    *("present/maths", "present/tex", "present/spoken.py"),  # by the language of the course
    *("present/program_errors.py", "present/own_work.py"),  # patterns of what Python says; HTML
    *("present/pages.py", "present/html_prose.py"),  # HTML
    *("present/class_report.py", "present/class_sections.py", "present/class_glossary.py"),  # for teachers
    *(
        "present/class_items.py",
        "present/class_words.py",
        "present/class_learner_page.py",
        "present/class_question_page.py",
    ),
    *("tui/screens/class_report.py", "tui/screens/class_page.py"),
)
"""Places whose texts are no sentences of ours to a learner."""
PROGRAMMING = ("Python", "Rust", "Perl", "Ruby", "Lua", "JavaScript")
SCREENS = ("Home", "Map", "End", "Courses", "Goals")
EXCUSED = {
    "cli/data_commands.py": ("Look after the learner's file.",),  # the help
    "cli/data_restore.py": ("tutor data restore {}{}",),
    "cli/stats_command.py": ("bold yellow",),
    "plain/likes.py": ("nothing special",),  # what is typed
    "plain/words.py": ("Practice",),  # said by `_` beside the table that has it
    "plain/writing.py": PROGRAMMING,
    "present/for_parent.py": (
        '<span class="bar" style="width:{}rem"></span>',
        '<h2>{}</h2>\n<div class="room"></div>\n',
        '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>',
    ),
    "present/consent.py": (*PROGRAMMING, "tutor trust {}"),
    "tui/actions.py": SCREENS,
    "tui/place.py": ("ctrl+p colon",),
    "tui/screens/home.py": ("Enter",),
    "tui/screens/welcome.py": ("Enter",),
}
"""Texts that look like words and are names, of languages, classes, keys or commands, by file."""
UNSEEN_CALLS = ("query_one", "query", "partition", "removeprefix", "removesuffix", "split", "replace", "startswith")
UNSEEN_CALLS += (
    "endswith",
    "add_class",
    "remove_class",
    "set_class",
    "TypeVar",
    "Literal",
    "compile",
    "fullmatch",
    "sub",
)
UNSEEN_CALLS += (
    "match",
    "search",
    "TypeError",
    "ValueError",
    "AssertionError",
    "getattr",
    "cast",
    "Widget",
    "translate",
)
UNSEEN_CALLS += ("Option", "Argument", "Typer", "Random")
UNSEEN_NAMES = ("DEFAULT_CSS", "CSS", "STYLE", "BINDINGS", "__all__", "TITLE")


def looks_like_words(text: str) -> bool:
    """At least two words, or one that begins as a sentence does, or ends as one."""
    text = re.sub(r"\{\}", "", text).strip()
    if not re.search(r"[a-z]{2}", text) or (re.fullmatch(r"[\w.$#-]*(?: \$?[\w.$#+-]+)*", text) and is_code(text)):
        return False
    two = re.search(r"[A-Za-z’']{2,}[,;:]? +[A-Za-z“]+|[a-z]+ [a-z]+", text)
    return bool(two or re.fullmatch(r"[A-Z][a-z]{2,}[.…:?!]?", text) or re.search(r"[a-z]{2}[.…?!]$", text))


def is_code(text: str) -> bool:
    """Styles, keys, selectors: `$accent bold`, `enter space`, `f5 ctrl+r`."""
    known = "bold underline on enter space escape tab down up left right delete backspace comma colon slash"
    known += " question_mark exclamation_mark minus ctrl shift reverse italic dim strike top center bottom"
    return all(word in known.split() or re.match(r"[$#]|ctrl|f\d|.$", word) for word in text.split())


def shown(path: Path) -> Iterator[tuple[int, str]]:
    """Texts in a module that look like words and are not given to the catalogue."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unseen = set()
    for node in ast.walk(tree):
        unseen |= {id(one) for one in _unseen(node)}
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and looks_like_words(node.value):
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr) and looks_like_words(_template(node)):
            yield node.lineno, _template(node)


def _template(node: ast.JoinedStr) -> str:
    return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)


def _unseen(node: ast.AST) -> Iterator[ast.AST]:
    """What below this node nobody reads, or is given to the catalogue."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            if name in FUNCTIONS:
                yield from node.args
            if name in UNSEEN_CALLS:
                yield from (below for one in node.args for below in ast.walk(one))
            if name in ("Key", "Action", "_letter"):
                yield from node.args[: 3 if name == "_letter" else 2]
        case ast.JoinedStr():
            yield from (one for one in node.values if isinstance(one, ast.Constant))
        case ast.Expr(value=ast.Constant()):
            yield node.value
        case ast.Subscript() | ast.Compare() | ast.MatchValue():
            yield from ast.walk(node)
        case ast.Dict():
            yield from (one for one in node.keys if one is not None)
        case ast.arg(annotation=annotation) | ast.AnnAssign(annotation=annotation) if annotation is not None:
            yield from ast.walk(annotation)
        case ast.Assign(targets=[ast.Name(id=name)]) if name in UNSEEN_NAMES:
            yield from ast.walk(node.value)
        case ast.FunctionDef(returns=returns) if returns is not None:
            yield from ast.walk(returns)


def modules() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]
    found += [PACKAGE / place for place in PLACES]
    return [path for path in found if not path.relative_to(PACKAGE).as_posix().startswith(NOT_FOR_LEARNERS)]


def test_every_text_that_looks_like_words_is_given_to_the_catalogue() -> None:
    found = []
    for path in modules():
        name = path.relative_to(PACKAGE).as_posix()
        found += [f"{name}:{line}: {text!r}" for line, text in shown(path) if text not in EXCUSED.get(name, ())]
    assert not found, "\n".join(found)
