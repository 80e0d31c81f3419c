"""A file that somebody made to be opened as a learner's: it is refused in a sentence, stays as it is, and runs nothing.

The ways in are opening it, checking it, restoring it, importing it, and a folder that is synced.
"""

import os
import sqlite3
import struct
from contextlib import closing

import pytest
import store_world as world

from tutor.core.learner.fold import apply
from tutor.store import connection
from tutor.store.backups import folder_of
from tutor.store.check import check_file
from tutor.store.restore import restore
from tutor.store.sync import take_in
from tutor.store.trouble import StoreTrouble

ENDLESS = "with recursive c(x) as (select 1 union all select x + 1 from c)"
COUNTED = f"({ENDLESS} select max(x) from c)"


def sql(*statements):
    return lambda path: world.tampered(path, *statements)


def schema(*statements):
    """Changes of the schema itself, as no program makes them."""
    return lambda path: world.tampered(path, "pragma writable_schema = on", *statements)


def instead(old, new, name="event"):
    return schema(f"update sqlite_schema set sql = replace(sql, '{old}', '{new}') where name = '{name}'")


def loose(table, change):
    """A table whose types were not kept while the change was made, and seem kept again."""
    return schema(
        f"update sqlite_schema set sql = replace(sql, ') strict', ')') where name = '{table}'", "vacuum", change,
        "pragma writable_schema = on",
        f"update sqlite_schema set sql = sql || ' strict' where name = '{table}'",
    )  # fmt: skip


def sparse(path):
    os.truncate(path, 2 * 2**30)


def many_pages(path):
    with path.open("r+b") as file:
        file.seek(28)
        file.write(struct.pack(">I", 500_000))


def log_of_another(path):
    """The write-ahead log of another learner's file, whole and with everything in it, laid beside this one."""
    other = path.with_name("other.sqlite3")
    world.filled(other, seed=8)
    with closing(sqlite3.connect(other, isolation_level=None)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma wal_autocheckpoint = 0")
        db.execute("vacuum")
        content = other.with_name("other.sqlite3-wal").read_bytes()
    for each in (other, other.with_name("other.sqlite3-shm")):
        each.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma journal_mode = wal")
    path.with_name(path.name + "-wal").write_bytes(content)


HOSTILE = {
    "a trigger of its own": sql("create trigger t after insert on event begin select 1; end"),
    "a trigger on what is folded": sql("create trigger t after delete on skill begin delete from words; end"),
    "a view in place of the log": sql(
        "alter table event rename to log", f"create view event as {ENDLESS} select log.* from log, c"
    ),
    "a view in place of facts": sql(
        "alter table meta rename to facts", f"create view meta as {ENDLESS} select 'fold' key, x value from c"
    ),
    "a view in place of what is folded": sql("drop table day", f"create view day as {ENDLESS} select x id from c"),
    "a view beside": sql(f"create view more as {ENDLESS} select * from c"),
    "a column that is reckoned": sql("alter table words add column more text as (upper(text))"),
    "a folded column that is reckoned": sql("alter table item add column more text as (hex(zeroblob(90000000)))"),
    "a check that calls functions": instead("data blob not null", "data blob not null check(hex(zeroblob(9)) > 0)"),
    "a folded check": instead("day integer not null", "day integer check(randomblob(9) > 0) not null", "day"),
    "an index that calls functions": sql('create index slow on item("hex"(zeroblob(90000000)))'),
    "an index with a condition": sql("create index slow on item(id) where hex(zeroblob(90000000)) > 0"),
    "a virtual table": sql("create virtual table more using fts5(x)"),
    "a virtual table in place of days": sql("drop table day", "create virtual table day using fts5(id, number)"),
    "words in the schema that are none": schema("update sqlite_schema set sql = 'create tabble' where name = 'event'"),
    "another table's words": schema("update sqlite_schema set sql = 'CREATE TABLE event(x)' where name = 'event'"),
    "two tables on one page": schema(
        "update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'item') where name = 'day'"
    ),
    "a table on no page": schema("update sqlite_schema set rootpage = 987654 where name = 'event'"),
    "a table on the page of the schema": schema("update sqlite_schema set rootpage = 1 where name = 'event'"),
    "a kind that is none": schema("update sqlite_schema set type = 'cable' where name = 'event'"),
    "a schema without end": schema(
        "with recursive c(x) as (select 1 union all select x + 1 from c limit 30000) insert into sqlite_schema "
        "select 'table', 't' || x, 't' || x, 2, 'CREATE TABLE t' || x || '(y)' from c"
    ),
    "a statement of a megabyte": schema(
        "insert into sqlite_schema select 'table', 't', 't', 2, 'CREATE TABLE t(' || hex(zeroblob(600000)) || ')'"
    ),
    "a device that is no text": loose("device", "update device set name = x'ff00'"),
    "a device that is no letters": loose("device", "update device set name = cast(x'ff80' as text)"),
    "a link that is a number": loose("event", "update event set hash = 7 where seq = (select max(seq) from event)"),
    "data that is text": loose("event", "update event set data = 'abc' where seq = (select max(seq) from event)"),
    "a number that is text": loose("event", "update event set number = 'x' where seq = (select max(seq) from event)"),
    "two gigabytes of nothing": sparse,
    "more pages than there are": many_pages,
    "a log of another's": log_of_another,
}


@pytest.fixture(params=HOSTILE)
def hostile(request, memory):
    path = world.filled(memory / "handed over" / "me.sqlite3", calls=4)
    HOSTILE[request.param](path)
    return path


def content(path):
    """A digest of the file, and of what lies beside it."""
    beside = [each for each in sorted(path.parent.iterdir()) if each.suffix != ".sqlite3-shm"]
    return {each.name: each.stat().st_size if each.stat().st_size > 2**30 else world.digest(each) for each in beside}


def test_it_is_refused_in_a_sentence_wherever_it_is_handed_over_and_stays_as_it_is(hostile, memory):
    before, mine = content(hostile), world.filled(memory / "mine" / "me.sqlite3", calls=2)
    whole = world.digest(mine)
    with pytest.raises(StoreTrouble) as caught:
        world.opened(hostile)
    assert "\n" not in str(caught.value) and str(hostile) in str(caught.value)
    report = check_file(hostile, apply)
    assert not report.ok and all(each.sentence.endswith(".") for each in report.findings)
    with pytest.raises(StoreTrouble):
        restore(mine, hostile, [], world.NOW)
    assert world.digest(mine) == whole
    with world.opened(":memory:") as book:
        try:
            done = take_in(book, hostile, join=True)
        except StoreTrouble as trouble:
            assert str(hostile) in str(trouble)
        else:  # what is whole before the place counts
            assert done.troubles and book.check().ok
    assert content(hostile) == before
    assert not folder_of(hostile).exists()


def test_a_link_leads_to_the_file_and_one_that_leads_nowhere_is_told(memory):
    path = world.filled(memory / "me.sqlite3", calls=2)
    link, round_and_round = memory / "link.sqlite3", memory / "loop.sqlite3"
    link.symlink_to(path)
    round_and_round.symlink_to(round_and_round)
    with world.opened(link) as book:
        assert book.path == path
    for place in (round_and_round, "/dev/zero"):
        with pytest.raises(StoreTrouble):
            world.opened(memory / place)


def test_a_pipe_beside_the_file_is_not_waited_for(memory):
    path = world.filled(memory / "me.sqlite3", calls=2)
    os.mkfifo(memory / "me.sqlite3.journal")
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
    assert check_file(path, apply).ok


def test_files_of_our_own_are_none_of_these(path):
    with world.opened(path) as book:
        assert connection.strange(book._db) == ""
        book._db.execute("update meta set value = '1' where key = 'fold'")
        book._db.execute("create table of_an_older_fold(id text primary key, due integer) strict, without rowid")
        book._db.execute("create index older on of_an_older_fold(substr(id, 1, instr(id, '/') - 1)) where (due > 0)")
        assert connection.strange(book._db) == ""
    with world.opened(path):
        pass
