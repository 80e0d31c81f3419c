"""Opening a book: a private file, one owner, and hands off everything that is not the learner's file of this version."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
import store_world as world

from tutor.store import connection
from tutor.store.schema import APPLICATION_ID, VERSION
from tutor.store.trouble import StoreTrouble

ROOT = Path(__file__).parents[2]


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def refused(path, code):
    """Opening must fail with this code, and leave the file and what lies beside it as it was."""
    before = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(StoreTrouble) as caught:
        world.opened(path)
    assert caught.value.code == code
    after = {each.name: each.read_bytes() for each in path.parent.iterdir() if not each.name.endswith("-shm")}
    assert {name: after[name] for name in before} == before
    assert set(after) == set(before)
    return str(caught.value)


def python(script, *arguments, **options):
    """Run a script in a process of its own, with the program and the test world on its path."""
    paths = os.pathsep.join([str(ROOT), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": paths, "PATH": os.environ["PATH"]},
        check=False,
        **options,
    )


def test_a_new_file_and_its_folders_are_closed_to_others(tmp_path):
    old = os.umask(0)
    try:
        path = tmp_path / "a" / "b" / "me.sqlite3"
        with world.opened(path) as book:
            book.record(world.NOW, world.met())
            book.keep()
            assert {each.name.removeprefix(path.name): mode(each) for each in path.parent.iterdir()} == {
                "": 0o600,
                "-wal": 0o600,
                ".journal": 0o600,
                ".journal.old": 0o600,
                ".backups": 0o700,
            }
            assert mode(path.parent) == mode(path.parent.parent) == 0o700
    finally:
        os.umask(old)


def test_a_folder_that_was_there_keeps_its_mode_and_an_old_file_loses_what_others_had(tmp_path):
    tmp_path.chmod(0o755)
    path = world.filled(tmp_path / "me.sqlite3")
    path.chmod(0o644)
    world.opened(path).close()
    assert mode(tmp_path) == 0o755
    assert mode(path) == 0o600


def test_a_closed_book_is_one_file_and_its_journal(path):
    world.filled(path)
    world.opened(path).close()
    assert {each.name for each in path.parent.iterdir()} == {path.name, f"{path.name}.journal"}


def test_the_connection_is_as_strict_as_it_should_be(book):
    expected = {
        "synchronous": 2,
        "journal_mode": "wal",
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "user_version": VERSION,
        "application_id": APPLICATION_ID,
    }
    assert {name: book._db.execute(f"pragma {name}").fetchone()[0] for name in expected} == expected


def test_without_shared_memory_or_locks_the_old_journal_serves(tmp_path):
    with closing(sqlite3.connect(f"file:{tmp_path}/x?nolock=1", uri=True, isolation_level=None)) as db:
        assert connection.settle(db) == "delete"
        assert db.execute("pragma synchronous").fetchone() == (2,)


def test_a_book_in_memory_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with world.opened(":memory:") as book:
        book.record(world.NOW, world.met())
        assert book.undo(world.NOW) is None
    assert list(tmp_path.iterdir()) == []


def test_names_with_odd_characters_are_only_names(tmp_path):
    path = tmp_path / "a%20b?mode=memory#ü" / "me ;'.sqlite3"
    world.filled(path, 3)
    assert path.exists()
    with world.opened(path) as book:
        assert book.length > 3


@pytest.mark.parametrize("number", [VERSION + 1, 999, 2**31 - 1])
def test_a_newer_file_is_refused_untouched(path, number):
    world.filled(path, 3)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"pragma user_version = {number}")
    assert f"version {number}, this program knows {VERSION}" in refused(path, "newer")


def test_a_newer_file_is_refused_untouched_even_if_only_its_write_ahead_log_says_so(path, tmp_path):
    with world.opened(path) as book:
        book._db.execute("pragma user_version = 7")
        other = tmp_path / "other"
        other.mkdir()
        for name in (path.name, path.name + "-wal"):
            (other / name).write_bytes((path.parent / name).read_bytes())
    refused(other / path.name, "newer")


def test_another_programs_database_is_refused_untouched(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table t(x)")
    refused(path, "not_ours")


@pytest.mark.parametrize("content", [b"Dear diary", b"title: Capitals\n" * 2000, bytes(8192), b"SQLite format 3"])
def test_a_file_of_something_else_is_refused_untouched(tmp_path, content):
    path = tmp_path / "me.sqlite3"
    path.write_bytes(content)
    refused(path, "not_ours")


def test_an_empty_file_is_refused_untouched(tmp_path):
    path = tmp_path / "me.sqlite3"
    path.touch()
    assert "restore a backup" in refused(path, "empty")


def test_a_folder_is_refused(tmp_path):
    (tmp_path / "me.sqlite3").mkdir()
    with pytest.raises(StoreTrouble) as caught:
        world.opened(tmp_path / "me.sqlite3")
    assert caught.value.code == "folder"
    assert list((tmp_path / "me.sqlite3").iterdir()) == []


def test_a_place_below_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreTrouble):
        world.opened(tmp_path / "file" / "me.sqlite3")


def test_a_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "me.sqlite3")
    with pytest.raises(StoreTrouble) as caught:
        world.opened(tmp_path / "me.sqlite3")
    assert caught.value.code == "not_ours"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused_untouched(path, share):
    world.filled(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(path, "damaged")


def test_a_file_whose_newest_events_were_changed_is_refused_untouched(path):
    world.filled(path)
    world.tampered(path, "update event set at = at + 1 where seq = (select max(seq) - 3 from event)")
    assert "its hash differs" in refused(path, "damaged")


def test_a_file_whose_newest_events_are_gone_is_refused_untouched(path):
    world.filled(path)
    world.tampered(path, "delete from event where seq = (select max(seq) from event)")
    assert "missing" in refused(path, "damaged")


def test_the_write_ahead_log_of_another_file_does_no_harm(path, tmp_path):
    """SQLite takes it for this file's own: the chain must not join, or the answers must be the old ones."""
    world.filled(path, 30, seed=1)
    with world.opened(tmp_path / "other") as other:
        other.record(world.NOW, world.met())
        world.live(other, 2, 30)
        foreign = (tmp_path / "other-wal").read_bytes()
    with world.opened(path) as book:
        events = list(book.events())
    path.with_name(path.name + "-wal").write_bytes(foreign)
    before = world.digest(path)
    try:
        with world.opened(path) as book:
            assert not book.check().ok or list(book.events()) == events
    except StoreTrouble:
        assert world.digest(path) == before


def test_a_second_window_is_told_who_has_the_file(path):
    script = """
import sys, store_world as world
from tutor.store.trouble import StoreTrouble
try:
    world.opened(sys.argv[1])
except StoreTrouble as trouble:
    print(trouble.code, trouble)
"""
    with world.opened(path) as book:
        for record in (True, False):  # with a write-ahead log beside it, and also right after opening
            told = python(script, path).stdout
            assert told.startswith("already_open")
            assert "already open in another window" in told
            if Path("/proc/locks").exists():
                assert f"process {os.getpid()}" in told
            if record:
                book.record(world.NOW, world.met())
        with pytest.raises(StoreTrouble, match="already open"):
            world.opened(path)
        book.record(world.later(1), world.met("2"))
    assert python(script, path).stdout == ""


def test_a_file_is_free_again_when_its_owner_has_gone(path):
    world.opened(path).close()
    world.opened(path).close()


@pytest.fixture
def open_folder():
    """A folder that everybody may enter; those of pytest are its owner's alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize(
    ("exists", "mode_of_folder", "mode_of_file", "closed"),
    [
        (True, 0o755, 0o644, "{path} may not be written"),
        (True, 0o777, 0o644, "{path} may not be written"),
        (True, 0o755, 0o666, "The folder of {path} may not be written"),
        (False, 0o755, 0, "The folder of {path} may not be written"),
    ],
)
def test_what_may_not_be_written_is_named(open_folder, exists, mode_of_folder, mode_of_file, closed):
    script = """
import sys, os
import store_world as world
import tutor.store.offer, tutor.store.schema.upgrade
os.setgid(65534), os.setuid(65534)
from tutor.store.trouble import StoreTrouble
try:
    world.opened(sys.argv[1])
except StoreTrouble as trouble:
    print(trouble.code, trouble)
"""
    folder = open_folder / "locked"
    path = folder / "me.sqlite3"
    if exists:
        world.filled(path)
        path.chmod(mode_of_file)
    folder.mkdir(exist_ok=True)
    folder.chmod(mode_of_folder)
    told = python(script, path)
    assert told.stdout.startswith("not_writable " + closed.format(path=path)), told.stdout + told.stderr
    assert told.stdout.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_the_person_made_read_only_is_named(tmp_path):
    path = world.filled(tmp_path / "locked" / "me.sqlite3")
    path.parent.chmod(0o500)
    try:
        refused(path, "not_writable")
    finally:
        path.parent.chmod(0o700)


def test_opening_a_file_of_this_version_loads_no_other_librarys_code(path):
    world.filled(path, 3)
    script = """
import sys, store_world as world
before = set(sys.modules)
world.opened(sys.argv[1]).close()
from tutor.store import book
print([name for name in ("sqlite_utils", "typer", "textual", "yaml", "click") if name in sys.modules])
"""
    assert python(script, path).stdout.strip() == "[]"


def test_a_link_is_followed_to_the_file_and_its_write_ahead_log(tmp_path):
    real = tmp_path / "real" / "me.sqlite3"
    link = tmp_path / "me.sqlite3"
    link.symlink_to(real)
    world.opened(link).close()
    assert {each.name for each in real.parent.iterdir()} == {real.name, f"{real.name}.journal"}
    with world.opened(link) as book:
        book.record(world.NOW, world.met("2"))
        with pytest.raises(StoreTrouble, match="already open"):
            world.opened(real)
    assert [each.name for each in tmp_path.iterdir() if each.is_symlink()] == ["me.sqlite3"]


def test_a_link_to_itself_is_refused(tmp_path):
    (tmp_path / "me.sqlite3").symlink_to(tmp_path / "me.sqlite3")
    with pytest.raises(StoreTrouble):
        world.opened(tmp_path / "me.sqlite3")
