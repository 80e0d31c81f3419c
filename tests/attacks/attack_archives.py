"""Archives that would climb out, swell, hide, collide or lie. A zip is looked through, never unpacked."""

from __future__ import annotations

import io
import os
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from attack import COURSE, Attack, Text, made

Entry = tuple[str | zipfile.ZipInfo, Text]
START: Entry = ("course.yaml", f"id: attack\n{COURSE}")


def zipped(*entries: Entry, pack: int = zipfile.ZIP_DEFLATED) -> bytes:
    into = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(into, "w", pack) as file:
        warnings.simplefilter("ignore")  # that a name comes twice is meant
        for name, data in entries:
            file.writestr(name, data)
    return into.getvalue()


def info(name: str, mode: int = 0, **more: object) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name)
    found.external_attr = mode << 16
    found.compress_type = zipfile.ZIP_DEFLATED
    for key, value in more.items():
        setattr(found, key, value)
    return found


def archive(
    name: str,
    data: Callable[[], bytes],
    outcome: str = "refused",
    code: str = "",
    file: str = "attack-1.tutor",
    **more: object,
) -> Attack:
    def make(folder: Path) -> Path:
        (folder / file).write_bytes(data())
        return folder / file

    place = (file, 1) if outcome == "refused" and "place" not in more else None
    return made(name, make, outcome, **{"place": place, "code": code, **more})


def named(name: str, entry: str, code: str = "path") -> Attack:
    return archive(name, lambda: zipped(START, (info(entry), "x")), code=code)


def renamed(raw: bytes, old: bytes, new: bytes) -> bytes:
    """An entry under a name that `zipfile` would not write; as long as the old one."""
    assert len(old) == len(new) and raw.count(old) == 2
    return raw.replace(old, new)


def central(raw: bytes, at: int, form: str, value: int) -> bytes:
    """A field of the last entry of the directory changed."""
    place = raw.rindex(b"PK\x01\x02") + at
    return raw[:place] + struct.pack(form, value) + raw[place + struct.calcsize(form) :]


def hidden_start() -> bytes:
    """A local header that names another file than the directory does."""
    raw = zipped(START, ("extra.txt", "x"))
    at = raw.index(b"extra.txt")
    return raw[:at] + b"../..evil" + raw[at + 9 :]


def overlapping() -> bytes:
    """Hundreds of entries of the directory that all point to one and the same data (a bomb without nesting)."""
    raw = zipped(START, ("big.txt", b"\0" * 60_000))
    directory = raw.index(b"PK\x01\x02")
    first, second = raw.index(b"PK\x01\x02"), raw.rindex(b"PK\x01\x02")
    end = raw.rindex(b"PK\x05\x06")
    entry, entries = raw[second:end], raw[first:second]
    for number in range(1_500):
        entries += entry.replace(b"big.txt", b"b%06d" % number)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1_501, 1_501, len(entries), directory, 0)
    return raw[:directory] + entries + tail


def text_named_twice_by_case() -> bytes:
    return zipped(START, ("Text/a.md", "x"), ("text/A.md", "y"))


def nested() -> bytes:
    inner = zipped(("x", b"\0" * 60_000))
    for _ in range(5):
        inner = zipped(*((f"{number}.zip", inner) for number in range(8)))
    return zipped(START, ("inner.zip", inner))


def with_link_to(target: str) -> bytes:
    return zipped(START, (info("u.yaml", stat.S_IFLNK | 0o777), target))


NAMES = [
    named("an entry that climbs", "../../evil.yaml"),
    named("an entry that climbs in the middle", "media/../../evil.png"),
    named("an absolute entry", "/etc/cron.d/evil"),
    named("an entry with a drive", "D:/evil.yaml"),
    named("an entry of a share", "\\\\host\\share\\evil"),
    named("an entry with backslashes", "..\\..\\evil.yaml"),
    named("an entry with a stream", "u.yaml:evil"),
    named("an entry that is a device", "media/NUL.png"),
    named("an entry whose name acts", "u\x1b]0;taken\x07.yaml"),
    named("an entry whose name has a line end", "u\nattack: no problems"),
    named("an entry whose name turns around", "u\u202elmay.png"),
    named("an entry whose name ends with a blank", "u.yaml "),
    named("an entry in many folders", "/".join("abcdefghijkl")),
    named("an entry whose name is very long", "n" * 2_000),
    named("an entry that is a tilde's", "~root/.bashrc").but(outcome="either", place=None),
    archive(
        "an entry with a NUL in its name",
        lambda: renamed(zipped(START, ("u.yamlXevil", "x")), b"u.yamlXevil", b"u.yaml\0evil"),
        code="path",
    ),
    archive("an entry without a name", lambda: zipped(START, (info("/"), "")), code="path"),
    archive("names that are one on some computers", text_named_twice_by_case, code="twins"),
    archive(
        "names that are one in another form of Unicode",
        lambda: zipped(START, ("é.md", "x"), ("e\u0301.md", "y")),
        code="path",
    ),
    archive(
        "two courses in two folders", lambda: zipped(("a/course.yaml", COURSE), ("b/course.yaml", COURSE)), code="twins"
    ),
    archive("a course in a folder named as its file", lambda: zipped(("course.yaml/course.yaml", COURSE)), "either"),
    archive("one file that is also a folder", lambda: zipped(START, ("u", "x"), ("u/v", "y")), "either"),
]
SORTS = [
    archive("a link to a file outside", lambda: with_link_to("../outside/canary.txt"), code="link"),
    archive(
        "a link as the course", lambda: zipped((info("course.yaml", stat.S_IFLNK | 0o777), "/etc/passwd")), code="link"
    ),
    archive("a block device", lambda: zipped(START, (info("d", stat.S_IFBLK | 0o666), "")), code="link"),
    archive(
        "an entry with the rights of root", lambda: zipped(START, (info("s.png", stat.S_IFREG | 0o6777), "x")), "loads"
    ),
    archive(
        "programs beside the course",
        lambda: zipped(
            START,
            ("conftest.py", "open('touched','w')"),
            ("setup.py", "1/0"),
            ("sitecustomize.py", "1/0"),
            ("x.pth", "import os"),
        ),
        "loads",
    ),
    archive("an encrypted entry", lambda: central(zipped(START, ("e", "x")), 8, "<H", 1), code="encrypted"),
    archive("an entry packed by LZMA", lambda: zipped(START, pack=zipfile.ZIP_LZMA), code="damaged"),
    archive(
        "an entry packed in a way that nobody knows",
        lambda: central(zipped(START, ("e", "x")), 10, "<H", 99),
        code="damaged",
    ),
]
BOMBS = [
    archive(
        "a megabyte of the same letter a thousand times",
        lambda: zipped(START, ("x.txt", b"a" * 50_000_000)),
        code="bomb",
    ),
    archive("a course that swells", lambda: zipped(("course.yaml", b"title: T\n# " + b"x" * 9_000_000)), code="bomb"),
    archive(
        "sixty-five files of a megabyte each",
        lambda: zipped(START, *((f"{n}.bin", os.urandom(16_384) * 64) for n in range(65))),
        code="bomb",
    ),
    archive("three thousand files", lambda: zipped(START, *((f"f{n}", "") for n in range(3_000))), code="bomb"),
    archive(
        "one table of nine megabytes that is named three hundred times",
        lambda: zipped(
            (
                "course.yaml",
                "title: T\nskills:\n" + "".join(f"  - {{skill: s{n}, cards: {{file: w.csv}}}}\n" for n in range(300)),
            ),
            ("w.csv", "front,back\na,b\n" + "".join("\n" * 60 + f"{n},{n}\n" for n in range(100_000))),
        ),
        code="too-many-nodes",
        place=("w.csv", 1),
    ),
    archive("archives in archives", nested, "either"),
    archive("a directory whose entries share their data", overlapping, "either"),
    archive(
        "a size that is told as nothing",
        lambda: central(zipped(("e.txt", b"x" * 100), START), 24, "<L", 0),
        code="damaged",
    ).but(place=("course.yaml", 1)),
    archive(
        "a size that is told as four gigabytes",
        lambda: central(zipped(START, ("e.txt", b"x" * 100)), 24, "<L", 0xFFFFFFFE),
        code="bomb",
    ),
    archive("a comment of 65,535 bytes that acts", lambda: commented(b"\x1b]0;taken\x07" * 6_000), "loads"),
    archive("seventy megabytes after the end", lambda: zipped(START) + b"\0" * 70_000_000, code="bomb"),
]


def commented(comment: bytes) -> bytes:
    into = io.BytesIO(zipped(START))
    with zipfile.ZipFile(into, "a") as file:
        file.comment = comment[:65_535]
    return into.getvalue()


DAMAGED = [
    archive("nothing at all", lambda: b"", code="damaged"),
    archive("a text with the name of an archive", lambda: COURSE.encode(), code="damaged"),
    archive("only the end of an archive", lambda: b"PK\x05\x06" + bytes(18), code=""),
    archive("half an archive", lambda: zipped(START, ("x.bin", os.urandom(5_000)))[:2_500], code="damaged"),
    archive(
        "an archive without its first half", lambda: zipped(START, ("x.bin", os.urandom(5_000)))[2_500:], code="damaged"
    ).but(place=("course.yaml", 1)),
    archive("a tar archive", lambda: b"course.yaml" + bytes(246) + b"ustar\x0000" + bytes(255), code="damaged"),
    archive("a sum that is wrong", lambda: central(zipped(START), 16, "<L", 0xDEADBEEF), code="damaged").but(
        place=None
    ),
    archive("data that is broken", lambda: broken_data(), code="damaged").but(place=None),
    archive("an offset beyond the end", lambda: central(zipped(START), 42, "<L", 0x7FFFFFFF), code="").but(place=None),
    archive("a header that names another file than the directory", hidden_start, "either"),
    archive("a program before the archive", lambda: b"#!/bin/sh\ntouch touched\n" + zipped(START), "either"),
    archive("an archive and a picture in one", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100) + zipped(START), "either"),
    archive(
        "a wrong course in an archive whose folder acts",
        lambda: zipped(("in/course.yaml", "title: a: b\n")),
        code="",
        file="a\x1b[2J-1.tutor",
        place=None,
    ),
]


def broken_data() -> bytes:
    raw = bytearray(zipped(("course.yaml", COURSE * 50)))
    for at in range(60, 90):
        raw[at] ^= 0x5A
    return bytes(raw)


ATTACKS = [*NAMES, *SORTS, *BOMBS, *DAMAGED]
