"""Matching a pattern against a whole text, in time linear in the text whatever the pattern.

After Thompson (1968) and Cox, "Regular Expression Matching Can Be Simple And Fast": the pattern becomes a small
program, and all the ways through it are followed at once, so there is nothing to go back to.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tutor.core.pattern_reading import (
    LONGEST_PATTERN,
    Chain,
    Chars,
    Edge,
    EdgeSort,
    Either,
    Node,
    PatternError,
    Repeat,
    read_pattern,
)

LONGEST_TEXT = 2_000
"""Characters of a text that a pattern is held against. Fixed by design/safety.md, 3.4."""
MOST_STEPS = 1_000
"""Steps of a program: `{m,n}` is written out, so `(.{1,50}){1,50}` would have thousands. Tunable (500..5,000)."""
MOST_KEPT = 5_000
"""Moves that are remembered for one pattern; about 1 MB. Tunable."""

__all__ = ["LONGEST_PATTERN", "LONGEST_TEXT", "Matcher", "PatternError", "matcher"]


class _Split(NamedTuple):
    """Go on at both places."""

    first: int
    second: int


_Step = Chars | Edge | _Split | None
"""None is the end: all of the pattern was found."""

Ways = frozenset[int]


@lru_cache(maxsize=64)
def matcher(pattern: str) -> Matcher:
    """The matcher of a pattern. Raises `PatternError`."""
    node, any_case = read_pattern(pattern)
    return Matcher(_Writer().whole(node), any_case)


class Matcher:
    """A pattern made ready. Moves it has made once it remembers, so that long texts are quick."""

    def __init__(self, steps: list[_Step], any_case: bool) -> None:
        self._steps = steps
        self._any_case = any_case
        self._moves: dict[tuple[Ways, str, frozenset[EdgeSort]], Ways] = {}
        self._takers: dict[str, Ways] = {}

    def matches(self, text: str) -> bool:
        """Whether the pattern matches the whole text. Longer texts than `LONGEST_TEXT` match nothing."""
        if len(text) > LONGEST_TEXT:
            return False
        ways: Ways = frozenset((0,))
        for place, character in enumerate(text):
            ways = self._moved(ways, character, _edges(text, place))
            if not ways:
                return False
        return any(self._steps[at] is None for at in self._open(ways, _edges(text, len(text))))

    def found_in(self, text: str) -> bool:
        """Whether it matches some part of the text, as a search would."""
        if len(text) > LONGEST_TEXT:
            return False
        ways: Ways = frozenset()
        for place in range(len(text) + 1):
            edges = _edges(text, place)
            opened = self._open(ways | {0}, edges)
            if any(self._steps[at] is None for at in opened):
                return True
            if place < len(text):
                ways = self._moved(ways | {0}, text[place], edges)
        return False

    def _moved(self, ways: Ways, character: str, edges: frozenset[EdgeSort]) -> Ways:
        key = (ways, character, edges)
        found = self._moves.get(key)
        if found is None:
            if len(self._moves) >= MOST_KEPT:
                self._moves.clear()
            found = frozenset(at + 1 for at in self._taking(character) & self._open(ways, edges))
            self._moves[key] = found
        return found

    def _taking(self, character: str) -> Ways:
        """The steps that take this character."""
        found = self._takers.get(character)
        if found is None:
            found = self._takers[character] = frozenset(
                at
                for at, step in enumerate(self._steps)
                if isinstance(step, Chars) and step.has(character, any_case=self._any_case)
            )
        return found

    def _open(self, ways: Ways, edges: frozenset[EdgeSort]) -> set[int]:
        """All steps that are reached from these without taking a character, at a place with these edges."""
        seen = set(ways)
        waiting = list(ways)
        while waiting:
            at = waiting.pop()
            step = self._steps[at]
            following: tuple[int, ...] = ()
            if isinstance(step, _Split):
                following = step
            elif isinstance(step, Edge) and step.sort in edges:
                following = (at + 1,)
            for one in following:
                if one not in seen:
                    seen.add(one)
                    waiting.append(one)
        return seen


@lru_cache(maxsize=64)
def _known(*edges: EdgeSort) -> frozenset[EdgeSort]:
    """One object for each of the few sets there are."""
    return frozenset(edges)


def _edges(text: str, place: int) -> frozenset[EdgeSort]:
    """What kinds of edges this place in the text is."""
    end = place == len(text)
    before = place > 0 and _is_word(text[place - 1])
    after = not end and _is_word(text[place])
    found: list[EdgeSort] = ["b" if before != after else "B"]
    if place == 0:
        found.append("^")
    if end or (place == len(text) - 1 and text[place] == "\n"):
        found.append("$")
    if end:
        found.append("Z")
    return _known(*found)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


class _Writer:
    """Writes the program of a pattern."""

    def __init__(self) -> None:
        self.steps: list[_Step] = []

    def whole(self, node: Node) -> list[_Step]:
        self.write(node)
        self.put(None)
        return self.steps

    def put(self, step: _Step) -> int:
        if len(self.steps) >= MOST_STEPS:
            raise PatternError("it repeats too much to be followed; use smaller counts", 0)
        self.steps.append(step)
        return len(self.steps) - 1

    def write(self, node: Node) -> None:
        match node:
            case Chain(parts):
                for part in parts:
                    self.write(part)
            case Either(parts):
                self.either(parts)
            case Repeat():
                self.repeat(node)
            case _:
                self.put(node)

    def either(self, parts: tuple[Node, ...]) -> None:
        ends = []
        for part in parts[:-1]:
            fork = self.put(None)
            self.write(part)
            ends.append(self.put(None))
            self.steps[fork] = _Split(fork + 1, len(self.steps))
        self.write(parts[-1])
        for end in ends:
            self.steps[end] = _Split(len(self.steps), len(self.steps))

    def repeat(self, node: Repeat) -> None:
        for _ in range(node.least):
            start = len(self.steps)
            self.write(node.part)
            if len(self.steps) == start:  # the empty text, however often
                return
        if node.most is None:
            fork = self.put(None)
            self.write(node.part)
            self.put(_Split(fork, fork))
            self.steps[fork] = _Split(fork + 1, len(self.steps))
            return
        forks = []
        for _ in range(node.most - node.least):
            forks.append(self.put(None))
            self.write(node.part)
        for fork in forks:
            self.steps[fork] = _Split(fork + 1, len(self.steps))
