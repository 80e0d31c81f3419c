r"""The commands of TeX that take something: fractions, roots, accents, texts, matrices, cases."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from tutor.present.tex_chemistry import chemistry
from tutor.present.tex_settling import bar, settled, sign
from tutor.present.tex_signs import ACCENTS, FUNCTIONS, SETS, SignKind
from tutor.present.tex_tree import (
    Binomial,
    Blank,
    Fraction,
    Function,
    Name,
    Node,
    Number,
    Over,
    Root,
    Row,
    Script,
    Sign,
    Table,
    Unsure,
    Words,
    base_of,
    is_sign,
)


class Reader(Protocol):
    """What reads the source, seen from here; all of it raises `Unsure`."""

    source: str
    at: int

    def nodes(self, end: str) -> list[Node]: ...
    def row(self, end: str) -> Row: ...
    def argument(self) -> Row: ...
    def group(self) -> str: ...
    def words(self) -> str: ...
    def has_scripts(self) -> bool: ...
    def take(self, pattern: re.Pattern[str]) -> str | None: ...
    def fence(self, kind: SignKind) -> Node: ...


_INDEX = re.compile(r"\[")
_SPLIT = re.compile(r"\s*(?:&|\\\\(?:\[[0-9.]+ ?[a-z]{2}\])?)\s*")
_END = re.compile(r"\s*\\end\{([A-Za-z]+\*?)\}")
_FENCED = re.compile(r"\\left\s*(?:\\[A-Za-z]+|\\?[^A-Za-z\s])$")
_FENCE_ROOM = 40
"""Characters that the opening of a fence takes at most."""
_AFTER = re.compile(r"\s*(?:\\right(?![A-Za-z])|[.,;]?\s*$)")
_COLUMNS = re.compile(r"\s*\{[lcr ]+\}")
MOST_CELLS = 64
"""Of one matrix. Nobody follows more in one line."""
MATRICES = ("matrix", "smallmatrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "array")
STEPS = ("aligned", "align", "align*", "gather", "gather*", "gathered", "split")
ENVIRONMENTS = (*MATRICES, *STEPS, "cases")


def built(reader: Reader, name: str) -> list[Node]:
    """What a command makes of what follows it. Raises `Unsure`."""
    found = _BUILT.get(name)
    if found is None:
        raise Unsure
    return found(reader, name)


def _fraction(reader: Reader, name: str) -> list[Node]:
    return [Fraction(reader.argument(), reader.argument())]


def _binomial(reader: Reader, name: str) -> list[Node]:
    return [Binomial(reader.argument(), reader.argument())]


def _root(reader: Reader, name: str) -> list[Node]:
    index: Row = ()
    if reader.take(_INDEX):
        index = reader.row("]")
        if not index:
            raise Unsure
    return [Root(index, reader.argument())]


def _accent(reader: Reader, name: str) -> list[Node]:
    body = reader.argument()
    letters = [node for node in body if isinstance(node, Name | Number)]
    if len(letters) != len(body) or (name != "overline" and not all(isinstance(node, Name) for node in body)):
        raise Unsure
    most = MOST_CELLS if name == "overline" else 2 if name in ("vec", "overrightarrow") else 1
    if len(body) > most:
        raise Unsure
    return [Over(body, "vec" if name == "overrightarrow" else name)]


def _chemistry(reader: Reader, name: str) -> list[Node]:
    return [Words(*chemistry(reader.group()))]


def _text(reader: Reader, name: str) -> list[Node]:
    return [Words(reader.words())]


def _upright(reader: Reader, name: str) -> list[Node]:
    r"""`\mathrm{SO_4^{2-}}` is chemistry, `\mathrm{M_r}` a letter with a script, `\mathrm{kg}` a text."""
    start = reader.at
    try:
        return [Words(*chemistry(reader.group(), loose=False)) if reader.has_scripts() else Words(reader.words())]
    except Unsure:
        reader.at = start
        return _worded(reader.argument())


def _worded(row: Row) -> list[Node]:
    """Upright letters in a row are one word: `cm^3` is cubed as one."""
    found: list[Node] = []
    for node in row:
        base, last = base_of(node), found[-1] if found else None
        if isinstance(base, Name):
            front = last.text if isinstance(last, Words) else ""
            if front:
                found.pop()
            word = Words(front + base.text, "" if base.text.isascii() else f"{front} {base.said}".strip())
            node = Script(word, node.up, node.down) if isinstance(node, Script) else word
        found.append(node)
    return found


def _called(reader: Reader, name: str) -> list[Node]:
    called = reader.words()
    if not called.isalpha():
        raise Unsure
    return [Function(called, FUNCTIONS.get(called, f"{called} of"))]


def _arrow(reader: Reader, name: str) -> list[Node]:
    above = " ".join(reader.words().split())
    return [Sign(f"─{above}→", "relation", f"goes, with {above}, to")]


def _set(reader: Reader, name: str) -> list[Node]:
    letter = reader.words()
    if letter not in SETS:
        raise Unsure
    return [Name(*SETS[letter])]


def _bold(reader: Reader, name: str) -> list[Node]:
    letter = reader.words()
    if len(letter) != 1 or not letter.isascii() or not letter.isalpha():
        raise Unsure
    first = 0x1D400 if letter.isupper() else 0x1D41A
    return [Name(chr(first + ord(letter.lower()) - ord("a")), f"bold {_case(letter)}")]


def _script_letter(reader: Reader, name: str) -> list[Node]:
    letter = reader.words()
    if len(letter) != 1 or not "A" <= letter <= "Z":
        raise Unsure
    return [Name(chr(0x1D4D0 + ord(letter) - ord("A")), f"script {_case(letter)}")]


def _case(letter: str) -> str:
    return f"capital {letter}" if letter.isupper() else letter


def _bar(reader: Reader, name: str) -> list[Node]:
    return [bar("|" if name[1:] == "vert" else "‖", "open" if name[0] == "l" else "close")]


def _mid(reader: Reader, name: str) -> list[Node]:
    return [Sign("∣", "relation", "divides")]


def _modulus(reader: Reader, name: str) -> list[Node]:
    return [Blank(True, "short"), sign("("), Words("mod ", "modulo"), *reader.argument(), sign(")")]


def _fenced(reader: Reader, name: str) -> list[Node]:
    return [reader.fence("open"), *reader.row("right"), reader.fence("close")]


def _environment(reader: Reader, name: str) -> list[Node]:
    begun = reader.source.rindex("\\begin", 0, reader.at)
    kind = reader.group()
    if kind not in ENVIRONMENTS or (kind == "array" and not reader.take(_COLUMNS)):
        raise Unsure
    rows: list[list[list[Node]]] = [[]]
    while True:
        rows[-1].append(reader.nodes("cell"))
        mark = (reader.take(_SPLIT) or "").strip()
        if not mark:
            break
        if mark != "&":
            rows.append([])
    if reader.take(_END) is None or sum(map(len, rows)) > MOST_CELLS:
        raise Unsure
    found = _table(kind, [row for row in rows if any(map(any, row))] if not any(map(any, rows[-1])) else rows)
    return found if kind not in STEPS or _parted(reader, begun) else [sign("("), *found, sign(")")]


def _parted(reader: Reader, begun: int) -> bool:
    """Whether steps stand alone or in a fence; beside anything else they need brackets, or would run into it."""
    before = reader.source[:begun].strip()
    return (not before or _FENCED.search(before[-_FENCE_ROOM:]) is not None) and _AFTER.match(
        reader.source, reader.at
    ) is not None


def _table(kind: str, rows: list[list[list[Node]]]) -> list[Node]:
    if kind in STEPS:
        if any(len(row) > 2 for row in rows):  # more than one equation in a row
            raise Unsure
        steps = [settled([node for cell in row for node in cell]) for row in rows]
        return [node for at, step in enumerate(steps) for node in ((*_NEXT, *step) if at else step)]
    cells = tuple(tuple(settled(cell) for cell in row) for row in rows)
    if not cells or not all(map(all, cells)):
        raise Unsure
    if kind != "cases" and any(_is_comma(node) for row in cells for cell in row for node in cell):
        raise Unsure
    if kind == "cases":
        cells = tuple(map(_case_of, cells))
    if kind != "cases" and len({len(row) for row in cells}) > 1:
        raise Unsure
    return [Table("matrix" if kind in ("array", "smallmatrix") else kind, cells)]


def _is_comma(node: Node) -> bool:
    """Whether this would be taken for what parts the columns."""
    return is_sign(node, "point") or (isinstance(node, Number) and "," in node.text)


def _case_of(row: tuple[Row, ...]) -> tuple[Row, ...]:
    """A case and its condition. A comma that ends the case is not said twice; an equation that is cut is no case."""
    if len(row) > 2:
        raise Unsure
    if len(row) == 2:
        value, condition = row
        while value and (isinstance(value[-1], Blank) or is_sign(value[-1], "point")):
            value = value[:-1]
        if not value or is_sign(value[-1], "relation", "binary") or is_sign(condition[0], "relation", "binary"):
            raise Unsure
        row = (value, condition)
    if any(isinstance(node, Number) and "," in node.text for cell in row for node in cell):
        raise Unsure
    return row


_NEXT = (Sign(";", "point", ";"), Blank(True, "comma"))
_BUILT: dict[str, Callable[[Reader, str], list[Node]]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    "sqrt": _root,
    **dict.fromkeys(ACCENTS, _accent),
    "ce": _chemistry,
    **dict.fromkeys(("text", "textrm", "textbf", "textit", "mbox"), _text),
    "mathrm": _upright,
    "operatorname": _called,
    "xrightarrow": _arrow,
    "mathbb": _set,
    "mathbf": _bold,
    "mathcal": _script_letter,
    **dict.fromkeys(("lvert", "rvert", "lVert", "rVert"), _bar),
    "mid": _mid,
    "pmod": _modulus,
    "left": _fenced,
    "begin": _environment,
}
NAMES = frozenset(_BUILT)
"""By name, without the ends `right` and `end`."""
