"""What an attack pack is: a name that is a sentence, how it is made in a folder, and what must come of it.

In the text of a pack `⟪` stands before the place that is wrong: it is taken out, and its line must be named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

HERE = "⟪"
MARK = HERE.encode()
ALONE = "attack.yaml"
FOLDER = "attack"
SECRET = "CANARY-of-a-file-outside-7f3a9"
"""What lies in the file beside each pack that no pack may read."""
ITEMS = "items:\n  - {id: a, ask: One?, answer: x}\n"
COURSE = f"title: T\n{ITEMS}"

Text = str | bytes
Files = Text | Mapping[str, Text] | Callable[[], Text | Mapping[str, Text]]
"""A single file, the files of a folder, or what makes either: large ones are made when they are needed."""


@dataclass(frozen=True)
class Attack:
    """`place` is the file of the pack and the line that must be named, `code` the problem's name there.

    `outcome` is what the checker must say: `either` where both are fine, as long as nothing else happens. `runs`: its
    programs are run when it is checked. `heavy`: it takes a second or so;
    `most`: it may cost so many times what others may, since it is as large as the format allows. `turns`: its language needs marks of direction, so what is shown may have them.
    """

    name: str
    make: Callable[[Path], Path]
    outcome: Literal["refused", "loads", "either"]
    place: tuple[str, int] | None = None
    code: str = ""
    runs: bool = False
    turns: bool = False
    heavy: bool = False
    most: int = 1

    def but(self, **changes: object) -> Attack:
        """The same with other facts."""
        return replace(self, **changes)  # type: ignore[arg-type]


def refused(name: str, text: Files, code: str = "", **more: object) -> Attack:
    """A pack that has errors: a text is a single file, a mapping the files of a folder."""
    return _pack(name, text, "refused", code, **more)


def loads(name: str, text: Files, **more: object) -> Attack:
    """A pack that is legal, however it looks. It is studied too."""
    return _pack(name, text, "loads", **more)


def either(name: str, text: Files, **more: object) -> Attack:
    """A pack that may be refused or not."""
    return _pack(name, text, "either", **more)


def made(name: str, make: Callable[[Path], Path], outcome: str = "refused", **more: object) -> Attack:
    """A pack that its own function makes: links, devices, large files."""
    return Attack(name, make, outcome, **more)  # type: ignore[arg-type]


def _pack(name: str, text: Files, outcome: str, code: str = "", **more: object) -> Attack:
    def make(folder: Path) -> Path:
        given = text() if callable(text) else text
        if isinstance(given, str | bytes):
            return write(folder, {ALONE: _unmarked(given)}) / ALONE
        return write(folder / FOLDER, {file: _unmarked(content) for file, content in given.items()})

    place = None if callable(text) else _marked(text)
    return Attack(name, make, outcome, place, code, **more)  # type: ignore[arg-type]


def _marked(given: Text | Mapping[str, Text]) -> tuple[str, int] | None:
    """The file and the line of the mark, if there is one."""
    files = {ALONE: given} if isinstance(given, str | bytes) else given
    for name, text in files.items():
        before, found, _ = (text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")).partition(MARK)
        if found:
            return name, before.count(b"\n") + 1
    return None


def _unmarked(text: Text) -> Text:
    return text.replace(HERE, "") if isinstance(text, str) else text.replace(MARK, b"")


def write(folder: Path, files: Mapping[str, Text]) -> Path:
    """The files in a folder, which is made."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return folder


def each(*groups: list[Attack]) -> dict[str, Attack]:
    """Attacks by name; no two have the same."""
    found: dict[str, Attack] = {}
    for attack in _all(groups):
        assert attack.name not in found, attack.name
        found[attack.name] = attack
    return found


def _all(groups: tuple[list[Attack], ...]) -> Iterator[Attack]:
    for group in groups:
        yield from group
