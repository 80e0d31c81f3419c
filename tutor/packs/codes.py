"""What each code of `tutor pack check` means, with an example that has the problem and one where it is mended.

The pages lie in `pages/*.yaml`, and a test reads every example: the wrong one gives the code, the mended one doesn't.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from textwrap import indent

from msgspec import Struct, convert

from tutor.packs.stamps import MAIN

_NEXT_FILE = "=== "


class Explanation(Struct, frozen=True, forbid_unknown_fields=True, rename={"title": "is"}):
    """A code's page. Examples are packs; those that begin with `- ` are items of one. Some codes can't be shown."""

    title: str
    means: str
    wrong: str = ""
    mended: str = ""


@cache
def explanations() -> dict[str, Explanation]:
    """All pages by their codes."""
    from yaml import BaseLoader, load

    found: dict[str, Explanation] = {}
    for page in sorted(files("tutor.packs").joinpath("pages").iterdir(), key=lambda one: one.name):
        if page.name.endswith(".yaml"):
            found.update(convert(load(page.read_text(encoding="utf-8"), BaseLoader), dict[str, Explanation]))
    return dict(sorted(found.items()))


def files_of(example: str) -> dict[str, str]:
    """The files of an example, by their names."""
    if example.startswith("- "):
        return {MAIN: f"title: Example\nitems:\n{indent(example, '  ')}"}
    found, name = {MAIN: ""}, MAIN
    for line in example.splitlines(keepends=True):
        if line.startswith(_NEXT_FILE):
            name = line.removeprefix(_NEXT_FILE).strip()
            found[name] = ""
        else:
            found[name] += line
    return found


def told(code: str, page: Explanation) -> str:
    """A page as it is printed."""
    parts = [f"{code}: {page.title}", page.means]
    for words, example in (("Wrong:", page.wrong), ("Mended:", page.mended)):
        if example:
            parts.append(f"{words}\n\n{indent(example.rstrip(), '    ')}")
    return "\n\n".join(parts)
