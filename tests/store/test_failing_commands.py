"""Whatever call of a real command fails: a sentence, nothing acknowledged lost, and the same command works afterwards.

Sessions by line and by wire, backup, restore, migration, export, erase, packs: see `failing_commands.py`. Here one or two
faults a command; `FAILS=all` tries every n-th write, sync, open and rename with ENOSPC, EIO and EACCES (an hour), and
`FAILS=each` with one of them in turn.
"""

import json
import os
from pathlib import Path

import disk

pytestmark = disk.needs_disk
SCRIPT = (Path(__file__).parent / "failing_commands.py").read_text(encoding="utf-8")
SHARE = os.environ.get("FAILS", "some")

FORGETFUL = """
from tutor.store.book import Book
from tutor.store.trouble import StoreTrouble
honest = Book.record
def record(book, now, *data):
    try:
        return honest(book, now, *data)
    except StoreTrouble:
        return [Event(id="0", device="", number=0, lamport=0, at=0, offset=0, data=each) for each in data]
from tutor.core.learner.events import Event
Book.record = record
"""


def outcome(memory, share, *names, planted=""):
    (memory / "disk").mkdir()
    done = disk.run(planted + SCRIPT, memory / "disk", share, *names)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_whichever_call_of_a_command_fails_it_is_told_and_a_second_try_works(memory):
    runs, wrong = outcome(memory, SHARE)
    assert wrong == []
    assert runs >= 12


def test_this_test_can_see_an_answer_that_was_acknowledged_and_not_kept(memory):
    _, wrong = outcome(memory, "writes", "wire", planted=FORGETFUL)
    assert any("were acknowledged" in each for each in wrong)
