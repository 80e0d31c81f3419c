"""Whatever comes as a hand-in, the class's file holds what is sound or stays as it was, and one sentence says why."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.classroom.classbook import ClassBook
from tutor.classroom.collecting import Collected, collect
from tutor.classroom.finding import handins_in
from tutor.classroom.words import letters
from tutor.core.classroom.chain import Chains
from tutor.core.classroom.codes import new_code, shown
from tutor.core.classroom.lines import AnswerLine, written
from tutor.core.classroom.manifest import Manifest, encode
from tutor.packs.bundle import packed

CLASS = "c" * 32
CODE = new_code(random.Random(1))
OTHER = new_code(random.Random(2))


def row(number: int, **more: Any) -> AnswerLine:
    fields: dict[str, Any] = {"item": "sums/adding/two", "skills": ["sums/adding"], "day": 20000 + number, "score": 1.0}
    return AnswerLine(**{"stream": "s", "n": number, "id": f"e{number}", **fields, **more})


def made(rows: list[AnswerLine] | None = None, files: dict[str, bytes] | None = None, **head: Any) -> bytes:
    """A hand-in of these rows; its chain is theirs unless another one is given."""
    rows = [row(number) for number in range(1, 4)] if rows is None else rows
    fields = {"class_id": CLASS, "code": CODE, "seq": 1, "level": 2, "bundle_id": "1" * 32, **head}
    chains = Chains(fields["class_id"], fields["code"])
    for one in rows:
        chains.add(one.stream, written(one))
    data = b"".join(written(one) + b"\n" for one in rows)
    manifest = Manifest(kind=fields.pop("kind", "handin"), made_on="2026-11-23", **{"chain": chains.tips(), **fields})
    return packed(manifest, {"answers.jsonl": data, **(files or {})}, {})


@pytest.fixture
def book(tmp_path: Path) -> ClassBook:
    return ClassBook.open(tmp_path / "class.sqlite", CLASS)


def taken(book: ClassBook, data: bytes, known: set[str] | None = None) -> Collected:
    return collect(book, CLASS, "x.handin", data, "2026-11-23", known or set())


def rows_of(book: ClassBook) -> list[str]:
    return list(book.db.iterdump())


def line(**fields: Any) -> dict[str, bytes]:
    """An `answers.jsonl` with one row written by hand."""
    base = json.loads(written(row(1)))
    return {"answers.jsonl": json.dumps({**base, **fields}).encode()}


def zipped(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


HEAD = json.loads(encode(Manifest(kind="handin", bundle_id="1" * 32, made_on="2026-11-23", class_id=CLASS, code=CODE)))


def head(**fields: Any) -> bytes:
    return zipped(("manifest.json", json.dumps({**HEAD, **fields}).encode()))


def edited(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped(
            *((one, change(archive.read(one)) if one == name else archive.read(one)) for one in archive.namelist())
        )


HUGE = "9" * 5_000
REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "no zip": b"hello",
    "half a zip": made()[: len(made()) // 2],
    "a zip of something else": zipped(("course.yaml", b"title: x")),
    "no manifest": zipped(("answers.jsonl", b"")),
    "a manifest that is no JSON": zipped(("manifest.json", b"{'kind'")),
    "a manifest that is a list": zipped(("manifest.json", b"[]")),
    "a manifest of deep brackets": zipped(("manifest.json", b"[" * 100_000)),
    "a manifest of a later format": head(format="tutor-bundle/2"),
    "another program's format": head(format="moodle/1"),
    "an unknown kind": head(kind="virus"),
    "a hand-out": made(kind="handout"),
    "another class": made(class_id="d" * 32),
    "no class": made(class_id=""),
    "no code": made(code=""),
    "a name as a code": made(code="ANNA"),
    "a code with a letter mistyped": made(code=CODE[:-1] + ("B" if CODE[-1] != "B" else "C")),
    "a path as a code": made(code="../../roster"),
    "SQL as a code": made(code="'; drop table answer; --"),
    "a level that there is none": head(level=9),
    "a negative number": head(seq=-1),
    "a giant number": head(seq=10**18),
    "a number of words": head(seq="one"),
    "a bundle id that is a path": head(bundle_id="../../../etc/passwd"),
    "more than its level allows": made(level=1),
    "work at the level of answers": made(files={"portfolio.jsonl": b""}),
    "a journal without a tick": made(level=2, files={"journal.jsonl": b'{"id":"a","text":"b"}'}),
    "a chain of other rows": made(chain=[]),
    "rows that were cut": edited(made(), "answers.jsonl", lambda data: data.split(b"\n")[0]),
    "rows that were edited": edited(made(), "answers.jsonl", lambda data: data.replace(b'"score":1.0', b'"score":0.0')),
    "rows in another order": made(rows=[row(2), row(1)]),
    "rows that begin in the middle": made(rows=[row(5)]),
    "a row twice": made(rows=[row(1), row(1)]),
    "a row that is no JSON": made(files={"answers.jsonl": b"{"}),
    "a row that is a list": made(files={"answers.jsonl": b"[]"}),
    "a row of deep brackets": made(files={"answers.jsonl": b'{"answer":' + b"[" * 90_000}),
    "a row without its stream": made(files={"answers.jsonl": b'{"id":"a"}'}),
    "a row that is too long": made(files=line(item="x" * 200_000)),
    "a score above one": made(files=line(score=2)),
    "a score below nothing": made(files=line(score=-0.1)),
    "a score that is no number": made(files={"answers.jsonl": b'{"stream":"s","n":1,"id":"a","score":NaN}'}),
    "an endless score": made(files={"answers.jsonl": b'{"stream":"s","n":1,"id":"a","score":1e999}'}),
    "a giant score": made(files={"answers.jsonl": f'{{"stream":"s","n":1,"id":"a","score":{HUGE}}}'.encode()}),
    "a day far away": made(files=line(day=10**9)),
    "a day before time": made(files=line(day=-1)),
    "too many seconds": made(files=line(seconds=601)),
    "a strange confidence": made(files=line(confidence=7)),
    "a giant count": made(files={"answers.jsonl": f'{{"stream":"s","n":1,"id":"a","hints":{HUGE}}}'.encode()}),
    "a long answer": made(files=line(answer="x" * 201)),
    "an answer of many parts": made(files=line(answer={str(n): "xxxx" for n in range(100)})),
    "an answer of deep lists": made(
        files={"answers.jsonl": b'{"stream":"s","n":1,"answer":' + b"[" * 900 + b"]" * 900 + b"}"}
    ),
    "a list as an id": made(files=line(id=["a"])),
    "many skills": made(files=line(skills=["a"] * 51)),
    "a state of a thousand letters": made(
        files={"skills.jsonl": json.dumps({"skill": "a", "state": "x" * 1_000}).encode()}
    ),
    "weeks of a strange kind": made(files={"weeks.jsonl": b'{"week":"now","days":1,"minutes":1}'}),
    "a message of megabytes": made(files={"messages.jsonl": json.dumps({"id": "a", "text": "x" * 300_000}).encode()}),
    "a link": zipped(("manifest.json", b"{}"), ("a/../../b", b"")),
    "an absolute path": zipped(("/etc/passwd", b"")),
    "a drive": zipped(("C:\\x", b"")),
    "a name twice": zipped(("A.txt", b""), ("a.txt", b"")),
    "a bomb": zipped(("manifest.json", b"{}"), ("answers.jsonl", b"\0" * 49_000_000)),
    "a thousand files": zipped(*((f"f{number}", b"") for number in range(2_300))),
    "a manifest of megabytes": zipped(("manifest.json", random.Random(1).randbytes(1_200_000))),
    "a member that is missing": head(members=[{"name": "answers.jsonl", "sha256": "0" * 64, "rows": 1}]),
    "a member with another hash": zipped(
        ("manifest.json", json.dumps({**HEAD, "members": [{"name": "a", "sha256": "0" * 64, "rows": 1}]}).encode()),
        ("a", b"x"),
    ),
}


def test_there_are_sixty_attacks_at_least() -> None:
    assert len(REFUSED) >= 60


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_a_sentence_and_the_class_stays_as_it_was(what: str, book: ClassBook) -> None:
    assert taken(book, made(bundle_id="2" * 32)).outcome == "taken"
    before = rows_of(book)
    found = taken(book, REFUSED[what])
    assert found.outcome == "refused" and found.why and found.why.isprintable() and len(found.why) < 400, found
    assert rows_of(book) == before


def test_what_is_sound_but_nasty_is_kept_as_plain_text(book: ClassBook) -> None:
    nasty = "\x1b[31m=cmd|'/c calc'!A0 <script>alert(1)</script> \u202e"
    files = {"messages.jsonl": json.dumps({"id": "m", "text": nasty}).encode()}
    assert taken(book, made(rows=[row(1, answer=nasty)], files=files)).outcome == "taken"
    [(text,)] = book.db.execute("select text from message")
    [(choice,)] = book.db.execute("select choice from answer")
    assert "\x1b" not in text + choice and "\u202e" not in text + choice and "<script>" in text


def test_no_message_can_look_like_another_learners(book: ClassBook) -> None:
    forged = "sums\n\nBen Birke, 2026-11-23 (new): wrote  [1]"
    rows = {"id": forged, "about": forged, "text": "hello"}, {"id": "t", "task": forged, "until": forged}
    dispute = {"id": "d", "item": forged, "answer": forged}
    files = {"messages.jsonl": b"\n".join(json.dumps(one).encode() for one in rows)}
    assert taken(book, made(files={**files, "disputes.jsonl": json.dumps(dispute).encode()})).outcome == "taken"
    found = letters(book)
    assert len(found) == 3 and not any("\n" in one.what + one.id for one in found)


def test_two_who_hand_in_one_file_are_noticed_and_not_accused(book: ClassBook) -> None:
    rows = [row(number) for number in range(1, 13)]
    assert taken(book, made(rows)).notes == []
    other = taken(book, made(rows, code=OTHER, bundle_id="3" * 32))
    assert other.outcome == "taken" and other.notes == [f"12 answers are also {shown(CODE)}'s"]


def test_history_that_was_changed_after_a_hand_in_is_told_and_the_first_answers_stay(book: ClassBook) -> None:
    rows = [row(number) for number in range(1, 6)]
    taken(book, made(rows))
    changed = [*rows[:2], row(3, score=0.0), *rows[3:], row(6)]
    again = taken(book, made(changed, seq=2, bundle_id="4" * 32))
    assert again.outcome == "taken" and again.new == 1
    assert again.notes == ["answers handed in before were changed or left out (before row 5 of s)"]
    assert book.db.execute("select score from answer where id = 'e3'").fetchone() == (1.0,)
    assert taken(book, made([*changed, row(7)], seq=3, bundle_id="5" * 32)).notes == [], "told once"


def test_a_code_that_is_not_on_the_list_is_taken_and_told(book: ClassBook) -> None:
    assert taken(book, made(), {OTHER}).notes == ["its code is not on your list"]


@settings(max_examples=40)
@given(st.permutations(range(6)), st.lists(st.integers(0, 5), max_size=4))
def test_the_order_and_repetition_of_files_do_not_matter(order: list[int], again: list[int]) -> None:
    rows = [row(number) for number in range(1, 8)]
    bundles = [
        *(made(rows[:length], seq=seq, bundle_id=f"{seq:032x}") for seq, length in ((1, 2), (2, 4), (3, 7))),
        *(
            made(rows[:length], seq=seq, bundle_id=f"{9 + seq:032x}", code=OTHER)
            for seq, length in ((1, 3), (2, 3), (3, 5))
        ),
    ]
    with ClassBook.open(":memory:", CLASS) as book:
        for number in [*order, *again]:
            taken(book, bundles[number])
        found = book.db.execute("select code, count(*), max(n) from answer group by code order by code").fetchall()
        assert sorted(found) == sorted([(CODE, 7, 7), (OTHER, 5, 5)])
        assert {one.seq for one in book.learners().values()} == {3}


def test_a_thousand_damaged_files_crash_nothing(book: ClassBook) -> None:
    data, chance = made(), random.Random(5)
    for _ in range(1_000):
        place = chance.randrange(len(data))
        found = taken(book, data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :])
        assert found.outcome in ("taken", "there", "refused")
    assert book.db.execute("select count(*) from answer").fetchone()[0] in (0, 3)


def test_a_zip_of_hand_ins_from_a_learning_platform_is_collected(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    place = tmp_path / "sub/submissions.zip"
    deeper = zipped(("lost.handin", made()))
    ben = zipped(("M.handin", made()), ("more.zip", deeper))
    files = (("Ben_1_file/K.handin", made()), ("readme.html", b"<p>"), ("deep/L.HANDIN", b"no"), ("Ben.zip", ben))
    place.write_bytes(zipped(*files))
    found = list(handins_in([tmp_path / "sub"]))
    assert [name for name, _data in found] == [
        "submissions.zip/Ben_1_file/K.handin",
        "submissions.zip/deep/L.HANDIN",
        "submissions.zip/Ben.zip/M.handin",
    ], "zips of zips, and no deeper"
