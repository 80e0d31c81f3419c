"""Sums of a class: who is in them, what is in them, and that those of several classes add up."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from class_world import World
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tutor.classroom.classbook import ClassBook
from tutor.classroom.counting import counted
from tutor.classroom.folder import ClassFolder, ClassTrouble, find
from tutor.classroom.handing_on import of_class
from tutor.classroom.sums.run import on_sqlite
from tutor.classroom.versions import in_memory
from tutor.classroom.words import packs_of
from tutor.core.classroom.codes import new_code
from tutor.core.classroom.lines import AnswerLine
from tutor.core.classroom.manifest import Manifest
from tutor.core.classroom.sums import BadSums, ItemRow, Sums, added, decode, encode

GOLDEN = Path(__file__).parent / "golden" / "sums-1.json"
NAMES = ("Anastasia Fictitious", "Bohumil Invented", "0171 5550123")
ITEMS = ("adding/two", "adding/pick", "adding/word", "adding/more", "taking/a", "taking/b")
WRONG = {
    "two": ["6", "7"],
    "pick": ["three", "seven", NAMES[1]],
    "word": [NAMES[0]],
    "more": ["9"],
    "a": ["2"],
    "b": ["4"],
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with a pack and nobody in it yet."""
    world = World(tmp_path_factory.mktemp("sums"))
    world.run("teacher", "class", "new", "7b", "--in", "7b")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml")
    return world.folder


class Class:
    """A class's folder, into which learners are put as if they had handed in."""

    def __init__(self, path: Path, seed: int) -> None:
        self.folder: ClassFolder = find(path)
        self.chance = random.Random(seed)
        self.book = ClassBook.open(self.folder.book, self.folder.card.id)
        self.keys = self._keys()

    def _keys(self) -> dict[str, str]:
        from tutor.core.kinds.choices import Choice

        return {word: Choice(wrong=word).key for word in ("three", "seven", "four")}

    def join(self, count: int, *, counted: bool = True, level: int = 2, able: float | None = None) -> list[str]:
        """So many learners, who answer each question once; their codes."""
        return [self._one(counted=counted, level=level, able=able) for _ in range(count)]

    def _one(self, *, counted: bool, level: int, able: float | None) -> str:
        code, able = new_code(self.chance), self.chance.random() if able is None else able
        head = Manifest(
            kind="handin", bundle_id="0" * 32, made_on="2026-11-02", code=code, level=level, counted=counted
        )
        self.book.put_learner(head, "2026-11-02", newest=True)
        self.book.put_answers(code, [self.line(code, number, able) for number in range(len(ITEMS))])
        return code

    def line(self, code: str, number: int, able: float) -> AnswerLine:
        item = ITEMS[number]
        short, right = item.rpartition("/")[2], self.chance.random() < able
        said = "four" if short == "pick" else "5" if right else ""
        wrong = self.chance.choice(WRONG[short])
        said = said if right else wrong
        return AnswerLine(
            stream="s", n=number + 1, id=f"{code}{number}", item=f"sums/{item}",
            skills=[f"sums/{item.partition('/')[0]}"], day=20_000, score=float(right), right=right,
            opportunity=number + 1 if number < 4 else number - 3, answer=self.keys.get(said, said),
            mistake="multiplied" if not right and said == "6" else NAMES[0] if said == "9" else "",
            seconds=self.chance.randrange(1, 60), kind="learn",
        )  # fmt: skip

    def sums(self, *, trusted: bool = False, k: int = 10) -> Sums:
        from datetime import date

        with self.book.changing():
            return of_class(self.folder, self.book, "", k, date(2026, 11, 23), trusted=trusted).sums


@pytest.fixture
def here(empty: Path, tmp_path: Path) -> Iterator[Path]:
    copytree(empty, tmp_path / "class", dirs_exist_ok=True)
    yield tmp_path / "class"


@pytest.fixture
def class_(here: Path) -> Iterator[Class]:
    made = Class(here / "7b", 1)
    yield made
    made.book.db.close()


def run(here: Path, *words: str, ok: bool = True) -> str:
    world = World(here)
    done = world.run("teacher", "class", "sums", *words, ok=ok)
    assert ok == (done.returncode == 0), done.stdout + done.stderr
    return done.stdout + done.stderr


def test_only_who_agreed_and_gave_answers_is_counted(class_: Class) -> None:
    agreed = class_.join(6)
    class_.join(5, counted=False)
    class_.join(4, level=1)
    gone = class_.join(1)[0]
    class_.book.put_learner(
        Manifest(kind="handin", bundle_id="1" * 32, seq=2, code=gone, withdraw=True, counted=True), "x", newest=True
    )
    forgotten = class_.join(1)[0]
    class_.book.forget(forgotten, all_of_it=True)
    found = counted(class_.book, packs_of(class_.folder), "sums")
    assert found.learners == sorted(agreed)
    assert {row.n for row in class_.sums(trusted=True).items} == {6}


def test_who_says_no_later_is_in_no_later_file(class_: Class) -> None:
    codes = class_.join(30)
    first = class_.sums()
    head = Manifest(kind="handin", bundle_id="1" * 32, seq=2, made_on="2026-11-03", code=codes[0], level=2)
    class_.book.put_learner(head, "2026-11-03", newest=True)
    second = class_.sums()
    assert first.items and not second.items, "nor are the former numbers told, which they were in"
    class_.join(40)
    assert class_.sums().items


def test_the_sums_are_those_of_the_plain_sql(class_: Class) -> None:
    class_.join(25)
    rows = {row.item: row for row in class_.sums(trusted=True).items}
    book = class_.book.db
    wanted = {row["item"]: row for row in on_sqlite(book, "item_sums")}
    choices = on_sqlite(book, "choice_sums")
    curves = {(row["skill"], row["opportunity"]): row for row in on_sqlite(book, "curve_sums")}
    assert rows.keys() == wanted.keys()
    for item, row in rows.items():
        sums, fifths, one = row.sums, row.fifths, wanted[item]
        assert sums is not None and fifths is not None
        assert (row.n, sums.n, sums.x, sums.xx) == (one["n"], one["m"], one["rights"], one["xx"])
        assert fifths.n == [one[f"n{number}"] for number in range(1, 6)]
        assert fifths.x == [one[f"x{number}"] for number in range(1, 6)]
        spread = (one["yy"] - one["y"] ** 2 / one["m"]) / one["m"]
        assert sums.xy == pytest.approx((one["xy"] - one["mx"] * one["y"] / one["m"]) / spread**0.5, abs=1e-6)
    pick = rows["sums/adding/pick"].wrong
    assert pick is not None and pick.choices == {
        row["choice"]: row["learners"]
        for row in choices
        if row["choice"] in [class_.keys["three"], class_.keys["seven"]]
    }
    for point in class_.sums(trusted=True).curves:
        one = curves[point.skill, point.at]
        assert (point.n, point.errors) == (one["n"], one["errors"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(5, 30), min_size=2, max_size=4), st.integers(0, 10**6), st.booleans())
def test_sums_of_classes_added_are_those_of_each_together(sizes: list[int], seed: int, trusted: bool) -> None:
    from test_sums_leave_nobody_alone import a_class
    from test_sums_leave_nobody_alone import counted as of

    from tutor.classroom.releasing import exact, release
    from tutor.core.classroom.sums import PackHead

    chance, files = random.Random(seed), []
    for size in sizes:
        found = of(a_class(chance, size, 4))
        with ClassBook.open(":memory:", "ab" * 16) as book:
            rows = exact(found) if trusted else release(book, found, 10)
        head = PackHead(id="p")
        files.append(
            Sums(pack=head, made_in="2026-11", size=size, k=10, trusted=trusted, items=rows.items, curves=rows.curves)
        )
    whole = added(decode(encode(one)) for one in files)
    chance.shuffle(files)
    assert _numbers(added(files)) == pytest.approx(_numbers(whole), abs=1e-6)
    step = added([added(files[:1]), *files[1:]])
    assert _numbers(step) == pytest.approx(_numbers(whole), abs=1e-6)
    assert whole.classes == len(sizes) and whole.size == sum(sizes)
    each: dict[str, float] = {}
    for one in files:
        for name, number in _numbers(one).items():
            each[name] = each.get(name, 0) + number
    assert _numbers(whole) == pytest.approx(each, abs=1e-6)


def _numbers(sums: Sums) -> dict[str, float]:
    """Every number of a file by where it stands."""
    found: dict[str, float] = {}

    def take(name: str, thing: object) -> None:
        if isinstance(thing, dict):
            for key, value in thing.items():
                take(f"{name} {key}", value)
        elif isinstance(thing, list):
            for number, value in enumerate(thing):
                take(f"{name} {number}", value)
        elif isinstance(thing, int | float):
            found[name] = float(thing)

    told = json.loads(encode(sums))
    for row in told["items"]:
        take(f"{row.pop('item')} {row.pop('rev')}", row)
    for row in told["curves"]:
        take(f"{row.pop('skill')} {row.pop('at')}", row)
    return found


def test_a_file_reads_as_it_was_kept_and_is_read_for_ever(class_: Class) -> None:
    class_.join(60)
    text = encode(class_.sums()).decode()
    text = text.replace(class_.folder.card.packs[0].content, "0" * 64)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")
    assert decode(GOLDEN.read_bytes()).items


@pytest.mark.parametrize("trusted", [False, True])
def test_nothing_that_anybody_typed_and_no_name_and_no_code_is_in_a_file(class_: Class, trusted: bool) -> None:
    codes = class_.join(60)
    text = encode(class_.sums(trusted=trusted)).decode()
    for planted in (*NAMES, "Anastasia", "anastasia", "bohumil", "5550123", *codes, class_.folder.card.id, "7b"):
        assert planted not in text, planted
    assert '"multiplied"' in text, "the pack's own name of a mistake is"


def test_a_question_the_pack_does_not_have_and_a_revision_that_never_was_are_not_in_it(class_: Class) -> None:
    codes = class_.join(12)
    for number, code in enumerate(codes):
        odd = [("sums/adding/anna-ahorn", 1), ("sums/adding/two", 2**40), ("else/x/y", 1)]
        lines = [
            AnswerLine(stream="o", n=at, id=f"odd{number}-{at}", item=item, rev=rev, skills=["anna ahorn"], right=True)
            for at, (item, rev) in enumerate(odd)
        ]
        class_.book.put_answers(code, lines)
    rows = class_.sums(trusted=True)
    assert {(row.item, row.rev) for row in rows.items} == {(f"sums/{item}", 1) for item in ITEMS}
    assert {row.skill for row in rows.curves} == {"sums/adding", "sums/taking"}


def test_a_question_that_was_renamed_is_counted_by_its_present_name(here: Path) -> None:
    made = Class(here / "7b", 4)
    made.join(12)
    made.book.db.close()
    world, pack = World(here), here / "sums.yaml"
    text = pack.read_text("utf-8").replace("{id: more,", "{id: double,").replace('version: "1"', 'version: "2"')
    pack.write_text(text + "\nmoved: {adding/more: adding/double}\n", "utf-8")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml")
    again = Class(here / "7b", 5)
    names = {row.item: row.n for row in again.sums(trusted=True).items}
    assert names["sums/adding/double"] == 12 and "sums/adding/more" not in names
    again.book.db.close()


def test_a_renamed_question_is_still_the_one_that_was_told_before(here: Path) -> None:
    made = Class(here / "7b", 4)
    made.join(40)
    first = {row.item: row for row in made.sums().items}
    made.book.db.close()
    world, pack = World(here), here / "sums.yaml"
    text = pack.read_text("utf-8").replace("{id: more,", "{id: double,").replace('version: "1"', 'version: "2"')
    pack.write_text(text + "\nmoved: {adding/more: adding/double}\n", "utf-8")
    world.run("teacher", "class", "handout", "--class", "7b", "--pack", "sums.yaml")
    again = Class(here / "7b", 5)
    again.join(1)
    second = {row.item: row for row in again.sums().items}
    again.book.db.close()
    assert second["sums/adding/double"] == replace(first["sums/adding/more"], item="sums/adding/double")


def test_the_command_says_what_is_in_the_file_and_what_is_not(here: Path, class_: Class) -> None:
    assert "0 of 0 learners agreed to be counted" in run(here, "--class", "7b", ok=False)
    assert not list(here.glob("*.sums.json"))
    class_.join(9)
    class_.join(3, counted=False)
    assert "9 of 12 learners agreed" in run(here, "--class", "7b", ok=False)
    class_.join(14)
    said = run(here, "--class", "7b")
    assert "over 23 learners in sums-2026-11.sums.json" in said and "3 others are not in it" in said
    sums = decode((here / "sums-2026-11.sums.json").read_bytes())
    assert (sums.size, sums.k, sums.classes, sums.pack.id, sums.made_in) == (25, 10, 1, "sums", "2026-11")
    again = run(here, "--class", "7b", "--out", "again.json")
    assert "earlier file" not in again and decode((here / "again.json").read_bytes()) == sums
    class_.join(1)
    assert "rows are as in an earlier file" in run(here, "--class", "7b", "--out", "one-more.json")
    assert decode((here / "one-more.json").read_bytes()).items == sums.items
    facts = json.loads(run(here, "--class", "7b", "--json", "--out", "j.json"))
    assert (facts["file"], facts["learners"], facts["trusted"]) == ("j.json", 24, False)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--k", "4"), "--k is 5 at least"),
        (("--pack", "sum"), "no pack `sum`; did you mean `sums`?"),
        (("--out", "nowhere/else/7b/class.json/x"), "Nothing was written to"),
        (("--add", "missing.json"), "can't be read"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_counts_as_told(
    here: Path, class_: Class, words: tuple[str, ...], why: str
) -> None:
    class_.join(12)
    (here / "nowhere").write_text("x", "utf-8")
    assert why in run(here, "--class", "7b", *words, ok=False)
    assert class_.book.db.execute("select count(*) from told").fetchone() == (0,)


def test_exact_sums_say_so_are_private_and_are_not_added_to_what_is_passed_on(here: Path, class_: Class) -> None:
    class_.join(14)
    said = run(here, "--class", "7b", "--trusted", "--out", "mine.json")
    assert "NOT FOR PUBLICATION" in said and "NOT FOR PUBLICATION" in (here / "mine.json").read_text("utf-8")
    assert (here / "mine.json").stat().st_mode & 0o777 == 0o600
    assert class_.book.db.execute("select count(*) from told").fetchone() == (0,)
    run(here, "--class", "7b", "--out", "open.json")
    refused = run(here, "--add", "open.json", "--add", "mine.json", "--out", "all.json", ok=False)
    assert "`mine.json` was made with --trusted" in refused and not (here / "all.json").exists()
    told = run(here, "--add", "open.json", "--add", "mine.json", "--out", "all.json", "--trusted")
    assert "of 2 classes" in told and decode((here / "all.json").read_bytes()).trusted


def test_files_are_added_and_one_that_comes_twice_is_refused(here: Path, class_: Class) -> None:
    class_.join(30)
    run(here, "--class", "7b", "--out", "a.json")
    class_.join(30)
    run(here, "--class", "7b", "--out", "b.json")
    assert "of 2 classes in both.json" in run(here, "--add", "a.json", "--add", "b.json", "--out", "both.json")
    assert decode((here / "both.json").read_bytes()).classes == 2
    assert "once more: a class counts once" in run(here, "--add", "a.json", "--add", "a.json", ok=False)
    other = (here / "a.json").read_text("utf-8").replace('"id": "sums"', '"id": "other"')
    (here / "other.json").write_text(other, "utf-8")
    assert "they are of different packs: other, sums" in run(here, "--add", "a.json", "--add", "other.json", ok=False)


def test_a_class_that_cannot_note_what_it_told_tells_nothing(class_: Class) -> None:
    class_.join(30)
    class_.book.db = in_memory(class_.book.db)
    with pytest.raises(ClassTrouble, match="can only be read"):
        class_.sums()
    assert class_.sums(trusted=True).items


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_a_file_holds_it_is_read_or_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(BadSums):
        decode(data)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_file_with_anything_in_one_place_is_read_or_refused(data: st.DataObject) -> None:
    told = json.loads(GOLDEN.read_bytes())
    spots: list[tuple[dict[str, object] | list[object], object]] = []

    def walk(thing: object) -> None:
        pairs = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
        for key, value in pairs:
            spots.append((thing, key))  # type: ignore[arg-type]
            walk(value)

    walk(told)
    place, key = data.draw(st.sampled_from(spots))
    odd = st.integers() | st.floats() | st.text(max_size=5) | st.none() | st.lists(st.integers(), max_size=3)
    place[key] = data.draw(odd)  # type: ignore[index, call-overload]
    try:
        sums = decode(json.dumps(told).encode())
    except BadSums as problem:
        assert "\n" not in str(problem)
        return
    assert decode(encode(sums)) == decode(encode(decode(encode(sums))))
    for row in sums.items:
        assert isinstance(row, ItemRow) and row.nearly_all + row.nearly_none <= row.n


def test_a_file_of_a_later_format_asks_for_an_update() -> None:
    with pytest.raises(BadSums, match="update tutor"):
        decode(GOLDEN.read_bytes().replace(b"tutor-sums/1", b"tutor-sums/2"))
    assert decode(GOLDEN.read_bytes().replace(b'"made_in"', b'"later": [1], "made_in"')).items
