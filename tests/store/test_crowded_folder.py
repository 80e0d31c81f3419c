"""A folder into which somebody writes without end, or nonsense: what is read at once is bounded, and the rest comes."""

import os
import random
from itertools import pairwise

import msgspec
import pytest
import store_world as world

from tutor.core.learner.events import Noted
from tutor.store import chain, folder, union
from tutor.store import sync as syncing
from tutor.store.sync import sync
from tutor.store.told import Told
from tutor.store.union import Union


def events(device, number, previous=chain.START, at=1_800_000_000_000, first=1, id=None):
    """So many events of a device, chained."""
    for place in range(first, first + number):
        data = msgspec.Raw(msgspec.json.encode(Noted(about="fractions/skill-0", text="")))
        name = id or f"{random.Random(f'{device}{place}{at}').getrandbits(64):016x}"
        event = Told(
            id=name, device=device, number=place, lamport=place, at=at, offset=0, part=0, data=data, link="0" * 32
        )
        previous = event.linked(previous, device, place)
        yield msgspec.structs.replace(event, link=previous.hex())


class Lines:
    """A source that holds these events."""

    def __init__(self, name, events):
        self.name, self.events, self.expected, self.stuck = name, list(events), 1, False

    def lines(self):
        yield from enumerate(self.events, 2)


def laid(place, name, events, learner="1" * 32):
    """A file of them in a shared folder."""
    head = folder.line_of_head(folder.head_of(learner, "00000000"))
    place.mkdir(exist_ok=True)
    (place / name).write_bytes(head + b"".join(msgspec.json.encode(event) + b"\n" for event in events))


@pytest.fixture
def here(memory):
    return memory / "shared"


def crowd(here, number, each=3):
    for place in range(number):
        laid(here, f"tutor-{place:08x}.jsonl", events(f"{place:08x}", each))


@pytest.fixture
def book(memory):
    with world.opened(memory / "me.sqlite3") as book:
        yield book


def test_of_many_files_some_are_read_at_once_and_all_in_time(here, book, monkeypatch):
    monkeypatch.setattr(folder, "MOST_FILES", 4)
    crowd(here, 10)
    told = []
    for expected in (12, 24, 30):
        done = sync(book, here, join=True)
        assert done.events == expected
        told.append([each.why for each in done.troubles])
    assert told[0] == ["there is too much to read at once; sync again for the rest (6 files left)"]
    assert len(list(here.glob(f"tutor-{book.device}*"))) <= 1
    laid(here, "tutor-00000002.jsonl", events("00000002", 5))
    assert sum(sync(book, here, join=True).taken for _ in range(3)) == 2


def test_of_many_bytes_some_are_read_at_once_and_all_in_time(here, book, monkeypatch):
    crowd(here, 6)
    monkeypatch.setattr(folder, "MOST_BYTES", 2 * (here / "tutor-00000000.jsonl").stat().st_size + 10)
    assert [sync(book, here, join=True).events for _ in range(3)] == [6, 12, 18]


def test_of_many_events_some_are_taken_in_at_once_and_all_in_time(here, book, monkeypatch):
    monkeypatch.setattr(union, "MOST_NEW", 20)
    crowd(here, 3, each=15)
    seen = [sync(book, here, join=True) for _ in range(3)]
    assert [done.events for done in seen] == [20, 40, 45]
    assert [each.why for each in seen[0].troubles] == [union.LATER]
    assert seen[2].troubles == [] and book.check().ok


def test_what_is_written_while_it_is_read_waits_for_the_next_time(here, book):
    crowd(here, 1)
    shared = folder.Folder(here)
    laid(here, "tutor-00000000.jsonl", events("00000000", 30))
    (file,) = shared.files
    assert len(list(file.lines())) == 3


def contradictions():
    """Sources that cannot all be true: one id for two events, and more events in one place than are believed."""
    id = "5" * 16
    yield from (Lines(f"id {at}", events("aaaaaaaa", 1, at=at, id=id)) for at in (5, 6, 7))
    yield from (Lines(f"place {at}", events("bbbbbbbb", 3, at=at)) for at in range(union.BRANCHES + 4))


def test_the_order_of_sources_does_not_matter_even_where_they_contradict_each_other(book):
    found = set()
    for seed in range(8):
        sources = list(contradictions())
        random.Random(seed).shuffle(sources)
        known = Union(book.inside.db, book.inside.log)
        known.take(sources)
        found.add((frozenset((id, event.link) for id, event in known.new.items()), frozenset(known.held)))
        assert len(known.troubles) == 2 + 4
    assert len(found) == 1


def test_a_file_that_cannot_be_reckoned_with_among_many_costs_few_readings(here, book, monkeypatch):
    crowd(here, 16)
    brought, real = [], syncing.bring

    def bring(book, sources, names, progress=None):
        brought.extend(each.name for each in sources)
        if "tutor-00000007.jsonl" in brought[-len(sources) :]:
            raise OverflowError
        return real(book, sources, names, progress)

    monkeypatch.setattr(syncing, "bring", bring)
    done = sync(book, here, join=True)
    assert [each.file for each in done.troubles] == ["tutor-00000007.jsonl"]
    assert done.events == 15 * 3 and book.check().ok
    assert len(brought) <= 16 * 7


def test_a_trouble_is_told_once_until_its_file_changes(here, book):
    crowd(here, 2)
    bad = here / "tutor-00000001.jsonl"
    bad.write_bytes(bad.read_bytes()[:-20])
    told = [sync(book, here, join=True) for _ in range(3)]
    assert [len(done.troubles) for done in told] == [1, 0, 0] and [done.known for done in told] == [0, 1, 1]
    os.utime(bad, ns=(1, 1))
    assert [len(sync(book, here, join=True).troubles) for _ in range(2)] == [1, 0]
    laid(here, bad.name, events("00000001", 3))
    done = sync(book, here, join=True)
    assert (done.troubles, done.known) == ([], 0)


def test_a_learners_file_that_lies_there_is_not_passed_over_in_silence(here, book):
    crowd(here, 1)
    (here / "me.sqlite").write_bytes(b"SQLite format 3\0")
    assert [(each.file, each.why) for each in sync(book, here, join=True).troubles] == [("me.sqlite", folder.NOT_READ)]


def test_events_made_for_these_tests_are_such_as_are_believed():
    made = list(events("cccccccc", 3))
    assert all(not each.fault() for each in made)
    assert all(later.follows(bytes.fromhex(before.link)) for before, later in pairwise(made))
