"""How events lie in the file: small, readable for ever, and chained."""

import random
from hashlib import sha256

import msgspec
import pytest
import store_world as world
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.learner.events import Answered
from tutor.store import chain, packing
from tutor.store.packing import DamagedData, pack, unpack

TYPICAL = Answered(
    item="fractions/name-parts/thirds-3",
    skill="fractions/name-parts",
    seed=812345678,
    kind="review",
    type="choices",
    response="three quarters",
    score=1.0,
    correct=True,
    rating="good",
    opportunity=14,
    seconds=9.4,
    confidence=2,
    course_version="1.2.0",
    course_hash="6f0c1d5e9ab27734",
    guess=0.25,
)


def test_the_dictionary_is_the_one_that_files_were_written_with():
    assert sha256(packing._WORDS).hexdigest() == "e4c8636c9592144fadffb582cbc5d970b81f1f0168b5f3e7a4ec97e06cb139be"


@given(st.binary(max_size=3000))
def test_what_is_packed_comes_back(content):
    json = b'{"response":"' + content + b'"}'
    assert unpack(pack(json)) == json


def test_a_typical_answer_takes_a_third_of_its_json():
    json = msgspec.json.encode(TYPICAL)
    assert len(pack(json)) < len(json) / 2.8


@pytest.mark.parametrize(
    "spoiled", [b"", b"\x02abc", b"\x01", pack(b'{"a":1}' * 50)[:-3], pack(b'{"a":1}' * 50) + b"x"]
)
def test_what_was_never_packed_is_refused(spoiled):
    with pytest.raises(DamagedData):
        unpack(spoiled)


def test_data_that_would_fill_the_memory_is_refused():
    with pytest.raises(DamagedData):
        unpack(pack(b"{" + b" " * 1_000_000), limit=1000)


@given(st.integers(0, 10**6), st.integers(0, 200 * 8))
def test_a_flipped_bit_is_refused_or_gives_other_json(seed, bit):
    json = msgspec.json.encode(world.answered(random.Random(seed)))
    packed = bytearray(pack(json))
    packed[bit // 8 % len(packed)] ^= 1 << bit % 8
    try:
        assert unpack(bytes(packed), 10_000) is not None
    except DamagedData:
        return


def test_a_link_can_be_computed_by_anyone():
    """As the module says, with nothing but a SHA-256 and JSON."""
    data = b'{"event":"noted","about":"x","text":""}'
    found = chain.link(chain.START, "00ff00ff00ff00ff", "a1b2c3d4", 1, 2, 3, -60, 0, data)
    said = b'["%s","00ff00ff00ff00ff","a1b2c3d4",1,2,3,-60,0,%s]' % (b"0" * 32, data)
    assert found == sha256(said).digest()[:16]


def test_every_part_of_an_event_counts_in_its_link():
    usual = [chain.START, "00ff00ff00ff00ff", "a1b2c3d4", 1, 2, 3, -60, 0, b"{}"]
    others = [bytes([1]) * 16, "00ff00ff00ff00fe", "a1b2c3d5", 2, 3, 4, -59, 1, b"[]"]
    links = {chain.link(*usual)}
    for place, other in enumerate(others):
        links.add(chain.link(*usual[:place], other, *usual[place + 1 :]))
    assert len(links) == len(usual) + 1


def test_a_review_takes_at_most_300_bytes(path):
    """Goal 15, over a history in which an item is seen some ten times."""
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        base = book._db.execute("pragma page_count").fetchone()[0] * 4096
        chance = random.Random(1)
        for turn in range(60):
            answers = [msgspec.structs.replace(TYPICAL, seed=chance.getrandbits(31)) for _ in range(100)]
            answers = [
                msgspec.structs.replace(answer, skill=(skill := chance.choice(world.SKILLS)), item=f"{skill}/i{n}")
                for n, answer in enumerate(answers)
            ]
            book.record(world.later(3600 * turn), *answers)
    assert (path.stat().st_size - base) / 6000 <= 300
