"""A killed process leaves nothing half done: in a backup, in an upgrade, while folding anew, restoring, syncing.

20 kills each here; `KILLS=200 pytest tests/store/test_kills.py` for the long run.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import store_world as world

from tutor.core.learner.fold import apply
from tutor.store import connection
from tutor.store.backup import is_whole
from tutor.store.backups import backups_of, folder_of
from tutor.store.check import check_file
from tutor.store.schema import APPLICATION_ID, VERSION
from tutor.store.sync import sync, take_in

KILLS = int(os.environ.get("KILLS", "12"))
FEW = int(os.environ.get("KILLS", "5"))

SCRIPTS = {
    "backup": """
while True:
    with world.opened(path, seed=None) as book:
        book.record(world.later(book.length), world.answered(random.Random(book.length)))
        print(book.length, flush=True)
        book.keep()
""",
    "restore": """
from tutor.store.restore import restore
while True:
    print("0", flush=True)
    restore(path, random.choice(sorted((path.parent / "kept").iterdir())), [], world.NOW)
""",
    "sync": """
from tutor.store.sync import sync
while True:
    with world.opened(path, seed=None) as book:
        book.record(world.later(book.length), world.answered(random.Random(book.length)))
        print(book.length, flush=True)
        sync(book, path.parents[1] / "stick", join=True)
""",
    "import": """
from time import sleep
from tutor.store.sync import take_in
with world.opened(path, seed=None) as book:
    print("0", flush=True)
    take_in(book, path.parents[1] / "other.sqlite3", join=True)
sleep(9)
""",
    "open": """
print("0", flush=True)
world.opened(path, seed=None).close()
""",
}


def killed(what, path, chance, most):
    """Run the script until it is killed, at most so many seconds after its first word; returns its last word."""
    script = "import random, sys, store_world as world\nfrom pathlib import Path\npath = Path(sys.argv[1])\n"
    paths = os.pathsep.join(
        [str(Path(__file__).parents[2]), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    )
    running = subprocess.Popen(
        [sys.executable, "-c", script + SCRIPTS[what], str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": paths, "PATH": os.environ["PATH"]},
    )
    with running:
        said = [running.stdout.readline()]
        time.sleep(chance.uniform(0, most))
        running.send_signal(signal.SIGKILL)
        said += running.stdout.read().splitlines(keepends=True)
    return int([line for line in said if line.endswith("\n")][-1])


def left_over(path):
    return [each.name for each in path.parent.rglob("*") if ".new" in each.name]


def test_killed_while_backing_up_what_has_a_backups_name_is_one(memory):
    path, chance = world.filled(memory / "learners" / "me.sqlite3"), random.Random(2)
    for _ in range(KILLS):
        acknowledged = killed("backup", path, chance, 0.15)
        with world.opened(path) as book:
            assert book.length >= acknowledged
            book.keep()
        assert all(is_whole(backup.path) for backup in backups_of(path))
        assert backups_of(path)[0].events >= acknowledged
    assert check_file(path, apply).ok


def test_killed_while_restoring_there_is_always_a_whole_file_in_place(memory):
    path, chance = world.filled(memory / "learners" / "me.sqlite3", 30), random.Random(3)
    kept = path.parent / "kept"
    kept.mkdir()
    for calls in (10, 20):
        world.filled(kept / f"{calls}.sqlite3", calls)
    hashes = set()
    for each in (path, *kept.iterdir()):
        with world.opened(each) as book:
            hashes.add(book.state_hash())
    for each in kept.glob("*.journal"):
        each.unlink()
    for turn in range(KILLS):
        killed("restore", path, chance, 0.2)
        assert is_whole(path)
        if turn % 5 == 4 or turn == KILLS - 1:
            with world.opened(path) as book:
                assert book.state_hash() in hashes
    assert all(is_whole(backup.path) for backup in backups_of(path))


def test_killed_while_syncing_nothing_is_lost_and_the_next_sync_brings_all_together(memory):
    """Two devices in turn; what one had told when it was killed, the other hears in the end, each line once."""
    paths, chance = [memory / name / "me.sqlite3" for name in ("one", "two")], random.Random(6)
    folder = memory / "stick"
    folder.mkdir()
    world.filled(paths[0], 10)
    for path in paths:
        with world.opened(path, seed=None) as book:
            sync(book, folder, join=True)
    for turn in range(FEW):
        path = paths[turn % 2]
        acknowledged = killed("sync", path, chance, 0.15)
        with world.opened(path, seed=None) as book:
            assert book.length >= acknowledged
            if turn % 5 == 4:
                assert sync(book, folder).troubles == []
    states = set()
    for turn, path in enumerate([*paths, *paths, memory / "three" / "me.sqlite3"]):
        with world.opened(path, seed=None) as book:
            assert sync(book, folder, join=True).troubles == [] and book.check().ok
            if turn > 1:
                states.add((book.length, book.state_hash()))
    assert len(states) == 1
    lines = [line for each in folder.iterdir() for line in each.read_text("utf-8").splitlines()[1:]]
    assert len(lines) == len(set(lines)) == states.pop()[0]


def test_killed_while_taking_in_another_file_it_is_as_before_or_has_all(memory):
    path, chance = world.filled(memory / "one" / "me.sqlite3", 5, seed=7), random.Random(7)
    other = world.filled(memory / "other.sqlite3", 60, seed=8)
    with world.opened(path, seed=None) as book:
        book.keep()
        before = (book.length, book.state_hash())
    content = path.read_bytes()
    with world.opened(memory / "all" / "me.sqlite3", seed=None) as book:
        for each in (path, other):
            take_in(book, each, join=True)
        whole = (book.length, book.state_hash())
    met = set()
    for _ in range(FEW):
        for each in path.parent.glob(f"{path.name}[-.]?*l"):  # what is written ahead, and the journal
            each.unlink()
        path.write_bytes(content)
        killed("import", path, chance, 0.15)
        with world.opened(path, seed=None) as book:
            met.add((book.length, book.state_hash()))
    assert met <= {before, whole}
    assert all(is_whole(backup.path) for backup in backups_of(path))
    with world.opened(path, seed=None) as book:
        take_in(book, other, join=True)
        assert (book.length, book.state_hash()) == whole and book.check().ok


def of_version_0(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute("create table old(x text)")
        db.execute("insert into old values('kept')")


def test_killed_while_upgrading_the_file_is_of_one_version_or_the_other(memory):
    path, chance = memory / "learners" / "me.sqlite3", random.Random(4)
    versions = set()
    for _ in range(KILLS):
        path.unlink(missing_ok=True)
        of_version_0(path)
        killed("open", path, chance, 0.1)
        with closing(sqlite3.connect(path)) as db:
            versions.add(db.execute("pragma user_version").fetchone()[0])
        with world.opened(path) as book:
            assert book._db.execute("select x from old").fetchone() == ("kept",)
            assert book.check().ok
    assert versions <= {0, VERSION}


def test_killed_while_folding_anew_the_file_is_folded_at_the_next_opening(memory):
    path, chance = world.filled(memory / "learners" / "me.sqlite3"), random.Random(5)
    with world.opened(path) as book:
        expected = book.state_hash()
    for _ in range(KILLS):
        with closing(connection.own(path)) as db:
            db.execute("insert or replace into meta values('fold', '1')")
        killed("open", path, chance, 0.1)
        with world.opened(path) as book:
            assert book.state_hash() == expected
    assert [is_whole(backup.path) for backup in backups_of(path)] == [True]
    assert folder_of(path).exists() and check_file(path, apply).ok


def test_what_a_killed_process_left_half_done_goes_with_the_next_backup(memory):
    path = world.filled(memory / "learners" / "me.sqlite3", 5)
    with world.opened(path) as book:
        book.keep()
        (folder_of(path) / ".me-20261122T093000-9.sqlite3.new").write_text("half")
        book.record(world.later(10**6), world.met("2"))
        book.keep()
    assert left_over(path) == []


@pytest.fixture(autouse=True)
def on_unix():
    if sys.platform == "win32":
        pytest.skip("signals are Unix's")
