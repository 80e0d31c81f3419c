"""What an update of a course changed, said once in one sentence."""

from __future__ import annotations

from msgspec import Struct

from tutor.language import _, _n


class Update(Struct, frozen=True):
    """How much a new version changed: skills that are new, renamed, merged into others, split, retired; questions that
    the learner knew and that begin anew because their meaning changed, or that the course no longer has.

    `returned` skills had been retired or left out; `taken_up` questions mean again what they meant. `earlier`: it is a
    version from before the one that was met last.
    """

    new: int = 0
    renamed: int = 0
    merged: int = 0
    split: int = 0
    retired: int = 0
    returned: int = 0
    begun_anew: int = 0
    taken_up: int = 0
    left: int = 0
    earlier: bool = False


def sentence(title: str, update: Update) -> str:
    """“Fractions was updated: 2 skills renamed, 1 retired; nothing you learned is lost.” Empty without news."""
    told = ", ".join(_changes(update))
    if not told:
        return ""
    if update.earlier:
        return _("{title} is as it was before: {changes}; nothing you learned is lost.", title=title, changes=told)
    return _("{title} was updated: {changes}; nothing you learned is lost.", title=title, changes=told)


def _changes(update: Update) -> list[str]:
    told = [
        (update.new, _n("{count} new skill", "{count} new skills", update.new)),
        (update.renamed, _n("{count} skill renamed", "{count} skills renamed", update.renamed)),
        (update.merged, _n("{count} skill merged", "{count} skills merged", update.merged)),
        (update.split, _n("{count} skill split", "{count} skills split", update.split)),
        (update.retired, _n("{count} skill retired", "{count} skills retired", update.retired)),
        (update.returned, _n("{count} skill is back", "{count} skills are back", update.returned)),
        (update.begun_anew, _n("{count} question begins anew", "{count} questions begin anew", update.begun_anew)),
        (
            update.taken_up,
            _n("{count} question goes on as before", "{count} questions go on as before", update.taken_up),
        ),
        (update.left, _n("{count} question left out", "{count} questions left out", update.left)),
    ]
    return [words for count, words in told if count]
