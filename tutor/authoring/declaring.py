"""Writing into a course what became of its older names, at the places where such lines stand or would stand.

Everything else stays byte for byte. What was written is read anew before a file is touched.
"""

from __future__ import annotations

from collections.abc import Iterable

from tutor.authoring.change import Change
from tutor.authoring.edits import CannotEdit, Draft, Edit
from tutor.packs.nodes import Map, Page, Seq
from tutor.packs.opening import open_map
from tutor.packs.problems import has_errors
from tutor.packs.reader import read
from tutor.packs.written import Reading
from tutor.packs.yaml_events import quiet_collector

_BEFORE = ("units", "skills", "items", "projects")
"""Keys of a course before which a new key is put: what is long stays last."""


def lines(changes: Iterable[Change]) -> list[str]:
    """What to paste into the course, as YAML: `moved: {old: new}`."""
    return [_flow(key, entries) for key, entries in _by_key(changes).items()]


def declared(draft: Draft, changes: Iterable[Change]) -> tuple[Draft, int]:
    """The pack with these lines written in, and how many names they tell of. Raises CannotEdit where it isn't safe."""
    found = _by_key(changes)
    if not found:
        return draft, 0
    reading = _read(draft)
    page, root = reading.page, _root(reading)
    if has_errors(reading.problems) or page is None or root is None:
        raise CannotEdit("The pack has errors: mend those that `tutor pack check` names first.", 1)
    changed = draft.with_edits(_edits(page, root, found))
    after = _read(changed)
    if has_errors(after.problems) or _known(after) != _known(reading) | _names(reading, found):
        raise CannotEdit("The lines can't be written in without changing something else; nothing was written.", 1)
    return changed, sum(map(len, found.values()))


def with_entry(draft: Draft, key: str, name: str, value: str) -> Draft:
    """The pack with one more entry of a mapping in its course, `key: {name: value}`. Raises CannotEdit."""
    reading = _read(draft)
    page, root = reading.page, _root(reading)
    if page is None or root is None:
        raise CannotEdit("The pack has errors: mend those that `tutor pack check` names first.", 1)
    return draft.with_edits(_edits(page, root, {key: {name: value}}))


def _by_key(changes: Iterable[Change]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for change in changes:
        if change.guessed:
            key, old, new = change.declare
            found.setdefault(key, {})[old] = new
    return found


def _flow(key: str, entries: dict[str, str]) -> str:
    if key == "retired":
        return f"retired: [{', '.join(entries)}]"
    return f"{key}: {{{', '.join(f'{old}: {new}' for old, new in entries.items())}}}"


def _read(draft: Draft) -> Reading:
    with quiet_collector():
        return read(draft.with_edits([]), tested=False)


def _root(reading: Reading) -> Map | None:
    """The course as it was written: reading it takes out what it has read."""
    return None if reading.page is None else open_map(reading, reading.page)


def _known(reading: Reading) -> set[str]:
    return {mention.id for mention in reading.gone_mentions}


def _names(reading: Reading, found: dict[str, dict[str, str]]) -> set[str]:
    return {reading.full(old) for entries in found.values() for old in entries}


def _edits(page: Page, root: Map, found: dict[str, dict[str, str]]) -> list[Edit]:
    """Edits at different places: entries go into a key that is there, keys that are not come together, in one."""
    edits, missing = [], []
    for key, entries in found.items():
        node = root.get(key)
        if isinstance(node, (Map, Seq)) and node:
            edits.append(_more(page, node, entries))
        elif key in root:
            raise CannotEdit(f"`{key}:` is there and empty; take it out of the file first.", 1)
        else:
            missing.append(_flow(key, entries))
    if missing:
        edits.append(_new_keys(page, root, missing))
    return edits


def _more(page: Page, node: Map | Seq, entries: dict[str, str]) -> Edit:
    """Entries before the first one of a mapping or list, in its own style."""
    written = list(entries) if isinstance(node, Seq) else [f"{old}: {new}" for old, new in entries.items()]
    if page.text[node.at] in "{[":
        return Edit(page.name, node.at + 1, 0, "".join(f"{one}, " for one in written))
    at = node.entry_at(0) if isinstance(node, Seq) else node.key_at(next(iter(node)))
    dash = ""
    if isinstance(node, Seq):
        at, dash = page.text.rindex("-", 0, at), "- "
    between = _line_end(page, at) + " " * (page.position(at)[1] - 1)
    return Edit(page.name, at, 0, "".join(f"{dash}{one}{between}" for one in written))


def _new_keys(page: Page, root: Map, written: list[str]) -> Edit:
    if page.text[root.at] == "{":
        return Edit(page.name, root.at + 1, 0, "".join(f"{one}, " for one in written))
    at = root.key_at(next((key for key in _BEFORE if key in root), next(iter(root))))
    between = _line_end(page, at) + " " * (page.position(at)[1] - 1)
    return Edit(page.name, at, 0, "".join(f"{one}{between}" for one in written))


def _line_end(page: Page, at: int) -> str:
    end = page.text.find("\n", at)
    return "\r\n" if end > 0 and page.text[end - 1] == "\r" else "\n"
