"""Listening to mathematics in words: every way in which it could be heard, of which there should be one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from maths_trees import Tree

from tutor.present.spoken import written

Ways = list[tuple[Tree, int]]
MOST = 4000
"""Ways that are followed before a sentence is called confusing."""


def heard(words: str) -> list[Tree]:
    """Every tree that the words could mean."""
    listener = _Listener(words.split())
    return list(dict.fromkeys(tree for tree, at in listener.sum(0) if at == len(listener.words)))


class _Listener:
    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.known: dict[tuple[str, int], Ways] = {}

    def once(self, name: str, at: int, ways: Callable[[], Iterator[tuple[Tree, int]]]) -> Ways:
        if (name, at) not in self.known:
            self.known[name, at] = list(dict.fromkeys(ways()))
            assert sum(map(len, self.known.values())) < MOST
        return self.known[name, at]

    def after(self, at: int, phrase: str) -> int:
        """Where it goes on after a phrase, or 0 where that is not said here."""
        said = phrase.split()
        return at + len(said) if self.words[at : at + len(said)] == said else 0

    def sum(self, at: int) -> Ways:
        return self.once("sum", at, lambda: self._row(self.product(at), {"plus": "add", "minus": "sub"}, self.product))

    def _row(self, ways: Ways, signs: dict[str, str], part: Callable[[int], Ways]) -> Iterator[tuple[Tree, int]]:
        for tree, at in ways:
            yield tree, at
            for phrase, kind in signs.items():
                if then := self.after(at, phrase):
                    yield from self._row([((kind, tree, right), end) for right, end in part(then)], signs, part)
            if part == self.factor and (self.after(at, "k") or self.after(at, "open bracket")):
                yield from self._row([(("beside", tree, right), end) for right, end in part(at)], signs, part)

    def product(self, at: int) -> Ways:
        def ways() -> Iterator[tuple[Tree, int]]:
            if then := self.after(at, "minus"):
                yield from ((("neg", tree), end) for tree, end in self.product(then))
            for kind in ("sum", "product"):
                yield from self.big(at, kind)
            yield from self._row(self.factor(at), {"times": "times", "divided by": "div"}, self.factor)

        return self.once("product", at, ways)

    def big(self, at: int, kind: str) -> Iterator[tuple[Tree, int]]:
        said = re.match(r"the (sum|product) from k equals (\d+) to (\d+) of", " ".join(self.words[at : at + 10]))
        if said and said[1] == kind:
            first, last = ("number", int(said[2])), ("number", int(said[3]))
            yield from (((kind, first, last, body), end) for body, end in self.product(at + 9))

    def factor(self, at: int) -> Ways:
        def ways() -> Iterator[tuple[Tree, int]]:
            for tree, then in self.atom(at):
                yield from self.raised(tree, then)

        return self.once("factor", at, ways)

    def raised(self, tree: Tree, at: int) -> Iterator[tuple[Tree, int]]:
        yield tree, at
        for phrase, kind in (("factorial", "factorial"), ("percent", "percent")):
            if then := self.after(at, phrase):
                yield from self.raised((kind, tree), then)
        for phrase, raised in (("squared", 2), ("cubed", 3)):
            if then := self.after(at, phrase):
                yield from self.raised(("power", tree, ("number", raised)), then)
        if then := self.after(at, "to the power of"):
            for raised_to, end in self.body(then, "power"):
                yield from self.raised(("power", tree, raised_to), end)

    def body(self, at: int, name: str) -> Iterator[tuple[Tree, int]]:
        """What a root or power holds: one thing, perhaps negative, or more up to its end."""
        yield from self.simple(at)
        if name == "power" and (then := self.after(at, "minus")):
            yield from ((("neg", tree), end) for tree, end in self.simple(then) if tree[0] in ("number", "letter"))
        yield from self.closed(at, f"end of {name}")

    def closed(self, at: int, phrase: str) -> Iterator[tuple[Tree, int]]:
        yield from ((tree, then) for tree, end in self.sum(at) if (then := self.after(end, phrase)))

    def simple(self, at: int) -> Ways:
        def ways() -> Iterator[tuple[Tree, int]]:
            word = self.words[at] if at < len(self.words) else ""
            if word.isdigit():
                yield ("number", int(word)), at + 1
            if word == "k":
                yield ("letter",), at + 1
            if then := self.after(at, "open bracket"):
                yield from self.closed(then, "close bracket")
            if then := self.after(at, "the absolute value of"):
                yield from ((("abs", tree), end) for tree, end in self.closed(then, "end of absolute value"))
            part = re.fullmatch(r"(\d+)/(\d+)", written(" ".join(self.words[at : at + 2])))
            if part:
                yield ("frac", ("number", int(part[1])), ("number", int(part[2]))), at + 2

        return self.once("simple", at, ways)

    def atom(self, at: int) -> Ways:
        def ways() -> Iterator[tuple[Tree, int]]:
            for tree, then in self.simple(at):
                yield tree, then
                yield from ((("frac", tree, bottom), end) for bottom, end in self.under(then))
                yield from self.mixed(tree, then)
            yield from self.named(at)

        return self.once("atom", at, ways)

    def under(self, at: int) -> Ways:
        then = self.after(at, "over")
        return self.simple(then) if then else []

    def mixed(self, whole: Tree, at: int) -> Iterator[tuple[Tree, int]]:
        then = self.after(at, "and")
        for tree, end in self.simple(then) if then and whole[0] == "number" else []:
            if tree[0] == "frac":
                yield ("mixed", whole, *tree[1:]), end
            yield from ((("mixed", whole, tree, bottom), last) for bottom, last in self.under(end))
        told = self.after(then, "the fraction") if then and whole[0] == "number" else 0
        for top, end in self.sum(told) if told else []:
            yield from ((("mixed", whole, *tree[1:]), last) for tree, last in self.fraction(top, end))

    def named(self, at: int) -> Iterator[tuple[Tree, int]]:
        if then := self.after(at, "the fraction"):
            for top, end in self.sum(then):
                yield from self.fraction(top, end)
        for phrase, index in (("the square root of", 2), ("the cube root of", 3)):
            if then := self.after(at, phrase):
                yield from ((self.root(index, tree), end) for tree, end in self.body(then, "root"))
        nth = re.match(r"the (\d+)th root of", " ".join(self.words[at : at + 4]))
        if nth:
            yield from ((self.root(int(nth[1]), tree), end) for tree, end in self.body(at + 4, "root"))
        if then := self.after(at, "the binomial"):
            for top, end in self.closed(then, "choose"):
                yield from ((("binom", top, b), last) for b, last in self.closed(end, "end of binomial"))

    def fraction(self, top: Tree, at: int) -> Iterator[tuple[Tree, int]]:
        if then := self.after(at, "over"):
            yield from ((("frac", top, bottom), end) for bottom, end in self.closed(then, "end of fraction"))

    @staticmethod
    def root(index: int, tree: Tree) -> Tree:
        return ("root", tree) if index == 2 else ("nth", ("number", index), tree)
