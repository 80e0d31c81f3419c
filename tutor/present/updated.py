"""What an update of a course changed, said once in one sentence."""

from __future__ import annotations

from msgspec import Struct

from tutor.language import _, _n


class Update(Struct, frozen=True):
    """How much a new version changed: skills that are new, renamed, merged into others, split, retired; questions that
    the learner knew and that begin anew because their meaning changed, or that the course no longer has.
    """

    new: int = 0
    renamed: int = 0
    merged: int = 0
    split: int = 0
    retired: int = 0
    begun_anew: int = 0
    left: int = 0


def sentence(title: str, update: Update) -> str:
    """“Fractions was updated: 2 skills renamed, 1 retired; nothing you learned is lost.” Empty without news."""
    found = [
        *_skills(update),
        _n("{count} question begins anew", "{count} questions begin anew", update.begun_anew),
        _n("{count} question left out", "{count} questions left out", update.left),
    ]
    counts = (update.new, update.renamed, update.merged, update.split, update.retired, update.begun_anew, update.left)
    told = ", ".join(words for words, count in zip(found, counts, strict=True) if count)
    return _("{title} was updated: {changes}; nothing you learned is lost.", title=title, changes=told) if told else ""


def _skills(update: Update) -> list[str]:
    return [
        _n("{count} new skill", "{count} new skills", update.new),
        _n("{count} skill renamed", "{count} skills renamed", update.renamed),
        _n("{count} skill merged", "{count} skills merged", update.merged),
        _n("{count} skill split", "{count} skills split", update.split),
        _n("{count} skill retired", "{count} skills retired", update.retired),
    ]
