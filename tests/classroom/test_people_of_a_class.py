"""Who is in a class: names as teachers' programs write them, comers and goers, files as they really arrive."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from class_world import World

from tutor.classroom import roster
from tutor.classroom.folder import ClassTrouble
from tutor.classroom.name_lists import names_in

TWO = ["Ada Muster", "Ben Okoro"]
LISTS = {
    "a line each": ("Ada Muster\nBen Okoro\n", TWO),
    "a heading": ("Name\nAda Muster\nBen Okoro\n", TWO),
    "surnames first, with headings": ("Surname,First name,E-mail\nMuster,Ada,a@x.org\nOkoro,Ben,b@x.org\n", TWO),
    "first names first, in German": ("Nr.;Vorname;Nachname\n1;Ada;Muster\n2;Ben;Okoro\n", TWO),
    "a name beside a first name": ("Name\tVorname\nMuster\tAda\nOkoro\tBen\n", TWO),
    "numbers first": ("1,Ada Muster,7b\n2,Ben Okoro,7b\n", TWO),
    "numbers first, with headings nobody knows": ("No.,Kid\n1,Ada Muster\n2,Ben Okoro\n", ["Kid", *TWO]),
    "a comma in the name": ("Muster, Ada\nOkoro, Ben\n", ["Muster, Ada", "Okoro, Ben"]),
    "quoted commas": ('name,class\n"Muster, Ada",7b\n"Okoro, Ben",7b\n', ["Muster, Ada", "Okoro, Ben"]),
    "blank lines and blanks": ("\n  Ada   Muster \n\n;;\nBen Okoro\n", TWO),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_names_is_read_as_it_is_meant(tmp_path: Path, kind: str) -> None:
    text, names = LISTS[kind]
    (tmp_path / "names.csv").write_text(text, "utf-8")
    assert names_in(tmp_path / "names.csv") == names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_of_other_alphabets_survive_what_a_spreadsheet_saves(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "names.csv").write_bytes("Zoë Núñez\nÅsa Öst\n".encode(encoding))
    assert names_in(tmp_path / "names.csv") == ["Zoë Núñez", "Åsa Öst"]


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "no names"), (b"\x81\x8d\x81", "no text that can be read"), (b"\n" * 9, "no names")]
)
def test_a_list_without_names_is_told(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "names.csv").write_bytes(data)
    with pytest.raises(ClassTrouble, match=said):
        names_in(tmp_path / "names.csv")


@pytest.fixture
def class_of_two(tmp_path: Path) -> World:
    world = World(tmp_path)
    (tmp_path / "names.txt").write_text("Ada\nBen\n", "utf-8")
    world.run("teacher", "class", "new", "7b", "--roster", "names.txt", "--in", "7b")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml", "--to", "stick")
    return world


def handed_in(world: World, who: str, number: int) -> Path:
    """Somebody joined, studied and handed in; the file."""
    world.run(who, "join", "stick", "--code", world.code(number))
    world.study(who, 3)
    world.run(who, "handin", "--level", "2", "--yes", "--to", "box")
    return world.folder / "box" / f"{world.code(number)}-0001.handin"


def collected(world: World, *places: str, ok: bool = True) -> str:
    done = world.run("teacher", "class", "collect", *places, "--class", "7b", ok=ok)
    return done.stdout + done.stderr


def test_how_names_were_read_is_shown_when_a_class_is_made(class_of_two: World) -> None:
    done = class_of_two.run("teacher", "class", "new", "8a", "--roster", "names.txt")
    assert "The names were read as: Ada; Ben." in done.stdout


def test_old_files_of_somebody_forgotten_are_refused_until_they_are_let_in_again(class_of_two: World) -> None:
    file, code = handed_in(class_of_two, "ada", 1), class_of_two.code(1)
    collected(class_of_two, "box")
    class_of_two.run("teacher", "class", "forget", "Ada", "--class", "7b", "--yes")
    said = collected(class_of_two, "box", ok=False)
    assert "all of theirs was deleted on 2026-11-02" in said
    assert "Ada" not in class_of_two.run("teacher", "class", "status", "--class", "7b").stdout
    added = class_of_two.run("teacher", "class", "add", "Ada B.", "--code", code, "--class", "7b")
    assert "Ada B." in added.stdout
    assert "Ada B.: hand-in 1, level 2, 3 new of 3 answers" in collected(class_of_two, file.as_posix())


def test_somebody_who_comes_later_gets_a_code_of_their_own(class_of_two: World) -> None:
    before = roster.read(class_of_two.folder / "7b")
    class_of_two.run("teacher", "class", "add", "Cleo", "Ada", "--class", "7b")
    people = roster.read(class_of_two.folder / "7b")
    assert people[:2] == before and [one.name for one in people[2:]] == ["Cleo", "Ada"]
    assert len({one.code for one in people}) == 4
    slips = (class_of_two.folder / "7b" / "slips.txt").read_text("utf-8")
    assert "Cleo" in slips
    names = roster.called(people)
    assert names[people[1].code] == "Ben"
    assert names[people[0].code] != names[people[3].code] and names[people[3].code].startswith("Ada (")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Cleo", "--code", "BCDF"], "is no code"),
        (["Cleo", "Dan", "--code", "BCDF-GHJK-V"], "one name with --code"),
        (["  "], "a name each"),
    ],
)
def test_what_nobody_can_be_added_by_is_told(class_of_two: World, words: list[str], said: str) -> None:
    done = class_of_two.run("teacher", "class", "add", *words, "--class", "7b", ok=False)
    assert done.returncode == 2 and said in done.stderr
    assert len(roster.read(class_of_two.folder / "7b")) == 2


def test_a_code_on_the_list_is_not_given_twice(class_of_two: World) -> None:
    done = class_of_two.run(
        "teacher", "class", "add", "Cleo", "--code", class_of_two.code(1), "--class", "7b", ok=False
    )
    assert done.returncode == 2 and "is on the list already" in done.stderr


def test_a_lost_list_is_told_by_every_command(class_of_two: World) -> None:
    (class_of_two.folder / "7b" / "roster.csv").unlink()
    assert "Take it from a copy." in class_of_two.run("teacher", "class", "status", "--class", "7b").stderr


def test_a_hand_in_that_a_browser_called_zip_or_unpacked_is_collected_all_the_same(class_of_two: World) -> None:
    file = handed_in(class_of_two, "ada", 1)
    renamed = file.rename(file.with_suffix(".handin.zip"))
    assert "Ada: hand-in 1, level 2, 3 new" in collected(class_of_two, "box")
    unpacked = class_of_two.folder / "downloads" / "ada"
    with zipfile.ZipFile(renamed) as archive:
        archive.extractall(unpacked)
    renamed.unlink()
    assert "downloads/ada/: Ada: hand-in 1 is here already" in collected(class_of_two, "downloads")
    assert "ada/: Ada: hand-in 1 is here already" in collected(class_of_two, "downloads/ada")
    (unpacked / "answers.jsonl").write_text("{}\n", "utf-8")
    assert "was changed after it was made" in collected(class_of_two, "downloads", ok=False)
    (unpacked / "answers.jsonl").unlink()
    assert "can't be read" in collected(class_of_two, "downloads", ok=False)


def test_other_programs_manifests_are_no_hand_ins(class_of_two: World) -> None:
    (class_of_two.folder / "box").mkdir()
    (class_of_two.folder / "box" / "manifest.json").write_text('{"name": "a browser’s"}', "utf-8")
    with zipfile.ZipFile(class_of_two.folder / "box" / "other.zip", "w") as archive:
        archive.writestr("manifest.json", "{}")
    assert "There are no hand-ins there" in collected(class_of_two, "box", ok=False)


def test_a_hand_in_with_another_code_written_into_it_is_not_taken_for_the_same(class_of_two: World) -> None:
    file, (mine, other) = handed_in(class_of_two, "ada", 1), (class_of_two.code(1), class_of_two.code(2))
    collected(class_of_two, "box")
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["manifest.json"] = members["manifest.json"].replace(mine.encode(), other.encode())
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    assert "its code or number was changed since" in collected(class_of_two, "box", ok=False)


def test_two_computers_of_one_learner_do_not_write_over_each_other(class_of_two: World) -> None:
    first = handed_in(class_of_two, "ada", 1).read_bytes()
    class_of_two.later(hours=1)
    handed_in(class_of_two, "ada at home", 1)
    assert sorted(file.name[9:] for file in (class_of_two.folder / "box").iterdir()) == [
        "-0001-2.handin",
        "-0001.handin",
    ]
    assert (class_of_two.folder / "box" / f"{class_of_two.code(1)}-0001.handin").read_bytes() == first
    assert "2 files: 2 taken" in collected(class_of_two, "box")


def test_a_folder_that_is_not_there_is_not_made_by_a_slip_of_the_pen(class_of_two: World) -> None:
    handed_in(class_of_two, "ada", 1)
    done = class_of_two.run("ada", "handin", "--level", "1", "--yes", "--to", "bxo", ok=False)
    assert done.returncode == 1 and "Nothing was written to bxo: No such file" in done.stderr
    assert not (class_of_two.folder / "bxo").exists()


def test_how_much_is_given_is_said_each_time_anew(class_of_two: World) -> None:
    handed_in(class_of_two, "ada", 1)
    done = class_of_two.run("ada", "handin", "--yes", "--to", "box", ok=False)
    assert done.returncode == 2 and "Say how much with --level 0 to 3" in done.stderr
    assert len(list((class_of_two.folder / "box").iterdir())) == 1


def test_what_is_written_to_the_teacher_is_shown_before_it_goes(class_of_two: World) -> None:
    handed_in(class_of_two, "ada", 1)
    class_of_two.run("ada", "inbox", "--write", "This is Ada: when is it?")
    done = class_of_two.run("ada", "handin", "--level", "0", "--preview")
    assert "“This is Ada: when is it?”" in done.stderr
    assert "your name unless you wrote it in a message" in done.stderr


def test_two_classes_of_one_name_are_told_apart_by_codes(class_of_two: World) -> None:
    class_of_two.run("other", "class", "new", "7b", "--roster", "names.txt", "--in", "other")
    class_of_two.run("other", "class", "handout", "--class", "other", "--pack", "sums.yaml", "--to", "theirs")
    codes = class_of_two.code(1), class_of_two.code(1, "other")
    class_of_two.run("ada", "join", "stick", "--code", codes[0])
    class_of_two.run("ada", "join", "theirs", "--code", codes[1])
    done = class_of_two.run("ada", "handin", "7b", "--level", "1", "--yes", "--to", "box", ok=False)
    assert done.returncode == 1
    told = {part.partition("(")[2].replace("-", "") for part in done.stderr.split(")")[:2]}
    assert told == set(codes)
    class_of_two.run("ada", "handin", codes[1], "--level", "1", "--yes", "--to", "box")


def test_a_note_may_be_listed_and_taken_back_before_it_goes(class_of_two: World) -> None:
    class_of_two.run("teacher", "class", "note", "Draw it.", "--to", "Ada", "--about", "sums/adding", "--class", "7b")
    class_of_two.run("teacher", "class", "note", "Friday is off.", "--to", "everybody", "--class", "7b")
    listed = class_of_two.run("teacher", "class", "note", "--list", "--class", "7b").stdout
    assert "Ada, about sums/adding (note): Draw it." in listed and "everybody (note): Friday is off." in listed
    note = next(line.split()[0] for line in listed.splitlines() if "Ada" in line)
    class_of_two.run("teacher", "class", "note", "--drop", note, "--class", "7b")
    assert "Ada" not in class_of_two.run("teacher", "class", "note", "--list", "--class", "7b").stdout
    done = class_of_two.run("teacher", "class", "handout", "--class", "7b", "--to", "next")
    assert "for one learner alone" not in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("note", "Hm.", "--to", "Ada", "--about", "sums/addin"), "did you mean `sums/adding`"),
        (("note", "Hm.", "--to", "Ada", "--reply", "0123"), "no message 0123 of theirs"),
        (("note", "Hm.", "--to", "everybody", "--reply", "0123"), "no message 0123 of theirs"),
        (("note", "--drop", "0123"), "no note 0123"),
        (("note", "--to", "Ada"), "A note has 1 to 5,000 characters"),
        (("assign", "Late", "--minutes", "5", "--due", "2026-11-01"), "2026-11-01 is past"),
    ],
)
def test_a_word_that_would_lead_nowhere_is_told(class_of_two: World, words: tuple[str, ...], said: str) -> None:
    done = class_of_two.run("teacher", "class", *words, "--class", "7b", ok=False)
    assert done.returncode == 2 and said in done.stderr


def test_a_class_that_cant_be_written_to_can_still_be_looked_at(class_of_two: World) -> None:
    handed_in(class_of_two, "ada", 1)
    collected(class_of_two, "box")
    (class_of_two.folder / "7b" / "class.sqlite-wal").mkdir()  # no program can write there, whoever runs it
    assert "1 of 2 handed in" in class_of_two.run("teacher", "class", "status", "--class", "7b").stdout
    assert "Ada" in class_of_two.run("teacher", "class", "report", "--plain", "--class", "7b").stdout
    done = class_of_two.run("teacher", "class", "note", "Hm.", "--to", "Ada", "--class", "7b", ok=False)
    assert done.returncode == 1 and "Nothing was changed" in done.stderr


def test_what_a_new_version_means_is_told_when_it_comes_with_a_hand_out_and_an_older_one_changes_nothing(
    class_of_two: World,
) -> None:
    world = class_of_two
    world.run("ada", "join", "stick/7b-001.handout", "--code", world.code(1))
    world.study("ada", 5)
    text = (world.folder / "sums.yaml").read_text("utf-8").replace("id: two", "id: five").replace('"1"', '"2"')
    (world.folder / "sums.yaml").write_text(text + "moved: {adding/two: adding/five}\n", "utf-8")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml", "--to", "stick")
    told = world.run("ada", "join", "stick/7b-002.handout").stdout
    assert "Added Sums (sums 2)." in told
    assert "What changes from version 1 to 2: 1 renamed" in told and "nothing is new" not in told
    assert "As it was before: tutor add --back sums" in told
    told = world.run("ada", "join", "stick/7b-001.handout").stdout
    assert "Added" not in told
    assert "2" in next(line for line in world.run("ada", "courses").stdout.splitlines() if "Sums" in line).split()
    world.run("ada", "add", "--back", "sums", "--yes")
    assert "1" in next(line for line in world.run("ada", "courses").stdout.splitlines() if "Sums" in line).split()


def test_who_handed_in_nothing_is_named_for_the_teacher_and_not_while_names_are_hidden(class_of_two: World) -> None:
    handed_in(class_of_two, "ada", 1)
    collected(class_of_two, "box")
    told = class_of_two.run("teacher", "class", "report", "--plain", "--class", "7b").stdout
    assert told.rstrip().endswith("Nothing came from: Ben.")
    told = class_of_two.run("teacher", "class", "report", "--plain", "--codes", "--class", "7b").stdout
    assert "Ben" not in told and "Nothing came from: " in told
