"""The question whether a pack's programs may run: who made it, what runs, where, and what has changed."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from tutor.core.consent import Consent
from tutor.core.text import clean
from tutor.language import _, _n, later

NAMES = {
    "sql": "SQL",
    "sh": later("shell commands"),
    "bash": later("shell commands (bash)"),
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
    if consent.bare:
        return _("May the programs of “{title}” run on this computer without a box?", title=_short(consent.title))
    return _("May the programs of “{title}” run on this computer?", title=_short(consent.title))


def facts(consent: Consent) -> list[str]:
    """What a person should know before they answer, a sentence or two each."""
    return [one for one in _facts(consent) if one]


def _facts(consent: Consent) -> Iterator[str]:
    yield consent.problem
    yield _changed(consent)
    yield _("It comes with tutor.") if consent.ships else f"{_authors(consent)} {consent.signed}".strip()
    kinds = [
        _("{what} in {files}", what=name_of(kind), files=_files(names)) for kind, names in consent.programs.items()
    ]
    yield _("What runs: {kinds}.", kinds="; ".join(kinds))
    yield consent.box


def passed_over(title: str, pack: str) -> str:
    """Why the questions of a pack that run something do not come."""
    return _(
        "Questions of “{title}” that run its programs are passed over: you have not allowed it; `{command}` lets them "
        "run.",
        title=_short(title),
        command=f"tutor trust {shlex.quote(clean(pack))}",
    )


def declined(consent: Consent) -> str:
    """What a no means for this sitting."""
    if consent.trusted:
        return _("Nothing of it is run; you compare and rate yourself where a program is asked for.")
    return passed_over(consent.title, consent.pack)


def name_of(kind: str) -> str:
    """What runs, as it is called."""
    return _(NAMES[kind]) if kind in NAMES else _short(kind)


def _authors(consent: Consent) -> str:
    if not consent.authors:
        return _("It names no author.")
    return _("By its own word it was made by {names}.", names=_files(consent.authors))


def _changed(consent: Consent) -> str:
    parts = [
        *([_("changed {files}", files=_files(consent.changed))] if consent.changed else []),
        *([_("new {files}", files=_files(consent.added))] if consent.added else []),
        *([_("gone {files}", files=_files(consent.gone))] if consent.gone else []),
    ]
    return _("It is not as it was when you allowed it: {changes}.", changes="; ".join(parts)) if parts else ""


def _files(names: Sequence[str]) -> str:
    """Names of files or people, the rest of many as a number."""
    shown = ", ".join(map(_short, names[:MOST]))
    more = len(names) - MOST
    return _n("{names} and {count} more", "{names} and {count} more", more, names=shown) if more > 0 else shown


def _short(words: str) -> str:
    """A stranger's words on one line, cut."""
    line = " ".join(clean(words[: 4 * LONGEST_NAME]).split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"
