"""Strict YAML in one pass over PyYAML's event stream: every scalar stays the text that was written.

YAML guesses types, merges, tags, refers and forgives double keys; a course must not change by any of that, and a
stranger's file must not cost more than its size. So we take the parser's events only (the C parser's are safe at any
depth; its node composer is not), refuse what the format refuses, and build our own light nodes with their offsets.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from tutor.packs.decode import REPLACEMENT, refuse_character
from tutor.packs.nodes import Map, Node, Page, Places, Seq, places
from tutor.packs.problems import FORBIDDEN, code_point, quoted
from tutor.packs.stumbles import explain, in_quotes

DEEPEST = 30
MOST_NODES = 2_000_000
"""Fixed by the pack format."""
MOST_ENTRIES = 120_000
"""Units, skills, items, steps and projects of a pack: of 100,000 items and what they stand in. Tunable; with twice as
many a pack of single letters can no longer be read in 300 MB and five seconds."""
MOST_COPIED = 20_000_000
"""Characters of texts that are written once and stand in many items: gaps asked one by one, `ask` of cards. Tunable."""
LONGEST = 20_000
"""Characters of one text. Tunable."""

_MOST_NAMES = 1_000
"""Keys that are kept as one text however often they come: those of the format are far fewer."""
_DROPPED = "\x00"
"""Begins the stand-in for a key that is refused; no author's key can hold it."""
_ACTING = re.compile(f"[{FORBIDDEN}\r]")
_TEX = re.compile(
    r"(?<!\\)(?:\\\\)*(\\(?:t(?:ext|imes|heta|an|au|o|op|riangle|frac|herefore)|n(?:eq?|u|ot|abla|eg|mid)))(?![a-z])"
)
_LETTER = re.compile(r"(?<!\\)(?:\\\\)*(\\[abefrv])")
"""An escape that looks like the beginning of a TeX command."""
_EVENTS: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Stopped(Exception):
    """The rest of this file is not read; why was said already."""


class Budget:
    """What is left of the nodes a whole pack may have, of what is made of them, and of characters that are copied."""

    __slots__ = ("copied", "entries", "nodes", "said")

    def __init__(self, nodes: int = MOST_NODES, entries: int = MOST_ENTRIES, copied: int = MOST_COPIED) -> None:
        self.nodes = nodes
        self.entries = entries
        self.copied = copied
        self.said = False


@contextmanager
def quiet_collector() -> Iterator[None]:
    """Switch the cyclic garbage collector off: our trees have no cycles, and walking them makes reading quadratic."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def parse(page: Page, budget: Budget) -> Node | None:
    """The tree of a page, or nothing when it has none or can't be read. All problems are noted on the page."""
    builder = _Builder(page, budget)
    events = _EVENTS(page.text)
    try:
        builder.build(events.get_event)
    except yaml.YAMLError as error:
        explain(page, error, builder.last)
        return None
    except Stopped:
        return None
    finally:
        events.dispose()
    return builder.root


class _Builder:
    """Builds the tree from events, and refuses on the way what the format refuses."""

    def __init__(self, page: Page, budget: Budget) -> None:
        self.page = page
        self.budget = budget
        self.root: Node | None = None
        self.last: tuple[int, int] = (0, 0)
        self.documents = 0
        self.dropped = 0
        self.has_hash = " #" in page.text
        self.names: dict[str, str] = {}
        self.twice: Map | None = None
        self.begun_anew = False
        self.order: dict[str, int] = {}
        """Where each key stands in the mapping that last had one twice."""
        self.waiting = places()
        """Offsets of what is not closed yet, innermost last."""

    def build(self, get: Any) -> None:
        """Take all events. `top` is the container that is being filled, `key` the key that waits for its value."""
        stack: list[Any] = []
        starts: list[int] = []
        done, waiting, names = places(), self.waiting, self.names
        append, put = waiting.append, dict.__setitem__  # looked up once: this runs millions of times
        top: Any = None
        key: str | None = None
        at = 0
        left, has_hash, place = self.budget.nodes, self.has_hash, self._place
        while left >= 0:
            event = get()
            kind = event.__class__
            if kind is ScalarEvent:
                left -= 1
                at = event.start_mark.index
                text = event.value
                if event.style or has_hash or event.tag or event.anchor or len(text) > LONGEST:
                    text = self._scalar(event, at)
                append(at)
                if top.__class__ is not Map:
                    place(top, None, text)
                elif key is not None:
                    put(top, key, text)
                    key = None
                else:
                    key = names.get(text)
                    if key is None or key in top:
                        key = self._key(top, text, at, event, starts)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                left -= 1
                at = event.start_mark.index
                self._check_container(event, at, len(stack), wrong_place=key is None and top.__class__ is Map)
                if top.__class__ is Seq and len(top) >= MOST_ENTRIES:
                    self._stop_many(at)
                node: Any = Map.__new__(Map) if kind is MappingStartEvent else Seq.__new__(Seq)
                waiting.append(at)
                place(top, key, node)
                stack.append(top)
                starts.append(len(waiting))
                waiting.append(at)
                top, key = node, None
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._close(top, starts.pop(), done)
                top = stack.pop()
            elif kind is AliasEvent:
                left -= 1
                at = event.start_mark.index
                self._refuse(at, "alias", f"*{event.anchor}")
                if key is None and top.__class__ is Map:
                    raise Stopped
                waiting.append(at)
                place(top, key, "*")
                key = None
            elif kind is DocumentStartEvent:
                self._document(event)
            elif kind is StreamEndEvent:
                break
        self._spend(left, at)

    def _spend(self, left: int, at: int) -> None:
        """Note what is left of the nodes when all were read, or when there were too many."""
        self.budget.nodes = left
        if left < 0:
            hint = "split the course"
            self.page.error(at, "too-many-nodes", f"the pack has more than {MOST_NODES:,} texts and lists", hint)
            raise Stopped

    def _close(self, top: Map | Seq, start: int, done: Places[int]) -> None:
        """Put the offsets of a list or mapping that has ended to those that stay."""
        if self.dropped and isinstance(top, Map):
            self._forget(top, start)
        top.close(done, len(done))
        done.extend(self.waiting[start:])
        del self.waiting[start:]

    def _place(self, top: Any, key: str | None, node: Node) -> None:
        """Put a node where it belongs: under its key, at the end of its list, or at the root."""
        if key is not None:
            dict.__setitem__(top, key, node)
        elif top is None:
            self.root = node
        else:
            top.append(node)

    def _scalar(self, event: Any, at: int) -> str:
        """The text of a scalar, checked. The usual case takes no more than a few comparisons."""
        text: str = event.value
        style = event.style
        if event.tag or event.anchor:
            self._refuse_properties(event, at)
        if not style:
            if self.has_hash:
                self._check_cut(event)
        elif style == '"' or style == "'":
            self.last = (at, event.end_mark.index)
            if style == '"':
                text = self._check_escapes(text, at)
        if len(text) > LONGEST:
            hint = "put it into several blocks or items"
            self.page.error(at, "too-long", f"a text of {len(text):,} characters, more than {LONGEST:,}", hint)
            text = text[:LONGEST]
        return text

    def _key(self, top: Map, text: str, at: int, event: Any, starts: list[int]) -> str:
        """A key that may stand in this mapping, or a stand-in for one that may not."""
        if text == "<<" and not event.style:
            self.page.error(at, "merge-key", "`<<` merges mappings, which packs do not use", "write the keys out")
        elif text in top:
            self._say_twice(top, text, at, starts[-1])
        elif len(self.names) < _MOST_NAMES and text != "<<":  # a quoted one is a key, another need not be
            return self.names.setdefault(text, text)
        else:
            return text
        self.dropped += 1
        return f"{_DROPPED}{self.dropped}"

    def _stop_many(self, at: int) -> None:
        what = f"a list of more than {MOST_ENTRIES:,} entries, and a course has no more than 100,000 items"
        self.page.error(at, "too-many", what, "split the course")
        raise Stopped

    def _say_twice(self, top: Map, text: str, at: int, start: int) -> None:
        if self.page.over:
            raise Stopped
        if self.twice is not top:
            self.twice, self.order = top, {key: place for place, key in enumerate(top)}
            self.begun_anew = False
        elif self.begun_anew:
            return
        place = self.order.get(text)
        if place is None:  # it came after the first that was there twice
            place = self.order[text] = list(top).index(text)
        first = self.page.position(self.waiting[start + 1 + 2 * place])[0]
        self.begun_anew = place == 0  # the same first key: the rest of the next entry follows, whose dash is missing
        hint = f"keep one, or begin a new entry here: {quoted(f'- {text}: …')}" if self.begun_anew else "keep one"
        self.page.error(at, "duplicate-key", f"{quoted(text)} is given twice; first at line {first}", hint)

    def _forget(self, top: Map, start: int) -> None:
        """Take out what stands for refused keys, with its places."""
        kept = self.waiting[start : start + 1]
        for place, key in enumerate(list(top)):
            if key.startswith(_DROPPED):
                dict.__delitem__(top, key)
            else:
                kept.extend(self.waiting[start + 1 + 2 * place : start + 3 + 2 * place])
        self.waiting[start:] = kept

    def _check_container(self, event: Any, at: int, depth: int, *, wrong_place: bool) -> None:
        if event.tag or event.anchor:
            self._refuse_properties(event, at)
        if wrong_place:
            self.page.error(at, "key", "a key must be a text, not a list or mapping", "remove the `?`")
            raise Stopped
        if depth >= DEEPEST:
            self.page.error(at, "too-deep", f"nested deeper than {DEEPEST}", "a course needs no more than ten levels")
            raise Stopped

    def _refuse_properties(self, event: Any, at: int) -> None:
        if event.tag:
            self._refuse(at, "tag", event.tag.replace("tag:yaml.org,2002:", "!!"))
        else:
            self._refuse(at, "anchor", f"&{event.anchor}")

    def _refuse(self, at: int, what: str, shown: str) -> None:
        message = f"{quoted(shown)} is a YAML {what}, which packs do not use"
        self.page.error(at, what, message, f"if it is a text, {in_quotes(self.page, at)}")

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            what = "`---` begins a second document; a file is one document"
            self.page.error(event.start_mark.index, "documents", what, "remove the line")
            raise Stopped

    def _check_cut(self, event: Any) -> None:
        """One space before `#` looks like text, two like a comment: then YAML drops part of a sentence in silence."""
        end = event.end_mark.index
        if self.page.text.startswith(" #", end) and event.value:
            what = "the rest of the line is a comment and is not read"
            hint = f"{in_quotes(self.page, end)}, or put two spaces before a comment"
            self.page.warning(end + 1, "comment", what, hint)

    def _check_escapes(self, text: str, at: int) -> str:
        """A double-quoted text can hold anything by escapes, and turns the TeX of `"\\times"` into a tab."""
        acting = _ACTING.search(text)
        if acting is None and "\t" not in text and "\n" not in text:
            return text
        source = self.page.text[at : self.last[1]]
        tex = _TEX.search(source)
        if tex:
            what = f"in double quotes `{tex[1][:2]}` is a tab or line break, so {quoted(tex[1])} is not read as written"
            self.page.warning(at + tex.start(1), "escape", what, f"write `\\{tex[1]}`, or use single quotes")
        if acting:
            escape = _LETTER.search(source)
            if escape:
                what = f"in double quotes `{escape[1]}` is {code_point(acting.group())}, which is not allowed in a pack"
                self.page.error(at + escape.start(1), "control", what, f"write `\\{escape[1]}`, or use single quotes")
            else:
                refuse_character(self.page, at, acting.group())
        return _ACTING.sub(REPLACEMENT, text)
