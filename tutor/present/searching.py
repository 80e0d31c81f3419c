"""Looking something up, in words: what can be typed, what was found, and what to try when nothing was."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.language import _, later

TITLE = later("What are you looking for?")
HELP = later("Words, or is:due  is:locked  is:fading  is:kept  skill:…  course:…  lapses>3  rated:7")
ON_MAP = later("Words of a title, or is:due  is:open  is:locked  is:learned  is:fading  is:kept  lapses>3  rated:7")
SORTS = {
    "skill": later("skill"),
    "lesson": later("lesson"),
    "item": later("question"),
    "journal": later("journal"),
    "note": later("note"),
    "bookmark": later("bookmark"),
    "piece": later("portfolio"),
}
"""What each sort of thing that can be found is called."""


def nothing(typed: str, strange: Sequence[str], states: Sequence[str]) -> str:
    """Why there is nothing, and what can be typed after `is:` where that was the reason."""
    if strange:
        return _("After is: comes one of {names}.", names=", ".join(states))
    if ":" in typed or ">" in typed:
        return _("Nothing in the courses you study fits “{typed}” now.", typed=typed[:40])
    return _("Nothing of yours has “{typed}” in it. A shorter word finds more.", typed=typed[:40])


def nothing_on_map(typed: str, strange: Sequence[str], states: Sequence[str]) -> str:
    """The same of one course's map."""
    return (
        nothing(typed, strange, states) if strange else _("Nothing on this map fits “{typed}” now.", typed=typed[:40])
    )
