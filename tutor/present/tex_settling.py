"""What a row of mathematics means once it was read: scripts, bars, mixed numbers, and whether it holds together."""

from __future__ import annotations

from tutor.present.tex_signs import SIGNS, SignKind
from tutor.present.tex_tree import (
    STAR,
    Blank,
    Fraction,
    Function,
    Name,
    Node,
    Number,
    Row,
    Script,
    Sign,
    Unsure,
    Words,
    base_of,
    ends_operand,
    is_sign,
    whole_number,
)

_LOOK_ALIKE = {"<=", ">=", "!=", "=>", "==", "−>", "//", "∗∗", ":="}
"""Two signs that are typed for one: `!=` is hardly a factorial."""
_ASTERISK = Sign("∗", *SIGNS["∗"])
_PAUSES = ("comma", "short", "")
_ENDS = {"|": "end of absolute value", "‖": "end of norm"}


def number(source: str) -> Number:
    """A number as it was typed: `3{,}000`, `3\\\\,000`, `0.5`."""
    shown = source.replace("{,}", ",")
    return Number(shown.replace("\\,", " "), shown.replace("\\,", "").removesuffix("."))


def sign(text: str, *, typed: bool = False) -> Sign:
    """A sign of the subset. Raises `Unsure`."""
    if text not in SIGNS or (typed and text in "_#$&{}"):
        raise Unsure
    return Sign(text, *SIGNS[text])


def bar(text: str, kind: SignKind) -> Sign:
    """One of the two bars around a value."""
    return Sign(text, kind, SIGNS[text][1] if kind == "open" else _ENDS[text])


def attach(nodes: list[Node], mark: str, row: Row) -> None:
    """Put a raised or lowered row on the node before it. A small circle is a degree, which may stand alone."""
    circle = len(row) == 1 and isinstance(row[0], Sign) and row[0].text in "∘°"
    if mark == "^" and circle:
        nodes.append(sign("°"))
        return
    if not nodes or not may_carry(nodes[-1]):
        raise Unsure
    if len(row) == 1 and is_sign(row[0], "binary") and row[0] == _ASTERISK:
        row = (STAR if mark == "^" else Sign("*", "thing", "star"),)
    base = nodes.pop()
    if not isinstance(base, Script):
        nodes.append(Script(base, row, ()) if mark == "^" else Script(base, (), row))
    elif mark == "^" and not base.up:
        nodes.append(Script(base.base, row, base.down))
    elif mark == "_" and not base.down:
        nodes.append(Script(base.base, base.up, row))
    else:
        raise Unsure


def begins_thing(nodes: list[Node]) -> bool:
    """Whether a script that comes now can't belong to what stands before, which may be far off."""
    before = [node for node in nodes[-2:] if node != Blank(False)]
    return not before or not may_carry(before[-1])


def may_carry(node: Node) -> bool:
    """Whether a script can stand on this."""
    if isinstance(node, Sign):
        return node.kind in ("close", "bar", "thing")
    if isinstance(node, Words):
        return node.text.strip().isalnum()
    return not isinstance(node, Blank)


def settled(nodes: list[Node]) -> Row:
    """The row with single blanks, bars turned into brackets, mixed numbers put together, and its brackets checked."""
    row = tuple(_mixed(_in_context(_bars(_single_blanks(nodes)))))
    opened: list[str] = []
    last: Node | None = None
    for node in row:
        base = base_of(node)
        if isinstance(base, Sign) and base.kind == "open":
            if base.text in _ENDS and opened[-1:] == [base.text] and ends_operand(last):
                raise Unsure  # `|2|x||` nobody can read
            opened.append(base.text)
        elif is_sign(base, "close"):
            if not opened:
                raise Unsure
            opened.pop()
        if isinstance(node, Number) and isinstance(last, Number):
            raise Unsure
        if isinstance(last, Sign) and isinstance(node, Sign) and last.text + node.text in _LOOK_ALIKE:
            raise Unsure
        last = node
    if opened:
        raise Unsure
    return row


def _single_blanks(nodes: list[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        last = found[-1] if found else None
        if isinstance(node, Blank) and isinstance(last, Blank):
            found[-1] = Blank(node.forced or last.forced, min(node.pause, last.pause, key=_PAUSES.index))
        else:
            found.append(node)
    return found


def _bars(nodes: list[Node]) -> list[Node]:
    """Typed bars open and close in turn; where they could do so in another way too, nobody can tell."""
    found: list[Node] = []
    opened, since = "", list[Node]()
    for node in nodes:
        base = base_of(node)
        if isinstance(base, Sign) and base.kind == "bar":
            if opened and (opened != base.text or not since or not ends_operand(since[-1])):
                raise Unsure
            if not opened and (isinstance(node, Script) or (_value(since) and _BARRED in found)):
                raise Unsure
            turned = bar(base.text, "close" if opened else "open")
            opened = "" if opened else base.text
            since = []
            node = Script(turned, node.up, node.down) if isinstance(node, Script) else turned
        elif node != Blank(False):
            since.append(node)
        found.append(node)
    if opened:
        raise Unsure
    return found


_BARRED = bar("|", "close")


def _value(nodes: list[Node]) -> bool:
    """Whether these, between one pair of bars and the next, could be what stands within a pair."""
    return bool(nodes) and ends_operand(nodes[-1]) and not is_sign(nodes[0], "relation", "postfix", "point")


def _in_context(nodes: list[Node]) -> list[Node]:
    r"""What `\mid`, a colon, `\in` and `\equiv` mean where they stand."""
    found: list[Node] = []
    inside: list[str] = []
    for at, node in enumerate(nodes):
        base = base_of(node)
        if isinstance(base, Sign) and base.kind == "open":
            called = at > 0 and isinstance(base_of(nodes[at - 1]), Name | Function)
            inside.append("such that" if base.text == "{" else "given" if called else "divides")
        elif is_sign(base, "close") and inside:
            inside.pop()
        if isinstance(node, Sign):
            node = _told(node, nodes, at, inside[-1] if inside else "divides")
        found.append(node)
    return found


def _told(sign: Sign, nodes: list[Node], at: int, mid: str) -> Sign:
    before = [node for node in nodes[:at] if node != Blank(False)]
    match sign.text:
        case "∣":
            return Sign("|", "relation", mid)
        case ":" if not _is_ratio(nodes, at, mid):
            return Sign(":", "point", "such that" if mid == "such that" else ",")
        case "∈" if is_sign(before[-2] if len(before) > 1 else None, "prefix"):
            return Sign("∈", "relation", "in")
        case "≡" if any(isinstance(node, Words) and node.text == "mod " for node in nodes):
            return Sign("≡", "relation", "is congruent to")
    return sign


def _is_ratio(nodes: list[Node], at: int, mid: str) -> bool:
    """Whether a colon is that of `3 : 4`, not that of `f: A → B`, `∀x: …` or `{x : x > 0}`."""
    before, after = nodes[:at], nodes[at + 1 :]
    if mid == "such that" and not isinstance(before[-1] if before else None, Number):
        return False
    if is_sign(before[0] if before else None, "prefix"):
        return False
    if any(isinstance(node, Sign) and node.text in "→↦" for node in after):
        return False
    spaced = after[:1] == [Blank(False)] and before[-1:] != [Blank(False)]
    return not spaced


def _mixed(nodes: list[Node]) -> list[Node]:
    """A whole number right before a fraction of whole numbers is a mixed number: 1½, not eleven halves."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Fraction) and not node.whole and whole_number(node.top) and whole_number(node.bottom):
            at = len(found) - (2 if found and isinstance(found[-1], Blank) and found[-1].pause != "comma" else 1)
            before = found[at] if at >= 0 else None
            if isinstance(before, Number) and "," in before.text:
                raise Unsure
            if isinstance(before, Number) and before.said.isdigit():
                del found[at:]
                node = Fraction(node.top, node.bottom, before.text)
        found.append(node)
    return found
