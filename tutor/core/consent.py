"""What a person is told before a stranger's programs first run on their computer: data for one question."""

from __future__ import annotations

from msgspec import Struct


class Consent(Struct, frozen=True, kw_only=True):
    """A pack that would run something and may not yet. All texts but `signed` and `box` are a stranger's.

    `pack` is what `tutor trust` calls it: the course's id, or for one that is not in the library its path.

    `programs` are file names by what runs (`sql`, `sh`, or another language); `box` is the sentence of the box, `bare`
    that there is none. `ships`: it comes with tutor. `trusted`: it runs in a box already, and only the missing one is
    asked about. `added`, `changed` and `gone` are file names since the last yes to an earlier state.
    """

    course: str
    pack: str
    title: str
    authors: list[str] = []
    signed: str = ""
    programs: dict[str, list[str]] = {}
    box: str = ""
    bare: bool = False
    ships: bool = False
    trusted: bool = False
    added: list[str] = []
    changed: list[str] = []
    gone: list[str] = []
    problem: str = ""
    """What is wrong with the list of earlier answers, in one sentence."""
