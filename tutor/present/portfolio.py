"""The portfolio in words: what was handed in, when, and how the learner rated it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tutor.language import _, later, number

EMPTY = later("Nothing is handed in yet. When you finish a project of a course, it stays here for you to look back on.")


def how_far(draft: str, day: str, ready: bool) -> str:
    """How far a project is: begun, handed in (`day`, ISO), ready to be done; "" while its skills are being learned."""
    handed = _("handed in {day}", day=day) if day else ""
    if draft:
        return ", ".join(filter(None, (handed, _("begun and kept"))))
    return handed or (_("can be done now") if ready else "")


def rated_words(rated: Sequence[Mapping[str, str]]) -> str:
    """The learner's own rating on one line: `Greeting: Kind; Ending: Warm`; a word where they gave none."""
    return "; ".join(f"{row['criterion']}: {row['level']}" for row in rated) or _("not rated")


def by_teacher(teacher: str, day: str) -> str:
    """Who rated a piece, by their name if they gave one, and when, `day` in words."""
    return (
        _("Rated by {teacher}, {day}", teacher=teacher, day=day)
        if teacher
        else _("Rated by your teacher, {day}", day=day)
    )


def sort_words(sort: str, name: str, size: int) -> str:
    """What was handed in, where it is no text: the file with its size, or that it is an address."""
    if sort == "file":
        return _("The file “{name}”, {size} bytes", name=name, size=number(size))
    return _("An address") if sort == "link" else ""
