"""A class's sums as a file for who wrote the course, or for a colleague; and files of several classes added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tutor.classroom.classbook import ClassBook
from tutor.classroom.counting import agreed, counted
from tutor.classroom.folder import ClassFolder, ClassTrouble
from tutor.classroom.releasing import Rows, exact, release
from tutor.classroom.words import packs_of
from tutor.core.classroom.manifest import PackRef
from tutor.core.classroom.sums import LARGEST, BadSums, PackHead, Sums, Version, added, decode
from tutor.core.classroom.telling import FLOOR, rounded_size
from tutor.core.learner.names import name_now, table_of
from tutor.packs.compiled import Compiled
from tutor.packs.problems import nearest, quoted
from tutor.packs.source import Refusal, read_regular


class Made(NamedTuple):
    """Sums that aren't written yet: of how many learners, who did not agree, and what came of the rows."""

    sums: Sums
    learners: int
    others: int
    rows: Rows


def of_class(folder: ClassFolder, book: ClassBook, pack: str, k: int, today: date, *, trusted: bool) -> Made:
    """The sums of a class about one of its packs. What may leave the class is noted as told: within a transaction.

    Raises `ClassTrouble`.
    """
    packs = packs_of(folder)
    ref = _meant(folder, packs, pack)
    agree, everybody = agreed(book), [one for one in book.learners().values() if not one.withdrawn]
    found = counted(book, packs, ref.id)
    if not found.learners or (len(found.learners) < k and not trusted):
        raise ClassTrouble(_too_few(len(agree), len(everybody), len(found.learners), k, trusted=trusted))
    if not (trusted or _is_kept(book)):
        raise ClassTrouble(f"{quoted(folder.book, 200)} can only be read, and what leaves the class is noted in it.")
    rows = exact(found) if trusted else release(book, found, k, _called_now(packs[ref.id]))
    version = Version(version=ref.version, content=ref.content)
    sums = Sums(
        pack=PackHead(id=ref.id, versions=[version]),
        made_in=f"{today:%Y-%m}",
        size=rounded_size(len(everybody)),
        k=1 if trusted else k,
        trusted=trusted,
        items=rows.items,
        curves=rows.curves,
    )
    return Made(sums, len(found.learners), len(everybody) - len(agree), rows)


def checked_k(k: int) -> int:
    """The smallest number of learners that a row needs. Raises `ClassTrouble`."""
    if k < FLOOR:
        raise ClassTrouble(f"--k is {FLOOR} at least: of fewer learners nothing leaves a class.", 2)
    return k


def _meant(folder: ClassFolder, packs: Mapping[str, Compiled], wanted: str) -> PackRef:
    refs = [ref for ref in folder.card.packs if ref.id in packs]
    found = [ref for ref in refs if not wanted or ref.id == wanted]
    if len(found) == 1:
        return found[0]
    if not refs:
        raise ClassTrouble("The class has no pack that can be read; `tutor class handout --pack PACK` adds one.", 2)
    names = ", ".join(ref.id for ref in refs)
    if not wanted:
        raise ClassTrouble(f"The class has {len(refs)} packs ({names}); say which: --pack ID", 2)
    hint = nearest(wanted, [ref.id for ref in refs])
    raise ClassTrouble(f"The class has no pack {quoted(wanted, 60)}; {hint or f'it has: {names}.'}", 2)


def _called_now(pack: Compiled) -> Callable[[str], str]:
    """What the pack calls a question or a skill today."""
    table = table_of(pack.course)
    here = {ref.id for ref, _body in pack.items} | {skill.id for skill in pack.skills}
    return lambda name: name if name in here else name_now(table, name)


def _is_kept(book: ClassBook) -> bool:
    """Whether what is written stays: an older file that can only be read is looked at in memory."""
    return any(name == "main" and file for _at, name, file in book.db.execute("pragma database_list"))


def _too_few(agree: int, everybody: int, found: int, k: int, *, trusted: bool) -> str:
    who = f"{agree} of {everybody} learners agreed to be counted (tutor handin --count-me)"
    if trusted:
        return f"There is nothing to count: {who}, and {found} of them tried two questions."
    return f"Too few learners to tell anything: {who}, {found} of them tried two questions, and {k} are needed."


def read_sums(place: Path) -> Sums:
    """A file of sums. Raises `ClassTrouble`."""
    found = read_regular(place, LARGEST)
    if isinstance(found, Refusal):
        raise ClassTrouble(f"{found.message}.", 2)
    if len(found[0]) > LARGEST:
        raise ClassTrouble(f"{quoted(place, 200)} is refused: it is larger than {LARGEST // 2**20} MB.", 2)
    try:
        return decode(found[0])
    except BadSums as problem:
        raise ClassTrouble(f"{quoted(place, 200)} is refused: {problem}.", 2) from problem


def together(places: Sequence[Path], *, trusted: bool) -> Sums:
    """The sums of several files. Raises `ClassTrouble` for one that is trusted where what comes of it is not."""
    found: list[Sums] = []
    for place in places:
        sums = read_sums(place)
        if sums.trusted and not trusted:
            raise ClassTrouble(
                f"{quoted(place, 200)} was made with --trusted, and single learners can be made out in it: it is not "
                "for sums that are passed on. Ask for one made without it; --trusted adds for yourself.",
                2,
            )
        if sums in found:
            again = quoted(places[found.index(sums)], 200)
            raise ClassTrouble(f"{quoted(place, 200)} is {again} once more: a class counts once.", 2)
        found.append(sums)
    try:
        return added(found)
    except BadSums as problem:
        raise ClassTrouble(f"These files can't be added: {problem}.", 2) from problem
