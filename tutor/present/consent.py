"""The question whether a pack's programs may run: who made it, what runs, where, and what has changed."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from tutor.core.consent import Consent
from tutor.core.text import clean

NAMES = {
    "sql": "SQL",
    "sh": "shell commands",
    "bash": "shell commands (bash)",
    "python": "Python",
    "c": "C",
    "cpp": "C++",
    "rust": "Rust",
    "javascript": "JavaScript",
    "perl": "Perl",
    "ruby": "Ruby",
    "lua": "Lua",
}
MOST = 6
"""Files that are named one by one; more only by their number."""
LONGEST_NAME = 60


def question(consent: Consent) -> str:
    """What is asked, in one line."""
    where = " without a box" if consent.bare else ""
    return f"May the programs of “{_short(consent.title)}” run on this computer{where}?"


def facts(consent: Consent) -> list[str]:
    """What a person should know before they answer, a sentence or two each."""
    return [one for one in _facts(consent) if one]


def _facts(consent: Consent) -> Iterator[str]:
    yield consent.problem
    yield _changed(consent)
    yield "It comes with tutor." if consent.ships else f"{_authors(consent)} {consent.signed}".strip()
    kinds = [f"{name_of(kind)} in {_files(names)}" for kind, names in consent.programs.items()]
    yield f"What runs: {'; '.join(kinds)}."
    yield consent.box


def passed_over(title: str, pack: str) -> str:
    """Why the questions of a pack that run something do not come."""
    way = f"`tutor trust {shlex.quote(clean(pack))}` lets them run"
    return f"Questions of “{_short(title)}” that run its programs are passed over: you have not allowed it; {way}."


def declined(consent: Consent) -> str:
    """What a no means for this sitting."""
    if consent.trusted:
        return "Nothing of it is run; you compare and rate yourself where a program is asked for."
    return passed_over(consent.title, consent.pack)


def name_of(kind: str) -> str:
    """What runs, as it is called."""
    return NAMES.get(kind, _short(kind))


def _authors(consent: Consent) -> str:
    if not consent.authors:
        return "It names no author."
    more = len(consent.authors) - MOST
    names = ", ".join(map(_short, consent.authors[:MOST])) + (f" and {more} more" if more > 0 else "")
    return f"By its own word it was made by {names}."


def _changed(consent: Consent) -> str:
    parts = [
        f"{word} {_files(names)}"
        for word, names in (("changed", consent.changed), ("new", consent.added), ("gone", consent.gone))
        if names
    ]
    return f"It is not as it was when you allowed it: {'; '.join(parts)}." if parts else ""


def _files(names: Sequence[str]) -> str:
    shown = [_short(name) for name in names[:MOST]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _short(words: str) -> str:
    """A stranger's words on one line, cut."""
    line = " ".join(clean(words[: 4 * LONGEST_NAME]).split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"
