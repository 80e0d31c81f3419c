"""Reading a line of Unicode mathematics as a strict reader would: what could be read in two ways is refused."""

from __future__ import annotations

import re
from typing import NoReturn

from maths_trees import Tree

from tutor.present.tex_signs import LOWERED, RAISED

_UP = {raised: plain for plain, raised in RAISED.items()}
_DOWN = {lowered: plain for plain, lowered in LOWERED.items()}
_TOKEN = re.compile(r"\d+|binom\(|\^\(|.", re.DOTALL)


class Ambiguous(AssertionError):
    """Two readers could disagree."""


def read(line: str) -> Tree:
    """The tree of a line."""
    reader = _Reader(line)
    tree = reader.sum()
    assert reader.rest() == "", f"{reader.rest()!r} is left of {line!r}"
    return tree


class _Reader:
    def __init__(self, line: str) -> None:
        self.tokens: list[str] = _TOKEN.findall(line)
        self.at = 0

    def rest(self) -> str:
        return "".join(self.tokens[self.at :])

    def peek(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        if self.peek() not in wanted:
            self.fail(f"one of {wanted}")
        self.at += 1
        return self.tokens[self.at - 1]

    def fail(self, wanted: str) -> NoReturn:
        raise AssertionError(f"{wanted} wanted at {self.rest()!r}")

    def blanks(self) -> None:
        while self.peek() == " ":
            self.at += 1

    def sum(self) -> Tree:
        tree = self.product()
        while re.match(r" [+−] ", self.rest()):
            sign = self.tokens[self.at + 1]
            self.at += 3
            tree = ("add" if sign == "+" else "sub", tree, self.product())
        return tree

    def product(self) -> Tree:
        if self.peek() == "−":
            self.at += 1
            return ("neg", self.product())
        if self.peek() in "∑∏" and self.peek():
            return self.big()
        tree, divided = self.factor(), ""
        while True:
            sign = self.rest()[:3]
            if sign in (" × ", " · ", " ÷ "):
                self.at += 3
                tree, divided = ({"×": "times", "·": "dot", "÷": "div"}[sign[1]], tree, self.factor()), sign
            elif self.peek() == "/":
                if "÷" in divided or divided == "/":
                    raise Ambiguous(self.rest())
                self.at += 1
                tree, divided = ("frac", tree, self.factor()), "/"
            elif self.peek() and (self.peek().isalnum() or self.peek() in "(√|" or self.peek() == "binom("):
                if self.peek() == "|" and self.bars:
                    return tree
                if divided in ("/", " ÷ "):
                    raise Ambiguous(self.rest())
                tree = ("beside", tree, self.factor())
            else:
                return tree

    bars = 0

    def factor(self) -> Tree:
        tree = self.atom()
        while True:
            if self.peek() == "!":
                self.at += 1
                tree = ("factorial", tree)
            elif self.peek() == "%":
                self.at += 1
                tree = ("percent", tree)
            elif self.peek() == "^(":
                self.at += 1
                tree = ("power", tree, self.inside())
                self.take(")")
            elif self.peek() in _UP and self.peek():
                raised = self.scripts(_UP)
                if self.peek() == "√":
                    raise Ambiguous(self.rest())
                tree = ("power", tree, read(raised))
            else:
                return tree

    def scripts(self, marks: dict[str, str]) -> str:
        found = ""
        while self.peek() in marks and self.peek():
            found += marks[self.peek()]
            self.at += 1
        return re.sub(r"(?<=[\w)])([+−])", r" \1 ", found)

    def atom(self) -> Tree:
        token = self.peek()
        if token in _UP and token:
            index = read(self.scripts(_UP))
            self.take("√")
            return ("nth", index, self.under())
        self.at += 1
        if token.isdigit():
            return self.number(int(token))
        if token == "k":
            return ("letter",)
        if token == "√":
            return ("root", self.under())
        if token == "(":
            tree = self.inside()
            self.take(")")
            return tree
        if token == "|":
            self.bars += 1
            tree = self.sum()
            self.take("|")
            self.bars -= 1
            return ("abs", tree)
        if token == "binom(":
            top = self.inside()
            self.take(",")
            self.take(" ")
            bottom = self.inside()
            self.take(")")
            return ("binom", top, bottom)
        return self.fail("something with a value")

    def inside(self) -> Tree:
        bars, self.bars = self.bars, 0
        tree = self.sum()
        self.bars = bars
        return tree

    def under(self) -> Tree:
        """What stands under a root: a number or brackets, and whatever comes then stands beside."""
        if not (self.peek().isdigit() or (self.peek() and self.peek() in "(k|")):
            self.fail("a number or a bracket under the root")
        tree = self.atom()
        if self.peek() in ("!", "%", "^(", "(", *_UP):
            raise Ambiguous(self.rest())
        return tree

    def number(self, number: int) -> Tree:
        mixed = re.match(r" (\d+)/(\d+)", self.rest())
        if mixed is None:
            return ("number", number)
        self.at += 4
        return ("mixed", ("number", number), ("number", int(mixed[1])), ("number", int(mixed[2])))

    def big(self) -> Tree:
        kind = "sum" if self.peek() == "∑" else "product"
        self.at += 1
        first = re.fullmatch(r"k=(\d+)", self.scripts(_DOWN))
        last = self.scripts(_UP)
        self.take(" ")
        assert first is not None
        return (kind, ("number", int(first[1])), ("number", int(last)), self.product())
