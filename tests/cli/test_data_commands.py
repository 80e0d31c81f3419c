"""`tutor data …`: where it is, a backup, going back, taking it along, erasing it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import command
import pytest
from click.testing import Result
from typer.testing import CliRunner

from tutor.cli.app import app
from tutor.core.learner.events import Answered, Met, Noted, SkillFacts
from tutor.core.learner.fold import apply
from tutor.store.book import Book
from tutor.store.trouble import StoreTrouble

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
Tutor = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner with a backup after two events, and one answer since."""
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    path = tmp_path / "home" / "learners" / "me.sqlite"
    with Book.open(path, fold=apply, now=NOW) as book:
        book.record(NOW, Met(course="sample", version="1", content_hash="0", skills=[SkillFacts(id="sample/one")]))
        book.record(NOW, Noted(about="sample/one", text="canary"))
        book.keep()
        book.record(NOW, answered())
    return path


def answered() -> Answered:
    where = {"item": "sample/one/a", "skill": "sample/one"}
    return Answered(**where, kind="learn", type="answer", score=1.0, correct=True, rating="good")


@pytest.fixture
def tutor() -> Tutor:
    def run(*words: object, typed: str = "") -> Result:
        return CliRunner().invoke(app, ["data", *map(str, words)], input=typed)

    return run


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def events(path: Path) -> int:
    with Book.open(path, fold=apply, now=NOW) as book:
        return book.length


def test_where_names_every_place(file: Path, tutor: Tutor) -> None:
    places = {str(line["what"]): line for line in lines(tutor("where", "--json"))}
    assert places["file"]["path"] == str(file) and places["file"]["exists"] is True
    assert set(places) == {"file", "journal", "backups", "settings", "packs", "trust", "cache"}
    assert "not there yet" in tutor("where", "--learner", "nobody").output


def test_a_backup_on_a_stick_is_a_whole_learner(file: Path, tutor: Tutor, tmp_path: Path) -> None:
    said = tutor("backup", tmp_path / "stick")
    assert said.exit_code == 0 and "3 events, read back and verified" in said.output
    [made] = (tmp_path / "stick").iterdir()
    assert events(made) == 3


def test_the_list_tells_the_date_the_events_and_what_the_journal_has_since(file: Path, tutor: Tutor) -> None:
    [line] = lines(tutor("restore", "--json"))
    assert (line["events"], line["answers_in_journal_since"], line["ok"]) == (2, 1, True)
    said = tutor("restore").output
    assert "2 events" in said and "1 answer since" in said and "tutor data restore 1" in said


def test_a_damaged_file_is_restored_with_the_answers_since(file: Path, tutor: Tutor) -> None:
    file.write_bytes(b"junk")
    assert "tutor data restore" in tutor("check").output
    said = tutor("restore", 1, typed="\ny\n")
    assert said.exit_code == 0, said.output
    assert "3 events, 1 of them from the journal" in said.output
    assert events(file) == 3
    assert (file.parent / "me.sqlite.backups").exists()


def test_a_restore_whose_journal_the_disk_does_not_give_is_refused_rather_than_done_without(
    file: Path, tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: Path) -> None:
        raise OSError(5, "Input/output error")

    file.write_bytes(b"junk")
    with monkeypatch.context() as patch:
        patch.setattr("tutor.store.journal._opened", failing)
        said = tutor("restore", 1, "--yes")
        assert said.exit_code == 1 and "--without-journal" in said.stderr and file.read_bytes() == b"junk"
        assert tutor("restore").exit_code == 0
    assert "3 events" in tutor("restore", 1, "--yes").output


def test_what_was_damaged_and_kept_is_listed_as_such_and_not_offered(file: Path, tutor: Tutor) -> None:
    content = bytearray(file.read_bytes())
    content[5000:9000] = b"\xa5" * 4000
    file.write_bytes(content)
    assert tutor("check").output.count(f"{file} is damaged") == 1
    assert tutor("restore", 1, "--yes", "--with-journal").exit_code == 0
    [damaged] = [each for each in lines(tutor("restore", "--json")) if not each["ok"]]
    assert "before-restore" in str(damaged["path"])
    said = tutor("restore").output
    assert "damaged, kept as it was" in said and f"tutor data restore {damaged['number']}" not in said


def test_a_place_where_nothing_may_be_made_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from tutor.__main__ import run

    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "file" / "home"))
    assert run(["study", "fractions", "--plain"]) == 1
    said = capfd.readouterr().err
    assert "can't be made (Not a directory); allow it, or name another place with TUTOR_HOME." in said
    assert said.count("\n") == 1 and "Errno" not in said


@pytest.mark.parametrize(
    ("options", "typed", "left"),
    [
        (["--yes"], "", 2),  # who goes back from a file that is whole means it
        (["--yes", "--with-journal"], "", 3),
        (["--without-journal"], "y\n", 2),
        ([], "\ny\n", 2),
        ([], "y\ny\n", 3),
    ],
)
def test_going_back_on_purpose(options: list[str], typed: str, left: int, file: Path, tutor: Tutor) -> None:
    assert tutor("restore", 1, *options, typed=typed).exit_code == 0
    assert events(file) == left


def test_what_is_not_confirmed_is_not_done(file: Path, tutor: Tutor) -> None:
    before = file.read_bytes()
    for words, typed in (("restore 1", "\nn\n"), ("restore 1", ""), ("erase", "yes\n"), ("erase", "")):
        said = tutor(*words.split(), typed=typed)
        assert said.exit_code == 1, words
    assert file.read_bytes() == before


def test_a_disk_that_fails_after_the_backup_is_in_place_is_told_as_that(
    file: Path, tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(b"junk")

    def full(*_: object, **__: object) -> object:
        raise StoreTrouble("disk_full", f"{file} could not be written (full), so this is not saved.")

    with monkeypatch.context() as patch:
        patch.setattr(Book, "open", full)
        said = tutor("restore", 1, "--yes", "--with-journal")
    assert said.exit_code == 0 and "now has 3 events, 1 of them from the journal" in said.output
    assert "It is in place, and will be brought up to date when it is opened next" in said.output
    assert events(file) == 3


def test_the_journal_alone_is_restored_by_name(file: Path, tutor: Tutor) -> None:
    assert "only with a backup" not in tutor("restore", "journal", "--yes").output
    assert events(file) == 3


@pytest.mark.parametrize("which", ["9", "no-such-file", "0", "x" * 300])
def test_a_backup_that_is_not_there(which: str, file: Path, tutor: Tutor) -> None:
    said = tutor("restore", which, "--yes")
    assert said.exit_code != 0 and "Traceback" not in said.output and said.output.count("\n") == 1


def test_everything_is_exported(file: Path, tutor: Tutor, tmp_path: Path) -> None:
    made = lines(tutor("export", tmp_path / "out", "--json"))
    assert {Path(str(line["path"])).name for line in made} >= {"events.jsonl", "notes.csv", "skills.csv"}
    assert "canary" in (tmp_path / "out" / "notes.csv").read_text("utf-8")
    assert "something in it" in tutor("export", tmp_path / "out").output


def test_erasing_asks_for_the_word_and_leaves_nothing(file: Path, tutor: Tutor, tmp_path: Path) -> None:
    (tmp_path / "home" / "cache" / "visits").mkdir(parents=True)
    (tmp_path / "home" / "cache" / "library.sqlite").touch()
    said = tutor("erase", typed="erase\n")
    assert said.exit_code == 0, said.output
    assert [each for each in (tmp_path / "home").rglob("*") if each.is_file()] == []
    assert not file.parent.exists()
    assert tutor("erase").exit_code == 1


def test_words_are_forgotten_when_the_word_for_it_is_typed(file: Path, tutor: Tutor) -> None:
    before = events(file)
    refused = tutor("forget-words", typed="yes\n")
    assert refused.exit_code == 1 and "Nothing was forgotten." in refused.output
    assert any(b"canary" in each.read_bytes() for each in file.parent.rglob("*") if each.is_file())
    done = tutor("forget-words", typed="forget\n")
    assert done.exit_code == 0 and "Forgotten: 1 text." in done.output, done.output
    assert not any(b"canary" in each.read_bytes() for each in file.parent.rglob("*") if each.is_file())
    assert events(file) == before and tutor("check").exit_code == 0
    [told] = lines(tutor("forget-words", "--yes", "--json"))
    assert told["forgotten"] == 0


def test_nobody_has_no_data(file: Path, tutor: Tutor, tmp_path: Path) -> None:
    for words in ("backup", "export x", "check"):
        said = tutor(*words.split(), "--learner", "nobody")
        assert said.exit_code == 1 and "nobody" in said.output
    assert "no backup" in tutor("restore", "--learner", "nobody").output
    assert not (tmp_path / "home" / "learners" / "nobody.sqlite").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are Unix's")
def test_a_session_ends_with_a_backup_and_a_full_folder_is_only_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tutor.cli.opening import open_session
    from tutor.store import backup
    from tutor.store.trouble import trouble

    def full(*things: object) -> None:
        raise trouble("disk_full", file, "no space left")

    opened = open_session([], begin=False)
    opened.close()
    assert len(list((file.parent / "me.sqlite.backups").iterdir())) == 2
    opened = open_session([], begin=False)
    opened.book.record(NOW, answered())
    monkeypatch.setattr(backup, "copy_verified", full)
    opened.close()
    assert "No backup was made." in capsys.readouterr().err
    monkeypatch.undo()
    assert events(file) == 4


@pytest.mark.parametrize("face", ["--plain", "--jsonl"])
def test_whoever_opens_a_damaged_file_is_told_what_to_put_in_its_place(face: str, file: Path) -> None:
    file.write_bytes(b"junk")
    done = command.tutor("study", face, given='{"op": "hello"}\n')
    assert (done.returncode, done.stdout) == (1, "")
    assert "the journal 1 answer since: tutor data restore" in done.stderr and done.stderr.count("\n") == 1
    assert file.read_bytes() == b"junk"
