"""The folder that devices of one learner share: a stick, Syncthing, a shared drive, git. There is no server.

Each device appends to files of its own, `tutor-DEVICE.jsonl`, and only reads the others'. Copies that another program
made of them (`… (conflicted copy).jsonl`, `….sync-conflict-….jsonl`) are read too: more of the same does no harm.

Whoever may write there may fill it: at most `MOST_FILES` and about `MOST_BYTES` are read at once, those of this device
first, and the next sync goes on after them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

import msgspec

from tutor.store import files
from tutor.store.log import Log
from tutor.store.sources import FORMAT, LARGEST, Head, SharedFile, Trouble
from tutor.store.told import told
from tutor.store.trouble import StoreTrouble

MOST_FILES = 200
"""Files read at once; all of them are open then. Fixed: macOS lets a program open 256."""
MOST_OWN = 3
"""Files of this device that are read first, the newest; there is more than one only after damage."""
MOST_BYTES = 2**30
"""Bytes read at once, of whole files; a single one may have as many (`sources.LARGEST`). Fixed: a minute of reading."""
LEARNERS_FILES = (".sqlite", ".sqlite3")
CHUNK = 1_000_000
"""Bytes that are written at once, at least. Tunable (1e4 to 1e7)."""
TOO_MUCH = "there is too much to read at once; sync again for the rest"
NOT_READ = "a learner's file is not read from a shared folder; tutor data import takes it in"
_encode = msgspec.json.Encoder().encode


class Folder:
    """What lies in the folder. Raises `StoreTrouble` when it cannot be looked at.

    `own` is the device that reads; it begins with the others' files after the name `after`. `until` is the name with
    which to go on, where not all could be read; else empty.
    """

    def __init__(self, path: Path, own: str = "", after: str = "") -> None:
        self.path = path
        self.files: list[SharedFile] = []
        self.troubles: list[Trouble] = []
        self.until = ""
        try:
            every = sorted(each.name for each in path.iterdir())
        except OSError as error:
            sentence = f"{path} cannot be read ({error.strerror}); make the folder, or see that its disk is there."
            raise StoreTrouble("missing", sentence) from error
        found = [name for name in every if name.lower().endswith(".jsonl") and name[0] != "."]
        own_ones = [name for name in found if own and name.startswith(f"tutor-{own}")]
        mine = sorted(own_ones, key=lambda name: (len(name), name))[-MOST_OWN:]
        others = [name for name in found if name not in mine]
        self._look(mine)
        self._look([*(name for name in others if name > after), *(name for name in others if name <= after)])
        whole = [name for name in every if name.lower().endswith(LEARNERS_FILES) and name[0] != "."]
        self.troubles += [Trouble(name, 0, NOT_READ) for name in whole[:MOST_FILES]]

    def _look(self, names: list[str]) -> None:
        """Look at the first of these files, as many as can be read at once."""
        size = 0
        for number, name in enumerate(names):
            file = SharedFile(self.path / name)
            why = file.look() if number < MOST_FILES else ""
            size += min(file.length, LARGEST) if file.head else 0
            if number == MOST_FILES or (number and size > MOST_BYTES):
                left = len(names) - number
                self.troubles.append(Trouble(name, 0, f"{TOO_MUCH} ({left} file{'s' * (left != 1)} left)"))
                self.until = names[number - 1]
                return
            if why:
                self.troubles.append(Trouble(name, 1, why))
            else:
                self.files.append(file)

    def learners(self) -> list[str]:
        """The names of the learners whose files lie here."""
        return sorted({file.head.learner for file in self.files if file.head})

    def files_of(self, names: Iterable[str]) -> list[SharedFile]:
        """The files of the learner with these names; of the others it is told that they are another's."""
        wanted, mine = set(names), []
        for file in self.files:
            if file.head and file.head.learner in wanted:
                mine.append(file)
            else:
                self.troubles.append(Trouble(file.name, 1, "it is of another learner"))
        return mine

    def write(self, head: Head, log: Log, missing: Iterable[int]) -> None:
        """Append the events at these places of the log to this device's newest file, or to another if it is damaged.

        Nothing that is there is changed: a line that was cut off, when writing it was interrupted, is gone on with.
        Raises `StoreTrouble`; then a part may be written, and a second try goes on from there.
        """
        file, fresh = self._newest(head)
        wanted = _chunks(log, missing)
        first = next(wanted, b"")
        begun = b"" if file.size else line_of_head(head)
        rest = b"" if fresh else file.rest(len(begun + first))
        usable = rest is not None and (begun + first).startswith(rest) and file.head in (None, head)
        if rest is None or not usable or file.stuck:
            file, fresh, begun, rest = self._free(head), True, line_of_head(head), b""
        try:
            _append(file.path, fresh, file.size + len(rest), chain([(begun + first)[len(rest) :]], wanted))
        except OSError as error:
            why = error.strerror or "it changed meanwhile"
            sentence = f"{file.path} could not be written ({why}); your own file is whole: mend that, and sync again."
            raise StoreTrouble("disk_full", sentence) from error
        if rest or not (fresh or file.size):  # what was cut off is whole now
            self.troubles = [each for each in self.troubles if each.file != file.name]

    def _newest(self, head: Head) -> tuple[SharedFile, bool]:
        """The last of this device's files, and whether it is not there yet."""
        number = 1
        while os.path.lexists(self.path / _name(head, number + 1)):
            number += 1
        known = {each.name: each for each in self.files}
        file = known.get(_name(head, number)) or SharedFile(self.path / _name(head, number))
        return file, not os.path.lexists(file.path)

    def _free(self, head: Head) -> SharedFile:
        number = 1
        while os.path.lexists(self.path / _name(head, number)):
            number += 1
        return SharedFile(self.path / _name(head, number))


def line_of_head(head: Head) -> bytes:
    """The first line."""
    return _encode(head) + b"\n"


def head_of(learner: str, device: str) -> Head:
    """What the first line says."""
    return Head(tutor_sync=FORMAT, learner=learner, device=device)


def line_of(log: Log, seq: int) -> bytes:
    """The event at this place as a line."""
    return _encode(told(log.written_at(seq))) + b"\n"


def _name(head: Head, number: int) -> str:
    return f"tutor-{head.device}{f'-{number}' * (number > 1)}.jsonl"


def _chunks(log: Log, seqs: Iterable[int]) -> Iterator[bytes]:
    lines, size = [], 0
    for seq in seqs:
        lines.append(line_of(log, seq))
        size += len(lines[-1])
        if size >= CHUNK:
            yield b"".join(lines)
            lines, size = [], 0
    if lines:
        yield b"".join(lines)


def _append(path: Path, fresh: bool, size: int, chunks: Iterable[bytes]) -> None:
    """Append durably to a file that is this long. Raises `OSError`, also when it is not."""
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    file = os.open(path, flags | (os.O_CREAT | os.O_EXCL if fresh else 0), 0o600)
    try:
        if os.fstat(file).st_size != size:
            raise OSError(0, "it changed meanwhile")
        for chunk in chunks:
            left = memoryview(chunk)
            while left:
                left = left[os.write(file, left) :]
        os.fsync(file)
    finally:
        os.close(file)
    with suppress(OSError):  # shared drives may have no way to ask for that
        files.sync_folder(path.parent)
