"""Another file of the same learner is taken in: a learner's file, a backup, the lines of an export."""

import os

import pytest
import store_world as world

from tutor.store.sync import take_in
from tutor.store.trouble import StoreTrouble


def test_a_file_and_a_backup_and_an_export_can_be_taken_in(devices):
    devices.studies("a", 5)
    with devices.open("a") as book:
        backup = book.keep()
        folder = devices.place / "export"
        lines = next(each for each in book.export(folder) if each.name.startswith("tutor-"))
    devices.notes("a", "since")
    for name, file in (("b", lines), ("c", backup), ("d", devices.path("a"))):
        with devices.open(name) as book:
            done = take_in(book, file, join=True)
            assert (done.taken, done.troubles) == (done.events, []) and book.check().findings == []
    with devices.open("b") as book:
        assert take_in(book, devices.path("a")).taken == 1
    assert devices.state("a") == devices.state("b") == devices.state("d")


def test_a_damaged_file_is_taken_in_as_far_as_it_is_whole(devices):
    devices.studies("a", 8)
    with devices.open("a") as book:
        events = book.length
    world.tampered(devices.path("a"), "update event set at = at + 1 where seq = 5")
    before = world.digest(devices.path("a"))
    with devices.open("b") as book:
        done = take_in(book, devices.path("a"), join=True)
        assert done.taken == 4 < events and [each.line for each in done.troubles] == [5]
    assert world.digest(devices.path("a")) == before


COUNTING = "with recursive c(x) as (select 1 union all select x + 1 from c)"


@pytest.mark.parametrize(
    "changes",
    [
        ["alter table event rename to log", f"create view event as {COUNTING} select log.* from log, c"],
        ["alter table meta rename to facts", f"create view meta as {COUNTING} select 'learners' key, x value from c"],
        ["alter table words add column more text as (upper(text))"],
        ["drop table device"],
    ],
)
def test_a_file_whose_tables_would_be_reckoned_is_not_read(devices, changes):
    devices.studies("a")
    world.tampered(devices.path("a"), *changes)
    with devices.open("b") as book, pytest.raises(StoreTrouble, match="its tables are none of a learner's"):
        take_in(book, devices.path("a"), join=True)


@pytest.mark.parametrize("name", ["me.sqlite3", "events.jsonl", "picture.png", "nothing.jsonl", "pipe", "."])
def test_what_cannot_be_taken_in_is_told(devices, name):
    devices.studies("a")
    file = devices.path("a").parent / name
    if name.endswith((".jsonl", ".png")) and "nothing" not in name:
        file.write_text('{"number": 1}\n')
    if name == "pipe":
        os.mkfifo(file)  # nobody ever writes into it
    with devices.open("a") as book, pytest.raises(StoreTrouble) as caught:
        take_in(book, file)
    assert str(file) in str(caught.value) and str(caught.value).endswith(".")
