"""Looking something up, in words: what can be typed, what was found, and what to try when nothing was."""

from __future__ import annotations

from collections.abc import Sequence

TITLE = "What are you looking for?"
HELP = "Words, or is:due  is:locked  is:fading  is:kept  skill:…  course:…  lapses>3  rated:7"
SORTS = {
    "skill": "skill",
    "lesson": "lesson",
    "item": "question",
    "journal": "journal",
    "note": "note",
    "bookmark": "bookmark",
    "piece": "portfolio",
}
"""What each sort of thing that can be found is called."""


def nothing(typed: str, strange: Sequence[str], states: Sequence[str]) -> str:
    """Why there is nothing, and what can be typed after `is:` where that was the reason."""
    if strange:
        return f"After is: comes one of {', '.join(states)}."
    if ":" in typed or ">" in typed:
        return f"Nothing in the courses you study fits “{typed[:40]}” now."
    return f"Nothing of yours has “{typed[:40]}” in it. A shorter word finds more."
