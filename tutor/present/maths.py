"""Mathematics for a terminal: TeX from a course as one line of Unicode, or as words to be heard.

What is not in the subset of `tex` is shown as the author wrote it: brackets are added rather than a meaning lost.
"""

from __future__ import annotations

import re

from tutor.present.maths_words import row_words
from tutor.present.tex import parse
from tutor.present.tex_signs import LOWERED, RAISED
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
    Unsure,
    Words,
    around,
    ends_operand,
    is_bracketed,
    is_sign,
    joins_left,
    joins_right,
    starts_operand,
)


def to_unicode(tex: str) -> str:
    r"""One line of Unicode for the TeX between two dollar signs: `\frac{a+b}{2}` is `(a + b)/2`, `x^2` is `x²`."""
    try:
        return _line(parse(tex)) or tex
    except Unsure:
        return tex


def to_words(tex: str) -> str:
    r"""The same in English words: `\frac{2}{3} < x^2` is `2 thirds is less than x squared`."""
    try:
        return row_words(parse(tex)) or tex
    except Unsure:
        return tex


def _line(row: Row) -> str:
    pieces = [_piece(node, around(row, at)) for at, node in enumerate(row)]
    return re.sub(" {2,}", " ", "".join(pieces)).strip()


def _piece(node: Node, near: Around) -> str:
    match node:
        case Number() | Name() | Words():
            return node.text
        case Sign():
            return _sign(node, near)
        case Blank():
            return " " if _counts(node, near) else ""
        case Function():
            return _function(node.text, near)
        case Fraction():
            text = _fraction(node)
            return f"({text})" if joins_left(near) or joins_right(near) else text
        case Root():
            return _root_among(node, near)
        case Script():
            return _script(node, near)
        case Over():
            return _over(node)


def _sign(sign: Sign, near: Around) -> str:
    two_sided = sign.kind == "binary" and ends_operand(near.before)
    return f" {sign.text} " if two_sided or sign.kind == "relation" else sign.text


def _counts(blank: Blank, near: Around) -> bool:
    """Whether a space is shown: a forced one, and a typed one between numbers, after commas and around colons."""
    numbers = isinstance(near.before, Number) and isinstance(near.after, Number)
    colon = isinstance(near.after, Sign) and near.after.text == ":"
    return blank.forced or numbers or colon or is_sign(near.before, "point")


def _function(text: str, near: Around) -> str:
    before = " " if ends_operand(near.before) else ""
    return before + text + ("" if is_sign(near.after, "open") else " ")


def _fraction(fraction: Fraction) -> str:
    whole = f"{fraction.whole} " if fraction.whole else ""
    return f"{whole}{_part(fraction.top, product=True)}/{_part(fraction.bottom, product=False)}"


def _part(row: Row, *, product: bool) -> str:
    text = _line(row)
    return text if _stands_alone(row, product=product) else f"({text})"


def _stands_alone(row: Row, *, product: bool) -> bool:
    """Whether a row needs no brackets: one thing, something bracketed already, or (above a line) letters in a row."""
    row = tuple(node for node in row if not isinstance(node, Blank))
    if len(row) == 1:
        return _is_one_thing(row[0])
    if is_bracketed(row, powers=True):
        return True
    return product and all(isinstance(node, Number | Name | Script) and _is_one_thing(node) for node in row)


def _is_one_thing(node: Node) -> bool:
    if isinstance(node, Words):
        return " " not in node.text
    if isinstance(node, Script):
        return _is_one_thing(node.base) or isinstance(node.base, Fraction)
    return is_sign(node, "thing") or isinstance(node, Number | Name | Root | Over)


def _root(root: Root) -> str:
    body = _line(root.body)
    alone = is_bracketed(root.body) or (len(root.body) == 1 and isinstance(root.body[0], Number | Name))
    return f"{_marks(root.index, RAISED)}√{body if alone else f'({body})'}"


def _root_among(root: Root, near: Around) -> str:
    """A root among others: what follows must not seem to stand under the root, nor its index seem a power."""
    text = _root(root)
    if is_sign(near.before, "slash") or (not text.endswith(")") and joins_right(near)):
        return f"({text})"
    return f" · {text}" if root.index and ends_operand(near.before) else text


def _script(script: Script, near: Around) -> str:
    lone = not script.up and not starts_operand(near.after)
    scripts = _scripted(script.down, LOWERED, "_", lone=lone) + _scripted(script.up, RAISED, "^")
    match script.base:
        case Function(text=text):
            return _function(text + scripts, near)
        case Fraction():
            return f"({_fraction(script.base)}){scripts}"
        case Root() | Over():
            return f"({_piece(script.base, ALONE)}){scripts}"
        case base:
            return _piece(base, ALONE) + scripts


def _scripted(row: Row, marks: dict[str, str], fallback: str, *, lone: bool = False) -> str:
    """`lone`: nothing follows that one letter would seem to belong to, so it needs no brackets: `N_A`."""
    try:
        return _marks(row, marks)
    except Unsure:
        text = _line(row)
        return f"{fallback}{text}" if is_bracketed(row) or (lone and len(text) == 1) else f"{fallback}({text})"


def _marks(row: Row, marks: dict[str, str]) -> str:
    text = _line(row).replace(" ", "")
    if any(character not in marks for character in text):
        raise Unsure
    return "".join(marks[character] for character in text)


def _over(over: Over) -> str:
    text = _line(over.body)
    if not text.isalnum():
        raise Unsure
    return "".join(character + "\u0305" for character in text)
