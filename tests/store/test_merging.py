"""Merging: whatever several devices did, and however often and in whichever order they hear of it, all end alike.

60 examples here; `MERGES=10000 pytest tests/store/test_merging.py` for the long run.
"""

import os
import random
from contextlib import closing
from functools import cache
from typing import get_args

import msgspec
import pytest
import store_world as world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.core.day import moment
from tutor.core.learner import events as happened
from tutor.store import chain, connection, door
from tutor.store.log import decode
from tutor.store.sync import bring, take_in_all
from tutor.store.told import MOST, Told, told

MERGES = int(os.environ.get("MERGES", "60"))
NAMES = ["learner"]


class Heard:
    """What a book holds, told to another one."""

    def __init__(self, book, most=None, name="heard"):
        self.name = name
        self.stuck = False
        self.events = [told(each) for each in book.inside.log.written(0)][:most]
        self.expected = len(self.events)

    def lines(self):
        return enumerate(self.events, 1)


@cache
def empty():
    with closing(door._in_memory()) as db:
        return db.serialize()


def device(seed, fold=world.real.apply, copy=None):
    """A new device, in memory, or an exact copy of another one, which nobody notices.

    Its tables are not made each time, which takes most of the time otherwise.
    """
    content = copy.inside.db.serialize() if copy else empty()

    def copied():
        db = connection.memory()
        db.deserialize(content)
        connection.settle(db)
        return db

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(door, "_in_memory", copied)
        return world.opened(":memory:", fold, seed)


def hear(book, *others, **options):
    return bring(book, [Heard(other, **options) for other in others], NAMES)


def together(books):
    for _ in range(2):
        for book in books:
            hear(book, *books)
    return {book.state_hash() for book in books}


DEEDS = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["mixed", "mixed", "mixed", "answer", "note", "goal", "undo", "amend", "hear"]),
    st.integers(0, 10**6),
)


BEGUN = st.tuples(*[st.sampled_from(["new", "heard", "heard", "copy"])] * 2)
"""How the second and the third device began: by themselves, from the first, or as a copy of it that goes on as it."""


def do(books, who, what, number, at):
    book, chance = books[who], random.Random(number)
    match what:
        case "mixed":
            book.record(at, *world.mixed(chance))
        case "answer":
            book.record(at, world.answered(chance))
        case "note":
            book.record(at, happened.Noted(about=world.SKILLS[0], text=chance.choice(world.WORDS)))
        case "goal":
            goal = {"goal": "exam", "skills": world.SKILLS[:2], "text": chance.choice(world.WORDS)}
            book.record(at, happened.GoalSet(**goal), *[happened.GoalDropped(goal="exam")] * chance.randrange(2))
        case "undo":
            book.undo(at)
        case "amend":
            standing = [each for each in book.events() if book._undo.standing(each.id)]
            if standing:
                old = chance.choice(standing)
                book.amend(moment(old.at, old.offset), old.id, world.answered(chance))
        case "hear":
            others = [books[(who + 1) % 3], books[(who + 2) % 3]][: chance.randint(1, 2)]
            hear(book, *others, most=chance.choice([None, None, 3, 9]))


@settings(max_examples=MERGES, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=st.lists(DEEDS, max_size=14), order=st.permutations(range(3)), begun=BEGUN, late=st.data())
def test_three_devices_end_in_one_state_in_any_order_and_repetition(deeds, order, begun, late):
    books = [device(1)]
    books[0].record(world.NOW, world.met())
    for seed, how in enumerate(begun, 2):
        books.append(device(seed, copy=books[0] if how == "copy" else None))
        if how == "heard":
            hear(books[-1], books[0])
    for step, (who, what, number) in enumerate(deeds):
        do(books, who, what, number, world.later(number % 5 * 10_000 + step))
    fresh = device(4)
    for one in late.draw(st.lists(st.sampled_from(order), max_size=4)):
        hear(fresh, books[one], most=late.draw(st.sampled_from([None, 2, 5])))
    hear(fresh, *(books[one] for one in order))
    assert len(together([books[one] for one in order])) == 1
    assert fresh.state_hash() == books[0].state_hash()
    assert fresh.length == books[0].length == len({event.id for book in books for event in book.events()})
    assert fresh.check().findings == []
    for book in (*books, fresh):
        book.close()


SMALL = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(-(2.0**53), 2.0**53), st.sampled_from(world.WORDS)
)
VALUES = st.one_of(
    SMALL, st.sampled_from([*world.SKILLS, "exam", "me", "fractions"]), st.lists(SMALL, max_size=3), st.just({"a": 1})
)


def stranger(datas, counts=None):
    """A device that chains whatever it likes, and counts as it likes."""
    previous, events = chain.START, []
    for number, data in enumerate(datas, 1):
        json = msgspec.json.encode(data)
        place = {
            "number": number,
            "lamport": counts[number - 1] if counts else number,
            "at": 1_700_000_000_000,
            "offset": 0,
            "part": 0,
        }
        id = f"{number:016x}"
        previous = chain.link(previous, id, "bad0bad0", *place.values(), json)
        events.append(
            Told(
                id=id, device="bad0bad0", **place, data=msgspec.Raw(json), link=previous.hex(), text="x" * (number % 2)
            )
        )
    return events


@st.composite
def strange(draw):
    """Something that reads as an event, with values that no program of ours would record."""
    kind = draw(st.sampled_from(get_args(happened.AnyEvent)))
    fields = {field.encode_name: draw(VALUES) for field in msgspec.structs.fields(kind) if draw(st.booleans())}
    usual = {"skill": world.SKILLS[0], "item": f"{world.SKILLS[0]}/item-1", "type": "answer", "kind": "learn"}
    needed = {
        "score": 1.0,
        "correct": True,
        "rating": "good",
        "about": "",
        "text": "",
        "block": 0,
        "way": "",
        "goal": "g",
    }
    data = {"event": kind.__struct_config__.tag, **usual, **needed, **fields}
    for name in list(fields):
        try:
            decode(msgspec.json.encode(data))
        except msgspec.ValidationError:
            data.pop(name) if name not in usual | needed else data.update({name: (usual | needed)[name]})
    return data


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(datas=st.lists(strange(), min_size=1, max_size=6))
def test_whatever_a_stranger_chains_the_others_are_merged_and_the_file_stays_sound(datas):
    honest, book = device(1), device(2)
    honest.record(world.NOW, world.met())
    world.live(honest, 1, 3)
    bad = Heard(honest, name="bad")
    bad.events = stranger(datas)
    troubles = []
    take_in_all(book, [bad, Heard(honest)], NAMES, troubles, None)
    assert {event.id for event in honest.events()} <= {event.id for event in book.events()}
    assert book.check().findings == []
    book.record(world.later(1), world.answered(random.Random(1)))
    book.undo(world.later(2))
    assert book.check().findings == []
    for each in (honest, book):
        each.close()


def test_who_met_a_device_that_counts_as_far_as_can_be_is_still_heard_by_others():
    noted = [{"event": "noted", "about": world.SKILLS[0], "text": ""}]
    poisoned, book, other, fresh = (device(seed) for seed in range(1, 5))
    poisoned.record(world.NOW, world.met())
    bad = Heard(poisoned, name="bad")
    bad.events = stranger(noted, [MOST])
    bring(poisoned, [bad], NAMES)
    world.live(poisoned, 1, 5)
    alone = Heard(poisoned)
    alone.events = [each for each in alone.events if each.device != "bad0bad0"]
    assert [each.why for each in bring(other, [alone], NAMES).union.troubles] == ["what comes before it is missing"]
    assert bring(book, [alone, bad], NAMES).union.troubles == []
    bring(other, [bad], NAMES)
    hear(other, poisoned)
    assert len({each.state_hash() for each in (poisoned, book, other)}) == 1 and book.length == poisoned.length
    bad.events = stranger(noted, [MOST + 1])
    assert len(bring(fresh, [bad], NAMES).union.troubles) == 1
    for each in (poisoned, book, other, fresh):
        each.close()


@pytest.mark.parametrize("counts", [[5, 5], [5, 4]])
def test_a_device_whose_counts_go_back_is_heard_up_to_there(counts):
    book = device(1)
    bad = Heard(book, name="bad")
    bad.events = stranger([{"event": "noted", "about": world.SKILLS[0], "text": ""}] * 2, counts)
    assert [each.why for each in bring(book, [bad], NAMES).union.troubles] == [
        "its count is not above the one before it"
    ]
    assert book.length == 1
    book.close()
