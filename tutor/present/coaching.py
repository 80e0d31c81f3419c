"""What a coach says beside a verdict: kindly, in a sentence or two, and never as blame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.core.choose import Why
from tutor.language import _, later

Values = Mapping[str, Any]
HELPED = {
    "explain": later("There it is. Another way of explaining helped; that is kept in mind."),
    "example": later("There it is. The worked example helped; that is kept in mind."),
    "easier": later("There it is. An easier one helped; that is kept in mind."),
}
"""What is said when a question comes right after such a detour."""


def coached(why: Why | None) -> str:
    """The sentence for a change in how we go on; "" for none."""
    words = COACHED.get(why.code, "") if why is not None else ""
    values = why.values if why is not None else {}
    return _(words).format_map(values) if isinstance(words, str) else words(values)


def _helped(values: Values) -> str:
    return _(HELPED.get(values["by"], later("There it is. The detour helped; that is kept in mind.")))


def _surprised(values: Values) -> str:
    if not values["explained"]:
        return _(
            "You were sure, so this is worth a moment: what surprises you sticks best. Look at the right answer; if "
            "the reason is not clear, ask for another way of explaining."
        )
    return _(
        "You were sure, so this is worth a moment: what surprises you sticks best. Look at the right answer and the "
        "reason beside it."
    )


def _lost(values: Values) -> str:
    if values["helped"]:
        return _(
            "Good that you say so. Let us look at it another way, then this question again; easier ones for a while."
        )
    if values["lesson"]:
        return _("Good that you say so. Ask for another way of explaining; and easier ones for a while.")
    return _("Good that you say so. Easier ones for a while.")


_IN_ANOTHER_WAY = later("Let us look at it in another way. Then you come back to this very question.")

COACHED: dict[str, str | Callable[[Values], str]] = {
    "rests": later("That was much for one day. “{title}” rests until tomorrow; sleep helps."),
    "stuck": (
        later(
            "“{title}” has been hard on {days} days now. It rests until tomorrow. You may also leave it, "
            "ask for another way of explaining, or tell us that a question is wrong."
        )
    ),
    "leech": (
        later(
            "This one has slipped away {lapses} times. Once more of the same won't hold it: write a note "
            "of your own that ties it to something you know, or put it away for now."
        )
    ),
    "side_trip_probe": later("Let us look at what this stands on: “{to}”. Then you come back to this very question."),
    "side_trip_explain": _IN_ANOTHER_WAY,
    "side_trip_example": _IN_ANOTHER_WAY,
    "side_trip_easier": later("Let us take an easier one first. Then you come back to this very question."),
    "helped_prerequisite": later("There it is. What was missing was “{by}”, and now it holds."),
    "helped_way": _helped,
    "presumed_too_soon": (
        later(
            "We took “{title}” as known, and that was too soon of us. Now it is properly learned; nothing else is lost."
        )
    ),
    "sure_miss": _surprised,
    "felt_easy": later("Harder ones for a while, where there are some."),
    "felt_right": later("Good. It goes on like this."),
    "felt_lost": _lost,
    "offer_test_out": later(
        "“{title}” seems easy for you. You may test out of it: pass its quiz, and it counts as learned."
    ),
}
"""What is said for each code, by its values."""
