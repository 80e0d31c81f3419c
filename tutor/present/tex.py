r"""Reading the mathematics between dollar signs: a documented subset of TeX, as a small tree.

Understood are: numbers (`3{,}000` and `3\,000` too), letters, Greek letters, `\frac \dfrac \tfrac`, `\sqrt[n]{x}`, `^`
and `_`, `\left \right`, `\text \mathrm \operatorname`, `\ce` for chemistry, `\overline`, the spaces
`\, \: \; \! \quad \qquad ~`, and the signs and functions of `tex_signs`; by name they all stand in `core/tex_names.py`.
Whatever else stands there raises `Unsure`: then the source is shown, never wrong mathematics.
"""

from __future__ import annotations

import re

from tutor.present.tex_chemistry import chemistry
from tutor.present.tex_signs import COMMANDS, FUNCTIONS, GREEK, LETTER_NAMES, SIGNS, TYPED, SignKind
from tutor.present.tex_tree import (
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
    base_of,
    is_sign,
    whole_number,
)

LONGEST = 2000
"""Characters of one piece of mathematics that are read. Fixed: bounds the time."""
DEEPEST = 12
"""Levels of nesting that are read; nobody follows more in one line."""


_NUMBER = re.compile(r"[0-9]+(?:\{,\}[0-9]+|\\,[0-9]{3}(?![0-9]))*(?:\.[0-9]+|\.(?=\\overline))?|\.[0-9]+")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_WORDS = re.compile(r"\s*\{((?:[^{}\\$]|\\[ %$&#_])*)\}")
_FENCE = re.compile(r"\s*(\\[{}|]|\\[a-z]+|[()\[\]|])")
_SPACES: dict[str, Blank] = {
    **dict.fromkeys((",", "thinspace"), Blank(True)),
    **dict.fromkeys((":", ";", " ", "\n"), Blank(True, "short")),
    **dict.fromkeys(("quad", "qquad", "enspace"), Blank(True, "comma")),
}
_FRACTIONS = ("frac", "dfrac", "tfrac")
_TEXTS = ("text", "mathrm", "textrm", "mbox")
_IGNORED = ("displaystyle", "textstyle", "rm", "!")
_GROUP = re.compile(r"\s*\{((?:[^{}\\$]|\{[^{}\\$]*\})*)\}")
_ISOTOPE = re.compile(r"(?:\{\})?((?:[\^_](?:[0-9]|\{[0-9]+\})){1,2})\s*(?=[A-Z]|\\(?:mathrm|text|rm|ce)\b)")


def parse(tex: str) -> Row:
    """The tree of some TeX without its dollar signs. Raises `Unsure`."""
    if len(tex) > LONGEST:
        raise Unsure
    reader = _Reader(tex)
    row = reader.row("")
    if not row:
        raise Unsure
    return row


class _Reader:
    """Walks over the source once; every method reads from `at` on."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.depth = 0

    def row(self, end: str) -> Row:
        """Everything up to `end` (`}`, `]`, `right` or the end of the source), which is read too."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unsure
        nodes: list[Node] = []
        while not self._ends(end):
            self._read_into(nodes)
        self.depth -= 1
        return _settled(nodes)

    def _ends(self, end: str) -> bool:
        if self.at >= len(self.source):
            if end:
                raise Unsure
            return True
        if end == "right":
            found = _COMMAND.match(self.source, self.at)
            if found is None or found[1] != "right":
                return False
            self.at = found.end()
            return True
        if not end or self.source[self.at] != end:
            return False
        self.at += 1
        return True

    def _read_into(self, nodes: list[Node]) -> None:
        character = self.source[self.at]
        isotope = _ISOTOPE.match(self.source, self.at) if _begins_thing(nodes) else None
        if isotope is not None:
            self.at = isotope.end()
            nodes.append(Words(*chemistry(isotope[1])))
        elif character in "^_":
            self.at += 1
            _attach(nodes, character, self.argument())
        elif character == "{":
            self.at += 1
            row = self.row("}")
            if len(row) != 1 and self.source[self.at : self.at + 1] in ("^", "_"):
                raise Unsure
            nodes.extend(row)
        else:
            nodes.extend(self._nodes(whole_numbers=True))

    def argument(self) -> Row:
        """What a command takes: a group, or one character or command."""
        while self.source[self.at : self.at + 1].isspace():
            self.at += 1
        if self.at >= len(self.source) or self.source[self.at] in "^_}":
            raise Unsure
        if self.source[self.at] == "{":
            self.at += 1
            row = self.row("}")
        else:
            row = self._single()
        if not row:
            raise Unsure
        return row

    def _single(self) -> Row:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unsure
        nodes = self._nodes(whole_numbers=False)
        self.depth -= 1
        return _settled(nodes)

    def _nodes(self, *, whole_numbers: bool) -> list[Node]:
        character = self.source[self.at]
        if character == "\\":
            return self._command()
        number = _NUMBER.match(self.source, self.at) if whole_numbers else None
        if number is not None:
            self.at = number.end()
            return [_number(number.group())]
        self.at += 1
        if character.isspace() or character == "~":
            return [Blank(character == "~")]
        if "0" <= character <= "9":
            return [_number(character)]
        if character.isalpha():
            return [Name(character, LETTER_NAMES.get(character, character))]
        return [_sign(TYPED.get(character, character), typed=True)]

    def _command(self) -> list[Node]:
        found = _COMMAND.match(self.source, self.at)
        if found is None:
            raise Unsure
        self.at, name = found.end(), found[1]
        if name in COMMANDS:
            return [_sign(COMMANDS[name])]
        if name in GREEK:
            return [Name(*GREEK[name])]
        if name in FUNCTIONS:
            return [Function(name, FUNCTIONS[name])]
        if name in _SPACES:
            return [_SPACES[name]]
        return [] if name in _IGNORED else self._built(name)

    def _built(self, name: str) -> list[Node]:
        if name in _FRACTIONS:
            return [Fraction(self.argument(), self.argument())]
        if name == "sqrt":
            return [Root(self._index(), self.argument())]
        if name == "overline":
            return [Over(self.argument())]
        if name == "ce":
            return [Words(*chemistry(self._group()))]
        if name == "mathrm" and self._has_scripts():
            return self._upright()
        if name in _TEXTS:
            return [Words(self._words())]
        if name == "operatorname" and (called := self._words()).isalpha():
            return [Function(called, FUNCTIONS.get(called, f"{called} of"))]
        if name == "xrightarrow":
            above = " ".join(self._words().split())
            return [Sign(f"─{above}→", "relation", f"goes, with {above}, to")]
        if name in ("lvert", "rvert"):
            return [_bar("open" if name == "lvert" else "close")]
        if name == "left":
            return [self._fence("open"), *self.row("right"), self._fence("close")]
        raise Unsure

    def _index(self) -> Row:
        if self.source[self.at : self.at + 1] != "[":
            return ()
        self.at += 1
        index = self.row("]")
        if not index:
            raise Unsure
        return index

    def _has_scripts(self) -> bool:
        found = _GROUP.match(self.source, self.at)
        return found is not None and ("_" in found[1] or "^" in found[1])

    def _upright(self) -> list[Node]:
        r"""`\mathrm{SO_4^{2-}}` is chemistry, `\mathrm{M_r}` a letter with a script."""
        start = self.at
        try:
            return [Words(*chemistry(self._group()))]
        except Unsure:
            self.at = start
            return list(self.argument())

    def _group(self) -> str:
        found = _GROUP.match(self.source, self.at)
        if found is None:
            raise Unsure
        self.at = found.end()
        return found[1]

    def _words(self) -> str:
        found = _WORDS.match(self.source, self.at)
        if found is None or not found[1]:
            raise Unsure
        self.at = found.end()
        return re.sub(r"\\(.)", r"\1", found[1])

    def _fence(self, kind: SignKind) -> Node:
        found = _FENCE.match(self.source, self.at)
        if found is None:
            raise Unsure
        self.at = found.end()
        written = found[1].removeprefix("\\")
        if found[1] in ("|", "\\vert", "\\lvert", "\\rvert"):
            return _bar(kind)
        sign = _sign(COMMANDS.get(written, written))
        if sign.kind != kind:
            raise Unsure
        return sign


def _number(source: str) -> Number:
    shown = source.replace("{,}", ",")
    return Number(shown.replace("\\,", " "), shown.replace("\\,", "").removesuffix("."))


def _sign(text: str, *, typed: bool = False) -> Sign:
    if text not in SIGNS or (typed and text in "_#$&{}"):
        raise Unsure
    return Sign(text, *SIGNS[text])


def _bar(kind: SignKind) -> Sign:
    return Sign("|", kind, "the absolute value of" if kind == "open" else "end of absolute value")


def _attach(nodes: list[Node], mark: str, row: Row) -> None:
    """Put a raised or lowered row on the node before it. A small circle is a degree, which may stand alone."""
    circle = len(row) == 1 and isinstance(row[0], Sign) and row[0].text in "∘°"
    if mark == "^" and circle:
        nodes.append(_sign("°"))
        return
    if not nodes or not _may_carry(nodes[-1]):
        raise Unsure
    base = nodes.pop()
    if not isinstance(base, Script):
        nodes.append(Script(base, row, ()) if mark == "^" else Script(base, (), row))
    elif mark == "^" and not base.up:
        nodes.append(Script(base.base, row, base.down))
    elif mark == "_" and not base.down:
        nodes.append(Script(base.base, base.up, row))
    else:
        raise Unsure


def _begins_thing(nodes: list[Node]) -> bool:
    """Whether a script that comes now can't belong to what stands before, which may be far off."""
    before = [node for node in nodes[-2:] if node != Blank(False)]
    return not before or not _may_carry(before[-1])


def _may_carry(node: Node) -> bool:
    if isinstance(node, Sign):
        return node.kind in ("close", "bar", "thing")
    if isinstance(node, Words):
        return node.text.strip().isalnum()
    return not isinstance(node, Blank)


def _settled(nodes: list[Node]) -> Row:
    """The row with single blanks, bars turned into brackets, mixed numbers put together, and its brackets checked."""
    row = tuple(_mixed(_bars(_single_blanks(nodes))))
    level, last = 0, None
    for node in row:
        base = base_of(node)
        level += is_sign(base, "open") - is_sign(base, "close")
        if level < 0 or (isinstance(node, Number) and isinstance(last, Number)):
            raise Unsure
        if isinstance(last, Sign) and isinstance(node, Sign) and last.text + node.text in _LOOK_ALIKE:
            raise Unsure
        last = node
    if level:
        raise Unsure
    return row


_LOOK_ALIKE = {"<=", ">=", "!=", "=>", "==", "−>", "//", "∗∗", ":="}
"""Two signs that are typed for one: `!=` is hardly a factorial."""


_PAUSES = ("comma", "short", "")


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
    found: list[Node] = []
    opened = False
    for node in nodes:
        if is_sign(base_of(node), "bar"):
            opened = not opened
            bar = _bar("open" if opened else "close")
            if isinstance(node, Script) and opened:
                raise Unsure
            node = Script(bar, node.up, node.down) if isinstance(node, Script) else bar
        found.append(node)
    if opened:
        raise Unsure
    return found


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
