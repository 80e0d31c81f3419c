"""Real commands on a disk that fails: what `test_failing_commands.py` runs in a process with the shim under it.

Each try is a fork of this process, with the program loaded and a folder of its own: a learner, a library, a pack.
"""

import ctypes
import errno
import importlib
import io
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import store_world as world
from failing_people import Plain, Typing, Wire, sums

from tutor.cli.opening import local_time
from tutor.core.learner.events import Answered
from tutor.core.learner.fold import apply
from tutor.packs import shipped
from tutor.store import connection
from tutor.store.backup import is_whole
from tutor.store.backups import backups_of
from tutor.store.book import Book
from tutor.store.check import check_file
from tutor.store.log import Log, decode
from tutor.store.packing import unpack
from tutor.store.sync import sync
from tutor.store.trouble import StoreTrouble

ROOT = Path(sys.argv[1]).parent
HOME, RESULT = ROOT / "disk" / "home", ROOT / "result"
LEARNER, PACK, SHARED = HOME / "learners" / "me.sqlite", HOME / "sums.yaml", HOME / "shared"
SORTS = {"write": 0, "sync": 1, "open": 2, "name": 3}
ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES]
FOR_EVER = 1_000_000
SECONDS = 60
shim = ctypes.CDLL(None)


@dataclass
class Command:
    """The words, who sits there, what is changed in the folder before, and whether it did what it should."""

    words: list
    did: object
    person: type = Typing
    before: object = None
    erases: bool = False


def events(path):
    """The ids of the events in a learner's file, with what each is."""
    with closing(connection.look(path)) as db:
        return {line.id: decode(unpack(line.data)) for line in Log(db).lines()}


def answers(path):
    return sum(isinstance(each, Answered) for each in events(path).values())


def studied(said):
    return check_file(LEARNER, apply).ok and said["acknowledged"] == 3 and answers(LEARNER) >= 5 + 3


def studied_on():
    return events(LEARNER).keys() == WERE.keys() and check_file(LEARNER, apply).ok


def texts():
    with closing(connection.look(LEARNER)) as db:
        return db.execute("select count(*) from words where text <> ''").fetchone()[0]


def synced():
    """Whether all is here, and all of it in the folder, for whoever knows nothing yet."""
    with Book.open(":memory:", fold=apply, now=local_time()) as book:
        sync(book, SHARED, join=True)
        there = {bytes.fromhex(event.id) for event in book.events()}
    return events(LEARNER).keys() == WERE.keys() | ELSEWHERE == there and check_file(LEARNER, apply).ok


def restored():
    """Whether what is in place is whole, once it was opened."""
    Book.open(LEARNER, fold=apply, now=local_time()).close()
    return check_file(LEARNER, apply).ok


def damaged():
    content = LEARNER.read_bytes()
    LEARNER.write_bytes(content[: len(content) // 2])


def folded_by_another():
    with closing(connection.own(LEARNER)) as db:
        db.execute("insert or replace into meta values('fold', '1')")


def of_version_0():
    with closing(connection.own(LEARNER)) as db:
        db.execute("pragma user_version = 0")
        tables = ("event", "device", "words", "undone", "undo_patch", "meta", "edge")
        names = [name for (name,) in db.execute("select name from sqlite_schema where type = 'table'")]
        for name in names:
            if name in tables or not name.startswith("sqlite"):
                db.execute(f'drop table if exists "{name}"')
        db.execute("create table old(x)")
    for each in HOME.glob("learners/*.journal*"):
        each.unlink()


def no_library():
    shutil.rmtree(HOME / "cache")


def added():
    return (HOME / "packs" / "more.tutor").exists()


SUMS = ["study", "sums", "--seed", "1"]
COMMANDS = {
    "wire": Command([*SUMS, "--jsonl"], studied, Wire),
    "plain": Command([*SUMS, "--plain"], studied, Plain),
    "a first session": Command(
        [*SUMS, "--jsonl", "--learner", "new"],
        lambda said: answers(LEARNER.with_name("new.sqlite")) == said["acknowledged"] == 3,
        Wire,
    ),
    "a pack by its path": Command(["study", PACK, "--seed", "1", "--jsonl"], studied, Wire),
    "backup": Command(["data", "backup"], lambda _: backups_of(LEARNER)[0].events == len(events(LEARNER))),
    "backup elsewhere": Command(
        ["data", "backup", HOME / "stick"], lambda _: all(map(is_whole, (HOME / "stick").glob("*.sqlite")))
    ),
    "restore": Command(
        ["data", "restore", "FIRST", "--yes", "--without-journal"], lambda _: len(events(LEARNER)) < len(WERE)
    ),
    "restore what was damaged": Command(
        ["data", "restore", "FIRST", "--yes"],
        lambda _: restored() and events(LEARNER) == WERE,
        before=damaged,
    ),
    "restore from the journal": Command(
        ["data", "restore", "journal", "--yes"],
        lambda _: restored() and events(LEARNER).items() <= WERE.items(),
        before=damaged,
    ),
    "migration": Command(["data", "backup"], lambda _: check_file(LEARNER, apply).ok, before=of_version_0, erases=True),
    "folding anew": Command(["data", "backup"], lambda _: check_file(LEARNER, apply).ok, before=folded_by_another),
    "check and rebuild": Command(["data", "check"], lambda _: check_file(LEARNER, apply).ok, before=folded_by_another),
    "export": Command(
        ["data", "export", HOME / "out"],
        lambda _: len((HOME / "out" / "events.jsonl").read_text().splitlines()) == len(WERE),
    ),
    "sync": Command(["sync", SHARED], lambda _: synced()),
    "sync on a new computer": Command(
        ["sync", SHARED, "--join", "--learner", "new"],
        lambda _: events(LEARNER.with_name("new.sqlite")).keys() >= ELSEWHERE,
    ),
    "import": Command(
        ["data", "import", HOME / "elsewhere.sqlite"],
        lambda _: events(LEARNER).keys() == WERE.keys() | ELSEWHERE and check_file(LEARNER, apply).ok,
    ),
    "forget": Command(
        ["data", "forget-words", "--yes"], lambda _: not texts() and len(backups_of(LEARNER)) == 1 and studied_on()
    ),
    "erase": Command(
        ["data", "erase", "--yes"],
        lambda _: not list(HOME.glob("learners/*")) and not list(HOME.glob("cache/*")),
        erases=True,
    ),
    "add": Command(["add", HOME / "more.yaml"], lambda _: added()),
    "remove": Command(["remove", "kept"], lambda _: not (HOME / "packs" / "kept.tutor").exists()),
    "courses": Command(["courses"], lambda said: "sums" in said["out"] and "kept" in said["out"], before=no_library),
    "pack check": Command(["pack", "check", PACK], lambda _: True),
    "pack new": Command(["pack", "new", HOME / "fresh"], lambda _: (HOME / "fresh").is_dir()),
}


def run(command, sort=-1, number=0, times=0, error=0):
    """Run it in a process of its own, with this fault; what was said, its status, and how many calls of each sort."""
    RESULT.unlink(missing_ok=True)
    sys.stdout.flush()
    child = os.fork()
    if not child:
        try:
            signal.alarm(SECONDS)
            RESULT.write_text(json.dumps(_here(command, sort, number, times, error)))
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0, "it crashed or never ended"
    return json.loads(RESULT.read_text())


def _here(command, sort, number, times, error):
    import traceback

    from tutor.__main__ import run as tutor

    person, err = command.person(), io.StringIO()
    out = person if isinstance(person, Wire) else io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    real = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = person, out, err
    shim.disk_fail(sort, number, times, error)
    try:
        status = tutor([str(FIRST if word == "FIRST" else word) for word in command.words])
    except BaseException:
        status = traceback.format_exc()
    seen, failed = [shim.disk_seen(sort) for sort in range(4)], shim.disk_failed()
    shim.disk_fail(-1, 0, 0, 0)
    sys.stdin, sys.stdout, sys.stderr = real
    said = "" if isinstance(person, Wire) else out.buffer.getvalue().decode()
    loaded = [] if sort >= 0 else [name for name in sys.modules if name != "__main__"]
    told = {
        "modules": loaded,
        "acknowledged": getattr(person, "acknowledged", 0),
        "refused": getattr(person, "refused", []),
    }
    said = getattr(person, "said", said)
    return {"status": status, "out": said, "err": err.getvalue(), "seen": seen, "failed": failed, **told}


def laid_out(command):
    shutil.rmtree(HOME, ignore_errors=True)
    shutil.copytree(ROOT / "template", HOME)
    if command.before:
        command.before()


SENTENCE = re.compile(
    r"^\S+:\d+:\d+: error|([.:?]|check|restore .*|, \d+ errors?|, no problems( \(\d+ notes? on .*\))?)$"
)


def wrong_with(command, said):
    """What is not as it should be after a fault; empty if nothing."""
    status, err = said["status"], said["err"]
    if not isinstance(status, int) or "Traceback" in err:
        return f"a traceback: {status} {err}"
    if status not in (0, 1, 2):
        return f"the status {status}: {err}"
    lines = err.splitlines() + said["refused"]
    if status and not lines:
        return f"no word of it: {said['out'][-200:]}"
    if bad := [
        line
        for line in lines
        if not SENTENCE.search(line) or re.search(r"Errno|^tutor: (disk|data|unable|attempt)", line)
    ]:
        return f"no sentence: {bad}"
    return lost(command, said)


def lost(command, said):
    if command.erases:
        return ""
    if command.before is not damaged:
        there = set()
        for path in (LEARNER, *(backup.path for backup in backups_of(LEARNER))):
            with suppress(StoreTrouble, sqlite3.DatabaseError):  # one that is being removed is zeros by then
                there |= set(events(path))
        if missing := len(WERE.keys() - there):
            return f"{missing} events are lost"
        if LEARNER.exists() and not is_whole(LEARNER):
            return "the file is not whole"
    if command.person is not Typing:
        new = HOME / "learners" / "new.sqlite"
        kept = answers(new) if new.exists() else answers(LEARNER) - ANSWERS if "new" not in command.words else 0
        if kept < said["acknowledged"]:
            return f"{said['acknowledged']} answers were acknowledged, {kept} kept"
    return ""


def tried(name, sort, number, times, error):
    """One fault, then the same again without; what went wrong, and whether there was a fault at all."""
    command = COMMANDS[name]
    laid_out(command)
    said = run(command, sort, number, times, error)
    if not said["failed"]:
        return False, ""
    if wrong := wrong_with(command, said):
        return True, wrong
    if said["status"] or not _did(command, said):
        again = run(command)
        if again["status"]:
            gone = command.erases and "nothing of a learner" in again["err"] and name == "erase"
            full = name == "export" and "something in it" in again["err"]
            there = name == "pack new" and "already; nothing was changed" in again["err"]
            if not (gone or full or there):
                return True, f"trying again fails: {again['status']} {again['err']} (first: {said['err']})"
        elif (wrong := wrong_with(command, again)) or not _did(command, again):
            return True, f"after trying again: {wrong or 'it did not do what it should'}: {again} (first: {said})"
    if sort != SORTS["name"] and (
        left := [each.name for each in HOME.rglob("*") if ".new" in each.name or each.suffix == ".part"]
    ):
        return True, f"left behind: {left} (first: {said})"
    return True, ""


def _did(command, said):
    try:
        return said["status"] == 0 and command.did(said)
    except (OSError, StoreTrouble):
        return False


def template():
    """A learner with a backup, a folder shared with another computer, answers since on both; a library, an added pack."""
    os.environ["TUTOR_HOME"] = str(HOME)
    courses = ROOT / "courses"
    courses.mkdir()
    (courses / "sums.yaml").write_text(sums("sums"))
    shipped.courses_folder = lambda: courses
    HOME.mkdir(parents=True)
    for name in ("sums", "more", "kept"):
        (HOME / f"{name}.yaml").write_text(sums(name, 10))
    PACK.write_text(sums("visited"))
    for words, person in ((["add", HOME / "kept.yaml"], Typing), (COMMANDS["wire"].words, Wire)):
        said = run(Command(words, None, person))
        assert said["status"] == 0, said
    SHARED.mkdir()
    more(LEARNER, 0)
    shutil.copy(LEARNER, HOME / "elsewhere.sqlite")  # goes on under a name of its own
    more(HOME / "elsewhere.sqlite", 3)
    more(LEARNER, 2, shared=False)
    shutil.copytree(HOME, ROOT / "template")


def more(path, number, *, shared=True):
    chance = random.Random(str(path))
    with Book.open(path, fold=apply, now=local_time(), chance=chance) as book:
        for _ in range(number):
            book.record(local_time(), world.answered(chance))
        if shared:
            sync(book, SHARED)


def plan(name, share, chance):
    """The faults to try: all, each call once, a few, or writes to a disk that is full from some moment on."""
    command = COMMANDS[name]
    laid_out(command)
    said = run(command)
    for module in said.pop("modules"):  # so that not every fork has to load them
        with suppress(ImportError):
            importlib.import_module(module)
    assert said["status"] == 0 and command.did(said), (name, said)
    for sort in SORTS.values():
        numbers = range(1, said["seen"][sort] + 1)
        if share == "all":
            for n in numbers:  # once, or from then on
                yield from ((sort, n, (1, FOR_EVER)[(n + turn) % 2], error) for turn, error in enumerate(ERRORS))
        elif share == "each":
            yield from ((sort, n, (1, FOR_EVER)[n % 2], ERRORS[n % 3]) for n in numbers)
        elif share == "writes":
            yield from ((sort, n, FOR_EVER, errno.ENOSPC) for n in numbers[4::30] if not sort)
        elif numbers and chance.random() < 0.3:
            yield sort, chance.choice(numbers), chance.choice((1, FOR_EVER)), chance.choice(ERRORS)


def main(names, share):
    global WERE, ANSWERS, FIRST, ELSEWHERE
    template()
    FIRST = backups_of(LEARNER)[0].path
    WERE, ELSEWHERE = events(LEARNER), events(HOME / "elsewhere.sqlite").keys()
    ANSWERS = answers(LEARNER)
    runs, wrongs = 0, []
    for name in names:
        chance = random.Random(name)
        for fault in plan(name, share, chance):
            failed, wrong = tried(name, *fault)
            runs += failed
            if wrong:
                wrongs.append(f"{name} {fault}: {wrong}")
    print(json.dumps([runs, wrongs]))


if __name__ == "__main__":
    main(sys.argv[3:] or list(COMMANDS), sys.argv[2])
