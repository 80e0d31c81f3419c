"""The union of a log with what other sources hold: which events are new here, each verified by its chain.

A line counts when it follows, by its hash, an event of the same device that is known: from the log, or from a line of
any source. Of all that wait the smallest is looked at first: so the order of the sources does not matter, even where
they contradict each other, and damage in one keeps back only what nothing else has. Two events in one place are a fork:
both are known, and `forks` says where they belong.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import sha256
from heapq import heappop, heappush

from tutor.store import chain
from tutor.store.log import Log
from tutor.store.refold import REPORT_EVENTS, Progress
from tutor.store.sources import Source, Trouble, Unreadable
from tutor.store.told import MOST, Told, told

BRANCHES = 16
"""Fixed: more copies of one device that all went on are no accident."""
MOST_NEW = 250_000
"""Events that are taken in at once, all held in memory until then. Tunable (1e4 to 1e6): about 400 MB."""

MISSING = "what comes before it is missing"
CHANGED = "it is not what was recorded (its hash differs)"
LATER = "there is more than can be taken in at once; sync again for the rest"
START = "^"
"""Stands before the name of a device for what its first event follows."""


class Cursor:
    """A source that is being read, and the event that waits to be understood."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.lines()
        self.waiting: Told | None = None
        self.line = 0
        self.why = ""
        self.over = False

    def read(self) -> Told | None:
        """The event that waits, or the next one; None at the end, or where no more can be read."""
        if self.waiting or self.over:
            return self.waiting
        try:
            self.line, self.waiting = next(self.lines, (self.line, None))
        except Unreadable as error:
            self.line, self.why = self.line + 1, str(error)
        except OSError as error:
            self.line, self.why = self.line + 1, f"it cannot be read ({error.strerror})"
        self.over = self.waiting is None
        return self.waiting

    def judge(self, why: str) -> None:
        """The event that waits was understood; or why not, and then none after it is, for now or for good."""
        self.why = why
        if not why:
            self.waiting = None
        elif why not in (MISSING, CHANGED):
            self.over, self.waiting = True, None


class Union:
    """What is known of a log and some sources together. `new` are the events that the log has not, by their ids."""

    def __init__(self, db: sqlite3.Connection, log: Log) -> None:
        self._db = db
        self._log = log
        self.new: dict[str, Told] = {}
        self.words: dict[str, Told] = {}
        """Events that the log has without their words, which a source has."""
        self.held: set[str] = set()
        """The links that the sources hold for whoever knows nothing yet, with the words of the event if they are here.
        """
        self.parents: dict[str, str] = {}
        """The event before each event by its id; for the first of a device `START` and its name."""
        self.stands: dict[str, tuple[str, int, str]] = {}
        """Where each event was found to stand after it: its device, number and link."""
        self.roots: set[str] = set()
        """The events with which a branch of a fork begins, as was found before."""
        self.forked: set[str] = set()
        """Devices with two events in one place."""
        self.tangled = False
        """Whether the places of events do not simply follow from where they stand."""
        self.troubles: list[Trouble] = []
        self._helped = False
        self._highest = self._highest_told = 0
        self._read = self._expected = 0
        self._progress: Progress | None = None
        self._told: set[str] = set()
        self._nodes: dict[str, tuple[str, int]] = {}
        self._places: dict[tuple[str, int], tuple[str, ...]] = {}
        self._worded = {id.hex(): bool(text) for id, text in db.execute("select id, text <> '' from words")}
        self.seqs: dict[str, int] = {}
        for seq, id, device, number, lamport, link in db.execute(
            "select seq, id, device, number, lamport, hash from event order by seq"
        ):
            self.seqs[id.hex()] = seq
            self._enter(log.devices[device], number, lamport, id.hex(), link.hex())

    def take(self, sources: Iterable[Source], progress: Progress | None = None) -> None:
        """Read the sources to their ends, or as far as they can be understood.

        First by themselves, as a device would that knows nothing yet: only what that one understands is held by them.
        Then with the help of the log.
        """
        cursors = [Cursor(source) for source in sources]
        self._progress, self._read = progress, 0
        self._expected = sum(cursor.source.expected for cursor in cursors)
        for self._helped in (False, True):
            while self._advance(cursors):
                pass
            for cursor in cursors:
                cursor.source.stuck = cursor.source.stuck or not cursor.over
        for cursor in cursors:
            cursor.lines = iter(())  # lets go of the file
        troubles = [Trouble(each.source.name, each.line, each.why) for each in cursors if each.why]
        later = [each for each in troubles if each.why == LATER]
        self.troubles += [each for each in troubles if each not in later[1:]]

    def devices(self) -> set[str]:
        """The devices as they were found, before any branch of a fork got a name."""
        return {device for device, _ in self._places}

    def _advance(self, cursors: list[Cursor]) -> bool:
        """Read on as far as can be understood, the smallest event that waits first; whether anything was."""
        moved, heap = False, list[tuple[int, str, int, str, int]]()
        for place, cursor in enumerate(cursors):
            _push(heap, place, cursor)
        while heap:
            place = heappop(heap)[-1]
            if (event := cursors[place].waiting) is None:
                continue
            cursors[place].judge(self._accept(event, cursors[place]))
            if cursors[place].why:
                continue
            moved = True
            _push(heap, place, cursors[place])
            self._read += 1
            if self._progress and self._read % REPORT_EVENTS == 0:
                self._progress(self._read, max(self._read, self._expected) + 1)
        return moved

    def _accept(self, event: Told, cursor: Cursor) -> str:
        """Take the event as known; else why not."""
        known = self._nodes.get(event.link)
        if known is None and (fault := event.fault()):
            return fault
        before = self._places.get((event.device, event.number - 1), ()) if event.number > 1 else ("",)
        usable = before if self._helped else [link for link in before if not link or link in self._told]
        previous = next((link for link in usable if event.follows(bytes.fromhex(link) or chain.START)), None)
        if previous is None:
            return CHANGED if before else MISSING
        if event.lamport > max(MOST, 1 + (self._highest if self._helped else self._highest_told)):
            return MISSING  # nobody counts that far, but whoever met one who did must go on from there
        if known is None and (fault := self._unlike(event, previous)):
            return fault
        if known is None and event.id not in self.new and len(self.new) >= MOST_NEW:
            return LATER
        if known is None:
            self._enter(event.device, event.number, event.lamport, event.id, event.link, previous)
        self._keep(event, cursor)
        return ""

    def _unlike(self, event: Told, previous: str) -> str:
        """In what a new event does not fit to those that are known."""
        if previous and self._nodes[previous][1] >= event.lamport:
            return "its count is not above the one before it"
        if len(self._places.get((event.device, event.number), ())) >= BRANCHES:
            return "too many others are in its place"
        if (there := self._there(event.id)) and _core(there) != _core(event):
            return "it is not the event that is here under its id"
        return ""

    def _there(self, id: str) -> Told | None:
        if id in self.seqs:
            return told(self._log.written_at(self.seqs[id]))
        return self.new.get(id)

    def _enter(self, device: str, number: int, lamport: int, id: str, link: str, previous: str | None = None) -> None:
        place = (device, number)
        links = self._places.get(place, ())
        if any(self._nodes[other][0] != id for other in links):
            self.forked.add(device)
        root = number == 1 and device == name_of_branch(id)
        self.tangled = self.tangled or root or bool(links) or id in self.parents
        self._places[place] = (*links, link)
        if previous is None:
            previous = next(iter(self._places.get((device, number - 1), ())), "")
        self._nodes[link] = (id, lamport)
        self._highest = max(self._highest, lamport)
        if id not in self.parents:
            self.parents[id] = self._nodes[previous][0] if previous else START + device
            self.stands[id] = (device, number, link)
        if root:
            self.roots.add(id)

    def _keep(self, event: Told, cursor: Cursor) -> None:
        """Remember the event if it is new, its words if they are, and that a source has it."""
        id, lacks = event.id, event.lacks_words()
        if id not in self.seqs:
            if id not in self.new or (event.has_words() and not self.new[id].has_words()):
                self.new[id] = event
            has = self.new[id].has_words()
        else:
            has = self._worded.get(id, False) or id in self.words
            if id not in self._worded and event.has_words():
                self.words.setdefault(id, event)
        if not self._helped:
            self._told.add(event.link)
            self._highest_told = max(self._highest_told, event.lamport)
            if not (lacks and has):
                self.held.add(event.link)
        if lacks and event.text:
            self.troubles.append(Trouble(cursor.source.name, cursor.line, "its words are not those that were written"))


def _push(heap: list[tuple[int, str, int, str, int]], place: int, cursor: Cursor) -> None:
    if (event := cursor.read()) is not None:
        heappush(heap, (event.lamport, event.device, event.number, event.link, place))


def name_of_branch(id: str) -> str:
    """The device's name under which a branch goes on that begins with this event; the same wherever it is found."""
    return sha256(f"branch {id}".encode()).hexdigest()[:8]


def _core(event: Told) -> tuple[object, ...]:
    """What an event says, wherever it stands in a chain."""
    return event.lamport, event.at, event.offset, event.part, bytes(event.data)
