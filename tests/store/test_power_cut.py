"""The power goes at any moment: what was acknowledged is there, and what is called a backup is one.

What a session does to the disk is recorded; then the disk is put together as it may be left after each prefix of that:
without what was not synced, or with a random part of it, torn at sectors. Names of files are as sure as their folder is
synced. 50 moments here; `CUTS=1000 pytest tests/store/test_power_cut.py` for the long run.
"""

import os
import random
import shutil

import disk
import store_world as world

from tutor.core.learner.fold import apply
from tutor.store.backup import is_whole
from tutor.store.backups import backups_of
from tutor.store.check import check_file
from tutor.store.trouble import StoreTrouble

CUTS = int(os.environ.get("CUTS", "50"))
pytestmark = disk.needs_disk

SESSIONS = """
import ctypes, random, sys, store_world as world
from pathlib import Path
from tutor.store import connection
weaker = Path(connection.__file__).read_text().replace("synchronous = full", "synchronous = " + sys.argv[2])
if sys.argv[2] != "full":  # and without the assertion that it is
    exec(weaker.replace('fetchone()[0] < 2', 'fetchone()[0] < 0'), vars(connection))
note = ctypes.CDLL(None).disk_note
chance = random.Random(4)
for session in range(3):
    with world.opened(Path(sys.argv[1]) / "me.sqlite3", seed=session) as book:
        if not session:
            book.record(world.NOW, world.met())
        for _ in range(12):
            book.record(world.later(1000 * book.length), *world.mixed(chance))
            note(str(book.length).encode())
        book.undo(world.later(1000 * book.length))
        note(str(book.length).encode())
        book.keep()
"""


def recorded(memory, synchronous="full", script=SESSIONS):
    prefix = memory / "disk"
    prefix.mkdir()
    done = disk.run(script, prefix, synchronous, log=memory / "log")
    assert done.returncode == 0, done.stderr
    return prefix, disk.operations(memory / "log")


def losses(memory, prefix, done, number):
    """What was lost or broken, by moment."""
    lost = []
    for turn, (at, chance) in enumerate(disk.cuts(done, number)):
        left = memory / f"left-{turn}"
        left.mkdir()
        power = disk.Power(done[:at])
        power.cut(chance, prefix, left)
        acknowledged = int(power.acknowledged[-1]) if power.acknowledged else 0
        what = wrong_with(left / "me.sqlite3", acknowledged)
        shutil.rmtree(left)
        if what:
            lost.append(f"after {at} of {len(done)} operations: {what}")
    return lost


def wrong_with(path, acknowledged):
    for backup in backups_of(path):
        if not is_whole(backup.path):
            return f"{backup.path.name} is no whole backup"
    try:
        with world.opened(path, seed=None) as book:
            if book.length < acknowledged:
                return f"{acknowledged} events were acknowledged, {book.length} are there"
            book.record(world.later(10**6), world.met("2"))
    except StoreTrouble as trouble:
        return str(trouble)
    report = check_file(path, apply)
    return "" if report.ok else str(report.findings)


def test_nothing_that_was_acknowledged_is_lost_when_the_power_goes(memory):
    prefix, done = recorded(memory)
    assert sum(what == "A" for what, *_ in done) == 3 * 13
    assert losses(memory, prefix, done, CUTS) == []


def test_this_test_can_see_an_answer_that_did_not_wait_for_the_disk(memory):
    prefix, done = recorded(memory, "normal")
    lost = losses(memory, prefix, done, 30)
    assert len(lost) > 10
    assert any("acknowledged" in each for each in lost)


ANSWERS = """
import ctypes, random, sys, store_world as world
from pathlib import Path
from tutor.store import connection
weaker = Path(connection.__file__).read_text().replace("synchronous = full", "synchronous = " + sys.argv[2])
exec(weaker.replace("fetchone()[0] < 2", "fetchone()[0] < 0"), vars(connection))
chance = random.Random(4)
with world.opened(Path(sys.argv[1]) / "me.sqlite3") as book:
    book.record(world.NOW, world.met())
    for number in range(100):
        ctypes.CDLL(None).disk_note(b"given")
        book.record(world.later(number), world.answered(chance))
        ctypes.CDLL(None).disk_note(b"acknowledged")
"""


def waits(done):
    """For each answer, how often the log was synced after the last write to it and before the answer was told."""
    [log] = {inode for what, inode, _, data, _ in done if what == "C" and data.endswith(b"sqlite3-wal")}
    since, found = None, []
    for what, inode, _, data, _ in done:
        if what == "A":
            found += [since] if data == b"acknowledged" else []
            since = None
        elif what == "W" and inode == log:
            since = 0
        elif what == "S" and inode == log and since is not None:
            since += 1
    return found


def test_between_the_last_write_of_an_answer_and_its_verdict_the_disk_is_waited_for_once(memory):
    _, done = recorded(memory, script=ANSWERS)
    assert waits(done) == [1] * 100


def test_this_test_can_see_that_the_disk_is_not_waited_for(memory):
    _, done = recorded(memory, "normal", ANSWERS)
    assert waits(done).count(0) > 90


def test_the_disk_of_the_test_tears_and_drops():
    """A model that lost nothing would prove nothing."""
    write = [("C", 7, 0, b"/d/x", b""), ("D", 0, 0, b"", b""), ("W", 7, 0, bytes([1]) * 2048, b"")]
    assert disk.Power(write).objects[0] == b""
    assert len(disk.Power([*write, ("S", 7, 0, b"", b"")]).objects[0]) == 2048
    chance = random.Random(1)
    kinds = {tuple(len(data) for _, _, data in disk.torn(chance, "W", 0, bytes(2048))) for _ in range(200)}
    assert {(), (2048,), (512,), (512, 512)} <= kinds
