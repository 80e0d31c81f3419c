"""Everything can be taken along as plain files, and everything can be erased so that nothing is found again."""

import csv
import json
import os
import stat

import pytest
import store_world as world

from tutor.core.learner.events import Answered, HandedIn, Noted, ProjectDrafted
from tutor.core.learner.fold import apply
from tutor.store import files, journal
from tutor.store.backups import folder_of
from tutor.store.check import check_file
from tutor.store.erase import erase, traces
from tutor.store.export import cell
from tutor.store.forgetting import forget
from tutor.store.restore import restore
from tutor.store.settings import SettingsFile
from tutor.store.trouble import StoreTrouble

PLANTED = ["canary-note-7f3a", "canary-essay-91bc", "canary-draft-55e0", "canary-typed-c0de", "=1+canary-formula"]


def lived(path):
    """A learner who wrote what can be searched for."""
    skill = world.SKILLS[0]
    with world.opened(path) as book:
        book.record(world.NOW, world.met())
        world.live(book, 1, 20)
        book.record(world.later(100_000), Noted(about=skill, text=PLANTED[0]), Noted(about=skill, text=PLANTED[4]))
        book.keep()
        book.record(world.later(100_001), HandedIn(piece="p", project="fractions/x", text=PLANTED[1]))
        book.record(world.later(100_002), ProjectDrafted(project="fractions/y", text=PLANTED[2]))
        typed = {"item": f"{skill}/a", "skill": skill, "kind": "learn", "type": "answer", "response": PLANTED[3]}
        book.record(world.later(100_003), Answered(**typed, score=1.0, correct=True, rating="good"))
        book.keep()
        book.record(world.later(100_004), world.met("2"))
    return path


def test_settings_are_taken_along(path, tmp_path):
    SettingsFile(lived(path)).put("theme", "sepia")
    with world.opened(path) as book:
        made = book.export(tmp_path / "export")
    assert json.loads((tmp_path / "export" / "settings.json").read_text())["theme"] == "sepia"
    assert made[-1].name == "settings.json" and stat.S_IMODE(made[-1].stat().st_mode) == 0o600


def found(folder, words=PLANTED):
    everything = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
    names = " ".join(each.name for each in folder.rglob("*"))
    return [word for word in words if word.encode() in everything or word in names]


def test_what_is_exported_is_all_there_is_and_private(path, tmp_path):
    with world.opened(lived(path)) as book:
        made = book.export(tmp_path / "export")
        events, skills = list(book.events()), book.all_skills(None)
    assert {each.name for each in made} == {each.name for each in (tmp_path / "export").iterdir()}
    assert {stat.S_IMODE(each.stat().st_mode) for each in made} == {0o600}
    assert {"events.jsonl", "items.csv", "skills.csv", "goals.csv", "notes.jsonl"} <= {each.name for each in made}
    lines = [json.loads(line) for line in (tmp_path / "export" / "events.jsonl").read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [event.id for event in events]
    assert found(tmp_path / "export") == PLANTED
    with (tmp_path / "export" / "skills.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == sorted(row.id for row in skills)
    assert rows[0]["last_at"].startswith("2026-11-2") and rows[0]["presumed"] in ("yes", "no")


def test_no_cell_is_taken_for_a_formula_or_hides_something(path, tmp_path):
    with world.opened(lived(path)) as book:
        book.record(world.later(100_009), Noted(about="fractions", text="@SUM(1)\x1b]52;c;x\x07"))
        book.export(tmp_path / "export")
    for table in (tmp_path / "export").glob("*.csv"):
        with table.open(newline="", encoding="utf-8") as file:
            cells = [each for row in csv.reader(file) for each in row]
        assert not [each for each in cells if each.startswith(("=", "+", "@", "\t", "\r"))], table
        assert not [each for each in cells if "\x1b" in each or "\x07" in each], table
    notes = (tmp_path / "export" / "notes.csv").read_text("utf-8")
    assert "'=1+canary-formula" in notes and "'@SUM(1)[U+001B]" in notes


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("+1", "'+1"),
        ("\t=1", "'\t=1"),
        ("plain = text", "plain = text"),
        (-0.25, "-0.25"),  # a number of ours is no formula
        (None, ""),
        (True, "yes"),
        (["a", 1], '["a",1]'),
        ("a\u202eb", "a[U+202E]b"),
    ],
)
def test_cells(value, shown):
    assert cell(value) == shown


def test_an_export_does_not_write_over_anything(book, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StoreTrouble, match="something in it"):
        book.export(tmp_path)
    assert {each.name for each in tmp_path.iterdir()} == {"mine.txt", "learners"}


def test_after_erasing_nothing_is_found_in_the_folder(path):
    lived(path)
    restore(path, sorted(folder_of(path).iterdir())[0], [], world.NOW)
    damaged = path.read_bytes()
    path.write_bytes(damaged[:9000] + PLANTED[0].encode())
    newest = sorted(folder_of(path).glob("me-2*"))[-1]
    restore(path, newest, [], world.NOW)
    world.opened(path).close()
    (path.parent / f".{path.name}.0badcafe.new").write_text(PLANTED[0])
    (path.parent / f"{journal.place(path).name}-1.other").write_text(PLANTED[1])
    for side in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + side).touch()
    assert set(found(path.parent)) == set(PLANTED) - {PLANTED[3]}  # which lies packed
    gone = erase(path)
    assert path in gone and folder_of(path) in gone
    assert list(path.parent.iterdir()) == []
    assert traces(path) == []


def test_what_is_erased_is_overwritten_before_it_goes(path, tmp_path):
    lived(path)
    second = tmp_path / "second-name"
    os.link(path, second)
    erase(path)
    assert second.read_bytes().strip(b"\0") == b""


def test_another_learner_beside_it_stays(path):
    lived(path)
    other = path.with_name("me.sqlite3.friend")
    lived(other)
    before = {each.name: each.stat().st_size for each in other.parent.rglob("*") if "friend" in each.name}
    erase(path)
    assert {each.name: each.stat().st_size for each in other.parent.rglob("*")} == before
    world.opened(other).close()


@pytest.mark.parametrize("content", [b"", b"junk" * 3000])
def test_a_damaged_file_can_be_erased_too(path, content):
    lived(path)
    path.write_bytes(content)
    erase(path)
    assert list(path.parent.iterdir()) == []


def test_a_file_that_is_open_is_not_erased(path):
    lived(path)
    with world.opened(path) as book:
        book.record(world.later(10**6), world.met("3"))
        with pytest.raises(StoreTrouble, match="already open"):
            erase(path)
        assert book.check().ok


def test_what_is_deleted_in_the_file_is_overwritten_there(book):
    assert book._db.execute("pragma secure_delete").fetchone() == (1,)
    assert files.with_sides(book.path)[0] == book.path


def test_forgotten_words_are_nowhere_and_all_else_is_as_it_was(path):
    words = [PLANTED[0], PLANTED[1], PLANTED[2], PLANTED[4]]
    journal.place(lived(path)).with_name(f"{journal.place(path).name}-1.other").write_text(PLANTED[1])
    assert found(path.parent, words) == words
    with world.opened(path) as book:
        before = {table: rows(book, table) for table in ("skill", "item", "learner")}
        length, kept = book.length, book.keep()
        done = forget(book)
        assert done.texts >= 4 and done.backup == kept
        assert book.length == length
        assert {table: rows(book, table) for table in before} == before
        assert found(path.parent, words) == []
        book.record(world.later(100_005), Noted(about=world.SKILLS[0], text="new words"))
        assert [note.text for note in book.notes(100) if note.text] == ["new words"]
    assert check_file(path, apply).ok and check_file(done.backup, apply).ok
    assert found(path.parent, words) == []
    with world.opened(path) as book:
        assert book.recovered == 0


def rows(book, table):
    return book._db.execute(f"select * from {table} order by id").fetchall()


def test_words_are_let_go_of_only_when_a_new_backup_is_there(path, monkeypatch):
    with world.opened(lived(path)) as book:
        old = set(folder_of(path).iterdir())
        with monkeypatch.context() as failing:
            failing.setattr(book, "copy_to", lambda _: (_ for _ in ()).throw(OSError(28, "no space")))
            with pytest.raises(StoreTrouble):
                forget(book)
        assert set(folder_of(path).iterdir()) == old
        assert forget(book).texts == 0
        assert len(list(folder_of(path).iterdir())) == 1
    assert found(path.parent, PLANTED[:3]) == []
