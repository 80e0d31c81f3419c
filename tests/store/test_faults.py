"""A killed process, a full disk, a failing write: what was acknowledged is there, what was not is wholly absent."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import store_world as world

from tutor.core.learner.fold import apply
from tutor.store.check import check_file

ROOT = Path(__file__).parents[2]
# The release run: KILLS=1000 (a few minutes).
KILLS = int(os.environ.get("KILLS", "20"))
ANSWERS = int(os.environ.get("ANSWERS", "40"))
"""What each of two windows tries to save; 500 in the long run."""


def child(script, *arguments, before=()):
    """Start a script in a process of its own, with the program and the test world on its path."""
    paths = os.pathsep.join([str(ROOT), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [*before, sys.executable, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": paths, "PATH": os.environ["PATH"]},
    )


RECORD = """
import random, sys, store_world as world
chance = random.Random(int(sys.argv[2]))
with world.opened(sys.argv[1], seed=None) as book:
    if not book.length:
        book.record(world.NOW, world.met())
    while True:
        if chance.random() < 0.2 and book.length > 10:
            book.undo(world.later(book.length))
        else:
            book.record(world.later(book.length), *world.mixed(chance))
        print(book.length, flush=True)
"""


def test_a_killed_process_never_loses_what_it_acknowledged(path):
    """The child says how long the log is after each success; the parent kills it 0 to 20 ms after some of that."""
    chance, acknowledged = random.Random(1), 0
    for turn in range(KILLS):
        with child(RECORD, path, turn) as running:
            for _ in range(chance.randint(1, 10)):
                acknowledged = int(running.stdout.readline())
            time.sleep(chance.uniform(0, 0.02))
            running.send_signal(signal.SIGKILL)
            rest = running.stdout.read().split("\n")
            acknowledged = max([acknowledged, *(int(line) for line in rest[:-1])])
        with world.opened(path) as book:
            assert book.length >= acknowledged
            if turn % 10 == 9 or turn == KILLS - 1:
                assert book.check().findings == []


FILL = """
import random, resource, sys, store_world as world
from tutor.store.trouble import StoreTrouble
from tutor.core.learner.events import Noted
with world.opened(sys.argv[1]) as book:
    book.record(world.NOW, world.met())
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
    saved = 0
    try:
        while saved < 5000:
            state = book.state_hash()
            book.record(world.later(saved), Noted(about="fractions", text=f"note {saved} " + "x" * 3000))
            saved += 1
    except StoreTrouble as trouble:
        assert trouble.code == "disk_full", trouble.code
        print(trouble)
    assert len(book.notes(10_000)) == saved
    assert book.length == saved + 1
    assert book.state_hash() == state
    for again in range(2):
        try:
            book.record(world.later(saved), Noted(about="fractions", text="again " + "x" * 3000))
        except StoreTrouble as trouble:
            assert trouble.code == "disk_full"
        else:
            saved += 1
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    book.record(world.later(saved), Noted(about="fractions", text="now there is room"))
    assert book.check().ok, book.check()
    print(saved)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of the file size are Unix's")
def test_a_full_disk_saves_all_or_nothing_and_later_it_goes_on(path):
    with child(FILL, path) as running:
        told, faults = running.communicate()
    assert running.returncode == 0, faults
    sentence, saved = told.strip().split("\n")
    assert "could not be written" in sentence
    assert "not saved" in sentence
    assert str(path) in sentence
    with world.opened(path) as book:
        notes = book.notes(10_000)
        assert len(notes) == int(saved) + 1
        assert notes[0].text == "now there is room"
        assert book.check().ok


NEW_ON_FULL = """
import resource, sys, store_world as world
from tutor.store.trouble import StoreTrouble
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    world.opened(sys.argv[1])
except StoreTrouble as trouble:
    print(trouble.code)
"""


def test_a_new_file_on_a_full_disk_is_not_begun(path):
    with child(NEW_ON_FULL, path) as running:
        told, faults = running.communicate()
    assert told == "disk_full\n", faults
    assert list(path.parent.iterdir()) == []


BACKUP_ON_FULL = """
import resource, sys, store_world as world
from pathlib import Path
from tutor.store.backup import backup
from tutor.store.trouble import StoreTrouble
with world.opened(sys.argv[1]) as book:
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
    try:
        backup(book, Path(sys.argv[2]))
    except StoreTrouble as trouble:
        print(trouble.code)
"""


def test_a_backup_on_a_full_disk_leaves_nothing_that_looks_like_one(path, tmp_path):
    world.filled(path)
    with child(BACKUP_ON_FULL, path, tmp_path / "backups") as running:
        told, faults = running.communicate()
    assert told == "disk_full\n", faults
    assert list((tmp_path / "backups").iterdir()) == []
    assert check_file(path, apply).ok


FILL_A_DISK = """
import random, sys, store_world as world
from pathlib import Path
from tutor.store.trouble import StoreTrouble
path, chance, told = Path(sys.argv[1]), random.Random(1), []
ballast = path.with_name("ballast")
ballast.write_bytes(bytes(400_000))
with world.opened(path) as book:
    book.record(world.NOW, world.met())
    try:
        while True:
            book.record(world.later(book.length), *world.mixed(chance))
    except StoreTrouble as trouble:
        told.append(trouble.code)
    before = book.length
    ballast.unlink()
    book.record(world.later(before), world.answered(chance))
    assert book.length == before + 1 and book.check().ok, book.check()
print(before, *told)
"""


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a megabyte, where this may be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    make = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(make, capture_output=True).returncode:
        pytest.skip("only root makes disks")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_of_a_megabyte_is_filled_and_goes_on_when_there_is_room(small_disk):
    with child(FILL_A_DISK, small_disk / "me.sqlite3") as running:
        told, faults = running.communicate()
    assert running.returncode == 0, faults
    number, *codes = told.split()
    assert int(number) > 5 and codes == ["disk_full"]


WINDOW = """
import random, sys, store_world as world
from tutor.store.trouble import StoreTrouble
chance, left, saved = random.Random(sys.argv[2]), int(sys.argv[3]), 0
while left > 0:
    try:
        with world.opened(sys.argv[1], seed=None) as book:
            for _ in range(10):
                book.record(world.later(book.length), world.answered(chance))
                left, saved = left - 1, saved + 1
    except StoreTrouble as trouble:
        assert trouble.code == "already_open", trouble
        print("refused", flush=True)
        left -= 1
print(saved)
"""


def test_of_several_windows_one_writes_at_a_time_and_nothing_is_lost(memory):
    path = world.filled(memory / "learners" / "me.sqlite3", 3)
    with child(WINDOW, path, "one", ANSWERS) as one, child(WINDOW, path, "two", ANSWERS) as two:
        with world.opened(path) as book:
            assert [running.stdout.readline() for running in (one, two)] == ["refused\n"] * 2
            book.record(world.NOW, world.met("2"))
            before = book.length
        told = [running.communicate() for running in (one, two)]
    assert [running.returncode for running in (one, two)] == [0, 0], told
    saved = sum(int(said.split()[-1]) for said, _ in told)
    with world.opened(path) as book:
        assert book.length == before + saved and saved > 0
        assert book.check().ok
