"""Mathematics in English words, for people who listen. Where brackets are needed to be clear they are said."""

from __future__ import annotations

import re

from tutor.present.spoken import fraction
from tutor.present.tex_signs import ACCENTS, SIGNS
from tutor.present.tex_tree import (
    ALONE,
    Around,
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
    Words,
    around,
    base_of,
    ends_operand,
    is_bracketed,
    is_break,
    is_sign,
    names_in,
    renamed,
    starts_operand,
    whole_number,
)

_INVERTED = ("sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh")
_RANGED = ("min", "max", "sup", "inf")
_PRIME = Sign("′", *SIGNS["′"])
_TIMES = {2: "double", 3: "triple"}
_GLUED = re.compile(r" +([,;.])")


def words_of(row: Row) -> str:
    """The words of all of it. Where one root, power or index needs its end said, all of them have it, or an end would
    seem to be that of another.
    """
    row = told_apart(row)
    words = row_words(row)
    ended = tuple(name for name in ("root", "power", "index") if f" end of {name}" in words)
    return row_words(row, ended) if ended else words


def told_apart(row: Row) -> Row:
    """The row with capitals said as such where the same letter stands there small too."""
    letters = {name.text for name in names_in(row) if name.said == name.text}
    return renamed(row, {one: f"capital {one}" for one in letters if one != one.lower() and one.lower() in letters})


def row_words(row: Row, inside: tuple[str, ...] = ()) -> str:
    """The words of a row; `inside` a fraction, root, power or index every further one is told with its end."""
    said, at = [], 0
    while at < len(row):
        words, used = _primes(row, at)
        words, used = (words, used) if used else _typed_fraction(row, at)
        near = around(row, at)
        if not used:
            words, used = _words(row[at], near, inside), 1
        if is_break(row, at):
            words = ","
        elif _multiplies(row[at], near) and not _after_pause(row, at):
            words = f"times {words}"
        said.append(words)
        at += used
    return _GLUED.sub(r"\1", " ".join(" ".join(said).split()))


def _primes(row: Row, at: int) -> tuple[str, int]:
    """`''` and `'''` in words, and how many nodes they take, or 0."""
    many = 0
    while at + many < len(row) and is_sign(row[at + many], "postfix") and row[at + many] == _PRIME:
        many += 1
    return (f"{_TIMES[many]} prime", many) if many in _TIMES else ("", 0)


def _typed_fraction(row: Row, at: int) -> tuple[str, int]:
    """`3/4` or `1 1/2` typed with a slash, alone between other signs: its words, and how many nodes it takes, or 0."""
    whole = whole_number(row[at : at + 1])
    if whole and row[at + 1 : at + 2] == (Blank(False),):
        words, used = _typed_fraction(row, at + 2)
        return (f"{whole} and {words}", used + 2) if used == 3 else ("", 0)
    top, bottom = whole, whole_number(row[at + 2 : at + 3])
    if not top or not bottom or not is_sign(row[at + 1], "slash"):
        return "", 0
    before, after = around(row, at).before, around(row, at + 2).after
    joined = ends_operand(before) and not isinstance(before, Number)
    if joined or is_sign(before, "slash") or is_sign(after, "slash", "postfix") or starts_operand(after):
        return "", 0
    return fraction(top, bottom), 3


def _after_pause(row: Row, at: int) -> bool:
    before = row[at - 1] if at else None
    return isinstance(before, Blank) and bool(before.pause)


def _multiplies(node: Node, near: Around) -> bool:
    """Whether "times" is said for two things that stand side by side."""
    before = near.before
    if isinstance(node, Blank | Words) or isinstance(before, Words) or not ends_operand(before):
        return False
    if is_sign(node, "open"):
        return not isinstance(base_of(before), Name) and before != _PRIME
    base = base_of(node)
    if isinstance(base, Function):
        return base.big or not isinstance(before, Number)
    if isinstance(before, Script) and isinstance(base, Name | Number):
        differential = base.text == "d" or (isinstance(before.base, Name) and before.base.text in "d∂")
        return isinstance(base, Number) or not (near.gap_before or differential)
    built = (Fraction, Root, Binomial, Table)
    return starts_operand(node) and (isinstance(base, built) or isinstance(base_of(before), built))


def _goes_on(near: Around) -> bool:
    """Whether what follows multiplies or divides, so that it must be said where this thing ends."""
    if isinstance(near.after, Sign) and near.after.kind == "postfix":
        return True
    return _is_product_sign(near.after) or (starts_operand(near.after) and not isinstance(near.after, Words))


def _is_product_sign(node: Node | None) -> bool:
    return isinstance(node, Sign) and node.text in ("×", "÷", "·", "∗", "/", ":", "mod")


def _words(node: Node, near: Around, inside: tuple[str, ...] = ()) -> str:
    match node:
        case Number() | Name() | Function():
            return _function(node, near) if isinstance(node, Function) else node.said
        case Words():
            return node.said or node.text
        case Sign():
            return _sign(node, near)
        case Blank():
            return ""
        case Fraction():
            return _fraction(node, near, inside)
        case Root():
            return _root(node, near, inside)
        case Script():
            return _script(node, near, inside)
        case Over():
            return _over(node, near)
        case Binomial():
            return f"the binomial {row_words(node.top, inside)} choose {row_words(node.bottom, inside)} end of binomial"
        case Table():
            return _cases(node, inside) if node.name == "cases" else _matrix(node, inside)


def _function(node: Function, near: Around) -> str:
    """The name of a function, with "of" only where something follows that it is of."""
    of_nothing = near.after is None or is_sign(near.after, "relation", "close", "point")
    said = node.said.removesuffix(" of")
    return said if of_nothing or (said == node.said and not node.big) else f"{said} of"


def _sign(sign: Sign, near: Around) -> str:
    if sign.text == ":" and not (ends_operand(near.before) and starts_operand(near.after)):
        return ";"
    return sign.said


def _is_simple(row: Row) -> bool:
    """Whether the row is heard as one thing, so that nothing need say where it ends."""
    if len(row) == 1:
        return isinstance(row[0], Number | Name | Words) or is_sign(row[0], "thing")
    return is_bracketed(row)


def _ended(words: str, row: Row, near: Around, name: str, inside: tuple[str, ...]) -> str:
    """The words of a root or power, with its end where the listener would not know it."""
    named = len(row) == 1 and isinstance(row[0], Fraction) and not row[0].whole and _is_named(row[0])
    short = (_is_simple(row) or named) and not _goes_on(near) and name not in inside
    return words if short else f"{words} end of {name}"


def _is_named(node: Fraction) -> bool:
    top, bottom = whole_number(node.top), whole_number(node.bottom)
    return bool(top and bottom) and " over " not in fraction(top, bottom)


def _fraction(node: Fraction, near: Around, inside: tuple[str, ...]) -> str:
    whole = f"{node.whole} and " if node.whole else ""
    if _is_named(node):
        return whole + fraction(whole_number(node.top), whole_number(node.bottom))
    within = (*inside, "fraction")
    words = f"{row_words(node.top, within)} over {row_words(node.bottom, within)}"
    among = (
        "fraction" in inside
        or _goes_on(near)
        or _is_product_sign(near.before)
        or isinstance(base_of(near.before), Function)
    )
    if _is_simple(node.top) and _is_simple(node.bottom) and not among:
        return whole + words
    return f"{whole}the fraction {words} end of fraction"


def _root(node: Root, near: Around, inside: tuple[str, ...]) -> str:
    index = row_words(node.index)
    names = {"": "the square root", "2": "the square root", "3": "the cube root"}
    name = names.get(index) or (f"the {index}th root" if _is_simple(node.index) else f"the root with index {index}")
    return _ended(f"{name} of {row_words(node.body, (*inside, 'root'))}", node.body, near, "root", inside)


def _script(node: Script, near: Around, inside: tuple[str, ...]) -> str:
    base = _base_words(node.base, inside)
    if isinstance(node.base, Function) and (node.base.big or (node.base.text in _RANGED and node.down)):
        return _ranged(node.base, node, inside)
    function = isinstance(node.base, Function)
    if function:
        base = base.removesuffix(" of")
        if isinstance(node.base, Function) and node.base.text in _INVERTED and _is_minus_one(node.up):
            return f"inverse {base} of"
    lowered = f" base {row_words(node.down)}" if node.down and base == "log" else _lowered(node.down, inside)
    words = base + lowered + _raised(node.up, near, inside)
    return f"{words} of" if function else words


def _is_minus_one(row: Row) -> bool:
    return len(row) == 2 and isinstance(row[0], Sign) and row[0].text == "−" and whole_number(row[1:]) == "1"


def _ranged(base: Function, node: Script, inside: tuple[str, ...]) -> str:
    """A sum "from i equals 1 to n of", a limit "as x goes to 0 of", an integral "over C of"."""
    said = base.said.removesuffix(" of")
    below, above = row_words(node.down, inside), row_words(node.up, inside)
    if base.text == "lim" and below:
        return f"{said} as {below}{' up to ' + above if above else ''} of"
    if above:
        return f"{said} from {below} to {above} of" if below else f"{said} up to {above} of"
    return f"{said} over {below.replace(' is in ', ' in ', 1)} of"


def _matrix(table: Table, inside: tuple[str, ...]) -> str:
    kind = "determinant" if table.name == "vmatrix" else "norm" if table.name == "Vmatrix" else ""
    first = f"the {kind} of the" if kind else "the"
    size = f"{first} {len(table.rows)} by {len(table.rows[0])} matrix"
    told = (", ".join(row_words(cell, inside) for cell in row) for row in table.rows)
    rows = (f"row {at}: {row};" for at, row in enumerate(told, 1))
    return f"{size}, {' '.join(rows)} end of matrix"


def _cases(table: Table, inside: tuple[str, ...]) -> str:
    between = (" " if isinstance(row[-1][0], Words) else ", if " for row in table.rows)
    told = (link.join(row_words(cell, inside) for cell in row) for link, row in zip(between, table.rows, strict=True))
    return f"the cases {'; '.join(told)}; end of cases"


def _base_words(base: Node, inside: tuple[str, ...]) -> str:
    if isinstance(base, Fraction | Root):
        return f"open bracket {_words(base, ALONE, inside)} close bracket"
    return _words(base, ALONE, inside)


def _lowered(row: Row, inside: tuple[str, ...]) -> str:
    if not row:
        return ""
    named = len(row) == 1 and isinstance(row[0], Function) and not row[0].big
    ended = "index" in inside or not (named or _is_simple(row))
    return f" sub {row_words(row, (*inside, 'index'))}" + (" end of index" if ended else "")


def _raised(row: Row, near: Around, inside: tuple[str, ...]) -> str:
    if not row:
        return ""
    number = whole_number(row)
    if number in ("2", "3"):
        return " squared" if number == "2" else " cubed"
    if len(row) == 1 and is_sign(row[0], "postfix"):
        return " " + row_words(row)
    if is_sign(row[-1], "binary") and all(isinstance(node, Number) for node in row[:-1]):
        return " " + row_words(row)  # a charge
    signed = len(row) == 2 and is_sign(row[0], "binary") and isinstance(row[1], Number | Name)
    words = f" to the power of {row_words(row, (*inside, 'power'))}"
    return _ended(words, row[1:] if signed else row, near, "power", inside)


def _over(node: Over, near: Around) -> str:
    body = row_words(node.body)
    before = near.before
    if node.mark != "overline":
        return ACCENTS[node.mark][1].format(body)
    if isinstance(before, Number) and "." in before.text and whole_number(node.body):
        return f"{'point' if before.text.endswith('.') else 'then'} {body} repeating"
    return f"{body} with a line over it"
