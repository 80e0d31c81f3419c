"""Reading a pattern: a regular expression of a small, regular subset, so that matching takes linear time.

Known: characters, `.`, classes (`[a-z]`, `[^…]`, `\\d \\w \\s` and `\\D \\W \\S`), the places `^ $ \\b \\B \\A \\Z`,
groups `(…)`, `(?:…)` and `(?P<name>…)`, `|`, the repeats `* + ? {m} {m,} {m,n}` with their lazy forms, escapes, and
`(?i)` at the beginning. All of it means what it means in Python's `re`. Back-references, look-around and possessive
repeats are not regular and are refused by name.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

LONGEST_PATTERN = 200
"""Characters of a pattern. Fixed by design/safety.md, 3.4."""

EdgeSort = Literal["^", "$", "b", "B", "Z"]


class PatternError(Exception):
    """A pattern that can't be read: one phrase, and where in it (from 0)."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


class Chars(Struct, frozen=True):
    """One character out of a set: ranges of code points and classes (`d`, `W`, …; `.` is all but a line end)."""

    ranges: tuple[tuple[int, int], ...] = ()
    classes: str = ""
    negated: bool = False

    def has(self, character: str, *, any_case: bool) -> bool:
        """Whether the character, or with `any_case` another case of it, is one of them."""
        forms = {character, character.lower(), character.upper()} if any_case else (character,)
        return any(self._has(form) for form in forms if len(form) == 1) is not self.negated

    def _has(self, character: str) -> bool:
        code = ord(character)
        return any(low <= code <= high for low, high in self.ranges) or any(
            _in_class(character, one) for one in self.classes
        )


class Edge(Struct, frozen=True):
    """A place between characters: begin, end (or before a last line end), edge of a word or not, very end."""

    sort: EdgeSort


class Chain(Struct, frozen=True):
    """One after the other; empty matches the empty text."""

    parts: tuple[Node, ...]


class Either(Struct, frozen=True):
    """One of several."""

    parts: tuple[Node, ...]


class Repeat(Struct, frozen=True):
    """`least` to `most` times; None is without end."""

    part: Node
    least: int
    most: int | None


Node = Chars | Edge | Chain | Either | Repeat

_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_EDGES: dict[str, EdgeSort] = {"b": "b", "B": "B", "A": "^", "Z": "Z"}
_HEX = {"x": 2, "u": 4}
_REFUSED = {
    "(?=": "looking ahead `(?=…)` is not known here",
    "(?!": "looking ahead `(?!…)` is not known here",
    "(?<=": "looking back `(?<=…)` is not known here",
    "(?<!": "looking back `(?<!…)` is not known here",
    "(?P=": "a back-reference `(?P=…)` is not known here",
    "(?>": "an atomic group `(?>…)` is not known here",
    "(?#": "a comment `(?#…)` is not known here",
    "(?(": "a condition `(?(…)…)` is not known here",
}


def read_pattern(text: str) -> tuple[Node, bool]:
    """The pattern as a tree, and whether case is ignored (`(?i)`). Raises `PatternError`."""
    if len(text) > LONGEST_PATTERN:
        raise PatternError(f"it is longer than {LONGEST_PATTERN} characters", LONGEST_PATTERN)
    any_case = text.startswith("(?i)")
    reader = _Reader(text, 4 if any_case else 0)
    node = reader.either()
    if reader.here < len(text):
        raise PatternError("this `)` closes nothing", reader.here)
    return node, any_case


def _in_class(character: str, name: str) -> bool:
    match name.lower():
        case "d":
            found = character.isdecimal()
        case "w":
            found = character.isalnum() or character == "_"
        case "s":
            found = character.isspace()
        case _:
            return character != "\n"
    return found is name.islower()


class _Reader:
    """Reads from left to right; `here` is the offset of the next character."""

    def __init__(self, text: str, here: int) -> None:
        self.text = text
        self.here = here

    def next(self) -> str:
        return self.text[self.here : self.here + 1]

    def take(self, sign: str) -> bool:
        found = bool(sign) and self.text.startswith(sign, self.here)
        self.here += len(sign) if found else 0
        return found

    def either(self) -> Node:
        parts = [self.chain()]
        while self.take("|"):
            parts.append(self.chain())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def chain(self) -> Node:
        parts = []
        while self.next() not in ("", "|", ")"):
            parts.append(self.repeated())
        return Chain(tuple(parts))

    def repeated(self) -> Node:
        start = self.here
        if self.next() in tuple("*+?") or self._counts() is not None:
            raise PatternError(f"nothing stands before this `{self.text[start]}` to repeat", start)
        part = self.one()
        sign = self.here
        counts = self._counts()
        if counts is None:
            return part
        if isinstance(part, Edge):
            raise PatternError("a place such as `^` or `\\b` can't be repeated", sign)
        if self.take("+"):
            raise PatternError("a possessive repeat such as `*+` is not known here", sign)
        self.take("?")  # lazy or not, the same texts match
        again = self.here
        if self._counts() is not None:
            raise PatternError("this repeats what is repeated already; put a group around it", again)
        return Repeat(part, *counts)

    def _counts(self) -> tuple[int, int | None] | None:
        """The repeat at `here`, if one stands there: a `{` that is none is a character."""
        for sign, counts in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.take(sign):
                return counts
        start = self.here
        end = self.text.find("}", start)
        if self.next() != "{" or end < start + 2:
            return None
        least, comma, most = self.text[start + 1 : end].partition(",")
        if any(count and not (count.isascii() and count.isdigit()) for count in (least, most)):
            return None
        self.here = end + 1
        low = int(least or "0")
        high = (int(most) if most else None) if comma else low
        if high is not None and high < low:
            raise PatternError(f"`{self.text[start : end + 1]}` ends before it begins", start)
        return low, high

    def one(self) -> Node:
        """A group, a class, a place or one character."""
        start = self.here
        sign = self.next()
        self.here += 1
        match sign:
            case "(":
                return self.group(start)
            case "[":
                return self.set(start)
            case "\\":
                return self.escape(start)
            case ".":
                return Chars(classes=".")
            case "^" | "$":
                return Edge(sign)
            case _:
                return _just(sign)

    def group(self, start: int) -> Node:
        for opening, why in _REFUSED.items():
            if self.text.startswith(opening, start):
                raise PatternError(why, start)
        if self.take("?P<"):
            end = self.text.find(">", self.here)
            if not self.text[self.here : max(end, 0)].isidentifier():
                raise PatternError("a named group is written `(?P<name>…)`", start)
            self.here = end + 1
        elif self.next() == "?" and not self.take("?:"):
            hint = "; `(?i)` stands at the beginning" if self.text.startswith("?i", self.here) else ""
            raise PatternError(f"`(?` begins nothing that is known here{hint}", start)
        node = self.either()
        if not self.take(")"):
            raise PatternError("this `(` is never closed", start)
        return Chain((node,))  # a group with nothing but `^` in it may be repeated

    def escape(self, start: int) -> Node:
        sign = self.next()
        if sign in _EDGES:
            self.here += 1
            return Edge(_EDGES[sign])
        if sign and sign in "123456789":
            raise PatternError(f"a back-reference `\\{sign}` is not known here", start)
        return self.escaped(start)

    def escaped(self, start: int) -> Chars:
        """What may stand after `\\` inside a class as well as outside."""
        sign = self.next()
        self.here += 1
        if not sign:
            raise PatternError("nothing stands after the last `\\`", start)
        if sign in "dwsDWS":
            return Chars(classes=sign)
        if sign in _CONTROLS:
            return _just(_CONTROLS[sign])
        if sign in _HEX:
            return self.coded(start, _HEX[sign])
        if sign.isascii() and sign.isalnum():
            raise PatternError(f"`\\{sign}` means nothing here", start)
        return _just(sign)

    def coded(self, start: int, length: int) -> Chars:
        digits = self.text[self.here : self.here + length]
        if len(digits) < length or any(digit not in "0123456789abcdefABCDEF" for digit in digits):
            raise PatternError(f"`{self.text[start : start + 2]}` needs {length} hexadecimal digits", start)
        self.here += length
        return _just(chr(int(digits, 16)))

    def set(self, start: int) -> Chars:
        negated = self.take("^")
        ranges: list[tuple[int, int]] = []
        classes = ""
        first = True
        while first or not self.take("]"):
            first = False
            at = self.here
            low = self.member(start)
            if self.next() == "-" and self.text[self.here + 1 : self.here + 2] not in ("", "]"):
                self.here += 1
                ranges.append(_range(low, self.member(start), self.text[at : self.here], at))
            else:
                ranges += low.ranges
                classes += low.classes
        return Chars(tuple(ranges), classes, negated)

    def member(self, start: int) -> Chars:
        at = self.here
        sign = self.next()
        if not sign:
            raise PatternError("this `[` is never closed", start)
        self.here += 1
        if sign != "\\":
            return _just(sign)
        if self.take("b"):
            return _just("\b")
        return self.escaped(at)


def _just(character: str) -> Chars:
    return Chars(((ord(character), ord(character)),))


def _range(low: Chars, high: Chars, shown: str, at: int) -> tuple[int, int]:
    if low.classes or high.classes or low.ranges[0][0] > high.ranges[0][0]:
        raise PatternError(f"`{shown}` is no range of characters", at)
    return low.ranges[0][0], high.ranges[0][0]
