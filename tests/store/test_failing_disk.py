"""The n-th write, sync, open or rename fails: a sentence, nothing acknowledged lost, and a second try works.

Here a share of a short session's calls, the errors in turn; `FAILS=all pytest …` tries each call with all of them.
"""

import json
import os

import disk
import pytest

pytestmark = disk.needs_disk
EVERY = os.environ.get("FAILS") == "all"

SESSION = """
import ctypes, errno, json, random, shutil, sys, store_world as world
from pathlib import Path
from tutor.store.backups import backups_of
from tutor.store.backup import is_whole
from tutor.store.restore import restore
from tutor.store.trouble import StoreTrouble

shim = ctypes.CDLL(None)
root, sort, errors = Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
acknowledged, told = 0, set()


def tried(work):
    # once more after it failed: a retry works, as the fault is over by then
    global told
    for _ in range(2):
        try:
            return work()
        except StoreTrouble as trouble:
            told.add(trouble.code)
            assert str(trouble).endswith((".", "check")), trouble
    shim.disk_fail(-1, 0, 0, 0)
    return work()


def session(path):
    global acknowledged
    chance = random.Random(5)
    book = tried(lambda: world.opened(path))
    tried(lambda: book.record(world.NOW, world.met()))
    acknowledged = book.length
    for number in range(3):
        happened = world.mixed(chance)
        tried(lambda: book.record(world.later(number), *happened))
        assert book.length == acknowledged + len(happened)
        acknowledged = book.length
    tried(book.keep)
    tried(lambda: book.undo(world.later(9)))
    acknowledged = book.length
    tried(book.close)
    backup = backups_of(path)[0].path
    tried(lambda: restore(path, backup, [], world.later(10)))


number, runs, failures = 0, 0, 0
while True:
    number += 1 if len(sys.argv) > 4 else 5 if sort else 11
    some = False
    for error in errors if len(sys.argv) > 4 else [errors[number % len(errors)]]:
        path = root / "case" / "me.sqlite3"
        shim.disk_fail(sort, number, 1, error)
        session(path)
        some = some or bool(shim.disk_failed())
        shim.disk_fail(-1, 0, 0, 0)
        newest = backups_of(path)[0]
        assert newest.events == acknowledged and is_whole(newest.path) and is_whole(path), (number, error)
        assert sort == 3 or not [each for each in path.parent.rglob("*") if ".new" in each.name], (number, error)
        shutil.rmtree(root / "case")
        runs += 1
    if not some:
        break
    failures += 1
print(json.dumps([runs, failures, sorted(told)]))
"""


@pytest.mark.parametrize("sort", disk.SORTS)
def test_whichever_call_fails_it_is_told_and_a_second_try_works(sort, memory):
    import errno

    errors = [errno.ENOSPC, errno.EIO, errno.EACCES]
    done = disk.run(SESSION, memory, disk.SORTS[sort], json.dumps(errors), *(["all"] if EVERY else []))
    assert done.returncode == 0, done.stderr[-3000:]
    runs, failures, told = json.loads(done.stdout)
    assert failures > 5 and runs > failures
    assert told and set(told) <= {"disk_full", "not_writable", "storage", "damaged"}
