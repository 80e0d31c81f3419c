"""What an update of a course changed, said once in one sentence."""

from __future__ import annotations

from msgspec import Struct


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
    skills = [("new", update.new), ("renamed", update.renamed), ("merged", update.merged)]
    skills += [("split", update.split), ("retired", update.retired)]
    found = [(what, count) for what, count in skills if count]
    words = [f"{count} {what}" for what, count in found]
    if found:
        what, count = found[0]
        noun = "skill" if count == 1 else "skills"
        words[0] = f"{count} new {noun}" if what == "new" else f"{count} {noun} {what}"
    if update.begun_anew:
        begins = "question begins" if update.begun_anew == 1 else "questions begin"
        words.append(f"{update.begun_anew} {begins} anew")
    if update.left:
        words.append(f"{update.left} {'question' if update.left == 1 else 'questions'} left out")
    return f"{title} was updated: {', '.join(words)}; nothing you learned is lost." if words else ""
