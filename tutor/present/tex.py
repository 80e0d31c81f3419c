r"""Reading the mathematics between dollar signs: a documented subset of TeX, as a small tree.

Understood are numbers (`3{,}000` and `3\,000` too), letters, `^` and `_`, groups, spaces, and the commands that are
named in `core/tex_names.py`: signs, letters and functions (`tex_signs`), and those that take something (`tex_built`).
Whatever else stands there raises `Unsure`: then the source is shown, never wrong mathematics.
"""

from __future__ import annotations

import re
from unicodedata import decomposition

from tutor.present.tex_built import built
from tutor.present.tex_chemistry import chemistry
from tutor.present.tex_settling import attach, bar, begins_thing, number, settled, sign
from tutor.present.tex_signs import BIG, COMMANDS, FUNCTIONS, GREEK, LETTER_NAMES, LETTERS, TYPED, SignKind
from tutor.present.tex_tree import Blank, Function, Name, Node, Row, Unsure, Words

LONGEST = 2000
"""Characters of one piece of mathematics that are read. Fixed: bounds the time."""
DEEPEST = 12
"""Levels of nesting that are read; nobody follows more in one line."""


_NUMBER = re.compile(r"[0-9]+(?:\{,\}[0-9]+|\\,[0-9]{3}(?![0-9]))*(?:\.[0-9]+|\.(?=\\overline))?|\.[0-9]+")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_WORDS = re.compile(r"\s*\{((?:[^{}\\$]|\\[ %$&#_])*)\}")
_FENCE = re.compile(r"\s*(\\[{}|]|\\[A-Za-z]+|[()\[\]|])")
_BARS = {
    **dict.fromkeys(("|", "\\vert", "\\lvert", "\\rvert"), "|"),
    **dict.fromkeys(("\\|", "\\Vert", "\\lVert", "\\rVert"), "‖"),
}
_SPACES: dict[str, Blank] = {
    **dict.fromkeys((",", "thinspace"), Blank(True)),
    **dict.fromkeys((":", ";", " ", "\n"), Blank(True, "short")),
    **dict.fromkeys(("quad", "qquad", "enspace"), Blank(True, "comma")),
}
_IGNORED = ("displaystyle", "textstyle", "rm", "!", "limits", "nolimits", "nonumber")
_SIZES = ("big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr")
_CELL_END = re.compile(r"&|\\\\|\\end\{")
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
        return settled(self.nodes(end))

    def nodes(self, end: str) -> list[Node]:
        """The same as it was read; the end of a `cell` (`&`, two backslashes, `end`) is left to be read."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unsure
        nodes: list[Node] = []
        while not self._ends(end):
            self._read_into(nodes)
        self.depth -= 1
        return nodes

    def _ends(self, end: str) -> bool:
        if self.at >= len(self.source):
            if end:
                raise Unsure
            return True
        if end == "cell":
            return _CELL_END.match(self.source, self.at) is not None
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
        isotope = _ISOTOPE.match(self.source, self.at) if begins_thing(nodes) else None
        if isotope is not None:
            self.at = isotope.end()
            nodes.append(Words(*chemistry(isotope[1])))
        elif character in "^_":
            self.at += 1
            attach(nodes, character, self.argument())
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
        return settled(nodes)

    def _nodes(self, *, whole_numbers: bool) -> list[Node]:
        character = self.source[self.at]
        if character == "\\":
            return self._command()
        digits = _NUMBER.match(self.source, self.at) if whole_numbers else None
        if digits is not None:
            self.at = digits.end()
            return [number(digits.group())]
        self.at += 1
        if character.isspace() or character == "~":
            return [Blank(character == "~")]
        if "0" <= character <= "9":
            return [number(character)]
        if character.isalpha():
            return [_letter(character)]
        return [sign(TYPED.get(character, character), typed=True)]

    def _command(self) -> list[Node]:
        found = _COMMAND.match(self.source, self.at)
        if found is None:
            raise Unsure
        self.at, name = found.end(), found[1]
        if name in _SPACES:
            return [_SPACES[name]]
        if name in _IGNORED or name in _SIZES:
            return []
        node = _one(name)
        return [node] if node is not None else built(self, name)

    def take(self, pattern: re.Pattern[str]) -> str | None:
        """What stands here, if it is this; it is read. Its first group, where there is one."""
        found = pattern.match(self.source, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found[found.re.groups and 1]

    def has_scripts(self) -> bool:
        """Whether the group that comes holds scripts."""
        found = _GROUP.match(self.source, self.at)
        return found is not None and ("_" in found[1] or "^" in found[1])

    def group(self) -> str:
        """The source of the group that comes, in which are no groups of groups."""
        found = _GROUP.match(self.source, self.at)
        if found is None:
            raise Unsure
        self.at = found.end()
        return found[1]

    def words(self) -> str:
        """The text of the group that comes."""
        found = _WORDS.match(self.source, self.at)
        if found is None or not found[1]:
            raise Unsure
        self.at = found.end()
        return re.sub(r"\\(.)", r"\1", found[1])

    def fence(self, kind: SignKind) -> Node:
        """The bracket that comes after `left` or `right`."""
        written = self.take(_FENCE)
        if written is None:
            raise Unsure
        if written in _BARS:
            return bar(_BARS[written], kind)
        name = written.removeprefix("\\")
        found = sign(COMMANDS.get(name, name))
        if found.kind != kind:
            raise Unsure
        return found


def _one(name: str) -> Node | None:
    """A command that takes nothing."""
    if name in COMMANDS:
        return sign(COMMANDS[name])
    if name in GREEK or name in LETTERS:
        return Name(*(GREEK.get(name) or LETTERS[name]))
    if name in FUNCTIONS:
        return Function(name, FUNCTIONS[name])
    return Function(*BIG[name], big=True) if name in BIG else None


def _letter(character: str) -> Name:
    """A letter that was typed. One that only looks otherwise, as a raised letter does, is none."""
    if character not in LETTER_NAMES and decomposition(character).startswith("<"):
        raise Unsure
    return Name(character, LETTER_NAMES.get(character, character))
