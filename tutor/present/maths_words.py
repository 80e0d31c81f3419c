"""Mathematics in English words, for people who listen. Where brackets are needed to be clear they are said."""

from __future__ import annotations

import re

from tutor.present.spoken import fraction
from tutor.present.tex_tree import (
    ALONE,
    Around,
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
    Words,
    around,
    base_of,
    ends_operand,
    is_bracketed,
    is_break,
    is_sign,
    starts_operand,
    whole_number,
)

_GLUED = re.compile(r" +([,;.])")


def row_words(row: Row, inside: bool = False) -> str:
    """The words of a row; `inside` a fraction every further fraction is told with its end."""
    said, at = [], 0
    while at < len(row):
        words, used = _typed_fraction(row, at)
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
        return not isinstance(before, Name) and not is_sign(before, "postfix")
    if isinstance(before, Script) and isinstance(node, Number):
        return True
    built = (Fraction, Root)
    return starts_operand(node) and (isinstance(base_of(node), built) or isinstance(base_of(before), built))


def _goes_on(near: Around) -> bool:
    """Whether what follows multiplies or divides, so that it must be said where this thing ends."""
    return _is_product_sign(near.after) or (starts_operand(near.after) and not isinstance(near.after, Words))


def _is_product_sign(node: Node | None) -> bool:
    return isinstance(node, Sign) and node.text in "×÷·∗/"


def _words(node: Node, near: Around, inside: bool = False) -> str:
    match node:
        case Number() | Name() | Function():
            return node.said
        case Words():
            return node.said or node.text
        case Sign():
            return _sign(node, near)
        case Blank():
            return ""
        case Fraction():
            return _fraction(node, near, inside)
        case Root():
            return _root(node, near)
        case Script():
            return _script(node, near)
        case Over():
            return _over(node, near)


def _sign(sign: Sign, near: Around) -> str:
    if sign.text == ":" and not (ends_operand(near.before) and starts_operand(near.after)):
        return ";"
    return sign.said


def _is_simple(row: Row) -> bool:
    """Whether the row is heard as one thing, so that nothing need say where it ends."""
    if len(row) == 1:
        return isinstance(row[0], Number | Name | Words) or is_sign(row[0], "thing")
    return is_bracketed(row)


def _ended(words: str, row: Row, near: Around, name: str) -> str:
    """The words of a root or power, with its end where the listener would not know it."""
    named = len(row) == 1 and isinstance(row[0], Fraction) and _is_named(row[0])
    short = (_is_simple(row) or named) and not _goes_on(near)
    return words if short else f"{words} end of {name}"


def _is_named(node: Fraction) -> bool:
    top, bottom = whole_number(node.top), whole_number(node.bottom)
    return bool(top and bottom) and " over " not in fraction(top, bottom)


def _fraction(node: Fraction, near: Around, inside: bool) -> str:
    whole = f"{node.whole} and " if node.whole else ""
    if _is_named(node):
        return whole + fraction(whole_number(node.top), whole_number(node.bottom))
    words = f"{whole}{row_words(node.top, True)} over {row_words(node.bottom, True)}"
    among = inside or _goes_on(near) or _is_product_sign(near.before) or isinstance(base_of(near.before), Function)
    if _is_simple(node.top) and _is_simple(node.bottom) and not among:
        return words
    return f"the fraction {words} end of fraction"


def _root(node: Root, near: Around) -> str:
    index = row_words(node.index)
    names = {"": "the square root", "2": "the square root", "3": "the cube root"}
    name = names.get(index) or (f"the {index}th root" if _is_simple(node.index) else f"the root with index {index}")
    return _ended(f"{name} of {row_words(node.body)}", node.body, near, "root")


def _script(node: Script, near: Around) -> str:
    base = _base_words(node.base)
    function = isinstance(node.base, Function)
    if function:
        base = base.removesuffix(" of")
    lowered = f" base {row_words(node.down)}" if node.down and base == "log" else _lowered(node.down)
    words = base + lowered + _raised(node.up, near)
    return f"{words} of" if function else words


def _base_words(base: Node) -> str:
    if isinstance(base, Fraction | Root):
        return f"open bracket {_words(base, ALONE)} close bracket"
    return _words(base, ALONE)


def _lowered(row: Row) -> str:
    if not row:
        return ""
    return f" sub {row_words(row)}" + ("" if _is_simple(row) else " end of index")


def _raised(row: Row, near: Around) -> str:
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
    words = f" to the power of {row_words(row)}"
    return _ended(words, row[1:] if signed else row, near, "power")


def _over(node: Over, near: Around) -> str:
    body = row_words(node.body)
    before = near.before
    if isinstance(before, Number) and "." in before.text and whole_number(node.body):
        return f"{'point' if before.text.endswith('.') else 'then'} {body} repeating"
    return f"{body} with a line over it"
