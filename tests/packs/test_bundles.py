"""The container of hand-ins and hand-outs: whole or refused in one sentence, never unpacked."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import pytest

from tutor.core.classroom.manifest import Manifest, Member, encode
from tutor.packs.bundle import Bundle, bundle_of, packed, read_bundle, write_whole
from tutor.packs.source import Refusal

HEAD = Manifest(kind="handin", bundle_id="0" * 32, made_on="2026-11-23", class_id="1" * 32, code="BCDFGHJKV")
FILES = {"answers.jsonl": b'{"a":1}\n' * 50, "README.txt": b"What this is."}


def made(**files: bytes) -> bytes:
    return packed(HEAD, {**FILES, **files}, {"answers.jsonl": 50})


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def test_what_was_packed_comes_back_with_its_rows_counted() -> None:
    found = bundle_of(made())
    assert isinstance(found, Bundle) and found.files == FILES
    assert [(member.name, member.rows) for member in found.manifest.members] == [
        ("README.txt", 0),
        ("answers.jsonl", 50),
    ]


def test_it_is_the_same_bytes_each_time_and_holds_no_time_of_day() -> None:
    assert made() == made()
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_that_the_manifest_does_not_name_is_passed_over() -> None:
    data = io.BytesIO(made())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("notes-of-mine.txt", "hello")
    found = bundle_of(data.getvalue())
    assert isinstance(found, Bundle) and found.files == FILES


LINK = zipfile.ZipInfo("answers.jsonl")
LINK.external_attr = 0o120777 << 16
NAMED = encode(Manifest(kind="handin", bundle_id="0" * 32, made_on="2026-11-23", members=[Member("a", "0" * 64)]))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged, or no file of tutor's"),
        (b"PK\x03\x04 and so on", "damaged, or no file of tutor's"),
        (zipped(("hello.txt", b"hi")), "no hand-in and no hand-out"),
        (zipped(("manifest.json", b"{}")), "manifest can't be read"),
        (zipped(("manifest.json", b"x" * 1_000_001)), "would swell"),
        (zipped(("manifest.json", random.Random(1).randbytes(1_000_001))), "manifest is too large"),
        (zipped(("manifest.json", NAMED)), "missing in it"),
        (zipped(("manifest.json", NAMED), ("a", b"other")), "was changed after it was made"),
        (zipped(("../up", b"x")), r"\.\."),
        (zipped((LINK, b"/etc/passwd")), "link"),
        (zipped(("zeros", b"\0" * 40_000_000)), "would swell"),
        (zipped(("A", b"1"), ("a", b"2")), "twice"),
    ],
)
def test_a_strange_file_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    found = bundle_of(data)
    assert isinstance(found, Refusal)
    assert re.search(said, found.message) and found.message.isprintable()


def test_no_damaged_byte_gives_other_contents() -> None:
    data, chance = made(), random.Random(7)
    for _ in range(300):
        place = chance.randrange(len(data))
        found = bundle_of(data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :])
        assert isinstance(found, Refusal) or found.files == FILES


def test_it_is_written_whole_and_read_back(tmp_path: Path) -> None:
    place = tmp_path / "new" / "K-0001.handin"
    write_whole(place, made())
    assert isinstance(read_bundle(place), Bundle) and [one.name for one in place.parent.iterdir()] == [place.name]
    assert isinstance(read_bundle(tmp_path / "none"), Refusal)
    (tmp_path / "link.handin").symlink_to(place)
    assert isinstance(read_bundle(tmp_path / "link.handin"), Refusal)
