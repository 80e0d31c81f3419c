"""Mathematics for a terminal: TeX from a course as one line of Unicode, or as words to be heard.

What is not in the subset of `tex` is shown as the author wrote it: brackets are added rather than a meaning lost.
"""

from __future__ import annotations

import re

from tutor.present.maths_words import words_of
from tutor.present.tex import parse
from tutor.present.tex_signs import ACCENTS, LOWERED, RAISED
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
    Unsure,
    Words,
    around,
    base_of,
    divides,
    ends_operand,
    is_bracketed,
    is_sign,
    is_starred,
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
        return words_of(parse(tex)) or tex
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
            return _function(node, node.text, near)
        case Fraction():
            text = _fraction(node)
            return f"({text})" if joins_left(near) or joins_right(near) else text
        case Root():
            return _root_among(node, near)
        case Script():
            return _script(node, near)
        case Over():
            return _called(_over(node), near) if node.mark == "vec" else _over(node)
        case Binomial():
            return _called(f"binom({_line(node.top)}, {_line(node.bottom)})", near)
        case Table():
            return _table(node, near)


def _sign(sign: Sign, near: Around) -> str:
    two_sided = sign.kind == "binary" and ends_operand(near.before)
    return f" {sign.text} " if two_sided or sign.kind == "relation" else sign.text


def _counts(blank: Blank, near: Around) -> bool:
    """Whether a space is shown: a forced one, and a typed one between numbers, after commas and around colons."""
    numbers = isinstance(near.before, Number) and isinstance(near.after, Number)
    colon = isinstance(near.after, Sign) and near.after.text == ":"
    return blank.forced or numbers or colon or is_sign(near.before, "point")


def _function(function: Function, text: str, near: Around) -> str:
    before = " " if ends_operand(near.before) else ""
    return before + text + ("" if is_sign(near.after, "open") and not function.big else " ")


def _called(text: str, near: Around) -> str:
    """What is shown by name keeps clear of a letter before it: `k binom(n, k)`."""
    return f" {text}" if text[-1] == ")" and ends_operand(near.before) else text


def _fraction(fraction: Fraction) -> str:
    whole = f"{fraction.whole} " if fraction.whole else ""
    if _differential(fraction.top) and _differential(fraction.bottom) and len(fraction.bottom) > 1:
        return f"{_line(fraction.top)}/{_line(fraction.bottom)}"
    return f"{whole}{_part(fraction.top, product=True)}/{_part(fraction.bottom, product=False)}"


def _differential(row: Row) -> bool:
    """Whether this is `dx`, `d²y` or `∂f`, or `d` alone."""
    row = tuple(node for node in row if not isinstance(node, Blank))
    first = base_of(row[0]) if row else None
    if isinstance(first, Name) and isinstance(row[0], Script) and row[0].down:
        return False  # `d₁` is a name
    return len(row) < 3 and isinstance(first, Name) and first.text in "d∂" and isinstance(base_of(row[-1]), Name)


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
    return product and not is_sign(row[0], "postfix") and _is_product(row)


def _is_product(row: Row) -> bool:
    """Whether nothing but factors stand side by side, where what stands in brackets is one."""
    level = 0
    for node in row:
        base = base_of(node)
        level += is_sign(base, "open")
        factor = is_sign(base, "postfix", "close") or (isinstance(base, Number | Name) and _is_one_thing(node))
        if not level and not factor:
            return False
        level -= is_sign(base, "close")
    return True


def _is_one_thing(node: Node) -> bool:
    if isinstance(node, Words):
        return " " not in node.text
    if isinstance(node, Script):
        return not is_starred(node) and (_is_one_thing(node.base) or isinstance(node.base, Fraction))
    if isinstance(node, Root):
        return not node.index
    return is_sign(node, "thing") or isinstance(node, Number | Name | Over | Binomial | Table)


def _root(root: Root) -> str:
    body = _line(root.body)
    alone = is_bracketed(root.body) or (len(root.body) == 1 and isinstance(root.body[0], Number | Name))
    return f"{_marks(_line(root.index), root.index, RAISED)}√{body if alone else f'({body})'}"


def _root_among(root: Root, near: Around) -> str:
    """A root among others: what follows must not seem to stand under the root, nor its index seem a power."""
    text = _root(root)
    if (divides(near.before) and root.index) or joins_right(near):
        return f"({text})"
    return f" · {text}" if root.index and ends_operand(near.before) else text


def _script(script: Script, near: Around) -> str:
    big = isinstance(script.base, Function) and script.base.big
    lone = big or (not script.up and not starts_operand(near.after))
    low, joined = _scripted(script.down, LOWERED, "_", lone=lone), joins_right(near)
    if is_starred(script) and not isinstance(script.base, Function) and not (joined and is_sign(script.base, "close")):
        shown = _carried(script.base, low + "*", near)
        return f"({shown})" if joined else shown  # `z*w` would be a product
    return _carried(script.base, low + _scripted(script.up, RAISED, "^", lone=big), near)


def _carried(base: Node, scripts: str, near: Around) -> str:
    match base:
        case Function():
            return _function(base, base.text + scripts, near)
        case Fraction():
            return f"({_fraction(base)}){scripts}"
        case Root() | Over():
            return f"({_piece(base, ALONE)}){scripts}"
        case Binomial():
            return _called(_piece(base, ALONE), near) + scripts
        case _:
            return _piece(base, ALONE) + scripts


def _scripted(row: Row, marks: dict[str, str], fallback: str, *, lone: bool = False) -> str:
    """`lone`: nothing follows that one letter or word would seem to belong to, so it needs no brackets: `N_A`."""
    text = _line(row)
    try:
        return _marks(text, row, marks)
    except Unsure:
        word = len(text) == 1 or (len(row) == 1 and isinstance(row[0], Words) and text.isalpha())
        bare = (is_bracketed(row) and text[0] not in "|‖") or (lone and word)
        return fallback + (text if bare else f"({text})")


def _marks(text: str, row: Row, marks: dict[str, str]) -> str:
    """The line of a row in small characters; each is drawn once, for rows stand in rows."""
    if not any(isinstance(node, Words) for node in row):
        text = text.replace(" ", "")
    if any(character not in marks for character in text):
        raise Unsure
    return "".join(marks[character] for character in text)


def _over(over: Over) -> str:
    """The mark over a letter, a line over each; an arrow over two letters is no mark of either."""
    text, mark = _line(over.body), ACCENTS[over.mark][0]
    if over.mark == "overline" and text.isalnum():
        return "".join(character + mark for character in text)
    if over.mark == "vec" and len(text) == 2 and text.isalpha():
        return f"vec({text})"
    if len(text) != 1 or not text.isalpha():
        raise Unsure
    return text + mark


_FENCES = {
    "matrix": ("[", "]"),
    "bmatrix": ("[", "]"),
    "pmatrix": ("(", ")"),
    "Bmatrix": ("{", "}"),
    "cases": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
}


def _table(table: Table, near: Around) -> str:
    """A matrix with commas between its columns and semicolons between its rows; cases with semicolons."""
    body = "; ".join(_case(row) if table.name == "cases" else ", ".join(map(_line, row)) for row in table.rows)
    fenced = table.name == "matrix" and is_sign(near.before, "open") and is_sign(near.after, "close")
    opening, closing = ("", "") if fenced else _FENCES[table.name]
    return f"{opening}{body}{closing}"


def _case(row: tuple[Row, ...]) -> str:
    between = " " if isinstance(row[-1][0], Words) else ", "
    return between.join(map(_line, row))
