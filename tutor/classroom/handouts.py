"""Writing hand-outs: packs, tasks and notes for a whole class in one file, and what is for one learner in another."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random

from msgspec import Struct, json

import tutor
from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import PACKS, ClassFolder, ClassTrouble
from tutor.core.classroom import handout
from tutor.core.classroom.codes import shown
from tutor.core.classroom.handout import ClassCard
from tutor.core.classroom.manifest import Manifest, PackRef
from tutor.packs.archive import DAMAGED, zipped
from tutor.packs.bundle import MOST_BYTES, SUFFIXES, bundle_of, packed, write_whole
from tutor.packs.compile import load
from tutor.packs.problems import Problem, quoted
from tutor.packs.source import LARGEST_MEDIA, Refusal, content_hash, open_source
from tutor.packs.stamps import SIGNATURE

README = "README.txt"


class Packed(Struct, frozen=True):
    """A pack as it goes into a hand-out: which it is, and its files by their names in it."""

    ref: PackRef
    files: dict[str, bytes]


def pack_at(place: Path) -> Packed:
    """The pack at a path, checked. Raises `ClassTrouble` with the lines of a bad one."""
    loaded = load(place, tested=False)
    if loaded.compiled is None:
        wrong = [str(problem) for problem in loaded.problems if problem.severity == "error"]
        raise ClassTrouble("\n".join([*wrong, "A pack with errors is not handed out."]))
    course, source = loaded.compiled.course, open_source(place)
    if isinstance(source, Problem):
        raise ClassTrouble(str(source))
    files: dict[str, bytes] = {}
    alone = place.is_file() and place.suffix.lower() in (".yaml", ".yml")
    for name in loaded.compiled.papers.files:
        data = source.read(name, LARGEST_MEDIA)
        if isinstance(data, Refusal):
            raise ClassTrouble(f"{source.shown(name)}: {data.message}")
        files["course.yaml" if alone else name] = data
    if signature := source.signature():
        files[SIGNATURE] = signature
    if sum(map(len, files.values())) > MOST_BYTES - 2**20:
        what = f"The pack {quoted(course.id)} is larger than {MOST_BYTES // 2**20 - 1} MiB; hand it out by itself."
        raise ClassTrouble(what)
    hashes = {name: sha256(data).hexdigest() for name, data in files.items() if name != SIGNATURE}
    return Packed(PackRef(course.id, course.version, content_hash(hashes)), files)


def keep(folder: ClassFolder, pack: Packed) -> None:
    """Keep a pack in the class's folder: reports need its words. Raises `OSError`."""
    write_whole(folder.path / PACKS / f"{pack.ref.id}.tutor", zipped(pack.files, pack.ref.id))
    others = [one for one in folder.card.packs if one.id != pack.ref.id]
    folder.card.packs = [*others, pack.ref]


def _kept(folder: ClassFolder, pack: PackRef) -> dict[str, bytes]:
    """The files of a pack that the class's folder keeps. Raises `ClassTrouble`."""
    place = folder.path / PACKS / f"{pack.id}.tutor"
    try:
        with zipfile.ZipFile(place) as archive:
            return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    except DAMAGED as problem:
        raise ClassTrouble(f"{quoted(place)} can't be read; hand its pack out anew with --pack.") from problem


def write(folder: ClassFolder, book: ClassBook, to: Path, today: date, chance: Random, *, bare: bool) -> list[Path]:
    """Write the class's next hand-out, and one for each learner whom a note, a task or a mark is for; their paths.

    All packs, tasks and notes are in each hand-out, so that whoever missed one misses nothing; `bare` leaves the packs
    out. Raises `OSError`, `ClassTrouble`.
    """
    packs = {} if bare else {pack.id: _kept(folder, pack) for pack in folder.card.packs}
    folder.card.seq += 1
    common = {
        handout.CLASS_FILE: card_of(folder),
        handout.TASKS_FILE: b"".join(_tasks(book, "")),
        handout.EVERYBODY: b"".join(_notes(book, "")),
    }
    brought = {f"{handout.PACKS}{pack}/{name}": data for pack, files in packs.items() for name, data in files.items()}
    written = [_written(folder, common | brought, to, today, chance, "")]
    for code in _codes_with_words(book):
        own = {
            handout.TASKS_FILE: b"".join(_tasks(book, code)),
            f"notes/{code}.jsonl": b"".join(_notes(book, code)),
            f"marks/{code}.jsonl": b"".join(_marks(book, code)),
        }
        written.append(_written(folder, common | own, to, today, chance, code))
    folder.save()
    return written


def card_of(folder: ClassFolder) -> bytes:
    """What a hand-out says of the class."""
    card = folder.card
    return json.encode(
        ClassCard(
            title=card.title,
            asks_level=card.asks_level,
            contact=card.contact,
            parents=card.parents,
            about=card.about[:2_000],
        )
    )


def _written(folder: ClassFolder, files: dict[str, bytes], to: Path, today: date, chance: Random, code: str) -> Path:
    card = folder.card
    manifest = Manifest(
        kind="handout",
        bundle_id=f"{chance.getrandbits(128):032x}",
        seq=card.seq,
        made_on=today.isoformat(),
        program_version=tutor.__version__,
        class_id=card.id,
        code=code,
        packs=card.packs,
    )
    full = {name: data for name, data in files.items() if data}
    rows = {name: data.count(b"\n") for name, data in full.items() if name.endswith(".jsonl")}
    place = to / f"{folder.stem}-{card.seq:03}{f'-{code}' if code else ''}{SUFFIXES['handout']}"
    write_whole(place, readable(manifest, {**full, README: readme(card.title, manifest).encode()}, rows))
    return place


def readable(manifest: Manifest, files: Mapping[str, bytes], rows: Mapping[str, int]) -> bytes:
    """The hand-out as bytes, which a learner's program takes: several packs may be too much for it together.

    Raises `ClassTrouble`.
    """
    data = packed(manifest, files, rows)
    found = bundle_of(data)
    if isinstance(found, Refusal):
        what = f"Nothing was written: learners could not open this hand-out: {found.message}."
        raise ClassTrouble(f"{what} Hand its packs out apart.")
    return data


def readme(title: str, manifest: Manifest) -> str:
    """The page that lies in a hand-out."""
    whom = f"for {shown(manifest.code)} alone" if manifest.code else "for everybody in it"
    return (
        f"A hand-out of the class “{title}”, {whom}, made on {manifest.made_on}.\n"
        "Open it with:  tutor join FILE.handout\n"
        "It brings courses, tasks and notes. Nothing is sent anywhere; what you hand in is for you to choose.\n"
    )


def _lines(found: Iterable[tuple[str]]) -> list[bytes]:
    return [line.encode() + b"\n" for (line,) in found]


def _tasks(book: ClassBook, code: str) -> list[bytes]:
    """The tasks for everybody, and those for this learner."""
    return _lines(book.db.execute(_TASKS, (code,)))


def _notes(book: ClassBook, code: str) -> list[bytes]:
    return _lines(book.db.execute("select line from note where code = ? order by id", (code,)))


def _marks(book: ClassBook, code: str) -> list[bytes]:
    return _lines(book.db.execute("select line from mark where code = ? order by piece", (code,)))


def _codes_with_words(book: ClassBook) -> list[str]:
    """The learners whom a note, a task or a mark is for."""
    return [str(code) for (code,) in book.db.execute(_CODES)]


_TASKS = (
    "select line from task where id not in (select task from task_for) "
    "or id in (select task from task_for where code = ?) order by id"
)
_CODES = "select code from note where code <> '' union select code from mark union select code from task_for order by 1"
